"""``ROLES``: the file that says who may do what to plans.

Three parts, each of which may be left out::

    everybody = "viewer"

    [people]
    "a.person@example.nhs.uk" = "editor"

    [groups]
    "engagement-leads" = "lead"
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.settings.reading import ConfigError, shown
from workspace.roles import NOBODY, ROLES, highest

_PARTS = ("everybody", "people", "groups")
_ONE_OF = f"one of {', '.join(ROLES)}"


@dataclass(frozen=True)
class Roles:
    """Who has which role.

    Attributes
    ----------
    everybody
        The role of whoever is signed in; nobody's unless the file says so.
    people, groups
        Roles by name, in small letters.
    """

    everybody: str = NOBODY
    people: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)

    def of(self, person: str, groups: Iterable[str]) -> str:
        """The role of a person who is signed in and in these groups: the one that may most."""
        of_groups = (self.groups.get(group.casefold(), NOBODY) for group in groups)
        return highest([self.everybody, self.people.get(person.casefold(), NOBODY), *of_groups])


NO_ROLES = Roles()


def read_roles(text: str) -> Roles:
    """What the file of a setting says; nobody has a role where there is none.

    Raises
    ------
    ConfigError
        When it cannot be read, or something in it is no role.
    """
    if not text:
        return NO_ROLES
    try:
        found = tomllib.loads(Path(text).read_text(encoding="utf-8"))
    except OSError:
        raise ConfigError(
            f"ROLES is {shown(text)}, which is no file that can be read. It must be a TOML file "
            'with lines such as "a.person@example.nhs.uk" = "editor" below [people].'
        ) from None
    except ValueError as error:  # a sign that is no UTF-8 as well
        raise ConfigError(f"ROLES, {shown(text)}, is not TOML: {_clause(error)}.") from None
    unknown = sorted(found.keys() - set(_PARTS))
    if unknown:
        raise ConfigError(
            f"ROLES, {shown(text)}, has {shown(unknown[0])}. It may have everybody, [people] and "
            "[groups]."
        )
    everybody = found.get("everybody", NOBODY)
    if everybody != NOBODY and everybody not in ROLES:
        raise ConfigError(f"ROLES gives everybody the role {shown(str(everybody))}: {_ONE_OF}.")
    return Roles(everybody, _named(found, "people"), _named(found, "groups"))


def _named(found: Mapping[str, object], part: str) -> dict[str, str]:
    """Roles by name in small letters, each name once."""
    listed = found.get(part, {})
    if not isinstance(listed, dict):
        raise ConfigError(f'ROLES has {part} that is no list of lines such as "name" = "editor".')
    roles: dict[str, str] = {}
    for name, role in listed.items():
        key = name.strip().casefold()
        if role not in ROLES:
            raise ConfigError(
                f"ROLES gives {shown(name)} the role {shown(str(role))}. It may be {_ONE_OF}."
            )
        if not key or key in roles:
            raise ConfigError(f"ROLES names {shown(name)} twice, or nobody, below [{part}].")
        roles[key] = str(role)
    return roles


def _clause(error: ValueError) -> str:
    return str(error).rstrip(".")[:200].replace("\n", " ")
