"""Heavy work ends at its limits, and when nobody waits for it; the workshop goes on."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.dashboard.serving.toy import gone
from tests.loops import run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.dashboard.serving.toy"],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


@pytest.mark.parametrize("when", ["fine", "fine again"])
def test_work_is_answered_with_its_body_at_less_urgency(found: dict[str, Any], when: str) -> None:
    assert found[when] == "200 {'X-Nice': '10', 'X-Length': '3'} abc10.1.2.3"


def test_what_comes_last_is_the_least_urgent(found: dict[str, Any]) -> None:
    assert found["last"] == "200 {'X-Nice': '19', 'X-Length': '3'} abc10.1.2.3"


def test_the_processor_time_is_told_however_the_work_ended(found: dict[str, Any]) -> None:
    spent = found["spent"]
    assert 0.3 <= spent["some seconds"] < 0.9
    assert spent["processor"] == 1  # all that it was given
    assert spent["fine"] < 0.2
    assert 0.05 < found["left"] < 0.9  # until its client left


@pytest.mark.parametrize(
    ("case", "limit"),
    [
        ("memory", "memory"),
        ("processor", "processor"),
        ("inside a library", "ended"),
        ("large", "answer"),
        ("crash", "ended"),
    ],
)
def test_a_limit_ends_the_work_and_is_told(found: dict[str, Any], case: str, limit: str) -> None:
    assert found[case] == f"limit: {limit}"


def test_a_workshop_that_has_gone_is_nobody_s_fault(found: dict[str, Any]) -> None:
    assert found["workshop gone"] == ["limit: gone"] * 2


@pytest.mark.parametrize("case", ["cancelled", "worker gone"])
def test_nothing_goes_on_that_nobody_waits_for(found: dict[str, Any], case: str) -> None:
    processes, all_gone = found[case]
    assert processes >= 2
    assert all_gone


def test_nothing_goes_on_whose_worker_was_killed() -> None:
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.dashboard.serving.toy", "stay"],
        cwd=Path(__file__).parents[3],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    try:
        pids = json.loads(worker.stdout.readline())
        assert len(pids) >= 3
    finally:
        worker.kill()
        worker.wait()
        worker.stdout.close()
    assert run(gone(pids))
