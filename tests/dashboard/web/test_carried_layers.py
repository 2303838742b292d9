"""Layers that a request carries are at hand for its answer, and for no other."""

from collections.abc import Sequence

import msgspec
import pytest
from flask import Flask, jsonify, request
from werkzeug.test import TestResponse

from dashboard.web.atlas_of_request import atlas_of_request
from dashboard.web.carried_layers import TYPE, with_layers_aside
from layers.atlas import Atlas
from layers.own.own_layer import MOST_LAYERS, OwnLayer
from tests.layers.own.layers import layer


@pytest.fixture(scope="module")
def server(atlas: Atlas) -> Flask:
    server = Flask(__name__)
    mine = atlas_of_request(atlas)

    @server.route("/seen", methods=["GET", "POST"])
    def seen() -> object:
        return jsonify(
            method=request.method,
            type=request.content_type,
            body=request.get_data(as_text=True),
            own=[name for name in mine.indicators if name.startswith("own_")],
        )

    server.wsgi_app = with_layers_aside(server.wsgi_app)
    return server


def sent(
    server: Flask, layers: Sequence[OwnLayer], body: bytes = b"", method: str = "GET"
) -> TestResponse:
    head = b"[" + b",".join(one.written for one in layers) + b"]\n"
    return server.test_client().post(
        "/seen",
        data=head + body,
        content_type=TYPE,
        headers={"Own-Method": method, "Own-Type": "text/plain" if body else ""},
    )


def test_an_answer_has_the_layers_that_came_and_the_next_has_none(server: Flask) -> None:
    one, other = layer(label="Food parcels"), layer(label="Damp homes")
    seen = sent(server, [one, other], b"line\nand line", "POST").get_json()
    assert seen["own"] == sorted([one.id, other.id])
    assert (seen["method"], seen["type"], seen["body"]) == ("POST", "text/plain", "line\nand line")
    assert sent(server, [one]).get_json() | {"type": None} == {
        "method": "GET", "type": None, "body": "", "own": [one.id],
    }  # fmt: skip
    assert server.test_client().get("/seen").get_json()["own"] == []


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"no line",
        b"{}\n",
        b"[1]\n",
        b"[" * 50_000,
        b'[{"a":' * 20_000 + b"\n",
        b'[{"format":"other"}]\n',
        b"[" + b",".join(layer(label=f"{n}").written for n in range(MOST_LAYERS + 1)) + b"]\n",
        msgspec.json.encode([msgspec.Raw(layer().written.replace(b"E01", b"E09"))]) + b"\n",
    ],
)
def test_what_is_no_list_of_layers_is_refused_with_a_sentence(server: Flask, head: bytes) -> None:
    answer = server.test_client().post(
        "/seen", data=head, content_type=TYPE, headers={"Own-Method": "GET"}
    )
    assert answer.status_code == 400
    assert answer.content_type == "text/plain; charset=utf-8"
    assert "." in answer.text


@pytest.mark.parametrize("method", ["", "DELETE", "get"])
def test_only_what_is_asked_or_sent_can_carry(server: Flask, method: str) -> None:
    assert sent(server, [layer()], method=method).status_code == 400
