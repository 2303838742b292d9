"""What was found, as tables for every format: areas, zones, partners, criteria, reach, near misses.

All figures are the handover's (a zone's main ones the standard profile's); nothing is rounded.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd

from dashboard.files.table import Column, Table, header_of, name_of, parts_of, shown_as, unit_of
from dashboard.parts.targets import handover as handovers
from dashboard.parts.targets.handover import Handover
from dashboard.seldom_heard import why_found
from dashboard.seldom_heard.counted_words import many_in, to_reach
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.practices import profile
from layers.targeting.area_search import Criterion
from layers.targeting.reach import reach
from layers.targeting.zones import Zone

# Which of an area's figures for a criterion are here: the export's name, the handover's, and the
# part of the indicator that tells header and number format.
_PARTS = (
    ("", "value", ""),
    ("_lower", "lower", "lower"),
    ("_upper", "upper", "upper"),
    ("_people", "people", "numerator"),
    ("_national_decile", "national_decile", "national_decile"),
)
_DISTRICT_WIDE = "Main language, in the whole district"


def areas(atlas: Atlas, handover: Handover) -> Table:
    """One row for each area taken: where it is, its zone, how sure, each criterion's figures."""
    found = handovers.areas_table(atlas, handover)
    numbers = _zone_numbers(handover)
    columns = [
        Column("code", "Area code (LSOA 2021)", "text", found.index.tolist()),
        _text("neighbourhood", "Neighbourhood", found["neighbourhood"]),
        _text("name", "Area name (ONS)", found["name"]),
        Column("zone_number", "Zone number", "whole", [numbers[code] for code in found.index]),
        _text("zone", "Zone", found["zone"]),
        _text("ward", "Ward (best fit)", found["ward"]),
        _text("district", "District", found["district"]),
        _whole("all_residents", "Residents, Census 2021", found["residents"]),
        _text("standing", "Firm or borderline", found["standing"]),
        Column("doubt", "Why it is borderline", "text", _doubts(atlas, handover)),
    ]
    for name in dict.fromkeys(c.indicator for c in handover.targets.criteria):
        definition = atlas.indicators[name]
        national = bool(atlas.table(name)["national_percentile"].notna().any())
        given = parts_of(definition, "lsoa", national=national)
        for ending, column, part in _PARTS:
            if part in given:
                values = found[f"{name}:{column}"]
                columns.append(_figure(definition, f"{name}{ending}", part, values))
    group = atlas.indicators[handover.targets.group]
    reached = found[f"{group.id}:group"].tolist()
    columns.append(Column("group_people", to_reach(group), "number", reached, _people(group)))
    return Table("lsoa", tuple(found.index), tuple(columns))


def zones(atlas: Atlas, handover: Handover) -> Table:
    """One row for each zone: where, how large, the group's people, and the main figures."""
    made = handover.zones
    firm = set(handover.taken.firm)
    sure = [sum(code in firm for code in zone.areas) for zone in made]
    group = atlas.indicators[handover.targets.group]
    reached = [reach(atlas, zone.areas, group.id) for zone in made]
    columns = [
        Column("zone_number", "Zone number", "whole", list(range(1, len(made) + 1))),
        Column("zone", "Zone", "text", [zone.name for zone in made]),
        Column("districts", "Districts", "text", ["; ".join(zone.districts) for zone in made]),
        Column("areas", "Areas (LSOA)", "whole", [len(zone.areas) for zone in made]),
        Column("firm", "Of these, firm", "whole", sure),
        Column(
            "borderline",
            "Of these, borderline",
            "whole",
            [len(zone.areas) - n for zone, n in zip(made, sure, strict=True)],
        ),
        Column(
            "all_residents", "Residents, Census 2021", "whole", [zone.residents for zone in made]
        ),
        Column(
            "group_people",
            to_reach(group),
            "number",
            [one.people for one in reached],
            _people(group),
        ),
        Column(
            "group_share",
            f"People to reach: % of all in {atlas.name}",
            "number",
            [100 * one.of_group for one in reached],
            1,
        ),
        Column(
            "group_rate",
            f"People to reach: % of {handovers.base(group)} in the zone",
            "number",
            [100 * one.rate for one in reached],
            1,
        ),
        Column(
            "group_times",
            f"People to reach: times as common as in {atlas.name}",
            "number",
            [one.times for one in reached],
            2,
        ),
        Column(
            "area_codes", "Area codes (LSOA 2021)", "text", [" ".join(zone.areas) for zone in made]
        ),
    ]
    weights = {str(n): profile.of_areas(atlas, zone.areas) for n, zone in enumerate(made)}
    columns += _main(atlas, weights)
    return Table("zone", tuple(str(n) for n in range(1, len(made) + 1)), tuple(columns))


