"""How far estimates from where patients live are from the lists of England's practices.

For every English practice the estimated shares of ages and of women (patients by area × Census
2021) are set beside the shares on its own list. The half-width in log odds that holds ``LEVEL`` of
practices is fitted by quantile regression, on practices outside the atlas's area, so that those
inside test it. ``layers/practices/practice_error.py`` uses it; ``docs/methods/claims.md``, "A
practice's estimates", says how often it holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import linprog

from data.readers.ods import GP_PRACTICE
from layers.catalogue.definitions import Catalogue, Measure
from layers.practices.practice_error import (
    CHECKED,
    FEWEST,
    STUDENTS,
    Patients,
    Z,
    counted,
    half_width,
)

Floats = npt.NDArray[np.float64]

# A hair more than 95 in 100, for what is lost on practices that were not fitted; and on groups,
# which are fewer.
LEVEL, LEVEL_TOGETHER = 0.955, 0.965
# Where the curves may bend, straight between in the logarithm: with longer lists and more practices
# the width may only fall, with more students and young adults only rise.
FALLING: Mapping[str, Sequence[float]] = {"list_size": (1000, 4000, 10000)}
RISING: Mapping[str, Sequence[float]] = {
    "students": (0.04, 0.06, 0.10, 0.25, 0.70),
    "young": (0.12, 0.17, 0.22, 0.50),
}
TOGETHER: Mapping[str, Sequence[float]] = {"practices": (1, 3, 10, 40, 150)}
# With fewer practices than this there is nothing to learn from.
FEWEST_PRACTICES = 500
TOO_FEW = (
    "Likely ranges: too few practices have patients by area and by age to learn from, so estimates "
    "of practices have none."
)
# A practice that is as good as right has a width of nothing, whose logarithm must be a number.
_LEAST = 1e-3

COLUMNS = ["indicator", "term", "at", "log_width"]


@dataclass(frozen=True)
class Checked:
    """Practices, or groups of them, in one order.

    Attributes
    ----------
    table
        Indexed by code: ``list_size``, ``students`` and ``young`` (0–1), ``practices`` (as
        :class:`layers.practices.practice_error.Patients` has them), ``base`` (patients who could be
        placed, in whose number estimates are shares), and ``pcn_code``, ``sub_icb_code``,
        ``icb_code``.
    estimated, actual
        Shares (0–1), a row for each of them, a column for each of ``CHECKED``.
    """

    table: pd.DataFrame
    estimated: pd.DataFrame
    actual: pd.DataFrame

    def patients(self) -> Patients:
        """What the width goes by, as arrays."""
        return Patients(
            *(self.table[part].to_numpy(dtype=float)
              for part in ("list_size", "students", "young", "practices"))
        )  # fmt: skip

    def only(self, chosen: npt.NDArray[np.bool_]) -> "Checked":
        """Those where ``chosen`` is true."""
        return Checked(self.table[chosen], self.estimated[chosen], self.actual[chosen])

    def excess(self, indicator: str) -> Floats:
        """How far each is out in log odds, beyond what chance alone would do: at least 0."""
        told = self.estimated[indicator].to_numpy(dtype=float)
        base = self.table["base"].to_numpy(dtype=float)
        least = 0.5 / base
        true = np.clip(self.actual[indicator].to_numpy(dtype=float), least, 1 - least)
        apart = np.log(true / (1 - true)) - np.log(told / (1 - told))
        return np.sqrt(np.maximum(apart**2 - Z**2 / (base * told * (1 - told)), 0.0))


def country(
    catalogue: Catalogue,
    census: Mapping[str, pd.DataFrame],
    residents: pd.Series,
    patients: pd.DataFrame,
    ages: pd.DataFrame,
    practice_map: pd.DataFrame,
    directory: pd.DataFrame,
) -> Checked:
    """England's practices: what is estimated of them, and what their lists say.

    Parameters
    ----------
    catalogue
        For the Census columns that the checked indicators are made of.
    census
        Tables by source, indexed by LSOA 2021 code.
    residents
        Census residents by code.
    patients
        ``practice``, ``lsoa`` and ``patients``: where they live.
    ages, practice_map, directory
        As read. Practices without a place in the map, that are no GP practice in the directory, or
        have fewer than ``FEWEST`` patients now or then, are left out.
    """
    lived = patients[patients["lsoa"].isin(residents.index[residents > 0])]
    practice, codes = pd.factorize(lived["practice"], sort=True)
    at = residents.index.get_indexer(pd.Index(lived["lsoa"]))
    weight = lived["patients"].to_numpy(dtype=float) / residents.to_numpy(dtype=float)[at]

    def total(values: pd.Series) -> Floats:
        by_area = values.reindex(residents.index).fillna(0.0).to_numpy(dtype=float)
        return np.bincount(practice, weight * by_area[at], len(codes)).astype(float)

    def share(name: str) -> Floats:
        definition = catalogue.indicators[name]
        whole = total(_count(census[definition.source], definition.denominator))
        part = total(_count(census[definition.source], definition.numerator))
        return part / np.where(whole > 0, whole, np.nan)

    index = pd.Index(codes, name="practice")
    estimated = pd.DataFrame({name: share(name) for name in CHECKED}, index)
    table = pd.DataFrame({"base": total(residents), "students": share(STUDENTS)}, index)
    actual = counted(ages)
    table["list_size"] = ages.groupby("practice")["patients"].sum().reindex(index)
    table["young"] = actual["age_15_24"].reindex(index)
    table["practices"] = 1.0
    groups = ["pcn_code", "sub_icb_code", "icb_code"]
    table[groups] = practice_map[groups].reindex(index)
    is_practice = directory["setting"].reindex(index) == GP_PRACTICE
    enough = table[["list_size", "base"]].min(axis=1, skipna=False) >= FEWEST
    inside = estimated.gt(0).all(axis=1) & estimated.lt(1).all(axis=1)
    kept = (is_practice & enough & inside & table["sub_icb_code"].notna()).to_numpy()
    return Checked(table, estimated, actual.reindex(index)).only(kept)


def together(practices: Checked, group: pd.Series) -> Checked:
    """Groups of practices, each as one.

    Parameters
    ----------
    group
        Of each practice, in their order; missing for one that is in none. A group of one is left
        out.
    """
    table = practices.table
    label = group.to_numpy()
    lists, base = table["list_size"], table["base"]

    def sums(frame: pd.DataFrame, by: pd.Series) -> pd.DataFrame:
        return frame.mul(by, axis=0).groupby(label).sum().div(by.groupby(label).sum(), axis=0)

    made = pd.DataFrame(
        {"list_size": lists.groupby(label).sum(), "base": base.groupby(label).sum()}
    )
    made["students"] = sums(table[["students"]], base)["students"]
    made["young"] = sums(table[["young"]], lists)["young"]
    made["practices"] = made["list_size"] ** 2 / (lists**2).groupby(label).sum()
    several = (lists.groupby(label).size() > 1).to_numpy()
    found = Checked(made, sums(practices.estimated, base), sums(practices.actual, lists))
    return found.only(several)


def larger(practices: Checked) -> Checked:
    """Networks, sub-ICB locations and integrated care boards, one below the other."""
    table = practices.table
    levels = [table["pcn_code"].where(table["pcn_code"] != "U"), table["sub_icb_code"]]
    made = [together(practices, group) for group in (*levels, table["icb_code"])]
    return Checked(
        *(pd.concat([getattr(one, part) for one in made])
          for part in ("table", "estimated", "actual"))
    )  # fmt: skip


def fit(practices: Checked) -> pd.DataFrame:
    """The half-widths that hold ``LEVEL`` of practices, and of groups of them.

    For each checked indicator, the logarithm of how far practices are out has its ``LEVEL``
    quantile on a sum of curves over the size of the list, students and young adults (quantile
    regression: Koenker and Bassett 1978). What it is for several practices together, as a multiple
    of that for one, is fitted after it on :func:`larger` groups.

    Returns
    -------
    pandas.DataFrame
        For :func:`layers.practices.practice_error.half_width`: ``indicator``, ``term``, ``at``,
        ``log_width``. Empty with fewer than ``FEWEST_PRACTICES``.
    """
    rows: list[tuple[str, str, float, float]] = []
    if len(practices.table) < FEWEST_PRACTICES:
        return pd.DataFrame(rows, columns=COLUMNS)
    groups = larger(practices)
    for name in CHECKED:
        target = np.log(np.maximum(practices.excess(name), _LEAST))
        slopes = {term: (knots, -1) for term, knots in FALLING.items()}
        slopes |= {term: (knots, 1) for term, knots in RISING.items()}
        start, curves = _curves(practices, target, slopes, LEVEL)
        # The curve of the list's size carries where all of them start.
        curves["list_size"] = curves["list_size"] + start
        rows += _rows(name, {**FALLING, **RISING}, curves)
        alone = pd.DataFrame(_rows(name, {**FALLING, **RISING}, curves), columns=COLUMNS)
        target = np.log(np.maximum(groups.excess(name), _LEAST))
        target -= np.log(half_width(alone, name, groups.patients()))
        slopes = {term: (knots, -1) for term, knots in TOGETHER.items()}
        _, more = _curves(groups, target, slopes, LEVEL_TOGETHER, start=False)
        rows += _rows(name, TOGETHER, more)
    return pd.DataFrame(rows, columns=COLUMNS).round({"log_width": 4})


def _rows(
    name: str, knots: Mapping[str, Sequence[float]], curves: Mapping[str, Floats]
) -> list[tuple[str, str, float, float]]:
    return [
        (name, term, float(at), float(width))
        for term, along in knots.items()
        for at, width in zip(along, curves[term], strict=True)
    ]


def _curves(
    those: Checked,
    target: Floats,
    slopes: Mapping[str, tuple[Sequence[float], int]],
    level: float,
    *,
    start: bool = True,
) -> tuple[float, dict[str, Floats]]:
    """Fitted curves at their knots, each 0 at its first, and the height that they start from."""
    ramps = [
        sign * ramp
        for term, (knots, sign) in slopes.items()
        for ramp in _ramps(those.table[term].to_numpy(dtype=float), knots)
    ]
    height, rises = quantile(np.column_stack(ramps), target, level, start=start)
    curves, at = {}, 0
    for term, (knots, sign) in slopes.items():
        steps = rises[at : at + len(knots) - 1] * np.diff(np.log(knots))
        curves[term] = sign * np.append(0.0, np.cumsum(steps))
        at += len(knots) - 1
    return height, curves


def _ramps(values: Floats, knots: Sequence[float]) -> list[Floats]:
    """How far each value has come between one knot and the next, in logarithms."""
    at, along = np.log(np.maximum(values, 1e-9)), np.log(knots)
    return [np.clip(at, a, b) - a for a, b in pairwise(along)]


def quantile(
    rising: Floats, target: Floats, level: float, *, start: bool = True
) -> tuple[float, Floats]:
    """Quantile regression with slopes that are not negative.

    Minimises Σ cost(target − start − rising · slopes), with cost(u) = level · u above 0 and
    (level − 1) · u below, by its dual linear programme, whose multipliers are the slopes.

    Parameters
    ----------
    rising
        Shape (rows, slopes).
    target
        Shape (rows,).
    start
        Whether there is a constant; 0 without.

    Returns
    -------
    (float, numpy.ndarray)
        The constant, and the slopes.
    """
    constant = {"A_eq": np.ones((1, len(target))), "b_eq": np.zeros(1)} if start else {}
    found = linprog(
        -target,
        A_ub=rising.T,
        b_ub=np.zeros(rising.shape[1]),
        bounds=(level - 1, level),
        method="highs-ds",
        **constant,
    )
    height = -float(found.eqlin.marginals[0]) if start else 0.0
    return height, np.maximum(-np.asarray(found.ineqlin.marginals), 0.0)


def _count(table: pd.DataFrame, measure: Measure | None) -> pd.Series:
    assert measure is not None  # the checked indicators are shares
    return table[list(measure.columns)].sum(axis=1)
