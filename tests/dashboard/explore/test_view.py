"""The view and its address: there and back, hostile addresses, and links that people have kept."""

import random
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.explore.view import Classes, Reading, ViewState, read_query
from layers import Atlas
from layers.atlas import LEVELS

NOTES, NOTE = 6, 120  # most notes of a reading, and the most letters of one
OF_LEVEL = {"msoa": "msoa_code", "ward": "ward_code", "district": "district_code"}


def some(values, most: int = 5) -> st.SearchStrategy[tuple]:
    """A few of some values, each once, in any order."""
    return st.lists(st.sampled_from(list(values)), max_size=most, unique=True).map(tuple)


def classes() -> st.SearchStrategy[Classes | None]:
    cut = st.builds(
        Classes, st.sampled_from(["quantile", "equal", "natural"]), st.integers(3, 7), st.booleans()
    )
    # Seven digits before the point and four behind it, as the address takes them.
    ends = st.lists(
        st.integers(-(10**11) + 1, 10**11 - 1), min_size=1, max_size=6, unique=True
    ).map(lambda those: tuple(n / 10_000 for n in sorted(those)))
    own = ends.map(lambda those: Classes("own", len(those) + 1, thresholds=those))
    return st.none() | st.just(Classes("tenths", 10, national=True)) | cut | own


@pytest.fixture(scope="module")
def views(atlas: Atlas) -> st.SearchStrategy[ViewState]:
    """Every view that an address can hold."""
    areas, ids = atlas.areas, list(atlas.indicators)

    def of(level: str) -> st.SearchStrategy[ViewState]:
        codes = areas[OF_LEVEL[level]].unique() if level in OF_LEVEL else areas.index
        return st.builds(
            ViewState,
            indicator=st.sampled_from(ids),
            second=st.sampled_from(["", *ids]),
            level=st.just(level),
            classes=classes(),
            districts=some(atlas.districts),
            wards=some(areas["ward_code"].unique()),
            neighbourhoods=some(areas["msoa_code"].unique()),
            pcns=some(code for code in atlas.practices["pcn_code"].unique() if code),
            practices=some(atlas.practices.index),
            held=st.integers(1, 100),
            at_least=st.integers(0, 100),
            rural_urban=some(range(6)),
            deciles=some(range(1, 11), 10),
            residents=st.integers(0, 100_000),
            selected=some(codes, 200),
            columns=some(ids, 12),
            clusters=st.booleans(),
        )

    return (
        st.sampled_from(LEVELS)
        .flatmap(of)
        .map(lambda view: replace(view, second="") if view.second == view.indicator else view)
    )


# ---- there and back ----


@given(data=st.data())
def test_a_view_comes_back_from_its_address(
    data: st.DataObject, atlas: Atlas, views: st.SearchStrategy[ViewState]
) -> None:
    view = data.draw(views)
    assert read_query(view.query(), atlas) == Reading(view)


def test_the_first_view_has_no_query(atlas: Atlas) -> None:
    assert ViewState().query() == ""
    assert read_query("", atlas) == read_query("?", atlas) == Reading(ViewState())


@pytest.mark.parametrize("text", ["o1234567", "o12345.6789", "o-9999999.9999_0_9999999.9999"])
def test_thresholds_keep_every_digit(atlas: Atlas, text: str) -> None:
    view = read_query(f"?k={text}", atlas).view
    assert view.query() == f"?k={text}"


# ---- links that people have kept: these strings and their meaning never change ----

KEPT = {
    "?i=english_limited": ViewState("english_limited"),
    "i=english_limited": ViewState("english_limited"),
    "?i=qof_copd&j=imd_score": ViewState("qof_copd", second="imd_score"),
    "?i=minority_ethnic&l=ward&s=E05000994.E05001057": ViewState(
        "minority_ethnic", level="ward", selected=("E05000994",), classes=None
    ),
    "?i=roma&k=q7": ViewState("roma", classes=Classes("quantile", 7)),
    "?i=roma&k=nq5": ViewState("roma", classes=Classes("quantile", 5, national=True)),
    "?i=no_car&k=e4": ViewState("no_car", classes=Classes("equal", 4)),
    "?i=no_car&k=j6": ViewState("no_car", classes=Classes("natural", 6)),
    "?i=no_car&k=t": ViewState("no_car", classes=Classes("tenths", 10, national=True)),
    "?i=no_car&k=o1_2.5_40": ViewState(
        "no_car", classes=Classes("own", 4, thresholds=(1.0, 2.5, 40.0))
    ),
    "?d=E08000019.E08000018&t=1.2": ViewState(districts=("E08000019", "E08000018"), deciles=(1, 2)),
    "?p=C88082&h=50": ViewState(practices=("C88082",), held=50),
    "?p=C88082&x=15": ViewState(practices=("C88082",), at_least=15),
    "?w=E05000994&m=E02001526&u=0.5&n=1500": ViewState(
        wards=("E05000994",), neighbourhoods=("E02001526",), rural_urban=(0, 5), residents=1500
    ),
    "?s=E01007557.E01007317&f=asian.qof_mh": ViewState(
        selected=("E01007557", "E01007317"), columns=("asian", "qof_mh")
    ),
    "?l=msoa&s=E02001526": ViewState(level="msoa", selected=("E02001526",)),
    "?l=district&s=E08000016": ViewState(level="district", selected=("E08000016",)),
    "?c=U99055.U01680": ViewState(pcns=("U99055", "U01680")),
}


