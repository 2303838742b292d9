"""Styles that one page needs and the first map does not: ``assets/later``.

Dash leaves them out of its own pages; each is named by its content, so a browser may keep it.
"""

from pathlib import Path

from dash import html
from dash.development.base_component import Component

from dashboard.parts import links
from dashboard.web.browser_files import digest_of

FOLDER = Path(__file__).parents[2] / "assets" / "later"


def stylesheet(name: str) -> Component:
    """The link to a page's own styles, for its layout."""
    return html.Link(rel="stylesheet", href=links.to(_address(FOLDER / f"{name}.css")))


def _address(file: Path) -> str:
    return f"/assets/later/{file.name}?m={digest_of(file.read_bytes())}"
