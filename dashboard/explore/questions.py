"""Questions to start from: ``questions.toml``, which an analyst edits."""

from functools import lru_cache
from pathlib import Path

import msgspec
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.explore.controls import said
from dashboard.parts import links
from dashboard.parts.attributes import data
from layers import toml_file

FILE = Path(__file__).parent / "questions.toml"


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question in a person's words, the address of its answer, and what one does next: a label,
    an address, and what for. Without a next step where the answer's page has its own."""

    id: str
    text: str
    address: str
    next: str = ""
    next_address: str = ""
    next_about: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    question: tuple[Question, ...]


@lru_cache(maxsize=1)
def questions() -> tuple[Question, ...]:
    """All of them, read once. An error names what does not fit."""
    return toml_file.read(FILE, _File).question


def start() -> Component:
    """The questions as links, on the opening view alone; folded where a person has folded them
    (``assets/modules/pages/explore-said.js``)."""
    inner = [
        html.Summary(said("questions")),
        html.Ul(
            [
                html.Li(dcc.Link(one.text, href=links.to(one.address), id=f"ask-{one.id}"))
                for one in questions()
            ],
            className="list-unstyled d-flex flex-wrap m-0",
        ),
    ]
    return html.Details(
        inner, id="questions", open=True, className="d-print-none", **data(shown="")
    )


def next_steps() -> list[Component]:
    """What one does after each question that Explore answers, while its address is shown."""
    return [
        html.P(
            [
                dcc.Link(
                    one.next, href=links.to(one.next_address), className="btn btn-primary btn-sm"
                ),
                html.Span(one.next_about),
            ],
            className="next-step note d-print-none",
            hidden=True,
            **data(shown=one.address.removeprefix("/")),
        )
        for one in questions()
        if one.next
    ]
