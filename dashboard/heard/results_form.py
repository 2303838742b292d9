"""The controls among the results: level, map, weights, further exercises, files.

All are there from the beginning, in parts of the page that are unseen until there are results.
"""

from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.heard.results import AIMS
from dashboard.heard.texts import say
from dashboard.parts import fields, map_ground
from dashboard.parts.attributes import aria, data
from dashboard.parts.context import Context
from dashboard.parts.map import WAIT, leaflet_map
from dashboard.parts.repeat.panel import not_repeated
from dashboard.parts.terms import explained, headed

LEVEL, AIM, RATIO, MARGINS = "heard-level", "heard-aim", "heard-ratio", "heard-margins"
NAME, WAVES_LEVEL, WAVES_NAME = "heard-name", "heard-waves-level", "heard-waves-name"
USUAL_AIM = AIMS[1]
# So that "(made up)" can be added.
LONGEST_NAME = 48
KINDS = ("xlsx", "zip", "csv")
MAP = "rounded-3 overflow-hidden"


def results(context: Context) -> list[Component]:
    """All parts of the results, in order; what stands in them, ``results_markup.py`` says."""
    return [
        html.P(say("made_up"), id="heard-made-up", className="tag", hidden=True),
        html.Div(id="heard-finding"),
        _brief(),
        _map(context),
        html.H2(headed(say("levels"), "exercise-ratio-interval-verdict")),
        fields.select(LEVEL, say("level"), []),
        html.Div(id="heard-level-table"),
        not_repeated(say("repeat"), "table"),
        html.Div(
            [
                html.H2(headed(say("balance"), "exercise-what-would-balance-it")),
                fields.select(AIM, say("balance_aim"), _aims(), str(USUAL_AIM)),
                html.Div(id="heard-balance-table"),
                not_repeated(say("repeat"), "table"),
            ],
            id="heard-balance",
        ),
        html.H2(headed(say("places"), "exercise-smoothed-ratios")),
        html.Div(id="heard-places"),
        not_repeated(say("repeat"), "tables"),
        _look(kept=context.workspace is not None),
        _weights(),
        _waves(),
        html.Div(
            [html.H2(say("handover")), _files("counts", "/heard/export", "heard-handed")],
            id="heard-handover",
            className="d-print-none",
        ),
    ]


def _map(context: Context) -> Component:
    ways = [("smoothed", say("map_ratio_smoothed")), ("raw", say("map_ratio_raw"))]
    frame = html.Div(
        leaflet_map(context, drawing=False),
        id="map-frame",
        role="group",
        **aria(label=say("map_frame")),
    )
    wait = html.Div(say("map_wait"), id="map-wait", role="status", className=WAIT)
    return html.Div(
        [
            html.Div(
                html.Div([frame, map_ground.menu("heard"), wait], id="map-area", className=MAP),
                className="col-lg-7",
            ),
            html.Div(
                [
                    html.H3(id="heard-map-title", className="mt-0 mb-2"),
                    fields.buttons(RATIO, say("map_ratio"), ways, "smoothed", hide_label=True),
                    html.Div(id="heard-key"),
                    html.Div(id="heard-silence"),
                ],
                id="heard-beside",
                className="col-lg-5",
            ),
            # Empty: the map leaves room for what stands here.
            html.Div(id="legend"),
        ],
        className="row g-3 my-2",
    )


def _aims() -> list[fields.Choice]:
    return [(str(aim), say("balance_at_least", aim=aim)) for aim in AIMS]


def _brief() -> Component:
    """The brief of the places heard from too seldom; the browser adds the exercise's name."""
    link = html.A(
        say("brief_make"),
        id="heard-brief",
        download="",
        className="btn btn-primary btn-sm",
        **data(file=say("brief_what"), line="heard-brief-status"),
    )
    return html.Div(
        [
            html.P(
                [link, html.Span(id="heard-brief-for")],
                className="note d-flex flex-wrap gap-2 align-items-center",
            ),
            html.P(id="heard-brief-status", role="status"),
        ],
        id="heard-brief-part",
        className="d-print-none",
    )


