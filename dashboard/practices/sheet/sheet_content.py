"""What the sheet says, as plain values for the template: every number in words.

Numbers are those of the page and of the exported tables, written as the page writes them.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from dashboard.files.about import day, known_sources, thanks
from dashboard.files.paper_map import ground
from dashboard.files.paper_streets import credit_of
from dashboard.parts import patients_outside, ratio_scale
from dashboard.parts.likely_range import likely
from dashboard.practices import recorded_against_expected, unusual_text
from dashboard.practices.care_section import rows_beside
from dashboard.practices.care_texts import say as care_say
from dashboard.practices.export_about import care_sources, flag_lines, used_sources
from dashboard.practices.export_tables import compared, members_of
from dashboard.practices.export_texts import said, texts
from dashboard.practices.finding import finding
from dashboard.practices.key_figures import address, heading, key_figures, what
from dashboard.practices.members import people
from dashboard.practices.sheet.footprint_map import footprint_map
from dashboard.practices.standard_profile import communities
from dashboard.practices.texts import say
from dashboard.practices.view import PracticesView
from dashboard.practices.where_patients_live import LEAST_OVERLAP, MOST_OVERLAPS, OTHERS
from dashboard.wording import number_text
from dashboard.wording.label_mark import short_name
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.practices import (
    care,
    expected_registers,
    footprints,
    practice_error,
    profile,
    recorded_registers,
    units,
    unusual_practices,
)
from layers.practices.profile import Figure
from layers.practices.profile_sections import own_indicators, sections_for
from layers.practices.units import Unit
from layers.table_rows import cell, row_of
from layers.targeting import partners

MOST_MEMBERS = 16
MOST_SERVING = 12
MOST_NAMED = 3

# What the practices of a place on the map rest on.
_OF_SERVING = ("patients_by_lsoa", "practice_map", "ods_practices")

Listing = dict[str, Any]  # head, rows of cells


def content(atlas: Atlas, unit: Unit, *, made: date, link: str) -> dict[str, Any]:
    """Everything the template prints."""
    names = _indicators(atlas, unit)
    judged = expected_registers.of_group(atlas, unit.practices)
    found = finding(atlas, unit, judged)
    definitions = [atlas.indicators[name] for name in names]
    used = used_sources(atlas, PracticesView((unit,)), definitions)
    looked_after = _looked_after(atlas, unit)
    if looked_after:
        used += care_sources(atlas, PracticesView((unit,)))
    if not unit.practices:
        used += known_sources(atlas, {name: ["Practices"] for name in _OF_SERVING})
    return {
        "title": heading(unit),
        "sentence": f"{heading(unit)}: {what(atlas, unit)}.",
        "made": {"year": made.year, "month": made.month, "day": made.day},
        "day": day(made),
        "what": what(atlas, unit),
        "network": _network(atlas, unit),
        "address": address(atlas, unit.key) if unit.kind == "practice" else "",
        "finding": [found.headline, found.worth],
        "tiles": [
            {"number": f"{'about ' if one.about else ''}{one.number}"}
            | {"what": one.what, "note": one.note}
            for one in key_figures(atlas, unit)
        ],
        "map": footprint_map(atlas, ground(atlas), unit),
        "where": _where(atlas, unit),
        "profile": _profile(atlas, unit, names),
        "registers": _registers(atlas, unit, judged) if unit.practices else None,
        "looked_after": looked_after,
        "neighbours": _neighbours(atlas, unit) if unit.practices else _serving(atlas, unit),
        "members": _members(atlas, unit),
        "cautions": _cautions(atlas, unit),
        "care": said(atlas, "care"),
        "thanks": thanks(
            [*(source["attribution"] for source, _ in used), *credit_of(atlas.basemap)]
        ),
        "link": link,
    }


def _network(atlas: Atlas, unit: Unit) -> str:
    """A practice's network, in full; empty for others."""
    if unit.kind != "practice":
        return ""
    name = str(atlas.practices.at[unit.key, "pcn"])
    return f"Primary care network: {name}" if name else "In no primary care network"


def _where(atlas: Atlas, unit: Unit) -> list[str]:
    """The footprint in sentences, as the page has it."""
    if not unit.practices:
        return []
    half, most, nearly = patients_outside.cores(atlas, unit)
    lines = [f"Half of the patients live in {half}, 80% in {most}, 95% in {nearly}."]
    if unit.kind == "practice":
        row = atlas.practices.loc[unit.key]
        if row[["km_50", "km_80", "km_95"]].notna().all():
            lines.append(
                f"Half live within {row['km_50']:.1f} km of it, 80% within {row['km_80']:.1f} km, "
                f"95% within {row['km_95']:.1f} km."
            )
    return [*lines, *patients_outside.where_else(atlas, unit)]


