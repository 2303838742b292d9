"""Settings: the environment, read once into one frozen object.

Every setting is described here and in ``docs/deploy.md``; a test holds the two together. An empty
value counts as not set, because container managers pass unset variables on as empty ones. What
each may be is in :mod:`dashboard.settings`; a value that is nearly right is not guessed at.
"""

import dataclasses
import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dashboard.settings.base_path import base_path
from dashboard.settings.headers import auth_groups_header, auth_header
from dashboard.settings.hosts import allowed_hosts
from dashboard.settings.listening import host
from dashboard.settings.networks import Network, networks
from dashboard.settings.reading import ConfigError, given, shown, whole_number
from dashboard.settings.roles import NO_ROLES, Roles, read_roles
from dashboard.settings.tiles import tiles_url
from dashboard.settings.workspace import workspace
from workspace.location import OFF

__all__ = ["Config", "ConfigError", "Network", "from_environment"]

# Old workers and new ones together have 64 rows of metrics (dashboard/web/metrics.py).
MOST_WORKERS = 32


@dataclass(frozen=True)
class Config:
    """How this instance of the app is set up.

    Attributes
    ----------
    snapshot
        Folder of the snapshot; the one that comes with the atlas when not given (``SNAPSHOT``).
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
    auth_groups_header
        The header in which it names the person's groups; none is read when empty
        (``AUTH_GROUPS_HEADER``).
    roles
        Who may do what to plans, where people sign in (``ROLES``, a file).
    trusted_proxies
        Where reverse proxies connect from. Only they are believed when a header says who asks,
        from which address, and whether over TLS (``TRUSTED_PROXIES``).
    allowed_hosts
        Names under which the atlas may be asked, in small letters; none means under any
        (``ALLOWED_HOSTS``).
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
    host
        Address to listen on (``HOST``).
    port
        Port to listen on (``PORT``).
    base_path
        Under which path of its host the atlas stands, such as ``/atlas``; empty where it has the
        host to itself (``BASE_PATH``).
    web_concurrency
        Worker processes (``WEB_CONCURRENCY``).
    groupings
        File of the organisation's own groups of wards; the one that comes with the atlas when not
        given (``GROUPINGS``).
    workspace
        Address of the database that plans are kept in; ``off`` for the atlas alone
        (``WORKSPACE``). It may hold a password, and so is never shown.
    workspace_open
        Whether plans are kept, and can be changed by whoever can reach the server, although
        nobody signs in (``WORKSPACE_OPEN``).
    undo_days
        For how many days what was deleted can be brought back (``UNDO_DAYS``).
    """

    snapshot: Path | None = None
    tiles_url: str = ""
    tiles_attribution: str = ""
    auth: Literal["open", "proxy"] = "open"
    auth_header: str = "X-Forwarded-User"
    trusted_proxies: tuple[Network, ...] = ()
    allowed_hosts: frozenset[str] = frozenset()
    metrics_addresses: tuple[Network, ...] = ()
    exports_per_minute: int = 30
    hide_counts_below: int = 8
    access_log: bool = True
    host: str = "127.0.0.1"
    port: int = 8050
    base_path: str = ""
    web_concurrency: int = 2
    groupings: Path | None = None
    auth_groups_header: str = ""
    roles: Roles = NO_ROLES
    workspace: str = dataclasses.field(default=OFF, repr=False)
    workspace_open: bool = False
    undo_days: int = 30

    @property
    def address(self) -> str:
        """Host and port in one, as the server and browsers take it."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def alone(self) -> bool:
        """Whether only programs on this machine can connect."""
        return ipaddress.ip_address(self.host).is_loopback

    @property
    def by_one_person(self) -> bool:
        """Whether nobody signs in and nobody needs to: only this machine's own browser comes."""
        return self.auth == "open" and self.alone and not self.trusted_proxies

    @property
    def may_keep_plans(self) -> bool:
        """Whether it is known who can see and change plans, so that they can be kept."""
        return self.auth == "proxy" or self.by_one_person or self.workspace_open


