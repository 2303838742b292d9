"""A layer of what was read: what is small is hidden, and nothing that is shown gives it away."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layers.atlas import Atlas
from layers.own.errors import OwnLayerError
from layers.own.layer_words import Words
from layers.own.made_layer import make_layer, make_points
from layers.own.own_columns import Columns
from layers.own.own_indicator import with_own
from layers.own.own_layer import OwnLayer, read_layer
from layers.own.own_table import Reading
from layers.own.texts import TEXTS
from tests.layers.own.tables import read, table

VALUE = Columns("value", 0, value=1)
PARTS = Columns("parts", 0, numerator=1, denominator=2)
quickly = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def words(**given: Any) -> Words:
    needed = {"label": "Parcels", "source": "A council", "period": "2025", "kind": "count"}
    return Words(**{**needed, **given})


def counts(atlas: Atlas, numbers: Sequence[int]) -> Reading:
    return read(
        atlas, VALUE, *((code, str(n)) for code, n in zip(atlas.areas.index, numbers, strict=False))
    )


def shares(atlas: Atlas, pairs: Sequence[tuple[int, int]]) -> Reading:
    rows = zip(atlas.areas.index, pairs, strict=False)
    return read(atlas, PARTS, *((code, str(a), str(b)) for code, (a, b) in rows))


def made(reading: Reading, said: Words) -> OwnLayer | str:
    try:
        return make_layer(reading, said)
    except OwnLayerError as error:
        return str(error)


@pytest.mark.parametrize("form", ["value", "parts", "ward", "cases"])
def test_every_form_becomes_an_indicator(atlas: Atlas, form: str) -> None:
    reading = table(atlas, form).read(atlas)
    people = form in ("parts", "cases")
    layer = make_layer(reading, words(kind=reading.kinds[0], people=people))
    assert read_layer(layer.written) == layer
    mine = with_own(atlas, [layer])
    known = mine.table(layer.id)["value"].notna().sum()
    assert known > 15
    assert (layer.hidden > 0) == people


def test_small_counts_of_people_are_hidden_and_others_rounded(atlas: Atlas) -> None:
    layer = make_layer(counts(atlas, [3, 100, 23, 0, 88]), words(people=True))
    # One more is hidden beside the small one: a total of the file would tell it.
    assert layer.values[0] is None
    assert sorted(one for one in layer.values if one is not None) in (
        [0.0, 25.0, 90.0],
        [0.0, 90.0, 100.0],
        [0.0, 25.0, 100.0],
    )
    assert (layer.hidden, layer.people, layer.published) == (2, True, False)


@pytest.mark.parametrize("shown", [{"people": False}, {"people": True, "published": True}])
def test_what_counts_no_people_or_is_published_is_as_it_was(
    atlas: Atlas, shown: dict[str, bool]
) -> None:
    layer = make_layer(counts(atlas, [3, 101, 23]), words(**shown))
    assert (layer.values, layer.hidden) == ((3.0, 101.0, 23.0), 0)


@quickly
@given(
    st.lists(st.one_of(st.integers(1, 7), st.integers(8, 200)), min_size=12, max_size=12), st.data()
)
def test_nobody_can_tell_how_large_a_hidden_count_is(
    atlas: Atlas, numbers: list[int], data: st.DataObject
) -> None:
    other = [n if n > 7 else data.draw(st.integers(1, 7)) for n in numbers]
    layer, same = (made(counts(atlas, one), words(people=True)) for one in (numbers, other))
    assert layer == same
    if isinstance(layer, OwnLayer):
        small = sum(n < 8 for n in numbers)
        assert all(v is None or (v >= 10 and v % 5 == 0) for v in layer.values)
        # Never one by itself, which the total of the file would tell.
        assert layer.hidden == sum(v is None for v in layer.values)
        assert layer.hidden >= small + (small == 1)


@quickly
@given(
    st.lists(
        st.integers(0, 300).flatmap(lambda a: st.tuples(st.just(a), st.integers(a, a + 300))),
        min_size=15,
        max_size=15,
    )
)
def test_a_share_shows_both_of_its_parts_or_none(
    atlas: Atlas, pairs: list[tuple[int, int]]
) -> None:
    layer = made(shares(atlas, pairs), words(kind="share", people=True))
    if isinstance(layer, str):
        assert layer == TEXTS.say("made", "all_hidden")
        return
    for (n, d), a, b in zip(pairs, layer.numerators, layer.denominators, strict=True):
        assert (a is None) == (b is None)
        if a is not None and b is not None:
            assert a <= b
            assert n not in range(1, 8)
            assert d not in range(1, 8)
            assert abs(a - n) <= 2.5
            assert abs(b - d) <= 2.5
    assert layer.unit == "%"


def test_what_was_hidden_before_is_counted_with_what_is_hidden_here(atlas: Atlas) -> None:
    rows = zip(atlas.areas.index, ["*", "3", "150", "160", "170"], strict=False)
    layer = make_layer(read(atlas, VALUE, *rows), words(people=True))
    assert layer.values[:2] == (None, None)
    assert layer.hidden == sum(one is None for one in layer.values)


def test_figures_are_what_they_can_be(atlas: Atlas) -> None:
    below = read(atlas, VALUE, *zip(atlas.areas.index, ["-1.5", "2"], strict=False))
    assert make_layer(below, words(kind="rate")).values == (-1.5, 2.0)
    assert make_layer(below, words(kind="count")).values == (None, 2.0)
    # A percentage without its parts is a rate.
    percent = make_layer(below, words(kind="share", unit="x"))
    assert (percent.kind, percent.unit) == ("rate", "%")
    cases = table(atlas, "cases").read(atlas)
    for kind, said in (("share", "two columns"), ("rate", "are counts")):
        with pytest.raises(OwnLayerError, match=said):
            make_layer(cases, words(kind=kind))
    with pytest.raises(OwnLayerError, match="anything that adds up"):
        make_layer(shares(atlas, [(1, 2)]), words(kind="count"))
    with pytest.raises(OwnLayerError, match="small numbers cannot be hidden"):
        make_layer(below, words(kind="rate", people=True))
    with pytest.raises(OwnLayerError, match="all figures would be hidden"):
        make_layer(counts(atlas, [3, 2, 20]), words(people=True))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"label": " "}, "The name is missing"),
        ({"source": ""}, "The source is missing"),
        ({"period": "\u200b"}, "The period is missing"),
        ({"note": "x" * 601}, "The note is too long: 600"),
        ({"short": "x" * 41}, "The short name is too long: 40"),
    ],
)
def test_words_are_there_and_fit(atlas: Atlas, given: dict[str, str], said: str) -> None:
    with pytest.raises(OwnLayerError, match=said):
        make_layer(counts(atlas, [30, 40]), words(**given))


def test_places_get_their_words(atlas: Atlas) -> None:
    reading = table(atlas, "points").read(atlas)
    points = make_points(reading, words(label="Food  banks"))
    assert (points.label, points.source, len(points.names)) == ("Food banks", "A council", 20)
    with pytest.raises(OwnLayerError, match="not as places"):
        make_points(counts(atlas, [30]), words())
