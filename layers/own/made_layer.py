"""A layer of what was read of a table and what somebody says of it: what is small is hidden here.

Nothing that counts people leaves this module before it was suppressed by
:mod:`layers.statistics.suppression`, as counts of exercises are.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from layers.own.errors import OwnLayerError
from layers.own.layer_words import Words, texts, worded
from layers.own.own_layer import Kind, OwnLayer
from layers.own.own_points import OwnPoints
from layers.own.own_points import check as check_points
from layers.own.own_table import Reading
from layers.own.resident_rates import per_residents
from layers.own.texts import say
from layers.statistics.suppression import Rule, protect, standing

Column = tuple[float | None, ...]
_DIGITS = 10  # of a figure: more are rounding


def make_layer(reading: Reading, words: Words, rule: Rule | None = None) -> OwnLayer:
    """The layer of a table.

    Counts of people that are not published are suppressed: small ones hidden, others rounded to
    the nearest 5, and where one is hidden by itself another one, so that a total of the file that
    somebody knows does not give it away (:func:`layers.statistics.suppression.protect`, which
    goes by how many would be expected among an area's residents). Of a share numerators and
    denominators are suppressed alike.

    A value in percent without its parts ("share" of a column of values) is a rate with the unit %.
    Counts that are to be rates of residents are suppressed as counts, and only then divided: a
    hidden count has no rate, and others give back the rounded count.

    Parameters
    ----------
    rule
        Which counts are small; the usual one when not given.

    Raises
    ------
    OwnLayerError
        Where the table cannot be what the words say; for rates of people that are not published,
        whose small counts nobody can see to hide; where all would be hidden; and where words do
        not fit.
    """
    kind = _kind(reading, words)
    if kind == "rate":
        if words.people and not words.published:
            raise OwnLayerError(say("made", "rate_of_people"))
        columns: tuple[Column, ...] = (reading.values,)
    elif kind == "count":
        columns = (reading.sums,)
    else:
        columns = (reading.numerators, reading.denominators)
    there = [all(one is not None for one in figures) for figures in zip(*columns, strict=True)]
    if words.people and not words.published:
        rule = rule or Rule()
        columns = tuple(_suppressed(column, there, reading.residents, rule) for column in columns)
    shown = [all(one is not None for one in figures) for figures in zip(*columns, strict=True)]
    if not any(there):
        raise OwnLayerError(say("made", "nothing"))
    if not any(shown):
        raise OwnLayerError(say("made", "all_hidden"))
    if words.per_residents and kind == "count":
        columns = (per_residents(columns[0], reading.residents),)
    columns = tuple(_of(column, shown) for column in columns)
    names = ("numerators", "denominators") if kind == "share" else ("values",)
    unit = "%" if words.kind == "share" else words.unit
    return worded(
        replace(words, kind=kind, unit=unit),
        level=reading.level,
        codes=reading.codes,
        **dict(zip(names, columns, strict=True)),
        hidden=reading.hidden + sum(there) - sum(shown),
        carried=reading.carried,
    )


def make_points(reading: Reading, words: Words) -> OwnPoints:
    """The places of a table, with what somebody says of them.

    Raises
    ------
    OwnLayerError
        Where the table was not read as places, or words do not fit.
    """
    if reading.points is None:
        raise OwnLayerError(say("made", "no_points"))
    said = texts(words)
    points = OwnPoints(
        names=reading.points.names,
        longitudes=reading.points.longitudes,
        latitudes=reading.points.latitudes,
        **{name: said[name] for name in ("label", "source", "period", "licence", "note")},
    )
    check_points(points)
    return points


def _kind(reading: Reading, words: Words) -> Kind:
    if words.kind in reading.kinds:
        return words.kind
    if words.kind == "share" and "rate" in reading.kinds:
        return "rate"
    raise OwnLayerError(say("made", f"not_{words.kind}"))


def _suppressed(
    column: Column, there: Sequence[bool], residents: Sequence[float], rule: Rule
) -> Column:
    """A column of counts as it may be shown; None where a figure is hidden."""
    known = np.array(there)
    counts = np.array(column, dtype=float)[known]
    live = np.array(residents)[known]
    expected = standing(counts, rule).sum() * live / (live.sum() or 1.0)
    tables, wanted = {"areas": pd.Series(counts)}, {"areas": pd.Series(expected)}
    shown = np.full(len(column), np.nan)
    shown[known] = protect(tables, rule=rule, expected=wanted)["areas"].to_numpy()
    return tuple(None if np.isnan(value) else float(value) for value in shown)


def _of(column: Column, shown: Sequence[bool]) -> Column:
    """The figures that are shown, without digits that are only rounding."""
    return tuple(
        float(f"{value:.{_DIGITS}g}") if is_shown and value is not None else None
        for value, is_shown in zip(column, shown, strict=True)
    )
