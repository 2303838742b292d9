"""The controls of "Where to meet", in the order in which a team asks, and what they show."""

from dataclasses import replace

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.parts import fields, links, map_ground
from dashboard.parts.address import WHOLE, Parts
from dashboard.parts.address_form import AddressForm, Control, Kept, Meaning, Props
from dashboard.parts.attributes import aria, data
from dashboard.parts.combobox import chosen, combobox, indicators
from dashboard.parts.sessions import texts as shared
from dashboard.parts.sessions.session_request import (
    FIRST_DAY,
    LEAST_REACH,
    LETTERS,
    MOST_REACH,
    MOST_SESSIONS,
    PATH,
    REACHES,
    USUAL_KINDS,
    USUAL_REACH,
    USUAL_SESSIONS,
    SessionRequest,
    read_request,
)
from dashboard.parts.targets import handover
from dashboard.parts.targets.target_definition import DEFAULT_GROUP, LONGEST_NAME
from dashboard.where_to_meet import calendar_form, keep_form, limits_form
from dashboard.where_to_meet.names import PAGE, SELDOM_HEARD
from dashboard.where_to_meet.texts import say
from dashboard.wording import number_text
from dashboard.wording.label_mark import label_mark
from layers.atlas import Atlas
from layers.ground.candidates import KINDS, STOP

GROUP, DISTRICTS, SLIDER, NUMBER = "meet-group", "meet-districts", "meet-slider", "meet-number"
REACH, METRES, VENUES, NAME = "meet-reach", "meet-metres", "meet-kinds", "meet-name"
ONLY_IN, REACH_NOTE = "meet-only-in", "meet-reach-note"
# As far as the slider goes; more can be typed.
SLIDES = 30
SLIDE_PAUSE = 300  # ms after the slider has moved


def address_form() -> AddressForm:
    """Which control stands for which part of the address.

    What is chosen as the answer (``s``) goes with any other question.
    """
    anew = ("s",)
    return AddressForm(
        PAGE,
        PATH,
        (
            # Always there: what is usual depends on the definition whose zones are looked in.
            Control("g", chosen(GROUP), "data", otherwise="", always=True, resets=anew),
            Control("d", DISTRICTS, otherwise=(), join=".", sorted=True, resets=anew),
            Kept("f"),
            Kept("p"),
            Control("n", SLIDER, otherwise=USUAL_SESSIONS, resets=anew),
            Control("n", NUMBER, otherwise=USUAL_SESSIONS, resets=anew),
            Control("r", REACH, otherwise=str(USUAL_REACH), resets=anew),
            Control("r", METRES, otherwise=USUAL_REACH, resets=anew),
            Control("k", VENUES, otherwise=USUAL_KINDS, join=".", sorted=True, resets=anew),
            *limits_form.address_parts(anew),
            Kept("s"),
            Control("t", NAME, otherwise=""),
            calendar_form.address_part(),
            map_ground.control(PAGE),
        ),
    )


def form(atlas: Atlas, *own: Component) -> Component:
    """Every control; ``own`` is the part where a team adds its own venues."""
    people = [name for name, one in atlas.indicators.items() if one.counts_people]
    districts = [(code, atlas.districts[code]) for code in sorted(atlas.districts)]
    kinds = [
        (kind, shared.say("kinds", "stop_offered" if kind == STOP else kind)) for kind in KINDS
    ]
    return html.Div(
        [
            combobox(
                GROUP,
                say("form", "group"),
                indicators(people),
                DEFAULT_GROUP,
                placeholder=say("form", "group_search"),
            ),
            html.P(id="meet-group-means", className="note"),
            html.Div(id=ONLY_IN, className="field-block", **data(inside="")),
            fields.checklist(
                DISTRICTS,
                say("form", "districts"),
                districts,
                note=say("form", "districts_note", name=atlas.name),
            ),
            _number(),
            limits_form.each_zone(),
            _reach(),
            fields.checklist(VENUES, say("form", "kinds"), kinds, USUAL_KINDS),
            *own,
            limits_form.limits(),
            fields.text(
                NAME,
                say("form", "name"),
                longest=LONGEST_NAME,
                placeholder=say("form", "name_example"),
            ),
            calendar_form.first_day_field(),
        ],
        id="ask",
        **data(form=PAGE, unread=""),
    )


