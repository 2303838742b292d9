"""Figures of a part of the areas are said to be of that part, wherever they are put together."""

import json

import numpy as np
import pytest
from dash.development.base_component import Component
from plotly.utils import PlotlyJSONEncoder

from dashboard.explore import export_table
from dashboard.explore.places_shown import places_in_view
from dashboard.explore.view import read_query
from dashboard.explore.view_card import card
from dashboard.explore.view_finding import finding
from dashboard.inequality.correlation import together_page
from dashboard.inequality.gap_page import gap_page
from dashboard.inequality.view import read_view
from dashboard.own_shown import own_figures
from dashboard.parts.targets.handover import Handover, work_out
from dashboard.parts.targets.target_definition import read_targets
from dashboard.seldom_heard.map_result import legend, standings
from layers.atlas import Atlas
from layers.geography import levels
from layers.own.own_indicator import with_own
from layers.own.own_layer import OwnLayer
from tests.layers.own.layers import layer

HIDDEN, NOT_BROUGHT = (
    "hidden because it is small, or not given in the file",
    "none was brought for this area",
)
HERE = ("Rotherham", "Sheffield")


@pytest.fixture(scope="module")
def mine(atlas: Atlas) -> OwnLayer:
    """Of two districts of four; every fiftieth count there is hidden."""
    inside = atlas.areas[atlas.areas["district"].isin(HERE)]
    homes = tuple(float(people // 2) for people in inside["residents"])
    cases = tuple(None if at % 50 == 0 else home // (8 + at % 17) for at, home in enumerate(homes))
    return layer(
        codes=tuple(inside.index), numerators=cases, denominators=homes, hidden=11, people=True
    )


@pytest.fixture(scope="module")
def known(atlas: Atlas, mine: OwnLayer) -> Atlas:
    return with_own(atlas, [mine])


def said(known: Atlas, query: str) -> str:
    return finding(known, read_query(query, known).view)


def text_of(made: Component | list[Component]) -> str:
    return json.dumps(made, cls=PlotlyJSONEncoder, ensure_ascii=False)


def of_card(known: Atlas, query: str) -> str:
    view = read_query(query, known).view
    return text_of(card(known, view, places_in_view(known, view)))


def number(known: Atlas, mine: OwnLayer, district: str = "") -> int:
    value = known.table(mine.id)["value"]
    inside = known.areas["district"] == district if district else known.areas["district"] != ""
    return int((value.notna() & inside).sum())


def test_a_headline_says_of_how_many_areas_it_is(known: Atlas, mine: OwnLayer) -> None:
    assert f"in the {number(known, mine)} areas of South Yorkshire with a figure" in said(
        known, f"?i={mine.id}"
    )
    part = number(known, mine, "Rotherham")
    assert 0 < part < (known.areas["district"] == "Rotherham").sum()
    where = f"in the {part} areas of Rotherham with a figure"
    assert where in said(known, f"?i={mine.id}&d=E08000018")
    assert where in said(known, f"?i={mine.id}&l=district&s=E08000018")
    none = said(known, f"?i={mine.id}&d=E08000016")
    assert none == "Households with a food parcel (own): no figure in Barnsley"
    two = mine.codes[0], mine.codes[1]
    selected = said(known, f"?i={mine.id}&s={'.'.join(two)}")
    assert "in the one with a figure among the 2 selected areas" in selected


@pytest.mark.parametrize("level", ["lsoa", "ward"])
def test_two_at_once_are_counted_among_those_that_have_both(
    known: Atlas, mine: OwnLayer, level: str
) -> None:
    both = int((~np.isnan(levels.values_at(known, mine.id, level))).sum())
    text = said(known, f"?i={mine.id}&j=imd_score&l={level}")
    among = {
        "lsoa": f"of the {both} areas of South Yorkshire with both figures",
        "ward": f"of the {both} wards in South Yorkshire with both figures",
    }
    assert among[level] in text
    assert text.endswith("of all in these areas")


def test_a_card_says_it_of_sums_bars_and_single_areas(known: Atlas, mine: OwnLayer) -> None:
    at_a_glance = of_card(known, f"?i={mine.id}")
    assert f"in the {number(known, mine)} areas of South Yorkshire with a figure" in at_a_glance
    bar = f"{number(known, mine, 'Sheffield')} of 343 areas"
    assert f'["Sheffield", {{"props": {{"children": "{bar}"' in at_a_glance
    ward = known.areas.at[mine.codes[0], "ward_code"]
    inside = (known.areas["ward_code"] == ward).sum()
    of_ward = of_card(known, f"?i={mine.id}&l=ward&s={ward}")
    assert f"of these {inside} areas have a figure" in of_ward
    assert HIDDEN[1:] in of_card(known, f"?i={mine.id}&s={mine.codes[0]}")
    assert NOT_BROUGHT[1:] in of_card(known, f"?i={mine.id}&s=E01007317")


def test_a_file_tells_hidden_from_not_brought(known: Atlas, mine: OwnLayer) -> None:
    def column(query: str, name: str) -> dict[str, object]:
        table = export_table.table(known, read_query(query, known).view)
        values = next(one.values for one in table.columns if one.id == f"{mine.id}_{name}")
        return dict(zip(table.codes, values, strict=True))

    why = column(f"?i={mine.id}", "none")
    assert [why[code] for code in mine.codes[:2]] == [HIDDEN, None]
    assert why["E01007317"] == NOT_BROUGHT
    areas = column(f"?i={mine.id}&l=district", "areas")
    assert areas["E08000016"] == 0
    assert areas["E08000018"] == number(known, mine, "Rotherham")


def test_the_browser_is_told_why_there_is_none(known: Atlas, mine: OwnLayer) -> None:
    none = dict(own_figures(known)["indicators"][mine.id]["none"])
    codes = list(known.areas.index)
    assert [codes[at] for at in none[HIDDEN]] == list(mine.codes[::50])
    assert len(none[NOT_BROUGHT]) == len(codes) - len(mine.codes)


def found(known: Atlas, search: str) -> Handover:
    targets, notes = read_targets(search, known)
    assert not notes
    return work_out(known, targets)


def test_a_search_says_which_areas_it_knows_nothing_of(known: Atlas, mine: OwnLayer) -> None:
    made = found(known, f"c={mine.id}!ge!8!r~imd_decile!d!2!r")
    value = known.table(mine.id)["value"]
    poor = known.table("imd_decile")["value"] <= 2
    near = set(made.finding.near["lsoa"])
    unknown = set(known.areas.index[value.isna() & poor]) - near
    assert set(made.finding.unknown) == unknown
    [line] = [one for one in made.advice if "No figure of" in one]
    lacking = int(value.isna().sum())
    assert f"“Households with a food parcel (own)”: {lacking} of the 860 areas looked in" in line
    assert f"{len(unknown)} areas may be missing from what was found" in line
    stands = standings(known, made)
    assert {code for code, one in stands.items() if one == "unknown"} == unknown
    shown = text_of(legend(known, made))
    assert '"Not known"' in shown
    assert f'"{len(unknown)}"' in shown
    # Where every area has every figure there is nothing of the kind.
    whole = found(known, "c=imd_decile!d!2!r")
    assert not len(whole.finding.unknown)
    assert '"Not known"' not in text_of(legend(known, whole))


def test_a_gap_and_what_goes_together_say_of_how_many_areas(known: Atlas, mine: OwnLayer) -> None:
    every = number(known, mine)
    gap = text_of(gap_page(known, read_view(f"?i={mine.id}", known)[0]))
    assert f"in the {every} areas of South Yorkshire with a figure, " in gap
    assert f"{every} of the 860 areas here have a figure." in gap
    inside = text_of(gap_page(known, read_view(f"?i={mine.id}&w=E08000019", known)[0]))
    assert f"{number(known, mine, 'Sheffield')} of the 343 areas here have a figure." in inside
    search = f"?t=together&c={mine.id}.imd_score.good_health"
    together = text_of(together_page(known, read_view(search, known)[0]))
    assert f"known for {every} of 860 areas here" in together
