"""Who may see the atlas, and who is asking: ``AUTH``, ``TRUSTED_PROXIES``.

Open, or signed in by the organisation's reverse proxy, which names the person in a header. Nobody
else is believed: a header from another address counts as not sent.
"""

import ipaddress
from collections.abc import Iterable

from dashboard.config import Config, Network
from dashboard.web.kinds import OPEN_ALWAYS
from dashboard.web.replies import USER, Environ, Reply, said
from dashboard.web.texts import NOT_SIGNED_IN

METRICS = "/metrics"
_LONGEST = 200
# Any of them means that a request came through a proxy.
_OF_PROXIES = (
    "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "Via",
)  # fmt: skip


def not_let_in(environ: Environ, config: Config) -> Reply | None:
    """The refusal of who is not let in by the settings; None for who is, named from then on."""
    if config.auth == "open":
        return None
    person = user(environ, config)
    if person:
        environ[USER] = person
        return None
    path = environ.get("PATH_INFO")
    if path in OPEN_ALWAYS:
        return None
    # Whatever gathers figures is no person: it is known by its address.
    if path == METRICS and may_read_metrics(environ, config):
        return None
    return said(environ, NOT_SIGNED_IN, "403 Forbidden")


def user(environ: Environ, config: Config) -> str:
    """Whom the proxy has signed in, or nobody (``""``)."""
    if not among(environ.get("REMOTE_ADDR", ""), config.trusted_proxies):
        return ""
    name = str(environ.get(_key(config.auth_header), "")).strip()
    # Two headers of that name come joined by a comma: one of them was not the proxy's.
    if "," in name or not name.isprintable() or len(name) > _LONGEST:
        return ""
    return name


def may_read_metrics(environ: Environ, config: Config) -> bool:
    """Whether a listed address asks, directly: through a proxy, the address would be the proxy's
    and not that of whoever asks."""
    passed_on = any(_key(name) in environ for name in (*_OF_PROXIES, config.auth_header))
    return not passed_on and among(environ.get("REMOTE_ADDR", ""), config.metrics_addresses)


def client(environ: Environ, config: Config) -> str:
    """Whose turn it is, for limits: the person, or the address that a trusted proxy passes on."""
    peer = str(environ.get("REMOTE_ADDR", ""))
    if USER in environ:
        return str(environ[USER])
    if among(peer, config.trusted_proxies):
        # The last is the proxy's own word; those before it are the client's.
        passed = str(environ.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
        return passed[:_LONGEST] or peer
    return peer


def settle(environ: Environ, config: Config) -> None:
    """Believe a trusted proxy about TLS, for links in exports; take others' words away."""
    trusted = among(environ.get("REMOTE_ADDR", ""), config.trusted_proxies)
    if trusted and environ.get("HTTP_X_FORWARDED_PROTO", "").strip().lower() == "https":
        environ["wsgi.url_scheme"] = "https"
    if not trusted:
        environ.pop(_key(config.auth_header), None)


def among(address: str, networks: Iterable[Network]) -> bool:
    """Whether an address, as the server saw it, lies in one of the networks."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    # IPv4 on a socket that listens for both.
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return any(found in network for network in networks)


def _key(header: str) -> str:
    return f"HTTP_{header.upper().replace('-', '_')}"
