"""The committed snapshot, held against the publications' own totals and against itself.

Totals are those that ``sources/README.md`` quotes from the publications; everything else is an
identity that has to hold whatever the figures are.
"""

import json
import math
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from layers import Atlas, SnapshotError, load_atlas
from layers.atlas import SNAPSHOT
from layers.catalogue.flags import load_flags
from layers.statistics.intervals import wilson
from tests.snapshots import renew

ENGLAND = 33_755
RESIDENTS = {
    "Barnsley": 244_568, "Doncaster": 308_100, "Rotherham": 265_791, "Sheffield": 556_519,
}  # fmt: skip
AREAS = {"Barnsley": 148, "Doncaster": 199, "Rotherham": 170, "Sheffield": 343}
BROAD = ["asian", "black", "mixed", "white", "other_ethnic"]
REGISTERS = [
    "af", "ast", "can", "chd", "ckd", "copd", "dem", "dep", "dm", "ep", "hf", "hyp", "ld", "mh",
    "ndh", "ob", "ost", "pad", "pc", "ra", "stia",
]  # fmt: skip
DOMAINS = [
    "income", "employment", "education", "health", "crime", "barriers", "living_environment",
]  # fmt: skip
REQUIRED = [
    *("imd_score", "imd_rank", "imd_decile", *(f"{domain}_decile" for domain in DOMAINS)),
    *("minority_ethnic", "white_british", "gypsy_traveller", "roma", "white_other", *BROAD),
    *("english_limited", "english_not_well", "english_not_at_all", "main_language_not_english"),
    *("residents", "households", "age_65_plus", "disabled", "no_car", "ethnic_diversity"),
    *(f"qof_{register}" for register in REGISTERS),
]


def numerator(atlas: Atlas, indicator: str) -> pd.Series:
    return atlas.table(indicator)["numerator"]


# ---- What the publications say ----


def test_areas_and_residents_of_each_district(atlas: Atlas) -> None:
    grouped = atlas.areas.groupby("district")["residents"]
    assert grouped.sum().to_dict() == RESIDENTS
    assert grouped.size().to_dict() == AREAS
    assert len(atlas.areas) == sum(AREAS.values()) == 860
    assert atlas.table("residents")["value"].sum() == sum(RESIDENTS.values())
    assert atlas.manifest["residents"] == sum(RESIDENTS.values())
    assert dict(atlas.districts) == {
        "E08000016": "Barnsley",
        "E08000017": "Doncaster",
        "E08000018": "Rotherham",
        "E08000019": "Sheffield",
    }


def test_areas_that_changed_since_2011(atlas: Atlas) -> None:
    """853 areas in 2011: 835 unchanged, 21 rows of splits, 8 of merges (two into one each)."""
    found = atlas.areas["change_since_2011"].value_counts().to_dict()
    assert found == {"unchanged": 835, "split": 21, "merged": 4}
    assert (atlas.areas["change_since_2011"] != "unchanged").equals(atlas.areas["flag_changed"])


def test_practices_of_today_and_of_july_2023(atlas: Atlas) -> None:
    assert len(atlas.practices) == 169
    home = atlas.directory[atlas.directory["home"]]
    assert home.index[~home["open"]].tolist() == ["C86606"]
    assert (home["icb_code"] == "QF7").all()
    mine = atlas.registrations[atlas.registrations["practice"].isin(home.index)]
    assert mine["practice"].nunique() == 170
    assert mine["patients"].sum() == pytest.approx(1_502_390, abs=1e-6)
    assert home["list_size_by_area"].sum() == 1_502_390
    assert mine.loc[mine["lsoa"] == "NO2011", "patients"].sum() == 1_321
    assert home["unplaced"].sum() == 1_321


def test_patients_who_live_here_and_their_practices_anywhere(atlas: Atlas) -> None:
    here = atlas.registrations[atlas.registrations["lsoa"].isin(atlas.areas.index)]
    assert here["patients"].sum() == pytest.approx(1_499_061, abs=1e-6)
    assert here["practice"].nunique() == 487
    assert atlas.areas["patients"].sum() == pytest.approx(1_499_061, abs=0.01)


def test_thirty_networks_the_unallocated_counted_as_one(atlas: Atlas) -> None:
    names = atlas.practices["pcn"].replace("", "Unallocated")
    assert names.nunique() == 30
    assert ((atlas.practices["pcn"] == "") == (atlas.practices["pcn_code"] == "")).all()


