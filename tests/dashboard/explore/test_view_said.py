"""What is said around Explore's map: the card of what is in view or selected, chips, and notes."""

import json
import re
from typing import Any

import pytest
from flask import Flask

from dashboard.explore import view_texts
from dashboard.explore.places_shown import everywhere
from dashboard.explore.said_route import add_said
from dashboard.explore.view import read_query
from dashboard.explore.view_clusters import clusters_of, leading, lists
from dashboard.explore.view_said import PLACES, said_of, said_of_everything
from dashboard.wording import map_texts
from layers import Atlas
from layers.geography import levels
from layers.geography.cluster_kinds import clustered, load_kinds

KENDRAY = "E01007317"
# What the card of a selection ends with.
PACKS = "Equality evidence pack (Word) Equality evidence pack (PDF)"


def nodes(part: list[Any]) -> list[list[Any]]:
    """All elements of plain markup, in order."""
    found = []
    for one in part:
        if isinstance(one, list):
            found += [one, *nodes(one[2:])]
    return found


def text(part: list[Any]) -> str:
    """What plain markup says; elements are set apart by spaces, strong words are not."""
    said = [
        one if isinstance(one, str) else f"*{text(one[2:])}*" if one[0] == "strong" else
        f" {text(one[2:])} " for one in part
    ]  # fmt: skip
    return re.sub(r"\s+", " ", "".join(said)).replace("*", "").strip()


def said(atlas: Atlas, query: str, place: str = "card-now") -> str:
    return text(said_of(atlas, read_query(query, atlas).view)[place])


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (
            "",
            "South Yorkshire at a glance Residents in the most deprived fifth South Yorkshire "
            "37.2% Barnsley 41.1% Doncaster 37.9% Rotherham 35.1% Sheffield 36.2% England 20.2% "
            "Most people in the most deprived fifth Central Doncaster & Hyde Park Doncaster · 7 "
            "areas 11,789",
        ),
        (
            "?i=no_car&d=E08000018",
            "Rotherham at a glance 23.0% (about 1 in 4) in Rotherham: 26,188 of 113,916. "
            "Households with no car or van. No car or van, compared South Yorkshire 25.7% Barnsley "
            "22.7% Doncaster 24.4% Rotherham 23.0% Sheffield 29.2% England 23.5% Highest Rotherham "
            "Central Rotherham 017D 62.1%",
        ),
        (
            "?i=imd_score&m=E02001526.E02001547.E02001633",
            "The 16 areas of the filter 31.4 in the 16 areas of the filter. Multiple deprivation: "
            "score, compared These 16 areas 31.4 South Yorkshire 29.1",
        ),
        (
            "?n=2200&i=residents",
            "The 42 areas of the filter 107,478 people in the 42 areas of the filter. Highest, "
            "people Endcliffe & Ranmoor Sheffield 038C 3,539",
        ),
        ("?t=1&d=E08000019&w=E05000994", "The 0 areas of the filter No area fits all of these"),
        (
            "?i=qof_mh&s=E01007557",
            "Hatfield East More Close 0.65% England 1.02% Severe mental illness Doncaster 008B · "
            "Hatfield ward, Doncaster · 2,935 residents "
            "Severe mental illness 0.65%: about 8 of 1,219 registered patients of all ages. Likely "
            "between 0.33 and 1.28%. Among the lowest 5% in England. Severe mental illness, "
            "compared Here 0.65% Doncaster 0.85% South Yorkshire 0.98% England 1.02% Far fewer "
            "patients than residents.",
        ),
        (
            "?s=E01007317.E01007824.E01008065",
            "3 areas selected More Close 2 of 3 areas in the most deprived fifth Multiple "
            "deprivation: national decile Barnsley, Sheffield · 4,964 residents Multiple "
            "deprivation: national decile 2 of 3 areas are among the most deprived fifth in "
            "England, with 3,634 "
            "residents. Residents in the most deprived fifth Selected 73.2%",
        ),
        (
            f"?i=imd_rank&s={KENDRAY}",
            "Kendray More Close 1,805 Multiple deprivation: national rank Barnsley 018A",
        ),
        (
            f"?i=imd_rank&s={KENDRAY}.E01007824",
            "2 areas selected More Close no figure Multiple deprivation: national rank Barnsley, "
            "Sheffield · 2,851",
        ),
        (
            "?i=ward_somali",
            "South Yorkshire at a glance 0.21% in South Yorkshire: 2,924 of 1,374,980. Usual "
            "residents who gave their ethnic group as Somali. Somali (ward figure), compared South "
            "Yorkshire 0.21% Barnsley 0.00% Doncaster 0.00% Rotherham 0.00% Sheffield 0.52% "
            "England 0.29% Highest, by ward Burngreave Ward in Sheffield 3.61%",
        ),
        (
            "?i=ward_somali&s=E01007869",
            "Crabtree & Fir Vale More Close 3.61% England 0.29% Somali (ward figure) Sheffield "
            "020A · Burngreave ward, Sheffield · 1,599 residents Somali (ward figure) 3.61% of the "
            "residents of Burngreave ward, 985 of 27,268. This is the whole ward's "
            "figure: how many of them live here is not published.",
        ),
        (
            "?i=ward_somali&s=E01007869.E01007317",
            "2 areas selected More Close 1.95% England 0.29% Somali (ward figure) Barnsley, "
            "Sheffield · 3,120 residents Somali (ward figure) "
            "1.95%, from the figures of 2 wards. How many",
        ),
        (
            "?i=ward_somali&l=ward&s=E05010861",
            "Burngreave More Close 3.61% England 0.29% Somali (ward figure) Ward in Sheffield · "
            "25,312 residents Somali (ward figure) 3.61% "
            "(about 1 in 28): 985 of 27,268 all usual residents of the ward.",
        ),
        (
            "?i=imd_score&l=ward&s=E05000994",
            "Stairfoot More Close 37.5 England 21.8 Multiple deprivation: score Ward in Barnsley · "
            "13,204 residents Multiple deprivation: score 37.5.",
        ),
    ],
)
def test_the_card_of_a_view(atlas: Atlas, query: str, wanted: str) -> None:
    assert said(atlas, query).startswith(wanted)


