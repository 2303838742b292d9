"""The made-up plan as it is read from a workspace, and what happened to it."""

from collections.abc import Iterator

import pytest

from tests.workspace.made_up_plan import made_up_plan
from workspace import changes, plans
from workspace.database import Workspace
from workspace.records import Change, Plan

Kept = tuple[Plan, list[Change]]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace with three plans: running, a draft, closed."""
    made = Workspace(f"sqlite:///{tmp_path_factory.mktemp('plans') / 'plans.sqlite3'}")
    made.upgrade()
    with made.writing() as session:
        made_up_plan(session, 1)
        made_up_plan(session, 2, title="A draft", status="draft")
        made_up_plan(session, 3, title="A closed one", status="closed")
    yield made
    made.close()


@pytest.fixture
def kept(filled: Workspace) -> Kept:
    """The running plan, read anew for each test, and its log."""
    with filled.reading() as session:
        plan = next(one for one in plans.plans(session) if one.status == "running")
        return plan, changes.history(session, plan.id)


@pytest.fixture
def plan(kept: Kept) -> Plan:
    return kept[0]
