"""Does it go together: a correlation table of chosen indicators, with a scatter on click."""

from functools import lru_cache

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.figures import graph
from dashboard.figures.scatter import scatter
from dashboard.inequality import tables
from dashboard.inequality.view import InequalityView
from layers import correlation, guards
from layers.atlas import Atlas
from layers.correlation import Level

# Sizes of a correlation in words, from the largest; the bounds are a convention, not a law.
STRENGTHS = ((0.8, "very closely"), (0.6, "closely"), (0.4, "fairly"), (0.2, "loosely"))
WHAT = {"area": "areas", "practice": "practices"}


@lru_cache(maxsize=32)
def correlated(atlas: Atlas, chosen: tuple[str, ...], level: Level) -> pd.DataFrame:
    """:func:`layers.correlation.correlations`, once for each choice."""
    return correlation.correlations(atlas, chosen, level)


def together_page(atlas: Atlas, view: InequalityView) -> list[Component]:
    """The strongest pair in a sentence, the table, the scatter plot, and what to mind."""
    try:
        found = correlated(atlas, view.chosen, view.level)
    except ValueError as error:
        return [html.P(str(error), className="flag refused", **{"data-guard": "few_pairs"})]
    return [
        html.Section(
            [
                html.H2("The finding", className="visually-hidden"),
                html.P(_finding(atlas, view, found), className="finding", id="finding"),
                html.P(
                    "That two things are found in the same places does not say that they are found "
                    "in the same people, or that one causes the other.",
                    className="flag",
                ),
                *_level_note(view),
            ]
        ),
        html.Section(
            [
                html.H2(f"Over {WHAT[view.level]}"),
                html.P(
                    "1: where one is high, so is the other, without exception. −1: where one is "
                    "high, the other is low. 0: neither. Choose a figure for its picture. "
                    "(Spearman's rank correlation, weighted by "
                    f"{'residents' if view.level == 'area' else 'patients'}, with 95% limits.)",
                    className="note",
                ),
                _matrix(atlas, view, found),
                *_guards(atlas, found),
            ]
        ),
        *_picture(atlas, view, found),
    ]


def _level_note(view: InequalityView) -> list[Component]:
    if view.level == "area":
        text = (
            "Neighbouring areas are alike, so the areas say less than as many independent places "
            "would: the limits are too narrow."
        )
    else:
        text = (
            "A register is the practice's own; anything else describes the places where its "
            "patients live, so practices that share places are alike."
        )
    return [html.P(text, className="note")]


def strength(r: float) -> str:
    """A correlation in words: ``very closely`` … ``hardly at all``."""
    return next((said for bound, said in STRENGTHS if abs(r) >= bound), "hardly at all")


def _finding(atlas: Atlas, view: InequalityView, found: pd.DataFrame) -> str:
    known = found[found["r"].notna()]
    # A pair with a warning goes together partly by counting alone.
    plain = known[known["guard"] == ""]
    if plain.empty:
        return "No two of these can be set against each other freely: the notes say why."
    row = plain.loc[plain["r"].abs().idxmax()]
    a, b = (atlas.indicators[row[end]].label for end in ("a", "b"))
    does = "are found in the same" if row["r"] > 0 else "are found in different"
    return (
        f"“{a}” and “{b}” go together most: over {int(row['number'])} {WHAT[view.level]} they "
        f"{does} places, {strength(row['r'])} ({_r(row['r'])}, likely between {_r(row['lower'])} "
        f"and {_r(row['upper'])})."
    )


def _matrix(atlas: Atlas, view: InequalityView, found: pd.DataFrame) -> Component:
    by = {frozenset((row["a"], row["b"])): row for _, row in found.iterrows()}
    numbered = list(enumerate(view.chosen, start=1))
    rows = []
    for at, name in numbered:
        cells: list[tables.Cell] = [
            _cell(atlas, view, by[frozenset((name, other))]) if number < at else ""
            for number, other in numbered[:-1]
        ]
        rows.append([f"{at}. {atlas.indicators[name].label}", *cells])
    heads = ["Indicator", *(str(number) for number, _ in numbered[:-1])]
    return tables.table(heads, rows, caption=f"Correlations over {WHAT[view.level]}")


def _cell(atlas: Atlas, view: InequalityView, row: pd.Series) -> tables.Cell:
    if pd.isna(row["r"]):
        guard = guards.load_guards().get(row["guard"])
        return html.Abbr("–", title=guard.label if guard else "The same everywhere")
    pair = (row["a"], row["b"])
    labels = [atlas.indicators[name].label for name in pair]
    chosen = " strong" if set(pair) == set(view.pair) else ""
    link = html.A(
        f"{_r(row['r'])}{'*' if row['guard'] else ''}",
        href=f"/inequality{view.query(pair=pair)}",
        className=f"inside shaded{chosen}",
        style=tables.shade(row["r"]),
        **{"aria-label": f"{labels[0]} and {labels[1]}: {_r(row['r'])}. Show the picture."},
    )
    return [link, tables.limits(f"{_r(row['lower'])} to {_r(row['upper'])}")]


def _guards(atlas: Atlas, found: pd.DataFrame) -> list[Component]:
    known = guards.load_guards()
    notes = []
    for key in dict.fromkeys(found["guard"]):
        if not key:
            continue
        pairs = found[found["guard"] == key]
        names = [
            f"{atlas.indicators[row['a']].label} with {atlas.indicators[row['b']].label}"
            for _, row in pairs.iterrows()
        ]
        mark = "*" if known[key].level == "warn" else "–"
        notes.append(tables.guarded(known[key], f" Marked {mark}: {'; '.join(names)}."))
    return notes


def _picture(atlas: Atlas, view: InequalityView, found: pd.DataFrame) -> list[Component]:
    """The scatter plot of the chosen pair, or of the one that goes together most."""
    known = found[found["r"].notna()]
    pair = view.pair or (
        tuple(known.loc[known["r"].abs().idxmax(), ["a", "b"]]) if len(known) else ()
    )
    row = known[known["a"].isin(pair) & known["b"].isin(pair)]
    if not pair or row.empty:
        return []
    one, other = pair
    points = correlation.values_at(atlas, pair, view.level).rename(columns={one: "x", other: "y"})
    points = points.dropna().assign(name=lambda rows: _names(atlas, view.level)[rows.index])
    labels = tuple(_axis(atlas, name) for name in pair)
    suffixes = tuple("%" if atlas.indicators[name].unit == "%" else "" for name in pair)
    r = row["r"].iloc[0]
    first, second = (atlas.indicators[name].label for name in pair)
    does = "higher, too" if r > 0 else "lower"
    text = f"Where “{first}” is higher, “{second}” tends to be {does}: {strength(r)} ({_r(r)})."
    return [
        html.Section(
            [
                html.H2(f"{first} and {second}", id="picture-title"),
                html.P(
                    f"{text} Each dot is one of {len(points)} {WHAT[view.level]}; larger dots, "
                    "more people.",
                    className="note",
                ),
                graph(scatter(points, labels, suffixes), id="scatter"),  # type: ignore[arg-type]
            ],
            id="picture",
        )
    ]


def _names(atlas: Atlas, level: Level) -> pd.Series:
    if level == "practice":
        return atlas.directory["name"]
    return atlas.areas["neighbourhood"] + " · " + atlas.areas["name"]


def _axis(atlas: Atlas, name: str) -> str:
    definition = atlas.indicators[name]
    unit = definition.unit
    plain = unit == "%" or unit in ("score", "index", "ratio") or unit in definition.label
    return definition.label if plain else f"{definition.label} ({unit})"


def _r(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")
