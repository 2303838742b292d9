"""A request that carries layers is let in, limited, answered and logged as it would be without."""

import asyncio
import logging
from types import SimpleNamespace
from typing import Any

import pytest
from dash import Dash

from dashboard.serving.heavy_work import LimitError
from dashboard.serving.service import AtlasService
from dashboard.web.carried_layers import METHOD, TYPE, method_of, with_layers_aside
from dashboard.web.limits import LARGEST_LIGHT, LARGEST_REQUEST, largest_body
from dashboard.web.refusal_texts import TOO_LONG, TOO_MUCH
from dashboard.web.replies import LIMIT, Environ, Reply, whole, with_body
from layers.own.own_layer import MOST_BYTES, MOST_LAYERS
from layers.own.own_points import MOST_BYTES as MOST_BYTES_OF_POINTS
from tests.carrying import Page
from tests.layers.own.layers import layer
from tests.loops import run


def test_what_does_not_name_them_is_answered_as_ever_and_not_kept(open_app: Dash) -> None:
    for address in ("/export/csv?i=roma&d=E08000016", "/find/said?i=roma&d=E08000016"):
        carried = Page(open_app.server, [layer()]).get(address)
        bare = Page(open_app.server).get(address)
        assert carried.data == bare.data
        assert carried.headers["Cache-Control"] == "no-store"
        for name in ("Content-Type", "Content-Disposition", "Content-Security-Policy"):
            assert carried.headers.get(name) == bare.headers.get(name), name


def test_the_log_has_the_request_without_them(
    open_app: Dash, caplog: pytest.LogCaptureFixture
) -> None:
    one = layer(label="Womens refuge", source="A charity", note="Told in confidence")
    with caplog.at_level(logging.DEBUG):
        Page(open_app.server, [one]).get(f"/export/csv?i={one.id}&d=E08000016")
    [line] = [r for r in caplog.records if r.message == "export"]
    fields = line.__dict__["fields"]
    assert (fields["method"], fields["path"]) == ("GET", "/export/csv")
    assert (fields["definition"], fields["left_out"]) == ("d=E08000016", "i")
    told = " ".join(str(record.__dict__) for record in caplog.records)
    for secret in (one.id, one.label, one.source, one.note, "E01007317"):
        assert secret not in told


def test_a_body_may_be_larger_by_what_layers_may_have(open_app: Dash) -> None:
    def largest(path: str, kind: str) -> int:
        environ = {"REQUEST_METHOD": "POST", "PATH_INFO": path, "CONTENT_TYPE": kind}
        return largest_body(environ)

    # Pictures carry points too, which are no larger.
    assert MOST_BYTES_OF_POINTS <= MOST_BYTES
    for path in ("/_dash-update-component", "/export/csv", "/", "/export/png", "/export/svg"):
        assert largest(path, "application/json") == LARGEST_LIGHT
        assert largest(path, TYPE) == LARGEST_LIGHT + MOST_LAYERS * MOST_BYTES == 1_056_000
    assert largest("/heard/read", TYPE) == LARGEST_REQUEST
    body = b"[]\n" + b" " * (LARGEST_LIGHT + MOST_LAYERS * MOST_BYTES)
    answer = open_app.server.test_client().post("/find/said", data=body, content_type=TYPE)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("kind", "inner", "method"),
    [(TYPE, "GET", "GET"), (TYPE, "POST", "POST"), (TYPE, "DELETE", "POST"), ("", "GET", "POST")],
)
def test_a_method_is_what_it_would_be_without_them(kind: str, inner: str, method: str) -> None:
    environ = {"REQUEST_METHOD": "POST", "CONTENT_TYPE": kind, METHOD: inner}
    assert method_of(environ) == method


@pytest.mark.parametrize(
    ("inner", "status", "text"), [("GET", 503, TOO_LONG), ("POST", 413, TOO_MUCH)]
)
def test_work_that_is_too_much_is_refused_as_it_would_be(
    inner: str, status: int, text: str
) -> None:
    async def work(*_: Any, **__: Any) -> Reply:
        raise LimitError("processor")

    watch = SimpleNamespace(limited=lambda *_: None)
    door = SimpleNamespace(inner=None, watch=watch, client=lambda _: "a")
    service = AtlasService(door, SimpleNamespace(work=work))  # type: ignore[arg-type]
    environ: Environ = {
        "REQUEST_METHOD": "POST", "PATH_INFO": "/export/csv", "CONTENT_TYPE": TYPE, METHOD: inner,
    }  # fmt: skip

    async def asked() -> Reply:
        return await asyncio.wait_for(service.answer(environ, b"[]\n"), 10)

    replies: list[Reply] = []

    async def both() -> None:
        replies.append(await asked())

    run(both())
    assert replies[0].code == status
    assert replies[0].body.decode().startswith(text)


def test_what_is_noted_of_a_request_inside_is_read_outside() -> None:
    """As that it ran out of memory, in the process that worked on it."""

    def application(environ: Environ, start_response: Any) -> list[bytes]:
        environ[LIMIT] = "memory"
        start_response("200 OK", [])
        return [b""]

    head = {"REQUEST_METHOD": "POST", "PATH_INFO": "/", "CONTENT_TYPE": TYPE, METHOD: "GET"}
    environ = with_body(head, b"[" + layer().written + b"]\n")
    whole(with_layers_aside(application), environ)
    assert environ[LIMIT] == "memory"
