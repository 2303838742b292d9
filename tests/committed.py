"""The committed snapshot, read once in a process.

What the layers remember, they remember by atlas, most of it of one alone: a second one that holds
the same makes everything be worked out anew.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from layers import Atlas, load_atlas
from layers.catalogue.groupings import GROUPINGS


@cache
def committed() -> Atlas:
    """Not to be changed: tests that need another copy it."""
    return load_atlas()


@pytest.fixture(scope="session", autouse=True)
def apps_share_the_atlas() -> Iterator[None]:
    """Apps of the committed snapshot are made of it too; those of another read theirs."""
    from dashboard import application  # only where apps are tested

    def load(snapshot: Path | None, groupings: Path) -> Atlas:
        ours = snapshot is None and groupings == GROUPINGS
        return committed() if ours else load_atlas(snapshot, groupings)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(application, "load_atlas", load)
        yield
