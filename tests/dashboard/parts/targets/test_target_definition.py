"""The Seldom-heard page's address: what counts, and whose name it is."""

import pytest

from dashboard.parts.targets.places_looked_in import where
from dashboard.parts.targets.target_definition import Targets, read_targets
from layers import Atlas
from layers.targeting.area_search import Criterion
from layers.targeting.presets import presets_for

BOTH = "c=imd_decile!d!2!r~english_limited!nt!20!"
NAME = "t=Core20+with+limited+English&"


@pytest.mark.parametrize(
    ("query", "at_least"),
    [
        (f"{BOTH}r", 0),
        (f"{BOTH}c", 1),  # a criterion that counts is never switched off unasked
        (f"{BOTH}c&k=0", 0),  # …but a person may
        (f"{BOTH}c&k=5", 1),
        (f"{BOTH}c&k=x", 1),
        ("c=imd_decile!d!2!c~english_limited!nt!20!c", 1),
        ("c=imd_decile!d!2!c~english_limited!nt!20!c&k=0", 1),  # or everywhere would be found
        ("c=imd_decile!d!2!c~english_limited!nt!20!c&k=2", 2),
        ("", 0),
    ],
)
def test_what_counts_counts_at_least_once(atlas: Atlas, query: str, at_least: int) -> None:
    targets, _ = read_targets(f"?{query}", atlas)
    assert targets.at_least == at_least
    assert read_targets(targets.query(), atlas)[0] == targets


def test_a_ready_made_name_stays_only_while_it_is_that(atlas: Atlas) -> None:
    label = "Core20 with limited English"
    for query, name in {
        f"{NAME}{BOTH}r": label,
        f"{NAME}c=english_limited!nt!20!r~imd_decile!d!2!r": label,  # in another order
        f"{NAME}{BOTH}r&d=E08000018&g=roma&z=5": label,  # elsewhere, for others: found the same
        f"{NAME}{BOTH}c": f"Changed from {label}",
        f"{NAME}{BOTH}r&q=20": f"Changed from {label}",
        f"{NAME}c=imd_decile!d!3!r": f"Changed from {label}",
        f"t=Changed+from+Core20+with+limited+English&{BOTH}r": label,  # changed back
        f"t=Our+winter+plan&{BOTH}c": "Our winter plan",  # a person's own name is theirs
    }.items():
        assert read_targets(f"?{query}", atlas)[0].name == name, query


def test_every_ready_made_definition_keeps_its_name(atlas: Atlas) -> None:
    for preset in presets_for(atlas).values():
        if preset.definition is None:
            continue
        asked = Targets(
            name=preset.label,
            criteria=preset.definition.criteria,
            at_least=preset.definition.at_least,
            group=preset.group,
            people=int(preset.definition.people),
        )
        assert read_targets(asked.query(), atlas)[0] == asked


def test_places_in_words(atlas: Atlas) -> None:
    criteria = (Criterion("imd_decile", "decile", 2),)
    [(ward, name)] = atlas.areas[["ward_code", "ward"]].head(1).itertuples(index=False)
    [code] = atlas.practices.index[:1]
    practice = atlas.practices["name"][code]
    assert where(atlas, Targets(criteria=criteria)) == ""
    two = Targets(districts=("E08000018", "E08000019"))
    assert where(atlas, two) == "Rotherham and Sheffield"
    assert where(atlas, Targets(wards=(ward,))) == f"{name} ward"
    lived = f"where most patients of {practice} live"
    assert where(atlas, Targets(practices=(code,))) == f"the areas {lived}"
    assert where(atlas, Targets(districts=two.districts, practices=(code,))) == (
        f"Rotherham and Sheffield, {lived}"
    )
