"""The server with SQLite as it comes: for ``benchmarks.workspace``, as what it is compared with.

No write-ahead log (readers and a writer wait for each other), and nobody waits: whoever meets
another is refused.
"""

import sys

from workspace import database

PLAIN = {"journal_mode": "DELETE", "foreign_keys": "OFF", "busy_timeout": "0"}


def main() -> None:
    """Become the server, with other settings of each connection."""
    database.PRAGMAS.clear()
    database.PRAGMAS.update(PLAIN)
    sys.argv[1:] = []  # the command of the usual server
    from dashboard.__main__ import main as serve

    serve()


if __name__ == "__main__":
    main()
