"""Good files spoilt in one place, and what the refusal has to say."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from data.errors import SourceError

FILE = "the-file.csv"
FETCH = "etch the file again"
RENAMED = "was it renamed?"


@contextmanager
def refuses(
    says: str, *, file: str = FILE, column: str = "", row: int | None = None, do: str = FETCH
) -> Iterator[None]:
    """The block raises a SourceError that says where (file, column, row), what, and what to do."""
    with pytest.raises(SourceError) as caught:
        yield
    message = str(caught.value)
    where = file
    where += f", column {column!r}" if column else ""
    where += f", row {row}" if row else ""
    assert message.startswith(f"{where}: "), message
    told = message.removeprefix(f"{where}: ")
    assert says in told, message
    assert do in told, message


@dataclass(frozen=True)
class Spoilt:
    """One change to a good file (``old`` → ``new``, once), and what its reader must say of it."""

    old: str
    new: str
    says: str
    column: str = ""
    row: int | None = None
    do: str = FETCH

    def check(self, reader: Callable[[bytes, str], Any], good: bytes) -> None:
        """The reader takes the good file, and refuses the spoilt one as it should."""
        reader(good, FILE)
        with refuses(self.says, column=self.column, row=self.row, do=self.do):
            reader(spoil(good, self.old, self.new), FILE)


def spoil(good: bytes, old: str, new: str) -> bytes:
    """Change the first ``old`` to ``new``; it has to be there."""
    assert old.encode() in good, f"{old!r} is not in the file to be spoilt"
    return good.replace(old.encode(), new.encode(), 1)
