"""Where an exercise asked: the fields of the check step that say it, and what they come to.

``ANSWER`` holds what is said: None until somebody has, else as
:class:`dashboard.heard.places_asked.Where` has it. Nothing of a file is in it.
"""

import re
from typing import Any

import dash_bootstrap_components as dbc
import msgspec
from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component

from dashboard.heard.places_asked import Where, choices, names_of, shown
from dashboard.heard.texts import say
from dashboard.parts import chips, fields
from dashboard.parts.chips import CHIPS
from dashboard.parts.combobox import combobox
from dashboard.parts.context import Context
from dashboard.parts.file_input import file_input
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.exercise.places_asked import ExtentError

KIND, ANSWER, PLACES = "heard-where", "heard-where-answer", "heard-where-places"
ADD, LINK, ZONES = "heard-where-add", "heard-where-link", "heard-where-zones"
EVERYWHERE, SOME = "everywhere", "some"
MOST_CHIPS = 60
LONGEST_LINK = 8_000


def kind_field(context: Context) -> Component:
    """Whether it asked everywhere, or in some places."""
    said = [
        ("", say("where_unsaid", atlas=context.atlas.name)),
        (EVERYWHERE, say("where_all", atlas=context.atlas.name)),
        (SOME, say("where_some")),
    ]
    return fields.select(KIND, say("where"), said)


def places_fields(context: Context) -> Component:
    """In which places; the browser shows it where some places are what was asked."""
    definition = [
        fields.text(LINK, say("where_link"), longest=LONGEST_LINK),
        file_input("heard-where-file", say("where_file"), ".json"),
        html.P(id="heard-where-file-said", role="status"),
        fields.checklist(ZONES, say("where_zones"), [], hidden=True, className="heard-zones"),
    ]
    codes = dbc.Textarea(id="heard-where-list", rows=3, spellcheck=False)
    listed = dbc.Button(say("where_listed"), id="heard-where-listed", class_name="btn-plain")
    return html.Div(
        [
            dcc.Store(id=ANSWER),
            dcc.Store(id=PLACES, data=[]),
            combobox(
                ADD,
                say("where_add"),
                _offered(context.atlas),
                placeholder=say("where_search"),
                search_only=True,
                within="msoa",
            ),
            html.Div(id="heard-where-chips", className=f"{CHIPS} my-2"),
            html.Details([html.Summary(say("where_definition")), *definition]),
            html.Details(
                [
                    html.Summary(say("where_list")),
                    fields.field("heard-where-list", say("where_codes"), codes),
                    listed,
                ]
            ),
            html.Div(html.P(id="heard-where-told", role="status"), id="heard-where-said"),
            html.P(say("where_note"), className="note"),
        ],
        id="heard-where-some",
        className="border-start border-4 px-3",
        hidden=True,
    )


def register(app: Dash, context: Context) -> None:
    """Have the fields say together where it asked, and show what that comes to."""
    atlas = context.atlas
    chips.register(app, "heard", "where", PLACES, adds=ADD)
    app.clientside_callback(
        ClientsideFunction("heard", "asks"),
        Output(ANSWER, "data"),
        Input(KIND, "value"),
        Input(PLACES, "data"),
        Input(LINK, "value"),
        Input(ZONES, "value"),
        prevent_initial_call=True,
    )

    @app.callback(
        Output(PLACES, "data", allow_duplicate=True),
        Output("heard-where-list", "value"),
        Input("heard-where-listed", "n_clicks"),
        State("heard-where-list", "value"),
        State(PLACES, "data"),
        prevent_initial_call=True,
    )
    def add_list(_: int | None, text: str | None, places: list[str] | None) -> tuple[Any, ...]:
        codes = re.findall("[A-Z0-9]+", (text or "").upper())
        return list(dict.fromkeys([*(places or []), *codes])), ""

    @app.callback(
        Output("heard-where-chips", "children"),
        Output("heard-where-told", "children"),
        Output("heard-where-told", "className"),
        Output(ZONES, "options"),
        Output(fields.field_id(ZONES), "hidden"),
        Input(ANSWER, "data"),
        running=[(Output("heard-where-said", "className"), "waits", "")],
        prevent_initial_call=True,
    )
    def tell(answer: dict[str, Any] | None) -> tuple[Any, ...]:
        return told(atlas, answer)


def told(atlas: Atlas, answer: dict[str, Any] | None) -> tuple[Any, ...]:
    """What an answer comes to: chips of its places, a sentence and its look, and zones.

    Returns
    -------
    tuple
        Children of the chips' element and of the sentence, the sentence's class, the zones that
        can be ticked (untouched where the answer cannot be used), and whether there are none.
    """
    try:
        where = msgspec.convert(answer or {}, Where)
    except msgspec.ValidationError:
        where = Where()
    chosen = _chips(atlas, where.places)
    if not where.places and not where.definition:
        return chosen, say("where_none"), "", [], True
    try:
        found = shown(atlas, where)
    except ExtentError as error:
        return chosen, str(error), "flag", no_update, no_update
    areas = found["areas"]
    sentence = say(
        "where_told" if areas != 1 else "where_told_one",
        label=found["label"],
        areas=count(areas),
        residents=count(found["residents"]),
    )
    zones = [
        {
            "value": n,
            "label": say(
                "where_zone" if size != 1 else "where_zone_one", number=n, name=name, areas=size
            ),
        }
        for n, (name, size) in enumerate(found["zones"], start=1)
    ]
    return chosen, sentence, "", zones, not zones


def _chips(atlas: Atlas, places: list[str]) -> list[Component]:
    names = names_of(atlas)
    named = [(code, names.get(code, code)) for code in places[:MOST_CHIPS]]
    made = chips.chips("heard", "where", named)
    if len(places) > MOST_CHIPS:
        made.append(html.Span(say("where_more", number=count(len(places) - MOST_CHIPS))))
    return made


def _offered(atlas: Atlas) -> list[dict[str, Any]]:
    return [
        {
            "label": group["label"],
            "options": [
                {"value": code, "label": name, "note": note}
                for code, name, note in group["options"]
            ],
        }
        for group in choices(atlas)
    ]
