"""What the page's browser module is called for, and what a person's acts do to the address."""

from typing import Any

import dash
from dash import ALL, ClientsideFunction, Dash, Input, Output, State
from dash.exceptions import PreventUpdate

from dashboard.parts.combobox import chosen
from dashboard.parts.context import Context
from dashboard.practices import acts, list_shown
from dashboard.practices.form import ADD, FIND, GROUP_NAME, MEMBER, PAGE, address_form
from dashboard.practices.list_table import TABLE

ADDRESS = address_form().next_address
SEARCH = State("url", "search")


def register(app: Dash, context: Context) -> None:
    """Make the callbacks known to the app."""
    _browser(app)
    _more(app, context)
    _ticked(app, context)
    _group(app, context)


def _browser(app: Dash) -> None:
    """Functions of ``assets/modules/pages/practices.js``."""
    given = State("practices-given", "data")
    for does, output, *inputs in (
        # Two callbacks: one with both inputs would be called when the server has said what the
        # address means, and what is answered without it would wait.
        ("follow", Output("practices-followed", "data"), Input("practices-asked", "data"), given),
        ("follow", Output("practices-settled", "data"), Input("practices-set", "data"), given),
        ("answered", Output("practices-drawn", "data"), Input("practices-answer", "data")),
        (
            "tablesCame",
            Output("practices-tables-drawn", "data"),
            Input("practices-tables-answer", "data"),
        ),
        (
            "chartsCame",
            Output("practices-charts-drawn", "data"),
            Input("practices-charts-of", "data"),
        ),
        (
            "listed",
            Output("practices-shown", "data"),
            Input("practices-listed", "data"),
            Input("practices-columns", "data"),
        ),
        ("picked", Output("practices-ticked", "data"), Input(TABLE, "selectedRows")),
        (
            "open",
            Output("url", "search", allow_duplicate=True),
            Input(chosen(FIND), "data"),
        ),
    ):
        app.clientside_callback(
            ClientsideFunction(PAGE, does), output, *inputs, prevent_initial_call=True
        )


def _more(app: Dash, context: Context) -> None:
    """Open a practice of the funnel; set one more beside what is open."""

    @app.callback(ADDRESS, Input("funnel", "clickData"), SEARCH, prevent_initial_call=True)
    def point(clicked: dict[str, Any] | None, search: str | None) -> str:
        return _changed(acts.opened(context.atlas, search or "", clicked or {}))

    @app.callback(
        ADDRESS,
        Output(chosen(ADD), "data"),
        Input(chosen(ADD), "data"),
        SEARCH,
        prevent_initial_call=True,
    )
    def compare(code: str | None, search: str | None) -> tuple[str, str]:
        if not code:
            raise PreventUpdate
        return acts.beside(context.atlas, search or "", code), ""


def _ticked(app: Dash, context: Context) -> None:
    """What is said of the rows that are ticked; compare them, or make a group of them."""
    codes = State("practices-ticked", "data")

    @app.callback(
        Output("ticked", "children"),
        Output("ticked-compare", "hidden"),
        Output("ticked-group", "hidden"),
        Input("practices-ticked", "data"),
        prevent_initial_call=True,
    )
    def ticked(codes: list[str] | None) -> tuple[str, bool, bool]:
        text, comparable, groupable = list_shown.ticked(codes or [])
        return text, not comparable, not groupable

    @app.callback(
        ADDRESS, Input("ticked-compare", "n_clicks"), codes, SEARCH, prevent_initial_call=True
    )
    def compare(clicks: int | None, codes: list[str] | None, search: str | None) -> str:
        return _changed(acts.compared(context.atlas, search or "", codes or []) if clicks else None)

    @app.callback(
        ADDRESS, Input("ticked-group", "n_clicks"), codes, SEARCH, prevent_initial_call=True
    )
    def group(clicks: int | None, codes: list[str] | None, search: str | None) -> str:
        return _changed(acts.grouped(context.atlas, search or "", codes or []) if clicks else None)


def _group(app: Dash, context: Context) -> None:
    """Name the group, add to it, take off it."""

    @app.callback(ADDRESS, Input(GROUP_NAME, "value"), SEARCH, prevent_initial_call=True)
    def rename(name: str | None, search: str | None) -> str:
        return _changed(acts.renamed(context.atlas, search or "", name or ""))

    @app.callback(
        ADDRESS,
        Output(chosen(MEMBER), "data"),
        Input(chosen(MEMBER), "data"),
        SEARCH,
        prevent_initial_call=True,
    )
    def add(code: str | None, search: str | None) -> tuple[Any, str]:
        if not code:
            raise PreventUpdate
        return acts.joined(context.atlas, search or "", code) or dash.no_update, ""

    @app.callback(
        ADDRESS,
        Input({"page": PAGE, "part": "member", "of": ALL}, "n_clicks"),
        SEARCH,
        prevent_initial_call=True,
    )
    def take_off(clicks: list[int | None], search: str | None) -> str:
        if not any(clicks):
            raise PreventUpdate  # chips have been made, and nobody has clicked
        return _changed(acts.taken_off(context.atlas, search or "", dash.ctx.triggered_id["of"]))


def _changed(search: str | None) -> str:
    if search is None:
        raise PreventUpdate
    return search
