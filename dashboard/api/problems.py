"""What the API answers when it cannot give what was asked for: a sentence and a status."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from werkzeug.datastructures import MultiDict

from dashboard.api.fields import UNKNOWN
from dashboard.api.texts import say
from dashboard.parts.address import short

_MOST = 5  # arguments that are named in one answer


class Problem(Exception):
    """Something that was asked for and is not there (404), or cannot be asked for like that (422).

    Attributes
    ----------
    status
        Of the answer.
    text
        What is wrong and what would do, in a sentence.
    """

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status, self.text = status, text


def unknown(what: str, given: str) -> Problem:
    """There is no such thing; ``what`` names its text."""
    return Problem(404, say("problem", what, given=short(given)))


def wrong(name: str, /, **parts: object) -> Problem:
    """It cannot be asked for like that; ``name`` is that of the text."""
    return Problem(422, say("problem", name, **parts))


def known(given: Iterable[str], there: Iterable[str], what: str) -> list[str]:
    """Codes that are there, each once.

    Raises
    ------
    Problem
        For the first that is not.
    """
    codes, wanted = set(there), list(dict.fromkeys(given))
    for code in wanted:
        if code not in codes:
            raise unknown(what, code)
    return wanted


def once(given: MultiDict[str, str]) -> None:
    """Nothing of what was given twice is left out in silence.

    Raises
    ------
    Problem
        For arguments that are there more than once.
    """
    twice = {name: say("problem", "twice") for name, texts in given.lists() if len(texts) > 1}
    if twice:
        raise Problem(422, arguments(twice))


def arguments(messages: Any, there: Iterable[str] = ()) -> str:
    """What webargs found wrong, in a sentence: each argument with what is wrong with it.

    Parameters
    ----------
    there
        Names of the arguments that there are.
    """
    names = sorted(there)
    found = list(_leaves(messages))
    told = "; ".join(
        f"{short(name)}: {(_not_there(name, names) if text == UNKNOWN else text).rstrip('.')}"
        for name, text in found[:_MOST]
    )
    return say("problem", "arguments", told=told) if told else say("problem", "unread")


def _not_there(given: str, there: list[str]) -> str:
    """That there is no such argument, with the one that may be meant, else all that there are."""
    if near := get_close_matches(given, [name for name in there if len(name) > 1], 1):
        return say("problem", "argument_near", near=near[0])
    return say("problem", "argument", there=", ".join(there))


def _leaves(messages: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """``{"query": {"limit": ["Not a number."]}}`` → ``limit``, ``Not a number.``"""
    if isinstance(messages, dict):
        for key, inner in messages.items():
            if isinstance(key, int):
                yield from _leaves(inner, say("problem", "entry", name=name, number=key + 1))
                continue
            outer = "" if key in ("query", "json", "_schema") else str(key)
            yield from _leaves(inner, ".".join(part for part in (name, outer) if part))
    else:
        for text in messages if isinstance(messages, list) else [messages]:
            yield name or say("problem", "whole"), str(text)
