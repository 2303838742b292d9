"""Where to meet: what the form shows for an address, what is said of an answer, and what the map
and the files get of it."""

import json
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from dashboard.parts.context import Context
from dashboard.parts.found_map import places
from dashboard.parts.sessions.answer import Answer, work_out
from dashboard.parts.sessions.area_classes import area_classes
from dashboard.parts.sessions.said import proof, sentence
from dashboard.parts.sessions.session_request import SessionRequest, read_request
from dashboard.settings.config import Config
from dashboard.web.browser_files import BrowserFiles
from dashboard.where_to_meet import (
    export_menu,
    form,
    keep_form,
    limits_form,
    map_result,
    results,
)
from dashboard.where_to_meet.answering import NO_ANSWER, answer_to, read_question
from dashboard.where_to_meet.calendar_form import DAY
from dashboard.where_to_meet.names import MUST, MUST_NOT
from dashboard.where_to_meet.refusal import refused
from dashboard.where_to_meet.session_card import session_card
from dashboard.where_to_meet.texts import say
from dashboard.wording import number_text
from layers import Atlas
from layers.ground.candidates import OwnVenue, candidate_venues
from layers.targeting.covering_problem import ProblemError
from tests.dashboard.test_graphs import components

ASKED = "?d=E08000018.E08000019"
DEFINITION = "c=imd_decile!d!2!r~english_limited!nt!20!r&d=E08000018"


@pytest.fixture(scope="module")
def answer(atlas: Atlas) -> Answer:
    return work_out(atlas, read_request(ASKED, atlas)[0])


def text_of(still: Any) -> str:
    """All text of plain markup."""
    if isinstance(still, str):
        return still
    inner = still[2:] if still and isinstance(still[0], str) and len(still) > 1 else still
    return " ".join(text_of(one) for one in inner)


def text_in(part: Any) -> str:
    return " ".join(str(one) for one in _texts(part))


def _texts(part: Any) -> list[str]:
    if isinstance(part, str):
        return [part]
    if isinstance(part, list | tuple):
        return [text for one in part for text in _texts(one)]
    return _texts(getattr(part, "children", None) or [])


def links_in(still: Any) -> list[str]:
    if isinstance(still, str) or not still:
        return []
    here = [still[1]["href"]] if still[0] == "a" and isinstance(still[1], dict) else []
    return here + [link for one in still if isinstance(one, list) for link in links_in(one)]


