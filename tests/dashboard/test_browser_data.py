"""What the browser is sent: all of it, exactly, as JSON that any browser reads."""

import json
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from dashboard import browser_data
from dashboard.practices.view import read_view as practices_view
from dashboard.web.browser_files import PREFIX, BrowserFiles
from layers import Atlas
from layers.atlas import LEVELS
from layers.practices import patients_elsewhere

# Patients in July 2023 of the home practices, and of the one that has closed since.
COUNTED, CLOSED = 1_502_390, {"C86606": 2_388}


@pytest.fixture(scope="module")
def files(atlas: Atlas) -> BrowserFiles:
    made = BrowserFiles()
    browser_data.add_files(made, atlas)
    return made


def content(files: BrowserFiles, name: str) -> bytes:
    return files._body(files.address(name).removeprefix(PREFIX), "")


@pytest.fixture(scope="module")
def sent(files: BrowserFiles) -> Callable[[str], Any]:
    """A file as a browser reads it, which knows neither NaN nor Infinity."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    return lambda name: json.loads(content(files, name), parse_constant=refuse)


def numbers(values: list[Any]) -> np.ndarray:
    return np.array([math.nan if v is None else v for v in values], dtype=float)


# ---- the files ----


def test_every_file_is_json(sent: Callable[[str], Any], files: BrowserFiles, atlas: Atlas) -> None:
    names = set(browser_data.addresses(files)) - {"one"}
    assert names >= {
        *(f"outlines-{level}" for level in LEVELS),
        *("atlas", "values", "footprints", "natural", "england"),
    }
    for name in [*names, *(f"one-{indicator}" for indicator in atlas.indicators)]:
        assert isinstance(sent(name), dict | list), name


def test_addresses_are_those_of_the_files(files: BrowserFiles, atlas: Atlas) -> None:
    found = browser_data.addresses(files)
    for name, address in found.items():
        if name != "one":
            assert address == files.address(name)
    for indicator in atlas.indicators:
        assert found["one"].replace("{id}", indicator) == files.address(f"one-{indicator}")


@pytest.mark.parametrize("name", ["footprints", "values"])
def test_the_same_atlas_gives_the_same_file(files: BrowserFiles, atlas: Atlas, name: str) -> None:
    assert browser_data._json(getattr(browser_data, name)(atlas)) == content(files, name)


def test_outlines_are_of_the_areas_that_are_named(sent: Callable[[str], Any]) -> None:
    areas = sent("atlas")["areas"]
    named = {"lsoa": areas, "msoa": areas["neighbourhood"]} | {
        level: areas[level] for level in ("ward", "district")
    }
    for level in LEVELS:
        drawn = [feature["id"] for feature in sent(f"outlines-{level}")["features"]]
        assert drawn == named[level]["code"], level


# ---- areas ----


def test_areas_say_who_lives_where(sent: Callable[[str], Any], atlas: Atlas) -> None:
    document, frame = sent("atlas")["areas"], atlas.areas
    assert document["region"] == "South Yorkshire"
    assert document["code"] == frame.index.tolist()
    assert document["residents"] == frame["residents"].tolist()
    assert document["iodPopulation"] == frame["iod_population"].tolist()
    assert [tuple(flags) for flags in document["flags"]] == frame["flags"].tolist()
    for larger, column in (
        ("neighbourhood", "msoa_code"), ("ward", "ward_code"), ("district", "district_code"),
    ):  # fmt: skip
        of = [document[larger]["code"][at] for at in document[larger]["of"]]
        assert of == frame[column].tolist()
        words = [document[larger]["name"][at] for at in document[larger]["of"]]
        assert words == frame[larger].tolist()


# ---- indicators ----


def test_every_indicator_is_there_with_its_words(sent: Callable[[str], Any], atlas: Atlas) -> None:
    catalogue, values = sent("atlas")["catalogue"], sent("values")
    assert list(catalogue["indicators"]) == list(values["indicators"]) == list(atlas.indicators)
    themes = {theme["id"] for theme in catalogue["themes"]}
    for name, words in catalogue["indicators"].items():
        definition = atlas.indicators[name]
        assert words["label"] == definition.label
        assert words["theme"] in themes
        assert words["publisher"]
        assert words["period"] == definition.period
        assert set(words["caveats"]) <= set(catalogue["caveats"])
        assert words["modelled"] is definition.modelled
        if definition.register:
            # The way from a modelled condition to what practices record.
            view, ignored = practices_view(words["practices"].partition("?")[2], atlas)
            assert (ignored, view.columns) == ([], "recorded")
            assert view.register == definition.register
        else:
            assert "practices" not in words


def test_a_first_map_has_its_card_and_a_switch_the_others_(
    sent: Callable[[str], Any], atlas: Atlas
) -> None:
    cards = sent("cards")["cards"]
    assert list(cards) == list(atlas.indicators)
    assert sent("one-no_car")["cards"] == {"no_car": cards["no_car"]}
    assert all(set(card["highest"]) == set(atlas.levels) for card in cards.values())


def test_values_worked_out_from_what_is_sent_are_the_atlas_s_own(
    sent: Callable[[str], Any], atlas: Atlas
) -> None:
    """To the last bit where England's areas are compared, so that no area changes its class."""
    document = sent("values")
    wards = sent("atlas")["areas"]["ward"]["of"]
    for name, raw in document["indicators"].items():
        table = atlas.table(name)
        if "w" in raw:  # people and shares of wards: tests/js/ward-figures.test.js shares them out
            value = numbers([raw["s"][ward] for ward in wards])
        elif "v" in raw:
            value = numbers(raw["v"])
        else:
            n, d = numbers(raw["n"]), numbers(document["denominators"][raw["d"]])
            np.testing.assert_allclose(n, table["numerator"], rtol=0, atol=5e-7, err_msg=name)
            np.testing.assert_allclose(d, table["denominator"], rtol=0, atol=5e-7, err_msg=name)
            value = np.where(d > 0, 100 * n / np.where(d > 0, d, 1), math.nan)
        np.testing.assert_allclose(value, table["value"], rtol=1e-12, err_msg=name)


