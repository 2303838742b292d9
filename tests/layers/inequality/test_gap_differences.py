"""Which place has the larger gap: said only when resampled areas say so.

The figures of the long simulations are in docs/methods/claims.md, "Which place has the larger gap".
"""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from benchmarks.gap_comparisons import overlapping, told_apart, two_years
from layers import Atlas
from layers.inequality.gap_differences import Contrasts, contrasts
from layers.inequality.gradient import Gradient, by_district, gradient, practice_gradient
from layers.practices import profile, units
from layers.statistics.equal_groups import finest, gap_of, group_table

ORDERING = "imd_without_health"
BARNSLEY, SHEFFIELD = "E08000016", "E08000019"


@pytest.fixture(scope="module")
def districts(atlas: Atlas) -> dict[str, Gradient]:
    found = by_district(atlas, "bad_health", ORDERING)
    return {atlas.districts[code]: one for code, one in found.items() if isinstance(one, Gradient)}


def inside(atlas: Atlas, district: str, **more: str) -> Gradient:
    codes = atlas.areas.index[atlas.areas["district_code"] == district]
    return gradient(atlas, "bad_health", ORDERING, weights=profile.of_areas(atlas, codes), **more)  # type: ignore[arg-type]


def part(made: Gradient, codes: np.ndarray, steeper: float = 0.0) -> Gradient:
    """Some of a place's areas, as a place of their own, with so many points more slope."""
    rows = made.members.loc[codes].sort_values("need", ascending=False)
    people = rows["population"]
    middle = (people.cumsum() - people / 2) / people.sum()
    more = rows["denominator"] * steeper / 100 * (0.5 - middle)
    rows = rows.assign(numerator=(rows["numerator"] + more).clip(lower=0))
    groups = finest(rows["need"], people)
    assert groups is not None
    table = group_table(rows, groups)
    return replace(made, members=rows.assign(group=groups), gap=gap_of(table, True), groups=table)


def split(
    made: Gradient, number: int, rng: np.random.Generator, steeper: float = 0.0
) -> dict[str, Gradient]:
    """A place cut into so many at random: they differ by nothing but chance."""
    parts = np.array_split(rng.permutation(made.members.index.to_numpy()), number)
    return {
        str(at): part(made, codes, steeper if at == 0 else 0.0) for at, codes in enumerate(parts)
    }


def numbered(made: Gradient) -> Gradient:
    """The same with areas by number: tables are cut some hundred times, and texts are slow."""
    return replace(made, members=made.members.reset_index(drop=True))


def named(found: Contrasts) -> bool:
    return bool(found.pairs["apart"].any())


def test_the_districts_of_the_audit_cannot_be_told_apart(districts: dict[str, Gradient]) -> None:
    found = contrasts(districts)
    assert found.places["gap"].round(1).to_dict() == {
        "Barnsley": 6.5, "Doncaster": 5.5, "Rotherham": 5.7, "Sheffield": 5.9,
    }  # fmt: skip
    assert found.places["slope"].round(1)[["Barnsley", "Sheffield"]].tolist() == [6.7, 7.0]
    assert len(found.pairs) == 12
    assert not named(found)
    # By the intervals that take the areas as they are, Barnsley's gap was sure to be larger.
    barnsley, sheffield = districts["Barnsley"].gap, districts["Sheffield"].gap
    assert barnsley.absolute - sheffield.absolute > np.hypot(
        barnsley.absolute - barnsley.absolute_lower, sheffield.absolute_upper - sheffield.absolute
    )


def test_figures_are_those_of_the_gradient(districts: dict[str, Gradient]) -> None:
    found = contrasts(districts)
    for name, made in districts.items():
        assert found.places.loc[name, "gap"] == pytest.approx(made.gap.absolute, abs=1e-9)
        assert found.places.loc[name, "slope"] == pytest.approx(-made.slope.sii, abs=1e-9)


@pytest.mark.parametrize("fit", ["log", "logit"])
def test_a_curve_too(atlas: Atlas, fit: str) -> None:
    made = inside(atlas, SHEFFIELD, transform=fit)
    found = contrasts({"one": made, "other": inside(atlas, BARNSLEY, transform=fit)})
    assert found.places.loc["one", "slope"] == pytest.approx(-made.slope.sii, abs=1e-9)


@pytest.mark.parametrize(("district", "number"), [(BARNSLEY, 2), (SHEFFIELD, 4)])
def test_places_that_are_the_same_are_hardly_ever_told_apart(
    atlas: Atlas, district: str, number: int
) -> None:
    """Random parts of one district: under 6 in 100 comparisons name a pair.

    The old intervals, of areas as they are, tell a quarter and more of them apart.
    """
    made, rng, draws = numbered(inside(atlas, district)), np.random.default_rng(11), 400 // number
    apart = old = 0
    for at in range(draws):
        parts = split(made, number, rng)
        apart += named(contrasts(parts, draws=300, seed=at))
        gaps = [one.gap for one in parts.values()]
        first, *others = sorted(gaps, key=lambda gap: -gap.absolute)
        last = others[-1]
        old += first.absolute - last.absolute > np.hypot(
            first.absolute - first.absolute_lower, last.absolute_upper - last.absolute
        )
    assert apart < 0.06 * draws
    assert old > 0.25 * draws


