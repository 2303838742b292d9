"""What is made of a file and of what is said of its figures: a layer, or places for the map."""

from dashboard.own.decisions import Said, Wished
from dashboard.own.reading import OwnFile, read_file
from dashboard.own.texts import say
from dashboard.upload.limits import UploadError
from layers.atlas import Atlas
from layers.own.made_layer import Words, make_layer
from layers.own.own_layer import OwnLayer
from layers.own.own_points import OwnPoints, counted_by_area, with_words, within_reach

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
    points = with_words(points, words)
    if said.make == "marks":
        return points
    if said.make == "counted":
        return counted_by_area(atlas, points, words)
    return within_reach(atlas, points, said.metres, words)


def words_of(file: OwnFile, said: Said) -> Words:
    """What is said of the figures, as layers have it."""
    form = file.columns.form
    kind = {"value": said.kind, "parts": "share", "cases": "count", "points": "count"}[form]
    licence = said.licence_other if said.licence == "other" else say("licences", said.licence)
    return Words(
        label=said.label.strip(),
        short=said.short.strip(),
        unit="%" if kind == "share" else said.unit.strip(),
        polarity=said.polarity,
        counted=said.counted.strip(),
        out_of=said.out_of.strip(),
        source=said.source.strip(),
        period=said.period.strip(),
        licence=licence.strip(),
        note=said.note.strip(),
        published=said.published,
        people=said.people,
        kind=kind,
    )
