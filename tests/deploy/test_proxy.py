"""The proxy that ships, as nginx runs it: what it passes on, refuses, says and writes down."""

import http.client
import ipaddress
import json
import re
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from dashboard.application import create_app
from dashboard.settings.config import Config
from dashboard.web.headers import ALWAYS, OVER_TLS
from dashboard.web.limits import LARGEST_REQUEST
from dashboard.web.refusal_texts import BROKEN, SAID
from scripts.local_proxy import DEPLOY, LocalProxy
from tests.deploy.conftest import connect, needs_nginx

SENTENCES = dict(
    re.findall(r'^    (\d{3}) +"(.*)";$', (DEPLOY / "sentences.conf").read_text(), re.M)
)
MANUAL = (DEPLOY.parent / "docs" / "deploy.md").read_text(encoding="utf-8")
# For sign-in, and for a path of the host.
MANUAL_LINES = re.findall(r"```nginx\n(.*?)```", MANUAL, re.S)
# What nobody may find in a log.
SECRETS = ("S12HE", "s12he", "secret", "postcode")


def ask(
    proxy: LocalProxy, path: str, method: str = "GET", body: bytes | None = None,
    headers: dict[str, str] | None = None, address: str = "127.0.0.1",
) -> tuple[int, dict[str, str], bytes]:  # fmt: skip
    connection = connect(proxy, address)
    connection.putrequest(method, path, skip_host="Host" in (headers or {}))
    for name, value in (headers or {}).items():
        connection.putheader(name, value)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    return answer_of(connection)


def answer_of(connection: http.client.HTTPSConnection) -> tuple[int, dict[str, str], bytes]:
    answer = connection.getresponse()
    found = {name.lower(): value for name, value in answer.getheaders()}
    body = answer.read()
    connection.close()
    return answer.status, found, body


def passed_on() -> str:
    """The lines that pass requests on, in whose place the manual has others."""
    plain = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    lines = r"^        location / \{\n            proxy_pass .*?^        \}\n"
    return re.search(lines, plain, re.M | re.S)[0]


def raw(proxy: LocalProxy, text: bytes) -> tuple[int, bytes]:
    """What a request gets that no library would send."""
    with (
        socket.create_connection(("127.0.0.1", proxy.https), timeout=20) as plain,
        proxy.tls.wrap_socket(plain) as own,
    ):
        own.sendall(text)
        answer = http.client.HTTPResponse(own)
        answer.begin()
        return answer.status, answer.read()


@contextmanager
def stalled(
    proxy: LocalProxy, number: int, addresses: int, size: int, first: int = 2
) -> Iterator[None]:
    """Uploads of which only the last bytes do not come."""
    with ExitStack() as held:
        for at in range(number):
            connection = connect(proxy, f"127.0.0.{first + at % addresses}")
            held.callback(connection.close)
            connection.putrequest("POST", "/heard/read")
            connection.putheader("Content-Length", str(size))
            connection.endheaders(b"x" * (size - 1))
        yield


def own_answer(status: int, answer: tuple[int, dict[str, str], bytes]) -> None:
    """The proxy's own: one sentence, the atlas's headers, nothing kept, nothing of nginx."""
    said, headers, body = answer
    assert said == status
    assert body.decode() == SENTENCES[str(status)] + "\n"
    assert headers["content-type"] == "text/plain; charset=utf-8"
    for name, value in [*ALWAYS, OVER_TLS, ("Cache-Control", "no-store")]:
        assert headers[name.lower()] == value
    assert headers["content-security-policy"].startswith("default-src 'none';")
    assert headers["server"] == "nginx"
    assert ("retry-after" in headers) == (status in (429, 502, 503, 504))


# ---- the configuration ----


def test_nginx_takes_the_configuration(proxy: LocalProxy) -> None:
    done = subprocess.run(proxy.command("-t"), capture_output=True, text=True, check=False)
    assert "test is successful" in done.stderr, done.stderr
    assert "[warn]" not in done.stderr, done.stderr


