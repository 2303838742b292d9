"""The likely range of practices' estimates: it widens as it should, and holds the truth."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers import Atlas
from layers.practices import practice_error, profile, units
from layers.practices.practice_error import CHECKED, Patients, Z, counted, half_width, limits
from layers.practices.profile import Figure
from layers.practices.units import Unit
from layers.statistics.intervals import wilson

SHARES = st.floats(0, 1)
PEOPLE = st.floats(1, 200_000)
ETHNIC, LANGUAGE = "minority_ethnic", "english_limited"


def errors(**curves: list[tuple[str, float, float]]) -> pd.DataFrame:
    """Knots (term, at, log_width) by indicator."""
    rows = [(name, *knot) for name, knots in curves.items() for knot in knots]
    return pd.DataFrame(rows, columns=["indicator", "term", "at", "log_width"])


# ---- limits ----


@given(share=SHARES, base=PEOPLE, half=st.floats(0, 3))
def test_a_range_holds_its_estimate_and_is_a_share(share: float, base: float, half: float) -> None:
    found = limits(share, base, half)
    assert 0 <= found.lower <= share + 1e-12
    assert share - 1e-12 <= found.upper <= 1


@given(share=SHARES, base=PEOPLE, half=st.floats(0, 3), more=st.floats(0.01, 2))
def test_a_range_widens_with_its_width_and_with_fewer_people(
    share: float, base: float, half: float, more: float
) -> None:
    plain, wide, fewer = (
        limits(share, base, half), limits(share, base, half + more), limits(share, base / 2, half)
    )  # fmt: skip
    for wider in (wide, fewer):
        assert wider.lower <= plain.lower + 1e-12
        assert wider.upper >= plain.upper - 1e-12


def test_limits_by_hand() -> None:
    # Odds of 1 to 4, times and over e^0.5; so many people that chance plays no part.
    found = limits(0.2, 1e12, 0.5)
    assert found.lower == pytest.approx(1 / (1 + 4 * np.exp(0.5)))
    assert found.upper == pytest.approx(1 / (1 + 4 * np.exp(-0.5)))
    # No error: chance alone in 100 people, about as Wilson has it.
    alone, usual = limits(0.2, 100, 0), wilson(20, 100)
    assert alone.lower == pytest.approx(1 / (1 + 4 * np.exp(Z / np.sqrt(100 * 0.16))))
    assert np.allclose(alone, usual, atol=0.01)


def test_nobody_and_everybody_have_a_range_on_one_side() -> None:
    none, every = limits(0.0, 5000, 0.5), limits(1.0, 5000, 0.5)
    assert none.lower == 0
    assert 1 / 5000 < none.upper < 20 / 5000
    assert (every.lower, every.upper) == pytest.approx((1 - none.upper, 1.0))


def test_what_is_no_share_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        limits([0.2, 16.0], 100, 0.5)


# ---- half-widths ----


def test_half_widths_by_hand() -> None:
    table = errors(
        age_65_plus=[
            ("list_size", 1000, -0.5), ("list_size", 4000, -1.0),
            ("young", 0.1, 0.0), ("young", 0.4, 1.0), ("practices", 1, 0), ("practices", 4, -0.6),
        ],
        female=[("list_size", 1000, -3.0)],
    )  # fmt: skip
    # 2,000 is half way from 1,000 to 4,000 in logarithms, as 0.2 is from 0.1 to 0.4.
    one = Patients(2000, 0.9, 0.2)
    assert half_width(table, "age_65_plus", one) == pytest.approx(np.exp(-0.75 + 0.5))
    two = Patients(2000, 0.9, 0.2, practices=2)
    assert half_width(table, "age_65_plus", two) == pytest.approx(np.exp(-0.75 + 0.5 - 0.3))
    beyond = Patients(1e6, 0.0, 0.0, practices=100)
    assert half_width(table, "age_65_plus", beyond) == pytest.approx(np.exp(-1.0 - 0.6))
    assert half_width(table, "female", one) == pytest.approx(np.exp(-3))
    # What is not checked has the widest of what is.
    assert half_width(table, ETHNIC, one) == half_width(table, "age_65_plus", one)


@given(
    indicator=st.sampled_from([*CHECKED, ETHNIC]),
    size=st.floats(1000, 300_000),
    students=SHARES,
    young=SHARES,
    practices=st.floats(1, 150),
    more=st.floats(1, 5),
)
@settings(max_examples=25)
def test_it_widens_with_a_smaller_list_and_more_students(
    atlas: Atlas, indicator: str, size: float, students: float, young: float, practices: float,
    more: float,
) -> None:  # fmt: skip
    table = atlas.extra("practice_errors")
    plain = half_width(table, indicator, Patients(size, students, young, practices))
    for wider in (
        Patients(size / more, students, young, practices),
        Patients(size, students * more, young, practices),
        Patients(size, students, young * more, practices),
        Patients(size, students, young, max(practices / more, 1)),
    ):
        assert half_width(table, indicator, wider) >= plain - 1e-12


def test_every_checked_indicator_has_its_widths(atlas: Atlas) -> None:
    table = atlas.extra("practice_errors")
    assert set(table["indicator"]) == set(CHECKED)
    small, usual = Patients(2500, 0.06, 0.12), Patients(9000, 0.06, 0.12)
    for name in CHECKED:
        assert half_width(table, name, small) > 1.1 * half_width(table, name, usual)


# ---- the truth ----


def test_counted_by_hand() -> None:
    rows = [("P", "female", "0_4", 10), ("P", "male", "15_19", 20), ("P", "female", "20_24", 10),
            ("P", "male", "65_69", 40), ("P", "male", "85_89", 15), ("P", "female", "95+", 5),
            ("Q", "female", "40_44", 7)]  # fmt: skip
    ages = pd.DataFrame(rows, columns=["practice", "sex", "band", "patients"])
    found = counted(ages)
    assert found.loc["P"].to_dict() == pytest.approx({
        "age_under_5": 0.1, "age_5_14": 0, "age_15_24": 0.3, "age_25_44": 0, "age_45_64": 0,
        "age_65_plus": 0.6, "age_75_plus": 0.2, "age_85_plus": 0.2, "female": 0.25,
    })  # fmt: skip
    assert found.loc["Q", ["age_25_44", "female", "age_65_plus"]].tolist() == [1, 1, 0]


def test_the_count_of_a_group_is_of_its_lists_together(atlas: Atlas) -> None:
    codes = ["C87008", "C88077"]
    ages = atlas.of_practices("practice_ages", codes)
    old = ages[ages["band"].str.match("(6[5-9]|[789])|95")]["patients"].sum()
    found = practice_error.on_lists(atlas, codes, "age_65_plus")
    assert found == pytest.approx(100 * old / ages["patients"].sum())
    assert practice_error.on_lists(atlas, codes, ETHNIC) is None
    assert practice_error.on_lists(atlas, [], "age_65_plus") is None


# ---- South Yorkshire, whose practices the widths were not fitted on ----


def shown(atlas: Atlas, wanted: list[Unit], names: tuple[str, ...]) -> Iterator[
    tuple[Unit, str, Figure, Figure]
]:  # fmt: skip
    """Unit, indicator, figure without and figure with its likely range."""
    weights = {unit.key: units.weights(atlas, unit) for unit in wanted}
    plain = profile.profile(atlas, names, weights)
    found = practice_error.ranged(atlas, plain, wanted)
    for name in names:
        for unit in wanted:
            yield unit, name, plain[name][unit.key], found[name][unit.key]


def inside(figure: Figure, truth: float) -> bool:
    assert figure.lower is not None
    assert figure.upper is not None
    return figure.lower <= truth <= figure.upper


def test_the_ranges_shown_hold_the_ages_of_nearly_all_practices_here(atlas: Atlas) -> None:
    """169 practices × 9 characteristics: the range of chance alone held 36 % of them."""
    now, then = {name: [] for name in CHECKED}, {name: [] for name in CHECKED}
    for unit, name, plain, figure in shown(atlas, units.of_kind(atlas, "practice"), CHECKED):
        truth = practice_error.on_lists(atlas, unit.practices, name)
        assert truth is not None
        now[name].append(inside(figure, truth))
        then[name].append(inside(plain, truth))
    assert len(now["female"]) == 169
    assert 0.93 <= np.mean(list(now.values())) <= 0.97
    # Of 169, three ranges more or less are chance.
    assert all(0.91 <= np.mean(held) <= 0.99 for held in now.values())
    assert np.mean(then["age_65_plus"]) < 0.4


def test_and_of_networks_and_places(atlas: Atlas) -> None:
    several = [*units.of_kind(atlas, "pcn"), *units.of_kind(atlas, "place")]
    held = [
        inside(figure, practice_error.on_lists(atlas, unit.practices, name) or 0.0)
        for unit, name, _, figure in shown(atlas, several, CHECKED)
    ]
    assert len(held) == 33 * 9
    assert np.mean(held) >= 0.93


def test_what_is_not_checked_is_at_least_as_wide_and_holds_its_estimate(atlas: Atlas) -> None:
    names = (ETHNIC, LANGUAGE, "pakistani", "no_car", "bad_health")
    for _, name, plain, figure in shown(atlas, units.of_kind(atlas, "practice")[::7], names):
        assert figure.value == plain.value
        assert 0 <= figure.lower <= figure.value <= figure.upper <= 100, name
        # Odds at least a fifth out to each side: no list is known better than that.
        odds = figure.value / (100 - figure.value)
        if figure.value:
            assert figure.upper / (100 - figure.upper) > 1.2 * odds
            assert figure.lower / (100 - figure.lower) < odds / 1.2
        assert figure.effective_sample is None


def test_places_on_the_map_keep_what_they_have(atlas: Atlas) -> None:
    wanted = [units.unit(atlas, key) for key in ("E08000018", "E01007317", "C87008")]
    for unit, name, plain, figure in shown(atlas, wanted, (ETHNIC, "imd_score", "core20")):
        if unit.practices:
            assert (figure.lower is None) == (name != ETHNIC)
        else:
            assert figure == plain


def test_the_core20_is_of_the_areas_and_has_no_range(atlas: Atlas) -> None:
    practice = [units.unit(atlas, "C87008")]
    for _, _, plain, figure in shown(atlas, practice, ("core20", "imd_score")):
        assert (figure.lower, figure.upper, figure.value) == (None, None, plain.value)


def test_a_group_of_practices_and_areas_has_the_wider_range(atlas: Atlas) -> None:
    ward = atlas.areas["ward_code"].iloc[0]
    mixed, alone = (units.unit(atlas, key) for key in (f"Mine~C87008~{ward}", ward))
    [(_, _, plain, figure)] = shown(atlas, [mixed], (ETHNIC,))
    assert figure.lower < plain.lower
    [(_, _, plain, figure)] = shown(atlas, [alone], (ETHNIC,))
    assert figure == plain


def test_of_a_very_short_list_nothing_is_said(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice_error._widths_of.cache_clear()
    monkeypatch.setattr(practice_error, "FEWEST", 1e9)
    [(_, _, _, figure)] = shown(atlas, [units.unit(atlas, "C87008")], (ETHNIC,))
    assert figure.value is not None
    assert figure.lower is figure.upper is None
    practice_error._widths_of.cache_clear()
