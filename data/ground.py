"""What stands on the ground of the areas, written into the snapshot: places, stops, streets,
stations, motorways, libraries and schools. None of it is needed: what is missing is said."""

import json
from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from data import editions, geometry, streets, venues
from data.inputs import Inputs
from data.readers import libraries, motorways, naptan, schools
from data.snapshot_files import SnapshotWriter

# A stop across the road from an area, on its edge, is of it; a settlement is not.
STOP_METRES, PLACE_METRES = 50.0, 1.0
# So far around the areas the small settlements are known, to say that one lies outside.
BEYOND_METRES = 20_000.0
# Motorways are drawn so far around, and to so many metres.
MOTORWAY_METRES, MOTORWAY_TOLERANCE = 15_000.0, 15.0
LARGE = ("city", "town")
MOST_NAMED = 5
STATIONS = {naptan.RAIL: "rail", naptan.TRAM: "tram"}


def write(
    writer: SnapshotWriter,
    inputs: Inputs,
    settlements: pd.DataFrame | None,
    areas: pd.DataFrame,
    shapes: gpd.GeoSeries,
    postcodes: pd.DataFrame,
    notes: list[str],
) -> None:
    """Write every table that the sources at hand give.

    Parameters
    ----------
    settlements
        As :func:`data.publications.settlements` gives them.
    areas
        By LSOA code: ``district`` (name).
    shapes
        The areas as drawn, in degrees: what a point lies in on the map is what it is said to be.
    postcodes
        Those of the areas, as :func:`data.practices.postcode_table` gives them.
    notes
        Where to say what is missing.
    """
    district = {str(code): str(name) for code, name in areas["district"].items()}
    _write_places(writer, settlements, district, shapes, notes)
    _write_stops(writer, inputs, district, shapes, notes)
    _write_motorways(writer, inputs, shapes, notes)
    _write_venues(writer, inputs, district, postcodes, notes)


def _write_places(
    writer: SnapshotWriter,
    settlements: pd.DataFrame | None,
    district: Mapping[str, str],
    shapes: gpd.GeoSeries,
    notes: list[str],
) -> None:
    if settlements is None:
        notes.append(
            "Towns, villages and suburbs are not known, because OS Open Names was not found."
        )
        return
    found = settlements.assign(lsoa=geometry.place(settlements, shapes, within_metres=PLACE_METRES))
    found["longitude"], found["latitude"] = geometry.degrees_of(found)
    inside = (found["lsoa"] != "").to_numpy()
    around = _near(geometry.on_grid(found), shapes, BEYOND_METRES)
    beyond = found[~inside & (found["kind"].isin(LARGE) | around)]
    order = ["name", "kind", "longitude", "latitude"]
    writer.frame(
        "places_beyond.parquet",
        beyond.sort_values(order)[["name", "kind", "county", "longitude", "latitude"]],
    )
    mine = found[inside].sort_values(order, ignore_index=True)
    for low, high in (("west", "south"), ("east", "north")):
        corner = mine[[low, high]].set_axis(["easting", "northing"], axis=1)
        mine[low], mine[high] = geometry.degrees_of(corner)
    mine["district"] = mine["lsoa"].map(district)
    extent = ["west", "south", "east", "north"]
    writer.frame("places.parquet", mine[[*order, *extent, "lsoa", "district"]])


def _write_stops(
    writer: SnapshotWriter,
    inputs: Inputs,
    district: Mapping[str, str],
    shapes: gpd.GeoSeries,
    notes: list[str],
) -> None:
    if not inputs.has("naptan"):
        notes.append("Streets, bus stops and stations are not known, because NaPTAN was not found.")
        return
    found = _all_stops(inputs).sort_values("stop", ignore_index=True)
    newest = editions.date_in(found["changed"].max().partition("T")[0])
    inputs.period("naptan", f"changes to {newest}" if newest else "")
    found["longitude"], found["latitude"] = _degrees(found)
    spots = gpd.GeoSeries(gpd.points_from_xy(found["longitude"], found["latitude"]))
    near = found[_near(spots.set_crs(geometry.DEGREES), shapes, 1000.0)].reset_index(drop=True)
    grid = gpd.GeoSeries(
        gpd.points_from_xy(near["longitude"], near["latitude"]), crs=geometry.DEGREES
    ).to_crs(geometry.METRES)
    points = pd.DataFrame({"easting": grid.x, "northing": grid.y})
    near["lsoa"] = geometry.place(points, shapes, within_metres=STOP_METRES)
    near = near[near["lsoa"] != ""].reset_index(drop=True)
    near["district"] = near["lsoa"].map(district)
    there = ["longitude", "latitude", "lsoa", "district"]
    words = ["stop", "name", "street", "locality", "parent_locality", "indicator", "bearing"]
    stops = near[near["kind"].isin(naptan.BUS)].reset_index(drop=True)
    if stops.empty:
        notes.append(
            "Streets and bus stops are not known, because the NaPTAN files at hand have none here."
        )
    else:
        writer.frame("stops.parquet", stops[[*words, *there]])
        named, by_stop = streets.tables(stops)
        writer.frame("streets.parquet", named)
        writer.frame("street_stops.parquet", by_stop)
    stations = near[near["kind"].isin(STATIONS)].rename(columns={"stop": "station"})
    if len(stations):
        stations["kind"] = stations["kind"].map(STATIONS)
        writer.frame("stations.parquet", stations[["station", "name", "kind", *there]])


