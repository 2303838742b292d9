"""The areas with their figures as an OGC GeoPackage: layer ``areas``, table ``about``.

A GeoPackage is an SQLite database, and Python brings SQLite: written here after the standard
(version 1.3, with titles of columns by its schema extension), in memory, without a file and
without GDAL, which would add some 80 MB to the image and which ``dashboard`` does not know.
"""

import sqlite3
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dashboard.files import cells
from dashboard.files.about import ABOUT_COLUMNS, About, lines
from dashboard.files.geojson_file import Polygons, right_handed, shapes
from dashboard.files.table import Table
from layers.atlas import Atlas

WGS84 = 4326
_APPLICATION = 0x47504B47  # "GPKG"
_VERSION = 10300
_TYPES = {"text": "TEXT", "whole": "INTEGER", "number": "REAL"}
_WKT = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,'
    'AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,'
    'AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
    'AUTHORITY["EPSG","4326"]]'
)
_SCHEMA_EXTENSION = "http://www.geopackage.org/spec130/#extension_schema"
_STANDARD_TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT,
  mime_type TEXT, constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC,
  min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
"""


@dataclass(frozen=True)
class Layer:
    """A table of the database with the outlines of its places, by their codes."""

    name: str
    table: Table
    outlines: Mapping[str, Polygons]


def to_geopackage(atlas: Atlas, table: Table, about: About) -> bytes:
    """The database's bytes: the same for the same table, day and release of SQLite."""
    return of_layers([Layer("areas", table, shapes(atlas, table))], about)


def of_layers(layers: Iterable[Layer], about: About) -> bytes:
    """The bytes of a database with several layers and the table ``about``."""
    base = sqlite3.connect(":memory:")
    try:
        base.executescript(
            f"PRAGMA application_id={_APPLICATION}; PRAGMA user_version={_VERSION};"
            f"BEGIN; {_STANDARD_TABLES} COMMIT;"
        )
        with base:
            base.executemany(
                "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)",
                [
                    ("Undefined Cartesian", -1, "NONE", -1, "undefined", None),
                    ("Undefined geographic", 0, "NONE", 0, "undefined", None),
                    ("WGS 84", WGS84, "EPSG", WGS84, _WKT, "longitude and latitude, in degrees"),
                ],
            )
            base.executemany(
                "INSERT INTO gpkg_extensions VALUES (?, NULL, 'gpkg_schema', ?, 'read-write')",
                [
                    (name, _SCHEMA_EXTENSION)
                    for name in ("gpkg_data_columns", "gpkg_data_column_constraints")
                ],
            )
            for layer in layers:
                _layer(base, layer, about)
            _about(base, about)
        return base.serialize()
    finally:
        base.close()


def _layer(base: sqlite3.Connection, layer: Layer, about: About) -> None:
    table, name = layer.table, layer.name
    outlines = {code: right_handed(found) for code, found in layer.outlines.items()}
    boxes = {code: _box(found) for code, found in outlines.items()}
    whole: Iterable[float | None] = (None, None, None, None)
    if boxes:
        x0, x1, y0, y1 = zip(*boxes.values(), strict=True)
        whole = (min(x0), min(y0), max(x1), max(y1))
    base.execute(
        "INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            name,
            name,
            cells.text(f"{about.title}. {about.sentence}."),
            _stamp(about.made),
            *whole,
            WGS84,
        ),
    )
    kinds = ", ".join(f"{_quoted(column.id)} {_TYPES[column.kind]}" for column in table.columns)
    base.execute(
        f"CREATE TABLE {_quoted(name)} "
        f"(fid INTEGER PRIMARY KEY NOT NULL, geom MULTIPOLYGON, {kinds})"
    )
    base.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'MULTIPOLYGON', ?, 0, 0)",
        (name, WGS84),
    )
    base.executemany(
        "INSERT INTO gpkg_data_columns VALUES (?, ?, ?, ?, NULL, NULL, NULL)",
        [
            (name, column.id, column.id, header)
            for column, header in zip(table.columns, table.headers(), strict=True)
        ],
    )
    places = ", ".join("?" * (len(table.columns) + 1))
    base.executemany(
        f"INSERT INTO {_quoted(name)} VALUES (NULL, {places})",
        (
            (_blob(outlines[code], boxes[code]), *row)
            for code, row in zip(table.codes, table.rows(), strict=True)
        ),
    )


def _about(base: sqlite3.Connection, about: About) -> None:
    base.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) "
        "VALUES ('about', 'attributes', 'about', 'What the figures are and rest on', ?)",
        (_stamp(about.made),),
    )
    base.execute(
        "CREATE TABLE about (fid INTEGER PRIMARY KEY NOT NULL, section TEXT, item TEXT, "
        "field TEXT, content TEXT)"
    )
    base.executemany(
        f"INSERT INTO about ({', '.join(ABOUT_COLUMNS)}) VALUES (?, ?, ?, ?)", lines(about)
    )


def _blob(found: Polygons, box: tuple[float, float, float, float]) -> bytes:
    """A geometry as the standard stores it: a header with the box, then well-known binary."""
    parts = [
        struct.pack("<2sBBi4d", b"GP", 0, 0b0000_0011, WGS84, *box),
        struct.pack("<BII", 1, 6, len(found)),
    ]
    for polygon in found:
        parts.append(struct.pack("<BII", 1, 3, len(polygon)))
        for ring in polygon:
            flat = [number for point in ring for number in point[:2]]
            parts.append(struct.pack(f"<I{len(flat)}d", len(ring), *flat))
    return b"".join(parts)


def _box(found: Polygons) -> tuple[float, float, float, float]:
    """West, east, south, north."""
    xs = [point[0] for polygon in found for point in polygon[0]]
    ys = [point[1] for polygon in found for point in polygon[0]]
    return min(xs), max(xs), min(ys), max(ys)


def _stamp(made: date) -> str:
    return f"{made.isoformat()}T00:00:00.000Z"


def _quoted(name: str) -> str:
    return f'"{name}"'
