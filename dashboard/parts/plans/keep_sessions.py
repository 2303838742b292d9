"""Sessions that a page has found, kept with a plan: a new one, or one that is there.

Whoever calls has asked :func:`dashboard.web.writes.writer` with the act ``edit`` first: within a
request the workspace refuses to write otherwise.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.parts.context import Context
from dashboard.parts.plans.kept_in import kept_in
from layers.snapshot import release_of
from workspace import fields, plans
from workspace.planned_sessions import Added, add_sessions

Record = Mapping[str, Any]


def keep_as_plan(
    context: Context,
    title: str,
    zones: Sequence[Record],
    sessions: Sequence[Record],
    venues: Sequence[Record],
    definition: str,
    who: str,
    id: str | None = None,
) -> str:
    """A new plan with zones, sessions and the team's own venues, all or none; its id.

    Parameters
    ----------
    zones
        As :func:`workspace.plans.make` takes them; none for a plan without.
    sessions, venues
        As :func:`workspace.planned_sessions.add_sessions` takes them.
    definition
        The query of Seldom-heard that found the zones; "" for none.
    who
        The name of whoever keeps them.
    id
        The plan's, made with the page: one that is sent twice makes one plan.

    Raises
    ------
    workspace.errors.WorkspaceError
        When it cannot be kept.
    """
    everybody = fields.field("plan", "asked").choice[0].id
    with kept_in(context).writing() as session:
        made = plans.make(
            session,
            {"title": title, "asked": everybody},
            zones,
            who,
            sessions=sessions,
            venues=venues,
            definition=definition,
            release=release_of(context.atlas.manifest),
            id=id,
        )
        return made.id


def keep_in_plan(
    context: Context, plan_id: str, sessions: Sequence[Record], venues: Sequence[Record], who: str
) -> Added:
    """Add sessions and venues to a plan; how many of them are new, and how many were there.

    Parameters and errors as for :func:`keep_as_plan`.
    """
    with kept_in(context).writing() as session:
        return add_sessions(session, plan_id, sessions, venues, who)
