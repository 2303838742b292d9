"""Groups of publications, read and brought to LSOA 2021, ready for the methods."""

from collections.abc import Mapping

import geopandas as gpd
import pandas as pd

from data import areas as area_tables
from data import carry
from data.errors import SourceError
from data.geometry import DEGREES
from data.inputs import Inputs
from data.readers import (
    boundaries,
    census,
    circumstances,
    codepoint,
    iod,
    iod_workbooks,
    lookups,
    open_names,
    registrations,
)
from data.sources import Source
from layers.catalogue.definitions import Catalogue, CatalogueError


def require_sources(catalogue: Catalogue, sources: Mapping[str, Source]) -> None:
    """Stop when a definition names a source that ``sources.toml`` does not have.

    Raises
    ------
    CatalogueError
        Naming the indicator and the source.
    """
    for indicator in catalogue.indicators.values():
        if indicator.source not in sources:
            raise CatalogueError(
                f"{indicator.theme}.toml, indicator {indicator.id!r}: source "
                f"{indicator.source!r} is not in data/sources.toml."
            )


def membership(inputs: Inputs, wards: pd.DataFrame) -> area_tables.Membership:
    """Wards, sub-ICB locations, rural-urban class and neighbourhood of every LSOA."""
    sub_icbs = inputs.read("lsoa_to_sicbl", lookups.read_sub_icbs)
    rural_urban = inputs.read("rural_urban_2021", lookups.read_rural_urban)
    names = inputs.read("msoa_names", lookups.read_msoa_names)
    return area_tables.membership_of(wards, sub_icbs, rural_urban, names, inputs.name("msoa_names"))


def census_tables(inputs: Inputs, catalogue: Catalogue) -> dict[str, pd.DataFrame]:
    """The topic summaries that the catalogue or the methods need, by source id."""
    by_area = (i.source for i in catalogue.indicators.values() if not i.grain)
    needed = {source for source in by_area if source.startswith("census_")}
    needed |= {"census_ts001", "census_ts007a", "census_ts038", "census_ts041"}
    return {source: inputs.read(source, census.read_census) for source in sorted(needed)}


def patients(inputs: Inputs, carried: pd.DataFrame) -> pd.DataFrame:
    """Patients by practice and LSOA 2021, whichever vintage the publication has."""
    raw, vintage = inputs.read("patients_by_lsoa", registrations.read_patients)
    inputs.note("patients_by_lsoa", vintage=f"LSOA {vintage}")
    if vintage == 2021:
        return raw.sort_values(["practice", "lsoa"], ignore_index=True)
    try:
        return carry.carry_patients(raw, carried)
    except KeyError as error:
        raise SourceError(
            inputs.name("patients_by_lsoa"),
            str(error.args[0]),
            column="LSOA_CODE",
            remedy="Use a patients file and a lookup of matching vintages.",
        ) from None


def area_frames(
    inputs: Inputs,
    catalogue: Catalogue,
    census_frames: Mapping[str, pd.DataFrame],
    carried: pd.DataFrame,
    residents: pd.Series,
) -> dict[str, tuple[str, pd.DataFrame]]:
    """Every area-level source of the catalogue, on LSOA 2021, with its file's name."""
    frames = {source: (inputs.name(source), frame) for source, frame in census_frames.items()}
    plain = {
        "iod2025": iod.read_iod,
        "iod2025_underlying": iod.read_underlying,
        "community_needs_index": circumstances.read_community_needs,
        "ahah": circumstances.read_healthy_assets,
    }
    used = {i.source for i in catalogue.indicators.values()}
    for source, reader in plain.items():
        # Practices take their score from the Indices, so these are not left out like the others.
        if source in used and (source == "iod2025" or inputs.has(source)):
            frame = inputs.read(source, reader)
            frames[source] = (inputs.name(source), frame)
    if "iod2025_supplements" in used:
        add_supplements(inputs, frames, residents)
    if "digital_exclusion" in used and inputs.has("digital_exclusion"):
        scores = inputs.read("digital_exclusion", circumstances.read_digital_exclusion)
        frames["digital_exclusion"] = (
            inputs.name("digital_exclusion"),
            carry.carry_scores(scores, carried, residents),
        )
    if "fuel_poverty" in used and inputs.has("fuel_poverty"):
        counts = inputs.read("fuel_poverty", circumstances.read_fuel_poverty)
        frames["fuel_poverty"] = (
            inputs.name("fuel_poverty"),
            carry.carry_counts(counts, carried).round(4),
        )
    if "rural_urban_2021" in used:
        classes = inputs.read("rural_urban_2021", lookups.read_rural_urban)
        frames["rural_urban_2021"] = (
            inputs.name("rural_urban_2021"),
            classes.to_frame("classification"),
        )
    return frames