@pytest.mark.parametrize("link", KEPT)
def test_kept_links_mean_what_they_meant(atlas: Atlas, link: str) -> None:
    reading = read_query(link, atlas)
    assert reading.view == KEPT[link]
    # A ward that does not exist stands in one link: that is said, and costs nothing else.
    assert len(reading.ignored) == link.count("E05001057")


# ---- addresses that nobody made in good faith ----

PIECES = [
    *"ijlkdwmcphxutnsf", *"?&=&=&=;.%+#/\\'\"<>()[]{}|~_-", "\0", "\r\n", "\x1b[31m", " ", "\ud800",
    "%00", "%0a", "%ff%fe", "%", "%%", "%u0041", "😀", "👩‍👩‍👧", "\u202e", "é", "٣", "1e9", "-1",
    "NaN", "0", "7", "99999999999999999999", "<img src=x onerror=alert(1)>", "'; drop table areas;",
    "../../etc/passwd", "{{7*7}}", "__proto__", "constructor", "toString", "E01007557", "E08000019",
    "imd_decile", "roma", "lsoa", "ward", "q5", "o1_2", "o5_1", "o" + "_1" * 9, "C88082",
    "x" * 5000, "A=" * 60, "E01007557." * 300,
]  # fmt: skip


class Columns(dict):
    """As much of a frame as reading an address needs: an index, and columns by name."""

    def __init__(self, frame: pd.DataFrame) -> None:
        super().__init__({name: set(frame[name]) for name in frame if name.endswith("_code")})
        self.index = set(frame.index)


@pytest.fixture(scope="module")
def codes(atlas: Atlas) -> Any:
    """The atlas's codes without its frames, which would make 10,000 addresses take a minute."""
    return SimpleNamespace(
        areas=Columns(atlas.areas),
        practices=Columns(atlas.practices),
        districts=atlas.districts,
        indicators=atlas.indicators,
        levels=atlas.levels,
        grouping=atlas.grouping,
    )


def sound(query: str, atlas: Atlas) -> Reading:
    """Read an address; the view must be one that an address of its own gives without a note."""
    reading = read_query(query, atlas)
    assert read_query(reading.view.query(), atlas) == Reading(reading.view), query
    assert len(reading.ignored) <= NOTES, query
    for note in reading.ignored:
        assert 0 < len(note) <= NOTE, note
        assert note.isprintable(), note
        assert note.endswith("."), note
    return reading


def test_ten_thousand_hostile_addresses(codes: Any) -> None:
    chance = random.Random(2026)
    noted = 0
    for _ in range(10_000):
        parts = chance.choices(PIECES, k=chance.randint(1, 14))
        noted += bool(sound("".join(parts), codes).ignored)
    assert noted > 3_000, "hardly any of these addresses was hostile: look at PIECES"


@given(text=st.text(max_size=300))
def test_any_text_gives_a_view(codes: Any, text: str) -> None:
    sound(text, codes)


@given(key=st.sampled_from("ijlkdwmcphxutnsf"), value=st.text(min_size=1, max_size=60))
def test_any_value_of_a_known_part_gives_a_view(codes: Any, key: str, value: str) -> None:
    sound(f"?{key}={value}", codes)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?i=nothing", "There is no indicator called “nothing”."),
        ("?i=imd_score&i=roma", "“i” stands twice in the link; the first was used."),
        ("?zebra=1", "“zebra” in the link is not known."),
        ("?s=E01007557.E09999999.E1", "There is no area with the code “E09999999” and 1 more."),
        ("?h=0", "“0” is not a share of a list."),
        ("?n=12%00", "“12” is not a number of residents."),
        ("?k=q9", "“q9” is not a way of cutting classes."),
        ("?k=o3_2", "“o3_2” is not a way of cutting classes."),
        ("?d=" + "x" * 5000, f"There is no district with the code “{'x' * 39}…”."),
    ],
)
def test_what_was_ignored_is_said(atlas: Atlas, query: str, said: str) -> None:
    assert sound(query, atlas).ignored == (said,)


def test_a_thousand_parts_are_not_read(atlas: Atlas) -> None:
    query = "?" + "&".join(f"a{n}=1" for n in range(1000))
    assert sound(query, atlas) == Reading(
        ViewState(), ("The link had too many parts, so it was not read.",)
    )


def test_more_areas_than_a_view_holds(atlas: Atlas) -> None:
    codes = atlas.areas.index[:250]
    reading = sound(f"?s={'.'.join(codes)}", atlas)
    assert reading.view.selected == tuple(codes[:200])
    assert reading.ignored == ("Only the first 200 selected areas were kept.",)
