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
    """A question in a person's words, or another way to start; the address of its answer, and the
    definition of its brief as the Seldom-heard page's query, with what the brief is for. Without
    one where the answer's page has its own."""

    id: str
    text: str
    address: str
    definition: str = ""
    brief_for: str = ""


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
    """The brief of each question that Explore answers, and the way to the areas that it is about,
    while the question's address is shown."""
    return [
        html.P(
            [
                html.A(
                    said("make_brief"),
                    href=links.to(f"/targets/pdf{one.definition}"),
                    download="",
                    className="btn btn-primary btn-sm",
                    **data(file=said("the_brief")),
                ),
                html.Span(one.brief_for),
                dcc.Link(said("see_areas"), href=links.to(f"/seldom-heard{one.definition}")),
            ],
            className="next-step note d-print-none",
            hidden=True,
            **data(shown=one.address.removeprefix("/")),
        )
        for one in questions()
        if one.definition
    ]
