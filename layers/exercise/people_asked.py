"""Whom an exercise asked: residents from an age on, by area (Census 2021)."""

import pandas as pd

from layers.atlas import Atlas
from layers.exercise.respondents import Base, Category, Question, people

# Age bands are exact from these ages on; 16 has a table of its own.
_ALL = "age_under_5"
_AGED_16 = "no_qualifications"
# Two years of age among the eleven of those aged 5 to 15.
_AGED_16_17 = 2 / 11


def residents(atlas: Atlas, base: Base, ages: Question) -> pd.Series:
    """Residents whom the exercise asked, by area, in code order.

    Everybody: TS007A's total. From 16: the base of TS067. From 18, which no table here gives:
    those aged 16 and over less 2/11 of those aged 5 to 15, as if every year of age of a place's
    children were as large. Otherwise the sum of TS007A's bands.

    Parameters
    ----------
    ages
        The question with the age bands.

    Raises
    ------
    ValueError
        For an age that no table starts from.
    """
    if base.first == 0:
        return atlas.table(_ALL)["denominator"]
    if base.first in (16, 18):
        aged_16 = atlas.table(_AGED_16)["denominator"]
        if base.first == 16:
            return aged_16
        aged_5_15 = (residents(atlas, _from(5), ages) - aged_16).clip(lower=0)
        return (aged_16 - _AGED_16_17 * aged_5_15).clip(lower=0)
    bands = [ages.categories[one] for one in ages.fine]
    if base.first not in {one.first for one in bands}:
        raise ValueError(f"No census table here starts at age {base.first}.")
    return sum_of(atlas, [one for one in bands if one.first >= base.first])


def sources(base: Base) -> tuple[str, ...]:
    """Ids of the publications that say how many people were asked."""
    return {16: ("census_ts067",), 18: ("census_ts067", "census_ts007a")}.get(
        base.first, ("census_ts007a",)
    )


def aged(atlas: Atlas, base: Base, ages: Question, category: Category) -> pd.Series:
    """Residents of an age band whom the exercise asked, by area.

    None of a band below the age asked; of the band that it cuts through, those asked who are in
    no older band.
    """
    if base.first <= category.first:
        return people(atlas, category)
    asked = residents(atlas, base, ages)
    if base.first > category.last:
        return asked * 0.0
    older = [ages.categories[one] for one in ages.fine]
    return (asked - sum_of(atlas, [one for one in older if one.first > category.last])).clip(
        lower=0
    )


def sum_of(atlas: Atlas, categories: list[Category]) -> pd.Series:
    """Residents of several categories together, by area."""
    total = pd.Series(0.0, index=atlas.areas.index)
    for one in categories:
        total = total + people(atlas, one)
    return total


def _from(first: int) -> Base:
    return Base(id=str(first), label="", first=first)
