"""Detailed communities of wards: the ward's own numbers, added up over headings that are kept."""

import pandas as pd
import pytest

from layers import Atlas
from layers.catalogue.community_names import load_community_names
from layers.ground.communities import FEWEST, added_up, communities_of

# By district: the largest difference that the publisher's changes to small counts come to.
PERTURBED = 10
# Given for LSOAs by the 19 groups of TS021, or of several origins: no ward figure is made of them.
BY_AREA = {
    *("Pakistani", "Indian", "Bangladeshi", "Chinese", "Arab", "Caribbean", "Black British"),
    *("Irish", "Gypsy or Irish Traveller", "Roma"),
    *("White and Black Caribbean", "White and Black African", "White and Asian", "White and Arab"),
}
ENOUGH = 400


def of_ward(atlas: Atlas, name: str) -> pd.Index:
    return atlas.areas.index[atlas.areas["ward"] == name]


def test_burngreave(atlas: Atlas) -> None:
    """The figures of the publication, column by column; the sums are of all headings."""
    [ward] = communities_of(atlas, of_ward(atlas, "Burngreave"))
    assert (ward.ward, ward.residents, ward.part) == ("Burngreave", 27_268, 1.0)
    found = {one.group: (one.people, dict(one.parts)) for one in ward.groups}
    for group, people, heading, largest in (
        ("Pakistani", 6_967, "Asian", 6_907),
        ("Arab", 2_227, "Other ethnic group", 2_116),
        ("Roma", 1_436, "White", 1_333),
        ("Somali", 985, "Black African", 829),
        ("Somalilander", 535, "Black African", 492),
        ("Slovakian", 705, "Other ethnic group", 438),
    ):
        assert found[group][0] == people == sum(found[group][1].values()), group
        assert found[group][1][heading] == largest == max(found[group][1].values()), group
    assert found["Roma"][1] == {"White": 1_333, "Other ethnic group": 103}


def test_groups_come_largest_first_without_the_majority_and_the_smallest(atlas: Atlas) -> None:
    said = load_community_names()
    wards = communities_of(atlas, atlas.areas.index)
    assert len(wards) == atlas.areas["ward_code"].nunique()
    for ward in wards:
        people = [one.people for one in ward.groups]
        assert people == sorted(people, reverse=True)
        assert people[-1] >= FEWEST
        assert not {one.group for one in ward.groups} & {*said.majority, *said.unnamed}


def test_the_part_of_a_ward_is_of_its_residents_here(atlas: Atlas) -> None:
    codes = of_ward(atlas, "Burngreave")
    some, other = codes[:4], of_ward(atlas, "Firth Park")[:1]
    first, second = communities_of(atlas, [*other, *some])
    residents = atlas.areas["residents"]
    assert (first.ward, second.ward) == ("Burngreave", "Firth Park")
    assert first.part == pytest.approx(residents[some].sum() / residents[codes].sum())


def test_wards_add_up_to_the_table_of_districts(atlas: Atlas) -> None:
    said, districts = load_community_names(), atlas.extra("ethnic_groups_detailed")
    wards = atlas.extra("communities")
    of = atlas.areas.drop_duplicates("ward_code").set_index("ward_code")["district_code"]
    ours = wards.groupby([wards["ward_code"].map(of), "group"])["people"].sum()
    named = districts["group"].map(said.group).rename("group")
    theirs = districts.groupby(["district_code", named])["people"].sum()
    gap = (ours.reindex(theirs.index, fill_value=0) - theirs).drop("E92000001")
    headings = districts.groupby(["district_code", named]).size()
    # A group under several headings is a sum of as many perturbed counts.
    assert (gap.abs() <= PERTURBED * headings.reindex(gap.index) ** 0.5).all()
    assert abs(gap.mean()) < 0.5


def test_several_wards_are_added_up_with_their_smallest_groups(atlas: Atlas) -> None:
    sheffield = atlas.areas[atlas.areas["district"] == "Sheffield"]["ward_code"].unique()
    together = {one.group: one.people for one in added_up(atlas, sheffield)}
    table = atlas.extra("communities").set_index("ward_code").loc[sheffield]
    assert together["Somali"] == table.loc[table["group"] == "Somali", "people"].sum() == 2_900


def test_every_group_of_some_size_has_a_ward_figure(atlas: Atlas) -> None:
    """Groups of at least 400 people here that name an origin and that no layer gives by area."""
    said = load_community_names()
    people = atlas.extra("communities").groupby("group")["people"].sum()
    enough = set(people.index[people >= ENOUGH]) - BY_AREA - {*said.majority, *said.unnamed}
    wanted = {g for g in enough if "no country" not in g and "another country" not in g}
    figures = {i: d for i, d in atlas.indicators.items() if d.grain == "ward"}
    made = {i: float(atlas.column(i, "numerator").sum()) for i in figures}
    assert len(figures) == len(wanted)
    assert sorted(round(n) for n in made.values()) == sorted(people[list(wanted)])
    assert not any(one.counts_people or one.headline for one in figures.values())