def test_a_selection_is_said_once_in_a_sentence(atlas: Atlas) -> None:
    assert said(atlas, f"?s={KENDRAY}", "card-said") == (
        "Kendray. Multiple deprivation: national decile: Decile 1 of 10. 1 is the most deprived."
    )
    assert said(atlas, "?d=E08000018", "card-said") == ""


def test_clusters_are_named_by_place_and_limited_by_the_filters(atlas: Atlas) -> None:
    card = said(atlas, "?i=english_limited&o=1")
    assert card.startswith(
        "Where high values gather 44 areas with 81,249 people, in 4 places: around Burngreave & "
        "Grimesthorpe and Crabtree & Fir Vale (27 areas, 52,110 people);"
    )
    assert "Show every area again High figures among high, by residents" in card
    assert "Low figures among low, by residents" in card
    rotherham = said(atlas, "?i=english_limited&o=1&d=E08000018")
    assert "Rotherham Central" in rotherham
    assert "Doncaster · 13 areas" not in rotherham
    for without in ("?i=english_limited&o=1&l=ward", "?i=qof_copd&o=1"):
        assert "among high" not in said(atlas, without)
    # Deciles have none of their own: the score's are said to be so.
    of_decile = said(atlas, "?o=1")
    assert of_decile.startswith("Where most deprivation gathers 40 areas with 72,267 people, in 5")
    assert "By “Multiple deprivation: score”: deciles and ranks have no average." in of_decile


@pytest.mark.parametrize("indicator", ["imd_score", "english_limited", "connectivity_score"])
def test_the_areas_and_people_of_named_clusters_are_all_that_have_the_mark(
    atlas: Atlas, indicator: str
) -> None:
    view = read_query(f"?i={indicator}&o=1", atlas).view
    found = clusters_of(atlas, view, everywhere(atlas))
    marks, residents = atlas.clusters[indicator], atlas.areas["residents"]
    for mark, zones in found.items():
        codes = [code for zone in zones for code in zone.areas]
        assert sorted(codes) == sorted(marks.index[marks == mark])
        assert sum(zone.residents for zone in zones) == residents[codes].sum()
    # The sentence adds up to what it says of all.
    first = said(atlas, f"?i={indicator}&o=1").partition(" Show every area again")[0]
    (areas, people), *parts = re.findall(r"([\d,]+) areas?(?: with|,) ([\d,]+) people", first)
    number = [int(text.replace(",", "")) for text, _ in parts]
    living = [int(text.replace(",", "")) for _, text in parts]
    assert (sum(number), sum(living)) == (int(areas), int(people.replace(",", "")))
    mark = leading(atlas, view, found)
    assert lists(atlas, view, found)[0].title.startswith(load_kinds()[mark - 1].name)
    assert mark == (2 if atlas.indicators[indicator].polarity == "low" else 1)
    assert int(areas) == (marks == mark).sum()