def _look(kept: bool) -> Component:
    """From here to the Seldom-heard page: whom to hear from in these places; and to a plan, where
    plans are kept."""
    # Followed letter by letter: the link must hold the name before it is opened.
    name = dbc.Input(
        id=NAME, type="text", maxLength=60, placeholder=say("look_example"), autocomplete="off"
    )
    link = html.A(
        say("look_open"),
        id="heard-look",
        className="btn btn-primary",
        target="_blank",
        rel="noopener",
    )
    plan = html.A(
        say("look_plan"),
        id="heard-plan",
        className="btn btn-plain" if kept else "d-none",
        target="_blank",
        rel="noopener",
    )
    return html.Div(
        [
            html.H3(say("look")),
            html.P(id="heard-look-said"),
            fields.field(NAME, say("look_name"), name),
            html.Div([link, plan], className="d-flex flex-wrap gap-2"),
            html.P(say("look_link"), className="note"),
            html.P(say("look_plan_note"), className="note") if kept else None,
        ],
        id="heard-look-part",
    )


def _weights() -> Component:
    mine = [
        _hand("heard-weighted", "weights_file", "file", "/heard/weighted", "heard-weights-said"),
        _hand(
            "heard-weights-csv",
            "weights_table",
            "margins",
            "/heard/weights.csv",
            "heard-weights-said",
        ),
    ]
    return html.Div(
        [
            html.H2(headed(say("weights"), "exercise-weights")),
            html.P(explained(say("weights_note")), className="note"),
            fields.checklist(MARGINS, say("weights_to"), [], inline=True),
            dbc.Button(say("weights_work"), id="heard-weigh", class_name="btn-plain"),
            html.Div(id="heard-weighed", role="status"),
            html.Div(
                [
                    html.Div(mine, className="d-flex flex-wrap gap-2 my-2 d-print-none"),
                    html.P(say("weights_rows"), id="heard-weights-said", className="note"),
                ],
                id="heard-weights-files",
                hidden=True,
            ),
        ],
        id="heard-weights",
        className="d-print-none",
    )


def _waves() -> Component:
    """Several exercises laid together, and a way to add the next."""
    together = [
        html.Ul(id="heard-waves-finding"),
        fields.select(WAVES_LEVEL, say("level"), []),
        html.Div(id="heard-waves-table"),
        not_repeated(say("repeat"), "table"),
        html.Div(id="heard-waves-notes"),
        _files("waves", "/heard/waves/export", "heard-waves-handed"),
    ]
    return html.Div(
        [
            html.H2(headed(say("waves"), "exercise-several-exercises-laid-together")),
            html.P(say("waves_note"), id="heard-waves-note"),
            html.P(id="heard-waves-said", role="status"),
            html.Div(together, id="heard-waves-together", hidden=True),
            html.Div(
                [
                    fields.text(WAVES_NAME, say("waves_name"), longest=LONGEST_NAME),
                    dbc.Button(say("waves_keep"), id="heard-keep", class_name="btn-plain"),
                ],
                id="heard-waves-keep",
            ),
        ],
        id="heard-waves",
    )


def _files(sent: str, address: str, line: str) -> Component:
    start = "hand_waves" if sent == "waves" else "hand"
    ids = "heard-waves" if sent == "waves" else "heard"
    buttons = [
        _hand(f"{ids}-{kind}", f"{start}_{kind}", sent, f"{address}/{kind}", line) for kind in KINDS
    ]
    return html.Div(
        [
            html.Div(buttons, className="d-flex flex-wrap gap-2 my-2 d-print-none"),
            html.P(id=line, role="status"),
        ]
    )


def _hand(name: str, text: str, sent: str, address: str, line: str) -> Component:
    """A button that has a file made: from where, with what the browser sends along, and where it
    is said how that goes."""
    data: dict[str, Any] = {
        "data-hand": address,
        "data-sent": sent,
        "data-line": line,
        "data-what": say("hand_what"),
    }
    return html.Button(say(text), id=name, type="button", className="btn btn-plain", **data)
