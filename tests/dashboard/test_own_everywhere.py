"""Every page and file takes figures that somebody brought, of any kind, and forgets them after."""

import re
from collections.abc import Iterator

import pytest
from dash import Dash

from dashboard import application
from dashboard.settings.config import Config
from layers.atlas import Atlas
from layers.own.own_layer import OwnLayer
from tests.carrying import Page, every_kind

# What stands in no sentence and no cell: figures or words that are not there.
MISSING = re.compile(r"(?<![\w-])(?:nan|NaN|None|undefined)(?![\w-])|\{[a-z_]+\}")


@pytest.fixture(scope="module")
def app() -> Iterator[Dash]:
    """The app without the files of the browser, which no answer here is made of."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(application.browser_data, "add_files", lambda *_: None)
        yield application.create_app(Config(exports_per_minute=0))


@pytest.fixture(scope="module")
def own(atlas: Atlas) -> dict[str, OwnLayer]:
    return every_kind(atlas)


@pytest.fixture(scope="module")
def page(app: Dash, own: dict[str, OwnLayer]) -> Page:
    return Page(app.server, tuple(own.values()))
