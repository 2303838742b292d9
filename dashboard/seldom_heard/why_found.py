"""Why an area was found, how sure that is, and what a near miss misses: a line each, in words."""

from collections.abc import Sequence

import pandas as pd

from dashboard.parts.targets.handover import Handover, noun
from dashboard.parts.targets.target_definition import Targets
from dashboard.wording import number_text
from dashboard.wording.moved_words import steps
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.exercise.heard_criterion import place_name
from layers.targeting.area_search import Criterion
from layers.targeting.criterion_values import finest

# Fewer than this many people, and one household more or less changes the figure.
FEW_PEOPLE = 20
# How far past a threshold, as a share of it, is well past and only just past it.
WELL, JUST = 0.5, 0.1
MOST_DECIMALS = 6


def apart(numbers: Sequence[float], definition: Indicator) -> list[str]:
    """Numbers in words, with as many decimals as it takes to tell different ones apart."""
    # What was heard is said "times as often" in the sentence around it.
    unit = "ratio" if definition.derived == "heard" else definition.unit
    texts: list[str] = []
    for decimals in range(definition.decimals, MOST_DECIMALS + 1):
        texts = [
            number_text.with_unit(number_text.fixed(number, decimals), unit) for number in numbers
        ]
        if len(set(texts)) == len(set(numbers)):
            break
    return texts


def cut_off(atlas: Atlas, criterion: Criterion, threshold: float) -> str:
    """What a criterion asks for in the indicator's unit: "2.6% or more"; empty for deciles."""
    definition = atlas.indicators[criterion.indicator]
    if definition.kind == "decile" or threshold != threshold:
        return ""
    return or_more(definition, criterion, threshold)


def or_more(definition: Indicator, criterion: Criterion, threshold: float) -> str:
    """A threshold as it is applied, with all its decimals: "2.6% or more"."""
    less = criterion.rule == "at_most"
    if criterion.rule not in ("at_least", "at_most"):
        less = definition.polarity == "low"
    return f"{number_text.whole_value(threshold, definition)} or {'less' if less else 'more'}"


def decimals(handover: Handover) -> int:
    """How many it takes to write each threshold of a table; two at least."""
    asked = handover.finding.thresholds
    return max(2, *(number_text.decimals_of(one) for one in asked if one == one))


def reason(atlas: Atlas, row: pd.Series) -> str:
    """One criterion of one area, from a row of :attr:`layers.targeting.Finding.why`."""
    definition = atlas.indicators[row["indicator"]]
    if definition.kind == "decile":
        asked = f" (1 to {row['threshold']:.0f} asked for)" if row["threshold"] > 1 else ""
        met = "" if row["met"] else "; not met, and it need not be"
        return f"{definition.label} {row['value']:.0f}{asked}{met}"
    if pd.isna(row["value"]):
        none = "not among its places" if definition.derived == "heard" else "no figure"
        return f"{definition.label}: {none}; not met, and it need not be"
    if definition.kind == "change":
        met = "" if row["met"] else "; not met, and it need not be"
        return f"{definition.label}: {steps(row['value'])}{met}"
    value, threshold = apart([row["value"], row["threshold"]], definition)
    if definition.derived == "heard":
        text = _heard(atlas, row, value, threshold)
        return text if row["met"] else f"{text}; not met, and it need not be"
    text = f"{definition.label}: {value}, {_beside(row)} the {threshold} asked for"
    if pd.notna(row["lower"]):
        text += f" (likely range {' to '.join(apart([row['lower'], row['upper']], definition))})"
    if pd.notna(row["people"]):
        text += f"; {_people(row['people'], definition)}"
    return text if row["met"] else f"{text}; not met, and it need not be"


