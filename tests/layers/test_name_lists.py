"""Names in a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.name_lists import listed

NAMES = st.lists(st.text("abc", min_size=1, max_size=3), min_size=1, max_size=9)


@given(names=NAMES, most=st.none() | st.integers(1, 9))
def test_every_name_is_said_or_counted(names: list[str], most: int | None) -> None:
    *first, last = listed(names, most).replace(" and ", ", ").split(", ")
    said, _, more = last.partition(" ")
    if more:
        assert more == "more"
        assert most is not None
        # One name more is said, not counted: "and 1 more" would be no shorter.
        assert (first, int(said)) == (names[:most], len(names) - most)
        assert int(said) > 1
    else:
        assert [*first, said] == names
        assert most is None or len(names) <= most + 1


def test_none_cannot_be_listed() -> None:
    with pytest.raises(ValueError, match="expected at least 1"):
        listed([])
