"""The Practices page's address."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.practices.view import MOST_COMPARED, PracticesView, read_view
from layers import Atlas
from layers.practices.units import unit

KEYS = ["C85001", "C86609", "U20350", "02P", "E08000018", "Mine~C85001~U20350", "Ŵy 1~C85003"]


@given(
    keys=st.lists(st.sampled_from(KEYS), unique=True, max_size=MOST_COMPARED),
    listed=st.sampled_from(["practice", "pcn"]),
    place=st.sampled_from(["", "03L"]),
    network=st.sampled_from(["", "U20350"]),
    named=st.sampled_from(["", "road", "St Ann's & Co", "100%", "Ŵyl"]),
    register=st.sampled_from(["HYP", "DM", "MH"]),
    said=st.sampled_from([("patients", ""), ("recorded", ""), ("recorded", "higher")]),
)
def test_an_address_gives_back_its_view(
    atlas: Atlas,
    keys: list[str],
    listed: str,
    place: str,
    network: str,
    named: str,
    register: str,
    said: tuple[str, str],
) -> None:
    wanted = tuple(unit(atlas, key) for key in keys)
    view = PracticesView(wanted, listed, place, network, named, register)  # type: ignore[arg-type]
    view = replace(view, columns=said[0], verdict=said[1])  # type: ignore[arg-type]
    assert read_view(view.query(), atlas) == (view, [])


@pytest.mark.parametrize(
    ("search", "said"),
    [
        ("?v=C99999", "C99999"),
        ("?v=C85001&r=NOPE", "register"),
        ("?k=wards", "list"),
        ("?s=recorded&f=usual", "verdict"),
        ("?d=E08000018", "place"),
        ("?c=C85001", "network"),
        ("?v=" + ".".join(["C85001", "C85003", "C85004", "C85005", "C85006", "C85007", "C85008"]),
         "first 6"),
        ("?v=Empty~", "between 1 and 200"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said(atlas: Atlas, search: str, said: str) -> None:
    view, ignored = read_view(search, atlas)
    assert any(said in line for line in ignored)
    assert len(view.units) <= MOST_COMPARED


@given(search=st.text(max_size=300) | st.text(max_size=100).map(lambda text: f"?v={text}"))
def test_no_address_breaks_it(atlas: Atlas, search: str) -> None:
    view, _ = read_view(search, atlas)
    assert read_view(view.query(), atlas)[0] == view
