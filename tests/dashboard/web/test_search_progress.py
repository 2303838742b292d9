"""How searches stand: told in one process, seen in another, never mistaken for each other."""

import os
from math import inf

from dashboard.web.search_progress import SLOTS, SearchProgress
from layers.targeting.covering_problem import Progress

JOB, OTHER = f"{3:016x}", f"{3 + SLOTS:016x}"  # in the same place


def test_what_one_process_tells_another_sees() -> None:
    progress = SearchProgress()
    assert progress.of(JOB) is None
    pid = os.fork()
    if pid == 0:
        progress.tell(JOB, Progress(1.5, 3860.0, inf))
        os._exit(0)
    os.waitpid(pid, 0)
    assert progress.of(JOB) == Progress(1.5, 3860.0, inf)


def test_two_in_one_place_are_told_apart() -> None:
    progress = SearchProgress()
    progress.tell(JOB, Progress(1, 2, 3))
    progress.tell(OTHER, Progress(4, 5, 6))
    assert progress.of(JOB) is None
    progress.forget(JOB)  # whose place another has taken
    assert progress.of(OTHER) == Progress(4, 5, 6)
    progress.forget(OTHER)
    assert progress.of(OTHER) is None
    assert progress.of("f" * 16) is None
