"""How far an estimate of a practice's patients may be from the truth: its likely range.

An estimate takes each patient for an average resident of the area where they live. It is out for
two reasons that no count of people shows: who of an area registers with which practice, and what
has changed between the Census of 2021 and the list of today. Both can be measured where the truth
is published: the ages and the sex of every English practice's own list. The build compares the two
(``data/practice_error.py``) and keeps the half-width that holds 95 in 100 practices, in log odds,
by size of list, students, and how many practices are taken together.

For what nobody publishes by practice (ethnic group, language, health, households) that width is an
assumption: the widest that any checked characteristic has at such a practice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from statistics import NormalDist

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.atlas import Atlas
from layers.bounded_cache import bounded_cache
from layers.practices import profile, units
from layers.practices.profile import Figure
from layers.practices.units import Unit
from layers.statistics.intervals import Interval

Floats = npt.NDArray[np.float64]

# What can be checked against the lists of practices: indicators, and the ages from and below.
AGES: Mapping[str, tuple[int, int]] = {
    "age_under_5": (0, 5),
    "age_5_14": (5, 15),
    "age_15_24": (15, 25),
    "age_25_44": (25, 45),
    "age_45_64": (45, 65),
    "age_65_plus": (65, 200),
    "age_75_plus": (75, 200),
    "age_85_plus": (85, 200),
}
FEMALE = "female"
CHECKED = (*AGES, FEMALE)
_ALL = "all"
# The indicator of the students that the width goes by.
STUDENTS = "full_time_students_16_plus"
# Shorter lists serve particular people (without a home, in a care home): nothing is said of them.
FEWEST = 1000
Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True)
class Patients:
    """What the width goes by, of one practice or group, or an array of each.

    Attributes
    ----------
    list_size
        Patients on the lists.
    students
        Share (0–1) of full-time students among people aged 16 and over where they live.
    young
        Share (0–1) of the lists aged 15 to 24.
    practices
        How many practices of one size they would be: (Σ list)² ÷ Σ list² (Kish).
    """

    list_size: npt.ArrayLike
    students: npt.ArrayLike
    young: npt.ArrayLike
    practices: npt.ArrayLike = 1.0


def half_width(errors: pd.DataFrame, indicator: str, patients: Patients) -> Floats:
    """Half the likely range of an estimate, in log odds.

    Parameters
    ----------
    errors
        Columns ``indicator``, ``term`` (of :class:`Patients`), ``at`` and ``log_width``: for each
        checked indicator, the knots of the curves whose sum is the logarithm of the half-width.
        Between knots they are straight in the logarithm of ``at``, beyond them level.
    indicator
        One that is not checked has the widest of those that are.
    patients
        Whose; the parts may be arrays of one shape.

    Returns
    -------
    numpy.ndarray
        Of the parts' shape.
    """
    return _width_of(half_widths(errors, patients), indicator)


def half_widths(errors: pd.DataFrame, patients: Patients) -> dict[str, Floats]:
    """:func:`half_width` of every indicator that is checked."""
    logs: dict[str, Floats] = {}
    for (name, term), curve in errors.groupby(["indicator", "term"]):
        value = np.asarray(getattr(patients, str(term)), dtype=float)
        # A share of nothing stands at the first knot, as anything below it does.
        at = np.log(np.maximum(value, 1e-9))
        knots, widths = (curve[c].to_numpy(dtype=float) for c in ("at", "log_width"))
        more: Floats = np.asarray(np.interp(at, np.log(knots), widths))
        logs[str(name)] = logs[str(name)] + more if name in logs else more
    return {name: np.exp(total) for name, total in logs.items()}


def _width_of(widths: Mapping[str, Floats], indicator: str) -> Floats:
    own = widths.get(indicator)
    return np.max(list(widths.values()), axis=0) if own is None else own


def limits(share: npt.ArrayLike, base: npt.ArrayLike, half: npt.ArrayLike) -> Interval:
    """The likely range of an estimated share.

    Parameters
    ----------
    share
        Estimated proportions, 0 to 1; any shape.
    base
        People (or households) that they are shares of, of the same shape or one number.
    half
        Half-widths in log odds, from :func:`half_width`.

    Returns
    -------
    Interval
        Proportions between 0 and 1 that hold the share: logit(share) ∓ √(half² + z² / (base ·
        share · (1 − share))). The second part is chance in a count of so few people. A share of
        less than half a person has 0 for its lower limit, and one of all but half a person 1 for
        its upper.

    Raises
    ------
    ValueError
        When a share is not between 0 and 1.
    """
    p, n = np.asarray(share, dtype=float), np.asarray(base, dtype=float)
    if np.any((p < 0) | (p > 1)):
        raise ValueError("limits: a share must be between 0 and 1")
    least = np.minimum(0.5 / np.maximum(n, 1.0), 0.5)
    inside = np.clip(p, least, 1 - least)
    reach = np.sqrt(np.square(half) + Z**2 / (np.maximum(n, 1.0) * inside * (1 - inside)))
    odds = np.log(inside / (1 - inside))
    lower, upper = (1 / (1 + np.exp(-(odds + side * reach))) for side in (-1, 1))
    return Interval(np.where(p < least, 0.0, lower), np.where(p > 1 - least, 1.0, upper))


def counted(ages: pd.DataFrame) -> pd.DataFrame:
    """The truth: the share (0–1) of each checked characteristic on the lists of practices.

    Parameters
    ----------
    ages
        ``practice``, ``sex``, ``band`` (``"0_4"`` … ``"95+"``) and ``patients``.

    Returns
    -------
    pandas.DataFrame
        A row for each practice, a column for each of ``CHECKED``.
    """
    people = _people(ages)
    return people[list(CHECKED)].div(people[_ALL], axis=0)


def _people(ages: pd.DataFrame) -> pd.DataFrame:
    """Patients of each practice: all, and those of each checked characteristic."""
    first = ages["band"].str.extract(r"^(\d+)", expand=False).astype(int)
    chosen = {name: (first >= low) & (first < high) for name, (low, high) in AGES.items()}
    chosen |= {FEMALE: ages["sex"] == "female", _ALL: first >= 0}
    those = pd.DataFrame({name: ages["patients"].where(one, 0) for name, one in chosen.items()})
    return those.groupby(ages["practice"]).sum()


def on_lists(atlas: Atlas, practices: Iterable[str], indicator: str) -> float | None:
    """Percent of the lists of some practices who are what a checked indicator counts.

    This is the truth that the estimate is checked on. None for what no list tells.
    """
    if indicator not in CHECKED:
        return None
    people = _lists(atlas)
    mine = people.loc[[code for code in dict.fromkeys(practices) if code in people.index]]
    every = float(mine[_ALL].sum())
    return 100 * float(mine[indicator].sum()) / every if every else None


@lru_cache(maxsize=1)
def _lists(atlas: Atlas) -> pd.DataFrame:
    return _people(atlas.practice_ages)


def patients_of(atlas: Atlas, practices: tuple[str, ...]) -> Patients | None:
    """What the width goes by, of some practices together; None where it cannot be known."""
    lists = atlas.practices["list_size"].reindex(list(practices)).fillna(0.0).to_numpy(dtype=float)
    young = on_lists(atlas, practices, "age_15_24")
    if lists.sum() < FEWEST or young is None or STUDENTS not in atlas.indicators:
        return None
    weights = units.weights(atlas, Unit("", "group", "", practices=practices))
    students = profile.figure(atlas, STUDENTS, weights).value
    if students is None:
        return None
    alike = lists.sum() ** 2 / np.square(lists).sum()
    return Patients(float(lists.sum()), students / 100, young / 100, float(alike))


def ranged(
    atlas: Atlas, figures: Mapping[str, Mapping[str, Figure]], shown: Iterable[Unit]
) -> dict[str, dict[str, Figure]]:
    """Figures with the likely range where they are estimates of patients.

    Parameters
    ----------
    figures
        By indicator, then by unit, as :func:`layers.practices.profile.profile` gives them.
    shown
        The units. Those made of practices get the range that is checked on ages, and no effective
        sample, which would say nothing of this error; places on the map keep what they have.

    Returns
    -------
    dict
        In the same order. No range where :func:`patients_of` knows too little, or where the
        indicator has no interval: the Core20 and the scores are of the areas themselves.
    """
    of = {unit.key: _widths_of(atlas, unit.practices) for unit in shown if unit.practices}
    return {
        name: {
            key: _ranged(name, figure, of[key]) if key in of else figure
            for key, figure in row.items()
        }
        for name, row in figures.items()
    }


def _ranged(name: str, figure: Figure, widths: Mapping[str, Floats]) -> Figure:
    plain = replace(figure, lower=None, upper=None, effective_sample=None)
    if not widths or figure.lower is None or figure.value is None:
        return plain
    share = min(figure.value / 100, 1.0)
    found = limits(share, figure.denominator or 0.0, _width_of(widths, name))
    return replace(plain, lower=100 * float(found.lower), upper=100 * float(found.upper))


@bounded_cache(2_000_000)
def _widths_of(atlas: Atlas, practices: tuple[str, ...]) -> dict[str, Floats]:
    """Half-widths of the checked indicators for some practices together; none if not known."""
    errors, patients = _errors(atlas), patients_of(atlas, practices)
    return {} if patients is None or errors.empty else half_widths(errors, patients)


@lru_cache(maxsize=1)
def _errors(atlas: Atlas) -> pd.DataFrame:
    return atlas.extra("practice_errors")
