"""Saving a new plan: its values and its zones in one transaction."""

from collections.abc import Collection, Mapping
from typing import Any

from dashboard.parts.context import Context
from dashboard.parts.plans.kept_in import kept_in
from dashboard.plans.zones_found import zones_found
from layers.snapshot import release_of
from workspace import plans, sensitive_text


def warnings(values: Mapping[str, Any]) -> str:
    """What in the texts could tell who somebody is, in sentences; "" for nothing."""
    return " ".join(sensitive_text.warnings("plan", values).values())


def keep(
    context: Context,
    values: Mapping[str, Any],
    query: str,
    ticked: Collection[str],
    id: str,
    who: str,
) -> str:
    """A new plan with the zones that are ticked; its id.

    Parameters
    ----------
    query
        The definition that found the zones, as Seldom-heard's address has it; "" for none.
    ticked
        Numbers of the zones that are kept.
    id
        The plan's; one that is sent twice makes one plan.

    Raises
    ------
    workspace.errors.WorkspaceError
        When it cannot be kept.
    """
    found = zones_found(context.atlas, query)
    with kept_in(context).writing() as session:
        made = plans.make(
            session,
            values,
            found.kept(ticked),
            who,
            definition=found.query,
            release=release_of(context.atlas.manifest),
            id=id,
        )
        return made.id
