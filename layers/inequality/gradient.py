"""The gradient of an indicator from the most to the least deprived, over areas or practices."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.geography import national_standing
from layers.inequality import age_adjustment, guards, orderings
from layers.inequality.age_adjusted_gradient import Adjusted, adjusted
from layers.inequality.guards import Guard, Refused
from layers.practices import profile
from layers.statistics import equal_groups
from layers.statistics.concentration import Concentration, concentration_curve, concentration_index
from layers.statistics.equal_groups import gap_of, slope_of
from layers.statistics.gaps import Attributable, Gap, attributable_share
from layers.statistics.intervals import wilson_percent
from layers.statistics.slope import SlopeIndex, Transform, standard_error

Floats = npt.NDArray[np.float64]
By = Literal["local", "national"]

FIFTHS = 5


@dataclass(frozen=True)
class Gradient:
    """An indicator by groups from the most to the least deprived, and what it adds up to.

    Attributes
    ----------
    indicator, ordering
        Their ids.
    over, by
        ``areas`` or ``practices``: what is put in groups; and whether in ``local`` or ``national``
        ones.
    groups
        By group, 1 the most deprived, as :func:`layers.statistics.equal_groups.group_table` gives
        it. Local groups are tenths of the people, or fifths where there are few areas; national
        ones are England's tenths, those that have areas here.
    value
        Of all groups together, in the indicator's unit.
    slope
        Slope and Relative Index of Inequality, in the indicator's unit.
    gap, gap_of_fifths
        Between the first and the last group, and between the most and the least deprived fifth
        (None where England has one of the two elsewhere only).
    attributable
        The share of cases that would not be there at the least deprived group's value; None where
        more is not worse.
    concentration
        The concentration index over areas or practices, with Erreygers' correction for shares;
        None without a natural zero.
    curve
        Cumulative shares of people and of cases from the most deprived on; None with it.
    guards
        Warnings that belong beside it.
    members
        The areas or practices: ``need``, ``population``, ``value``, ``numerator``,
        ``denominator`` and ``group``.
    adjusted
        The same adjusted for age; None where that was not validated.
    """

    indicator: str
    ordering: str
    over: Literal["areas", "practices"]
    by: By
    groups: pd.DataFrame
    value: float
    slope: SlopeIndex
    gap: Gap
    gap_of_fifths: Gap | None
    attributable: Attributable | None
    concentration: Concentration | None
    curve: tuple[Floats, Floats] | None
    guards: tuple[Guard, ...]
    members: pd.DataFrame
    adjusted: Adjusted | None = None


def gradient(
    atlas: Atlas,
    indicator: str,
    ordering: str = "imd",
    *,
    weights: pd.Series | None = None,
    by: By = "local",
    transform: Transform = "none",
) -> Gradient:
    """The gradient of an indicator over areas.

    Parameters
    ----------
    indicator
        Its id: a share, a rate or a score.
    ordering
        The id of an ordering, or of the indicator to order by.
    weights
        Which areas, and how much of each: as for :func:`layers.practices.profile.figure`
        (``of_areas`` for a district, ``layers.practices.units.weights`` for a practice or a
        network). All fully when not given.
    by
        ``local``: tenths of the people here. ``national``: England's tenths.
    transform
        As for :func:`layers.statistics.slope.slope_index`; ``logit`` is for shares only.

    Raises
    ------
    Refused
        When a guard refuses it: attributed registers, an indicator by itself, what cannot be
        averaged, fewer than five groups, tiny numbers. Its ``guard`` says why.
    KeyError
        For an unknown indicator or ordering.
    ValueError
        When the transform does not suit the indicator.
    """
    found = guards.guards(atlas, indicator, ordering)
    _refuse(found)
    definition = atlas.indicators[indicator]
    members = _areas(atlas, definition, ordering, weights)
    areas = len(atlas.areas) if weights is None else int((weights > 0).sum())
    _refuse(guards.cover_guard(definition, len(members), areas))
    residents = atlas.areas["residents"] if weights is None else atlas.areas["residents"] * weights
    found += guards.known_guards(definition, members["population"].sum(), residents.sum())
    if by == "national":
        groups = _national(atlas, ordering, members)
        both_ends = groups.le(2).any() and groups.ge(9).any()
        fifths = (groups + 1) // 2 if both_ends else None
    else:
        groups = _local(members)
        fifths = equal_groups.cut(members["need"], members["population"], FIFTHS)
    made = _make(definition, ordering, "areas", by, members, groups, fifths, found, transform)
    return replace(made, adjusted=adjusted(atlas, made.indicator, made.members, fifths, transform))


def by_district(
    atlas: Atlas, indicator: str, ordering: str = "imd", *, transform: Transform = "none"
) -> dict[str, Gradient | Guard]:
    """The gradient inside each district, by its code; a guard where one refuses it."""
    made: dict[str, Gradient | Guard] = {}
    districts = atlas.areas["district_code"]
    for code in sorted(atlas.districts):
        weights = profile.of_areas(atlas, districts.index[districts == code])
        try:
            made[code] = gradient(atlas, indicator, ordering, weights=weights, transform=transform)
        except Refused as refusal:
            made[code] = refusal.guard
    return made


def practice_gradient(
    atlas: Atlas,
    register: str,
    year: str,
    *,
    ordering: str = "imd",
    practices: Iterable[str] | None = None,
    prevalence: pd.DataFrame | None = None,
    transform: Transform = "none",
) -> Gradient:
    """The gradient of a disease register over practices, by the deprivation of their patients.

    Parameters
    ----------
    register
        As in ``atlas.prevalence``: ``HYP``, ``COPD`` …
    year
        ``2024-25``, say.
    ordering
        Taken as the mean over each practice's patients, wherever in England they live.
    practices
        Codes to keep to: those of a place or a network. All of the atlas when not given, also
        one that has closed since.
    prevalence
        Registers by practice and year, as ``atlas.prevalence``, which is taken when not given.
    transform
        As for :func:`layers.statistics.slope.slope_index`.

    Raises
    ------
    Refused, KeyError, ValueError
        As for :func:`gradient`; KeyError for a register or year that is not there.
    """
    rows = atlas.prevalence if prevalence is None else prevalence
    rows = rows[(rows["register"] == register) & (rows["year"] == year)].set_index("practice")
    if rows.empty:
        raise KeyError(f"there is no register {register!r} for {year!r}")
    definition = next((i for i in atlas.indicators.values() if i.register == register), None)
    if definition is None:
        raise KeyError(f"no indicator of the atlas has the register {register!r}")
    found = guards.practice_guards(atlas, definition.id, ordering)
    _refuse(found)
    home = atlas.directory.index[atlas.directory["home"] & atlas.directory["places_known"]]
    kept = home if practices is None else home.intersection(pd.Index(list(practices)))
    rows = rows[rows.index.isin(kept) & (rows["list_size"] > 0)].sort_index()
    members = pd.DataFrame(
        {
            "need": _practice_need(atlas, ordering).reindex(rows.index),
            "population": rows["list_size"].astype(float),
            "numerator": rows["on_register"].astype(float),
            "denominator": rows["list_size"].astype(float),
        }
    ).dropna()
    members["value"] = 100 * members["numerator"] / members["denominator"]
    groups = _local(members)
    fifths = equal_groups.cut(members["need"], members["population"], FIFTHS)
    return _make(
        definition, ordering, "practices", "local", members, groups, fifths, found, transform
    )


def practice_change(
    atlas: Atlas,
    register: str,
    years: Sequence[str] | None = None,
    *,
    ordering: str = "imd",
    practices: Iterable[str] | None = None,
    prevalence: pd.DataFrame | None = None,
    transform: Transform = "none",
) -> Mapping[str, Gradient]:
    """:func:`practice_gradient` for each year, oldest first, over the **same practices**.

    Only practices with the register in every year are kept, so that a change is not one of who
    reported. Where they lie and how deprived their patients are is the same in every year.

    Raises
    ------
    Refused, KeyError, ValueError
        As for :func:`practice_gradient`.
    """
    rows = atlas.prevalence if prevalence is None else prevalence
    rows = rows[(rows["register"] == register) & (rows["list_size"] > 0)]
    wanted = sorted(rows["year"].unique()) if years is None else list(years)
    kept = None if practices is None else set(practices)
    for year in wanted:
        reported = set(rows.loc[rows["year"] == year, "practice"])
        kept = reported if kept is None else kept & reported
    return {
        year: practice_gradient(
            atlas, register, year, ordering=ordering, practices=kept, prevalence=rows,
            transform=transform,
        )
        for year in wanted
    }  # fmt: skip


def _areas(
    atlas: Atlas, definition: Indicator, ordering: str, weights: pd.Series | None
) -> pd.DataFrame:
    """The areas with some weight, a value and a need, with their parts weighted."""
    table = atlas.table(definition.id)
    weight = pd.Series(1.0, index=table.index) if weights is None else weights
    weight = weight.reindex(table.index).fillna(0.0)
    members = pd.DataFrame(
        {
            "need": orderings.need(atlas, ordering),
            "population": weight * atlas.areas["residents"],
            "numerator": weight * table["numerator"] if definition.is_share else np.nan,
            "denominator": weight * table["denominator"] if definition.is_share else np.nan,
            "value": table["value"],
        }
    )
    expected = age_adjustment.expected(atlas, definition.id)
    if expected is not None:
        members["expected"] = weight * expected
    return members[(weight > 0) & members["value"].notna() & members["need"].notna()]


def _practice_need(atlas: Atlas, ordering: str) -> pd.Series:
    """What practices are ordered by: the mean over their patients, wherever in England."""
    if ordering == "imd":
        return atlas.directory["imd_score"]
    rows = atlas.registrations
    score = rows["lsoa"].map(orderings.need(atlas, ordering, everywhere=True))
    rows = rows.assign(weighted=rows["patients"] * score)[score.notna()]
    sums = rows.groupby("practice")[["weighted", "patients"]].sum()
    return sums["weighted"] / sums["patients"]


def _local(members: pd.DataFrame) -> pd.Series:
    enough = len(members) >= FIFTHS * equal_groups.FEWEST_MEMBERS
    groups = equal_groups.finest(members["need"], members["population"]) if enough else None
    if groups is None:
        raise Refused(guards.load_guards()["few_groups"])
    alike = members["population"].groupby(members["need"]).sum()
    if alike.max() > alike.sum() / groups.nunique():
        raise Refused(guards.load_guards()["tied"])
    return groups


def _national(atlas: Atlas, ordering: str, members: pd.DataFrame) -> pd.Series:
    """England's tenth of each area, 1 the most deprived."""
    by = orderings.ordering_of(atlas, ordering)
    tenths = national_standing.national_tenths(atlas, by.indicator).reindex(members.index)
    if by.without or tenths.isna().any():
        raise Refused(guards.load_guards()["no_national_groups"])
    if tenths.nunique() < FIFTHS:
        raise Refused(guards.load_guards()["few_groups"])
    return tenths.astype(int)