def doubts(atlas: Atlas, targets: Targets, why: pd.DataFrame) -> list[str]:
    """Why an area that was found is not firm: a sentence for each criterion in doubt.

    Parameters
    ----------
    why
        The area's rows of :attr:`layers.targeting.Finding.why`.
    """
    rows = [row for _, row in why.iterrows()]
    pairs = list(zip(targets.criteria, rows, strict=True))
    sure = sum(row["met"] and not row["doubt"] for c, row in pairs if not c.required)
    asked = [c.required or sure < targets.at_least for c, _ in pairs]
    return [
        f"{atlas.indicators[row['indicator']].label}: {_doubt(atlas, criterion, row)}."
        for (criterion, row), matters in zip(pairs, asked, strict=True)
        if matters and row["doubt"]
    ]


def missed(atlas: Atlas, row: pd.Series) -> str:
    """What a near miss misses, from a row of :attr:`layers.targeting.Finding.near`."""
    definition = atlas.indicators[row["indicator"]]
    if definition.kind == "decile":
        asked = f"{row['threshold']:.0f}{' or lower' if row['threshold'] > 1 else ''}"
        return f"{definition.label} {row['value']:.0f}, and {asked} is asked for"
    if pd.isna(row["value"]):
        [threshold] = apart([row["threshold"]], definition)
        return f"{definition.label}: no figure, and {threshold} is asked for"
    value, threshold = apart([row["value"], row["threshold"]], definition)
    return f"{definition.label} {value}, and {threshold} is asked for"


def _heard(atlas: Atlas, row: pd.Series, value: str, threshold: str) -> str:
    definition = atlas.indicators[row["indicator"]]
    [upper] = apart([row["upper"]], definition)
    return (
        f"{definition.label}: people of {place_name(atlas, definition, row['lsoa'])} were heard "
        f"from {value} times as often as their numbers suggest, {_beside(row)} the {threshold} "
        f"asked for (likely at most {upper})"
    )


def _beside(row: pd.Series) -> str:
    """ "well above", "just below" …: how a value stands to its threshold."""
    value, threshold = row["value"], row["threshold"]
    if value == threshold:
        return "exactly"
    side = "above" if value > threshold else "below"
    far = abs(row["margin"])
    return f"{'well ' if far >= WELL else 'just ' if far < JUST else ''}{side}"


def _people(number: float, definition: Indicator) -> str:
    households = definition.counts_households
    one, more = ("household", "households") if households else ("person", "people")
    if definition.is_own and not households:
        one = more = noun(definition)
    about = "about " if definition.modelled else ""
    chance = ", so this can change by chance" if number < FEW_PEOPLE else ""
    return f"{about}{number_text.count(number)} {one if round(number) == 1 else more}{chance}"


def _doubt(atlas: Atlas, criterion: Criterion, row: pd.Series) -> str:
    definition = atlas.indicators[criterion.indicator]
    if pd.isna(row["stricter"]):
        finer = atlas.indicators[finest(atlas, criterion.indicator)]
        behind = "rank" if finer.kind == "rank" else "score"
        return (
            f"only just in decile {row['value']:.0f}. The {behind} behind the decile puts the area "
            f"among England's most deprived {_tenth(row['place'])}%; a tenth stricter would be "
            f"{9 * criterion.amount:.0f}%"
        )
    above = row["value"] >= row["threshold"]
    end, name, short = ("lower", "low", "below") if above else ("upper", "high", "above")
    threshold, stricter = apart([row["threshold"], row["stricter"]], definition)
    tighter = f"a tenth stricter ({stricter} instead of {threshold})"
    if row["doubt"] == "edge":
        return f"would not be found if the threshold were {tighter}"
    if row["doubt"] == "range":
        limit, threshold = apart([row[end], row["threshold"]], definition)
        return f"the {name} end of its likely range, {limit}, is {short} the threshold, {threshold}"
    limit, stricter, threshold = apart([row[end], row["stricter"], row["threshold"]], definition)
    tighter = f"a tenth stricter ({stricter} instead of {threshold})"
    return f"the {name} end of its likely range, {limit}, is {short} a threshold {tighter}"


def _tenth(place: float) -> str:
    """A percentage with a decimal only where it has one."""
    return f"{place:.1f}".removesuffix(".0")
