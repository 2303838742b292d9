"""One plan on one page: its parts in order."""

from collections.abc import Iterable, Mapping
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.parts.attributes import aria
from dashboard.plans import came_of_it, diary_tables, timeline
from dashboard.plans.buttons_shown import Buttons
from dashboard.plans.papers import section as papers
from dashboard.plans.so_far.texts import say as so_far
from dashboard.plans.texts import say
from workspace.records import Change, Plan

# The parts that can be gone to, by their ids.
PARTS = ("zones", "so-far", "diary", "came", "timeline", "papers")


def parts_nav() -> Component:
    """Links to the parts of the page."""
    titles = {name: so_far("title") if name == "so-far" else say(name, "title") for name in PARTS}
    items = [html.A(title, href=f"#{name}") for name, title in titles.items()]
    return html.Nav(items, className="plan-parts d-print-none", **aria(label=say("page", "parts")))


def below_zones(
    plan: Plan, log: Iterable[Change], heard: Mapping[str, str], today: date, buttons: Buttons
) -> list[Component]:
    """All that stands below the map and the zones.

    Parameters
    ----------
    log
        What changed, see :func:`workspace.changes.history`.
    heard
        By a visit's id, how many people were heard there, as it may be shown.
    """
    return [
        html.Section(diary_tables.section(plan, heard, buttons)),
        html.Section(came_of_it.section(plan, buttons)),
        html.Section(timeline.section(plan, log, today)),
        html.Section(_papers(plan)),
    ]


def _papers(plan: Plan) -> list[Component]:
    """The menu of papers; below it is said how the making of one goes."""
    return [
        html.H2(say("papers", "title"), id="papers", className="mt-5"),
        html.P(say("papers", "lead")),
        papers.links(plan),
        html.P(id="handover-status", role="status", className="d-print-none"),
    ]
