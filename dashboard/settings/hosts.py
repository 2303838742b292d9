"""``ALLOWED_HOSTS``: names of a server, as people write them and as requests bring them."""

import ipaddress
import re

from dashboard.settings.reading import ConfigError, shown

_LABEL = r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"{_LABEL}(\.{_LABEL})*")
_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[^\[\]:]+)(?P<port>:[0-9]{1,5})?")


def name_of(host: str) -> str:
    """The name in a ``Host`` header, in small letters and without its port; empty if it is none.

    An address of IPv6 is in brackets, in its shortest form.
    """
    found = _HOST.fullmatch(host.lower())
    if not found:
        return ""
    name = found["name"].removesuffix(".")
    if name.startswith("["):
        try:
            return f"[{ipaddress.IPv6Address(name[1:-1])}]"
        except ValueError:
            return ""
    return name if len(name) <= 253 and _NAME.fullmatch(name) else ""


def allowed_hosts(text: str) -> frozenset[str]:
    """The names that a list holds, separated by commas or spaces, as :func:`name_of` gives them.

    Raises
    ------
    ConfigError
        For what is no name, or more than one: an address of a page, a port, a pattern.
    """
    return frozenset(_allowed(part) for part in filter(None, re.split(r"[\s,]+", text)))


def _allowed(part: str) -> str:
    bare = part.count(":") > 1 and not part.startswith("[")
    host = f"[{part}]" if bare else part
    found = _HOST.fullmatch(host.lower())
    if not found or found["port"] or not name_of(host):
        raise ConfigError(
            f"ALLOWED_HOSTS holds {shown(part)}, which is no name of a server. Write names alone, "
            "without https:// and without a port, separated by commas, such as "
            "atlas.example.nhs.uk, 10.1.2.3."
        )
    return name_of(host)
