"""What is said beside a finding: where the exercise asked, and whose answers are left out."""

import pandas as pd

from dashboard.heard.exercise_tables import Found
from dashboard.heard.texts import texts
from dashboard.wording.number_text import count
from layers.exercise import places_asked as extents
from layers.exercise.representation import SILENT_FROM
from layers.geography import area_groups
from layers.statistics.suppression import Rule, rounded

# So large a share of wards without a response is pointed at.
MANY_WARDS = 0.25


def outside(responses: int, rule: Rule) -> str:
    """That responses from places that were not asked are left out; their number as it may be
    shown, empty for none."""
    if not responses:
        return ""
    said = texts().where
    if responses < rule.threshold:
        return said["outside_few"].replace("{most}", str(rule.threshold - 1))
    about = "About " if rule.base > 1 else ""
    number = count(float(rounded(responses, rule)))
    return said["outside"].replace("{number}", f"{about}{number}")


def silent_wards(wards: pd.DataFrame) -> str:
    """That many wards may not have been asked; empty where few are silent.

    Parameters
    ----------
    wards
        What :func:`layers.exercise.representation.compare` gives for ``ward``.
    """
    none = int(((wards["observed"] == 0) & (wards["expected"] >= SILENT_FROM)).sum())
    if none < max(MANY_WARDS * len(wards), 1):
        return ""
    text = texts().where["wards"].replace("{number}", str(none)).replace("{all}", str(len(wards)))
    return text.replace("{least}", f"{SILENT_FROM:.0f}")


def details(found: Found) -> list[str]:
    """What to know beside a finding: responses that are left out, wards that may be."""
    wards = found.compared.get("ward")
    said = [outside(found.outside, found.rule), "" if wards is None else silent_wards(wards)]
    return [text for text in said if text]


def base(found: Found) -> list[str]:
    """Whose answers are compared with whom: where the exercise asked, in sentences."""
    words, label = texts().where, found.extent.label
    said = [words["asked" if found.asked.where else "unsaid"].replace("{where}", label)]
    if not found.extent.everywhere and not found.shown.keys().isdisjoint(area_groups.FIFTHS):
        said.append(words["fifths"])
    if extents.SERVED in label:
        said.append(words["practices"])
    places = (found.compared.get(level) for level in ("district", "ward", "msoa"))
    if any(one is not None and one["name"].str.endswith(extents.PART).any() for one in places):
        said.append(words["part"])
    return said
