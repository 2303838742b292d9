"""``WORKSPACE``: where plans are kept."""

from collections.abc import Mapping

from dashboard.settings.reading import ConfigError
from workspace.location import OFF, location


def workspace(text: str, environment: Mapping[str, str]) -> str:
    """The address of the database, or ``off``.

    Raises
    ------
    ConfigError
        When it is none. The sentence quotes nothing of it, since it may hold a password.
    """
    try:
        return location(text, environment) or OFF
    except ValueError as error:
        raise ConfigError(str(error)) from None
