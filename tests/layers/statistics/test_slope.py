"""The slope and relative indices: by hand, against plain least squares, laws, refusals."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from layers.statistics.slope import SlopeIndex, Transform, slope_index, standard_error

# The example in the documentation of PHEindicatormethods: life expectancy by decile of an area.
PEOPLE = np.array([7291, 7997, 6105, 7666, 5790, 6934, 5918, 5974, 7147, 7534], dtype=float)
YEARS = np.array([75.9, 78.3, 83.8, 83.6, 80.5, 81.1, 81.7, 84.2, 80.6, 86.3])
ERRORS = np.array([1.64, 1.58, 1.51, 1.78, 1.7, 1.56, 1.37, 1.4, 2.43, 1.57])

GROUPS = st.integers(5, 12).flatmap(
    lambda n: st.tuples(
        st.lists(st.floats(0.02, 0.9), min_size=n, max_size=n),
        st.lists(st.integers(1, 50_000), min_size=n, max_size=n),
        st.lists(st.floats(0.001, 0.3), min_size=n, max_size=n),
    )
)
TRANSFORMS: tuple[Transform, ...] = ("none", "log", "logit")


def fit(value: np.ndarray, people: np.ndarray) -> tuple[float, float]:
    """Intercept and slope by least squares of Y√a on √a and b√a, as the method is written."""
    a = people / people.sum()
    b = np.cumsum(a) - a / 2
    design = np.column_stack([np.sqrt(a), b * np.sqrt(a)])
    (intercept, slope), *_ = np.linalg.lstsq(design, value * np.sqrt(a), rcond=None)
    return float(intercept), float(slope)


def indices(found: SlopeIndex) -> list[float]:
    return [
        found.sii, found.sii_lower, found.sii_upper, found.rii, found.rii_lower, found.rii_upper,
    ]  # fmt: skip


def test_by_hand() -> None:
    """Five groups of equal size have midpoints 0.1, 0.3, 0.5, 0.7, 0.9: Σ(b − ½)² is 0.4.

    Values 10, 9, 7, 6, 3: Σ(b − ½)·y = −0.4·10 − 0.2·9 + 0.2·6 + 0.4·3 = −3.4, so the slope is
    −3.4 / 0.4 = −8.5. The mean is 7, so the line runs from 11.25 to 2.75: RII = 0.2444….
    """
    found = slope_index([10, 9, 7, 6, 3], [50] * 5, [1] * 5)
    assert found.midpoints.tolist() == pytest.approx([0.1, 0.3, 0.5, 0.7, 0.9])
    assert found.sii == pytest.approx(-8.5)
    assert found.line([0, 1]).tolist() == pytest.approx([11.25, 2.75])
    assert found.rii == pytest.approx(2.75 / 11.25)
    # The slope's standard error is √Σ((b − ½)/0.4)²·1² = √(0.4)/0.4.
    half = norm.ppf(0.975) * np.sqrt(0.4) / 0.4
    assert found.sii_lower == pytest.approx(-8.5 - half, abs=1e-3)
    assert found.sii_upper == pytest.approx(-8.5 + half, abs=1e-3)
    assert found.ratio_holds


@given(GROUPS)
def test_the_line_is_that_of_least_squares(
    groups: tuple[list[float], list[int], list[float]],
) -> None:
    value, people, se = (np.array(part, dtype=float) for part in groups)
    intercept, slope = fit(value, people)
    found = slope_index(value, people, se, draws=1_000)
    assert found.sii == pytest.approx(slope, abs=1e-9)
    assert found.rii == pytest.approx((intercept + slope) / intercept, rel=1e-6)
    intercept, slope = fit(np.log(value), people)
    found = slope_index(value, people, se, transform="log", draws=1_000)
    assert found.sii == pytest.approx(np.exp(intercept + slope) - np.exp(intercept), rel=1e-9)
    assert found.rii == pytest.approx(np.exp(slope), rel=1e-9)
    intercept, slope = fit(np.log(value / (1 - value)), people)
    ends = [1 / (1 + np.exp(-at)) for at in (intercept, intercept + slope)]
    found = slope_index(value, people, se, transform="logit", multiplier=100, draws=1_000)
    assert found.sii == pytest.approx(100 * (ends[1] - ends[0]), abs=1e-9)
    assert found.rii == pytest.approx(ends[1] / ends[0], rel=1e-9)
    assert found.line([0, 1]) == pytest.approx(100 * np.array(ends))


def test_limits_as_drawing_every_group_gives_them() -> None:
    """The plain simulation: 100,000 times each group's value anew, and the line through them."""
    drawn = np.random.default_rng(3).normal(YEARS, ERRORS, (100_000, 10))
    a = PEOPLE / PEOPLE.sum()
    b = np.cumsum(a) - a / 2
    design = np.column_stack([np.sqrt(a), b * np.sqrt(a)])
    (intercepts, slopes), *_ = np.linalg.lstsq(design, (drawn * np.sqrt(a)).T, rcond=None)
    found = slope_index(YEARS, PEOPLE, ERRORS)
    limits = np.percentile(slopes, [2.5, 97.5])
    assert [found.sii_lower, found.sii_upper] == pytest.approx(limits, abs=0.05)
    limits = np.percentile((intercepts + slopes) / intercepts, [2.5, 97.5])
    assert [found.rii_lower, found.rii_upper] == pytest.approx(limits, abs=0.001)
    found = slope_index(YEARS, PEOPLE, ERRORS, confidence=0.998)
    limits = np.percentile(slopes, [0.1, 99.9])
    assert [found.sii_lower, found.sii_upper] == pytest.approx(limits, abs=0.2)


