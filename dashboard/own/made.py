"""What is made of a file and of what is said of its figures: a layer, or places for the map."""

from dashboard.own.decisions import Said, Wished
from dashboard.own.reading import OwnFile, read_file
from dashboard.own.texts import say
from dashboard.upload.limits import UploadError
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.own.layer_words import LONGEST, NEEDED, Words
from layers.own.made_layer import make_layer, make_points
from layers.own.own_layer import Kind, OwnLayer
from layers.own.own_points import OwnPoints, counted_by_area, within_reach
from layers.statistics.suppression import Rule


def lacking(said: Said) -> str:
    """The first field that must be filled in and is not; "" for none."""
    return next((name for name in NEEDED if not getattr(said, name).strip()), "")


def made(content: bytes, atlas: Atlas, wished: Wished, rule: Rule) -> OwnLayer | OwnPoints:
    """What a file's figures come to.

    Parameters
    ----------
    rule
        Which counts of people are small, and which numbers of rows.

    Raises
    ------
    dashboard.upload.limits.UploadError
        For a file that cannot be read.
    layers.own.own_layer.OwnLayerError
        For figures that make no layer.
    """
    file = read_file(content, atlas, wished.decided, rule)
    if file.reading is None:
        raise UploadError(file.why)
    said, words = wished.said, words_of(file, wished.said)
    if file.reading.points is None:
        return make_layer(file.reading, words, rule)
    points = make_points(file.reading, words)
    if said.make == "counted":
        return counted_by_area(atlas, points, words)
    if said.make == "within":
        return within_reach(atlas, points, said.metres, words)
    return points


def words_of(file: OwnFile, said: Said) -> Words:
    """What is said of the figures, as layers have it."""
    form = file.columns.form
    label, counted, out_of = said.label, said.counted, said.out_of
    kind: Kind = said.kind if form == "value" else "share" if form == "parts" else "count"
    if form == "points":
        metres = count(said.metres)
        label = _with_end(label, say("words", f"label_{said.make}", metres=metres))
        if said.make == "within":
            kind, counted = "share", say("words", "reached", metres=metres)
            out_of = say("words", "reached_of")
    licence = said.licence_other if said.licence == "other" else say("licences", said.licence)
    return Words(
        label=label,
        short=said.short,
        unit=said.unit,
        polarity=said.polarity,
        counted=counted,
        out_of=out_of,
        source=said.source,
        period=said.period,
        licence=licence,
        note=said.note,
        published=said.published,
        people=said.few if kind == "rate" else said.people,
        kind=kind,
    )


def _with_end(label: str, end: str) -> str:
    """A name that says at its end what was made of places; it stays as long as names may be."""
    return f"{label.strip()[: LONGEST['label'] - len(end)]}{end}"
