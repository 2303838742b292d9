"""``BASE_PATH``: under which path of its host the atlas stands, such as ``/atlas``."""

import re

from dashboard.settings.reading import ConfigError, shown

# What the atlas's own addresses begin with: under one of these, an address could be read in two
# ways. A test holds them against the routes that there are.
OWN = frozenset(
    {
        *("seldom-heard", "practices", "heard", "inequality", "change", "methods", "not-found"),
        *("plans", "evidence", "where-to-meet", "data", "take"),
        *("api", "assets", "modules", "files", "find", "repeat", "export", "targets", "tiles"),
        *("healthz", "readyz", "metrics"),
    }
)
_PART = r"[A-Za-z0-9_-][A-Za-z0-9._~-]*"
_BASE = re.compile(rf"(/{_PART})+")
_LONGEST = 100


def is_base(text: str) -> bool:
    """Whether a text is a path under which the atlas can stand."""
    return len(text) <= _LONGEST and bool(_BASE.fullmatch(text)) and not _is_own(text)


def base_path(text: str) -> str:
    """The path, without a slash at its end; empty where the atlas has its host to itself.

    Raises
    ------
    ConfigError
        When it is no such path.
    """
    if not text or is_base(text):
        return text
    if _BASE.fullmatch(text) and _is_own(text):
        raise ConfigError(
            f"BASE_PATH is {shown(text)}, which begins as an address of the atlas's own does. "
            "Choose another name, such as /atlas."
        )
    raise ConfigError(
        f"BASE_PATH is {shown(text)}. It must begin with / and end without one, and hold only "
        f"letters, digits, hyphens, dots and more slashes, {_LONGEST} at most, such as /atlas. "
        "Leave it empty where the atlas has its host to itself."
    )


def _is_own(text: str) -> bool:
    first = text.split("/")[1].lower()
    return first in OWN or first.startswith("_")
