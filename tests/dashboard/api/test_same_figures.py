"""The API's figures are those of the layers, and of the files that pages hand over."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from flask.testing import FlaskClient

from dashboard.api import values
from dashboard.api.service import PREFIX
from dashboard.take import area_tables
from layers import Atlas
from layers.geography import levels
from layers.practices import footprints, profile, units
from layers.targeting.reach import reach
from tests.dashboard.api.conftest import Rows

Every = Callable[..., Rows]
PARTS = ("value", "lower", "upper", "numerator", "denominator")
DEFINITION = "c=imd_decile!d!2!r~english_limited!nt!10!c&d=E08000018&z=8"


def exported(client: FlaskClient, address: str) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(client.get(address).data), encoding="utf-8-sig")


def same(found: Any, wanted: Any) -> None:
    """As an export has them: to six decimals."""
    np.testing.assert_allclose(
        np.array(found, dtype=float), np.array(wanted, dtype=float), rtol=0, atol=1e-6
    )


@pytest.mark.parametrize("level", ["lsoa", *levels.COLUMNS])
@pytest.mark.parametrize("indicator", ["english_limited", "imd_score", "qof_hyp", "imd_rank"])
def test_values_are_those_of_the_layers_and_of_explore_s_file(
    client: FlaskClient, rows: Every, atlas: Atlas, level: str, indicator: str
) -> None:
    made = pd.DataFrame(rows("/values", indicator=indicator, level=level, limit=300))
    table = levels.table_at(atlas, indicator, level)
    assert made["code"].tolist() == table.index.tolist()
    for part in PARTS:
        same(made[part], table[part])
    file = exported(client, f"/export/csv?i={indicator}&l={level}")
    if list(file["code"]) == list(made["code"]):
        same(made["value"], file[indicator])
        for part in ("lower", "national_percentile", "national_decile"):
            if f"{indicator}_{part}" in file:
                same(made[part], file[f"{indicator}_{part}"])
            else:
                assert made[part].isna().all()


def test_values_of_every_indicator_are_those_of_the_package(atlas: Atlas) -> None:
    names = list(atlas.indicators)
    found = values.find(atlas, {"indicator": names, "level": "lsoa"})
    made = pd.DataFrame(found.part(0, found.total))
    package = area_tables.values(atlas, names, "lsoa")
    for key in ("indicator", "code"):
        assert made[key].tolist() == package[key].tolist()
    kinds = [one.id for one in atlas.indicators.values() if one.kind == "category"]
    named = made["indicator"].isin(kinds)
    for part in (*PARTS, "national_percentile"):
        same(made.loc[~named, part], package.loc[~named, part])
    deciles = [one.id for one in atlas.indicators.values() if one.kind == "decile"]
    assert (len(deciles), kinds) == (18, ["rural_urban"])
    without = package["indicator"].isin([*deciles, *kinds])
    assert package.loc[without, "national_percentile"].isna().all()
    assert package.loc[~without, "national_percentile"].notna().any()


def test_kinds_are_named(rows: Every, atlas: Atlas) -> None:
    made = rows("/values", indicator="rural_urban", district="E08000016")
    names = atlas.indicators["rural_urban"].categories
    table = atlas.table("rural_urban")["value"]
    assert {row["code"]: row["category"] for row in made} == {
        row["code"]: names[int(table[row["code"]])] for row in made
    }
    assert {row["value"] for row in made} == {None}


def test_areas_are_limited_to_places(rows: Every, atlas: Atlas) -> None:
    areas = atlas.areas
    ward = areas["ward_code"].iloc[0]
    inside = rows("/areas", ward=ward)
    assert [row["code"] for row in inside] == areas.index[areas["ward_code"] == ward].tolist()
    [district] = rows("/areas", ward=ward, level="district")
    of = areas[areas["district_code"] == district["code"]]
    assert (district["residents"], district["areas"]) == (of["residents"].sum(), len(of))
    assert district["district_code"] == district["code"]


@pytest.mark.parametrize("unit", ["C85001", "U16464", "E05000994", "E08000018"])
def test_a_profile_is_that_of_the_page_practices(
    client: FlaskClient, rows: Every, unit: str
) -> None:
    made = pd.DataFrame(rows("/profile", of=unit)).set_index("indicator")
    file = exported(client, f"/practices/export/csv?v={unit}")
    file = file[file["code"] == unit].set_index("id")
    shared = list(file.index)
    assert len(shared) >= 40
    parts = (*PARTS, "effective_sample", "national_percentile", "national_decile", "known")
    for part in parts:
        same(made.loc[shared, part], file.loc[shared, part])


def test_a_profile_of_any_weighting(rows: Every, atlas: Atlas) -> None:
    """Half of a ward and two whole areas elsewhere, added up by hand."""
    ward, others = "E05000994", atlas.areas.index[[400, 401]].tolist()
    of = f"{ward}:0.5,{others[0]},{others[1]}:1"
    [found] = rows("/profile", of=of, indicator="english_limited")
    weights = 0.5 * units.weights(atlas, units.unit(atlas, ward))
    weights[others] += 1
    table = atlas.table("english_limited")
    above, below = (float((weights * table[part]).sum()) for part in ("numerator", "denominator"))
    same([found["numerator"], found["denominator"]], [above, below])
    same(found["value"], 100 * above / below)
    figure = profile.figure(atlas, "english_limited", weights)
    same([found["lower"], found["upper"]], [figure.lower, figure.upper])
    [practice] = rows("/profile", of="C85001:0.5,E01007317", indicator="english_limited")
    assert practice["lower"] is practice["effective_sample"] is None


def test_a_footprint_is_the_page_s(client: FlaskClient, rows: Every, atlas: Atlas) -> None:
    made = pd.DataFrame(rows("/practices/C85001/footprint", limit=9)).set_index("code")
    table = footprints.shares(atlas, ["C85001"], footprints.RINGS)
    assert made.index.tolist() == table.index.tolist()
    same(made["patients"], table["patients"])
    same(made["of_list"], 100 * table["of_list"])
    same(made["of_area"], 100 * table["of_area"])
    assert made["inside"].tolist() == table["inside"].tolist()
    assert set(made["ring"]) <= {50, 80, 95, 100}


def test_registers_are_those_of_the_practice_s_file(rows: Every, client: FlaskClient) -> None:
    made = pd.DataFrame(rows("/registers", practice="C85001"))
    content = io.BytesIO(client.get("/practices/export/zip?v=C85001").data)
    with zipfile.ZipFile(content) as zipped, zipped.open("registers.csv") as registers:
        file = pd.read_csv(registers, encoding="utf-8-sig")
    file = file[(file["code"] == "C85001") & file["on_register"].notna()]
    made, file = (one.set_index(["register", "year"]).sort_index() for one in (made, file))
    assert made.index.tolist() == file.index.tolist()
    assert len(made) > 30
    for part in ("on_register", "list_size", "prevalence", "lower", "upper"):
        same(made[part], file[part])


def test_targets_are_those_of_the_hand_over(client: FlaskClient, rows: Every) -> None:
    made = client.get(f"{PREFIX}/targets?{DEFINITION}").json
    file = exported(client, f"/targets/csv?{DEFINITION}")
    found = pd.DataFrame(made["data"])
    for column in ("code", "zone_number", "zone", "standing", "all_residents", "group_people"):
        assert found[column].tolist() == file[column].tolist(), column
    values = pd.DataFrame(made["data"][0]["values"], index=[0])
    for name in values:
        same([row["values"][name] for row in made["data"]], file[name])
    summary = made["summary"]
    assert summary["found"] == len(file)
    same(summary["people"], file["group_people"].sum())
    assert [one["indicator"] for one in made["criteria"]] == ["imd_decile", "english_limited"]


def test_reach_is_in_percent(rows: Every, atlas: Atlas) -> None:
    areas = atlas.areas.index[:40]
    district = atlas.areas["district_code"].iloc[0]
    among = atlas.areas.index[atlas.areas["district_code"] == district]
    [found] = rows("/reach", area=",".join(areas), group="english_limited", among=district)
    wanted = reach(atlas, areas, "english_limited", among=among)
    same(found["people"], wanted.people)
    for part in ("of_group", "of_residents", "rate", "average"):
        same(found[part], 100 * getattr(wanted, part))
    same([found["times"], found["held"]], [wanted.times, wanted.held])


@pytest.mark.parametrize(
    ("ours", "page"),
    [
        ("indicator=bad_health&ordering=imd_without_health&within=E08000019", "w=E08000019"),
        ("indicator=no_car&groups=national", "i=no_car&o=imd&g=national"),
        ("indicator=qof_hyp&within=02P", "i=qof_hyp&o=imd&w=02P"),
    ],
)
def test_measures_of_inequality_are_the_page_s(client: FlaskClient, ours: str, page: str) -> None:
    made = pd.DataFrame(client.get(f"{PREFIX}/inequality?{ours}").json["data"])
    asked = client.get(f"/inequality/export/xlsx?{page}")
    file = pd.read_excel(io.BytesIO(asked.data), sheet_name="Results", engine="openpyxl")
    file.columns = [str(name) for name in file.columns]
    crude = file[~file["Measure"].str.endswith("_ages")]
    assert made["measure"].tolist() == crude["Measure"].tolist()
    for part, head in (("value", "Value"), ("lower", "Lower 95% limit"),
                       ("upper", "Upper 95% limit")):  # fmt: skip
        same(made[part], crude[head])
