"""What follows from a button: something is shown in the panel, or something is changed and said."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.parts.attributes import aria, data
from dashboard.parts.context import Context
from dashboard.parts.plans.kept_in import kept_in
from dashboard.plans.edit import history
from dashboard.plans.edit.buttons import Clicked, press
from dashboard.plans.edit.form import View, form
from dashboard.plans.edit.guard import entered_by, to_delete, to_move, writing
from dashboard.plans.edit.naming import name_of
from dashboard.plans.edit.opened import Opened, for_new, for_record
from dashboard.plans.edit.save import CHANGED, MADE, Sent, save, take_all
from dashboard.plans.edit.steps import steps
from dashboard.plans.edit.texts import say
from dashboard.web.people import person
from workspace import changes, edits, fields, plans
from workspace.database import Workspace
from workspace.errors import ChangedSince, NotAllowed, NotThere
from workspace.records import RECORDS, Plan, Record

# So long a line stays that only says what was done.
_SECONDS = 6


@dataclass(frozen=True)
class Answer:
    """What the page does then.

    Attributes
    ----------
    view
        What the panel shows; None: it closes.
    told
        A line below the page.
    """

    view: View | None = None
    told: Sequence[Component] = ()


@dataclass(frozen=True)
class Ask:
    """A button that was pressed, with all that the page sent along."""

    context: Context
    clicked: Clicked
    opened: Opened | None
    sent: Sent
    token: str | None

    @property
    def workspace(self) -> Workspace:
        """Where plans are kept."""
        return kept_in(self.context)

    def given(self, name: str) -> str:
        """A further value of the button; empty where it has none."""
        return str(self.clicked["given"].get(name, ""))


def answer(ask: Ask) -> Answer:
    """What follows from a button.

    Raises
    ------
    workspace.errors.WorkspaceError
        With the sentence to be said.
    """
    return _ACTS[ask.clicked["act"]](ask)


def told(text: str, *more: Component) -> list[Component]:
    """A line that says what was done, with what can be done about it."""
    close = html.Button(
        type="button",
        className="btn-close",
        **data(edit="told"),
        **aria(label=say("done", "close")),
    )
    # With nothing to be done about it, it goes by itself.
    goes = data(gone_after=str(_SECONDS)) if not more else {}
    return [html.Span(text, id="edit-told-text", tabIndex=-1, **goes), *more, close]


def _form(ask: Ask) -> Answer:
    record, id = ask.clicked["record"], ask.clicked["id"]
    with ask.workspace.reading() as session:
        plan = plans.plan(session, ask.clicked["plan"])
        if not person().may("edit"):
            raise NotAllowed(say("fault", "not_yours"))
        if record not in (CHANGED if id else MADE):
            raise NotAllowed(say("fault", "not_here"))
        if id:
            opened = for_record(_there(session, ask), plan)
        else:
            opened = for_new(RECORDS[record], plan, ask.clicked["given"])
    return Answer(form(ask.context.atlas, plan, opened, opened["was"]))


def _steps(ask: Ask) -> Answer:
    with ask.workspace.reading() as session:
        return Answer(steps(plans.plan(session, ask.clicked["plan"]), person()))


def _history(ask: Ask) -> Answer:
    record, id = ask.clicked["record"], ask.clicked["id"]
    with ask.workspace.reading() as session:
        plan = plans.plan(session, ask.clicked["plan"])
        one = None if record == "plan" else id
        return Answer(history.history(changes.history(session, plan.id, one)))


def _deleted(ask: Ask) -> Answer:
    days, plan = ask.context.config.undo_days, ask.clicked["plan"]
    with ask.workspace.reading() as session:
        found = edits.deleted(session, plan or None, days)
        mine = person()
        may = [
            one
            for one in found
            if mine.may(to_delete(one.__tablename__), own=entered_by(one, mine.name))
        ]
        return Answer(history.deleted(may, days, plan, erases=mine.may("erase")))


def _remove(ask: Ask) -> Answer:
    with ask.workspace.reading() as session:
        one = _there(session, ask)
        return Answer(history.removal(one, ask.context.config.undo_days))


def _save(ask: Ask) -> Answer:
    if ask.opened is None:
        raise NotThere
    kept = save(ask.context, ask.token, ask.opened, ask.sent)
    return Answer(kept.view, told(kept.said) if kept.said else ())


def _take(ask: Ask) -> Answer:
    if ask.opened is None:
        raise NotThere
    return Answer(take_all(ask.context, ask.opened, ask.sent, ask.clicked["act"]))


def _move(ask: Ask) -> Answer:
    id, to = ask.clicked["id"], ask.given("status")
    with ask.workspace.reading() as session:
        status = plans.plan(session, id).status
    who = writing(ask.context, ask.token, to_move(status, to))
    with _meanwhile(), ask.workspace.writing() as session:
        plan = plans.move(session, id, _version(ask), to, who.name)
        said = say("step", "done", status=fields.choice("plan", "status", plan.status))
    return Answer(told=told(said))


def _delete(ask: Ask) -> Answer:
    record, id = ask.clicked["record"], ask.clicked["id"]
    with ask.workspace.reading() as session:
        one = _there(session, ask)
    who = writing(ask.context, ask.token, to_delete(record), one)
    with _meanwhile(), ask.workspace.writing() as session:
        edits.delete(session, RECORDS[record], id, _version(ask), who.name)
    undo = html.Button(
        say("done", "undo"),
        type="button",
        className="btn btn-primary btn-sm",
        **press("restore", record, ask.clicked["plan"], id),
    )
    return Answer(told=told(say("done", "deleted", what=name_of(one)), undo))


def _restore(ask: Ask) -> Answer:
    record, id = ask.clicked["record"], ask.clicked["id"]
    with ask.workspace.reading() as session:
        gone = edits.find(session, RECORDS[record], id)
    who = writing(ask.context, ask.token, to_delete(record), gone)
    with ask.workspace.writing() as session:
        back = edits.restore(session, RECORDS[record], id, who.name)
        said = say("done", "restored", what=name_of(back))
    return Answer(told=told(said))


def _erasure(ask: Ask) -> Answer:
    with ask.workspace.reading() as session:
        return Answer(history.erasure(_deleted_plan(session, ask)))


def _erase(ask: Ask) -> Answer:
    who = writing(ask.context, ask.token, "erase")
    with ask.workspace.writing() as session:
        gone = _deleted_plan(session, ask)
        plans.erase(session, gone.id, who.name)
    ask.workspace.sweep()
    return Answer(told=told(say("done", "erased", what=name_of(gone))))


_ACTS: dict[str, Callable[[Ask], Answer]] = {
    "form": _form,
    "steps": _steps,
    "history": _history,
    "deleted": _deleted,
    "remove": _remove,
    "save": _save,
    "mine": _take,
    "theirs": _take,
    "move": _move,
    "delete": _delete,
    "restore": _restore,
    "erasure": _erasure,
    "erase": _erase,
}


def _there(session: Any, ask: Ask) -> Record:
    """The record of a button, of its plan, where it is there."""
    record, id = ask.clicked["record"], ask.clicked["id"]
    found = edits.find(session, RECORDS[record], id)
    if found is None or found.deleted_at is not None:
        raise NotThere(fields.label(record).lower())
    if not isinstance(found, Plan):
        plans.plan(session, changes.plan_of(found))
    return found


def _deleted_plan(session: Any, ask: Ask) -> Plan:
    """The plan of a button, which has to be deleted before it can be erased."""
    found = edits.find(session, Plan, ask.clicked["id"])
    if found is None or found.deleted_at is None:
        raise NotAllowed(say("conflict", "meanwhile"))
    return found


@contextmanager
def _meanwhile() -> Iterator[None]:
    """Of what is not a form there are not two versions to choose from."""
    try:
        yield
    except ChangedSince:
        raise NotAllowed(say("conflict", "meanwhile")) from None


def _version(ask: Ask) -> int:
    version = ask.clicked["given"].get("version")
    return version if isinstance(version, int) else 0
