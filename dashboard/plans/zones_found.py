"""The zones that a definition of Seldom-heard finds, as a new plan may keep them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from dashboard.parts.targets.handover import who, work_out
from dashboard.parts.targets.own_used import not_to_be_kept
from dashboard.parts.targets.target_definition import read_targets
from dashboard.plans.texts import one_or_many, say
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.exercise.heard_criterion import with_heard
from layers.targeting.area_search import DefinitionError
from workspace import fields

# So many zones of those with most people to reach are kept unless somebody says otherwise: more
# than a team visits in a year is a list, not a plan.
USUALLY = 6


@dataclass(frozen=True)
class ZonesFound:
    """What a definition finds.

    Attributes
    ----------
    title
        What the definition is called; "" where nobody has named it.
    query
        The definition as its page's address writes it.
    zones
        As :func:`workspace.plans.make` takes them.
    choices
        Of each zone its number and its words.
    whom
        Who the people to reach are, in words.
    wrong
        Why nothing could be found; "" where it could.
    chosen
        Whether the team has said on the Seldom-heard page which zones it takes.
    """

    title: str = ""
    query: str = ""
    zones: tuple[dict[str, Any], ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    whom: str = ""
    wrong: str = ""
    chosen: bool = False

    @property
    def ticked(self) -> list[str]:
        """Numbers of the zones that are kept unless somebody says otherwise."""
        return [number for number, _ in self.choices[: None if self.chosen else USUALLY]]

    def kept(self, numbers: Collection[str]) -> list[dict[str, Any]]:
        """Those zones whose numbers are ticked, numbered anew from 1."""
        chosen = [zone for zone in self.zones if str(zone["number"]) in numbers]
        return [zone | {"number": n} for n, zone in enumerate(chosen, start=1)]


def zones_found(atlas: Atlas, query: str) -> ZonesFound:
    """The zones of a definition, those with most people to reach first.

    Parameters
    ----------
    query
        Of the Seldom-heard page, with its ``?``; empty for no zones.
    """
    if not query:
        return ZonesFound()
    targets, notes = read_targets(query, atlas)
    wrong = " ".join(notes)
    if not targets.criteria:
        return ZonesFound(query=query, wrong=wrong or say("new", "none"))
    if lost := not_to_be_kept(atlas, targets):
        return ZonesFound(query=query, wrong=lost)
    known = with_heard(atlas, targets.heard)
    try:
        made = work_out(known, targets)
    except DefinitionError as error:
        return ZonesFound(query=query, wrong=say("new", "unusable", why=error))
    if not made.zones:
        none = "none_kept" if len(made.finding.found) else "none"
        return ZonesFound(targets.name, targets.query(), wrong=say("new", none))
    longest = fields.field("zone", "name").limit
    zones = tuple(
        {
            "number": n,
            "name": zone.name[:longest],
            "areas": list(zone.areas),
            "group_id": targets.group,
            "people": people,
            "residents": float(zone.residents),
        }
        for n, (zone, people) in enumerate(zip(made.zones, made.zone_people, strict=True), start=1)
    )
    choices = tuple((str(zone["number"]), _words(zone)) for zone in zones)
    whom = who(atlas.indicators[targets.group])
    chosen = bool(targets.most or targets.zone_edits)
    return ZonesFound(targets.name, targets.query(), zones, choices, whom, wrong, chosen)


def _words(zone: dict[str, Any]) -> str:
    return say(
        "new",
        "zone",
        number=zone["number"],
        name=zone["name"],
        areas=one_or_many("new", "area", len(zone["areas"])),
        people=number_text.count(zone["people"]),
    )
