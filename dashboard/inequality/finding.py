"""The finding in one plain sentence with its uncertainty, and the slope in a second."""

from dashboard.inequality import saying
from dashboard.inequality.saying import Scale
from dashboard.inequality.work import Place
from layers.atlas import Atlas
from layers.gradient import Gradient


def sentences(atlas: Atlas, made: Gradient, where: Place) -> tuple[str, str]:
    """What the two ends have and how far apart they are, and what the line over all groups does."""
    return _gap(atlas, made, where), _slope(atlas, made)


def _gap(atlas: Atlas, made: Gradient, where: Place) -> str:
    definition, scale = atlas.indicators[made.indicator], saying.scale_of(atlas, made)
    first, last = (scale.number(float(value)) for value in made.groups["value"].iloc[[0, -1]])
    if scale.percent:
        first += f" in 100 {saying.people(atlas, made.indicator)}"
    most, least = saying.ends(atlas, made)
    if least.startswith(f"{saying.group(made)} with the lowest"):
        least = f"{saying.group(made)} with the lowest"
    place = f"{where.name}'s practices" if made.over == "practices" else where.lived
    start = f"{definition.label}: in {place}, {first} in the {most}, {last} in the {least}"
    return f"{start}: {_difference(made, scale)}"


def _difference(made: Gradient, scale: Scale) -> str:
    found = made.gap
    lower, upper = found.absolute_lower, found.absolute_upper
    if lower <= 0 <= upper:
        return (
            f"a gap of {scale.difference(found.absolute)} that may be chance, likely between "
            f"{_and(scale, lower, upper)}."
        )
    if found.absolute > 0:
        size = scale.difference(found.absolute)
        return f"a gap of {size}, likely between {_and(scale, lower, upper)}."
    size = scale.difference(-found.absolute)
    return f"the gap is the other way round, {size}, likely between {_and(scale, -upper, -lower)}."


def _slope(atlas: Atlas, made: Gradient) -> str:
    scale = saying.scale_of(atlas, made)
    fit = made.slope
    over = f"Over all {saying.NUMBERS[len(made.groups)]}, the fitted {_line(made)}"
    sii, lower, upper = float(fit.sii), float(fit.sii_lower), float(fit.sii_upper)
    if lower <= 0 <= upper:
        return (
            f"{over} neither clearly rises nor falls: it changes by {scale.difference(sii)} from "
            f"end to end, likely between {_and(scale, lower, upper)}."
        )
    does, limits = ("falls", (-upper, -lower)) if sii < 0 else ("rises", (lower, upper))
    return (
        f"{over} {does} by {scale.difference(abs(sii))} from end to end, likely between "
        f"{_and(scale, *limits)}."
    )


def _line(made: Gradient) -> str:
    return "line" if made.slope.transform == "none" else "curve"


def _and(scale: Scale, lower: float, upper: float) -> str:
    return f"{scale.number(lower)} and {scale.number(upper)}"
