"""The people of a place by characteristic: how many, which share, and how that is elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.equality.characteristics import Characteristic, Group
from layers.equality.subject import AROUND, HERE, REGION, Subject, figures
from layers.practices import practice_error
from layers.practices.profile import Figure

# A group stands out where it is at least this share (%) of the people, and this many times as
# common as in England: less is true of nearly every place.
LEAST_SHARE = 1.0
LEAST_TIMES = 1.25


@dataclass(frozen=True)
class Row:
    """A group of people here and elsewhere.

    Attributes
    ----------
    here, around, region
        Shares with their people and likely range; ``around`` is None where the subject is all of
        what is around it.
    england
        England's share in percent; None where no publication gives it.
    counted
        Whether ``here`` is counted on the practices' own lists, and not estimated.
    """

    group: Group
    definition: Indicator
    here: Figure
    around: Figure | None
    region: Figure
    england: float | None
    counted: bool = False

    @property
    def above_england(self) -> float:
        """Times as common as in England, where the likely range lies above it; else 0."""
        here, england = self.here, self.england
        if self.group.unsaid or here.value is None or not england or here.value < LEAST_SHARE:
            return 0.0
        low = here.value if self.counted else here.lower
        return here.value / england if low is not None and low > england else 0.0


def people(atlas: Atlas, subject: Subject, characteristic: Characteristic) -> list[Row]:
    """Every group of a characteristic, in the file's order."""
    names = list(dict.fromkeys(group.counted_by for group in characteristic.group))
    found = figures(atlas, subject, names)
    return [_row(atlas, subject, group, found[group.counted_by]) for group in characteristic.group]


def standing_out(rows_of: Mapping[str, Sequence[Row]], most: int) -> list[Row]:
    """The group of each characteristic that is most above England's share, the most so first."""
    tops = [max(rows, key=lambda row: row.above_england) for rows in rows_of.values() if rows]
    tops = [row for row in tops if row.above_england >= LEAST_TIMES]
    return sorted(tops, key=lambda row: -row.above_england)[:most]


def _row(atlas: Atlas, subject: Subject, group: Group, found: Mapping[str, Figure]) -> Row:
    name, unit = group.counted_by, subject.unit
    shown = dict(found)
    counted = None if unit.areas else practice_error.on_lists(atlas, unit.practices, name)
    if counted is not None:
        on_lists = float(atlas.practices.loc[list(unit.practices), "list_size"].sum())
        shown[HERE] = Figure(counted, None, None, counted / 100 * on_lists, on_lists, known=1.0)
    england = atlas.england(name).value
    if group.rest_of:
        shown = {key: _rest(figure) for key, figure in shown.items()}
        england = None if england is None else 100 - england
    return Row(
        group,
        atlas.indicators[name],
        shown[HERE],
        shown.get(AROUND),
        shown[REGION],
        england,
        counted is not None,
    )


def _rest(figure: Figure) -> Figure:
    """Everybody else of a share's denominator."""
    if figure.value is None or figure.numerator is None or figure.denominator is None:
        return Figure(None, known=figure.known)
    return replace(
        figure,
        value=100 - figure.value,
        lower=None if figure.upper is None else 100 - figure.upper,
        upper=None if figure.lower is None else 100 - figure.lower,
        numerator=figure.denominator - figure.numerator,
        national_percentile=None,
        national_decile=None,
    )
