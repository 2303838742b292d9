"""Segregation and mix: how far apart groups live in each district, and how mixed places are."""

from functools import lru_cache

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.inequality import page_pieces
from dashboard.inequality.texts import say
from dashboard.inequality.view import InequalityView
from dashboard.parts import links
from dashboard.parts.repeat.panel import repeat_panel
from dashboard.parts.terms import headed
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.inequality import segregation
from layers.statistics.diversity import simpson
from layers.table_rows import cell, row_of

DIVERSITY = "ethnic_diversity"
MOST_MIXED = 5
# Groups with as many people in a district are set off: chance makes up little of their figure.
LARGE = 5_000


@lru_cache(maxsize=1)
def dissimilarities(atlas: Atlas) -> pd.DataFrame:
    """:func:`layers.inequality.segregation.by_district`, worked out once."""
    return segregation.by_district(atlas)


def districts_of(atlas: Atlas, view: InequalityView) -> list[str]:
    """Codes of the districts that are shown: the view's, or all."""
    return [view.within] if view.within in atlas.districts else sorted(atlas.districts)


def mix_page(atlas: Atlas, view: InequalityView) -> list[Component]:
    """Dissimilarity of every group by district, then diversity."""
    districts = districts_of(atlas, view)
    found = dissimilarities(atlas)
    sections = [_intro(atlas, found, districts)]
    for title, name, source in (
        ("Ethnic groups", "ethnic", segregation.SOURCES[0]),
        ("Main language and English", "language", segregation.SOURCES[1]),
    ):
        ids = [g.id for g in segregation.groups_of(atlas) if g.source == source]
        sections.append(
            html.Section(
                [
                    html.H2(headed(title, "inequality-segregation")),
                    html.P(say("mix", name), className="note"),
                    _table(atlas, found, ids, districts, title),
                    repeat_panel(f"inequality-{name}", "table"),
                ]
            )
        )
    return [*sections, *_diversity(atlas, districts)]


def _intro(atlas: Atlas, found: pd.DataFrame, districts: list[str]) -> Component:
    """The plainest example in a sentence, and how to read the figure."""
    guard_some, guard_most = (
        segregation.chance_guard(chance)
        for chance in (segregation.SOME_CHANCE, segregation.MOSTLY_CHANCE)
    )
    return html.Section(
        [
            html.H2("The finding", className="visually-hidden"),
            *_finding(atlas, found, districts),
            html.P(say("mix", "about"), className="note"),
            html.P(say("mix", "key", large=number_text.count(LARGE)), className="note"),
            *(page_pieces.guarded(g, f" Marked {mark}.") for g, mark in
              ((guard_some, "*"), (guard_most, "with “too few”")) if g is not None),
        ]
    )  # fmt: skip


def most_apart(atlas: Atlas, districts: list[str]) -> pd.Series | None:
    """Of some districts' large ethnic groups, the one that lives most apart: its row of
    :func:`dissimilarities`; None where none is large."""
    here = _ethnic(atlas, dissimilarities(atlas), districts)
    large = here[here["people"] >= LARGE]
    return None if large.empty else large.nlargest(1, "dissimilarity").iloc[0]


def _ethnic(atlas: Atlas, found: pd.DataFrame, districts: list[str]) -> pd.DataFrame:
    groups = [g.id for g in segregation.groups_of(atlas) if g.source == segregation.SOURCES[0]]
    return found[found["district_code"].isin(districts) & found["indicator"].isin(groups)]


def _finding(atlas: Atlas, found: pd.DataFrame, districts: list[str]) -> list[Component]:
    """The large ethnic group that lives most apart, and a smaller one that does more so."""
    most = most_apart(atlas, districts)
    if most is None:
        return []
    here = _ethnic(atlas, found, districts)
    large = here["people"] >= LARGE
    said = say(
        "mix",
        "finding",
        **_named(atlas, most),
        large=number_text.count(LARGE),
        where=say("mix", "there" if len(districts) == 1 else "in_district"),
    )
    smaller = here[~large & (here["by_chance"] < segregation.SOME_CHANCE)]
    smaller = smaller[smaller["dissimilarity"] > most["dissimilarity"]]
    if smaller.empty:
        return [html.P(said, className="finding", id="finding")]
    other = smaller.nlargest(1, "dissimilarity").iloc[0]
    more = say(
        "mix",
        "smaller",
        **_named(atlas, other),
        people=number_text.count(other["people"]),
        chance=f"{100 * other['by_chance']:.0f}",
    )
    return [
        html.P(said, className="finding", id="finding"),
        html.P(more, className="sentence", id="finding-smaller"),
    ]


