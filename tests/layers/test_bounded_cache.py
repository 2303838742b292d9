"""What is remembered stays within its bytes, and is what the function gives."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from layers import Atlas
from layers.bounded_cache import bounded_cache, size_of


@dataclass(frozen=True)
class Holds:
    table: pd.DataFrame


@pytest.mark.parametrize(
    ("thing", "least"),
    [
        (np.zeros(1_000), 8_000),
        (np.array(["é" * 500, "ö" * 500], dtype=object), 1_000),
        ("x" * 1_000, 1_000),
        (pd.Series(["x" * 1_000]), 1_000),
        (Holds(pd.DataFrame({"a": np.zeros(1_000)})), 8_000),
        ({"a": [(frozenset({"x" * 1_000}),)]}, 1_000),
        ({"x" * 1_000: 1}, 1_000),
    ],
    ids=["array", "objects", "text", "series", "dataclass", "nested", "key"],
)
def test_the_size_of_a_thing(thing: object, least: int) -> None:
    assert least < size_of(thing) < 2 * least + 1_000


def test_what_is_there_twice_and_the_atlas_count_once_and_not_at_all(atlas: Atlas) -> None:
    one = np.zeros(10_000)
    assert size_of((one, one)) < 1.1 * size_of(one)
    assert size_of((atlas,)) < 100


def test_no_more_is_remembered_than_fits() -> None:
    asked = []

    @bounded_cache(10_000)
    def numbers(many: int, name: str = "") -> np.ndarray:
        """Some zeros."""
        asked.append((many, name))
        return np.zeros(many)

    assert numbers(100) is numbers(100)
    assert numbers(100, name="x") is not numbers(100, name="y")
    assert asked == [(100, ""), (100, "x"), (100, "y")]
    assert numbers.__doc__ == "Some zeros."
    for many in range(1, 1_000):
        numbers(many)
        assert numbers.held_bytes <= 10_000
    # The last few are still there, the first ones are not, and a large one never is.
    asked.clear()
    assert numbers(999) is numbers(999)
    assert len(numbers(2_000)) == len(numbers(2_000)) == 2_000
    numbers(999)
    numbers(1)
    assert asked == [(2_000, ""), (2_000, ""), (1, "")]
    numbers.cache_clear()
    assert numbers.held_bytes == 0


def test_what_was_asked_for_last_is_kept() -> None:
    @bounded_cache(5_000)  # room for three
    def text(letter: str) -> str:
        return letter * 1_000

    first, _ = text("a"), text("b")
    assert text("a") is first
    text("c")
    text("d")
    assert text("a") is first


def test_many_long_names_fit_as_well() -> None:
    """An entry may be larger by what was asked than by what was found."""

    @bounded_cache(100_000)
    def length(name: str) -> int:
        return len(name)

    for n in range(200):
        length(str(n) * 3_000)
    assert 0 < len(length._entries) <= 100_000 / 3_000
