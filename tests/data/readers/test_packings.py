"""However a publication was packed, its reader gives the same: plain, marked, gzipped, zipped."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data.files import SourceFolder
from data.inputs import Inputs
from data.readers import boundaries, census, circumstances, codepoint, iod, lookups, ods, qof
from data.readers import registrations as reg
from data.sources import load_sources
from tests.data import samples
from tests.data.readers import test_boundaries as shapes
from tests.data.readers import test_census, test_circumstances, test_codepoint, test_ods, test_qof
from tests.data.readers import test_lookups as looked
from tests.data.readers import test_registrations as registered

SOURCES = load_sources()
# For each source a name its publisher uses, the reader, and a file.
PUBLISHED: dict[str, tuple[str, Callable[[bytes, str], Any], bytes]] = {
    "census_ts021": ("census2021-ts021-lsoa.csv", census.read_census, test_census.GOOD),
    "iod2025": (
        "File_7_IoD2025_All_Ranks_Scores_Deciles_Population_Denominators.csv",
        iod.read_iod,
        samples.iod(),
    ),
    "iod2025_underlying": (
        "IoD2025_underlying_indicators.csv",
        iod.read_underlying,
        samples.table(["lsoa21_code", "mental_health_indicator"], [["E01000001", -1.5]]),
    ),
    "patients_by_lsoa": ("gp-reg-pat-prac-lsoa-all.csv", reg.read_patients, registered.PATIENTS),
    "practice_map": ("gp-reg-pat-prac-map.csv", reg.read_practice_map, registered.MAP),
    "practice_ages": ("gp-reg-pat-prac-quin-age.csv", reg.read_practice_ages, registered.AGES),
    "qof_2024_25": ("PREVALENCE_2425.csv", qof.read_registers, test_qof.GOOD),
    "qof_2021_22": ("PREVALENCE_2122_V2.csv", qof.read_registers, test_qof.GOOD),
    "ods_practices": ("epraccur.csv", ods.read_organisations, test_ods.GOOD),
    "ods_pharmacies": ("edispensary.csv", ods.read_organisations, test_ods.GOOD),
    "codepoint_open": ("s.csv", codepoint.read_postcodes, test_codepoint.GOOD),
    "lsoa_2011_to_2021": (
        "LSOA_2011_to_LSOA_2021_Lookup_EW.csv",
        lookups.read_lsoa_changes,
        looked.CHANGES,
    ),
    "lsoa_to_ward": (
        "LSOA21_WD24_LAD24_lookup_EW.csv",
        lookups.read_wards,
        samples.wards(looked.WARDS),
    ),
    "lsoa_to_sicbl": (
        "LSOA21_SICBL24_ICB24_lookup_England.csv",
        lookups.read_sub_icbs,
        samples.sub_icbs(looked.SUB_ICBS),
    ),
    "rural_urban_2021": (
        "LSOA21_RUC21_EW.csv",
        lookups.read_rural_urban,
        samples.rural_urban(looked.CLASSES),
    ),
    "msoa_names": (
        "MSOA-Names-Latest2.csv",
        lookups.read_msoa_names,
        samples.msoa_names(looked.MSOAS, capitals=False),
    ),
    "community_needs_index": (
        "community_needs_index_2023_lsoa21.csv",
        circumstances.read_community_needs,
        test_circumstances.NEEDS,
    ),
    "ahah": (
        "ahah_v4_index_lsoa21.csv",
        circumstances.read_healthy_assets,
        test_circumstances.ASSETS,
    ),
    "digital_exclusion": (
        "digital_exclusion_deri_depahri_lsoa11.csv",
        circumstances.read_digital_exclusion,
        test_circumstances.DIGITAL,
    ),
    "fuel_poverty": (
        "fuel_poverty_2020_lsoa11.csv",
        circumstances.read_fuel_poverty,
        test_circumstances.FUEL,
    ),
    "asylum_support": (
        "asylum_local_authority_support.csv",
        circumstances.read_asylum,
        test_circumstances.SUPPORT,
    ),
    "boundaries_lsoa": (
        "Lower_layer_Super_Output_Areas_December_2021_Boundaries_EW_BGC_V5.geojson",
        boundaries.read_boundaries,
        samples.boundaries(shapes.GOOD),
    ),
}


def same(one: Any, other: Any) -> bool:
    if isinstance(one, pd.DataFrame | pd.Series):
        return bool(one.equals(other))
    if isinstance(one, tuple):
        return all(same(a, b) for a, b in zip(one, other, strict=True))
    return bool(one == other)


@pytest.mark.parametrize(
    ("source", "how"),
    [
        (source, how)
        for source, (name, *_) in PUBLISHED.items()
        for how in ("plain", "mark", "gz", "zip")
        # Publishers' own names come plain or zipped; only the tidied ones also gzipped.
        if how != "gz" or SOURCES[source].recognises(f"{name}.gz")
    ],
)
def test_packing_makes_no_difference(source: str, how: str, tmp_path: Path) -> None:
    name, reader, content = PUBLISHED[source]
    samples.pack(tmp_path / "as downloaded", name, content, how)
    inputs = Inputs(SourceFolder(tmp_path), SOURCES)
    assert inputs.has(source)
    assert same(inputs.read(source, reader), reader(content, name))
    assert inputs.name(source) == name


def test_line_ends_of_windows_make_no_difference() -> None:
    for name, reader, content in PUBLISHED.values():
        if name.endswith(".csv"):
            assert same(reader(content.replace(b"\n", b"\r\n"), name), reader(content, name)), name
