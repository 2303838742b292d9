"""What unfolds: several pieces under their names, or one that a phone has folded at first."""

from collections.abc import Mapping
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component


def accordion(pieces: Mapping[str, Any], *, opened: str | None = None, **more: Any) -> Component:
    """Pieces under their names, which open one by one.

    Parameters
    ----------
    pieces
        What unfolds, by its name.
    opened
        The name of the piece that is open at first; none when not given.
    """
    items = [dbc.AccordionItem(inner, title=name, item_id=name) for name, inner in pieces.items()]
    return dbc.Accordion(
        items, active_item=opened, start_collapsed=opened is None, flush=True, **more
    )


def folded_on_phones(name: str, *inner: Any, **more: Any) -> Component:
    """Open where there is room for it; on a phone, folded under its name until it is wanted.

    The browser opens and folds it (``assets/modules/fields.js``).
    """
    head = html.Summary(name, className="d-lg-none")
    return html.Details([head, *inner], open=True, className="phone-fold", **more)
