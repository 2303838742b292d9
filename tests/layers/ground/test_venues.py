"""Where people might be met in areas and near them."""

from layers import Atlas
from layers.ground import venues
from tests.layers.ground.made import BARE


def test_those_inside_by_kind_then_the_nearest(atlas: Atlas) -> None:
    codes = atlas.areas.index[atlas.areas["ward"] == "Burngreave"].tolist()
    found = venues.venues_of(atlas, codes)
    inside, near = found[found["inside"]], found[~found["inside"]]
    assert inside["lsoa"].isin(codes).all()
    assert not near["lsoa"].isin(codes).any()
    assert near["km"].is_monotonic_increasing
    assert near["km"].between(0, 0.8).all()
    order = inside["kind"].map(venues.KINDS.index)
    assert order.is_monotonic_increasing
    assert set(found["kind"]) == set(venues.KINDS)
    library = inside[inside["kind"] == "library"].iloc[0]
    assert library["name"] == "Burngreave library"
    assert "42 Spital Hill" in library["address"]
    assert (library["source"], library["as_of"]) == ("libraries", "2023")


def test_every_venue_says_where_and_when(atlas: Atlas) -> None:
    every = venues.every_venue(atlas)
    assert (every[["name", "postcode", "source", "as_of"]] != "").all(axis=None)
    assert every[["longitude", "latitude"]].notna().all(axis=None)
    # A surgery or pharmacy across the border is in no area.
    lsoa_of = atlas.extra("postcodes").set_index("postcode")["lsoa"]
    assert (every["lsoa"] == every["postcode"].map(lsoa_of).fillna("")).all()
    surgeries = every[every["kind"] == "surgery"]
    assert set(atlas.practices["name"]) - set(surgeries["name"]) == set()
    assert (surgeries["address"] != "").mean() > 0.95


def test_how_far_a_place_is_wherever_it_lies(atlas: Atlas) -> None:
    codes = atlas.areas.index[atlas.areas["ward"] == "Burngreave"].tolist()
    near = venues.venues_of(atlas, codes)
    told = venues.how_far(atlas, codes, near[["postcode", "longitude", "latitude"]])
    assert told["km"].tolist() == near["km"].tolist()
    assert told["inside"].tolist() == near["inside"].tolist()
    every = venues.every_venue(atlas)
    totley = every[every["name"].str.contains("Totley") & (every["kind"] == "library")]
    assert venues.how_far(atlas, codes, totley)["km"].between(8, 12).all()
    assert len(totley)


def test_an_address_does_not_begin_with_the_name() -> None:
    assert venues.without_name(
        "Norwood Medical Centre, 360 Herries Road", "NORWOOD Medical Centre"
    ) == ("360 Herries Road")
    assert (
        venues.without_name("1 Norwood Road, Sheffield", "Norwood") == "1 Norwood Road, Sheffield"
    )


def test_nothing_where_the_snapshot_has_none() -> None:
    none = venues.venues_of(BARE, ["A"])
    assert none.empty
    assert none.columns.tolist()[-4:] == ["inside", "km", "source", "as_of"]
