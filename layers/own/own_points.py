"""Places of one's own: points with a name, to show on the map and to make layers of."""

import math
import re
from dataclasses import replace
from functools import cached_property

import msgspec
import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.ground.distances import pairs_within
from layers.ground.home_points import home_points
from layers.ground.nearest_home import nearest_areas
from layers.own.errors import OwnLayerError
from layers.own.layer_words import Words, worded
from layers.own.own_layer import Line, OwnLayer, Text
from layers.own.saved_form import SavedForm, digest_of
from layers.own.texts import say

PREFIX = "own_points_"
ID = re.compile(rf"{PREFIX}[0-9a-f]{{12}}")
MOST_POINTS = 1_000
MOST_BYTES = 120_000
LONGEST_NAME = 80
DECIMALS = 5  # of degrees: a metre
FORM = SavedForm("seldom-heard-own-points", "points", MOST_BYTES, texts="points")
# How far one may ask to reach, in metres as the crow flies.
LEAST_METRES, MOST_METRES = 50, 10_000


class OwnPoints(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """Places that somebody brought.

    Attributes
    ----------
    label, source, period, licence, note
        As of :class:`layers.own.own_layer.OwnLayer`; label and source are "" until somebody says.
    names, longitudes, latitudes
        One of each place, in order of name and position; degrees (WGS 84).

    They count no people: what is made of them is never suppressed.
    """

    label: Line
    names: tuple[str, ...]
    longitudes: tuple[float, ...]
    latitudes: tuple[float, ...]
    source: Line
    period: Line = ""
    licence: Line = ""
    note: Text = ""

    @cached_property
    def id(self) -> str:
        """Its name: it follows from all that it holds, so nothing else has it."""
        return PREFIX + digest_of(self.written)

    @cached_property
    def written(self) -> bytes:
        """The points as they travel and are kept: JSON, the same for the same points."""
        return FORM.written(self)

    @property
    def table(self) -> pd.DataFrame:
        """``name``, ``longitude`` and ``latitude``, a row each."""
        return pd.DataFrame(
            {"name": self.names, "longitude": self.longitudes, "latitude": self.latitudes}
        )


def read_points(content: bytes) -> OwnPoints:
    """Points from what :attr:`OwnPoints.written` made of them.

    Raises
    ------
    OwnLayerError
        When it is another file, larger than :data:`MOST_BYTES`, of a later version, or damaged; and
        as :func:`check` does.
    """
    points = FORM.read(content, OwnPoints)
    check(points)
    return points


def check(points: OwnPoints) -> None:
    """Hold what the words of the class promise.

    Raises
    ------
    OwnLayerError
        For no point, more than :data:`MOST_POINTS`, columns of different length, places without a
        name, names that are too long, and what are no degrees.
    """
    number = len(points.names)
    if not number or not points.label.strip():
        raise OwnLayerError(say("points", "empty"))
    if number > MOST_POINTS:
        raise OwnLayerError(say("points", "too_many", most=f"{MOST_POINTS:,}"))
    degrees = [
        *((one, 180) for one in points.longitudes),
        *((one, 90) for one in points.latitudes),
    ]
    if (
        not len(points.longitudes) == len(points.latitudes) == number
        or not all(math.isfinite(one) and abs(one) <= most for one, most in degrees)
        or not all(name.strip() and len(name) <= LONGEST_NAME for name in points.names)
    ):
        raise OwnLayerError(say("points", "other_file"))


def attribution(points: OwnPoints) -> str:
    """Whose places they are, of when, and what may be done with them: for what is made of them."""
    return say(
        "indicator",
        "attribution_points",
        label=points.label,
        of=", ".join(filter(None, (points.source, points.period))),
        licence=points.licence or say("indicator", "no_licence"),
    )


def counted_by_area(atlas: Atlas, points: OwnPoints, words: Words) -> OwnLayer:
    """How many of the places are in each of the atlas's areas: a count of every area.

    A place is in the area of the home nearest to it; one with no home within 1 km is in none.
    """
    areas = nearest_areas(atlas, points.table)
    number = areas.value_counts().reindex(atlas.areas.index, fill_value=0)
    return worded(
        replace(words, kind="count", people=False),
        codes=tuple(number.index),
        values=tuple(number.astype(float).tolist()),
        of_places=True,
    )


def within_reach(atlas: Atlas, points: OwnPoints, metres: float, words: Words) -> OwnLayer:
    """Whom the places are near: an area's residents stand evenly at its postcodes of homes.

    Parameters
    ----------
    metres
        As the crow flies, :data:`LEAST_METRES` to :data:`MOST_METRES`.
    words
        Its ``kind`` says which: ``share``, residents with one of the places within reach, of all
        residents (Census 2021); ``rate``, how many of the places an area's homes have within
        reach, on average.

    Raises
    ------
    OwnLayerError
        For another distance or kind, or words that do not fit.
    """
    if not LEAST_METRES <= metres <= MOST_METRES:
        most = f"{MOST_METRES:,}"
        raise OwnLayerError(say("points", "metres", least=LEAST_METRES, most=most))
    if words.kind == "count":
        raise OwnLayerError(say("made", "reach_kind"))
    words = replace(words, people=False)
    homes = home_points(atlas)
    at, _, _ = pairs_within(homes, points.table, metres)
    near = np.bincount(at, minlength=len(homes))
    found = pd.Series(near > 0 if words.kind == "share" else near, index=homes.index)
    by_area = (found * homes["share"]).groupby(homes["lsoa"]).sum()
    by_area = by_area.reindex(atlas.areas.index, fill_value=0.0)
    codes = tuple(by_area.index)
    if words.kind == "rate":
        means = tuple(by_area.round(4).tolist())
        return worded(words, codes=codes, values=means, of_places=True)
    residents = atlas.areas["residents"].astype(float)
    # Shares of an area's points add up to 1 but for rounding.
    reached = (by_area.clip(upper=1.0) * residents).round(1)
    return worded(
        words,
        codes=codes,
        numerators=tuple(reached.tolist()),
        denominators=tuple(residents.tolist()),
        of_places=True,
    )
