"""What tests of several packages share: the publications, where they are at hand, and the atlas."""

import gc
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadFileScheduling

from data.sources import load_sources
from layers import Atlas
from tests.committed import committed

REPOSITORY = Path(__file__).parent.parent

# Servers that tests start with this environment keep no plans where this account's own are.
os.environ.setdefault("WORKSPACE", "off")

# No deadline: machines that test several things at once are slow now and then.
settings.register_profile("atlas", deadline=None, max_examples=60)
settings.load_profile("atlas")


# Whatever looks for rubbish goes through all that the atlas is made of: seldom is often enough.
gc.set_threshold(100_000, 50, 100)


# Files that make the same things, which take long: one worker makes them once for all of these.
TOGETHER = ("tests/dashboard/seldom_heard/test_brief",)


# Files of few tests that take long: begun last, one worker would end long after the other.
FIRST = (
    "tests/data/test_rebuild.py",
    "tests/workspace/test_killed.py",
    "tests/dashboard/practices/test_sheet.py",
    "tests/dashboard/practices/test_pages.py",
    "tests/dashboard/heard/upload/test_fuzz.py",
    "tests/dashboard/seldom_heard/test_brief",
    "tests/dashboard/test_app_start.py",
    "tests/test_attack.py",
)


class _Together(LoadFileScheduling):
    """One file's tests stay on one worker, and so do those of files that belong together."""

    def _split_scope(self, nodeid: str) -> str:
        return next(filter(nodeid.startswith, TOGETHER), super()._split_scope(nodeid))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that take long come first, all others as they lie in folders."""
    items.sort(key=lambda item: not item.nodeid.startswith(FIRST))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadFileScheduling | None:
    """Asked by xdist where tests are shared out: in the order that they are collected in, not by
    how many a file has, so that what a folder's tests share is made once for all of them."""
    config.option.loadscopereorder = False
    return _Together(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of official publications: SOURCES, or ``shared/sources`` beside the repository."""
    folder = REPOSITORY / (os.environ.get("SOURCES") or "../shared/sources")
    if not folder.is_dir():
        pytest.skip(f"the publications are not at {folder}: set SOURCES to the folder with them")
    return newest(folder.resolve(), tmp_path_factory)


def newest(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The publications with the newer editions that lie in ``editions`` beside them, each in place
    of the older file of its source."""
    editions = sorted(p for p in folder.with_name("editions").glob("*") if p.is_file())
    if not editions:
        return folder
    joined = tmp_path_factory.mktemp("sources")
    recognised = {path: _sources_of(path) for path in editions}
    taken = set().union(*recognised.values())
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        if not _sources_of(path) & taken:
            link = joined / path.relative_to(folder)
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(path)
    for path in editions:
        (joined / path.name).symlink_to(path)
    return joined


def _sources_of(path: Path) -> set[str]:
    """Which sources a file holds, by its name and those inside it."""
    names = [path.name]
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            names += [Path(member).name for member in archive.namelist()]
    every = load_sources().values()
    return {one.id for one in every if any(one.recognises(name) for name in names)}


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """The committed snapshot."""
    return committed()