def test_limits_of_a_transform_are_those_of_its_slope() -> None:
    """Put back through the middle of the line, as the reference does."""
    value = YEARS / 100
    se = np.full(10, 0.05)
    a = PEOPLE / PEOPLE.sum()
    spread = np.cumsum(a) - a / 2 - 0.5
    sd = np.sqrt(((a * spread) ** 2 * se**2).sum()) / (a * spread**2).sum()
    middle = (a * np.log(value)).sum()
    _, slope = fit(np.log(value), PEOPLE)
    found = slope_index(value, PEOPLE, se, transform="log")
    for z, sii, rii in (
        (-1.959964, found.sii_lower, found.rii_lower), (1.959964, found.sii_upper, found.rii_upper),
    ):  # fmt: skip
        s = slope + z * sd
        assert sii == pytest.approx(np.exp(middle + s / 2) - np.exp(middle - s / 2), rel=1e-3)
        assert rii == pytest.approx(np.exp(s), rel=1e-4)


@pytest.mark.parametrize("transform", TRANSFORMS)
def test_the_same_seed_gives_the_same_and_another_nearly(transform: Transform) -> None:
    value, se = YEARS / 100, ERRORS / 20
    one, again, other = (
        indices(slope_index(value, PEOPLE, se, transform=transform, seed=s)) for s in (0, 0, 1)
    )
    assert one == again
    assert one == pytest.approx(other, rel=0.01)


# ---- laws ----


@given(GROUPS, st.sampled_from(TRANSFORMS))
def test_reversing_the_order_flips_the_sign(
    groups: tuple[list[float], list[int], list[float]], transform: Transform
) -> None:
    there = slope_index(*groups, transform=transform, draws=1_000)
    back = slope_index(*(part[::-1] for part in groups), transform=transform, draws=1_000)
    assert back.sii == pytest.approx(-there.sii, abs=1e-9)
    assert back.rii == pytest.approx(1 / there.rii, rel=1e-6)


@given(GROUPS, st.sampled_from(TRANSFORMS))
def test_a_flat_gradient_gives_0_and_1(
    groups: tuple[list[float], list[int], list[float]], transform: Transform
) -> None:
    value, people, se = groups
    found = slope_index([value[0]] * len(value), people, se, transform=transform, draws=1_000)
    assert found.sii == pytest.approx(0, abs=1e-9)
    assert found.rii == pytest.approx(1, abs=1e-9)
    assert found.sii_lower < 0 < found.sii_upper


@given(GROUPS, st.floats(0.01, 1_000))
def test_scaling_the_value_scales_the_slope_index(
    groups: tuple[list[float], list[int], list[float]], times: float
) -> None:
    value, people, se = (np.array(part, dtype=float) for part in groups)
    one = slope_index(value, people, se, draws=1_000)
    more = slope_index(times * value, people, times * se, draws=1_000)
    assert more.sii == pytest.approx(times * one.sii, rel=1e-6, abs=1e-9 * times)
    assert more.sii_lower == pytest.approx(times * one.sii_lower, rel=1e-6, abs=1e-9 * times)
    assert more.rii == pytest.approx(one.rii, rel=1e-6)
    by_multiplier = slope_index(value, people, se, multiplier=times, draws=1_000)
    assert by_multiplier.sii == pytest.approx(more.sii, rel=1e-6, abs=1e-9 * times)


