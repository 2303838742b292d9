"""Several exercises worked out to be laid together: each only where all of them asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.heard.exercise_tables import Found, work_out
from dashboard.heard.places_asked import UnsaidError
from dashboard.heard.texts import texts
from dashboard.heard.wire_format import Asked
from layers.atlas import Atlas
from layers.exercise import places_asked as extents
from layers.exercise.places_asked import Extent, ExtentError
from layers.exercise.respondents import Respondents
from layers.statistics.suppression import Rule


@dataclass(frozen=True)
class Together:
    """Exercises as they are compared, with their names.

    Attributes
    ----------
    where
        Where all of them asked, in a sentence; empty where they asked in the same places.
    """

    found: tuple[tuple[str, Found], ...]
    where: str = ""


def worked_out(
    atlas: Atlas, known: Respondents, named: Sequence[tuple[str, Asked]], rule: Rule
) -> Together:
    """Work out several exercises so that their ratios can be compared.

    A ratio says how a group answered among those asked. Two exercises that asked in different
    places have different bases, so each is worked out anew from where all of them asked.

    Raises
    ------
    UnsaidError
        Where it matters where one of them asked, and nobody has said it.
    ExtentError
        Where no place was asked by all; where no response came from there; or where what one of
        them is left without is a small count, which the difference of its tables would tell.
    """
    each = []
    for name, asked in named:
        try:
            each.append((name, work_out(atlas, known, asked, rule)))
        except UnsaidError as error:
            raise UnsaidError(error.question, name) from None
    areas = {extents.members(atlas, found.extent) for _, found in each}
    if len(areas) == 1:
        return Together(tuple(each))
    try:
        common = extents.common(atlas, [found.extent for _, found in each])
    except ExtentError:
        said = "; ".join(f"“{name}” asked in {found.extent.label}" for name, found in each)
        raise ExtentError(texts().where["nowhere"].replace("{each}", said)) from None
    made = tuple((name, _only(atlas, known, name, found, common, rule)) for name, found in each)
    return Together(made, texts().where["apart"].replace("{where}", common.label))


def _only(
    atlas: Atlas, known: Respondents, name: str, found: Found, common: Extent, rule: Rule
) -> Found:
    """One of the exercises, as if it had asked only where all did."""
    kept, left = extents.inside(found.asked.responses, common)
    why = "none_common" if not kept.total else "few_apart" if 0 < left < rule.threshold else ""
    if why:
        text = texts().where[why].replace("{where}", common.label)
        text = text.replace("{most}", str(rule.threshold - 1))
        # Last: a name may hold anything, also braces.
        raise ExtentError(text.replace("{name}", name))
    again = work_out(atlas, known, replace(found.asked, where=common), rule)
    # Told beside the exercise alone, from all of where it asked.
    return replace(again, outside=0)
