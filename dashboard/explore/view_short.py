"""The answer for what is selected in one line: what a phone's sheet shows first, and what is said
to people who do not see the map."""

from typing import NamedTuple

from dash import html
from dash.development.base_component import Component

from dashboard.explore.view_figures import england_beside, most_deprived, over, written
from dashboard.explore.view_texts import say
from dashboard.parts.areas_known import places_known
from dashboard.wording.moved_words import in_short
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.change import decile_change
from layers.geography.levels import Places


class Short(NamedTuple):
    """A place's figure as people read it; what stands beside it, which is England's figure where it
    has one, or of how many areas it is; and what both are of."""

    value: str
    beside: str
    label: str

    def said(self, place: str) -> str:
        """All of it in a sentence about the place."""
        return say("short_said", place=place, label=self.label, value=self.value) + (
            f" {self.beside}." if self.beside else ""
        )

    def shown(self) -> Component:
        """All of it in large and small letters, for narrow windows alone."""
        return html.P(
            [
                html.Strong(self.value, className="fs-4"),
                html.Span(self.beside, className="ms-2"),
                html.Span(self.label, className="small text-body-secondary d-block"),
            ],
            className="short d-lg-none d-print-none my-1 lh-sm",
        )


def short(atlas: Atlas, definition: Indicator, places: Places) -> Short:
    """The indicator over some areas together.

    Parameters
    ----------
    places
        Of all areas that are selected, or in what is; at least one.
    """
    if definition.id == decile_change.MOVED and len(places) == 1:
        row = decile_change.areas(atlas).iloc[int(places[0])]
        return Short(in_short(row), "", definition.label)
    value = over(atlas, definition.id, places).value
    if definition.kind == "decile":
        if value is not None:
            tenth = say("short_tenth", value=written(value, definition))
            return Short(tenth, say("short_most_deprived"), definition.label)
        found = most_deprived(atlas, definition.id, places).places
        text = say("short_fifth", n=count(len(found)), of=count(len(places)))
        return Short(text, "", definition.label)
    nation = england_beside(atlas, definition)
    beside = "" if nation is None else say("england_has", value=written(nation, definition))
    known = len(places_known(atlas, [definition], places))
    if 0 < known < len(places):
        beside = say("known_in_part", n=count(known), of=count(len(places)))
    return Short(written(value, definition), beside, definition.label)
