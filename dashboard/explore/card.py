"""The card of the selected places: the standard profile, in pictures, numbers and words."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.explore.communities_card import communities
from dashboard.explore.orientation_card import orientation
from dashboard.explore.view import ViewState
from dashboard.explore.view_texts import say as said
from dashboard.parts import age_notes
from dashboard.parts.attributes import aria, data
from dashboard.parts.repeat.panel import not_repeated, repeat_panel
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.geography import levels
from layers.geography.national_standing import national_percentile
from layers.practices import profile
from layers.practices.profile import Figure
from layers.table_rows import cell

Figures = Mapping[str, Figure]

MOST_PRACTICES = 8
MOST_GROUPS = 7
MOST_LANGUAGES = 6


def profile_of(atlas: Atlas, view: ViewState, of: str = "") -> Component:
    """The standard profile of the view's selected places; ``of``: the address that asked for it.

    Main indicators against the region and England, ethnic groups, age, recorded conditions, the
    districts' most common main languages, and the practices that serve the places.
    """
    codes = levels.members(atlas, view.selected, view.level)
    weights = profile.of_areas(atlas, codes)
    here = _figures(atlas, weights)
    chosen = atlas.indicators.get(view.indicator)
    return html.Div(
        [
            # Right below the figure that the browser shows beside the region's and England's.
            *_ages("" if chosen is None else age_notes.note(atlas, chosen, weights)),
            _section("Main figures", _spines(atlas, here, weights), is_open=True),
            _section("Ethnic groups", _ethnic_groups(atlas, here)),
            _section("Age", _bars(here, _ages_of(atlas))),
            _section(
                "Conditions, modelled from practices' registers", _conditions(atlas, here, weights)
            ),
            _section(said("communities_title"), _communities(atlas, codes)),
            *_orientation(atlas, codes),
            _section("GP practices", _practices(atlas, codes)),
            repeat_panel("explore-card", "tables"),
            html.P(
                "These figures describe places, not any person who lives in them.",
                className="note",
            ),
        ],
        className="profile",
        **data(of=of),
    )


def _figures(atlas: Atlas, weights: pd.Series) -> Figures:
    """All that the card shows, by indicator."""
    found = profile.profile(atlas, indicators_of_card(atlas), {"": weights})
    return {name: figures[""] for name, figures in found.items()}


def indicators_of_card(atlas: Atlas) -> list[str]:
    """Ids of the indicators in the card's tables, each once."""
    shown = [*_headlines(atlas), *_registers(atlas), *_groups(atlas), *_ages_of(atlas)]
    return list(dict.fromkeys(one.id for one in shown))


@lru_cache(maxsize=1000)
def region_figure(atlas: Atlas, indicator: str) -> Figure:
    """An indicator over the whole atlas: the same on every card."""
    return profile.figure(atlas, indicator, profile.whole(atlas))


@lru_cache(maxsize=1)
def _languages_of(atlas: Atlas) -> pd.DataFrame:
    return atlas.extra("languages")


def _section(title: str, content: Component, *, is_open: bool = False) -> Component:
    return html.Details([html.Summary(title), content], open=is_open, className="section")


def _spines(atlas: Atlas, figures: Figures, weights: pd.Series) -> Component:
    """Each headline indicator on England's scale: where it stands among England's areas."""
    rows = []
    for definition in _headlines(atlas):
        here = figures[definition.id]
        region = region_figure(atlas, definition.id)
        england = atlas.england(definition.id).value
        tag = html.Span("Modelled", className="tag") if definition.modelled else None
        around: list[str | Component] = [
            _key("tick"),
            f"{atlas.name} {number_text.value(region.value, definition)}",
        ]
        if england is not None:
            around += [" · ", _key("diamond"), f"England {number_text.value(england, definition)}"]
        rows.append(
            html.Li(
                [
                    html.Div(
                        [
                            html.Span([definition.label, " ", tag]),
                            html.Strong(number_text.value(here.value, definition)),
                        ],
                        className="spine-words d-flex justify-content-between gap-2 lh-sm",
                    ),
                    _spine(atlas, definition, here, region),
                    html.Div(
                        [html.Span(around), *_ages(age_notes.note(atlas, definition, weights))],
                        className="note",
                    ),
                ]
            )
        )
    return html.Div(
        [
            html.P(
                "Each line puts England's areas in order, from the lowest to the highest. The dot "
                f"stands where this place would be among them, with its likely range; the tick "
                f"where {atlas.name} would be, the diamond where England's own figure would. "
                "That need not be the middle: it is an average over people, and the line puts "
                "areas in order.",
                className="note",
            ),
            html.Ul(rows, className="spines list-unstyled vstack gap-3 m-0"),
        ]
    )


