"""Who may see the atlas, and who is asking: ``AUTH``, ``TRUSTED_PROXIES``.

Open, or signed in by the organisation's reverse proxy, which names the person in a header. Nobody
else is believed: a header from another address counts as not sent.
"""

import ipaddress
from collections.abc import Iterable

from dashboard.settings.config import Config, Network
from dashboard.settings.hosts import name_of
from dashboard.web.refusal_texts import NOT_SIGNED_IN
from dashboard.web.replies import ROLE, USER, Environ, Reply, said
from dashboard.web.request_kinds import OPEN_ALWAYS
from workspace.roles import NOBODY

METRICS = "/metrics"
_LONGEST = 200
_MOST_PROXIES = 10  # one behind the other
# Any of them means that a request came through a proxy.
_OF_PROXIES = (
    "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Forwarded-Proto", "X-Real-IP",
    "Forwarded", "Via",
)  # fmt: skip


def not_let_in(environ: Environ, config: Config) -> Reply | None:
    """The refusal of who is not let in by the settings; None for who is, named from then on."""
    if config.auth == "open":
        environ[ROLE] = role_where_open(environ, config)
        return None
    person = user(environ, config)
    if person:
        environ[USER] = person
        environ[ROLE] = config.roles.of(person, groups(environ, config))
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
    name = _spelled(str(environ.get(_key(config.auth_header), ""))).strip()
    # Two headers of that name come joined by a comma: one of them was not the proxy's.
    if "," in name or not name.isprintable() or len(name) > _LONGEST:
        return ""
    return name


def groups(environ: Environ, config: Config) -> list[str]:
    """The groups that the proxy names, of a request that it has passed on."""
    listed = _spelled(str(environ.get(_key(config.auth_groups_header), "")))
    return [one.strip() for one in listed.split(",") if one.strip()]


def role_where_open(environ: Environ, config: Config) -> str:
    """What people may do to plans where nobody signs in: all, or nothing.

    All on one's own machine. A name that leads there is not enough: any page on the web can have
    its own name lead to this machine, and a proxy on it brings others along.
    """
    if config.workspace_open:
        return "administrator"
    host = name_of(str(environ.get("HTTP_HOST", "")))
    own = (host == "localhost" or _is_loopback(host.strip("[]"))) and not any(
        _key(name) in environ for name in _OF_PROXIES
    )
    here = config.by_one_person and _is_loopback(str(environ.get("REMOTE_ADDR", "")))
    return "administrator" if here and own else NOBODY


def _is_loopback(text: str) -> bool:
    found = _address(text)
    return found is not None and found.is_loopback


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
        # Each proxy writes at the end whom it heard from; what is before that is the client's.
        passed = str(environ.get("HTTP_X_FORWARDED_FOR", "")).rsplit(",", _MOST_PROXIES)
        heard = [_without_port(one.strip()) for one in passed[: -_MOST_PROXIES - 1 : -1]]
        outside = (one for one in heard if not among(one, config.trusted_proxies))
        return _household(next(outside, heard[-1])) or _household(peer) or peer
    return _household(peer) or peer


def settle(environ: Environ, config: Config) -> None:
    """Believe a trusted proxy about TLS, for links in exports; take others' words away."""
    trusted = among(environ.get("REMOTE_ADDR", ""), config.trusted_proxies)
    if trusted and environ.get("HTTP_X_FORWARDED_PROTO", "").strip().lower() == "https":
        environ["wsgi.url_scheme"] = "https"
    if not trusted:
        environ.pop(_key(config.auth_header), None)
        environ.pop(_key(config.auth_groups_header), None)


def among(address: str, networks: Iterable[Network]) -> bool:
    """Whether an address, as the server saw it, lies in one of the networks."""
    found = _address(address)
    return found is not None and any(found in network for network in networks)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    # IPv4 on a socket that listens for both.
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        return found.ipv4_mapped
    return found


def _without_port(text: str) -> str:
    """An address as some proxies pass it on (Azure's does): with the port that it came from."""
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text


def _household(text: str) -> str:
    """Whose an address is: all of one IPv6 network, where each may have any number of them."""
    found = _address(text)
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((found.packed, 64), strict=False))
    return str(found or "")


def _spelled(header: str) -> str:
    """What a header says: servers read its bytes as Latin-1, and proxies write UTF-8."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header


def _key(header: str) -> str:
    return f"HTTP_{header.upper().replace('-', '_')}"
