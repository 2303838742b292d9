"""The finding's sentences say the layers' numbers, and which way the gap runs."""

import re

import pytest

from dashboard.inequality import finding
from dashboard.parts import place_gradient
from layers import Atlas
from layers.inequality.gradient import Gradient

CASES = [
    ("bad_health", "imd_without_health", ""), ("no_car", "minority_ethnic", "E08000019"),
    ("qof_copd", "imd", ""), ("qof_hyp", "imd", "E08000016"), ("crime_score", "income", ""),
    ("crime_burglary", "imd", "E08000017"), ("english_limited", "pakistani", "U20350"),
    ("no_car", "imd", "C85001"), ("age_65_plus", "imd", ""),
]  # fmt: skip


def numbers(text: str) -> list[float]:
    return [float(n.replace("−", "-")) for n in re.findall(r"(?<![\w.])−?\d+\.\d+", text)]


def worked(atlas: Atlas, case: tuple[str, str, str]) -> tuple[Gradient, str, str]:
    made = place_gradient.found(atlas, *case, "none")
    assert isinstance(made, Gradient), made
    return made, *finding.sentences(atlas, made, place_gradient.place(atlas, case[2]))


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_numbers_are_those_of_the_gradient(atlas: Atlas, case: tuple[str, str, str]) -> None:
    made, gap, slope = worked(atlas, case)
    shown = numbers(gap)
    decimals = len(re.findall(r"\d+\.(\d+)", gap)[0])
    half = 0.5 * 10**-decimals * 1.000001
    first, last = made.groups["value"].iloc[[0, -1]]
    # What does not add up as it is shown is said to be rounded.
    adds_up = round(shown[0] - shown[1], decimals) == (
        -shown[2] if "other way round" in gap else shown[2]
    )
    assert ("about" in gap) == (not adds_up)
    assert bool(finding.rounding(atlas, made)) == (not adds_up)
    turned = -1 if "other way round" in gap else 1
    limits = sorted(turned * x for x in (made.gap.absolute_lower, made.gap.absolute_upper))
    expected = [first, last, turned * made.gap.absolute, *limits]
    assert shown == pytest.approx(expected, abs=half)
    falls = -1 if "falls" in slope else 1
    limits = sorted(falls * x for x in (made.slope.sii_lower, made.slope.sii_upper))
    assert numbers(slope) == pytest.approx([falls * made.slope.sii, *limits], abs=half)


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_the_direction_is_said(atlas: Atlas, case: tuple[str, str, str]) -> None:
    made, gap, slope = worked(atlas, case)
    sure = made.gap.absolute_lower > 0 or made.gap.absolute_upper < 0
    assert ("may be chance" in gap) == (not sure)
    assert ("other way round" in gap) == (sure and made.gap.absolute < 0)
    assert (" falls by " in slope) == (made.slope.sii_upper < 0)
    assert (" rises by " in slope) == (made.slope.sii_lower > 0)


def test_it_reads_as_people_speak(atlas: Atlas) -> None:
    _, gap, slope = worked(atlas, CASES[0])
    assert gap == (
        "Bad or very bad health: in South Yorkshire, 9.4 in 100 people in the most deprived tenth, "
        "3.6 in the least deprived tenth: a gap of about 5.9 points, likely between 5.7 and 6.1."
    )
    assert slope == (
        "Over all ten tenths, the fitted line falls by 6.9 points from the most deprived end to "
        "the least deprived end, likely between 6.7 and 7.0. On this figure, not adjusted for "
        "age, need is greater at the most deprived end."
    )
    assert finding.rounding(atlas, worked(atlas, CASES[0])[0]) == (
        "The gap is worked out before rounding, so it is not exactly 9.4 less 3.6."
    )
    assert "in Sheffield, " in worked(atlas, CASES[1])[1]
    assert "40 in 100" not in worked(atlas, CASES[4])[1]
    assert "patients live, " in worked(atlas, CASES[6])[1]
    assert "in South Yorkshire's practices, " in worked(atlas, CASES[2])[1]


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_intervals_of_scores_are_spread_and_those_of_counts_likely(
    atlas: Atlas, case: tuple[str, str, str]
) -> None:
    made, gap, slope = worked(atlas, case)
    spread = any(guard.key == "spread" for guard in made.guards)
    for said in (gap, slope):
        assert ("likely between" in said) == (not spread)
        assert ("with a spread from" in said) == spread


@pytest.mark.parametrize(
    ("case", "end"),
    [
        (("no_car", "imd", ""), "most deprived end"),
        (("age_65_plus", "imd", ""), "least deprived end"),
        # Neither end means need; the line neither clearly rises nor falls.
        (("pakistani", "imd", ""), ""), (("qof_chd", "imd", "E08000016"), ""),
    ],
)  # fmt: skip
def test_which_end_has_more_need(atlas: Atlas, case: tuple[str, str, str], end: str) -> None:
    slope = worked(atlas, case)[2]
    said = f"On this figure, need is greater at the {end}."
    assert slope.endswith(said) if end else "need" not in slope


def test_england_s_tenths_are_named(atlas: Atlas) -> None:
    made = place_gradient.found(atlas, "bad_health", "imd", "", "none", "national")
    assert isinstance(made, Gradient)
    gap, slope = finding.sentences(atlas, made, place_gradient.place(atlas, ""))
    assert "in the most deprived tenth of England" in gap
    assert slope.startswith("Over all ten of England's tenths")
    # A place that has no areas in England's first tenths says which are its ends.
    codes = atlas.table("imd_decile")["value"]
    ward = atlas.areas[codes >= 3].groupby("ward_code").size().idxmax()
    some = place_gradient.found(atlas, "no_car", "imd", ward, "none", "national")
    if isinstance(some, Gradient) and some.groups.index[0] > 1:
        said = finding.sentences(atlas, some, place_gradient.place(atlas, ward))[0]
        assert "most deprived tenth of England" in said
        assert "in the most deprived" not in said
