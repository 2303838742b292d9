"""The tables of an exercise as files: the same suppressed figures as on the page."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from dashboard.files import csv_file, csv_zip, xlsx_file
from dashboard.files.about import About, Lines, day, known_sources, of_tables
from dashboard.files.table import Table, of_rows
from dashboard.heard import (
    exercise_tables,
    finding_notes,
    findings_text,
    underheard_places,
    unplaced_text,
)
from dashboard.heard import exercises_compared as exercises
from dashboard.heard.exercise_tables import Found
from dashboard.heard.exercises_compared import Laid
from dashboard.heard.texts import texts
from dashboard.wording.verdict_words import verdicts
from layers.atlas import Atlas
from layers.exercise.people_asked import sources as asked_sources
from layers.exercise.respondents import Base, Respondents
from layers.statistics.suppression import rule_text

TITLE, TOGETHER = "Who have we heard from?", "Several exercises laid together"
SURE_OF_NONE = "No place was surely heard from too seldom."
_FILES = {"Heard from too seldom": "places", "Zones": "zones", "No usable place": "no_place"}
_DATA: dict[str, Any] = {
    "level": ("Level", "text", 0),
    "code": ("Code", "text", 0),
    "group": ("Group", "text", 0),
    "responses": ("Responses", "whole", 0),
    "hidden": ("Responses are too few to show, or would tell others that are", "text", 0),
    "expected": ("Expected", "number", 1),
    "ratio": ("Ratio", "number", 2),
    "ratio_lower": ("Ratio, lower 95% limit", "number", 2),
    "ratio_upper": ("Ratio, upper 95% limit", "number", 2),
    "in_words": ("In words", "text", 0),
    "to_take_care_of": ("To take care of", "text", 0),
}
_PLACES: dict[str, Any] = {
    "place": (underheard_places.COLUMNS[0], "text", 0),
    "kind": (underheard_places.COLUMNS[1], "text", 0),
    "ratio": (underheard_places.COLUMNS[2], "number", 2),
    "ratio_upper": (underheard_places.COLUMNS[3], "number", 2),
    "in_words": (underheard_places.COLUMNS[4], "text", 0),
}
_ZONES: dict[str, Any] = {
    "zone": (underheard_places.ZONE_COLUMNS[0], "text", 0),
    "district": (underheard_places.ZONE_COLUMNS[1], "text", 0),
    "areas": (underheard_places.ZONE_COLUMNS[2], "whole", 0),
    "residents": (underheard_places.ZONE_COLUMNS[3], "whole", 0),
    "responses_short": (underheard_places.ZONE_COLUMNS[4], "whole", 0),
}
_UNPLACED: dict[str, Any] = {
    "question": (unplaced_text.COLUMNS[0], "text", 0),
    "answer": (unplaced_text.COLUMNS[1], "text", 0),
    "without_place": (f"{unplaced_text.COLUMNS[2]} (empty: too few to show)", "whole", 0),
    "counted": (f"{unplaced_text.COLUMNS[3]} (empty: too few to show)", "whole", 0),
}


def to_csv(atlas: Atlas, known: Respondents, found: Found, made: date) -> bytes:
    """All levels below each other, and nothing else."""
    return csv_file.to_csv(_data(known, found))


def to_zip(atlas: Atlas, known: Respondents, found: Found, made: date) -> bytes:
    """All tables as CSV, each in a file, with what they rest on."""
    tables = _tables(atlas, known, found)
    data = tables.pop("Data")
    about = exercise_about(atlas, known, found, [data, *tables.values()], made)
    more = {_FILES[name]: table for name, table in tables.items()}
    return csv_zip.to_zip(data, about, more)


def to_xlsx(atlas: Atlas, known: Respondents, found: Found, made: date) -> bytes:
    """A sheet with all levels, one each with places and zones heard from too seldom, and one with
    what they rest on."""
    tables = _tables(atlas, known, found)
    about = exercise_about(atlas, known, found, list(tables.values()), made)
    return xlsx_file.of_tables(tables, about, SURE_OF_NONE)


def waves_csv(atlas: Atlas, known: Respondents, laid: Laid, made: date) -> bytes:
    """Several exercises, all levels below each other, and nothing else."""
    return csv_file.to_csv(_laid(known, laid))


def waves_zip(atlas: Atlas, known: Respondents, laid: Laid, made: date) -> bytes:
    """The same with what they rest on."""
    table = _laid(known, laid)
    return csv_zip.to_zip(table, laid_about(atlas, known, laid, table, made))


def waves_xlsx(atlas: Atlas, known: Respondents, laid: Laid, made: date) -> bytes:
    """The same as two sheets."""
    table = _laid(known, laid)
    about = laid_about(atlas, known, laid, table, made)
    return xlsx_file.of_tables({"Data": table}, about, SURE_OF_NONE)


def exercise_about(
    atlas: Atlas, known: Respondents, found: Found, tables: Sequence[Table], made: date
) -> About:
    """What the figures of an exercise are and rest on."""
    base, files = found.asked.base, texts().files
    said, details = findings_text.finding(atlas, known, found)
    lines: Lines = [
        ("Title", TITLE),
        ("Finding", said),
        *(("Finding", text) for text in (*details, *finding_notes.details(found)) if text),
        *(("No usable place", text) for text in unplaced_text.details(known, found)),
        *(("Compared with", text) for text in finding_notes.base(found) if text),
        ("Compared with", f"{base.label.lower()}, Census 2021. {base.note}".strip()),
        ("Made", day(made)),
    ]
    caveats: Lines = [
        ("Expected", files["expected"]),
        ("In words", f"{findings_text.meaning(found)} {files['tests']}"),
        ("Zones", files["zones"]),
        ("Suppression", rule_text(found.rule)),
        ("Left out", findings_text.left_out(atlas, found)),
        ("Places without responses", findings_text.silence(found)),
    ]
    caveats += [
        (f"Dissimilarity: {exercise_tables.labels(known, name)}", findings_text.apart(one))
        for name, one in found.apart.items()
    ]
    return _about(atlas, TITLE, said, made, lines, caveats, tables, [base])


def laid_about(atlas: Atlas, known: Respondents, laid: Laid, table: Table, made: date) -> About:
    """What the figures of several exercises are and rest on."""
    finding = exercises.finding(known, laid)
    lines: Lines = [
        ("Title", TOGETHER),
        *(("Finding", text) for text in finding),
        ("Made", day(made)),
    ]
    caveats: Lines = [("Every figure", text) for text in exercises.notes(known, laid)]
    caveats.append(("Suppression", rule_text(laid.found[-1].rule)))
    bases = [one.asked.base for one in laid.found]
    return _about(atlas, TOGETHER, finding[0], made, lines, caveats, [table], bases)


def _about(
    atlas: Atlas,
    title: str,
    said: str,
    made: date,
    lines: Lines,
    caveats: Lines,
    tables: Sequence[Table],
    bases: Sequence[Base],
) -> About:
    ids = dict.fromkeys(source for base in bases for source in asked_sources(base))
    sources = known_sources(atlas, {one: ["Whom the exercise is compared with"] for one in ids})
    # No link: an address that held the answers would tell them.
    return of_tables(title, said, made, "", tables, lines, caveats, sources)


def _tables(atlas: Atlas, known: Respondents, found: Found) -> dict[str, Table]:
    """By name of the sheet."""
    places = [underheard_places.told(row) for row in underheard_places.places(found)]
    zones = underheard_places.touching(atlas, known, found)
    made = {
        "Data": _data(known, found),
        "Heard from too seldom": _table("place", places, _PLACES),
        "Zones": _table("zone", zones, _ZONES),
    }
    if unplaced := unplaced_text.rows(known, found):
        shown = [[*row[:2], *map(_shown, row[2:])] for row in unplaced]
        made["No usable place"] = _table("group", shown, _UNPLACED)
    return made


def _table(level: str, rows: Sequence[Sequence[object]], heads: dict[str, Any]) -> Table:
    return of_rows(level, [dict(zip(heads, row, strict=True)) for row in rows], heads)


def _data(known: Respondents, found: Found) -> Table:
    rows: list[list[object]] = []
    words = verdicts(found.groups)
    for name, frame in found.compared.items():
        label = exercise_tables.labels(known, name)
        care = unplaced_text.cautions(known, found, name)
        for code, title, observed, expected, *ratios, verdict in frame.itertuples():
            hidden = bool(np.isnan(observed))
            numbers = [None if pd.isna(one) else round(one, 3) for one in ratios]
            awaited = None if pd.isna(expected) else round(expected, 1)
            shown = [_shown(observed), "yes" if hidden else "no"]
            said = [words[verdict], care.get(str(code), ("", ""))[1] or None]
            rows.append([label, str(code), title, *shown, awaited, *numbers, *said])
    return _table("group", rows, _DATA)


def _shown(number: float) -> float | None:
    return None if np.isnan(number) else number


def _laid(known: Respondents, laid: Laid) -> Table:
    headers = exercises.headers(laid)
    ratios = [f"ratio_{number}" for number in range(1, len(laid.names) + 1)]
    ids = ["level", "code", "group", *ratios, "change", "change_lower", "change_upper", "in_words"]
    heads = {
        name: (header, *(("number", 2) if name.startswith(("ratio", "change")) else ("text", 0)))
        for name, header in zip(ids, headers, strict=True)
    }
    return _table("group", exercises.rows(known, laid), heads)
