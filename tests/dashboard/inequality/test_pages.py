"""The parts of the page: each holds the layers' figures and each guard where it acts."""

from typing import Any

import numpy as np
import pytest
from dash.development.base_component import Component

from dashboard.inequality import correlation as together
from dashboard.inequality import districts, form, mix, years
from dashboard.inequality.correlation import together_page
from dashboard.inequality.gap_page import gap_page
from dashboard.inequality.mix import mix_page
from dashboard.inequality.view import InequalityView, can_be_shown
from dashboard.parts.combobox import offered
from layers import Atlas
from layers.inequality import correlation, segregation
from layers.practices import recorded_registers
from layers.statistics.diversity import simpson
from tests.dashboard.test_graphs import components, unsafe


def texts(thing: Any) -> str:
    """All that a page says."""
    if isinstance(thing, str):
        return thing
    if isinstance(thing, (list, tuple)):
        return " ".join(map(texts, thing))
    return texts(getattr(thing, "children", None) or "") if isinstance(thing, Component) else ""


def keys(thing: Any) -> list[str]:
    """Guards that a page shows, in order."""
    found = [getattr(one, "data-guard", None) for one in components(thing)]
    return [key for key in found if key]


def graphs(thing: Any) -> list[str]:
    return [one.id for one in components(thing) if type(one).__name__ == "Graph"]


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (("bad_health", "imd_without_health"), ["not_age_adjusted"]),
        (("bad_health", "imd"), ["health_in_index", "not_age_adjusted"]),
        (("qof_copd", "imd"), ["attributed", "health_in_index", "not_age_adjusted"]),
        (("english_limited", "income"), ["below_zero"]),
        (("crime_score", "income"), ["spread", "no_ratio"]),
        (("employment_score", "imd"), ["contained", "spread"]),
        (("pakistani", "minority_ethnic"), ["overlap", "below_zero"]),
        (("imd_score", "imd"), ["same"]),
        (("no_car", "roma"), ["tied"]),
    ],
)
def test_each_guard_stands_where_it_acts(
    atlas: Atlas, view: tuple[str, str], expected: list[str]
) -> None:
    page = gap_page(atlas, InequalityView(indicator=view[0], ordering=view[1]))
    assert keys(page) == expected
    assert graphs(page) == ([] if expected[0] in ("same", "tied") else ["gradient", *(
        [] if "no_ratio" in expected else ["concentration"])])  # fmt: skip
    assert unsafe(page) == []


def test_the_curve_is_offered_where_the_line_does_not_fit(atlas: Atlas) -> None:
    view = InequalityView(indicator="english_limited", ordering="income")
    page = components(gap_page(atlas, view))
    links = [c.href for c in page if getattr(c, "className", "") == "inside"]
    assert links == ["/inequality?i=english_limited&o=income&f=logit"]
    curved = InequalityView(indicator="english_limited", ordering="income", fit="logit")
    assert "below_zero" not in keys(gap_page(atlas, curved))


def test_districts_beside_each_other_and_a_register_over_years(atlas: Atlas) -> None:
    view = InequalityView(indicator="qof_copd", ordering="imd")
    said = texts(districts.section(atlas, view))
    assert all(name in said for name in atlas.districts.values())
    england = recorded_registers.england(atlas)["prevalence"]
    assert f"England {england['2024-25', 'COPD']:.2f}%" in said
    assert "tenths in South Yorkshire" in said
    assert "fifths in Barnsley" in said
    by_year = texts(years.section(atlas, view))
    assert "1.81 points in 2021-22 and 1.85 points in 2024-25" in by_year
    assert all(
        f"{england[year, 'COPD']:.2f}%" in by_year for year in recorded_registers.years(atlas)
    )
    assert "The publication of 2023-24 is not among those" in by_year
    assert "whether the slope has changed between 2021-22 and 2024-25 cannot be told" in by_year
    areas = InequalityView(indicator="no_car", ordering="imd")
    assert "England" in texts(districts.section(atlas, areas))
    assert years.section(atlas, areas) is None
    assert districts.section(atlas, InequalityView(indicator="imd_score", ordering="imd")) is None


def test_a_district_without_a_gradient_says_why(atlas: Atlas) -> None:
    said = texts(
        districts.section(atlas, InequalityView(indicator="gypsy_traveller", ordering="imd"))
    )
    assert "Sheffield" in said


