"""Tiles of the street map over HTTP."""

import gzip

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.web.basemap_tiles import add_tiles, address
from dashboard.web.browser_files import FOR_EVER
from layers.basemap import Basemap, tile_at
from tests.street_maps import PLACE, street_map


@pytest.fixture(scope="module")
def basemap(tmp_path_factory: pytest.TempPathFactory) -> Basemap:
    return Basemap(street_map(tmp_path_factory.mktemp("streets")))


def client(basemap: Basemap | None) -> FlaskClient:
    server = Flask("tiles")
    add_tiles(server, basemap)
    return server.test_client()


def where(basemap: Basemap, zoom: int, x: int, y: int) -> str:
    return address(basemap).format(z=zoom, x=x, y=y)


def test_a_tile_comes_as_it_lies_in_the_file(basemap: Basemap) -> None:
    place = (14, *tile_at(14, *PLACE))
    packed = client(basemap).get(
        where(basemap, *place), headers={"Accept-Encoding": "gzip, deflate, br"}
    )
    assert packed.data == basemap.tile(*place)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Cache-Control"] == FOR_EVER
    assert packed.headers["Vary"] == "Accept-Encoding"
    plain = client(basemap).get(where(basemap, *place))
    assert plain.data == gzip.decompress(packed.data)
    assert "Content-Encoding" not in plain.headers


def test_where_there_is_nothing_the_tile_is_empty(basemap: Basemap) -> None:
    found = client(basemap).get(where(basemap, 14, 0, 0), headers={"Accept-Encoding": "gzip"})
    assert (found.status_code, found.data) == (200, b"")
    assert "Content-Encoding" not in found.headers


def test_of_another_street_map_there_is_none(basemap: Basemap) -> None:
    place = (14, *tile_at(14, *PLACE))
    other = where(basemap, *place).replace(basemap.digest[:12], "0123456789ab")
    assert client(basemap).get(other).status_code == 404
    assert client(None).get(where(basemap, *place)).status_code == 404
