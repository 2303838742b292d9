"""The controls of Explore, and what stands around them: what to show, and where.

What they show follows from the address, which on this page the browser reads by itself
(``assets/modules/pages/explore-form.js``): a switch of indicator asks the server nothing.
"""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.explore import classes_form, filters_form
from dashboard.explore.controls import PAGE, chosen_in, said
from dashboard.explore.view import DEFAULT_INDICATOR
from dashboard.parts import fields, links, map_ground, menus
from dashboard.parts.address_form import AddressForm, Control, Kept
from dashboard.parts.attributes import aria, data
from dashboard.parts.chips import CHIPS
from dashboard.parts.combobox import combobox, found_by
from dashboard.parts.control_labels import labels
from dashboard.parts.repeat.panel import repeat_panel
from dashboard.parts.terms import how, row
from dashboard.parts.unit_links import PRACTICES
from layers.atlas import GROUPING, Atlas

# The program that finds what comboboxes offer of indicators, whose words the browser has.
LISTS = "explore-lists"


def address_form() -> AddressForm:
    """Which control stands for which part of the address, in the address's order."""
    shown = (
        Control("i", "theme"),  # leads to its first headline
        chosen_in("i", "indicator"),
        chosen_in("j", "second"),
        Control("l", "level"),
    )
    more = (
        Control("s", {"combobox": "find-place", "holds": "chosen"}, "data"),
        chosen_in("f", "add-column"),
        Control("o", "clusters"),
        Kept("y"),
        map_ground.control(PAGE),
    )
    return AddressForm(
        PAGE, "/", (*shown, *classes_form.controls(), *filters_form.controls(), *more)
    )


def form(atlas: Atlas) -> Component:
    """Everything on the left, in the order in which it is wanted: what, where, what with it, and
    in which classes."""
    where = [
        fields.select("level", said("level"), _levels(atlas), "lsoa", beside=not atlas.grouping),
        row("LSOA", "MSOA"),
        *filters_form.form(atlas),
    ]
    return html.Aside(
        [
            _part("show", [*_picker(atlas), _meaning()]),
            _part("where", where, className="border-top mt-3 pt-3", **data(form=PAGE, unread="")),
            _part("compare", _compare(), className="border-top mt-3 pt-3"),
            classes_form.form(atlas),
        ],
        id="controls",
        className="panel side border-end d-print-none",
        **aria(label=said("controls")),
    )


def _part(name: str, inner: list[Component], **given: Any) -> Component:
    """A part of the form, under its heading."""
    head = html.H2(said(name), id=f"{name}-heading", className="fs-6 mb-2")
    return html.Section([head, *inner], **given, **aria(labelledby=f"{name}-heading"))


def _levels(atlas: Atlas) -> list[fields.Choice]:
    """What the map can show, from small to large."""
    labelled = dict(labels()["explore"]["levels"])
    if atlas.grouping:
        labelled[GROUPING] = atlas.grouping.words.many
    return [(level, labelled[level]) for level in atlas.levels]


def _picker(atlas: Atlas) -> list[Component]:
    """Themes, each of which leads to its first headline, and all indicators."""
    themes = [
        (one.id, html.Span(one.label, title=one.description)) for one in atlas.catalogue.themes
    ]
    return [
        fields.buttons("theme", said("theme"), themes, hide_label=True, className="mt-0"),
        combobox(
            "indicator",
            said("indicator"),
            found_by(LISTS, "indicators"),
            DEFAULT_INDICATOR,
            placeholder=said("search", n=len(atlas.indicators)),
            search_only=True,
            hide_label=True,
        ),
    ]


def _compare() -> list[Component]:
    """A second indicator, and which areas stand out from those around them."""
    second = combobox(
        "second",
        said("second"),
        found_by(LISTS, "seconds"),
        placeholder=said("no_second"),
    )
    return [
        second,
        fields.switch("clusters", said("clusters")),
        how("inequality-where-values-stand-out-local-morans-i", said("clusters")),
        html.Div(id="clusters-said", role="status"),
    ]


def _meaning() -> Component:
    """The indicator on the map, and, folded, what it means; the browser has the words."""
    star = html.Button(
        "☆",
        id="favourite",
        className="btn border-0 fs-5 lh-1 px-1 py-0",
        style={"color": "var(--warn-line)"},
    )
    chosen = [html.Span(id="chosen"), star, html.Span(id="modelled", className="tag")]
    folded = [
        html.Summary(said("means")),
        html.P(id="description", className="mt-1"),
        html.P(id="from-whom", className="note"),
        html.P(said("careful"), className="fw-semibold mb-1"),
        html.Ul(id="caveats", className="small vstack gap-2 ps-3"),
    ]
    # Of a register that is shared out to areas: what practices themselves record.
    way = html.A(said("to_practices"), id="to-practices", href=links.to(PRACTICES), hidden=True)
    return html.Div(
        [html.P(chosen, className="fw-semibold mt-3 mb-0"), way, html.Details(folded)],
        id="meaning",
    )


def finder() -> Component:
    """Over the map: going to a place."""
    return combobox(
        "find-place",
        said("find"),
        found_by("places", "find"),
        placeholder=said("find_hint"),
        hint=said("find_help"),
        search_only=True,
        hide_label=True,
        className="m-0",
    )


def bar() -> Component:
    """Below the map: what is in view, the filters as chips, the table and the files."""
    files = [(f"/export/{kind}", label, what) for kind, label, what in labels()["explore"]["files"]]
    return html.Div(
        [
            html.P(id="in-view", role="status", className="m-0"),
            html.Div(id="chips", className=CHIPS, **data(says="")),
            html.Button(
                said("table"),
                id="table-button",
                type="button",
                className="btn btn-plain",
                **aria(expanded="false", controls="table-panel"),
            ),
            menus.handover(files, up=True, below=[html.Div(id="export-own", **data(says=""))]),
            html.P(id="handover-status", role="status", className="m-0 d-print-none"),
        ],
        id="bar",
        className="panel border-top d-flex flex-wrap align-items-center gap-2 px-4 py-2",
        role="region",
        **aria(label=said("bar")),
    )


def table() -> Component:
    """The table's panel, shut at first; its library comes when it is opened."""
    adder = combobox(
        "add-column",
        said("add_column"),
        found_by(LISTS, "indicators"),
        placeholder=said("add_column"),
        search_only=True,
        hide_label=True,
        className="m-0",
    )
    head = [
        html.P(
            [html.Span(id="table-said"), " ", html.Span(id="table-whom", **data(says=""))],
            className="note m-0",
        ),
        html.Div(id="table-chips", className=CHIPS),
    ]
    return html.Div(
        [
            html.Div(
                [*head, adder],
                className="d-flex flex-wrap align-items-center gap-3 px-4 py-2 d-print-none",
            ),
            html.Div(id="table-holder"),
            repeat_panel("explore-table", "table"),
        ],
        id="table-panel",
        className="panel border-top",
        hidden=True,
        role="region",
        **aria(label=said("table_help")),
    )
