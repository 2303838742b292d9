"""Numbers, classes and colours: as the file of cases says, which the browser's tests read too."""

import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dashboard.wording import legend, number_text
from dashboard.wording.class_words import WHOLE, class_words, groups_said, joins
from layers import Atlas
from layers.catalogue.definitions import OWN_THEME, Indicator
from layers.geography.class_breaks import Breaks, breaks_for, cut, thirds

GOLDEN = Path(__file__).parents[2] / "golden"
NUMBERS = json.loads((GOLDEN / "numbers.json").read_text("utf-8"))
CLASSES = json.loads((GOLDEN / "classes.json").read_text("utf-8"))

# What eyes without one kind of cone see of linear light (Machado and others, 2009, severity 1).
EYES = {
    "all cones": np.eye(3),
    "no long": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "no middle": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "no short": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def definition(given: dict[str, Any]) -> Indicator:
    """An indicator with the parts that numbers and classes are written by."""
    more = {"categories": tuple(given["categories"])} if "categories" in given else {}
    rest = ("id", "label", "short", "description", "source", "period", "vintage", "group")
    return Indicator(
        **dict.fromkeys(rest, "x"),
        theme=OWN_THEME if given.get("own") else "x",
        **{key: given[key] for key in ("kind", "unit", "decimals", "polarity")},
        **more,
        aggregate="none",
        interval="none",
        disclosure="x",
    )


def known(values: list[float | None]) -> np.ndarray:
    return np.array([np.nan if v is None else v for v in values], dtype=float)


@pytest.mark.parametrize("case", NUMBERS["values"], ids=lambda case: case["text"])
def test_a_number_is_written_with_its_unit(case: dict[str, Any]) -> None:
    wanted = "–" if case["value"] is None else case["text"]  # in tables of the server
    assert number_text.value(case["value"], definition(case["indicator"])) == wanted


def test_places_in_england_and_one_in_so_many() -> None:
    assert [number_text.standing(p) for p, _ in NUMBERS["standing"]] == [
        t for _, t in NUMBERS["standing"]
    ]
    assert [number_text.often(p) for p, _ in NUMBERS["often"]] == [t for _, t in NUMBERS["often"]]


@pytest.mark.parametrize("case", CLASSES["cases"], ids=lambda case: case["name"])
def test_classes_and_their_words(case: dict[str, Any]) -> None:
    indicator, asked = definition(case["indicator"]), case["asked"] or {}
    values, spread = known(case["values"]), np.array(CLASSES["spread"])
    made = cut(indicator, values, spread, CLASSES["natural"], **asked)
    assert list(made.bounds) == pytest.approx(case["bounds"], rel=1e-12)
    assert made.place(values).tolist() == case["of"]
    assert class_words(made, indicator) == case["words"]
    if case["joins"]:
        assert joins(made, indicator) == case["joins"]
    assert groups_said(made, asked.get("number", 5), "Yorkshire", "areas") == case["said"]


@pytest.mark.parametrize(("values", "polarity", "wanted"), CLASSES["thirds"])
def test_thirds_run_towards_need(values: list[Any], polarity: str, wanted: list[int]) -> None:
    assert thirds(known(values), polarity).tolist() == wanted


def test_no_two_joins_of_any_indicator_read_alike(atlas: Atlas) -> None:
    for name, indicator in atlas.indicators.items():
        if indicator.kind == "category":
            continue
        for asked in ({}, {"number": 7}, {"kind": "equal", "number": 7}, {"national": True}):
            made = breaks_for(atlas, name, **asked)
            if made.kind == "decile":
                continue
            texts = joins(made, indicator)
            assert len(set(texts)) == len(texts), (name, asked, texts)
            if indicator.kind not in WHOLE:  # two significant figures
                for text, bound in zip(texts, made.bounds, strict=False):
                    number = float(text.replace(",", "").replace("−", "-"))
                    assert abs(number - bound) <= 0.05 * abs(bound) + 1e-6, (name, text, bound)
            said = class_words(made, indicator)
            assert len(set(said)) == len(said) == len(made.bounds), (name, asked, said)


def test_every_unit_of_the_catalogue_is_said(atlas: Atlas) -> None:
    silent = {u for u, form in legend.texts().form.items() if form == "{number}"}
    for indicator in atlas.indicators.values():
        if indicator.unit not in silent:
            assert indicator.unit.split()[0] in number_text.value(12.0, indicator)
    # Of those without, the label or the heading says what the number is.
    assert silent == {
        *("score", "rank", "decile", "percentile", "category", "index", "ratio", "0–1",
          "change"),
    }  # fmt: skip


# ---- colours ----


def lab(colour: str, eyes: str) -> np.ndarray:
    """CIE L*a*b* of a colour as some eyes see it."""
    part = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    light = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    light = np.clip(np.asarray(EYES[eyes]) @ light, 0, 1)
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    x, y, z = np.cbrt(np.asarray(to_xyz) @ light / [0.95047, 1, 1.08883])
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def apart(one: str, other: str) -> float:
    """How far two colours are apart for those who see least of it (CIE 1976)."""
    return min(float(np.linalg.norm(lab(one, eyes) - lab(other, eyes))) for eyes in EYES)


def test_neighbours_of_every_ramp_differ_for_all_eyes() -> None:
    for number, ramp in legend.texts().ramp.items():
        assert len(ramp) == int(number)
        lights = [lab(colour, "all cones")[0] for colour in ramp]
        assert lights == sorted(lights, reverse=True), number  # darker is more need
        for one, other in itertools.pairwise(ramp):
            assert apart(one, other) > 7, (number, one, other)


def test_deciles_1_and_2_stand_apart() -> None:
    ramp = legend.texts().ramp["10"]
    first, second, third = ramp[9], ramp[8], ramp[7]
    usual = np.median([apart(a, b) for a, b in itertools.pairwise(ramp[:8])])
    assert apart(first, second) > 1.5 * usual
    assert apart(second, third) > 1.5 * usual


def test_the_nine_colours_differ_for_all_eyes() -> None:
    nine = legend.texts().crossed.colours
    assert min(apart(a, b) for a, b in itertools.combinations(nine, 2)) > 20
    lights = [lab(colour, "all cones")[0] for colour in nine]
    assert min(lights) == lights[8]
    assert max(lights) == lights[0]


def test_categories_never_get_another_one_s_word() -> None:
    given = {"kind": "category", "unit": "category", "decimals": 0, "polarity": "none"}
    kinds = definition(given | {"categories": ["town", "village"]})
    assert class_words(Breaks((0.5, 1.5), kind="category"), kinds) == ["town", "village"]
    assert [number_text.value(n, kinds) for n in (0, 1)] == ["town", "village"]


@pytest.mark.parametrize(
    ("up", "said"),
    [
        (
            "english_limited",
            {
                8: "Most need in both",
                2: "Most need across only",
                6: "Most need up only",
                0: "Least need in both",
            },
        ),
        (
            "population_density",
            {
                8: "Most need across, highest up",
                2: "Most need across only",
                6: "Highest up only",
                0: "Least need across, lowest up",
            },
        ),
    ],
)
def test_the_corners_of_two_at_once_name_both_ends_of_need(
    atlas: Atlas, up: str, said: dict[int, str]
) -> None:
    first, second = (atlas.indicators[name].polarity for name in ("imd_decile", up))
    assert list(legend.corners(first, second).items()) == list(said.items())


def test_groups_of_areas_that_have_a_figure_are_not_said_to_be_of_all() -> None:
    case = next(one for one in CLASSES["cases"] if one["said"].startswith("Five equal-sized"))
    made = cut(definition(case["indicator"]), known(case["values"]), None, {})
    assert groups_said(made, 5, "Yorkshire", "areas", partly=True) == (
        "Five equal-sized groups of Yorkshire areas with a figure."
    )
    case = next(one for one in CLASSES["cases"] if one["name"] == "equal steps")
    steps = cut(definition(case["indicator"]), known(case["values"]), None, {}, **case["asked"])
    assert groups_said(steps, 4, "Yorkshire", "areas", partly=True) == (
        "Four steps of equal width over the range of Yorkshire areas with a figure."
    )
