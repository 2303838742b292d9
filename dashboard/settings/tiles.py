"""``TILES_URL`` and ``TILES_ATTRIBUTION``: a background map inside the network."""

import re

from dashboard.settings.reading import ConfigError, shown


def tiles_url(text: str, attribution: str) -> str:
    """The address pattern of the map's pictures; empty for none.

    Raises
    ------
    ConfigError
        When it is no such pattern, or the credit is missing.
    """
    # The server's name goes into the security policy: only what can be one, and nothing after it.
    if text and not (
        re.match(r"https?://[\w.{}:-]+/", text, re.ASCII)
        and all(part in text for part in ("{x}", "{y}", "{z}"))
    ):
        raise ConfigError(
            f"TILES_URL is {shown(text)}. It must start with http:// or https:// and a server's "
            "name, and hold {z}, {x} and {y}, such as https://tiles.example.nhs.uk/{z}/{x}/{y}.png."
        )
    if text and not attribution:
        raise ConfigError(
            "TILES_URL is set without TILES_ATTRIBUTION. Say whose tiles they are, as their "
            "licence asks."
        )
    return text
