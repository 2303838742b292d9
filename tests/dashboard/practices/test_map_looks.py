"""What the map shows of units, and that its legend counts what it shows."""

from collections import Counter
from typing import Any

from dashboard.practices import footprint
from dashboard.practices.map_looks import BOUNDS, COLOURS, list_legend
from dashboard.wording.legend import texts
from layers import Atlas
from layers.practices.units import unit


def drawn(atlas: Atlas, *keys: str) -> dict[str, Any]:
    return footprint.for_map(atlas, [unit(atlas, key) for key in keys])


def sizes(legend: list[Any]) -> list[int]:
    """Numbers of the key's rows, in order."""
    [key] = [part for part in legend if part[0] == "ul"]
    return [int(row[-1][2].replace(",", "")) for row in key[2:]]


def test_each_look_has_every_area_in_the_class_of_its_figure(atlas: Atlas) -> None:
    made = drawn(atlas, "C85001")
    [one] = made["units"]
    of = {row[0]: row for row in one["areas"]}
    for name, place in (("core", 3), ("list", 1), ("area", 2)):
        look = made["looks"][name]
        assert look["places"] == sorted(of)
        counted = Counter(look["of"])
        assert sizes(look["legend"]) == [counted[n] for n in range(len(look["colours"]))]
        for at, its in zip(look["places"], look["of"], strict=True):
            value = of[at][place]
            if name == "core":
                assert its == value
            else:
                low, high = ((0, *BOUNDS[name])[its], (*BOUNDS[name], 101)[its])
                assert low <= value < high
    assert set(made["core"]) == {at for at, row in of.items() if row[3] < 2}
    assert set(made["dots"]) == {"C85001"}


def test_an_area_in_several_cores_has_the_colours_of_all(atlas: Atlas) -> None:
    made = drawn(atlas, "C87608", "U99055", "C87010")
    look = made["looks"]["core"]
    cores = [{at for at, _, _, ring in one["areas"] if ring < 2} for one in made["units"]]
    for at, its in zip(look["places"], look["of"], strict=True):
        mix = [COLOURS[n] for n, core in enumerate(cores) if at in core]
        assert look["colours"][its] == (mix[0] if len(mix) == 1 else mix)
    shared = sum(count > 1 for count in Counter(at for core in cores for at in core).values())
    assert sizes(look["legend"]) == [*map(len, cores), shared]
    assert shared > 0
    # A practice that is in a network looked at, too, has its own colour.
    assert made["dots"]["C87608"] == COLOURS[0]


def test_a_place_on_the_map_is_one_class(atlas: Atlas) -> None:
    look = drawn(atlas, "E08000018")["looks"]["core"]
    assert set(look["of"]) == {0}
    assert sizes(look["legend"]) == [len(look["places"])]


def test_beside_the_list_the_most_deprived_tenth_is_darkest(atlas: Atlas) -> None:
    look = drawn(atlas)["looks"]["core"]
    tenths = atlas.table("imd_decile")["value"]
    assert look["places"] == list(range(len(tenths)))
    assert [of + 1 for of in look["of"]] == tenths.astype(int).tolist()
    assert look["colours"] == list(texts().ramp["10"])[::-1]
    *_, [_, _, _, key] = list_legend("practice", 28, {}, "")
    assert key[1]["id"] == "dots-key"
    assert key[2][-1][2] == "28"


def test_what_part_of_a_list_is_shown_stands_with_its_name_beside_others(atlas: Atlas) -> None:
    def parts(*keys: str) -> list[str]:
        legend = drawn(atlas, *keys)["looks"]["core"]["legend"]
        return [one[2] for one in legend if "part-shown" in one[1].get("class", "")]

    [alone] = parts("C86013")
    assert alone.startswith("The map shows 66% of its list")
    [named] = parts("C86013", "C88627")
    assert named == f"{atlas.practices.at['C86013', 'name']}: {alone}"
