"""Who fares worst: health here against the rest around it and England, and by deprivation."""

from collections.abc import Iterable
from dataclasses import dataclass

from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.equality.subject import AROUND, HERE, REGION, REST, Subject, figures
from layers.inequality import gradient as gradients
from layers.inequality.gradient import Gradient
from layers.inequality.guards import Refused
from layers.practices import profile, units
from layers.practices.profile import Figure
from layers.practices.units import Unit
from layers.statistics.gaps import Gap, gap

WORSE, BETTER, LIKE = "worse", "better", "like"


@dataclass(frozen=True)
class Measure:
    """One measure here, around it, and in England.

    Attributes
    ----------
    here, around, rest, region
        Figures; None where the subject is all of what is around it.
    difference
        Here less the rest around it, with a 95 % interval; None where one of the two has none.
    """

    definition: Indicator
    here: Figure
    around: Figure | None
    rest: Figure | None
    region: Figure
    england: float | None
    difference: Gap | None

    @property
    def against_rest(self) -> str:
        """``worse``, ``better`` or ``like`` the rest; empty where it cannot be told."""
        found, polarity = self.difference, self.definition.polarity
        if found is None or polarity == "none":
            return ""
        if found.absolute_lower <= 0 <= found.absolute_upper:
            return LIKE
        return WORSE if (found.absolute > 0) == (polarity == "high") else BETTER

    @property
    def above_england(self) -> float:
        """Here over England's value, where its likely range lies above it; else 0."""
        if self.here.value is None or self.here.lower is None or not self.england:
            return 0.0
        return self.here.value / self.england if self.here.lower > self.england else 0.0


def measures(atlas: Atlas, subject: Subject, indicators: Iterable[str]) -> list[Measure]:
    """Some measures of a subject, in the order given."""
    names = list(indicators)
    found = figures(atlas, subject, names)
    return [
        Measure(
            atlas.indicators[name],
            found[name][HERE],
            found[name].get(AROUND),
            found[name].get(REST),
            found[name][REGION],
            atlas.england(name).value,
            _difference(found[name][HERE], found[name].get(REST)),
        )
        for name in names
    ]


def conditions(atlas: Atlas, subject: Subject) -> list[Measure]:
    """The modelled share of people with each condition, furthest above England first; only those
    above it beyond chance."""
    names = [name for name, one in atlas.indicators.items() if one.register]
    found = [one for one in measures(atlas, subject, names) if one.above_england > 1]
    return sorted(found, key=lambda one: -one.above_england)


@dataclass(frozen=True)
class ByDeprivation:
    """A gradient, the name of the place that it is of, and whether that is the subject itself."""

    gradient: Gradient
    place: str
    inside: bool


def by_deprivation(atlas: Atlas, subject: Subject, indicator: str) -> ByDeprivation | None:
    """An indicator of residents from the most to the least deprived areas.

    Of the subject's own areas; where they are too few to compare, of their districts. For
    practices, of the district where most of their patients live: patients' own health by
    deprivation is not known. None where the guards refuse all of these.
    """
    for unit in _residents(atlas, subject):
        try:
            found = gradients.gradient(
                atlas, indicator, weights=profile.of_areas(atlas, unit.areas)
            )
        except Refused:
            continue
        if found.gap_of_fifths is not None:
            return ByDeprivation(found, unit.name, unit is subject.unit)
    return None


def _residents(atlas: Atlas, subject: Subject) -> list[Unit]:
    if not subject.of_patients:
        return [unit for unit in (subject.unit, subject.around) if unit is not None]
    areas = atlas.areas
    weight = units.weights(atlas, subject.unit).reindex(areas.index).fillna(0.0)
    patients = (weight * areas["residents"]).groupby(areas["district_code"]).sum()
    return [units.unit(atlas, str(patients.idxmax()))]


def _difference(here: Figure, rest: Figure | None) -> Gap | None:
    if rest is None or None in (here.value, here.lower, here.upper):
        return None
    if None in (rest.value, rest.lower, rest.upper):
        return None
    parts = [(here.value, rest.value), (here.lower, rest.lower), (here.upper, rest.upper)]
    return gap(*parts)  # type: ignore[arg-type]
