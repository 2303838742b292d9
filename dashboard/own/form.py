"""What the page has before any file: the four steps with their controls, and what is held.

What a file holds and how its figures look comes with the server's answers: ``file_shown.py`` and
``layer_shown.py``.
"""

from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.own.examples import EXAMPLES
from dashboard.own.names import EXAMPLE, LAYER, READ
from dashboard.own.texts import TEXTS, say
from dashboard.own.words_form import FIELDS, SHOWS, fields_of_words
from dashboard.parts import links
from dashboard.parts.attributes import aria
from dashboard.parts.context import Context
from dashboard.parts.file_input import file_input
from dashboard.parts.map import WAIT, leaflet_map
from dashboard.upload.limits import MOST_BYTES

KINDS = ".csv,.tsv,.txt,.xlsx,.json"
# Where it is said how it goes: with the file, with the figures, and with what is held.
READ_LINE, WORDS_LINE, LOOK_LINE, HELD_LINE = (
    f"own-{part}-said" for part in ("read", "words", "look", "held")
)
# The file of a saved layer: what it is called, and the day.
SAVED = "seldom-heard-{name}-{day}.json"


def told() -> dict[str, Any]:
    """What the page's program has to know: its words, whom it asks, its fields, and limits."""
    words = dict(TEXTS.sections["browser"])
    words["too_large"] = words["too_large"].replace("{largest}", f"{MOST_BYTES / 1e6:g}")
    words["map"] = say("look", "map_it")
    words["save"] = say("look", "save")
    words["keep"] = say("kept", "keep_button")
    words["none"] = say("held", "none")
    words["licence"] = TEXTS.of("held", "licence")
    asks = {"read": (READ, READ_LINE), "layer": (LAYER, WORDS_LINE)}
    return {
        "texts": words,
        "asks": {
            name: TEXTS.sections[f"ask_{name}"] | {"address": address, "line": line}
            for name, (address, line) in asks.items()
        },
        "fields": FIELDS,
        "shows": SHOWS,
        "lookLine": LOOK_LINE,
        "heldLine": HELD_LINE,
        "largest": MOST_BYTES,
        "file": SAVED,
        "map": links.to("/?i={id}"),
        "mapPoints": links.to("/"),
    }


def file_step() -> Component:
    """The file, or an example of one."""
    note = say("file", "note", largest=f"{MOST_BYTES / 1e6:g}")
    examples = [
        html.Li(
            html.A(
                say("file", f"example_{name}"),
                href=links.to(EXAMPLE.format(name=name)),
                download="",
            )
        )
        for name in EXAMPLES
    ]
    return _step(
        "own-start",
        say("page", "part_file"),
        html.H2(say("file", "heading"), className="mt-0"),
        file_input("own-file", say("file", "choose"), KINDS, note),
        html.P(say("file", "examples"), className="note mb-1"),
        html.Ul(examples, className="own-examples list-unstyled d-flex flex-wrap gap-3 mb-2"),
        html.P(id=READ_LINE, role="status", **aria(live="polite")),
        hidden=False,
    )


def read_step() -> Component:
    """What a file was taken for."""
    return _step(
        "own-check",
        say("page", "part_read"),
        html.H2(say("read", "heading"), className="mt-0"),
        html.Div(id="own-read"),
    )


def words_step(context: Context) -> Component:
    """What the figures are, in the person's words."""
    return _step(
        "own-words",
        say("page", "part_words"),
        html.H2(say("words", "heading"), className="mt-0"),
        html.P(say("words", "needed"), className="note"),
        *fields_of_words(context.config.hide_counts_below),
        dbc.Button(
            say("words", "show"), id="own-show", color="primary", class_name="mt-2 align-self-start"
        ),
        html.P(id=WORDS_LINE, role="status", **aria(live="polite")),
    )


def look_step(context: Context) -> Component:
    """How they look: map, key and figures; and what to do with them."""
    frame = html.Div(
        leaflet_map(context, drawing=False),
        id="map-frame",
        role="group",
        **aria(label=say("look", "map")),
    )
    wait = html.Div(say("look", "wait"), id="map-wait", role="status", className=WAIT)
    area = html.Div([frame, wait], id="map-area", className="rounded-3 overflow-hidden")
    beside = [
        html.H3(id="own-title", className="mt-0 mb-2"),
        html.Div(id="own-look"),
        html.Div(
            [
                dbc.Button(say("look", "use"), id="own-use", color="primary"),
                dbc.Button(say("look", "save"), id="own-save", class_name="btn-plain"),
            ],
            className="d-flex flex-wrap gap-2 my-3",
        ),
        html.P(id=LOOK_LINE, role="status", **aria(live="polite")),
        html.Div(id="own-then", role="status"),
    ]
    return _step(
        "own-look-part",
        say("page", "part_look"),
        html.H2(say("look", "heading"), className="mt-0 mb-3", id="own-look-heading", tabIndex=-1),
        html.Div(
            [
                html.Div(area, className="col-lg-7", id="own-map"),
                html.Div(beside, className="col-lg-5"),
                # Empty: the map leaves room for what stands here.
                html.Div(id="legend"),
            ],
            className="row g-3",
        ),
    )


def held_part() -> Component:
    """What this page holds."""
    return html.Section(
        [
            html.H2(say("held", "heading")),
            html.Ul(id="own-list", className="list-unstyled"),
            html.P(id=HELD_LINE, role="status", **aria(live="polite")),
        ],
        id="own-held",
        **aria(label=say("page", "part_held")),
    )


def _step(html_id: str, label: str, *inner: Component, hidden: bool = True) -> Component:
    return html.Section(
        list(inner),
        id=html_id,
        className="card p-3 p-lg-4 mt-3",
        hidden=hidden,
        **aria(label=label),
    )
