"""Postcodes of areas, and their sectors."""

from layers import Atlas
from layers.ground import postcodes
from tests.layers.ground.made import BARE, FULL


def test_postcodes_of_homes_and_how_much_of_each_sector() -> None:
    assert postcodes.postcodes_of(FULL, ["A"])["postcode"].tolist() == ["S4 7AA", "S4 7AB"]
    assert postcodes.sectors_of(FULL, ["A"]).to_numpy().tolist() == [["S4 7", 2, 3]]
    assert postcodes.sectors_of(FULL, ["C"]).empty
    assert postcodes.sectors_of(BARE, ["A"]).columns.tolist() == ["sector", "postcodes", "of"]
    assert postcodes.postcodes_of(BARE, ["A"]).empty


def test_every_home_is_in_one_sector(atlas: Atlas) -> None:
    every = postcodes.home_postcodes(atlas)
    sectors = postcodes.sectors_of(atlas, atlas.areas.index.tolist())
    assert sectors["postcodes"].sum() == len(every)
    assert (sectors["postcodes"] == sectors["of"]).all()
    left_out = set(atlas.extra("postcodes")["postcode"].str[:-2]) - set(sectors["sector"])
    # Boxes of Sheffield, Doncaster and Rotherham, not places.
    assert {"S98 1", "DN1 9", "S60 9"} <= left_out
    assert {"S4 7", "S5 6", "DN4 0"} <= set(sectors["sector"])
    assert len(every) > 0.97 * len(atlas.extra("postcodes"))
