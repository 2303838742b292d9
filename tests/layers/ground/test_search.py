"""What somebody types leads to the place that is meant, or to why it is not here."""

import csv
import gzip
import json
import random
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, STRtree
from shapely.geometry import shape

from layers import Atlas
from layers.ground.search import LONGEST, MOST_OF_A_KIND, by_key, find
from layers.ground.search_place import Outside
from layers.ground.spelling import words_of

# What is typed, and the kind and name of the first that is found.
FIRST = {
    "Owler Lane": ("street", "Owler Lane"),
    "owler  LN.": ("street", "Owler Lane"),
    "Owlre Lane": ("street", "Owler Lane"),
    "Pitsmoor": ("suburb", "Pitsmoor"),
    "sharrowvale": ("suburb", "Sharrow Vale"),
    "Burn Greave": ("ward", "Burngreave"),
    "Meadow Hall": ("other", "Meadowhall"),
    "high street ecclesfield": ("street", "High Street"),
    "ecclesfield high st": ("street", "High Street"),
    "St. Mary’s Rd": ("street", "St Marys Road"),
    "saint marys road": ("street", "St Marys Road"),
    "S4": ("postcodes", "S4"),
    "s4 7": ("sector", "S4 7"),
    "S47": ("sector", "S4 7"),
    "s56qs": ("postcode", "S5 6QS"),
    "S5 6QS": ("postcode", "S5 6QS"),
    "s5 6QS ": ("postcode", "S5 6QS"),
    "sheffield train station": ("rail", "Sheffield Rail Station"),
    "Doncaster Rail": ("rail", "Doncaster Rail Station"),
    "burngreave ward": ("ward", "Burngreave"),
    "Kendray neighbourhood": ("msoa", "Kendray"),
    "castle square": ("tram", "Castle Square"),
    "ecclesfield library": ("library", "Ecclesfield library"),
    "firth park academy": ("school", "Firth Park Academy"),
    "burngreave surgery": ("practice", "Burngreave Surgery"),
    "C88048": ("practice", "Burngreave Surgery"),
    "swift pharmacy burngreave": ("pharmacy", "Swift Pharmacy Burngreave"),
    "beauchief & greenhill": ("ward", "Beauchief and Greenhill"),
    "Greenhill Beauchief": ("ward", "Beauchief and Greenhill"),
    "kendray": ("msoa", "Kendray"),
    "Barnsley": ("district", "Barnsley"),
    "central local area committee": ("grouping", "Central Local Area Committee"),
    "E08000016": ("district", "Barnsley"),
    "e08000038": ("district", "Barnsley"),
    "E08000039": ("district", "Sheffield"),
    "E01007557": ("lsoa", "Doncaster 008B"),
    "doncaster 001a": ("lsoa", "Doncaster 001A"),
    "E01007813": ("lsoa", None),  # of 2011, and part of another since
}


def best(atlas: Atlas, text: str) -> tuple[str, str]:
    one = find(atlas, text).places[0]
    return one.kind, one.name


@pytest.mark.parametrize("text", FIRST)
def test_what_is_typed_leads_to_what_is_meant(atlas: Atlas, text: str) -> None:
    kind, name = FIRST[text]
    assert best(atlas, text) == (kind, name or best(atlas, text)[1])


def test_postcodes_have_their_own_point_and_sectors_their_areas(atlas: Atlas) -> None:
    postcodes = atlas.extra("postcodes").set_index("postcode")
    row = postcodes.loc["S5 6QS"]
    one = find(atlas, "s5 6qs").places[0]
    assert (one.point, one.areas) == ((row["longitude"], row["latitude"]), (row["lsoa"],))
    sector = find(atlas, "S4 7").places[0]
    mine = postcodes[postcodes.index.str.startswith("S4 7")]
    assert set(sector.areas) == set(mine["lsoa"])
    assert sector.extent == (
        mine["longitude"].min(), mine["latitude"].min(),
        mine["longitude"].max(), mine["latitude"].max(),
    )  # fmt: skip
    begun = find(atlas, "S4 7Q").places
    assert {one.name[:5] for one in begun if one.kind == "postcode"} == {"S4 7Q"}
    assert begun[-1].name == "S4 7"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Chesterfield", Outside("beyond", "Chesterfield", "Derbyshire")),
        ("chesterfeild", Outside("beyond", "Chesterfield", "Derbyshire")),
        ("LS1 4DY", Outside("postcode", "LS1 4DY")),
        ("ls1", Outside("part", "LS1")),
        ("LS1 4", Outside("part", "LS1 4")),
        ("S40 1AB", Outside("postcode", "S40 1AB")),  # Chesterfield's, of a postcode area here
        ("S99 9ZZ", Outside("no_postcode", "S99 9ZZ")),
        ("ZZ9 9ZZ", Outside("no_postcode", "ZZ9 9ZZ")),
        ("S4 7ZZ", Outside("unknown_postcode", "S4 7ZZ")),
        ("E01007502", Outside("split", "E01007502")),
        ("Sheffield", None),
        ("qqqq", None),
    ],
)
def test_why_a_place_is_not_here(atlas: Atlas, text: str, why: Outside | None) -> None:
    assert find(atlas, text).outside == why


