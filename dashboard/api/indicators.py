"""Indicators: which there are, and all that is known of one."""

from typing import Any

from dashboard.api import fields
from dashboard.api.endpoint import Asked, Endpoint, Found, listed
from dashboard.api.problems import known, unknown
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator

INDICATOR = fields.row(
    "Indicator", id="text", label="text", short="text", description="text", theme="text",
    group="text", kind="text", unit="text", decimals="whole", polarity="text", period="text",
    modelled="flag", source="text", england="number?",
)  # fmt: skip
DETAIL = fields.row(
    "IndicatorDetail", id="text", label="text", short="text", description="text", theme="text",
    group="text", kind="text", unit="text", decimals="whole", polarity="text", period="text",
    modelled="flag", source="text", england="number?", england_numerator="number?",
    england_denominator="number?", numerator="text?", denominator="text?", categories="texts",
    caveats="texts", publisher="text", publication="text", licence="text", attribution="text",
)  # fmt: skip


def endpoints(atlas: Atlas) -> list[Endpoint]:
    """``indicators``, and one of them."""
    asked = {"theme": fields.id_of("theme")}
    return [
        Endpoint("indicators", "/indicators", INDICATOR, find, asked),
        Endpoint("indicator", "/indicators/<id>", DETAIL, find_one, one=True),
    ]


def indicator_of(atlas: Atlas, name: str) -> Indicator:
    """An indicator by its id.

    Raises
    ------
    dashboard.api.problems.Problem
        For one that is not there.
    """
    if name not in atlas.indicators:
        raise unknown("indicator", name)
    return atlas.indicators[name]


def find(atlas: Atlas, asked: Asked) -> Found:
    """All indicators, or those of a theme."""
    wanted = None
    if "theme" in asked:
        wanted = known([asked["theme"]], (one.id for one in atlas.catalogue.themes), "theme")
    every = [one for one in atlas.indicators.values() if wanted is None or one.theme in wanted]
    return Found(len(every), lambda start, stop: [_row(atlas, one) for one in every[start:stop]])


def find_one(atlas: Atlas, asked: Asked) -> Found:
    """One indicator, with what its figures are made of and what to take care of."""
    one = indicator_of(atlas, asked["id"])
    england = atlas.england(one.id)
    source: dict[str, Any] = next(
        (each for each in atlas.manifest["sources"] if each["id"] == one.source), {}
    )
    return listed(
        [
            _row(atlas, one)
            | {
                "england_numerator": england.numerator,
                "england_denominator": england.denominator,
                "numerator": one.numerator.text if one.numerator else None,
                "denominator": one.denominator.text if one.denominator else None,
                "categories": list(one.categories),
                "caveats": [atlas.catalogue.caveats[name] for name in one.caveats],
                "publication": source.get("title", ""),
                **{name: source.get(name, "") for name in ("publisher", "licence", "attribution")},
            }
        ]
    )


def _row(atlas: Atlas, one: Indicator) -> dict[str, Any]:
    same = (
        "id", "label", "short", "description", "theme", "group", "kind", "unit", "decimals",
        "polarity", "period", "modelled", "source",
    )  # fmt: skip
    return {name: getattr(one, name) for name in same} | {"england": atlas.england(one.id).value}
