"""Words of waiting for the server, which the browser says on every page.

An analyst edits them in ``waiting.toml``; ``assets/modules/server.js`` says them.
"""

import json
from functools import lru_cache
from pathlib import Path

import msgspec

from layers import toml_file

FILE = Path(__file__).parent / "waiting.toml"


class Waiting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file.

    Attributes
    ----------
    seconds
        How long an answer may take before that is said.
    said
        Sentences, by what is the matter.
    parts, files
        What is waited for: by the part of the page that an answer fills, and by file.
    """

    seconds: int
    said: dict[str, str]
    parts: dict[str, str]
    files: dict[str, str]


@lru_cache(maxsize=1)
def waiting() -> Waiting:
    """The file, read once; an error names what does not fit."""
    return toml_file.read(FILE, Waiting)


def for_page() -> str:
    """The same as JSON that may stand in a page."""
    return json.dumps(msgspec.to_builtins(waiting()), ensure_ascii=False).replace("<", "\\u003c")
