"""What is said of an answer: how many people the sessions reach, which they are, whom they miss."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.parts import links
from dashboard.parts.attributes import aria, data
from dashboard.parts.curve_picture import filled
from dashboard.parts.plain_markup import Still, still
from dashboard.parts.sessions.answer import Answer
from dashboard.parts.sessions.said import fewer, is_best, no_more, proof, sentence, where
from dashboard.parts.sessions.said import people as counted
from dashboard.parts.sessions.session_request import MOST_SESSIONS, PATH, SessionRequest
from dashboard.parts.sessions.texts import say as shared
from dashboard.parts.tables import FIGURES
from dashboard.where_to_meet.best_form import best_form
from dashboard.where_to_meet.reached_groups import groups
from dashboard.where_to_meet.texts import one_or_many, say
from dashboard.wording import number_text

MOST_LEFT = 10  # neighbourhoods that are named
FEWEST_IN_CURVE = 12


def said(answer: Answer) -> list[Still]:
    """Everything on the right, as plain markup: the sentence first."""
    name = answer.request.name
    head = name or one_or_many(
        "said", "title", len(answer.choice.venues), number=len(answer.choice.venues)
    )
    return [
        *still(
            [
                html.H2(head),
                html.P(sentence(answer), className="sentence", id="meet-sentence"),
                html.P(why, id="meet-fewer") if (why := fewer(answer)) else None,
                html.P(cost, id="meet-each-costs") if (cost := each_costs(answer)) else None,
                html.P(proof(answer), className="note", id="meet-proof"),
                best_form(answer),
                *(html.P(note, className="flag") for note in answer.notes),
                *_unheard(answer),
                html.H3(say("said", "sessions")),
                html.P(have, id="meet-have", className="m-0")
                if (have := by_district(answer))
                else None,
                html.P(say("said", "sessions_note"), className="note"),
                html.Ol(
                    [_session(answer, at) for at in range(len(answer.choice.venues))],
                    className="top list-unstyled my-2",
                ),
                html.H3(say("said", "how_many")),
            ]
        ),
        *_curve(answer),
        *still(
            [
                html.Div(_steps(answer), id="meet-steps", **data(inside="")),
                _folded("who", groups(answer)),
                _folded("left", _left(answer)),
                _folded("careful", _careful(answer)),
            ]
        ),
    ]


def is_proven(answer: Answer) -> bool:
    """Whether an exact search has nothing more to say of it."""
    return answer.choice.method == "exact" or is_best(answer)


def asked(answer: Answer) -> list[Component | str]:
    """What is asked in one line, with the way to the form."""
    request, number = answer.request, len(answer.choice.venues)
    line = one_or_many(
        "bar",
        "asked",
        number,
        number=number_text.count(number),
        group=answer.atlas.indicators[request.group].label,
        where=answer.where,
        reach=number_text.count(request.reach),
    )
    return [html.Span(line), html.A(say("bar", "change"), href="#ask")]


def in_view(answer: Answer) -> list[Component | str]:
    """The line below the map."""
    reach, number = answer.reach, len(answer.choice.venues)
    return [
        html.Strong(number_text.count(number)),
        f" {one_or_many('bar', 'sessions', number)} ",
        html.Strong(counted(answer, reach.people)),
        f" {say('bar', 'people')} ",
        html.Strong(number_text.percent(100 * reach.share)),
    ]


def by_district(answer: Answer) -> str:
    """How many sessions each district has that was asked for, most first; empty for a single one,
    or where zones were asked for: each session says its own."""
    districts = answer.request.districts or tuple(answer.atlas.districts)
    if answer.zones or len(districts) < 2:
        return ""
    have = Counter(answer.sessions["district_code"])
    return ", ".join(
        say("said", "in_place", number=number_text.count(have[one]), place=name)
        for one, name in sorted(
            ((one, answer.atlas.districts[one]) for one in districts),
            key=lambda pair: (-have[pair[0]], pair[1]),
        )
    )


def kept(request: SessionRequest, venue: str) -> str:
    """The page's address with a venue that must be among them, or, if it must be, need not."""
    held = venue in request.must
    must = tuple(one for one in request.must if one != venue) + (() if held else (venue,))
    return f"{PATH}{replace(request.asked(), must=must).query()}"


