"""What is somebody's own words by its quotation marks, and what is only a name or an expression."""

import pytest

from workspace.quoted_text import is_quoted


@pytest.mark.parametrize(
    "text",
    [
        "“I waited an hour in the rain”",
        'One said "nobody ever rings me back", others agreed.',
        "She said ‘they don’t speak my language here’ twice",
        "„Niemand ruft mich zurück hier“",
        "«on ne me rappelle jamais»",
    ],
)
def test_own_words(text: str) -> None:
    assert is_quoted(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "People wait an hour.",
        "The “Saturday check” helps.",
        "The women's group and the men's group don't meet; it's at six o'clock on Friday's bus",
        'Room 12" wide, shelf 10" deep',
    ],
)
def test_no_own_words(text: str) -> None:
    assert not is_quoted(text)
