"""What is decided about a file, and what is said of its figures, as the page sends it."""

from typing import Annotated, Literal

import msgspec

from layers.own.own_columns import Form, Rest
from layers.own.own_layer import Line, Polarity, Short, Text
from layers.own.own_points import LEAST_METRES, MOST_METRES

Role = Literal["place", "value", "numerator", "denominator", "name", "easting", "northing", "year"]
# What can be made of a file of places.
Making = Literal["marks", "counted", "within"]
# Of those in ``[licences]`` of ``texts.toml``.
Licence = Literal["own", "ogl", "cc_by", "other"]
USUAL_METRES = 800
Name = Annotated[str, msgspec.Meta(max_length=300)]


class Decided(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What has been decided of how a file is read; empty where nobody has.

    Attributes
    ----------
    file
        Its name.
    sheet
        Of a workbook: the name of the sheet.
    columns
        By what they hold: headers, "" for no column.
    year
        Which year is read, of a column of years.
    rest
        What areas without a row are taken for, where rows are added up.
    """

    file: Name = ""
    sheet: Name = ""
    form: Form | Literal[""] = ""
    columns: dict[Role, Name] = msgspec.field(default_factory=dict)
    year: Name = ""
    rest: Rest = ""


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of the figures in the form, in the words of
    :class:`layers.own.layer_words.Words`.

    Attributes
    ----------
    people, few
        Of counts, whether they count people; of rates, whether some rest on few people.
    make, metres
        Of places: what is made of them, and how far is within reach.
    licence_other
        The licence, where it is another.
    """

    label: Line = ""
    short: Short = ""
    kind: Literal["count", "rate"] = "count"
    unit: Short = ""
    polarity: Polarity = "none"
    counted: Line = ""
    out_of: Line = ""
    source: Line = ""
    period: Line = ""
    licence: Licence = "own"
    licence_other: Line = ""
    note: Text = ""
    people: bool = False
    few: bool = False
    published: bool = False
    make: Making = "marks"
    metres: Annotated[int, msgspec.Meta(ge=LEAST_METRES, le=MOST_METRES)] = USUAL_METRES


class Wished(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file's figures as a layer: how the file is read, and what they are."""

    decided: Decided
    said: Said
