"""What tests of several packages share: the publications, where they are at hand, and the atlas."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from layers import Atlas, load_atlas

REPOSITORY = Path(__file__).parent.parent

# No deadline: machines that test several things at once are slow now and then.
settings.register_profile("atlas", deadline=None, max_examples=60)
settings.load_profile("atlas")


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder of official publications: SOURCES, or ``shared/sources`` beside the repository."""
    folder = REPOSITORY / (os.environ.get("SOURCES") or "../shared/sources")
    if not folder.is_dir():
        pytest.skip(f"the publications are not at {folder}: set SOURCES to the folder with them")
    return folder.resolve()


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """The committed snapshot."""
    return load_atlas()