def whole(atlas: Atlas) -> Table:
    """The main figures of the whole atlas and of England, to set the zones' against."""
    rows = [
        (
            definition.id,
            name_of(definition),
            definition.unit,
            profile.figure(atlas, definition.id, profile.whole(atlas)).value,
            atlas.england(definition.id).value,
        )
        for definition in main_indicators(atlas)
    ]
    heads = ("Short name", "Main figure", "Unit", atlas.name, "England")
    ids = ("id", "label", "unit", "region", "england")
    kinds: Sequence[Literal["text", "number"]] = ("text", "text", "text", "number", "number")
    return _table("whole", rows, ids, heads, kinds, decimals=1)


def partners(atlas: Atlas, handover: Handover) -> Table:
    """Whom to approach in each zone: one row for each, of whatever kind."""
    rows: list[dict[str, Any]] = []
    where = atlas.directory[["address", "postcode", "telephone"]].to_dict("index")
    for number, zone in enumerate(handover.zones, start=1):
        found = handovers.zone_partners(atlas, zone)
        place = {"zone_number": number, "zone": zone.name}
        rows += [place | row for row in _of_zone(where, found)]
    heads: dict[str, tuple[str, Any, int]] = {
        "zone_number": ("Zone number", "whole", 0),
        "zone": ("Zone", "text", 0),
        "kind": ("Kind", "text", 0),
        "name": ("Name", "text", 0),
        "code": ("Practice code", "text", 0),
        "network": ("Primary care network (PCN)", "text", 0),
        "open": ("Practice open today", "text", 0),
        "patients": ("Registered patients who live in the zone", "number", 1),
        "share": ("Share of the zone, %", "number", 1),
        "of_list": ("Share of the practice's own list, %", "number", 1),
        "people": ("People", "number", 0),
        "address": ("Address", "text", 0),
        "postcode": ("Postcode", "text", 0),
        "telephone": ("Telephone", "text", 0),
        "inside": ("Inside the zone (no: within 800 m)", "text", 0),
    }
    columns = [
        Column(name, header, kind, [row.get(name) for row in rows], decimals)
        for name, (header, kind, decimals) in heads.items()
    ]
    return Table("partner", tuple(map(str, range(len(rows)))), tuple(columns))


def criteria(atlas: Atlas, handover: Handover) -> Table:
    """The definition's criteria, each with its threshold and how many found areas meet it."""
    rows = []
    for criterion, why in zip(handover.targets.criteria, by_criterion(handover), strict=True):
        definition = atlas.indicators[criterion.indicator]
        rows.append(
            (
                handovers.described(atlas, criterion),
                "required" if criterion.required else "counted",
                "yes" if definition.modelled else "no",
                criterion.indicator,
                criterion.rule,
                criterion.amount,
                threshold(atlas, criterion, why),
                int(why["met"].sum()),
            )
        )
    ids = ("criterion", "kind", "modelled", "indicator", "rule", "amount", "threshold", "met")
    heads: tuple[str, ...] = ("Criterion", "Required or counted", "Modelled", "Indicator")
    heads += ("Rule", "Amount", "Threshold in the indicator's unit", "Found areas that meet it")
    kinds: Sequence[Any] = ("text",) * 5 + ("number", "number", "whole")
    return _table("criterion", rows, ids, heads, kinds, why_found.decimals(handover))


