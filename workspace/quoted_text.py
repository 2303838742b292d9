"""Somebody's own words in quotation marks, which a plan keeps only where it says so."""

import re

# Fewer words in quotation marks are a name or an expression.
_FEWEST_WORDS = 4
_QUOTED = re.compile(r"[“\"„«]([^”\"“»]+)[”\"“»]|(?<!\w)[‘']([^’']+(?:’\w[^’']*)*)[’'](?!\w)")


def is_quoted(text: str) -> bool:
    """Whether some of a text seems to be what somebody said, word for word."""
    inside = (first or second for first, second in _QUOTED.findall(text))
    return any(len(words.split()) >= _FEWEST_WORDS for words in inside)
