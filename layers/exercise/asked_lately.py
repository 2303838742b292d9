"""Who was asked here lately, across plans: visits to some areas, and how many they heard.

A visit is *here* when its zone has one of the areas, or when it was held in one of them. Where the
people live whom it heard is not looked at: the answer for a single area would tell that somebody
from there was at a visit.
"""

from collections.abc import Collection, Mapping
from datetime import date

import pandas as pd

from layers.exercise import head_counts
from layers.statistics.suppression import Rule

MONTHS = 12


def lately(
    activities: pd.DataFrame,
    areas_of: Mapping[str, Collection[str]],
    areas: Collection[str],
    today: date,
    rule: Rule,
) -> pd.DataFrame:
    """The plans that visited some areas in the last twelve months, the latest visit first.

    Parameters
    ----------
    activities
        ``plan``, ``zone``, ``on`` (date), ``people``, ``kind``, ``lsoa`` (of the venue).
    areas_of
        By a zone's id: the codes of its areas.
    areas
        Of which it is asked.

    Returns
    -------
    pandas.DataFrame
        By the plan's id: ``first`` and ``last`` (dates), ``visits``, ``kinds`` (ids, sorted),
        ``people`` heard at these visits (NaN where it may not be told). A sum of what is told of
        each visit, so that no choice of areas tells more.
    """
    wanted = set(areas)
    start = pd.Timestamp(today) - pd.DateOffset(months=MONTHS)
    on = pd.to_datetime(activities["on"])
    zones = {id for id, its in areas_of.items() if wanted & set(its)}
    here = activities["zone"].isin(zones) | activities["lsoa"].isin(wanted)
    found = activities[here & (on > start) & (on <= pd.Timestamp(today))]
    rows = {
        plan: {
            "first": mine["on"].min(),
            "last": mine["on"].max(),
            "visits": len(mine),
            "kinds": sorted(set(mine["kind"]) - {""}),
            "people": head_counts.together(mine["people"], rule),
        }
        for plan, mine in found.groupby("plan")
    }
    columns = ["first", "last", "visits", "kinds", "people"]
    every = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    return every.sort_values("last", ascending=False, kind="stable")
