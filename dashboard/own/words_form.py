"""Step 3: the fields that say what figures are; most are filled in or need nothing."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.own.decisions import USUAL_METRES, Said
from dashboard.own.texts import TEXTS, say
from dashboard.parts import fields
from layers.own.layer_words import LONGEST
from layers.own.own_points import LEAST_METRES, MOST_METRES

# Fields that end up in another of the layer's words.
_OF = {"licence_other": "licence"}
# By the name of what a field says, its id.
FIELDS = {name: f"own-{name.replace('_', '-')}" for name in Said.__struct_fields__}
# Fields that are there with some answers of another, where that one is asked: its id and that of
# its frame, those answers, and what is shown.
SHOWS = [
    {
        "of": FIELDS[of],
        "asked": fields.field_id(FIELDS[of]),
        "where": where,
        "frame": fields.field_id(FIELDS[name]),
    }
    for name, of, where in (
        ("licence_other", "licence", ["other"]),
        ("metres", "make", ["within"]),
        # A mark has no more or less.
        ("polarity", "make", ["counted", "within"]),
        ("people", "kind", ["count"]),
        ("few", "kind", ["rate"]),
    )
]


def fields_of_words(hidden_below: int) -> list[Component]:
    """The fields; which a file needs not, the server's answer hides.

    Parameters
    ----------
    hidden_below
        Counts of people below this are hidden.
    """
    more = [_text(name) for name in ("short", "counted", "out_of", "note")]
    first = [_text("label"), _text("source"), _text("period")]
    then = [_select("kind"), _text("unit"), _select("polarity", "none"), _licence()]
    return [
        html.Div([_select("make"), _metres()], className="own-columns"),
        html.Div([*first, *then, _text("licence_other", hidden=True)], className="own-columns"),
        _switch("people", most=hidden_below - 1),
        _switch("few", below=hidden_below, most=hidden_below - 1),
        _switch("published"),
        html.Details(
            [html.Summary(say("words", "more")), html.Div(more, className="own-columns")],
            id="own-more",
        ),
    ]


def _text(name: str, **more: Any) -> Component:
    note = TEXTS.of("words", f"{name}_note")
    return fields.text(
        FIELDS[name], say("words", name), longest=LONGEST[_OF.get(name, name)], note=note, **more
    )


def _select(name: str, value: str = "") -> Component:
    choices = [
        (key.removeprefix(f"{name}_"), words)
        for key, words in TEXTS.sections["words"].items()
        if key.startswith(f"{name}_") and not key.endswith("_note")
    ]
    return fields.select(FIELDS[name], say("words", name), choices, value or choices[0][0])


def _licence() -> Component:
    choices = list(TEXTS.sections["licences"].items())
    return fields.select(FIELDS["licence"], say("words", "licence"), choices, choices[0][0])


def _metres() -> Component:
    return fields.number(
        FIELDS["metres"],
        say("words", "metres"),
        USUAL_METRES,
        low=LEAST_METRES,
        high=MOST_METRES,
        step=LEAST_METRES,
        hidden=True,
    )


def _switch(name: str, **parts: int) -> Component:
    note = say("words", f"{name}_note", **parts)
    return fields.switch(FIELDS[name], say("words", name, **parts), note=note)
