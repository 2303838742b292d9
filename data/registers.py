"""Practice registers and ages as the snapshot keeps them."""

from collections.abc import Mapping

import pandas as pd

from data.readers.registrations import AGE_BANDS


def by_practice(registers: Mapping[str, pd.DataFrame], codes: pd.Index) -> pd.DataFrame:
    """Practice × register × year for the practices of the atlas and their neighbours."""
    years = [rows.assign(year=year) for year, rows in registers.items()]
    both = pd.concat(years, ignore_index=True)
    both = both[both["practice"].isin(codes)]
    both[["on_register", "list_size"]] = both[["on_register", "list_size"]].astype("int64")
    columns = ["practice", "register", "year", "on_register", "list_size", "list_type"]
    return both[columns].sort_values(["practice", "register", "year"], ignore_index=True)


def england(registers: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Register × year summed over all practices of England."""
    years = [rows.assign(year=year) for year, rows in registers.items()]
    grouped = pd.concat(years).groupby(["register", "year", "list_type"], as_index=False)
    england = grouped.agg(
        on_register=("on_register", "sum"),
        list_size=("list_size", "sum"),
        practices=("practice", "nunique"),
    )
    return england.astype({"on_register": "int64", "list_size": "int64"})


def practice_ages(ages: pd.DataFrame, codes: pd.Index) -> pd.DataFrame:
    """Patients by sex and five-year band for some practices, youngest band first."""
    mine = ages[ages["practice"].isin(codes)].astype({"patients": "int64"})
    return _youngest_first(mine, ["practice", "sex", "band"])


def england_ages(ages: pd.DataFrame) -> pd.DataFrame:
    """Patients of all practices of England by sex and five-year band, youngest band first."""
    summed = ages.groupby(["sex", "band"], as_index=False).agg(patients=("patients", "sum"))
    return _youngest_first(summed.astype({"patients": "int64"}), ["sex", "band"])


def _youngest_first(frame: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Sorted; as text, band 10_14 would come before 5_9."""
    order = {band: at for at, band in enumerate(AGE_BANDS)}
    return frame.sort_values(
        by, key=lambda c: c.map(order) if c.name == "band" else c, ignore_index=True
    )
