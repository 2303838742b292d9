"""What happens to a real server: workers die, clients crawl, disks fill, snapshots are broken."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from benchmarks.server import Server, free_port
from dashboard.settings.config import Config
from layers.atlas import SNAPSHOT
from tests.dashboard.web.conftest import ready

REPOSITORY = Path(__file__).parents[3]
FORMATS = ("csv", "xlsx", "geojson", "gpkg", "png", "svg")
BRIEF = "/targets/pdf?c=imd_decile!d!1!r&d=E08000016"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    settings = {"METRICS_ADDRESSES": "127.0.0.1", "EXPORTS_PER_MINUTE": "0"}
    with Server(workers=2, environment=settings) as running:
        yield running


def connect(server: Server, timeout: float = 30) -> http.client.HTTPConnection:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=timeout)
    connection.connect()
    return connection


def ask(server: Server, path: str, timeout: float = 30) -> tuple[int, bytes]:
    with closing(connect(server, timeout)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()


def raw(server: Server, sent: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(sent)
        found = b""
        while piece := connection.recv(65536):
            found += piece
        return found


# ---- what is no request ----


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\n" + b"X-A: b\r\n" * 200 + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX-A: " + b"b" * 9000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"GET nothing HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"GET http://[ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 400),
    ],
    ids=lambda value: repr(value[:30]) if isinstance(value, bytes) else str(value),
)
def test_what_is_no_request_is_refused_plainly(server: Server, sent: bytes, status: int) -> None:
    head, _, body = raw(server, sent).decode().partition("\r\n\r\n")
    assert int(head.split()[1]) == status
    assert "Content-Security-Policy: " in head
    assert "X-Content-Type-Options: nosniff" in head
    assert "Reference: " in body
    for internal in ("<", "Invalid", "gunicorn", "Traceback", "limit"):
        assert internal not in body


@pytest.mark.parametrize(
    "sent",
    [
        b"GARBAGE\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: a\r\n\r\n",
        b"GET /\x00\xff HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabcd",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0",
    ],
    ids=repr,
)
def test_what_is_no_http_gets_one_line_and_no_word_about_the_program(
    server: Server, sent: bytes
) -> None:
    assert raw(server, sent) == b"HTTP/1.1 400 Bad Request\r\n\r\n"


def test_a_head_without_end_is_cut_off(server: Server) -> None:
    with contextlib.suppress(ConnectionError):
        assert raw(server, b"a" * 100_000) == b""


def test_a_header_with_underscores_is_not_the_one_with_hyphens(server: Server) -> None:
    """Or it would pass a proxy that clears only the name it knows."""
    sent = b"GET /healthz HTTP/1.1\r\nHost: a\r\nX_Forwarded_User: a\r\nConnection: close\r\n\r\n"
    assert raw(server, sent).startswith(b"HTTP/1.1 200")


def test_two_requests_in_one_piece_have_two_answers(server: Server) -> None:
    one = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
    found = raw(server, one * 2 + one.replace(b"Host", b"Connection: close\r\nHost"))
    assert found.count(b"HTTP/1.1 200") == 3


def test_a_body_may_come_after_its_head(server: Server) -> None:
    body = b'{"output": "nothing"}'
    head = (
        b"POST /_dash-update-component HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        b"Connection: close\r\ncontent-length: %d\r\n\r\n" % len(body)
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        for piece in (head[:20], head[20:], body[:5], body[5:]):
            connection.sendall(piece)
            time.sleep(0.05)
        assert connection.recv(1000).startswith(b"HTTP/1.1 400")


# ---- slow clients ----


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ",
        b"POST /_dash-update-component HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n{",
    ],
    ids=["silent", "in the head", "in the body"],
)
def test_clients_that_crawl_hold_up_nobody(server: Server, begun: bytes) -> None:
    """Sixty of them, against eight threads."""
    stop = threading.Event()
    crawling = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(60)]

    def crawl() -> None:
        while not stop.wait(0.2):
            for connection in crawling if begun else []:
                connection.sendall(b"a")

    for connection in crawling:
        connection.sendall(begun)
    thread = threading.Thread(target=crawl)
    thread.start()
    try:
        time.sleep(0.5)
        slowest = 0.0
        for _ in range(20):
            start = time.perf_counter()
            assert ask(server, "/", timeout=10)[0] == 200
            slowest = max(slowest, time.perf_counter() - start)
            time.sleep(0.05)
    finally:
        stop.set()
        thread.join()
        for connection in crawling:
            connection.close()
    assert slowest < 3, "answers waited for slow clients"


def test_who_takes_no_answer_holds_up_nobody(server: Server) -> None:
    """Three that ask for a large file and never read it."""
    file = max(
        (a for a in listing(server).values() if str(a).startswith("/files/") and "{" not in a),
        key=lambda address: len(ask(server, address)[1]),
    )
    asked = f"GET {file} HTTP/1.1\r\nHost: a\r\nAccept-Encoding: identity\r\n\r\n".encode()
    deaf = []
    for _ in range(3):
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", server.port))
        connection.sendall(asked)
        deaf.append(connection)
    try:
        for _ in range(10):
            assert ask(server, "/", timeout=5)[0] == 200
    finally:
        for connection in deaf:
            connection.close()


def listing(server: Server) -> dict[str, Any]:
    page = ask(server, "/")[1].decode()
    return json.loads(page.split('id="atlas-files">')[1].split("</script>")[0])


@pytest.mark.skipif(not shutil.which("prlimit"), reason="prlimit is not here")
def test_sixty_four_open_files_are_enough_to_answer() -> None:
    with Server(workers=1, under=["prlimit", "--nofile=64:64"]) as server:
        idle = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(120)]
        for path in ("/", "/export/csv", "/"):
            assert ask(server, path, timeout=10)[0] == 200, path
        for connection in idle:
            connection.close()


# ---- a worker dies ----


def test_a_killed_worker_loses_only_the_requests_it_held(server: Server) -> None:
    before = ask(server, "/metrics")[1].decode()
    connections: list[http.client.HTTPConnection] = []
    holder: dict[int, int | None] = {}
    # The system chooses which worker takes a connection: until each holds some.
    while set(holder.values()) != set(server.workers):
        assert len(connections) < 100, "the system gave one worker everything"
        more = [connect(server) for _ in range(8)]
        for connection in more:
            connection.request("GET", "/find/postcode/none")
        for connection in more:
            connection.getresponse().read()
        connections += more
        holder = {at: server.worker_behind(c.sock) for at, c in enumerate(connections)}
    for connection in connections:
        connection.request("GET", "/_dash-layout")
    victim = server.workers[0]
    os.kill(victim, signal.SIGKILL)
    lost = set()
    for at, connection in enumerate(connections):
        try:
            assert connection.getresponse().status == 200
        except (ConnectionError, http.client.HTTPException):
            lost.add(at)
    assert lost <= {at for at, pid in holder.items() if pid == victim}
    # New ones are answered at once, by the other and soon by a new worker.
    assert all(ask(server, "/")[0] == 200 for _ in range(10))
    until = time.monotonic() + 20
    while (victim in server.workers or len(server.workers) < 2) and time.monotonic() < until:
        time.sleep(0.05)
    assert victim not in server.workers
    assert len(server.workers) == 2
    time.sleep(0.3)
    after = ask(server, "/metrics")[1].decode()
    assert "seldom_heard_workers 2\n" in after
    assert answered(after) > answered(before) > 0


def answered(metrics: str) -> float:
    lines = [x for x in metrics.splitlines() if x.startswith("seldom_heard_requests_total{")]
    return sum(float(line.split()[-1]) for line in lines)


def test_stopping_lets_a_running_request_finish() -> None:
    with Server(workers=1) as server:
        with closing(connect(server)) as connection:
            connection.request("GET", "/export/geojson")
            time.sleep(0.1)
            os.kill(server.master, signal.SIGTERM)
            assert connection.getresponse().status == 200
        server.stop()
        assert "Traceback" not in server.log()


# ---- the disk, the clock, the language ----


@pytest.mark.skipif(not shutil.which("prlimit"), reason="prlimit is not here")
def test_when_nothing_can_be_written_everything_still_works(tmp_path: Path) -> None:
    """No file can grow by a byte, not even the log: as on a full disk."""
    settings = {"TMPDIR": str(tmp_path), "HOME": "/nonexistent"}
    with Server(workers=1, environment=settings, under=["prlimit", "--fsize=0:0"]) as server:
        assert server.log() == ""
        for name in FORMATS:
            # GDAL writes a GeoPackage to a file in memory, which counts as a file here.
            if name != "gpkg":
                status, content = ask(server, f"/export/{name}")
                assert (status, len(content) > 10_000) == (200, True), name
        status, content = ask(server, BRIEF)
        assert status == 200
        assert content.startswith(b"%PDF")
        assert ask(server, "/readyz")[0] == 200
    assert [p for p in tmp_path.rglob("*") if p.is_file() and p.stat().st_size] == []


def test_time_zone_language_and_a_snapshot_that_has_gone_change_no_figure(
    server: Server, tmp_path: Path
) -> None:
    snapshot = shutil.copytree(SNAPSHOT, tmp_path / "snapshot")
    settings = {
        "SNAPSHOT": str(snapshot),
        "LC_ALL": "POSIX", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati",
        "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TMPDIR": "/nonexistent",
    }  # fmt: skip
    with Server(workers=1, environment=settings) as other:
        shutil.rmtree(snapshot)
        assert ask(other, "/readyz")[0] == 200
        for path in ("/export/csv?i=roma", "/targets/csv?c=imd_decile!d!1!r", "/_dash-layout"):
            mine, theirs = (undated(ask(one, path)[1], one) for one in (server, other))
            assert mine == theirs, path
        assert ask(other, BRIEF)[0] == 200
        assert ask(other, "/export/svg")[0] == 200
        assert ask(other, "/export/gpkg")[0] == 200


def undated(content: bytes, server: Server) -> list[bytes]:
    """Without the lines that hold the day, which it may be there and not here, or the address."""
    days = [date.today() + timedelta(days=n) for n in (-1, 0, 1)]
    dated = [form for d in days for form in (d.isoformat(), f"{d.day} {d:%B %Y}")]
    other = [x.encode() for x in (*dated, f":{server.port}")]
    return [line for line in content.splitlines() if not any(x in line for x in other)]


def test_a_clock_that_jumps_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting times and limits go by a clock that cannot be set."""
    client = ready(Config(exports_per_minute=2)).server.test_client()
    path, year, real = "/targets/definition.json?c=imd_decile!d!2!r", 365 * 86_400, time.time
    seen = []
    for jump in (0, year, -year, 0):
        monkeypatch.setattr(time, "time", lambda jump=jump: real() + jump)
        seen.append(client.get(path).status_code)
        assert client.get("/").status_code == 200
    assert seen == [200, 200, 429, 429]