def _named(atlas: Atlas, row: pd.Series) -> dict[str, str]:
    return {
        "place": atlas.districts[row["district_code"]],
        "group": atlas.indicators[row["indicator"]].label,
        "share": f"{100 * row['dissimilarity']:.0f}",
    }


def _table(
    atlas: Atlas, found: pd.DataFrame, ids: list[str], districts: list[str], title: str
) -> Component:
    by = found.set_index(["indicator", "district_code"])
    rows = [
        [atlas.indicators[name].label, *(_cell(row_of(by, (name, code))) for code in districts)]
        for name in ids
    ]
    heads = ["Group", *(atlas.districts[code] for code in districts)]
    return page_pieces.table(heads, rows, caption=f"{title}: how far apart they live")


def _cell(row: pd.Series) -> page_pieces.Cell:
    guard = segregation.chance_guard(row["by_chance"])
    people = f"{number_text.count(row['people'])} people"
    if guard is not None and guard.level == "refuse":
        return ["too few", page_pieces.limits(people)]
    shown = f"{100 * row['dissimilarity']:.0f}{'' if guard is None else '*'}"
    return [
        html.Strong(shown, className="shaded", style=page_pieces.shade(row["dissimilarity"]))
        if row["people"] >= LARGE
        else html.Span(shown, className="small-group"),
        html.Small(
            [
                html.Span(f"{people},", className="d-block d-xxl-inline"),
                " ",
                html.Span(f"chance {100 * row['by_chance']:.0f}"),
            ],
            className="limits",
        ),
    ]


def diversities(atlas: Atlas, districts: list[str]) -> pd.DataFrame:
    """How mixed districts are: the chance that two residents differ in their ethnic group.

    Returns
    -------
    pandas.DataFrame
        Indexed by name, the whole atlas last: ``anywhere``, two taken from the whole place;
        ``same_area``, two taken from one of its areas, areas weighted by residents (both 0–1).
    """
    definition = atlas.indicators[DIVERSITY]
    people = pd.DataFrame({name: atlas.table(name)["numerator"] for name in definition.components})
    within = pd.Series(simpson(people.to_numpy(dtype=float)), index=people.index)
    codes, residents = atlas.areas["district_code"], people.sum(axis=1)
    rows = {}
    for name, here in [
        *((atlas.districts[code], codes == code) for code in districts),
        (atlas.name, codes.notna()),
    ]:
        known = here & within.notna()
        rows[name] = {
            "anywhere": float(simpson([people[here].sum().tolist()])[0]),
            "same_area": float((within * residents)[known].sum() / residents[known].sum()),
        }
    return pd.DataFrame(rows).T


def _diversity(atlas: Atlas, districts: list[str]) -> list[Component]:
    if DIVERSITY not in atlas.indicators:
        return []
    found = diversities(atlas, districts)
    rows = [
        [str(name), f"{100 * row['anywhere']:.0f} in 100", f"{100 * row['same_area']:.0f} in 100"]
        for name, row in found.iterrows()
    ]
    areas = atlas.areas[atlas.areas["district_code"].isin(districts)]
    most = atlas.table(DIVERSITY)["value"].reindex(areas.index).nlargest(MOST_MIXED)
    items = [
        html.Li(
            [
                html.A(
                    f"{cell(areas, code, 'neighbourhood')} · {cell(areas, code, 'name')}",
                    href=links.to(f"/?i={DIVERSITY}&s={code}"),
                ),
                html.Span(f"{100 * value:.0f} in 100", className="number"),
            ]
        )
        for code, value in most.items()
    ]
    heads = ["Place", "Two from anywhere in it differ", "Two from one small area differ"]
    return [
        html.Section(
            [
                html.H2("How mixed places are"),
                html.P(
                    say("mix", "diversity", groups=len(atlas.indicators[DIVERSITY].components)),
                    className="note",
                ),
                page_pieces.table(heads, rows, caption="How mixed districts are"),
                repeat_panel("inequality-mixed", "table"),
                html.H3("The most mixed areas"),
                html.Ol(items, className="shares list-unstyled small my-2"),
            ]
        )
    ]
