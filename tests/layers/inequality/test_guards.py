"""What is refused and what is warned of, and that the words are there."""

from pathlib import Path

import pytest

from layers import Atlas
from layers.catalogue.definitions import CATALOGUE, CatalogueError
from layers.inequality.guards import (
    Refused,
    cluster_guard,
    guards,
    load_guards,
    number_guards,
    pair_guards,
    practice_guards,
    slope_guards,
)


def keys(found: list) -> list[str]:
    return [guard.key for guard in found]


@pytest.mark.parametrize(
    ("indicator", "ordering", "expected"),
    [
        ("no_car", "imd", []),
        ("ward_somali", "imd", ["ward_figure"]),
        ("qof_copd", "imd", ["attributed", "health_in_index", "not_age_adjusted"]),
        ("qof_copd", "income", ["attributed", "not_age_adjusted"]),
        ("bad_health", "imd", ["health_in_index", "not_age_adjusted"]),
        ("bad_health", "imd_without_health", ["not_age_adjusted"]),
        ("health_score", "imd", ["contained", "no_ratio", "spread"]),
        ("health_score", "imd_without_health", ["no_ratio", "spread"]),
        ("employment_score", "imd", ["contained", "spread"]),
        ("acute_morbidity", "imd", ["contained", "spread"]),
        ("acute_morbidity", "income", ["spread"]),
        ("imd_score", "imd_without_health", ["contained", "no_ratio", "spread"]),
        ("income_score", "income", ["same", "spread"]),
        ("no_car", "no_car", ["same"]),
        ("imd_rank", "income", ["not_a_level", "contained", "no_ratio"]),
        ("income_deprived_people", "imd", ["not_a_level", "contained", "no_ratio"]),
        ("homelessness", "income", ["district_value", "spread"]),
        ("roma", "minority_ethnic", ["overlap"]),
        ("religion_muslim", "minority_ethnic", []),
        ("fuel_poverty", "imd", ["modelled"]),
    ],
)
def test_gradients(atlas: Atlas, indicator: str, ordering: str, expected: list[str]) -> None:
    found = guards(atlas, indicator, ordering)
    assert keys(found) == expected
    assert [g.level for g in found] == sorted((g.level for g in found), key="refuse warn".index)


def test_every_attributed_register_is_refused_over_areas_and_not_over_practices(
    atlas: Atlas,
) -> None:
    registers = [i for i, d in atlas.indicators.items() if d.register]
    assert len(registers) == 21
    for indicator in registers:
        for ordering in ("imd", "imd_without_health", "income", "minority_ethnic"):
            assert guards(atlas, indicator, ordering)[0].key == "attributed"
            over_practices = practice_guards(atlas, indicator, ordering)
            assert all(g.level == "warn" for g in over_practices)
        assert cluster_guard(atlas.indicators[indicator]).key == "attributed"


@pytest.mark.parametrize(
    ("a", "b", "level", "expected"),
    [
        ("imd_score", "no_car", "area", []),
        ("imd_score", "imd_rank", "area", ["part_of"]),
        ("imd_rank", "no_car", "practice", ["not_a_level"]),
        ("rural_urban", "no_car", "area", ["not_a_level"]),
        ("imd_score", "income_score", "area", ["part_of"]),
        ("income_score", "employment_score", "area", []),
        ("qof_copd", "no_car", "area", ["attributed"]),
        ("qof_copd", "qof_hyp", "practice", []),
        ("pakistani", "indian", "area", ["overlap"]),
        ("no_car", "no_car", "area", ["same"]),
    ],
)
def test_pairs(atlas: Atlas, a: str, b: str, level: str, expected: list[str]) -> None:
    assert keys(pair_guards(atlas, a, b, level)) == expected
    assert keys(pair_guards(atlas, b, a, level)) == expected


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        ("imd_score", ""), ("english_limited", ""), ("crime_burglary", ""),
        ("ethnic_diversity", ""),
        ("imd_decile", "not_a_level"), ("residents", "not_a_level"),
        ("fuel_poverty", "modelled_clusters"), ("housing_affordability", "modelled_clusters"),
        ("homelessness", "district_value"), ("deri_score", "no_clusters"),
    ],
)  # fmt: skip
def test_clusters(atlas: Atlas, indicator: str, expected: str) -> None:
    found = cluster_guard(atlas.indicators[indicator])
    assert (found.key if found else "") == expected


def test_tiny_numbers() -> None:
    assert keys(number_guards([4] * 10)) == ["few_cases"]
    assert number_guards([4] * 10)[0].level == "refuse"
    assert keys(number_guards([5] * 10)) == ["small_group"]
    assert keys(number_guards([40, 9, 40, 40, 40])) == ["small_group"]
    assert number_guards([10] * 5) == []


def test_lines_below_zero(atlas: Atlas) -> None:
    assert keys(slope_guards(atlas.indicators["no_car"], False)) == ["below_zero"]
    assert slope_guards(atlas.indicators["no_car"], True) == []
    assert slope_guards(atlas.indicators["health_score"], False) == []


def test_every_guard_has_words_for_people() -> None:
    for key, guard in load_guards().items():
        assert guard.key == key
        assert guard.text.endswith(".")
        assert len(guard.label) < 50
        assert str(Refused(guard)) == f"{guard.label}. {guard.text}"


def test_a_slip_in_the_file_is_told(tmp_path: Path) -> None:
    text = (CATALOGUE / "guards.toml").read_text(encoding="utf-8")
    (tmp_path / "guards.toml").write_text(text.replace('= "warn"', '= "beware"'), encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"guards\.toml: Invalid enum value 'beware'"):
        load_guards(tmp_path)
