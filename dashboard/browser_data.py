"""What the browser is sent of the atlas: outlines, areas, the catalogue, values and footprints.

Values go as numerators and denominators where there are any: smaller than percentages, and the
browser can then add areas up without asking. Missing numbers are ``null``.
"""

import json
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from dashboard import browser_words, ground_data
from dashboard.explore import choices as explore_choices
from dashboard.explore import crossed_square, table_columns
from dashboard.explore.view import DEFAULT_INDICATOR
from dashboard.explore.view_said import said_of_everything
from dashboard.files.outlines import groups_file
from dashboard.parts import streets
from dashboard.practices import choices as practice_choices
from dashboard.practices.practice_list import listing
from dashboard.web.browser_files import LATER, BrowserFiles, digest_of
from dashboard.wording import legend
from dashboard.wording.map_texts import map_texts
from layers.atlas import GROUPING, LEVELS, Atlas
from layers.catalogue.synonyms import load_synonyms
from layers.geography import levels
from layers.geography.cluster_kinds import clustered, load_kinds
from layers.geography.group_points import group_points
from layers.geography.populations import IOD_POPULATION
from layers.inequality import guards
from layers.practices import patients_elsewhere
from layers.practices.footprints import FEWEST_PATIENTS
from layers.ward_figures import by_ward

ROOT = Path(__file__).parent.parent
# Decimals of the snapshot's own numbers. Fewer would put areas at a class's edge into another class
# on the map than in an export, which the server cuts.
EXACT = 6

# Larger areas, by level: what the browser calls them.
_LARGER = {"msoa": "neighbourhood", "ward": "ward", GROUPING: "grouping", "district": "district"}


def add_files(files: BrowserFiles, atlas: Atlas) -> None:
    """Make the files: ``outlines-…``, ``atlas``, ``values``, ``footprints`` and,
    ``streets`` where there is a street map; and,
    for a first map without waiting for everything, ``one-…`` for each indicator; ``cards``, which
    says of all indicators what these say of one."""
    for level in LEVELS:
        files.add(f"outlines-{level}", atlas.outlines(level))
    files.add("atlas", _once(areas_and_catalogue, atlas))
    own = _own_groups(atlas)
    if atlas.grouping:
        content = atlas.outlines("lsoa") + own
        files.add_later(f"outlines-{GROUPING}", partial(groups_file, atlas), digest_of(content))
    files.add("footprints", _once(footprints, atlas))
    files.add("natural", _once(Atlas.natural_breaks, atlas))
    files.add("england", _once(england, atlas))
    files.add("clusters", _once(clusters, atlas))
    files.add("ground", _once(ground_data.ground, atlas))
    files.add("ground-streets", _once(ground_data.streets, atlas))
    files.add("practices", _once(listing, atlas))
    files.add(practice_choices.FILE, _json({"units": practice_choices.choices(atlas)}))
    files.add(explore_choices.FILE, _json(explore_choices.choices(atlas)))
    streets.add_streets(files, atlas.basemap)
    everything = _once(values, atlas)
    files.add("values", everything, effort=LATER)
    # One digest for all, so that the page can name any of them without listing them.
    digest = digest_of(everything + own + _words_and_programs())
    files.add_later("cards", partial(_made, cards, atlas), digest)
    for name in atlas.indicators:
        files.add_later(f"one-{name}", partial(_made, one, atlas, name), digest)


@lru_cache(maxsize=9)
def _once(make: Callable[[Atlas], Any], atlas: Atlas) -> bytes:
    """A file's content: several apps of one atlas in a process, as in tests, send the same."""
    return _json(make(atlas))


def _made(make: Callable[..., Any], *given: Any) -> bytes:
    return _json(make(*given))


def _own_groups(atlas: Atlas) -> bytes:
    """What an organisation's file says of its groups: whatever follows from it has another name
    where it says something else."""
    if not atlas.grouping:
        return b""
    words = msgspec.to_builtins(atlas.grouping.words)
    return _json([words, dict(atlas.grouping.names), atlas.grouping.of.tolist()])


def _words_and_programs() -> bytes:
    """What cards follow from besides the numbers: another version of it makes others."""
    rooms = ("dashboard/explore", "dashboard/wording", "layers/catalogue")
    files = (file for room in rooms for file in (ROOT / room).glob("*.*"))
    return b"".join(file.read_bytes() for file in sorted(files) if file.suffix in (".py", ".toml"))


