"""Whom a plan has heard, as parts of a paper: every figure is one that may be shown
(:mod:`layers.exercise.so_far`)."""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from dashboard.files.document import Bullets, Heading, Note, Paragraph, Part, TableOf
from dashboard.plans.papers.texts import number, on, say
from dashboard.wording import number_text
from dashboard.wording.verdict_words import verdicts
from layers.exercise.respondents import Respondents
from layers.exercise.so_far import ZONES, SoFar
from layers.geography import area_groups
from layers.statistics.suppression import cell
from workspace import fields
from workspace.records import Plan, Zone

_LESS = ("far_less", "less")


def whom_heard(found: SoFar, known: Respondents) -> Iterator[Part]:
    """What is known by characteristic and place, each against the residents who were asked."""
    yield Paragraph(headline(found), strong=True)
    if least := heard_least(found, known):
        yield Paragraph(say("heard", "least"))
        yield Bullets(least)
    if found.counted < found.visits:
        yield Note(_moves_on(found))
    words = verdicts(found.groups)
    for name, frame in found.compared.items():
        if name == ZONES:  # in the section on zones, with what else is known of each
            continue
        label = level(known, name)
        yield Heading(label, 2)
        if name in found.asked_at:
            yield Paragraph(f"{_asked(found, name)} {_rests_on(found, name)}")
        yield _table(frame, label, words)


def headline(found: SoFar) -> str:
    """How many people at how many visits, in a sentence."""
    if not found.visits:
        return say("heard", "nobody")
    return number("heard", "people", found.visits, people=people(found.people, found))


def heard_least(found: SoFar, known: Respondents) -> list[str]:
    """The groups that were surely heard less often than their numbers suggest, the least first."""
    rows = [
        (row["ratio"], _group(row, level(known, name)))
        for name, frame in found.compared.items()
        for _, row in frame.iterrows()
        if row["verdict"] in _LESS
    ]
    return [text for _, text in sorted(rows)]


def _group(row: pd.Series, label: str) -> str:
    heard, expected = number_text.count(row["observed"]), number_text.fixed(row["expected"], 1)
    return say("heard", "group", group=row["name"], level=label, heard=heard, expected=expected)


def people(count: float, found: SoFar) -> str:
    """A number of people as it may be told; of a hidden one, what it can be."""
    if np.isnan(count):
        return say("heard", "few", most=found.rule.threshold - 1)
    return number_text.count(count)


def level(known: Respondents, name: str) -> str:
    """What a table is called."""
    if name == ZONES:
        return fields.label("zone")
    return area_groups.PLACES.get(name) or known.questions[name].label


def _moves_on(found: SoFar) -> str:
    if not found.counted:
        return say("heard", "later", next=found.next_at)
    return say("heard", "moves_on", counted=found.counted, visits=found.visits, next=found.next_at)


def _asked(found: SoFar, name: str) -> str:
    if found.asked_at[name] == found.visits:
        return say("heard", "asked_all")
    return say("heard", "asked_at", asked=found.asked_at[name], visits=found.visits)


def _rests_on(found: SoFar, name: str) -> str:
    total = found.tables[name].total
    return say("heard", "rests_on", people=number_text.count(total))


def _table(frame: pd.DataFrame, label: str, words: Mapping[str, str]) -> TableOf:
    head = [say("heard", name) for name in ("of_group", "people_heard", "expected", "in_words")]
    rows = [
        (
            row["name"],
            cell(row["observed"]),
            "–" if np.isnan(row["expected"]) else number_text.fixed(row["expected"], 1),
            words[row["verdict"]],
        )
        for _, row in frame.iterrows()
    ]
    return TableOf(head, rows, say("heard", "caption", level=label.lower()), figures=(1, 2))


def zone_by_zone(plan: Plan, found: SoFar) -> Iterator[Part]:
    """What is known of each zone, and which had no visit."""
    names = ("zone_head", "zone_target", "zone_heard", "zone_visits", "zone_last", "zone_status")
    rows = []
    of_zones = found.zones.to_dict("index")
    for zone in plan.zones:
        people_heard, visits, last = (of_zones[zone.id][n] for n in ("people", "visits", "last"))
        rows.append(
            (
                zone.name,
                number_text.count(zone.target) if zone.target else say("heard", "no_target"),
                cell(people_heard),
                number_text.count(visits),
                on(last.date()) if visits else say("heard", "no_visit"),
                fields.choice("zone", "status", zone.status),
            )
        )
    if rows:
        head = [say("heard", name) for name in names]
        yield TableOf(head, rows, say("heard", "zones_caption"), figures=(1, 2, 3))
    silent = [zone for zone in plan.zones if not found.zones.at[zone.id, "visits"]]
    if silent:
        yield Heading(say("heard", "silent"), 2)
        yield Bullets([_silent(zone) for zone in silent])
    elif rows:
        yield Paragraph(say("heard", "silent_none"))


def _silent(zone: Zone) -> str:
    if zone.status == "not_pursued":
        return say("heard", "not_pursued", zone=zone.name, why=zone.why_not).strip()
    return say("heard", "silent_zone", zone=zone.name)
