"""Text as a person reads it: without characters that nobody sees, letters in their plain form."""

import unicodedata

# Nobody sees these either, though Unicode does not count them among its format characters.
_UNSEEN = frozenset(
    map(
        chr,
        [0x034F, 0x115F, 0x1160, 0x3164, 0xFFA0, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10)],
    )
)


def as_read(text: str) -> str:
    """Text without format characters (zero-width, soft hyphens, marks of direction), in NFKC.

    Full-width letters and digits become plain ones, and every kind of space a plain one.

    >>> as_read("\\uff33\\uff11\\u200b\\u00a02HE")
    'S1 2HE'
    """
    if text.isascii():
        return text
    seen = (c for c in text if unicodedata.category(c) != "Cf" and c not in _UNSEEN)
    return unicodedata.normalize("NFKC", "".join(seen))


def on_one_line(text: str) -> str:
    """Text on one line, without characters that nobody sees.

    >>> on_one_line(" Unity\n  Centre\u200b ")
    'Unity Centre'
    """
    return " ".join("".join(c if c.isprintable() else " " for c in as_read(text)).split())


def shortened(text: str, most: int) -> str:
    """Text on one line of so many characters at most, the last of them a sign that it was cut."""
    line = on_one_line(text)
    return line if len(line) <= most else f"{line[: most - 1]}…"
