"""Every measure of one gradient: what it says in plain words, what the field calls it."""

from dataclasses import dataclass

from dashboard.inequality import gradient_text, slope_direction
from dashboard.inequality.texts import say
from layers.atlas import Atlas
from layers.inequality.gradient import Gradient
from layers.statistics.gaps import Gap


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
    phe
        The value in the form of PHEindicatormethods, where the page turns it.
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
    phe: float | None = None


def measures(atlas: Atlas, made: Gradient) -> list[Measure]:
    """All that can be said of a gradient, the plainest first."""
    group = gradient_text.group(made)
    found = _gaps(atlas, made, made.gap, group)
    if made.gap_of_fifths is not None and group != "fifth":
        found += _gaps(atlas, made, made.gap_of_fifths, "fifth")
    found += _slopes(atlas, made)
    return [*found, *_attributable(atlas, made), *_concentrations(atlas, made)]


def _gaps(atlas: Atlas, made: Gradient, gap: Gap, group: str) -> list[Measure]:
    scale = gradient_text.scale_of(atlas, made)
    most, least = gradient_text.ends(atlas, made, each=group)
    unit = "percentage points" if scale.percent else scale.unit
    words = {"most": most, "least": least, "group": group}
    found = [
        Measure(
            f"gap_{group}s", *worded("gap", **words),
            gap.absolute, gap.absolute_lower, gap.absolute_upper, unit,
            scale.difference(gap.absolute),
            scale.between(gap.absolute_lower, gap.absolute_upper),
        )
    ]  # fmt: skip
    if gap.relative is not None:
        found.append(
            Measure(
                f"ratio_{group}s", *worded("times", **words),
                gap.relative, gap.relative_lower, gap.relative_upper, "times",
                f"{gap.relative:.2f} times",
                two(gap.relative_lower, gap.relative_upper),
            )
        )  # fmt: skip
    return found


def _slopes(atlas: Atlas, made: Gradient) -> list[Measure]:
    scale, fit = gradient_text.scale_of(atlas, made), made.slope
    most, least = gradient_text.ends(atlas, made, each="end")
    unit = "percentage points" if scale.percent else scale.unit
    line = "line" if fit.transform == "none" else f"curve ({fit.transform})"
    words = {"most": most, "least": least, "line": line}
    slope, ratio = slope_direction.slope(fit), slope_direction.ratio(fit)
    sii, rii = float(fit.sii), float(fit.rii)
    found = [
        Measure(
            "sii", *worded("sii", phe=scale.difference(sii), **words),
            *slope, unit, scale.difference(slope.value), scale.between(slope.lower, slope.upper),
            phe=sii,
        )
    ]  # fmt: skip
    if scale.ratio and ratio is not None:
        found.append(
            Measure(
                "rii", *worded("rii", phe=f"{rii:.2f}", **words),
                *ratio, "times", f"{ratio.value:.2f} times", two(ratio.lower, ratio.upper),
                phe=rii,
            )
        )  # fmt: skip
    return found


def _attributable(atlas: Atlas, made: Gradient) -> list[Measure]:
    found = made.attributable
    if found is None:
        return []
    _, least = gradient_text.ends(atlas, made)
    excess = ""
    if found.excess is not None:
        number, who = (
            gradient_text.count(abs(found.excess)),
            gradient_text.people(atlas, made.indicator),
        )
        excess = say("measure_attributable", "excess", number=number, people=who)
    return [
        Measure(
            "attributable", *worded("attributable", least=least, excess=excess),
            100 * found.share, 100 * found.lower, 100 * found.upper, "%",
            f"{100 * found.share:.0f} in 100".replace("-", "−"),
            f"{100 * found.lower:.0f} to {100 * found.upper:.0f}".replace("-", "−"),
        )
    ]  # fmt: skip


def _concentrations(atlas: Atlas, made: Gradient) -> list[Measure]:
    found = made.concentration
    if found is None:
        return []
    most, _ = gradient_text.ends(atlas, made, each="end")
    rows = [
        ("concentration", found.index, found.lower, found.upper),
        ("erreygers", found.erreygers, found.erreygers_lower, found.erreygers_upper),
    ]
    return [
        Measure(
            name, *worded(name, most=most, members=made.over), value, lower, upper, "index",
            _three(value), "" if lower is None or upper is None else _threes(lower, upper),
        )
        for name, value, lower, upper in rows
        if value is not None
    ]  # fmt: skip


def worded(name: str, **parts: object) -> tuple[str, str]:
    """What a measure says, and what the field calls it."""
    section = f"measure_{name}"
    return say(section, "said", **parts), say(section, "called", **parts)


def two(lower: float | None, upper: float | None) -> str:
    """Limits with two decimals; "" without both."""
    return "" if lower is None or upper is None else f"{lower:.2f} to {upper:.2f}"


def _three(value: float) -> str:
    return f"{value:.3f}".replace("-", "−")


def _threes(lower: float, upper: float) -> str:
    return f"{_three(lower)} to {_three(upper)}"
