"""Examples that can be asked for as they stand: of codes and ids that the atlas has."""

from collections.abc import Mapping
from typing import Any

from dashboard.api.answers import cleaned
from dashboard.api.endpoint import Endpoint
from dashboard.parts.targets.target_definition import DEFAULT_GROUP
from layers.atlas import Atlas
from layers.inequality.orderings import orderings_of
from layers.practices import recorded_registers

_ROWS = 2  # of an answer that is shown


def arguments(atlas: Atlas) -> Mapping[str, Mapping[str, str]]:
    """Of each endpoint by its name, arguments for an example; those of its path among them."""
    areas, practices = atlas.areas, atlas.practices
    districts = sorted(atlas.districts)
    district, wards = districts[-1], sorted(set(areas["ward_code"]))
    practice = str(practices.index.min())
    group = DEFAULT_GROUP
    if group not in atlas.indicators:
        group = next(name for name, one in atlas.indicators.items() if one.counts_people)
    ordered = next(name for name in ("bad_health", group) if name in atlas.indicators)
    register = next(iter(recorded_registers.registers(atlas)), "")
    criterion = f"{group}!lt!20!r"
    return {
        "areas": {"level": "ward", "district": district},
        "indicators": {"theme": atlas.indicators[group].theme},
        "indicator": {"id": group},
        "values": {"indicator": group, "level": "ward", "district": district},
        "profile": {"of": practice, "indicator": group},
        "reach": {"area": ",".join(wards[:2]), "group": group},
        "practices": {"pcn": str(practices.at[practice, "pcn_code"])},
        "practice": {"code": practice},
        "footprint": {"code": practice},
        "registers": {"register": register, "practice": practice},
        "targets": {"c": criterion, "d": district},
        "ordering": {"id": next(iter(orderings_of(atlas)))},
        "inequality": {"indicator": ordered, "within": district},
    }


def posted(atlas: Atlas) -> dict[str, Any]:
    """A definition that asks what the example of ``targets`` asks in its address."""
    of = arguments(atlas)["targets"]
    indicator, _, amount, _ = of["c"].split("!")
    criterion = {"indicator": indicator, "rule": "local_top", "amount": float(amount)}
    return {"criteria": [criterion | {"required": True}], "districts": [of["d"]]}


def answer(atlas: Atlas, endpoint: Endpoint, given: Mapping[str, str]) -> dict[str, Any]:
    """The first rows of what is answered to an example, as a program gets them."""
    query = {name: text for name, text in given.items() if name != endpoint.parameter}
    asked = {**endpoint.arguments()().load(query), **given_path(endpoint, given)}
    found = endpoint.find(atlas, asked)
    return cleaned(endpoint, found, 0, min(found.total, 1 if endpoint.one else _ROWS))


def given_path(endpoint: Endpoint, given: Mapping[str, str]) -> dict[str, str]:
    """What stands in the path itself."""
    name = endpoint.parameter
    return {name: given[name]} if name else {}
