"""Every measure of one gradient: what it says in plain words, what the field calls it."""

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.inequality import gradient_text
from dashboard.inequality.gradient_text import Scale
from dashboard.inequality.texts import say
from layers.atlas import Atlas
from layers.inequality.gradient import Gradient
from layers.inequality.gradient_figures import Figure, figures

# Of measures that are not in the indicator's own unit, by what their ids begin with.
_DECIMALS = {"ratio": 2, "rii": 2, "attributable": 0, "concentration": 3, "erreygers": 3}


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
    scale = gradient_text.scale_of(atlas, made)
    of = {"gap": _gap, "ratio": _times, "sii": _slope, "rii": _ratio, "attributable": _attributable}
    return [
        of.get(figure.id.partition("_")[0], _index)(atlas, made, scale, figure)
        for figure in figures(scale.definition, made)
    ]


def decimals(measure: str, scale: Scale) -> int:
    """How many decimals a measure is shown with, by its id."""
    return _DECIMALS.get(measure.partition("_")[0], scale.decimals)


def _gap(atlas: Atlas, made: Gradient, scale: Scale, of: Figure) -> Measure:
    said = worded("gap", **_ends(atlas, made, of))
    return _made(of, said, _unit(scale), scale.difference(of.value), _between(of, scale.between))


def _times(atlas: Atlas, made: Gradient, scale: Scale, of: Figure) -> Measure:
    said = worded("times", **_ends(atlas, made, of))
    return _made(of, said, "times", f"{of.value:.2f} times", two(of.lower, of.upper))


def _slope(atlas: Atlas, made: Gradient, scale: Scale, of: Figure) -> Measure:
    sii = float(made.slope.sii)
    said = worded("sii", phe=scale.difference(sii), **_line(atlas, made))
    shown, between = scale.difference(of.value), _between(of, scale.between)
    return _made(of, said, _unit(scale), shown, between, sii)


def _ratio(atlas: Atlas, made: Gradient, scale: Scale, of: Figure) -> Measure:
    rii = float(made.slope.rii)
    said = worded("rii", phe=f"{rii:.2f}", **_line(atlas, made))
    return _made(of, said, "times", f"{of.value:.2f} times", two(of.lower, of.upper), rii)


def _attributable(atlas: Atlas, made: Gradient, scale: Scale, of: Figure) -> Measure:
    _, least = gradient_text.ends(atlas, made)
    excess, cases = "", made.attributable
    if cases is not None and cases.excess is not None:
        number, who = (
            gradient_text.count(abs(cases.excess)),
            gradient_text.people(atlas, made.indicator),
        )
        excess = say("measure_attributable", "excess", number=number, people=who)
    said = worded("attributable", least=least, excess=excess)
    shown = f"{of.value:.0f} in 100".replace("-", "−")
    between = f"{of.lower:.0f} to {of.upper:.0f}".replace("-", "−")
    return _made(of, said, "%", shown, between)


def _index(atlas: Atlas, made: Gradient, scale: Scale, of: Figure) -> Measure:
    most, _ = gradient_text.ends(atlas, made, each="end")
    said = worded(of.id, most=most, members=made.over)
    return _made(of, said, "index", _three(of.value), _between(of, _threes))


def _made(
    of: Figure,
    said: tuple[str, str],
    unit: str,
    shown: str,
    between: str,
    phe: float | None = None,
) -> Measure:
    return Measure(of.id, *said, of.value, of.lower, of.upper, unit, shown, between, phe)


def _between(of: Figure, written: Callable[[float, float], str]) -> str:
    """A figure's limits; "" without both."""
    return "" if of.lower is None or of.upper is None else written(of.lower, of.upper)


def _ends(atlas: Atlas, made: Gradient, of: Figure) -> dict[str, str]:
    """Words for the two ends of a gap, by what its groups are called."""
    group = of.id.rpartition("_")[2].removesuffix("s")
    most, least = gradient_text.ends(atlas, made, each=group)
    return {"most": most, "least": least, "group": group}


def _line(atlas: Atlas, made: Gradient) -> dict[str, str]:
    """Words for the fitted line and its two ends."""
    most, least = gradient_text.ends(atlas, made, each="end")
    fit = made.slope.transform
    return {"most": most, "least": least, "line": "line" if fit == "none" else f"curve ({fit})"}


def _unit(scale: Scale) -> str:
    return "percentage points" if scale.percent else scale.unit


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
