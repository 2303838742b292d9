"""What of an address could not be used: said above the page, and to all."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component


def notices(sentences: Sequence[str]) -> list[Component]:
    """What an address says that could not be used; children of ``#notice``, which has the role."""
    return [html.P(sentence) for sentence in sentences]
