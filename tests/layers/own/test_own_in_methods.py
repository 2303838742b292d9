"""What the methods make of a figure that somebody brought: what guards say, and how far it goes."""

import pytest

from layers.atlas import Atlas
from layers.inequality.gradient import gradient
from layers.inequality.guards import Refused, cluster_guard, pair_guards
from layers.own.own_indicator import with_own
from layers.practices import profile, units
from layers.practices.practice_values import practice_values
from layers.practices.profile_sections import sections_for
from layers.targeting.reach import reach
from tests.carrying import every_kind
from tests.layers.own.layers import layer


@pytest.fixture(scope="module")
def known(atlas: Atlas) -> Atlas:
    return with_own(atlas, tuple(every_kind(atlas).values()))


@pytest.fixture(scope="module")
def ids(atlas: Atlas) -> dict[str, str]:
    return {kind: one.id for kind, one in every_kind(atlas).items()}


def test_a_gap_of_a_part_of_the_areas_is_said_to_be_of_these(
    known: Atlas, ids: dict[str, str]
) -> None:
    keys = [[g.key for g in gradient(known, ids[kind]).guards] for kind in ("share", "rate")]
    assert ["partly_known" in one for one in keys] == [False, True]
    inside = units.weights(known, units.unit(known, "E08000019"))
    assert "partly_known" not in [
        g.key for g in gradient(known, ids["rate"], weights=inside).guards
    ]
    assert "partly_known" not in [g.key for g in gradient(known, "imd_score", "income").guards]


@pytest.mark.parametrize(("areas", "key"), [(0, "none_known"), (14, "few_known"), (15, None)])
def test_where_too_few_areas_have_a_figure_that_is_why(
    atlas: Atlas, areas: int, key: str | None
) -> None:
    here = atlas.areas.index[atlas.areas["district_code"] == "E08000016"]
    elsewhere = atlas.areas.index[atlas.areas["district_code"] == "E08000019"]
    codes = sorted([*here[:areas], *elsewhere])
    one = layer(
        kind="rate", counted="", out_of="", numerators=(), denominators=(),
        codes=tuple(codes), values=tuple(float(at % 31) for at in range(len(codes))),
    )  # fmt: skip
    known, weights = with_own(atlas, [one]), profile.of_areas(atlas, here)
    if key is None:
        gradient(known, one.id, weights=weights)
        return
    with pytest.raises(Refused) as refused:
        gradient(known, one.id, weights=weights)
    assert refused.value.guard.key == key
    # A place that is small by itself is refused for that, where a figure is known at all.
    few = profile.of_areas(atlas, here[:8])
    with pytest.raises(Refused) as refused:
        gradient(known, one.id, weights=few)
    assert refused.value.guard.key == ("few_groups" if areas else "none_known")


@pytest.mark.parametrize(("kind", "key"), [("count", "not_a_level"), ("ward", "larger_figure")])
def test_what_has_no_gap_says_why(known: Atlas, ids: dict[str, str], kind: str, key: str) -> None:
    with pytest.raises(Refused) as refused:
        gradient(known, ids[kind])
    assert refused.value.guard.key == key


def test_wards_figures_are_no_pair_and_no_clusters(known: Atlas, ids: dict[str, str]) -> None:
    assert [g.key for g in pair_guards(known, ids["ward"], "imd_score", "area")] == [
        "larger_figure"
    ]
    assert pair_guards(known, ids["share"], "imd_score", "area") == []
    guards = [cluster_guard(known.indicators[ids[kind]]) for kind in ("ward", "share")]
    assert [one.key for one in guards if one] == ["larger_figure", "no_clusters"]


def test_a_profile_has_them_last_and_knows_for_whom(known: Atlas, ids: dict[str, str]) -> None:
    assert sections_for(known.published) == sections_for(known)[:-1]
    assert set(sections_for(known)[-1].indicators) == set(ids.values())
    in_sheffield, in_barnsley = ("C88048", "C85001")
    weights = {p: units.weights(known, units.unit(known, p)) for p in (in_sheffield, in_barnsley)}
    found = profile.profile(known, [ids["rate"]], weights)[ids["rate"]]
    assert found[in_sheffield].known > 0.9
    assert found[in_barnsley].known < 0.1
    values = practice_values(known, ids["rate"])["value"]
    assert values[in_sheffield] == pytest.approx(found[in_sheffield].value)


def test_people_are_counted_of_a_share_alone(known: Atlas, ids: dict[str, str]) -> None:
    areas = known.areas.index[:50]
    table = known.table(ids["share"]).loc[areas]
    reached = reach(known, areas, ids["share"])
    assert reached.people == table["numerator"].sum()
    assert reached.rate == pytest.approx(table["numerator"].sum() / table["denominator"].sum())
    for kind in ("count", "rate", "ward"):
        with pytest.raises(ValueError, match="not a share"):
            reach(known, areas, ids[kind])
