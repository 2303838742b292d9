"""Tables of practices: who they are, where their patients live, what they have recorded."""

import pandas as pd

from dashboard.take.area_tables import FLAGS_JOINED
from layers.atlas import Atlas
from layers.practices import care, footprints, recorded_registers


def practices(atlas: Atlas) -> pd.DataFrame:
    """A row for each open practice of the area."""
    known = atlas.practices.rename(columns={"sub_icb_code": "place_code"})
    return known.assign(practice=known.index, flags=known["flags"].map(FLAGS_JOINED.join))


def patients(atlas: Atlas) -> pd.DataFrame:
    """A row for each of them and each area where its patients live, as the atlas shows them."""
    found = footprints.every_footprint(atlas)
    inside = found["lsoa"].isin(atlas.areas.index)
    return found.rename(columns={"lsoa": "code"}).assign(
        inside=inside.map({True: "yes", False: "no"})
    )


def prevalence(atlas: Atlas) -> pd.DataFrame:
    """A row for each of them, each register and year."""
    return recorded_registers.by_practice(atlas)


def registers(atlas: Atlas) -> pd.DataFrame:
    """A row for each register."""
    rows = [
        (one.register, one.label, one.denominator.text if one.denominator else "", name)
        for name, one in atlas.indicators.items()
        if one.register
    ]
    return pd.DataFrame(rows, columns=["register", "condition", "of", "indicator"])


def looked_after(atlas: Atlas) -> pd.DataFrame:
    """A row for each practice and measure of care that is published of it."""
    codes = atlas.practices.index
    found = care.by_unit(atlas, pd.Series(codes, index=codes))
    known = found[found["value"].notna()].reset_index()
    return known.rename(columns={"unit": "practice"})


def care_measures(atlas: Atlas) -> pd.DataFrame:
    """A row for each measure of care."""
    rows = [
        (key, one.label, one.unit, one.period, *one.parts, one.source, one.note)
        for key, one in care.measures(atlas).items()
    ]
    columns = ["measure", "label", "unit", "period", "counted", "among", "source", "note"]
    return pd.DataFrame(rows, columns=columns)
