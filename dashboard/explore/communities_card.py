"""The detailed communities of the wards that a selection lies in, with the wards' own numbers."""

from collections.abc import Sequence

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.explore.view_texts import note, say, sentence
from dashboard.wording import number_text
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.ground.communities import Community, WardCommunities, added_up, communities_of

MOST_GROUPS = 12
# More wards than this are added up.
MOST_WARDS = 3
# Headings of fewer people are not worth a line.
FEWEST_UNDER = 10
# A ward that all but a rounding of its people is selected of.
WHOLE = 0.995


def communities(atlas: Atlas, codes: pd.Index) -> list[Component]:
    """The wards' groups, largest first; nothing where the snapshot has none.

    Parameters
    ----------
    codes
        LSOA codes of what is selected.
    """
    wards = communities_of(atlas, codes)
    if not wards:
        return []
    if len(wards) > MOST_WARDS:
        residents = sum(ward.residents for ward in wards)
        together = added_up(atlas, [ward.ward_code for ward in wards])
        head = sentence("wards_together", n=count(len(wards)), residents=count(residents))
        parts = [head, *_table(together, residents, say("share_head_together"))]
    else:
        parts = [part for ward in wards for part in _of(ward)]
    return [*parts, note(say("ward_note"))]


def _of(ward: WardCommunities) -> list[Component]:
    name = "ward_whole" if ward.part >= WHOLE else "ward_said"
    part = number_text.percent(100 * ward.part, 0)
    head = sentence(name, ward=ward.ward, residents=count(ward.residents), part=part)
    return [head, *_table(ward.groups, ward.residents, say("share_head"))]


def _table(groups: Sequence[Community], residents: int, share: str) -> list[Component]:
    """The largest groups in rows; the others, and the headings of all, folded away."""
    heads = [(say("group_head"), ""), (say("people_head"), "number"), (share, "number")]
    rows = [
        html.Tr(
            [
                html.Th(one.group, scope="row"),
                html.Td(count(one.people), className="number fw-semibold"),
                html.Td(number_text.percent(100 * one.people / residents), className="number"),
            ]
        )
        for one in groups[:MOST_GROUPS]
    ]
    table = html.Table(
        [
            html.Thead(html.Tr([html.Th(h, scope="col", className=look) for h, look in heads])),
            html.Tbody(rows),
        ],
        className="table table-sm figures",
    )
    rest = groups[MOST_GROUPS:]
    others = [f"{one.group} {count(one.people)}" for one in rest]
    return [
        table,
        *_folded(say("all_groups", n=count(len(rest))), others),
        *_folded(say("headings"), [said for one in groups if (said := _under(one))]),
    ]


def _folded(title: str, said: Sequence[str]) -> list[Component]:
    summary = html.Summary(title, className="note")
    text = html.P(f"{'; '.join(said)}.", className="small mb-2")
    return [html.Details([summary, text])] if said else []


def _under(one: Community) -> str:
    """Under which headings people gave the group, where it is more than one."""
    parts = [f"{heading} {count(n)}" for heading, n in one.parts if n >= FEWEST_UNDER]
    return say("under_headings", group=one.group, parts=", ".join(parts)) if parts[1:] else ""
