"""Packs that several tests read: of a practice, a network, a zone, wards, a district and a plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import pytest

from dashboard.evidence.of_plan import heard, unit_of
from dashboard.evidence.pack import pack
from dashboard.files.document import Document
from dashboard.files.document_pdf import to_pdf
from dashboard.parts.plans.plan_so_far import so_far_of
from dashboard.plans.papers.whom_heard import in_short_and_whole
from layers.atlas import Atlas
from layers.equality.subject import Subject, of_areas, subject_of
from layers.practices import units
from layers.statistics.suppression import Rule
from tests.dashboard.conftest import MADE
from tests.dashboard.seldom_heard.test_brief_tags import Read, read
from tests.workspace.made_up_plan import made_up_plan
from workspace.database import Workspace
from workspace.plans import plans

PRACTICE, NETWORK, SHEFFIELD = "C88051", "U20350", "E08000019"
LINK = "https://atlas.example.nhs.uk/practices?v=C88051"
ZONE = ("E01007869", "E01007872", "E01007873")  # Page Hall
NAMES = ("practice", "network", "zone", "wards", "district")


@dataclass(frozen=True)
class Made:
    """A pack and whom it is about."""

    subject: Subject
    document: Document

    @cached_property
    def printed(self) -> Read:
        """The pack as a PDF that is read, set once."""
        return read(to_pdf(self.document))


@lru_cache(maxsize=8)
def made_of(atlas: Atlas, name: str) -> Made:
    areas = atlas.areas
    doncaster = areas[areas["district"] == "Doncaster"]
    wards = doncaster.index[doncaster["ward"].isin(doncaster["ward"].unique()[:3])]
    unit = {
        "practice": lambda: units.unit(atlas, PRACTICE),
        "network": lambda: units.unit(atlas, NETWORK),
        "zone": lambda: of_areas("Page Hall", ZONE),
        "wards": lambda: of_areas("Three wards", wards),
        "district": lambda: units.unit(atlas, SHEFFIELD),
    }[name]()
    subject = subject_of(atlas, unit)
    return Made(subject, pack(atlas, subject, made=MADE, link=LINK))


@pytest.fixture(params=NAMES)
def made(request: pytest.FixtureRequest, atlas: Atlas) -> Made:
    return made_of(atlas, request.param)


@pytest.fixture(scope="package")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """With one plan that is running, and its visits."""
    file: Path = tmp_path_factory.mktemp("plans") / "plans.sqlite3"
    kept = Workspace(f"sqlite:///{file}")
    kept.upgrade()
    with kept.writing() as session:
        made_up_plan(session)
    yield kept
    kept.close()


@pytest.fixture(scope="package")
def of_a_plan(atlas: Atlas, workspace: Workspace) -> Made:
    with workspace.reading() as session:
        [plan] = plans(session)
        found = so_far_of(atlas, session, plan, Rule(5))
        unit = unit_of(atlas, plan)
        assert unit is not None
        said = heard(plan, found, in_short_and_whole)
    subject = subject_of(atlas, unit)
    return Made(subject, pack(atlas, subject, made=MADE, link=LINK, heard=said))
