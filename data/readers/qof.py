"""Quality and Outcomes Framework (NHS England): practice registers, one year a file."""

import pandas as pd

from data import tables
from data.errors import SourceError

LIST_TYPES = ("TOTAL", "06OV", "16OV", "17OV", "18OV", "50OV")
REGISTERS = 21


def read_registers(content: bytes, file: str) -> pd.DataFrame:
    """Each practice's registers, with the list that each register is a share of.

    Returns
    -------
    pandas.DataFrame
        Columns ``practice``, ``register`` (``"HYP"`` …), ``on_register`` (people),
        ``list_type`` (``TOTAL``, or the age the register starts at: ``"17OV"``) and ``list_size``
        (patients of that age).

    Notes
    -----
    A register can exceed its list (Y05750, learning disability: 120 on a list of 119), because
    the two are counted on different days. Such rows are kept as published.
    """
    names = {
        "PRACTICE_CODE": "practice",
        "GROUP_CODE": "register",
        "PATIENT_LIST_TYPE": "list_type",
        "REGISTER": "on_register",
        "PRACTICE_LIST_SIZE": "list_size",
    }
    frame = tables.read_table(
        content,
        file,
        text=["PRACTICE_CODE", "GROUP_CODE", "PATIENT_LIST_TYPE"],
        numbers=["REGISTER", "PRACTICE_LIST_SIZE"],
    )
    tables.unique(frame, ["PRACTICE_CODE", "GROUP_CODE"], file)
    tables.non_negative(frame, ["REGISTER", "PRACTICE_LIST_SIZE"], file)
    frame = frame.rename(columns=names)
    strange = ~frame["list_type"].isin(LIST_TYPES)
    if strange.any():
        at = int(strange.to_numpy().argmax())
        raise SourceError(
            file,
            f"{frame['list_type'].iloc[at]!r} is not a known list type.",
            column="PATIENT_LIST_TYPE",
            row=at + tables.FIRST_ROW,
            remedy=f"Known are {', '.join(LIST_TYPES)}: "
            "teach layers/practices/prevalence.py the new age.",
        )
    if frame["register"].nunique() != REGISTERS:
        raise SourceError(
            file,
            f"holds {frame['register'].nunique()} registers, not {REGISTERS}.",
            column="GROUP_CODE",
            remedy="Use the raw practice prevalence file of the year.",
        )
    return frame