def left_out(request: SessionRequest, venue: str) -> str:
    """The page's address without a venue."""
    must = tuple(one for one in request.must if one != venue)
    without = replace(request.asked(), must=must, must_not=(*request.must_not, venue))
    return f"{PATH}{without.query()}"


def _session(answer: Answer, at: int) -> Component:
    venue = answer.choice.venues[at]
    row: dict[str, Any] = dict(answer.sessions.loc[venue])
    place = answer.atlas.areas["neighbourhood"].get(row["lsoa"], "")
    kind = shared("kinds", f"{row['kind']}_one")
    zone = say("said", "zone", number=row["zone"]) if row["zone"] else ""
    held = venue in answer.request.must
    within, added = counted(answer, row["people"]), counted(answer, row["added"])
    button = html.Button(
        [
            html.Span(f"{at + 1}. {row['name']}"),
            html.Small(" · ".join(part for part in (kind, place, where(row), zone) if part)),
            html.Span(
                [
                    within,
                    html.Small(say("said", "within"), className="d-block fw-normal"),
                ],
                className="number",
            ),
        ],
        type="button",
        className="session-button",
        **data(session=venue),
        **aria(pressed="false"),
    )
    acts = html.Div(
        [
            html.Span(say("said", "adds", people=added)) if added != within else None,
            _act(kept(answer.request, venue), "kept" if held else "keep", row["name"], held),
            _act(left_out(answer.request, venue), "leave_out", row["name"]),
        ],
        className="note small d-flex flex-wrap align-items-baseline gap-3 d-print-none",
        **data(inside=""),
    )
    return html.Li([button, acts], className="mb-2")


def _act(address: str, name: str, venue: str, is_on: bool = False) -> Component:
    cross = html.Span("\u00a0×", **aria(hidden="true")) if is_on else None
    return html.A(
        [say("said", name), cross],
        href=links.to(address),
        className="inside d-inline-block py-1",
        **aria(label=say("said", f"{name}_what", venue=venue)),
    )


def _unheard(answer: Answer) -> list[Component]:
    """The second reach: of what an exercise has not heard."""
    if not answer.request.silence:
        return []
    share = number_text.percent(100 * answer.reach.unheard)
    return [html.P(say("said", "unheard", share=share), id="meet-unheard")]


def _curve(answer: Answer) -> list[Still]:
    """People by how many sessions; the answer itself where it is better than step by step."""
    number, everybody = len(answer.choice.venues), answer.reach.everybody
    most = min(MOST_SESSIONS, max(FEWEST_IN_CURVE, ceil(1.5 * number)))
    people = answer.reach.by_number(most)
    if number <= len(people):
        people[number - 1] = max(people[number - 1], answer.reach.people)
    if not people or not everybody:
        return []
    best, shares = 0.0, []
    for one in people:
        best = max(best, one)
        shares.append(best / everybody)
    about = say("said", "curve", number=len(shares), share=number_text.percent(100 * shares[-1]))
    drawn = filled(shares, min(number, len(shares)), unit=say("said", "unit"), about=about)
    return [["figure", {"class": "meet-curve my-2"}, *drawn]]


def each_costs(answer: Answer) -> str:
    """What as many sessions reach where no zone has to have one; empty where that is no more."""
    free = answer.without_each_zone
    share = number_text.percent(100 * free.share) if free else ""
    if free is None or share == number_text.percent(100 * answer.reach.share):
        return ""
    number = number_text.count(len(free.choice.venues))
    return say("said", "each_costs", number=number, share=share)


