"""Whether a request was made by a page of another site, in the browser of somebody who may ask.

Any page on the web can have a browser send a body to the atlas, from inside its network and signed
in, and make it work on it. Browsers say whose page asked: ``Sec-Fetch-Site`` over TLS, else
``Origin``, and no page can change either. A request with neither is not from a page: a script or a
program, which knows what it asks for and uses nobody's sign-in but its own.
"""

from urllib.parse import urlsplit

from dashboard.web.refusal_texts import FOREIGN
from dashboard.web.replies import Environ, Reply, said
from dashboard.web.request_kinds import kind_of

_HARMLESS = ("GET", "HEAD", "OPTIONS")
_OWN = ("same-origin", "none")  # none: typed by the person, or a bookmark
_PORTS = {"http": 80, "https": 443}


def from_elsewhere(environ: Environ) -> Reply | None:
    """The refusal of what another site's page sends; None for what is let in."""
    return said(environ, FOREIGN, "403 Forbidden") if foreign(environ) else None


def foreign(environ: Environ) -> bool:
    """Whether a request is of another site's page, and more than a link that somebody follows.

    Whatever sends something is judged, whatever makes a file, and the API; pages and their parts
    may be asked for by anybody, since another site's page can read nothing of them.

    Parameters
    ----------
    environ
        Of WSGI, after :func:`dashboard.web.access.settle`.
    """
    harmless = environ.get("REQUEST_METHOD") in _HARMLESS
    if harmless and kind_of(environ.get("PATH_INFO", "")) not in ("export", "api"):
        return False
    site = environ.get("HTTP_SEC_FETCH_SITE")
    if site is not None:
        # The browser's own judgement, which holds whatever a proxy makes of the host's name.
        return site not in _OWN and not (harmless and _follows_link(environ))
    origin = environ.get("HTTP_ORIGIN")
    return origin is not None and not _ours(origin, environ)


def of_own_page(environ: Environ) -> bool:
    """Whether a request says that a page of this atlas made it; who says nothing does not.

    What changes a plan must say so, on top of :func:`foreign`, which lets programs in.
    """
    site = environ.get("HTTP_SEC_FETCH_SITE")
    if site is not None:
        return bool(site == "same-origin")
    origin = environ.get("HTTP_ORIGIN")
    return origin is not None and _ours(origin, environ)


def _follows_link(environ: Environ) -> bool:
    """Such as one to a file, in a message or on an organisation's own pages; not in a frame."""
    mode, dest = environ.get("HTTP_SEC_FETCH_MODE"), environ.get("HTTP_SEC_FETCH_DEST")
    return mode == "navigate" and dest in (None, "document")


def _ours(origin: str, environ: Environ) -> bool:
    """Whether an origin has this server's host and port, and is no less safe.

    A proxy may take TLS off and not be listed as trusted: then this server sees ``http`` where the
    browser says ``https``. Some proxies give the host's name as ``X-Forwarded-Host`` only, which
    no page can send: a browser would ask first, and is not answered.
    """
    try:
        asked = urlsplit(origin)
        place = (asked.hostname, asked.port or _PORTS[asked.scheme])
        safe = asked.scheme == "https" or environ.get("wsgi.url_scheme") == "http"
        return safe and any(place == _place(host, asked.scheme) for host in _hosts(environ))
    except (KeyError, ValueError):
        return False  # "null" as well: a page that hides whose it is


def _hosts(environ: Environ) -> list[str]:
    """The names that the browser may have asked for."""
    passed_on = environ.get("HTTP_X_FORWARDED_HOST", "").partition(",")[0].strip()
    return [host for host in (environ.get("HTTP_HOST", ""), passed_on) if host]


def _place(host: str, scheme: str) -> tuple[str | None, int]:
    """Name and port; without one, the port that goes with how the browser came here."""
    found = urlsplit(f"//{host}")
    return found.hostname, found.port or _PORTS[scheme]
