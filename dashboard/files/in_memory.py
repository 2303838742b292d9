"""A folder for what a library must write to a file: in memory, and gone at once."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# A container's disk must not be written to, and /tmp may be full.
MEMORY = Path("/dev/shm")
_PREFIX = "seldom-heard-"


@contextmanager
def memory_folder() -> Iterator[Path]:
    """A folder that goes with its ``with`` block; in memory where there is such a place.

    Heavy work is ended in the middle when its client leaves, and then cannot tidy up: the next that
    needs a folder takes away what is left of processes that are no more.
    """
    memory = MEMORY if os.access(MEMORY, os.W_OK) else None
    if memory:
        _tidy(memory)
    prefix = f"{_PREFIX}{os.getpid()}-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=memory) as folder:
        yield Path(folder)


def _tidy(memory: Path) -> None:
    for folder in memory.glob(f"{_PREFIX}*-*"):
        number = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if number.isdecimal() and not _runs(int(number)):
            shutil.rmtree(folder, ignore_errors=True)


def _runs(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
