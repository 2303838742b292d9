"""Under which names the atlas answers: ``ALLOWED_HOSTS``.

Links in files are made from the name that a request brings, so that a request which nobody should
have sent could steer them elsewhere. Only ``Host`` is looked at: what a proxy passes on in
``X-Forwarded-Host`` is believed by nobody here.
"""

from typing import Any

from flask import Flask, Response, request

from dashboard.config import Config
from dashboard.settings.hosts import name_of
from dashboard.web.errors import say
from dashboard.web.kinds import OPEN_ALWAYS
from dashboard.web.texts import NOT_THIS_NAME

# "Misdirected": the request was well made, and for somebody else. With 400 it would look in logs
# like one that nobody can read.
MISDIRECTED = 421


def add_hosts(server: Flask, config: Config) -> None:
    """Refuse what is asked under another name, whatever its address."""

    @server.before_request
    def at_this_name() -> Response | None:
        said = refusal(request.environ, config)
        return say(said, MISDIRECTED) if said else None


def refusal(environ: dict[str, Any], config: Config) -> str | None:
    """Why a request is not answered under the name that it brings; None when it is.

    Health is told under any: whatever watches a container asks it by an address.
    """
    if not config.allowed_hosts or environ.get("PATH_INFO", "") in OPEN_ALWAYS:
        return None
    known = name_of(str(environ.get("HTTP_HOST", ""))) in config.allowed_hosts
    return None if known else NOT_THIS_NAME
