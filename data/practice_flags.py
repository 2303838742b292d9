"""What to be careful about with a practice (words in ``catalogue/practice_flags.toml``)."""

import pandas as pd

from data.practices import LIST_CHANGED

# Of patients who could be placed, so many live outside the atlas.
ELSEWHERE = 0.1
# Aged 15 to 24, as a multiple of England's share: students.
STUDENTS = 2.0
# Half of the patients live farther from the address than this: it may have another site.
FAR_KM = 4.0
_YOUNG = ("15_19", "20_24")


def list_changed(table: pd.DataFrame) -> pd.Series:
    """Whether each practice's list grew or shrank much since it was counted by area.

    ``table`` has ``list_size`` (now) and ``list_size_by_area`` (then); a closed practice has lost
    everybody, and one that opened since was not counted at all.
    """
    then, now = table["list_size_by_area"], table["list_size"]
    return (now - then).abs() > LIST_CHANGED * then


def elsewhere(registrations: pd.DataFrame, areas: pd.Index, codes: pd.Index) -> pd.Series:
    """Share (0–1) of each practice's placed patients who live outside some areas.

    Parameters
    ----------
    registrations
        Columns ``practice``, ``lsoa``, ``patients``.
    areas
        LSOA codes of the atlas.
    codes
        Practices wanted; NaN for one without patients.
    """
    placed = registrations[registrations["lsoa"].str.match("[EW]01")]
    outside = placed["patients"].where(~placed["lsoa"].isin(areas), 0.0)
    share = outside.groupby(placed["practice"]).sum()
    return (share / placed.groupby("practice")["patients"].sum()).reindex(codes).round(6)


def young_share(ages: pd.DataFrame) -> tuple[pd.Series, float]:
    """Share (0–1) of patients aged 15 to 24: of each practice, and of all of them together."""
    young = ages[ages["band"].isin(_YOUNG)]
    share = young.groupby("practice")["patients"].sum() / ages.groupby("practice")["patients"].sum()
    return share, float(young["patients"].sum() / ages["patients"].sum())


def students(ages: pd.DataFrame) -> pd.Index:
    """Practices of England, of many students: registers are not compared with expected ones."""
    share, england = young_share(ages)
    return share.index[share > STUDENTS * england]


def mark(table: pd.DataFrame, ages: pd.DataFrame) -> None:
    """Add a column ``flag_…`` for each flag to the table of practices.

    Parameters
    ----------
    table
        Indexed by practice: ``open``, ``home``, ``list_size``, ``list_size_by_area``,
        ``elsewhere``, ``km_50``.
    ages
        ``practice``, ``sex``, ``band`` and ``patients`` of every practice of England.
    """
    share, england = young_share(ages)
    table["flag_closed"] = ~table["open"]
    table["flag_list_changed"] = table["open"] & list_changed(table)
    table["flag_students"] = share.reindex(table.index) > STUDENTS * england
    table["flag_elsewhere"] = table["home"] & (table["elsewhere"] > ELSEWHERE)
    table["flag_far"] = table["km_50"] > FAR_KM
