"""Recorded against expected: is a register as long as age and deprivation would lead one to expect?

Expected counts come with the snapshot (``data/expected.py`` makes them). What is here compares
them with the registers: the ratio, its interval, and where it lies among England's like units.

Practices differ far more than chance explains: in how they code, look for and treat conditions,
and in what their patients are like beyond age and deprivation. Limits for chance alone would call
most of England unusual. So a ratio is held against the range of England's own units
(``layers/practices/usual_limits.py``); how many are marked by that, and which of them are more
than a search among thousands would find anyway, is in ``layers/practices/unusual_practices.py``.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.typing import DataFrameGroupBy

from layers.atlas import Atlas
from layers.bounded_cache import bounded_cache
from layers.practices.usual_limits import ALARM, WARNING, Usual
from layers.statistics.intervals import Interval, byars

Floats = npt.NDArray[np.float64]

# Units that were compared over England: single practices, networks, and sub-ICB locations.
LEVELS = ("practice", "pcn", "sub_icb")
# A group of so many practices is more like a place than like a network.
PLACE = 20


def ratio(observed: npt.ArrayLike, expected: npt.ArrayLike) -> Floats:
    """Observed over expected counts; 1 is as expected. NaN where nobody is expected."""
    o, e = np.asarray(observed, dtype=float), np.asarray(expected, dtype=float)
    return o / np.where(e > 0, e, np.nan)


def ratio_interval(
    observed: npt.ArrayLike, expected: npt.ArrayLike, confidence: float = WARNING
) -> Interval:
    """Byar's limits of the ratio: how far chance alone could move it."""
    e = np.asarray(expected, dtype=float)
    lower, upper = byars(observed, confidence)
    known = np.where(e > 0, e, np.nan)
    return Interval(lower / known, upper / known)


def level_of(practices: int) -> str:
    """Which of England's units a group of so many practices is held against."""
    if practices <= 1:
        return "practice"
    return "pcn" if practices < PLACE else "sub_icb"


def of_group(atlas: Atlas, practices: Iterable[str]) -> pd.DataFrame:
    """Every register of a practice, a network or any group of practices.

    Counts and expected counts are added up over those of the practices that have both.

    Returns
    -------
    pandas.DataFrame
        Indexed by register: ``observed``, ``expected``, ``ratio``, ``lower`` and ``upper`` (95 %
        interval of the ratio), ``limit_lower`` and ``limit_upper`` (the usual range),
        ``verdict``, ``far`` (outside the 99.8 % limits), ``deviation`` (how far from what is
        expected, as one unit's with another's; below 0 for fewer), ``chance`` (share of England's
        like units at least so far out), ``practices`` (how many were added up) and ``list_size``
        (people on their lists, of the register's ages). No rows where none has an expected count.
    """
    return _of_group(atlas, tuple(practices)).copy(deep=False)


@bounded_cache(1_000_000)
def _of_group(atlas: Atlas, practices: tuple[str, ...]) -> pd.DataFrame:
    # A page, its charts and its files ask for the same practices several times.
    frame = known(atlas)
    mine = frame[frame["practice"].isin(practices)]
    summed = _summed(mine.groupby("register"))
    level = level_of(int(summed["practices"].max()) if len(summed) else 0)
    limits = usual(atlas, level)
    return _judged(summed, [(slice(at, at + 1), limits[r]) for at, r in enumerate(summed.index)])


def by_distance(judged: pd.DataFrame) -> pd.DataFrame:
    """The registers of :func:`of_group` that could be compared, the least usual first.

    Not by the ratio: 0.50 is far out where England's units lie close together, and ordinary where
    they differ much.
    """
    return judged[judged["verdict"] != ""].sort_values("chance", kind="stable")


def lowest(judged: pd.DataFrame) -> str:
    """The register of :func:`of_group` that lies lowest for its usual range.

    Raises
    ------
    ValueError
        Where none could be compared.
    """
    return str(by_distance(judged)["deviation"].idxmin())