def addresses(files: BrowserFiles) -> dict[str, str]:
    """Where the browser finds each file; ``{id}`` stands for an indicator in ``one``."""
    outlines = (f"outlines-{level}" for level in (*LEVELS, GROUPING))
    names = [*(name for name in outlines if name in files), "atlas", "values"]
    names += ["footprints", "natural", "england", "clusters", "practices", "cards"]
    names += ["ground", "ground-streets"]
    names += [practice_choices.FILE, explore_choices.FILE]
    names += [streets.FILE] if streets.FILE in files else []
    found = {name: files.address(name) for name in names}
    example = files.address(f"one-{DEFAULT_INDICATOR}")
    return found | {"one": example.replace(DEFAULT_INDICATOR, "{id}")}


def areas_and_catalogue(atlas: Atlas) -> dict[str, Any]:
    """Nothing is drawn without both: one file is one request less."""
    return {"areas": areas(atlas), "catalogue": catalogue(atlas)}


def areas(atlas: Atlas) -> dict[str, Any]:
    """Names and membership of the areas, in code order; larger areas by place in their lists."""
    frame = atlas.areas
    document: dict[str, Any] = {"code": frame.index.tolist()}
    for column in ("name", "residents"):
        document[column] = frame[column].tolist()
    if IOD_POPULATION in frame:
        document["iodPopulation"] = frame[IOD_POPULATION].tolist()
    document["flags"] = [list(flags) for flags in frame["flags"]]
    document["at"] = [[x, y] for x, y in zip(frame["longitude"], frame["latitude"], strict=True)]
    document["levels"] = {level: _LARGER[level] for level in atlas.levels if level in _LARGER}
    for level, column in document["levels"].items():
        known, of = levels.places_at(atlas, level)
        table = levels.areas_at(atlas, level)
        document[column] = {
            "code": known.tolist(),
            "name": table["name"].tolist(),
            "of": of.tolist(),
        }
        if level == GROUPING:
            document[column]["at"] = group_points(atlas)
            document[column]["district"] = table["district"].tolist()
            continue
        labels, towns = _points(atlas, level, "at"), _points(atlas, level, "town")
        document[column]["at"] = [labels[c] for c in known]
        if towns:
            document[column]["town"] = [towns.get(c) for c in known]
    document["region"] = atlas.name
    document["bounds"] = _bounds(atlas)
    return document


def catalogue(atlas: Atlas) -> dict[str, Any]:
    """Words for every indicator, and England's value and percentiles to set areas against."""
    return {
        "themes": browser_words.themes(atlas),
        "groups": browser_words.groups(atlas),
        "table": table_columns.for_browser(atlas.levels),
        "square": crossed_square.for_browser(),
        "caveats": dict(atlas.catalogue.caveats),
        "legend": legend.for_browser(atlas),
        "texts": map_texts(),
        "also": dict(load_synonyms()),
        "indicators": browser_words.words(atlas, list(atlas.indicators)),
    }


def values(atlas: Atlas) -> dict[str, Any]:
    """Every indicator's numbers, in the order of ``areas``; denominators are shared."""
    denominators: dict[tuple[float | None, ...], int] = {}
    found: dict[str, Any] = {}
    for name in atlas.indicators:
        found[name] = _numbers(atlas, name, denominators)
    return {"denominators": [list(d) for d in denominators], "indicators": found}


def england(atlas: Atlas) -> dict[str, list[float]]:
    """England's percentiles 0, 1, … 100 of every indicator that has them."""
    found = {}
    for name in atlas.indicators:
        spread = atlas.england(name).percentiles
        if not np.isnan(spread).any():
            found[name] = spread.tolist()
    return found


def clusters(atlas: Atlas) -> dict[str, Any]:
    """Where values stand out from those around them, and why not for the other indicators.

    ``marks``: by indicator, a digit for each area in code order (as ``Atlas.clusters``);
    ``kinds``: what the digits mean, from 1;
    ``instead``: by indicator, that whose marks stand for its own;
    ``refused``: by indicator, a key of ``guards``, the words for it.
    """
    found = atlas.clusters
    refused, instead = {}, {}
    for name, definition in atlas.indicators.items():
        of = clustered(atlas, name)
        if of and of != name:
            instead[name] = of
        elif not of:
            guard = guards.cluster_guard(definition) or guards.load_guards()["no_clusters"]
            refused[name] = guard.key
    known = {key: guards.load_guards()[key] for key in refused.values()}
    return {
        "marks": {str(name): "".join(map(str, found[name])) for name in found},
        "kinds": [{"name": kind.name, "about": kind.about} for kind in load_kinds()],
        "instead": instead,
        "refused": refused,
        "guards": {key: {"label": g.label, "text": g.text} for key, g in known.items()},
    }


