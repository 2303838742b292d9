"""Does it go together: a correlation table of chosen indicators, with a scatter on click."""

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.figures import graph
from dashboard.figures.scatter import scatter
from dashboard.inequality import gradients, page_pieces
from dashboard.inequality.correlates import correlate
from dashboard.inequality.texts import say
from dashboard.inequality.view import InequalityView
from dashboard.parts import links, place_gradient
from dashboard.parts.attributes import aria, data
from dashboard.parts.repeat.panel import repeat_panel
from dashboard.parts.terms import headed
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.bounded_cache import bounded_cache
from layers.inequality import correlation, guards
from layers.inequality.correlation import Level
from layers.practices import care
from layers.table_rows import row_of

# Sizes of a correlation in words, from the largest; the bounds are a convention, not a law.
STRENGTHS = ((0.8, "very closely"), (0.6, "closely"), (0.4, "fairly"), (0.2, "loosely"))
WHAT = {"area": "areas", "practice": "practices"}


@bounded_cache(1_000_000)
def correlated(
    atlas: Atlas, chosen: tuple[str, ...], level: Level, within: str = ""
) -> pd.DataFrame:
    """:func:`layers.inequality.correlation.correlations` in a place, once for each choice."""
    weights = gradients.correlation_weights(atlas, within, level)
    return correlation.correlations(atlas, chosen, level, weights=weights)


def together_page(atlas: Atlas, view: InequalityView) -> list[Component]:
    """The strongest pair in a sentence, the table, the scatter plot, and what to mind."""
    try:
        found = correlated(atlas, view.chosen, view.level, view.within)
    except ValueError:
        return [_too_few(atlas, view)]
    over = f"Over {WHAT[view.level]} in {place_gradient.place(atlas, view.within).name}"
    return [
        html.Section(
            [
                html.H2("The finding", className="visually-hidden"),
                html.P(_finding(atlas, view), className="finding", id="finding"),
                html.P(say("together", "caution"), className="flag"),
                *page_pieces.own(atlas, view.chosen),
                *_known(atlas, view),
                html.P(say("together", WHAT[view.level]), className="note"),
                *_published(atlas, view),
            ]
        ),
        html.Section(
            [
                html.H2(headed(over, "inequality-do-two-things-go-together")),
                html.P(say("together", "about", people=_people(atlas, view)), className="note"),
                _matrix(atlas, view, found),
                repeat_panel("inequality-pairs", "table"),
                *_guards(atlas, found),
            ]
        ),
        *_picture(atlas, view, found),
    ]


def _known(atlas: Atlas, view: InequalityView) -> list[Component]:
    """Of each figure that somebody brought for a part of the areas or practices: how many have it,
    which is what its correlations are over."""
    own = [name for name in view.chosen if name in atlas.own_layers]
    if not own:
        return []
    weights = gradients.correlation_weights(atlas, view.within, view.level)
    table = correlation.values_at(atlas, own, view.level, weights=weights)
    lines = [
        say(
            "together",
            "known",
            label=correlate(atlas, str(name)).label,
            n=count(number),
            of=count(len(table)),
            members=WHAT[view.level],
        )
        for name, number in table[own].notna().sum().items()
        if number < len(table)
    ]
    return [html.P(line, className="note", **data(known="")) for line in lines]


def _published(atlas: Atlas, view: InequalityView) -> list[Component]:
    """Of how many practices there is a figure, for what is published of practices."""
    known = care.measures(atlas)
    mine = [known[name] for name in view.chosen if name in known]
    if not mine:
        return []
    counted = care.by_practice(atlas).notna().sum()
    every = len(atlas.practices)
    said = [
        say(
            "together",
            "counted",
            label=one.label,
            number=int(counted[one.key]),
            practices=every,
            period=one.period,
        )
        for one in mine
    ]
    line = say("together", "published", measures="; ".join(said))
    return [html.P(line, className="note")]