def reaches(atlas: Atlas, handover: Handover) -> Table:
    """Each group: how many are reached, of all of them, and how common they are where they are."""
    made, there = handover.reaches, handover.reaches_within
    here = handover.areas_called("the found areas")
    groups = [atlas.indicators[one.group] for one in made]

    def numbers(name: str, header: str, values: Sequence[float], decimals: int = 1) -> Column:
        return Column(name, header, "number", list(values), decimals)

    columns = [
        Column("group", "Group", "text", [name_of(group) for group in groups]),
        numbers("people", many_in(atlas, handover.reaches, here), [one.people for one in made]),
        numbers(
            "of_group_there",
            f"% of all of them in {handover.where}",
            [100 * one.of_group for one in there],
        ),
        numbers(
            "of_group", f"% of all of them in {atlas.name}", [100 * one.of_group for one in made]
        ),
        Column("base", "Counted among", "text", [handovers.base(group) for group in groups]),
        numbers("rate", f"% of those in {here}", [100 * one.rate for one in made]),
        numbers(
            "average_there",
            f"% of those in {handover.where}",
            [100 * one.average for one in there],
        ),
        numbers("average", f"% of those in {atlas.name}", [100 * one.average for one in made]),
        numbers(
            "times_there",
            f"Times as common as in {handover.where}",
            [one.times for one in there],
            2,
        ),
        numbers("times", f"Times as common as in {atlas.name}", [one.times for one in made], 2),
        numbers(
            "of_residents",
            f"% of all residents of {atlas.name} in {here}",
            [100 * one.of_residents for one in made],
        ),
        numbers(
            "held",
            "Times their share of residents (% of all of them over % of all residents)",
            [one.held for one in made],
            2,
        ),
    ]
    kept = tuple(c for c in columns if there or not c.id.endswith("_there"))
    return Table("reach", tuple(map(str, range(len(made)))), kept)


def fewest(handover: Handover) -> Table:
    """How many of the areas found hold a share of the group, taken largest first."""
    rows = [(100 * share, number) for share, number in handovers.fewest_found(handover)]
    place = f" in {handover.where}" if handover.where else ""
    heads = (f"% of all people to reach{place}", "Areas needed of those found, most people first")
    return _table("fewest", rows, ("share", "areas"), heads, ("number", "whole"), decimals=1)


def near(atlas: Atlas, handover: Handover) -> Table:
    """Areas that were nearly found: each with a criterion that it misses, and by how much."""
    missed = handover.finding.near
    places = atlas.areas.loc[missed["lsoa"]]
    rows = [
        (*row, name_of(atlas.indicators[name]), *figures)
        for *row, name, figures in zip(
            missed["lsoa"],
            places["neighbourhood"],
            places["name"],
            places["district"],
            missed["indicator"],
            missed[["value", "threshold", "short_by"]].to_numpy(dtype=float).tolist(),
            strict=True,
        )
    ]
    ids: tuple[str, ...] = ("code", "neighbourhood", "name", "district")
    ids += ("criterion", "value", "threshold", "short_by")
    heads: tuple[str, ...] = ("Area code (LSOA 2021)", "Neighbourhood", "Area name (ONS)")
    heads += ("District", "Criterion it misses", "Value", "Threshold", "Short by")
    kinds: Sequence[Any] = ("text",) * 5 + ("number",) * 3
    return _table("near", rows, ids, heads, kinds, why_found.decimals(handover))


def main_indicators(atlas: Atlas) -> list[Indicator]:
    """Those of the standard profile's main figures."""
    every = atlas.indicators.values()
    return [i for i in every if i.headline and i.aggregate != "none"]


def by_criterion(handover: Handover) -> list[pd.DataFrame]:
    """The reasons for each criterion in turn, indexed by area; also where two criteria are about
    one indicator, whose reasons stand together in the order of the criteria."""
    why = handover.finding.why
    seen: dict[str, int] = {}
    frames = []
    turn = why.groupby(["lsoa", "indicator"], sort=False).cumcount()
    for criterion in handover.targets.criteria:
        at = seen.get(criterion.indicator, 0)
        seen[criterion.indicator] = at + 1
        mine = why[(why["indicator"] == criterion.indicator) & (turn == at)]
        frames.append(mine.set_index("lsoa"))
    return frames


