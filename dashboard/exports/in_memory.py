"""A folder for what a library must write to a file: in memory, and gone at once."""

import os
from tempfile import TemporaryDirectory

_MEMORY = "/dev/shm"


def memory_folder() -> TemporaryDirectory[str]:
    """A folder that goes with its ``with`` block; in memory where there is such a place.

    A container's disk must not be written to, and ``/tmp`` may be full.
    """
    memory = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    return TemporaryDirectory(prefix="seldom-heard-", dir=memory)
