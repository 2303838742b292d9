"""Under every table and chart of figures stands how it is repeated, or why it cannot be.

Walks what the pages show. Own figures and Plans are left out, which show what people entered.
"""

from collections.abc import Callable, Iterator
from typing import Any

import dash
import pytest
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.application import REPEATED, create_app
from dashboard.change import page as change
from dashboard.change.place import place_of
from dashboard.change.view import read_view as change_view
from dashboard.explore import card
from dashboard.explore.view import read_query
from dashboard.inequality import districts, years
from dashboard.inequality.page import PARTS
from dashboard.inequality.view import read_view as inequality_view
from dashboard.parts.repeat.panel import not_repeated, repeat_panel
from dashboard.parts.repeat.routes import ROUTE
from dashboard.parts.targets.handover import work_out
from dashboard.parts.targets.target_definition import read_targets
from dashboard.practices import charts, register_members
from dashboard.practices.compare import compare_page
from dashboard.practices.profile_page import unit_page, unit_tables
from dashboard.practices.view import read_view as practices_view
from dashboard.seldom_heard import findings
from dashboard.settings.config import Config
from layers.atlas import Atlas

# Where the browser puts a table or a chart.
FILLED = (
    *("card-now", "card-plot", "table-holder", "practices-list", "meet-said"),
    *("heard-level-table", "heard-balance-table", "heard-places", "heard-waves-table"),
)
HEADINGS = (html.H1, html.H2, html.H3)
# A register plot is a list that is drawn.
DRAWN = ("register-plot",)


def in_order(part: Any) -> Iterator[Component]:
    """Every component, as one reads them."""
    if isinstance(part, Component):
        yield part
        yield from in_order(getattr(part, "children", None))
    elif isinstance(part, list | tuple):
        for one in part:
            yield from in_order(one)


def asked(part: Component) -> str | None:
    """What a panel asks for; "" for a sentence that says why there is nothing; None for others."""
    props = part.to_plotly_json()["props"]
    if "data-not-repeated" in props:
        return ""
    return props["data-repeat"].rpartition(ROUTE)[2] if "data-repeat" in props else None


def shows_figures(part: Component) -> bool:
    name = getattr(part, "className", "") or ""
    return (
        isinstance(part, html.Table | dcc.Graph)
        or getattr(part, "id", "") in FILLED
        or name in DRAWN
    )


def left_out(parts: Any) -> list[str]:
    """Tables and charts that have no panel and no sentence before the next heading."""
    found, waiting = [], []
    for part in in_order(parts):
        if shows_figures(part):
            waiting.append(f"{type(part).__name__} {getattr(part, 'id', '')}".strip())
        elif asked(part) is not None:
            waiting = []
        elif isinstance(part, HEADINGS):
            found, waiting = found + waiting, []
    return found + waiting


@pytest.fixture(scope="module", autouse=True)
def app() -> None:
    """Makes every page known."""
    create_app(Config())


def layout(room: str) -> Any:
    """What stands on a page before anything is asked."""
    return dash.page_registry[f"dashboard.{room}.page"]["layout"]()


def of_explore(atlas: Atlas, query: str) -> Any:
    view = read_query(query, atlas).view
    shown = card.profile_of(atlas, view) if view.selected else None
    return [layout("explore"), html.H2(), shown]


def of_targets(atlas: Atlas, query: str) -> Any:
    return findings.said(atlas, work_out(atlas, read_targets(query, atlas)[0]))


def of_practices(atlas: Atlas, query: str) -> Any:
    view, _ = practices_view(query, atlas)
    if not view.units:
        return layout("practices")
    if len(view.units) > 1:
        return compare_page(atlas, view)
    drawn = charts.charts(atlas, view)
    members = register_members.section(atlas, view)
    return [unit_page(atlas, view), unit_tables(atlas, view), members, drawn]


def of_inequality(atlas: Atlas, query: str) -> Any:
    view, _ = inequality_view(query, atlas)
    more = (years, districts) if view.part == "gap" else ()
    return [PARTS[view.part](atlas, view), *(one.section(atlas, view) for one in more)]


def of_change(atlas: Atlas, query: str) -> Any:
    view, _ = change_view(query, atlas)
    return change.PARTS[view.part](atlas, view, place_of(atlas, view.within))


PAGES: list[tuple[Callable[[Atlas, str], Any], str, int]] = [
    (of_explore, "?s=E01007317", 6),
    (of_targets, "?c=imd_decile!d!2!r&d=E08000019&m=3", 3),
    (of_practices, "", 2),
    (of_practices, "?v=C88005", 7),
    (of_practices, "?v=U16464", 9),
    (of_practices, "?v=E08000018", 1),
    (of_practices, "?v=C88005.U16464", 3),
    (of_inequality, "", 5),
    (of_inequality, "?i=qof_dm&v=E08000016.E08000019", 8),
    (of_inequality, "?t=mix", 3),
    (of_inequality, "?t=together", 2),
    (of_change, "", 3),
    (of_change, "?t=registers&r=DEP", 1),
    (lambda _, __: layout("heard"), "", 4),
    (lambda _, __: layout("where_to_meet"), "", 1),
]


@pytest.mark.parametrize(("page", "query", "number"), PAGES)
def test_every_table_and_chart_says_how_it_is_repeated_or_why_not(
    atlas: Atlas, page: Callable[[Atlas, str], Any], query: str, number: int
) -> None:
    parts = page(atlas, query)
    assert left_out(parts) == []
    found = [name for part in in_order(parts) if (name := asked(part)) is not None]
    assert len(found) == number
    named = [name for name in found if name]
    assert len(named) == len(set(named))
    assert set(named) <= set(REPEATED)


def test_what_has_neither_is_found() -> None:
    table, chart = html.Table(id="a"), dcc.Graph(id="b")
    panel, why = repeat_panel("explore", "table"), not_repeated("It cannot.", "chart")
    assert left_out([table, panel, html.Div([chart, why])]) == []
    assert left_out([panel, table]) == ["Table a"]
    assert left_out([table, html.H2("Another"), panel]) == ["Table a"]
    assert left_out(html.Section([table, panel, html.H2(), chart])) == ["Graph b"]
