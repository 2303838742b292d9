"""People by characteristic and who fares worst: sums, the Practices page's figures, and rests."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.atlas import Atlas
from layers.catalogue.definitions import CATALOGUE, CatalogueError, load_catalogue
from layers.equality import fares_worst
from layers.equality.characteristics import FILE, PROTECTED, equality_for, load_equality
from layers.equality.orientation import orientation
from layers.equality.people import LEAST_TIMES, people, standing_out
from layers.equality.subject import AROUND, HERE, REGION, REST, figures, of_areas, subject_of
from layers.inequality.gradient import gradient
from layers.practices import practice_error, profile, units

SHEFFIELD, BURNGREAVE = "E08000019", "E05010861"
PRACTICE, NETWORK = "C88051", "U20350"
# Of the groups of these, no one is in two and nobody is left out.
EVERYBODY = ("age", "sex", "race", "religion", "disability")


@pytest.mark.parametrize("district", ["E08000016", "E08000017", "E08000018", SHEFFIELD])
def test_the_groups_of_a_district_are_everybody_and_are_the_census_counts(
    atlas: Atlas, district: str
) -> None:
    subject = subject_of(atlas, units.unit(atlas, district))
    inside = atlas.areas["district_code"] == district
    for one in equality_for(atlas).characteristic:
        rows = people(atlas, subject, one)
        for row in rows:
            table = atlas.table(row.group.counted_by)[inside]
            counted = table["numerator"].sum()
            counted = table["denominator"].sum() - counted if row.group.rest_of else counted
            assert row.here.numerator == pytest.approx(counted, abs=1e-6)
        if one.id in EVERYBODY:
            broad = [row for row in rows if not row.group.part]
            assert sum(row.here.numerator for row in broad) == pytest.approx(
                broad[0].here.denominator, rel=1e-4
            )  # the census changes cells a little, so parts and totals differ by a few
            assert sum(row.here.value for row in broad) == pytest.approx(100, abs=0.02)


def test_shares_of_sheffield_are_those_that_the_census_published(atlas: Atlas) -> None:
    """Census 2021, Sheffield: 556,521 usual residents; 79.1 % White, 10.3 % Muslim."""
    subject = subject_of(atlas, units.unit(atlas, SHEFFIELD))
    of = {one.id: one for one in equality_for(atlas).characteristic}
    race = {row.group.label: row for row in people(atlas, subject, of["race"])}
    religion = {row.group.label: row for row in people(atlas, subject, of["religion"])}
    assert race["White"].here.denominator == pytest.approx(556_500, abs=60)
    assert race["White"].here.value == pytest.approx(79.1, abs=0.05)
    assert religion["Muslim"].here.value == pytest.approx(10.3, abs=0.06)


@pytest.mark.parametrize("key", [PRACTICE, NETWORK, BURNGREAVE, SHEFFIELD])
def test_figures_are_those_of_the_practices_page(atlas: Atlas, key: str) -> None:
    unit = units.unit(atlas, key)
    names = equality_for(atlas).indicators()
    found = figures(atlas, subject_of(atlas, unit), names)
    weights = {key: units.weights(atlas, unit), "": profile.whole(atlas)}
    page = practice_error.ranged(atlas, profile.profile(atlas, names, weights), [unit])
    for name in names:
        assert found[name][HERE] == page[name][key]
        assert found[name][REGION] == page[name][""]


def test_ages_and_sex_of_a_practice_are_those_on_its_list(atlas: Atlas) -> None:
    subject = subject_of(atlas, units.unit(atlas, PRACTICE))
    listed = atlas.practices.at[PRACTICE, "list_size"]
    for one in equality_for(atlas).characteristic:
        for row in people(atlas, subject, one):
            assert row.counted == (one.id in ("age", "sex"))
            if row.counted:
                on_list = practice_error.on_lists(atlas, [PRACTICE], row.group.counted_by)
                assert row.here.value == (100 - on_list if row.group.rest_of else on_list)
                assert row.here.numerator == pytest.approx(row.here.value / 100 * listed)
                assert row.here.lower is None


@settings(max_examples=15)
@given(st.data())
def test_areas_and_the_rest_of_their_districts_are_the_districts(
    atlas: Atlas, data: st.DataObject
) -> None:
    codes = data.draw(st.lists(st.sampled_from(list(atlas.areas.index)), min_size=1, max_size=40))
    subject = subject_of(atlas, of_areas("Ours", codes))
    assert subject.around is not None
    assert subject.rest is not None
    districts = set(atlas.areas.loc[codes, "district_code"])
    inside = atlas.areas.index[atlas.areas["district_code"].isin(districts)]
    assert set(subject.around.areas) == set(inside)
    assert not set(subject.unit.areas) & set(subject.rest.areas)
    found = figures(atlas, subject, ["bad_health", "roma"])
    for of in found.values():
        parts = of[HERE].numerator + of[REST].numerator
        assert parts == pytest.approx(of[AROUND].numerator)


def test_what_is_all_there_is_has_no_rest(atlas: Atlas) -> None:
    for key in (SHEFFIELD, "03N"):
        subject = subject_of(atlas, units.unit(atlas, key))
        assert (subject.around, subject.rest) == (None, None)
    practice = subject_of(atlas, units.unit(atlas, PRACTICE))
    assert PRACTICE in practice.around.practices
    assert set(practice.rest.practices) == set(practice.around.practices) - {PRACTICE}


def test_a_group_stands_out_only_beyond_its_likely_range(atlas: Atlas) -> None:
    subject = subject_of(atlas, units.unit(atlas, BURNGREAVE))
    every = equality_for(atlas).characteristic
    rows = {one.id: people(atlas, subject, one) for one in every}
    found = standing_out(rows, 4)
    assert [row.group.label for row in found][:2] == ["Roma", "Muslim"]
    for row in found:
        assert row.here.lower > row.england
        assert row.here.value >= LEAST_TIMES * row.england
        assert not row.group.unsaid
    assert all(a.above_england >= b.above_england for a, b in pairwise(found))
    # Of one practice, more households of lone parents than in England may not be so.
    rough = subject_of(atlas, units.unit(atlas, PRACTICE))
    [circumstances] = [one for one in every if one.id == "circumstances"]
    lone = people(atlas, rough, circumstances)[-1]
    assert lone.group.counted_by == "lone_parent"
    assert lone.here.value > LEAST_TIMES * lone.england > LEAST_TIMES * lone.here.lower
    assert lone.above_england == 0
    # One of each characteristic at most.
    assert len({next(k for k, v in rows.items() if row in v) for row in found}) == len(found)


def test_health_is_worse_only_where_the_difference_is_beyond_chance(atlas: Atlas) -> None:
    subject = subject_of(atlas, units.unit(atlas, BURNGREAVE))
    [found] = fares_worst.measures(atlas, subject, ["bad_health"])
    assert found.against_rest == fares_worst.WORSE
    assert found.difference.absolute == pytest.approx(found.here.value - found.rest.value)
    assert found.difference.absolute_lower > 0
    # An estimate of one practice is too rough to tell.
    [rough] = fares_worst.measures(
        atlas, subject_of(atlas, units.unit(atlas, PRACTICE)), ["bad_health"]
    )
    assert rough.against_rest == fares_worst.LIKE
    assert rough.difference.absolute_lower < 0 < rough.difference.absolute_upper
    [score] = fares_worst.measures(atlas, subject, ["years_of_life_lost"])
    assert (score.difference, score.against_rest) == (None, "")
    [good] = fares_worst.measures(atlas, subject, ["good_health"])
    assert good.definition.polarity == "low"
    assert good.against_rest == fares_worst.WORSE


def test_conditions_are_those_above_england_furthest_first(atlas: Atlas) -> None:
    found = fares_worst.conditions(atlas, subject_of(atlas, units.unit(atlas, BURNGREAVE)))
    assert found
    assert all(one.definition.modelled and one.here.lower > one.england for one in found)
    assert all(a.above_england >= b.above_england for a, b in pairwise(found))


def test_the_gradient_is_of_the_areas_or_else_of_their_district(atlas: Atlas) -> None:
    of = fares_worst.by_deprivation
    whole = of(atlas, subject_of(atlas, units.unit(atlas, SHEFFIELD)), "bad_health")
    codes = units.unit(atlas, SHEFFIELD).areas
    page = gradient(atlas, "bad_health", weights=profile.of_areas(atlas, codes))
    assert (whole.place, whole.inside) == ("Sheffield", True)
    assert whole.gradient.gap_of_fifths == page.gap_of_fifths
    for key in (codes[0], PRACTICE):  # too few areas; patients
        found = of(atlas, subject_of(atlas, units.unit(atlas, key)), "bad_health")
        assert (found.place, found.inside) == ("Sheffield", False)
        assert found.gradient.gap_of_fifths == page.gap_of_fifths


def test_sexual_orientation_is_of_whole_neighbourhoods(atlas: Atlas) -> None:
    inside = atlas.areas["district_code"] == SHEFFIELD
    found = orientation(atlas, atlas.areas.index[inside])
    table = atlas.extra("sexual_orientation")
    table = table[table["msoa_code"].isin(atlas.areas.loc[inside, "msoa_code"])]
    assert found.whole
    assert found.people.sum() == table["people"].sum()
    assert found.total == pytest.approx(found.people.sum(), rel=1e-3)
    [one] = atlas.areas.index[:1]
    part = orientation(atlas, [one])
    assert (part.neighbourhoods, part.whole) == (1, False)
    assert part.total > atlas.areas.at[one, "residents"]


def test_the_file_has_the_nine_of_the_act_and_nothing_that_is_not_there(
    atlas: Atlas, tmp_path: Path
) -> None:
    text = (CATALOGUE / FILE).read_text("utf-8")
    catalogue = load_catalogue()
    read = load_equality(catalogue)
    assert {one.id for one in read.characteristic if one.protected} == PROTECTED
    assert len(PROTECTED) == 9
    assert set(read.indicators()) == set(equality_for(atlas).indicators())
    for old, new, why in (
        ('id = "marriage"', 'id = "wedding"', "is missing"),
        ('indicator = "roma"', 'indicator = "romo"', "no indicator"),
        ('indicator = "female"', 'indicator = "female"\nrest_of = "female"', "indicator or rest"),
        ('gap = "No figures in this atlas."\n', "", "neither"),
        ("protected = true", "protekted = true", "protekted"),
    ):
        (tmp_path / FILE).write_text(text.replace(old, new, 1), "utf-8")
        with pytest.raises(CatalogueError, match=why):
            load_equality(catalogue, tmp_path)
