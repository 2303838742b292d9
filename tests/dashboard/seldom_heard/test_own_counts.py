"""Numbers say what they count: households are not called people, and what somebody brought may be
anything."""

import re

import pytest

from dashboard.parts.targets.handover import Handover, work_out
from dashboard.parts.targets.target_definition import read_targets
from dashboard.seldom_heard import export_about, export_left_out, export_tables, why_found
from dashboard.seldom_heard.brief.pages import content
from layers.atlas import Atlas
from layers.own.own_indicator import with_own
from tests.carrying import every_kind
from tests.dashboard.seldom_heard.test_export_samples import MADE


@pytest.fixture(scope="module")
def known(atlas: Atlas) -> Atlas:
    return with_own(atlas, [every_kind(atlas)["share"]])


def made(known: Atlas, group: str) -> Handover:
    [own] = known.own_layers
    return work_out(known, read_targets(f"?c={own}!lt!10!r&d=E08000018&m=1&g={group}", known)[0])


def test_brief_and_sheets_say_what_is_counted(known: Atlas) -> None:
    [own] = known.own_layers
    handover = made(known, own)
    said = content(known, handover, made=MADE, link="")
    assert "households with a parcel, " in said["pages"][0]["reached"]
    assert " people, " not in said["pages"][0]["reached"]
    assert said["reach"]["head"][0] == "Count in the areas taken"
    assert said["pages"][0]["why"]["head"][-1] == "Count"
    headers = [one.header for one in export_tables.areas(known, handover).columns]
    assert "To reach: Households with a food parcel (own)" in headers
    assert not any(header.startswith("People to reach") for header in headers)


def test_published_households_are_no_people(known: Atlas) -> None:
    handover = made(known, "household_deprived_2_plus")
    said = content(known, handover, made=MADE, link="")
    assert " households, " in said["pages"][0]["reached"]
    assert " people, " not in said["pages"][0]["reached"]
    assert said["reach"]["head"][0] == "Count in the areas taken"
    label = known.indicators["household_deprived_2_plus"].label
    for table in (
        export_tables.areas(known, handover),
        export_tables.zones(known, handover),
        export_left_out.tables(known, handover)["zones_left_out"],
    ):
        headers = {one.id: one.header for one in table.columns}
        assert headers["group_people"] == f"To reach: {label}"
    told = export_about.targets_about(known, handover, [], made=MADE)
    lines = [" ".join(row) for row in told.filters.rows]
    assert any(re.match(rf"Reached: {label} [\d,]+ households, ", line) for line in lines), lines


def test_a_reason_counts_households(known: Atlas) -> None:
    asked, _ = read_targets("?c=no_car!lt!5!r&d=E08000018", known)
    finding = work_out(known, asked).finding
    assert why_found.reason(known, finding.why.iloc[0]).endswith(" households")


def test_published_groups_are_people_as_ever(known: Atlas) -> None:
    handover = made(known, "english_limited")
    said = content(known, handover, made=MADE, link="")
    assert " people, " in said["pages"][0]["reached"]
    assert said["reach"]["head"][0] == "People in the areas taken"
