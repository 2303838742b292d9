"""The workspace of plans, for what cannot go on without one."""

from dashboard.parts.context import Context
from workspace.database import Workspace
from workspace.errors import NotAllowed


def kept_in(context: Context) -> Workspace:
    """Where plans are kept.

    Raises
    ------
    workspace.errors.NotAllowed
        Where they are not.
    """
    if context.workspace is None:
        raise NotAllowed(context.plans_why_not)
    return context.workspace
