"""Marks among many: how many practices are called below or above usual, and which stand out.

Every practice is compared in every register, some 3,500 comparisons in all, and one in forty lies
below the usual range, one in forty above it, where practices differ no more than England's do. So
a mark says little by itself. Here is what goes beside it: how many there are and how many there
would be anyway; which of them are further out than a search among so many would find (the false
discovery rate over all of them); and how long the register is in the whole place, since a place
often records alike.

Source: Jones, H. E., Ohlssen, D. I. and Spiegelhalter, D. J. (2008), Use of the false discovery
rate when comparing multiple health care providers, Journal of Clinical Epidemiology 61, 232-240;
Benjamini, Y. and Hochberg, Y. (1995), Controlling the false discovery rate, JRSS B 57, 289-300.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from layers.atlas import Atlas
from layers.practices import expected_registers
from layers.practices.usual_limits import WARNING
from layers.statistics.chance_tests import adjusted

# Of the marks that stand out among all comparisons, so many may be England's ordinary practices.
FALSE = 0.05
# A place is named when it holds more than half of a register's marks, at least so many of them,
# and so many times what its practices would by their number.
LEAST, TIMES = 8, 1.5


@dataclass(frozen=True)
class Tally:
    """Marks among some comparisons, and how many there would be among ordinary units."""

    comparisons: int
    below: int
    above: int
    stand_out: int = 0

    @property
    def marked(self) -> int:
        """Below or above usual."""
        return self.below + self.above

    @property
    def anyway(self) -> float:
        """How many would be below, and how many above, if all were as ordinary as England's."""
        return self.comparisons * (1 - WARNING) / 2


@dataclass(frozen=True)
class Gathered:
    """A register whose marks on one side lie mostly in one place."""

    place: str
    there: int
    marks: int
    practices_there: int
    practices: int


@lru_cache(maxsize=1)
def every(atlas: Atlas) -> pd.DataFrame:
    """Every register of every practice of the atlas that can be compared.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``register`` and ``practice``: what
        :func:`layers.practices.expected_registers.funnel` has, and ``among`` (``chance`` adjusted
        for all these comparisons) and ``stands_out``.
    """
    parts = {
        r: expected_registers.funnel(atlas, r)
        for r in expected_registers.known(atlas)["register"].unique()
    }
    table = pd.concat(parts, names=["register", "practice"])
    among = adjusted(table["chance"])
    return table.assign(
        among=among, stands_out=(among < FALSE) & (table["verdict"] != "as_expected")
    )


def tally(judged: pd.DataFrame) -> Tally:
    """Count the marks of a table with a ``verdict``, and those that stand out if it tells."""
    compared = judged[judged["verdict"] != ""]
    return Tally(
        len(compared),
        int((compared["verdict"] == "lower").sum()),
        int((compared["verdict"] == "higher").sum()),
        int(compared["stands_out"].sum()) if "stands_out" in compared else 0,
    )


@lru_cache(maxsize=1)
def everywhere(atlas: Atlas) -> Tally:
    """The marks of all practices in all registers."""
    return tally(every(atlas))


def stand_out(atlas: Atlas, practices: Sequence[str]) -> frozenset[str]:
    """Registers in which a practice stands out among all comparisons; none for several."""
    if len(practices) != 1:
        return frozenset()
    found = every(atlas)["stands_out"]
    return frozenset(register for register, one in found.index[found] if one == practices[0])


@lru_cache(maxsize=64)
def gathered(atlas: Atlas, register: str, verdict: str) -> Gathered | None:
    """The place that holds most of a register's marks of one kind; None without such a place."""
    verdicts = every(atlas)["verdict"].xs(register, level="register")
    place = atlas.directory["place"].reindex(verdicts.index)
    marked, practices = place[verdicts == verdict].value_counts(), place.value_counts()
    if marked.sum() < LEAST:
        return None
    name, there = str(marked.index[0]), int(marked.iloc[0])
    by_number = marked.sum() * practices[name] / practices.sum()
    if there <= marked.sum() / 2 or there < TIMES * by_number:
        return None
    return Gathered(name, there, int(marked.sum()), int(practices[name]), int(practices.sum()))


@lru_cache(maxsize=2)
def _together(atlas: Atlas, level: str) -> pd.DataFrame:
    """Recorded over expected of each network or place together: units × registers."""
    frame = expected_registers.known(atlas)
    unit = atlas.directory[f"{level}_code"].reindex(frame["practice"]).to_numpy()
    sums = frame.groupby([unit, "register"])[["observed", "expected"]].sum()
    return (sums["observed"] / sums["expected"]).unstack("register")


def beside(atlas: Atlas, practices: Sequence[str], judged: pd.DataFrame) -> pd.DataFrame:
    """The place and the network that some practices are part of, in every register.

    Parameters
    ----------
    judged
        Of the same practices, from :func:`layers.practices.expected_registers.of_group`.

    Returns
    -------
    pandas.DataFrame
        Indexed by register: ``place``, its name; ``place_ratio`` and ``network_ratio``, recorded
        over expected of all practices of the place (sub-ICB location) and of the network together;
        and ``in_place``, where the practices' ratio lies in the usual range laid around the
        place's ratio instead of 1 (``lower``, ``as_expected`` or ``higher``). NaN and ``""``
        where they lie in several, or are all of it.
    """
    found = judged[[]].assign(
        place="", place_ratio=float("nan"), network_ratio=float("nan"), in_place=""
    )
    if judged.empty:
        return found
    mine = atlas.directory.loc[list(practices)]
    for level, column in (("sub_icb", "place_ratio"), ("pcn", "network_ratio")):
        codes = mine[f"{level}_code"].unique()
        of_it = atlas.practices.index[atlas.practices[f"{level}_code"] == codes[0]]
        if len(codes) == 1 and codes[0] and not set(of_it) <= set(practices):
            found[column] = _together(atlas, level).loc[codes[0]].reindex(found.index)
    if found["place_ratio"].notna().any():
        found["place"] = mine["place"].iloc[0]
    limits = expected_registers.usual(
        atlas, expected_registers.level_of(int(judged["practices"].max()))
    )
    there = found["place_ratio"].notna()
    counts = (judged["observed"], judged["expected"] * found["place_ratio"])
    found.loc[there, "in_place"] = [
        str(limits[str(register)].verdict(observed, expected))
        for register, observed, expected in zip(
            found.index[there], *(count[there] for count in counts), strict=True
        )
    ]
    return found
