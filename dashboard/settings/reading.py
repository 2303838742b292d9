"""Values as the environment gives them, and the slips that any of them can have."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

_SHOWN = 60  # characters of a value in a sentence; the rest says no more about what is wrong
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "`": "`"}
# May hold anything that can be read: "(c) Maps #1".
_FREE = frozenset({"TILES_ATTRIBUTION", "SNAPSHOT", "GROUPINGS", "ROLES", "WORKSPACE"})
# May hold a password: its value is never shown.
_SECRET = frozenset({"WORKSPACE"})


class ConfigError(ValueError):
    """A setting has a value that cannot be used. The message names it and says what would do."""


def shown(value: str) -> str:
    """A value in a sentence: in quotation marks, on one line, its beginning if it is long."""
    return repr(value if len(value) <= _SHOWN else value[:_SHOWN] + "…")


def _said(name: str, value: str) -> str:
    return "set" if name in _SECRET else shown(value)


def given(environment: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """Settings by name, without spaces and line ends around them; empty where not set.

    Raises
    ------
    ConfigError
        For what files of settings bring along: quotation marks, remarks, half a line more.
    """
    found = {name: environment.get(name, "").strip() for name in names}
    for name, value in found.items():
        if any(unicodedata.category(c) in ("Cc", "Cs") for c in value):
            raise ConfigError(
                f"{name} is {_said(name, value)}. It holds a line break or a sign that nobody can "
                "read: write it anew, in UTF-8 and on one line."
            )
        if len(value) > 1 and _QUOTES.get(value[0]) == value[-1]:
            raise ConfigError(
                f"{name} is {_said(name, value)}. Leave the quotation marks out: here they count "
                "as part of the value."
            )
        if name not in _FREE and re.search(r"(^|\s)#", value):
            raise ConfigError(
                f"{name} is {shown(value)}. What follows the # counts as part of the value: put "
                "remarks on lines of their own."
            )
    return found


def whole_number(name: str, text: str, least: int, most: int, why: str = "") -> int:
    """A whole number within bounds.

    Raises
    ------
    ConfigError
        For anything else; it ends with ``why``, a sentence.
    """
    if re.fullmatch(r"[0-9]{1,9}", text) and least <= int(text) <= most:
        return int(text)
    raise ConfigError(
        f"{name} is {shown(text)}. It must be a whole number from {least} to {most}"
        f"{f'; {why}' if why else ''}."
    )
