"""The part "Add your own venues": a list as a file, or a venue that is typed.

What comes of it stands in the store :data:`OWN`, as a list of
:class:`layers.ground.candidates.OwnVenue` in JSON, and nowhere else: it is gone with the page,
unless a plan is saved, which keeps what :mod:`dashboard.where_to_meet.keep_form` says.
"""

from typing import Any

import dash_bootstrap_components as dbc
from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component

from dashboard.parts import fields, links
from dashboard.parts.attributes import aria
from dashboard.parts.file_input import file_input
from dashboard.parts.sessions.own_venues import LONGEST
from dashboard.parts.sessions.venue_columns import MOST_VENUES
from dashboard.upload.limits import MOST_BYTES
from dashboard.where_to_meet.own_venues_routes import EXAMPLE, READ, TYPED
from dashboard.where_to_meet.own_venues_texts import say, texts
from dashboard.wording.number_text import count
from layers.atlas import Atlas

OWN, TOLD, DID = "own-venues", "own-venues-told", "own-venues-did"
# Where what was typed, how it goes, and what was read of a file are said.
LISTED = "own-venues-typed"
FILE, STATUS, SAID = "own-venues-file", "own-venues-status", "own-venues-said"
NAME, POSTCODE, ADD = "own-venues-name", "own-venues-postcode", "own-venues-add"
# The button that takes them off, in a frame that is there while there are some.
OFF, SOME = "own-venues-off", "own-venues-some"
KINDS = ".csv,.tsv,.txt,.xlsx"
LONGEST_POSTCODE = 12
MODULE = "where-to-meet-venues"


def own_venues(atlas: Atlas) -> Component:
    """The part, folded until somebody wants it."""
    note: list[Component | str] = [
        say("file_note", most=count(MOST_VENUES), atlas=atlas.name),
        html.A(say("example"), href=links.to(EXAMPLE), download=""),
        ".",
    ]
    typed = [
        fields.text(NAME, say("name"), longest=LONGEST),
        fields.text(POSTCODE, say("postcode"), longest=LONGEST_POSTCODE),
        dbc.Button(say("add"), id=ADD, class_name="btn-plain"),
    ]
    return html.Details(
        [
            # In memory only: no other kind of storage, which would outlive the page.
            dcc.Store(id=OWN, data=[], storage_type="memory"),
            dcc.Store(id=TOLD, data=told()),
            dcc.Store(id=DID),
            html.Summary(say("title")),
            html.P(say("lead")),
            file_input(FILE, say("file"), KINDS, *note),
            html.Div(typed, className="my-2"),
            html.Ul(id=LISTED),
            html.P(id=STATUS, role="status", **aria(live="polite")),
            html.Div(id=SAID),
            html.Div(dbc.Button(say("off"), id=OFF, class_name="btn-plain"), id=SOME, hidden=True),
            html.P(say("privacy"), className="note"),
        ],
        id="own-venues-part",
        **aria(label=say("part")),
    )


def register(app: Dash) -> None:
    """Have the part's program follow it."""
    acts = {
        "follow": (Input(TOLD, "data"),),
        "add": (
            Input(ADD, "n_clicks"),
            Input(POSTCODE, "n_submit"),
            State(NAME, "value"),
            State(POSTCODE, "value"),
        ),
        "off": (Input(OFF, "n_clicks"),),
    }
    for does, given in acts.items():
        app.clientside_callback(
            ClientsideFunction(MODULE, does),
            Output(DID, "data", allow_duplicate=True),
            *given,
            prevent_initial_call="initial_duplicate" if does == "follow" else True,
        )


def told() -> dict[str, Any]:
    """What the part's program has to know: its words, whom it asks, and how much it may hold."""
    words = dict(texts().browser)
    words["too_large"] = words["too_large"].replace("{largest}", f"{MOST_BYTES / 1e6:g}")
    words["full"] = words["full"].replace("{most}", count(MOST_VENUES))
    addresses = {"read": READ, "typed": TYPED}
    return {
        "texts": words,
        "asks": {
            name: texts().asks[name] | {"address": address, "line": STATUS}
            for name, address in addresses.items()
        },
        "largest": MOST_BYTES,
        "most": MOST_VENUES,
    }
