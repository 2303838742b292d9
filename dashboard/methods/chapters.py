"""The methods as the page has them: contents, and each in plain words with the rest folded.

They are made of ``docs/methods`` by ``scripts/methods_page.py``, as plain markup.
"""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

from dashboard.methods.texts import say
from dashboard.parts.plain_markup import Still

FILE = Path(__file__).parent / "chapters.json"


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands below a heading: ``plain`` is read, ``more`` is folded."""

    id: str
    title: str
    level: int
    plain: list[Still]
    more: list[Still]


class Chapter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A chapter; its first section may have no title, and then has the chapter's id."""

    id: str
    title: str
    sections: tuple[Section, ...]


@lru_cache(maxsize=1)
def chapters() -> tuple[Chapter, ...]:
    """All of them, in order, read once. An error names what does not fit."""
    return msgspec.convert(json.loads(FILE.read_text("utf-8")), tuple[Chapter, ...])


def contents() -> list[Still]:
    """For each chapter what is in it, folded under its name; a chapter of one part is a link."""
    return [["ul", {"class": "contents list-unstyled mb-0"}, *map(_in_contents, chapters())]]


def methods() -> list[Still]:
    """All chapters as the browser builds them."""
    return [part for one in chapters() for part in _chapter(one)]


def _in_contents(chapter: Chapter) -> Still:
    titled = [section for section in chapter.sections if section.title]
    if not titled:
        return ["li", {"class": "py-1"}, ["a", {"href": f"#{chapter.id}"}, chapter.title]]
    links = [["li", {}, ["a", {"href": f"#{one.id}"}, one.title]] for one in titled]
    folded = ["ul", {"class": "list-unstyled ps-3"}, *links]
    return ["li", {"class": "py-1"}, ["details", {}, ["summary", {}, chapter.title], folded]]


def _chapter(chapter: Chapter) -> Iterator[Still]:
    yield ["h2", {"id": chapter.id, "tabindex": "-1"}, chapter.title]
    for section in chapter.sections:
        if section.title:
            head = {"id": section.id, "tabindex": "-1", "class": "h6 fw-semibold mt-4"}
            yield [f"h{section.level + 1}", head, section.title]
        yield from section.plain
        if section.more:
            yield ["details", {}, ["summary", {}, say("worked_out")], *section.more]
