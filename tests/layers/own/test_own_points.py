"""Places of one's own: where they are, how many an area has, and whom they are near."""

import numpy as np
import pandas as pd
import pytest

from layers.atlas import Atlas
from layers.ground.distances import metres_between
from layers.ground.postcodes import home_postcodes
from layers.own.errors import OwnLayerError
from layers.own.layer_words import Words
from layers.own.own_columns import Columns
from layers.own.own_indicator import caveat, indicator, source, with_own
from layers.own.own_layer import read_layer
from layers.own.own_points import (
    ID,
    MOST_BYTES,
    MOST_POINTS,
    OwnPoints,
    counted_by_area,
    read_points,
    within_reach,
)
from layers.own.own_table import Reading
from tests.layers.own.tables import read, reasons

NAMED = Columns("points", 1, name=0, easting=2, northing=3)
WORDS = Words(label="Food banks", source="A council", period="2025", kind="share", people=True)
S1_2HE = (-1.46939, 53.38169)
ON_THE_GRID = ("435393", "387336")  # the same, by PROJ


def points(*at: tuple[float, float]) -> OwnPoints:
    longitudes, latitudes = zip(*at, strict=True)
    names = tuple(f"Bank {n}" for n in range(len(at)))
    return OwnPoints(
        label="Food banks",
        source="A council",
        names=names,
        longitudes=longitudes,
        latitudes=latitudes,
    )


def places(reading: Reading) -> list[tuple[str, float, float]]:
    assert reading.points is not None
    return list(reading.points.table.itertuples(index=False, name=None))


def test_a_place_is_where_its_postcode_or_its_coordinates_are(atlas: Atlas) -> None:
    degrees = str(S1_2HE[0]), str(S1_2HE[1])
    found = read(
        atlas, NAMED,
        ("Globe", "", *degrees), ("Grid", "", *ON_THE_GRID), ("Post", "s12he", "0", "0"),
        ("Near", "LS1 4AP", *degrees),
    )  # fmt: skip
    assert found.left_out == ()
    assert found.place_kind == "coordinates"
    for _, longitude, latitude in places(found):
        assert metres_between(longitude, latitude, *S1_2HE) < 5
    assert [name for name, *_ in places(found)] == ["Globe", "Grid", "Near", "Post"]


def test_what_has_no_place_says_why(atlas: Atlas) -> None:
    rows = {
        "no_name": ("", "S1 2HE", "", ""), "no_position": ("A", "", "", ""),
        "elsewhere": ("B", "LS1 4AP", "", ""), "no_postcode": ("C", "E01007317", "", ""),
        "far": ("D", "", "-0.12", "51.5"), "swapped": ("E", "", "53.38169", "-1.46939"),
        "not_number": ("F", "", "x", "53.4"), "twice": ("Hall", "S1 2HE", "", ""),
        "letter_for_digit": ("G", "SI 2HE", "", ""), "part": ("H", "S1", "", ""),
    }  # fmt: skip
    found = read(atlas, NAMED, ("HALL", "S1 2HE", "", ""), *rows.values())
    assert list(reasons(found).values()) == list(rows)
    assert len(places(found)) == 1


def test_lists_of_people_and_tables_without_places_are_refused(atlas: Atlas) -> None:
    # Ten digits that check out as NHS numbers; nobody has them.
    people = [(f"Hall {n}", "S1 2HE", "9990000018") for n in range(6)]
    for columns, rows, said in (
        (Columns("points", 1, name=0), people, "list of people"),
        (Columns("points", 1), people, "names of the places"),
        (Columns("points", None, name=0), people, "postcodes of the places"),
        (Columns("points", 1, name=0), [("Hall", "LS1 4AP")], "No row has both"),
    ):
        with pytest.raises(OwnLayerError, match=said):
            read(atlas, columns, *rows)
    many = [(f"Hall {n}", "S1 2HE") for n in range(MOST_POINTS + 1)]
    with pytest.raises(OwnLayerError, match="more than 1,000 places"):
        read(atlas, Columns("points", 1, name=0), *many)


def test_what_was_written_is_read_again_and_nothing_else_is(atlas: Atlas) -> None:
    mine = points(S1_2HE)
    assert read_points(mine.written) == mine
    assert ID.fullmatch(mine.id)
    assert mine.id != points((S1_2HE[0], 53.4)).id
    for content in (b"", mine.written[:-1], mine.written.replace(b"53.38169", b"153.38")):
        with pytest.raises(OwnLayerError, match="not a file of places"):
            read_points(content)
    with pytest.raises(OwnLayerError, match="too large"):
        read_points(mine.written + b" " * MOST_BYTES)
    assert len(points(*[S1_2HE] * MOST_POINTS).written) < MOST_BYTES


def test_places_are_counted_in_the_area_of_the_nearest_home(atlas: Atlas) -> None:
    homes = home_postcodes(atlas).iloc[[0, 0, 5_000]]
    at = list(zip(homes["longitude"], homes["latitude"], strict=True))
    layer = counted_by_area(atlas, points(*at, (-0.12, 51.5)), WORDS)
    expected = homes["lsoa"].value_counts().reindex(atlas.areas.index, fill_value=0)
    assert layer.values == tuple(expected.astype(float))
    # Places are no people: one by itself is shown.
    assert (layer.kind, layer.hidden, layer.people) == ("count", 0, False)
    assert read_layer(layer.written) == layer
    assert indicator(layer).disclosure == "Counts places, no people: nothing is hidden."


def test_reach_is_of_the_residents_whose_homes_are_near(atlas: Atlas) -> None:
    mine = points(S1_2HE, (-1.4694, 53.3817))
    layer = within_reach(atlas, mine, 800, WORDS)
    homes = home_postcodes(atlas)
    near = metres_between(homes["longitude"], homes["latitude"], *S1_2HE) <= 800
    share = pd.Series(near, index=homes["lsoa"]).groupby(level=0).mean().reindex(atlas.areas.index)
    residents = atlas.areas["residents"]
    assert layer.denominators == tuple(residents.astype(float))
    # The second place is some metres aside, and adds hardly anybody.
    np.testing.assert_allclose(layer.numerators, (share.fillna(0) * residents), atol=60)
    assert with_own(atlas, [layer]).table(layer.id)["value"].max() == 100
    # What it is made of is said: it is no count of people that somebody brought.
    assert "places that were brought and residents of Census 2021" in indicator(layer).disclosure
    assert "worked out here from places" in caveat(layer)
    assert all("Census 2021" in source(layer)[name] for name in ("publisher", "attribution"))
    average = within_reach(atlas, mine, 800, Words(label="x", source="y", period="z", kind="rate"))
    both = np.array(layer.numerators) / residents.to_numpy()
    np.testing.assert_allclose(average.values, 2 * both, atol=0.06)
    assert np.isclose(max(v for v in average.values if v is not None), 2)
    assert "Census" not in indicator(average).disclosure + source(average)["publisher"]


def test_more_metres_never_reach_fewer(atlas: Atlas) -> None:
    mine = points(S1_2HE)
    near, far = (np.array(within_reach(atlas, mine, m, WORDS).numerators) for m in (400, 1_600))
    assert (near <= far).all()
    for metres in (0, 49, 10_001, float("nan")):
        with pytest.raises(OwnLayerError, match="between 50 and 10,000"):
            within_reach(atlas, mine, metres, WORDS)
    with pytest.raises(OwnLayerError, match="a share"):
        within_reach(atlas, mine, 800, Words(label="x", source="y", period="z", kind="count"))
