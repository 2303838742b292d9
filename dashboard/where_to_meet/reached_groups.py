"""Of which communities the people within reach are, and how well they speak English."""

from dash import html
from dash.development.base_component import Component

from dashboard.parts.sessions.answer import Answer
from dashboard.parts.sessions.groups_reached import groups_reached
from dashboard.parts.tables import FIGURES
from dashboard.where_to_meet.texts import say
from dashboard.wording import number_text


def groups(answer: Answer, venue: str = "") -> list[Component]:
    """Tables of both, of all residents within reach.

    Parameters
    ----------
    venue
        Id of one session's venue; empty for all sessions.
    """
    found = groups_reached(answer, venue)
    parts: list[Component] = [html.P(say("who", "note"), className="note")]
    for part, rows in found.groupby("part", sort=False):
        lines = [
            html.Tr(
                [
                    html.Th(
                        answer.atlas.indicators[str(name)].label,
                        scope="row",
                        className="fw-normal",
                    ),
                    html.Td(number_text.count(row["reached"]), className="number"),
                    html.Td(_share(row["reached"], row["people"]), className="number"),
                ]
            )
            for name, row in rows.iterrows()
        ]
        heads = html.Tr(
            [
                html.Th(say("who", str(part)), scope="col"),
                html.Th(say("who", "reached"), scope="col", className="number"),
                html.Th(say("who", "share"), scope="col", className="number"),
            ]
        )
        parts.append(html.Table([html.Thead(heads), html.Tbody(lines)], className=FIGURES))
    return parts


def _share(reached: float, people: float) -> str:
    return number_text.percent(100 * reached / people) if people else "–"
