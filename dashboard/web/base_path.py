"""Under a path of its host: what a request's address begins with is put aside before all else.

From then on a request's path (``PATH_INFO``) is the same wherever the atlas stands, so that routes,
limits, kinds and the log know of no base, and the base is where WSGI has it (``SCRIPT_NAME``), from
where Flask makes whole addresses for links in files. A proxy may leave the base in the address or
take it off: both are understood (docs/adr/0021-under-a-path.md).
"""

from dashboard.settings.base_path import is_base
from dashboard.settings.config import Config
from dashboard.web.access import among
from dashboard.web.replies import Environ

_PREFIX = "HTTP_X_FORWARDED_PREFIX"


def put_base_aside(environ: Environ, config: Config) -> None:
    """Split a request's address into the base and the path below it.

    The base is ``BASE_PATH``, or what a trusted proxy names in ``X-Forwarded-Prefix``; what anybody
    else names there counts as not sent, and what is no path under which the atlas can stand, too.
    """
    base = config.base_path
    named = str(environ.get(_PREFIX, "")).strip().rstrip("/")
    if is_base(named) and among(str(environ.get("REMOTE_ADDR", "")), config.trusted_proxies):
        base = named
    environ["SCRIPT_NAME"] = base
    path = str(environ.get("PATH_INFO", ""))
    if base and (path == base or path.startswith(f"{base}/")):
        environ["PATH_INFO"] = path[len(base) :]
