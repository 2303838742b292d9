"""Thousands of requests to the API that its own document allows, and others. See README.md.

``python -m benchmarks.api_fuzz --requests 20000``
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
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
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
MOST_TOLD, MOST_ITEMS = 10, 4
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


def names_of(atlas: Atlas) -> Names:
    """Codes and ids that there are, by the argument that takes them; one that there is not."""
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
        "id": list(atlas.indicators),
        "theme": [one.id for one in atlas.catalogue.themes],
        "group": shares,
        "g": shares,
        "ordering": list(orderings_of(atlas)),
        "register": sorted(set(atlas.prevalence["register"])),
        "year": sorted(set(atlas.prevalence["year"])),
        "code": places["practice"] + places["pcn"],
        "among": places["district"] + places["ward"],
        **dict.fromkeys(("of", "within"), every),
        "d": places["district"],
        "w": places["ward"],
        "n": places["pcn"],
        "p": places["practice"],
    }
    return found | {name: [*codes, "nowhere"] for name, codes in found.items()}


def with_names(case: Any, data: Any, names: Names) -> None:
    """Put names that there are in place of the letters that were made up, here and there."""
    for given_ in (case.query, case.path_parameters):
        for name in list(given_ or ()):
            if name in names and data.draw(st.integers(0, 9)):
                many = isinstance(given_[name], list)
                some = st.lists(st.sampled_from(names[name]), min_size=1, max_size=4)
                given_[name] = data.draw(some) if many else data.draw(some)[0]
    query = case.query or {}
    # A cursor that is made up is refused before anything else is looked at; so are areas that are
    # not of the level.
    for name in ("cursor", *(["area"] if "level" in query else [])):
        if name in query and data.draw(st.integers(0, 9)):
            del query[name]
    if "c" in (case.query or ()) and data.draw(st.integers(0, 9)):
        case.query["c"] = "~".join(data.draw(st.lists(_criteria(names), min_size=1, max_size=4)))
        case.query.pop("f", None)
    if isinstance(case.body, dict):
        for one in case.body.get("criteria", []):
            one["indicator"] = data.draw(st.sampled_from(names["indicator"]))
        case.body.pop("group", None)
        for name, kind in (("districts", "district"), ("wards", "ward"), ("practices", "practice")):
            if name in case.body:
                case.body[name] = data.draw(st.lists(st.sampled_from(names[kind]), max_size=3))


def _criteria(names: Names) -> st.SearchStrategy[str]:
    rules, kinds = st.sampled_from(["nt", "lt", "ge", "le", "d"]), st.sampled_from("rc")
    parts = (st.sampled_from(names["indicator"]), rules, st.integers(-1, 101), kinds)
    return st.tuples(*parts).map(lambda of: "!".join(map(str, of)))


def asked(server: Flask, atlas: Atlas, number: int, *, start: int = 0) -> Tally:
    """Ask so many times, in equal parts of each address, as documented and otherwise.

    Parameters
    ----------
    start
        What the making up of requests begins with; the same gives the same.
    """
    document = server.test_client().get(f"{PREFIX}{DOCUMENT}").json
    names, tally = names_of(atlas), Tally()
    for mode in MODES:
        allowed = mode is GenerationMode.POSITIVE
        schema = schemathesis.openapi.from_dict(
            with_short_lists(document) if allowed else document, config=REFUSALS
        )
        schema.app = server
        operations = [one.ok() for one in schema.get_all_operations()]
        each = max(1, number // (len(operations) * len(MODES)))
        for operation in operations:
            _ask(operation, mode, names, tally, each, start)
    return tally


def with_short_lists(part: Any) -> Any:
    """A document in which lists are short: long ones take most of the time to make up."""
    if isinstance(part, list):
        return [with_short_lists(one) for one in part]
    if not isinstance(part, dict):
        return part
    found = {name: with_short_lists(one) for name, one in part.items()}
    if isinstance(found.get("maxItems"), int):
        found["maxItems"] = min(found["maxItems"], MOST_ITEMS)
    return found


def _ask(
    operation: Any, mode: GenerationMode, names: Names, tally: Tally, number: int, start: int
) -> None:
    @seed(start)
    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        phases=_PHASES,
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode), st.data())
    def once(case: Any, data: Any) -> None:
        if mode is GenerationMode.POSITIVE:
            with_names(case, data, names)
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
