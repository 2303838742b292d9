"""What the tokens of pages are signed with: made once for a workspace, the same for every process.

In the database, so that a page that was opened before a restart, or through another container, can
still be saved. With tokens alone nobody can write: a request must also come from the atlas's own
page and be of a person who may.
"""

import secrets

from sqlalchemy import text
from sqlalchemy.orm import Session

from workspace.records import Secret

_NAME = "write_key"
# Both databases know it: of two processes that make a key, the second keeps the first one's.
_MAKE = text(
    "INSERT INTO secret (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING"
)


def write_key(session: Session) -> bytes:
    """The key; empty as long as none was made."""
    found = session.get(Secret, _NAME)
    return found.value.encode() if found else b""


def make_write_key(session: Session) -> None:
    """Make the key of a workspace that has none."""
    session.execute(_MAKE, {"name": _NAME, "value": secrets.token_hex(32)})
