"""One plan on one page: its parts in order."""

from collections.abc import Mapping, Sequence
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.parts.attributes import aria
from dashboard.plans import came_of_it, diary_tables, sessions_shown, timeline
from dashboard.plans.buttons_shown import Buttons
from dashboard.plans.papers import section as papers
from dashboard.plans.papers.texts import say as papers_say
from dashboard.plans.so_far.texts import say as so_far
from dashboard.plans.texts import say
from layers.atlas import Atlas
from workspace.records import Change, Plan

# The parts that can be gone to, by their ids.
PARTS = ("zones", "so-far", sessions_shown.ID, "diary", "came", "timeline", papers.ID)


def parts_nav() -> Component:
    """Links to the parts of the page."""
    theirs = {"so-far": so_far("title"), papers.ID: papers_say("menu", "of_plan")}
    titles = {name: theirs.get(name) or say(name, "title") for name in PARTS}
    items = [html.A(title, href=f"#{name}") for name, title in titles.items()]
    look = "plan-parts d-flex flex-wrap column-gap-3 row-gap-1 mt-3 mb-2 py-2 d-print-none"
    return html.Nav(items, className=look, **aria(label=say("page", "parts")))


def below_zones(
    atlas: Atlas,
    plan: Plan,
    log: Sequence[Change],
    heard: Mapping[str, str],
    today: date,
    buttons: Buttons,
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
        html.Section(sessions_shown.section(atlas, plan, buttons), className="mt-5"),
        html.Section(diary_tables.section(plan, heard, buttons), className="mt-5"),
        html.Section(came_of_it.section(plan, today, buttons)),
        html.Section(timeline.section(plan, log, today)),
        html.Section(papers.section(plan), className="d-print-none mt-4"),
    ]
