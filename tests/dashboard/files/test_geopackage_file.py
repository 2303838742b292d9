import sqlite3
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyogrio
import pytest
import shapely

from dashboard.files.about import ECOLOGICAL, NOTHING
from dashboard.files.geopackage_file import to_geopackage
from dashboard.files.outlines import outlines_of
from tests.dashboard.conftest import HOSTILE, LINK, Export, assert_figures


@contextmanager
def opened(export: Export) -> Iterator[sqlite3.Connection]:
    base = sqlite3.connect(":memory:")
    base.deserialize(to_geopackage(export.atlas, export.table, export.about))
    try:
        yield base
    finally:
        base.close()


def rows(base: sqlite3.Connection, query: str) -> list[tuple]:
    return base.execute(query).fetchall()


def test_it_is_a_geopackage(export: Export) -> None:
    with opened(export) as base:
        assert rows(base, "PRAGMA application_id") == [(0x47504B47,)]
        assert rows(base, "PRAGMA user_version") == [(10300,)]
        assert rows(base, "PRAGMA integrity_check") == [("ok",)]
        assert rows(base, "PRAGMA foreign_key_check") == []
        contents = rows(base, "SELECT table_name, data_type, last_change FROM gpkg_contents")
        day = "2026-11-22T00:00:00.000Z"
        assert contents == [("areas", "features", day), ("about", "attributes", day)]


def test_every_number_is_that_of_the_atlas(export: Export) -> None:
    with opened(export) as base:
        assert [r[0] for r in rows(base, "SELECT code FROM areas ORDER BY fid")] == list(
            export.table.codes
        )
        assert_figures(
            export,
            lambda name: [r[0] for r in rows(base, f"SELECT {name} FROM areas ORDER BY fid")],
        )


def test_columns_have_titles_in_plain_words(export: Export) -> None:
    """Under ``name``, where GDAL looks for them, and QGIS through it."""
    with opened(export) as base:
        titles = dict(rows(base, "SELECT column_name, name FROM gpkg_data_columns"))
    names = [c.id for c in export.table.columns]
    assert titles == dict(zip(names, export.table.headers(), strict=True))


def test_geometries_hold_the_outlines(export: Export) -> None:
    outlines = outlines_of(export.atlas, export.table.level)
    with opened(export) as base:
        found = rows(base, "SELECT code, geom FROM areas")
    assert len(found) == len(export.table.codes)
    for code, blob in found:
        # The standard's header: its name, version, flags (little-endian, with a box), place, box.
        assert struct.unpack_from("<2sBBi", blob) == (b"GP", 0, 3, 4326)
        west, east, south, north = struct.unpack_from("<4d", blob, 8)
        assert (west, south, east, north) == outlines[code].bounds
        geometry = shapely.from_wkb(blob[40:])
        assert geometry.geom_type == "MultiPolygon"
        assert all(polygon.exterior.is_ccw for polygon in geometry.geoms)
        assert (
            geometry.normalize()
            == shapely.multipolygons(shapely.get_parts([outlines[code]])).normalize()
        )


def test_about_is_a_table(export: Export) -> None:
    with opened(export) as base:
        said = {r[0] for r in rows(base, "SELECT content FROM about")}
    assert {LINK, ECOLOGICAL, f"{export.about.sentence}.", "22 November 2026"} <= said
    assert set(export.about.attributions) <= said


def test_gdal_reads_both_layers(export: Export, tmp_path: Path) -> None:
    file = tmp_path / "export.gpkg"
    file.write_bytes(to_geopackage(export.atlas, export.table, export.about))
    assert [name for name, _ in pyogrio.list_layers(file)] == ["areas", "about"]
    info = pyogrio.read_info(file, layer="areas")
    assert (info["crs"], info["geometry_type"]) == ("EPSG:4326", "MultiPolygon")
    assert list(info["fields"]) == [c.id for c in export.table.columns]
    meta, _, geometry, data = pyogrio.raw.read(file, layer="areas")
    place = list(meta["fields"]).index(export.view.indicator)
    assert data[place] == pytest.approx(export.figures(export.view.indicator), abs=5e-7)
    assert shapely.is_valid(shapely.from_wkb(geometry)).all()


def test_hostile_names_are_harmless_and_others_survive(hostile: Export) -> None:
    with opened(hostile) as base:
        found = [r[0] for r in rows(base, "SELECT neighbourhood FROM areas ORDER BY fid")]
    assert found == list(HOSTILE.values())


def test_an_empty_view_is_a_valid_file_that_says_so(nowhere: Export) -> None:
    with opened(nowhere) as base:
        assert rows(base, "SELECT count(*) FROM areas") == [(0,)]
        assert (NOTHING,) in rows(base, "SELECT content FROM about")


def test_the_same_bytes_twice(export: Export) -> None:
    once, again = (to_geopackage(export.atlas, export.table, export.about) for _ in range(2))
    assert once == again
