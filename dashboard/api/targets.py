"""Target areas: a definition as the page Seldom-heard has it, and the areas that it finds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args
from urllib.parse import parse_qsl

from dashboard.api import fields
from dashboard.api.endpoint import Asked, Endpoint, Found, listed
from dashboard.api.problems import Problem, known, wrong
from dashboard.parts.address import DECIMAL, WHOLE, query_of
from dashboard.parts.targets import handover as handovers
from dashboard.parts.targets.handover import Handover
from dashboard.parts.targets.target_definition import (
    DEFAULT_GROUP,
    DEFAULT_LARGEST,
    LARGEST,
    LONGEST_NAME,
    MOST_PEOPLE,
    RULES,
    Targets,
    fewest,
    read_targets,
)
from layers.atlas import GROUPING, Atlas
from layers.table_rows import records
from layers.targeting.area_search import MOST_CRITERIA, Criterion, DefinitionError, Rule

FOUND = fields.row(
    "Target", code="text", neighbourhood="text", name="text", zone_number="whole", zone="text",
    ward="text", district="text", all_residents="whole", standing="text", group_people="number?",
    values="numbers",
)  # fmt: skip
MET = fields.row(
    "Criterion", indicator="text", rule="text", amount="number", required="flag",
    in_words="text", threshold="number?",
)  # fmt: skip
SUMMARY = fields.row(
    "Summary", sentence="text", group="text", found="whole", firm="whole", zones="whole",
    residents="whole", people="number", of_group="number", advice="texts",
)  # fmt: skip
# The letters that the page's address has, as its own reader takes them.
LETTERS = "tckdbwnpgqzlmufe"
LONGEST = 4_000
_CRITERION = rf"[a-z0-9_]{{1,60}}!({'|'.join(RULES)})!{DECIMAL}![rc]"
# What each may look like; a name and a team's changes of zones may be any text.
_LIKE = {
    "c": f"^{_CRITERION}(~{_CRITERION}){{0,{MOST_CRITERIA - 1}}}$",
    "g": "^[a-z][a-z0-9_]{0,79}$",
    "u": "^areas$",
    "e": "^[a-z0.]{1,60}$",
    **dict.fromkeys("kqzlm", f"^{WHOLE}$"),
    **dict.fromkeys("dbwnp", "^[A-Za-z0-9.-]{1,2000}$"),
}
# Which sentence says what each has to look like, where several are alike.
_WORDS = dict.fromkeys("kqzlm", "number") | dict.fromkeys("dbwnp", "codes")
# Members of what is posted that are lists of codes, and their letters.
_LISTS = {"districts": "d", "own_groups": "b", "wards": "w", "networks": "n", "practices": "p"}


def endpoints(atlas: Atlas) -> list[Endpoint]:
    """``targets``, by GET with the page's own letters and by POST with a definition."""
    letters = {
        one: fields.text_of(
            f"targets_{one}",
            LONGEST,
            _LIKE.get(one, ""),
            _WORDS.get(one, f"targets_{one}"),
            required=one == "c",
        )
        for one in LETTERS
    }
    more = {
        "at_least": fields.whole_part("at_least"),
        "summary": fields.part("summary", SUMMARY),
        "criteria": fields.part("criteria", MET, many=True),
    }
    return [
        Endpoint(
            "targets", "/targets", FOUND, find, letters, more,
            body=_body(), find_posted=find_posted,
        )
    ]  # fmt: skip


def _body() -> Any:
    criterion = fields.asked(
        "CriterionAsked",
        {
            "indicator": fields.id_of("one_indicator", required=True),
            "rule": fields.choice_of("rule", get_args(Rule), required=True),
            "amount": fields.amount_of("amount", required=True),
            "required": fields.flag_of("required", load_default=True),
        },
    )
    return fields.asked(
        "DefinitionAsked",
        {
            "name": fields.text_of("definition_name", LONGEST_NAME, load_default=""),
            "criteria": fields.many_of("criteria", criterion, 1, MOST_CRITERIA),
            "at_least": fields.number_of("at_least", 0, MOST_CRITERIA),
            **{name: fields.plain_codes_of(name) for name in _LISTS},
            "group": fields.id_of("group_to_reach", load_default=DEFAULT_GROUP),
            "people": fields.number_of("fewest_people", 0, MOST_PEOPLE, load_default=0),
            "largest_zone": fields.number_of(
                "largest_zone", 1, LARGEST, load_default=DEFAULT_LARGEST
            ),
        },
    )


