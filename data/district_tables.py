"""What is only published by district: languages, detailed ethnic groups, asylum."""

import pandas as pd

from data import districts
from data.inputs import Inputs
from data.readers import census, circumstances
from data.snapshot_files import SnapshotWriter


def write(writer: SnapshotWriter, inputs: Inputs, chosen: pd.DataFrame, notes: list[str]) -> None:
    """Main languages and detailed ethnic groups by district; people seeking or given asylum."""
    codes = districts.names(chosen)
    for source, name in (
        ("census_ts024_district", "languages.parquet"),
        ("census_ts022_district", "ethnic_groups_detailed.parquet"),
    ):
        wide = inputs.read(source, lambda c, f: census.read_census(c, f, level="district"))
        writer.frame(name, census.detailed_groups(wide, codes))
        later = [district for code, district in codes.items() if code not in wide.index]
        if later:
            notes.append(
                f"{inputs.sources[source].title}: not for {', '.join(later)}, made after the "
                "census."
            )
    found = []
    for source, kind in (("asylum_support", "support"), ("resettlement", "resettlement")):
        if inputs.has(source):
            frame = inputs.read(source, circumstances.read_asylum).assign(table=kind)
            found.append(frame[frame["district_code"].map(districts.canonical).isin(codes)])
    asylum = pd.concat(found, ignore_index=True) if found else pd.DataFrame()
    if asylum.empty:
        notes.append("Asylum support and resettlement: the files do not cover these districts.")
    else:
        asylum = asylum.astype({"people": "int64"})
        writer.frame(
            "asylum.parquet",
            asylum.sort_values(["table", "district_code", "quarter", "kind"], ignore_index=True),
        )
