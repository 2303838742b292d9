"""A real nginx with what ships, in front of a stand-in for the atlas that tells its requests."""

import http.client
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from scripts.local_proxy import LocalProxy, find_nginx, free_port
from tests.committed import apps_share_the_atlas as apps_share_the_atlas

LARGE = 5_000_000


class StandIn(BaseHTTPRequestHandler):
    """``/large`` is large, ``/silent`` says nothing for a second; others tell the request."""

    def do_GET(self) -> None:
        if self.path.startswith("/silent"):
            time.sleep(1)
        if self.path == "/oauth2/auth":  # as oauth2-proxy does
            known = self.headers["Cookie"] == "session=known"
            who = {"X-Auth-Request-Email": "a@nhs.test", "X-Auth-Request-Groups": "leads,others"}
            return self.give(b"", 202 if known else 401, who)
        told = {"path": self.path, "headers": {k.lower(): v for k, v in self.headers.items()}}
        self.give(b"x" * LARGE if self.path.startswith("/large") else json.dumps(told).encode())

    def do_POST(self) -> None:
        if self.path.startswith("/early"):  # before the body is there, as the atlas does
            return self.give(b"too many", 503)
        taken, wanted = 0, int(self.headers["Content-Length"])
        while taken < wanted and (piece := self.rfile.read1(65536)):
            taken += len(piece)
        if taken == wanted:
            self.give(str(taken).encode())

    def give(self, body: bytes, status: int = 200, more: dict[str, str] | None = None) -> None:
        self.close_connection = True
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(more or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class Quiet(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 200

    def handle_error(self, *_: object) -> None:
        """A client that left is what is tested here."""


@pytest.fixture(scope="package")
def stand_in() -> Iterator[int]:
    """The port of a server behind the proxy."""
    server = Quiet(("127.0.0.1", 0), StandIn)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()


def needs_nginx() -> None:
    if not find_nginx():
        pytest.skip("nginx is not here: scripts/ensure-nginx provides it")


@pytest.fixture(scope="package")
def proxy(stand_in: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalProxy]:
    """As it ships."""
    needs_nginx()
    with LocalProxy(tmp_path_factory.mktemp("proxy"), stand_in) as proxy:
        yield proxy


@pytest.fixture(scope="package")
def narrow(stand_in: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalProxy]:
    """With less patience and lower limits, so that a test reaches them at once."""
    needs_nginx()
    changes = {
        "proxy_read_timeout 60s": "proxy_read_timeout 400ms",
        "requests_of_one 200": "requests_of_one 2",
        "rate=100r/s": "rate=1r/s",
        "burst=1000": "burst=5",
    }
    with LocalProxy(tmp_path_factory.mktemp("narrow"), stand_in, changes) as proxy:
        yield proxy


@pytest.fixture(scope="package")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalProxy]:
    """With no atlas behind it."""
    needs_nginx()
    with LocalProxy(tmp_path_factory.mktemp("alone"), free_port()) as proxy:
        yield proxy


def connect(proxy: LocalProxy, address: str = "127.0.0.1") -> http.client.HTTPSConnection:
    """A connection from one of this machine's addresses."""
    return http.client.HTTPSConnection(
        "127.0.0.1", proxy.https, timeout=20, context=proxy.tls, source_address=(address, 0)
    )
