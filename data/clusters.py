"""Where high values lie among high ones: local Moran's I of every indicator it is meant for.

Worked out once, with esda, and kept in the snapshot as a mark for each area and indicator.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd
from esda.crand import crand
from libpysal.weights import W

from layers.atlas import Atlas
from layers.guards import cluster_guard

NONE, HIGH_HIGH, LOW_LOW, HIGH_LOW, LOW_HIGH = range(5)

PERMUTATIONS = 9_999
SEED = 20_251_030
FALSE_DISCOVERIES = 0.05
# With fewer areas than this nothing could stand out, however it is spread.
FEWEST_AREAS = 30
# Values are compared after rounding to 1/65536 of a standard deviation: sums of such numbers are
# exact, so that ties stay ties and every machine finds the same marks.
_FINENESS = 2.0**16

Floats = npt.NDArray[np.float64]


def clusters(atlas: Atlas) -> pd.DataFrame:
    """The mark of every area for every indicator that clusters are worked out for.

    Returns
    -------
    pandas.DataFrame
        Column ``lsoa``, and one int8 column for each indicator: 0 nothing stands out, 1 high
        among high, 2 low among low, 3 high among low, 4 low among high.
    """
    pairs = atlas.extra("neighbours")
    marks: dict[str, npt.NDArray[np.int8]] = {}
    for name, definition in atlas.indicators.items():
        if cluster_guard(definition) is None:
            marks[name] = local_moran(atlas.table(name)["value"], pairs)
    return pd.DataFrame({"lsoa": atlas.areas.index, **marks})


def local_moran(values: pd.Series, pairs: pd.DataFrame) -> npt.NDArray[np.int8]:
    """The marks of one indicator.

    Parameters
    ----------
    values
        By area code; areas without a value take no part and get no mark.
    pairs
        Areas that share an edge, columns ``a`` and ``b``. An area without neighbours gets no mark.

    Each area's I is its distance from the mean times that of its neighbours together; how far
    out it is, is seen by putting other areas' values in its neighbours' places, 9,999 times. p is
    twice the share of these, and the area itself, that lie as far out on the same side. Marks are
    given up to the largest p that Benjamini and Hochberg's rule allows for 5 % false ones.

    Source: Anselin (1995), Geographical Analysis 27; Benjamini and Hochberg (1995).
    """
    marks = np.zeros(len(values), dtype=np.int8)
    known = values.dropna().sort_index()
    if len(known) < FEWEST_AREAS or known.nunique() == 1:
        return marks
    near: dict[str, list[str]] = {code: [] for code in known.index}
    for a, b in pairs[["a", "b"]].itertuples(index=False):
        if a in near and b in near:
            near[a].append(b)
            near[b].append(a)
    weights = W(near, id_order=list(near), silence_warnings=True)
    away = known.to_numpy(dtype=float) - known.mean()
    away = np.round(away / away.std() * _FINENESS) / _FINENESS
    # Not divided by the number of neighbours: an area's own p does not change by that, and the
    # sums stay exact.
    around = weights.sparse @ away
    observed = away * around
    at_least, simulated = crand(
        away, weights, observed, PERMUTATIONS, True, 1, _simulated, scaling=1.0, seed=SEED,
        alternative="greater",
    )  # fmt: skip
    at_most = ((simulated <= observed[:, None]).sum(axis=1) + 1) / (PERMUTATIONS + 1)
    p = np.minimum(1, 2 * np.minimum(np.asarray(at_least, dtype=float), at_most))
    alone = np.array([not neighbours for neighbours in near.values()])
    p[alone] = 1.0
    found = p <= discovery_threshold(p[~alone])
    kind = np.select(
        [(away > 0) & (around > 0), (away < 0) & (around < 0), (away > 0) & (around < 0)],
        [HIGH_HIGH, LOW_LOW, HIGH_LOW],
        LOW_HIGH,
    )
    unclear = (away == 0) | (around == 0)
    marks[values.index.get_indexer(known.index)] = np.where(found & ~unclear, kind, NONE)
    return marks


def discovery_threshold(p: Floats, rate: float = FALSE_DISCOVERIES) -> float:
    """The largest p that counts where a share ``rate`` of what is found may be false.

    The largest p₍ₖ₎ ≤ rate · k/n of the n sorted ones; −1 where there is none.
    """
    ordered = np.sort(p)
    allowed = ordered <= rate * np.arange(1, len(p) + 1) / len(p) + 1e-12
    return float(ordered[allowed][-1]) if allowed.any() else -1.0


def _simulated(
    i: int, away: Floats, places: npt.NDArray[np.int64], weights: Floats, scaling: float
) -> Floats:
    """The area's I with others' values in its neighbours' places, once for each permutation.

    In the form that esda asks for: ``places`` count the areas without this one, and the first of
    ``weights`` is that of the area itself, which is 0.
    """
    others, of_others = np.delete(away, i), weights[1:]
    return scaling * away[i] * (others[places[:, : len(of_others)]] @ of_others)
