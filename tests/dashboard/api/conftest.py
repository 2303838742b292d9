"""One app for all, and how a program goes from page to page."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.api import examples
from dashboard.api.service import PREFIX, Service, service_of
from dashboard.application import create_app
from dashboard.settings.config import Config
from layers import Atlas

Rows = list[dict[str, Any]]


@pytest.fixture(scope="package")
def app() -> Dash:
    return create_app(Config(exports_per_minute=0))


@pytest.fixture(scope="package")
def client(app: Dash) -> FlaskClient:
    return app.server.test_client()


@pytest.fixture(scope="package")
def service(app: Dash) -> Service:
    return service_of(app.server)


@pytest.fixture(scope="package")
def asked(service: Service, atlas: Atlas) -> dict[str, tuple[str, dict[str, str]]]:
    """Of each address by its name, its path and query in the example."""
    found = {}
    for endpoint in service.endpoints:
        given = dict(examples.arguments(atlas)[endpoint.name])
        name = endpoint.parameter
        path = endpoint.path.replace(f"<{name}>", given.pop(name)) if name else endpoint.path
        found[endpoint.name] = (f"{PREFIX}{path}", given)
    return found


@pytest.fixture(scope="package")
def rows(client: FlaskClient) -> Callable[..., Rows]:
    """All rows of a list, page after page by its ``next``."""

    def every(path: str, **query: Any) -> Rows:
        return [row for page in pages(client, f"{PREFIX}{path}", query) for row in page["data"]]

    return every


def pages(
    client: FlaskClient, path: str, query: dict[str, Any] | None = None
) -> Iterator[dict[str, Any]]:
    answer = client.get(path, query_string=query)
    while True:
        assert answer.status_code == 200, answer.text
        yield answer.json
        if answer.json["next"] is None:
            return
        answer = client.get(answer.json["next"])
