"""Every measure of one gradient: what it says in plain words, what the field calls it."""

from dataclasses import dataclass

from dashboard.inequality import saying
from layers.atlas import Atlas
from layers.gaps import Gap
from layers.gradient import Gradient


@dataclass(frozen=True)
class Measure:
    """One figure.

    Attributes
    ----------
    id
        Short and lasting, for exports.
    said
        What it says, in a line.
    called
        What the field calls it, and its definition in brief.
    value, lower, upper
        In numbers; None where there is no such limit.
    unit
        Of the numbers.
    shown, between
        As people read them; ``between`` is "" without an interval.
    """

    id: str
    said: str
    called: str
    value: float
    lower: float | None
    upper: float | None
    unit: str
    shown: str
    between: str


def measures(atlas: Atlas, made: Gradient) -> list[Measure]:
    """All that can be said of a gradient, the plainest first."""
    group = saying.group(made)
    found = _gaps(atlas, made, made.gap, group)
    if made.gap_of_fifths is not None and group != "fifth":
        found += _gaps(atlas, made, made.gap_of_fifths, "fifth")
    found += _slopes(atlas, made)
    return [*found, *_attributable(atlas, made), *_concentrations(atlas, made)]


def _gaps(atlas: Atlas, made: Gradient, gap: Gap, group: str) -> list[Measure]:
    scale = saying.scale_of(atlas, made)
    most, least = saying.ends(atlas, made, each=group)
    unit = "percentage points" if scale.percent else scale.unit
    found = [
        Measure(
            f"gap_{group}s",
            f"What the {most} has more than the {least}",
            f"absolute gap of {group}s",
            gap.absolute, gap.absolute_lower, gap.absolute_upper, unit,
            scale.difference(gap.absolute),
            scale.between(gap.absolute_lower, gap.absolute_upper),
        )
    ]  # fmt: skip
    if gap.relative is not None:
        found.append(
            Measure(
                f"ratio_{group}s",
                f"How many times as high it is in the {most}",
                f"relative gap of {group}s",
                gap.relative, gap.relative_lower, gap.relative_upper, "times",
                f"{gap.relative:.2f} times",
                _two(gap.relative_lower, gap.relative_upper),
            )
        )  # fmt: skip
    return found


def _slopes(atlas: Atlas, made: Gradient) -> list[Measure]:
    scale, fit = saying.scale_of(atlas, made), made.slope
    most, least = saying.ends(atlas, made, each="end")
    unit = "percentage points" if scale.percent else scale.unit
    lower, upper = float(fit.sii_lower), float(fit.sii_upper)
    line = "line" if fit.transform == "none" else f"curve ({fit.transform})"
    found = [
        Measure(
            "sii",
            f"The fitted {line}: its value at the {least} less that at the {most}; below 0 where "
            "it falls",
            "Slope Index of Inequality (SII)",
            float(fit.sii), lower, upper, unit,
            scale.difference(float(fit.sii)), scale.between(lower, upper),
        )
    ]  # fmt: skip
    if scale.ratio and fit.ratio_holds:
        low, high = float(fit.rii_lower), float(fit.rii_upper)
        found.append(
            Measure(
                "rii",
                "The same two values, the first divided by the second; 1 is no difference",
                "Relative Index of Inequality (RII)",
                float(fit.rii), low, high, "ratio", f"{fit.rii:.2f}", _two(low, high),
            )
        )  # fmt: skip
    return found


def _attributable(atlas: Atlas, made: Gradient) -> list[Measure]:
    found = made.attributable
    if found is None:
        return []
    _, least = saying.ends(atlas, made)
    excess = ""
    if found.excess is not None:
        about = f"about {saying.count(abs(found.excess))} {saying.people(atlas, made.indicator)}"
        excess = f" ({about})"
    said = f"Of all cases, those that would not be there at the value of the {least}{excess}"
    return [
        Measure(
            "attributable",
            said,
            "population attributable share; the size of the inequality, not what a programme "
            "could prevent",
            100 * found.share, 100 * found.lower, 100 * found.upper, "%",
            f"{100 * found.share:.0f} in 100".replace("-", "−"),
            f"{100 * found.lower:.0f} to {100 * found.upper:.0f}".replace("-", "−"),
        )
    ]  # fmt: skip


def _concentrations(atlas: Atlas, made: Gradient) -> list[Measure]:
    found = made.concentration
    if found is None:
        return []
    what = "practices" if made.over == "practices" else "areas"
    first, _ = saying.ends(atlas, made, each="end")
    rows = [
        ("concentration", "concentration index", found.index, found.lower, found.upper),
        ("erreygers", "concentration index with Erreygers' correction for shares",
         found.erreygers, found.erreygers_lower, found.erreygers_upper),
    ]  # fmt: skip
    said = {
        "concentration": f"How far cases gather at one end of all {what}: below 0 at the {first}, "
        "0 if evenly spread",
        "erreygers": "The same, so that having and not having it give figures of one size",
    }
    return [
        Measure(
            name, said[name], f"{called}, −1 to 1", value, lower, upper, "index",
            _three(value), "" if lower is None or upper is None else _threes(lower, upper),
        )
        for name, called, value, lower, upper in rows
        if value is not None
    ]  # fmt: skip


def _two(lower: float | None, upper: float | None) -> str:
    return "" if lower is None or upper is None else f"{lower:.2f} to {upper:.2f}"


def _three(value: float) -> str:
    return f"{value:.3f}".replace("-", "−")


def _threes(lower: float, upper: float) -> str:
    return f"{_three(lower)} to {_three(upper)}"
