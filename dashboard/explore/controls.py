"""What Explore's forms have in common."""

from dashboard.parts.address_form import Control
from dashboard.parts.combobox import chosen
from dashboard.parts.control_labels import labels

PAGE = "explore"


def said(name: str, **parts: object) -> str:
    """A text of the page's controls, from ``control_labels.toml``, with its parts filled in."""
    text: str = labels()["explore"]["said"][name]
    return text.format(**parts)


def chosen_in(key: str, name: str) -> Control:
    """What is chosen in a combobox, for a part of the address."""
    return Control(key, chosen(name), "data")
