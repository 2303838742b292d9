"""Where high values lie among high ones: local Moran's I of every indicator it is meant for.

Worked out once, when the snapshot is built, and kept as a mark for each area and indicator.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.atlas import Atlas
from layers.inequality.guards import cluster_guard

NONE, HIGH_HIGH, LOW_LOW, HIGH_LOW, LOW_HIGH = range(5)

PERMUTATIONS = 99_999
SEED = 20_251_030
FALSE_DISCOVERIES = 0.05
# With fewer areas than this nothing could stand out, however it is spread.
FEWEST_AREAS = 30
# Values are compared in whole 1/65536 of a standard deviation: sums of whole numbers are exact,
# so that ties stay ties and every machine finds the same marks.
_FINENESS = 2.0**16
# Places are drawn for so many permutations at once.
_CHUNK = 10_000

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Places = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Draws:
    """Other areas put in the places of each area's neighbours, at random.

    One list of different areas is drawn for each permutation. An area with k neighbours gets the
    first k of it; where it is among these itself, the one after them stands in. So it gets each
    set of k others with the same chance, and one list serves all areas and indicators.

    Attributes
    ----------
    near
        The two ends of each edge, both ways round; shape (2, edges).
    neighbours
        How many each area has; shape (areas,).
    places
        The lists, as positions of areas; shape (longest, permutations).
    rows, own
        Each permutation and area where the area is among its own first k; shape (cases,) each.
    """

    near: Places
    neighbours: Whole
    places: Places
    rows: Whole
    own: Places


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
    # Nearly all indicators are known for the same areas, and share the draws.
    known: dict[bytes, Draws] = {}
    for name, definition in atlas.indicators.items():
        if cluster_guard(definition) is None:
            values = atlas.table(name)["value"]
            key = values.notna().to_numpy().tobytes()
            if key not in known and values.notna().sum() >= FEWEST_AREAS:
                known[key] = draw(values.dropna().sort_index().index, pairs)
            marks[name] = local_moran(values, pairs, known.get(key))
    return pd.DataFrame({"lsoa": atlas.areas.index, **marks})


def local_moran(
    values: pd.Series, pairs: pd.DataFrame, draws: Draws | None = None
) -> npt.NDArray[np.int8]:
    """The marks of one indicator.

    Parameters
    ----------
    values
        By area code; areas without a value take no part and get no mark.
    pairs
        Areas that share an edge, columns ``a`` and ``b``. An area without neighbours gets no mark.
    draws
        Of :func:`draw` for the areas with a value, in code order; drawn here when not given.

    Each area's I is its distance from the mean times that of its neighbours together; how far
    out it is, is seen by putting other areas' values in its neighbours' places, 99,999 times. p is
    twice the share of these, and the area itself, that lie as far out on the same side. Marks are
    given up to the largest p that Benjamini and Hochberg's rule allows for 5 % false ones.

    Source: Anselin (1995), Geographical Analysis 27; Benjamini and Hochberg (1995).
    """
    marks = np.zeros(len(values), dtype=np.int8)
    known = values.dropna().sort_index()
    if len(known) < FEWEST_AREAS or known.nunique() == 1:
        return marks
    if draws is None:
        draws = draw(known.index, pairs)
    away = known.to_numpy(dtype=float) - known.mean()
    steps = np.round(away / away.std() * _FINENESS).astype(np.int64)
    around = around_each(steps, draws)
    p = chances(steps, draws)
    found = p <= discovery_threshold(p[draws.neighbours > 0])
    kind = np.select(
        [(steps > 0) & (around > 0), (steps < 0) & (around < 0), (steps > 0) & (around < 0)],
        [HIGH_HIGH, LOW_LOW, HIGH_LOW],
        LOW_HIGH,
    )
    unclear = (steps == 0) | (around == 0)
    marks[values.index.get_indexer(known.index)] = np.where(found & ~unclear, kind, NONE)
    return marks


def draw(
    codes: pd.Index, pairs: pd.DataFrame, permutations: int = PERMUTATIONS, seed: int = SEED
) -> Draws:
    """Lists of other areas for a map.

    Parameters
    ----------
    codes
        The areas that take part; ``pairs`` as for :func:`local_moran`.
    """
    ends = np.array([codes.get_indexer(pd.Index(pairs[end])) for end in ("a", "b")], dtype=np.int32)
    ends = ends[:, (ends >= 0).all(axis=0)]
    near = np.concatenate([ends, ends[::-1]], axis=1)
    neighbours = np.bincount(near[0], minlength=len(codes)).astype(np.int64)
    places = _lists(len(codes), int(neighbours.max()) + 1, permutations, seed)
    at, rows = np.nonzero(neighbours[places] > np.arange(len(places))[:, None])
    return Draws(near, neighbours, places, rows, places[at, rows])


def around_each(steps: Whole, draws: Draws) -> Whole:
    """The values of each area's neighbours together."""
    around = np.zeros(len(steps), dtype=np.int64)
    np.add.at(around, draws.near[0], steps[draws.near[1]])
    return around


