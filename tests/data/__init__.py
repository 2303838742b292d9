"""For the tests of fetching: a publisher on the loopback that misbehaves as seen in the wild."""

import argparse
import io
import json
import re
import socket
import struct
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast

import httpx
import pytest

from data import fetch
from data.sources import Source

TABLE = b"code,value\n" + b"".join(b"E%08d,%d\n" % (i, i) for i in range(4000))
Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers with the next of the answers planned for a path; the last one stays."""

    def do_GET(self) -> None:
        self.site = cast("Site", self.server)
        self.site.asked.append((self.path, dict(self.headers)))
        plan = self.site.plans.get(self.path, [gives(b"", status=404)])
        (plan.pop(0) if len(plan) > 1 else plan[0])(self)

    def begin(self, status: int, length: int | None, **headers: str) -> None:
        self.send_response(status)
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        pass


class Site(ThreadingHTTPServer):
    """A publisher: what it will answer by path (``plans``), and what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.plans: dict[str, list[Answer]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.over = threading.Event()
        self.url = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are part of the tests."""

    def times(self, path: str) -> int:
        return [asked for asked, _ in self.asked].count(path)

    @contextmanager
    def running(self) -> Iterator["Site"]:
        thread = threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.over.set()
            self.shutdown()
            self.server_close()
            thread.join()


def gives(body: bytes, status: int = 200, announced: bool = True, **headers: str) -> Answer:
    def answer(handler: Handler) -> None:
        handler.begin(status, len(body) if announced else None, **headers)
        handler.wfile.write(body)

    return answer


def breaks(body: bytes, at: int, how: str = "close", **headers: str) -> Answer:
    """Promise the whole body and send a part: then close, fall silent, or reset."""

    def answer(handler: Handler) -> None:
        handler.begin(200, len(body), **headers)
        handler.wfile.write(body[:at])
        if how == "stall":
            handler.site.over.wait(10)
        if how == "reset":
            handler.connection.setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
            )
            socket.socket(fileno=handler.connection.detach()).close()

    return answer


def ranged(body: bytes, etag: str) -> Answer:
    """Honour Range and If-Range."""

    def answer(handler: Handler) -> None:
        asked = re.fullmatch(r"bytes=(\d+)-", handler.headers.get("Range", ""))
        if asked and handler.headers.get("If-Range") == etag:
            start = int(asked[1])
            content_range = f"bytes {start}-{len(body) - 1}/{len(body)}"
            handler.begin(206, len(body) - start, ETag=etag, Content_Range=content_range)
            handler.wfile.write(body[start:])
        else:
            gives(body, ETag=etag)(handler)

    return answer


def zipped(name: str = "table.csv") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, TABLE)
    return buffer.getvalue()


def a_source(site: Site, name: str = "table.csv", **changes: Any) -> Source:
    fields: dict[str, Any] = {
        "id": Path(name).stem, "publisher": "ONS", "title": f"Title of {name}", "period": "2021",
        "vintage": "LSOA 2021", "coverage": "England", "licence": "OGL-UK-3.0",
        "attribution": "Source: ONS.", "landing": f"{site.url}/landing",
        "url": f"{site.url}/{name}", "save_as": name, "files": ("table*.csv", "*.geojson"),
        "columns": (),
    }  # fmt: skip
    return Source(**fields | changes)


class Fetcher:
    """Fetches into one folder, without waiting, and remembers how long it would have waited."""

    def __init__(self, to: Path) -> None:
        self.to = to
        self.waits: list[float] = []

    def __call__(self, *sources: Source, **options: Any) -> fetch.FetchReport:
        options = {"timeout": 5, "pause": self.waits.append, **options}
        with httpx.Client(trust_env=False) as client:
            return fetch.fetch_all({s.id: s for s in sources}, self.to, client=client, **options)

    @property
    def records(self) -> dict[str, dict[str, Any]]:
        files = json.loads((self.to / fetch.RECORD).read_text(encoding="utf-8"))["files"]
        return {record["id"]: record for record in files}

    @property
    def names(self) -> set[str]:
        return {path.name for path in self.to.iterdir()}


def stay_on_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every look-up and connection to another machine fail the test."""
    look_up, connect = socket.getaddrinfo, socket.socket.connect

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        assert host == "127.0.0.1", f"a test asked for {host}"
        return look_up(host, *args, **kwargs)

    def guarded_connect(self: socket.socket, address: Any) -> None:
        assert address[0] == "127.0.0.1", f"a test went to {address}"
        connect(self, address)

    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)
    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def command(*words: str) -> int:
    parser = argparse.ArgumentParser()
    fetch.add_arguments(parser)
    return fetch.run(parser.parse_args(words))
