"""What stands still travels as plain data."""

import pytest
from dash import dcc, html

from dashboard.parts.plain_markup import still


def test_components_become_their_tag_attributes_and_content() -> None:
    made = html.Section(
        [
            html.H2("A & <b>", id="head"),
            None,
            html.Label("x", htmlFor="y", className="a b"),
            html.Details([html.Summary(3)], open=False, **{"aria-label": "z"}),
            [html.Td("1", colSpan=2), "tail"],
        ]
    )
    assert still(made) == [
        [
            "section",
            {},
            ["h2", {"id": "head"}, "A & <b>"],
            ["label", {"for": "y", "class": "a b"}, "x"],
            ["details", {"open": False, "aria-label": "z"}, ["summary", {}, "3"]],
            ["td", {"colspan": "2"}, "1"],
            "tail",
        ]
    ]


def test_a_style_is_written_as_html_has_it() -> None:
    [[_, attributes]] = still(html.Span(style={"maxWidth": "2px", "--low": 3}))
    assert attributes == {"style": "max-width:2px;--low:3"}


def test_nothing_is_nothing() -> None:
    assert still(None) == []
    assert still([None, "a"]) == ["a"]


def test_what_needs_dash_is_refused() -> None:
    with pytest.raises(TypeError, match="Store is not plain HTML"):
        still(html.Div(dcc.Store(id="x")))
