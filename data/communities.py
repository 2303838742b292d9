"""Detailed ethnic groups by ward (Census 2021, TS022), and sexual orientation (TS077).

The Census has them for its own wards, whose people are not quite those of the LSOAs that are
best-fitted to a ward: a ward's figures are kept as they are published, and say so.
"""

import re
from dataclasses import dataclass

import pandas as pd

from data.inputs import Inputs
from data.readers import census
from data.snapshot_files import SnapshotWriter
from layers.catalogue.community_names import load_community_names

WARDS, NEIGHBOURHOODS = "census_ts022_ward", "census_ts077"
# A ward of the same name is taken for the same only where so many people live in both: the
# best-fitted LSOAs of a ward hold 0.8 to 1.3 times its people in South Yorkshire.
ALIKE = (0.7, 1.4)


@dataclass(frozen=True)
class Wards:
    """The Census's wards of the atlas.

    Attributes
    ----------
    wide
        Indexed by the atlas's ward codes, the publication's columns; wards that the Census does
        not have, because they were made after it, are not there.
    names
        The atlas's names by ward code, of the same wards.
    missing
        Names of the wards that are not there.
    """

    wide: pd.DataFrame
    names: pd.Series
    missing: tuple[str, ...]


def read_wards(inputs: Inputs, chosen: pd.DataFrame, residents: pd.Series) -> Wards | None:
    """TS022 for the atlas's wards; None where the file is not at hand.

    Parameters
    ----------
    chosen
        The atlas's LSOAs with ``ward_code``, ``ward`` and ``district``.
    residents
        Census residents by LSOA.

    Raises
    ------
    SourceError
        For a file that is not a topic summary of wards.
    """
    if not inputs.has(WARDS):
        return None
    published, names = inputs.read(WARDS, _read)
    return placed(published, names, chosen, residents)


def _read(content: bytes, file: str) -> tuple[pd.DataFrame, pd.Series]:
    return census.read_census(content, file, level="ward"), census.read_ward_names(content, file)


def placed(
    published: pd.DataFrame, names: pd.Series, chosen: pd.DataFrame, residents: pd.Series
) -> Wards:
    """Rows of the Census's wards under the atlas's codes.

    A ward is the same where its code is. One that was given a new code later is found by its name
    in its district ("Central (Barnsley)"), where no other ward could be meant and it has about as
    many people; any other is missing.
    """
    people = residents.reindex(chosen.index).groupby(chosen["ward_code"]).sum()
    wards = chosen.drop_duplicates("ward_code").set_index("ward_code").sort_index()
    free = published.index.difference(wards.index)
    total, _ = census.categories(published)
    found: dict[str, str] = {}
    for ward in wards.reset_index().to_dict("records"):
        code = ward["ward_code"]
        if code in published.index:
            found[code] = code
            continue
        same = [c for c in free if _is_called(names[c], ward["ward"], ward["district"])]
        if len(same) == 1 and ALIKE[0] <= published.at[same[0], total] / people[code] <= ALIKE[1]:
            found[code] = same[0]
    wide = published.loc[list(found.values())].set_axis(list(found), axis=0)
    missing = wards["ward"].drop(list(found))
    return Wards(wide, wards["ward"].loc[list(found)], tuple(missing))


def _is_called(published: str, ward: str, district: str) -> bool:
    """Whether the Census's name of a ward is this one, with its district behind it or not."""
    name, _, behind = published.removesuffix(")").partition(" (")
    return _plain(name) == _plain(ward) and behind in ("", district)


def _plain(name: str) -> str:
    """A name without what is written one way or another."""
    return re.sub(r"[^a-z0-9]+", " ", name.lower().replace("&", "and")).strip()


