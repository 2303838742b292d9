"""Segregation and mix: how far apart groups live in each district, and how mixed places are."""

from functools import lru_cache

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard import words
from dashboard.inequality import tables
from dashboard.inequality.view import InequalityView
from layers import segregation
from layers.atlas import Atlas
from layers.diversity import simpson

DIVERSITY = "ethnic_diversity"
MOST_MIXED = 5


@lru_cache(maxsize=1)
def dissimilarities(atlas: Atlas) -> pd.DataFrame:
    """:func:`layers.segregation.by_district`, worked out once."""
    return segregation.by_district(atlas)


def mix_page(atlas: Atlas, view: InequalityView) -> list[Component]:
    """Dissimilarity of every group by district, then diversity."""
    districts = [view.within] if view.within in atlas.districts else sorted(atlas.districts)
    found = dissimilarities(atlas)
    sections = [_intro(atlas, found, districts)]
    for title, about, source in (
        ("Ethnic groups", "Each group against everybody else.", segregation.SOURCES[0]),
        (
            "Main language and English",
            "Residents aged 3 and over: each group against everybody else.",
            segregation.SOURCES[1],
        ),
    ):
        ids = [g.id for g in segregation.groups_of(atlas) if g.source == source]
        sections.append(
            html.Section(
                [
                    html.H2(title),
                    html.P(about, className="note"),
                    _table(atlas, found, ids, districts, title),
                ]
            )
        )
    return [*sections, *_diversity(atlas, districts)]


def _intro(atlas: Atlas, found: pd.DataFrame, districts: list[str]) -> Component:
    """The plainest example in a sentence, and how to read the figure."""
    here = found[found["district_code"].isin(districts) & (found["by_chance"] < 0.1)]
    groups = [g.id for g in segregation.groups_of(atlas) if g.source == segregation.SOURCES[0]]
    row = here[here["indicator"].isin(groups)].nlargest(1, "dissimilarity").squeeze()
    said = []
    if len(here):
        said = [
            html.P(
                f"In {atlas.districts[row['district_code']]}, "
                f"{100 * row['dissimilarity']:.0f} in 100 residents of the group "
                f"“{atlas.indicators[row['indicator']].label}” would have to move for its share to "
                "be the same in every area: the most of any large group here.",
                className="finding",
                id="finding",
            )
        ]
    guard_some, guard_most = (
        segregation.chance_guard(chance)
        for chance in (segregation.SOME_CHANCE, segregation.MOSTLY_CHANCE)
    )
    return html.Section(
        [
            html.H2("The finding", className="visually-hidden"),
            *said,
            html.P(
                "Each figure says how many in 100 would have to move (the dissimilarity index): 0 "
                "if the group's share is the same everywhere, 100 if it lives wholly apart. Below "
                "it stands what chance alone would give a group of that size. Living apart may be "
                "chosen or forced: the figure cannot tell.",
                className="note",
            ),
            *(tables.guarded(g, f" Marked {mark}.") for g, mark in
              ((guard_some, "*"), (guard_most, "with “too few”")) if g is not None),
        ]
    )  # fmt: skip


def _table(
    atlas: Atlas, found: pd.DataFrame, ids: list[str], districts: list[str], title: str
) -> Component:
    by = found.set_index(["indicator", "district_code"])
    rows = [
        [atlas.indicators[name].label, *(_cell(by.loc[(name, code)]) for code in districts)]
        for name in ids
    ]
    heads = ["Group", *(atlas.districts[code] for code in districts)]
    return tables.table(heads, rows, caption=f"{title}: how far apart they live")


def _cell(row: pd.Series) -> tables.Cell:
    guard = segregation.chance_guard(row["by_chance"])
    people = f"{words.count(row['people'])} people"
    if guard is not None and guard.level == "refuse":
        return ["too few", tables.limits(people)]
    mark = "" if guard is None else "*"
    return [
        html.Strong(
            f"{100 * row['dissimilarity']:.0f}{mark}",
            className="shaded",
            style=tables.shade(row["dissimilarity"]),
        ),
        tables.limits(f"chance {100 * row['by_chance']:.0f} · {people}"),
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
        [name, f"{100 * row['anywhere']:.0f} in 100", f"{100 * row['same_area']:.0f} in 100"]
        for name, row in found.iterrows()
    ]
    areas = atlas.areas[atlas.areas["district_code"].isin(districts)]
    most = atlas.table(DIVERSITY)["value"].reindex(areas.index).nlargest(MOST_MIXED)
    items = [
        html.Li(
            [
                html.A(
                    f"{areas.at[code, 'neighbourhood']} · {areas.at[code, 'name']}",
                    href=f"/?i={DIVERSITY}&s={code}",
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
                    f"The chance that two residents belong to different ethnic groups, of "
                    f"{len(atlas.indicators[DIVERSITY].components)} (Simpson's diversity). Where "
                    "the second is much lower, groups live apart.",
                    className="note",
                ),
                tables.table(heads, rows, caption="How mixed districts are"),
                html.H3("The most mixed areas"),
                html.Ol(items, className="shares"),
            ]
        )
    ]
