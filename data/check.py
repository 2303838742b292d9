"""``python -m data check``: is the snapshot whole and true to itself, and what does it hold?"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from data.build import SNAPSHOT
from layers.atlas import Atlas, SnapshotError, load_atlas
from layers.ground import tables
from layers.practices import care, patients_elsewhere
from layers.practices.practice_values import practice_values

VENUES = {"library": "libraries", "school": "schools"}


def problems(atlas: Atlas) -> Iterator[str]:
    """Every way in which the snapshot is not what it should be, as sentences.

    Its files are those that the build wrote, or the atlas would not have been loaded.
    """
    areas = atlas.areas
    if not areas.index.is_unique or not areas.index.is_monotonic_increasing:
        yield "areas: codes are repeated or out of order."
    if areas["residents"].sum() != atlas.manifest["residents"]:
        yield "areas: residents do not add up to the manifest's figure."
    if (areas["residents"] <= 0).any():
        yield f"areas: {areas.index[areas['residents'] <= 0][0]} has no residents."
    for name, definition in atlas.indicators.items():
        try:
            table = atlas.table(name)
        except ValueError as error:
            yield f"{name}: a numerator is not between 0 and its denominator ({error})."
            continue
        if definition.is_share:
            known = table.dropna(subset=["numerator", "denominator"])
            if ((known["numerator"] < 0) | (known["numerator"] > known["denominator"])).any():
                yield f"{name}: a numerator is not between 0 and its denominator."
            inside = known[(known["denominator"] > 0) & known["lower"].notna()]
            # A limit and the value may differ in the last bit where the share is 0 or 100.
            if not inside["value"].between(inside["lower"] - 1e-9, inside["upper"] + 1e-9).all():
                yield f"{name}: an interval does not hold its value."
        if not table["national_percentile"].dropna().between(0, 100).all():
            yield f"{name}: a percentile is not between 0 and 100."
    marks = atlas.clusters
    if not marks.index.equals(areas.index) or not marks.isin(range(5)).all(axis=None):
        yield "clusters: not a mark from 0 to 4 for each area."
    yield from _practice_problems(atlas)
    yield from _ground_problems(atlas)


def _practice_problems(atlas: Atlas) -> Iterator[str]:
    registrations, directory = atlas.registrations, atlas.directory
    strangers = registrations.loc[~registrations["practice"].isin(directory.index), "practice"]
    if len(strangers):
        yield f"registrations: practice {strangers.iloc[0]} is not in the directory."
    here = registrations[registrations["lsoa"].isin(atlas.areas.index)]
    patients = here.groupby("lsoa")["patients"].sum().reindex(atlas.areas.index)
    if not np.allclose(patients, atlas.areas["patients"], atol=0.01, equal_nan=True):
        yield "registrations: patients do not add up to those of the areas."
    home = directory[directory["home"] & directory["places_known"]]
    counted = registrations.groupby("practice")["patients"].sum().reindex(home.index)
    if not np.allclose(counted, home["list_size_by_area"], atol=0.5):
        yield "registrations: a practice's patients do not add up to its list."
    codes = atlas.practices.index
    yield from _care_problems(atlas)
    rows = registrations[registrations["practice"].isin(codes)]
    english = rows.loc[rows["lsoa"].str.startswith("E01"), "lsoa"]
    unknown = english[~english.isin(patients_elsewhere.residents(atlas).index)]
    if len(unknown):
        yield f"elsewhere: patients live in {unknown.iloc[0]}, of which the snapshot holds nothing."
    elif "imd_score" in atlas.indicators:
        # One score: that kept with the practice and that of its profile.
        score = practice_values(atlas, "imd_score")["value"]
        if not np.allclose(directory["imd_score"].reindex(score.index), score, atol=1e-3):
            yield "practices: a deprivation score is not that of the areas where its patients live."


def _care_problems(atlas: Atlas) -> Iterator[str]:
    published = atlas.extra("practice_care")
    if published.empty:
        return
    strangers = published.loc[~published["practice"].isin(atlas.directory.index), "practice"]
    if len(strangers):
        yield f"practice_care: practice {strangers.iloc[0]} is not in the directory."
    per = published["measure"].map({key: one.per for key, one in care.measures(atlas).items()})
    worked_out = per * published["numerator"] / published["denominator"]
    # Fingertips prints five decimals.
    apart = ~np.isclose(published["value"], worked_out, rtol=0, atol=1e-4)
    for measure in published.loc[apart, "measure"].head(1):
        yield f"practice_care: a value of {measure} is not its numerator over its denominator."


def _ground_problems(atlas: Atlas) -> Iterator[str]:
    codes = atlas.areas.index
    for name in ("postcodes", "places", "stops", "stations", "venues"):
        found = tables.table(atlas, name)
        strange = found.loc[~found["lsoa"].isin(codes), "lsoa"]
        if len(strange):
            yield f"{name}: {strange.iloc[0]!r} is not an area of the atlas."
    named, by_stop = tables.table(atlas, "streets"), tables.table(atlas, "street_stops")
    counted = by_stop["street"].value_counts().reindex(named["street"], fill_value=0)
    if (counted.to_numpy() != named["stops"].to_numpy()).any() or counted.sum() != len(by_stop):
        yield "streets: stops do not add up to those that name them."
    if not by_stop["stop"].isin(tables.table(atlas, "stops")["stop"]).all():
        yield "street_stops: a stop is not among the stops."


def _on_the_ground(atlas: Atlas) -> str:
    """How much the snapshot knows of places and streets, as one sentence."""
    words = {
        "places": "settlements",
        "stops": "bus stops",
        "streets": "streets",
        "stations": "stations and tram stops",
        "postcodes": "postcodes",
    }
    parts = [f"{len(tables.table(atlas, name)):,} {word}" for name, word in words.items()]
    kinds = tables.table(atlas, "venues")["kind"].value_counts()
    parts += [f"{kinds.get(kind, 0):,} {word}" for kind, word in VENUES.items()]
    return f"On the ground: {', '.join(parts[:-1])} and {parts[-1]}."


def describe(atlas: Atlas) -> str:
    """What the snapshot holds, for a person."""
    home = atlas.directory[atlas.directory["home"]]
    mine = atlas.registrations[atlas.registrations["practice"].isin(home.index)]
    unplaced = mine.loc[~mine["lsoa"].str.match("[EW]01"), "patients"].sum()
    here = atlas.registrations[atlas.registrations["lsoa"].isin(atlas.areas.index)]
    lines = [
        f"{atlas.name}: {len(atlas.areas)} areas, {atlas.areas['residents'].sum():,} residents, "
        f"{len(atlas.indicators)} indicators.",
        *(
            f"  {name}: {len(group)} areas, {group['residents'].sum():,} residents"
            for name, group in atlas.areas.groupby("district", sort=True)
        ),
        f"Practices: {len(atlas.practices)} open now; {mine['practice'].nunique()} when patients "
        f"were last counted by area, with {mine['patients'].sum():,.0f} patients, "
        f"{unplaced:,.0f} of them not placed in an area.",
        f"{here['patients'].sum():,.0f} patients live here, at {here['practice'].nunique()} "
        "practices anywhere.",
        _on_the_ground(atlas),
        "",
    ]
    for source in atlas.manifest["sources"]:
        lines.append(f"{source['title']}")
        lines.append(f"  {source['publisher']}; {source['period']}; {source['licence']}")
        for file in source["files"]:
            lines.append(f"  {file['file']}: {file['rows']:,} rows, sha256 {file['sha256']}")
    total = sum(record["bytes"] for record in atlas.manifest["files"].values())
    lines += ["", f"{len(atlas.manifest['files'])} files, {total / 1e6:.2f} MB."]
    if street_map := atlas.basemap:
        lines.append(
            f"Street map: {street_map.title}, {len(street_map)} tiles. {street_map.credit}."
        )
    lines += [f"Note: {note}" for note in atlas.manifest["notes"]]
    return "\n".join(lines)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``python -m data check``."""
    parser.add_argument(
        "--snapshot",
        type=Path,
        default=SNAPSHOT,
        metavar="DIR",
        help="folder of the snapshot (default: data/snapshot)",
    )


def run(args: argparse.Namespace) -> int:
    """Print what the snapshot holds; exit code 1 when something is wrong with it."""
    try:
        atlas = load_atlas(args.snapshot)
    except SnapshotError as error:
        print(f"check: {error}", file=sys.stderr)
        return 1
    found = list(problems(atlas))
    print(describe(atlas))
    for problem in found:
        print(f"Wrong: {problem}", file=sys.stderr)
    print("The snapshot is whole." if not found else f"{len(found)} problems.")
    return 1 if found else 0
