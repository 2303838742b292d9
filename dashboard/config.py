"""Settings: the environment, read once into one frozen object.

Every setting is described here and in ``docs/deploy.md``; a test holds the two together. An empty
value counts as not set, because container managers pass unset variables on as empty ones.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from layers.atlas import SNAPSHOT


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
    """

    snapshot: Path = SNAPSHOT
    tiles_url: str = ""
    tiles_attribution: str = ""


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
    snapshot = setting("SNAPSHOT")
    return Config(
        snapshot=Path(snapshot) if snapshot else SNAPSHOT,
        tiles_url=tiles,
        tiles_attribution=setting("TILES_ATTRIBUTION"),
    )