@lru_cache(maxsize=64)
def funnel(atlas: Atlas, register: str, level: str = "practice") -> pd.DataFrame:
    """One register over all practices or networks of the atlas: the points of a funnel plot.

    Returns
    -------
    pandas.DataFrame
        As :func:`of_group`, indexed by the code of the practice, network (``pcn``) or sub-ICB
        location (``sub_icb``); not to be changed. Practices without a network are in none.

    Raises
    ------
    KeyError
        For a register or level that there is not.
    """
    usual(atlas, level)[register]  # refuses what there is not
    frame = known(atlas)
    mine = frame[frame["register"] == register]
    units = mine["practice"]
    if level != "practice":
        units = atlas.directory[f"{level}_code"].reindex(units).set_axis(mine.index)
    summed = _summed(mine.groupby(units[units != ""]))
    # A network of one practice is held against practices, as on its own page.
    sizes = summed["practices"].map(level_of) if level == "pcn" else pd.Series(level, summed.index)
    groups = [
        (np.flatnonzero(sizes == one), usual(atlas, str(one))[register]) for one in sizes.unique()
    ]
    return _judged(summed, groups)


@lru_cache(maxsize=1)
def known(atlas: Atlas) -> pd.DataFrame:
    """Expected counts that are worth comparing with.

    Not those of university practices: age and deprivation do not describe students as they do
    others of their age, so expected counts are wrong several times over.
    """
    frame = atlas.extra("expected").dropna(subset=["expected"])
    directory = atlas.directory
    return frame[~frame["practice"].isin(directory.index[directory["flag_students"]])]


@lru_cache(maxsize=4)
def usual(atlas: Atlas, level: str) -> dict[str, Usual]:
    """What is usual among England's units, by register.

    Raises
    ------
    KeyError
        For a level that is none of :data:`LEVELS`.
    """
    if level not in LEVELS:
        raise KeyError(f"{level!r} is not a level; there are {', '.join(LEVELS)}")
    spread, limits = atlas.extra("expected_england"), atlas.extra("usual_limits")
    spread = spread[spread["level"] == level].set_index("register")
    limits = limits[limits["level"] == level].set_index("register")
    found = {}
    for register, row in spread.iterrows():
        sizes = limits.loc[[str(register)]]
        at, low, high = (sizes[column].tolist() for column in ("expected", "low", "high"))
        found[str(register)] = Usual(
            float(row["tau2"]),
            at,
            low,
            high,
            (float(row["scale_low"]), float(row["scale_high"])),
            (float(row["shape_low"]), float(row["shape_high"])),
        )
    return found


def _summed(rows: DataFrameGroupBy) -> pd.DataFrame:
    """Counts added up over the practices of each group of rows, and how many these are."""
    sums = rows[["observed", "expected", "list_size"]].sum()
    sums.insert(2, "practices", rows.size())
    return sums


def _judged(counts: pd.DataFrame, rows: Iterable[tuple[Any, Usual]]) -> pd.DataFrame:
    """Counts with all that is said of them; ``rows`` tells which of them, by slices or places, are
    held against what."""
    o, e = counts["observed"].to_numpy(), counts["expected"].to_numpy()
    lower, upper = ratio_interval(o, e)
    limit_lower, limit_upper, deviation, chance = (np.full(len(counts), np.nan) for _ in range(4))
    verdict, far = np.full(len(counts), "", dtype="U11"), np.zeros(len(counts), dtype=bool)
    for at, limits in rows:
        limit_lower[at], limit_upper[at] = limits.limits(e[at])
        verdict[at] = limits.verdict(o[at], e[at])
        far[at] = np.isin(limits.verdict(o[at], e[at], ALARM), ["lower", "higher"])
        deviation[at] = limits.deviation(o[at], e[at])
        chance[at] = limits.chance(deviation[at])
    return counts.assign(
        ratio=ratio(o, e),
        lower=lower,
        upper=upper,
        limit_lower=limit_lower,
        limit_upper=limit_upper,
        verdict=verdict,
        far=far,
        deviation=deviation,
        chance=chance,
    )
