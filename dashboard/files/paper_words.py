"""Small pieces of wording on paper, each said one way on every page."""

from dashboard.files.table import name_of
from dashboard.wording import number_text
from dashboard.wording.label_mark import label_mark
from layers.catalogue.definitions import Indicator


def some(number: int, noun: str) -> str:
    """``1 area``, ``12 areas``."""
    return f"{number_text.count(number)} {noun}{'' if number == 1 else 's'}"


def about(definition: Indicator, people: float) -> str:
    """A number of people; "about" where it is modelled."""
    return f"{'about ' if definition.modelled else ''}{number_text.count(people)}"


def mark(definition: Indicator) -> str:
    """What stands small beside a label."""
    return label_mark(definition)


def tag(definition: Indicator) -> str:
    """What stands in a sentence after a label."""
    return name_of(definition).removeprefix(definition.label)


def lower(text: str) -> str:
    """A label inside a sentence; one that starts with an abbreviation stays as it is."""
    return text if text[:2].isupper() else f"{text[0].lower()}{text[1:]}"


def unbroken(text: str) -> str:
    """A text that no line breaks."""
    return text.replace(" ", "\u00a0")


def capital(text: str) -> str:
    """A text to begin a sentence with."""
    return f"{text[:1].upper()}{text[1:]}"
