"""Definitions to hand over, what they find, and an atlas with names that would harm.

Samples of the tests beside it, and tests that they are what they are meant to be.
"""

import copy
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

import numpy as np
import pandas as pd
import pytest

from dashboard.parts.targets import handover as handovers
from dashboard.parts.targets.handover import Handover
from dashboard.parts.targets.target_definition import Targets
from dashboard.seldom_heard.export_files import Files
from layers.atlas import Atlas
from layers.targeting.area_search import Criterion
from tests.dashboard.conftest import HOSTILE

MADE = date(2026, 11, 22)
HOST = "https://atlas.example.nhs.uk/seldom-heard"

CORE20 = Criterion("imd_decile", "decile", 2)
FEW_WORDS = Criterion("english_limited", "national_top", 20)
SAMPLES = {
    # What the new user asks for.
    "limited English": Targets(
        criteria=(CORE20, FEW_WORDS), districts=("E08000018", "E08000019"), people=40
    ),
    # Modelled, counted, by value, by the other end, in a network.
    "counted": Targets(
        name="Winter plan",
        criteria=(
            CORE20,
            Criterion("qof_copd", "local_top", 30, False),
            Criterion("disabled", "at_least", 22.5, False),
            Criterion("age_65_plus", "at_most", 25, False),
        ),
        at_least=2,
        districts=("E08000017",),
        group="qof_copd",
        largest=6,
    ),
    "one area": Targets(
        criteria=(CORE20, Criterion("english_limited", "national_top", 1)),
        districts=("E08000018",),
    ),
}
MANY = Targets(name="Core20", criteria=(CORE20,))
# As many criteria as there may be, of every rule, in large zones, more than a brief has pages for.
EIGHT = Targets(
    name="Eight criteria, in one place of each district",
    criteria=(
        Criterion("imd_decile", "decile", 4),
        Criterion("english_limited", "national_top", 50),
        Criterion("minority_ethnic", "local_top", 60, False),
        Criterion("qof_copd", "national_top", 60, False),
        Criterion("disabled", "at_least", 15, False),
        Criterion("no_car", "local_top", 70, False),
        Criterion("no_qualifications", "at_least", 20, False),
        Criterion("age_65_plus", "at_most", 30, False),
    ),
    at_least=3,
    largest=30,
)
NOTHING = Targets(
    name="Nobody",
    criteria=(Criterion("imd_decile", "decile", 1), Criterion("no_car", "at_most", 1)),
)
NAMES = {
    "formula": "=cmd|' /C calc'!A0",
    "plus": "+1",
    "at": "@x",
    "markup": '#set $x$ *a* _b_ `c` <d> [e] \\ // /* ~ -- "q" @ref @ref[x] =h',
    "emoji": "😀 👩‍⚕️ 🏥 🇬🇧 👍🏽",
    "Welsh": "Gŵyl ŷd, tŷ bach",
    "Urdu": "شیفیلڈ کے لوگ جو انگریزی نہیں بولتے",
    "Punjabi": "ਸ਼ੈਫੀਲਡ ਪੰਜਾਬੀ",
    "one long word": "W" * 80,
}


@dataclass(frozen=True, eq=False)
class Handed:
    """A definition, what it finds, and its files."""

    atlas: Atlas
    targets: Targets
    handover: Handover

    @property
    def link(self) -> str:
        return f"{HOST}{self.targets.query()}"

    @cached_property
    def files(self) -> Files:
        return Files(self.atlas, self.handover, MADE, self.link)

    @cached_property
    def areas(self) -> pd.DataFrame:
        """The page's own table of areas."""
        return handovers.areas_table(self.atlas, self.handover)


@cache
def handed(atlas: Atlas, targets: Targets) -> Handed:
    """Worked out once for all tests."""
    return Handed(atlas, targets, handovers.work_out(atlas, targets))


@cache
def with_hostile_names(atlas: Atlas, targets: Targets) -> Handed:
    """The same areas are found, but they have names that would harm."""
    found = handed(atlas, targets).handover.finding.found[: len(HOSTILE)]
    changed = copy.copy(atlas)
    changed._areas = atlas.areas.copy()
    for column in ("neighbourhood", "ward"):
        names = changed._areas[column].astype(object)
        names.loc[found] = list(HOSTILE)[: len(found)]
        changed._areas[column] = np.array(names, dtype=object)
    directory = atlas.directory.copy()
    directory["name"] = [f"={name}" for name in directory["name"]]
    changed._directory = directory
    return handed(changed, targets)


def test_the_samples_differ_as_they_should(atlas: Atlas) -> None:
    found = {name: handed(atlas, targets).handover for name, targets in SAMPLES.items()}
    assert [len(f.zones) > 0 for f in found.values()] == [True] * len(SAMPLES)
    assert len(found["limited English"].zones) > 5
    assert found["counted"].modelled
    assert not found["counted"].finding.why["met"].all()
    assert len(found["one area"].finding.found) == 1
    assert len(handed(atlas, MANY).handover.zones) > 20
    assert len(handed(atlas, EIGHT).handover.zones) > 20
    assert max(len(zone.areas) for zone in handed(atlas, EIGHT).handover.zones) > 25
    assert not handed(atlas, NOTHING).handover.zones


def test_the_hostile_names_are_those_of_found_areas(atlas: Atlas) -> None:
    hostile = with_hostile_names(atlas, SAMPLES["limited English"])
    assert set(HOSTILE) <= set(hostile.areas["neighbourhood"])


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_the_names_are_ones_that_a_link_can_hold(name: str, atlas: Atlas) -> None:
    from dashboard.parts.targets.target_definition import read_targets

    assert read_targets(Targets(name=name).query(), atlas)[0].name == name
