"""The figure of an indicator over some areas, in a sentence."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from dash.development.base_component import Component

from dashboard.explore.card import region_figure
from dashboard.explore.places_shown import residents
from dashboard.explore.view_texts import capital, note, say, sentence
from dashboard.explore.ward_figures import wards_said
from dashboard.parts.areas_known import places_known, where_known
from dashboard.web.kept_layers import brought_by, kept_unnamed
from dashboard.wording import number_text
from dashboard.wording.legend import texts
from dashboard.wording.moved_words import cautions, moved
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.change import decile_change
from layers.geography import levels
from layers.geography.levels import Places
from layers.own.cover import why_none
from layers.practices import profile
from layers.practices.profile import Figure

# The denominator of tables of the Census that count all residents, each with small changes of its
# own.
EVERYBODY = "All usual residents"
# The two national tenths that make the most deprived fifth.
FIFTH = 2
# Of England's residents, known for the IMD alone: a fifth of areas is not a fifth of people.
FIFTH_OF_ENGLAND = {"imd_decile": "core20"}
# What has no figure of several areas together.
UNCOMPARED = ("category", "rank", "change")


def over(atlas: Atlas, indicator: str, places: Places) -> Figure:
    """An indicator over some areas together."""
    codes, every = levels.places_at(atlas, "lsoa")
    if len(places) == len(every):
        return region_figure(atlas, indicator)
    weights = np.zeros(len(every))
    weights[places] = 1.0
    return profile.figure(atlas, indicator, pd.Series(weights, index=codes))


class MostDeprived(NamedTuple):
    """Areas of national tenths 1 and 2 among some: their places, their residents, and these as a
    share (percent) of all residents."""

    places: Places
    people: int
    share: float


def most_deprived(atlas: Atlas, indicator: str, places: Places) -> MostDeprived:
    """The most deprived fifth among some areas, by an indicator that is a national tenth."""
    found = places[atlas.column(indicator, "value")[places] <= FIFTH]
    people, every = residents(atlas, found), residents(atlas, places)
    return MostDeprived(found, people, 100 * people / every if every else 0.0)


def england_beside(atlas: Atlas, definition: Indicator) -> float | None:
    """England's figure to set beside that of several areas, of a tenth its share (percent) of
    residents in the most deprived fifth; None where there is none to compare."""
    name = definition.id
    if definition.kind == "decile":
        name = FIFTH_OF_ENGLAND.get(name, "")
    elif definition.kind in UNCOMPARED or definition.aggregate == "sum":
        name = ""
    return atlas.england(name).value if name in atlas.indicators else None


def measure(definition: Indicator) -> str:
    """A tenth of one domain is not deprivation overall."""
    return "" if definition.id == "imd_decile" else say("by_this_measure")


def written(number: float | None, definition: Indicator, *, unit: bool = True) -> str:
    """A value as its indicator is written, with its unit or without."""
    if number is None or number != number:
        return say("no_figure")
    if unit or definition.kind == "category":
        return number_text.value(number, definition)
    return number_text.fixed(number, definition.decimals)


def in_view(
    atlas: Atlas, definition: Indicator, places: Places, where: str, *, among: bool = False
) -> list[Component]:
    """The figure of all that is in view; nothing where several areas have none together, nor of
    tenths, of which the headline says all.

    Parameters
    ----------
    among
        Whether ``where`` is itself so many areas.
    """
    if definition.kind in ("category", "decile") or not len(places):
        return []
    figure = over(atlas, definition.id, places)
    if figure.value is None:
        return []
    text = written(figure.value, definition)
    if (known := len(places_known(atlas, [definition], places))) < len(places):
        where = where_known(where, known, among=among)
    if not definition.is_share:
        return [sentence("figure_in", text=text, where=where)]
    if ward_figure := wards_said(atlas, definition, places, text):
        return [ward_figure]
    who = capital(definition.numerator.text) if definition.numerator else ""
    return [
        sentence("share_in", text=text, where=where, who=who, **_counted(definition, figure)),
    ]


def of_selection(
    atlas: Atlas, definition: Indicator, places: Places, *, one: bool, area: int | None
) -> Component:
    """The figure of what is selected.

    Parameters
    ----------
    places
        Of all areas that are selected, or in what is.
    one
        Whether one unit is selected.
    area
        The place of the one area that is selected; None for more, or for larger ones.
    """
    if definition.id == decile_change.MOVED and area is not None:
        row = decile_change.areas(atlas).iloc[area]
        return sentence(
            "moved", text=moved(row).rstrip("."), caution=cautions(atlas, definition)[0]
        )
    figure = over(atlas, definition.id, places)
    if definition.kind == "decile" and figure.value is not None:
        return sentence("in_tenth", value=written(figure.value, definition))
    if definition.kind == "decile" and len(places) > 1:
        found, people, _ = most_deprived(atlas, definition.id, places)
        of, by = count(len(places)), measure(definition)
        return sentence(
            "so_many_in_fifth", n=count(len(found)), of=of, measure=by, people=count(people)
        )
    if figure.value is None:
        return sentence("no_average" if len(places) > 1 else "no_figure_here")
    stands = _standing(atlas, definition, area) if one else ""
    text = written(figure.value, definition)
    if not definition.is_share or definition.denominator is None:
        return sentence("figure", stands, text=text)
    if ward_figure := wards_said(atlas, definition, places, text):
        return ward_figure
    of = definition.denominator.text
    limits = ""
    if figure.lower is not None and figure.upper is not None:
        low, high = written(figure.lower, definition, unit=False), written(figure.upper, definition)
        limits = f" {capital(say('likely', low=low, high=high))}."
    more = f"{limits}{_perturbed(atlas, definition, places, figure)}{stands}"
    of = f"{of[:1].lower()}{of[1:]}"
    return sentence("share_of", more, text=text, of=of, **_counted(definition, figure))


def of_larger(atlas: Atlas, definition: Indicator, area: int | None) -> list[Component]:
    """Which larger area an area's figure was brought for, if it was.

    Parameters
    ----------
    area
        The place of the one area that is selected; None for more, or for larger ones.
    """
    if area is None or not definition.larger:
        return []
    row = atlas.areas.iloc[area]
    named = {"ward": row["ward"], "neighbourhood": row["neighbourhood"]}
    return [note(say(f"own_of_{definition.larger}", **named))]


def known_in_part(atlas: Atlas, definition: Indicator, places: Places) -> list[Component]:
    """Of how many of some areas there is a figure, where somebody brought it for a part of them;
    of one area without a figure, why."""
    if not definition.is_own:
        return []
    known, every = len(places_known(atlas, [definition], places)), len(places)
    if every == 1 and not known:
        return [
            note(f"{capital(why)}.")
            for why, those in why_none(atlas, definition.id).items()
            if those[places[0]]
        ]
    if not 0 < known < every:
        return []
    name = "own_part_one" if known == 1 else "own_part"
    return [note(say(name, n=count(known), of=count(every)))]


def uncompared(definition: Indicator) -> list[Component]:
    """That there is no figure of England's, said of what somebody brought: of all else it is known
    why, or there is one."""
    if not definition.is_own:
        return []
    if owner := brought_by(definition.id):
        return [note(say("own_uncompared_of", owner=owner))]
    return [note(say("own_uncompared_kept" if kept_unnamed(definition.id) else "own_uncompared"))]


def _counted(definition: Indicator, figure: Figure) -> dict[str, str]:
    """How often, and how many of how many."""
    often = number_text.often(figure.value or 0.0)
    return {
        "often": f" ({often})" if often else "",
        "about": say("about") if definition.modelled else "",
        "n": count(figure.numerator or 0),
        "d": count(figure.denominator or 0),
    }


def _perturbed(atlas: Atlas, definition: Indicator, places: Places, figure: Figure) -> str:
    """Why a table counts a few residents more or fewer than there are; empty where it does not."""
    every, counted = residents(atlas, places), figure.denominator or 0
    of = definition.denominator.text if definition.denominator else ""
    if not definition.source.startswith("census") or of != EVERYBODY or counted == every:
        return ""
    said = texts().perturbed["text"]
    return f" {said.format(table=count(counted), residents=count(every))}"


def _standing(atlas: Atlas, definition: Indicator, area: int | None) -> str:
    """Where an area stands among England's, in a sentence; empty where nothing says it. As the
    map's own hover, which is sent whole percentiles."""
    if area is None or definition.kind in ("decile", "rank", "change"):
        return ""
    percentile = float(atlas.column(definition.id, "national_percentile")[area])
    if percentile != percentile:
        return ""
    return f" {capital(number_text.standing(int(round(percentile, 1))))}."
