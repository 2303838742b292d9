"""The table of areas: names, where each belongs, who lives there, and its flags."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.errors import SourceError

# Registered patients outnumber residents a little nearly everywhere (students, moves not yet
# recorded, people counted twice), so the comparison is with England's own ratio. Outside these
# multiples of it, residents and patients are not the same people: prisons, barracks, halls.
DISAGREE_LOW, DISAGREE_HIGH = 0.75, 1.5
LOW_COVERAGE = 0.9


@dataclass(frozen=True)
class Membership:
    """Which larger areas each LSOA belongs to, all frames indexed by LSOA code."""

    wards: pd.DataFrame
    sub_icbs: pd.DataFrame
    rural_urban: pd.Series
    msoas: pd.DataFrame


def membership_of(
    wards: pd.DataFrame,
    sub_icbs: pd.DataFrame,
    rural_urban: pd.Series,
    msoa_names: pd.DataFrame,
    file: str,
) -> Membership:
    """Join neighbourhoods by name: an LSOA is called after its MSOA, with a letter behind."""
    english = wards.index[wards.index.str.startswith("E01")]
    msoa = wards.loc[english, "name"].str.slice(stop=-1)
    unknown = ~msoa.isin(msoa_names.index)
    if unknown.any():
        raise SourceError(
            file,
            f"has no neighbourhood called {msoa[unknown].iloc[0]!r}.",
            column="MSOANM",
            remedy="Use the House of Commons Library's names for MSOA 2021.",
        )
    joined = msoa_names.loc[msoa]
    msoas = pd.DataFrame(
        {
            "msoa_code": joined["code"].to_numpy(),
            "msoa": msoa.to_numpy(),
            "neighbourhood": joined["neighbourhood"].to_numpy(),
        },
        index=english,
    )
    return Membership(wards, sub_icbs, rural_urban, msoas)


def area_table(
    chosen: pd.DataFrame,
    membership: Membership,
    residents: pd.Series,
    households: pd.Series,
    labels: dict[str, tuple[float, float]],
    km2: pd.Series,
) -> pd.DataFrame:
    """One row for each area, in code order: what it is called and where it belongs."""
    codes = chosen.index
    out = pd.DataFrame(index=codes.rename("lsoa"))
    out["name"] = chosen["name"]
    for column in ("neighbourhood", "msoa_code", "msoa"):
        out[column] = membership.msoas[column].reindex(codes)
    for column in ("ward", "ward_code", "district", "district_code"):
        out[column] = chosen[column]
    for column in ("sub_icb_code", "sub_icb"):
        out[column] = membership.sub_icbs[column].reindex(codes)
    out["rural_urban"] = membership.rural_urban.reindex(codes)
    out["residents"] = residents.reindex(codes).astype("int64")
    out["households"] = households.reindex(codes).astype("int64")
    out["km2"] = km2.reindex(codes)
    out["longitude"] = [labels.get(c, (np.nan, np.nan))[0] for c in codes]
    out["latitude"] = [labels.get(c, (np.nan, np.nan))[1] for c in codes]
    return out


def elsewhere(wards: pd.DataFrame, residents: pd.Series, codes: pd.Index) -> pd.DataFrame:
    """Areas outside the atlas where its practices have patients, in code order.

    Columns ``lsoa``, ``name``, ``district`` and ``residents`` (Census 2021).
    """
    out = wards.loc[codes, ["name", "district"]].rename_axis("lsoa")
    return out.assign(residents=residents.reindex(codes).astype("int64")).reset_index()


def disagreement(patients: pd.Series, residents: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Patients per resident, as a multiple of England's, and whether the two disagree.

    Parameters
    ----------
    patients, residents
        Registered patients and Census residents by LSOA 2021 code, for all of England.

    Returns
    -------
    (ratio, disagree)
        The ratio relative to England's, and True outside 0.75–1.5. Areas of Wales, where few are
        registered with an English practice, are left out.
    """
    both = pd.DataFrame({"patients": patients, "residents": residents}).dropna()
    both = both[both.index.str.startswith("E01")]
    overall = both["patients"].sum() / both["residents"].sum()
    ratio = both["patients"] / both["residents"] / overall
    return ratio.round(4), (ratio < DISAGREE_LOW) | (ratio > DISAGREE_HIGH)


def change_since_2011(changes: pd.DataFrame, codes: pd.Index) -> pd.Series:
    """``unchanged``, ``split``, ``merged`` or ``redrawn`` for each 2021 area."""
    words = {"U": "unchanged", "S": "split", "M": "merged", "X": "redrawn"}
    kind = changes.drop_duplicates("lsoa21").set_index("lsoa21")["change"]
    return kind.reindex(codes).map(words)
