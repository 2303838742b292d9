"""Where the next page begins, as a word that says nothing to whoever passes it back.

It holds the place of a row and a digest of what was asked and of what it was asked of, so that one
that belongs to another question, or to figures that have been replaced since, is refused and never
gives rows twice or leaves some out.
"""

import base64
import binascii
import hashlib
import re

from dashboard.api.problems import wrong

_DIGITS = 10  # of the digest
_WRITTEN = re.compile(rb"([0-9]{1,9})-([0-9a-f]{10})")


def written(start: int, question: str) -> str:
    """The cursor of the page that begins at a row, counted from 0."""
    text = f"{start}-{_digest(question)}".encode()
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


def read(cursor: str, question: str) -> int:
    """The row at which a page begins; 0 without a cursor.

    Raises
    ------
    dashboard.api.problems.Problem
        For one that this question has not given.
    """
    if not cursor:
        return 0
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise wrong("cursor") from None
    found = _WRITTEN.fullmatch(text)
    if not found or found[2].decode() != _digest(question):
        raise wrong("cursor")
    return int(found[1])


def _digest(question: str) -> str:
    return hashlib.sha256(question.encode("utf-8", "replace")).hexdigest()[:_DIGITS]
