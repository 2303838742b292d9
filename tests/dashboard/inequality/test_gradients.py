"""Which gradient a view asks for: areas or practices, of which place, or why there is none."""

import pytest

from dashboard.inequality import gradients
from dashboard.inequality.view import InequalityView
from dashboard.parts import place_gradient
from layers import Atlas
from layers.inequality import gradient
from layers.inequality.gradient import Gradient
from layers.inequality.guards import Guard
from layers.practices import units


def test_a_register_is_over_practices_and_anything_else_over_areas(atlas: Atlas) -> None:
    over = {
        name: place_gradient.found(atlas, name, "imd", "", "none").over  # type: ignore[union-attr]
        for name in ("qof_copd", "qof_dm", "no_car", "crime_burglary")
    }
    assert set(over.items()) == {
        ("qof_copd", "practices"), ("qof_dm", "practices"), ("no_car", "areas"),
        ("crime_burglary", "areas"),
    }  # fmt: skip


def test_a_district_s_practices_are_those_whose_patients_live_there(atlas: Atlas) -> None:
    """In South Yorkshire they are the practices of its place, which other sources name."""
    practices = atlas.practices
    for code, name in atlas.districts.items():
        mine = set(place_gradient.place(atlas, code).practices or ())
        assert mine & set(practices.index) == set(practices.index[practices["place"] == name])
    ward = atlas.areas["ward_code"].iloc[0]
    assert place_gradient.place(atlas, ward).practices == ()


def test_a_network_is_the_places_where_its_patients_live(atlas: Atlas) -> None:
    network = atlas.practices["pcn_code"].iloc[0]
    made = place_gradient.found(atlas, "no_car", "imd", network, "none")
    weights = units.weights(atlas, units.unit(atlas, network))
    assert isinstance(made, Gradient)
    assert made.value == gradient.gradient(atlas, "no_car", weights=weights).value


@pytest.mark.parametrize(
    ("case", "key"),
    [
        (("imd_score", "imd", ""), "same"), (("imd_rank", "imd", ""), "not_a_level"),
        (("homelessness", "imd", ""), "district_value"), (("no_car", "roma", ""), "tied"),
        (("qof_copd", "imd", "U20350"), "few_groups"), (("qof_copd", "imd", "E05000932"), None),
        (("no_car", "imd", "E02001526"), "few_groups"),
        (("gypsy_traveller", "income", "C85001"), "few_cases"),
    ],
)  # fmt: skip
def test_refusals(atlas: Atlas, case: tuple[str, str, str], key: str | None) -> None:
    if case[2].startswith("E05"):
        case, key = (*case[:2], atlas.areas["ward_code"].iloc[0]), "few_groups"
    found = place_gradient.found(atlas, *case, "none")
    assert isinstance(found, Guard)
    assert (found.key, found.level) == (key, "refuse")


def test_a_curve_that_the_values_do_not_allow_becomes_a_line(atlas: Atlas) -> None:
    rare = place_gradient.found(atlas, "roma", "imd", "E08000016", "logit")
    plain = place_gradient.found(atlas, "no_car", "imd", "", "logit")
    assert isinstance(plain, Gradient)
    assert plain.slope.transform == "logit"
    if isinstance(rare, Gradient) and not rare.groups["numerator"].all():
        assert rare.slope.transform == "none"
    score = place_gradient.found(atlas, "crime_score", "income", "", "logit")
    assert isinstance(score, Gradient)
    assert score.slope.transform == "none"


def test_years_are_those_of_registers(atlas: Atlas) -> None:
    assert list(gradients.by_year(atlas, "qof_copd", "imd", "", "none")) == [
        "2021-22", "2022-23", "2024-25",
    ]  # fmt: skip
    assert gradients.by_year(atlas, "no_car", "imd", "", "none") == {}
    assert gradients.by_year(atlas, "qof_copd", "imd", "U20350", "none") == {}


def test_every_district_is_there(atlas: Atlas) -> None:
    made = gradients.by_district(atlas, InequalityView(indicator="no_car", ordering="imd"))
    assert list(made) == sorted(atlas.districts)
    assert all(isinstance(one, Gradient) for one in made.values())
