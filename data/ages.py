"""People whom ages alone would lead one to expect in poor health, in every area.

The Census tells how many people of an area are in poor health and how old its people are, not how
many of each age are. England's rates by age are those under which the counts of its 33,755 areas
are likeliest, given each area's ages **and** how deprived it is, in one fit: young areas are
deprived more often, and rates by age alone would take that for an effect of being young. An area's
expected count is what the rates give for its ages at England's mix of deprivation. Which
indicators' fits hold in parts of England that they have not seen is measured in the same build;
``docs/methods/claims.md``, "Age and the gap in health", has the figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.scoring import likeliest
from layers.catalogue.definitions import Catalogue, Indicator
from layers.inequality import orderings

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int_]

# Publications that count people in poor health, or who care for them, out of people of an age.
FROM_AGE = {"census_ts037": 0, "census_ts038": 0, "census_ts039": 5}
AGES = "census_ts007a"
BANDS = (
    "Aged 4 years and under",
    *(f"Aged {a} to {a + 4} years" for a in range(5, 85, 5)),
    "Aged 85 years and over",
)
# Deprivation goes in as steps between tenths of England's people, without the health domain.
TENTHS = 10
# How little rates may bend from one band to the next. A tenth of it, or a hundredth, predicts as
# well and moves the adjusted gap in bad health by 0.03 points, with ragged curves.
SMOOTHING = 5e-3
STEPS = 60
CONVERGED = 1e-7
# Parts of England that are left out in turn, whole integrated care boards at a time.
FOLDS = 6
THIRDS = 3
# A fit is validated where, in areas that it had not seen, it explains at least half of how they
# differ, and thirds of areas by what their ages lead one to expect are within a twentieth.
LEAST_EXPLAINED = 0.5
MOST_OFF = 0.05
# In a part of a country there is nothing to learn rates from.
FEWEST_AREAS = 5_000


@dataclass(frozen=True)
class Fitted:
    """Rates by age and tenth of deprivation.

    Attributes
    ----------
    rates
        Share (0–1) of people, shape (bands, tenths), the most deprived first.
    odds
        What they are made of: the log odds of each band, then the step of each tenth but the
        reference; where another fit can begin.
    """

    rates: Floats
    odds: Floats

    def predicted(self, people: Floats, tenth: Whole) -> Floats:
        """People by age and deprivation, one number for each area."""
        return np.asarray((people * self.rates.T[tenth]).sum(axis=1))

    def by_age(self, people: Floats, mix: Floats) -> Floats:
        """People by age alone, at a mix of deprivation (shares of each tenth)."""
        return np.asarray(people @ (self.rates @ mix))


def fit(people: Floats, tenth: Whole, counts: Floats, start: Floats | None = None) -> Fitted:
    """England's rates by age and deprivation from the counts of its areas.

        logit(rate[a, d]) = curve[a] + step[d]        the step of the middle tenth being 0
        expected[i]       = Σ_a people[i, a] · rate[a, d(i)]

    Curve and steps maximise the Poisson likelihood of the counts (its score is that of an
    overdispersed, quasi-Poisson one) less ``SMOOTHING`` × cases × half the curve's summed squared
    second difference, by Levenberg's damped scoring.

    Parameters
    ----------
    people
        By age band, shape (areas, bands).
    tenth
        Of deprivation, 0 the most deprived; shape (areas,).
    counts
        People in poor health; above 0 in all.
    start
        Log odds to begin with.
    """
    bands, total = people.shape[1], counts.sum()
    marks = np.eye(TENTHS)[tenth]
    others = np.arange(TENTHS) != TENTHS // 2
    size = bands + TENTHS - 1
    bend = np.diff(np.eye(bands), 2, axis=0)
    penalty = np.zeros((size, size))
    penalty[:bands, :bands] = SMOOTHING * total * (bend.T @ bend)

    def mean_of(odds: Floats) -> tuple[Floats, Floats]:
        step = np.zeros(TENTHS)
        step[others] = odds[bands:]
        rate = 1 / (1 + np.exp(-np.clip(odds[:bands, None] + step, -40, 40)))
        return rate, (people * rate.T[tenth]).sum(axis=1) + 1e-9

    def slope_of(rate: Floats) -> Floats:
        by_band = people * (rate * (1 - rate)).T[tenth]
        return np.hstack([by_band, (marks * by_band.sum(axis=1, keepdims=True))[:, others]])

    if start is None:
        share = total / people.sum()
        start = np.zeros(size)
        start[:bands] = np.log(share / (1 - share))
    odds, rate, _ = likeliest(counts, start, penalty, mean_of, slope_of, STEPS, CONVERGED)
    return Fitted(rate, odds)


def expected(
    catalogue: Catalogue,
    frames: Mapping[str, tuple[str, pd.DataFrame]],
    parts: pd.Series,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Expected counts of England's areas, and how well each fit did where it had not seen.

    Parameters
    ----------
    catalogue
        The definitions.
    frames
        For each source id the file's name and its frame by LSOA 2021 code: the censuses of
        ``FROM_AGE``, ``AGES`` and the Indices of Deprivation.
    parts
        Which larger part of England (an integrated care board) each area is in, by LSOA code:
        England's areas, and no others.

    Returns
    -------
    tuple of pandas.DataFrame
        Counts by LSOA code, a column for each indicator that was validated; they add up to
        England's. And by ``indicator``: ``explained`` (share 0–1 of the variance of areas not
        seen), ``youngest``, ``middle`` and ``oldest`` (counted ÷ predicted in each third of areas
        not seen), ``validated``.
    """
    codes = parts.index.sort_values()
    tried = [i for i in catalogue.indicators.values() if i.source in FROM_AGE and i.is_share]
    tried = [i for i in tried if i.source in frames]
    columns = ["indicator", "explained", "youngest", "middle", "oldest", "validated"]
    if len(codes) < FEWEST_AREAS or not {AGES, "iod2025"} <= set(frames):
        none = [(one.id, *[np.nan] * 4, False) for one in tried]
        return pd.DataFrame(index=codes), pd.DataFrame(none, columns=columns)
    people = frames[AGES][1].reindex(codes)[list(BANDS)].to_numpy(dtype=float)
    need = _deprivation(catalogue, frames["iod2025"][1].reindex(codes))
    residents = people.sum(axis=1)
    tenth = _equal(need, residents, TENTHS)
    mix = np.bincount(tenth, residents, TENTHS) / residents.sum()
    fold = pd.factorize(parts.reindex(codes), sort=True)[0] % FOLDS
    found, rows = {}, []
    for indicator in tried:
        of_age = people * (np.arange(len(BANDS)) * 5 >= FROM_AGE[indicator.source])
        cases, base = _counts(indicator, frames[indicator.source][1].reindex(codes))
        everywhere = fit(of_age, tenth, cases)
        alone = everywhere.by_age(of_age, mix)
        seen_not = np.empty(len(codes))
        for left_out in range(FOLDS):
            out = fold == left_out
            one = fit(of_age[~out], tenth[~out], cases[~out], everywhere.odds)
            seen_not[out] = one.predicted(of_age[out], tenth[out])
        explained = explained_by(seen_not, cases, base)
        third = _equal(-alone / base, residents, THIRDS)
        off = [cases[third == t].sum() / seen_not[third == t].sum() for t in range(THIRDS)]
        valid = explained >= LEAST_EXPLAINED and max(abs(np.array(off) - 1)) <= MOST_OFF
        rows.append((indicator.id, explained, *off, valid))
        if valid:
            found[indicator.id] = alone * cases.sum() / alone.sum()
    made = pd.DataFrame(found, index=codes).round(2)
    return made, pd.DataFrame(rows, columns=columns).round(4)