def test_where_it_gathers_is_offered_where_there_is_something_to_show(atlas: Atlas) -> None:
    assert "Show where it gathers (on the score)" in said(atlas, "")
    assert "Show where it gathers Click" in said(atlas, "?i=english_limited&d=E08000018")
    for without in ("?l=ward", "?i=qof_copd", "?i=no_car&j=english_limited", "?o=1"):
        assert "Show where it gathers" not in said(atlas, without), without


def test_what_cannot_be_averaged_is_said(atlas: Atlas) -> None:
    assert "Ranks and classes cannot be averaged" in said(
        atlas, f"?i=imd_rank&s={KENDRAY}.E01007824"
    )
    assert said(atlas, f"?i=imd_rank&s={KENDRAY}").endswith(f"national rank 1,805. {PACKS}")
    assert "In national tenth 1 of 10" in said(atlas, f"?s={KENDRAY}")


def test_a_selection_that_the_filters_do_not_keep_says_so(atlas: Atlas) -> None:
    wanted = {
        f"&s={KENDRAY}": "This area is not in Rotherham.",
        f"&s={KENDRAY}.E01007869": "These areas are not in Rotherham.",
        f"&s={KENDRAY}.E01007718": "1 of these 2 areas is not in Rotherham.",
    }
    assert atlas.areas.at["E01007718", "district"] == "Rotherham"
    for query, flag in wanted.items():
        assert flag in said(atlas, f"?d=E08000018{query}")
    assert "not in" not in said(atlas, f"?d=E08000016&s={KENDRAY}")


def test_two_indicators_name_where_most_people_have_most_need_in_both(atlas: Atlas) -> None:
    card = said(atlas, "?i=no_car&j=english_limited")
    assert "Most people: most need in both Burngreave & Grimesthorpe Sheffield · 6 areas" in card
    assert "Highest" not in card
    selected = said(atlas, f"?i=no_car&j=imd_score&s={KENDRAY}")
    assert selected.endswith(
        f"Multiple deprivation: score 53.4. Among the highest 6% in England. {PACKS}"
    )


def test_the_highest_are_the_table_s_and_select_themselves(atlas: Atlas) -> None:
    for level in ("lsoa", "ward"):
        for indicator, low in (("english_limited", False), ("life_expectancy_m", True)):
            if indicator not in atlas.indicators:
                continue
            values = levels.table_at(atlas, indicator, level)["value"].dropna()
            wanted = values.sort_values(ascending=low, kind="stable").index[:5].tolist()
            card = said_of_everything(atlas, indicator)["highest"][level]
            changes = [json.loads(n[1]["data-view"]) for n in nodes(card) if n[0] == "button"]
            gathers = (
                [{"clusters": True}] if level == "lsoa" and clustered(atlas, indicator) else []
            )
            assert changes == [*({"selected": [code]} for code in wanted), *gathers], (
                indicator,
                level,
            )


def test_a_card_of_everything_is_the_one_that_the_server_would_say(atlas: Atlas) -> None:
    filled = ("headline", "card-now")
    for indicator in ("imd_decile", "no_car", "residents", "rural_urban", "imd_rank", "qof_mh"):
        card = said_of_everything(atlas, indicator)
        for level, rest in card["highest"].items():
            view = read_query(f"?i={indicator}&l={level}", atlas).view
            parts = said_of(atlas, view)
            assert parts["card-now"] == [*card["glance"], *rest]
            assert parts["headline"] == card["headline"][level]
            assert all(parts[place] == [] for place in PLACES if place not in filled)


