"""Whom a plan has heard, as parts of a paper: the figures and sentences of its page."""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from dashboard.files.document import Heading, Paragraph, Part, TableOf
from dashboard.parts.ratio_figures import NONE
from dashboard.plans.papers.texts import on, say
from dashboard.plans.so_far import sentences
from dashboard.wording import number_text
from dashboard.wording.inside import inside
from dashboard.wording.verdict_words import verdicts
from layers.exercise.so_far import SoFar
from layers.statistics.suppression import cell
from workspace import fields
from workspace.records import Plan, Zone


def in_short_and_whole(found: SoFar) -> Iterator[Part]:
    """The same below a sentence for somebody in a hurry."""
    yield Paragraph(sentences.headline(found))
    yield from whom_heard(found)


def whom_heard(found: SoFar) -> Iterator[Part]:
    """What people said of themselves and where they live, against the residents who were asked."""
    words = verdicts(found.groups)
    for name in sentences.ordered(found):
        label = sentences.label(name)
        yield Heading(label, 2)
        yield Paragraph(sentences.rests_on(found, name))
        yield _table(found.compared[name], label, words)
    if missing := sentences.not_shown(found):
        yield Paragraph(missing)


def zone_by_zone(plan: Plan, found: SoFar) -> Iterator[Part]:
    """What is known of each zone."""
    names = ("zone_head", "zone_target", "zone_heard", "zone_visits", "zone_last", "zone_status")
    of_zones = found.zones.to_dict("index")
    rows = []
    for zone in plan.zones:
        people, visits, last = (of_zones[zone.id][name] for name in ("people", "visits", "last"))
        rows.append(
            (
                zone.name,
                number_text.count(zone.target) if zone.target else say("heard", "no_target"),
                cell(people),
                number_text.count(visits),
                on(last.date()) if visits else say("heard", "no_visit"),
                fields.choice("zone", "status", zone.status),
            )
        )
    if rows:
        head = [say("heard", name) for name in names]
        yield TableOf(head, rows, say("heard", "zones_caption"), figures=(1, 2, 3))
    else:
        yield Paragraph(say("heard", "no_zones"))


def silent(plan: Plan, found: SoFar) -> list[str]:
    """A line for each zone that had no visit; why, where it is not pursued."""
    visits = found.zones["visits"]
    return [_silent(zone) for zone in plan.zones if not visits[zone.id]]


def _table(frame: pd.DataFrame, label: str, words: Mapping[str, str]) -> TableOf:
    head = [say("heard", name) for name in ("of_group", "people_heard", "expected", "in_words")]
    rows = [
        (
            row["name"],
            cell(row["observed"]),
            NONE if np.isnan(row["expected"]) else number_text.fixed(row["expected"], 1),
            words[row["verdict"]],
        )
        for _, row in frame.iterrows()
    ]
    return TableOf(head, rows, say("heard", "caption", level=inside(label)), figures=(1, 2))


def _silent(zone: Zone) -> str:
    if zone.status == "not_pursued":
        return say("heard", "not_pursued", zone=zone.name, why=zone.why_not).strip()
    return say("heard", "silent_zone", zone=zone.name)
