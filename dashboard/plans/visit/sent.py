"""A visit as the browser sends it, kept or answered with what stands in the way."""

from collections.abc import Mapping
from dataclasses import dataclass
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
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.exercise.places_lived import ELSEWHERE
from workspace.database import Workspace
from workspace.diary import NO_PLACE, counts_of
from workspace.errors import BadValues, ChangedSince, NotAllowed, NotThere, WorkspaceError
from workspace.plans import plan as plan_there
from workspace.records import Activity, Plan
from workspace.sensitive_text import warnings
from workspace.visits_sent import keep_sent

_Id = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]
_Count = Annotated[int, msgspec.Meta(ge=0)]


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
    despite
        Whether the person has been warned of what its texts hold.
    """

    token: str
    plan: _Id
    id: _Id
    values: dict[str, str | int | bool | None]
    version: int | None = None
    heard: dict[str, dict[str, _Count]] = {}
    heard_at: dict[str, _Count] = {}
    despite: bool = False


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
    values = {**sent.values, "plan_id": sent.plan}
    _only_areas(atlas, sent.heard_at)
    if not sent.despite and (found := warnings("activity", sent.values)):
        return Answer(400, "warned", say("answers", "warned"), {"faults": found})
    try:
        with workspace.writing() as session:
            there = session.get(Activity, sent.id)
            if there is not None and not _may_change(asks, there):
                raise NotAllowed(say("answers", "not_yours"))
            kept = keep_sent(
                session, values, sent.heard, sent.heard_at, asks.name, sent.id, sent.version
            )
            plan = plan_there(session, sent.plan)
    except ChangedSince as error:
        return _both(workspace, atlas, sent, error)
    return Answer(200, "kept", _kept(kept, plan), {"version": kept.version})


def _both(workspace: Workspace, atlas: Atlas, sent: Visit, error: ChangedSince) -> Answer:
    """What is there, beside what was sent."""
    there = error.current
    with workspace.reading() as session:
        plan, counts = plan_there(session, sent.plan), counts_of(session, there.id)
    yours = (sent.heard, sent.heard_at)
    rows = differences(atlas, plan, there, counts, sent.values, yours)
    said = say("answers", "changed", who=there.changed_by or say("answers", "somebody"))
    return Answer(status_of(error), "changed", said, {"rows": rows, "version": there.version})


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
