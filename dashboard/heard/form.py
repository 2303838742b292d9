"""The file and the check step: what is there before any file, and what the browser has to know.

Where an exercise asked is in ``where_form.py``, what belongs to the results in ``results_form.py``;
controls that depend on the file come with it, see ``check_step.py``.
"""

from typing import Any

import dash_bootstrap_components as dbc
import msgspec
from dash import html
from dash.development.base_component import Component

from dashboard.heard import results_form, where_form
from dashboard.heard.check_step import BASE
from dashboard.heard.texts import say, texts
from dashboard.heard.wire_format import MOST_WAVES
from dashboard.parts import fields, links
from dashboard.parts.attributes import aria, data
from dashboard.parts.context import Context
from dashboard.parts.file_input import file_input
from dashboard.parts.terms import explained
from dashboard.upload.limits import MOST_BYTES
from dashboard.web.limits import LARGEST_REQUEST
from layers.exercise.respondents import load_respondents

# Left free in a request for what the person has decided about the file.
_DECISIONS = 100_000
# Whom the made-up example asked.
EXAMPLE_BASE = "16"
KINDS = ".csv,.tsv,.txt,.xlsx"
TEMPLATES = ("csv", "xlsx")
STATUS = "heard-status"
# What the browser asks: its address, and where it is said how it goes.
ASKED = {
    "example": ("/heard/example.csv", STATUS),
    "example_next": ("/heard/example.csv?wave=2", STATUS),
    "read": ("/heard/read", STATUS),
    "definition": ("/targets/definition.json", "heard-where-file-said"),
    "analyse": ("/heard/analyse", STATUS),
    "weights": ("/heard/weights", "heard-weighed"),
    "waves": ("/heard/waves", "heard-waves-said"),
}


def told() -> dict[str, Any]:
    """What the page's program has to know: its words, whom it asks, and limits."""
    largest = _largest()
    words = dict(texts().browser)
    words["too_large"] = words["too_large"].replace("{largest}", _megabytes(largest))
    return {
        "texts": words,
        "asks": {
            name: msgspec.to_builtins(texts().asks[name.removesuffix("_next")])
            | {"address": address, "line": line}
            for name, (address, line) in ASKED.items()
        },
        "largest": largest,
        "waves": MOST_WAVES,
        "example_base": EXAMPLE_BASE,
    }


def start() -> Component:
    """The file, or an example of one."""
    note: list[Component | str] = [*explained(say("file_note", largest=_megabytes(_largest())))]
    for n, ending in enumerate(TEMPLATES):
        note += [say("template_or")] if n else []
        mark = data(file=say("template"))
        address = f"/heard/template.{ending}"
        note.append(html.A(say(f"template_{ending}"), href=links.to(address), download="", **mark))
    own = [
        file_input("heard-file", say("file"), KINDS, *note, "."),
        html.P(id="handover-status", role="status"),
    ]
    example = [
        html.P(say("example"), className="fw-semibold mt-0"),
        dbc.Button(say("example_show"), id="heard-example", class_name="btn-plain"),
        html.P(say("example_note"), className="note"),
    ]
    return html.Div(
        [
            _card(own, "col-lg-7", "py-1"),
            _card(example, "col-lg-5"),
        ],
        id="heard-start",
        className="row g-3 mt-2 d-print-none",
    )


def _card(inner: list[Component], width: str, look: str = "") -> Component:
    """A card as high as the one beside it."""
    return html.Div(
        dbc.Card(dbc.CardBody(inner, class_name=look), class_name="h-100"), className=width
    )


def check(context: Context) -> Component:
    """How a file was understood, whom and where it asked, and what its answers mean."""
    bases = [(one.id, one.label) for one in load_respondents().base]
    asked = [
        html.Legend(say("asked"), className="fs-5"),
        fields.select(BASE, say("base"), bases),
        where_form.kind_field(context),
        where_form.places_fields(context),
    ]
    return html.Section(
        [
            html.H2(say("check")),
            html.Div(id="heard-read"),
            html.Fieldset(asked, className="heard-columns my-3"),
            html.P(say("youngest"), id="heard-youngest", className="note", hidden=True),
            html.Div(id="heard-meanings"),
            html.P(say("none_here"), id="heard-none-here", className="flag", hidden=True),
            dbc.Button(say("show"), id="heard-show", color="primary", class_name="mt-2"),
        ],
        id="heard-check",
        hidden=True,
        **aria(label=say("check_part")),
    )


def results(context: Context) -> Component:
    """What an exercise says, and the controls there."""
    return html.Section(
        results_form.results(context),
        id="heard-results",
        className="border-top mt-4 pt-3",
        hidden=True,
        **aria(label=say("results_part")),
    )


def _largest() -> int:
    return min(MOST_BYTES, LARGEST_REQUEST - _DECISIONS)


def _megabytes(size: int) -> str:
    """Rounded down, so that what is said is allowed."""
    return f"{size // 100_000 / 10:g}"