def test_nginx_takes_the_manual_s_lines_for_sign_in(stand_in: int, tmp_path: Path) -> None:
    """The person comes from the sign-in alone; who is not signed in gets to its page."""
    needs_nginx()
    changes = {
        passed_on(): MANUAL_LINES[0],
        "oauth2-proxy:4180": f"127.0.0.1:{stand_in}",
    }
    with LocalProxy(tmp_path, stand_in, changes) as proxy:
        done = subprocess.run(proxy.command("-t"), capture_output=True, text=True, check=False)
        assert "[warn]" not in done.stderr, done.stderr
        claim = {"X-Forwarded-User": "admin", "X-Forwarded-Groups": "admin"}
        claim |= {"X-Forwarded-Host": "evil.test"}
        status, _, body = ask(proxy, "/a?b", headers=claim | {"Cookie": "session=known"})
        told = json.loads(body)
        assert (status, told["path"]) == (200, "/a?b")
        assert told["headers"]["x-forwarded-user"] == "a@nhs.test"
        assert told["headers"]["x-forwarded-groups"] == "leads,others"
        assert told["headers"]["x-forwarded-for"] == "127.0.0.1"
        status, _, body = ask(proxy, "/a?b", headers=claim)
        told = json.loads(body)
        assert told["path"] == "/oauth2/sign_in"
        assert told["headers"]["x-auth-request-redirect"] == "/a?b"
        assert "x-forwarded-host" not in told["headers"]
        own_answer(404, ask(proxy, "/metrics"))


def test_the_sentences_are_the_atlas_s_own_where_it_has_one() -> None:
    known = {str(status): text for status, text in (SAID | {500: BROKEN}).items()}
    both = SENTENCES.keys() & known.keys()
    assert len(both) >= 5
    assert {status: SENTENCES[status] for status in both} == {s: known[s] for s in both}
    for text in SENTENCES.values():
        assert text.endswith(".")


# ---- what is passed on ----


def test_the_atlas_is_told_who_asks_and_how(proxy: LocalProxy) -> None:
    claims = {"X-Forwarded-User": "admin", "X_Forwarded_User": "admin", "Host": "atlas.test:1",
              "X-Forwarded-Groups": "admin", "X_Forwarded_Groups": "admin",
              "X-Forwarded-For": "10.0.0.1", "X-Forwarded-Proto": "http"}  # fmt: skip
    status, _, body = ask(proxy, "/a//%2e?q=%20", headers=claims)
    told = json.loads(body)
    assert (status, told["path"]) == (200, "/a//%2e?q=%20")
    headers = told["headers"]
    assert headers["host"].endswith("atlas.test:1")
    assert (headers["x-forwarded-for"], headers["x-forwarded-proto"]) == ("127.0.0.1", "https")
    assert not [value for value in headers.values() if "admin" in value]
    assert headers["connection"] == "close"
    # Said, and not only so in older nginx.
    assert "proxy_set_header   Connection close;" in proxy.config.read_text(encoding="utf-8")


def test_links_of_the_real_atlas_are_those_of_the_proxy(tmp_path: Path) -> None:
    needs_nginx()
    app = create_app(Config(trusted_proxies=(ipaddress.ip_network("127.0.0.1/32"),)))
    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with LocalProxy(tmp_path, server.port) as proxy:
        status, headers, body = ask(proxy, "/")
        assert (status, headers["strict-transport-security"]) == (200, OVER_TLS[1])
        assert b"Seldom Heard" in body
        status, _, body = ask(proxy, "/export/geojson?i=imd_score")
        assert status == 200
        assert f"https://127.0.0.1:{proxy.https}/?".encode() in body
    # Under a path, passed on or taken off.
    for end in (";", "/;"):
        changes = {
            passed_on(): MANUAL_LINES[1].replace("http://atlas;", f"http://atlas{end}"),
            'X-Forwarded-Prefix "";': "X-Forwarded-Prefix /atlas;",
        }
        folder = tmp_path / f"path{len(end)}"
        folder.mkdir()
        with LocalProxy(folder, server.port, changes) as proxy:
            here = f"https://127.0.0.1:{proxy.https}/atlas/"
            assert ask(proxy, "/atlas?i=imd_score")[1]["location"] == f"{here}?i=imd_score"
            status, _, body = ask(proxy, "/atlas/practices")
            assert (status, b'id="atlas-base">"/atlas"' in body) == (200, True)
            assert f"{here}?".encode() in ask(proxy, "/atlas/export/geojson?i=imd_score")[2]
            own_answer(404, ask(proxy, "/atlas/metrics"))
            assert ask(proxy, "/practices")[0] == 404, "somebody else's"
    server.shutdown()


