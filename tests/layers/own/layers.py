"""Layers to test with."""

from typing import Any

from layers.own.own_layer import OwnLayer

CODES = ("E01007317", "E01007318", "E01007319")


def layer(**given: Any) -> OwnLayer:
    """A share of three areas of Barnsley, with whatever is said otherwise."""
    share = {
        "label": "Households with a food parcel",
        "short": "Food parcels",
        "kind": "share",
        "unit": "%",
        "polarity": "high",
        "source": "A council",
        "period": "2025",
        "codes": CODES,
        "numerators": (10.0, None, 45.0),
        "denominators": (600.0, 700.0, 650.0),
        "counted": "households with a parcel",
        "out_of": "households",
    }
    return OwnLayer(**{**share, **given})