def from_environment(environment: Mapping[str, str] | None = None) -> Config:
    """Read the settings.

    Raises
    ------
    ConfigError
        When a value cannot be used.
    """
    names = [field.name.upper() for field in dataclasses.fields(Config)]
    environment = os.environ if environment is None else environment
    text = given(environment, names)
    auth, log = text["AUTH"] or "open", text["ACCESS_LOG"] or "on"
    if auth not in ("open", "proxy"):
        raise ConfigError(
            f"AUTH is {shown(auth)}. It may be open, for everybody who can reach the server, or "
            "proxy, for those whom a reverse proxy has signed in."
        )
    proxies = networks("TRUSTED_PROXIES", text["TRUSTED_PROXIES"])
    if auth == "proxy" and not proxies:
        raise ConfigError(
            "AUTH is proxy without TRUSTED_PROXIES, so nobody could come in. List the addresses "
            "that the reverse proxy connects from, such as 10.1.2.3 or 172.16.5.0/28."
        )
    if log not in ("on", "off"):
        raise ConfigError(f"ACCESS_LOG is {shown(log)}. It may be on or off.")
    header = auth_header(text["AUTH_HEADER"] or Config.auth_header)
    groups_header = auth_groups_header(text["AUTH_GROUPS_HEADER"], header)
    roles = read_roles(text["ROLES"])
    if roles.groups and not groups_header:
        raise ConfigError(
            "ROLES has [groups] without AUTH_GROUPS_HEADER, so no group would be known. Say in "
            "which header the reverse proxy names groups, such as X-Forwarded-Groups."
        )
    if text["WORKSPACE_OPEN"] not in ("", "yes", "no"):
        raise ConfigError(
            f"WORKSPACE_OPEN is {shown(text['WORKSPACE_OPEN'])}. It may be yes, where everybody "
            "who can reach the server may see and change plans, or no."
        )
    return Config(
        snapshot=_folder(text["SNAPSHOT"]),
        groupings=_file("GROUPINGS", text["GROUPINGS"]),
        tiles_url=tiles_url(text["TILES_URL"], text["TILES_ATTRIBUTION"]),
        tiles_attribution=text["TILES_ATTRIBUTION"],
        auth="proxy" if auth == "proxy" else "open",
        auth_header=header,
        auth_groups_header=groups_header,
        roles=roles,
        trusted_proxies=proxies,
        allowed_hosts=allowed_hosts(text["ALLOWED_HOSTS"]),
        metrics_addresses=networks("METRICS_ADDRESSES", text["METRICS_ADDRESSES"]),
        exports_per_minute=_number(text, "EXPORTS_PER_MINUTE", 0, 99_999, "0 means any number"),
        hide_counts_below=_number(text, "HIDE_COUNTS_BELOW", 2, 100, "8 hides counts from 1 to 7"),
        access_log=log == "on",
        host=host(text["HOST"] or Config.host),
        port=_number(text, "PORT", 1, 65_535),
        base_path=base_path(text["BASE_PATH"]),
        web_concurrency=_number(
            text,
            "WEB_CONCURRENCY",
            1,
            MOST_WORKERS,
            "2 serve 200 people, and each takes some 100 MB",
        ),
        workspace=workspace(text["WORKSPACE"], environment),
        workspace_open=text["WORKSPACE_OPEN"] == "yes",
        undo_days=_number(text, "UNDO_DAYS", 1, 365, "30 is a month"),
    )


def _number(text: Mapping[str, str], name: str, least: int, most: int, why: str = "") -> int:
    usual = getattr(Config, name.lower())
    return whole_number(name, text[name], least, most, why) if text[name] else int(usual)


def _file(name: str, text: str) -> Path | None:
    if not text:
        return None
    try:
        if not Path(text).is_dir() and Path(text).exists():
            return Path(text)
        what = "is a folder" if Path(text).exists() else "is not there"
    except OSError:
        what = "cannot be opened"
    raise ConfigError(
        f"{name} is {shown(text)}, which {what}. It must be a file like "
        "layers/catalogue/groupings.toml."
    )


def _folder(text: str) -> Path | None:
    if not text:
        return None
    folder = Path(text)
    try:
        if folder.is_dir():
            return folder
        what = "is a file" if folder.exists() else "is not there"
    except OSError:  # a folder above it is closed to us, or the name is too long for any
        what = "cannot be opened"
    raise ConfigError(
        f"SNAPSHOT is {shown(text)}, which {what}. It must be the folder that "
        "'python -m data build --out' has made."
    )
