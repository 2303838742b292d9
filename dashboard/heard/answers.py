"""What the browser is given to show: plain markup for places of the page, and values of controls.

The page's program (``assets/modules/pages/heard-answers.js``) puts them where they belong, whatever
they are, and shows what the controls there choose.
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
    *,
    hidden: Mapping[str, bool] | None = None,
    choices: Sequence[Mapping[str, Any]] = (),
    focus: str = "",
    **more: Any,
) -> dict[str, Any]:
    """An answer as JSON can hold it.

    Parameters
    ----------
    markup
        What stands in an element of the page, by its id.
    props
        What components of the page are given.
    hidden
        Which elements of the page are hidden, and which are there, by id.
    choices
        Parts that controls choose between, see :func:`choice`.
    focus
        The id of what is looked at next; where that is empty everybody stays where they are.
    more
        What the page's program works with itself.
    """
    return more | {
        "markup": markup or {},
        "props": [one.to_json() for one in props],
        "hidden": hidden or {},
        "choices": choices,
        "focus": focus,
    }


def choice(
    of: Sequence[str], into: str, parts: Mapping[str, Sequence[Still]], **more: Any
) -> dict[str, Any]:
    """Parts of the page of which one is shown: the one that some controls choose.

    Parameters
    ----------
    of
        Ids of the controls.
    into
        The id of the element that the part stands in.
    parts
        Plain markup by what the controls hold, with spaces between.
    more
        ``frame``, the id of what is hidden where there is no such part; and of a map, what is drawn
        with each part: ``map``, what all have alike, and ``maps``, the rest of each.
    """
    return {"of": of, "into": into, "parts": parts} | more


def to_json(answer: Mapping[str, Any]) -> str:
    """An answer as text, with the components in it as Dash's own answers have them."""
    return json.dumps(answer, default=_component, ensure_ascii=False, separators=(",", ":"))


def _component(one: Any) -> Any:
    if isinstance(one, Component):
        return one.to_plotly_json()
    raise TypeError(f"{type(one).__name__} is neither a component nor JSON")
