"""What the letter forms of the PDFs can print, and what stands for the rest.

PDF/UA allows no letter without a form, and Typst makes no file that has one. So every text passes
through here: what no font at hand can print is said in words, in square brackets.
"""

import unicodedata
from functools import cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
# In the order in which they are tried; the last comes with matplotlib and has some emoji.
FAMILIES = ("Noto Sans", "Noto Sans Arabic", "DejaVu Sans")
_FILES = (
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf"),
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
)
_BLANK = "▯"
_INVISIBLE = "\u200c\u200d\u200e\u200f\ufe0e\ufe0f"  # joiners, marks of direction, styles of emoji
_SCRIPTS = {
    "CJK": "Chinese characters",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HANGUL": "Korean",
}
_FLAGS = range(0x1F1E6, 0x1F200)
_SKINS = range(0x1F3FB, 0x1F400)


def folders() -> list[Path]:
    """Where the fonts are."""
    # Looked up, not imported: matplotlib is large, and only its fonts are wanted.
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        return [FONTS]
    return [FONTS, Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"]


def printable(text: str) -> str:
    """A text with everything in it that can be printed, and the rest said in brackets."""
    # Most texts are of the first font's letters alone, and have nothing that is not seen.
    if text.isprintable() and _signs()[0].issuperset(map(ord, text)):
        return text
    parts = [_part(group) for group in _letters(text)]
    said = ""
    for kind, run in groupby(parts, key=lambda part: part[0]):
        whole = "".join(text for _, text in run)
        said += whole if kind == "" else f"[{whole.strip()}]" if kind == "sign" else f"[{kind}]"
    return said


def plain(text: str) -> str:
    """The same for the letters of the first font alone, one by one: can always be printed."""
    first = _signs()[0]
    return "".join(c if ord(c) in first and not unicodedata.combining(c) else _BLANK for c in text)


def _letters(text: str) -> list[str]:
    """Letters with the marks on them, without what steers a screen rather than being read."""
    found: list[str] = []
    for character in text:
        category = unicodedata.category(character)
        if category in ("Cc", "Zl", "Zp"):
            found.append(" " if character in "\t\n\r\v\f\x85\u2028\u2029" else "")
        elif category in ("Cs", "Cn", "Co") or (category == "Cf" and character not in _INVISIBLE):
            found.append(_BLANK if category in ("Cn", "Co") else "")
        elif (unicodedata.combining(character) or category in ("Mn", "Mc", "Me")) and found:
            found[-1] += character
        else:
            found.append(character)
    return [letter for letter in found if letter]


def _part(letter: str) -> tuple[str, str]:
    """What a letter is (``""`` printable, ``sign`` or a script) and what to write for it."""
    if all(c in _INVISIBLE for c in letter):
        return "", letter
    if any(_covers(signs, letter) for signs in _signs()):
        return "", letter
    base = letter[0]
    if any(ord(base) in signs for signs in _signs()):  # its marks cannot be put on it
        return "", base
    if ord(base) in _FLAGS:
        return "sign", chr(ord(base) - _FLAGS.start + ord("A"))
    if ord(base) in _SKINS:
        return "", ""
    name = unicodedata.name(base, "")
    if unicodedata.category(base).startswith("L") and name:
        first = name.replace("-", " ").split()[0]
        return _SCRIPTS.get(first, first.capitalize()), ""
    return ("sign", f" {name.lower()}") if name else ("", _BLANK)


def _covers(signs: frozenset[int], letter: str) -> bool:
    return all(ord(c) in signs or c in _INVISIBLE for c in letter)


@cache
def _signs() -> tuple[frozenset[int], ...]:
    """What each family can print, in both its weights."""
    from fontTools.ttLib import TTFont

    found = []
    for files in _FILES:
        paths = [folder / name for name in files for folder in folders()]
        weights = [
            frozenset(TTFont(path, lazy=True).getBestCmap()) for path in paths if path.exists()
        ]
        found.append(frozenset.intersection(*weights) if weights else frozenset())
    return tuple(found)
