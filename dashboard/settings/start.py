"""What the server is told of the settings when it starts; ``gunicorn.conf.py`` takes it from here.

A setting that cannot be used ends the start with its sentence, before anything listens.
"""

import sys
from typing import Any

from dashboard.settings.about_plans import about_plans
from dashboard.settings.config import Config, ConfigError, from_environment
from dashboard.settings.listening import can_listen


def checked() -> Config:
    """The settings, every one of them checked; with one that cannot be used, exit status 1."""
    try:
        config = from_environment()
        can_listen(config.host, config.port)
    except ConfigError as error:
        sys.exit(f"Seldom Heard cannot start: {error}")
    return config


def listening() -> tuple[str, int]:
    """The address to bind and the number of workers, once all settings have been checked."""
    config = checked()
    return config.address, config.web_concurrency


def when_ready(server: Any) -> None:
    """gunicorn's hook, in the first process alone: say aloud what should be known at the start."""
    for said in worth_saying(from_environment()):
        server.log.warning(said)


def worth_saying(config: Config) -> list[str]:
    """Sentences for the log about settings that work, and may not be what is wanted."""
    found = []
    if config.auth == "open":
        found.append(
            f"AUTH is open: everybody who can reach {_where(config)} sees the atlas, without "
            "signing in. To let in only people whom your reverse proxy has signed in, set "
            'AUTH=proxy and TRUSTED_PROXIES; docs/deploy.md, "Who may see it", says how.'
        )
    if not config.alone and not config.trusted_proxies:
        found.append(
            "TRUSTED_PROXIES is empty, so no proxy is believed. If one stands in front, list the "
            "address that it connects from: until then all its people count as one, and links in "
            "files begin with http://. If none does, what people upload crosses the network "
            "unencrypted."
        )
    return [*found, *about_plans(config)]


def _where(config: Config) -> str:
    if config.alone:
        return f"port {config.port} on this machine, or a proxy on it,"
    if config.host in ("0.0.0.0", "::"):
        return f"port {config.port} of this machine, or a proxy in front of it,"
    return f"{config.address}, or a proxy in front of it,"
