"""A page that holds layers of somebody's own, as a server sees it: what it asks carries them."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dash import Dash
from flask import Flask
from werkzeug.test import TestResponse

from dashboard.web.carried_layers import TYPE
from layers.atlas import Atlas
from layers.own.own_layer import OwnLayer
from layers.own.own_points import OwnPoints
from tests.layers.own.layers import layer

CALLBACKS = "/_dash-update-component"


class Page:
    """What a page asks a server for; ``layers`` are those that it holds."""

    def __init__(self, server: Flask, layers: Sequence[OwnLayer | OwnPoints] = ()) -> None:
        self.client, self.layers = server.test_client(), layers

    def get(self, address: str) -> TestResponse:
        return self._asked(address, "GET", b"", "")

    def post(self, address: str, body: bytes, kind: str = "application/json") -> TestResponse:
        return self._asked(address, "POST", body, kind)

    def callback(self, app: Dash, output: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """What one of the server's callbacks answers, by id and property.

        Parameters
        ----------
        output
            Begins its outputs, as in ``targets-result.data``.
        values
            Of its inputs and states, by id and property; what is not there is empty.
        """
        name, made = next(
            (key, one)
            for key, one in app.callback_map.items()
            if key.strip(".").startswith(output) and "callback" in one
        )
        outputs = [_named(part) for part in name.strip(".").split("...")]
        given = {
            part: [
                one | {"value": values.get(f"{one['id']}.{one['property']}")} for one in made[part]
            ]
            for part in ("inputs", "state")
        }
        body = given | {
            "output": name,
            "outputs": outputs if name.startswith("..") else outputs[0],
            "changedPropIds": [f"{one['id']}.{one['property']}" for one in made["inputs"]][:1],
        }
        answer = self.post(CALLBACKS, json.dumps(body).encode())
        assert answer.status_code == 200, answer.text
        return dict(answer.json["response"])

    def _asked(self, address: str, method: str, body: bytes, kind: str) -> TestResponse:
        from_here = {"Origin": "http://localhost"}
        if not self.layers:
            return self.client.open(
                address, method=method, data=body, content_type=kind, headers=from_here
            )
        head = b"[" + b",".join(one.written for one in self.layers) + b"]\n"
        return self.client.post(
            address,
            data=head + body,
            content_type=TYPE,
            headers={"Own-Method": method, "Own-Type": kind, **from_here},
        )


def _named(part: str) -> dict[str, str]:
    id, _, property = part.rpartition(".")
    return {"id": id, "property": property}


def every_kind(atlas: Atlas) -> dict[str, OwnLayer]:
    """A share and a count of every area, a rate of one district's, and a rate of every ward."""
    codes = tuple(atlas.areas.index)
    homes = tuple(float(people // 2) for people in atlas.areas["residents"])
    cases = tuple(home // (10 + 5 * (place % 7)) for place, home in enumerate(homes))
    in_place = tuple(atlas.areas.index[atlas.areas["district"] == "Sheffield"])
    wards = tuple(sorted(set(atlas.areas["ward_code"])))
    said = {"numerators": (), "denominators": (), "counted": "", "out_of": ""}
    return {
        "share": layer(codes=codes, numerators=cases, denominators=homes),
        "count": layer(
            **said, kind="count", label="Food parcels", short="Parcels", unit="parcels",
            codes=codes, values=cases, hidden=3, people=True,
        ),
        "rate": layer(
            **said, kind="rate", label="Days to wait", short="Wait", unit="days",
            codes=in_place, values=tuple(10.0 + n % 9 for n in range(len(in_place))),
        ),
        "ward": layer(
            **said, kind="rate", label="Trust in services", short="Trust", unit="points",
            polarity="low", level="ward", codes=wards, licence="CC BY 4.0",
            values=tuple(20.0 + 3 * (n % 11) for n in range(len(wards))), note="Asked in 2024.",
        ),
    }  # fmt: skip
