"""Lists of addresses and networks: ``TRUSTED_PROXIES`` and ``METRICS_ADDRESSES``."""

import ipaddress
import re
from collections.abc import Iterable

from dashboard.settings.reading import ConfigError, shown

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# No organisation's own network is wider than 10.0.0.0/8, and no provider's than a /32 of IPv6.
# Beyond that a list keeps hardly anybody out, and whoever is in it is believed.
WIDEST = {4: 8, 6: 32}
# IPv4 as IPv6 writes it, ::ffff:10.1.2.3; the server sees such addresses where it listens on ::.
_MAPPED = ipaddress.IPv6Network("::ffff:0:0/96")


def networks(name: str, text: str) -> tuple[Network, ...]:
    """The networks that a setting lists, separated by commas or spaces; IPv4 always as IPv4.

    Raises
    ------
    ConfigError
        For what is none, or for nearly everybody.
    """
    found = tuple(_network(name, part) for part in filter(None, re.split(r"[\s,]+", text)))
    for network in _together(found):
        whole = network.version == 6 and network.supernet_of(_MAPPED)
        if whole or network.prefixlen < WIDEST[network.version]:
            raise ConfigError(
                f"{name} covers {network}, which lets in nearly everybody. List the addresses "
                f"themselves; a network may be /{WIDEST[4]} at the widest, or /{WIDEST[6]} of IPv6."
            )
    return found


def _network(name: str, part: str) -> Network:
    try:
        network = ipaddress.ip_network(part, strict=False)
    except ValueError:
        raise ConfigError(
            f"{name} holds {shown(part)}, which is neither an address nor a network. Separate "
            "several by commas, such as 10.1.2.3, 172.16.5.0/28, fd00::/64."
        ) from None
    alone = ipaddress.ip_network(part.partition("/")[0])
    if alone.network_address != network.network_address:
        raise ConfigError(
            f"{name} holds {shown(part)}, an address with the size of a network. Write "
            f"{_plain(network)} for the whole network, or {_plain(alone).network_address} for "
            "that address alone."
        )
    return _plain(network)


def _plain(network: Network) -> Network:
    """IPv4 as IPv4, however it was written."""
    if isinstance(network, ipaddress.IPv6Network) and network.subnet_of(_MAPPED):
        return ipaddress.IPv4Network((int(network.network_address) & 0xFFFF_FFFF,
                                      network.prefixlen - 96))  # fmt: skip
    return network


def _together(found: Iterable[Network]) -> list[Network]:
    """The same addresses in as few networks as can be: two halves of everything are everything."""
    four = [n for n in found if isinstance(n, ipaddress.IPv4Network)]
    six = [n for n in found if isinstance(n, ipaddress.IPv6Network)]
    return [*ipaddress.collapse_addresses(four), *ipaddress.collapse_addresses(six)]
