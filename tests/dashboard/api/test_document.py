"""The document and the page are of what there is; and thousands of requests made up from it."""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import dash
import pandas as pd
import pytest
from dash import Dash
from flask.testing import FlaskClient

from benchmarks.api_fuzz import asked
from dashboard.api import page
from dashboard.api.programs import programs
from dashboard.api.service import PREFIX, Service
from dashboard.api.texts import TEXTS
from dashboard.web.logged_query import API_ARGUMENTS
from layers import Atlas
from tests.dashboard.api.conftest import pages

EACH = 8  # requests of a kind to an address


@pytest.fixture(scope="module")
def document(client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"{PREFIX}/openapi.json", base_url="https://a.nhs.uk/b").json
    return found


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        yield from ((path, one) for name, one in methods.items() if name != "parameters")


def test_everything_is_described(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    for path, one in operations(document):
        assert one["summary"], path
        assert one["description"], path
        assert one["responses"]["200"]["content"]["application/json"].get("example") or (
            "requestBody" in one
        )
        for argument in one.get("parameters", []):
            assert argument["description"], (path, argument["name"])
    for name, schema in document["components"]["schemas"].items():
        assert schema["additionalProperties"] is False, name
        for field, of in schema["properties"].items():
            assert of.get("description") or "$ref" in of, (name, field)


def test_no_text_is_of_nothing(document: dict[str, Any], service: Service) -> None:
    told = json.dumps(document, ensure_ascii=False)
    for section in ("summary", "about", "field", "status"):
        for name, text in TEXTS.sections[section].items():
            assert json.dumps(text, ensure_ascii=False)[1:-1] in told, (section, name)


def test_the_log_knows_every_argument(document: dict[str, Any]) -> None:
    names = {
        one["name"] for _, of in operations(document) for one in of.get("parameters", [])
    }  # fmt: skip
    assert names == set(API_ARGUMENTS)


@pytest.fixture(scope="module")
def markup(app: Dash) -> Iterator[str]:
    with app.server.test_request_context("/data/api", base_url="https://atlas.example/b"):
        made = next(one for one in dash.page_registry.values() if one["path"] == page.PATH)
        layout = made["layout"]()
        yield json.dumps(layout.to_plotly_json(), default=lambda one: one.to_plotly_json())


def test_the_page_has_each_address_with_an_example_that_answers(
    client: FlaskClient, markup: str, service: Service
) -> None:
    found = [text for text in markup.split('"') if text.startswith("https://atlas.example/b/api")]
    answered = 0
    for address in found:
        parts = urlsplit(address)
        if parts.path.rstrip("/\\") == f"/b{PREFIX}":
            continue
        again = client.get(parts.path.removeprefix("/b"), query_string=parts.query)
        assert again.status_code == 200, address
        answered += 1
    assert answered == len(service.endpoints) + 1  # and Excel's


def test_the_code_for_python_runs(
    client: FlaskClient, atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("urllib.request.urlopen", lambda at: BytesIO(client.get(at).data))
    read = pd.read_csv
    monkeypatch.setattr(pd, "read_csv", lambda at: read(BytesIO(client.get(at).data)))
    values = {"indicator": "roma", "level": "district"}
    held: dict[str, Any] = {}
    exec(programs(f"http://localhost{PREFIX}", values)["python"].code, held)
    assert held["values"]["code"].tolist() == sorted(atlas.districts)
    assert held["every"]["code"].tolist() == atlas.areas.index.tolist()
    assert held["every"]["value"].to_numpy() == pytest.approx(
        atlas.table("roma")["value"].to_numpy(), abs=1e-6, nan_ok=True
    )


def test_power_query_goes_from_page_to_page(client: FlaskClient, atlas: Atlas) -> None:
    """Its base address never changes: what does is the query, with the cursor of the page before,
    as ``Web.Contents`` needs it to refresh."""
    code = programs(f"http://localhost{PREFIX}", {"indicator": "roma"})["power_query"].code
    assert f'Web.Contents("http://localhost{PREFIX}/"' in code
    assert 'Query = [indicator = "roma", limit = "500"]' in code
    found, cursor = [], None
    while True:
        query = {"indicator": "roma", "limit": "500"} | ({"cursor": cursor} if cursor else {})
        made = client.get(f"{PREFIX}/values", query_string=query).json
        found += made["data"]
        cursor = made["cursor"]
        if cursor is None:
            break
    assert [row["code"] for row in found] == atlas.areas.index.tolist()
    assert found == [row for one in pages(client, f"{PREFIX}/values", {"indicator": "roma"})
                     for row in one["data"]]  # fmt: skip


def test_requests_that_nobody_thought_of(app: Dash, atlas: Atlas, document: dict[str, Any]) -> None:
    """``benchmarks/api_fuzz.py`` asks 20,000 of them."""
    number = sum(1 for _ in operations(document))
    tally = asked(app.server, atlas, 2 * EACH * number, start=1)
    assert tally.faults == []
    assert tally.statuses.total() >= EACH * number
    assert {200, 404, 422} <= tally.statuses.keys()
