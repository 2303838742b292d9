"""Do the intervals hold what they promise? 2,000 made-up populations, of which the truth is known.

About 95 in 100 intervals must hold the truth; chance alone moves that by 1.
"""

import numpy as np
import pytest

from layers.statistics.concentration import concentration_index
from layers.statistics.gaps import attributable_share, gap
from layers.statistics.intervals import byars, wilson
from layers.statistics.slope import SlopeIndex, Transform, slope_index, standard_error

POPULATIONS = 2_000
RNG = np.random.default_rng(20_251)
PEOPLE = np.array([9_000, 7_500, 8_200, 6_000, 7_000, 5_500, 8_000, 7_700, 6_600, 7_100])
SHARE = PEOPLE / PEOPLE.sum()
MIDPOINTS = np.cumsum(SHARE) - SHARE / 2
COVERED = (0.93, 0.97)


def covered(lower: np.ndarray, upper: np.ndarray, truth: float) -> float:
    return float(((lower <= truth) & (truth <= upper)).mean())


def holds(found: SlopeIndex, sii: float, rii: float) -> None:
    for part in (
        covered(found.sii_lower, found.sii_upper, sii),
        covered(found.rii_lower, found.rii_upper, rii),
    ):
        assert COVERED[0] <= part <= COVERED[1]


@pytest.mark.parametrize(("start", "end"), [(0.30, 0.10), (0.05, 0.02), (0.10, 0.10)])
def test_shares_along_a_straight_line(start: float, end: float) -> None:
    truth = start + (end - start) * MIDPOINTS
    cases = RNG.binomial(PEOPLE, truth, (POPULATIONS, 10))
    errors = standard_error(*wilson(cases, np.broadcast_to(PEOPLE, cases.shape)))
    found = slope_index(cases / PEOPLE, PEOPLE, errors, draws=10_000)
    holds(found, end - start, end / start)


@pytest.mark.parametrize(("transform", "slope"), [("logit", -1.5), ("logit", 0.4), ("log", -1.2)])
def test_shares_along_a_curve(transform: Transform, slope: float) -> None:
    # A tenth in the middle of the population; the truth is a line on the transformed scale.
    middle = np.log(0.1 / 0.9) if transform == "logit" else np.log(0.1)
    on_scale = middle + slope * (np.array([0, *MIDPOINTS, 1]) - 0.5)
    truth = 1 / (1 + np.exp(-on_scale)) if transform == "logit" else np.exp(on_scale)
    cases = RNG.binomial(PEOPLE, truth[1:-1], (POPULATIONS, 10))
    limits = wilson(cases, np.broadcast_to(PEOPLE, cases.shape))
    errors = standard_error(*limits, transform=transform)
    found = slope_index(cases / PEOPLE, PEOPLE, errors, transform=transform, draws=10_000)
    holds(found, truth[-1] - truth[0], truth[-1] / truth[0])


def test_rates_along_a_curve() -> None:
    on_scale = np.log(0.02) - 0.8 * (np.array([0, *MIDPOINTS, 1]) - 0.5)
    truth = np.exp(on_scale)
    cases = RNG.poisson(PEOPLE * truth[1:-1], (POPULATIONS, 10))
    errors = standard_error(*(limit / PEOPLE for limit in byars(cases)), transform="log")
    found = slope_index(cases / PEOPLE, PEOPLE, errors, transform="log", draws=10_000)
    holds(found, truth[-1] - truth[0], truth[-1] / truth[0])


def test_gaps_shares_and_concentration() -> None:
    truth = np.linspace(0.12, 0.05, 10)
    mean = float((SHARE * truth).sum())
    index = 2 * float((SHARE * truth * (MIDPOINTS - 0.5)).sum()) / mean
    cases = RNG.binomial(PEOPLE, truth, (POPULATIONS, 10))
    held = np.zeros((POPULATIONS, 5), dtype=bool)
    for at, row in enumerate(cases):
        limits = wilson(row, PEOPLE)
        value, errors = row / PEOPLE, standard_error(*limits)
        wide = gap(value, *limits)
        part = attributable_share(value, PEOPLE, errors)
        found = concentration_index(value, PEOPLE, errors, bounds=(0, 1))
        held[at] = [
            wide.absolute_lower <= truth[0] - truth[-1] <= wide.absolute_upper,
            wide.relative_lower <= truth[0] / truth[-1] <= wide.relative_upper,
            part.lower <= 1 - truth[-1] / mean <= part.upper,
            found.lower <= index <= found.upper,
            found.erreygers_lower <= 4 * mean * index <= found.erreygers_upper,
        ]
    assert ((held.mean(axis=0) >= COVERED[0]) & (held.mean(axis=0) <= COVERED[1])).all()
