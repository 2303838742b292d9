"""What the page shows of several exercises laid together, as plain markup.

Made from :func:`dashboard.heard.exercises_compared.results`, which has the figures.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from dashboard.heard.answers import answer, choice
from dashboard.heard.results_form import WAVES_LEVEL
from dashboard.heard.tables_markup import signed, table
from dashboard.heard.texts import say
from dashboard.parts.address_form import Props
from dashboard.parts.plain_markup import Still, still
from dashboard.parts.ratio_figures import NONE, two

Data = Mapping[str, Any]


def shown(laid: Data) -> dict[str, Any]:
    """Exercises laid together as the page shows them; a control chooses a level's table."""
    notes = [html.P(text, className="note") for text in laid["notes"]]
    options = [{"value": one["id"], "label": one["label"]} for one in laid["levels"]]
    return answer(
        {
            "heard-waves-finding": still([html.Li(text) for text in laid["finding"]]),
            "heard-waves-notes": still(notes),
        },
        [Props(WAVES_LEVEL, {"options": options})],
        hidden={"heard-waves-together": False},
        choices=[
            choice(
                [WAVES_LEVEL],
                "heard-waves-table",
                {one["id"]: _table(laid, one) for one in laid["levels"]},
            )
        ],
    )


def _table(laid: Data, one: Data) -> list[Still]:
    # What people call their exercises may hold anything: it is no part of the text that is cut.
    first, _, *last = say("waves_columns", names="").split("; ")
    ratios = [(name, True) for name in laid["names"]]
    heads = [(first, False), *ratios, (last[0], True), (last[1], False)]
    rows = [_row(laid["verdicts"], row) for row in one["rows"]]
    made = table(say("waves_caption", level=one["label"]), heads, rows)
    return [made, *([["p", {}, one["apart"]]] if one["apart"] else [])]


def _row(verdicts: Mapping[str, str], row: Sequence[Any]) -> list[Any]:
    name, *ratios, change, lower, upper, verdict = row
    said = NONE
    if change is not None:
        parts = {"change": change, "lower": lower, "upper": upper}
        said = say("waves_change", **{key: signed(one) for key, one in parts.items()})
    return [name, *map(two, ratios), said, verdicts[verdict]]
