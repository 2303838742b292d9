"""What stands beside a figure's name where it is not a plain published one."""

from dashboard.wording.legend import texts
from layers.catalogue.definitions import Indicator


def label_mark(definition: Indicator) -> str:
    """``Own`` for what somebody brought, ``Modelled`` for an estimate; empty for others."""
    if definition.is_own:
        return texts().label_mark["own"]
    return texts().label_mark["modelled"] if definition.modelled else ""


def marked(definition: Indicator) -> str:
    """An indicator's label with its mark in brackets."""
    return f"{definition.label}{_in_brackets(label_mark(definition))}"


def own_marked(definition: Indicator, text: str = "") -> str:
    """A text that names an indicator, marked where that is somebody's own: for where modelled is
    said otherwise.

    Parameters
    ----------
    text
        Its label, when not given.
    """
    mark = label_mark(definition) if definition.is_own else ""
    return f"{text or definition.label}{_in_brackets(mark)}"


def short_name(definition: Indicator) -> str:
    """Its short name, marked where it is somebody's own."""
    return own_marked(definition, definition.short)


def _in_brackets(mark: str) -> str:
    return f" ({mark.lower()})" if mark else ""
