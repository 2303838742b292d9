"""Links to the atlas's own pages and files, wherever it stands: at its host's root or under a path.

Every address of the atlas's own that a page holds is written with :func:`to`. In the browser,
``assets/modules/base.js`` does the same. Links in files are whole, and made from the request's
``url_root``.
"""

from flask import has_request_context, request


def to(address: str) -> str:
    """An address of the atlas's own as a browser is to ask for it.

    Parameters
    ----------
    address
        As if the atlas had its host to itself: ``/practices?v=C88048``.

    Returns
    -------
    str
        With the base of the present request in front (``/atlas/practices?v=C88048``); outside of a
        request as it is.
    """
    return f"{base()}{address}"


def base() -> str:
    """What stands in front of each address of the atlas's own: ``""``, or such as ``/atlas``."""
    return request.script_root if has_request_context() else ""


def without_base(path: str) -> str:
    """A path that a browser is at, as if the atlas had its host to itself; others as they are."""
    start = base()
    return path[len(start) :] or "/" if path == start or path.startswith(f"{start}/") else path
