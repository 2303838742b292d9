"""Where people sign in, a program that is given the header signs in, and no other one is let in."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from dashboard.parts.repeat.recipe import Recipe, written
from tests.browser.programs import LANGUAGES, printed

GIVEN = {"indicator": "all_residents", "areas": [], "decimals": 0}
# In each language: where the header stands, without and with one.
SIGN_IN = {
    "python": ("SIGN_IN = {}", 'SIGN_IN = {"Authorization": "Bearer a-word"}'),
    "r": ("sign_in <- NULL", 'sign_in <- c(Authorization = "Bearer a-word")'),
}


class _Proxy(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        known = self.headers["Authorization"] == "Bearer a-word"
        self.send_response(200 if known else 401)
        self.end_headers()
        self.wfile.write(b"\xef\xbb\xbfcode,value\nE1,1200\nE2,34\n")

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Proxy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_header_goes_where_the_program_says(
    address: str, tmp_path: Path, language: str
) -> None:
    program = written(Recipe("total", "All", "1,234", GIVEN), language, address)
    without, with_it = SIGN_IN[language]
    assert program.count(without) == 1
    assert printed(program.replace(without, with_it), language, tmp_path) == "1,234"
    with pytest.raises((OSError, AssertionError), match="401"):
        printed(program, language, tmp_path)
