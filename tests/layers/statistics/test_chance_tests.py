"""Binomial probabilities and many tests at once, against SciPy's and by hand."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import binom, false_discovery_control

from layers.statistics.chance_tests import adjusted, discoveries, mean_distance, mid_p


@given(
    st.integers(1, 20_000).flatmap(
        lambda n: st.tuples(st.integers(0, n) | st.sampled_from([0, n]), st.just(n))
    ),
    st.floats(1e-5, 1 - 1e-5),
)
def test_mid_p_as_scipy_has_it(count: tuple[int, int], share: float) -> None:
    x, n = count
    fewer, more = mid_p(x, n, share)
    expected = binom.cdf(x, n, share) - 0.5 * binom.pmf(x, n, share)
    assert float(fewer) == pytest.approx(expected, abs=1e-12)
    assert float(fewer + more) == pytest.approx(1)


def test_mid_p_by_hand() -> None:
    """Two of three heads: P(0) + P(1) + ½ P(2) = (1 + 3 + 1.5) / 8."""
    fewer, more = mid_p([2], 3, [0.5])
    assert (fewer[0], more[0]) == (pytest.approx(5.5 / 8), pytest.approx(2.5 / 8))


def test_what_is_certain_or_unknown() -> None:
    fewer, _ = mid_p([0, 3, 5, 4, np.nan, 1], [5] * 6, [0, 0, 1, 1, 0.5, np.nan])
    assert fewer[:4].tolist() == [0.5, 1.0, 0.5, 0.0]
    assert np.isnan(fewer[4:]).all()
    # Nobody at all, and a share that 1 cannot be told from.
    assert mid_p([0, 0, 9], [0, 9, 9], [0.5, 1e-20, 1 - 1e-16])[0] == pytest.approx([0.5] * 3)


def test_very_many_responses() -> None:
    draw = np.random.default_rng(7)
    share = draw.dirichlet(np.ones(860))
    count = draw.multinomial(100_000, share)
    fewer, _ = mid_p(count, 100_000, share)
    expected = binom.cdf(count, 100_000, share) - 0.5 * binom.pmf(count, 100_000, share)
    assert np.abs(fewer - expected).max() < 1e-11


@given(st.integers(1, 300), st.floats(0.001, 0.999))
def test_the_mean_distance(n: int, q: float) -> None:
    k = np.arange(n + 1)
    expected = (np.abs(k - n * q) * binom.pmf(k, n, q)).sum()
    assert float(mean_distance(n, q)) == pytest.approx(expected, rel=1e-6, abs=1e-9)


def test_no_distance_where_nothing_can_vary() -> None:
    assert mean_distance(9, [0, 1]).tolist() == [0, 0]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_adjusted_as_scipy_has_it(values: list[float]) -> None:
    assert adjusted(values) == pytest.approx(false_discovery_control(values))


def test_unknown_values_do_not_count() -> None:
    assert adjusted([0.01, np.nan, 0.04]).tolist()[::2] == [0.02, 0.04]
    assert np.isnan(adjusted([np.nan])).all()


# ---- families of many ----


def test_families_by_hand() -> None:
    """Simes' p: 0.008, 0.05, 0.6, 0.7. One of four is chosen at 5 %, so within it 1.25 % counts."""
    families = {
        "one": [0.002, 0.006, 0.5, 0.9],
        "two": [0.05],
        "three": [0.6, 0.6],
        "four": [0.7],
    }
    found = discoveries(families, 0.05)
    # Adjusted 0.008, 0.012, 0.67, 0.9.
    assert found["one"].tolist() == [True, True, False, False]
    assert not any(found[name].any() for name in ("two", "three", "four"))
    # A fifth family that says nothing: 1 % within, and the second is no longer named.
    wider = discoveries(families | {"five": [0.9]}, 0.05)
    assert wider["one"].tolist() == [True, False, False, False]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_one_family_is_benjamini_and_hochberg(p: list[float]) -> None:
    [found] = discoveries({"all": p}, 0.05).values()
    expected = false_discovery_control(p)
    # 0.01 · 15 ÷ 3 is 0.05 in one order of working out, and a hair less in another.
    assume((np.abs(expected - 0.05) > 1e-12).all())
    assert found.tolist() == (expected < 0.05).tolist()


@given(
    st.lists(st.lists(st.floats(0, 1), min_size=1, max_size=8), min_size=1, max_size=6),
    st.data(),
)
def test_to_hide_one_more_names_no_more(families: list[list[float]], data: st.DataObject) -> None:
    before = discoveries({str(n): p for n, p in enumerate(families)}, 0.2)
    at = data.draw(st.integers(0, len(families) - 1))
    one = data.draw(st.integers(0, len(families[at]) - 1))
    families[at] = [1.0 if n == one else p for n, p in enumerate(families[at])]
    after = discoveries({str(n): p for n, p in enumerate(families)}, 0.2)
    for name, named in after.items():
        assert not (named & ~before[name]).any()


def test_what_nobody_could_ask_is_never_named_and_does_not_count() -> None:
    found = discoveries({"a": [0.001, np.nan], "b": [np.nan], "c": []}, 0.05)
    assert [one.tolist() for one in found.values()] == [[True, False], [False], []]
    assert discoveries({}, 0.05) == {}
