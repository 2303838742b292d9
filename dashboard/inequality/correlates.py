"""What can be set against each other: indicators, and over practices what is published of them."""

from dataclasses import dataclass

from dashboard.wording import number_text
from dashboard.wording.label_mark import own_marked
from layers.atlas import Atlas
from layers.practices import care


@dataclass(frozen=True)
class Correlate:
    """One of them, as tables and pictures say it.

    Attributes
    ----------
    label
        What it is called, marked where it is somebody's own.
    axis
        The same beside an axis, with its unit where the axis' numbers do not carry it.
    suffix
        What its numbers carry: ``%`` or nothing.
    unit, decimals
        How a value is written.
    """

    label: str
    axis: str
    suffix: str
    unit: str
    decimals: int

    def said(self, number: float) -> str:
        """A value with its unit."""
        return number_text.with_unit(number_text.fixed(number, self.decimals), self.unit)


def correlate(atlas: Atlas, name: str) -> Correlate:
    """An indicator or a care measure, by its id.

    Raises
    ------
    KeyError
        For what is neither.
    """
    measure = care.measures(atlas).get(name)
    if measure is not None:
        # A rate's label says per how many.
        unit = "%" if measure.unit == "%" else ""
        return Correlate(measure.label, measure.label, unit, unit, measure.decimals)
    one = atlas.indicators[name]
    plain = one.unit in ("%", "score", "index", "ratio") or one.unit in one.label
    label = own_marked(one)
    axis = label if plain else f"{label} ({one.unit})"
    return Correlate(label, axis, "%" if one.unit == "%" else "", one.unit, one.decimals)
