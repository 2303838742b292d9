"""How many are marked, and how many would be anyway: what stands wherever a mark does.

The page, the sheet to print, the comparison and the files all say it from here.
"""

from functools import lru_cache

import pandas as pd

from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.practices import recorded_registers, unusual_practices
from layers.practices.unusual_practices import Tally

ONE = {"practice": "practice", "pcn": "network", "sub_icb": "place"}
SIDES = {"lower": "below", "higher": "above"}


@lru_cache(maxsize=1)
def everywhere(atlas: Atlas) -> str:
    """Marks of all practices in all registers, and which stand out among so many."""
    found = unusual_practices.everywhere(atlas)
    practices = unusual_practices.every(atlas).index.get_level_values("practice").nunique()
    return (
        f"Of all {number_text.count(found.comparisons)} comparisons here "
        f"({number_text.count(practices)} "
        f"practices, each in up to {len(recorded_registers.registers(atlas))} registers), "
        f"{number_text.count(found.below)} are below usual and {number_text.count(found.above)} "
        "above; if all "
        f"practices were as ordinary as England's, about {_about(found.anyway)} would be below and "
        f"as many above. {_standing_out(found)}"
    )


def stands_out(atlas: Atlas) -> str:
    """The word for a mark that is more than so many comparisons would find anyway."""
    number = number_text.count(unusual_practices.everywhere(atlas).comparisons)
    return f"stands out even among {number} comparisons"


def of_register(atlas: Atlas, register: str, judged: pd.DataFrame) -> str:
    """Marks of all practices in one register."""
    found = unusual_practices.tally(judged)
    said = (
        f"{_none(found.below)} of {found.comparisons} {_are(found.below)} below and "
        f"{number_text.count(found.above)} above; about {_about(found.anyway)} would be below "
        "anyway, "
        "and as many above."
    )
    where = [gathered(atlas, register, verdict) for verdict in SIDES]
    return " ".join([said, *(one for one in where if one)])


def gathered(atlas: Atlas, register: str, verdict: str) -> str:
    """Said where most marks of a register lie in one place; else empty."""
    found = unusual_practices.gathered(atlas, register, verdict)
    if found is None:
        return ""
    return (
        f"{found.there} of the {found.marks} practices that are {SIDES[verdict]} are in "
        f"{found.place}, which has {found.practices_there} of all {found.practices}: this may be "
        "how the whole place records, more than what one practice does."
    )


def place(beside: pd.DataFrame) -> str:
    """The place of :func:`layers.practices.unusual_practices.beside`; empty without one."""
    return str(beside["place"].iloc[0]) if len(beside) else ""


def _standing_out(found: Tally) -> str:
    if not found.stand_out:
        return "None stands out among so many: by itself, a mark is a reason to ask, not a finding."
    verb = "stands" if found.stand_out == 1 else "stand"
    return f"{found.stand_out} {verb} out even among so many."


def _none(number: int) -> str:
    return number_text.count(number) if number else "None"


def _are(number: int) -> str:
    return "is" if number < 2 else "are"


def _about(number: float) -> str:
    return number_text.count(max(round(number), 1))
