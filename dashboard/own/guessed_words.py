"""What a file says of its figures by itself: the words that the form starts with."""

import re
from collections.abc import Mapping
from typing import Any

from dashboard.own.file_words import says_nothing, tidy, title_of
from dashboard.own.reading import OwnFile
from dashboard.own.words_form import FIELDS
from dashboard.parts.fields import field_id
from layers.own.layer_words import LONGEST
from layers.own.value_headings import is_no_count

# A year or a period: 2025, 2024/25, 2024-2025.
_PERIOD = re.compile(r"(?<!\d)(?:19|20)\d\d(?:\s?[/–-]\s?(?:(?:19|20)?\d\d))?(?!\d)")
_SHARED = re.compile(r"%|percent", re.I)


def guessed(file: OwnFile, name: str) -> dict[str, Any]:
    """Words by field of the form, as :class:`dashboard.own.decisions.Said` has them.

    Parameters
    ----------
    name
        The file's name.
    """
    heads = {role: file.header(role) for role in ("value", "numerator", "denominator")}
    header = heads["value"] or heads["numerator"]
    title = title_of(name)
    label = _without_period(title if says_nothing(header) else header)
    rate = is_rate(file)
    return {
        "label": f"{label[:1].upper()}{label[1:]}"[: LONGEST["label"]],
        "period": _period(file, header, title, file.sheet.name),
        "kind": "rate" if rate else "count",
        "unit": "%" if rate and _SHARED.search(heads["value"]) else "",
        "counted": _lower(_without_period(heads["numerator"])),
        "out_of": _lower(_without_period(heads["denominator"])),
        "people": file.columns.form != "points",  # asked of counts, "few" of rates
        "few": False,
        "published": False,
        "make": "marks",
        "short": "",
        "note": "",
    }


def unasked(file: OwnFile) -> Mapping[str, bool]:
    """Which fields of the form are not asked for a file of its form, by the id of their frame."""
    form = file.columns.form
    of = {
        "make": form != "points",
        "metres": True,  # until it is what is made
        "polarity": form == "points",  # the same
        "kind": form != "value",
        "unit": form in ("parts", "points"),
        "counted": form == "points",
        "out_of": form != "parts",
        "people": form == "points",  # of values it goes by the kind
        "few": form != "value",
        "published": form == "points",
    }
    return {str(field_id(FIELDS[name])): hidden for name, hidden in of.items()}


def _without_period(text: str) -> str:
    return re.sub(r"\s{2,}", " ", _PERIOD.sub("", tidy(text))).strip(" ,;:–-()[]")


def _period(file: OwnFile, *texts: str) -> str:
    if file.reading and file.reading.period:
        return file.reading.period
    found = (match[0] for text in texts if (match := _PERIOD.search(text)))
    return next(found, "")


def is_rate(file: OwnFile) -> bool:
    """Whether figures by area do not add up: their header says so, or they look like it."""
    if file.columns.form != "value":
        return False
    reading = file.reading
    if reading is None or "count" not in reading.kinds:
        return True
    # One below 0 is a slip in a count, rather than a reason to hide nothing of all the others.
    broken = any(one is not None and not one.is_integer() for one in reading.values)
    return "rate" in reading.kinds and (broken or is_no_count(file.called))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
