"""What can be taken: everything, a theme, the figures of the Practices page, one's own figures."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.take.texts import say
from layers.atlas import Atlas
from layers.own.own_indicator import THEME as OWN
from layers.practices.profile_sections import sections_for

# Whose figures are made of what practices have recorded.
_OF_PRACTICES = "prevalence"

# The name of what holds all.
USUAL = "everything"
# Where files are fetched, and what the names of the two kinds end in.
FOLDER = "/take/"
PACKAGE, WORKBOOK = "zip", "xlsx"


@dataclass(frozen=True)
class Package:
    """One choice.

    Attributes
    ----------
    name
        How it is called in addresses and files' names: ``everything``, ``theme-language``.
    label, about
        In words.
    indicators
        Ids, in the catalogue's order.
    practices
        Whether it holds tables of practices.
    theme
        Its theme's id, where it is one: then there is a workbook of it.
    """

    name: str
    label: str
    about: str
    indicators: tuple[str, ...]
    practices: bool = False
    theme: str = ""

    @property
    def own(self) -> bool:
        """Whether these are figures that people brought themselves."""
        return self.theme == OWN


def packages(atlas: Atlas) -> Mapping[str, Package]:
    """All choices by name, in the order in which the page has them.

    One's own figures are a choice where a request has any, and in no other: they are not the
    atlas's.
    """
    themes = [
        Package(
            f"theme-{theme.id}",
            theme.label,
            theme.description,
            tuple(name for name, one in atlas.indicators.items() if one.theme == theme.id),
            practices=theme.id == _OF_PRACTICES,
            theme=theme.id,
        )
        for theme in atlas.catalogue.themes
    ]
    everything = Package(
        USUAL,
        say("packages", "everything"),
        say("packages", "everything_about"),
        tuple(name for one in themes if not one.own for name in one.indicators),
        practices=True,
    )
    of_profile = sections_for(atlas.published)
    shown = dict.fromkeys(name for one in of_profile for name in one.indicators)
    practices = Package(
        "practices",
        say("packages", "practices"),
        say("packages", "practices_about"),
        tuple(shown),
        practices=True,
    )
    every = (everything, *themes, practices)
    return {one.name: one for one in every if one.indicators}


def formats(package: Package) -> tuple[str, ...]:
    """Endings of the files that there are of a choice."""
    return (PACKAGE, WORKBOOK) if package.theme else (PACKAGE,)


def address(package: Package, ending: str) -> str:
    """Where a file is fetched. That of one's own figures names them, as every address does that
    cannot be answered without them."""
    named = f"?i={'.'.join(package.indicators)}" if package.own else ""
    return f"{FOLDER}{package.name}.{ending}{named}"
