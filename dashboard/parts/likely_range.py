"""The range in which an estimate for patients likely lies, in words."""

from dashboard.wording import number_text
from layers.catalogue.definitions import Indicator
from layers.practices.profile import Figure

# A range as wide as this, in the indicator's unit, is said in whole numbers; and as wide as this,
# as at practices of students, the estimate says next to nothing, which numbers would hide.
WIDE, VAGUE = 5.0, 50.0
HARDLY = "hardly known"


def likely(definition: Indicator, found: Figure) -> str:
    """The likely range of a figure: ``"16.2–17.1"``, ``"10–24"`` or ``"hardly known"``."""
    if found.lower is None or found.upper is None:
        return ""
    if found.upper - found.lower >= VAGUE:
        return HARDLY
    decimals = 0 if found.upper - found.lower >= WIDE else definition.decimals
    return f"{number_text.fixed(found.lower, decimals)}–{number_text.fixed(found.upper, decimals)}"