def _too_few(atlas: Atlas, view: InequalityView) -> Component:
    """That the place holds too few areas or practices, and the way to a larger one."""
    weights = gradients.correlation_weights(atlas, view.within, view.level)
    table = correlation.values_at(atlas, view.chosen, view.level, weights=weights)
    text = say(
        "together",
        "too_few",
        members=WHAT[view.level],
        place=place_gradient.place(atlas, view.within).name,
        fewest=correlation.FEWEST,
        number=int(table.notna().sum().min()),
    )
    more: list[str | Component] = []
    if view.within:
        link = page_pieces.inside(say("gap", "all_of", place=atlas.name), view.query(within=""))
        more = [" ", link]
    return html.P([text, *more], className="flag refused", **data(guard="few_pairs"))


def _people(atlas: Atlas, view: InequalityView) -> str:
    """Whom areas or practices are weighted by."""
    lived = (
        place_gradient.place(atlas, view.within).lived
        != place_gradient.place(atlas, view.within).name
    )
    return "patients" if view.level == "practice" or lived else "residents"


def strength(r: float) -> str:
    """A correlation in words: ``very closely`` … ``hardly at all``."""
    return next((said for bound, said in STRENGTHS if abs(r) >= bound), "hardly at all")


def unclear(row: pd.Series) -> bool:
    """Whether the likely range of a correlation takes in none at all."""
    return bool(row["lower"] <= 0 <= row["upper"])


def known_pairs(atlas: Atlas, view: InequalityView) -> pd.DataFrame:
    """The pairs that have a correlation: rows of :func:`correlated`, none where the place holds
    too few areas or practices."""
    try:
        found = correlated(atlas, view.chosen, view.level, view.within)
    except ValueError:
        return pd.DataFrame(columns=["a", "b", "r"])
    return found[found["r"].notna()]


def pair_drawn(atlas: Atlas, view: InequalityView, known: pd.DataFrame) -> tuple[str, ...]:
    """The chosen pair, or of :func:`known_pairs` the one that goes together most, as the headline
    has it; none where the chosen one has no correlation."""
    if not view.pair:
        if known.empty:
            return ()
        likeliest = _asked_about(atlas, known)
        row = row_of(likeliest, likeliest["r"].abs().idxmax())
        return row["a"], row["b"]
    one, other = view.pair
    there = known["a"].isin(view.pair) & known["b"].isin(view.pair)
    return (one, other) if there.any() else ()


def points(atlas: Atlas, view: InequalityView, pair: tuple[str, ...]) -> pd.DataFrame:
    """The values of a pair, of each area or practice that has both."""
    weights = gradients.correlation_weights(atlas, view.within, view.level)
    return correlation.values_at(atlas, pair, view.level, weights=weights).dropna()


def strongest(atlas: Atlas, view: InequalityView) -> pd.Series | None:
    """The pair that goes together most, of those with a figure that somebody brought where one was
    chosen: its row of :func:`correlated`; None where there is none, or the place holds too few
    areas or practices."""
    try:
        found = correlated(atlas, view.chosen, view.level, view.within)
    except ValueError:
        return None
    # A pair with a warning goes together partly by counting alone.
    plain = found[found["r"].notna() & (found["guard"] == "")]
    plain = _asked_about(atlas, plain)
    return None if plain.empty else row_of(plain, plain["r"].abs().idxmax())


def _asked_about(atlas: Atlas, pairs: pd.DataFrame) -> pd.DataFrame:
    """Pairs with a figure that somebody brought, who asks about that; all where there is none."""
    mine = pairs[pairs["a"].isin(atlas.own_layers) | pairs["b"].isin(atlas.own_layers)]
    return pairs if mine.empty else mine


def _finding(atlas: Atlas, view: InequalityView) -> str:
    row = strongest(atlas, view)
    if row is None:
        return say("together", "nothing")
    # The one that was brought is what the sentence is about.
    ends = sorted((row["a"], row["b"]), key=lambda name: name not in atlas.own_layers)
    own = "_own" if ends[0] in atlas.own_layers else ""
    return say(
        "together",
        f"finding{own}_unclear" if unclear(row) else f"finding{own}",
        **{end: correlate(atlas, name).label for end, name in zip("ab", ends, strict=True)},
        **{name: _r(row[name]) for name in ("r", "lower", "upper")},
        number=int(row["number"]),
        members=WHAT[view.level],
        place=place_gradient.place(atlas, view.within).lived,
        same="the same" if row["r"] > 0 else "different",
        strength=strength(row["r"]),
    )


