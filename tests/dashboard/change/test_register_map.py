"""The map beside a register says of each practice what the table and the sentence say."""

import json
import re

import pandas as pd
import pytest

from dashboard.change import register_map
from dashboard.change.place import place_of
from dashboard.change.register_said import by_chance, sentences
from dashboard.change.view import ChangeView, read_view
from dashboard.parts import found_map
from dashboard.parts.plain_markup import still
from layers import Atlas
from layers.change import register_years

SHEFFIELD, ITS_COMMITTEE = "E08000019", "LAC-C"


def asked(atlas: Atlas, query: str) -> ChangeView:
    view, refused = read_view(query, atlas)
    assert not refused
    return view


@pytest.mark.parametrize("within", ["", SHEFFIELD, "C88048"])
def test_as_many_rise_and_fall_as_the_sentence_says(atlas: Atlas, within: str) -> None:
    view, place = asked(atlas, f"?t=registers&w={within}"), place_of(atlas, within)
    table = register_years.practices(atlas, view.register, place.practices)
    england = register_years.england_too(atlas, view.register)
    said = " ".join(sentences(atlas, view.register, table, england, place))
    ways = table.apply(register_map.way, axis=1)
    compared = table["kind"] == "both"
    assert set(ways[~compared]) <= {"apart"}
    assert "apart" not in set(ways[compared])
    if within != "C88048":
        assert f"rose by more than chance in {(ways == 'up').sum()} of {compared.sum()}" in said
    points = register_map.found(atlas, view, place)["points"]
    known = table[table["kind"] != "neither"]
    assert set(points) == set(known.index)
    for code, row in known.iterrows():
        assert points[code]["radius"] == register_map.LOOKS[ways[code]]["radius"]
        assert row["name"] in points[code]["text"]
        if pd.notna(row["change"]):
            assert f"{row['prevalence_last']:.2f}% in 2024-25" in points[code]["text"]


def test_how_many_would_rise_or_fall_by_chance_alone(atlas: Atlas) -> None:
    """1 in 20 of those compared: 8 of 163; of a practice or two nothing is said."""
    table = register_years.practices(atlas, "CHD", None)
    assert "Of 163 practices, up to about 8 would" in by_chance(table)
    assert by_chance(table.head(2)) == ""


def test_a_fall_by_more_than_chance_is_a_ring(atlas: Atlas) -> None:
    """Of coronary heart disease, of which some fell."""
    view = asked(atlas, "?t=registers&r=CHD")
    found = register_map.found(atlas, view, place_of(atlas, ""))
    fallen = [one for one in found["points"].values() if one["color"] == "#c8690b"]
    table = register_years.practices(atlas, "CHD", None)
    assert len(fallen) == ((table["kind"] == "both") & (table["change_upper"] < 0)).sum() > 0
    said = json.dumps(still(found["legend"]))
    assert re.search(
        rf'"Fell by more than chance"\], \["span", {{[^}}]*}}, "{len(fallen)}"\]', said
    )


def test_of_a_place_without_practices_the_map_is_of_those_that_are_shown(atlas: Atlas) -> None:
    """Those of its district, and the map is fitted to that."""
    place = place_of(atlas, ITS_COMMITTEE)
    found = register_map.found(atlas, asked(atlas, f"?t=registers&w={ITS_COMMITTEE}"), place)
    whole = register_map.found(
        atlas, asked(atlas, f"?t=registers&w={SHEFFIELD}"), place_of(atlas, SHEFFIELD)
    )
    assert found["points"] == whole["points"]
    at = found_map.places(atlas, "lsoa")
    district = atlas.areas.index[atlas.areas["district"] == "Sheffield"]
    assert sorted(found["map"]["fit"]) == sorted(at[code] for code in district)