def test_a_refusal_that_comes_before_the_body_reaches_the_client(proxy: LocalProxy) -> None:
    connection = connect(proxy)
    connection.putrequest("POST", "/early")
    connection.putheader("Content-Length", "10000000")
    connection.endheaders(b"x" * 1000)
    status, headers, body = answer_of(connection)
    assert (status, body) == (503, b"too many")
    assert "content-security-policy" not in headers, "the atlas's answers pass as they are"


# ---- the door for plain HTTP, and health ----


def test_plain_http_is_led_over(proxy: LocalProxy) -> None:
    for port, host in ((proxy.http, "127.0.0.1"), (proxy.https, f"127.0.0.1:{proxy.https}")):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", "/explore?i=imd&p=1")
        answer = connection.getresponse()
        assert answer.status == 308
        assert answer.headers["Location"] == f"https://{host}/explore?i=imd&p=1"
        if port == proxy.http:
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert "Strict-Transport-Security" not in answer.headers
        connection.close()


def test_its_health_has_a_place_of_its_own(alone: LocalProxy) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", alone.health, timeout=20)
    connection.request("GET", "/")
    assert connection.getresponse().read() == b"alive\n"
    connection.close()


# ---- what it refuses ----


@pytest.mark.parametrize(
    "path", ["/metrics", "//metrics", "/%6detrics", "/a/../metrics", "/metrics/"]
)
def test_metrics_are_not_for_the_outside(proxy: LocalProxy, path: str) -> None:
    own_answer(404, ask(proxy, path))


def test_what_is_too_large_gets_a_sentence(proxy: LocalProxy) -> None:
    connection = connect(proxy)
    connection.putrequest("POST", "/heard/read")
    connection.putheader("Content-Length", str(LARGEST_REQUEST * 2))
    connection.endheaders()
    own_answer(413, answer_of(connection))
    own_answer(414, ask(proxy, "/?" + "x" * 17_000))
    own_answer(431, ask(proxy, "/", headers={"X-A": "x" * 17_000}))
    assert ask(proxy, "/?" + "x" * 8_000)[0] == 200, "the atlas itself refuses long queries"


def test_what_is_no_request_gets_a_sentence(proxy: LocalProxy) -> None:
    for text in (
        b"HELLO\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
    ):
        assert raw(proxy, text) == (400, SAID[400].encode() + b"\n")
    own_answer(405, ask(proxy, "/", "TRACE"))


def test_an_atlas_that_is_away_or_silent_is_told_apart(
    alone: LocalProxy, narrow: LocalProxy
) -> None:
    own_answer(502, ask(alone, "/"))
    own_answer(504, ask(narrow, "/silent", address="127.0.0.5"))


def test_so_many_at_once_and_no_more(narrow: LocalProxy) -> None:
    """Of one address; another is served meanwhile."""
    with stalled(narrow, 2, 1, size=1000, first=7):
        own_answer(503, ask(narrow, "/", address="127.0.0.7"))
        assert ask(narrow, "/", address="127.0.0.8")[0] == 200
    for _ in range(6):
        assert ask(narrow, "/", address="127.0.0.9")[0] == 200
    own_answer(429, ask(narrow, "/", address="127.0.0.9"))


# ---- what clients can hold ----


def test_stalled_uploads_take_no_memory_and_hold_up_nobody(proxy: LocalProxy) -> None:
    with stalled(proxy, 40, 2, size=3_000_000):
        assert proxy.memory() < 40, "it is 120 MB where uploads are collected here"
        own_answer(503, upload(proxy, "127.0.0.2"))
        assert ask(proxy, "/", address="127.0.0.2")[0] == 200, "uploads are counted on their own"
        assert upload(proxy, "127.0.0.9")[2] == b"1000000"