def find(atlas: Atlas, asked: Asked) -> Found:
    """The areas of a definition that stands in the address."""
    _known(
        atlas,
        [one.partition("!")[0] for one in asked["c"].split("~")],
        asked.get("g", DEFAULT_GROUP),
        {name: asked.get(letter, "").split(".") for name, letter in _LISTS.items()},
    )
    query = query_of({letter: asked[letter] for letter in LETTERS if letter in asked})
    targets, ignored = read_targets(query, atlas)
    if ignored:
        # An answer about other areas than were asked for would be worse than none.
        raise Problem(422, " ".join(ignored))
    if int(asked.get("k", targets.at_least)) != targets.at_least:
        raise _not_so_many(targets)
    return _found(atlas, targets)


def find_posted(atlas: Atlas, asked: Asked) -> Found:
    """The areas of a definition that is posted."""
    lists = _known(
        atlas,
        [one["indicator"] for one in asked["criteria"]],
        asked["group"],
        {name: asked.get(name, ()) for name in _LISTS},
    )
    counted = sum(not c["required"] for c in asked["criteria"])
    targets = Targets(
        name=asked["name"],
        criteria=tuple(
            Criterion(c["indicator"], c["rule"], float(c["amount"]), c["required"])
            for c in asked["criteria"]
        ),
        at_least=asked.get("at_least", min(1, counted)),
        districts=lists["districts"],
        own_groups=lists["own_groups"],
        wards=lists["wards"],
        pcns=lists["networks"],
        practices=lists["practices"],
        group=asked["group"],
        people=asked["people"],
        largest=asked["largest_zone"],
    )
    read, ignored = read_targets(targets.query(), atlas)
    if ignored:
        raise Problem(422, " ".join(ignored))
    if read.criteria != targets.criteria:
        raise wrong("amount")
    if read.at_least != targets.at_least:
        raise _not_so_many(read)
    return _found(atlas, read)


def _known(
    atlas: Atlas, indicators: Sequence[str], group: str, lists: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """The lists of codes of a definition, each code once.

    Raises
    ------
    dashboard.api.problems.Problem
        For an id or a code that is not there.
    """
    areas, practices = atlas.areas, atlas.practices
    there: Mapping[str, tuple[str, Iterable[str]]] = {
        "districts": ("district", atlas.districts),
        "own_groups": (GROUPING, atlas.grouping.names if atlas.grouping else ()),
        "wards": ("ward", set(areas["ward_code"])),
        "networks": ("pcn", set(practices["pcn_code"]) - {""}),
        "practices": ("practice", practices.index),
    }
    known([*indicators, group], atlas.indicators, "indicator")
    return {
        name: tuple(known(filter(None, lists[name]), codes, what))
        for name, (what, codes) in there.items()
    }


def _not_so_many(read: Targets) -> Problem:
    """That so many of the criteria that count cannot be asked for."""
    return wrong("at_least", fewest=fewest(read.criteria), counted=read.counted)


def _found(atlas: Atlas, targets: Targets) -> Found:
    try:
        handover = handovers.work_out(atlas, targets)
    except DefinitionError as error:
        raise Problem(422, str(error)) from None
    query = dict(parse_qsl(targets.query().removeprefix("?")))
    found = listed(
        _rows(atlas, handover),
        at_least=targets.at_least,
        summary=_summary(handover),
        criteria=[
            {
                "indicator": one.indicator,
                "rule": one.rule,
                "amount": one.amount,
                "required": one.required,
                "in_words": handovers.describe(atlas, one),
                "threshold": threshold,
            }
            for one, threshold in zip(targets.criteria, handover.finding.thresholds, strict=True)
        ],
    )
    return replace(found, query=query, columns=_named(targets))


def _rows(atlas: Atlas, handover: Handover) -> list[dict[str, Any]]:
    table = handovers.areas_table(atlas, handover)
    number = {code: at for at, zone in enumerate(handover.zones, 1) for code in zone.areas}
    named = _named(handover.targets)
    group = handover.targets.group
    return [
        {
            **row,
            "code": code,
            "zone_number": number[code],
            "all_residents": row["residents"],
            "group_people": row[f"{group}:group"],
            "values": {name: row[f"{name}:value"] for name in named},
        }
        for code, row in zip(table.index, records(table), strict=True)
    ]


def _named(targets: Targets) -> list[str]:
    """The indicators that the criteria are of, each once."""
    return list(dict.fromkeys(one.indicator for one in targets.criteria))


def _summary(handover: Handover) -> dict[str, Any]:
    reach = handover.reaches[0]
    return {
        "sentence": handover.sentence,
        "group": reach.group,
        "found": len(handover.taken.found),
        "firm": len(handover.taken.firm),
        "zones": len(handover.zones),
        "residents": sum(zone.residents for zone in handover.zones),
        "people": reach.people,
        "of_group": 100 * reach.of_group,
        "advice": list(handover.advice),
    }