@given(GROUPS, st.floats(0.1, 10))
def test_only_shares_of_the_population_matter(
    groups: tuple[list[float], list[int], list[float]], times: float
) -> None:
    value, people, se = groups
    one = slope_index(value, people, se, draws=1_000)
    more = slope_index(value, [times * p for p in people], se, draws=1_000)
    assert indices(more) == pytest.approx(indices(one), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("transform", TRANSFORMS)
def test_a_negative_multiplier_turns_both_indices_round(transform: Transform) -> None:
    value, se = YEARS / 100, ERRORS / 20
    there = slope_index(value, PEOPLE, se, transform=transform)
    turned = slope_index(value, PEOPLE, se, transform=transform, multiplier=-1)
    assert turned.sii == pytest.approx(-there.sii)
    assert turned.rii == pytest.approx(1 / there.rii)
    assert turned.sii_lower == pytest.approx(-there.sii_upper)
    assert turned.rii_lower == pytest.approx(1 / there.rii_upper, rel=1e-4)
    assert turned.rii_lower < turned.rii < turned.rii_upper


@pytest.mark.parametrize("transform", TRANSFORMS)
def test_many_at_once_are_each_as_alone(transform: Transform) -> None:
    values = np.random.default_rng(1).uniform(0.1, 0.9, (2, 3, 10))
    together = slope_index(values, PEOPLE, 0.02, transform=transform)
    assert together.sii.shape == together.rii_lower.shape == (2, 3)
    for at in np.ndindex(2, 3):
        alone = slope_index(values[at], PEOPLE, np.full(10, 0.02), transform=transform)
        assert [column[at] for column in indices(together)] == pytest.approx(indices(alone))


# ---- what cannot be ----


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"value": YEARS[:4], "population": PEOPLE[:4], "se": ERRORS[:4]}, "at least 5 groups"),
        ({"population": np.where(PEOPLE < 6000, 0, PEOPLE)}, "has no people"),
        ({"population": np.where(PEOPLE < 6000, np.nan, PEOPLE)}, "has no people"),
        ({"value": np.where(YEARS > 86, np.nan, YEARS)}, "value is missing"),
        ({"se": np.where(ERRORS > 2, 0, ERRORS)}, "standard error is missing, infinite, 0"),
        ({"se": -ERRORS}, "standard error"),
        ({"se": np.full(10, np.nan)}, "standard error"),
        ({"transform": "logit"}, "divide percentages by 100"),
        ({"value": YEARS - 80, "transform": "log"}, "no logarithm"),
        ({"value": np.linspace(0, 0.9, 10), "transform": "logit"}, "not between 0 and 1"),
        ({"transform": "root"}, "is not a transform"),
        ({"draws": 10}, "at least 1,000 draws"),
    ],
)
def test_it_is_refused_in_words(change: dict[str, object], words: str) -> None:
    given_ = {"value": YEARS, "population": PEOPLE, "se": ERRORS} | change
    with pytest.raises(ValueError, match=words):
        slope_index(**given_)  # type: ignore[arg-type]


def test_the_relative_index_does_not_hold_where_the_line_falls_below_zero() -> None:
    steep = slope_index([9, 3, 1, 0.5, 0.2], [1] * 5, [0.1] * 5)
    assert steep.line([1])[0] < 0
    assert not steep.ratio_holds
    assert not slope_index([0.2, 0.1, 0.3, 0.2, 0.1], [1] * 5, [0.5] * 5).ratio_holds


def test_standard_errors_come_from_limits() -> None:
    assert standard_error(1 - 1.959963984540054, 1 + 1.959963984540054) == pytest.approx(1)
    limits = np.exp([-1.959963984540054, 1.959963984540054])
    assert standard_error(*limits, transform="log") == pytest.approx(1)
    assert standard_error(0.5, 0.5, transform="logit") == 0
    assert standard_error(0.0, 0.5, transform="log") == np.inf


def test_it_is_quick() -> None:
    """Ten times what was promised: this holds that the draws stay vectorised."""
    start = time.perf_counter()
    slope_index(YEARS, PEOPLE, ERRORS, seed=12)
    assert time.perf_counter() - start < 0.5
