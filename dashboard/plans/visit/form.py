"""The form of a visit: four fields in sight, whatever else is known of it below, folded."""

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from dashboard.files.about import day
from dashboard.parts.attributes import data
from dashboard.plans.visit.controls import (
    HEARD_AT,
    control,
    control_id,
    counter,
    people,
    wrong,
)
from dashboard.plans.visit.texts import say
from layers.exercise.places_lived import ELSEWHERE
from layers.exercise.respondents import NOT_SAID, Category, Question, load_respondents
from workspace import fields
from workspace.diary import MOST, NO_PLACE, NOT_ASKED
from workspace.records import Meeting, Plan

# Where postcodes are typed; it has no name of a field, since nothing keeps what is typed there.
POSTCODES = control_id("postcodes")
_MORE = ("kind", "partner_id", "languages", "interpreter", "access", "run_by", "repeats")


def first(plan: Plan, zone: str) -> list[Component]:
    """When, where, how many people, and what they said.

    Parameters
    ----------
    zone
        The id of the zone that the page is opened with: it can be changed among the rest. Of a
        visit to none, the zone is asked for first.
    """
    meetings = [("", say("page", "session_none"))]
    meetings += [(one.id, _meeting(one)) for one in plan.meetings if one.status != "cancelled"]
    return [
        *([] if zone else [_zone(plan)]),
        control("on"),
        *([control("meeting_id", meetings)] if len(meetings) > 1 else []),
        control("venue"),
        people(),
        control("summary"),
    ]


def second(plan: Plan, zone: str, atlas_name: str) -> list[Component]:
    """The rest, folded; ``zone`` as for :func:`first`."""
    partners = [("", say("page", "partner_none"))]
    partners += [(one.id, one.name) for one in plan.partners]
    more = [
        control("partner_id", partners) if name == "partner_id" else control(name)
        for name in _MORE
        if name != "partner_id" or len(partners) > 1
    ]
    return [
        _folded(say("page", "more"), [*([_zone(plan)] if zone else []), *more]),
        _folded(say("page", "who"), _questions()),
        _folded(say("page", "live"), _places(atlas_name), tally=HEARD_AT),
    ]


def zones(plan: Plan) -> Mapping[str, str]:
    """What the plan's zones are called, by id."""
    return {one.id: say("page", "zone", number=one.number, name=one.name) for one in plan.zones}


def parts() -> Mapping[str, str]:
    """Parts of the form whose counts are added up, and what they are called."""
    asked = {one.id: one.label for one in load_respondents().question}
    return asked | {HEARD_AT: say("page", "live")}


def _zone(plan: Plan) -> Component:
    return control("zone_id", [("", say("page", "zone_none")), *zones(plan).items()])


def _meeting(one: Meeting) -> str:
    if one.on is None:
        return say("page", "session_undated", venue=one.venue)
    return say("page", "session", venue=one.venue, on=day(one.on))


def _folded(words: str, inner: list[Component], tally: str = "") -> Component:
    marks = [html.Span(className="visit-tally", **data(tally=tally))] if tally else []
    return html.Details([html.Summary([words, *marks]), *inner], className="section")


def _questions() -> list[Component]:
    note = html.P(say("page", "who_note"), className="note")
    return [note, *(_question(one) for one in load_respondents().question)]


def _question(one: Question) -> Component:
    rows: list[Component] = []
    for id_ in one.broad:
        rows.append(_counted(one, one.categories[id_]))
        if closer := [each for each in one.category if each.within == id_]:
            words = say("page", "closer", label=one.categories[id_].label)
            inner = [_counted(one, each) for each in closer]
            rows.append(html.Details([html.Summary(words), *inner], className="visit-closer"))
    for category, name in ((NOT_SAID, "not_said"), (NOT_ASKED, "not_asked")):
        rows.append(counter(say("page", name), of=one.id, category=category, most=MOST))
    rest = html.Button(
        say("page", "rest"), type="button", className="btn btn-plain", **data(rest=one.id)
    )
    return _folded(one.label, [*rows, rest, wrong(one.id)], tally=one.id)


def _counted(question: Question, one: Category) -> Component:
    part = {"within": one.within} if one.within else {}
    return counter(one.label, of=question.id, category=one.id, most=MOST, **part)


def _places(atlas_name: str) -> list[Component]:
    label = html.Label(say("page", "postcodes"), htmlFor=POSTCODES, className="form-label")
    typed = html.Textarea(id=POSTCODES, rows=3, className="form-control", spellCheck="false")
    turn = html.Button(
        say("page", "turn"),
        type="button",
        id=control_id("turn"),
        className="btn btn-plain my-2",
    )
    others = {ELSEWHERE: say("page", "elsewhere", atlas=atlas_name)}
    others[NO_PLACE] = say("page", "no_place")
    return [
        html.P(say("page", "live_note"), className="note"),
        label,
        typed,
        turn,
        html.P(id=control_id("turned"), role="status"),
        html.Div(id=control_id("areas")),
        *(counter(words, of=HEARD_AT, category=code, most=MOST) for code, words in others.items()),
        wrong(HEARD_AT),
    ]


def labels() -> dict[str, str]:
    """What every field is called, by its id."""
    return {one.id: one.label for one in fields.of("activity")}