def test_every_area_and_practice_is_found_by_code_and_larger_ones_by_name(atlas: Atlas) -> None:
    areas, practices = atlas.areas, atlas.practices
    codes = {*areas.index, *areas["msoa_code"], *areas["ward_code"], *practices.index}
    for code in codes:
        (one,) = find(atlas, code.lower()).places
        assert one.key == code
    for column in ("msoa_code", "ward_code"):
        names = areas.drop_duplicates(column)[["neighbourhood", "ward", column]]
        for neighbourhood, ward, code in names.itertuples(index=False):
            name = ward if column == "ward_code" else neighbourhood
            assert code in {one.key for one in find(atlas, name).places[:3]}, name


def test_few_of_a_kind_are_given_and_all_are_counted(atlas: Atlas) -> None:
    found = find(atlas, "high street", 20)
    streets = [one for one in found.places if one.name == "High Street"]
    assert len(streets) <= MOST_OF_A_KIND < found.number
    assert len({one.where for one in streets}) == len(streets)
    assert find(atlas, "a") == find(atlas, " ") == find(atlas, "road " * LONGEST)
    assert not find(atlas, "a").places


def test_a_key_leads_back_to_its_place(atlas: Atlas) -> None:
    for text in ("owler lane", "pitsmoor", "S4", "S4 7", "castle square", "ecclesfield library"):
        one = find(atlas, text).places[0]
        assert re.fullmatch(r"[A-Za-z0-9.-]+", one.key)
        assert by_key(atlas, one.kind, one.key) == one
    assert by_key(atlas, "street", "no-such-street.nowhere") is None
    assert by_key(atlas, "sector", "LS1-4") is None
    assert by_key(atlas, "postcode", "S5-6QS") is None


class Bare:
    """An atlas from before these tables were built."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas

    def __getattr__(self, name: str) -> object:
        return getattr(self._atlas, name)

    def extra(self, _: str) -> pd.DataFrame:
        return pd.DataFrame()


def test_without_the_tables_areas_and_practices_are_found(atlas: Atlas) -> None:
    bare = Bare(atlas)
    assert best(bare, "burngreave") == ("ward", "Burngreave")  # type: ignore[arg-type]
    assert best(bare, "C88048")[0] == "practice"  # type: ignore[arg-type]
    assert not find(bare, "S5 6QS").places  # type: ignore[arg-type]


@given(st.text(max_size=90) | st.from_regex(r"[ES0-9]{1,9} ?[A-Z0-9'&-]{0,6}", fullmatch=True))
def test_whatever_is_typed_is_only_not_found(atlas: Atlas, text: str) -> None:
    found = find(atlas, text)
    assert found.number >= len(found.places)


LETTERS = "abcdefghijklmnopqrstuvwxyz"


@settings(derandomize=True)  # the same slips each time: very few lead elsewhere
@given(st.data())
def test_one_slip_leads_to_a_street_among_the_first_five(atlas: Atlas, data: st.DataObject) -> None:
    """In all but 1 of 4,000 slips drawn at random: "Bak Lane" is nearer to each Back Lane."""
    names = sorted(set(atlas.extra("streets")["name"]) - {"Balk Lane"})
    name = data.draw(st.sampled_from([n for n in names if sum(map(str.isalpha, n)) >= 6]))
    at = data.draw(st.sampled_from([i for i, c in enumerate(name) if c.isalpha()]))
    letter = data.draw(st.sampled_from(LETTERS))
    slips = [name[:at] + name[at + 1 :], name[:at] + letter + name[at:],
             name[:at] + letter + name[at + 1 :]]  # fmt: skip
    if name[at + 1 : at + 2].isalpha():
        slips.append(name[:at] + name[at + 1] + name[at] + name[at + 2 :])
    typed = data.draw(st.sampled_from(slips))
    wanted = words_of(name)
    assert wanted in [words_of(one.name) for one in find(atlas, typed).places[:5]], typed


@pytest.mark.sources
def test_streets_of_the_sources_are_found_where_their_stops_stand(
    atlas: Atlas, sources: Path
) -> None:
    """Read anew, by a rule of its own: 50 at random, each stop placed in the drawn outlines."""
    (file,) = (sources / "places").glob("naptan_370Stops*.csv.gz")
    with gzip.open(file, "rt", encoding="utf-8-sig") as lines:
        stops = [
            row
            for row in csv.DictReader(lines)
            if row["Status"] == "active"
            and row["StopType"].startswith("BC")
            and row["Longitude"]
            and re.search(r"[a-z] (Road|Street|Lane|Avenue|Drive)$", row["Street"])
        ]
    features = json.loads(atlas.outlines("lsoa"))["features"]
    codes = [one["id"] for one in features]
    tree = STRtree([shape(one["geometry"]) for one in features])
    drawn = random.Random(15).sample(sorted({(s["Street"], s["LocalityName"]) for s in stops}), 50)
    missed = []
    for street, locality in drawn:
        mine = [s for s in stops if (s["Street"], s["LocalityName"]) == (street, locality)]
        points = [Point(float(s["Longitude"]), float(s["Latitude"])) for s in mine]
        inside = {codes[at] for point in points for at in tree.query(point, "within")}
        if not inside:
            continue  # of a stop over the border
        found = find(atlas, f"{street} {locality}").places
        there = [one for one in found if one.kind == "street" and inside <= set(one.areas)]
        if not any(words_of(one.name) == words_of(street) for one in there):
            missed.append((street, locality, inside))
    assert missed == []
