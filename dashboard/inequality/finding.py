"""The finding in one plain sentence with its uncertainty, and the slope in a second."""

from dashboard.inequality import gradient_text, gradients
from dashboard.inequality.gradient_text import Scale
from dashboard.inequality.texts import say
from dashboard.parts.place_gradient import Place
from layers.atlas import Atlas
from layers.inequality import gradient_figures, slope_direction
from layers.inequality.gradient import Gradient
from layers.name_lists import listed
from layers.practices import recorded_registers


def sentences(atlas: Atlas, made: Gradient, where: Place) -> tuple[str, str]:
    """What the two ends have and how far apart they are, and what the line over all groups does."""
    return _gap(atlas, made, where), _slope(atlas, made)


def rounding(atlas: Atlas, made: Gradient) -> str:
    """Why the gap is not what the two shown values give; "" where it is."""
    scale = gradient_text.scale_of(atlas, made)
    if _adds_up(made, scale):
        return ""
    first, last = (scale.number(value) for value in _ends(made))
    return say("finding", "rounded", first=first, last=last)


def practices(atlas: Atlas, made: Gradient, within: str) -> str:
    """Of a register: which year's, how many practices, and which of them have closed since."""
    number = int(made.groups["members"].sum())
    closed = gradients.closed_since(atlas, within)
    said = say("gap", "practices", year=recorded_registers.years(atlas)[-1], number=number)
    if not closed:
        return said
    name = "closed" if len(closed) == 1 else "closed_many"
    return f"{said} {say('gap', name, names=listed(closed), open=number - len(closed))}"


def _gap(atlas: Atlas, made: Gradient, where: Place) -> str:
    definition, scale = atlas.indicators[made.indicator], gradient_text.scale_of(atlas, made)
    first, last = (scale.number(value) for value in _ends(made))
    if scale.percent:
        first += f" in 100 {gradient_text.people(atlas, made.indicator)}"
    most, least = gradient_text.ends(atlas, made)
    # The first end has said of what.
    short, of, _ = least.partition(" with the lowest")
    least = f"{short}{of}"
    start = say(
        "finding",
        "start",
        label=definition.label,
        place=f"{where.name}'s practices" if made.over == "practices" else where.lived,
        first=first,
        most=most,
        last=last,
        least=least,
    )
    found = made.gap
    lower, upper = found.absolute_lower, found.absolute_upper
    kind, size = "gap", found.absolute
    if lower <= 0 <= upper:
        kind = "unclear"
    elif size < 0:
        kind, size, lower, upper = "reversed", -size, -upper, -lower
    shown = scale.difference(size)
    return say(
        "finding",
        kind,
        start=start,
        size=shown if _adds_up(made, scale) else say("finding", "about", size=shown),
        unclear=gradient_text.likely(made, "unclear"),
        between=_between(made, scale, lower, upper),
    )


def _slope(atlas: Atlas, made: Gradient) -> str:
    scale = gradient_text.scale_of(atlas, made)
    size, lower, upper = slope_direction.slope(made.slope)
    most, least = gradient_text.ends(atlas, made, each="end")
    kind = "falls" if lower > 0 else "rises" if upper < 0 else "flat"
    if kind != "falls":
        size, lower, upper = -size, -upper, -lower
    groups = len(made.groups)
    over = "own_groups" if made.by == "local" else "national_groups"
    if made.by == "national" and groups == 10:
        over = "all_national_groups"
    said = say(
        "finding",
        kind,
        over=say(
            "finding", over, count=gradient_text.NUMBERS[groups], group=gradient_figures.group(made)
        ),
        line="line" if made.slope.transform == "none" else "curve",
        size=scale.difference(size),
        most=most,
        least=least,
        between=_between(made, scale, lower, upper),
    )
    need = {("falls", "high"): most, ("rises", "low"): most,
            ("rises", "high"): least, ("falls", "low"): least}  # fmt: skip
    end = need.get((kind, atlas.indicators[made.indicator].polarity))
    if not end:
        return said
    unadjusted = any(guard.key == "not_age_adjusted" for guard in made.guards)
    return f"{said} {say('finding', 'need_unadjusted' if unadjusted else 'need', end=end)}"


def _ends(made: Gradient) -> tuple[float, float]:
    first, last = made.groups["value"].iloc[[0, -1]]
    return float(first), float(last)


def _adds_up(made: Gradient, scale: Scale) -> bool:
    """Whether the two values as shown give the gap as shown."""
    return scale.adds_up(*_ends(made), made.gap.absolute)


def _between(made: Gradient, scale: Scale, lower: float, upper: float) -> str:
    return gradient_text.likely(
        made, "between", lower=scale.number(lower), upper=scale.number(upper)
    )
