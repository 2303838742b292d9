"""Patients Registered at a GP Practice (NHS England): by area, practice map, and age."""

from datetime import datetime

import numpy as np
import pandas as pd

from data import tables
from data.errors import SourceError

# The five-year bands in order, as the publication writes them.
AGE_BANDS = (
    *(f"{a}_{a + 4}" for a in range(0, 95, 5)),
    "95+",
)


def extract_date(content: bytes) -> str:
    """The day that a file of this series was drawn, ``"1 July 2023"``; ``""`` for other files."""
    lines = content[:10_000].decode("latin-1").lstrip("\ufeff").splitlines()
    if len(lines) < 2 or "EXTRACT_DATE" not in lines[0]:
        return ""
    first = dict(zip(lines[0].split(","), lines[1].split(","), strict=False))
    written = first.get("EXTRACT_DATE", "").strip('"')
    for layout in ("%d%b%Y", "%Y-%m-%d"):
        try:
            day = datetime.strptime(written, layout)
        except ValueError:
            continue
        return f"{day.day} {day:%B %Y}"
    return ""


def read_patients(content: bytes, file: str) -> tuple[pd.DataFrame, int]:
    """Practice × LSOA: how many patients of each practice live in each area.

    Newer issues are on LSOA 2021, older ones on LSOA 2011; the vintage is read off the code that
    stands for patients who could not be placed (``NO2021`` or ``NO2011``).

    Returns
    -------
    (pandas.DataFrame, int)
        Columns ``practice``, ``lsoa``, ``patients`` (float), in the file's order; and the
        vintage, 2011 or 2021.
    """
    text = ["PRACTICE_CODE", "LSOA_CODE", "SEX"]
    frame = tables.read_table(content, file, text=text, numbers=["NUMBER_OF_PATIENTS"])
    frame = frame[frame["SEX"] == "ALL"].drop(columns="SEX")
    tables.unique(frame, ["PRACTICE_CODE", "LSOA_CODE"], file)
    tables.non_negative(frame, ["NUMBER_OF_PATIENTS"], file)
    frame.columns = pd.Index(["practice", "lsoa", "patients"])
    unplaced = set(frame.loc[frame["lsoa"].str.startswith("NO"), "lsoa"])
    known = {"NO2011": 2011, "NO2021": 2021}
    if len(unplaced) != 1 or not unplaced <= set(known):
        raise SourceError(
            file,
            f"patients without an area are coded {sorted(unplaced) or 'nowhere'}; "
            "expected NO2011 or NO2021.",
            column="LSOA_CODE",
            remedy="This code tells the LSOA vintage: teach the reader the new one.",
        )
    return frame.reset_index(drop=True), known[unplaced.pop()]


def read_practice_map(content: bytes, file: str) -> pd.DataFrame:
    """Which PCN, sub-ICB location and ICB each practice belongs to.

    Returns
    -------
    pandas.DataFrame
        Indexed by practice code: ``name``, ``postcode``, ``pcn_code``, ``pcn_name``,
        ``sub_icb_code``, ``sub_icb_name``, ``icb_code``, ``icb_name``.
    """
    names = {
        "PRACTICE_CODE": "practice",
        "PRACTICE_NAME": "name",
        "PRACTICE_POSTCODE": "postcode",
        "PCN_CODE": "pcn_code",
        "PCN_NAME": "pcn_name",
        "SUB_ICB_LOCATION_CODE": "sub_icb_code",
        "SUB_ICB_LOCATION_NAME": "sub_icb_name",
        "ICB_CODE": "icb_code",
        "ICB_NAME": "icb_name",
    }
    frame = tables.read_table(content, file, text=list(names))
    tables.unique(frame, ["PRACTICE_CODE"], file)
    return frame.rename(columns=names).set_index("practice")


def read_practice_ages(content: bytes, file: str) -> pd.DataFrame:
    """Each practice's registered patients by sex and five-year age band.

    Returns
    -------
    pandas.DataFrame
        Columns ``practice``, ``sex`` (``female``, ``male``), ``band`` (``"0_4"`` … ``"95+"``) and
        ``patients``.
    """
    text = ["ORG_TYPE", "ORG_CODE", "SEX", "AGE_GROUP_5"]
    frame = tables.read_table(content, file, text=text, numbers=["NUMBER_OF_PATIENTS"])
    frame = frame[frame["ORG_TYPE"] == "GP"]
    tables.unique(frame, ["ORG_CODE", "SEX", "AGE_GROUP_5"], file)
    tables.non_negative(frame, ["NUMBER_OF_PATIENTS"], file)
    frame = frame.rename(
        columns={
            "ORG_CODE": "practice",
            "SEX": "sex",
            "AGE_GROUP_5": "band",
            "NUMBER_OF_PATIENTS": "patients",
        }
    ).drop(columns="ORG_TYPE")
    strange = ~frame["band"].isin(["ALL", *AGE_BANDS])
    if strange.any():
        at = int(np.argmax(strange.to_numpy()))
        raise SourceError(
            file,
            f"{frame['band'].iloc[at]!r} is not a five-year band.",
            column="AGE_GROUP_5",
            row=int(frame.index[at]) + tables.FIRST_ROW,
            remedy="Use the five-year (quinary) age file.",
        )
    totals = frame[(frame["sex"] == "ALL") & (frame["band"] == "ALL")].set_index("practice")
    frame = frame[(frame["band"] != "ALL") & (frame["sex"] != "ALL")]
    summed = frame.groupby("practice")["patients"].sum().reindex(totals.index, fill_value=0)
    differs = (summed - totals["patients"]).abs() > 0.5
    if differs.any():
        practice = differs.index[int(np.argmax(differs.to_numpy()))]
        raise SourceError(
            file,
            f"the bands of practice {practice} add up to {summed[practice]:g}, not to its "
            f"total {totals['patients'][practice]:g}.",
            column="NUMBER_OF_PATIENTS",
            remedy="A band may be missing: fetch the file again.",
        )
    frame = frame.assign(sex=frame["sex"].str.lower())
    return frame[["practice", "sex", "band", "patients"]].reset_index(drop=True)
