"""What is made of a file and of what is said of its figures: a layer, or places for the map."""

import msgspec

from dashboard.own.decisions import Making, Said, Wished
from dashboard.own.reading import OwnFile, read_file
from dashboard.own.texts import say
from dashboard.upload.limits import UploadError
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.own.made_layer import Words, make_layer
from layers.own.own_layer import Kind, OwnLayer
from layers.own.own_points import OwnPoints, counted_by_area, within_reach

LONGEST = 120  # as of any layer's name
# What must be said, in the order in which the form asks for it.
NEEDED = ("label", "source", "period")


def lacking(said: Said) -> str:
    """The first field that must be filled in and is not; "" for none."""
    return next((name for name in NEEDED if not getattr(said, name).strip()), "")


def made(content: bytes, atlas: Atlas, wished: Wished) -> OwnLayer | OwnPoints:
    """What a file's figures come to.

    Raises
    ------
    dashboard.upload.limits.UploadError
        For a file that cannot be read.
    layers.own.own_layer.OwnLayerError
        For figures that make no layer.
    """
    file = read_file(content, atlas, wished.decided)
    if file.reading is None:
        raise UploadError(file.why)
    said, words = wished.said, words_of(file, wished.said)
    points = file.reading.points
    if points is None:
        return make_layer(file.reading, words)
    if said.make == "marks":
        named = ("label", "source", "period", "licence", "note")
        return msgspec.structs.replace(points, **{name: getattr(words, name) for name in named})
    if said.make == "counted":
        return counted_by_area(atlas, points, words)
    return within_reach(atlas, points, said.metres, words)


def words_of(file: OwnFile, said: Said) -> Words:
    """What is said of the figures, as layers have it."""
    form = file.columns.form
    within = form == "points" and said.make == "within"
    kind: Kind = "share" if within or form == "parts" else said.kind if form == "value" else "count"
    licence = said.licence_other if said.licence == "other" else say("licences", said.licence)
    metres = count(said.metres)
    return Words(
        label=_label(said, said.make if form == "points" else "marks"),
        short=said.short.strip(),
        unit="%" if kind == "share" else said.unit.strip(),
        polarity=said.polarity,
        counted=say("words", "reached", metres=metres) if within else said.counted.strip(),
        out_of=say("words", "reached_of") if within else said.out_of.strip(),
        source=said.source.strip(),
        period=said.period.strip(),
        licence=licence.strip(),
        note=said.note.strip(),
        published=said.published,
        people=said.people,
        kind=kind,
    )


def _label(said: Said, make: Making) -> str:
    """The name; of what is made of places, what that is follows."""
    label = said.label.strip()
    if make == "marks":
        return label
    said_of = say("words", f"label_{make}", metres=count(said.metres))
    return f"{label[: LONGEST - len(said_of)]}{said_of}"
