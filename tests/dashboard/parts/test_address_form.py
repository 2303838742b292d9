"""The declaration of a form, as the browser and Dash are told of it."""

import json

from dash import ALL, Dash, dcc, html
from dash._utils import to_json

from dashboard.parts.address_form import (
    AddressForm,
    Control,
    Kept,
    Meaning,
    Props,
    Rows,
    row_id,
)

FORM = AddressForm(
    "made-up",
    "/made-up",
    (
        Control("a", "ask-a", otherwise="x", resets=("b",)),
        Control("b", {"combobox": "ask-b", "holds": "chosen"}, "data", always=True),
        Control("c", "list", "data", otherwise=("one", "two"), join="."),
        Rows("r", "made-up", ("what", "much"), texts={"what": {"true": "r"}}),
        Kept("k"),
    ),
)


def test_the_browser_is_told_each_part_in_the_addresss_order() -> None:
    declared = json.loads(to_json(FORM.declared()))
    assert (declared["page"], declared["path"]) == ("made-up", "/made-up")
    assert [part["key"] for part in declared["parts"]] == ["a", "b", "c", "r", "k"]
    a, b, c, r, k = declared["parts"]
    assert (a["id"], a["property"], a["otherwise"], a["resets"]) == ("ask-a", "value", "x", ["b"])
    assert (b["property"], b["always"]) == ("data", True)
    assert (c["otherwise"], c["join"]) == (["one", "two"], ".")
    assert (r["rows"], r["inside"], r["between"]) == (["what", "much"], "!", "~")
    assert k == {"key": "k"}


def test_rows_are_listened_to_whatever_their_number() -> None:
    (rows,) = [part for part in FORM.parts if isinstance(part, Rows)]
    assert [one.component_id for one in rows.inputs()] == [
        row_id("made-up", "what", ALL),
        row_id("made-up", "much", ALL),
    ]


def test_the_server_says_which_address_it_answers_and_what_cannot_be_used() -> None:
    app = Dash(__name__, suppress_callback_exceptions=True)
    app.layout = html.Div([dcc.Location(id="url"), html.Div(id="notice"), *FORM.stores()])
    read: list[str] = []

    def meaning(search: str) -> Meaning:
        read.append(search)
        return Meaning({"a": "y"}, [Props("ask-a", {"value": "y"}, shape="y")], ["Not known."])

    FORM.register(app, meaning)
    (name,) = [output for output in app.callback_map if "made-up-meant.data." in output]
    answer = app.callback_map[name]["callback"].__wrapped__
    told, notices = answer({"search": "?a=y"})
    assert read == ["?a=y"]
    assert told == {
        "of": "?a=y",
        "parts": {"a": "y"},
        "props": [{"id": "ask-a", "props": {"value": "y"}, "shape": "y"}],
    }
    assert [one.children for one in notices] == ["Not known."]
    assert answer(None)[0]["of"] == ""
