"""One plan on a page: its zones as they were agreed, what is missing, what happened."""

from datetime import date

from dash.html import Details

from dashboard.files.about import day
from dashboard.parts.plans.plan_so_far import so_far_of
from dashboard.plans import (
    came_of_it,
    diary_tables,
    head,
    people_heard,
    plans_list,
    timeline,
    zone_cards,
    zones_map,
)
from dashboard.plans.buttons_shown import Buttons
from layers import Atlas
from layers.snapshot import release_of
from layers.statistics.suppression import Rule, cell
from tests.dashboard.plans.words import links, parts, words
from workspace.database import Workspace
from workspace.records import Change, Plan

TODAY = date(2026, 11, 29)
NOBODY = Buttons()


def test_a_plan_of_another_release_says_so_and_one_of_this_release_does_not(
    atlas: Atlas, plan: Plan
) -> None:
    now = release_of(atlas.manifest)
    said = words(head.head(plan, TODAY, now, ""))
    assert f"made on {day(plan.created_at.date())}, with an earlier release of the data" in said
    assert plan.release not in said
    assert now not in said
    assert "areas stay as they were agreed" in said
    plan.release = now
    assert "earlier release" not in words(head.head(plan, TODAY, now, ""))


def test_what_a_plan_is_for_is_folded_once_it_is_agreed(plan: Plan) -> None:
    for status, is_open in (("draft", True), ("agreed", False), ("running", False)):
        plan.status = status
        [about] = [one for one in parts(head.head(plan, TODAY, "", "")) if isinstance(one, Details)]
        assert about.open is is_open
        assert "Whom you ask" in words(about)


def test_the_step_of_a_plan_is_said_to_those_who_do_not_see_it(plan: Plan) -> None:
    now = [one for one in parts(head.steps(plan.status)) if hasattr(one, "aria-current")]
    assert [words(one) for one in now] == ["Running  (now)"]


def test_zones_keep_their_areas_and_people_whatever_the_figures_are_today(
    atlas: Atlas, plan: Plan
) -> None:
    zone = plan.zones[0]
    people = atlas.table("qof_hyp")["numerator"]
    today = f"{people[zone.areas].sum():,.0f}"
    said = words(zone_cards.cards(atlas, plan, {}, TODAY, NOBODY))
    assert f"Live here 905 Today’s figures: {today}" in said
    zone.people = float(people[zone.areas].sum())
    assert f"Today’s figures: {today}" not in words(
        zone_cards.cards(atlas, plan, {}, TODAY, NOBODY)
    )


def test_an_area_that_is_gone_from_the_data_is_told_and_breaks_nothing(
    atlas: Atlas, plan: Plan
) -> None:
    plan.zones[0].areas = [*plan.zones[0].areas[:2], "E01999999"]
    said = words(zone_cards.cards(atlas, plan, {}, TODAY, NOBODY))
    assert "1 of its areas is not in today’s data." in said
    shown = zones_map.for_map(atlas, plan)
    assert len(shown["zones"][0]) == 2


def test_the_map_has_every_zone_in_the_colour_of_its_status(atlas: Atlas, plan: Plan) -> None:
    shown = zones_map.for_map(atlas, plan)
    looks, of = shown["map"]["looks"], shown["map"]["of"]
    for zone in plan.zones:
        places = shown["zones"][zone.number - 1]
        assert len(places) == len(zone.areas)
        assert {looks[of[at]]["colour"] for at in places} == {zones_map.COLOURS[zone.status]}
    inside = sum(len(zone.areas) for zone in plan.zones)
    assert sum(not looks[one].get("outside") for one in of) == inside
    said = words(zones_map.legend(plan))
    assert "Not started: 1 zone Under way: 4 zones Heard: 1 zone" in said


def test_planned_sessions_stand_on_the_map_with_their_numbers(atlas: Atlas, plan: Plan) -> None:
    [ahead] = [one for one in plan.meetings if one.status == "planned"]
    ahead.id = "f" * 32  # planned last
    at = [ahead.longitude, ahead.latitude]
    found = {"id": ahead.id, "name": ahead.venue, "at": at, "number": len(plan.meetings)}
    assert zones_map.for_map(atlas, plan)["sessions"] == [found]
    assert "Planned session, by its number" in words(zones_map.legend(plan))
    # Without zones it is the sessions that the map goes to.
    plan.zones.clear()
    assert zones_map.for_map(atlas, plan)["map"]["fit"]
    ahead.longitude = None
    assert zones_map.for_map(atlas, plan)["sessions"] == []
    assert "Planned session" not in words(zones_map.legend(plan))


def test_a_number_that_no_zone_has_is_left_out_on_the_map(atlas: Atlas, plan: Plan) -> None:
    plan.zones[5].number = 8
    shown = zones_map.for_map(atlas, plan)["zones"]
    assert [len(places) for places in shown] == [3, 4, 3, 3, 3, 0, 0, 3]


def test_a_visit_is_recorded_only_where_the_person_may(atlas: Atlas, plan: Plan) -> None:
    cards = zone_cards.cards(atlas, plan, {}, TODAY, NOBODY)
    assert not links(cards)
    cards = zone_cards.cards(atlas, plan, {}, TODAY, Buttons(visit=True))
    assert links(cards) == [f"/plans/visit?p={plan.id}&z={zone.id}" for zone in plan.zones]


