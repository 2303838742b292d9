"""One spelling of an address, for whatever decides by it: routes, limits, sign-in, the log.

Servers and proxies read ``//find``, ``/./find``, ``/x/../find``, ``/%66ind``, ``/find;x`` and
``\\find`` each in their own way. Decisions are made by this reading alone, and what is spelled in
another way is not given to a route at all (:mod:`dashboard.web.addresses`).
"""

import re
from collections.abc import Container
from urllib.parse import unquote

# A server decodes escapes once; whoever passes a request on may have escaped them once more, or
# twice. No reader undoes more than that.
_DECODINGS = 3
# ``GET http://host/path``: some servers pass the whole of it on as the path.
_HOST = re.compile(r"[a-z][a-z0-9+.-]*:/*[^/]*", re.IGNORECASE)


def normal(path: str) -> str:
    """A path's one spelling, in small letters: a slash, and parts with one slash between them.

    Parameters
    ----------
    path
        As a server gives it, decoded or not; anything at all.
    """
    for _ in range(_DECODINGS):
        path = unquote(path)
    path = path.replace("\\", "/")
    if not path.startswith("/"):
        # Only at the start: looked for anywhere, it takes the square of the path's length.
        host = _HOST.match(path)
        path = path[host.end() :] if host else path
    parts: list[str] = []
    for written in path.split("/"):
        part = written.partition(";")[0]
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return f"/{'/'.join(parts)}".lower()


def without_slash(path: str, known: Container[str]) -> str:
    """A path without one slash at its end, where that makes it one of some known ones.

    For what programs ask that were set up by hand: some write ``/healthz/``. All that is decided
    is decided by the path that this gives, so that the slash changes nothing.
    """
    return path[:-1] if path.endswith("/") and path[:-1] in known else path


def is_normal(path: str) -> bool:
    """Whether a path is spelled like that already, but for capital letters, which some names have.

    Control characters are in no address of ours.
    """
    return path.isprintable() and path.lower() == normal(path)
