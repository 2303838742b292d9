"""What could tell who a person is is found however it is written, and nothing else is."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.atlas import Atlas
from workspace.sensitive_text import Found, found, warnings

WORDS = st.sampled_from(["", "She lives at ", "call: ", "(", "“", "Met 12 people; ", "Tel."])
AFTER = st.sampled_from(["", ".", ", she said", ")", "” – a note", " and 3 more"])
DIGITS = st.text(string.digits, min_size=9, max_size=9)


def kinds(text: str) -> list[str]:
    return [one.kind for one in found(text)]


@given(WORDS, AFTER, st.data())
def test_postcodes_of_the_atlas_are_found(
    atlas: Atlas, before: str, after: str, data: st.DataObject
) -> None:
    every = atlas.extra("postcodes")["postcode"]
    postcode = every.iloc[data.draw(st.integers(0, len(every) - 1))]
    written = data.draw(st.sampled_from([postcode, postcode.lower(), postcode.replace(" ", "")]))
    assert found(f"{before}{written}{after}") == [Found("postcode", len(before), written)]


def with_check(nine: str) -> str | None:
    """A plain second way to the check digit: the one that makes the weighted sum divide."""
    for check in string.digits:
        if sum((10 - n) * int(one) for n, one in enumerate(nine + check)) % 11 == 0:
            return nine + check
    return None


@given(DIGITS.filter(lambda nine: nine[0] != "0"), WORDS, AFTER)
def test_nhs_numbers_are_known_by_their_check_digit(nine: str, before: str, after: str) -> None:
    number = with_check(nine)
    if number is None:
        return
    for written in (number, f"{number[:3]} {number[3:6]} {number[6:]}"):
        assert found(f"{before}{written}{after}") == [Found("nhs_number", len(before), written)]
    other = number[:9] + str((int(number[9]) + 1) % 10)
    assert kinds(f"{before}{other}{after}") == []


@given(st.integers(10**7, 10**8 - 1).map(str), WORDS, AFTER)
def test_telephone_numbers_are_found_in_any_grouping(n: str, before: str, after: str) -> None:
    for written in (
        f"07{n}9", f"07{n[:3]} {n[3:]}9", f"0114 2{n[:2]} {n[2:6]}", f"(0114) 2{n[:2]} {n[2:6]}",
        f"01226 {n[:6]}", f"01226-{n[:3]}-{n[3:6]}", f"+44 7{n[:3]} {n[3:]}9",
        f"+44 (0)114 2{n[:2]} {n[2:6]}", f"0044 1142{n[:6]}", f"+48 5{n[:2]} {n[2:5]} {n[5:8]}",
    ):  # fmt: skip
        [one] = found(f"{before}{written}{after}")
        assert (one.at, one.what) == (len(before), written)
        # One in ten with ten digits has the check digit of an NHS number.
        assert one.kind == "telephone" or sum(map(str.isdigit, written)) == 10


def test_email_addresses_are_found() -> None:
    assert found("to a.b+c@x-y.nhs.uk, or not") == [Found("email", 3, "a.b+c@x-y.nhs.uk")]
    assert kinds("@southyorkshire 5 @ 10:30") == []


@given(
    st.dates(),
    st.sampled_from(
        ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d.%m.%y", "%d %m %Y", "%d %B %Y"]
    ),
    st.sampled_from(["", " 14", " 10.30", " 09:30–12:00", " to 12 people", " 2026"]),
)
def test_dates_and_times_are_none(day: object, form: str, time: str) -> None:
    assert found(f"{day:{form}}{time}") == []


@given(st.lists(st.integers(0, 1_999), max_size=12))
def test_counts_are_none(counts: list[int]) -> None:
    for between in (", ", " ", " – ", "/", ".\n"):
        assert found(between.join(f"{one:,}" for one in counts)) == []


@pytest.mark.parametrize(
    "text",
    ["S1", "S1 2", "S12", "S4 7 and S5", "C88048", "Y02345", "U12345", "E01007557", "E08000019",
     "Rotherham 017D", "Core20", "Zone 4 and men under 35", "09.30 10.30 11.30 12.30", "£0.50",
     "A1 2AB", "0–4 5–14 15–24 25–44 45–64", "IMD 2025", "Room B12 3rd floor", "(0) 10", "Q1 2026",
     "Ref 20114278890012345"],
)  # fmt: skip
def test_codes_and_figures_are_none(text: str) -> None:
    assert found(text) == []


def test_signs_that_nobody_sees_and_other_letters_hide_nothing() -> None:
    assert found("at \uff33\uff15\u200b\u00a07AU!") == [
        Found("postcode", 3, "\uff33\uff15\u200b\u00a07AU")
    ]
    assert kinds("0114\u2011278\u20118900") == ["telephone"]


@given(st.text())
def test_any_text_is_read_and_what_is_found_stands_in_it(text: str) -> None:
    last = 0
    for one in found(text):
        assert text[one.at :].startswith(one.what)
        assert one.at >= last
        last = one.at + len(one.what)


def test_a_warning_names_the_field_and_all_that_was_found() -> None:
    texts = {"purpose": "Ring 0114 278 8900 or a@b.uk", "title": "Hall, S5 7AU", "decision": "Ramp"}
    assert warnings("plan", texts | {"starts_on": None, "lead": "a@b.uk"}) == {
        "purpose": "“Purpose” seems to hold a telephone number (“0114 278 8900”) and "
        "an e-mail address (“a@b.uk”). Take it out if it is a participant’s: nothing here may "
        "tell who a person is.",
        "title": "“Title” seems to hold a postcode: “S5 7AU”. Take it out if it is a "
        "participant’s: nothing here may tell who a person is.",
    }
