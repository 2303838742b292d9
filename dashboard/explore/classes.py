"""The classes of a view as the screen shows them: which area falls in which, colours and words."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.explore.view import ViewState
from dashboard.wording.class_words import class_colours, class_words, fifth_said, groups_said
from dashboard.wording.legend import level_words, texts
from dashboard.wording.number_text import value
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.geography import levels
from layers.geography.class_breaks import Breaks, breaks_for, thirds

Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Classes:
    """The classes of a view.

    Attributes
    ----------
    of
        The class of each area of the level, by code; −1 where there is no figure.
    colours, labels
        Of each class, the lowest values first.
    said
        Which kind of groups they are, in words.
    england
        The class in which England's value falls, −1 for none.
    fifth
        Of national deciles: what the first two are together; else empty.
    """

    of: pd.Series
    colours: tuple[str, ...]
    labels: tuple[str, ...]
    said: str
    england: int = -1
    fifth: str = ""


def second_of(atlas: Atlas, view: ViewState) -> str:
    """The indicator that the view's is crossed with; ``""`` where there is none, or where one of
    the two has kinds, which are no more and less."""
    if not view.second:
        return ""
    both = (view.indicator, view.second)
    return "" if any(atlas.indicators[i].kind == "category" for i in both) else view.second


def breaks_of(atlas: Atlas, view: ViewState) -> Breaks:
    """How a view of one indicator is cut."""
    asked = view.classes
    return breaks_for(
        atlas,
        view.indicator,
        view.level,
        kind=asked.kind if asked else "",
        number=asked.number if asked else 5,
        national=bool(asked and asked.national),
        thresholds=asked.thresholds if asked else (),
    )


def screen_classes(atlas: Atlas, view: ViewState) -> Classes:
    """The classes that the screen shows for a view of one indicator."""
    definition, asked = atlas.indicators[view.indicator], view.classes
    cut = breaks_of(atlas, view)
    values = levels.table_at(atlas, view.indicator, view.level)["value"]
    if values.isna().all():
        return Classes(pd.Series(-1, index=values.index), (), (), texts().said["larger"])
    return Classes(
        of=pd.Series(cut.place(values), index=values.index),
        colours=tuple(class_colours(len(cut.bounds), definition)),
        labels=tuple(class_words(cut, definition)),
        said=groups_said(
            cut,
            asked.number if asked else 5,
            atlas.name,
            level_words(atlas, view.level).many,
            partly=bool(values.isna().any()),
        ),
        england=_england(atlas, definition, cut),
        fifth=fifth_said(cut, definition),
    )


def _england(atlas: Atlas, definition: Indicator, cut: Breaks) -> int:
    value = atlas.england(definition.id).value
    # A sum over England is no yardstick for an area.
    if value is None or definition.aggregate == "sum":
        return -1
    return int(cut.place([value])[0])


def crossed_classes(atlas: Atlas, view: ViewState) -> Classes:
    """The nine classes of two indicators at once: 3 × the third of the second + that of the first,
    both from least to most need."""
    across, up = (_thirds(atlas, i, view.level) for i in (view.indicator, view.second))
    of = across.where((across < 0) | (up < 0), 3 * up + across).where(up >= 0, -1)
    first, second = atlas.indicators[view.indicator], atlas.indicators[view.second]
    names = [texts().crossed.axis[one.polarity].thirds for one in (first, second)]
    labels = [
        f"{first.label}: {names[0][at % 3]}; {second.label}: {names[1][at // 3]}" for at in range(9)
    ]
    return Classes(of, texts().crossed.colours, tuple(labels), _said(atlas, view, across, up))


def _thirds(atlas: Atlas, indicator: str, level: str) -> pd.Series:
    values = levels.table_at(atlas, indicator, level)["value"]
    return pd.Series(thirds(values, atlas.indicators[indicator].polarity), index=values.index)


def _said(atlas: Atlas, view: ViewState, across: pd.Series, up: pd.Series) -> str:
    """How both are cut, and where shared values leave fewer than three groups."""
    words = texts().crossed
    groups = f"{atlas.name} {level_words(atlas, view.level).many}"
    if ((across < 0) | (up < 0)).any():
        groups = texts().said["both_known"].format(groups=groups)
    lines = [words.note.format(groups=groups)]
    axes = ((words.across, view.indicator, across), (words.up, view.second, up))
    for axis, indicator, places in axes:
        number = len(set(places) - {-1})
        if 0 < number < 3:
            label = atlas.indicators[indicator].label
            numeral = texts().numerals["words"][number].lower()
            lines.append(words.shared.format(label=label, n=numeral))
        if edge := most_from(atlas, indicator, view.level, places):
            lines.append(f"{axis}: {edge}")
    return " ".join(lines)


def most_from(atlas: Atlas, indicator: str, level: str, places: pd.Series) -> str:
    """Where the third with most need, or the highest, begins; England's value beside it.

    Parameters
    ----------
    places
        Of each unit the third that it is in, from 0; −1 for none.
    """
    definition, words = atlas.indicators[indicator], texts().crossed
    most = levels.table_at(atlas, indicator, level)["value"][places == 2]
    if most.empty:
        return ""
    low = definition.polarity == "low"
    nation = None if definition.aggregate == "sum" else atlas.england(indicator).value
    value_of = partial(value, definition=definition)
    return (words.edge_low if low else words.edge_high).format(
        most=words.axis[definition.polarity].thirds[2],
        value=value_of(most.max() if low else most.min()),
        england="" if nation is None else words.england.format(value=value_of(nation)),
    )
