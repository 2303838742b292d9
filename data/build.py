"""``python -m data build``: from the official publications to the snapshot that the app reads."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from data import ages as age_model
from data import areas as area_tables
from data import (
    carry,
    change,
    clusters,
    communities,
    distances,
    district_tables,
    districts,
    expected,
    geometry,
    ground,
    indicators,
    natural,
    outlines,
    place_codes,
    practice_care,
    practice_error,
    practice_flags,
    practices,
    publications,
    water,
    without_health,
)
from data import registers as registers_tables
from data.files import SourceFolder
from data.inputs import Inputs
from data.readers import iod, lookups, ods, qof, registrations
from data.snapshot_files import replacing
from data.sources import load_sources
from layers import load_atlas
from layers.catalogue.definitions import load_catalogue
from layers.practices import prevalence

SNAPSHOT = Path(__file__).parent / "snapshot"
QOF_YEARS = {"2021-22": "qof_2021_22", "2022-23": "qof_2022_23", "2024-25": "qof_2024_25"}
ATTRIBUTED = "2024-25"


def build(
    sources: Path,
    *,
    out: Path = SNAPSHOT,
    districts_wanted: Sequence[str] = districts.SOUTH_YORKSHIRE,
    name: str = "",
) -> dict[str, Any]:
    """Read the publications in a folder and write the snapshot.

    Parameters
    ----------
    sources
        Folder with the official files, at any depth.
    out
        Folder of the snapshot; replaced only when the new one is complete.
    districts_wanted
        ONS codes of the districts to build for.
    name
        What the area is called, in at most ``districts.LONGEST_NAME`` letters; from the districts
        when not given.

    Returns
    -------
    dict
        The manifest as written.

    Raises
    ------
    SourceError
        When a publication is missing or not as it should be, or the name too long; the old
        snapshot stays.
    """
    name = districts.named(name)
    inputs = Inputs(SourceFolder(sources), load_sources())
    catalogue = load_catalogue()
    publications.require_sources(catalogue, inputs.sources)
    notes: list[str] = []

    wards = inputs.read("lsoa_to_ward", lookups.read_wards)
    chosen = districts.choose(wards, districts_wanted, inputs.name("lsoa_to_ward"))
    membership = publications.membership(inputs, wards)
    census_frames = publications.census_tables(inputs, catalogue)
    residents = census_frames["census_ts001"]["Total"]
    households = census_frames["census_ts041"]["Number of households"]

    changes = inputs.read("lsoa_2011_to_2021", lookups.read_lsoa_changes)
    carried = carry.shares(changes, residents)
    patients = publications.patients(inputs, carried)
    placed = patients[patients["lsoa"].str.match("[EW]01")]
    patients_by_area = placed.groupby("lsoa")["patients"].sum()
    ratio, disagree = area_tables.disagreement(patients_by_area, residents)

    frames = publications.area_frames(inputs, catalogue, census_frames, carried, residents)
    links, indices_of_2019 = change.links(carried), change.read(inputs, notes)
    if indices_of_2019 is not None:
        now = frames["iod2025"][1][iod.DECILE]
        moved = change.of_areas(indices_of_2019, links, now)
        frames[change.SOURCE] = (inputs.name(change.SOURCE), moved)
    registers = {
        year: inputs.read(source, qof.read_registers) for year, source in QOF_YEARS.items()
    }
    footprint = prevalence.Footprint.from_frame(placed)
    attributed = prevalence.attribute(
        footprint,
        registers[ATTRIBUTED],
        publications.of_age(census_frames["census_ts007a"]),
        prevalence.limiting_illness_nudge(publications.limited(census_frames["census_ts038"])),
        # Only where many residents are not registered, as the Library does: where patients
        # outnumber residents, the residents' ages are still the better guide.
        use_practice_age=ratio < area_tables.DISAGREE_LOW,
    )
    source = QOF_YEARS[ATTRIBUTED]
    for register, rows in attributed.groupby("register"):
        frames[f"{source}:{register}"] = (inputs.name(source), rows.set_index("lsoa"))
    covered = prevalence.coverage(footprint, pd.Index(registers[ATTRIBUTED]["practice"].unique()))

    practice_map = inputs.read("practice_map", registrations.read_practice_map)
    directory = inputs.read("ods_practices", ods.read_organisations)
    ages = inputs.read("practice_ages", registrations.read_practice_ages)
    sub_icbs = sorted(membership.sub_icbs.loc[chosen.index, "sub_icb_code"].unique())
    today, counted = practices.home_practices(
        practice_map, directory, pd.Index(patients["practice"].unique()), sub_icbs
    )
    local = patients[
        patients["practice"].isin(counted) | patients["lsoa"].isin(chosen.index)
    ].reset_index(drop=True)
    english = wards.index[wards.index.str.startswith("E01")].sort_values()
    theirs = local[local["practice"].isin(today.union(counted))]
    beyond = pd.Index(theirs["lsoa"].unique()).difference(chosen.index)
    elsewhere = english.intersection(beyond)
    indices = frames["iod2025"][1]
    population = publications.iod_population(inputs, indices, residents, notes)
    transformed = publications.iod_transformed(inputs, residents, notes)
    if transformed is not None:
        frames[without_health.SOURCE] = (
            inputs.name(without_health.SOURCE),
            without_health.index_without_health(transformed),
        )
    wards_of_census = communities.read_wards(inputs, chosen, residents, notes)
    english_totals = {}
    if wards_of_census is not None:
        shared = communities.shared_out(wards_of_census, chosen, residents)
        frames[communities.WARDS] = (inputs.name(communities.WARDS), shared)
        english_totals[communities.WARDS] = communities.england(inputs)
    values = indicators.compute(
        catalogue,
        frames,
        english,
        chosen.index,
        residents,
        elsewhere,
        population,
        english_totals,
    )
    notes += values.missing
    by_age, validated = age_model.expected(catalogue, frames, membership.sub_icbs["icb_code"])

    postcodes, sectors = publications.postcodes(inputs)
    shapes, around, indicative = publications.lsoa_shapes(inputs, chosen.index, notes)
    # What is drawn; how large an area is and where its label stands keep to the publication.
    drawn = water.closed(shapes, around)
    simple = geometry.simplify_together(drawn)

    involved = today.union(pd.Index(local["practice"].unique())).sort_values()
    table = practices.practice_table(
        involved,
        practice_map,
        directory,
        ages,
        patients,
        postcodes,
        _places(membership.sub_icbs.loc[chosen.index, "sub_icb_code"], chosen["district"]),
    )
    scores = frames["iod2025"][1][iod.SCORE]
    table["imd_score"], table["imd_placed"] = practices.mean_score(patients, scores, involved)
    table["home"] = involved.isin(today.union(counted))
    table["places_known"] = involved.isin(local["practice"])
    points = geometry.label_points(shapes)
    home = table[table["home"]]
    further = geometry.label_points(publications.shapes_elsewhere(inputs, beyond))
    table = table.join(distances.spread(theirs, points | further, home))
    table["elsewhere"] = practice_flags.elsewhere(theirs, chosen.index, involved)
    practice_flags.mark(table, ages)
    country = expected.country(
        registers[ATTRIBUTED], ages, patients, frames["iod2025"][1][iod.DECILE]
    )
    counts = expected.counts(country)
    students = practice_flags.students(ages)
    spread, limits = expected.differences(country, counts, practice_map, students)
    checked = practice_error.country(
        catalogue, census_frames, residents, patients, ages, practice_map, directory
    )
    # What is said of the practices here was learnt on others, so that they can test it.
    errors = practice_error.fit(checked.only(~checked.table.index.isin(today.union(counted))))
    if errors.empty:
        notes.append(practice_error.TOO_FEW)

    area_table = area_tables.area_table(
        chosen,
        membership,
        residents,
        households,
        points,
        geometry.area_km2(shapes),
    )
    if population is not None:
        area_table["iod_population"] = population.reindex(chosen.index).astype("int64")
    area_table["patients"] = patients_by_area.reindex(chosen.index).round(4)
    area_table["patients_per_resident"] = ratio.reindex(chosen.index)
    area_table["qof_coverage"] = (100 * covered.reindex(chosen.index)).round(3)
    area_table["change_since_2011"] = area_tables.change_since_2011(changes, chosen.index)
    _flag(area_table, disagree, local, table)

    pharmacies = inputs.read("ods_pharmacies", ods.read_organisations)
    located = practices.pharmacy_table(pharmacies, postcodes, simple)
    with replacing(out) as writer:
        if transformed is not None:
            kept = transformed.reindex(chosen.index).rename_axis("lsoa").reset_index()
            writer.frame("iod_transformed.parquet", kept)
        writer.frame("areas.parquet", area_table.reset_index())
        writer.frame("values.parquet", values.areas)
        writer.frame("england.parquet", values.england)
        writer.frame("elsewhere.parquet", area_tables.elsewhere(wards, residents, elsewhere))
        writer.frame("values_elsewhere.parquet", values.elsewhere)
        writer.frame("practices.parquet", table.reset_index())
        writer.frame("registrations.parquet", local)
        writer.frame("prevalence.parquet", registers_tables.by_practice(registers, involved))
        writer.frame("prevalence_england.parquet", registers_tables.england(registers))
        writer.frame("practice_ages.parquet", registers_tables.practice_ages(ages, involved))
        writer.frame("england_ages.parquet", registers_tables.england_ages(ages))
        writer.frame(
            "expected.parquet", expected.of_practices(registers[ATTRIBUTED], counts, home.index)
        )
        writer.frame("expected_england.parquet", spread)
        writer.frame("usual_limits.parquet", limits)
        # Of areas elsewhere too: a practice's patients may live there.
        mine = by_age.reindex(chosen.index.append(elsewhere)).rename_axis("lsoa").reset_index()
        writer.frame("age_expected.parquet", mine)
        writer.frame("age_expected_england.parquet", validated)
        if len(errors):
            writer.frame("practice_errors.parquet", errors)
        practice_care.write(writer, inputs, home.index, notes)
        writer.frame("pharmacies.parquet", located)
        postcodes_here = practices.postcode_table(postcodes, chosen, simple, notes)
        writer.frame("postcodes.parquet", postcodes_here)
        writer.frame("postcode_sectors.parquet", sectors)
        writer.frame("lsoa_codes.parquet", place_codes.code_ranges(changes))
        writer.frame("lsoa_ended.parquet", place_codes.ended_areas(changes, chosen.index))
        change.write(writer, indices_of_2019, links, chosen.index)
        writer.frame("neighbours.parquet", geometry.neighbours(drawn))
        district_tables.write(writer, inputs, chosen, notes)
        communities.write(writer, inputs, chosen, area_table["msoa_code"], wards_of_census, notes)
        settlements = publications.settlements(inputs)
        outlines.write(writer, settlements, area_table, simple, notes)
        ground.write(writer, inputs, settlements, area_table, simple, postcodes_here, notes)
        notes += inputs.undated()
        document = {
            "name": name or districts.title(chosen),
            "districts": districts.names(chosen),
            "areas": len(area_table),
            "residents": int(area_table["residents"].sum()),
            "boundaries": "generalised" if indicative else "detailed",
            "attributed_year": ATTRIBUTED,
            "notes": notes,
            "sources": inputs.manifest(),
        }
        writer.manifest(document)
        # What the app will read is read here first: a snapshot that does not load is not kept.
        made = load_atlas(writer.folder)
        writer.frame("clusters.parquet", clusters.clusters(made))
        breaks = natural.natural_breaks(made)
        writer.content("natural_breaks.json", json.dumps(breaks, separators=(",", ":")).encode())
        return writer.manifest(document)


def _flag(
    area_table: pd.DataFrame, disagree: pd.Series, local: pd.DataFrame, table: pd.DataFrame
) -> None:
    """Mark, for each area, what to be careful about (words in ``catalogue/flags.toml``)."""
    codes = area_table.index
    area_table["flag_modelled"] = area_table["qof_coverage"].notna()
    area_table["flag_patients_disagree"] = disagree.reindex(codes, fill_value=False)
    area_table["flag_changed"] = area_table["change_since_2011"] != "unchanged"
    area_table["flag_low_coverage"] = area_table["qof_coverage"] < 100 * area_tables.LOW_COVERAGE
    dated = table.index[table["flag_list_changed"] | table["flag_closed"]]
    here = local[local["lsoa"].isin(codes)]
    with_dated = here[here["practice"].isin(dated)].groupby("lsoa")["patients"].sum()
    share = with_dated.reindex(codes, fill_value=0.0) / area_table["patients"]
    area_table["flag_footprint_dated"] = share > practices.DATED_SHARE


def _places(sub_icbs: pd.Series, district: pd.Series) -> dict[str, str]:
    """Each sub-ICB location by the name of the district that most of its areas are in."""
    counts = pd.crosstab(sub_icbs, district)
    return {str(code): str(name) for code, name in counts.idxmax(axis=1).items()}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``python -m data build``."""
    parser.add_argument(
        "--sources",
        type=Path,
        required=True,
        metavar="DIR",
        help="folder with the official publications",
    )
    parser.add_argument(
        "--districts",
        nargs="+",
        metavar="CODE",
        default=list(districts.SOUTH_YORKSHIRE),
        help="ONS district codes (default: the four of South Yorkshire)",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=SNAPSHOT,
        metavar="DIR",
        help="folder of the snapshot (default: data/snapshot)",
    )
    parser.add_argument(
        "--name",
        default="",
        help=f"what the area is called, in at most {districts.LONGEST_NAME} letters: "
        '"West Yorkshire" (default: the names of its districts)',
    )


def run(args: argparse.Namespace) -> int:
    """Build, and say what was made and what could not be."""
    manifest = build(args.sources, out=args.out, districts_wanted=args.districts, name=args.name)
    print(f"{manifest['name']}: {manifest['areas']} areas, {manifest['residents']:,} residents.")
    for note in manifest["notes"]:
        print(f"Note: {note}", file=sys.stderr)
    print(f"Snapshot written to {args.out}.")
    return 0