def _profile(atlas: Atlas, unit: Unit, names: Sequence[str]) -> Listing:
    shown = compared(atlas, [unit])
    weights = {one.key: units.weights(atlas, one) for one in shown}
    weights[""] = profile.whole(atlas)
    found = practice_error.ranged(atlas, profile.profile(atlas, names, weights), shown)
    rows = []
    for name in names:
        definition = atlas.indicators[name]
        figures = found[name]
        england = atlas.england(name).value
        rows.append(
            [
                _named_in_table(definition),
                _of_patients(atlas, unit, definition, figures[unit.key]),
                *(_of_patients(atlas, one, definition, figures[one.key])[0] for one in shown[1:]),
                _of_region(atlas, definition, figures[""]),
                number_text.value(england, definition),
            ]
        )
    larger = [heading(one) for one in shown[1:]]
    note = said(atlas, "patients" if unit.practices else "residents")
    if any(one.kind == "place" for one in shown):
        note += f" {said(atlas, 'place')}"
    return {
        "title": communities(unit),
        "head": ["Indicator", "Here", *larger, atlas.name, "England"],
        "rows": rows,
        "note": note,
    }


def _of_patients(atlas: Atlas, unit: Unit, definition: Indicator, found: Figure) -> list[str]:
    """A figure and what stands small beside it: as the practices' own lists have it, where they
    tell, else as it is estimated; of what somebody brought, also for whom it is known."""
    counted = None if unit.areas else practice_error.on_lists(atlas, unit.practices, definition.id)
    if counted is not None:
        return [number_text.value(counted, definition), said(atlas, "on_list")]
    if not definition.is_own:
        return [number_text.value(found.value, definition), likely(definition, found)]
    kept, part = patients_outside.as_known(atlas, unit, definition.id, found)
    beside = filter(None, (likely(definition, kept), part))
    return [_own_value(definition, kept), "; ".join(beside)]


def _own_value(definition: Indicator, found: Figure) -> str:
    """Without its unit, which stands with the name: it may be long."""
    if definition.unit == "%" or found.value is None:
        return number_text.value(found.value, definition)
    return number_text.fixed(found.value, definition.decimals)


def _of_region(atlas: Atlas, definition: Indicator, found: Figure) -> str | list[str]:
    kept, part = patients_outside.of_region(atlas, definition.id, found)
    if not definition.is_own:
        return number_text.value(kept.value, definition)
    return [_own_value(definition, kept), part]


def _named_in_table(definition: Indicator) -> str:
    """What a figure is called where a long label would take a second line."""
    if definition.is_own:
        unit = "" if definition.unit in ("", "%") else f", {definition.unit}"
        return f"{short_name(definition)}{unit}"
    return texts().sheet.labels.get(definition.id, definition.label)


def _looked_after(atlas: Atlas, unit: Unit) -> str:
    """What is published of how patients get in and are looked after, beside England's figures;
    empty where nothing is."""
    if not unit.practices:
        return ""
    told = [
        care_say("page", "sheet_one", measure=one.short, here=here.text, england=england.text)
        for one, row in zip(care.measures(atlas).values(), rows_beside(atlas, [unit]), strict=True)
        for here, *_, england in [row.cells]
        if here.known
    ]
    return care_say("page", "sheet", measures="; ".join(told)) if told else ""


def _indicators(atlas: Atlas, unit: Unit) -> list[str]:
    """The most asked ones, or for places on the map those of the whole profile."""
    chosen = texts().sheet
    own = own_indicators(atlas)[: chosen.most_own]
    if not unit.practices:
        # The section of its own is the last.
        sections = sections_for(atlas)[: -1 if own else None]
        return [*(name for section in sections for name in section.indicators), *own]
    there = [name for name in chosen.groups if name in atlas.indicators]
    found = profile.profile(atlas, there, {unit.key: units.weights(atlas, unit)})
    share = {name: found[name][unit.key].value or 0.0 for name in there}
    groups = sorted(there, key=lambda name: -share[name])[: chosen.most_groups]
    names = (groups if name == "GROUPS" else [name] for name in chosen.indicators)
    shown = [name for some in names for name in some if name in atlas.indicators]
    # In place of the last of them, and of one more, for the room that their sources take.
    return [*shown[: len(shown) - len(own) - 1], *own] if own else shown


def _registers(atlas: Atlas, unit: Unit, judged: pd.DataFrame) -> Listing:
    """Every register of the latest year, the least usual first: drawn against what one would
    expect, and in numbers beside the region and England."""
    year = recorded_registers.years(atlas)[-1]
    here = recorded_registers.recorded(atlas, unit.practices)
    region, england = recorded_registers.region(atlas), recorded_registers.england(atlas)
    beside = unusual_practices.beside(atlas, unit.practices, judged)
    place, out = unusual_text.place(beside), unusual_practices.stand_out(atlas, unit.practices)
    labels = recorded_registers.registers(atlas)
    rows = []
    for code in recorded_against_expected.in_order(judged, labels):
        if (year, code) not in here.index:
            continue
        row = row_of(here, (year, code))
        limits = number_text.between(row["lower"], row["upper"])
        rows.append(
            [
                labels[code],
                number_text.count(row["on_register"]),
                *_expected(judged, code, out=code in out),
                *([_place(judged, beside, code)] if place else []),
                [number_text.register_percent(row["prevalence"]), limits],
                number_text.register_percent(cell(region, (year, code), "prevalence")),
                number_text.register_percent(cell(england, (year, code), "prevalence")),
            ]
        )
    return {
        "title": "Recorded conditions",
        "head": [
            "Register",
            "Patients",
            "Expected",
            {"name": "Usual range, and ratio", "ticks": _ticks()}
            if (judged["verdict"] != "").any()
            else "Usual range",
            "Ratio",
            "Verdict",
            *([f"All of {place}"] if place else []),
            "Recorded",
            atlas.name,
            "England",
        ],
        "rows": rows,
        "note": said(
            atlas,
            "registers",
            like=recorded_against_expected.like(recorded_against_expected.added(judged)),
            place=said(atlas, "place_ratio", place=place) if place else "",
        ),
    }


