"""A request's body, whose faults are the sender's: a chunk that is none, a connection that ends.

Each server has its own errors for these, and not all of them are of a kind that Flask knows.
"""

from typing import Any

from werkzeug.exceptions import ClientDisconnected


class Body:
    """What ``wsgi.input`` is, with every failure to read it answered with 400.

    Parameters
    ----------
    stream
        The server's own.
    """

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        """As a file's."""
        return self._taken(self._stream.read, size)

    def readline(self, size: int = -1) -> bytes:
        """As a file's."""
        return self._taken(self._stream.readline, size)

    @staticmethod
    def _taken(read: Any, size: int) -> bytes:
        try:
            return bytes(read(size))
        except MemoryError:
            raise
        except Exception as error:
            raise ClientDisconnected from error
