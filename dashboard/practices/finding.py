"""What is found of a unit, in a few sentences: its page, sheet, comparison and files open with it.

The words are in ``texts.toml``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.practices import recorded_against_expected, unusual_text
from dashboard.practices.members import people
from dashboard.practices.texts import say
from dashboard.wording import number_text
from dashboard.wording.inside import inside
from dashboard.wording.lists import listed
from layers.atlas import Atlas
from layers.geography.national_standing import national_percentile
from layers.practices import (
    expected_registers,
    profile,
    recorded_registers,
    units,
    unusual_practices,
)
from layers.practices.units import Unit
from layers.table_rows import row_of

# So many registers of a side are named; how many more there are is counted.
MOST_NAMED = 3


@dataclass(frozen=True)
class Finding:
    """A sentence that is read first, what it is worth, and who the people are.

    ``worth`` is empty where there is nothing to say beside the first sentence.
    """

    headline: str
    worth: str
    who: str

    def more(self) -> str:
        """What stands below the headline."""
        return " ".join(filter(None, (self.worth, self.who)))

    def text(self) -> str:
        """All of it, as a paragraph."""
        return " ".join(filter(None, (self.headline, self.more())))


def finding(atlas: Atlas, unit: Unit, judged: pd.DataFrame) -> Finding:
    """What is found of a unit: of its registers if it has any, else of where it is.

    Parameters
    ----------
    judged
        Of the unit's practices, from :func:`layers.practices.expected_registers.of_group`.
    """
    who = _who(atlas, unit)
    if not unit.practices:
        return Finding(who, "", _deprivation(atlas, unit))
    if not unusual_practices.tally(judged).comparisons:
        return Finding(say("finding", f"not_compared_{_why(atlas, unit.practices)}"), "", who)
    headline = of_registers(judged, recorded_registers.registers(atlas))
    worth = (marks_anyway(judged), _stands_out(atlas, unit), _left_out(atlas, unit))
    return Finding(headline, " ".join(filter(None, worth)), who)


def of_registers(judged: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """Which registers are below and above usual; where none is, which is nearest to it.

    Parameters
    ----------
    judged
        As :func:`layers.practices.expected_registers.of_group` gives it, with a comparison.
    labels
        What each register is called, by its code.
    """
    found = unusual_practices.tally(judged)
    number = number_text.count(found.comparisons)
    if not found.marked:
        code = expected_registers.lowest(judged)
        row = row_of(judged, code)
        return say(
            "finding",
            "nothing",
            number=number,
            register=inside(labels[code]),
            ratio=_times(row),
            usual=recorded_against_expected.usual(row),
        )
    said: list[str] = []
    for verdict, side in unusual_text.SIDES.items():
        marked = expected_registers.by_distance(judged[judged["verdict"] == verdict])
        if marked.empty:
            continue
        names = [
            say("finding", "marked", register=inside(labels[str(code)]), ratio=_times(row))
            for code, row in marked.iterrows()
        ]
        said.append(
            say(
                "finding",
                f"{'more' if said else 'first'}_{'one' if len(names) == 1 else 'many'}",
                marked=number_text.count(len(names)),
                number=number,
                side=side,
                names=listed(names, MOST_NAMED),
            )
        )
    return " ".join(said)


def marks_anyway(judged: pd.DataFrame) -> str:
    """How many such marks ordinary units have, where there is one."""
    found = unusual_practices.tally(judged)
    if not found.marked:
        return ""
    both = found.below > 0 and found.above > 0
    each = 1 / (found.anyway * (2 if both else 1))
    one = unusual_text.ONE[expected_registers.level_of(recorded_against_expected.added(judged))]
    where = say("finding", "outside" if both else "below" if found.below else "above")
    if each < 1.5:
        return say("finding", "anyway", unit=one, marks=number_text.count(1 / each), where=where)
    return say("finding", "anyway_for", unit=one, units=number_text.count(each), where=where)


def _stands_out(atlas: Atlas, unit: Unit) -> str:
    labels = recorded_registers.registers(atlas)
    out = unusual_practices.stand_out(atlas, unit.practices)
    names = [label for code, label in labels.items() if code in out]
    told = unusual_text.stands_out(atlas)
    return " ".join(say("finding", "stands_out", register=name, told=told) for name in names)


def _left_out(atlas: Atlas, unit: Unit) -> str:
    """Practices of several that are not in the comparison, and why."""
    compared = set(expected_registers.known(atlas)["practice"])
    without = [code for code in unit.practices if code not in compared]
    if not without:
        return ""
    names = listed(atlas.practices.loc[without, "name"].tolist())
    return say("finding", f"without_{_why(atlas, without)}", names=names)


def _why(atlas: Atlas, practices: Sequence[str]) -> str:
    """Why practices are not compared: all are of ``students``, or it is ``unknown``."""
    students = atlas.directory.loc[list(practices), "flag_students"].all()
    return "students" if students else "unknown"


def _who(atlas: Atlas, unit: Unit) -> str:
    """The share of its people who live in the most deprived fifth, as everywhere."""
    definition = atlas.indicators["core20"]
    share = profile.figure(atlas, "core20", units.weights(atlas, unit)).value
    if share is None:
        return ""
    region = profile.figure(atlas, "core20", profile.whole(atlas)).value
    kind = "both" if unit.practices and unit.areas else "patients" if unit.practices else "area"
    return say(
        "finding",
        f"who_{kind}",
        share=number_text.value(share, definition),
        people=number_text.count(people(atlas, unit)),
        region=atlas.name,
        there=number_text.value(region, definition),
        england=number_text.value(atlas.england("core20").value, definition),
    )


def _deprivation(atlas: Atlas, unit: Unit) -> str:
    score = profile.figure(atlas, "imd_score", units.weights(atlas, unit)).value
    percentile = None if score is None else national_percentile(atlas, "imd_score", score)
    if score is None or percentile is None:
        return ""
    return say(
        "finding",
        "deprivation",
        score=number_text.fixed(score, 1),
        percent=number_text.count(percentile),
    )


def _times(row: pd.Series) -> str:
    """``0.60 of expected``, ``1.90 times expected``."""
    name = "of" if row["ratio"] < 1 else "times"
    return say("finding", name, ratio=recorded_against_expected.ratio(row))