def add_supplements(
    inputs: Inputs, frames: dict[str, tuple[str, pd.DataFrame]], residents: pd.Series
) -> None:
    """IDACI and IDAOPI from File 3, or from a File 7 that has them; from neither, nothing."""
    source = "iod2025_supplements"
    file, published = frames["iod2025"]
    if inputs.has(source):
        frame = inputs.read(source, iod_workbooks.read_supplements)
        _cover(frame, residents, inputs.name(source))
        frames[source] = (inputs.name(source), frame)
    elif any(c.startswith(iod_workbooks.SUPPLEMENTS) for c in published.columns):
        inputs.taken_from(source, "iod2025")
        frames[source] = (file, published)


def iod_population(
    inputs: Inputs, published: pd.DataFrame, residents: pd.Series, notes: list[str]
) -> pd.Series | None:
    """Residents of mid-2022, by which the Indices' scores are averaged over larger places.

    Parameters
    ----------
    published
        File 7, which has them too in the original.
    residents
        Census residents by code: whose areas there are.
    notes
        Where to say that there are none.

    Returns
    -------
    pandas.Series
        By LSOA 2021 code of England; None where no file at hand has them.
    """
    source = "iod2025_populations"
    if inputs.has(source):
        frame = inputs.read(source, iod_workbooks.read_populations)
        _cover(frame, residents, inputs.name(source))
        return frame[iod_workbooks.POPULATION]
    if iod_workbooks.POPULATION in published.columns:
        inputs.taken_from(source, "iod2025")
        return published[iod_workbooks.POPULATION]
    notes.append(
        "Scores of the Indices of Deprivation are averaged by residents of Census 2021, because "
        "File 6 (populations of mid-2022) was not found."
    )
    return None


def iod_transformed(inputs: Inputs, residents: pd.Series, notes: list[str]) -> pd.DataFrame | None:
    """The domains' scores as they are put together, a column each; None without File 9."""
    source = "iod2025_transformed"
    if not inputs.has(source):
        notes.append(
            "Deprivation without health is worked out from the domains' ranks, because File 9 "
            "(transformed domain scores) was not found."
        )
        return None
    frame = inputs.read(source, iod_workbooks.read_transformed)
    _cover(frame, residents, inputs.name(source))
    return frame


def _cover(frame: pd.DataFrame, residents: pd.Series, file: str) -> None:
    """Stop when a file of the Indices leaves out one of England's areas."""
    english = residents.index[residents.index.str.startswith("E01")]
    left_out = english.difference(frame.index)
    if len(left_out):
        raise SourceError(
            file,
            f"leaves out {len(left_out):,} of England's {len(english):,} areas, "
            f"{left_out[0]} for one.",
            remedy="The Indices are about all of England: fetch the whole file.",
        )


