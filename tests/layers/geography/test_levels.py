"""Larger areas: sums are sums, shares come from sums, scores by residents, ranks from nowhere."""

import numpy as np
import pandas as pd
import pytest

from layers import Atlas
from layers.geography import levels
from layers.geography.levels import areas_at, members, places_at, table_at, values_at
from layers.statistics.intervals import wilson

# Census 2021, TS001, as the publisher gives them for districts.
RESIDENTS = {
    "E08000016": 244_568, "E08000017": 308_100, "E08000018": 265_791, "E08000019": 556_519,
}  # fmt: skip
LARGER = ("msoa", "ward", "district")
EVERY = ("lsoa", *LARGER)


def of(atlas: Atlas, level: str) -> pd.Series:
    """The larger area of each area."""
    return atlas.areas[levels.COLUMNS[level][0]]


def by_aggregate(atlas: Atlas, aggregate: str) -> list[str]:
    found = [i for i, d in atlas.indicators.items() if d.aggregate == aggregate]
    assert found, aggregate
    return found


# ---- areas ----


def test_districts_have_the_census_s_residents(atlas: Atlas) -> None:
    assert areas_at(atlas, "district")["residents"].to_dict() == RESIDENTS
    values = table_at(atlas, "residents", "district")["value"]
    assert values.to_dict() == RESIDENTS


@pytest.mark.parametrize("level", EVERY)
def test_every_level_has_everybody_once(atlas: Atlas, level: str) -> None:
    table = areas_at(atlas, level)
    assert list(table.columns) == ["name", "district", "residents", "areas"]
    assert table["residents"].sum() == 1_374_978
    assert table["areas"].sum() == 860
    assert table.index.is_unique
    assert table.index.is_monotonic_increasing
    assert table.notna().all(axis=None)


def test_how_many_there_are_of_each(atlas: Atlas) -> None:
    sizes = {level: len(areas_at(atlas, level)) for level in EVERY}
    assert sizes == {"lsoa": 860, "msoa": 171, "ward": 95, "district": 4}


def test_names_are_those_of_the_place(atlas: Atlas) -> None:
    assert areas_at(atlas, "lsoa").at["E01007317", "name"] == "Kendray · Barnsley 018A"
    assert areas_at(atlas, "msoa").at["E02001526", "name"] == "Kendray"
    assert areas_at(atlas, "ward").at["E05000994", "name"] == "Stairfoot"
    assert areas_at(atlas, "district").at["E08000019", "name"] == "Sheffield"


@pytest.mark.parametrize("level", LARGER)
def test_no_larger_area_reaches_over_a_district_s_border(atlas: Atlas, level: str) -> None:
    assert (atlas.areas.groupby(of(atlas, level))["district"].nunique() == 1).all()


def test_members_are_the_areas_inside(atlas: Atlas) -> None:
    sheffield = members(atlas, ["E08000019"], "district")
    assert len(sheffield) == 343
    assert (atlas.areas.loc[sheffield, "district"] == "Sheffield").all()
    both = members(atlas, ["E08000019", "E08000016"], "district")
    assert len(both) == 343 + 148
    assert both.is_monotonic_increasing
    assert members(atlas, ["E01007317"], "lsoa").tolist() == ["E01007317"]
    assert members(atlas, ["nothing"], "ward").empty


@pytest.mark.parametrize("call", [areas_at, lambda a, x: members(a, [], x)])
def test_another_level_is_refused(atlas: Atlas, call: object) -> None:
    with pytest.raises(KeyError):
        call(atlas, "county")
    with pytest.raises(KeyError):
        table_at(atlas, "imd_score", "county")
    with pytest.raises(KeyError):
        table_at(atlas, "nothing", "ward")


# ---- indicators ----


def test_at_the_level_of_areas_the_table_is_the_atlas_s(atlas: Atlas) -> None:
    pd.testing.assert_frame_equal(table_at(atlas, "roma", "lsoa"), atlas.table("roma"))