@pytest.mark.parametrize("practice", ["C88082", "C86012", "C86034", "C88627"])
def test_lists_that_changed_much_since_2023_are_known(atlas: Atlas, practice: str) -> None:
    row = atlas.practices.loc[practice]
    assert abs(row["list_size"] / row["list_size_by_area"] - 1) > 0.2


def test_the_prison_areas_of_doncaster_are_flagged(atlas: Atlas) -> None:
    assert "patients_fewer" in atlas.areas.loc["E01007557", "flags"]
    disagree = atlas.areas[atlas.areas["flag_patients_disagree"]]
    assert not disagree["patients_per_resident"].between(0.75, 1.5).any()
    assert 0 < len(disagree) < 30


# ---- Identities ----


def test_the_atlas_has_the_indicators_it_is_for(atlas: Atlas) -> None:
    assert [i for i in REQUIRED if i not in atlas.indicators] == []
    assert len(REGISTERS) == 21


def test_every_share_lies_between_its_limits(atlas: Atlas) -> None:
    shares = [i for i, definition in atlas.indicators.items() if definition.is_share]
    assert len(shares) > 100
    for indicator in shares:
        table = atlas.table(indicator)
        assert (table["numerator"] >= 0).all(), indicator
        known = table[table["denominator"] > 0]
        value = 100 * known["numerator"] / known["denominator"]
        # The share of a ward is the same in all its areas, so it is rounded.
        rounded = 0 if atlas.indicators[indicator].counts_people else 1e-6
        assert np.allclose(known["value"], value, rtol=1e-12, atol=rounded), indicator
        assert known["value"].between(0, 100 + 1e-6).all(), indicator
        if atlas.indicators[indicator].interval == "wilson":
            inside = known["value"].between(known["lower"] - 1e-9, known["upper"] + 1e-9)
            assert inside.all(), indicator
            assert known["lower"].ge(0).all(), indicator
            assert known["upper"].le(100).all(), indicator
        else:
            assert known["lower"].isna().all(), indicator


def test_a_column_is_that_of_the_table_and_cannot_be_written_to(atlas: Atlas) -> None:
    for name in ("value", "numerator", "upper", "national_percentile"):
        column = atlas.column("english_limited", name)
        assert np.array_equal(column, atlas.table("english_limited")[name], equal_nan=True)
        with pytest.raises(ValueError, match="read-only"):
            column[0] = 1
    with pytest.raises(KeyError):
        atlas.column("nothing", "value")


def test_limits_are_those_of_wilson_in_percent(atlas: Atlas) -> None:
    row = atlas.table("no_car").iloc[0]
    limits = wilson(row["numerator"], row["denominator"])
    assert row["lower"] == pytest.approx(100 * float(limits.lower))
    assert row["upper"] == pytest.approx(100 * float(limits.upper))


def test_five_broad_groups_make_all_residents(atlas: Atlas) -> None:
    total = sum(numerator(atlas, group) for group in BROAD)
    assert total.equals(atlas.table("asian")["denominator"])


def test_white_british_and_everyone_else_make_a_hundred(atlas: Atlas) -> None:
    both = atlas.table("minority_ethnic")["value"] + atlas.table("white_british")["value"]
    assert np.allclose(both, 100, atol=1e-9)


def test_limited_english_is_not_well_and_not_at_all(atlas: Atlas) -> None:
    both = numerator(atlas, "english_not_well") + numerator(atlas, "english_not_at_all")
    assert numerator(atlas, "english_limited").equals(both)
    levels = ["english_very_well", "english_well", "english_not_well", "english_not_at_all"]
    speakers = sum(numerator(atlas, level) for level in levels)
    assert speakers.equals(numerator(atlas, "main_language_not_english"))


@pytest.mark.parametrize("domain", ["imd", *DOMAINS])
def test_a_decile_is_what_the_rank_says(atlas: Atlas, domain: str) -> None:
    ranks = atlas.table(f"{domain}_rank")["value"]
    expected = [math.ceil(10 * rank / ENGLAND) for rank in ranks]
    assert atlas.table(f"{domain}_decile")["value"].tolist() == expected
    assert ranks.between(1, ENGLAND).all()
    assert ranks.is_unique


def test_ranks_fall_as_scores_rise(atlas: Atlas) -> None:
    both = pd.DataFrame({i: atlas.table(f"imd_{i}")["value"] for i in ("score", "rank")})
    ordered = both.sort_values("rank")
    assert ordered["score"].is_monotonic_decreasing


def test_a_national_percentile_is_what_the_rank_says(atlas: Atlas) -> None:
    """Rank 1 of 33,755 has 33,754 scores below it; scores are rounded, so a few ranks tie."""
    ranks = atlas.table("imd_rank")["value"]
    expected = 100 * (ENGLAND - ranks + 0.5) / ENGLAND
    assert (atlas.table("imd_score")["national_percentile"] - expected).abs().max() < 0.05