def upload(proxy: LocalProxy, address: str) -> tuple[int, dict[str, str], bytes]:
    return ask(proxy, "/heard/read", "POST", b"x" * 1_000_000, address=address)


def test_answers_that_nobody_takes_do_not_gather(proxy: LocalProxy) -> None:
    before = proxy.memory()
    with ExitStack() as held:
        for at in range(32):
            connection = connect(proxy, f"127.0.0.{10 + at % 4}")
            held.callback(connection.close)
            connection.request("GET", "/large")
        time.sleep(0.5)
        assert proxy.memory() - before < 10
        assert max(waiting(proxy)) < 1_000_000, "of each, in the kernel; 4 MB if nobody says"
        assert ask(proxy, "/")[0] == 200


def waiting(proxy: LocalProxy) -> list[int]:
    """Bytes that the kernel keeps of each answer."""
    sockets = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    ours = f":{proxy.https:04X}"
    return [int(one[4].split(":")[0], 16) for one in sockets if one[1].endswith(ours)]


# ---- what it writes down ----


def lines(proxy: LocalProxy) -> list[dict[str, object]]:
    time.sleep(0.1)  # a line is written when the answer has gone
    return [json.loads(line) for line in proxy.access_log.read_text().splitlines()]


def test_the_log_has_no_postcode_and_no_query(
    proxy: LocalProxy, narrow: LocalProxy, alone: LocalProxy
) -> None:
    secrets = {"Referer": "https://atlas/find/postcode/S12HE?q=secret", "User-Agent": "secret"}
    paths = [
        *("/find/postcode/S12HE", "//find/postcode/S12HE", "/find/../find/postcode/S12HE"),
        *("/%66ind/postcode/S12HE", "/a/S12HE", "/?x=secret", "/export/csv?x=secret&t=S12HE"),
    ]
    before = [len(lines(one)) for one in (proxy, alone)]
    for path in paths:
        assert ask(proxy, path, headers=secrets)[0] == 200
        assert ask(alone, path, headers=secrets)[0] == 502
    found = [line["path"] for line in lines(proxy)[before[0] :]]
    assert found == ["/find/…"] * 4 + ["/a/…", "/", "/export/…"]
    # A client that leaves, one that stalls, one too many, one too large, one that makes no sense.
    with stalled(narrow, 2, 1, size=1000, first=17):
        ask(narrow, paths[0] + "?secret", headers=secrets, address="127.0.0.17")
    ask(narrow, "/silent/S12HE", headers=secrets, address="127.0.0.18")
    raw(proxy, b"GET /find/postcode/S12HE?secret HTTP/1.1\r\nReferer: secret\r\n\r\n")
    raw(proxy, b"GET /find/postcode/S12HE?" + b"secret" * 3000 + b" HTTP/1.1\r\nHost: a\r\n\r\n")
    raw(proxy, b"secret /find/postcode/S12HE HTTP/1.1\r\nHost: a\r\n\r\n")
    leaving = connect(proxy)
    leaving.request("GET", "/silent/S12HE?secret")
    leaving.close()
    for one in (proxy, narrow, alone):
        assert {line["event"] for line in lines(one)} == {"proxied"}
        for log in (one.access_log, one.error_log):
            text = log.read_text()
            assert not [secret for secret in SECRETS if secret in text], text[-2000:]


def test_the_log_says_whose_refusal_it_was_and_from_where_it_was_asked(
    proxy: LocalProxy, alone: LocalProxy
) -> None:
    """An address is kept only of what was refused."""
    ask(proxy, "/")
    ask(alone, "/")
    good, bad = lines(proxy)[-1], lines(alone)[-1]
    assert (good["status"], good["by"], good["address"]) == (200, "atlas", "")
    assert (bad["status"], bad["by"], bad["address"]) == (502, "proxy", "127.0.0.1")
    ask(proxy, "/metrics")
    line = lines(proxy)[-1]
    assert (line["status"], line["by"], line["address"]) == (404, "proxy", "127.0.0.1")
