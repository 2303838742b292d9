"""The headline of a view: worked examples, its figures against the snapshot's own tables, and its
live phrases."""

import json
import re

import numpy as np
import pandas as pd
import pytest

from dashboard.explore.areas_in_view import areas_in_view
from dashboard.explore.classes import crossed_classes
from dashboard.explore.phrases import plain, shown
from dashboard.explore.view import ViewState, read_query
from dashboard.explore.view_finding import TWO_LINES, finding, said_over_map
from dashboard.parts.plain_markup import still
from layers.atlas import Atlas
from layers.geography import levels


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            "",
            "316 of the 860 areas in South Yorkshire are among England's most deprived fifth. "
            "511,997 people live there: 37.2% of South Yorkshire, nearly twice England's 20.2%",
        ),
        (
            "?i=english_limited&l=ward",
            "Cannot speak English well or at all: 1.6% in South Yorkshire, less than England's "
            "1.9%. Above England's in 19 of 95 wards; highest in Burngreave, 8.8%",
        ),
        # Groups of wards are in Sheffield alone.
        (
            "?i=english_limited&l=grouping",
            "Cannot speak English well or at all: 1.6% in South Yorkshire, less than England's "
            "1.9%. Above England's in 4 of 7 Local Area Committees in Sheffield; highest in",
        ),
        (
            "?p=C88048",
            "18 of the 19 areas of Burngreave Surgery are among England's most deprived fifth. "
            "32,110 people live there: 95.2% of all in these areas, more than four times England's "
            "20.2%",
        ),
        # No share of England's people is known by this measure.
        (
            "?i=income_decile",
            "285 of the 860 areas in South Yorkshire are among England's most deprived fifth by "
            "this measure. 460,075 people live there: 33.5% of South Yorkshire",
        ),
        # A score of 148 is not 1.3 times as much illness as one of 113.
        (
            "?i=illness_disability_ratio",
            "Illness and disability (ratio): 148 in South Yorkshire, more than England's 113. "
            "Above England's in 577 of 860 areas; highest in Highfield & Lowfield, 308",
        ),
        (
            "?i=qof_dm&d=E08000016",
            "Diabetes (modelled): about 9.0% in Barnsley, slightly more than England's 7.9%.",
        ),
        (
            "?i=good_health",
            "Good or very good health: 78.9% in South Yorkshire, slightly less than England's "
            "82.2%. Below England's in 644 of 860 areas; lowest in Woodhouse West, 61.1%",
        ),
        # All areas of a ward share its figure: how many are above England's is not known.
        (
            "?i=ward_somali",
            "Somali (ward figure): 0.21% in South Yorkshire, less than England's 0.29%; highest in "
            "Burngreave, 3.61%",
        ),
        (
            "?i=imd_decile&j=english_limited",
            "Most need in both Multiple deprivation and Cannot speak English well or at all: 190 "
            "of the 860 areas in South Yorkshire, where 320,716 people live, 23.3% of South "
            "Yorkshire",
        ),
        ("?s=E01007317", "Kendray: Decile 1 of 10"),
        # Larger areas are crossed on the map too, and named where they are few.
        (
            "?i=english_limited&j=imd_score&d=E08000018&l=ward",
            "Most need in both Cannot speak English well or at all and Multiple deprivation: 3 of "
            "the 25 wards in Rotherham (Boston Castle, Rotherham East and Rotherham West), where "
            "45,392 people live, 17.1% of Rotherham",
        ),
        # The decile has no figure of wards, so that nothing is crossed.
        (
            "?i=imd_decile&j=english_limited&l=ward",
            "316 of the 860 areas in South Yorkshire are among England's most deprived fifth.",
        ),
        (
            "?s=E01007317.E01007824",
            "Kendray and Beauchief: 1,521 of their 2,851 residents live in the most deprived fifth",
        ),
        (
            "?l=ward&s=E05000994",
            "Stairfoot: 8,253 of its 13,204 residents live in the most deprived fifth",
        ),
        ("?i=imd_rank&s=E01007317", "Multiple deprivation: national rank, Kendray: 1,805"),
        (
            "?i=no_car&s=E01007317.E01007824",
            "No car or van: 24.4% in the 2 selected areas, slightly more than England's 23.5%",
        ),
        (
            "?i=residents",
            "Residents: 1,374,978 people in South Yorkshire; highest in Endcliffe & Ranmoor, 3,539",
        ),
        (
            "?i=rural_urban",
            "793 of the 860 areas in South Yorkshire are “Urban: Nearer to a major town or city”, "
            "where 1,265,001 people live",
        ),
        # Longer than two lines with how many are above England's, which is left out then.
        (
            "?i=minority_ethnic&p=C88048",
            "Minority ethnic communities (all except White British): 58.5% in the 19 areas of "
            "Burngreave Surgery, more than twice England's 26.5%; highest in Burngreave & "
            "Grimesthorpe, 90.5%",
        ),
        ("?i=imd_rank", "Multiple deprivation: national rank; lowest in Rotherham Central, 10"),
        ("?t=1&d=E08000019&w=E05000994", ""),
    ],
)
def test_findings(atlas: Atlas, query: str, said: str) -> None:
    found = finding(atlas, read_query(query, atlas).view)
    assert found.startswith(said)
    assert bool(found) == bool(said)


