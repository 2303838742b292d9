"""What lies on the map besides its colours, by ``map_ground.toml``: the menu "On the map", its part
of a page's address, and the rules for the browser.

The marks that are switched on stand in the address of each page that has one, under one letter:
codes with points between, and ``0`` where all are off. A page's form takes :func:`control`, its
meaning :func:`props`, its reader :func:`read`. Each page has switches of its own: Dash takes
controls that several pages have for those of all at once.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import dash_bootstrap_components as dbc
import msgspec
from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboard.parts.address import Parts
from dashboard.parts.address_form import Control, Props
from dashboard.parts.attributes import aria, data
from layers import toml_file

FILE = Path(__file__).parent / "map_ground.toml"

LETTER = "e"
NONE = "0"
WHAT = "kind of mark"
_PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 18 18">'
    '<path fill="{colour}" fill-rule="evenodd" stroke="#fff" stroke-width="2" '
    'paint-order="stroke" d="{path}"/></svg>'
)


class Mark(msgspec.Struct, rename={"near": "from"}, forbid_unknown_fields=True, kw_only=True):
    """How marks are drawn and called.

    Attributes
    ----------
    label, one
        What they are called, many and one; ``{name}`` is the place's, and ``{label}`` what somebody
        calls the points that they brought.
    near, words
        From which zoom it is drawn, and its name is written.
    colour, path
        Its look: of an SVG in a square of 16 by 16.
    """

    label: str
    one: str
    near: float
    words: float
    colour: str
    path: str

    @property
    def picture(self) -> str:
        """The mark as the address of a picture."""
        drawn = _PICTURE.format(colour=self.colour, path=self.path)
        return f"data:image/svg+xml,{quote(drawn, safe=' /:=.,')}"


class Kind(Mark, kw_only=True):
    """A kind of mark that the atlas has.

    Attributes
    ----------
    code
        In links and in files for the browser.
    usual
        Whether it is switched on where nobody has said otherwise, but on pages of ``bare``.
    """

    code: str
    usual: bool = False


class Name(msgspec.Struct, rename={"near": "from"}, forbid_unknown_fields=True):
    """A kind of name: from which zoom it is written, in which look, and with a dot or without."""

    kind: str
    near: float
    look: str
    dot: bool = False


class Ground(msgspec.Struct, forbid_unknown_fields=True):
    """All that ``map_ground.toml`` says; ``bare`` are pages on which no switch is on as usual."""

    bare: list[str]
    said: dict[str, str]
    switch: list[Kind]
    always: list[Kind]
    own: Mark
    name: list[Name]
    lines: dict[str, float]


@lru_cache(maxsize=1)
def rules() -> Ground:
    """What ``map_ground.toml`` says, which an analyst edits."""
    return toml_file.read(FILE, Ground)


def codes() -> list[str]:
    """Every kind of mark that can be switched."""
    return [kind.code for kind in rules().switch]


def usual(page: str = "") -> tuple[str, ...]:
    """The kinds that are on where a page's address says nothing, in order of their codes."""
    if page in rules().bare:
        return ()
    return tuple(sorted(kind.code for kind in rules().switch if kind.usual))


def for_browser() -> dict[str, Any]:
    """Kinds of marks by code with their pictures, and names in their order."""
    every, own = rules().switch + rules().always, rules().own
    return {
        "marks": {kind.code: _drawn(kind) for kind in every},
        "own": {"label": own.label, **_drawn(own)},
        "names": msgspec.to_builtins(rules().name),
        "lines": rules().lines,
    }


def _drawn(mark: Mark) -> dict[str, Any]:
    return {"one": mark.one, "from": mark.near, "words": mark.words, "picture": mark.picture}


# ---- the address ----


def read(parts: Parts, page: str = "") -> tuple[str, ...]:
    """The kinds that an address switches on, in order of their codes; the page's usual ones where
    it names none that is known."""
    if parts.text(LETTER) == NONE:
        return ()
    return tuple(sorted(parts.many(LETTER, codes(), WHAT))) or usual(page)


def written(kinds: tuple[str, ...]) -> str:
    """The same as the address has it; nothing for what is usual."""
    return "" if kinds == usual() else ".".join(kinds) or NONE


def said(kinds: tuple[str, ...]) -> dict[str, str]:
    """The address's part as it was understood, also where it is usual."""
    return {LETTER: ".".join(kinds) or NONE}


def switches(page: str) -> str:
    """The id of a page's switches."""
    return f"{page}-marks"


def control(page: str) -> Control:
    """The switches, as a page's form has them."""
    return Control(
        LETTER,
        switches(page),
        otherwise=usual(page),
        join=".",
        texts={"": NONE},
        sorted=True,
        quiet=True,
    )


def props(page: str, kinds: tuple[str, ...]) -> Props:
    """What the switches show."""
    return Props(switches(page), {"value": list(kinds)})


# ---- the menu ----


def register(app: Dash, page: str) -> None:
    """Have a page's map follow its switches."""
    app.clientside_callback(
        ClientsideFunction("map", "switched"),
        Output(f"{switches(page)}-shown", "data"),
        Input(switches(page), "value"),
    )


def menu(page: str) -> Component:
    """The menu "On the map" in the map's corner, and below it what the marks in sight are; on a
    narrow screen the menu says that."""
    said = rules().said
    checks = dbc.Checklist(
        id=switches(page),
        options=[{"value": k.code, "label": _named(k)} for k in rules().switch],
        value=list(usual(page)),
        switch=True,
        label_class_name="d-inline-flex align-items-center gap-2",
    )
    fields = html.Fieldset(
        [
            html.Legend(said["kinds"], className="visually-hidden"),
            checks,
            # Points that somebody brought, which are in no address; assets/modules/map-own.js.
            html.Div(id="own-marks", **data(usual="" if page in rules().bare else "on")),
            # On a narrow screen, where the map has no room for the key below.
            html.Ul(
                [html.Li(_named(kind)) for kind in rules().always],
                className="list-unstyled mb-0 d-lg-none",
            ),
            html.P(said["near"], className="note mb-0"),
        ],
        className="px-3 py-2",
    )
    shown = [
        html.Li(_named(kind), hidden=True, **data(mark=kind.code))
        for kind in rules().switch + rules().always
    ]
    return html.Div(
        [
            dcc.Store(id=f"{switches(page)}-shown"),
            html.Div(
                dbc.DropdownMenu(
                    fields,
                    label=said["menu"],
                    align_end=True,
                    toggle_class_name="btn-plain panel shadow",
                ),
                id="marks-menu",
                className="d-print-none",
            ),
            html.Ul(
                shown,
                id="marks-key",
                className="panel shadow rounded list-unstyled small m-0 mt-2 px-2 py-1",
                **aria(label=said["key"]),
            ),
        ],
        id="on-the-map",
        className="position-absolute z-1 d-flex flex-column align-items-end",
    )


def _named(kind: Kind) -> Component:
    return html.Span(
        [html.Img(src=kind.picture, width=16, height=16, alt=""), kind.label],
        className="d-inline-flex align-items-center gap-2",
    )
