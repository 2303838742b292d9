"""The Inequality page's address: there and back, and whatever people put into it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.inequality.view import START, TOGETHER, InequalityView, read_view
from layers import Atlas

VIEWS = [
    InequalityView(),
    InequalityView(indicator="no_car", ordering="imd"),
    InequalityView(indicator="qof_copd", ordering="income", within="E08000019", fit="log"),
    InequalityView(indicator="no_car", ordering="imd", by="national"),
    InequalityView(compared=("E08000019", "02P", "U20350")),
    InequalityView(part="mix", within="E08000016"),
    InequalityView(part="together", chosen=("no_car", "roma", "qof_dm"), level="practice",
                   pair=("roma", "no_car")),
    InequalityView(indicator="no_car", ordering="pakistani", within="U20350", fit="logit"),
]  # fmt: skip


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.query()[:50])
def test_there_and_back(atlas: Atlas, view: InequalityView) -> None:
    assert read_view(view.query(), atlas) == (view, [])


def test_an_empty_address_opens_health_by_an_order_without_health(atlas: Atlas) -> None:
    assert read_view("", atlas) == (InequalityView(), [])
    assert (InequalityView().indicator, InequalityView().ordering) == (START["i"], START["o"])
    # A link that names its indicator, and no order, means the index as it is published.
    assert read_view("?i=no_car", atlas)[0].ordering == "imd"


@pytest.mark.parametrize(
    ("search", "said"),
    [
        ("?i=happiness", "There is no indicator called “happiness”."),
        ("?o=imd_rank", "There is no way to order called “imd_rank”."),
        ("?w=E99", "“E99” is not the code of"),
        ("?g=planetary", "There is no kind of group called “planetary”."),
        ("?f=cubic", "There is no fit called “cubic”."),
        ("?t=all", "There is no part of this page called “all”."),
        ("?l=ward", "There is no level called “ward”."),
        ("?v=E08000019.E99", "There is no place to compare with the code “E99”."),
        ("?v=E08000016.E08000017.E08000018.E08000019.02P", "Only the first 4 places"),
        ("?c=no_car", "It takes two indicators"),
        ("?c=no_car.nothing.roma", "There is no indicator with the code “nothing”."),
        ("?c=roma.arab.asian.black.mixed.white.indian.chinese.pakistani", "Only the first 8"),
    ],
)
def test_what_is_not_known_is_said(atlas: Atlas, search: str, said: str) -> None:
    view, ignored = read_view(search, atlas)
    assert any(line.startswith(said) for line in ignored)
    assert view.indicator in atlas.indicators
    assert 2 <= len(view.chosen) <= 8


def test_a_pair_is_two_of_those_that_are_chosen(atlas: Atlas) -> None:
    for text in ("no_car", "no_car.no_car", "no_car.roma", "a.b.c"):
        assert read_view(f"?p={text}", atlas)[0].pair == ()
    assert read_view(f"?p={TOGETHER[0]}.{TOGETHER[1]}", atlas)[0].pair == TOGETHER[:2]


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_it_never_fails(atlas: Atlas, text: str) -> None:
    for search in (
        text,
        f"?i={text}&o={text}&w={text}",
        f"?c={text}&p={text}&l={text}&f={text}&v={text}",
    ):
        view, ignored = read_view(search, atlas)
        assert read_view(view.query(), atlas)[0] == view
        assert all(len(line) < 400 for line in ignored)
