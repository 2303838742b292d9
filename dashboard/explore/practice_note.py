"""How much of the named practices' lists the areas in view hold."""

from dash import html
from dash.development.base_component import Component

from dashboard.explore.areas_in_view import practices_of
from dashboard.explore.view import ViewState
from dashboard.explore.view_texts import say
from dashboard.parts.patients_outside import LEAST_ON_MAP
from dashboard.parts.practice_filter import residents_not_patients
from dashboard.wording.number_text import count, percent
from layers.atlas import Atlas
from layers.geography.levels import Places
from layers.practices import footprints


def practice_note(atlas: Atlas, view: ViewState, places: Places) -> str:
    """What stands below the choice of practices; empty where none is named.

    Parameters
    ----------
    places
        Of the areas in view.
    """
    practices = practices_of(atlas, view)
    if not practices:
        return ""
    patients = footprints.lists_of(atlas, practices)
    if not patients:
        return say("not_counted")
    here, outside = _shares(atlas, practices, places)
    held = say(
        "area_holds" if len(places) == 1 else "areas_hold",
        n=count(len(places)),
        share=percent(100 * here, 0),
        patients=count(patients),
        when=atlas.period_of("patients_by_lsoa"),
    )
    away = ""
    if outside >= LEAST_ON_MAP:
        away = say("list_outside", outside=percent(100 * outside, 0), region=atlas.name)
    whom = residents_not_patients(atlas, view.pcns, view.practices)
    return " ".join(filter(None, (held, away, whom)))


def part_of_list(atlas: Atlas, view: ViewState, places: Places) -> list[Component]:
    """Of practices with patients outside the map: which part of their list the areas in view hold,
    for the card."""
    practices = practices_of(atlas, view) if view.practices or view.pcns else []
    if not practices or not footprints.lists_of(atlas, practices):
        return []
    here, outside = _shares(atlas, practices, places)
    if outside < LEAST_ON_MAP:
        return []
    parts = {"here": round(100 * here), "outside": round(100 * outside)}
    text = say("part_of_list", **parts, region=atlas.name)
    return [html.P(text, id="part-of-list", className="note")]


def _shares(atlas: Atlas, practices: list[str], places: Places) -> tuple[float, float]:
    """Shares (0–1) of the whole list that live in some areas, and outside the map."""
    lives = footprints.shares(atlas, practices, footprints.RINGS)
    here = lives.index.isin(atlas.areas.index[places])
    return float(lives["of_list"][here].sum()), float(lives["of_list"][~lives["inside"]].sum())