def _ages(*said: str) -> list[Component]:
    """What ages do to a figure, where they matter."""
    return [html.Div(line, className="note", **data(ages="")) for line in said if line]


def _spine(atlas: Atlas, definition: Indicator, here: Figure, region: Figure) -> Component:
    if here.national_percentile is None:
        return html.Div("No national comparison.", className="note")
    marks = []
    if here.lower is not None and here.upper is not None:
        low, high = (
            national_percentile(atlas, definition.id, limit) for limit in (here.lower, here.upper)
        )
        if low is not None and high is not None:
            size = {"left": f"{low:.1f}%", "width": f"{max(high - low, 0.5):.1f}%"}
            marks.append(html.I(className="range", style=size))
    if region.national_percentile is not None:
        marks.append(html.I(className="tick", style={"left": f"{region.national_percentile:.1f}%"}))
    average = atlas.england(definition.id).value
    place = None if average is None else national_percentile(atlas, definition.id, average)
    if place is not None:
        marks.append(html.I(className="diamond", style={"left": f"{place:.1f}%"}))
    marks.append(html.I(className="dot", style={"left": f"{here.national_percentile:.1f}%"}))
    return html.Div(
        marks,
        className="spine",
        role="img",
        **aria(label=number_text.standing(here.national_percentile).capitalize()),
    )


def _key(mark: str) -> Component:
    """A mark of the lines, in front of what it stands for."""
    return html.I(className=f"{mark} me-1", **aria(hidden="true"))


def _headlines(atlas: Atlas) -> list[Indicator]:
    return [i for i in atlas.indicators.values() if i.headline and i.aggregate != "none"]


def _registers(atlas: Atlas) -> list[Indicator]:
    return [i for i in atlas.indicators.values() if i.derived == "qof"]


def _groups(atlas: Atlas) -> list[Indicator]:
    return [atlas.indicators[name] for name in atlas.indicators["ethnic_diversity"].components]


def _ages_of(atlas: Atlas) -> list[Indicator]:
    return [
        i
        for i in atlas.indicators.values()
        if (i.theme, i.group) == ("people", "Age") and i.aggregate == "ratio"
    ]


def _bars(figures: Figures, indicators: Iterable[Indicator]) -> Component:
    """Shares with bars from 0 to 100%: the same on every card."""
    known = [(i, figures[i.id]) for i in indicators if figures[i.id].value is not None]
    rows = [
        html.Tr(
            [
                html.Th(definition.label, scope="row"),
                html.Td(
                    html.Span(className="bar", style={"width": f"{figure.value or 0:.1f}%"}),
                    className="bar-cell",
                ),
                html.Td(number_text.value(figure.value, definition), className="number"),
                html.Td(
                    number_text.count(figure.numerator or 0),
                    className="number text-body-secondary small",
                ),
            ]
        )
        for definition, figure in known
    ]
    return html.Table(html.Tbody(rows), className="compare")


def _ethnic_groups(atlas: Atlas, figures: Figures) -> Component:
    """The largest of the 19 Census groups, with people."""
    groups = _groups(atlas)
    sizes = {g.id: figures[g.id].numerator or 0 for g in groups}
    ordered = sorted(groups, key=lambda g: -sizes[g.id])
    shown = [g for g in ordered[:MOST_GROUPS] if sizes[g.id]]
    rest = sum(sizes[g.id] for g in ordered[MOST_GROUPS:])
    note = f"{number_text.count(rest)} people in other groups." if rest else ""
    return html.Div([_bars(figures, shown), html.P(note, className="note")])