def threshold(atlas: Atlas, criterion: Criterion, why: pd.DataFrame) -> float | None:
    """A criterion's threshold in the unit of its values.

    None where nothing was found, and for a decile asked for by a percentage, which is judged by
    the score behind it.
    """
    decile = atlas.indicators[criterion.indicator].kind == "decile"
    if why.empty or (decile and criterion.rule in ("national_top", "local_top")):
        return None
    return float(why["threshold"].iloc[0])


def _of_zone(where: Mapping[Any, Any], found: dict[str, pd.DataFrame]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for code, row in found["practices"].to_dict("index").items():
        rows.append(
            {"kind": "GP practice", "name": row["name"], "code": code, "network": row["pcn"]}
            | {"open": "yes" if row["open"] else "no", "patients": row["patients"]}
            | {"share": 100 * row["share"], "of_list": 100 * row["of_list"]}
            | where[code]
        )
    for row in found["networks"].to_dict("records"):
        rows.append(
            {"kind": "Primary care network", "name": row["pcn"] or "No network"}
            | {"network": row["pcn"], "patients": row["patients"], "share": 100 * row["share"]}
        )
    for row in found["pharmacies"].to_dict("records"):
        rows.append(
            {"kind": "Pharmacy", **{k: row[k] for k in ("name", "address", "postcode")}}
            | {"telephone": row["telephone"], "inside": "yes" if row["inside"] else "no"}
        )
    for row in found["languages"].to_dict("records"):
        name = f"{row['language']} ({row['district']})"
        rows.append({"kind": _DISTRICT_WIDE, "name": name, "people": row["people"]})
    for row in found["communities"].to_dict("records"):
        rows.append(
            {"kind": "Ethnic group", "name": row["group"]}
            | {"people": row["people"], "share": row["share"]}
        )
    return rows


def _doubts(atlas: Atlas, handover: Handover) -> list[str]:
    """Why each area taken is borderline, in words; empty for one that is firm."""
    finding, asked = handover.taken, handover.targets
    why = dict(list(finding.why.groupby("lsoa", sort=False)))
    return [
        "" if code in finding.firm else " ".join(why_found.doubts(atlas, asked, why[code]))
        for code in finding.found
    ]


def _main(atlas: Atlas, weights: Mapping[str, pd.Series]) -> list[Column]:
    shown = main_indicators(atlas)
    found = profile.profile(atlas, [definition.id for definition in shown], weights)
    values = {name: [figure.value for figure in of.values()] for name, of in found.items()}
    return [_figure(one, one.id, "", values[one.id]) for one in shown]


def _figure(definition: Indicator, name: str, part: str, values: Any) -> Column:
    kind, decimals = shown_as(definition, part)
    numbers = np.asarray(values, dtype=float).tolist()
    unit, meaning = unit_of(definition, part), definition.description
    return Column(name, header_of(definition, part), kind, numbers, decimals, unit, meaning)


def _zone_numbers(handover: Handover) -> dict[str, int]:
    zones_: Sequence[Zone] = handover.zones
    return {code: n for n, zone in enumerate(zones_, start=1) for code in zone.areas}


def _people(group: Indicator) -> int:
    """Decimals of a number of people: modelled ones are not whole."""
    return 1 if group.modelled else 0


def _text(name: str, header: str, values: pd.Series) -> Column:
    return Column(name, header, "text", values.tolist())


def _whole(name: str, header: str, values: pd.Series) -> Column:
    return Column(name, header, "whole", values.astype(int).tolist())


def _table(
    level: str,
    rows: Sequence[tuple[Any, ...]],
    ids: Sequence[str],
    heads: Sequence[str],
    kinds: Sequence[Literal["text", "whole", "number"]],
    decimals: int,
) -> Table:
    columns = tuple(
        Column(name, head, kind, [row[at] for row in rows], decimals if kind == "number" else 0)
        for at, (name, head, kind) in enumerate(zip(ids, heads, kinds, strict=True))
    )
    return Table(level, tuple(map(str, range(len(rows)))), columns)