def test_small_groups_have_no_dissimilarity(atlas: Atlas) -> None:
    page = mix_page(atlas, InequalityView(part="mix"))
    found = mix.dissimilarities(atlas)
    few = (found["by_chance"] >= segregation.MOSTLY_CHANCE).sum()
    some = found["by_chance"].between(segregation.SOME_CHANCE, segregation.MOSTLY_CHANCE).sum()
    said = texts(page)
    assert said.count("too few") - 1 == few > 0  # once in the note
    figures = [
        c for c in components(page) if getattr(c, "className", "") in ("shaded", "small-group")
    ]
    assert sum(texts(one).endswith("*") for one in figures) == some > 0
    assert len(figures) == len(found) - few
    shaded = [one for one in figures if one.className == "shaded"]
    assert len(shaded) == (found["people"] >= mix.LARGE).sum()
    one = mix_page(atlas, InequalityView(part="mix", within="E08000018"))
    assert "Sheffield" not in texts(one)


def test_the_finding_on_segregation_says_of_which_groups_it_is_the_most(atlas: Atlas) -> None:
    page = mix_page(atlas, InequalityView(part="mix"))
    said = {one.id: texts(one) for one in components(page) if getattr(one, "id", "")}
    found = mix.dissimilarities(atlas)
    ethnic = found[
        [atlas.indicators[i].source == segregation.SOURCES[0] for i in found["indicator"]]
    ]
    large = ethnic[ethnic["people"] >= mix.LARGE].nlargest(1, "dissimilarity").squeeze()
    assert f"{100 * large['dissimilarity']:.0f} in 100" in said["finding"]
    assert "5,000 people or more" in said["finding"]
    assert "“Roma” in Rotherham has 82 (698 people" in said["finding-smaller"]


def test_a_practice_that_has_closed_is_named_where_it_counts(atlas: Atlas) -> None:
    page = texts(gap_page(atlas, InequalityView(indicator="qof_dm", ordering="imd")))
    assert "170 practices. Barnburgh Surgery closed after that" in page
    assert f"lists the other {len(atlas.practices)}" in page
    sheffield = gap_page(
        atlas, InequalityView(indicator="qof_dm", ordering="imd", within="E08000019")
    )
    assert "closed after that" not in texts(sheffield)


def test_the_way_to_the_clusters(atlas: Atlas) -> None:
    def link(**view: str) -> list[str]:
        page = components(gap_page(atlas, InequalityView(**view)))  # type: ignore[arg-type]
        return [one.href for one in page if getattr(one, "id", "") == "to-clusters"]

    assert link(indicator="no_car") == ["/?i=no_car&o=1"]
    assert link(indicator="no_car", within="E08000016") == ["/?i=no_car&d=E08000016&o=1"]
    assert link(indicator="qof_dm") == []


def test_england_s_tenths_and_why_there_are_none(atlas: Atlas) -> None:
    view = InequalityView(indicator="bad_health", ordering="imd", by="national")
    assert "England's tenths: deprivation" in texts(gap_page(atlas, view))
    assert "Both ends are England's tenths" in texts(districts.section(atlas, view))
    assert "few_areas" not in keys(gap_page(atlas, view))
    barnsley = InequalityView(
        indicator="bad_health", ordering="imd", within="E08000016", by="national"
    )
    last = (atlas.table("imd_decile")["value"] == 10) & (
        atlas.areas["district_code"] == "E08000016"
    )
    assert f"Only {last.sum()} of the areas here are in the least deprived tenth of England" in (
        texts(gap_page(atlas, barnsley))
    )
    none = gap_page(atlas, InequalityView(by="national"))
    assert keys(none) == ["no_national_groups"]
    links = [one.href for one in components(none) if type(one).__name__ == "A"]
    assert links == ["/inequality?i=bad_health&o=imd&g=national",
                     "/inequality?i=bad_health&o=imd_without_health"]  # fmt: skip


@pytest.mark.parametrize("level", ["area", "practice"])
def test_correlations_keep_to_a_place(atlas: Atlas, level: correlation.Level) -> None:
    view = InequalityView(part="together", level=level, within="E08000019")
    page = together_page(atlas, view)
    said = texts(page)
    number = {"area": (atlas.areas["district_code"] == "E08000019").sum(),
              "practice": (atlas.practices["place"] == "Sheffield").sum()}[level]  # fmt: skip
    assert f"over {number} {together.WHAT[level]} in Sheffield" in said
    picture = next(c for c in components(page) if type(c).__name__ == "Graph")
    assert len(picture.figure["data"][0]["x"]) == number


