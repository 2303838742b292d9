"""How patients get in and are looked after: what publications say of practices, and of England.

Calls and online requests of a month, appointments, people who smoke, and children at A&E. A
practice has a row only where the publication names it with a figure.
"""

from collections.abc import Callable

import pandas as pd

from data.errors import SourceError
from data.inputs import Inputs
from data.readers import fingertips, impact_fund, online_requests, telephony
from data.readers.practice_figures import ENGLAND
from data.snapshot_files import SnapshotWriter

READERS: dict[str, Callable[[bytes, str], pd.DataFrame]] = {
    "cloud_telephony": telephony.read_calls,
    "online_requests": online_requests.read_requests,
    "impact_fund": impact_fund.read_within_two_weeks,
    "smoking": fingertips.read_smoking,
    "children_at_ae": fingertips.read_children_at_ae,
}
_KEYS = ["practice", "measure", "period"]


def write(writer: SnapshotWriter, inputs: Inputs, codes: pd.Index, notes: list[str]) -> None:
    """``practice_care`` (practice × measure × period) and ``practice_care_england``.

    Parameters
    ----------
    codes
        The practices to keep.
    notes
        Where to say which publications were not found.
    """
    found = {}
    for source, reader in READERS.items():
        if inputs.has(source):
            found[source] = _read(inputs, source, reader)
    absent = [inputs.sources[source].title for source in READERS if source not in found]
    if absent:
        notes.append(f"Getting in and being looked after: not at hand: {'; '.join(absent)}.")
    if not found:
        return
    every = pd.concat(found.values(), ignore_index=True)
    mine = every[every["practice"].isin(codes)]
    writer.frame("practice_care.parquet", mine.sort_values(_KEYS, ignore_index=True))
    # In the order in which they were read: that of the screens, months from the oldest on.
    england = every[every["practice"] == ENGLAND].drop(columns=["practice", "lower", "upper"])
    writer.frame("practice_care_england.parquet", england.reset_index(drop=True))


def _read(
    inputs: Inputs, source: str, reader: Callable[[bytes, str], pd.DataFrame]
) -> pd.DataFrame:
    """A source's figures, oldest period first; its period noted as its files tell it.

    Raises
    ------
    SourceError
        Where two of its files are of the same month.
    """
    parts = sorted(inputs.read_all(source, reader), key=_first_day)
    every = pd.concat(parts, ignore_index=True)
    for again in every.loc[every[_KEYS].duplicated(), "period"].head(1):
        raise SourceError(
            inputs.name(source),
            f"there are two files for {again}.",
            remedy="Keep one of them in the folder.",
        )
    periods = list(dict.fromkeys(every["period"]))
    said = periods[0] if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"
    inputs.note(source, period=said)
    return every


def _first_day(figures: pd.DataFrame) -> pd.Timestamp:
    return pd.to_datetime(figures["period"].iloc[0].partition(" to ")[0], format="%B %Y")
