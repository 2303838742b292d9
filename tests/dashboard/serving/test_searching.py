"""A search for the best venues tells how it stands, and ends with whoever waits for it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dashboard.parts.sessions.answer import work_out
from dashboard.parts.sessions.session_request import read_request
from layers import Atlas
from tests.dashboard.serving.searching import SHORT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.dashboard.serving.searching"],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return json.loads(ended.stdout)  # the solver's own line would be no JSON


def test_it_tells_how_it_stands_across_processes(found: dict[str, Any]) -> None:
    assert found["before"] is None
    first, later = found["first"], found["later"]
    assert 0 < first["seconds"] < later["seconds"]
    assert 0 < first["best"] <= later["best"] <= later["bound"] <= first["bound"]


def test_it_ends_when_the_browser_leaves_and_makes_room_for_the_next(
    found: dict[str, Any], atlas: Atlas
) -> None:
    processes, all_gone, busy = found["left"]
    assert (processes, all_gone, busy) == (1, True, 0)
    code, best = found["short"]
    assert code == 200
    assert len(best["venues"]) == 3
    there = work_out(atlas, read_request(f"{SHORT}&s={'.'.join(best['venues'])}", atlas)[0])
    assert best["bound"] == pytest.approx(there.choice.weight, abs=1e-5)
    assert found["after"] is None


def test_the_worker_itself_has_no_solver(found: dict[str, Any]) -> None:
    assert found["solver"] is False
