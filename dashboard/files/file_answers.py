"""How the server answers for a file: the file itself, or a sentence about why there is none.

Nothing of it is kept on the way: who asked for what stays between the person and the server.
"""

from collections.abc import Iterable

from flask import Response


def attached(content: bytes, content_type: str, file: str) -> Response:
    """A file to download."""
    response = Response(content, content_type=content_type)
    # Written by the library, which quotes and encodes as RFC 6266 and 5987 ask.
    response.headers.set("Content-Disposition", "attachment", filename=file)
    return kept_nowhere(response)


def announced(content_type: str) -> Response:
    """A file that was only asked about (HEAD): its type, and nothing of it is worked out."""
    response = Response(content_type=content_type)
    response.automatically_set_content_length = False  # it has none yet, which is not 0
    return kept_nowhere(response)


def refused(text: str, status: int) -> Response:
    """Why there is no file, in plain words."""
    response = Response(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")
    return kept_nowhere(response)


def unknown(name: str, formats: Iterable[str], then: str) -> Response:
    """There is no such format; ``then`` says what to do."""
    *most, last = formats
    there = f"There are {', '.join(most)} and {last}: {then}"
    return refused(f"There is no file called “{short(name)}”. {there}", 404)


def short(text: str) -> str:
    """Fit to be shown: no control characters, not long."""
    tidy = "".join(c for c in text if c.isprintable())
    return tidy if len(tidy) <= 40 else f"{tidy[:39]}…"


def kept_nowhere(response: Response) -> Response:
    """The answer, with word to every cache that it is not to be kept."""
    response.headers["Cache-Control"] = "private, no-store"
    return response
