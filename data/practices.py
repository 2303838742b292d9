"""Practices, where their patients live, and the pharmacies and postcodes around them."""

from collections.abc import Mapping, Sequence

import geopandas as gpd
import numpy as np
import pandas as pd

from data import districts, geometry, names
from data.readers.ods import GP_PRACTICE

# A list that grew or shrank by more than this since its patients were counted by area has a
# footprint to be careful with; so has an area where such practices hold this share of patients.
LIST_CHANGED = 0.2
DATED_SHARE = 0.25


def home_practices(
    practice_map: pd.DataFrame,
    directory: pd.DataFrame,
    registered: pd.Index,
    sub_icbs: Sequence[str],
) -> tuple[pd.Index, pd.Index]:
    """The practices of the atlas: those that are open, and those that had patients when counted.

    Parameters
    ----------
    practice_map
        The practices of today, by code, with ``sub_icb_code``.
    directory
        Every practice that ever was (epraccur), with ``sub_icb_code`` and ``setting``.
    registered
        Codes of practices in the patients-by-area file.
    sub_icbs
        Codes of the sub-ICB locations of the atlas's districts.
    """
    today = practice_map.index[practice_map["sub_icb_code"].isin(list(sub_icbs))].sort_values()
    # A special allocation scheme serves people whom no practice would keep: it is no practice.
    is_practice = directory["setting"] == GP_PRACTICE
    ever = directory.index[directory["sub_icb_code"].isin(list(sub_icbs)) & is_practice]
    gone = registered.intersection(ever).difference(practice_map.index)
    counted = registered.intersection(today).union(gone)
    return today, counted


def practice_table(
    codes: pd.Index,
    practice_map: pd.DataFrame,
    directory: pd.DataFrame,
    ages: pd.DataFrame,
    registrations: pd.DataFrame,
    postcodes: pd.DataFrame,
    places: Mapping[str, str],
) -> pd.DataFrame:
    """One row for each practice: who and where it is, and how its list has changed.

    Parameters
    ----------
    codes
        Practices wanted; those without a row in the map are closed.
    practice_map, directory
        As read from their publications.
    ages
        Patients by practice, sex and band today.
    registrations
        Patients by practice and area when last counted by area, unplaced ones included.
    postcodes
        Columns ``postcode``, ``easting``, ``northing``.
    places
        Name of the place that each sub-ICB location serves, by code.
    """
    mapped = practice_map.reindex(codes)
    listed = directory.reindex(codes)
    out = pd.DataFrame(index=codes.rename("practice"))
    name = mapped["name"].where(mapped["name"].notna(), listed["name"])
    # A practice too new for the directory and the map is called by its code.
    out["name"] = name.where(name.notna(), codes.to_series()).map(names.tidy)
    out["address"] = listed["address"].fillna("").map(names.tidy)
    postcode = mapped["postcode"].where(mapped["postcode"].notna(), listed["postcode"])
    out["postcode"] = postcode.fillna("")
    out["telephone"] = listed["telephone"].fillna("")
    pcn = mapped["pcn_code"].where(mapped["pcn_code"] != "U", "")
    out["pcn_code"] = pcn.fillna("")
    out["pcn"] = mapped["pcn_name"].where(out["pcn_code"] != "", "").fillna("").map(names.tidy)
    sub_icb = mapped["sub_icb_code"].where(mapped["sub_icb_code"].notna(), listed["sub_icb_code"])
    out["sub_icb_code"] = sub_icb.fillna("")
    out["place"] = out["sub_icb_code"].map(places).fillna("")
    out["icb_code"] = mapped["icb_code"].where(mapped["icb_code"].notna(), listed["icb_code"])
    out["icb_code"] = out["icb_code"].fillna("")
    out["open"] = mapped["name"].notna()
    out["list_size"] = ages.groupby("practice")["patients"].sum().reindex(codes, fill_value=0)
    counted = registrations.groupby("practice")["patients"].sum().reindex(codes, fill_value=0)
    out["list_size_by_area"] = counted.round(0)
    unplaced = registrations[~registrations["lsoa"].str.match("[EW]01")]
    out["unplaced"] = unplaced.groupby("practice")["patients"].sum().reindex(codes, fill_value=0)
    for column in ("list_size", "list_size_by_area", "unplaced"):
        out[column] = out[column].astype("int64")
    spots = postcodes.drop_duplicates("postcode").set_index("postcode").reindex(out["postcode"])
    out["longitude"], out["latitude"] = geometry.degrees_of(spots)
    for column in ("longitude", "latitude"):
        out[column] = out[column].where(np.isfinite(out[column]))
    return out


