"""What the page shows of an exercise: the parts of its results as plain markup.

Made from :func:`dashboard.heard.results.results`, which has the figures.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from dashboard.heard.answers import answer, choice
from dashboard.heard.map_classes import map_choice, shown_ways, title
from dashboard.heard.places_asked import Question
from dashboard.heard.results_form import AIM, LEVEL, MARGINS, NAME, RATIO, WAVES_NAME
from dashboard.heard.tables_markup import care, columns, large, table
from dashboard.heard.texts import say
from dashboard.heard.wire_format import MOST_WAVES
from dashboard.parts import links
from dashboard.parts.address_form import Props
from dashboard.parts.attributes import data
from dashboard.parts.fields import field_id
from dashboard.parts.plain_markup import Still, still
from dashboard.parts.ratio_figures import picture, with_limits
from dashboard.parts.repeat.panel import not_repeated
from dashboard.parts.targets.plan_address import to_new_plan
from dashboard.wording.number_text import count
from layers.atlas import Atlas

# Tables with more rows than this are in the order of their ratios, not of their names.
LARGE = 25
# Of a list of places so many are in sight; the others unfold.
FIRST = 20
# Where places heard from too seldom are looked at, and where their brief is made.
PAGE, BRIEF = "/seldom-heard", "/targets/pdf"
Data = Mapping[str, Any]


def shown(atlas: Atlas, found: Data, *, made_up: bool = False, kept: int = 0) -> dict[str, Any]:
    """An exercise's results as the page shows them: see :func:`dashboard.heard.answers.answer`.

    Parameters
    ----------
    made_up
        Whether it is the example, which nobody answered.
    kept
        How many exercises are kept for this one to be laid beside.

    Returns
    -------
    dict
        Beside what every answer has, the ``name`` that the exercise has at first.
    """
    look, ways = found["look"], list(shown_ways(found))
    markup: dict[str, list[Any]] = {
        "heard-finding": _finding(found),
        "heard-map-title": [title(found)],
        "heard-silence": _silence(found),
        "heard-places": _places(found),
        "heard-brief-for": [look["said"]] if look else [],
        "heard-look-said": [f"{look['said']} {say('look_note')}"] if look else [],
        "heard-status": [],
    }
    name = say("exercise", number=kept + 1)
    if made_up:
        name = say("example_next" if kept else "example_first")
    # The links lack only the exercise's name, which is the person's to give.
    query = _without_name(look["query"]) if look else ""
    page, brief = (links.to(f"{path}{query}") if look else "" for path in (PAGE, BRIEF))
    options = [{"value": one["id"], "label": one["label"]} for one in found["levels"]]
    margins = [{"value": name, "label": label} for name, label in found["margins"]]
    props = [
        Props(LEVEL, {"options": options}),
        Props(MARGINS, {"options": margins, "value": []}),
        Props("heard-weights", {"hidden": not margins}),
        Props("heard-look-part", {"hidden": look is None}),
        Props("heard-look", {"data-start": page}),
        Props("heard-plan", {"data-start": to_new_plan(query) if look else ""}),
        Props("heard-brief-part", {"hidden": look is None}),
        Props("heard-brief", {"data-start": brief}),
        Props(NAME, {"value": say("example_first") if made_up else ""}),
        Props(WAVES_NAME, {"value": name}),
        Props(RATIO, {"value": ways[0]}),
    ]
    hidden = {
        "heard-results": False,
        "heard-made-up": not made_up,
        str(field_id(NAME)): made_up,
        str(field_id(RATIO)): len(ways) < 2,
        "heard-weights-files": True,
        "heard-waves-keep": kept + 1 >= MOST_WAVES,
        "heard-waves-note": kept > 0,
    }
    levels = {one["id"]: one for one in found["levels"]}
    choices = [
        choice([LEVEL], "heard-level-table", {n: _level(found, one) for n, one in levels.items()}),
        choice(
            [LEVEL, AIM],
            "heard-balance-table",
            {
                f"{name} {aim}": _balance(one, needed)
                for name, one in levels.items()
                for aim, needed in one["balance"].items()
            },
            frame="heard-balance",
        ),
        map_choice(atlas, found),
    ]
    return answer(markup, props, hidden=hidden, choices=choices, focus="finding", name=name)


def question(asked: Question) -> dict[str, Any]:
    """What is asked before anything is compared: the places of an answer are in its button."""

    def button(name: str, text: str, *places: str, main: bool = False) -> html.Button | None:
        """Answers with some places; with none, everywhere."""
        where = ".".join(places)
        kind = "btn btn-primary" if main else "btn btn-plain"
        mark = data(where=where)
        return html.Button(text, id=name, type="button", className=kind, **mark) if text else None

    buttons = [
        button("heard-only-wards", asked.only_wards, *asked.wards, main=True),
        button("heard-only", asked.only, *asked.others, main=not asked.only_wards),
        button("heard-everywhere", asked.everywhere),
        html.Button(
            say("where_choose"), id="heard-choose", type="button", className="btn btn-plain"
        ),
    ]
    said = [
        html.H2(asked.text, id="question", className="finding", tabIndex="-1"),
        html.P(say("where_why")),
        html.Div(buttons, className="d-flex flex-wrap gap-2 my-2"),
    ]
    shown_ = {"heard-question": False}
    markup = {"heard-question": still(said), "heard-status": []}
    return answer(markup, hidden=shown_, focus="question", question=True)


def _without_name(address: str) -> str:
    """An address without the exercise's name, which the browser puts at its end."""
    return "&".join(part for part in address.split("&") if not part.startswith("x="))