def chances(steps: Whole, draws: Draws) -> Floats:
    """p of each area: how often others in its neighbours' places lie as far out on that side.

    Parameters
    ----------
    steps
        Each area's distance from the mean, in whole steps; shape (areas,).

    Returns
    -------
    numpy.ndarray
        Shape (areas,): 2 · (1 + the rarer of those that lie as high, or as low) ÷ (1 +
        permutations), at most 1; 1 for an area without neighbours, or at the mean.
    """
    around, k = around_each(steps, draws), draws.neighbours
    permutations = draws.places.shape[1]
    # In half the bytes, which are sorted in half the time: no area of n is more than √n standard
    # deviations away, so that the sums of all neighbours of an area in England have room.
    short = steps.astype(np.int32)
    sums = short[draws.places].cumsum(axis=0, dtype=np.int32)
    as_high, as_low = np.zeros((2, len(steps)), dtype=np.int64)
    for number in np.unique(k[k > 0]):
        mine, ordered = k == number, np.sort(sums[number - 1])
        observed = around[mine].astype(np.int32)
        as_high[mine] = permutations - np.searchsorted(ordered, observed, "left")
        as_low[mine] = np.searchsorted(ordered, observed, "right")
    # Where an area stood in its own neighbours' places, the next of the list takes that place.
    rows, own = draws.rows, draws.own
    places, observed = k[own], around.astype(np.int32)[own]
    before = sums[places - 1, rows]
    after = before - short[own] + short[draws.places[places, rows]]
    for counts, gained, lost in (
        (as_high, after >= observed, before >= observed),
        (as_low, after <= observed, before <= observed),
    ):
        counts += np.bincount(own[gained & ~lost], minlength=len(steps))
        counts -= np.bincount(own[lost & ~gained], minlength=len(steps))
    p = np.minimum(1.0, 2 * (np.minimum(as_high, as_low) + 1) / (permutations + 1))
    return np.where((k == 0) | (steps == 0), 1.0, p)


def discovery_threshold(p: Floats, rate: float = FALSE_DISCOVERIES) -> float:
    """The largest p that counts where a share ``rate`` of what is found may be false.

    The largest p₍ₖ₎ ≤ rate · k/n of the n sorted ones; −1 where there is none.
    """
    ordered = np.sort(p)
    allowed = ordered <= rate * np.arange(1, len(p) + 1) / len(p) + 1e-12
    return float(ordered[allowed][-1]) if allowed.any() else -1.0


def _lists(areas: int, longest: int, permutations: int, seed: int) -> Places:
    """Lists of different areas in random order: the first steps of Fisher and Yates's shuffle."""
    rng = np.random.default_rng(seed)
    made = np.empty((longest, permutations), dtype=np.int32)
    for start in range(0, permutations, _CHUNK):
        number = min(_CHUNK, permutations - start)
        row = np.arange(number)
        cards = np.tile(np.arange(areas, dtype=np.int32), (number, 1))
        for at in range(longest):
            other = rng.integers(at, areas, number)
            drawn = cards[row, other]
            cards[row, other] = cards[:, at]
            made[at, start : start + number] = drawn
    return made
