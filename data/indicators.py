"""From publications to the values of every indicator, for all of England and for the atlas.

The catalogue says which columns make a numerator and a denominator; this module adds them up,
compares each area with all of England's, and keeps the areas of the atlas.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from data import tables
from data.errors import SourceError
from layers.catalogue.definitions import Catalogue, Indicator
from layers.statistics.diversity import simpson

PERCENTILES = tuple(range(101))
# The national IMD quintile 1 (NHS England, Core20PLUS5).
CORE20_DECILE = 2
# Decimals of people that are shared out over the areas of a ward: the browser does it again.
SHARED_OUT = 6


@dataclass
class Values:
    """What the build knows of the indicators.

    Attributes
    ----------
    areas
        Long table: ``indicator``, ``lsoa``, ``value``, ``numerator``, ``denominator``,
        ``national_percentile``; one indicator after another, areas in code order. The value of a
        share is left empty: it is the ratio of the two, which the reader works out.
    elsewhere
        The same without the percentile, for areas outside the atlas where patients of its
        practices live; of indicators that are known there.
    england
        One row for each indicator: ``value``, ``numerator``, ``denominator``, ``areas`` (how
        many have a value) and the percentiles ``p0`` … ``p100`` over England's areas.
    missing
        Sentences about indicators that could not be made.
    """

    areas: pd.DataFrame
    elsewhere: pd.DataFrame
    england: pd.DataFrame
    missing: list[str] = field(default_factory=list)


def compute(
    catalogue: Catalogue,
    frames: Mapping[str, tuple[str, pd.DataFrame]],
    england: pd.Index,
    chosen: pd.Index,
    residents: pd.Series,
    elsewhere: pd.Index | None = None,
    iod_population: pd.Series | None = None,
    english_totals: Mapping[str, pd.Series] | None = None,
) -> Values:
    """Work out every indicator of the catalogue.

    Parameters
    ----------
    catalogue
        The definitions.
    frames
        For each source id: the file's name and its frame, indexed by LSOA 2021 code. Attributed
        registers come as ``qof_…:REGISTER`` with columns ``numerator`` and ``denominator``.
    england, chosen
        Codes of all of England's areas and of the atlas's.
    residents
        Census residents by code: the weights of England's average score, and who the Core20 are.
    elsewhere
        Codes of England's areas outside the atlas that its practices' figures need; none if not
        given.
    iod_population
        By code: the weights of England's average of a score of the Indices, where known.
    english_totals
        By source that covers the atlas alone: England's people by column, of another table.
    """
    further: list[pd.DataFrame] = []
    areas: list[pd.DataFrame] = []
    summary: list[dict[str, float | str]] = []
    missing: dict[str, list[str]] = {}
    made: dict[str, pd.DataFrame] = {}
    # What is made from other indicators comes after them.
    ordered = sorted(catalogue.indicators.values(), key=lambda i: bool(i.components))
    for indicator in ordered:
        frame = _one(indicator, frames, england, made, residents)
        if frame is None or frame["value"].reindex(chosen).isna().all():
            missing.setdefault(_why_missing(indicator, frames), []).append(indicator.label)
            continue
        made[indicator.id] = frame
        frame["national_percentile"] = percentile(frame["value"])
        if indicator.derived == "core20":
            # Areas are in the Core20 or not, so a share of people has no place among them.
            frame["national_percentile"] = np.nan
        weights = residents if iod_population is None or not indicator.is_iod else iod_population
        england_has = _england(indicator, frame, weights)
        if english_totals and indicator.source in english_totals:
            england_has |= _from_totals(indicator, english_totals[indicator.source])
        summary.append({"indicator": indicator.id, **england_has})
        kept = frame.reindex(chosen)
        kept.insert(0, "indicator", indicator.id)
        areas.append(kept.rename_axis("lsoa").reset_index())
        if elsewhere is not None:
            # Left out where nothing is known there: an index of these districts alone, say.
            outside = frame.drop(columns="national_percentile").reindex(elsewhere)
            outside.insert(0, "indicator", indicator.id)
            known = outside["value"].notna()
            further.append(outside[known].rename_axis("lsoa").reset_index())
    shares = {i.id for i in catalogue.indicators.values() if i.is_share}
    long = _without_shares(pd.concat(areas, ignore_index=True), shares)
    columns = long.columns.drop("national_percentile")
    outside = (
        pd.concat(further, ignore_index=True) if further else pd.DataFrame(columns=list(columns))
    )
    return Values(
        long, _without_shares(outside, shares), pd.DataFrame(summary), _sentences(missing)
    )


def _without_shares(long: pd.DataFrame, shares: set[str]) -> pd.DataFrame:
    """The long table with the values of shares left empty."""
    return long.assign(value=long["value"].where(~long["indicator"].isin(shares)))


def percentile(values: pd.Series) -> pd.Series:
    """Where each value stands among all: share in percent of values below it, ties by halves.

    0 is the lowest and 100 the highest end; a missing value has no percentile. If fewer than 99
    in 100 areas have a value the comparison would not be national, and there is none.
    """
    known = values.notna().sum()
    if known < 0.99 * len(values):
        return pd.Series(np.nan, index=values.index)
    return ((values.rank(method="average") - 0.5) / known * 100).round(3)


def _one(
    indicator: Indicator,
    frames: Mapping[str, tuple[str, pd.DataFrame]],
    england: pd.Index,
    made: Mapping[str, pd.DataFrame],
    residents: pd.Series,
) -> pd.DataFrame | None:
    """Value, numerator and denominator of one indicator over England; None without a source."""
    if indicator.derived == "simpson":
        parts = [made[c]["numerator"] for c in indicator.components if c in made]
        if len(parts) != len(indicator.components):
            return None
        counts = pd.concat(parts, axis=1)
        frame = pd.DataFrame({"value": simpson(counts.to_numpy())}, index=england)
        return frame.assign(numerator=np.nan, denominator=counts.sum(axis=1)).round(6)
    if indicator.derived == "core20":
        if indicator.components[0] not in made:
            return None
        people = residents.reindex(england)
        inside = made[indicator.components[0]]["value"] <= CORE20_DECILE
        frame = pd.DataFrame({"numerator": people.where(inside, 0.0), "denominator": people})
        return frame.assign(value=100.0 * inside)
    key = f"{indicator.source}:{indicator.register}" if indicator.register else indicator.source
    if key not in frames:
        return None
    file, source = frames[key]
    source = source.reindex(england)
    if indicator.derived == "qof":
        frame = source[["numerator", "denominator"]].round(4)
        return frame.assign(value=100 * frame["numerator"] / frame["denominator"])
    if indicator.is_share:
        # The catalogue's check holds that a share has both.
        assert indicator.numerator is not None
        assert indicator.denominator is not None
        for measure in (indicator.numerator, indicator.denominator):
            if indicator.optional and not set(measure.columns) <= set(source.columns):
                return None
            tables.require_columns(measure.columns, list(source.columns), file)
        numerator = source[list(indicator.numerator.columns)].sum(axis=1, min_count=1)
        denominator = source[list(indicator.denominator.columns)].sum(axis=1, min_count=1)
        over = (numerator > denominator).to_numpy()
        if over.any():
            at = int(np.argmax(over))
            raise SourceError(
                file,
                f"{england[at]} has {numerator.iloc[at]:g} of {denominator.iloc[at]:g} "
                f"for '{indicator.label}'.",
                column=indicator.numerator.columns[0],
                remedy="A part cannot exceed its whole: check the columns in the catalogue.",
            )
        frame = pd.DataFrame({"numerator": numerator, "denominator": denominator})
        if indicator.grain:
            frame = frame.round(SHARED_OUT)
        value = 100 * frame["numerator"] / frame["denominator"].where(frame["denominator"] > 0)
        return frame.assign(value=value)
    if indicator.optional and indicator.column not in source.columns:
        return None
    tables.require_columns([indicator.column], list(source.columns), file)
    column = source[indicator.column]
    if indicator.kind == "category":
        column = _category_numbers(column, indicator, file)
    return pd.DataFrame(
        {
            "value": (column.astype(float) * indicator.scale).round(6),
            "numerator": np.nan,
            "denominator": np.nan,
        }
    )


def _category_numbers(column: pd.Series, indicator: Indicator, file: str) -> pd.Series:
    """Categories as their place in the definition's list, from 0."""
    places = {name: float(i) for i, name in enumerate(indicator.categories)}
    strange = column.notna() & ~column.isin(list(places))
    if strange.any():
        raise SourceError(
            file,
            f"{column[strange].iloc[0]!r} is not a category of '{indicator.label}'.",
            column=indicator.column,
            remedy="Add it to the categories in the catalogue.",
        )
    return column.map(places)


