"""Where plans are kept in tests: an empty SQLite file, and an empty database of a PostgreSQL."""

import tempfile
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.orm import Session

from scripts.local_postgres import LocalPostgres, find_postgres, roomy_memory
from workspace.database import Workspace

KINDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgres() -> Iterator[LocalPostgres]:
    """One server for all tests of this process."""
    if find_postgres() is None:
        pytest.skip("PostgreSQL is not here: scripts/ensure-postgres provides it")
    with LocalPostgres() as server:
        yield server


@pytest.fixture(params=KINDS)
def new_address(request: pytest.FixtureRequest) -> Iterator[Callable[[], str]]:
    """Makes an empty database each time it is called, and says its address."""
    if request.param == "postgresql":
        yield request.getfixturevalue("postgres").database
        return
    # Where PostgreSQL's are too: nobody waits for a disk that other tests keep busy.
    with tempfile.TemporaryDirectory(dir=roomy_memory()) as folder:
        yield lambda: f"sqlite:///{tempfile.mkdtemp(dir=folder)}/plans.sqlite3"


@pytest.fixture
def workspace_url(new_address: Callable[[], str]) -> str:
    """The address of an empty database, of each kind in turn."""
    return new_address()


@pytest.fixture
def workspace(workspace_url: str) -> Iterator[Workspace]:
    """An empty workspace of this release's shape, of each kind in turn."""
    made = Workspace(workspace_url)
    made.upgrade()
    yield made
    made.close()


@pytest.fixture
def session(workspace: Workspace) -> Iterator[Session]:
    """One transaction of an empty workspace, kept at the test's end."""
    with workspace.writing() as open_:
        yield open_