def _finding(found: Data) -> list[Still]:
    compared = say(
        "compared",
        where=" ".join(found["where"]),
        base=found["base"].lower(),
        note=found["base_note"],
    )
    said = [
        html.H2(found["finding"], id="finding", className="finding", tabIndex="-1"),
        html.Ul([html.Li(text) for text in found["details"]]),
        html.P(compared.strip(), id="heard-asked", className="note"),
        html.P(found["left_out"], className="note") if found["left_out"] else None,
    ]
    return [*still(said), *_unplaced(found["unplaced"])]


def _unplaced(rows: Sequence[Sequence[str]]) -> list[Still]:
    """By question and answer: who gave no usable place, beside those counted."""
    if not rows:
        return []
    made = table(say("unplaced"), columns("unplaced_columns", (2, 3)), rows)
    why = still(not_repeated(say("repeat"), "table"))
    return [["details", {"id": "heard-unplaced"}, ["summary", {}, say("unplaced")], made, *why]]


def _silence(found: Data) -> list[Still]:
    """Places that are silent: the first by name, the others when they are asked for."""

    def names(those: Sequence[str]) -> html.Ul:
        return html.Ul(
            [html.Li(one) for one in those],
            className="heard-silent row row-cols-1 row-cols-md-2 ps-4",
        )

    first, more = found["silent"][:FIRST], found["silent"][FIRST:]
    said: list[Any] = [html.P(found["silence"]), names(first) if first else None]
    if more:
        summary = html.Summary(say("silent_all", number=count(len(more))))
        said.append(html.Details([summary, names(more)]))
    return still(said)


def _level(found: Data, one: Data) -> list[Still]:
    rows = one["rows"]
    if len(rows) > LARGE:
        rows = sorted(rows, key=lambda row: float("inf") if row[4] is None else row[4])
    note = say("levels_note")
    if one["answered"] and one["total"] is not None:
        note += say("levels_answered", number=count(one["total"]))
    below = one["apart"] or (say("no_index") if one["hidden"] else "")
    return [
        ["p", {"class": "note"}, note],
        table(
            say("levels_caption", level=one["label"]),
            columns("levels_columns", (1, 2, 3)),
            [_row(found["verdicts"], one["cautions"], row) for row in rows],
        ),
        ["p", {"class": "note"}, found["meaning"]],
        ["p", {"class": "note", "id": "heard-rule"}, found["rule"]],
        *([["p", {} if one["apart"] else {"class": "note"}, below]] if below else []),
    ]


def _row(verdicts: Mapping[str, str], cautions: Mapping[str, Any], row: Sequence[Any]) -> list[Any]:
    code, name, observed, expected, *ratios, verdict = row
    short, whole = cautions.get(code, ("", ""))
    return [
        # Beside the name, where the words at the end of the row are out of sight.
        [name, care(short, "d-lg-none")] if short else name,
        observed,
        "–" if expected is None else count(expected),
        with_limits(*ratios),
        still(picture(*ratios)),
        [verdicts[verdict], care(f"{large(whole)}.")] if whole else verdicts[verdict],
    ]


def _balance(one: Data, needed: list[float | None] | str) -> list[Still]:
    """Further responses from each group; or why there is no such number."""
    if isinstance(needed, str):
        return [["p", {}, needed]]
    each = [(row[1], more) for row, more in zip(one["rows"], needed, strict=True) if more]
    if not each:
        return [["p", {}, say("balance_there", level=one["label"])]]
    each.sort(key=lambda pair: -pair[1])
    text = say(
        "balance_needed" if len(each) > 1 else "balance_needed_one",
        level=one["label"],
        sum=count(sum(more for _, more in each)),
        number=len(each),
    )
    rows = [[name, count(more)] for name, more in each]
    return [["p", {}, text], table(say("balance_caption"), columns("balance_columns", (1,)), rows)]


def _places(found: Data) -> list[Still]:
    verdicts = found["verdicts"]
    under = [
        [name, with_limits(ratio, lower, upper), kind, verdicts[verdict]]
        for kind, name, ratio, lower, upper, verdict in found["under"]
    ]
    zones = [
        [name, say("count_about", number=count(short)), count(areas), count(residents), district]
        for name, district, areas, residents, short in found["zones"]
    ]
    said: list[Still] = [["p", {}, say("places_some" if under else "places_none")]]
    if under:
        said.append(table(say("places_caption"), columns("places_columns", (1,)), under))
    if zones:
        said += [["h3", {}, say("zones")], ["p", {"class": "note"}, say("zones_note")]]
        said.append(table(say("zones_caption"), columns("zones_columns", (1, 2, 3)), zones))
    return said
