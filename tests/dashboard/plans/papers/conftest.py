"""A workspace with the made-up plan, and its papers."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from dashboard.parts.plans.plan_so_far import so_far_of
from dashboard.plans.papers.paper_files import PaperFiles
from layers.atlas import Atlas
from layers.statistics.suppression import Rule
from tests.dashboard.conftest import MADE
from tests.workspace.made_up_plan import made_up_plan
from workspace import plans
from workspace.database import Workspace

RULE = Rule()


@dataclass(frozen=True)
class Kept:
    """A workspace with one plan in it."""

    workspace: Workspace
    atlas: Atlas
    id: str

    def files(self) -> PaperFiles:
        """The plan's papers as it is now."""
        with self.workspace.reading() as session:
            plan = plans.plan(session, self.id)
            found = so_far_of(self.atlas, session, plan, RULE)
        return PaperFiles(self.atlas, plan, found, MADE, "https://atlas.example.nhs.uk/plans")


def keep(folder: str, atlas: Atlas) -> Kept:
    """A new workspace with the made-up plan."""
    workspace = Workspace(f"sqlite:///{folder}/plans.sqlite3")
    workspace.upgrade()
    with workspace.writing() as session:
        plan = made_up_plan(session)
    return Kept(workspace, atlas, plan.id)


@pytest.fixture(scope="package")
def kept(tmp_path_factory: pytest.TempPathFactory, atlas: Atlas) -> Iterator[Kept]:
    """To be read; whoever changes something makes their own."""
    made = keep(str(tmp_path_factory.mktemp("plans")), atlas)
    yield made
    made.workspace.close()


@pytest.fixture(scope="package")
def files(kept: Kept) -> PaperFiles:
    """The plan's papers."""
    return kept.files()
