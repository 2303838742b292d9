"""Where the town stands that a district is named after.

A district's name on a map is read as its town's, so it has to stand at the town's centre. The
middle of the district's outline can be ten kilometres away, in open country.
"""

import re
from collections.abc import Mapping

import geopandas as gpd
import pandas as pd

from data import geometry

KINDS = ("city", "town")


def centres(
    settlements: pd.DataFrame | None,
    districts: Mapping[str, str],
    outlines: gpd.GeoSeries,
    notes: list[str],
) -> dict[str, tuple[float, float]]:
    """Longitude and latitude of the centre of each district's own town.

    Parameters
    ----------
    settlements
        As :func:`data.publications.settlements` gives them.
    districts
        Names by code.
    outlines
        Their outlines in degrees: a town of the same name elsewhere is another.
    notes
        Where to say which districts have none.

    Returns
    -------
    dict
        By code; a district without a town of its name is left out.
    """
    found: dict[str, tuple[float, float]] = {}
    if settlements is not None:
        towns = settlements[settlements["kind"].isin(KINDS)].reset_index(drop=True)
        found = match(towns, districts, outlines)
    without = sorted(name for code, name in districts.items() if code not in found)
    if without:
        notes.append(
            f"No town called {', '.join(without)} was found in OS Open Names, so the name of the "
            "district stands in the middle of it."
        )
    return found


def match(
    towns: pd.DataFrame, districts: Mapping[str, str], outlines: gpd.GeoSeries
) -> dict[str, tuple[float, float]]:
    """The city, or else the town, of a district's name that lies in the district."""
    longitude, latitude = geometry.degrees_of(towns)
    spots = gpd.GeoDataFrame(
        towns, geometry=gpd.points_from_xy(longitude, latitude, crs=geometry.DEGREES)
    )
    # "Bristol, City of" is Bristol.
    names = {code: re.sub(r",? City of$|^City of ", "", name) for code, name in districts.items()}
    places = gpd.GeoDataFrame({"code": outlines.index}, geometry=outlines.array)
    inside = spots.sjoin(places, predicate="intersects")
    own = inside[inside["name"] == inside["code"].map(names)]
    first = own.sort_values(["code", "kind", "easting", "northing"]).drop_duplicates("code")
    return {code: (spot.x, spot.y) for code, spot in first.set_index("code").geometry.items()}
