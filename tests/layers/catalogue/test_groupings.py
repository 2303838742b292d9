"""An organisation's own groups of wards: what the file may say, and what is said of a slip."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from layers import Atlas, GroupingError, load_atlas
from layers.atlas import SNAPSHOT
from layers.catalogue.group_members import Grouping, fitted
from layers.catalogue.groupings import GROUPINGS, Group, Groupings, Level, load_groupings

LEVEL = Level("team", "teams", "in no team", "us, 2026")
# Two districts; a ward's name that both have; two areas to a ward.
WARDS = [("North", "Alton"), ("South & West", "Alton"), ("North", "Belton"), ("Green", "Belton")]
AREAS = pd.DataFrame(
    [
        (f"E0100000{2 * n + part}", ward, f"E0500000{n}", town, f"E0800000{town == 'Belton':d}")
        for n, (ward, town) in enumerate(WARDS)
        for part in range(2)
    ],
    columns=["lsoa", "ward", "ward_code", "district", "district_code"],
).set_index("lsoa")
HEAD = '[level]\none="team"\nmany="teams"\noutside="in no team"\nsource="us"\n'


def fit(*groups: Group) -> Grouping | None:
    return fitted(Groupings(LEVEL, groups), AREAS)


def test_wards_are_found_by_name_or_code_and_areas_by_code() -> None:
    found = fit(
        Group("TT-A", "A", "alton", wards=("south and  west",), areas=("E01000000",)),
        Group("TT-B", "B", wards=("E05000002", "E05000003")),
        Group("TT-C", "C", "Elsewhere", wards=("Anything",)),
        Group("TT-D", "D", wards=("E05999999",)),
    )
    assert found
    assert found.in_districts
    assert found.of.tolist() == ["TT-A", "", "TT-A", "TT-A", *["TT-B"] * 4]
    assert dict(found.names) == {"TT-A": "A", "TT-B": "B"}
    assert found.full("TT-A") == "A team"


def test_groups_of_other_places_leave_no_trace() -> None:
    assert fit(Group("TT-C", "C", "Elsewhere", wards=("Anything",))) is None


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ([Group("TT-A", "A", "Alton", wards=("Nort",))], "does not have. Did you mean North?"),
        ([Group("TT-A", "A", "Alton", wards=("Quay",))], "Its wards are North, South & West."),
        ([Group("TT-A", "A", "Alton", wards=("E05000003",))], "“E05000003”, which Alton does not"),
        ([Group("TT-A", "A", wards=("North",))], "by its name alone: say in which district"),
        ([Group("TT-A", "A", wards=("E05000000", "E05999999"))], "“E05999999”, which this atlas"),
        ([Group("TT-A", "A", "Alton", areas=("E01000007",))], "the area “E01000007”, which Alton"),
        ([Group("TT-A", "A", "Altn", wards=("North",))], "in this atlas. Did you mean Alton?"),
        (
            [Group("TT-A", "A", "Alton", ("North",)), Group("TT-B", "B", wards=("E05000000",))],
            "The ward North is in two groups, A and B;",
        ),
        (
            [Group("TT-A", "A", "Alton", ("North",)), Group("TT-B", "B", areas=("E01000001",))],
            "The area E01000001 is in two groups, A and B;",
        ),
    ],
)  # fmt: skip
def test_a_slip_is_said_with_what_would_do(groups: list[Group], said: str) -> None:
    with pytest.raises(GroupingError) as error:
        fit(*groups)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[level", "groups.toml: "),
        ('[[group]]\ncode="TT-A"\nname="A"', "level"),
        (HEAD.replace('"team"', '" "') + '[[group]]\ncode="TT-A"\nname="A"\nwards=["x"]', "one of"),
        (f'{HEAD}[[group]]\ncode="TT-A"\nname="A"', "The group A is empty"),
        (f'{HEAD}[[group]]\ncode="TA"\nname="A"\nwards=["x"]', "The code of A is 'TA'"),
        (f'{HEAD}[[group]]\ncode="TT-A"\nname="A"\nward=["x"]', "ward"),
        (HEAD + '[[group]]\ncode="TT-A"\nname="A"\nwards=["x"]\n' * 2, "Two groups have the code"),
        (
            f'{HEAD}[[group]]\ncode="TT-A"\nname="A"\nwards=["x"]\n'
            '[[group]]\ncode="TT-B"\nname="a"\nwards=["y"]',
            "Two groups have the name 'A'",
        ),
    ],
)
def test_what_is_wrong_in_the_file_is_said(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "groups.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(GroupingError, match=str(file)) as error:
        load_groupings(file)
    assert said in str(error.value)


def test_a_file_without_groups_is_no_level(tmp_path: Path) -> None:
    (tmp_path / "none.toml").write_text("# Nothing yet.\n", encoding="utf-8")
    assert load_groupings(tmp_path / "none.toml") is None


TEXTS = some.sampled_from(
    ["North", "north", "South & West", "Green", "Gren", "E05000001", "E05000003", "E05999999", "x"]
)
CODES = some.sampled_from([*AREAS.index[:4], "E01999999", "E05000001"])
GROUPS = some.lists(
    some.builds(
        Group,
        code=some.sampled_from(["TT-A", "TT-B", "TT-C"]),
        name=some.sampled_from(["A", "B", "C"]),
        district=some.sampled_from(["", "Alton", "Belton", "Elsewhere", "E08000001"]),
        wards=some.lists(TEXTS, max_size=3).map(tuple),
        areas=some.lists(CODES, max_size=2).map(tuple),
    ),
    min_size=1,
    max_size=3,
    unique_by=(lambda one: one.code, lambda one: one.name),
)


@given(GROUPS)
def test_whatever_it_says_each_area_is_in_one_group_or_a_sentence_says_why(
    groups: list[Group],
) -> None:
    found, why = None, ""
    try:
        found = fit(*groups)
    except GroupingError as error:
        why = str(error)
    assert not why or why.endswith((".", "?"))
    if found is None:
        return
    assert found.of.index.equals(AREAS.index)
    assert set(found.of) - {""} == set(found.names)
    for group in groups:
        mine = AREAS[found.of == group.code]
        assert set(group.areas) <= set(mine.index) or mine.empty
        named = {text for text in group.wards if text.startswith("E05")}
        assert named <= set(mine["ward_code"]) or mine.empty


def test_sheffield_s_committees_are_its_wards_and_nobody_else_s(atlas: Atlas) -> None:
    areas = atlas.areas
    inside = areas["grouping"] != ""
    assert inside.equals(areas["district"] == "Sheffield")
    assert areas.loc[inside, ["grouping", "ward"]].drop_duplicates().shape[0] == 28


def test_an_atlas_without_them_has_no_trace_of_them() -> None:
    bare = load_atlas(SNAPSHOT)
    assert bare.grouping is None
    assert bare.levels == ("lsoa", "msoa", "ward", "district")
    assert not [name for name in bare.areas if "grouping" in name]


def test_the_file_that_does_not_fit_is_named(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    text = GROUPINGS.read_text(encoding="utf-8").replace('"Beighton"', '"Bieghton"')
    file.write_text(text, encoding="utf-8")
    with pytest.raises(GroupingError) as error:
        load_atlas(groupings=file)
    assert str(error.value) == (
        f"{file}: The group South East names the ward “Bieghton”, which Sheffield does not have. "
        "Did you mean Beighton?"
    )
