"""Makes a tagged, accessible PDF with Typst from a template and what it is to say.

Everything that is said is handed over as data, so that no name can become markup. What the
templates share is in ``paper.typ``.
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

from dashboard.files import printable

ROOT = Path(__file__).parents[1]  # templates may import what lies below
TYPESET = Path(__file__).with_name("typeset.py")
LONGEST = 60  # seconds; ten zones of a brief take about one
# PDF/UA-1: what cannot be read aloud in the right order, with its language and with words for each
# picture, is an error and not a file.
STANDARD = "ua-1"
NO_TITLE = "Seldom Heard"  # where a name has nothing that a title can hold
_LONG_WORD = re.compile(r"[^\s\u200b]{26,}")
_PIECE = re.compile(r".{25}(?=.)")
_BREAK = "\u200b"
# Typst breaks these itself; a character put into one would be copied with it, and lead elsewhere.
_WEB_ADDRESS = re.compile(r"https?://|www\.")
_OF_LINKS = "".join(map(chr, range(33, 127)))  # whatever else an address holds is encoded
# Drawings and the link, already safe, and what is not shown but kept: the title in full.
_AS_IS = ("svg", "full_title", "link")

# One at a time for a worker: the memory of one is then the most that it needs.
_LOCK = threading.Lock()


class PdfError(RuntimeError):
    """Typst could not make the file. The message says why, for whoever looks after the server."""


def pdf(template: Path, said: dict[str, Any], *, made: date) -> bytes:
    """The PDF's bytes: the same for the same arguments.

    Parameters
    ----------
    template
        Below :data:`ROOT`; reads ``sys.inputs.said`` as JSON.
    said
        What it prints: texts, lists and mappings of them. ``title`` is the document's, which the
        template also finds in full, as ``full_title``; ``svg`` and ``link`` are taken as they are.
    made
        The day that the file says it is from; nothing here looks at a clock.

    Raises
    ------
    PdfError
        When Typst cannot make the file, or takes too long.
    """
    told = said | {"full_title": visible(said["title"]) or NO_TITLE}
    stamp = int(datetime.combine(made, time(), UTC).timestamp())
    with _LOCK:
        try:
            return _set(template, _each(told, _shown), stamp)
        except PdfError as error:
            if "could not be displayed" not in str(error):
                raise
            return _set(template, _each(told, printable.plain), stamp)


def address(link: str) -> str:
    """A link as an address that any reader opens."""
    return quote(link, safe=_OF_LINKS, errors="replace")


def visible(text: str) -> str:
    """Without control characters and halves of characters, which no file can hold."""
    return "".join(c for c in text if c.isprintable() or c in "\u200c\u200d").strip()


def _set(template: Path, said: dict[str, Any], stamp: int) -> bytes:
    asked = {
        "root": str(ROOT),
        "template": str(template),
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
        raise PdfError(f"Typst took more than {LONGEST} seconds.") from None
    if done.returncode:
        raise PdfError(done.stderr.decode("utf-8", "replace").strip())
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
    return _LONG_WORD.sub(lambda found: _breakable(found[0]), printable.printable(text))


def _breakable(word: str) -> str:
    return word if _WEB_ADDRESS.search(word) else _PIECE.sub(rf"\g<0>{_BREAK}", word)
