"""Requests that change plans, as their pages send them: one for each thing that can be done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from werkzeug.test import TestResponse

from tests.dashboard.web.plans_app import PlansApp, own_figures
from workspace import own_layers
from workspace.database import Workspace
from workspace.transfer import to_json

ACT, SAVE, BRING, KEPT, VISITS = (
    "dashboard.plans.edit.callbacks.act",
    "dashboard.plans.page.save",
    "dashboard.plans.bring_in.bring",
    "dashboard.own.kept_changes.act",
    "POST /plans/visits",
)
NEW = "e" * 32
_FIELD = {"page": "new-plan", "part": "field"}


@dataclass(frozen=True)
class Sent:
    """A request that changes something, when it is let through.

    Attributes
    ----------
    through
        The callback or the route that takes it.
    act
        Which act it is; ``own`` whether to what the person has entered.
    body
        What is sent, for an app, the role of whoever sends it and the role whose token it has.
    """

    through: str
    act: str
    body: Callable[[PlansApp, str, str], dict[str, Any]]
    own: bool = False

    def send(self, found: PlansApp, role: str, token: str, **more: Any) -> TestResponse:
        """Send it; ``token`` is the role of whom the token is."""
        body = self.body(found, role, token)
        if self.through == VISITS:
            return found.ask(role, "POST", "/plans/visits", json=body, **more)
        return found.call(role, body, **more)


# Which record: its id, for an app and the role of whoever sends the request; "" for the first.
Which = Callable[[PlansApp, str], str]


def _visit(which: Which | None) -> Callable[..., dict[str, Any]]:
    """A visit: a new one, or another content of one that is there."""

    def body(found: PlansApp, role: str, token: str) -> dict[str, Any]:
        id, version = found.one("activity", which(found, role)) if which else (NEW, None)
        values = {"on": "2026-07-02", "people": 11, "counted": "counted", "venue": "Library"}
        sent = {"token": found.tokens[token], "plan": found.plan, "id": id}
        return sent | {"values": values, "version": version}

    return body


def _pressed(act: str, record: str, which: Which, **given: Any) -> Callable[..., dict[str, Any]]:
    """A button of the panel."""

    def body(found: PlansApp, role: str, token: str) -> dict[str, Any]:
        id, version = found.one(record, which(found, role))
        plan = id if record == "plan" else found.plan
        clicked = {"act": act, "record": record, "plan": plan, "id": id}
        clicked |= {"given": given | {"version": version}}
        return found.filled(ACT, token, **{"edit-clicked": clicked})

    return body


def _saved(found: PlansApp, role: str, token: str) -> dict[str, Any]:
    """A form of a finding that is filled in."""
    values = {"theme": "Hours", "statement": "Evenings would suit", "voices": "one"}
    opened = {"record": "finding", "plan": found.plan, "id": NEW, "version": 0, "was": {}}
    opened |= {"theirs": {}, "by": "", "warned": []}
    clicked = {"act": "save", "record": "finding", "plan": found.plan, "id": NEW, "given": {}}
    stores = {"edit-clicked": clicked, "edit-opened": opened}
    body = found.filled(ACT, token, **stores)
    ids = [{"edit": name, "part": "control"} for name in values]
    pairs = ("id", ids), ("value", list(values.values()))
    body["state"][1:3] = [
        [{"id": id, "property": what, "value": value} for id, value in zip(ids, of, strict=True)]
        for what, of in pairs
    ]
    return body


def _new_plan(found: PlansApp, role: str, token: str) -> dict[str, Any]:
    values = ["Winter", "To hear", "Hours", "Ayesha", "all", "", ""]
    stores = {"new-plan-save": 1, "new-plan-id": NEW, "new-plan-zones": [], "new-plan-warned": ""}
    body = found.filled(SAVE, token, **stores)
    names = ["title", "purpose", "decision", "lead", "asked", "starts_on", "ends_on"]
    body["state"][0] = [
        {"id": {"of": name, **_FIELD}, "property": "value", "value": value}
        for name, value in zip(names, values, strict=True)
    ]
    fault = {"page": "new-plan", "part": "fault"}
    body["outputs"][-1] = [{"id": {"of": name, **fault}, "property": "children"} for name in names]
    return body


def _brought(found: PlansApp, role: str, token: str) -> dict[str, Any]:
    """The file of a plan that is here, to be here twice."""
    with Workspace(f"sqlite:///{found.file}").reading() as session:
        text = to_json(session, found.plan).decode()
    found.opened.clear()  # that was not the app
    return found.filled(BRING, token, **{"plans-file": {"text": text, "copy": True}})


def _kept(act: str, which: Which | None) -> Callable[..., dict[str, Any]]:
    """A button of figures that are kept, or are to be."""

    def body(found: PlansApp, role: str, token: str) -> dict[str, Any]:
        id, version = found.one("own_layer", which(found, role)) if which else ("", 0)
        until = (own_layers.today() + own_layers.AT_MOST).isoformat()
        asked = {"act": act, "id": id, "version": version, "until": until, "seen_by": "editors"}
        made = {"text": own_figures("somebody new").written.decode()}
        stores = {"own-kept-asked": asked, "own-made": made, "own-kept-token": found.tokens[token]}
        return found.filled(KEPT, token, **stores)

    return body


def _its_layer(found: PlansApp, role: str) -> str:
    return found.layers[role]


def _another_s_layer(found: PlansApp, role: str) -> str:
    return found.layers["viewer" if role == "lead" else "lead"]


def _first(found: PlansApp, role: str) -> str:
    return ""


def _its_own(found: PlansApp, role: str) -> str:
    return found.visits[role]


def _another_s(found: PlansApp, role: str) -> str:
    return found.visits["viewer" if role == "lead" else "lead"]


def _running(found: PlansApp, role: str) -> str:
    return found.plan


def _draft(found: PlansApp, role: str) -> str:
    return found.draft


def _gone(found: PlansApp, role: str) -> str:
    return found.deleted


_OWN, _LAYER = "change_own_visit", "change_layer"
REQUESTS = {
    "record a visit": Sent(VISITS, "record_visit", _visit(None)),
    "change another's visit": Sent(VISITS, _OWN, _visit(_another_s)),
    "change one's own visit": Sent(VISITS, _OWN, _visit(_its_own), own=True),
    "delete another's visit": Sent(ACT, _OWN, _pressed("delete", "activity", _another_s)),
    "delete one's own visit": Sent(ACT, _OWN, _pressed("delete", "activity", _its_own), own=True),
    "make a plan": Sent(SAVE, "edit", _new_plan),
    "bring in a plan": Sent(BRING, "export_counts", _brought),
    "make a finding": Sent(ACT, "edit", _saved),
    "delete a finding": Sent(ACT, "edit", _pressed("delete", "finding", _first)),
    "agree a plan": Sent(ACT, "agree", _pressed("move", "plan", _draft, status="agreed")),
    "close a plan": Sent(ACT, "close", _pressed("move", "plan", _running, status="closed")),
    "delete a plan": Sent(ACT, "delete", _pressed("delete", "plan", _draft)),
    "restore a plan": Sent(ACT, "delete", _pressed("restore", "plan", _gone)),
    "erase a plan": Sent(ACT, "erase", _pressed("erase", "plan", _gone)),
    "keep figures": Sent(KEPT, "keep_layer", _kept("keep", None)),
    "change another's figures": Sent(KEPT, _LAYER, _kept("change", _another_s_layer)),
    "change one's own figures": Sent(KEPT, _LAYER, _kept("change", _its_layer), own=True),
    "take away another's figures": Sent(KEPT, _LAYER, _kept("remove", _another_s_layer)),
    "take away one's own figures": Sent(KEPT, _LAYER, _kept("remove", _its_layer), own=True),
}