def postcodes(inputs: Inputs) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Postcodes of every Code-Point Open file at hand, one file for each postcode area.

    Returns
    -------
    tuple
        The postcodes that have a location, and the sectors of all: column ``sector``.
    """
    parts = inputs.read_all("codepoint_open", codepoint.read_postcodes)
    found = inputs.joined(
        "codepoint_open",
        [located for located, _ in parts],
        "postcode",
        column="postcode",
        remedy="Keep one file for each postcode area in the folder.",
    )
    sectors = pd.concat([part for _, part in parts]).drop_duplicates()
    return found, sectors.sort_values(ignore_index=True).to_frame()


def settlements(inputs: Inputs) -> pd.DataFrame | None:
    """Populated places of every OS Open Names file at hand, each once; None without one.

    As :func:`data.readers.open_names.read_places` gives them.
    """
    source = "os_open_names"
    if not inputs.has(source):
        return None
    found = pd.concat(inputs.read_all(source, open_names.read_places), ignore_index=True)
    return found.drop_duplicates(["name", "kind", "easting", "northing"], ignore_index=True)


def of_age(ages: pd.DataFrame) -> pd.DataFrame:
    """Share (0–1) of residents who are of each list's age, from five-year bands.

    A list that starts inside a band takes the part of the band that is old enough, as if its
    five years of age were equally many: 06OV takes four fifths of those aged 5 to 9.
    """
    total = ages["Total"]
    by_start = {0: "Aged 4 years and under", 85: "Aged 85 years and over"}
    by_start |= {a: f"Aged {a} to {a + 4} years" for a in range(5, 85, 5)}

    def over(age: int) -> pd.Series:
        start = age - age % 5
        part = ages[by_start[start]] * (5 - age % 5) / 5
        return part + ages[[by_start[a] for a in by_start if a > start]].sum(axis=1)

    lists = {"06OV": 6, "16OV": 16, "17OV": 17, "18OV": 18, "50OV": 50, "65OV": 65}
    shares = pd.DataFrame({name: over(age) / total for name, age in lists.items()})
    return shares.assign(TOTAL=1.0)


def limited(disability: pd.DataFrame) -> pd.Series:
    """Share (0–1) of residents whose day-to-day activities are limited, a little or a lot."""
    limited = disability[
        [
            "Disabled under the Equality Act: Day-to-day activities limited a lot",
            "Disabled under the Equality Act: Day-to-day activities limited a little",
        ]
    ].sum(axis=1)
    return limited / disability["Total: All usual residents"]


def lsoa_shapes(
    inputs: Inputs, codes: pd.Index, notes: list[str]
) -> tuple[gpd.GeoSeries, gpd.GeoSeries, bool]:
    """Detailed boundaries where they cover the districts, else generalised ones.

    Returns
    -------
    tuple
        The areas of the districts, the other areas of the same file, and whether the boundaries
        are the generalised ones.
    """
    for source, indicative in (("boundaries_lsoa", False), ("boundaries_lsoa_generalised", True)):
        if not inputs.has(source):
            continue
        shapes = inputs.read(source, boundaries.read_boundaries)
        if codes.isin(shapes.index).all():
            if indicative:
                notes.append(
                    "Boundaries are generalised, because the detailed file does not cover these "
                    "districts: outlines are indicative."
                )
            return shapes[codes], shapes.drop(codes), indicative
    raise SourceError(
        "boundaries",
        f"no file covers all {len(codes)} areas of these districts.",
        remedy="Put LSOA 2021 boundaries as GeoJSON (EPSG:4326) into the sources folder: see "
        "boundaries_lsoa in data/sources.toml.",
    )


def shapes_elsewhere(inputs: Inputs, codes: pd.Index) -> gpd.GeoSeries:
    """Generalised boundaries of areas outside the atlas, as far as a file at hand has them."""
    source = "boundaries_lsoa_generalised"
    if not inputs.has(source):
        return gpd.GeoSeries(crs=DEGREES)
    shapes = inputs.read(source, boundaries.read_boundaries)
    return shapes[shapes.index.isin(codes)]
