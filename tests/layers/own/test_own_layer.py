"""A layer is the same after it was written, and nothing else is taken for one."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.own.errors import OwnLayerError
from layers.own.own_layer import ID, MOST_BYTES, read_layer
from tests.layers.own.layers import CODES, layer

RATE = {"kind": "rate", "unit": "", "numerators": (), "denominators": ()}
number = st.one_of(st.none(), st.floats(0, 1e9, allow_nan=False))


@given(st.text(min_size=1, max_size=40).filter(str.strip), st.tuples(number, number, number))
def test_what_was_written_is_read_again_under_the_same_name(
    label: str, values: tuple[Any, ...]
) -> None:
    one = layer(label=label, values=values, **RATE)
    read = read_layer(one.written)
    assert read == one
    assert read.id == one.id
    assert ID.fullmatch(one.id)


def test_every_word_and_number_makes_another_name() -> None:
    assert len({layer().id, layer(note="x").id, layer(published=True).id, layer(hidden=1).id}) == 4


def test_layers_are_the_same_if_their_names_are() -> None:
    """What an atlas is remembered by: figures that are equal and written otherwise are two."""
    none, below = (layer(values=(zero, 1.0, 2.0), **RATE) for zero in (0.0, -0.0))
    assert none.id != below.id
    assert len({none, below}) == 2
    assert len({none, read_layer(none.written)}) == 1


@dataclass(frozen=True)
class Wrong:
    given: dict[str, Any]
    said: str


@pytest.mark.parametrize(
    "wrong",
    [
        Wrong({"label": " "}, "needs a name"),
        Wrong({"codes": (), "numerators": (), "denominators": ()}, "one area at least"),
        Wrong({"codes": CODES[::-1]}, "not in order"),
        Wrong({"codes": (CODES[0],) * 3}, "twice"),
        Wrong({"level": "ward"}, "not of the kind"),
        Wrong({"numerators": (1.0, 2.0)}, "do not fit its areas"),
        Wrong({"values": (1.0, 2.0, 3.0)}, "do not fit its areas"),
        Wrong({"numerators": (1.0, None, 651.0)}, "larger than the whole"),
        Wrong({"numerators": (-1.0, None, 5.0)}, "below 0"),
        Wrong(RATE | {"values": (1.0, 2.0, 1e13)}, "too large"),
        Wrong(RATE | {"values": (1.0, -2.0, 3.0), "per_residents": True}, "below 0"),
        Wrong({"per_residents": True}, "do not fit its areas"),
        Wrong(RATE | {"values": (1.0, 2.0, 3.0), "of_places": True}, "do not fit its areas"),
    ],
)
def test_figures_that_cannot_be_are_refused(wrong: Wrong) -> None:
    with pytest.raises(OwnLayerError, match=wrong.said):
        read_layer(layer(**wrong.given).written)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b'{"format":"seldom-heard-own-layer","version":1}',
        layer().written.replace(b'"version":1', b'"version":2'),
        layer().written.replace(b'"unit"', b'"units"'),
        layer().written.replace(b'"hidden":0', b'"hidden":-1'),
        layer().written[:-1],
        b"[" * 30_000,
        b"\xff" * 10,
    ],
)
def test_another_file_is_said_to_be_one(content: bytes) -> None:
    with pytest.raises(OwnLayerError, match="not a layer"):
        read_layer(content)


@pytest.mark.parametrize("number", [12_345.5, 12_345.678901])
def test_a_share_of_a_region_fits(number: float) -> None:
    """Of Yorkshire and The Humber; of 860 areas it has a quarter."""
    codes = tuple(f"E{1_000_000 + at:08}" for at in range(3_355))
    parts = {"numerators": (number,) * 3_355, "denominators": (number,) * 3_355}
    one = layer(codes=codes, **parts)
    assert read_layer(one.written) == one
    assert len(one.written) < MOST_BYTES == 160_000


def test_a_file_that_is_too_large_is_not_looked_into() -> None:
    with pytest.raises(OwnLayerError, match="more than"):
        read_layer(layer().written + b" " * MOST_BYTES)
