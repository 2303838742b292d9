"""What a team changes of the zones found: ticked off or put back, merged, split, renamed.

Each is a part of the address (:mod:`dashboard.parts.targets.chosen_address`), so that the back
button takes it back. A zone is named by the code of its first area. Who changes zones means these
zones: where at most so many are taken, their number follows, so that the areas taken stay the same.
"""

from dataclasses import replace
from functools import partial
from typing import Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, no_update

from dashboard.parts.targets import handover
from dashboard.parts.targets.chosen_address import fitting, tidy
from dashboard.parts.targets.handover import Handover
from dashboard.parts.targets.target_definition import Targets, read_targets
from dashboard.seldom_heard import at_most, zones_moved
from dashboard.seldom_heard.form import PAGE, address_form
from layers.atlas import Atlas
from layers.exercise.heard_criterion import with_heard
from layers.targeting.area_search import DefinitionError
from layers.targeting.chosen_zones import Edit, choose, number_kept
from layers.targeting.zones import Zone, neighbours_of

# The store of what was last changed.
CHANGED = "zone-changed"
# What a change did to other zones, for the browser to say; and where the list says it.
TOLD, SAID, TOLD_KEPT = "zones-told", "zones-said", "zones-told-kept"
TICK = "zone-take"
SPLIT, MERGE, RENAME, TAKE_TO = "zone-split", "zone-merge", "zone-rename", "zone-take-to"
UNDO, PLAIN = "zone-undo", "zone-plain"
CLICKED = (SPLIT, MERGE, TAKE_TO, UNDO, PLAIN)
_LONGEST = 200  # characters of what a change is of: two codes


def change_id(part: str, of: str) -> dict[str, Any]:
    """The id of a button that changes a zone; ``of`` is its code, for a merge two with ``!``."""
    return {"page": PAGE, "part": part, "of": of}


def tick_id(code: str, on: bool) -> dict[str, Any]:
    """The id of a zone's checkbox, with what it was drawn as."""
    return {"page": PAGE, "part": TICK, "of": code, "on": "1" if on else ""}


def labelled(made: Handover, at: int, zone: Zone) -> str:
    """A zone's name, with its number from 1 where it is taken."""
    return f"{at + 1}. {zone.name}" if at < len(made.zones) else zone.name


def touching(atlas: Atlas, made: Handover, zone: Zone) -> list[tuple[Zone, str]]:
    """Zones, and their labels, that share an edge with one and are not ticked off."""
    beside = neighbours_of(atlas)
    near = {other for code in zone.areas for other in beside.get(code, ())}
    off = at_most.ticked_off(made)
    return [
        (other, labelled(made, at, other))
        for at, (other, _) in enumerate(at_most.in_order(made))
        if other != zone and not near.isdisjoint(other.areas) and off.isdisjoint(other.areas)
    ]


def changed(atlas: Atlas, targets: Targets, part: str, of: str, name: str = "") -> Targets:
    """What is asked once a team has made a change; as it was where that cannot be made.

    Parameters
    ----------
    part
        Which change, such as :data:`SPLIT`.
    of
        The zone: the code of any of its areas; for :data:`MERGE` two with ``!`` between.
    name
        For :data:`RENAME`.
    """
    if part == TAKE_TO:
        return _taking_to(atlas, targets, of)
    edits = _ticked(atlas, targets, of) if part == TICK else _edits(targets, part, of, name)
    return replace(targets, zone_edits=edits, most=_most(atlas, targets, edits))


def _edits(targets: Targets, part: str, of: str, name: str) -> tuple[Edit, ...]:
    """A team's changes with one more, without the last, or without any."""
    edits = targets.zone_edits
    if part == UNDO:
        return edits[:-1]
    if part == PLAIN:
        return ()
    code, _, other = of.partition("!")
    edit = {
        SPLIT: Edit("split", code),
        MERGE: Edit("merge", code, other),
        RENAME: Edit("rename", code, name=tidy(name)),
    }.get(part)
    return (*edits, edit) if edit else edits


def _most(atlas: Atlas, targets: Targets, edits: tuple[Edit, ...]) -> int:
    """How many zones are taken after other changes, of the same areas; 0 for all."""
    if not targets.most or targets.by_areas or edits == targets.zone_edits:
        return targets.most
    known = with_heard(atlas, targets.heard)
    found = handover.work_out(known, targets).finding.found
    chosen = partial(choose, known, found, targets.group, largest=targets.largest)
    before = chosen(edits=targets.zone_edits, most=targets.most)
    after = chosen(edits=fitting(edits))
    number = number_kept(before, after)
    return 0 if number >= len(after.zones) else number


def _ticked(atlas: Atlas, targets: Targets, code: str) -> tuple[Edit, ...]:
    """A zone ticked off, or put back where it was."""
    made = handover.work_out(with_heard(atlas, targets.heard), targets)
    off = next((x.zone for x in made.left if x.why == "off" and code in x.zone.areas), None)
    edits = targets.zone_edits
    if off is None:
        return (*edits, Edit("off", code))
    return tuple(one for one in edits if one.kind != "off" or one.code not in off.areas)


def _taking_to(atlas: Atlas, targets: Targets, code: str) -> Targets:
    """As many zones as it takes to take one of them."""
    made = handover.work_out(with_heard(atlas, targets.heard), targets)
    steps = at_most.order(made).steps
    number = next((n for n, areas in enumerate(steps, start=1) if code in areas), 0)
    return replace(targets, most=0 if number == len(steps) else number or targets.most)


def register(app: Dash, atlas: Atlas) -> None:
    """Have the list's controls change the address."""
    app.clientside_callback(
        ClientsideFunction("fields", "clicked"),
        Output(CHANGED, "data"),
        *(Input({"page": PAGE, "part": part, "of": ALL}, "n_clicks") for part in CLICKED),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction(f"{PAGE}-zones", "ticked"),
        Output(CHANGED, "data", allow_duplicate=True),
        Input({"page": PAGE, "part": TICK, "of": ALL, "on": ALL}, "value"),
        prevent_initial_call=True,
    )

    app.clientside_callback(
        ClientsideFunction(f"{PAGE}-zones", "told"),
        Output(TOLD_KEPT, "data"),
        Input(TOLD, "data"),
        prevent_initial_call=True,
    )

    @app.callback(
        address_form().next_address,
        Output(TOLD, "data"),
        Input(CHANGED, "data"),
        State("url", "search"),
        prevent_initial_call=True,
    )
    def change(said: dict[str, Any] | None, search: str | None) -> tuple[Any, Any]:
        part, of, name = (str((said or {}).get(key) or "") for key in ("part", "of", "name"))
        targets, _ = read_targets(search or "", atlas)
        if len(of) > _LONGEST:
            return no_update, no_update
        try:
            then = changed(atlas, targets, part, of, name)
            moved = zones_moved.told(atlas, targets, then)
        except DefinitionError:  # there are no zones to change
            return no_update, no_update
        return (no_update, no_update) if then == targets else (then.query(), moved)
