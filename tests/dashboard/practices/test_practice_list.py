"""The list of practices and networks against the layers, one by one."""

import re

import pytest

from dashboard.practices.practice_list import ESTIMATES, growth, listing
from dashboard.wording import number_text
from layers import Atlas
from layers.practices import recorded_registers, units
from layers.practices.profile import figure


@pytest.fixture(scope="module")
def made(atlas: Atlas) -> dict:
    return listing(atlas)


def test_every_practice_and_network_has_a_row(atlas: Atlas, made: dict) -> None:
    assert {row["code"] for row in made["practice"]} == set(atlas.practices.index)
    assert len(made["pcn"]) == 29
    assert [row["name"] for row in made["practice"]] == sorted(
        row["name"] for row in made["practice"]
    )
    assert all(len(row["registers"]) == 21 for row in made["practice"])


@pytest.mark.parametrize("kind", ["practice", "pcn"])
def test_the_rows_say_what_the_profile_says(atlas: Atlas, made: dict, kind: str) -> None:
    for row in made[kind][::9]:
        one = units.unit(atlas, row["code"])
        weights = units.weights(atlas, one)
        for name in ESTIMATES:
            assert row[name] == pytest.approx(figure(atlas, name, weights).value, abs=0.051)
        mine = atlas.practices.loc[list(one.practices)]
        assert row["patients"] == mine["list_size"].sum()
        assert row["imd"] == pytest.approx(figure(atlas, "imd_score", weights).value, abs=0.051)
        known = recorded_registers.recorded(atlas, one.practices).loc["2024-25"]
        for register, (prevalence, said) in row["registers"].items():
            assert prevalence == pytest.approx(known.at[register, "prevalence"], abs=0.006)
            lower, upper = (known.at[register, limit] for limit in ("lower", "upper"))
            written = [float(number) for number in re.findall(r"[\d.]+", said)]
            assert written == pytest.approx([prevalence, lower, upper], abs=0.056)
            # Written from the figure itself, as the comparison writes it: 14.648 is not 14.7.
            one_decimal = number_text.fixed(known.at[register, "prevalence"], 1)
            assert said.split()[0] == one_decimal


def test_growth_by_hand_and_unknown_without_a_count(atlas: Atlas) -> None:
    mine = atlas.practices.loc[["C85001"]]
    before, now = mine["list_size_by_area"].iloc[0], mine["list_size"].iloc[0]
    assert growth(mine) == pytest.approx(100 * (now - before) / before)
    assert growth(mine.assign(list_size_by_area=0)) is None
