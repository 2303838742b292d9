"""The profile of all residents against the Census tables themselves, where they are at hand.

Every count of every Census indicator, read with pandas from the publisher's file and not by the
project's readers, to the last person: for South Yorkshire and for each district.
"""

from pathlib import Path

import pandas as pd
import pytest

from layers import Atlas
from layers.catalogue.definitions import Measure
from layers.practices import units
from layers.practices.profile import figure, whole

pytestmark = pytest.mark.sources


def columns_of(table: pd.DataFrame, measure: Measure) -> list[str]:
    """The publisher's columns: the catalogue leaves out the table's name in front."""
    found = []
    for wanted in measure.columns:
        # "Ethnic group: White: Roma; measures: Value" is "White: Roma" in the catalogue.
        plain = {c: c.removesuffix("; measures: Value") for c in table.columns}
        those = [c for c, text in plain.items() if text == wanted or text.endswith(f": {wanted}")]
        exact = [c for c in those if plain[c].count(": ") == wanted.count(": ") + 1] or those
        assert len(exact) == 1, (wanted, exact)
        found += exact
    return found


def test_every_census_count_is_that_of_the_tables_to_the_last_person(
    atlas: Atlas, sources: Path
) -> None:
    areas = atlas.areas
    tables: dict[str, pd.DataFrame] = {}
    everywhere = whole(atlas)
    by_district = {
        code: (units.weights(atlas, units.unit(atlas, code)), areas["district_code"] == code)
        for code in atlas.districts
    }
    checked = 0
    for name, definition in atlas.indicators.items():
        if not (definition.source.startswith("census_") and definition.counts_people):
            continue
        file = definition.source.replace("census_", "census2021-") + "-lsoa.csv.gz"
        if file not in tables:
            read = pd.read_csv(sources / "census2021" / file)
            tables[file] = read.set_index("geography code").loc[areas.index]
        table = tables[file]
        found = figure(atlas, name, everywhere)
        for measure, mine in (
            (definition.numerator, found.numerator),
            (definition.denominator, found.denominator),
        ):
            assert measure is not None
            counts = table[columns_of(table, measure)].sum(axis=1)
            assert mine == counts.sum(), (name, measure.text)
        for weights, inside in by_district.values():
            assert definition.numerator is not None
            counts = table.loc[inside, columns_of(table, definition.numerator)]
            assert figure(atlas, name, weights).numerator == counts.to_numpy().sum(), name
        checked += 1
    assert checked > 100
