"""Whom a plan has heard so far, from its diary's counts."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from layers import Atlas
from layers.exercise.people_asked import residents
from layers.exercise.people_meant import MEANT, OF_THEM, OTHERS, meant_by
from layers.exercise.respondents import load_respondents, people
from layers.exercise.so_far import Diary, SoFar, ZoneAsked, so_far
from layers.exercise.what_next import what_next
from layers.statistics.suppression import Rule

KNOWN = load_respondents()
BASE = KNOWN.bases["16"]
RULE = Rule()
START = date(2026, 3, 2)


@pytest.fixture(scope="module")
def zones(atlas: Atlas) -> list[ZoneAsked]:
    codes = list(atlas.areas.index)
    return [ZoneAsked(f"z{n}", f"Zone {n}", tuple(codes[40 * n : 40 * n + 12])) for n in (1, 2, 9)]


def diary(zones: list[ZoneAsked], visits: int, people: int = 20) -> Diary:
    """Visits a week apart to the first two zones in turn; of the people a quarter are men."""
    rows, heard, living = [], [], []
    for n in range(visits):
        zone = zones[n % 2]
        rows.append((f"a{n}", zone.id, START + timedelta(weeks=n), people))
        men = people // 4
        heard += [
            (f"a{n}", "sex", "male", men),
            (f"a{n}", "sex", "female", people - men - 1),
            (f"a{n}", "sex", "", 1),
        ]
        asked = "white_british" if n % 3 else "not_asked"
        heard.append((f"a{n}", "ethnicity", asked, people))
        living += [(f"a{n}", zone.areas[0], people - 2), (f"a{n}", "elsewhere", 2)]
    return Diary(
        pd.DataFrame(rows, columns=["activity", "zone", "on", "people"]),
        pd.DataFrame(heard, columns=["activity", "question", "category", "count"]),
        pd.DataFrame(living, columns=["activity", "lsoa", "count"]),
    )


def found(atlas: Atlas, zones: list[ZoneAsked], of: Diary) -> SoFar:
    return so_far(atlas, KNOWN, of, zones, BASE, RULE)


def test_people_heard_by_zone(atlas: Atlas, zones: list[ZoneAsked]) -> None:
    told = found(atlas, zones, diary(zones, 7))
    assert told.people == 140
    assert told.zones["people"].tolist() == [80, 60, 0]
    assert told.zones["visits"].tolist() == [4, 3, 0]
    assert told.zones["last"].iloc[0] == pd.Timestamp(START + timedelta(weeks=6))
    assert pd.isna(told.zones["last"].iloc[2])
    table = told.tables["zone"]
    asked = residents(atlas, BASE, KNOWN.questions["age"])
    there = [asked[list(zone.areas)].sum() for zone in zones]
    np.testing.assert_allclose(table.share, there / np.sum(there))
    assert told.compared["zone"].loc["z9", "verdict"] == "far_less"


def test_answers_are_of_the_last_step_and_against_residents_of_the_zones(
    atlas: Atlas, zones: list[ZoneAsked]
) -> None:
    told = found(atlas, zones, diary(zones, 8))
    assert (told.visits, told.counted, told.next_at) == (8, 6, 9)
    sex = told.tables["sex"]
    assert told.of_visits["sex"] == 6
    assert sex.observed.to_dict() == {"female": 85, "male": 30}
    # Those who did not say are in no share.
    assert sex.total == 115
    areas = [code for zone in zones for code in zone.areas]
    female = atlas.table("female").loc[areas]
    share = female["numerator"].sum() / female["denominator"].sum()
    assert sex.share["female"] == pytest.approx(share)
    places = {"district": 8, "deprivation_fifth": 8}
    assert told.asked_at == {"sex": 8, "ethnicity": 5} | places
    # Of the five visits that asked: the first three.
    assert told.of_visits["ethnicity"] == 3
    assert told.tables["ethnicity"].observed["white"] == 60
    assert told.compared["sex"].loc["male", "verdict"] == "less"


def test_nothing_of_what_people_said_before_the_third_visit(
    atlas: Atlas, zones: list[ZoneAsked]
) -> None:
    told = found(atlas, zones, diary(zones, 2))
    assert set(told.tables) == {"zone"}
    assert (told.counted, told.next_at) == (0, 3)


def test_a_plan_without_visits_and_one_without_zones(atlas: Atlas, zones: list[ZoneAsked]) -> None:
    nobody = found(atlas, zones, diary(zones, 0))
    assert (nobody.visits, nobody.people, nobody.tables) == (0, 0, {})
    everywhere = found(atlas, [], diary(zones, 3))
    assert everywhere.zones["visits"].tolist() == [3]
    assert everywhere.tables["sex"].share["female"] == pytest.approx(
        atlas.table("female")["numerator"].sum() / atlas.table("female")["denominator"].sum()
    )


def test_areas_that_the_release_no_longer_has_are_left_out(
    atlas: Atlas, zones: list[ZoneAsked]
) -> None:
    former = [replace(zones[0], areas=(*zones[0].areas, "E01999999")), *zones[1:]]
    one, other = (found(atlas, of, diary(of, 6)) for of in (zones, former))
    pd.testing.assert_frame_equal(one.compared["sex"], other.compared["sex"])


def test_small_visits_are_told_by_no_figure(atlas: Atlas, zones: list[ZoneAsked]) -> None:
    """All that is shown is the same whatever the small counts are."""
    kept = []
    for small in (2, 6):
        of = diary(zones, 6)
        first = of.activities["activity"] == "a0"
        activities = of.activities.assign(people=of.activities["people"].where(~first, small))
        heard = of.heard[of.heard["activity"] != "a0"]
        one = pd.DataFrame([("a0", "sex", "female", small)], columns=heard.columns)
        told = found(
            atlas,
            zones,
            Diary(
                activities,
                pd.concat([heard[heard["question"] != "sex"], one]),
                of.heard_at[of.heard_at["activity"] != "a0"],
            ),
        )
        assert "sex" not in told.tables
        kept.append(told)
    pd.testing.assert_frame_equal(kept[0].zones, kept[1].zones)
    for name, frame in kept[0].compared.items():
        pd.testing.assert_frame_equal(frame, kept[1].compared[name])


def test_what_next_names_what_is_sure_and_how_many(atlas: Atlas, zones: list[ZoneAsked]) -> None:
    told = found(atlas, zones, diary(zones, 6))
    wanted = {one.table: one for one in what_next(told)}
    # Nobody has been to the third zone: that is said apart, and not as a number of people.
    assert told.unvisited == ["Zone 9"]
    assert "zone" not in wanted
    men = wanted["sex"]
    assert men.name == "Male"
    table = told.tables["sex"]
    after = (table.observed["male"] + men.more) / (table.total + men.more) / table.share["male"]
    assert 0.8 <= after < 0.86
    assert men.more % RULE.base == 0


def test_no_advice_from_chance(atlas: Atlas, zones: list[ZoneAsked]) -> None:
    """Of 40 plans that hear whoever comes, at most a few are told to hear anybody more."""
    draw = np.random.default_rng(5)
    of, advised = diary(zones, 9, 30), 0
    asked = residents(atlas, BASE, KNOWN.questions["age"])
    there = np.array([asked[list(zone.areas)].sum() for zone in zones])
    table = found(atlas, zones, of).tables["sex"]
    for _ in range(40):
        zone = draw.choice([one.id for one in zones], 9, p=there / there.sum())
        men = draw.binomial(30, table.share["male"], 9)
        heard = pd.DataFrame(
            [
                (f"a{n}", "sex", kind, count)
                for n in range(9)
                for kind, count in (("male", men[n]), ("female", 30 - men[n]))
            ],
            columns=of.heard.columns,
        )
        # Visits come by zone as they are planned, so zones are not drawn person by person.
        one = Diary(of.activities.assign(zone=zone), heard, of.heard_at.iloc[:0])
        advised += any(w.table == "sex" for w in what_next(found(atlas, zones, one)))
    assert advised <= 3


# ---- the people whom a plan is meant for ----


def of_language(zones: list[ZoneAsked], answers: dict[str, int], visits: int = 6) -> Diary:
    """Visits at which so many gave each answer on their language."""
    of = diary(zones, visits, sum(answers.values()))
    rows = [
        (f"a{n}", "language", one, count) for n in range(visits) for one, count in answers.items()
    ]
    return replace(of, heard=pd.DataFrame(rows, columns=of.heard.columns))


def test_a_visit_that_heard_nobody_counts_as_a_visit(atlas: Atlas, zones: list[ZoneAsked]) -> None:
    """As in the diary and in the table of zones."""
    of = diary(zones, 7)
    last = of.activities["activity"] == "a6"
    activities = of.activities.assign(people=of.activities["people"].where(~last, 0))
    gone = [frame[frame["activity"] != "a6"] for frame in (of.heard, of.heard_at)]
    told = found(atlas, zones, Diary(activities, *gone))
    assert (told.visits, told.zones["visits"].sum(), told.people) == (7, 7, 120)


def test_of_whom_the_plan_is_meant_for_so_many_were_heard(
    atlas: Atlas, zones: list[ZoneAsked]
) -> None:
    answers = {"main_language_english": 10, "english_well_or_very_well": 5, "english_limited": 5}
    meant = meant_by(KNOWN, "english_limited")
    told = so_far(atlas, KNOWN, of_language(zones, answers), zones, BASE, RULE, meant)
    assert told.meant is not None
    assert not told.meant.unclear
    assert told.tables[MEANT].observed.to_dict() == {OF_THEM: 30, OTHERS: 90}
    areas = [code for zone in zones for code in zone.areas]
    living = {
        one: atlas.table(one).loc[areas, "numerator"].sum()
        for one in ("english_limited", "main_language_english", "main_language_not_english")
    }
    everybody = living["main_language_english"] + living["main_language_not_english"]
    assert told.meant.share == pytest.approx(living["english_limited"] / everybody)
    # Whom it is meant for is no reason to hear more of the others.
    assert "language" not in {one.table for one in what_next(told)}


def test_what_was_not_said_closely_is_told_as_at_least(
    atlas: Atlas, zones: list[ZoneAsked]
) -> None:
    meant = meant_by(KNOWN, "english_limited")
    broad = of_language(zones, {"main_language_english": 10, "main_language_not_english": 10})
    told = so_far(atlas, KNOWN, broad, zones, BASE, RULE, meant)
    assert told.meant is not None
    assert told.meant.unclear
    assert told.meant.table is None
    close = of_language(zones, {"main_language_not_english": 10, "english_limited": 10})
    of_both = pd.concat([broad.heard[:6], close.heard[6:]])
    told = so_far(atlas, KNOWN, replace(broad, heard=of_both), zones, BASE, RULE, meant)
    assert told.meant is not None
    assert told.meant.table is not None
    assert told.meant.unclear
    # Nothing is concluded from a number that may be larger.
    assert MEANT not in told.compared


def test_what_an_indicator_is_made_of_are_its_people(atlas: Atlas) -> None:
    for made in KNOWN.made_of:
        meant = meant_by(KNOWN, made.id)
        assert meant is not None
        parts = [meant.question.categories[one] for one in meant.categories]
        together = sum(people(atlas, one).sum() for one in parts)
        assert together == pytest.approx(atlas.table(made.id)["numerator"].sum(), rel=1e-6)
    assert meant_by(KNOWN, "qof_hyp") is None
