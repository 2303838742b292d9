"""Which zones a team takes: their own changes of the zones, and the first so many of them.

A team ticks zones off, merges two that touch, cuts one in two, and gives one a name. Changes are
made one after another, in the order in which they were asked for; each names a zone by any area in
it, so that it still means the same place when other zones come and go. What is left of the zones is
taken in the order of people to reach, as many as the team can visit. A change moves nothing else in
that order: two that are merged stand where the first of them stood, halves where their zone stood;
so that the first so many can be the same areas after a change as before it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import pandas as pd

from layers.atlas import Atlas
from layers.targeting.reach import curve
from layers.targeting.zones import Zone, halves, neighbours_of, zones, zones_of

Kind = Literal["off", "merge", "split", "rename"]
# Why a change could not be made: its area is in no zone (any more), both areas are in one zone
# already, the zones do not touch, or the zone is a single area.
Why = Literal["gone", "same", "apart", "single"]


@dataclass(frozen=True)
class Edit:
    """A change of one zone.

    Attributes
    ----------
    code
        Any area of the zone.
    other
        Of ``merge``: any area of the zone that is put into the first one.
    name
        Of ``rename``; empty gives the zone its usual name back.
    """

    kind: Kind
    code: str
    other: str = ""
    name: str = ""


class Unused(NamedTuple):
    """A change that could not be made, and why."""

    edit: Edit
    why: Why


class Edited(NamedTuple):
    """Zones after a team's changes.

    Attributes
    ----------
    zones
        All of them, in the order of those found; also those ticked off. A merged zone stands where
        the first of the two stood, halves where their zone stood, the larger first.
    off
        Those of them that are ticked off.
    made, unused
        Changes that were made, and those that could not be; each in their order.
    """

    zones: tuple[Zone, ...]
    off: tuple[Zone, ...]
    made: tuple[Edit, ...]
    unused: tuple[Unused, ...]


class Standing(NamedTuple):
    """What stands of a team's changes; one that another took back counts no more.

    Attributes
    ----------
    merged
        Zones found that are now together with another: two of three that became one.
    cut
        Times that a zone found is cut.
    named
        Zones with a given name.
    """

    merged: int
    cut: int
    named: int


class Left(NamedTuple):
    """A zone that is not taken: ticked off, or beyond the first so many.

    Attributes
    ----------
    people
        Of the group to reach, in the zone.
    """

    zone: Zone
    people: float
    why: Literal["off", "beyond"]


@dataclass(frozen=True)
class Chosen:
    """The zones that a team takes, and those that it leaves.

    Attributes
    ----------
    zones, people
        Those taken, in order: as they are found, with most people of the group first (as many:
        with most residents), and then as :func:`edited` leaves that. And the people of the group in
        each.
    left
        Those not taken, in the same order.
    every
        All of them in the same order.
    made, unused
        Changes that were made, and those that could not be.
    standing
        What stands of those made.
    """

    zones: tuple[Zone, ...]
    people: tuple[float, ...]
    left: tuple[Left, ...]
    every: tuple[Zone, ...]
    made: tuple[Edit, ...]
    unused: tuple[Unused, ...]
    standing: Standing

    @property
    def kept(self) -> tuple[Zone, ...]:
        """All zones that are not ticked off: the first of them are taken."""
        off = {left.zone for left in self.left if left.why == "off"}
        return tuple(zone for zone in self.every if zone not in off)


def choose(
    atlas: Atlas,
    found: Iterable[str],
    group: str,
    *,
    largest: int = 12,
    edits: Sequence[Edit] = (),
    most: int = 0,
    by_areas: bool = False,
) -> Chosen:
    """Put found areas into zones, change them as a team wants, and take the first of them.

    Parameters
    ----------
    found
        Codes of the areas found.
    group
        Id of the share whose people are to be reached.
    largest
        The most areas in a zone, before a team's changes.
    most
        So many are taken; 0 for all.
    by_areas
        Whether ``most`` counts areas: zones are then made of these areas alone, and all of them
        taken that are not ticked off.
    """
    codes = list(found)
    if by_areas and most:
        codes = curve(atlas, group, codes=codes)["lsoa"].tolist()[:most]
    numbers = atlas.table(group)["numerator"].fillna(0.0)

    def people(zone: Zone) -> float:
        return float(numbers[list(zone.areas)].sum())

    # Sums of modelled people carry rounding, which must not decide the order.
    first = sorted(
        zones(atlas, codes, largest=largest),
        key=lambda zone: (-round(people(zone), 6), -zone.residents, zone.areas),
    )
    made = edited(atlas, first, edits, numbers)
    counted = [(zone, people(zone)) for zone in made.zones]
    on = [pair for pair in counted if pair[0] not in made.off]
    taken = on[:most] if most and not by_areas else on
    chosen = {zone for zone, _ in taken}
    return Chosen(
        zones=tuple(zone for zone, _ in taken),
        people=tuple(number for _, number in taken),
        left=tuple(
            Left(zone, number, "off" if zone in made.off else "beyond")
            for zone, number in counted
            if zone not in chosen
        ),
        every=tuple(zone for zone, _ in counted),
        made=made.made,
        unused=made.unused,
        standing=standing(first, made),
    )


def number_kept(before: Chosen, after: Chosen) -> int:
    """How many zones are to be taken after a change, so that the areas taken are those of before.

    Those that are ticked off go, those that are put back come where the others leave no gap before
    them; at least one is taken.

    Parameters
    ----------
    after
        All zones after the change, however many of them were taken before it.
    """
    put_back = _ticked_off(before) - _ticked_off(after)
    wanted = put_back.union(*(zone.areas for zone in before.zones))
    others = (n for n, zone in enumerate(after.zones) if wanted.isdisjoint(zone.areas))
    return max(1, next(others, len(after.zones)))


def _ticked_off(chosen: Chosen) -> set[str]:
    return {code for left in chosen.left if left.why == "off" for code in left.zone.areas}


def standing(first: Sequence[Zone], made: Edited) -> Standing:
    """What stands of changes, of zones as they were made first and as they are now."""
    first_of = {code: at for at, zone in enumerate(first) for code in zone.areas}
    now_of = {code: at for at, zone in enumerate(made.zones) for code in zone.areas}
    # A zone in two pieces is one cut; three zones in one are two put together with another.
    pieces = len({(first_of[code], now_of[code]) for code in first_of})
    given = {(edit.name, now_of[edit.code]) for edit in made.made if edit.name}
    return Standing(
        merged=pieces - len(made.zones),
        cut=pieces - len(first),
        named=sum((zone.name, at) in given for at, zone in enumerate(made.zones)),
    )


def edited(
    atlas: Atlas,
    found: Sequence[Zone],
    edits: Iterable[Edit],
    people: pd.Series | None = None,
) -> Edited:
    """Zones after a team's changes, made one after another.

    A zone that grows keeps its given name and whether it is ticked off; what is cut from it is
    ticked off as it is, but has no given name. Zones without one are named as
    :func:`layers.targeting.zones.zones` names them.

    Parameters
    ----------
    found
        As :func:`layers.targeting.zones.zones` makes them, in any order.
    people
        Of each area, by which the larger of two halves is told; residents where it is not given.
    """
    parts = _Parts(atlas, found, atlas.areas["residents"] if people is None else people)
    tried = [(edit, parts.change(edit)) for edit in edits]
    part_of = {part.areas: part for part in parts.order}
    usual = {zone.areas: zone for zone in zones_of(atlas, part_of)}
    named = [
        replace(usual[areas], name=part.name, more=()) if part.name else usual[areas]
        for areas, part in part_of.items()
    ]
    off = tuple(zone for zone in named if part_of[zone.areas].off)
    return Edited(
        tuple(named),
        off,
        made=tuple(edit for edit, why in tried if why is None),
        unused=tuple(Unused(edit, why) for edit, why in tried if why),
    )


@dataclass(eq=False)
class _Part:
    """A zone while it is changed."""

    areas: tuple[str, ...]
    name: str = ""
    off: bool = False


class _Parts:
    """Zones while they are changed, in ``order``; ``of`` gives the zone of each area."""

    def __init__(self, atlas: Atlas, found: Sequence[Zone], people: pd.Series) -> None:
        self.order = [_Part(zone.areas) for zone in found]
        self.of = {code: part for part in self.order for code in part.areas}
        self._people = people
        self._neighbours = neighbours_of(atlas)
        residents = atlas.areas["residents"]
        self._residents = dict(zip(residents.index.tolist(), residents.tolist(), strict=True))

    def change(self, edit: Edit) -> Why | None:
        """Make one change; where it cannot be made, why."""
        part = self.of.get(edit.code)
        if part is None:
            return "gone"
        if edit.kind == "merge":
            return self._merge(part, edit.other)
        if edit.kind == "split":
            return self._split(part, edit.code)
        if edit.kind == "rename":
            part.name = edit.name
        else:
            part.off = True
        return None

    def _merge(self, part: _Part, code: str) -> Why | None:
        other = self.of.get(code)
        if other is None:
            return "gone"
        if other is part:
            return "same"
        if not self._touch(part, other):
            return "apart"
        at = min(self.order.index(one) for one in (part, other))
        self.order = [one for one in self.order if one not in (part, other)]
        self.order.insert(at, part)
        part.areas = tuple(sorted((*part.areas, *other.areas)))
        self.of.update(dict.fromkeys(other.areas, part))
        return None

    def _touch(self, part: _Part, other: _Part) -> bool:
        beside = {near for code in other.areas for near in self._neighbours.get(code, ())}
        return not beside.isdisjoint(part.areas)

    def _split(self, part: _Part, code: str) -> Why | None:
        if len(part.areas) == 1:
            return "single"
        sides = halves(part.areas, self._neighbours, self._residents)
        # The side with the area that was named stays what the zone was.
        part.areas, rest = sides if code in sides[0] else sides[::-1]
        half = _Part(rest, off=part.off)
        self.of.update(dict.fromkeys(rest, half))
        at = self.order.index(part)
        sizes = [round(float(self._people[list(one.areas)].sum()), 6) for one in (part, half)]
        self.order[at : at + 1] = [half, part] if sizes[1] > sizes[0] else [part, half]
        return None
