"""Settings: the environment, read once into one frozen object.

Every setting is described here and in ``docs/deploy.md``; a test holds the two together. An empty
value counts as not set, because container managers pass unset variables on as empty ones.
"""

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from layers.atlas import SNAPSHOT

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class ConfigError(ValueError):
    """A setting has a value that cannot be used. The message names it and says what would do."""


@dataclass(frozen=True)
class Config:
    """How this instance of the app is set up.

    Attributes
    ----------
    snapshot
        Folder of the snapshot (``SNAPSHOT``).
    tiles_url
        Address pattern of a tile server for a base map, ``https://…/{z}/{x}/{y}.png``
        (``TILES_URL``). Empty, the default, means none: the map needs no other server.
    tiles_attribution
        What the tile server's owner wants printed (``TILES_ATTRIBUTION``).
    auth
        ``open``, for everybody who can reach the server, or ``proxy``, for those whom a reverse
        proxy has signed in (``AUTH``).
    auth_header
        The header in which that proxy names the person (``AUTH_HEADER``).
    trusted_proxies
        Where reverse proxies connect from. Only they are believed when a header says who asks,
        from which address, and whether over TLS (``TRUSTED_PROXIES``).
    metrics_addresses
        Where ``/metrics`` may be read from; nowhere by default (``METRICS_ADDRESSES``).
    exports_per_minute
        How many exports one client may fetch in a minute from one worker; 0 means any number
        (``EXPORTS_PER_MINUTE``).
    hide_counts_below
        What people upload is shown from this count on; smaller counts, and those that would give
        them away, are hidden (``HIDE_COUNTS_BELOW``).
    access_log
        Whether every request is logged, without what was looked at (``ACCESS_LOG``).
    """

    snapshot: Path = SNAPSHOT
    tiles_url: str = ""
    tiles_attribution: str = ""
    auth: Literal["open", "proxy"] = "open"
    auth_header: str = "X-Forwarded-User"
    trusted_proxies: tuple[Network, ...] = ()
    metrics_addresses: tuple[Network, ...] = ()
    exports_per_minute: int = 30
    hide_counts_below: int = 8
    access_log: bool = True


def from_environment(environment: Mapping[str, str] | None = None) -> Config:
    """Read the settings.

    Raises
    ------
    ConfigError
        When a value cannot be used.
    """
    env = os.environ if environment is None else environment

    def setting(name: str) -> str:
        return env.get(name, "").strip()

    tiles = setting("TILES_URL")
    # The server's name goes into the security policy: only what can be one, and nothing after it.
    if tiles and not (
        re.match(r"https?://[\w.{}:-]+/", tiles, re.ASCII)
        and all(part in tiles for part in ("{x}", "{y}", "{z}"))
    ):
        raise ConfigError(
            f"TILES_URL is {tiles!r}. It must start with http:// or https:// and a server's "
            "name, and hold {z}, {x} and {y}, such as https://tiles.example.nhs.uk/{z}/{x}/{y}.png."
        )
    if tiles and not setting("TILES_ATTRIBUTION"):
        raise ConfigError(
            "TILES_URL is set without TILES_ATTRIBUTION. Say whose tiles they are, as their "
            "licence asks."
        )
    auth, auth_header = setting("AUTH") or "open", setting("AUTH_HEADER") or Config.auth_header
    if auth not in ("open", "proxy"):
        raise ConfigError(
            f"AUTH is {auth!r}. It may be open, for everybody who can reach the server, or proxy, "
            "for those whom a reverse proxy has signed in."
        )
    # An underscore would let two spellings of one name past a proxy that clears only one.
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", auth_header):
        raise ConfigError(
            f"AUTH_HEADER is {auth_header!r}. It must be a header's name in letters, digits and "
            "hyphens, such as X-Forwarded-User."
        )
    proxies = _networks("TRUSTED_PROXIES", setting("TRUSTED_PROXIES"))
    if auth == "proxy" and not proxies:
        raise ConfigError(
            "AUTH is proxy without TRUSTED_PROXIES, so nobody could come in. List the addresses "
            "that the reverse proxy connects from, such as 10.1.2.3 or 172.16.5.0/28."
        )
    snapshot, exports = setting("SNAPSHOT"), setting("EXPORTS_PER_MINUTE") or "30"
    if not re.fullmatch(r"[0-9]{1,5}", exports):
        raise ConfigError(
            f"EXPORTS_PER_MINUTE is {exports!r}. It must be a whole number; 0 means any number."
        )
    hidden = setting("HIDE_COUNTS_BELOW") or str(Config.hide_counts_below)
    if not re.fullmatch(r"[0-9]{1,3}", hidden) or not 2 <= int(hidden) <= 100:
        raise ConfigError(
            f"HIDE_COUNTS_BELOW is {hidden!r}. It must be a whole number from 2 to 100; 8 hides "
            "counts from 1 to 7."
        )
    log = setting("ACCESS_LOG") or "on"
    if log not in ("on", "off"):
        raise ConfigError(f"ACCESS_LOG is {log!r}. It may be on or off.")
    return Config(
        snapshot=Path(snapshot) if snapshot else SNAPSHOT,
        tiles_url=tiles,
        tiles_attribution=setting("TILES_ATTRIBUTION"),
        auth="proxy" if auth == "proxy" else "open",
        auth_header=auth_header,
        trusted_proxies=proxies,
        metrics_addresses=_networks("METRICS_ADDRESSES", setting("METRICS_ADDRESSES")),
        exports_per_minute=int(exports),
        hide_counts_below=int(hidden),
        access_log=log == "on",
    )


def _networks(name: str, text: str) -> tuple[Network, ...]:
    found = []
    for part in filter(None, re.split(r"[\s,]+", text)):
        try:
            found.append(ipaddress.ip_network(part))
        except ValueError:
            raise ConfigError(
                f"{name} holds {part!r}, which is neither an address nor a network. Separate "
                "several by commas, such as 10.1.2.3, 172.16.5.0/28, fd00::/64."
            ) from None
    return tuple(found)
