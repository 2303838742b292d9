"""What is said of responses without a usable place: how many, why, and beside which figures."""

from collections.abc import Iterator
from math import isnan

from dashboard.heard.exercise_tables import Found
from dashboard.heard.texts import texts
from dashboard.heard.upload.count_limits import MOST_COUNT
from dashboard.wording.number_text import count
from layers.catalogue.place_codes import load_place_codes
from layers.exercise.respondents import Respondents
from layers.exercise.responses import REASON
from layers.exercise.unplaced_responses import nothing_told, ratio_with, told_total
from layers.statistics.suppression import Rule, about

# From this share of a group on, it is said beside the group's figure, where its ratio is not told.
NOTABLE = 0.05
# A ratio that would be higher by less is not told anew.
CHANGED = 0.05

# Of :func:`rows`.
COLUMNS = tuple(texts().page["unplaced_columns"].split("; "))


def details(known: Respondents, found: Found) -> list[str]:
    """How many have no usable place and why, of whom they are, and how many are from elsewhere."""
    words = texts().left_out
    said = []
    if found.unplaced.any:
        total = _number(found.unplaced.total, found.rule, words["total"], words["total_few"])
        said.append(total.replace("{reasons}", "; ".join(_reasons(found))))
        said += filter(None, [_of_whom(known, found)])
    if outside := found.asked.responses.elsewhere:
        told = about(outside, found.rule)
        number = float("nan") if told is None else told
        text = _number(number, found.rule, words["elsewhere"], words["elsewhere_few"])
        said.append(text.replace("{atlas}", found.atlas.name))
    return said


def caution(known: Respondents, found: Found, level: str, code: str, *, short: bool = False) -> str:
    """What to know beside a group's figure; empty where the group looks no less heard from for it.

    Parameters
    ----------
    short
        In as few words as go behind the group's name.
    """
    name, detailed = level.removesuffix("_parts"), level.endswith("_parts")
    if name not in found.unplaced.answers:
        return ""
    question, answers = known.questions[name], found.unplaced.answers[name]
    group = question.broader(code)
    left, placed = float(answers.get(group, 0.0)), _placed(found, name, group)
    number = all_ = with_them = ""
    if isnan(left) and nothing_told(answers):
        if not _many(found, name, group):
            return ""
        key, number = "group_at_least", count(found.rule.threshold)
    elif isnan(left):
        key = "group_hidden"
    elif not left:
        return ""
    elif isnan(placed):
        key, number = "group_alone", _about(left, found.rule)
    else:
        ratio = _with_them(found, name, group, left)
        if ratio is None:
            return ""
        key, number = "group", _about(left, found.rule)
        all_ = _about(left + placed, found.rule)
        with_them = "" if detailed else ratio
    words = texts().left_out
    text = words[f"{key}_short"] if short else f"{words[key]}{with_them}"
    label = question.categories[group].label
    return text.replace("{number}", number).replace("{all}", all_).replace("{group}", label)


def _many(found: Found, name: str, group: str) -> bool:
    """Whether many of a group have no usable place, where no count of its question may be told."""
    placed, least = _placed(found, name, group), found.rule.threshold
    return group in found.unplaced.many[name] and least >= NOTABLE * (least + placed)


def cautions(known: Respondents, found: Found, level: str) -> dict[str, tuple[str, str]]:
    """By code of a group, of those groups that need one: in few words, and in full."""
    each = {
        code: (
            caution(known, found, level, code, short=True),
            caution(known, found, level, code),
        )
        for code in map(str, found.compared[level].index)
    }
    return {code: texts for code, texts in each.items() if texts[1]}


def rows(known: Respondents, found: Found) -> list[tuple[str, str, float, float]]:
    """By question and answer, how many have no usable place, beside those counted; see
    ``COLUMNS``. Small counts are NaN."""
    made = []
    for name, answers in found.unplaced.answers.items():
        question = known.questions[name]
        for code, left in answers.items():
            if nothing_told(answers) or left == 0:
                continue
            label = question.categories[str(code)].label
            made.append((question.label, label, float(left), _placed(found, name, str(code))))
    return made


def short(found: Found) -> str:
    """How many have no usable place, to stand behind where an exercise asked; empty for none."""
    if not found.unplaced.any:
        return ""
    words = texts().left_out
    return _number(found.unplaced.total, found.rule, words["short"], words["short_few"])


def _reasons(found: Found) -> Iterator[str]:
    words = load_place_codes().words
    for key, number in found.unplaced.reasons.items():
        why = words[str(key)].replace("{most}", f"{MOST_COUNT:,}")
        told = _about(float(number), found.rule) if not isnan(number) else ""
        if str(key) in found.unplaced.many.get(REASON, ()):
            least = count(found.rule.threshold)
            told = texts().left_out["at_least"].replace("{number}", least)
        yield f"{why} ({told or texts().left_out['hidden']})"


def _of_whom(known: Respondents, found: Found) -> str:
    """The groups that look less heard from than they were; or that this cannot be told."""
    every, words = found.unplaced.answers, texts().left_out
    groups = [
        text
        for name, answers in every.items()
        for code in answers.index
        if (text := caution(known, found, name, str(code)))
    ]
    if groups:
        return words["look_less"].replace("{groups}", "; ".join(groups))
    hidden = every and all(nothing_told(answers) for answers in every.values())
    return words["of_whom_hidden"] if hidden else ""


def _with_them(found: Found, name: str, code: str, left: float) -> str | None:
    """What a group's ratio would be with those of it that have no usable place, in words.

    None where it would hardly be higher.
    """
    table, answers = found.shown[name], found.unplaced.answers[name]
    observed, share = float(table.observed[code]), float(table.share[code])
    if isnan(table.total):
        return "" if left >= NOTABLE * (left + observed) else None
    ratio = observed / (table.total * share)
    other = ratio_with(observed, left, table.total, told_total(answers, found.rule), share)
    if other - ratio < CHANGED:
        return None
    return texts().left_out["with_them"].replace("{ratio}", f"{other:.2f}")


def _placed(found: Found, question: str, group: str) -> float:
    """Responses of a group that are counted, as shown; NaN where that is hidden."""
    if question not in found.shown:
        return float("nan")
    return float(found.shown[question].observed.get(group, float("nan")))


def _number(total: float, rule: Rule, text: str, few: str) -> str:
    """A sentence with a number of responses; the other one where it is too small to be told."""
    if isnan(total):
        return few.replace("{most}", str(rule.threshold - 1))
    told = _about(total, rule)
    return text.replace("{number}", f"{told[:1].upper()}{told[1:]}")


def _about(number: float, rule: Rule) -> str:
    return f"{'about ' if rule.base > 1 else ''}{count(number)}"
