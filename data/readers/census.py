"""Census 2021 topic summaries (ONS, Nomis bulk download): one table, one row per area.

Columns keep the publisher's category names without the table's name in front and without the
"; measures: Value" that some files carry behind: ``"White: Roma"``.
"""

import re
from collections.abc import Mapping

import pandas as pd

from data import tables
from data.errors import SourceError

# Tables whose sub-totals are named like categories of their own, so that adding every top
# category would count people twice.
_SUBTOTALS = {
    "Provision of unpaid care": {
        "Provides 9 hours or less unpaid care a week",
        "Provides 10 to 19 hours unpaid care a week",
        "Provides 20 to 34 hours unpaid care a week",
        "Provides 35 to 49 hours unpaid care a week",
    }
}
_TOTAL = re.compile(r"Total\b|All persons$")
# By level: how its codes start, and how the publisher's file of it ends.
_LEVELS = {
    "lsoa": ("E01|W01", "-lsoa.csv"),
    "msoa": ("E02|W02", "-msoa.csv"),
    "ward": ("E05|W05", "-ward.csv"),
    "district": ("E0[6-9]|W06", "-ltla.csv"),
}


def read_census(content: bytes, file: str, *, level: str = "lsoa") -> pd.DataFrame:
    """Read a topic summary.

    Parameters
    ----------
    content
        The unpacked CSV of one geography level.
    file
        Its name, for messages.
    level
        ``lsoa`` or ``msoa`` (of 2021), ``ward`` (of 2022) or ``district``, of England and Wales.

    Returns
    -------
    pandas.DataFrame
        Indexed by area code, one float column per category.

    Raises
    ------
    SourceError
        For a layout that is not a topic summary, wrong or repeated codes, negative counts, or
        categories that do not add up to the table's total.
    """
    published = tables.header(content)
    code = "geography code"
    # Tables of neighbourhoods come without a column of names.
    tables.require_columns(["date", code], published, file)
    raw = [c for c in published if c not in ("date", "geography", code)]
    topics = {c.split(":", 1)[0] for c in raw}
    if not raw or len(topics) != 1:
        raise SourceError(
            file,
            f"its columns belong to {len(topics)} tables, not to one.",
            remedy="Each topic summary has columns that start with the table's name.",
        )
    frame = tables.read_table(content, file, text=[code], numbers=raw)
    tables.unique(frame, [code], file)
    tables.non_negative(frame, raw, file)
    wanted, ending = _LEVELS[level]
    wrong = ~frame[code].str.match(wanted)
    if wrong.any():
        at = int(wrong.to_numpy().argmax())
        raise SourceError(
            file,
            f"{frame[code].iloc[at]!r} is not a code of a {level}.",
            column=code,
            row=at + tables.FIRST_ROW,
            remedy=f"Use the file of the right geography level (…{ending}).",
        )
    frame = frame.set_index(code).rename_axis("code")
    frame.columns = pd.Index([leaf(c) for c in raw])
    total, parts = top_level(list(frame.columns), topics.pop())
    if total and parts:
        tables.parts_sum(frame.reset_index(), total, parts, file)
    return frame


def read_ward_names(content: bytes, file: str) -> pd.Series:
    """The wards' names as the table writes them, by code: ``"Central (Barnsley)"``."""
    columns = ["geography", "geography code"]
    frame = tables.read_table(content, file, text=columns)
    return frame.set_index("geography code")["geography"]


def leaf(column: str) -> str:
    """``"Ethnic group: White: Roma; measures: Value"`` → ``"White: Roma"``."""
    return column.removesuffix("; measures: Value").split(": ", 1)[-1].strip()


def top_level(columns: list[str], topic: str) -> tuple[str, list[str]]:
    """The table's total, and the categories that together make it up."""
    known = set(columns)
    total = next((c for c in columns if _TOTAL.match(c)), "")
    parts = [
        c
        for c in columns
        if c != total
        and c not in _SUBTOTALS.get(topic, ())
        and not any(c.startswith(f"{other}: ") for other in known - {c})
    ]
    return total, parts


def categories(wide: pd.DataFrame) -> tuple[str, list[str]]:
    """The table's total, and its finest categories: those without sub-totals."""
    total = next(c for c in wide.columns if _TOTAL.match(c))
    finest = [
        c
        for c in wide.columns
        if c != total and not any(o.startswith(f"{c}: ") for o in wide.columns)
    ]
    return total, finest


def detailed_groups(wide: pd.DataFrame, districts: Mapping[str, str]) -> pd.DataFrame:
    """A detailed district table (TS022, TS024) as rows, without its sub-totals.

    Parameters
    ----------
    wide
        As read with ``level="district"``.
    districts
        Names by code of the districts wanted.

    Returns
    -------
    pandas.DataFrame
        Columns ``district_code``, ``district``, ``group`` (last part of the published name),
        ``family`` (the part before, or ``""``), ``people`` and ``total``; most people first
        within each district. England stands first, as district ``E92000001``. Districts made
        after the census are not in its district tables, and are left out.
    """
    total, leaves = categories(wide)
    english = wide.loc[wide.index.str.startswith("E")]
    rows: dict[str, tuple[str, pd.Series]] = {"E92000001": ("England", english.sum())}
    for code, name in sorted(districts.items()):
        if code in wide.index:
            rows[code] = (name, wide.loc[[code]].iloc[0])
    found = []
    for code, (name, counts) in rows.items():
        parts = [c.rpartition(": ") for c in leaves]
        frame = pd.DataFrame(
            {
                "district_code": code,
                "district": name,
                "group": [p[2] for p in parts],
                "family": [p[0] for p in parts],
                "people": counts[leaves].to_numpy(),
                "total": counts[total],
            }
        )
        found.append(frame.sort_values(["people", "group"], ascending=[False, True]))
    table = pd.concat(found, ignore_index=True)
    return table.astype({"people": "int64", "total": "int64"})
