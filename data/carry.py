"""Carrying figures from LSOA 2011 to LSOA 2021 by ONS's lookup.

Unchanged areas keep their figures; merged areas' counts are added up; a split area's counts are
shared among its parts by their Census 2021 residents. Scores are carried to every part of an
area that was split, and averaged where areas merged.
"""

import pandas as pd


def shares(changes: pd.DataFrame, residents: pd.Series) -> pd.DataFrame:
    """The part of each 2011 area that went to each 2021 area.

    Parameters
    ----------
    changes
        Columns ``lsoa11``, ``lsoa21``, ``change``.
    residents
        Census 2021 residents by LSOA 2021 code.

    Returns
    -------
    pandas.DataFrame
        ``changes`` with a column ``share``; shares of one 2011 area sum to 1.
    """
    weight = changes["lsoa21"].map(residents).fillna(0.0)
    total = weight.groupby(changes["lsoa11"]).transform("sum")
    parts = changes.groupby("lsoa11")["lsoa21"].transform("size")
    # An area without residents (none today) is shared evenly rather than lost.
    share = (weight / total).where(total > 0, 1.0 / parts)
    return changes.assign(share=share.where(parts > 1, 1.0))


def carry_patients(registrations: pd.DataFrame, carried: pd.DataFrame) -> pd.DataFrame:
    """Practice × LSOA 2011 → practice × LSOA 2021.

    Parameters
    ----------
    registrations
        Columns ``practice``, ``lsoa`` (2011), ``patients``.
    carried
        The result of :func:`shares`.

    Returns
    -------
    pandas.DataFrame
        The same columns on 2021 codes, sorted by practice and area. Patients without an area
        (``NO2011``) stay under that code, so that every practice's total is kept.

    Raises
    ------
    KeyError
        When an area code is not in the lookup.
    """
    placed = registrations[registrations["lsoa"].str.match("[EW]01")]
    unplaced = registrations.drop(placed.index)
    unknown = ~placed["lsoa"].isin(carried["lsoa11"])
    if unknown.any():
        raise KeyError(
            f"{placed.loc[unknown, 'lsoa'].iloc[0]} is not in the LSOA 2011 to 2021 lookup"
        )
    moved = placed.merge(carried[["lsoa11", "lsoa21", "share"]], left_on="lsoa", right_on="lsoa11")
    moved["patients"] *= moved["share"]
    both = pd.concat(
        [
            pd.DataFrame(
                {
                    "practice": moved["practice"],
                    "lsoa": moved["lsoa21"],
                    "patients": moved["patients"],
                }
            ),
            unplaced,
        ]
    )
    return both.groupby(["practice", "lsoa"], sort=True)["patients"].sum().reset_index()


def carry_counts(frame: pd.DataFrame, carried: pd.DataFrame) -> pd.DataFrame:
    """Counts by LSOA 2011 code → counts by LSOA 2021 code (columns as given)."""
    moved = carried.merge(frame, left_on="lsoa11", right_index=True)
    counts = moved[frame.columns].mul(moved["share"], axis=0)
    return counts.groupby(moved["lsoa21"]).sum(min_count=1).rename_axis("code")


def carry_scores(frame: pd.DataFrame, carried: pd.DataFrame, residents: pd.Series) -> pd.DataFrame:
    """Scores by LSOA 2011 code → scores by LSOA 2021 code.

    Merged areas take the plain mean of their parts, since residents of 2021 are not known for
    areas of 2011; irregular ones weigh each part by the share of it that they took in.
    """
    moved = carried.merge(frame, left_on="lsoa11", right_index=True)
    weight = moved["share"] * moved["lsoa21"].map(residents).fillna(0.0)
    weight = weight.where(weight > 0, 1e-9)
    scores = moved[frame.columns]
    weighted = scores.mul(weight, axis=0).groupby(moved["lsoa21"]).sum(min_count=1)
    weights = scores.notna().mul(weight, axis=0).groupby(moved["lsoa21"]).sum()
    return weighted.div(weights).rename_axis("code")
