"""How often a group was heard from, against expected: as text and as a small picture."""

from dash import html
from dash.development.base_component import Component

from dashboard.parts.attributes import aria
from dashboard.parts.ratio_scale import place
from dashboard.parts.texts import say
from dashboard.wording import number_text

NONE = "–"


def two(number: float | None) -> str:
    """A ratio as people read it; a dash where there is none."""
    return NONE if number is None else number_text.fixed(number, 2)


def with_limits(ratio: float | None, lower: float | None, upper: float | None) -> str:
    """A ratio with its limits; a dash where there is none."""
    if ratio is None:
        return NONE
    return say("ratio", "limits", ratio=two(ratio), lower=two(lower), upper=two(upper))


def picture(ratio: float | None, lower: float | None, upper: float | None) -> Component | None:
    """A ratio and its limits on a scale from a quarter to four times; nothing where it has none."""
    if ratio is None or lower is None or upper is None:
        return None
    at = {"from": lower, "at": ratio, "to": upper, "one": 1.0}
    style = {f"--{name}": f"{place(value):.1f}" for name, value in at.items()}
    return html.Span(className="interval", style=style, **aria(hidden="true"))
