"""Does it go together, with a figure that somebody brought: marked, and carried along."""

from dataclasses import replace

import numpy as np
import pytest

from dashboard.inequality import export_tables, form
from dashboard.inequality.correlation import correlated, strongest, together_page
from dashboard.inequality.view import TOGETHER, InequalityView, read_view
from layers.atlas import Atlas
from layers.own.own_indicator import with_own
from layers.own.own_layer import OwnLayer
from tests.carrying import every_kind
from tests.layers.own.layers import layer

MARKED = "Households with a food parcel (own)"


@pytest.fixture(scope="module")
def own(atlas: Atlas) -> OwnLayer:
    return every_kind(atlas)["share"]


@pytest.fixture(scope="module")
def known(atlas: Atlas, own: OwnLayer) -> Atlas:
    return with_own(atlas, [own])


def test_it_comes_along_and_can_be_taken_off(known: Atlas, own: OwnLayer) -> None:
    view, notes = read_view(f"?t=together&i={own.id}", known)
    assert (view.chosen, notes) == ((own.id, *TOGETHER[:-1]), [])
    assert read_view(view.query(), known)[0] == view
    off = replace(view, chosen=view.chosen[1:])
    assert read_view(off.query(), known)[0].chosen == TOGETHER[:-1]
    assert read_view("?t=together&i=roma", known)[0].chosen == TOGETHER
    assert read_view(f"?i={own.id}", known)[0].chosen == TOGETHER


def test_table_chips_picture_and_sheet_mark_it(known: Atlas, own: OwnLayer) -> None:
    view = InequalityView(part="together", chosen=(own.id, "imd_score"), pair=(own.id, "imd_score"))
    page = str(together_page(known, view))
    assert f"1. {MARKED}" in page
    assert f"H2(children='{MARKED} and " in page
    meant = form.meaning(known, view.query())
    [chips] = [one.props for one in meant.props if one.id == "inequality-chips"]
    assert MARKED in str(chips)
    sheet = export_tables.correlations(known, view)
    assert MARKED in next(one for one in sheet.columns if one.id == "a").values


def test_the_headline_and_the_picture_are_of_what_was_brought(known: Atlas, own: OwnLayer) -> None:
    view, _ = read_view(f"?t=together&i={own.id}", known)
    row = strongest(known, view)
    assert row is not None
    pairs = correlated(known, view.chosen, "area")
    assert abs(row["r"]) < pairs["r"].abs().max()
    mine = pairs[(pairs["a"] == own.id) | (pairs["b"] == own.id)]
    assert abs(row["r"]) == mine["r"].abs().max()
    page = together_page(known, view)
    assert f"P(children='“{MARKED}” " in str(page[0])
    assert f"H2(children='{MARKED} and " in str(page)


def test_where_the_range_takes_in_none_no_link_is_claimed(atlas: Atlas) -> None:
    chance = np.random.default_rng(19).normal(50, 5, len(atlas.areas)).round(3)
    noise = layer(
        kind="rate", counted="", out_of="", numerators=(), denominators=(),
        codes=tuple(atlas.areas.index), values=tuple(chance.tolist()),
    )  # fmt: skip
    pair = (noise.id, "imd_score")
    view = InequalityView(part="together", chosen=pair, pair=pair)
    page = str(together_page(with_own(atlas, [noise]), view))
    assert "There is no clear link between" in page
    assert "so there may be no link at all" in page
    assert "tends to be" not in page
    assert "hardly at all" not in page
