"""Text that could tell who a person is: postcodes, telephone and NHS numbers, e-mail addresses.

Whoever writes is warned before such a text is kept, and may keep it all the same: a venue has a
postcode, and a partner a telephone. What cannot be known by its form, such as a name, is not found.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec

from layers import toml_file
from layers.catalogue.place_codes import load_place_codes
from layers.exercise.plain_characters import as_read
from workspace import fields

FILE = Path(__file__).parent / "sensitive_text.toml"

Kind = Literal["postcode", "telephone", "nhs_number", "email"]

# Digits and letters right before or behind make it part of something longer, such as a code.
_START, _END = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
# The second half of a postcode never has the letters C, I, K, M, O and V (Royal Mail, PAF guide).
_POSTCODE = re.compile(
    rf"{_START}([A-Z]{{1,2}})[0-9][A-Z0-9]?\s{{0,2}}[0-9][ABD-HJLNP-UW-Z]{{2}}{_END}", re.I
)
_ORDINAL = re.compile(r"(?:1st|2nd|3rd|[4-90]th)$")  # room B12 3rd floor
_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+")
_ALONE = r"(?<!\d)(?<!\d[,.])"  # and no thousands in front
_NHS_NUMBER = re.compile(rf"{_ALONE}\d{{3}}[ -]?\d{{3}}[ -]?\d{{4}}(?!\d)")
# A country's code, or 0 and two digits or more; then groups of two digits and more. A row of times
# or counts has shorter ones.
_GAP = r"[ .-]{0,3}"
_ABROAD = rf"(?:\+|00){_GAP}[1-9]\d{{0,3}}{_GAP}(?:\(0?\d*\){_GAP})?\d+"
_HERE = rf"\(0\d{{2,4}}\){_GAP}\d{{2,}}|0[1-35-9]\d+"
_TELEPHONE = re.compile(rf"{_ALONE}(?:{_ABROAD}|{_HERE})(?:{_GAP}\d{{2,}})*(?!\d)")
_DIGITS_OF_TELEPHONE = range(10, 16)
_DATE = re.compile(
    r"(?<!\d)(?:(?P<day>\d{1,2})(?P<sign>[./-])(?P<month>\d{1,2})(?P=sign)(?:\d{4}|\d{2})"
    r"|\d{4}-(?P<month_iso>\d{2})-(?P<day_iso>\d{2}))(?!\d)"
)


class Found(NamedTuple):
    """What was found: its kind, where it begins in the text (in characters), and how it reads."""

    kind: Kind
    at: int
    what: str


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file: what each kind is called, and the sentences."""

    kinds: dict[str, str]
    said: dict[str, str]


@lru_cache(maxsize=1)
def texts() -> Texts:
    """The words of ``sensitive_text.toml``, read once."""
    return toml_file.read(FILE, Texts)


def found(text: str) -> list[Found]:
    """What of a text could tell who a person is, in order, however its characters are written.

    Returns
    -------
    list
        Postcodes in the form of those of the United Kingdom whose first letters there are;
        telephone numbers with ten digits or more; NHS numbers, whose last digit is a check (NHS
        Data Dictionary: the others weighted 10 to 2, modulo 11); e-mail addresses.
    """
    plain, origin = _plain(text)
    taken: list[tuple[int, int, Kind]] = []
    for kind, start, end in _matches(plain):
        if all(end <= first or last <= start for first, last, _ in taken):
            taken.append((start, end, kind))
    return [
        Found(kind, origin[start], text[origin[start] : origin[end - 1] + 1])
        for start, end, kind in sorted(taken)
    ]


def warnings(record: str, values: Mapping[str, Any]) -> dict[str, str]:
    """A sentence for each text of a record that holds such a thing; empty where none does.

    Parameters
    ----------
    record
        Its table: which of its fields are looked at, ``fields.toml`` says.
    values
        By field.
    """
    texts = {one: values.get(one.id) for one in fields.of(record) if one.free}
    return {
        one.id: said
        for one, text in texts.items()
        if isinstance(text, str) and (said := warning(one.label, text))
    }


def warning(label: str, text: str) -> str:
    """A sentence for a text that holds such a thing; empty where it does not.

    Parameters
    ----------
    label
        What the text is called where it is written.
    """
    those = found(text)
    if not those:
        return ""
    kinds, said = texts().kinds, texts().said
    if len(those) == 1:
        [one] = those
        first = said["one"].format(label=label, kind=kinds[one.kind], what=one.what)
    else:
        items = [said["item"].format(kind=kinds[one.kind], what=one.what) for one in those]
        joined = f"{', '.join(items[:-1])} and {items[-1]}"
        first = said["several"].format(label=label, kinds=joined)
    return f"{first} {said['advice']}"


def _plain(text: str) -> tuple[str, list[int]]:
    """A text in plain characters, and for each of them where it stands in the text as given."""
    shown, origin = [], []
    for at, character in enumerate(text):
        for one in as_read(character):
            # Hyphens of all kinds are signs between groups of digits.
            shown.append("-" if unicodedata.category(one) == "Pd" else one)
            origin.append(at)
    return "".join(shown), origin


def _matches(plain: str) -> Iterator[tuple[Kind, int, int]]:
    """All that seems to be of a kind; of what lies in another thing, the surer comes first."""
    for match in _EMAIL.finditer(plain):
        yield "email", *match.span()
    for match in _POSTCODE.finditer(plain):
        is_floor = match[1].isupper() and _ORDINAL.search(match[0])
        if match[1].upper() in load_place_codes().postcode_areas and not is_floor:
            yield "postcode", *match.span()
    undated = _DATE.sub(_without_date, plain)
    for match in _TELEPHONE.finditer(undated):
        if sum(map(str.isdigit, match[0])) in _DIGITS_OF_TELEPHONE:
            yield "nhs_number" if _is_nhs_number(match[0]) else "telephone", *match.span()
    for match in _NHS_NUMBER.finditer(undated):
        if _is_nhs_number(match[0]):
            yield "nhs_number", *match.span()


def _without_date(match: re.Match[str]) -> str:
    """As many signs as a date has, which are of no number; a text that is no date as it is."""
    day, month = (int(match[name] or match[f"{name}_iso"]) for name in ("day", "month"))
    is_date = 1 <= day <= 31 and 1 <= month <= 12
    return "/" * len(match[0]) if is_date else match[0]


def _is_nhs_number(text: str) -> bool:
    """Whether it has the form of one, and its last digit is the check of those before."""
    if not _NHS_NUMBER.fullmatch(text):
        return False
    digits = [int(one) for one in text if one.isdigit()]
    check = -sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False))
    return check % 11 == digits[-1]
