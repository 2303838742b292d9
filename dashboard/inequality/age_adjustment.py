"""What is left of a gap in health, or comes to light, when ages are allowed for."""

from dash import html
from dash.development.base_component import Component

from dashboard.inequality import gradient_text
from dashboard.inequality.measures import Measure, two, worded
from dashboard.inequality.texts import say
from layers.atlas import Atlas
from layers.inequality import gradient_figures, slope_direction
from layers.inequality.age_adjusted_gradient import Adjusted
from layers.inequality.gradient import Gradient

TAG = "Modelled"


def sentence(atlas: Atlas, made: Gradient) -> str:
    """The gap adjusted for age, beside the one as counted; "" where it is not worked out."""
    found = made.adjusted
    if found is None:
        return ""
    scale = gradient_text.scale_of(atlas, made)
    most, least = gradient_text.ends(atlas, made)
    expected = 100 * found.groups["expected"] / found.groups["denominator"]
    values = found.groups["value"]
    crude, gap = made.gap.absolute, found.gap.absolute
    # From the figures as shown, so that they add up.
    hidden = abs(scale.rounded(gap)) - abs(scale.rounded(crude))
    so = "turn" if crude * gap < 0 else "hide" if hidden >= 0 else "add"
    slope = slope_direction.slope(found.slope)
    lower, upper = found.gap.absolute_lower, found.gap.absolute_upper
    return say(
        "ages",
        "said",
        first=scale.value(float(values.iloc[0])),
        last=scale.value(float(values.iloc[-1])),
        most=most,
        least=least,
        size=scale.difference(gap),
        between=gradient_text.likely(
            made, "between", lower=scale.number(lower), upper=scale.number(upper)
        ),
        crude=scale.difference(crude),
        expected_first=scale.value(float(expected.iloc[0])),
        expected_last=scale.value(float(expected.iloc[-1])),
        slope=scale.difference(slope.value),
        slope_between=say(
            "range_sure",
            "between",
            lower=scale.number(slope.lower),
            upper=scale.number(slope.upper),
        ),
        crude_slope=scale.difference(slope_direction.slope(made.slope).value),
        so=say("ages", so, size=scale.difference(abs(hidden))),
    )


def shown(atlas: Atlas, made: Gradient) -> list[Component]:
    """The sentence as the page shows it, marked as modelled; of health, that there is none."""
    said = sentence(atlas, made)
    if not said:
        of_health = any(guard.key == "not_age_adjusted" for guard in made.guards)
        return [html.P(say("ages", "none"), className="note")] if of_health else []
    tag = html.Span(TAG, className="tag")
    return [html.P([tag, " ", said], className="sentence", id="finding-ages")]


def measures(atlas: Atlas, made: Gradient) -> list[Measure]:
    """The measures of the adjusted gradient, each said to be modelled."""
    found = made.adjusted
    if found is None:
        return []
    scale, group = gradient_text.scale_of(atlas, made), gradient_figures.group(made)
    rows = _gaps(atlas, made, found, scale, group)
    slope, ratio = slope_direction.slope(found.slope), slope_direction.ratio(found.slope)
    most, least = gradient_text.ends(atlas, made, each="end")
    line = "line" if found.slope.transform == "none" else f"curve ({found.slope.transform})"
    words = {"most": most, "least": least, "line": line}
    sii, rii = float(found.slope.sii), float(found.slope.rii)
    rows.append(
        Measure(
            "sii_ages", *worded("sii_ages", phe=scale.difference(sii), **words),
            *slope, "percentage points", scale.difference(slope.value),
            scale.between(slope.lower, slope.upper), phe=sii,
        )
    )  # fmt: skip
    if ratio is not None:
        rows.append(
            Measure(
                "rii_ages", *worded("rii_ages", phe=f"{rii:.2f}", **words),
                *ratio, "times", f"{ratio.value:.2f} times", two(ratio.lower, ratio.upper),
                phe=rii,
            )
        )  # fmt: skip
    return rows


def _gaps(
    atlas: Atlas, made: Gradient, found: Adjusted, scale: gradient_text.Scale, group: str
) -> list[Measure]:
    rows: list[Measure] = []
    for each, gap in ((group, found.gap), ("fifth", found.gap_of_fifths)):
        if gap is None or (each == group and rows):
            continue
        most, least = gradient_text.ends(atlas, made, each=each)
        rows.append(
            Measure(
                f"gap_{each}s_ages",
                *worded("gap_ages", most=most, least=least, group=each),
                gap.absolute, gap.absolute_lower, gap.absolute_upper, "percentage points",
                scale.difference(gap.absolute),
                scale.between(gap.absolute_lower, gap.absolute_upper),
            )
        )  # fmt: skip
    return rows
