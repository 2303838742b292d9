"""NHS Organisation Data Service: GP practices (epraccur) and pharmacies (edispensary).

Both files have the same 27 columns and no header row.
"""

import pandas as pd

from data import tables
from data.errors import SourceError

_COLUMNS = [f"column {i}" for i in range(1, 28)]
_WANTED = {
    "column 1": "code",
    "column 2": "name",
    "column 4": "icb_code",
    "column 5": "address_1",
    "column 6": "address_2",
    "column 7": "address_3",
    "column 8": "address_4",
    "column 9": "address_5",
    "column 10": "postcode",
    "column 13": "status",
    "column 15": "sub_icb_code",
    "column 18": "telephone",
    "column 26": "setting",
}
GP_PRACTICE = "4"


def read_organisations(content: bytes, file: str) -> pd.DataFrame:
    """Organisations, open or closed.

    Returns
    -------
    pandas.DataFrame
        Indexed by ODS code: ``name``, ``icb_code``, ``address`` (one line, without the
        postcode), ``postcode``, ``open`` (bool: status A), ``sub_icb_code``, ``telephone``,
        ``setting`` (prescribing setting: ``"4"`` is a GP practice; a special allocation scheme,
        a walk-in centre and the like have others).
    """
    frame = tables.read_table(content, file, text=list(_WANTED), names=_COLUMNS)
    frame = frame.rename(columns=_WANTED)
    known = frame["status"].isin(["A", "C", "D", "P"])
    if not known.all():
        at = int((~known).to_numpy().argmax())
        raise SourceError(
            file,
            f"{frame['status'].iloc[at]!r} is not a status (A, C, D or P).",
            column="13 (status)",
            row=at + 1,
            remedy="The columns may be shifted: fetch the file again.",
        )
    tables.unique(frame, ["code"], file, first_row=1)
    lines = frame[[f"address_{i}" for i in range(1, 6)]].fillna("").to_numpy()
    frame["address"] = [", ".join(part.strip() for part in line if part.strip()) for line in lines]
    frame["open"] = frame["status"] == "A"
    wanted = ["name", "icb_code", "address", "postcode", "open", "sub_icb_code", "telephone"]
    return frame.set_index("code")[[*wanted, "setting"]]
