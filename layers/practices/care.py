"""Getting in and being looked after: what official publications say of practices.

Calls answered and waits, online requests, appointments within two weeks, people who smoke, and A&E
attendances of young children. Sums are of the practices that have a figure, and say of how many; a
practice without one is missing, never nought. Methods: ``docs/methods/care.md``.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import msgspec
import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.atlas import Atlas
from layers.bounded_cache import bounded_cache
from layers.catalogue.definitions import CATALOGUE, CatalogueError
from layers.statistics.intervals import Floats, Interval, poisson, wilson_percent

FILE = "care.toml"


class CareMeasure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One measure: its words from ``catalogue/care.toml``, and of when its newest figures are.

    Attributes
    ----------
    key, label, short
        By which the snapshot knows it, its name in a table, and in a narrow column.
    unit, per, decimals
        ``%`` or ``per 1,000``; what its numerator ÷ denominator is multiplied by.
    good
        Whether ``high`` or ``low`` is the better; empty where neither is.
    interval
        ``wilson`` or ``poisson``; empty for counts that are whole.
    source
        Its publication's id in ``data/sources.toml``.
    parts
        What the numerator counts, and the denominator.
    note
        What to know when reading it, as a sentence.
    development
        Whether the publisher calls it official statistics in development.
    period
        Of when it is: ``February 2026``; empty in the file.
    """

    key: str
    label: str
    short: str
    unit: Literal["%", "per 1,000"]
    per: int
    decimals: int
    good: Literal["high", "low", ""]
    interval: Literal["wilson", "poisson", ""]
    source: str
    parts: tuple[str, str]
    note: str
    development: bool
    period: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    measure: tuple[CareMeasure, ...]


@dataclass(frozen=True)
class _Newest:
    """The newest figures: by practice × measure, and England's by measure; and those of all periods
    as the snapshot has them, with England's in the order of time."""

    measures: Mapping[str, CareMeasure]
    parts: Mapping[str, pd.DataFrame]
    england: pd.Series
    every: pd.DataFrame
    periods: pd.DataFrame


@lru_cache(maxsize=1)
def load_measures(folder: Path | None = None) -> Mapping[str, CareMeasure]:
    """The measures by key, in the file's order.

    Raises
    ------
    CatalogueError
        When the file is missing or does not fit the schema.
    """
    path = (folder or CATALOGUE) / FILE
    try:
        read = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise CatalogueError(f"{FILE}: {error}.") from None
    return MappingProxyType({one.key: one for one in read.measure})


def measures(atlas: Atlas) -> Mapping[str, CareMeasure]:
    """The measures that the snapshot has, by key, in order; none where it was built without."""
    return _newest(atlas).measures


def of_group(atlas: Atlas, practices: Iterable[str]) -> pd.DataFrame:
    """The newest figures of some practices together.

    Returns
    -------
    pandas.DataFrame
        Indexed by measure: ``value`` in the measure's unit, its 95 % limits ``lower`` and
        ``upper`` (the publisher's own for a single practice, where it gives them), ``numerator``
        and ``denominator`` added up over the practices that have a figure, how many these are
        (``published``) and how many there are (``practices``). Missing where none has a figure.
    """
    wanted = tuple(dict.fromkeys(practices))
    if not wanted:
        # One that no publication names: everything is missing.
        return of_group(atlas, [""]).assign(practices=0)
    return _of_group(atlas, wanted).copy(deep=False)


@bounded_cache(500_000)
def _of_group(atlas: Atlas, practices: tuple[str, ...]) -> pd.DataFrame:
    # A page asks for its practice several times; for networks and places, all pages of theirs do.
    return by_unit(atlas, pd.Series("", index=list(practices))).droplevel("unit")


@lru_cache(maxsize=1)
def region(atlas: Atlas) -> pd.DataFrame:
    """The same for all practices here; not to be changed."""
    return of_group(atlas, atlas.practices.index)


