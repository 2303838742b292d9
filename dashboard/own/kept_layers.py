"""Figures that are kept on the server: those that whoever asks may see, and what can be done there.

Buttons say in ``data-kept`` what they ask for; their module (``assets/modules/pages/own-kept.js``)
puts it, with the fields beside them, into one store (:mod:`dashboard.own.kept_changes`).
"""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.files.about import day
from dashboard.own.texts import say
from dashboard.parts import fields, links
from dashboard.parts.address import query_of
from dashboard.parts.attributes import aria, data
from dashboard.parts.context import Context
from dashboard.parts.moments import moment
from dashboard.parts.plans.kept_in import kept_in
from dashboard.web.kept_layers import viewer
from dashboard.web.people import person, plans_closed
from dashboard.web.writes import token
from layers.own.licences import licence_text
from workspace import own_layers
from workspace.errors import WorkspaceError
from workspace.own_layers import AT_MOST, MOST_SEEN, SEEN_BY, USUALLY, Viewer, today
from workspace.records import KeptLayer

# What is asked for, what came of it, what was warned of, and what makes this person's writes.
ASKED, DONE, WARNED, TOKEN = "own-kept-asked", "own-kept-done", "own-kept-warned", "own-kept-token"
LIST, SAID, OFFERED = "own-kept-list", "own-kept-said", "own-kept-offered"
_BUTTON = "btn btn-plain btn-sm"


class Kept(NamedTuple):
    """What somebody sees of what is kept: those that are, those that they may bring back, and ids
    of the layers that their pages have."""

    there: Sequence[KeptLayer]
    removed: Sequence[KeptLayer]
    in_atlas: frozenset[str]


def kept_part(context: Context) -> Component:
    """The part of the page; where nothing is kept, or not for this person, one sentence why."""
    head = [html.H2(say("kept", "heading"))]
    label = aria(label=say("kept", "heading"))
    if why := plans_closed(context):
        return html.Section([*head, html.P(say("kept", "closed", why=why))], **label)
    try:
        listed = kept_list(kept(context), viewer())
    except WorkspaceError as error:
        listed = [html.P(str(error), className="flag")]
    return html.Section(
        [
            *head,
            html.P(lead()),
            *(dcc.Store(id=one) for one in (ASKED, DONE, OFFERED)),
            dcc.Store(id=WARNED, data=""),
            dcc.Store(id=TOKEN, data=token()),
            _form(),
            html.Div(id=SAID, role="status", tabIndex=-1, className="mb-2", **aria(live="polite")),
            html.Div(listed, id=LIST),
        ],
        **label,
    )


def lead() -> str:
    """What it is to keep figures; that each names whoever brought it where people have names."""
    named = ["lead_named"] if person().name else []
    return " ".join(say("kept", name) for name in ("lead", *named))


def kept(context: Context) -> Kept:
    """What whoever makes the request sees of what is kept.

    Raises
    ------
    workspace.errors.WorkspaceError
    """
    who = viewer()
    with kept_in(context).reading() as session:
        return Kept(
            own_layers.seen(session, who),
            own_layers.seen(session, who, removed=True),
            frozenset(own_layers.in_atlas(session, who)),
        )


def kept_list(kept: Kept, who: Viewer) -> list[Component]:
    """One line of each, with what this person may do with it."""
    if kept.there:
        lines = [_line(one, who, beyond=_is_beyond(one, kept)) for one in kept.there]
    else:
        lines = [html.Li(say("kept", "none"), className="note")]
    found: list[Component] = [html.Ul(lines, className="list-unstyled")]
    if any(own_layers.may_change(one, who) for one in kept.there):
        found.append(html.P(say("kept", "remove_note"), className="note"))
    if kept.removed:
        back = [_removed(one) for one in kept.removed]
        head = html.Summary(say("kept", "removed"))
        found.append(html.Details([head, html.Ul(back, className="list-unstyled")]))
    return found


def _form() -> Component:
    """The fields with which what was made last is kept; nothing for whoever may keep nothing."""
    if not person().may("keep_layer"):
        return html.P(say("kept", "may_not"), className="note")
    what: list[str | Component] = [say("kept", "keep"), " ", html.Strong(id="own-keep-what")]
    nobody = html.P(say("kept", "nobody_signs_in"), className="note mb-0")
    return html.Div(
        [
            html.P(say("kept", "first"), id="own-keep-none", className="note"),
            html.Div(
                [
                    html.P(what, className="mb-2"),
                    _choices("new", today() + USUALLY, "owner", say("kept_seen", "owner")),
                    *([] if person().name else [nobody]),
                    html.Button(
                        say("kept", "keep_button"),
                        type="button",
                        className="btn btn-primary mt-2 align-self-start",
                        id="own-keep-button",
                        **_asks("keep"),
                    ),
                ],
                id="own-keep",
                className="card p-3 mb-3",
                hidden=True,
                **data(kept_form=""),
            ),
        ]
    )