def _number() -> Component:
    """A slider over the usual numbers, and a field for any."""
    slide = say("form", "number_slide", most=SLIDES)
    slider = dbc.Input(
        id=SLIDER,
        type="range",
        min=1,
        max=SLIDES,
        step=1,
        value=USUAL_SESSIONS,
        debounce=SLIDE_PAUSE,
    )
    return html.Div(
        [
            # In the order in which they are seen: a keyboard goes through them in it.
            dbc.Label(slide, html_for=SLIDER, class_name="visually-hidden"),
            slider,
            fields.number(
                NUMBER,
                say("form", "number"),
                USUAL_SESSIONS,
                low=1,
                high=MOST_SESSIONS,
                pattern=WHOLE,
                wrong=say("form", "wrong_whole", low=1, high=MOST_SESSIONS),
            ),
        ],
        className="meet-how-many",
    )


def _reach() -> Component:
    choices = [
        (str(one), say("form", "reach_choice", metres=number_text.count(one))) for one in REACHES
    ]
    wrong = say("form", "wrong_whole", low=LEAST_REACH, high=number_text.count(MOST_REACH))
    return html.Div(
        [
            fields.buttons(REACH, say("form", "reach"), choices, str(USUAL_REACH)),
            fields.number(
                METRES,
                say("form", "reach_own"),
                USUAL_REACH,
                low=LEAST_REACH,
                high=MOST_REACH,
                pattern=WHOLE,
                wrong=wrong,
                beside=True,
            ),
            html.P(id=REACH_NOTE, className="note"),
        ]
    )


def meaning(atlas: Atlas, search: str) -> Meaning:
    """What the controls show for an address."""
    request, notes = read_request(search, atlas)
    reach = str(request.reach)
    means = handover.base(atlas.indicators[request.group])
    mark = label_mark(atlas.indicators[request.group])
    tag = [html.Span(mark, className="tag")] if mark else []
    who = handover.who(atlas.indicators[request.group])
    said = say("form", "group_means", who=f"{who[:1].upper()}{who[1:]}", of=means)
    marks = map_ground.read(Parts(search, LETTERS), PAGE)
    day, wrong = calendar_form.read(search)
    detour = number_text.fixed(request.detour, 1)
    props = [
        Props(chosen(GROUP), {"data": request.group}),
        Props("meet-group-means", {"children": [*tag, said]}),
        Props(ONLY_IN, {"children": only_in(request)}, shape=f"{request.definition}{request.plan}"),
        Props(DISTRICTS, {"value": sorted(request.districts)}),
        Props(SLIDER, {"value": min(request.number, SLIDES)}),
        Props(NUMBER, {"value": request.number}),
        Props(REACH, {"value": reach if request.reach in REACHES else ""}),
        Props(METRES, {"value": request.reach}),
        Props(REACH_NOTE, {"children": say("form", "reach_note", detour=detour)}),
        Props(VENUES, {"value": list(request.kinds)}),
        *limits_form.props(atlas, request),
        *keep_form.props(request),
        Props(NAME, {"value": request.name}),
        calendar_form.props(day),
        map_ground.props(PAGE, marks),
    ]
    parts = request.texts() | {"k": ".".join(sorted(request.kinds)), FIRST_DAY: day}
    return Meaning(parts | map_ground.said(marks), props, (*notes, *wrong))


def only_in(request: SessionRequest) -> list[Component]:
    """The zones that are looked in, to be taken off; else the way to find some."""
    if not request.has_zones:
        text, href = say("form", "find_zones"), links.to(SELDOM_HEARD)
        return [html.P(html.A(text, href=href), className="m-0")]
    where = limits_form.zones_of(request)
    free = replace(request.asked(), definition=None, plan="", each_zone=False, silence=False)
    return [
        html.A(
            [say("form", "only_in", where=where), html.Span("\u00a0×", **aria(hidden="true"))],
            href=links.to(f"{PATH}{free.query()}"),
            className="chip inside d-inline-block text-decoration-none",
            **aria(label=say("form", "everywhere", where=where)),
        )
    ]
