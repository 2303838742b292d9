"""What an address of the API is: its arguments, its rows, and what finds them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import marshmallow as ma

from dashboard.api import fields
from layers.atlas import Atlas

Row = Mapping[str, Any]
Asked = Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """What was found.

    Attributes
    ----------
    total
        How many rows there are.
    part
        The rows from one place up to another, so that only those of a page are worked out.
    more
        What stands beside the rows, in JSON.
    query
        Of what was posted: the arguments that ask the same with GET, for the pages that follow.
    columns
        Of a field of several figures: its columns in CSV, in order, also where there is no row.
    """

    total: int
    part: Callable[[int, int], Sequence[Row]]
    more: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, str] | None = None
    columns: Sequence[str] = ()


@dataclass(frozen=True, eq=False)
class Endpoint:
    """An address.

    Attributes
    ----------
    name
        That of its texts, and of its answer's schema.
    path
        Below ``/api/v1``, with ``<code>`` or ``<id>`` for what it is of.
    row
        What ``data`` is, or is a list of.
    find
        Finds it, of an atlas and what was asked, the parts of the path included.
    asked
        Its arguments by name, without those that every list takes.
    more
        Fields beside ``data``.
    one
        Whether ``data`` is one thing.
    body
        The schema of what may be posted instead, and what finds that.
    """

    name: str
    path: str
    row: type[ma.Schema]
    find: Callable[[Atlas, Asked], Found]
    asked: Mapping[str, Any] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)
    one: bool = False
    body: type[ma.Schema] | None = None
    find_posted: Callable[[Atlas, Asked], Found] | None = None

    @property
    def parameter(self) -> str:
        """The name of the part of its path that varies; empty without one."""
        return self.path.partition("<")[2].partition(">")[0]

    @property
    def template(self) -> str:
        """Its path as the document writes it: ``/practices/{code}``."""
        return self.path.replace("<", "{").replace(">", "}")

    def arguments(self) -> type[ma.Schema]:
        """The schema of its arguments."""
        every = fields.form() if self.one else fields.paging()
        return fields.asked(f"{self.name.capitalize()}Asked", {**self.asked, **every})

    def paging_only(self) -> type[ma.Schema]:
        """The schema of the arguments that stand in the address where the rest is posted."""
        return fields.asked(f"{self.name.capitalize()}Paged", fields.paging())

    def answer(self) -> type[ma.Schema]:
        """The schema of its answer."""
        name = f"{self.name.capitalize()}Answer"
        return fields.answer(name, self.row, one=self.one, more=dict(self.more))


def listed(rows: Sequence[Row], **more: Any) -> Found:
    """Rows that are all there already."""
    return Found(len(rows), lambda start, stop: rows[start:stop], more)
