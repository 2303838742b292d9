"""The row of tabs that the pages under Data share: take ours, bring your own, for programs."""

from typing import Literal

import dash
import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.parts import links
from dashboard.parts.attributes import aria
from dashboard.parts.texts import say

Tab = Literal["take", "own", "api"]
# Each page's address, in the order of the tabs.
ADDRESSES: dict[Tab, str] = {"take": "/data", "own": "/data/own", "api": "/data/api"}
_LOOK = "rounded-top px-2 px-sm-3"  # on a phone all stand in one line


def data_tabs(current: Tab) -> Component:
    """The tabs of the pages that there are.

    Parameters
    ----------
    current
        The one whose page this is.
    """
    there = {page["path"] for page in dash.page_registry.values()}
    tabs = [
        dbc.NavItem(_here(tab) if tab == current else _link(tab, address))
        for tab, address in ADDRESSES.items()
        if address in there
    ]
    return html.Nav(
        dbc.Nav(tabs, class_name="border-bottom gap-1"),
        className="d-print-none mb-3",
        **aria(label=say("data_tabs", "row")),
    )


def _here(tab: Tab) -> Component:
    # No link: what a page holds in memory would be gone if it led anywhere.
    return html.Span(
        say("data_tabs", tab), className=f"{_LOOK} nav-link active", **aria(current="page")
    )


def _link(tab: Tab, address: str) -> Component:
    return dbc.NavLink(say("data_tabs", tab), href=links.to(address), class_name=_LOOK)