def test_practices_that_are_the_same_too(atlas: Atlas) -> None:
    """Practices are few and of unequal size, so their spread is known less well."""
    made, rng, draws = (
        numbered(practice_gradient(atlas, "COPD", "2024-25")), np.random.default_rng(12), 120,
    )  # fmt: skip
    apart = sum(named(contrasts(split(made, 4, rng), draws=300, seed=at)) for at in range(draws))
    assert apart < 0.06 * draws


def test_networks_that_share_areas_and_years_that_are_the_same_too(atlas: Atlas) -> None:
    """Drawn together; the long simulations are those of ``benchmarks.gap_comparisons``."""
    rng, trials = np.random.default_rng(15), 150
    every = numbered(gradient(atlas, "bad_health", ORDERING))
    assert told_apart(overlapping(every, rng), trials, 200) <= 0.06
    practices = numbered(practice_gradient(atlas, "COPD", "2024-25"))
    assert told_apart(two_years(practices, rng), trials, 200) <= 0.06


def test_a_change_that_is_there_is_found_by_drawing_both_years_of_a_practice(atlas: Atlas) -> None:
    """A slope that grows: told over the years, not between two sets of other practices."""
    was = practice_gradient(atlas, "COPD", "2024-25")
    need = was.members["need"]
    more = 1 + 0.2 * (need - need.mean()) / (need.max() - need.min())
    now = replace(was, members=was.members.assign(numerator=was.members["numerator"] * more))
    assert named(contrasts({"2021-22": was, "2024-25": now}))
    others = replace(now, members=now.members.rename(index=lambda code: f"other {code}"))
    assert not named(contrasts({"2021-22": was, "2024-25": others}))


def test_a_swap_turns_the_difference_round(atlas: Atlas, districts: dict[str, Gradient]) -> None:
    """Of places apart, and of two that share areas: a district, and its practices' patients."""
    practices = atlas.practices
    place = str(practices.loc[practices["place"] == "Sheffield", "sub_icb_code"].iloc[0])
    weights = units.weights(atlas, units.unit(atlas, place))
    patients = gradient(atlas, "bad_health", ORDERING, weights=weights)
    for other in (districts["Barnsley"], patients):
        one = contrasts({"Sheffield": districts["Sheffield"], "other": other}).pairs
        turned = contrasts({"other": other, "Sheffield": districts["Sheffield"]}).pairs
        assert one["difference"].tolist() == (-turned["difference"]).tolist()
        wide = one["upper"] - one["lower"]
        assert (-turned["lower"]).tolist() == pytest.approx(one["upper"], abs=0.05 * wide.min())
        # A district hardly differs from the patients of its own practices, most of whom live there.
        narrow = one["upper"] - one["lower"] < 2
        assert narrow.all() == (other is patients)
    # Nor beside a third place, which shares hardly an area with them.
    three = {"Sheffield": districts["Sheffield"], "patients": patients}
    pairs = contrasts(three | {"Barnsley": districts["Barnsley"]}).pairs
    wide = (pairs["upper"] - pairs["lower"]).groupby([pairs["second"], pairs["first"]]).max()
    assert wide["patients", "Sheffield"] < 0.5 * wide["Barnsley", "Sheffield"]


def test_a_figure_that_is_the_same_in_every_draw_goes_together_with_none(
    districts: dict[str, Gradient],
) -> None:
    """Nobody has it in the least deprived half, everybody in the other: every gap is 100 points."""
    made = districts["Barnsley"]
    rows = made.members
    rows = rows.assign(numerator=rows["denominator"].where(rows["group"] <= 5, 0.0))
    all_or_none = replace(made, members=rows)
    found = contrasts({"one": all_or_none, "again": all_or_none}).pairs
    assert found["difference"].tolist() == [0.0, 0.0]
    assert not found.isna().any(axis=None)
    assert not found["apart"].any()


def test_the_same_places_twice_do_not_differ(districts: dict[str, Gradient]) -> None:
    made = districts["Barnsley"]
    found = contrasts({"one": made, "again": made}).pairs
    assert found["difference"].tolist() == [0.0, 0.0]
    assert (found["upper"] - found["lower"]).max() < 0.01
    assert not found["apart"].any()


