"""Which buttons a person is shown on a plan's page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dash.development.base_component import Component


def no_button(*_: Any, **__: Any) -> Component | None:
    """Nothing, for whoever may change nothing."""
    return None


@dataclass(frozen=True)
class Buttons:
    """What the parts of the page put beside what they show.

    Attributes
    ----------
    visit
        Whether the person may record a visit.
    edit
        The button that opens a record's form (:func:`dashboard.plans.edit.buttons.button`): record,
        plan, the record's id (empty for a new one), its words, and values that a new one begins
        with. None where the person may not.
    """

    visit: bool = False
    edit: Callable[..., Component | None] = no_button
