"""A plan keeps no definition whose figures only a page holds; with kept ones it does."""

from collections.abc import Sequence

import pytest
from flask import Flask

from dashboard.plans.zones_found import ZonesFound, zones_found
from dashboard.web.atlas_of_request import atlas_of_request
from layers.atlas import Atlas
from layers.own.own_layer import OwnLayer
from tests.carrying import every_kind


def found(atlas: Atlas, kept: Sequence[OwnLayer], brought: Sequence[OwnLayer]) -> ZonesFound:
    """What a request finds for a plan, with layers kept here and others that it carries."""
    share = every_kind(atlas)["share"]
    known = atlas_of_request(atlas, lambda: kept)
    carried = {"seldom_heard.own_layers": tuple(brought)}
    with Flask("plans").test_request_context(environ_overrides=carried):
        return zones_found(known, f"?c={share.id}!lt!20!r&d=E08000019")


@pytest.fixture(scope="module")
def share(atlas: Atlas) -> OwnLayer:
    return every_kind(atlas)["share"]


def test_figures_that_only_the_page_holds_are_refused_with_what_to_do(
    atlas: Atlas, share: OwnLayer
) -> None:
    refused = found(atlas, (), [share])
    assert refused.zones == ()
    assert "“Households with a food parcel”" in refused.wrong
    assert "only this page holds" in refused.wrong
    assert "Keep the figures here first" in refused.wrong


@pytest.mark.parametrize("brought", [False, True])
def test_figures_that_are_kept_here_are_a_plan_s_too(
    atlas: Atlas, share: OwnLayer, brought: bool
) -> None:
    kept = found(atlas, [share], [share] if brought else [])
    assert kept.zones
    assert not kept.wrong


def test_others_that_a_page_holds_do_not_matter(atlas: Atlas, share: OwnLayer) -> None:
    other = every_kind(atlas)["ward"]
    assert found(atlas, [share], [other]).zones
