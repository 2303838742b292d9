"""Whom to thank, in one line: for pictures that have no room for every attribution in full, which
their files hold beside the drawing."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

OPEN = "OGL-UK-3.0"
OPEN_SAID = "licensed under the Open Government Licence v3.0"
_BEFORE = re.compile("^(Source: |Contains (public sector )?information from )")
_SURVEY = re.compile(
    r"Contains (?:OS|Ordnance Survey) data © Crown copyright and database right(?: (\d{4}))?\.?"
)


def credit_line(sources: Sequence[Mapping[str, Any]]) -> str:
    """Publishers under the Open Government Licence together, Ordnance Survey's copyright with every
    year that it is given for, and what others ask for, in their own words.

    Parameters
    ----------
    sources
        Publications as the snapshot's manifest has them.
    """
    years: set[str] = set()
    survey = False
    open_ones: list[str] = []
    others: list[str] = []
    for source in sources:
        text = str(source["attribution"])
        for found in _SURVEY.finditer(text):
            survey = True
            years.update(filter(None, [found.group(1)]))
        text = _SURVEY.sub("", text).strip()
        if source["licence"] == OPEN:
            text = _BEFORE.sub("", text).split(f", {OPEN_SAID}")[0].rstrip(".")
        (open_ones if source["licence"] == OPEN else others).append(text)
    thanked = _each(open_ones)
    line = [f"Source: {'; '.join(thanked)}, {OPEN_SAID}."] if thanked else []
    if survey:
        when = f" {', '.join(sorted(years))}" if years else ""
        line.append(f"Contains OS data © Crown copyright and database right{when}.")
    return " ".join([*line, *_each(others)])


def _each(texts: Sequence[str]) -> list[str]:
    """Each once, without those that another says in full."""
    every = dict.fromkeys(filter(None, texts))
    return [one for one in every if not any(one != other and one in other for other in every)]