def _england(indicator: Indicator, frame: pd.DataFrame, residents: pd.Series) -> dict[str, float]:
    """England's value, as the definition says it is aggregated, and the spread of its areas."""
    value = frame["value"]
    numerator = denominator = figure = np.nan
    known = value.notna()
    national = known.mean() >= 0.99
    if national and indicator.aggregate == "ratio":
        numerator = frame["numerator"].sum()
        denominator = frame["denominator"].sum()
        figure = 100 * numerator / denominator
    elif national and indicator.aggregate == "sum":
        figure = numerator = value.sum()
    elif national and indicator.aggregate == "weighted_mean":
        weight = residents.reindex(frame.index).where(known, 0.0)
        figure = (value.fillna(0.0) * weight).sum() / weight.sum()
    spread = (
        np.percentile(value.dropna(), PERCENTILES)
        if national and indicator.derived != "core20"
        else np.full(len(PERCENTILES), np.nan)
    )
    return {
        "value": round(float(figure), 6),
        "numerator": round(float(numerator), 4),
        "denominator": round(float(denominator), 4),
        "areas": int(known.sum()),
        **{f"p{p}": round(float(v), 6) for p, v in zip(PERCENTILES, spread, strict=True)},
    }


def _from_totals(indicator: Indicator, totals: pd.Series) -> dict[str, float]:
    """England's share, from its people by column; nothing where a column is not there."""
    sums = []
    for measure in (indicator.numerator, indicator.denominator):
        columns = list(measure.columns) if measure else []
        if not columns or not set(columns) <= set(totals.index):
            return {}
        sums.append(float(totals[columns].sum()))
    numerator, denominator = sums
    value = round(100 * numerator / denominator, 6)
    return {"value": value, "numerator": numerator, "denominator": denominator}


def _why_missing(indicator: Indicator, frames: Mapping[str, tuple[str, pd.DataFrame]]) -> str:
    key = f"{indicator.source}:{indicator.register}" if indicator.register else indicator.source
    if key not in frames:
        return f"source {indicator.source} was not found"
    file, frame = frames[key]
    measures = (indicator.numerator, indicator.denominator)
    columns = {indicator.column} - {""} | {c for m in measures if m for c in m.columns}
    if not columns <= set(frame.columns):
        return f"{file} has no such columns"
    return f"{file} does not cover these districts"


def _sentences(reasons: Mapping[str, list[str]]) -> list[str]:
    """One sentence for each reason, naming what it keeps out."""
    return [f"Left out, because {why}: {'; '.join(labels)}." for why, labels in reasons.items()]
