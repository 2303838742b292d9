"""What the heading of a column of values says of them: whether they add up, as counts do."""

from layers.exercise.respondents import has_words, normal
from layers.own.column_words import column_words


def is_no_count(heading: str) -> bool:
    """Whether a heading says that the values below it do not add up, by words of
    ``columns.toml``: a rate, a share, an average, a place in an order.

    >>> [is_no_count(one) for one in ("Rate per 1,000", "People of working age", "Count per ward")]
    [True, False, False]
    """
    words = column_words().values
    text = f" {normal(heading)} "
    for each in words.each_place:
        text = text.replace(f" {each} ", " ")
    if "%" in heading or has_words(text, words.no_count):
        return True
    return has_words(text, words.seldom_count) and not names_counted(text)


def names_counted(heading: str) -> bool:
    """Whether a heading names what is counted, or says that something is."""
    return has_words(heading, column_words().values.counted)