def test_people_heard_are_only_what_the_rule_shows(atlas: Atlas, plan: Plan) -> None:
    said = words(zone_cards.cards(atlas, plan, {plan.zones[0].id: "60"}, TODAY, NOBODY))
    assert "Meant to hear 80 Heard so far 60 Last visit" in said
    visits = words(diary_tables.section(plan, {plan.activities[0].id: "about 40"}, NOBODY))
    assert "about 40" in visits
    own = [visit.people for visit in plan.activities if visit.people > 31]  # no day of a month
    assert len(own) >= 4
    assert not [people for people in own if f" {people} " in visits]


def test_people_heard_in_a_zone_are_the_same_on_its_card_and_in_the_comparison(
    atlas: Atlas, filled: Workspace, plan: Plan
) -> None:
    rule = Rule(10)
    with filled.reading() as session:
        compared = so_far_of(atlas, session, plan, rule).zones["people"]
    shown = people_heard.in_zones(plan, rule)
    assert shown == {zone.id: cell(compared[zone.id]) for zone in plan.zones}
    assert shown[plan.zones[4].id] == "0"
    plan.activities[0].people = plan.activities[1].people = 0
    plan.activities[2].people = 4
    last = plan.activities[2].zone_id
    for visit in plan.activities[3:]:
        visit.people = 4 if visit.zone_id == last else visit.people
    assert "too few to tell" in people_heard.in_zones(plan, rule).values()
    assert people_heard.at_visits(plan, rule)[plan.activities[2].id] == "too few to tell"


def test_the_chain_shows_what_is_missing(plan: Plan) -> None:
    made = came_of_it.section(plan, TODAY, NOBODY)
    said = words(made)
    assert "4 findings: 3 decided on, 2 told back." in said
    gaps = [words(one) for one in parts(made) if "gap-here" in str(getattr(one, "className", ""))]
    assert gaps == ["Told back Not told back yet", "What we decided No decision yet"]


def test_telling_people_without_a_date_is_still_to_come(plan: Plan) -> None:
    [told] = [one for one in plan.told if one.how == "A poster"]
    told.on = None
    said = words(came_of_it.section(plan, TODAY, NOBODY))
    assert "4 findings: 3 decided on, 1 told back." in said
    assert "Not told back yet Visitors of the drop-in: no date yet, so not told" in said
    plan.status = "closed"
    assert "2 decisions have not been told back yet" in words(head.head(plan, TODAY, "", ""))


def test_who_is_told_is_told_today_unless_somebody_says_otherwise(plan: Plan) -> None:
    asked: list[dict[str, str]] = []

    def button(record: str, *_: object, **preset: str) -> None:
        asked.extend([preset] if record == "told" else [])

    came_of_it.section(plan, TODAY, Buttons(edit=button))
    assert {one["on"] for one in asked if "action_id" in one} == {"2026-11-29"}


def test_a_finding_says_at_which_visits_it_was_heard_and_where(plan: Plan) -> None:
    [finding] = [one for one in plan.findings if one.voices == "many"]

    def card() -> str:
        return words(came_of_it.section(plan, TODAY, NOBODY))

    assert (
        "Many, Fir Vale and Page Hall Heard at: 14 April 2026, Fir Vale Community Hub; " in card()
    )
    finding.zone_id = None
    assert "Many, Fir Vale and Page Hall Heard at" in card()
    assert "Check its zone" not in card()
    finding.zone_id = plan.zones[4].id
    assert "It was heard in Fir Vale and Page Hall, by the visits that are ticked." in card()
    finding.zone_id, finding.activities = None, []
    assert "Many, the whole plan" in card()


def test_a_long_name_of_a_zone_is_short_on_its_card_and_whole_in_its_title(
    atlas: Atlas, plan: Plan
) -> None:
    plan.zones[0].name = "Abbeydale; Beauchief; Crookes"
    cards = zone_cards.cards(atlas, plan, {}, TODAY, NOBODY)
    [title] = [one for one in parts(cards) if getattr(one, "title", "") == plan.zones[0].name]
    assert words(title) == "Abbeydale; Beauchief and 1 more"
    said = words(plans_list.list_of([plan], "", TODAY, Rule(10), edits=False))
    assert "6 zones: Abbeydale, Burngreave and 4 more" in said
    plan.zones[0].name = "Abbeydale; Beauchief and 3 more"
    said = words(plans_list.list_of([plan], "", TODAY, Rule(10), edits=False))
    assert "6 zones: Abbeydale, Burngreave and 4 more" in said


def test_the_list_says_how_many_were_heard_by_the_rule_and_what_has_no_decision(
    plan: Plan,
) -> None:
    def card() -> str:
        return words(plans_list.list_of([plan], "", TODAY, Rule(10), edits=False))

    assert "Heard so far 260 people (rounded) Findings 1 without a decision" in card()
    plan.activities[:] = plan.activities[:1]
    plan.activities[0].people = 4
    assert "Heard so far too few people to tell" in card()
    plan.activities.clear()
    assert "Heard so far" not in card()


def test_the_timeline_has_what_happened_in_order_and_what_is_ahead(
    kept: tuple[Plan, list[Change]],
) -> None:
    plan, log = kept
    found = timeline.events(plan, log)
    assert [one.on for one in found] == sorted(one.on for one in found)
    texts = [one.text for one in found]
    steps = ["Plan made, by Ayesha Khan", "Agreed, by Ayesha Khan", "Started, by Ayesha Khan"]
    assert [text for text in texts if text in steps] == steps
    assert texts.count("Visit: Burngreave Library") == 1
    done = "Done: Checks on Saturday mornings at the hub, with a crèche"
    assert texts.count(done) == 1
    decided = [text.startswith("Decided") for text in texts]
    assert texts.index(done) > decided.index(True)
    said = words(timeline.section(plan, log, TODAY))
    assert said.index("Ahead") < said.index("Tinsley Green") < said.index("Told back: Visitors")