def _conditions(atlas: Atlas, figures: Figures, weights: pd.Series) -> Component:
    """All registers, against the region; always said to be modelled."""
    rows, registers = [], _registers(atlas)
    for definition in registers:
        here = figures[definition.id]
        region = region_figure(atlas, definition.id)
        rows.append(
            html.Tr(
                [
                    html.Th(definition.label, scope="row"),
                    html.Td(
                        number_text.value(here.value, definition), className="number fw-semibold"
                    ),
                    html.Td(number_text.value(region.value, definition), className="number"),
                    html.Td(
                        number_text.value(atlas.england(definition.id).value, definition),
                        className="number",
                    ),
                ]
            )
        )
    heads = ["Here", atlas.name, "England"]
    head = html.Tr(
        [
            html.Th(html.Span("Condition", className="visually-hidden"), scope="col"),
            *(html.Th(h, scope="col", className="number") for h in heads),
        ]
    )
    return html.Div(
        [
            html.P(
                [
                    html.Span("Modelled", className="tag"),
                    "Practices' registers, shared out to where their patients live.",
                ],
                className="note",
            ),
            *_ages(*age_notes.together(atlas, [one.id for one in registers], weights)),
            html.Table([html.Thead(head), html.Tbody(rows)], className="table table-sm figures"),
        ]
    )


def _communities(atlas: Atlas, codes: pd.Index) -> Component:
    """The wards' detailed groups, and the district's languages for whoever finds interpreters."""
    languages = _languages(atlas, codes)
    parts = communities(atlas, codes)
    if not parts:
        return languages
    return html.Div(
        [
            *parts,
            not_repeated(said("repeat_communities"), "tables"),
            html.P([html.Strong(said("for_interpreters")), " ", said("interpreters")]),
            languages,
        ]
    )


def _orientation(atlas: Atlas, codes: pd.Index) -> list[Component]:
    """What the Census says of sexual orientation, where it says it of these places."""
    parts = orientation(atlas, codes)
    if not parts:
        return []
    why = not_repeated(said("repeat_orientation"), "table")
    return [_section(said("orientation_title"), html.Div([*parts, why]))]


def _languages(atlas: Atlas, codes: pd.Index) -> Component:
    """The most common main languages other than English, which are known by district only."""
    table = _languages_of(atlas)
    parts = []
    for code in sorted(atlas.areas.loc[codes, "district_code"].unique()):
        of = table[(table["district_code"] == code) & ~table["group"].str.startswith("English")]
        top = of.head(MOST_LANGUAGES)
        said = ", ".join(
            f"{language} ({number_text.count(people)})"
            for language, people in zip(top["group"], top["people"], strict=True)
        )
        parts.append(html.P([html.Strong(f"{atlas.districts[code]}: "), f"{said}."]))
    note = (
        "Main languages are published for whole districts only, so the mix here can differ. "
        "People aged 3 and over, Census 2021."
    )
    return html.Div([*parts, html.P(note, className="note")])


def _practices(atlas: Atlas, codes: pd.Index) -> Component:
    registrations = atlas.registrations
    here = registrations[registrations["lsoa"].isin(codes)]
    patients = here.groupby("practice")["patients"].sum().sort_values(ascending=False)
    total = float(patients.sum())
    directory = atlas.directory
    items = [
        html.Li(
            [
                html.Span(
                    f"{cell(directory, code, 'name')}"
                    f"{'' if cell(directory, code, 'open') else ' (closed since)'}"
                ),
                html.Span(number_text.percent(100 * number / total), className="number"),
            ]
        )
        for code, number in patients.head(MOST_PRACTICES).items()
    ]
    others = len(patients) - len(items)
    rest = f"; {number_text.count(others)} more have the rest" if others > 0 else ""
    when = atlas.period_of("patients_by_lsoa")
    return html.Div(
        [
            html.Ul(items, className="shares list-unstyled small my-2"),
            html.P(
                f"Share of the {number_text.count(total)} registered patients who live here, "
                f"{when}{rest}.",
                className="note",
            ),
        ]
    )
