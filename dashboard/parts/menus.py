"""Menus that open from a button: files to take away, and the page's link; alike on every page."""

from collections.abc import Iterable, Mapping, Sequence

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.parts import links
from dashboard.parts.attributes import data
from dashboard.parts.control_labels import labels
from dashboard.parts.texts import say
from layers.atlas import Atlas

# Of a file: its address, its label, and what it is called in a sentence while it is made.
File = tuple[str, str, str]

LINKS = "export-links"


def handover(
    files: Sequence[File] = (),
    *,
    up: bool = False,
    className: str = "mt-4",
    below: Sequence[Component] = (),
) -> Component:
    """ "Export" and "Copy link", side by side: one place on every page.

    The browser fetches a file, says how its making goes in ``#handover-status`` (or where the
    link's ``data-line`` says), and saves it
    (``assets/modules/fields.js``); with a modifier key it is a plain link. ``up``: for a bar below.
    ``below``: what else stands in the menu.
    """
    look = f"hand d-flex gap-2 d-print-none {'' if up else className}".strip()
    return html.Div([export_menu(files, up=up, below=below), copy_link()], className=look)


def export_menu(
    files: Sequence[File] = (), *, up: bool = False, below: Sequence[Component] = ()
) -> Component:
    """The menu "Export"; ``children`` of :data:`LINKS` is what :func:`file_links` gives."""
    menu = dbc.DropdownMenu(
        [html.Div(file_links(files), id=LINKS), *below],
        label=say("menus", "export"),
        color="primary",
        direction="up" if up else "down",
        align_end=up,
        toggle_class_name="btn-plain",
    )
    # The page's state makes it inert while its results answer an earlier question.
    return html.Div(menu, id="export")


def file_links(files: Sequence[File], takes: Mapping[str, str] | None = None) -> list[Component]:
    """Links to files that the server makes.

    Parameters
    ----------
    takes
        By a file's address, what that gets of a field of the page when the file is fetched: the
        name it has there, and the field's id (``from=meet-first-day``).
    """
    more = {address: data(takes=what) for address, what in (takes or {}).items()}
    return [
        html.A(
            label,
            href=links.to(address),
            download="",
            className="dropdown-item text-wrap",
            # The second is how the menu's arrow keys know what is in it.
            **data(file=what, rr_ui_dropdown_item=""),
            **more.get(address, {}),
        )
        for address, label, what in files
    ]


def own_licences(atlas: Atlas, ids: Iterable[str]) -> list[Component]:
    """A line for the menu of each figure that somebody brought: what may be done with it.

    Parameters
    ----------
    ids
        Of the indicators that the files hold; published ones get no line.
    """
    licence = {source["id"]: source["licence"] for source in atlas.manifest["sources"]}
    return [
        html.P(
            say("menus", "own_licence", label=atlas.indicators[name].label, licence=licence[name]),
            className="px-3 py-1 mb-0 small text-wrap",
        )
        for name in dict.fromkeys(ids)
        if name in atlas.own_layers
    ]


def file_items(files: Sequence[File]) -> list[Component]:
    """The same on a card, as items of a list."""
    return [
        html.Li(html.A(label, href=links.to(address), download="", **data(file=what)))
        for address, label, what in files
    ]


def evidence_packs(query: str) -> list[File]:
    """The equality evidence pack in both forms, as files of an Export menu.

    Parameters
    ----------
    query
        Whom it is about, with its ``?``: ``?unit=C88051``, ``?areas=E01…``, ``?plan=…``, or a
        definition in the letters of the Seldom-heard page.
    """
    return [
        (f"/evidence/pack.{kind}{query}", label, what)
        for kind, label, what in labels()["evidence"]["files"]
    ]


def copy_link() -> Component:
    """Copies the page's address, which holds all that it shows."""
    return html.Button(
        say("menus", "copy_link"),
        id="copy-link",
        type="button",
        className="btn btn-plain",
        **data(copy=""),
    )
