"""The steps of a plan: which follow, what each does, and what is still open before it."""

from dash import html
from dash.development.base_component import Component

from dashboard.plans.edit.buttons import press
from dashboard.plans.edit.form import View
from dashboard.plans.edit.guard import to_move
from dashboard.plans.edit.texts import say
from dashboard.plans.told_back import told_actions
from dashboard.web.people import Person
from workspace import fields
from workspace.plans import STEPS
from workspace.records import Plan


def steps(plan: Plan, who: Person) -> View:
    """The panel with the steps that a person may take from where the plan is."""
    status = next(one for one in fields.forms().statuses if one.id == plan.status)
    may = [to for to in STEPS[plan.status] if who.may(to_move(plan.status, to))]
    none = [] if may else [html.P(say("fault", "not_yours"))]
    now = html.P(say("step", "now", status=status.label, note=status.note))
    return View(say("step", "head"), [now, *none, *(_step(plan, to) for to in may)])


def still_open(plan: Plan, to: str) -> list[str]:
    """What belongs before a step and is not done yet, in sentences; it does not forbid the step."""
    if to == "agreed" and plan.status == "draft":
        form = fields.of("plan")
        missing = [one.label for one in form if one.kind != "yes_no" and not getattr(plan, one.id)]
        found = [say("step", "empty", fields=", ".join(missing))] if missing else []
        return [*found, *([] if plan.zones else [say("step", "no_zones")])]
    if to == "told_back" and plan.status == "closed":
        decided = {action.finding_id for action in plan.actions}
        told = told_actions(plan)
        undecided = sum(one.id not in decided for one in plan.findings)
        untold = sum(one.id not in told for one in plan.actions)
        counts = {"undecided": undecided, "untold": untold}
        return [
            say("step", f"{name}_one" if n == 1 else name, number=n)
            for name, n in counts.items()
            if n
        ]
    return []


def _step(plan: Plan, to: str) -> Component:
    name = f"{plan.status}_{to}"
    look = "btn-plain" if STEPS[plan.status].index(to) else "btn-primary"
    does = say("step_does", name, zones=len(plan.zones))
    return html.Section(
        [
            html.P(does),
            *(html.P(line, className="flag") for line in still_open(plan, to)),
            html.Button(
                say("step", name),
                type="button",
                className=f"btn {look}",
                **press("move", "plan", plan.id, plan.id, version=plan.version, status=to),
            ),
        ],
        className="border-top py-3",
    )