def test_england_s_percentiles_rise_and_hold_every_area(atlas: Atlas) -> None:
    national = 0
    for indicator in atlas.indicators:
        spread = atlas.england(indicator).percentiles
        assert spread.shape == (101,)
        if np.isnan(spread).any():
            assert np.isnan(spread).all(), indicator
            continue
        national += 1
        assert (np.diff(spread) >= 0).all(), indicator
        value = atlas.table(indicator)["value"].dropna()
        assert value.min() >= spread[0] - 1e-6, indicator
        assert value.max() <= spread[-1] + 1e-6, indicator
    assert national > 200


def test_percentiles_of_areas_follow_their_values(atlas: Atlas) -> None:
    for indicator in atlas.indicators:
        table = atlas.table(indicator).dropna(subset=["national_percentile"])
        if indicator == "ethnic_diversity" or table.empty:
            continue
        assert table["national_percentile"].between(0, 100).all(), indicator
        # A share is recomputed from rounded parts where it is modelled: allow it the last digits.
        ordered = table.assign(value=table["value"].round(4)).sort_values("value")
        highest = ordered.groupby("value")["national_percentile"].agg(["min", "max"])
        assert (highest["min"].iloc[1:].to_numpy() >= highest["max"].iloc[:-1]).all(), indicator


def test_england_s_shares_are_ratios_of_its_parts(atlas: Atlas) -> None:
    for indicator, definition in atlas.indicators.items():
        england = atlas.england(indicator)
        if definition.is_share and england.value is not None:
            assert england.numerator is not None
            assert england.denominator is not None
            ratio = 100 * england.numerator / england.denominator
            assert england.value == pytest.approx(ratio, abs=1e-5), indicator
            assert england.areas <= ENGLAND
            assert england.numerator >= numerator(atlas, indicator).sum(), indicator


def test_registers_shared_out_here_do_not_exceed_england_s(atlas: Atlas) -> None:
    published = atlas.prevalence_england.set_index(["register", "year"])
    for register in REGISTERS:
        england = atlas.england(f"qof_{register}")
        row = published.loc[(register.upper(), "2024-25")]
        assert england.numerator is not None
        # All but what falls to patients in Wales and to practices without patients by area.
        assert 0.98 * row["on_register"] < england.numerator <= row["on_register"] + 1


def test_households_and_population_come_from_their_tables(atlas: Atlas) -> None:
    assert (atlas.table("households")["value"] == atlas.areas["households"]).all()
    assert (atlas.table("residents")["value"] == atlas.areas["residents"]).all()
    # Residents of TS001 and TS021 differ by a few: each share has its own table's denominator.
    difference = atlas.table("asian")["denominator"] - atlas.areas["residents"]
    assert 0 < difference.abs().max() < 15


# ---- Shapes ----


def outlines(atlas: Atlas, level: str) -> dict[str, tuple[shapely.Geometry, dict[str, object]]]:
    features = json.loads(atlas.outlines(level))["features"]
    return {
        f["id"]: (shapely.from_geojson(json.dumps(f["geometry"])), f["properties"])
        for f in features
    }


def test_areas_meet_without_gap_or_overlap_and_hold_their_label(atlas: Atlas) -> None:
    """32 geometric centroids of the lookup fall outside their own area; no label does."""
    shapes = {code: shape for code, (shape, _) in outlines(atlas, "lsoa").items()}
    assert list(shapes) == atlas.areas.index.tolist()
    assert shapely.coverage_is_valid(list(shapes.values()))
    points = shapely.points(atlas.areas[["longitude", "latitude"]].to_numpy())
    assert shapely.contains(np.array(list(shapes.values())), points).all()


@pytest.mark.parametrize("level", ["msoa", "ward", "district"])
def test_larger_areas_are_all_drawn_and_named(atlas: Atlas, level: str) -> None:
    found = outlines(atlas, level)
    assert list(found) == sorted(set(atlas.areas[f"{level}_code"]))
    for code, (shape, properties) in found.items():
        assert properties["name"], code
        assert shapely.contains_xy(shape, *properties["at"]), code


def test_neighbourhoods_and_districts_are_made_of_their_areas(atlas: Atlas) -> None:
    areas = {code: shape.area for code, (shape, _) in outlines(atlas, "lsoa").items()}
    for level in ("msoa", "district"):
        together = pd.Series(areas).groupby(atlas.areas[f"{level}_code"]).sum()
        for code, (shape, _) in outlines(atlas, level).items():
            assert shape.area == pytest.approx(together[code], rel=1e-9), code