def test_one_indicator_alone_is_what_it_is_among_all(
    sent: Callable[[str], Any], atlas: Atlas
) -> None:
    everything = sent("values")
    for name in ("imd_decile", "english_limited", "qof_mh", "rural_urban", "residents"):
        alone = sent(f"one-{name}")
        assert list(alone["indicators"]) == [name]
        mine, its = alone["indicators"][name], everything["indicators"][name]
        assert {k: v for k, v in mine.items() if k != "d"} == {
            k: v for k, v in its.items() if k != "d"
        }
        if "d" in mine:
            assert alone["denominators"][mine["d"]] == everything["denominators"][its["d"]]


def test_national_percentiles_are_whole_and_where_the_atlas_has_them(
    sent: Callable[[str], Any], atlas: Atlas
) -> None:
    document = sent("values")["indicators"]
    with_them = 0
    for name, raw in document.items():
        percentile = atlas.table(name)["national_percentile"]
        if percentile.isna().all():
            assert "p" not in raw, name
            continue
        with_them += 1
        assert all(p is None or (isinstance(p, int) and 0 <= p <= 100) for p in raw["p"]), name
        assert (abs(numbers(raw["p"]) - percentile).dropna() <= 1).all(), name
    assert with_them > 150


def test_england_s_spread_goes_with_the_indicators_that_have_one(
    sent: Callable[[str], Any], atlas: Atlas
) -> None:
    spreads = sent("england")
    for name in atlas.indicators:
        spread = atlas.england(name).percentiles
        assert (name in spreads) != np.isnan(spread).any(), name
        if name in spreads:
            assert spreads[name] == spread.tolist()


# ---- where practices' patients live ----


def test_footprints_count_every_patient_but_those_of_closed_practices(
    sent: Callable[[str], Any], atlas: Atlas
) -> None:
    practices = sent("footprints")["practices"]
    home = atlas.directory[atlas.directory["home"]]
    assert {practice["code"] for practice in practices} == set(home.index) - set(CLOSED)
    assert sum(practice["counted"] for practice in practices) == COUNTED - sum(CLOSED.values())
    gone = atlas.registrations[atlas.registrations["practice"].isin(CLOSED)]
    assert gone.groupby("practice")["patients"].sum().round().to_dict() == CLOSED
    assert sent("footprints")["counted"] == "1 July 2023"


def test_footprints_place_whole_patients_in_areas(sent: Callable[[str], Any], atlas: Atlas) -> None:
    document = sent("footprints")
    codes = patients_elsewhere.residents(atlas).index
    assert codes[: len(atlas.areas)].equals(atlas.areas.index)
    registered = atlas.registrations.set_index(["practice", "lsoa"])["patients"].to_dict()
    for practice in document["practices"]:
        assert sum(patients for _, patients in practice["lives"]) <= practice["counted"] * 1.001
        for at, patients in practice["lives"]:
            assert isinstance(patients, int)
            assert patients >= 1
            assert patients == round(registered[practice["code"], codes[at]])
    assert document["patients"] == atlas.areas["patients"].round().astype(int).tolist()
    assert len(document["practices"]) == 169


def test_clusters_or_why_there_are_none(sent: Callable[[str], Any], atlas: Atlas) -> None:
    found = sent("clusters")
    marked, instead, refused = (set(found[part]) for part in ("marks", "instead", "refused"))
    assert marked | instead | refused == set(atlas.indicators)
    assert len(marked) + len(instead) + len(refused) == len(atlas.indicators)
    assert found["instead"]["imd_decile"] == "imd_score"
    assert set(found["instead"].values()) <= marked
    for name, marks in found["marks"].items():
        assert [int(one) for one in marks] == atlas.clusters[name].tolist(), name
    assert found["refused"]["qof_copd"] == "attributed"
    assert all(found["guards"][key]["text"] for key in found["refused"].values())