def groups(wards: Wards) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The detailed groups of each ward, added up over the headings that each stands under.

    Returns
    -------
    tuple
        ``ward_code``, ``ward``, ``group``, ``people``, ``total`` (the ward's residents), and the
        parts: ``ward_code``, ``group``, ``heading``, ``people``; largest first in each ward, none
        without people.
    """
    said = load_community_names()
    total, finest = census.categories(wards.wide)
    parts = _long(wards.wide[finest], "ward_code", "column")
    split = parts["column"].str.rpartition(": ")
    parts["group"], parts["heading"] = split[2].map(said.group), split[0].map(said.heading)
    keys = ["ward_code", "group", "heading"]
    parts = parts[parts["people"] > 0].groupby(keys)["people"].sum().reset_index()
    added = parts.groupby(["ward_code", "group"])["people"].sum().reset_index()
    added.insert(1, "ward", added["ward_code"].map(wards.names))
    added["total"] = added["ward_code"].map(wards.wide[total])
    return (
        _largest_first(added, ["group"]).astype({"people": "int64", "total": "int64"}),
        _largest_first(parts, ["group", "heading"]).astype({"people": "int64"}),
    )


def _long(wide: pd.DataFrame, rows: str, columns: str) -> pd.DataFrame:
    """Counts as rows: one area after another, its columns in their order."""
    flat = wide.rename_axis(rows).reset_index().melt(rows, var_name=columns, value_name="people")
    return flat.sort_values(rows, kind="stable", ignore_index=True)


def _largest_first(table: pd.DataFrame, then: list[str]) -> pd.DataFrame:
    return table.sort_values(
        ["ward_code", "people", *then],
        ascending=[True, False, *(True for _ in then)],
        ignore_index=True,
    )


def shared_out(wards: Wards, chosen: pd.DataFrame, residents: pd.Series) -> pd.DataFrame:
    """Each ward's figures shared out over its LSOAs by residents, so that every LSOA has the
    ward's share, and the LSOAs of a ward add up to the ward's own numbers.

    Returns
    -------
    pandas.DataFrame
        Indexed by LSOA, the publication's columns, people as floats. Those of one LSOA are no
        estimate of who lives there: see ``grain`` in :mod:`layers.catalogue.definitions`.
    """
    of = chosen["ward_code"]
    people = residents.reindex(chosen.index)
    part = people / people.groupby(of).transform("sum")
    return wards.wide.reindex(of).set_axis(chosen.index, axis=0).mul(part, axis=0)


def england(inputs: Inputs) -> pd.Series:
    """England's people by column, added up over the districts of TS022's district table."""
    wide = inputs.read(
        "census_ts022_district", lambda c, f: census.read_census(c, f, level="district")
    )
    return wide.loc[wide.index.str.startswith("E")].sum()


def write(
    writer: SnapshotWriter,
    inputs: Inputs,
    chosen: pd.DataFrame,
    msoa_codes: pd.Series,
    wards: Wards | None,
    notes: list[str],
) -> None:
    """``communities``, ``community_parts`` and ``sexual_orientation``, where the files are."""
    if wards is None:
        notes.append("Communities of wards are not named: the wards' file of TS022 was not found.")
    else:
        if wards.missing:
            names = ", ".join(wards.missing)
            notes.append(f"Communities of wards: not for {names}, made after the census.")
        added, parts = groups(wards)
        writer.frame("communities.parquet", added)
        writer.frame("community_parts.parquet", parts)
    if not inputs.has(NEIGHBOURHOODS):
        notes.append(
            "Sexual orientation is not shown: the neighbourhoods' file of TS077 was not found."
        )
        return
    wide = inputs.read(NEIGHBOURHOODS, lambda c, f: census.read_census(c, f, level="msoa"))
    here = wide.reindex(sorted(msoa_codes.reindex(chosen.index).unique())).dropna()
    total, finest = census.categories(wide)
    table = _long(here[finest], "msoa_code", "category")
    table["total"] = table["msoa_code"].map(here[total])
    writer.frame("sexual_orientation.parquet", table.astype({"people": "int64", "total": "int64"}))