@pytest.mark.parametrize("level", LARGER)
def test_a_share_is_its_sum_of_people_over_its_sum_of_people(atlas: Atlas, level: str) -> None:
    for indicator in by_aggregate(atlas, "ratio"):
        table, found = atlas.table(indicator), table_at(atlas, indicator, level)
        known = table[table["value"].notna()]
        sums = known.groupby(of(atlas, level))[["numerator", "denominator"]].sum()
        sums = sums.reindex(found.index)
        shown = sums if atlas.indicators[indicator].counted_at(level) else sums * np.nan
        pd.testing.assert_frame_equal(
            found[["numerator", "denominator"]], shown, check_names=False, obj=indicator
        )
        expected = 100 * sums["numerator"] / sums["denominator"]
        np.testing.assert_allclose(found["value"], expected, rtol=1e-12, err_msg=indicator)
        if atlas.indicators[indicator].interval == "none":
            assert found[["lower", "upper"]].isna().all(axis=None), indicator
            continue
        limits = wilson(np.minimum(sums["numerator"], sums["denominator"]), sums["denominator"])
        np.testing.assert_allclose(found["lower"], 100 * limits.lower, err_msg=indicator)
        np.testing.assert_allclose(found["upper"], 100 * limits.upper, err_msg=indicator)


def test_counts_of_people_are_added_up_exactly(atlas: Atlas) -> None:
    """Whole numbers: not one person is lost or made by adding up in another order."""
    every = (atlas.indicators[i] for i in by_aggregate(atlas, "ratio"))
    counts = [one.id for one in every if one.counts_people and not one.modelled]
    assert len(counts) > 100
    for indicator in counts:
        districts = table_at(atlas, indicator, "district")
        for part in ("numerator", "denominator"):
            of_areas = atlas.table(indicator)[part]
            assert (of_areas == of_areas.round()).all(), indicator
            assert districts[part].sum() == of_areas.sum(), indicator
            for code, areas in of_areas.groupby(of(atlas, "district")):
                assert districts.at[code, part] == areas.sum(), indicator


def test_a_figure_of_wards_has_people_from_wards_on(atlas: Atlas) -> None:
    """Its areas carry the ward's share, the same to the last bit, and no people of their own."""
    areas, wards = (table_at(atlas, "ward_somali", level) for level in ("lsoa", "ward"))
    assert areas[["numerator", "denominator"]].isna().all(axis=None)
    share = areas["value"].groupby(of(atlas, "ward"))
    assert (share.nunique() == 1).all()
    np.testing.assert_allclose(share.first(), wards["value"], atol=1e-6)
    [burngreave] = atlas.areas.loc[atlas.areas["ward"] == "Burngreave", "ward_code"].unique()
    people = wards.loc[burngreave, ["numerator", "denominator"]].tolist()
    assert people == pytest.approx([985, 27_268], abs=1e-3)
    assert atlas.england("ward_somali").value == pytest.approx(0.2948, abs=1e-4)


@pytest.mark.parametrize("level", LARGER)
def test_a_count_is_added_up(atlas: Atlas, level: str) -> None:
    for indicator in by_aggregate(atlas, "sum"):
        expected = atlas.table(indicator)["value"].groupby(of(atlas, level)).sum()
        found = table_at(atlas, indicator, level)["value"]
        assert found.to_dict() == expected.to_dict(), indicator


@pytest.mark.parametrize("level", LARGER)
def test_a_score_is_averaged_over_its_people(atlas: Atlas, level: str) -> None:
    """Those of mid-2022 for the Indices of Deprivation, as MHCLG does; Census residents else."""
    for indicator in by_aggregate(atlas, "weighted_mean"):
        iod = atlas.indicators[indicator].source.startswith("iod2025")
        residents = atlas.areas["iod_population" if iod else "residents"]
        value = atlas.table(indicator)["value"]
        found = table_at(atlas, indicator, level)["value"]
        for code, areas in value.dropna().groupby(of(atlas, level)):
            expected = np.average(areas, weights=residents[areas.index])
            assert found[code] == pytest.approx(expected, rel=1e-9), (indicator, code)
            assert areas.min() - 1e-9 <= found[code] <= areas.max() + 1e-9


