"""Fields of what is asked and answered, as marshmallow and the OpenAPI document know them.

Their descriptions are in ``texts.toml``: by the field's name, or by ``<Row>.<name>`` where that
needs another.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Literal

import marshmallow as ma
from marshmallow import fields, validate
from webargs.fields import DelimitedList

from dashboard.api.texts import TEXTS

MOST_ROWS = 1_000
MOST_CODES = 200
UNKNOWN = "unknown"  # said of an argument that there is not; problems.py makes a sentence of it
MOST_AMOUNT = 9_999_999  # of a criterion, as an address can hold it
# What a row's field is; with a question mark, it may be null.
Kind = Literal["text", "text?", "whole", "whole?", "number", "number?", "flag", "texts", "numbers"]
_ID = r"^[a-z][a-z0-9_]{0,79}$"
_CODE = r"^[A-Za-z0-9][A-Za-z0-9-]{0,59}$"
_DIGITS = re.compile(r"-?[0-9]{1,9}")

_MAKERS: dict[str, Callable[..., Any]] = {
    "text": fields.Str,
    "whole": fields.Int,
    "number": fields.Float,
    "flag": fields.Bool,
    "texts": lambda **of: fields.List(fields.Str(), **of),
    "numbers": lambda **of: fields.Dict(fields.Str(), fields.Float(allow_none=True), **of),
}


def like(pattern: str, what: str) -> validate.Regexp:
    """What a text has to look like; ``what`` names the sentence that says so."""
    return validate.Regexp(pattern, error=TEXTS.sections["like"][what])


class Whole(fields.Int):
    """A whole number in plain digits: Python's own reading takes ``1_0`` too."""

    def _validated(self, value: Any) -> int:
        if isinstance(value, bool | float) or not _DIGITS.fullmatch(str(value)):
            raise self.make_error("invalid", input=value)
        return super()._validated(value)


class Amount(fields.Float):
    """A number, which JSON can also write as text: that is refused."""

    def _validated(self, value: Any) -> float:
        if isinstance(value, bool | str):
            raise self.make_error("invalid", input=value)
        return super()._validated(value)


def row(name: str, /, **kinds: Kind) -> type[ma.Schema]:
    """The schema of a row: every field is there, in this order, and no other."""
    made = {
        field: _MAKERS[kind.rstrip("?")](
            required=True,
            allow_none=kind.endswith("?"),
            metadata={"description": described(field, name)},
        )
        for field, kind in kinds.items()
    }
    return _schema(name, made)


def answer(name: str, of: type[ma.Schema], *, one: bool, more: dict[str, Any]) -> type[ma.Schema]:
    """The schema of a whole answer: ``data``, how many there are, and how to go on.

    Parameters
    ----------
    one
        Whether ``data`` is one thing and no list.
    more
        Further fields beside it.
    """
    nested = fields.Nested(of, required=True)
    listed = fields.List(nested, required=True, metadata={"description": described("data")})
    made: dict[str, Any] = {"data": nested if one else listed}
    if not one:
        made["total"] = _of(fields.Int, "total")
        made["next"] = _of(fields.Str, "next", allow_none=True)
        made["cursor"] = _of(fields.Str, "cursor", allow_none=True)
    return _schema(name, made | more)


def part(name: str, of: type[ma.Schema], *, many: bool = False) -> Any:
    """A further field of an answer, which is a row or a list of them."""
    about = {"description": described(name)}
    if many:
        return fields.List(fields.Nested(of), required=True, metadata=about)
    return fields.Nested(of, required=True, metadata=about)


def text_part(name: str) -> Any:
    """A further field of an answer, which is a text."""
    return _of(fields.Str, name)


def whole_part(name: str) -> Any:
    """The same of a whole number."""
    return _of(fields.Int, name)


def texts_part(name: str) -> Any:
    """The same of several texts."""
    return fields.List(fields.Str(), required=True, metadata={"description": described(name)})


def asked(name: str, of: dict[str, Any]) -> type[ma.Schema]:
    """The schema of a request's arguments; others than these are refused."""
    return _schema(name, of)