def test_a_practice_s_headline_has_room_in_two_lines(atlas: Atlas) -> None:
    views = [ViewState(practices=(code,)) for code in atlas.practices.index]
    said = [finding(atlas, view) for view in views]
    assert max(map(len, said)) <= TWO_LINES
    # Where England's figure beside it would be too much, that is left out.
    long = said[atlas.practices.index.get_loc("C85028")]
    assert long == (
        "7 of the 19 areas of Lundwood Medical Centre PMS Practice are among England's most "
        "deprived fifth. 10,988 people live there: 35.0% of all in these areas"
    )
    assert sum("England's 20.2%" in one for one in said) > 0.9 * len(said)


def numbers(text: str) -> list[float]:
    return [float(one.replace(",", "")) for one in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]


def abouts(atlas: Atlas, query: str) -> list[tuple[str, dict]]:
    """The live phrases of a view, as the browser is sent them."""
    markup = still(shown(said_over_map(atlas, read_query(query, atlas).view)))
    return [
        (one[2], json.loads(one[1]["data-about"])) for one in markup if not isinstance(one, str)
    ]


@pytest.mark.parametrize(
    "where", ["", "&d=E08000017", "&d=E08000018.E08000019", "&p=C88048", "&n=2200", "&u=0.2"]
)
def test_its_figures_are_those_of_the_tables(atlas: Atlas, where: str) -> None:
    codes = areas_in_view(atlas, read_query(f"?{where}", atlas).view)
    people = atlas.areas.loc[codes, "residents"]
    poor = atlas.table("imd_decile")["value"].loc[codes] <= 2
    said = numbers(finding(atlas, read_query(f"?{where}", atlas).view))
    assert said[:4] == [
        poor.sum(),
        len(codes),
        people[poor].sum(),
        pytest.approx(100 * people[poor].sum() / people.sum(), abs=0.05),
    ]
    for indicator in ("no_car", "bad_health"):
        table, nation = atlas.table(indicator).loc[codes], atlas.england(indicator).value
        said = numbers(finding(atlas, read_query(f"?i={indicator}{where}", atlas).view))
        share = 100 * table["numerator"].sum() / table["denominator"].sum()
        assert pytest.approx(share, abs=0.05) in said
        assert pytest.approx(nation, abs=0.05) in said
        assert said[-3:] == [
            (table["value"] > nation).sum(),
            len(codes),
            pytest.approx(table["value"].max(), abs=0.05),
        ]


def standing(atlas: Atlas, values: pd.Series, about: dict) -> set[str]:
    """The areas that a phrase is about, found as the browser finds them."""
    [(kind, given)] = about.items()
    if kind == "codes":
        return set(given)
    keep = {
        "among": values.isin(given) if kind == "among" else None,
        "over": values > given if kind == "over" else None,
        "under": values < given if kind == "under" else None,
    }[kind]
    return set(values.index[keep])


@pytest.mark.parametrize(
    ("indicator", "level"),
    [
        ("imd_decile", "lsoa"),
        ("english_limited", "lsoa"),
        ("good_health", "msoa"),
        ("bad_health", "ward"),
        ("rural_urban", "lsoa"),
    ],
)
def test_a_phrase_is_about_as_many_areas_as_it_says(
    atlas: Atlas, indicator: str, level: str
) -> None:
    values = levels.table_at(atlas, indicator, level)["value"]
    said = abouts(atlas, f"?i={indicator}&l={level}")
    assert said
    for text, about in said:
        found = standing(atlas, values, about)
        if "codes" in about:
            low = atlas.indicators[indicator].polarity == "low"
            assert found == {values.idxmin() if low else values.idxmax()}
        else:
            assert len(found) == numbers(text)[0], text


def test_the_square_of_most_need_is_the_one_that_the_map_has(atlas: Atlas) -> None:
    query = "?i=no_car&j=english_limited"
    [(text, about)] = abouts(atlas, query)
    classes = crossed_classes(atlas, read_query(query, atlas).view)
    assert (np.asarray(classes.of) == about["square"]).sum() == numbers(text)[0]


def test_people_where_need_is_most_in_both_are_those_of_the_wards(atlas: Atlas) -> None:
    query = "?i=no_car&j=english_limited&l=ward&d=E08000018"
    view = read_query(query, atlas).view
    areas = atlas.areas[atlas.areas["district_code"] == "E08000018"]
    of = crossed_classes(atlas, view).of.reindex(areas["ward_code"].unique())
    most = of.index[of == 8]
    there = areas.loc[areas["ward_code"].isin(most), "residents"].sum()
    said = numbers(finding(atlas, view))
    assert said[:2] == [len(most), len(of)]
    assert there in said


def test_areas_are_not_pointed_at_on_a_map_of_larger_ones(atlas: Atlas) -> None:
    view = read_query("?l=ward", atlas).view
    assert abouts(atlas, "?l=ward") == []
    assert plain(said_over_map(atlas, view)) == finding(atlas, read_query("", atlas).view)
