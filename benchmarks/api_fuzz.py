"""Thousands of requests to the API that its own document allows, and others. See README.md.

``python -m benchmarks.api_fuzz --requests 20000``
"""

import argparse
import copy
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks

from dashboard.api.service import DOCUMENT, PREFIX
from dashboard.application import create_app
from dashboard.settings.config import Config
from layers import load_atlas
from layers.atlas import Atlas
from layers.inequality.orderings import orderings_of

CHECKS = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
]
# Statuses with which what is not as documented may be refused.
REFUSALS = schemathesis.Config.from_dict(
    {"checks": {"negative_data_rejection": {"expected-statuses": [404, 405, 413, 414, 422]}}}
)
# Which part of the requests is as documented.
MODES = {GenerationMode.POSITIVE: 3 / 4, GenerationMode.NEGATIVE: 1 / 4}
# Letters and members of a definition, by what they list.
LETTERS = {"d": "district", "w": "ward", "n": "pcn", "p": "practice", "b": "grouping"}
LISTS = {
    "districts": "district", "wards": "ward", "networks": "pcn", "practices": "practice",
    "own_groups": "grouping",
}  # fmt: skip
LEFT_OUT = ("cursor", "f")
MOST_TOLD, MOST_CRITERIA = 10, 2_000
_PHASES = (Phase.generate,)  # what fails is told as it was, and not made smaller
Names = dict[str, list[str]]


@dataclass
class Tally:
    """What came of the requests.

    Attributes
    ----------
    statuses
        How many answers there were of each.
    faults
        Those with a status of 500 and above, and those that are not as documented, in words.
    """

    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def names_of(atlas: Atlas, start: int = 0) -> Names:
    """Codes and ids that there are, by the argument that takes them; and one that there is not."""
    areas, practices = atlas.areas, atlas.practices
    shares = [name for name, one in atlas.indicators.items() if one.counts_people]
    places = {
        "district": list(atlas.districts),
        "ward": sorted(set(areas["ward_code"])),
        "msoa": sorted(set(areas["msoa_code"])),
        "grouping": list(atlas.grouping.names) if atlas.grouping else [],
        "area": areas.index.tolist(),
        "practice": practices.index.tolist(),
        "pcn": sorted(set(practices["pcn_code"]) - {""}),
        "sub_icb": sorted(set(practices["sub_icb_code"])),
    }
    every = [code for codes in places.values() for code in codes]
    found = places | {
        "indicator": list(atlas.indicators),
        "id": [*atlas.indicators, *orderings_of(atlas)],
        "group": shares,
        "g": shares,
        "theme": [one.id for one in atlas.catalogue.themes],
        "ordering": list(orderings_of(atlas)),
        "register": sorted(set(atlas.prevalence["register"])),
        "year": sorted(set(atlas.prevalence["year"])),
        "code": places["practice"] + places["pcn"],
        "among": places["district"] + places["ward"],
        "of": every + [f"{code}:0.5" for code in every],
        "within": every,
        **{letter: places[name] for letter, name in LETTERS.items()},
        **{name: places[of] for name, of in LISTS.items()},
    }
    found = {name: [*codes, "nowhere"] for name, codes in found.items()}
    return found | {"c": _criteria(found["indicator"], random.Random(start))}


def _criteria(indicators: list[str], pick: random.Random) -> list[str]:
    """Criteria as an address has them, one to four at a time; some of no use."""

    def one() -> str:
        rule, kind = pick.choice(["nt", "lt", "ge", "le", "d"]), pick.choice("rc")
        amount = pick.randrange(1, 11) if rule == "d" else pick.randrange(-1, 102)
        return f"{pick.choice(indicators)}!{rule}!{amount}!{kind}"

    return ["~".join(one() for _ in range(pick.randrange(1, 5))) for _ in range(MOST_CRITERIA)]


def with_names(document: dict[str, Any], names: Names) -> dict[str, Any]:
    """The same document for fewer requests: those that name what there is, mostly.

    A code or an id that is made up letter by letter is nearly always none, and a cursor that is
    made up is refused before anything else is looked at.
    """
    found = copy.deepcopy(document)
    for path in found["paths"].values():
        for operation in (path, *(path[method] for method in ("get", "post") if method in path)):
            kept = [one for one in operation.get("parameters", []) if one["name"] not in LEFT_OUT]
            for one in kept:
                one["schema"] = _named(one["name"], one["schema"], names)
            operation["parameters"] = kept
    for schema in ("CriterionAsked", "DefinitionAsked"):
        fields = found["components"]["schemas"][schema]["properties"]
        fields |= {name: _named(name, of, names) for name, of in fields.items()}
    return found


def _named(name: str, schema: dict[str, Any], names: Names) -> dict[str, Any]:
    if name not in names:
        return schema
    there = {"type": "string", "enum": names[name]}
    return schema | {"items": there, "maxItems": 4} if schema["type"] == "array" else there


def asked(server: Flask, atlas: Atlas, number: int, *, start: int = 0) -> Tally:
    """Ask so many times, in equal parts of each address: three in four as documented.

    Parameters
    ----------
    start
        What the making up of requests begins with; the same gives the same.
    """
    document = server.test_client().get(f"{PREFIX}{DOCUMENT}").json
    tally = Tally()
    for mode, share in MODES.items():
        allowed = mode is GenerationMode.POSITIVE
        used = with_names(document, names_of(atlas, start)) if allowed else document
        schema = schemathesis.openapi.from_dict(used, config=REFUSALS)
        schema.app = server
        operations = [one.ok() for one in schema.get_all_operations()]
        for operation in operations:
            _ask(operation, mode, tally, max(1, round(share * number / len(operations))), start)
    return tally


def _ask(operation: Any, mode: GenerationMode, tally: Tally, number: int, start: int) -> None:
    @seed(start)
    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        phases=_PHASES,
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode))
    def once(case: Any) -> None:
        # What is compressed, the library's client for WSGI does not unpack.
        answer = case.call(headers={"Accept-Encoding": "identity"})
        tally.statuses[answer.status_code] += 1
        try:
            case.validate_response(answer, checks=CHECKS)
        except (Failure, FailureGroup) as failure:
            tally.faults.append(f"{case.as_curl_command()}: {told(failure)}")

    once()


def told(failure: BaseException) -> str:
    """What is wrong, in a line."""
    each: Callable[[BaseException], str] = lambda one: " ".join(str(one).split())[:400]  # noqa: E731
    return "; ".join(map(each, getattr(failure, "exceptions", [failure])))


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.api_fuzz", description=__doc__)
    parser.add_argument("--requests", type=int, default=20_000, help="how many (default 20,000)")
    parser.add_argument("--seed", type=int, default=0, help="another makes up others")
    options = parser.parse_args(argv)
    server, began = create_app(Config(exports_per_minute=0)).server, time.monotonic()
    tally = asked(server, load_atlas(), options.requests, start=options.seed)
    counts = ", ".join(f"{number:,} × {code}" for code, number in sorted(tally.statuses.items()))
    print(f"{tally.statuses.total():,} requests in {time.monotonic() - began:,.0f} s: {counts}.")
    print(f"Not as documented, or a mistake of the atlas: {len(tally.faults):,}.")
    for fault in tally.faults[:MOST_TOLD]:
        print(f"  {fault}")
    if tally.faults:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
