"""Compressed files are kept once each, and in so many bytes."""

import pytest
from dash import Dash
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from dashboard.web.compressed import _Kept, _key


def key(path: str) -> str:
    return _key(Request(EnvironBuilder(path=path).get_environ()))


@pytest.mark.parametrize(
    "path",
    [
        "/_dash-component-suites/dash/deps/react@18.v4_4_1m1795853568.3.1.min.js",
        "/_dash-component-suites/dash/deps/react@18.v9_m0.3.1.min.js",
        "/_dash-component-suites/dash/./deps/x/../react@18.3.1.min.js",
    ],
)
def test_a_file_is_kept_once_whatever_its_path_is_written_like(path: str) -> None:
    assert key(path) == "/_dash-component-suites/dash/deps/react@18.3.1.min.js"


def test_only_files_are_kept() -> None:
    assert key("/inequality") == key("/heard/../targets/x") == ""


def test_no_more_bytes_are_kept_than_said() -> None:
    kept = _Kept(1_000)
    for n in range(20):
        kept.set(f"br;/{n}", bytes(300))
        assert sum(map(len, kept._bodies.values())) <= 1_000
    assert list(kept._bodies) == ["br;/17", "br;/18", "br;/19"]
    assert kept.get("br;/17")
    # Put in again it counts once; too large a file, and what has no key, are not kept.
    kept.set("br;/17", bytes(400))
    kept.set("br;/large", bytes(1_001))
    kept.set("br;", b"a page")
    assert list(kept._bodies) == ["br;/18", "br;/19", "br;/17"]


def test_a_part_of_a_file_is_sent_as_it_is(open_app: Dash) -> None:
    """Compressed it would be so each time, and under a name of the whole file's."""
    asked = {"Accept-Encoding": "br, gzip", "Range": "bytes=0-2999"}
    answer = open_app.server.test_client().get("/assets/stub.js", headers=asked)
    assert answer.status_code == 206
    assert "Content-Encoding" not in answer.headers
    assert len(answer.data) == 3_000
