"""Presets: bad ones are refused in words, and the real ones keep their promises."""

import importlib.util
import re
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import cast

import pytest

from layers import Atlas
from layers.catalogue.definitions import CatalogueError, load_catalogue
from layers.targeting.area_search import Criterion, evaluate
from layers.targeting.presets import Preset, load_presets, presets_for
from layers.targeting.reach import reach
from tests.layers.catalogue.test_definitions import BANNED

REPOSITORY = Path(__file__).parents[3]
BAD = Path(__file__).parent / "bad_presets"
PRESETS = load_presets()

# What each broken file's message must name: the preset, the field, and the problem.
REFUSED = {
    "not_toml": ("presets.toml is not valid TOML", "line 3"),
    "stray_part": ("presets.toml: unknown part 'title'",),
    "unknown_field": ("preset 'no_car'", "unknown field `colour`"),
    "missing_field": ("preset 'no_car'", "missing required field `rationale`"),
    "no_id": ("preset '(no id)'", "missing required field `id`"),
    "bad_id": ("preset 'No-Car', id:", "lower-case letters"),
    "duplicated_id": ("preset 'no_car', id:", "given twice"),
    "empty_label": ("preset 'no_car', label:", "must say something"),
    "no_sentence": ("preset 'no_car', who:", "write a sentence"),
    "unknown_caveat": ("preset 'no_car', caveats:", "'census_night' is not in caveats.toml"),
    "unknown_indicator": ("preset 'no_car', criteria:", "no indicator called 'no_bicycle'"),
    "unknown_rule": ("preset 'no_car'", "'top' - at `$.criteria[0].rule`"),
    "unknown_criterion_field": ("preset 'no_car'", "unknown field `must` - at `$.criteria[0]`"),
    "amount_as_text": ("preset 'no_car'", "got `str` - at `$.criteria[0].amount`"),
    "amount_out_of_range": ("preset 'no_car', criteria:", "over 0 and up to 100"),
    "half_decile": ("preset 'no_car', criteria:", "whole number from 1 to 10"),
    "class_as_criterion": ("preset 'no_car', criteria:", "Rural or urban is a class"),
    "no_criteria": ("preset 'no_car', criteria:", "between one and 8"),
    "too_many_counted": ("preset 'no_car', criteria:", "At least 2 of 1 counted"),
    "negative_people": ("preset 'no_car', criteria:", "The fewest people must be"),
    "no_group": ("preset 'no_car', group:", "name the share"),
    "unknown_group": ("preset 'no_car', group:", "no indicator called 'no_bicycle'"),
    "group_not_a_share": ("preset 'no_car', group:", "'imd_score' is not a share"),
    "absent_without_reason": ("preset 'no_car', reason:", "say in a sentence why"),
    "absent_with_criteria": ("preset 'no_car', available:", "has no criteria"),
    "reason_though_available": ("preset 'no_car', reason:", "only a preset that is not available"),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_slip_is_refused_in_words(name: str) -> None:
    with pytest.raises(CatalogueError) as refusal:
        load_presets(BAD / name)
    message = str(refusal.value)
    assert message.startswith("presets.toml")
    for part in REFUSED[name]:
        assert part in message


def test_every_bad_file_is_tried() -> None:
    assert {path.name for path in BAD.iterdir()} == set(REFUSED)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=re.escape(f"presets.toml is missing from {tmp_path}")):
        load_presets(tmp_path)


def test_a_preset_is_read_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "presets.toml").write_text(
        """
        [[preset]]
        id = "some"
        label = "Some"
        who = "Some people."
        rationale = "Because."
        source = "Somebody."
        group = "roma"
        people = 5
        at_least = 1
        caveats = ["small_groups"]
        criteria = [
          { indicator = "no_car", rule = "at_least", amount = 40 },
          { indicator = "roma", rule = "national_top", amount = 2.5, required = false },
        ]
        """,
        encoding="utf-8",
    )
    [preset] = load_presets(tmp_path).values()
    assert preset.definition is not None
    assert preset.definition.criteria == (
        Criterion("no_car", "at_least", 40.0),
        Criterion("roma", "national_top", 2.5, required=False),
    )
    assert (preset.definition.at_least, preset.definition.group) == (1, "roma")
    assert (preset.definition.people, preset.definition.within) == (5.0, None)
    assert (preset.caveats, preset.group, preset.order) == (("small_groups",), "roma", 0)
    assert (preset.available, preset.reason) == (True, "")


# ---- What a snapshot does not hold ----


def without(atlas: Atlas, *names: str) -> Atlas:
    """The atlas of a snapshot that does not hold some indicators."""
    left = {i: d for i, d in atlas.indicators.items() if i not in names}
    return cast(
        Atlas,
        SimpleNamespace(indicators=left, catalogue=atlas.catalogue, england=atlas.england),
    )


def test_every_preset_with_a_definition_can_be_used_here(atlas: Atlas) -> None:
    assert presets_for(atlas) == PRESETS


