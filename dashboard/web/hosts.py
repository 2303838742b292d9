"""Under which names the atlas answers: ``ALLOWED_HOSTS``.

Links in files are made from the name that a request brings, so that a request which nobody should
have sent could steer them elsewhere. Only ``Host`` is looked at: what a proxy passes on in
``X-Forwarded-Host`` is believed by nobody here.
"""

from dashboard.settings.config import Config
from dashboard.settings.hosts import name_of
from dashboard.web.refusal_texts import NOT_THIS_NAME
from dashboard.web.replies import Environ, Reply, said
from dashboard.web.request_kinds import OPEN_ALWAYS

# "Misdirected": the request was well made, and for somebody else. With 400 it would look in logs
# like one that nobody can read.
MISDIRECTED = "421 Misdirected Request"


def not_this_name(environ: Environ, config: Config) -> Reply | None:
    """The refusal of what is asked under another name; None for what is answered.

    Health is told under any: whatever watches a container asks it by an address.
    """
    if not config.allowed_hosts or environ.get("PATH_INFO", "") in OPEN_ALWAYS:
        return None
    known = name_of(str(environ.get("HTTP_HOST", ""))) in config.allowed_hosts
    return None if known else said(environ, NOT_THIS_NAME, MISDIRECTED)