def _choices(name: str, until: date, seen_by: str, owner_alone: str) -> Component:
    """Until when something is kept, and who sees it; ``owner_alone`` says that its owner does."""
    first, last = today().isoformat(), (today() + AT_MOST).isoformat()
    at = f"own-kept-until-{name}"
    when = dbc.Input(id=at, type="date", value=until.isoformat(), min=first, max=last)
    fields_of = [fields.field(at, say("kept", "until"), when, say("kept", "until_note"))]
    if person().name:
        words = [(one, owner_alone if one == "owner" else say("kept_seen", one)) for one in SEEN_BY]
        at = f"own-kept-seen-{name}"
        fields_of.append(fields.select(at, say("kept", "seen"), words, seen_by))
    return html.Div(fields_of, className="own-columns")


def _line(one: KeptLayer, who: Viewer, *, beyond: bool) -> Component:
    """One that is there; ``beyond``: of more than a page can have."""
    mine = own_layers.may_change(one, who)
    ways = [*_ways_on(one, beyond=beyond), *([_button("remove", one)] if mine else [])]
    head = html.Div(
        [
            html.Span(one.label, className="fw-semibold flex-fill"),
            html.Div(ways, className="d-flex gap-2"),
        ],
        className="d-flex flex-wrap gap-2 align-items-baseline",
    )
    notes = [say("kept", "beyond", most=MOST_SEEN)] if beyond else []
    said = html.P(" ".join([_said_of(one, who), *notes]), className="note mb-1")
    licence = say("held", "licence", licence=licence_text(one.licence))
    care = caution(one)
    notes_below = [
        html.P(licence, className="note mb-1"),
        *([html.P(care, className="flag mb-1")] if care else []),
    ]
    changes = _changes(one, who) if mine else None
    return html.Li([head, said, *notes_below, changes], className="py-2 border-bottom")


def _ways_on(one: KeptLayer, *, beyond: bool) -> list[Component]:
    """To see it on the map."""
    if one.kind == "points":
        return [_button("show", one)]
    words: list[str | Component] = [say("look", "map_it"), _of(one)]
    address = links.to(f"/{query_of({'i': one.layer_id})}")
    return [] if beyond else [html.A(words, href=address, className=_BUTTON)]


def _changes(one: KeptLayer, who: Viewer) -> Component:
    """Opens what can be changed of it, and who did so last."""
    owner = one.owner or say("kept", "somebody")
    alone = say("kept_seen", "owner" if _is_of(one, who) else "owner_other", owner=owner)
    form = html.Div(
        [_choices(one.id, one.keep_until, one.seen_by, alone), _button("change", one)],
        className="mt-2",
        **data(kept_form=""),
    )
    head = html.Summary([say("kept", "alter"), _of(one)])
    return html.Details([head, form, html.P(_history(one), className="note mt-2 mb-0")])


def _said_of(one: KeptLayer, who: Viewer) -> str:
    kind = say("kept", "points" if one.kind == "points" else "layer")
    return say(
        "kept",
        "line" if one.owner else "line_nobody",
        kind=kind,
        of=", ".join(filter(None, (one.source, one.period))) or say("kept", "nobody_says"),
        owner=say("kept", "you") if _is_of(one, who) else one.owner,
        **how_kept(one, who),
    )


def caution(one: KeptLayer) -> str:
    """Where everybody here sees what was said to be not for passing on; empty otherwise."""
    passed_on = one.seen_by == "everyone" and one.licence == say("licences", "own")
    return say("kept", "passed_on") if passed_on else ""


def how_kept(one: KeptLayer, who: Viewer) -> dict[str, str]:
    """``until`` when a record is kept, and by whom it is ``seen``, in words."""
    seen = f"{one.seen_by}_mine" if _is_of(one, who) else one.seen_by
    return {"until": day(one.keep_until), "seen": say("kept_seen_by", seen)}


def _is_of(one: KeptLayer, who: Viewer) -> bool:
    return one.owner == who.name


def _history(one: KeptLayer) -> str:
    """Who kept it, and who changed it last, and when."""
    since = say("kept", "since", when=moment(one.kept_at))
    if one.version == 1:
        return since
    return f"{since} {_by('changed', one.changed_at, one.changed_by)}"


def _by(what: str, at: datetime | None, who: str | None) -> str:
    """When something was done, and by whom, where that is known."""
    when = moment(at) if at else ""
    return say("kept", f"{what}_by" if who else what, when=when, who=who)


def _removed(one: KeptLayer) -> Component:
    return html.Li(
        [
            html.Div(
                [
                    one.label,
                    html.Div(_by("taken", one.deleted_at, one.deleted_by), className="note"),
                ],
                className="flex-fill",
            ),
            _button("restore", one),
        ],
        className="d-flex flex-wrap gap-2 align-items-baseline py-2",
    )


def _is_beyond(one: KeptLayer, kept: Kept) -> bool:
    return one.kind == "layer" and one.layer_id not in kept.in_atlas


def _button(act: str, one: KeptLayer) -> Component:
    asks = _asks(act, id=one.id, version=one.version)
    return html.Button(
        [say("kept", f"{act}_button"), _of(one)], type="button", className=_BUTTON, **asks
    )


def _of(one: KeptLayer) -> Component:
    """Of what a button or link is, for those who listen."""
    return html.Span(f": {one.label}", className="visually-hidden")


def _asks(act: str, id: str = "", version: int = 0) -> dict[str, Any]:
    return data(kept=json.dumps({"act": act, "id": id, "version": version}))