def test_what_the_snapshot_lacks_makes_a_preset_unavailable(atlas: Atlas) -> None:
    found = presets_for(
        without(atlas, "deri_score", "english_limited", "household_deprived_2_plus")
    )
    changed = {name for name, preset in found.items() if preset != PRESETS[name]}
    assert changed == {"digital_older", "core20_limited_english", "core20"}
    older = found["digital_older"]
    assert not older.available
    assert older.reason == (
        "Digital exclusion risk is not in this atlas: its source does not cover the area."
    )
    assert older.definition == PRESETS["digital_older"].definition
    assert "at least two dimensions is not in this atlas" in found["core20"].reason
    assert list(found) == list(PRESETS)


# ---- The real ones ----


def test_the_presets_that_were_asked_for_are_there_in_order() -> None:
    assert list(PRESETS) == [
        "core20",
        "core20_limited_english",
        "core20_minority_ethnic",
        "roma_traveller",
        "recent_arrivals",
        "core20_maternity",
        "core20_severe_mental_illness",
        "core20_copd",
        "core20_cancer",
        "core20_hypertension",
        "core20_children_asthma",
        "core20_children_diabetes",
        "core20_children_epilepsy",
        "core20_children_oral_health",
        "core20_children_mental_health",
        "disabled_carers",
        "digital_older",
    ]
    assert [preset.order for preset in PRESETS.values()] == list(range(17))
    assert len({preset.label for preset in PRESETS.values()}) == 17


def test_what_has_no_register_says_so() -> None:
    absent = {name for name, preset in PRESETS.items() if not preset.available}
    assert absent == {
        "core20_maternity",
        "core20_children_oral_health",
        "core20_children_mental_health",
    }
    for name in absent:
        preset = PRESETS[name]
        assert preset.definition is None
        assert "register" in preset.reason
        assert "Start from the Core20" in preset.reason, "it says what to do instead"


def test_the_core20_is_national_deciles_1_and_2_wherever_it_is_named() -> None:
    core = Criterion("imd_decile", "decile", 2.0, required=True)
    for name, preset in PRESETS.items():
        if preset.definition is not None:
            assert (core in preset.definition.criteria) == name.startswith("core20"), name
            others = [c.indicator for c in preset.definition.criteria if c != core]
            assert not any(i.startswith("imd") for i in others), name


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_a_preset_speaks_plainly_and_owns_up(preset: Preset) -> None:
    words = " ".join((preset.label, preset.who, preset.rationale, preset.source, preset.reason))
    assert not BANNED.search(words)
    assert not re.search(r"https?:|www\.|\b(QOF|LSOA|IMD)\b", words), "words, not codes"
    assert "NHS England" in preset.source
    assert preset.who.count(". ") == 0, "one sentence"
    if preset.definition is None:
        return
    indicators = load_catalogue().indicators
    driven = [c.indicator for c in preset.definition.criteria]
    assert preset.group in driven or preset.group in (
        "household_deprived_2_plus",
        "roma_or_traveller",
    )
    assert "area_not_person" in preset.caveats
    if any(indicators[i].modelled for i in driven):
        assert "(modelled)" in preset.who
        assert {"qof_modelled", "qof_practice_value", "qof_recorded"} <= set(preset.caveats)


def test_proxies_say_that_they_are() -> None:
    for name in ("core20_cancer", "core20_children_diabetes", "core20_children_epilepsy"):
        assert "proxy" in PRESETS[name].label
    assert "nothing about early diagnosis" in PRESETS["core20_cancer"].who


def test_every_preset_finds_some_areas_and_not_nearly_all(atlas: Atlas) -> None:
    core20 = 316
    for name, preset in PRESETS.items():
        if preset.definition is None:
            continue
        finding = evaluate(atlas, preset.definition)
        assert 20 <= len(finding.found) <= 0.4 * 860, name
        if name.startswith("core20_"):
            assert len(finding.found) <= core20 / 2, f"{name}: see the rule in presets.toml"
        assert reach(atlas, finding.found, preset.group).times > 1, name


# ---- The table in the documentation ----


@pytest.fixture(scope="module")
def script() -> ModuleType:
    path = REPOSITORY / "scripts" / "preset_counts.py"
    found = importlib.util.spec_from_file_location("preset_counts", path)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_the_table_in_the_methods_is_what_the_script_makes(
    atlas: Atlas, script: ModuleType
) -> None:
    text = (REPOSITORY / "docs" / "methods" / "seldom-heard.md").read_text(encoding="utf-8")
    assert script.rewritten(text, atlas) == text, "run 'python scripts/preset_counts.py'"
    rows: Mapping[str, str] = {
        line.split("|")[1].strip(): line for line in text.splitlines() if line.startswith("| ")
    }
    assert {preset.label for preset in PRESETS.values()} <= set(rows)
    assert "| 316 |" in rows["Core20"]


def test_the_script_asks_for_its_markers(atlas: Atlas, script: ModuleType) -> None:
    with pytest.raises(SystemExit, match="has no line"):
        script.rewritten("# Methods\n", atlas)