def _write_motorways(
    writer: SnapshotWriter, inputs: Inputs, shapes: gpd.GeoSeries, notes: list[str]
) -> None:
    if not inputs.has("os_open_roads"):
        notes.append("Motorways are not drawn, because OS Open Roads was not found.")
        return
    lines = inputs.read("os_open_roads", motorways.read_motorways)
    box = shapely.box(*shapes.to_crs(geometry.METRES).total_bounds).buffer(
        MOTORWAY_METRES, join_style="mitre"
    )
    grid = lines.to_crs(geometry.METRES).clip(box)
    features = []
    for ref, pieces in grid.groupby("ref"):
        line = shapely.line_merge(shapely.union_all(pieces.geometry.array))
        line = shapely.simplify(line, MOTORWAY_TOLERANCE).normalize()
        degrees = gpd.GeoSeries([line], crs=geometry.METRES).to_crs(geometry.DEGREES)
        rounded = degrees.transform(lambda xy: np.round(xy, geometry.DECIMALS)).iloc[0]
        shape = shapely.geometry.mapping(rounded)
        features.append({"type": "Feature", "properties": {"ref": ref}, "geometry": shape})
    document = {"type": "FeatureCollection", "features": features}
    writer.content("motorways.geo.json", json.dumps(document, separators=(",", ":")).encode())


def _write_venues(
    writer: SnapshotWriter,
    inputs: Inputs,
    district: Mapping[str, str],
    postcodes: pd.DataFrame,
    notes: list[str],
) -> None:
    found = []
    if inputs.has("libraries"):
        read = venues.libraries(inputs.read("libraries", libraries.read_libraries))
        as_of = inputs.period("libraries")
        found.append(read.assign(source="libraries", as_of=as_of))
    else:
        notes.append("Libraries are not known, because the Arts Council's list was not found.")
    if inputs.has("schools"):
        published = inputs.read("schools", schools.read_schools)
        as_of = inputs.period("schools")
        links = None
        if inputs.has("school_links"):
            links = inputs.read("school_links", schools.read_successors)
            as_of += f", successors to {inputs.period('school_links')}"
        else:
            notes.append(
                "Schools that took the place of others are not known, because the register of "
                "links was not found."
            )
        read = venues.schools(published, links).assign(authority="")
        found.append(read.assign(source="schools", as_of=as_of))
    else:
        notes.append("Schools are not known, because the department's list was not found.")
    if not found:
        return
    every = pd.concat(found, ignore_index=True)
    placed = venues.placed(every, postcodes)
    # A district's own libraries are all of here, so that one without a place is known to be.
    mine = every["authority"].isin(list(district.values())) & ~every["venue"].isin(placed["venue"])
    if mine.any():
        named = sorted(every.loc[mine, "name"])
        listed = ", ".join(named) if len(named) <= MOST_NAMED else f"{len(named)} of them"
        notes.append(
            "Libraries left out, because the Code-Point Open files at hand have no place for their "
            f"postcode: {listed}."
        )
    if placed.empty:
        return
    placed["district"] = placed["lsoa"].map(district)
    there = ["longitude", "latitude", "lsoa", "district", "source", "as_of"]
    writer.frame("venues.parquet", placed.sort_values(["kind", "venue"])[[*venues.COLUMNS, *there]])


def _all_stops(inputs: Inputs) -> pd.DataFrame:
    """The stops of every file at hand; two editions of one file are refused."""
    remedy = "Keep one file for each area code in the folder."
    parts = inputs.read_all("naptan", naptan.read_stops)
    return inputs.joined("naptan", parts, "stop", column="ATCOCode", remedy=remedy)


def _near(spots: gpd.GeoSeries, shapes: gpd.GeoSeries, metres: float) -> npt.NDArray[np.bool_]:
    """Which points lie within so many metres of the areas' common outline."""
    whole = shapely.union_all(shapes.to_crs(geometry.METRES).array).buffer(metres)
    shapely.prepare(whole)
    found: npt.NDArray[np.bool_] = shapely.intersects(whole, spots.to_crs(geometry.METRES).array)
    return found


def _degrees(stops: pd.DataFrame) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Longitude and latitude of stops, from the grid where the file has it, else its own."""
    gridded = (stops["easting"].notna() & stops["northing"].notna()).to_numpy()
    x, y = geometry.degrees_of(stops)
    own = (stops[c].to_numpy().round(geometry.DECIMALS) for c in ("longitude", "latitude"))
    longitude, latitude = own
    return np.where(gridded, x, longitude), np.where(gridded, y, latitude)