def _make(
    definition: Indicator,
    ordering: str,
    over: Literal["areas", "practices"],
    by: By,
    members: pd.DataFrame,
    groups: pd.Series,
    fifths: pd.Series | None,
    found: list[Guard],
    transform: Transform,
) -> Gradient:
    table = equal_groups.group_table(members, groups)
    if table["se"].isna().any():
        raise Refused(guards.load_guards()["few_groups"])
    share = bool(table["denominator"].notna().all())
    if share:
        found = [*found, *guards.number_guards(table["numerator"])]
        _refuse(found)
    people = table["denominator"] if share else table["population"]
    cases = float(table["numerator"].sum()) if share else None
    value = float((people * table["value"]).sum() / people.sum())
    ratio = guards.ratio_scale(definition)
    slope = slope_of(table, people, share, transform)
    found = [*found, *guards.slope_guards(definition, slope.ratio_holds)]
    concentration, curve = _concentration(members, share) if ratio and value > 0 else (None, None)
    worse = ratio and definition.polarity == "high" and value > 0
    return Gradient(
        indicator=definition.id,
        ordering=ordering,
        over=over,
        by=by,
        groups=table,
        value=value,
        slope=slope,
        gap=gap_of(table, ratio),
        gap_of_fifths=None
        if fifths is None
        else gap_of(equal_groups.group_table(members, fifths), ratio),
        attributable=attributable_share(table["value"], people, table["se"], cases=cases)
        if worse
        else None,
        concentration=concentration,
        curve=curve,
        guards=tuple(g for g in found if g.level == "warn"),
        members=members.assign(group=groups),
    )


def _concentration(
    members: pd.DataFrame, share: bool
) -> tuple[Concentration, tuple[Floats, Floats]]:
    order = -members["need"]
    if not share:
        index = concentration_index(members["value"], members["population"], order=order)
        cases = members["value"] * members["population"]
        return index, concentration_curve(cases, members["population"], order)
    errors = standard_error(*wilson_percent(members["numerator"], members["denominator"]))
    index = concentration_index(
        members["value"], members["denominator"], errors, order=order, bounds=(0, 100)
    )
    return index, concentration_curve(members["numerator"], members["denominator"], order)


def _refuse(found: list[Guard]) -> None:
    for guard in found:
        if guard.level == "refuse":
            raise Refused(guard)
