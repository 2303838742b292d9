"""What a form offers to choose from: records of the plan, areas, and what was written before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from dashboard.parts.combobox import groups
from dashboard.parts.fields import Choice
from dashboard.parts.sessions.texts import say as kind_of_venue
from dashboard.plans.edit.naming import name_of
from dashboard.plans.edit.texts import say
from dashboard.plans.edit.venues_offered import venues_offered
from layers.atlas import Atlas
from workspace import fields
from workspace.records import Plan

# Where a plan has its records, by table.
LISTS = {
    "zone": "zones",
    "venue": "venues",
    "session": "meetings",
    "partner": "partners",
    "activity": "activities",
    "finding": "findings",
    "action": "actions",
    "told": "told",
}


@dataclass(frozen=True)
class Offered:
    """Choices of a record's form.

    Attributes
    ----------
    records
        By table: id and name of the plan's records.
    used
        By field with ``suggest``: what the plan's records have there; of a session's venue, those
        that are offered too.
    beside
        What is said beside some of these.
    areas
        As a combobox has them, those of the plan's zones first; none where no field needs them.
    """

    records: Mapping[str, Sequence[Choice]]
    used: Mapping[str, Sequence[str]]
    beside: Mapping[str, str]
    areas: Sequence[Mapping[str, Any]]


def offered(atlas: Atlas, plan: Plan, record: str, zone_id: str = "") -> Offered:
    """What the form of a record of a plan offers.

    Parameters
    ----------
    zone_id
        Of the zone that the record is of; "" for none.
    """
    form = fields.of(record)
    tables = {one.record for one in form if one.record}
    there = getattr(plan, LISTS[record]) if record in LISTS else []
    used = {one.id: {getattr(each, one.id) for each in there} for one in form if one.suggest}
    venues = _venues(atlas, plan, zone_id) if record == "session" else {}
    if venues:
        used["venue"] |= set(venues)
    return Offered(
        records={name: [(one.id, name_of(one)) for one in _all(plan, name)] for name in tables},
        used={name: sorted(texts - {""}) for name, texts in used.items()},
        beside=venues,
        areas=_areas(atlas, plan) if any(one.kind == "area" for one in form) else [],
    )


def area_name(atlas: Atlas, code: str) -> str:
    """An area as people know it: its neighbourhood first; the code where there is no such area."""
    if code not in atlas.areas.index:
        return code
    row = atlas.areas.loc[code]
    return f"{row['neighbourhood']} · {row['name']}"


def _all(plan: Plan, table: str) -> Sequence[Any]:
    return getattr(plan, LISTS[table])


def _venues(atlas: Atlas, plan: Plan, zone_id: str) -> dict[str, str]:
    """Names of venues that are offered, each with its kind and its postcode."""
    found = venues_offered(atlas, plan, zone_id)
    kinds = [kind_of_venue("kinds", f"{kind}_one") for kind in found["kind"]]
    rows = zip(found["name"], kinds, found["postcode"], strict=True)
    return {name: ", ".join(filter(None, [kind, postcode])) for name, kind, postcode in rows}


def _areas(atlas: Atlas, plan: Plan) -> list[dict[str, Any]]:
    name = partial(area_name, atlas)
    here = dict.fromkeys(code for zone in plan.zones for code in zone.areas)
    rest = [code for code in atlas.areas.index if code not in here]
    heads = {"area_here": list(here), "area_all": rest}
    return groups(
        {
            say("panel", head): [
                {"value": code, "label": name(code)} for code in sorted(codes, key=name)
            ]
            for head, codes in heads.items()
            if codes
        }
    )
