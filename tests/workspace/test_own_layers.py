"""Figures of people's own that are kept: by whom, seen by whom, until when."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from layers.own.own_layer import OwnLayer
from layers.own.own_points import OwnPoints
from layers.statistics.small_counts import Rule, rounded
from tests.layers.own.layers import layer
from tests.workspace.full_plan import everything, full_plan, kept_layer
from workspace import changes, check, own_layers, retention, written_layers
from workspace.database import Workspace
from workspace.errors import BadValues, ChangedSince, NotAllowed, NotThere
from workspace.own_layers import MOST_SEEN, SEEN_BY, Viewer
from workspace.records import KeptLayer, new_id
from workspace.roles import NOBODY, ROLES

ANN, BOB, LEAD = Viewer("Ann", "contributor"), Viewer("Bob", "viewer"), Viewer("Cy", "lead")
TODAY = own_layers.today()
UNTIL = TODAY + timedelta(days=90)


def keep(session: Session, seen_by: str = "owner", who: Viewer = ANN, **words: Any) -> KeptLayer:
    return own_layers.keep(session, layer(**words), UNTIL, seen_by, who)


def labels(session: Session, who: Viewer, **which: bool) -> list[str]:
    return [one.label for one in own_layers.seen(session, who, **which)]


def test_what_is_kept_is_the_layer_as_it_was(session: Session) -> None:
    kept = keep(session)
    session.expire_all()
    held = own_layers.in_atlas(session, ANN).values()
    [read] = own_layers.written(session, [one.record for one in held])
    assert read == layer()
    assert (kept.layer_id, kept.label, kept.source, kept.period) == (
        read.id, read.label, read.source, read.period,
    )  # fmt: skip
    assert (kept.owner, kept.seen_by, kept.keep_until, kept.kind) == (
        "Ann",
        "owner",
        UNTIL,
        "layer",
    )


def test_places_are_kept_likewise_and_are_no_figures_of_areas(session: Session) -> None:
    places = OwnPoints(
        label="Food banks", names=("A hall",), longitudes=(-1.47,), latitudes=(53.38,), source="Us"
    )
    kept = own_layers.keep(session, places, UNTIL, "everyone", ANN)
    session.expire_all()
    assert (kept.kind, kept.layer_id) == ("points", places.id)
    assert own_layers.written(session, [kept.id]) == [places]
    assert labels(session, BOB) == ["Food banks"]
    assert own_layers.in_atlas(session, BOB) == {}
    assert written_layers.read_sent(places.written.decode(), Rule()) == places


def test_who_sees_what(session: Session) -> None:
    """The whole table; its owner sees it with every role but none."""
    every = {one: keep(session, one, LEAD, label=one) for one in SEEN_BY}
    first = {"owner": len(ROLES), "editors": ROLES.index("editor"), "everyone": 0}
    for role in (NOBODY, *ROLES):
        seen = [one for one in SEEN_BY if role in ROLES[first[one] :]]
        for name, sees in (("Dee", seen), (LEAD.name, list(SEEN_BY) if role in ROLES else [])):
            who = Viewer(name, role)
            assert sorted(labels(session, who)) == sorted(sees), who
            there = {every[one].layer_id for one in sees}
            assert set(own_layers.in_atlas(session, who)) == there
            for one, kept in every.items():
                if one in sees:
                    assert own_layers.one_seen(session, kept.id, who) is kept
                else:
                    with pytest.raises(NotThere):
                        own_layers.one_seen(session, kept.id, who)


def test_somebody_without_a_name_owns_nothing(session: Session) -> None:
    """Where nobody signs in, "only me" would be a promise that nobody could keep."""
    nobody = Viewer("", "administrator")
    kept = keep(session, "owner", nobody)
    assert (kept.owner, kept.seen_by) == ("", "everyone")
    kept.seen_by = "owner"
    assert labels(session, nobody) == []


def test_the_same_person_keeps_the_same_layer_once(session: Session) -> None:
    kept = keep(session)
    assert keep(session) is kept
    assert kept.version == 1
    # Kept again it is as it was asked for last; and no day or people are taken that cannot be.
    later = UNTIL + timedelta(days=7)
    assert own_layers.keep(session, layer(), later.isoformat(), "everyone", ANN) is kept
    assert (kept.keep_until, kept.seen_by, kept.version) == (later, "everyone", 2)
    with pytest.raises(BadValues):
        own_layers.keep(session, layer(), "2020-01-01", "owner", ANN)
    assert (kept.keep_until, kept.seen_by) == (later, "everyone")
    # Another person's is another's to change; both have it once in their pages.
    other = keep(session, "everyone", LEAD)
    assert other.id != kept.id
    assert list(own_layers.in_atlas(session, ANN)).count(kept.layer_id) == 1


@pytest.mark.parametrize(
    ("who", "allowed"), [(ANN, True), (LEAD, True), (BOB, False), (Viewer("Di", "editor"), False)]
)
def test_its_owner_and_leads_change_it_and_nobody_else(
    session: Session, who: Viewer, allowed: bool
) -> None:
    kept = keep(session, "everyone")
    later = {"keep_until": (UNTIL + timedelta(days=1)).isoformat(), "seen_by": "editors"}
    acts: list[Callable[[], object]] = [
        lambda: own_layers.change(session, kept.id, kept.version, later, LEAD if allowed else who),
        lambda: own_layers.remove(session, kept.id, kept.version, who),
        lambda: own_layers.bring_back(session, kept.id, who),
    ]
    assert own_layers.may_change(kept, who) is allowed
    for act in acts:
        if allowed:
            act()
        else:
            with pytest.raises(NotAllowed):
                act()
    wanted = (UNTIL + timedelta(days=1), "editors") if allowed else (UNTIL, "everyone")
    assert (kept.keep_until, kept.seen_by) == wanted
    assert kept.deleted_at is None


def test_what_somebody_does_not_see_is_not_there_to_change(session: Session) -> None:
    kept = keep(session)
    for act in (
        lambda: own_layers.change(session, kept.id, 1, {"seen_by": "everyone"}, LEAD),
        lambda: own_layers.remove(session, kept.id, 1, LEAD),
        lambda: own_layers.bring_back(session, kept.id, LEAD),
        lambda: own_layers.bring_back(session, new_id(), LEAD),
        lambda: own_layers.remove(session, "../x", 1, LEAD),
    ):
        with pytest.raises(NotThere):
            act()


def test_the_log_says_who_kept_changed_and_took_it_away(session: Session) -> None:
    kept = keep(session, "everyone")
    own_layers.change(session, kept.id, 1, {"seen_by": "everyone"}, LEAD)  # as it is: no change
    own_layers.change(session, kept.id, 1, {"seen_by": "editors"}, LEAD)
    own_layers.remove(session, kept.id, 2, ANN)
    assert labels(session, ANN) == []
    assert labels(session, ANN, removed=True) == [kept.label]
    assert labels(session, BOB, removed=True) == []
    own_layers.bring_back(session, kept.id, ANN)
    assert labels(session, ANN) == [kept.label]
    lines = [(one.who, one.what, one.fields) for one in changes.history(session, kept.id)[::-1]]
    assert lines == [
        ("Ann", "created", ["keep_until", "label", "seen_by"]),
        ("Cy", "changed", ["seen_by"]),
        ("Ann", "deleted", []),
        ("Ann", "restored", []),
    ]


def test_nobody_writes_over_anothers_change(session: Session) -> None:
    kept = keep(session, "everyone")
    own_layers.change(session, kept.id, 1, {"seen_by": "editors"}, LEAD)
    with pytest.raises(ChangedSince):
        own_layers.change(session, kept.id, 1, {"seen_by": "owner"}, ANN)
    with pytest.raises(ChangedSince):
        own_layers.remove(session, kept.id, 1, ANN)
    assert kept.seen_by == "editors"


def test_days_and_people_that_cannot_be_are_refused(session: Session) -> None:
    kept = keep(session, label="Kept")
    wrong: list[dict[str, Any]] = [
        {"keep_until": TODAY},
        {"keep_until": TODAY + own_layers.AT_MOST + timedelta(days=1)},
        {"keep_until": "soon"},
        {"keep_until": None},
        {"seen_by": "the world"},
        {"seen_by": ["owner"]},
    ]
    for values in wrong:
        usual = {"keep_until": UNTIL, "seen_by": "owner"} | values
        with pytest.raises(BadValues) as refused:
            own_layers.keep(session, layer(), usual["keep_until"], usual["seen_by"], ANN)
        assert list(refused.value.faults) == list(values)
        with pytest.raises(BadValues):
            own_layers.change(session, kept.id, 1, values, ANN)
        assert (kept.keep_until, kept.seen_by) == (UNTIL, "owner")
    assert labels(session, ANN) == ["Kept"]


def test_nobody_has_more_in_a_page_than_there_may_be(session: Session) -> None:
    for number in range(MOST_SEEN):
        keep(session, label=f"{number}")
    with pytest.raises(BadValues, match="20 figures"):
        keep(session, label="one more")
    keep(session, label="0")  # that one is there
    shared = keep(session, "everyone", LEAD, label="shared")  # which Ann's are no matter of
    assert len(labels(session, ANN)) == MOST_SEEN + 1
    pages = own_layers.in_atlas(session, ANN)
    assert len(pages) == MOST_SEEN
    assert shared.layer_id not in pages  # what was there before stays


def test_at_its_day_a_layer_goes_and_leaves_a_line(workspace: Workspace) -> None:
    with workspace.writing() as session:
        full_plan(session)
        kept, other = keep(session), kept_layer(session)
        gone = keep(session, label="Taken away")
        own_layers.remove(session, gone.id, 1, ANN)
    before = everything(workspace)
    assert [len(before["own_layer"]), check.faults(workspace)] == [3, []]
    with workspace.writing() as session:
        assert retention.apply(session, 999, UNTIL - timedelta(days=1)).layers == 0
        assert retention.apply(session, 999, UNTIL).layers == 2
    after = everything(workspace)
    assert [row for row in after["own_layer"] if kept.id in row or gone.id in row] == []
    assert len([row for row in after["change"] if kept.id in row and "purged" in row]) == 1
    with workspace.writing() as session:
        own_layers.remove(session, other.id, 1, LEAD)
        assert retention.apply(session, 30, TODAY + timedelta(days=31)).records >= 1
    assert everything(workspace)["own_layer"] == []


def test_a_layer_whose_day_has_come_is_not_shown(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = keep(session)
    monkeypatch.setattr(own_layers, "today", lambda: UNTIL)
    assert labels(session, ANN) == []
    assert own_layers.in_atlas(session, ANN) == {}
    with pytest.raises(NotThere):
        own_layers.one_seen(session, kept.id, ANN)


def test_what_is_not_whole_is_left_out_and_said(workspace: Workspace) -> None:
    with workspace.writing() as session:
        kept = keep(session)
        kept.written = kept.written.replace("E01007317", "E09007317")
        keep(session, label="Whole")
    with workspace.reading() as session:
        held = own_layers.in_atlas(session, ANN).values()
        read = own_layers.written(session, [one.record for one in held])
    assert [one.label for one in read] == ["Whole"]
    said = f"own_layer {kept.id}: what is written in it is not whole."
    assert check.faults(workspace) == [said]


def test_small_counts_of_people_are_not_kept() -> None:
    counts: dict[str, Any] = {"kind": "count", "numerators": (), "denominators": (), "people": True}
    small = layer(**counts, values=(10.0, None, 7.0))
    with pytest.raises(BadValues, match="small counts"):
        written_layers.read_sent(small.written.decode(), Rule())
    for fine in (
        layer(**counts, values=(10.0, None, 0.0)),
        layer(**counts | {"people": False}, values=(1.0, None, 7.0)),
        layer(**counts, values=(1.0, None, 7.0), published=True),
    ):
        assert written_layers.read_sent(fine.written.decode(), Rule()) == fine
    for parts in (
        {"numerators": (1.0, None, 45.0)},
        {"numerators": (0.0, None, 45.0), "denominators": (5.0, None, 650.0)},
    ):
        with pytest.raises(BadValues, match="small counts"):
            written_layers.read_sent(layer(people=True, **parts).written.decode(), Rule())


@pytest.mark.parametrize("threshold", [2, 5, 7, 8, 12, 23])
def test_what_was_suppressed_by_the_rule_here_is_kept_here(threshold: int) -> None:
    """Also where the least count that is shown is rounded to less than the threshold."""
    rule = Rule(threshold)
    counts: dict[str, Any] = {"kind": "count", "numerators": (), "denominators": (), "people": True}
    least = float(rounded(threshold, rule))
    shown = layer(**counts, values=(least, None, 0.0))
    assert written_layers.read_sent(shown.written.decode(), rule) == shown
    small = layer(**counts, values=(min(least, threshold) - 1, None, 0.0))
    with pytest.raises(BadValues, match="small counts"):
        written_layers.read_sent(small.written.decode(), rule)


@given(st.text(max_size=40))
def test_whatever_is_sent_is_a_layer_or_refused_in_words(text: str) -> None:
    with pytest.raises(BadValues) as refused:
        written_layers.read_sent(text, Rule())
    assert str(refused.value).endswith(".")


def test_a_text_that_could_tell_who_somebody_is_is_found_in_each() -> None:
    for name in ("label", "short", "note", "source", "period", "licence", "counted", "out_of"):
        [said] = written_layers.warnings(layer(**{name: "Ask 0114 496 0000"}))
        assert "telephone" in said, name
    assert written_layers.warnings(layer()) == []


def test_a_label_is_kept_without_what_no_database_takes(session: Session) -> None:
    kept = own_layers.keep(session, layer(label="Damp\0 homes"), UNTIL, "owner", ANN)
    session.expire_all()
    assert kept.label == "Damp homes"
    [read] = own_layers.written(session, [kept.id])
    assert isinstance(read, OwnLayer)
    assert read.label == "Damp\0 homes"


def test_the_usual_day_is_one_that_can_be() -> None:
    assert date.today() < TODAY + own_layers.USUALLY < TODAY + own_layers.AT_MOST