def test_a_place_with_too_few_areas_says_so(atlas: Atlas) -> None:
    neighbourhood = atlas.areas["msoa_code"].iloc[0]
    page = together_page(atlas, InequalityView(part="together", within=neighbourhood))
    number = (atlas.areas["msoa_code"] == neighbourhood).sum()
    assert keys(page) == ["few_pairs"]
    assert f"and there are {number}." in texts(page)


def test_chance_speaks_against_small_groups() -> None:
    guard = segregation.chance_guard
    assert guard(0.1) is None
    assert (guard(0.25).level, guard(0.5).level) == ("warn", "refuse")  # type: ignore[union-attr]
    assert guard(np.nan).level == "refuse"  # type: ignore[union-attr]


def test_mixed_places_and_mixed_areas(atlas: Atlas) -> None:
    found = mix.diversities(atlas, sorted(atlas.districts))
    assert list(found.index) == [*(atlas.districts[c] for c in sorted(atlas.districts)), atlas.name]
    # Two from the same area are alike at least as often as two from anywhere.
    assert (found["same_area"] < found["anywhere"]).all()
    parts = atlas.indicators["ethnic_diversity"].components
    people = [atlas.table(name)["numerator"].sum() for name in parts]
    assert found.at[atlas.name, "anywhere"] == pytest.approx(simpson([people])[0])


@pytest.mark.parametrize("level", ["area", "practice"])
def test_the_table_is_that_of_the_layers(atlas: Atlas, level: correlation.Level) -> None:
    chosen = ("imd_score", "no_car", "english_limited", "qof_copd")
    page = together_page(atlas, InequalityView(part="together", chosen=chosen, level=level))
    found = correlation.correlations(atlas, chosen, level)
    links = [c for c in components(page) if "inside" in (getattr(c, "className", "") or "")]
    shown = [float(texts(one).rstrip("*").replace("−", "-")) for one in links]
    known = found["r"].dropna()
    assert sorted(shown) == pytest.approx(sorted(known), abs=0.005)
    assert len(known) == (3 if level == "area" else 6)
    assert ("attributed" in keys(page)) == (level == "area")
    assert "part_of" in keys(page)
    assert graphs(page) == ["scatter"]


def test_the_scatter_is_of_the_chosen_pair(atlas: Atlas) -> None:
    view = InequalityView(part="together", pair=("no_car", "bad_health"))
    picture = next(c for c in components(together_page(atlas, view)) if type(c).__name__ == "Graph")
    trace = picture.figure["data"][0]
    assert trace["x"] == atlas.table("no_car")["value"].tolist()
    assert trace["y"] == atlas.table("bad_health")["value"].tolist()


def test_words_for_a_correlation() -> None:
    for bound, words, below in (
        (0.8, "very closely", "closely"), (-0.6, "closely", "fairly"),
        (0.4, "fairly", "loosely"), (-0.2, "loosely", "hardly at all"),
    ):  # fmt: skip
        assert together.strength(bound) == words
        assert together.strength(0.99 * bound) == below


@pytest.mark.parametrize(
    ("pair", "places", "does"),
    [
        (("bad_health", "no_car"), "in the same places", "tends to be higher, too"),
        (("age_65_plus", "minority_ethnic"), "in different places", "tends to be lower"),
    ],
)
def test_which_way_two_go_together_is_said(
    atlas: Atlas, pair: tuple[str, str], places: str, does: str
) -> None:
    page = together_page(atlas, InequalityView(part="together", chosen=pair, pair=pair))
    said = texts(page)
    assert places in said
    assert does in said


def test_what_is_offered_can_be_shown(atlas: Atlas) -> None:
    controls = {str(one.id): one for one in form.form(atlas)._traverse() if getattr(one, "id", "")}
    choices = controls[str(offered(form.INDICATOR))].data
    assert set(choices["indicators"]) == {
        name for name, one in atlas.indicators.items() if can_be_shown(one)
    }
    places = {one["label"]: one["options"] for one in controls[str(offered(form.WITHIN))].data}
    assert len(places["Practices"]) == len(atlas.practices)
    assert len(places["Networks (PCN)"]) == 29
    orders = controls["ask-order"].options
    ids = [one["value"] for one in orders if not one.get("disabled")]
    assert len(ids) == len(set(ids))
    assert {"imd", "imd_without_health", "income", "minority_ethnic", "pakistani"} <= set(ids)