def _matrix(atlas: Atlas, view: InequalityView, found: pd.DataFrame) -> Component:
    by = {frozenset((row["a"], row["b"])): row for _, row in found.iterrows()}
    numbered = list(enumerate(view.chosen, start=1))
    rows = []
    for at, name in numbered:
        cells: list[page_pieces.Cell] = [
            _cell(atlas, view, by[frozenset((name, other))]) if number < at else ""
            for number, other in numbered[:-1]
        ]
        rows.append([f"{at}. {correlate(atlas, name).label}", *cells])
    heads = ["Indicator", *(str(number) for number, _ in numbered[:-1])]
    return page_pieces.table(heads, rows, caption=f"Correlations over {WHAT[view.level]}")


def _cell(atlas: Atlas, view: InequalityView, row: pd.Series) -> page_pieces.Cell:
    if pd.isna(row["r"]):
        guard = guards.load_guards().get(row["guard"])
        return html.Abbr("–", title=guard.label if guard else "The same everywhere")
    pair = (row["a"], row["b"])
    labels = [correlate(atlas, name).label for name in pair]
    chosen = " strong" if set(pair) == set(view.pair) else ""
    link = html.A(
        f"{_r(row['r'])}{'*' if row['guard'] else ''}",
        href=links.to(f"/inequality{view.query(pair=pair)}"),
        className=f"inside shaded{chosen}",
        style=page_pieces.shade(row["r"]),
        **aria(label=f"{labels[0]} and {labels[1]}: {_r(row['r'])}. Show the picture."),
    )
    return [link, page_pieces.limits(f"{_r(row['lower'])} to {_r(row['upper'])}")]


def _guards(atlas: Atlas, found: pd.DataFrame) -> list[Component]:
    known = guards.load_guards()
    notes = []
    for key in dict.fromkeys(found["guard"]):
        if not key:
            continue
        pairs = found[found["guard"] == key]
        names = [
            f"{correlate(atlas, row['a']).label} with {correlate(atlas, row['b']).label}"
            for _, row in pairs.iterrows()
        ]
        mark = "*" if known[key].level == "warn" else "–"
        notes.append(page_pieces.guarded(known[key], f" Marked {mark}: {'; '.join(names)}."))
    return notes


def _picture(atlas: Atlas, view: InequalityView, found: pd.DataFrame) -> list[Component]:
    """The scatter plot of the chosen pair, or of the one that goes together most."""
    known = found[found["r"].notna()]
    pair = pair_drawn(atlas, view, known)
    if not pair:
        return []
    row = known[known["a"].isin(pair) & known["b"].isin(pair)]
    one, other = pair
    drawn = points(atlas, view, pair).rename(columns={one: "x", other: "y"})
    drawn = drawn.assign(name=lambda rows: _names(atlas, view.level)[rows.index])
    both = [correlate(atlas, name) for name in pair]
    drawn["said"] = [
        f"{name}: {both[0].said(x)}; {both[1].said(y)}"
        for name, x, y in zip(drawn["name"], drawn["x"], drawn["y"], strict=True)
    ]
    labels = tuple(one.axis for one in both)
    suffixes = tuple(one.suffix for one in both)
    found_pair = row.iloc[0]
    r = found_pair["r"]
    first, second = (one.label for one in both)
    return [
        html.Section(
            [
                html.H2(f"{first} and {second}", id="picture-title"),
                html.P(
                    say(
                        "together",
                        "picture_unclear" if unclear(found_pair) else "picture",
                        a=first,
                        b=second,
                        does="higher, too" if r > 0 else "lower",
                        strength=strength(r),
                        **{name: _r(found_pair[name]) for name in ("r", "lower", "upper")},
                        number=len(drawn),
                        members=WHAT[view.level],
                    ),
                    className="note",
                ),
                graph(scatter(drawn, labels, suffixes), id="scatter"),  # type: ignore[arg-type]
                repeat_panel("inequality-points", "chart"),
            ],
            id="picture",
        )
    ]


def _names(atlas: Atlas, level: Level) -> pd.Series:
    if level == "practice":
        return atlas.directory["name"]
    return atlas.areas["neighbourhood"] + " · " + atlas.areas["name"]


def _r(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")