def shown(atlas: Atlas, query: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for one in form.meaning(atlas, query).props:
        found.setdefault(json.dumps(one.id), {}).update(one.props)
    return found


def test_every_control_is_in_the_page_and_stands_for_its_part(atlas: Atlas) -> None:
    ids = {json.dumps(one.id) for one in components(form.form(atlas)) if hasattr(one, "id")}
    query = f"?n=40&r=950&w=1.5&k=library.stop&m=2&u=areas&b=l{'0' * 8}&x=s{'0' * 8}"
    props = shown(atlas, query)
    kept = (keep_form.LABEL, keep_form.TITLED, keep_form.TITLE)
    elsewhere = {f'"{name}"' for name in ("where-to-meet-marks", *kept)}
    assert set(props) <= ids | elsewhere
    value = {name.strip('"'): one.get("value") for name, one in props.items()}
    assert (value[form.NUMBER], value[form.SLIDER]) == (40, form.SLIDES)
    assert (value[form.METRES], value[form.REACH]) == (950, "")  # none of those in sight
    assert value[form.VENUES] == ["library", "stop"]
    assert (value[limits_form.MOST], value[limits_form.AT]) == (2, "areas")
    assert value[limits_form.DETOUR] == 1.5
    assert props[f'"{MUST}"']["data"] == [f"l{'0' * 8}"]
    assert props[f'"{MUST_NOT}"']["data"] == [f"s{'0' * 8}"]
    # What limits the answer is not hidden.
    assert props[f'"{limits_form.LIMITS}"']["active_item"]
    assert f'"{limits_form.LIMITS}"' not in shown(atlas, "?n=3")


def test_what_is_asked_is_one_line_with_the_way_to_the_form(answer: Answer) -> None:
    line, change = results.asked(answer)
    assert line.children == (
        "Cannot speak English well or at all · Rotherham and Sheffield · "
        "6 sessions · 800\u00a0m walk"
    )
    assert change.href == "#ask"
    assert any(getattr(one, "id", "") == "ask" for one in components(form.form(answer.atlas)))


def test_sessions_go_into_the_plan_that_is_asked_about_without_a_title(atlas: Atlas) -> None:
    for query, label, hidden in (("", "plan", False), (f"?p={'0' * 32}", "into_plan", True)):
        props = shown(atlas, query)
        assert props[f'"{keep_form.LABEL}"']["children"] == say("bar", label)
        assert props[f'"{keep_form.TITLED}"']["hidden"] is hidden


def test_a_plan_is_first_called_as_the_question_or_else_its_definition(atlas: Atlas) -> None:
    title = f'"{keep_form.TITLE}"'
    definition = f"f={DEFINITION}&t=Winter".replace("&", "%26")
    assert shown(atlas, f"?{definition}")[title] == {"value": "Winter"}
    assert shown(atlas, f"?{definition}&t=Spring+talks")[title] == {"value": "Spring talks"}
    assert shown(atlas, "")[title] == {"value": ""}


def test_the_form_is_in_the_order_in_which_it_is_seen(atlas: Atlas) -> None:
    ids = [getattr(one, "id", None) for one in components(form.form(atlas))]
    order = (form.SLIDER, form.NUMBER, limits_form.EACH, form.REACH, limits_form.LIMITS)
    assert [one for one in ids if one in order] == list(order)


def test_what_is_chosen_goes_with_any_other_question() -> None:
    parts = {part.key: part for part in form.address_form().parts}
    asked = set("gdnrkwmzubxh")
    assert all(parts[letter].resets == ("s",) for letter in asked)  # type: ignore[union-attr]
    assert not parts["t"].resets  # type: ignore[union-attr]


def test_zones_can_be_taken_off_with_all_that_hangs_on_them(atlas: Atlas) -> None:
    free = shown(atlas, "")
    assert free['"meet-each-field"']["hidden"] is True
    query = SessionRequest(
        definition=read_request(f"?f={DEFINITION.replace('&', '%26')}", atlas)[0].definition,
        districts=("E08000018",),
        each_zone=True,
    ).query()
    props = shown(atlas, query)
    assert props['"meet-each-field"']["hidden"] is False
    (chip,) = props[f'"{form.ONLY_IN}"']["children"]
    assert urlsplit(chip.href).query == "d=E08000018"


def test_the_page_says_what_the_answer_counts(answer: Answer) -> None:
    said = text_of(results.said(answer))
    people, everybody = answer.reach.people, answer.reach.everybody
    assert sentence(answer) in said
    share = number_text.percent(100 * people / everybody)
    first = f"In Rotherham and Sheffield, 6 sessions reach {share} of the "
    assert sentence(answer).startswith(f"{first}{number_text.count(everybody)} ")
    assert f": about {number_text.count(people)} of them have one within" in sentence(answer)
    for number, (_, row) in enumerate(answer.sessions.iterrows(), start=1):
        assert f"{number}. {row['name']}" in said
        assert f"about {number_text.count(row['people'])}" in said
    more = answer.reach.one_more()
    fewer = answer.reach.one_fewer()
    assert more
    assert fewer
    names = answer.asked.venues["name"]
    steps = " ".join(said[said.index("One more:") :].split()[:40])
    assert names[more[0]] in steps
    assert number_text.count(more[1]) in steps
    assert names[fewer[0]] in steps
    assert number_text.count(fewer[1]) in steps


def test_who_and_who_not_add_up(answer: Answer) -> None:
    left = answer.reach.out_of_reach(answer.atlas)
    assert left["left"].sum() == pytest.approx(answer.reach.everybody - answer.reach.people)
    said = text_of(results.said(answer))
    assert f"Out of reach stay about {number_text.count(left['left'].sum())}" in said
    assert f"And {len(left) - results.MOST_LEFT} more neighbourhoods" in said


def test_people_at_the_middle_of_their_area_are_counted_and_not_about(atlas: Atlas) -> None:
    made = work_out(atlas, read_request(f"{ASKED}&u=areas", atlas)[0])
    assert "about" not in sentence(made)
    assert number_text.count(made.reach.people) in sentence(made)


def test_what_is_proven_is_said_so(answer: Answer) -> None:
    gap = answer.choice.gap
    assert proof(answer).startswith("A first answer")
    assert number_text.percent(100 * gap) in proof(answer)
    near = answer.with_proof(answer.choice.weight * 1.0039)
    assert proof(near).startswith("Nearly the best")
    assert "0.4%" in proof(near)
    assert not results.is_proven(answer)
    assert results.is_proven(near)
    best = answer.with_proof(answer.choice.weight)
    assert proof(best) == "Proven: no choice of 6 of these 362 venues reaches more."


def test_each_session_can_be_kept_and_left_out(answer: Answer, atlas: Atlas) -> None:
    first, second = answer.choice.venues[:2]
    links = links_in(results.said(answer))
    keep = results.kept(answer.request, second)
    drop = results.left_out(answer.request, first)
    assert {keep, drop} <= set(links)
    kept, notes = read_request(urlsplit(keep).query, atlas)
    assert (kept.must, kept.chosen, notes) == ((second,), (), ())
    assert second in work_out(atlas, kept).choice.venues
    without = work_out(atlas, read_request(urlsplit(drop).query, atlas)[0])
    assert first not in without.choice.venues
    # Once more takes it off again; and what is left out is no longer kept.
    assert read_request(urlsplit(results.kept(kept, second)).query, atlas)[0].must == ()
    dropped = read_request(urlsplit(results.left_out(kept, second)).query, atlas)[0]
    assert (dropped.must, dropped.must_not) == ((), (second,))


def test_the_one_more_that_is_named_can_be_had(answer: Answer, atlas: Atlas) -> None:
    more = answer.reach.one_more()
    assert more
    link = results.kept(answer.request, more[0])
    assert link in links_in(results.said(answer))
    assert more[0] in work_out(atlas, read_request(urlsplit(link).query, atlas)[0]).choice.venues


def test_any_venue_of_the_kinds_and_districts_can_be_searched_and_added(
    answer: Answer, atlas: Atlas
) -> None:
    made = map_result.for_map(answer)
    offered = {one["id"]: one for one in made["sessions"] + made["venues"]}
    assert set(offered) == set(answer.asked.venues.index)
    for id, row in answer.asked.venues.head(20).iterrows():
        assert offered[str(id)]["where"].endswith(row["postcode"])
    (search,) = [
        one
        for one in components(form.form(atlas))
        if getattr(one, "id", None) == f"{limits_form.SEARCH}-field"
    ]
    assert json.loads(search.to_plotly_json()["props"]["data-told"])["most"] > 0
    assert getattr(search.children[0], "children", "") == say("form", "must_search")


def test_what_a_session_in_each_zone_costs_is_said(atlas: Atlas, answer: Answer) -> None:
    zones = f"n=6&f={f'{DEFINITION}.E08000019&m=6'.replace('&', '%26')}"
    free, each = (work_out(atlas, read_request(f"?{zones}{z}", atlas)[0]) for z in ("", "&z=1"))
    assert each.reach.people < free.reach.people
    share = number_text.percent(100 * free.reach.share)
    cost = f"Without a session in each zone, 6 would reach {share} or more."
    assert cost in text_of(results.said(each))
    without = each.without_each_zone
    assert without
    assert without.people == free.reach.people
    assert "Without a session" not in text_of(results.said(free))
    assert "One fewer: each zone has its session" in text_of(results.said(each))
    must = "&b=" + ".".join(answer.choice.venues)
    kept = work_out(atlas, read_request(f"{ASKED}{must}", atlas)[0])
    assert "One fewer: your limits need every one" in text_of(results.said(kept))


def test_the_map_has_each_area_in_its_class_and_each_session_at_its_place(answer: Answer) -> None:
    made = map_result.for_map(answer)
    place = places(answer.atlas, "lsoa")
    breaks = area_classes(answer)
    drawn = made["map"]
    outside = len(drawn["looks"]) - 1
    for code, people in answer.reach.areas["people"].items():
        at = drawn["of"][place[str(code)]]
        low = [0, *breaks.bounds][at]
        assert low <= people <= breaks.bounds[at]
    within = {place[str(code)] for code in answer.reach.areas.index}
    assert {at for at, look in enumerate(drawn["of"]) if look == outside}.isdisjoint(within)
    assert [one["id"] for one in made["sessions"]] == list(answer.choice.venues)
    assert len(made["sessions"]) + len(made["venues"]) == len(answer.asked.venues)
    assert made["metres"] == pytest.approx(800 / 1.3)
    legend = text_in(map_result.legend_of(answer))
    assert "21 March 2021" in legend
    assert "Within 800 m on foot (615 m in a straight line)" in legend


def test_files_are_of_the_venues_that_are_shown(answer: Answer, atlas: Atlas) -> None:
    for address, _, _ in export_menu.files(answer):
        request, notes = read_request(urlsplit(address).query, atlas)
        assert (request.chosen, notes) == (answer.choice.venues, ())
        assert request.asked() == answer.request.asked()
    card = session_card(answer, answer.choice.venues[2])
    (paper,) = [one for one in components(card) if "card.pdf" in getattr(one, "href", "")]
    parts = dict(parse_qsl(urlsplit(paper.href).query))
    assert parts["y"] == answer.choice.venues[2]
    assert parts["s"] == ".".join(answer.choice.venues)
    assert "Session 3:" in text_in(card)


@pytest.mark.parametrize(
    ("more", "why", "proven"),
    [
        ("&m=2", "You asked for 6: at most 2 in a district leaves 4.", "no choice of 4 of these"),
        ("&k=own", "You asked for 6: there are only 2 venues to choose from.", "all 2 venues"),
    ],
)
def test_fewer_than_asked_says_why_and_nothing_is_proven_of_more(
    atlas: Atlas, more: str, why: str, proven: str
) -> None:
    own = [OwnVenue(f"Hall {n}", "", "", -1.46 - n / 50, 53.39) for n in range(2)]
    made = work_out(atlas, read_request(f"{ASKED}{more}", atlas)[0], own)
    best = made.with_proof(made.choice.weight)
    assert why in text_of(results.said(made))
    assert proof(best).startswith(f"Proven: {proven}")
    assert proof(best).endswith("within your limits.") is ("m=2" in more)
    last = {"&m=2": "at most 2 in a district allows none", "&k=own": "there is no other venue"}
    assert f"One more: {last[more]}" in text_of(results.said(made))


def test_each_district_asked_for_has_its_number_and_what_all_add_is_said_once(
    answer: Answer,
) -> None:
    number = answer.sessions["district_code"].value_counts()
    assert number["E08000019"] > number["E08000018"]
    said = text_of(results.said(answer))
    assert f"{number['E08000019']} in Sheffield, {number['E08000018']} in Rotherham" in said
    assert "You asked for" not in said
    rounded = [(round(row["people"]), round(row["added"])) for _, row in answer.sessions.iterrows()]
    assert said.count("adds about") == sum(people != added for people, added in rounded)


def test_a_kept_venue_that_is_not_to_be_chosen_is_named_and_can_be_taken_off(
    answer: Answer, context: Context
) -> None:
    venues = candidate_venues(context.atlas, ["library"])
    venue = str(venues.index[venues["name"].str.startswith("Highfield")][0])
    search = f"{ASKED}&k=own&b={venue}"
    request, _ = read_request(search, context.atlas)
    with pytest.raises(NO_ANSWER) as why:
        answer_to(context, read_question({"search": search}))
    name = venues.loc[venue, "name"]
    assert str(why.value) == f"{name} is to be kept, but libraries are not ticked."
    page = refused(context.atlas, request, why.value)
    assert f"Take off {name}" in text_of(page)
    assert "Choose among libraries too" in text_of(page)
    found = [read_request(urlsplit(link).query, context.atlas)[0] for link in links_in(page)]
    assert [(one.must, one.kinds) for one in found] == [
        ((), ("own",)),
        ((venue,), ("library", "own")),
    ]


def test_wider_limits_that_would_do_are_a_link(answer: Answer, context: Context) -> None:
    must = list(answer.choice.venues[:3])
    search = f"{ASKED}&n=2&b={'.'.join(must)}"
    request, _ = read_request(search, context.atlas)
    with pytest.raises(NO_ANSWER) as why:
        answer_to(context, read_question({"search": search}))
    links = links_in(refused(context.atlas, request, why.value))
    found = [read_request(urlsplit(link).query, context.atlas)[0] for link in links]
    assert [(len(one.must), one.number) for one in found] == [(2, 2), (2, 2), (2, 2), (3, 3)]
    for one in found:
        assert set(work_out(context.atlas, one).choice.venues) >= set(one.must)


def test_too_many_venues_in_too_long_a_walk_lead_to_fewer_and_to_a_shorter_one(
    context: Context,
) -> None:
    search = "?g=english_limited&d=E08000019&n=60&r=5000&k=library.school.stop&m=4"
    request, _ = read_request(search, context.atlas)
    page = refused(context.atlas, request, ProblemError("So many.", too_many=True))
    assert "Take a walk of 1,200 m" in text_of(page)
    assert "Choose among libraries and schools only" in text_of(page)
    found = [read_request(urlsplit(link).query, context.atlas)[0] for link in links_in(page)]
    assert found == [
        replace(request, reach=1_200),
        replace(request, kinds=("library", "school")),
    ]


@pytest.mark.parametrize(
    ("text", "shown", "said"),
    [("2027-01-25", "2027-01-25", 0), ("2027-02-30", "", 1), ("soon", "", 1), ("", "", 0)],
)
def test_the_first_day_for_the_calendar_is_a_part_of_the_address(
    context: Context, text: str, shown: str, said: int
) -> None:
    means = form.meaning(context.atlas, f"?n=3&from={text}")
    [field] = [one for one in means.props if one.id == DAY]
    assert (means.parts["from"], field.props["value"]) == (shown, shown)
    assert [note[:13] for note in means.notes] == ["The first day"] * said
    # No part of the question: the answer is not worked out anew for it.
    assert read_request(f"?n=3&from={text}", context.atlas) == (SessionRequest(number=3), ())


@pytest.fixture(scope="module")
def context(atlas: Atlas) -> Context:
    return Context(Config(), atlas, BrowserFiles(), None, "No plans are kept here.")


def test_a_better_choice_is_shown_in_place_of_the_first(answer: Answer, context: Context) -> None:
    venues = list(answer.choice.venues[3:5])  # not those that come first
    question = {"search": f"{ASKED}&n=2", "best": {"venues": venues, "bound": 1_600.0}}
    made = answer_to(context, read_question(question))
    assert set(made.choice.venues) == set(venues)
    assert (made.choice.method, made.choice.bound) == ("exact", 1_600.0)
    assert sentence(made) != sentence(answer)


@pytest.mark.parametrize(
    "asked",
    [
        None,
        {},
        {"search": 5},
        {"search": ASKED, "best": {"venues": ["<b>"], "bound": 1}},
        {"search": ASKED, "best": {"venues": [], "bound": "much"}},
        {"search": "?n=99&r=-1&k=pub", "own": "none"},
    ],
)
def test_what_is_no_question_is_the_empty_one(asked: Any, context: Context) -> None:
    assert read_question(asked).search == ""
    assert answer_to(context, read_question(asked)).choice.venues


def test_what_cannot_be_met_is_said(context: Context) -> None:
    zones = DEFINITION.replace("d=E08000018", "d=E08000019").replace("&", "%26")
    for search in (f"?n=1&z=1&f={zones}", f"?p={'0' * 32}"):
        with pytest.raises(NO_ANSWER) as why:
            answer_to(context, read_question({"search": search}))
        assert str(why.value).endswith((".", "!"))
        request, _ = read_request(search, context.atlas)
        said = text_of(refused(context.atlas, request, why.value))
        assert str(why.value) in said
        assert ("Do not ask for a session in each zone" in said) is ("z=1" in search)
    with pytest.raises(NO_ANSWER):
        answer_to(context, read_question({"search": ASKED, "own": [{"name": ""}]}))
