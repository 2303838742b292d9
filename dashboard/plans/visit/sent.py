"""A visit as the browser sends it, kept or answered with what stands in the way."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Annotated, Any

import msgspec

from dashboard.files.about import day
from dashboard.parts.context import Context
from dashboard.plans.visit import form
from dashboard.plans.visit.differences import differences
from dashboard.plans.visit.texts import say
from dashboard.web.errors import status_of
from dashboard.web.people import Person
from dashboard.web.writes import writer
from dashboard.wording.lists import listed
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.exercise.places_lived import ELSEWHERE
from workspace.database import Workspace
from workspace.diary import NO_PLACE
from workspace.errors import BadValues, ChangedSince, NotAllowed, NotThere, WorkspaceError
from workspace.joining import joined
from workspace.plans import plan as plan_there
from workspace.records import Activity, Plan
from workspace.sensitive_text import warnings
from workspace.visits_sent import Content, content, content_of, keep_sent

_Id = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]
_Count = Annotated[int, msgspec.Meta(ge=0)]
_Value = str | int | bool | None


class Was(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a visit held when it was opened to be changed."""

    values: dict[str, _Value]
    heard: dict[str, dict[str, _Count]]
    heard_at: dict[str, _Count]


class Visit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is sent.

    Attributes
    ----------
    token
        Of the page (:mod:`dashboard.web.writes`).
    plan, id
        The plan's id, and the visit's, made by the browser.
    version
        Of the visit that is changed; None for a new one.
    values
        By field; whatever else a visit has is not sent.
    heard, heard_at
        How many people, by question and category, and by area.
    was
        What that version held; None where it is not known.
    despite
        Whether the person has been warned of what its texts hold.
    """

    token: str
    plan: _Id
    id: _Id
    values: dict[str, _Value]
    version: int | None = None
    heard: dict[str, dict[str, _Count]] = {}
    heard_at: dict[str, _Count] = {}
    was: Was | None = None
    despite: bool = False

    def content(self) -> Content:
        """What is to be kept."""
        return Content(self.values, self.heard, self.heard_at)

    def before(self) -> Content | None:
        """What it was before it was changed, as far as is known."""
        was = self.was
        return None if was is None else Content(was.values, was.heard, was.heard_at)


@dataclass(frozen=True)
class Answer:
    """What the browser is told: a status of HTTP, what became of the visit, and what is said.

    ``state`` is ``kept``; ``warned``, ``faults``, ``changed`` or ``refused``, after which the
    person decides; or ``later``, after which the browser tries again by itself.
    """

    status: int
    state: str
    said: str
    more: Mapping[str, Any]

    def document(self) -> dict[str, Any]:
        """As JSON has it."""
        return {"state": self.state, "said": self.said, **self.more}


def answer(context: Context, sent: Visit) -> Answer:
    """Keep a visit, or say why it is not kept."""
    try:
        asks = writer(context, sent.token, "record_visit")
        assert context.workspace is not None  # else there is no writer
        return _answered(context.workspace, context.atlas, sent, asks)
    except BadValues as error:
        said = " ".join(filter(None, [say("answers", "faults"), error.faults.get("", "")]))
        return Answer(status_of(error), "faults", said, {"faults": error.faults})
    except (NotAllowed, NotThere) as error:
        return Answer(status_of(error), "refused", str(error), {})
    except WorkspaceError as error:  # it cannot be written to at the moment
        return Answer(status_of(error), "later", str(error), {})


def _answered(workspace: Workspace, atlas: Atlas, sent: Visit, asks: Person) -> Answer:
    _only_areas(atlas, sent.heard_at)
    if not sent.despite and (found := warnings("activity", sent.values)):
        return Answer(400, "warned", say("answers", "warned"), {"faults": found})
    try:
        with workspace.writing() as session:
            there = session.get(Activity, sent.id)
            if there is not None and not _may_change(asks, there):
                raise NotAllowed(say("answers", "not_yours"))
            before = there.changed_by if there is not None else ""
            kept = keep_sent(
                session, sent.plan, sent.content(), asks.name, sent.id, sent.version, sent.before()
            )
            plan, now = plan_there(session, sent.plan), content_of(session, kept.visit)
    except ChangedSince as error:
        return _both(workspace, atlas, sent, error)
    said, more = _kept(kept.visit, plan), {"version": kept.visit.version}
    if not kept.alone:
        return Answer(200, "kept", said, more)
    names = form.labels() | dict(form.parts())
    alone = listed([names[name] for name in kept.alone], len(kept.alone))
    also = say("answers", "joined", who=before or say("answers", "somebody"), fields=alone)
    return Answer(200, "kept", f"{said} {also}", {**more, "now": asdict(now)})


def _both(workspace: Workspace, atlas: Atlas, sent: Visit, error: ChangedSince) -> Answer:
    """What is there, beside what was sent, where both changed it; and the whole visit, joined, by
    who of the two wins there."""
    there = error.current
    with workspace.reading() as session:
        plan, now = plan_there(session, sent.plan), content_of(session, there)
    mine, theirs, only = sent.content(), now, None
    if was := sent.before():
        found = joined(was.parts(), mine.parts(), now.parts())
        if found.both:  # else the two do not add up: one of them as a whole
            only = set(found.both)
            mine, theirs = content(found.values), content({**found.values, **found.both})
    rows = differences(atlas, plan, now, sent.content(), only)
    said = say("answers", "changed", who=there.changed_by or say("answers", "somebody"))
    more = {"now": asdict(now), "mine": asdict(mine), "theirs": asdict(theirs)}
    return Answer(
        status_of(error), "changed", said, {"rows": rows, "version": there.version, **more}
    )


def _may_change(asks: Person, there: Activity) -> bool:
    return asks.may("change_own_visit", own=there.entered_by == asks.name)


def _only_areas(atlas: Atlas, heard_at: Mapping[str, int]) -> None:
    """Where people live is an area of the atlas: nothing else, a postcode least of all, is kept."""
    allowed = {*atlas.areas.index, ELSEWHERE, NO_PLACE}
    if not allowed.issuperset(heard_at):
        raise BadValues({"heard_at": say("answers", "no_area")})


def _kept(one: Activity, plan: Plan) -> str:
    where = form.zones(plan).get(one.zone_id or "", say("answers", "nowhere"))
    name = "kept_one" if one.people == 1 else "kept"
    return say("answers", name, people=count(one.people), where=where, on=day(one.on))
