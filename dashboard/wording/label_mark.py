"""What stands beside a figure's name where it is not a plain published one."""

from dashboard.wording.legend import texts
from layers.catalogue.definitions import Indicator


def label_mark(definition: Indicator) -> str:
    """``Own`` for what somebody brought, ``Modelled`` for an estimate; empty for others."""
    if definition.is_own:
        return texts().label_mark["own"]
    return texts().label_mark["modelled"] if definition.modelled else ""


def own_marked(definition: Indicator) -> str:
    """Its label, with the mark where it is somebody's own: for where modelled is said otherwise."""
    return marked(definition) if definition.is_own else definition.label


def short_name(definition: Indicator) -> str:
    """The same of its short name."""
    mark = label_mark(definition) if definition.is_own else ""
    return f"{definition.short} ({mark.lower()})" if mark else definition.short


def marked(definition: Indicator) -> str:
    """An indicator's label with its mark in brackets."""
    mark = label_mark(definition)
    return f"{definition.label} ({mark.lower()})" if mark else definition.label