def _schema(name: str, made: dict[str, Any]) -> type[ma.Schema]:
    found = ma.Schema.from_dict(made, name=name)

    class Closed(found):  # type: ignore[valid-type,misc]
        class Meta:
            unknown = ma.RAISE
            ordered = True

        error_messages: ClassVar[dict[str, str]] = {"unknown": UNKNOWN}

    Closed.__name__ = Closed.__qualname__ = name
    return Closed


def described(field: str, owner: str = "") -> str:
    """What a field or an argument is, in words."""
    return TEXTS.of("field", f"{owner}.{field}") or TEXTS.sections["field"][field]


def _of(kind: Callable[..., Any], name: str, **more: Any) -> Any:
    return kind(required=True, metadata={"description": described(name)}, **more)


# ---- arguments ----


def id_of(name: str, **more: Any) -> Any:
    """The id of an indicator or the like."""
    return _argument(fields.Str, name, validate=like(_ID, "id"), **more)


def ids_of(name: str, most: int, **more: Any) -> Any:
    """Ids with commas between."""
    inner = fields.Str(validate=like(_ID, "id"))
    return _list(name, inner, most, **more)


def code_of(name: str, **more: Any) -> Any:
    """The code of an area, a practice or the like."""
    return _argument(fields.Str, name, validate=like(_CODE, "code"), **more)


def codes_of(name: str, most: int = MOST_CODES, pattern: str = "", **more: Any) -> Any:
    """Codes with commas between; with a pattern, each with a weight."""
    fits = like(pattern, "weighted") if pattern else like(_CODE, "code")
    inner = fields.Str(validate=fits)
    return _list(name, inner, most, **more)


def choice_of(name: str, among: Sequence[str], **more: Any) -> Any:
    """One of a few words."""
    return _argument(fields.Str, name, validate=validate.OneOf(list(among)), **more)


def text_of(name: str, longest: int, pattern: str = "", what: str = "", **more: Any) -> Any:
    """Any text, not longer than so many letters; with a pattern, one that fits it."""
    held: list[Any] = [validate.Length(max=longest)]
    held += [like(pattern, what)] if pattern else []
    return _argument(fields.Str, name, validate=held, **more)


def flag_of(name: str, **more: Any) -> Any:
    """Yes or no."""
    return _argument(fields.Bool, name, truthy={True}, falsy={False}, **more)


def amount_of(name: str, **more: Any) -> Any:
    """A number as an address can hold it: seven digits, and four after the point."""
    return _argument(Amount, name, validate=validate.Range(-MOST_AMOUNT, MOST_AMOUNT), **more)


def many_of(name: str, inner: type[ma.Schema], fewest: int, most: int) -> Any:
    """A list of objects."""
    length = validate.Length(min=fewest, max=most)
    return _argument(
        lambda **of: fields.List(fields.Nested(inner), **of), name, validate=length, required=True
    )


def plain_codes_of(name: str) -> Any:
    """Codes in a list, where what is asked is posted."""
    inner = fields.Str(validate=like(_CODE, "code"))
    length = validate.Length(max=MOST_CODES)
    return _argument(lambda **of: fields.List(inner, **of), name, validate=length)


def number_of(name: str, least: int, most: int, **more: Any) -> Any:
    """A whole number."""
    return _argument(Whole, name, validate=validate.Range(least, most), **more)


def paging() -> dict[str, Any]:
    """How many rows, from where on, and in which format; every list takes these."""
    return {
        "limit": number_of("limit", 1, MOST_ROWS, load_default=MOST_ROWS),
        "cursor": _argument(
            fields.Str, "cursor", validate=like(r"^[A-Za-z0-9_-]{1,60}$", "cursor")
        ),
        **form(),
    }


def form() -> dict[str, Any]:
    """In which format an answer is wanted."""
    return {"format": choice_of("format", ("json", "csv"))}


def _argument(kind: Callable[..., Any], name: str, **more: Any) -> Any:
    return kind(metadata={"description": described(name, "asked")}, **more)


def _list(name: str, inner: Any, most: int, **more: Any) -> Any:
    length = validate.Length(min=1, max=most)
    about = {"description": described(name, "asked")}
    return DelimitedList(inner, validate=length, metadata=about, **more)
