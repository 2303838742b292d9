"""Area indices by other publishers: one frame per publication, indexed by area code.

Community Needs Index 2023 and Access to Healthy Assets and Hazards v4 are on LSOA 2021; digital
exclusion (DERI, DEPAHRI) and sub-regional fuel poverty are on LSOA 2011, to be carried forward.
"""

import pandas as pd

from data import tables


def read_community_needs(content: bytes, file: str) -> pd.DataFrame:
    """Community Needs Index 2023: scores and ranks of the index and its three domains."""
    numbers = [c for c in tables.header(content) if c.endswith((" Score", " Rank"))]
    return _read(content, file, "lsoa21_code", numbers)


def read_healthy_assets(content: bytes, file: str) -> pd.DataFrame:
    """AHAH v4: score, rank and percentile of the index (all nations; higher = less healthy)."""
    numbers = ["AHAH_Index_Score", "AHAH_Index_Rank", "AHAH_Index_Percentile"]
    return _read(content, file, "LSOA21CD", numbers)


def read_digital_exclusion(content: bytes, file: str) -> pd.DataFrame:
    """Digital Exclusion Risk Index and DEPAHRI with their components, on LSOA 2011."""
    numbers = [c for c in tables.header(content) if c.endswith("_national")]
    return _read(content, file, "lsoa11_code", numbers)


def read_fuel_poverty(content: bytes, file: str) -> pd.DataFrame:
    """Households, and households in fuel poverty (LILEE), on LSOA 2011."""
    numbers = ["Number of households", "Number of households in fuel poverty"]
    return _read(content, file, "LSOA Code", numbers, counts=True)


def read_asylum(content: bytes, file: str) -> pd.DataFrame:
    """People on asylum support, or resettled, by district and quarter.

    Returns
    -------
    pandas.DataFrame
        Columns ``district_code``, ``district``, ``quarter`` (its last day), ``kind`` and
        ``people``; kinds are the publication's own (support and accommodation, or the scheme).
    """
    published = tables.header(content)
    count = "People" if "People" in published else "Persons"
    kinds = [
        c for c in ("Support Type", "Accommodation Type", "Resettlement Scheme") if c in published
    ]
    text = ["Date", "LAD Code", "Local Authority", *(kinds or ["Support Type"])]
    frame = tables.read_table(content, file, text=text, numbers=[count])
    tables.non_negative(frame, [count], file)
    return pd.DataFrame(
        {
            "district_code": frame["LAD Code"],
            "district": frame["Local Authority"],
            "quarter": frame["Date"],
            "kind": frame[kinds].agg(": ".join, axis=1),
            "people": frame[count],
        }
    )


def _read(
    content: bytes, file: str, code: str, numbers: list[str], *, counts: bool = False
) -> pd.DataFrame:
    frame = tables.read_table(content, file, text=[code], numbers=numbers)
    tables.unique(frame, [code], file)
    if counts:
        tables.non_negative(frame, numbers, file)
    return frame.set_index(code).rename_axis("code")