def by_unit(atlas: Atlas, unit_of: pd.Series) -> pd.DataFrame:
    """What :func:`of_group` finds, of several units.

    Parameters
    ----------
    unit_of
        By practice code: the unit that it belongs to.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``unit`` and ``measure``, units as they first come; columns as
        :func:`of_group` gives them.
    """
    newest, units = _newest(atlas), unit_of.to_numpy()
    grouped = {
        part: table.reindex(unit_of.index).groupby(units, sort=False)
        for part, table in newest.parts.items()
    }
    counted = grouped["numerator"].sum(min_count=1)
    among = grouped["denominator"].sum(min_count=1)
    practices = unit_of.value_counts().reindex(counted.index).to_numpy()[:, None]
    per = np.array([one.per for one in newest.measures.values()], dtype=float)
    lower, upper = _limits(newest.measures, counted.to_numpy(), among.to_numpy())
    given = practices == 1
    found = {
        "value": per * counted.to_numpy() / among.to_numpy(),
        "lower": _prefer(grouped["lower"].first().to_numpy(dtype=float), lower, where=given),
        "upper": _prefer(grouped["upper"].first().to_numpy(dtype=float), upper, where=given),
        "numerator": counted.to_numpy(),
        "denominator": among.to_numpy(),
        "published": grouped["denominator"].count().to_numpy(),
        "practices": np.broadcast_to(practices, counted.shape),
    }
    index = pd.MultiIndex.from_product(
        [counted.index, list(newest.measures)], names=["unit", "measure"]
    )
    return pd.DataFrame({name: table.ravel() for name, table in found.items()}, index=index)


def by_practice(atlas: Atlas) -> pd.DataFrame:
    """The newest values: open practices × measures, missing where none is published."""
    return _newest(atlas).parts["value"].reindex(atlas.practices.index)


def england(atlas: Atlas) -> pd.Series:
    """England's values by measure, for the same periods, as the publications have them."""
    return _newest(atlas).england


def england_counted(atlas: Atlas) -> pd.DataFrame:
    """The same with what they rest on: ``value``, ``numerator`` and ``denominator`` by measure."""
    newest = _newest(atlas)
    last = newest.periods.drop_duplicates("measure", keep="last").set_index("measure")
    return last.reindex(list(newest.measures))[["value", "numerator", "denominator"]]


def over_time(atlas: Atlas, practice: str) -> pd.DataFrame:
    """A practice's figures of all periods that the snapshot holds.

    Returns
    -------
    pandas.DataFrame
        Columns ``measure``, ``period``, ``value``, ``lower``, ``upper``, ``numerator`` and
        ``denominator``, in the order of measures, and of time; periods that are not published
        for the practice are not there.
    """
    newest = _newest(atlas)
    mine = newest.every[newest.every["practice"] == practice]
    wanted = pd.MultiIndex.from_tuples(
        [
            (key, period)
            for key in newest.measures
            for period in newest.periods.loc[newest.periods["measure"] == key, "period"]
        ],
        names=["measure", "period"],
    )
    found = mine.set_index(["measure", "period"]).reindex(wanted).dropna(subset=["value"])
    return found.drop(columns="practice").reset_index()


def _limits(known: Mapping[str, CareMeasure], counted: Floats, among: Floats) -> Interval:
    """95 % limits of units × measures in the measures' units; NaN for measures without."""
    how = np.array([one.interval for one in known.values()], dtype=object)
    per = np.array([one.per for one in known.values()], dtype=float)
    shares = wilson_percent(np.where(how == "wilson", counted, np.nan), among)
    events = poisson(np.where(how == "poisson", counted, np.nan))
    lower, upper = (
        np.where(how == "wilson", share, per * event / among)
        for share, event in zip(shares, events, strict=True)
    )
    return Interval(lower, upper)


def _prefer(published: Floats, worked_out: Floats, *, where: npt.NDArray[np.bool_]) -> Floats:
    return np.where(where & ~np.isnan(published), published, worked_out)


@lru_cache(maxsize=1)
def _newest(atlas: Atlas) -> _Newest:
    every, whole = _table(atlas, "practice_care"), _table(atlas, "practice_care_england")
    # England's rows come oldest first.
    last = whole.drop_duplicates("measure", keep="last").set_index("measure")
    known = {
        key: msgspec.structs.replace(one, period=str(last.at[key, "period"]))
        for key, one in load_measures().items()
        if key in last.index
    }
    now = every[every["period"] == every["measure"].map(last["period"])]
    columns = list(known)
    parts = {
        part: now.pivot(index="practice", columns="measure", values=part).reindex(columns=columns)
        for part in ("lower", "upper", "numerator", "denominator")
    }
    # One value everywhere: publishers round theirs, to three decimals or to five.
    per = pd.Series({key: float(one.per) for key, one in known.items()}, dtype=float)
    parts["value"] = per * parts["numerator"] / parts["denominator"]
    country = last["value"].reindex(list(known))
    return _Newest(MappingProxyType(known), parts, country, every, whole)


def _table(atlas: Atlas, name: str) -> pd.DataFrame:
    found = atlas.extra(name)
    if not found.empty:
        return found
    kinds: dict[str, type] = {"practice": str, "measure": str, "period": str}
    numbers = ("numerator", "denominator", "value", "lower", "upper")
    kinds |= dict.fromkeys(numbers, float)
    return pd.DataFrame({column: pd.Series(dtype=kind) for column, kind in kinds.items()})