def mean_score(
    registrations: pd.DataFrame, score: pd.Series, codes: pd.Index
) -> tuple[pd.Series, pd.Series]:
    """Each practice's score as the mean over its patients of the score of where they live.

    Parameters
    ----------
    registrations
        Columns ``practice``, ``lsoa``, ``patients``, over all of England.
    score
        Score of each area of England, by LSOA code.
    codes
        Practices wanted.

    Returns
    -------
    (score, placed)
        Both by practice: the mean to four decimals, and the share (0–1) of its patients who live
        in an area that has a score.

    Source: how OHID and NHS England give practices an IMD score.
    """
    there = registrations.assign(score=registrations["lsoa"].map(score))
    total = there.groupby("practice")["patients"].sum()
    there = there[there["score"].notna()]
    weighted = (there["score"] * there["patients"]).groupby(there["practice"]).sum()
    patients = there.groupby("practice")["patients"].sum()
    return (weighted / patients).reindex(codes).round(4), (patients / total).reindex(codes).round(6)


def pharmacy_table(
    pharmacies: pd.DataFrame, postcodes: pd.DataFrame, shapes: gpd.GeoSeries
) -> pd.DataFrame:
    """Open pharmacies in the area or within 2 km of it, with the LSOA they stand in or nearest."""
    spots = postcodes.set_index("postcode")
    found = pharmacies[pharmacies["open"] & pharmacies["postcode"].isin(spots.index)].sort_index()
    points = spots.loc[found["postcode"]].reset_index()
    longitude, latitude = geometry.degrees_of(points)
    table = pd.DataFrame(
        {
            "pharmacy": found.index,
            "name": found["name"].map(names.tidy).to_numpy(),
            "address": found["address"].map(names.tidy).to_numpy(),
            "postcode": found["postcode"].to_numpy(),
            "telephone": found["telephone"].fillna("").to_numpy(),
            "longitude": longitude,
            "latitude": latitude,
            "lsoa": geometry.place(points, shapes, within_metres=2000.0),
        }
    )
    return table[table["lsoa"] != ""].reset_index(drop=True)


def postcode_table(
    postcodes: pd.DataFrame, chosen: pd.DataFrame, shapes: gpd.GeoSeries, notes: list[str]
) -> pd.DataFrame:
    """Postcodes that Code-Point Open puts in the districts, with their LSOA 2021 and point."""
    wanted = set(chosen["district_code"])
    mine = postcodes[postcodes["district"].map(districts.canonical).isin(wanted)]
    mine = mine.sort_values("postcode", ignore_index=True)
    placed = geometry.place(mine, shapes)
    without = len(chosen.index.difference(pd.Index(placed)))
    if without:
        notes.append(
            f"Postcodes: the Code-Point Open files at hand have none in {without} of "
            f"{len(chosen)} areas. Places there cannot be searched by postcode, and their "
            "practices and pharmacies have no point on the map."
        )
    lost = int((placed == "").sum())
    if lost:
        notes.append(f"Postcodes: {lost} lie more than 250 m outside every area and are left out.")
    longitude, latitude = geometry.degrees_of(mine)
    columns = {"lsoa": placed, "longitude": longitude, "latitude": latitude}
    return mine[["postcode"]].assign(**columns)[placed != ""]
