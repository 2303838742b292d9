"""What Explore's comboboxes offer of practices and places."""

from typing import Any

import pytest

from dashboard.explore.choices import choices
from dashboard.explore.filters_form import form
from layers import Atlas


@pytest.fixture(scope="module")
def made(atlas: Atlas) -> dict[str, Any]:
    return choices(atlas)


def values(groups: list[dict[str, Any]]) -> list[str]:
    return [one["value"] for group in groups for one in group["options"]]


def test_everything_that_filters_can_be_chosen_once(atlas: Atlas, made: dict[str, Any]) -> None:
    areas, practices = atlas.areas, atlas.practices
    for name, codes in (
        ("practices", set(practices.index)),
        ("networks", set(practices["pcn_code"]) - {""}),
        ("groupings", set(areas["grouping_code"]) - {""}),
        ("wards", set(areas["ward_code"])),
        ("neighbourhoods", set(areas["msoa_code"])),
    ):
        assert sorted(values(made[name])) == sorted(codes)
        assert f"'name': '{name}'" in str(form(atlas))
    names = [one["label"] for one in made["wards"][0]["options"]]
    assert names == sorted(names, key=str.casefold)


def test_practices_stand_under_their_place_with_code_and_network(
    atlas: Atlas, made: dict[str, Any]
) -> None:
    for group in made["practices"]:
        mine = atlas.practices.loc[values([group])]
        assert set(mine["place"]) == {group["label"]}
        for one in group["options"]:
            network = mine.at[one["value"], "pcn"] or "no network"
            assert one["note"] == f"{one['value']} · {network}"


def test_a_network_says_how_many_practices_it_has(atlas: Atlas, made: dict[str, Any]) -> None:
    [group] = made["networks"]
    sizes = atlas.practices["pcn_code"].value_counts()
    for one in group["options"]:
        assert one["note"].endswith(f" · {sizes[one['value']]} practices")
