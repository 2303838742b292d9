"""No chart may offer to send its data to a public cloud: plotly's "Share chart…" is switched off.

Walks everything that Dash components can hold. The walker itself is held to catch a bad one
wherever it stands.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dash
import pytest
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import figures
from dashboard.application import create_app
from dashboard.explore import card
from dashboard.explore.view import ViewState
from dashboard.settings.config import Config
from layers import Atlas

DASHBOARD = Path(figures.__file__).parent.parent
SAFE = {"showSendToCloud": False, "plotlyServerURL": "", "displaylogo": False}


def components(thing: Any) -> Iterator[Component]:
    """Every component in a layout, in whatever property it stands."""
    if callable(thing) and not isinstance(thing, Component):
        thing = thing()
    if isinstance(thing, Component):
        yield thing
        for name in thing._prop_names:
            yield from components(getattr(thing, name, None))
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from components(value)
    elif isinstance(thing, (list, tuple)):
        for value in thing:
            yield from components(value)


def unsafe(layout: Any) -> list[str]:
    """Charts without the safe configuration."""
    found = []
    for one in components(layout):
        if isinstance(one, dcc.Graph):
            config = getattr(one, "config", None) or {}
            if any(config.get(key) != value for key, value in SAFE.items()):
                found.append(str(getattr(one, "id", "a chart without an id")))
    return found


@pytest.fixture(scope="module")
def app() -> dash.Dash:
    return create_app(Config())


def test_no_chart_of_any_page_can_be_sent_to_a_cloud(app: dash.Dash) -> None:
    layouts = {page["path"]: page["layout"] for page in dash.page_registry.values()}
    assert len(layouts) >= 2
    for path, layout in {"": app.layout, **layouts}.items():
        # Without a workspace the pages of plans say why in three sentences.
        assert len(list(components(layout))) > (3 if path.startswith("/plans") else 5)
        assert unsafe(layout) == []


def test_every_chart_that_a_callback_makes_is_made_in_one_place() -> None:
    """Layouts are walked above; what comes later comes from dashboard/figures alone."""
    makers = {
        path.relative_to(DASHBOARD).as_posix()
        for path in DASHBOARD.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and "Graph" in ast.unparse(node.func).split(".")
    }
    assert makers == {"figures/__init__.py"}
    assert unsafe(figures.graph(figures.figure([], height=1, x={}, y={}), id="any")) == []


@pytest.mark.parametrize("level", ["lsoa", "ward"])
def test_no_chart_of_the_card_can_be_sent_to_a_cloud(atlas: Atlas, level: str) -> None:
    code = {"lsoa": atlas.areas.index[0], "ward": atlas.areas["ward_code"].iloc[0]}[level]
    made = card.profile_of(atlas, ViewState(level=level, selected=(code,)))
    assert len(list(components(made))) > 20
    assert unsafe(made) == []


@pytest.mark.parametrize(
    "layout",
    [
        dcc.Graph(id="bad"),
        html.Div([html.P("…"), [html.Div(dcc.Graph(id="bad", config={}))]]),
        lambda: html.Div(dcc.Graph(id="bad", config={"displaylogo": False})),
        html.Div(dcc.Graph(id="bad", config={**SAFE, "showSendToCloud": True})),
        html.Div(dcc.Graph(id="bad", config={**SAFE, "plotlyServerURL": "https://x.example"})),
        dcc.Tabs([dcc.Tab(dcc.Graph(id="bad"), label=html.Span("…"))]),
        dcc.Loading(children=[{"here": dcc.Graph(id="bad")}]),
        dcc.Loading(custom_spinner=dcc.Graph(id="bad")),
    ],
)
def test_a_chart_that_could_be_sent_is_caught(layout: Any) -> None:
    assert unsafe(layout) == ["bad"]


def test_a_safe_chart_is_let_be() -> None:
    assert unsafe(html.Div(dcc.Graph(config=SAFE | {"displayModeBar": False}))) == []
