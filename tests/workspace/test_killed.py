"""Killed in the middle of writing, again and again: what was said to be kept is there, and whole.

Two write at a time. A writer is a child of this process, which has everything loaded: it takes
milliseconds to begin. It says each visit before it begins to keep it, and again when it is kept.
"""

import gc
import os
import random
import select
import signal
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from tests.workspace.full_plan import AREAS, WHO, heard
from workspace import check, diary, edits, plans
from workspace.changes import history
from workspace.database import Workspace
from workspace.errors import Busy
from workspace.records import Plan, new_id

KILLS = 200
# Seconds that a writer lives after its first visit is kept: up to several visits, or part of one.
LONGEST = 0.03
Say = Callable[[str, str], object]


def visit(plan_id: str, people: int) -> dict[str, object]:
    return {"plan_id": plan_id, "on": "2026-11-20", "people": people, "counted": "counted"}


def write(workspace: Workspace, plan_id: str, say: Say) -> None:
    """Keep a new visit, and change it once."""

    def save(*values: Any) -> None:
        while True:
            with suppress(Busy), workspace.writing() as session:  # told to, people save again
                diary.keep_activity(session, *values)
                break

    id_ = new_id()
    say("begun", id_)
    save(visit(plan_id, 5), heard(), {AREAS[0]: 3, AREAS[1]: 2}, WHO, id_)
    say("kept", id_)
    save(visit(plan_id, 4), {}, {AREAS[0]: 4}, WHO, id_, 1)
    say("changed", id_)


def line(words: Iterable[str]) -> bytes:
    return (" ".join(words) + "\n").encode()


def started(workspace: Workspace, plan_id: str) -> tuple[int, int]:
    """A writer: its process, and where it can be heard."""
    read, say = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(read)
            while True:
                write(workspace, plan_id, lambda *words: os.write(say, line(words)))
        except BaseException as error:
            os.write(say, line(("failed", repr(error), repr(error.__cause__))))
        finally:
            os._exit(1)
    os.close(say)
    return child, read


def killed(child: int, read: int, after: float) -> list[list[str]]:
    """What a writer said before it was killed, some time after it kept its first visit."""
    said = b""
    try:
        while b"kept" not in said:
            ready, _, _ = select.select([read], [], [], 60)
            assert ready, "the writer is silent"
            piece = os.read(read, 65536)
            assert piece, f"the writer ended by itself: {said.decode()}"
            said += piece
        time.sleep(after)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    while piece := os.read(read, 65536):
        said += piece
    os.close(read)
    # What it had not said to the end, it had not said.
    return [line.split() for line in said.decode().split("\n")[:-1]]


def test_what_was_acknowledged_is_there_and_nothing_is_half(workspace: Workspace) -> None:
    with workspace.writing() as session:
        plan = plans.make(session, {"title": "Killed", "asked": "all"}, [], WHO)
    said: dict[str, set[str]] = {"begun": set(), "kept": set(), "changed": set()}
    # Writers know the statements from this process, and have connections of their own.
    write(workspace, plan.id, lambda what, id_: said[what].add(id_))
    workspace._connected().dispose()
    gc.freeze()  # what a child does not touch is not copied for it
    chance = random.Random(17)
    for _ in range(KILLS // 2):
        pair = [started(workspace, plan.id) for _ in range(2)]
        for child, read in pair:
            for what, id_ in killed(child, read, chance.uniform(0, LONGEST)):
                said[what].add(id_)
    whole = {id_: (5, heard(), {AREAS[0]: 3, AREAS[1]: 2}) for id_ in said["begun"]}
    other = (4, {}, {AREAS[0]: 4})
    with workspace.reading() as session:
        there = {one.id: one for one in plans.plan(session, plan.id).activities}
        assert said["kept"] <= there.keys() <= said["begun"]
        changes = history(session, plan.id)
        for id_, one in there.items():
            found = (one.people, *diary.counts_of(session, id_))
            assert found == (other if one.version == 2 else whole[id_])
            assert one.version == 2 or id_ not in said["changed"]
            lines = [line.what for line in changes if line.record_id == id_]
            assert lines[-1] == "created"
            assert (one.version == 2) == (len(lines) > 1)
    assert check.faults(workspace) == []
    # Otherwise nothing was interrupted, and the test would show nothing.
    assert len(said["begun"]) > len(said["changed"])
    with workspace.writing() as session:  # nobody holds anything
        edits.change(session, Plan, plan.id, 1, {"title": "Goes on"}, WHO)
