"""What a team takes of the zones found, in an address: there and back, and whatever is typed."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.parts.address import LONGEST
from dashboard.parts.targets import chosen_address
from dashboard.parts.targets.chosen_address import LONGEST_NAME, MOST_EDITS, fitting, tidy
from dashboard.parts.targets.target_definition import Targets, read_targets
from layers import Atlas
from layers.targeting.area_search import Criterion
from layers.targeting.chosen_zones import Edit
from tests.committed import committed

CORE20 = Criterion("imd_decile", "decile", 2)
CODES = committed().areas.index.tolist()

codes = st.sampled_from(CODES)
names = st.text(st.sampled_from("~!%7E25ŷ😀 a<&=#+"), max_size=20) | st.text(max_size=80)
edits = st.lists(
    st.one_of(
        st.builds(Edit, st.sampled_from(["off", "split"]), codes),
        st.builds(Edit, st.just("merge"), codes, codes),
        st.builds(Edit, st.just("rename"), codes, name=names.map(tidy)),
    ),
    max_size=8,
)


@settings(max_examples=60)
@given(edits, st.integers(0, 860), st.booleans())
def test_there_and_back(atlas: Atlas, changes: list[Edit], most: int, by_areas: bool) -> None:
    kept = fitting(tuple(changes))
    targets = Targets(criteria=(CORE20,), zone_edits=kept, most=most, by_areas=by_areas)
    assert read_targets(targets.query(), atlas) == (targets, ())
    assert len(targets.query()) < LONGEST


def test_a_team_s_own_words_stay_as_they_are(atlas: Atlas) -> None:
    edit = Edit("rename", CODES[0], name="100% ~ours~! %7E & more")
    query = Targets(zone_edits=(edit,)).query()
    assert query == f"?f=r%21{CODES[0]}%21100%2525+%257Eours%257E%21+%25257E+%26+more"
    assert read_targets(query, atlas)[0].zone_edits == (edit,)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("m=0", "“0” is not a number of places to take."),
        ("m=10000", "“10000” is not a number of places to take."),
        ("u=wards", "There is no way to count places called “wards”."),
        ("f=nonsense", "could not be read"),
        ("f=x!E01007317!more", "could not be read"),
        ("f=m!E01007317", "could not be read"),
        ("f=s!<b>", "could not be read"),
        ("f=x!E01999999", "about an area that is not in this atlas"),
        ("f=m!E01007317!E01999999", "about an area that is not in this atlas"),
        (f"f={'~'.join(['x!E01007317'] * 110)}", "Only the first 100 changes of zones were kept."),
    ],
)
def test_what_cannot_be_used_is_left_out_and_said(atlas: Atlas, query: str, said: str) -> None:
    targets, notes = read_targets(f"?{query}", atlas)
    assert any(said in note for note in notes)
    kept = {len(targets.zone_edits), targets.most, int(targets.by_areas)}
    assert kept == ({0, MOST_EDITS} if "first 100" in said else {0})


def test_ten_thousand_changes_are_too_many_for_any_link(atlas: Atlas) -> None:
    query = f"?f={'~'.join(['s!E01007317'] * 10_000)}"
    targets, notes = read_targets(query, atlas)
    assert (targets, notes) == (Targets(), ("The link is too long, so it was not read.",))


def test_long_names_leave_room_for_the_rest_of_a_link(atlas: Atlas) -> None:
    """Letters of other scripts take nine characters each in a link."""
    long = tuple(Edit("rename", code, name="ش" * LONGEST_NAME) for code in CODES[:9])
    kept = fitting(long)
    assert 0 < len(kept) < len(long)
    # As somebody types it: far shorter than the link that the page would write of it.
    query = f"?f={'~'.join(f'r!{edit.code}!{edit.name}' for edit in long)}"
    targets, notes = read_targets(query, atlas)
    assert targets.zone_edits == kept
    assert notes == (
        f"The link has room for the first {len(kept)} changes of zones: the others were left out.",
    )


@settings(max_examples=200)
@given(st.text(st.sampled_from("xmsr!~E01007317%"), max_size=60) | st.text(max_size=40))
def test_any_text_is_a_change_or_none(text: str) -> None:
    found: Any = chosen_address.read_edit(text)
    assert found is None or text[0] in chosen_address.KINDS