def test_figures_adjusted_for_age_are_those_of_the_gradient(
    atlas: Atlas, districts: dict[str, Gradient]
) -> None:
    found = contrasts(districts, ages=True)
    for name, made in districts.items():
        assert made.adjusted is not None
        figures = (made.adjusted.gap.absolute, -made.adjusted.slope.sii)
        assert found.places.loc[name, ["gap", "slope"]].tolist() == pytest.approx(figures, abs=1e-9)
        line, points = found.lines[name], found.points[name]
        assert line["value"].iloc[0] - line["value"].iloc[-1] == pytest.approx(figures[1])
        assert points["value"].tolist() == pytest.approx(made.adjusted.groups["value"].tolist())
        assert (line["lower"] < line["value"]).all()
        assert (line["value"] < line["upper"]).all()
    with pytest.raises(ValueError, match="no figures adjusted"):
        contrasts({"a": gradient(atlas, "no_car"), "b": gradient(atlas, "no_car")}, ages=True)


def test_a_difference_that_is_there_is_found(atlas: Atlas) -> None:
    """A quarter of South Yorkshire, made 3 points steeper, against the three others."""
    made = numbered(gradient(atlas, "bad_health", ORDERING))
    rng, draws = np.random.default_rng(13), 30
    found = sum(named(contrasts(split(made, 4, rng, steeper=3.0), seed=at)) for at in range(draws))
    assert found >= 0.8 * draws


def test_a_places_interval_holds_the_truth(atlas: Atlas) -> None:
    """148 areas drawn from South Yorkshire's 860: 92 to 98 in 100 intervals hold its figures."""
    made = numbered(gradient(atlas, "bad_health", ORDERING))
    rng, draws = np.random.default_rng(14), 150
    whole = contrasts({"a": made, "b": made}).places.loc["a", ["gap", "slope"]]
    held = pd.DataFrame(
        [_holds(made, rng, whole) for _ in range(draws)], columns=["gap", "slope"]
    ).mean()
    assert held.between(0.91, 0.99).all(), held


def _holds(made: Gradient, rng: np.random.Generator, truth: pd.Series) -> list[bool]:
    rows = made.members.iloc[rng.integers(0, len(made.members), 148)]
    rows = rows.set_axis([f"{at:03d}" for at in range(len(rows))])
    one = replace(made, members=rows)
    places = contrasts({"a": one, "b": one}, draws=300).places.loc["a"]
    return [places[f"{k}_lower"] <= truth[k] <= places[f"{k}_upper"] for k in ("gap", "slope")]


def test_differences_are_wider_than_a_places_own_range(districts: dict[str, Gradient]) -> None:
    """They allow for all pairs of both measures: two pairs alone are narrower than twelve."""
    every = contrasts(districts).pairs.set_index(["measure", "first", "second"])
    two = contrasts({name: districts[name] for name in ("Barnsley", "Doncaster")})
    few = two.pairs.set_index(["measure", "first", "second"])
    at = ("gap", "Barnsley", "Doncaster")
    width = every.loc[at, "upper"] - every.loc[at, "lower"]
    assert width > 1.1 * (few.loc[at, "upper"] - few.loc[at, "lower"])
    assert every.loc[at, "difference"] == few.loc[at, "difference"]


def test_the_same_every_time(districts: dict[str, Gradient]) -> None:
    one, other = contrasts(districts), contrasts(districts)
    pd.testing.assert_frame_equal(one.pairs, other.pairs)
    pd.testing.assert_frame_equal(one.places, other.places)


def test_the_order_of_areas_changes_nothing(districts: dict[str, Gradient]) -> None:
    mixed = {
        name: replace(made, members=made.members.sample(frac=1, random_state=3))
        for name, made in districts.items()
    }
    pd.testing.assert_frame_equal(contrasts(districts).pairs, contrasts(mixed).pairs)


def test_no_gap_where_an_end_has_hardly_an_area(atlas: Atlas) -> None:
    """Barnsley has one area in England's last tenth: drawn again, it is still that one."""
    codes = {
        code: atlas.areas.index[atlas.areas["district_code"] == code] for code in atlas.districts
    }
    made = {
        atlas.districts[code]: gradient(
            atlas, "bad_health", weights=profile.of_areas(atlas, own), by="national"
        )
        for code, own in codes.items()
    }
    found = contrasts(made)
    assert found.groups == 0
    assert np.isnan(found.places.loc["Barnsley", "gap"])
    pairs = found.pairs[found.pairs["measure"] == "gap"]
    assert "Barnsley" not in {*pairs["first"], *pairs["second"]}
    assert (found.pairs["measure"] == "slope").sum() == 6


def test_like_with_like(atlas: Atlas, districts: dict[str, Gradient]) -> None:
    """A place of fifths and one of tenths are both cut into fifths."""
    made = districts["Barnsley"]
    few = part(made, made.members.index.to_numpy()[::8])
    assert len(few.groups) == 5
    assert contrasts({"few": few, "Sheffield": districts["Sheffield"]}).groups == 5


def test_what_does_not_compare(atlas: Atlas, districts: dict[str, Gradient]) -> None:
    with pytest.raises(ValueError, match="two places"):
        contrasts({"one": districts["Barnsley"]})
    with pytest.raises(ValueError, match="one indicator"):
        contrasts({"a": districts["Barnsley"], "b": gradient(atlas, "no_car", ORDERING)})