# ---- The object ----


def test_what_is_handed_out_can_be_changed_without_changing_the_atlas(atlas: Atlas) -> None:
    getters: list[Callable[[], pd.DataFrame]] = [
        lambda: atlas.table("imd_score"), lambda: atlas.table("no_car"),
        lambda: atlas.areas, lambda: atlas.practices, lambda: atlas.directory,
        lambda: atlas.registrations, lambda: atlas.prevalence,
        lambda: atlas.prevalence_england, lambda: atlas.practice_ages,
        lambda: atlas.extra("languages"),
    ]  # fmt: skip
    for get in getters:
        before = get().copy(deep=True)
        frame = get()
        frame.iloc[0, :] = frame.iloc[1, :]
        frame[frame.columns[-1]] = None
        frame["mine"] = 1
        frame.index.name = "mine"
        after = get()
        pd.testing.assert_frame_equal(after, before)


def test_england_s_percentiles_cannot_be_changed(atlas: Atlas) -> None:
    with pytest.raises(ValueError, match="read-only"):
        atlas.england("imd_score").percentiles[0] = 99
    with pytest.raises(TypeError):
        atlas.indicators["imd_score"] = atlas.indicators["no_car"]
    with pytest.raises(AttributeError):
        atlas.england("imd_score").value = 3.0


def test_an_unknown_id_is_answered_in_words(atlas: Atlas) -> None:
    for get in (atlas.table, atlas.england):
        with pytest.raises(KeyError, match="'no_such_thing' is not in the catalogue"):
            get("no_such_thing")
        with pytest.raises(KeyError, match="'idaci_score' is not in this snapshot: its source"):
            get("idaci_score")
    with pytest.raises(KeyError, match="'parish' is not a level; there are lsoa, msoa, ward"):
        atlas.outlines("parish")
    assert atlas.extra("no_such_table").empty


def test_a_flag_says_whether_fewer_or_more_people_are_registered(atlas: Atlas) -> None:
    """Never "fewer or more": each area carries the one that its own numbers say."""
    areas, flags = atlas.areas, load_flags()
    assert "fewer or" not in " ".join(flag.text for flag in flags.values())
    apart = areas[areas["flag_patients_disagree"]]
    for _, row in apart.iterrows():
        more = row["patients"] > row["residents"]
        assert ("patients_more" in row["flags"], "patients_fewer" in row["flags"]) == (
            more,
            not more,
        )
    assert areas["flag_patients_more"].any()
    assert areas["flag_patients_fewer"].any()


def test_flags_of_an_area_are_those_particular_to_it(atlas: Atlas) -> None:
    flags = load_flags()
    everywhere = {name for name, flag in flags.items() if flag.everywhere}
    assert {"modelled", "patients_fewer", "patients_more", "changed"} <= set(flags)
    for code, given in atlas.areas["flags"].items():
        marked = {f for f in flags if atlas.areas.loc[code, f"flag_{f}"]}
        assert set(given) == marked - everywhere


# ---- Damage ----


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return shutil.copytree(SNAPSHOT, tmp_path / "snapshot")


def change(folder: Path, table: str, by: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    path = folder / f"{table}.parquet"
    by(pd.read_parquet(path)).to_parquet(path, index=False)
    renew(folder)


def test_values_that_do_not_fit_the_areas(copy: Path) -> None:
    """Tables of two snapshots mixed would put figures on the wrong areas."""
    change(copy, "values", lambda v: v.iloc[:-1])
    with pytest.raises(SnapshotError, match=r"has \d+ values, not \d+ indicators × 860 areas"):
        load_atlas(copy)


@pytest.mark.parametrize("by", ["lsoa", "indicator"])
def test_values_in_another_order(copy: Path, by: str) -> None:
    def swapped(values: pd.DataFrame) -> pd.DataFrame:
        column = values[by].to_numpy().copy()
        column[[0, -1]] = column[[-1, 0]]
        return values.assign(**{by: column})

    change(copy, "values", swapped)
    with pytest.raises(SnapshotError, match="values are not in the order of its areas"):
        load_atlas(copy)


def test_an_indicator_that_the_catalogue_no_longer_has(copy: Path) -> None:
    change(
        copy, "values", lambda v: v.assign(indicator=v["indicator"].replace("no_car", "no_cars"))
    )
    with pytest.raises(SnapshotError, match="holds 'no_cars', which the catalogue does not define"):
        load_atlas(copy)
