"""Groups and gradients over areas and practices."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers import Atlas
from layers.inequality.gradient import by_district, gradient, practice_change, practice_gradient
from layers.inequality.guards import Guard, Refused
from layers.practices import profile, units
from layers.practices.practice_values import practice_lists, practice_values
from layers.statistics import equal_groups
from layers.statistics.intervals import wilson
from layers.statistics.slope import slope_index

# ---- groups ----


def test_cutting_by_hand() -> None:
    """100 people in fifths of 20: middles at 5, 20, 45, 75, 95 of 100."""
    need = pd.Series([5.0, 9, 1, 7, 3], index=list("abcde"))
    people = pd.Series([30, 10, 10, 20, 30], index=list("abcde"))
    assert equal_groups.cut(need, people, 5).to_dict() == {"b": 1, "d": 2, "a": 3, "e": 4, "c": 5}


AREAS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 400)), min_size=5, max_size=80)


@given(AREAS, st.integers(2, 10))
def test_laws_of_cutting(areas: list[tuple[int, int]], number: int) -> None:
    index = pd.Index([f"E{n:03d}" for n in range(len(areas))])
    need, people = (pd.Series(part, index=index) for part in zip(*areas, strict=True))
    groups = equal_groups.cut(need, people, number)
    assert groups.between(1, number).all()
    # More need never comes in a later group, and the order of rows does not matter.
    spans = need.groupby(groups).agg(["min", "max"])
    assert (spans["min"].to_numpy()[:-1] >= spans["max"].to_numpy()[1:]).all()
    turned = equal_groups.cut(need[::-1], people[::-1], number)
    assert turned.reindex(index).tolist() == groups.tolist()
    # A group holds its share, but for the areas at its two ends.
    held = people.groupby(groups).sum()
    assert ((held - people.sum() / number).abs() <= people.max() + 1e-9).all()


def test_tenths_where_each_has_three_and_else_fifths() -> None:
    def of(number: int) -> pd.Series | None:
        index = pd.Index([f"E{n:03d}" for n in range(number)])
        same = pd.Series(100.0, index=index)
        return equal_groups.finest(pd.Series(np.arange(number, dtype=float), index=index), same)

    assert of(30).nunique() == 10
    assert of(29).nunique() == 5
    assert of(15).nunique() == 5
    assert of(14) is None


def test_the_mean_of_a_group_and_its_error_by_hand() -> None:
    """Values 1, 2, 6 of 10, 20, 10 people: mean 2.75; √(3/2 · Σ(w(x − mean))²)."""
    members = pd.DataFrame(
        {"need": [3.0, 2, 1], "population": [10.0, 20, 10], "value": [1.0, 2, 6],
         "numerator": np.nan, "denominator": np.nan}
    )  # fmt: skip
    row = equal_groups.group_table(members, pd.Series(1, index=members.index)).loc[1]
    assert row["value"] == 2.75
    terms = np.array([0.25 * -1.75, 0.5 * -0.75, 0.25 * 3.25])
    assert row["se"] == pytest.approx(np.sqrt(1.5 * (terms**2).sum()))
    assert row["upper"] - row["value"] == pytest.approx(1.959964 * row["se"])


# ---- over areas ----


def test_a_gradient_straight_from_the_areas(atlas: Atlas) -> None:
    """Tenths of residents by IMD score, worked out with plain loops."""
    table = atlas.table("no_car").join(atlas.areas["residents"])
    table["imd"] = atlas.table("imd_score")["value"]
    table = (
        table.rename_axis("code")
        .reset_index()
        .sort_values(["imd", "code"], ascending=[False, True])
    )
    total, before = table["residents"].sum(), 0
    x, n = [0.0] * 10, [0.0] * 10
    for row in table.itertuples():
        at = min(int((before + row.residents / 2) / total * 10), 9)
        x[at] += row.numerator
        n[at] += row.denominator
        before += row.residents
    found = gradient(atlas, "no_car")
    assert found.groups["numerator"].tolist() == x
    assert found.groups["denominator"].tolist() == n
    value = 100 * np.array(x) / np.array(n)
    assert found.groups["value"].tolist() == pytest.approx(value.tolist())
    lower, upper = wilson(x, n)
    assert found.groups["lower"].tolist() == pytest.approx((100 * lower).tolist())
    expected = slope_index(value, n, 100 * (upper - lower) / 2 / 1.959963984540054)
    assert found.slope.sii == pytest.approx(expected.sii)
    assert found.slope.rii_upper == pytest.approx(expected.rii_upper)
    assert found.gap.absolute == pytest.approx(value[0] - value[-1])
    assert found.value == pytest.approx(100 * sum(x) / sum(n))
    assert found.attributable.share == pytest.approx(1 - value[-1] / found.value)
    assert found.attributable.excess == pytest.approx(found.attributable.share * sum(x))
    assert found.guards == ()
    assert found.groups["population"].sum() == atlas.areas["residents"].sum()


def test_what_it_says_is_of_the_right_sign(atlas: Atlas) -> None:
    """More people without a car where it is more deprived; more in good health where less."""
    poor, well = gradient(atlas, "no_car"), gradient(atlas, "good_health")
    assert poor.slope.sii < 0 < well.slope.sii
    assert poor.slope.rii < 1 < well.slope.rii
    assert poor.gap.absolute > 0 > well.gap.absolute
    assert poor.concentration.index < 0 < well.concentration.index
    people, cases = poor.curve
    assert (cases >= people - 1e-12).all()
    # More good health is not worse: nothing is attributable.
    assert well.attributable is None
    assert abs(poor.gap_of_fifths.absolute) < abs(poor.gap.absolute)


def test_the_whole_index_and_the_index_without_health(atlas: Atlas) -> None:
    whole, without = (gradient(atlas, "bad_health", o) for o in ("imd", "imd_without_health"))
    assert [g.key for g in whole.guards] == ["health_in_index", "not_age_adjusted"]
    assert [g.key for g in without.guards] == ["not_age_adjusted"]
    assert without.slope.sii > whole.slope.sii


def test_national_tenths(atlas: Atlas) -> None:
    found = gradient(atlas, "no_car", by="national")
    sizes = atlas.table("imd_decile")["value"].value_counts().sort_index()
    assert found.groups["members"].to_dict() == sizes.to_dict()
    better_off = atlas.areas.index[atlas.table("imd_decile")["value"] > 3]
    some = gradient(atlas, "no_car", by="national", weights=profile.of_areas(atlas, better_off))
    assert some.groups.index.tolist() == [4, 5, 6, 7, 8, 9, 10]
    assert some.gap_of_fifths is None
    with pytest.raises(Refused) as refusal:
        gradient(atlas, "no_car", "imd_without_health", by="national")
    assert refusal.value.guard.key == "no_national_groups"


def test_a_curved_fit_where_the_straight_one_falls_below_zero(atlas: Atlas) -> None:
    straight = gradient(atlas, "english_limited", "income")
    assert "below_zero" in [g.key for g in straight.guards]
    assert straight.slope.line([1])[0] < 0
    curved = gradient(atlas, "english_limited", "income", transform="logit")
    assert "below_zero" not in [g.key for g in curved.guards]
    assert 0 < curved.slope.rii_lower < curved.slope.rii < curved.slope.rii_upper < 1
    assert (curved.slope.line([0, 1]) > 0).all()
    # In percent, as the straight one.
    assert curved.slope.sii == pytest.approx(straight.slope.sii, rel=0.5)
    with pytest.raises(ValueError, match="a share between 0 and 100%"):
        gradient(atlas, "acute_morbidity", "income", transform="logit")


def test_scores_have_their_spread_and_no_ratio(atlas: Atlas) -> None:
    found = gradient(atlas, "health_score", "imd_without_health")
    assert [g.key for g in found.guards] == ["no_ratio", "spread"]
    assert found.gap.relative is None
    assert found.concentration is None
    assert found.attributable is None
    assert found.groups["numerator"].isna().all()
    rates = gradient(atlas, "crime_burglary", "income")
    assert rates.gap.relative is not None
    assert rates.concentration.lower is None


def test_every_district_and_what_each_holds(atlas: Atlas) -> None:
    found = by_district(atlas, "no_car", "income")
    assert list(found) == sorted(atlas.districts)
    for code, made in found.items():
        assert not isinstance(made, Guard)
        here = atlas.areas["district_code"] == code
        assert made.groups["members"].sum() == here.sum()
        assert made.groups["population"].sum() == atlas.areas.loc[here, "residents"].sum()
        assert len(made.groups) == 10
    few = by_district(atlas, "gypsy_traveller")
    assert isinstance(few["E08000016"], Guard) or few["E08000016"].slope.sii_lower < 0


def test_a_network_weights_areas_by_its_patients(atlas: Atlas) -> None:
    network = units.unit(atlas, atlas.practices["pcn_code"].iloc[0])
    weights = units.weights(atlas, network)
    where = atlas.of_practices("registrations", network.practices)
    patients = where[where["lsoa"].isin(atlas.areas.index)]["patients"].sum()
    assert (weights * atlas.areas["residents"]).sum() == pytest.approx(patients)
    found = gradient(atlas, "no_car", weights=weights)
    assert found.groups["population"].sum() == pytest.approx(patients)
    # The gradient is over the areas of the atlas; the network's own figure is of all its patients.
    whole = profile.figure(atlas, "no_car", weights[atlas.areas.index])
    assert found.value == pytest.approx(whole.value)
    assert found.groups["numerator"].sum() == pytest.approx(whole.numerator)


@pytest.mark.parametrize(
    ("indicator", "ordering", "key"),
    [
        ("qof_hyp", "imd", "attributed"), ("imd_rank", "imd", "not_a_level"),
        ("imd_score", "imd", "same"), ("homelessness", "imd", "district_value"),
    ],
)  # fmt: skip
def test_refusals_say_why(atlas: Atlas, indicator: str, ordering: str, key: str) -> None:
    with pytest.raises(Refused) as refusal:
        gradient(atlas, indicator, ordering)
    assert refusal.value.guard.key == key
    assert refusal.value.guard.text in str(refusal.value)


def test_an_order_that_most_areas_share_is_none(atlas: Atlas) -> None:
    """517 of 860 areas have no Roma residents: which of them comes last would be arbitrary."""
    assert (atlas.table("roma")["numerator"] == 0).sum() == 517
    with pytest.raises(Refused, match="Too many places are alike"):
        gradient(atlas, "no_car", "roma")
    assert gradient(atlas, "no_car", "asian").groups["members"].sum() == 860


def test_too_few_areas_and_too_few_people(atlas: Atlas) -> None:
    few = profile.of_areas(atlas, atlas.areas.index[:12])
    with pytest.raises(Refused, match="at least five groups"):
        gradient(atlas, "no_car", weights=few)
    fewest = atlas.table("gypsy_traveller")["numerator"].nsmallest(400).index
    some = profile.of_areas(atlas, fewest)
    with pytest.raises(Refused, match="so few people"):
        gradient(atlas, "gypsy_traveller", weights=some)
    with pytest.raises(KeyError):
        gradient(atlas, "happiness")


# ---- over practices ----


def test_registers_over_practices_straight_from_the_table(atlas: Atlas) -> None:
    rows = atlas.prevalence.query("register == 'COPD' and year == '2024-25'").set_index("practice")
    home = atlas.directory.query("home and places_known").index
    rows = rows.loc[rows.index.intersection(home)].sort_index()
    need = atlas.directory["imd_score"].loc[rows.index]
    groups = equal_groups.cut(need, rows["list_size"], 10)
    sums = rows[["on_register", "list_size"]].groupby(groups).sum()
    found = practice_gradient(atlas, "COPD", "2024-25")
    assert found.over == "practices"
    assert found.indicator == "qof_copd"
    assert found.groups["members"].sum() == len(rows) == 170
    assert found.groups["numerator"].tolist() == sums["on_register"].tolist()
    assert found.groups["denominator"].tolist() == sums["list_size"].tolist()
    assert found.slope.sii < 0
    assert [g.key for g in found.guards] == ["health_in_index", "not_age_adjusted"]


def test_other_orderings_take_the_mean_over_patients(atlas: Atlas) -> None:
    found = practice_gradient(atlas, "COPD", "2024-25", ordering="income")
    where = atlas.registrations.query("practice == 'C87008'").set_index("lsoa")["patients"]
    income = atlas.table("income_score")["value"]
    here = where.reindex(income.index).dropna()
    expected = (here * income[here.index]).sum() / here.sum()
    spans = found.groups[["need_from", "need_to"]]
    assert ((spans["need_from"] >= expected) & (spans["need_to"] <= expected)).sum() == 1
    assert "health_in_index" not in [g.key for g in found.guards]


def test_a_place_and_a_given_table(atlas: Atlas) -> None:
    sheffield = atlas.practices.index[atlas.practices["place"] == "Sheffield"]
    found = practice_gradient(atlas, "DM", "2024-25", practices=sheffield)
    assert found.groups["members"].sum() == len(sheffield)
    doubled = atlas.prevalence.assign(on_register=atlas.prevalence["on_register"] * 2)
    more = practice_gradient(atlas, "DM", "2024-25", practices=sheffield, prevalence=doubled)
    assert more.slope.sii == pytest.approx(2 * found.slope.sii)
    with pytest.raises(Refused, match="at least five groups"):
        practice_gradient(atlas, "DM", "2024-25", practices=sheffield[:10])


@pytest.mark.parametrize(("register", "year"), [("XYZ", "2024-25"), ("DM", "1999-00")])
def test_unknown_registers_and_years(atlas: Atlas, register: str, year: str) -> None:
    with pytest.raises(KeyError, match="no register"):
        practice_gradient(atlas, register, year)


def test_change_is_over_the_same_practices(atlas: Atlas) -> None:
    table = atlas.prevalence
    home = practice_lists(atlas).index
    gone = (table["practice"] == home[0]) & (table["year"] == "2022-23")
    found = practice_change(atlas, "COPD", prevalence=table[~gone])
    assert list(found) == ["2021-22", "2022-23", "2024-25"]
    assert {made.groups["members"].sum() for made in found.values()} == {169}
    whole = practice_change(atlas, "COPD", ["2021-22", "2024-25"])
    assert {made.groups["members"].sum() for made in whole.values()} == {170}
    alone = practice_gradient(atlas, "COPD", "2021-22")
    assert whole["2021-22"].slope.sii == pytest.approx(alone.slope.sii)


# ---- indicators of practices ----


def test_a_practice_s_values_are_those_of_its_profile(atlas: Atlas) -> None:
    practice = "C87008"
    weights = units.weights(atlas, units.unit(atlas, practice))
    for indicator in ("english_limited", "no_car", "crime_burglary"):
        row = practice_values(atlas, indicator).loc[practice]
        whole = profile.figure(atlas, indicator, weights)
        assert row["value"] == pytest.approx(whole.value)
        if whole.lower is not None:
            # An estimate has no limits of chance, which would say too little of its error.
            assert np.isnan(row["lower"])
            assert row["numerator"] == pytest.approx(whole.numerator)
    assert practice_values(atlas, "imd_score").at[practice, "value"] == pytest.approx(
        20.43, abs=0.01
    )
    assert practice_values(atlas, "imd_rank")["value"].isna().all()
