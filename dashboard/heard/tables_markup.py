"""Tables of the page as plain markup: they stand still, and may have as many rows as areas.

Written as lists (see :mod:`dashboard.parts.plain_markup`) rather than as components, of which a
table of all areas would take some ten thousand.
"""

from collections.abc import Sequence
from typing import Any

from dashboard.heard.texts import say
from dashboard.parts.plain_markup import Still
from dashboard.parts.ratio_figures import two

# Bootstrap's classes of the frame around each table.
FRAME = "border rounded-3 my-2"
# Tables with more columns than this scroll sideways on a phone.
NARROW = 3


def columns(name: str, numbers: Sequence[int] = (), **parts: object) -> list[tuple[str, bool]]:
    """A table's columns: their heads, from one of the page's texts, and whether they hold numbers.

    Parameters
    ----------
    numbers
        Positions of those with numbers.
    """
    return [(head, n in numbers) for n, head in enumerate(say(name, **parts).split("; "))]


def table(caption: str, heads: Sequence[tuple[str, bool]], rows: Sequence[Sequence[Any]]) -> Still:
    """A table that scrolls in its own place, with the first cell of each row as its head.

    Parameters
    ----------
    caption
        What the table holds, for those who cannot see it.
    heads
        As :func:`columns` gives them.
    rows
        Of each cell its text, or a list of markup.
    """
    many = len(heads) > NARROW
    kind = "table heard-figures many" if many else "table heard-figures"
    # With few columns no wider than they need: a number stands beside what it counts.
    frame = f"wide {FRAME}" if many else f"wide {FRAME} d-inline-block mw-100"
    head = [
        ["th", {"scope": "col", **({"class": "number"} if number else {})}, text]
        for text, number in heads
    ]
    body: list[Still] = [["tr", {}, *_cells(row, heads)] for row in rows]
    return [
        "div",
        {"class": frame, "tabindex": "0", "role": "group", "aria-label": caption},
        [
            "table",
            {"class": kind},
            ["caption", {"class": "visually-hidden"}, caption],
            ["thead", {}, ["tr", {}, *head]],
            ["tbody", {}, *body],
        ],
    ]


def _cells(row: Sequence[Any], heads: Sequence[tuple[str, bool]]) -> list[Still]:
    first, *others = (cell if isinstance(cell, list) else [cell] for cell in row)
    return [
        ["th", {"scope": "row"}, *first],
        *(
            ["td", {"class": "number"} if number else {}, *cell]
            for cell, (_, number) in zip(others, heads[1:], strict=True)
        ),
    ]


def signed(number: float | None) -> str:
    """A change of a ratio, with its sign."""
    text = two(number)
    return f"+{text}" if number is not None and text.strip("0.") and number > 0 else text


def large(text: str) -> str:
    """A text that begins a line: its first letter large."""
    return f"{text[:1].upper()}{text[1:]}"


def care(text: str, look: str = "") -> Still:
    """What has to be known before a row's figures are used."""
    return ["span", {"class": f"flag d-block mt-1 {look}".strip()}, large(text)]
