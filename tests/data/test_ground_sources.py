"""What stands on the ground of the committed snapshot, against the publications themselves.

Stops are read with the ``csv`` module and placed in the published outlines, so that nothing here
shares code with the build.
"""

import csv
import gzip
import io
import random
import zipfile
from collections import defaultdict
from pathlib import Path

import geopandas as gpd
import pytest

from layers import Atlas
from layers.ground import streets

GRID = "EPSG:27700"
# How far outside its district's drawn outline a thing may stand: a stop across the road.
EDGE = {"places": 1.0, "stops": 51.0, "stations": 51.0, "venues": 1.0}


@pytest.mark.sources
def test_fifty_streets_lie_where_their_stops_lie(sources: Path, atlas: Atlas) -> None:
    """A stop on an edge may be in the next area in the outlines as drawn: 13 of 8,417 are."""
    content = gzip.decompress(next(sources.rglob("naptan_370Stops*.gz")).read_bytes())
    rows = [
        row
        for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
        if row["Status"] == "active" and row["StopType"] in ("BCT", "BCS")
    ]
    spots = gpd.GeoDataFrame(
        {"row": range(len(rows))},
        geometry=gpd.points_from_xy(
            [float(row["Longitude"]) for row in rows], [float(row["Latitude"]) for row in rows]
        ),
        crs="EPSG:4326",
    ).to_crs(GRID)
    shapes = gpd.read_file(next(sources.rglob("lsoa21_south_yorkshire_detailed.geojson")))
    there = spots.sjoin_nearest(shapes[["LSOA21CD", "geometry"]].to_crs(GRID), max_distance=100)
    lsoa = there.drop_duplicates("row").set_index("row")["LSOA21CD"]
    assert len(lsoa) == len(rows) == len(atlas.extra("stops"))
    where: dict[tuple[str, str], set[str]] = defaultdict(set)
    for at, row in enumerate(rows):
        where[row["Street"], row["LocalityName"]].add(lsoa[at])
    roads = [key for key in sorted(where) if key[0].endswith((" Road", " Street", " Lane"))]
    drawn = random.Random(15).sample(roads, 50)
    found = misplaced = 0
    for street, locality in drawn:
        for code in where[street, locality]:
            mine = streets.streets_of(atlas, [code])
            here = ((mine["name"] == street) & (mine["locality"] == locality)).any()
            found, misplaced = found + here, misplaced + (not here)
    assert found > 60
    assert misplaced <= 1


@pytest.mark.parametrize("table", EDGE)
def test_everything_lies_in_the_district_that_it_says(atlas: Atlas, table: str) -> None:
    things = atlas.extra(table)
    outlines = gpd.read_file(io.BytesIO(atlas.outlines("district"))).set_index("name").to_crs(GRID)
    spots = gpd.GeoSeries(
        gpd.points_from_xy(things["longitude"], things["latitude"]), crs="EPSG:4326"
    ).to_crs(GRID)
    mine = gpd.GeoSeries(outlines.geometry.loc[things["district"]].array, crs=GRID)
    assert spots.distance(mine).max() <= EDGE[table]
    assert (things["district"] == atlas.areas["district"].loc[things["lsoa"]].to_numpy()).all()


@pytest.mark.sources
def test_settlements_are_of_the_district_that_the_publisher_says(
    sources: Path, atlas: Atlas
) -> None:
    with zipfile.ZipFile(next(sources.rglob("os_open_names*.zip"))) as archive:
        content = archive.read(archive.namelist()[0]).decode("latin-1")
    published: dict[str, list[str]] = defaultdict(list)
    for row in csv.DictReader(io.StringIO(content)):
        if row["DISTRICT_BOROUGH"] in atlas.districts.values():
            published[row["DISTRICT_BOROUGH"]].append(row["NAME1"])
    mine = atlas.extra("places").groupby("district")["name"].agg(lambda names: sorted(names))
    assert mine.to_dict() == {name: sorted(found) for name, found in published.items()}
