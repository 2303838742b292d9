"""How unevenly groups of people are spread over the areas of a district."""

import math

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.inequality.guards import Guard, load_guards

Floats = npt.NDArray[np.float64]

# Ethnic groups; how well people speak English and whether it is their main language.
SOURCES = ("census_ts021", "census_ts029")
# Where chance alone would give this much: worth a warning, and no figure at all.
SOME_CHANCE = 0.25
MOSTLY_CHANCE = 0.5


def dissimilarity(group: npt.ArrayLike, others: npt.ArrayLike) -> float:
    """Dissimilarity, ½ Σ │aᵢ/A − bᵢ/B│, of two groups over areas.

    Parameters
    ----------
    group, others
        People of each in every area, not negative; shape (areas,).

    Returns
    -------
    float
        Between 0 (the same share of both in every area) and 1 (no area with both): the share of
        either group that would have to move for the same share everywhere. NaN where one of them
        has nobody.

    Raises
    ------
    ValueError
        When the shapes differ, or a number is negative or missing.

    Source: Duncan and Duncan (1955), American Sociological Review 20.

    >>> dissimilarity([10, 0], [5, 5])
    0.5
    """
    one, other = (np.asarray(x, dtype=float) for x in (group, others))
    if one.shape != other.shape or one.ndim != 1:
        raise ValueError("dissimilarity: give both groups' people for the same areas")
    if not (np.all(one >= 0) and np.all(other >= 0)):
        raise ValueError("dissimilarity: a number of people is negative or missing")
    if one.sum() == 0 or other.sum() == 0:
        return math.nan
    return float(np.abs(one / one.sum() - other / other.sum()).sum() / 2)


def by_chance(number: float, people: npt.ArrayLike) -> float:
    """The dissimilarity to expect of a group whose members live anywhere at random.

    Small groups cannot be spread evenly: 20 people live in at most 20 areas. Dissimilarity means
    something as far as it is above this.

    Parameters
    ----------
    number
        How many are in the group.
    people
        Everybody in each area, group and others; shape (areas,).

    Returns
    -------
    float
        T/(2A(T − A)) Σ E│aᵢ − A·tᵢ/T│ with the mean deviation of a Poisson count, times √(1 − A/T)
        because the group is drawn from those who are there. NaN for no group or no others.

    Source: Carrington and Troske (1997), Journal of Business & Economic Statistics 15.
    """
    total = np.asarray(people, dtype=float)
    everybody = total.sum()
    if not 0 < number < everybody:
        return math.nan
    expected = number * total[total > 0] / everybody
    above = np.floor(expected) + 1
    log_gamma = np.asarray(np.frompyfunc(math.lgamma, 1, 1)(above), dtype=float)
    deviation = 2 * np.exp(above * np.log(expected) - expected - log_gamma)
    scale = everybody / (2 * number * (everybody - number)) * math.sqrt(1 - number / everybody)
    return float(scale * deviation.sum())


def chance_guard(chance: float) -> Guard | None:
    """What speaks against a dissimilarity of which chance alone would give ``chance`` (0–1).

    None where it stands; also refused where there is nobody (NaN).
    """
    if not chance < MOSTLY_CHANCE:
        return load_guards()["chance_only"]
    return load_guards()["partly_chance"] if chance >= SOME_CHANCE else None


def groups_of(atlas: Atlas) -> list[Indicator]:
    """The ethnic and language groups of the atlas that are shares of everybody in their table."""
    found = []
    for source in SOURCES:
        shares = [i for i in atlas.indicators.values() if i.source == source and i.is_share]
        found += [i for i in shares if i.denominator == shares[0].denominator]
    return found


def by_district(atlas: Atlas) -> pd.DataFrame:
    """Dissimilarity of every ethnic and language group from everybody else, by district.

    Returns
    -------
    pandas.DataFrame
        One row for each district and group, in the order of codes and of the catalogue:
        ``district_code``, ``indicator``, ``people`` in the group, ``others``, ``areas``,
        ``dissimilarity`` (0–1) and ``by_chance``, what a random spread would give.
    """
    codes = atlas.areas["district_code"].to_numpy()
    tables = {
        definition.id: atlas.table(definition.id)[["numerator", "denominator"]].to_numpy(
            dtype=float
        )
        for definition in groups_of(atlas)
    }
    rows = []
    for district in sorted(atlas.districts):
        for name, table in tables.items():
            here = (codes == district) & np.isfinite(table).all(axis=1)
            group, everybody = table[here].T
            rows.append(
                {
                    "district_code": district,
                    "indicator": name,
                    "people": group.sum(),
                    "others": (everybody - group).sum(),
                    "areas": int(here.sum()),
                    "dissimilarity": dissimilarity(group, everybody - group),
                    "by_chance": by_chance(group.sum(), everybody),
                }
            )
    return pd.DataFrame(rows)