def _ticks() -> list[list[Any]]:
    """The scale of the drawn ratios: places in percent of its width, and what is written there."""
    return [[ratio_scale.place(at), text] for at, text in ratio_scale.TICKS.items()]


def _expected(judged: pd.DataFrame, code: str, *, out: bool) -> list[Any]:
    """Expected, a drawing of usual range and ratio, ratio and verdict; dashes where not known.

    ``out``: it stands out among all comparisons.
    """
    if not recorded_against_expected.known(judged, code):
        return ["–"] * 4
    row = row_of(judged, code)
    told = (
        [recorded_against_expected.verdict(row), "stands out"]
        if out
        else recorded_against_expected.verdict(row)
    )
    return [
        number_text.count(row["expected"]),
        _drawing(row),
        recorded_against_expected.ratio(row),
        told,
    ]


def _drawing(row: pd.Series) -> dict[str, Any]:
    """A ratio as marks in percent of the scale's width, and what is read aloud instead."""
    return {
        "marks": recorded_against_expected.marks(row),
        "verdict": row["verdict"],
        "beyond": ratio_scale.beyond(row["ratio"]),
        "alt": say(
            "plot",
            "drawn",
            usual=recorded_against_expected.usual(row),
            limits=recorded_against_expected.limits(row),
        ),
    }


def _place(judged: pd.DataFrame, beside: pd.DataFrame, code: str) -> str | list[str]:
    """The ratio of the whole place, and whether a marked register is usual for it."""
    if not recorded_against_expected.known(judged, code):
        return "–"
    ratio = f"{beside['place_ratio'][code]:.2f}"
    marked_here = judged.at[code, "verdict"] in unusual_text.SIDES
    alike = marked_here and beside.at[code, "in_place"] == "as_expected"
    return [ratio, "usual"] if alike else ratio


def _neighbours(atlas: Atlas, unit: Unit) -> Listing:
    """Other practices of the places where the patients live."""
    table = footprints.overlaps(atlas, unit.practices)
    part = patients_outside.part_of(atlas, unit.practices)
    shown = table[table["share"] >= LEAST_OVERLAP].head(MOST_OVERLAPS)
    return {
        "title": OTHERS,
        "rows": _shares(shown),
        "note": said(atlas, "overlaps") + (f" Counted {part}." if part else "")
        if len(shown)
        else "No other practice has one in a hundred of the patients there.",
    }


def _serving(atlas: Atlas, unit: Unit) -> Listing:
    """Practices of the people who live in a place."""
    table = partners.practices(atlas, unit.areas)
    shown = table[table["open"] & (table["share"] >= LEAST_OVERLAP)].head(MOST_SERVING)
    return {
        "title": "Practices of the people who live there",
        "rows": _shares(shown),
        "note": said(atlas, "serving"),
    }


def _shares(table: pd.DataFrame) -> list[list[str]]:
    return [
        [row["name"], number_text.percent(100 * row["share"], 0)] for _, row in table.iterrows()
    ]


def _members(atlas: Atlas, unit: Unit) -> Listing | None:
    """What a network, place or group is made of: as many as there is room for."""
    parts = [units.unit(atlas, key) for key in members_of(unit)]
    if not parts:
        return None
    largest = sorted(parts, key=lambda part: -people(atlas, part))
    rows = [[part.name, number_text.count(people(atlas, part))] for part in largest[:MOST_MEMBERS]]
    rest = len(parts) - len(rows)
    note = "Patients, or residents." if any(part.areas for part in parts) else "Patients."
    return {
        "title": f"Its {number_text.count(len(parts))} members, largest first",
        "rows": rows,
        "note": f"{note} And {number_text.count(rest)} more." if rest else note,
    }


def _cautions(atlas: Atlas, unit: Unit) -> list[list[str]]:
    """Flags: in full for one practice, with the practices' names for several."""
    directory = atlas.practices
    if unit.kind == "practice":
        return [list(line) for line in flag_lines(atlas, unit.practices)]
    found = []
    for name, flag in atlas.practice_flags.items():
        those = [code for code in unit.practices if name in cell(directory, code, "flags")]
        if those:
            found.append([flag.label, _named(directory.loc[those, "name"].tolist())])
    return found


def _named(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_NAMED])
    rest = len(names) - MOST_NAMED
    return f"{shown} and {rest} more." if rest > 0 else f"{shown}."