def test_a_score_that_is_the_same_everywhere_stays_the_same(atlas: Atlas) -> None:
    """A district's rate, given to all of its areas, is also the rate of each of its wards."""
    for indicator in ("homelessness", "core_homelessness"):
        there = atlas.table(indicator)["value"].dropna().unique()
        for level in LARGER:
            found = table_at(atlas, indicator, level)["value"].dropna().to_numpy()
            assert np.abs(found[:, None] - there[None, :]).min(axis=1).max() < 1e-9


@pytest.mark.parametrize("level", LARGER)
def test_ranks_deciles_and_classes_have_no_value_above_their_areas(
    atlas: Atlas, level: str
) -> None:
    for indicator in by_aggregate(atlas, "none"):
        assert table_at(atlas, indicator, level).isna().all(axis=None), indicator
    kinds = {atlas.indicators[i].kind for i in by_aggregate(atlas, "none")}
    assert {"rank", "decile", "category"} <= kinds


@pytest.mark.parametrize("level", LARGER)
def test_no_national_percentile_is_made_up(atlas: Atlas, level: str) -> None:
    assert table_at(atlas, "imd_score", level)["national_percentile"].isna().all()
    assert table_at(atlas, "english_limited", level)["national_percentile"].isna().all()


@pytest.mark.parametrize("level", LARGER)
def test_tables_of_a_level_are_in_the_order_of_its_codes(atlas: Atlas, level: str) -> None:
    codes = areas_at(atlas, level).index.tolist()
    for indicator in ("english_limited", "imd_score", "residents", "imd_rank"):
        assert table_at(atlas, indicator, level).index.tolist() == codes


@pytest.mark.parametrize("level", ["lsoa", *LARGER])
def test_values_alone_are_those_of_the_table(atlas: Atlas, level: str) -> None:
    for indicator in ("english_limited", "imd_score", "residents", "imd_rank", "qof_dm"):
        table = table_at(atlas, indicator, level)["value"]
        assert places_at(atlas, level)[0].tolist() == table.index.tolist()
        np.testing.assert_allclose(values_at(atlas, indicator, level), table, rtol=1e-12)


# ---- an organisation's own groups, which leave areas out ----


def test_a_committee_has_the_people_of_its_wards(atlas: Atlas) -> None:
    wards = ["Beighton", "Birley", "Mosborough", "Woodhouse"]
    table, groups = areas_at(atlas, "ward"), areas_at(atlas, "grouping")
    mine = table[table["name"].isin(wards) & (table["district"] == "Sheffield")]
    assert len(mine) == 4
    assert groups.at["LAC-SE", "residents"] == mine["residents"].sum() == 70_865
    assert groups["residents"].sum() == RESIDENTS["E08000019"]
    shares = table_at(atlas, "no_car", "ward").loc[mine.index, ["numerator", "denominator"]].sum()
    found = table_at(atlas, "no_car", "grouping").loc["LAC-SE"]
    assert found["value"] == pytest.approx(100 * shares["numerator"] / shares["denominator"])


def test_what_is_in_no_group_counts_nowhere(atlas: Atlas) -> None:
    codes, places = places_at(atlas, "grouping")
    assert len(codes) == 7
    assert (places == -1).sum() == (atlas.areas["district"] != "Sheffield").sum()
    for indicator, definition in atlas.indicators.items():
        table = table_at(atlas, indicator, "grouping")["value"]
        assert table.index.tolist() == codes.tolist()
        np.testing.assert_allclose(values_at(atlas, indicator, "grouping"), table, rtol=1e-12)
        if definition.aggregate == "sum":
            whole = table_at(atlas, indicator, "district").at["E08000019", "value"]
            assert table.sum() == pytest.approx(whole)
