"""Two apps with the committed snapshot: one open, one behind a proxy that signs people in."""

import ipaddress

import pytest
from dash import Dash

from dashboard.application import create_app
from dashboard.settings.config import Config

PROXY, ELSEWHERE = "10.9.8.7", "10.9.8.8"
PROXIES = (ipaddress.ip_network("10.9.8.7/32"), ipaddress.ip_network("fd00::/64"))


def ready(config: Config) -> Dash:
    app = create_app(config)
    app.server.test_client().get("/")  # Dash finishes setting itself up
    return app


@pytest.fixture(scope="package")
def open_app() -> Dash:
    return ready(Config(exports_per_minute=0))


@pytest.fixture(scope="package")
def closed_app() -> Dash:
    return ready(Config(auth="proxy", trusted_proxies=PROXIES, exports_per_minute=0))