def test_bars_run_to_100_percent_or_to_the_highest_area(atlas: Atlas) -> None:
    def bars(query: str) -> list[float]:
        card = said_of(atlas, read_query(query, atlas).view)["card-now"]
        styles = [n[1]["style"] for n in nodes(card) if n[1].get("class") == "bar"]
        return [float(style.removeprefix("width:").removesuffix("%")) for style in styles]

    share = atlas.table("disabled").at["E01007869", "value"]
    assert bars("?i=disabled&s=E01007869")[0] == pytest.approx(share, abs=0.01)
    top = atlas.table("imd_score")["value"]
    assert bars(f"?i=imd_score&s={top.idxmax()}")[0] == 100
    assert bars("?i=imd_rank") == bars("?i=residents") == bars("?i=rural_urban") == []


def test_each_filter_has_a_chip_that_takes_it_off(atlas: Atlas) -> None:
    query = (
        "?d=E08000018.E08000019&w=E05000994&m=E02001526&c=U12376&p=C88627&u=1&t=2.1&n=1400"
        f"&s={KENDRAY}"
    )
    chips = said_of(atlas, read_query(query, atlas).view)["chips"]
    found = [(text([c]), c[1]["aria-label"], json.loads(c[1]["data-view"])) for c in chips]
    assert found == [
        ("Rotherham ×", "Take off Rotherham", {"districts": ["E08000019"]}),
        ("Sheffield ×", "Take off Sheffield", {"districts": ["E08000018"]}),
        ("Stairfoot ×", "Take off Stairfoot", {"wards": []}),
        ("Kendray ×", "Take off Kendray", {"neighbourhoods": []}),
        ("Areas of Heeley Plus PCN ×", "Take off Areas of Heeley Plus PCN", {"pcns": []}),
        (
            "Areas of University Health Service Health Centre ×",
            "Take off Areas of University Health Service Health Centre",
            {"practices": []},
        ),
        (
            "Urban: Further from a major town or city ×",
            "Take off Urban: Further from a major town or city",
            {"ruralUrban": []},
        ),
        ("Decile 1, 2 ×", "Take off the deciles", {"deciles": []}),
        ("1,400 residents or more ×", "Take off fewest residents", {"residents": 0}),
        ("Selected: Kendray ×", "Take off the selection", {"selected": []}),
    ]


def test_how_much_of_a_list_is_in_view(atlas: Atlas) -> None:
    whom = (
        "Figures are of everybody who lives in these areas, whichever practice they are with, and "
        "not of the patients of {} alone."
    )
    university = whom.format("University Health Service Health Centre")
    note = said(atlas, "?p=C88627", "practice-note")
    assert (
        note
        == f"These 15 areas hold 80% of the 39,643 patients (counted 1 July 2023). {university}"
    )
    assert said(atlas, "?p=C88627", "table-whom") == university
    card = said(atlas, "?p=C88627&i=no_car")
    assert card.startswith(
        f"The 15 areas of University Health Service Health Centre {university} 54.9% in the 15"
    )
    outside = said(atlas, "?p=C86013&h=80", "practice-note")
    assert "34% live outside South Yorkshire: no area there is on this map" in outside
    assert "34% of it live outside South Yorkshire and are not in these figures" in said(
        atlas, "?p=C86013&h=80"
    )
    # A place that is selected has the card to itself.
    assert said(atlas, "?p=C88627", "card-patients").startswith("Patients of University Health")
    assert said(atlas, f"?p=C88627&s={KENDRAY}", "card-patients") == ""


def test_no_text_stands_in_two_files() -> None:
    names = [
        name
        for file in view_texts.FILES
        for name in re.findall(r"^(\w+) = ", file.read_text("utf-8"), re.MULTILINE)
    ]
    assert names
    assert not {name for name in names if names.count(name) > 1}
    assert not set(names) & set(map_texts.map_texts())


def test_the_browser_is_told_by_the_view_s_own_address(atlas: Atlas) -> None:
    server = Flask("test")
    add_said(server, atlas)
    query = f"?i=no_car&d=E08000018&s={KENDRAY}"
    answer = server.test_client().get(f"/find/said{query}")
    assert answer.json == said_of(atlas, read_query(query, atlas).view)
    hostile = server.test_client().get("/find/said?i=%ff&d=<b>&zz=1")
    assert hostile.json == said_of(atlas, read_query("", atlas).view)
