"""Headings of a table's columns, each of which is there once."""

from collections.abc import Iterable
from itertools import count


def told_apart(heads: Iterable[str]) -> list[str]:
    """Headings with a number behind those that stand there already, in capitals or not: Excel and
    databases take two that differ in nothing else for one."""
    found: list[str] = []
    taken: set[str] = set()
    for head in heads:
        one = next(text for at in count(1) if (text := _numbered(head, at)).casefold() not in taken)
        taken.add(one.casefold())
        found.append(one)
    return found


def _numbered(head: str, number: int) -> str:
    return head if number == 1 else f"{head} ({number})"