def footprints(atlas: Atlas) -> dict[str, Any]:
    """Where the patients of each practice of the area live.

    For each practice: its name, its network's code, where it is, its patients in all when they
    were counted by area, and pairs of place in ``areas`` and patients there (whole numbers); and
    when they were counted. Places beyond the last of ``areas`` are elsewhere in England, and on no
    map.
    """
    place = {code: at for at, code in enumerate(patients_elsewhere.residents(atlas).index)}
    registrations = atlas.registrations
    here = registrations[registrations["lsoa"].isin(list(place))]
    in_all = registrations.groupby("practice")["patients"].sum()
    pairs = {str(code): mine for code, mine in here.groupby("practice")}
    practices = []
    for code, row in atlas.practices.sort_values(["place", "name"]).iterrows():
        lives = pairs.get(str(code))
        known = lives[lives["patients"] >= FEWEST_PATIENTS] if lives is not None else None
        practices.append(
            {
                "code": code,
                "name": row["name"],
                "pcnCode": row["pcn_code"],
                "at": _rounded(np.array([row["longitude"], row["latitude"]], dtype=float), 5),
                "counted": round(in_all.get(code, 0)),
                "lives": []
                if known is None
                else [
                    [place[a], round(p)]
                    for a, p in zip(known["lsoa"], known["patients"], strict=True)
                ],
            }
        )
    return {
        "practices": practices,
        "patients": _rounded(atlas.areas["patients"].to_numpy(), 0),
        "counted": atlas.period_of("patients_by_lsoa"),
    }


def one(atlas: Atlas, name: str) -> dict[str, Any]:
    """One indicator's numbers with its own denominators, and its card, for the first map."""
    denominators: dict[tuple[float | None, ...], int] = {}
    numbers = _numbers(atlas, name, denominators)
    return {
        "denominators": [list(d) for d in denominators],
        "indicators": {name: numbers},
        "cards": {name: said_of_everything(atlas, name)},
    }


def cards(atlas: Atlas) -> dict[str, Any]:
    """What is said of every indicator where nothing is filtered nor selected."""
    return {"cards": {name: said_of_everything(atlas, name) for name in atlas.indicators}}


def _bounds(atlas: Atlas) -> list[list[float]]:
    """The corners of all outlines, south-west and north-east, each as latitude and longitude."""
    features = msgspec.json.decode(atlas.outlines("lsoa"))["features"]
    shapes = (feature["geometry"] for feature in features)
    parts = (
        [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        for shape in shapes
    )
    # The first ring of each part is around the others.
    corners = np.array([point for polygons in parts for one in polygons for point in one[0]])
    return [corners.min(axis=0)[::-1].tolist(), corners.max(axis=0)[::-1].tolist()]


def _points(atlas: Atlas, level: str, what: str) -> dict[str, list[float]]:
    """Longitude and latitude by code: ``at``, where the label of each larger area goes inside it,
    or ``town``, the centre of a district's town where it has one."""
    features = msgspec.json.decode(atlas.outlines(level))["features"]
    places = {feature["id"]: feature["properties"] for feature in features}
    return {code: place[what] for code, place in places.items() if what in place}


def _numbers(
    atlas: Atlas, name: str, denominators: dict[tuple[float | None, ...], int]
) -> dict[str, Any]:
    definition, table = atlas.indicators[name], atlas.table(name)
    percentile = _rounded(table["national_percentile"].to_numpy(), 1)
    numbers: dict[str, Any] = {}
    if definition.is_share:
        of = tuple(_rounded(table["denominator"].to_numpy(), EXACT))
        if definition.grain:
            # Numbers of wards, which the browser shares out over their areas as the build does.
            wards = atlas.areas["ward_code"]
            numbers["w"] = _rounded(by_ward(table["numerator"].to_numpy(), wards).to_numpy(), 0)
            shares = table["value"].groupby(wards, sort=True).first()
            numbers["s"] = _rounded(shares.to_numpy(), EXACT)
        else:
            numbers["n"] = _rounded(table["numerator"].to_numpy(), EXACT)
        numbers["d"] = denominators.setdefault(of, len(denominators))
    else:
        numbers["v"] = _rounded(table["value"].to_numpy(), EXACT)
    if any(p is not None for p in percentile):
        numbers["p"] = [None if p is None else int(p) for p in percentile]
    return numbers


def _rounded(numbers: npt.NDArray[np.float64], decimals: int) -> list[float | int | None]:
    rounded = np.round(np.asarray(numbers, dtype=float), decimals)
    whole = decimals <= 0 or bool(np.all(np.isnan(rounded) | (rounded == np.floor(rounded))))
    missing = np.isnan(rounded)
    values = (np.where(missing, 0, rounded).astype(np.int64) if whole else rounded).tolist()
    if not whole:
        values = [int(v) if v == v and v.is_integer() else v for v in values]
    return [None if m else v for m, v in zip(missing.tolist(), values, strict=True)]


def _json(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