def _steps(answer: Answer) -> list[Component]:
    """What one session more would add, with a way to have it, and what one fewer would lose."""
    names, more = answer.asked.venues["name"], answer.reach.one_more()
    fewer_by_one = html.P(_one_fewer(answer))
    if not more:
        return [html.P(no_more(answer)), fewer_by_one]
    venue, people = more
    have = _act(kept(answer.request, venue), "have", names[venue])
    said = say("said", "more", venue=names[venue], people=counted(answer, people))
    return [html.P([said, " ", html.Span(have, className="d-print-none")]), fewer_by_one]


def _one_fewer(answer: Answer) -> str:
    """What one fewer would lose, or why there can be none; nothing of a single session."""
    spare = answer.reach.one_fewer()
    if spare:
        venue, people = spare
        name = answer.asked.venues["name"][venue]
        return say("said", "fewer", venue=name, people=counted(answer, people))
    if len(answer.choice.venues) < 2:
        return ""
    free = replace(answer.reach, asked=replace(answer.asked, zones={}))
    return say("said", "fewer_each" if free.one_fewer() else "fewer_limits")


def _left(answer: Answer) -> list[Component]:
    """Neighbourhoods of those who have no session within reach."""
    table = answer.reach.out_of_reach(answer.atlas)
    beyond = float(table["beyond"].sum())
    rows = [
        html.Tr(
            [
                html.Th(
                    [row["neighbourhood"], html.Small(row["district"], className="d-block note")],
                    scope="row",
                    className="fw-normal",
                ),
                html.Td(number_text.count(row["left"]), className="number"),
                html.Td(number_text.count(row["beyond"]), className="number"),
            ]
        )
        for _, row in table.head(MOST_LEFT).iterrows()
    ]
    head = html.Tr(
        [
            html.Th(say("left", "where"), scope="col"),
            html.Th(say("left", "people"), scope="col", className="number"),
            html.Th(say("left", "beyond"), scope="col", className="number"),
        ]
    )
    left = answer.reach.everybody - answer.reach.people
    parts: list[Component] = [
        html.P(
            say(
                "left",
                "sentence",
                people=counted(answer, left),
                share=number_text.percent(100 - 100 * answer.reach.share),
                beyond=counted(answer, beyond),
            )
        )
    ]
    if rows:
        parts.append(html.Table([html.Thead(head), html.Tbody(rows)], className=FIGURES))
    if len(table) > MOST_LEFT:
        number = number_text.count(len(table) - MOST_LEFT)
        parts.append(html.P(say("left", "rest", number=number), className="note"))
    return parts


def _careful(answer: Answer) -> list[Component]:
    """How sure this is, and what to ask before a venue is used."""
    lists = answer.sessions.drop_duplicates("kind")[["kind", "as_of"]]
    dated = [
        html.Li(say("careful", "list", kind=shared("kinds", kind), as_of=as_of))
        for kind, as_of in zip(lists["kind"], lists["as_of"], strict=True)
        if as_of
    ]
    at = answer.request.at
    lines = [
        say("careful", f"people_{at}"),
        say(
            "careful",
            "walk",
            reach=number_text.count(answer.request.reach),
            straight=number_text.count(answer.request.straight),
            detour=number_text.fixed(answer.request.detour, 1),
        ),
        *([say("careful", "school")] if "school" in set(lists["kind"]) else []),
        *([say("careful", "stop")] if "stop" in set(lists["kind"]) else []),
    ]
    return [
        html.P(say("careful", "check")),
        *([html.Ul(dated)] if dated else []),
        *(html.P(line) for line in lines),
    ]


def _folded(name: str, inner: Sequence[Any]) -> Component:
    inside = html.Div(list(inner), className="small")
    return html.Details(
        [html.Summary(say(name, "title")), inside], className="section", id=f"meet-{name}"
    )
