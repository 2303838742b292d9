"""The engagement brief: a tagged, accessible PDF on A4 that a team can print and act on.

Typst sets it from ``brief.typ``. Everything that is said is handed over as data, so that no name
can become markup.
"""

import json
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dashboard.exports.brief import printable
from dashboard.exports.brief.pages import content
from dashboard.handover import Handover
from layers.atlas import Atlas

TEMPLATE = Path(__file__).parent / "brief.typ"
TYPESET = Path(__file__).parent / "typeset.py"
LONGEST = 60  # seconds; ten zones take about one
# PDF/UA-1: what cannot be read aloud in the right order, with its language and with words for each
# picture, is an error and not a file.
STANDARD = "ua-1"
NO_TITLE = "Engagement brief"  # where a name has nothing that a title can hold
_LONG_WORD = re.compile(r"[^\s\u200b]{25}(?=[^\s\u200b])")
_BREAK = "\u200b"
_OF_LINKS = "".join(map(chr, range(33, 127)))  # whatever else an address holds is encoded
# Drawings and the link, already safe, and what is not shown but kept: the title in full.
_AS_IS = ("svg", "full_title", "link")

# One at a time for a worker: the memory of one is then the most that it needs.
_LOCK = threading.Lock()


class BriefError(RuntimeError):
    """Typst could not make the file. The message says why, for whoever looks after the server."""


def brief(atlas: Atlas, handover: Handover, *, made: date, link: str) -> bytes:
    """The PDF's bytes: the same for the same arguments.

    Parameters
    ----------
    made
        The day to print; nothing here looks at a clock.
    link
        The address that finds the same again.

    Raises
    ------
    BriefError
        When Typst cannot make the file, or takes too long.
    """
    said = content(atlas, handover, made=made, link=quote(link, _OF_LINKS, errors="replace"))
    said["full_title"] = _visible(said["title"]) or NO_TITLE
    if printable.printable(said["title"]) != said["full_title"]:
        said["notes"].append(
            "A part of the name cannot be printed with the letters at hand and is described in "
            "brackets. It is whole in the title that a PDF reader shows, and in the other files."
        )
    stamp = int(datetime.combine(made, time(), UTC).timestamp())
    with _LOCK:
        try:
            return _set(_each(said, _shown), stamp)
        except BriefError as error:
            if "could not be displayed" not in str(error):
                raise
            return _set(_each(said, printable.plain), stamp)


def _set(said: dict[str, Any], stamp: int) -> bytes:
    asked = {
        "template": str(TEMPLATE),
        "fonts": [str(folder) for folder in printable.folders()],
        "said": said,
        "standard": STANDARD,
        "stamp": stamp,
    }
    # Isolated from the environment and the folder it is run in: it needs Typst and nothing else.
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(TYPESET)],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise BriefError(f"Typst took more than {LONGEST} seconds.") from None
    if done.returncode:
        raise BriefError(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout


def _each(value: Any, change: Callable[[str], str]) -> Any:
    """The same values with every text changed that will be shown."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_each(one, change) for one in value]
    if isinstance(value, dict):
        return {key: one if key in _AS_IS else _each(one, change) for key, one in value.items()}
    return value


def _shown(text: str) -> str:
    """Fit to print, with places to break a word that is longer than a line."""
    return _LONG_WORD.sub(lambda found: f"{found[0]}{_BREAK}", printable.printable(text))


def _visible(text: str) -> str:
    """Without control characters and halves of characters, which no file can hold."""
    return "".join(c for c in text if c.isprintable() or c in "\u200c\u200d").strip()