# ---- what is said at the start ----


def test_it_says_aloud_that_it_is_open_and_says_it_once(server: Server) -> None:
    lines = [json.loads(line) for line in server.log(10_000_000).splitlines()]
    [said] = [line for line in lines if line["event"].startswith("AUTH is open: ")]
    assert said["level"] == "warning"


# ---- a snapshot that cannot be used ----


@pytest.mark.parametrize("kind", ["cut short", "foreign", "not there"])
def test_the_server_does_not_start_with_it_and_says_why(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "snapshot"
    if kind == "cut short":
        shutil.copytree(SNAPSHOT, folder)
        values = folder / "values.parquet"
        values.write_bytes(values.read_bytes()[:5000])
    elif kind == "foreign":
        folder.mkdir()
        (folder / "manifest.json").write_text('{"format": 99}', encoding="utf-8")
    before = {p.name: p.read_bytes() for p in folder.rglob("*")} if folder.is_dir() else {}
    ended = subprocess.run(
        [sys.executable, "-m", "gunicorn"],
        cwd=REPOSITORY,
        env=os.environ | {"SNAPSHOT": str(folder), "PORT": str(free_port())},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr.count("Seldom Heard cannot start: ") == 1
    assert "Traceback" not in ended.stderr
    after = {p.name: p.read_bytes() for p in folder.rglob("*")} if folder.is_dir() else {}
    assert after == before


def test_a_rival_is_served_too() -> None:
    """Benchmarks serve other applications, which the product's own worker knows nothing of."""
    with (
        Server("werkzeug.testapp:test_app", workers=1, ready="/") as other,
        urllib.request.urlopen(other.url) as answer,
    ):
        assert b"WSGI" in answer.read()
