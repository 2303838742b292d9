"""Why an area was found, in words: each borderline area says why, and numbers never contradict."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.parts.targets.handover import FEW_ARE_FIRM, work_out
from dashboard.parts.targets.target_definition import Targets, read_targets
from dashboard.seldom_heard import export_about, findings, map_result, why_found
from dashboard.seldom_heard.on_the_ground import on_the_ground
from dashboard.seldom_heard.zone_card import zone_card
from dashboard.wording import number_text
from layers import Atlas
from layers.own.own_indicator import with_own
from layers.targeting import partners
from layers.targeting.area_search import Criterion, DefinitionError, Rule
from layers.targeting.presets import presets_for
from tests.committed import committed
from tests.dashboard.test_graphs import components
from tests.layers.own.layers import layer

ENGLISH = committed().indicators["english_limited"]
ROW = {
    "indicator": "english_limited", "value": 5.6, "lower": 4.5, "upper": 6.9, "threshold": 2.6,
    "stricter": 2.9, "margin": 1.15, "people": 80.0, "met": True, "doubt": "", "place": np.nan,
}  # fmt: skip


def row(**more: object) -> pd.Series:
    return pd.Series({**ROW, **more})


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, "5.6%, well above the 2.6% asked for (likely range 4.5% to 6.9%); 80 people"),
        ({"value": 2.7, "margin": 0.04}, "2.7%, just above the 2.6% asked for"),
        ({"value": 2.604, "margin": 0.0015}, "2.604%, just above the 2.600% asked for"),
        ({"value": 2.6, "margin": 0.0}, "2.6%, exactly the 2.6% asked for"),
        ({"people": 12.0}, "; 12 people, so this can change by chance"),
        ({"people": 1.0}, "; 1 person, so this can change by chance"),
        ({"people": 20.0}, "; 20 people"),
        ({"value": 1.0, "margin": -0.62, "met": False}, "not met, and it need not be"),
    ],
)
def test_a_reason_by_hand(atlas: Atlas, more: dict[str, object], told: str) -> None:
    said = why_found.reason(atlas, row(**more))
    assert said.startswith("Cannot speak English well or at all: ")
    assert told in said
    assert "national decile" not in said


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (
            {"doubt": "range", "lower": 2.34, "value": 2.7},
            "the low end of its likely range, 2.3%, is below the threshold, 2.6%.",
        ),
        (
            {"doubt": "range", "lower": 2.598},
            "the low end of its likely range, 2.598%, is below the threshold, 2.600%.",
        ),
        (
            {"doubt": "edge", "value": 2.7},
            "would not be found if the threshold were a tenth stricter (2.9% instead of 2.6%).",
        ),
        (
            {"doubt": "both", "lower": 2.88},
            "the low end of its likely range, 2.88%, is below a threshold a tenth stricter "
            "(2.90% instead of 2.60%).",
        ),
    ],
)
def test_a_doubt_by_hand(atlas: Atlas, more: dict[str, object], told: str) -> None:
    asked = Targets(criteria=(Criterion("english_limited", "national_top", 20),))
    [said] = why_found.doubts(atlas, asked, pd.DataFrame([row(**more)]))
    assert said == f"Cannot speak English well or at all: {told}"


def test_a_tenth_of_a_decile_is_said_by_the_score(atlas: Atlas) -> None:
    asked = Targets(criteria=(Criterion("imd_decile", "decile", 2),))
    mine = row(
        indicator="imd_decile", value=2.0, threshold=2.0, stricter=np.nan, doubt="edge", place=19.1
    )
    [said] = why_found.doubts(atlas, asked, pd.DataFrame([mine]))
    assert "only just in decile 2" in said
    assert "most deprived 19.1%; a tenth stricter would be 18%" in said


def test_only_doubts_that_matter_are_told(atlas: Atlas) -> None:
    """One of two counted is asked for: a doubtful one beside a sure one changes nothing."""
    criteria = tuple(
        Criterion(name, "national_top", 20, required=False) for name in ("english_limited", "roma")
    )
    rows = pd.DataFrame([row(doubt="edge"), row(indicator="roma")])
    assert why_found.doubts(atlas, Targets(criteria=criteria, at_least=1), rows) == []
    assert len(why_found.doubts(atlas, Targets(criteria=criteria, at_least=2), rows)) == 1


@given(st.floats(0, 100), st.floats(-0.05, 0.05))
def test_different_numbers_look_different(value: float, away: float) -> None:
    other = round(value + away, 4)
    value = round(value, 4)
    one, two = why_found.apart([value, other], ENGLISH)
    assert (one == two) == (value == other)
    assert re.fullmatch(r"-?[\d,]+\.\d+%", one)


@pytest.mark.parametrize(
    "name", [p.id for p in presets_for(committed()).values() if p.definition is not None]
)
def test_every_borderline_area_of_the_ready_made_says_why(atlas: Atlas, name: str) -> None:
    preset = presets_for(atlas)[name]
    assert preset.definition is not None
    asked = Targets(
        criteria=preset.definition.criteria,
        at_least=preset.definition.at_least,
        group=preset.group,
        people=int(preset.definition.people),
    )
    made = work_out(atlas, asked)
    for code, rows in made.finding.why.groupby("lsoa"):
        assert bool(why_found.doubts(atlas, asked, rows)) == (code not in made.finding.firm)
    for _, missed in made.finding.near.iterrows():
        value, threshold = re.findall(
            r"(-?[\d.,]+)%?,? (?:and|or|is)", why_found.missed(atlas, missed)
        )[-2:]
        assert value != threshold


# Parcels in steps of 0.5, so that many areas have the same value; one has no figure.
TIED = layer(
    label="Parcels",
    kind="rate",
    unit="per 1,000",
    numerators=(),
    denominators=(),
    codes=tuple(committed().areas.index[:184]),
    values=(None, *(round(40 + at * at % 23 / 2, 1) for at in range(183))),
)
OWN = with_own(committed(), [TIED])
# What goes by places: whole and rounded figures with many ties, finer ones, and lower being worse.
BY_PLACES = [
    *("employment_deprived_people", "crime_damage", "not_entering_higher_education"),
    *("english_limited", "qof_dm", "ward_afghan", "owned_homes", "imd_score", TIED.id),
]


@settings(max_examples=20)
@given(
    st.sampled_from([one for one in BY_PLACES if one in OWN.indicators]),
    st.sampled_from(["local_top", "national_top", "decile"]),
    st.integers(1, 10),
)
def test_the_cut_that_is_said_is_the_one_applied(name: str, rule: Rule, tenths: int) -> None:
    """Read off the screen, and held against the values as they are and as they are written."""
    asked = Criterion(name, rule, tenths if rule == "decile" else 9.0 * tenths)
    try:
        made = work_out(OWN, Targets(criteria=(asked,)))
    except DefinitionError:
        return
    [said] = [why_found.cut_off(OWN, asked, one) for one in made.finding.thresholds]
    written = re.search(r"[−\d.,]+", said)
    assert written
    digits = written[0].replace(",", "").replace("−", "-")
    cut, places = float(digits), len(digits.partition(".")[2])
    values = OWN.table(name)["value"].dropna().sort_index()
    for shown in (values, values.map(lambda value: number_text.rounded(value, places))):
        reached = shown <= cut if said.endswith("less") else shown >= cut
        assert shown.index[reached].tolist() == made.finding.found.tolist()
    if len(made.finding.found):
        about = dict(export_about.definition_lines(OWN, made))
        assert about["Required"].endswith(f", which is {said}") or rule == "decile"


def text_of(part: object) -> str:
    held = (getattr(one, "children", None) or [] for one in components(part))
    every = (child for inner in held for child in ([inner] if isinstance(inner, str) else inner))
    return " ".join(child for child in every if isinstance(child, str))


def test_a_modelled_choice_says_why_so_few_are_firm(atlas: Atlas) -> None:
    for query, few in (
        ("?c=imd_decile!d!2!r~qof_ast!nt!20!r&g=qof_ast", True),
        ("?c=imd_decile!d!2!r", False),
    ):
        made = work_out(atlas, read_targets(query, atlas)[0])
        said = text_of(findings.said(atlas, made))
        assert (FEW_ARE_FIRM in said) == few


def test_a_card_marks_the_area_that_was_clicked(atlas: Atlas) -> None:
    made = work_out(atlas, read_targets("?c=imd_decile!d!1!r&d=E08000018", atlas)[0])
    code = made.zones[0].areas[-1]
    marked = [
        getattr(one, "data-area")
        for one in components(zone_card(atlas, made, 0, code))
        if "clicked" in (getattr(one, "className", None) or "").split()
    ]
    assert marked == [code]
    assert "to reach" in text_of(zone_card(atlas, made, 0))


def test_a_list_that_is_cut_says_how_many_more_there_are(atlas: Atlas) -> None:
    made = work_out(atlas, read_targets("?c=imd_decile!d!2!r", atlas)[0])
    there = [on_the_ground(atlas, zone).places("pharmacy")["name"] for zone in made.zones]
    most = max(range(len(there)), key=lambda n: len(there[n]))
    few = min(range(len(there)), key=lambda n: len(there[n]))
    assert len(there[most]) > 9 > len(there[few])
    text = text_of(zone_card(atlas, made, most))
    assert all(name in text for name in there[most].head(8))
    assert f"8 of {len(there[most])} pharmacies; all are in the Excel workbook" in text
    text = text_of(zone_card(atlas, made, few))
    practices = partners.practices(atlas, list(made.zones[few].areas))
    assert f"The largest 6 of {practices['open'].sum()}; all are in the workbook" in text
    assert "pharmacies; all are in" not in text


def test_ties_that_leave_nobody_are_told(atlas: Atlas) -> None:
    """Four in ten areas are all in the Core20: none of them is among the highest tenth."""
    for amount, told in (
        ("10", "No area is: more areas share the highest value than 10% of all leaves room for."),
        ("20", "That is 100.0% or more."),
    ):
        made = work_out(atlas, read_targets(f"?c=core20!lt!{amount}!r", atlas)[0])
        assert map_result.for_map(atlas, made, "")["cuts"] == [told]


def test_the_map_is_told_what_lies_outside(atlas: Atlas) -> None:
    made = work_out(atlas, read_targets("?c=imd_decile!d!2!r&d=E08000018", atlas)[0])
    stands = map_result.standings(atlas, made)
    rotherham = atlas.areas["district"] == "Rotherham"
    assert {code for code, name in stands.items() if name == "outside"} <= set(
        atlas.areas.index[~rotherham]
    )
    told = map_result.for_map(atlas, made, "?c=x")
    shown = told["map"]
    assert [shown["looks"][look]["outside"] for look in shown["of"]] == (~rotherham).tolist()
    assert told["cuts"] == [""]
    assert set(told) == set(map_result.nothing_asked(atlas, ""))