def explained_by(predicted: Floats, counts: Floats, base: Floats) -> float:
    """Share of the variance of areas' shares that a prediction explains, weighted by people."""
    mean = counts.sum() / base.sum()
    left = ((counts - predicted) ** 2 / base).sum()
    return float(1 - left / ((counts - mean * base) ** 2 / base).sum())


def _counts(indicator: Indicator, frame: pd.DataFrame) -> tuple[Floats, Floats]:
    # The catalogue's check holds that a share has both.
    assert indicator.numerator is not None
    assert indicator.denominator is not None
    cases, base = (
        frame[list(part.columns)].sum(axis=1).to_numpy(dtype=float)
        for part in (indicator.numerator, indicator.denominator)
    )
    return cases, base


def _deprivation(catalogue: Catalogue, indices: pd.DataFrame) -> Floats:
    """The score of the index without its health domain, of all of England's areas."""
    domains = orderings.load_orderings().domain.items()
    columns = {n: catalogue.indicators[d.rank].column for n, d in domains if d.rank}
    scores = {
        name: orderings.transformed(indices[column].to_numpy(dtype=float), len(indices))
        for name, column in columns.items()
    }
    return orderings.combined(pd.DataFrame(scores), "health").to_numpy()


def _equal(order: Floats, people: Floats, number: int) -> Whole:
    """Groups with the same number of people, from 0 (highest) on."""
    places = np.argsort(-order, kind="stable")
    running = np.cumsum(people[places])
    middle = (running - people[places] / 2) / running[-1]
    groups = np.empty(len(order), dtype=int)
    groups[places] = np.minimum((middle * number).astype(int), number - 1)
    return groups
