"""What the browser is given to show: plain markup for places of the page, and values of controls.

The page's program (``assets/modules/pages/heard-page.js``) puts both where they belong, whatever
they are.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dash.development.base_component import Component

from dashboard.parts.address_form import Props
from dashboard.parts.plain_markup import Still


def answer(
    markup: Mapping[str, Sequence[Still]] | None = None,
    props: Sequence[Props] = (),
    **more: Any,
) -> dict[str, Any]:
    """An answer as JSON can hold it.

    Parameters
    ----------
    markup
        What stands in an element of the page, by its id.
    props
        What components of the page are given.
    more
        What the page's program works with itself.
    """
    return more | {"markup": markup or {}, "props": [one.to_json() for one in props]}


def to_json(answer: Mapping[str, Any]) -> str:
    """An answer as text, with the components in it as Dash's own answers have them."""
    return json.dumps(answer, default=_component, ensure_ascii=False, separators=(",", ":"))


def _component(one: Any) -> Any:
    if isinstance(one, Component):
        return one.to_plotly_json()
    raise TypeError(f"{type(one).__name__} is neither a component nor JSON")
