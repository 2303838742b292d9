"""What of an export's query the log keeps: codes of the snapshot and numbers, by page.

A query may hold what somebody typed (a definition's name, a search) and what an upload told (whom
an exercise did not hear from). So nothing is kept but what is listed here, and of that only what
has the shape of a code that the atlas itself gives; the rest is named by its letter. A letter that
no page has is not even named, since somebody typed it.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from dashboard.web.address_spelling import normal
from layers.catalogue.definitions import load_catalogue
from layers.catalogue.groupings import CODE
from layers.change.decile_change import INDICES
from layers.inequality.orderings import load_orderings

_MOST = 60  # parts; the pages' own readers take fewer
_DIGITS = r"[0-9]{1,6}"
_FEW_DIGITS = r"[0-9]{1,3}"
_AMOUNT = r"-?[0-9]{1,7}(\.[0-9]{1,4})?"
# Areas of all levels, practices and networks, places, an organisation's own groups.
_CODE = rf"E[0-9]{{8}}|[A-Z][0-9]{{5}}|[0-9]{{2}}[A-Z]|{CODE}"


class _Shape(NamedTuple):
    """What a letter's value must be: what each of its parts must fit, and what is between them."""

    fits: Callable[[str], object]
    between: str = ""

    def kept(self, value: str) -> str:
        """The parts that fit."""
        parts = value.split(self.between) if self.between else [value]
        return self.between.join(part for part in parts if self.fits(part))


@cache
def _ids() -> frozenset[str]:
    """Every id of the catalogue: indicators, their registers, what places are ordered by."""
    catalogue = load_catalogue().indicators
    registers = {one.register for one in catalogue.values() if one.register}
    return frozenset({*catalogue, *registers, *load_orderings().ordering})


def _id(text: str) -> bool:
    return text in _ids()


def _like(pattern: str) -> Callable[[str], object]:
    return re.compile(pattern).fullmatch


def _criterion(text: str) -> bool:
    """That an exercise is asked for is left out: it is no indicator of the catalogue."""
    name, _, rule = text.partition("!")
    return _id(name) and bool(re.fullmatch(rf"(nt|lt|ge|le|d)!{_AMOUNT}![rc]", rule))


_CODES = _Shape(_like(_CODE), ".")
_NUMBER, _SMALL = _Shape(_like(_DIGITS)), _Shape(_like(_FEW_DIGITS), ".")
_RECORD = _Shape(_like("[0-9a-f]{32}"))  # an id that the atlas has made
_MARKS = _Shape(_like("gp|library|pharmacy|school|0"), ".")  # dashboard/parts/map_ground.toml
# Of the open lists; an own venue's is made of what somebody has written.
_VENUES = _Shape(_like("[lsgpb][0-9a-f]{8}"), ".")
_ID, _IDS = _Shape(_id), _Shape(_id, ".")
# A definition of areas: the letters of the Seldom-heard page.
_DEFINITION: Mapping[str, _Shape | None] = {
    "c": _Shape(_criterion, "~"),
    "g": _ID,
    **dict.fromkeys("dbwnp", _CODES),
    **dict.fromkeys("kqzy", _NUMBER),
    "e": _MARKS,
    **dict.fromkeys("lm", _NUMBER),
    "u": _Shape(_like("areas")),
    # A name; an exercise's name, results, words and places; names of zones; a page's whole query.
    **dict.fromkeys("txhaofv"),
}
# Every argument of the API (dashboard/api), whose log says which were given.
API_ARGUMENTS = (
    *("level", "district", "grouping", "ward", "msoa", "area", "theme", "indicator", "of"),
    *("group", "among", "pcn", "sub_icb", "register", "year", "practice", *"tckdbwnpgqzlmufe"),
    *("ordering", "within", "groups", "fit", "limit", "cursor", "format"),
)
# By the folder that files are fetched from: the letters that the page's address has
# (dashboard/explore/view.py, targets.py, practices/view.py, inequality/view.py …), and what a value
# must be; None for what is never kept.
KEPT: Mapping[str, Mapping[str, _Shape | None]] = {
    "/export/": {
        **dict.fromkeys("ij", _ID),
        "f": _IDS,
        **dict.fromkeys("dbwmcps", _CODES),
        **dict.fromkeys("hxut", _SMALL),
        "n": _NUMBER,
        "k": _Shape(_like(rf"t|n?[qej][3-7]|o{_AMOUNT}(_{_AMOUNT}){{0,5}}")),
        "l": _Shape(_like("lsoa|msoa|ward|grouping|district")),
        "o": _Shape(_like("1")),
        "e": _MARKS,
        "only": _Shape(_like("selected")),
        "y": None,  # a name that was looked for
    },
    "/targets/": _DEFINITION,
    # A pack of one practice or place, of areas, of a definition or of a plan.
    "/evidence/": {**_DEFINITION, **dict.fromkeys(("unit", "areas"), _CODES), "plan": _RECORD},
    "/where-to-meet/export/": {
        "g": _ID,
        "d": _CODES,
        **dict.fromkeys("nrm", _NUMBER),
        "w": _Shape(_like(_AMOUNT)),
        "k": _Shape(_like("library|school|surgery|pharmacy|stop|own"), "."),
        **dict.fromkeys("zh", _Shape(_like("1"))),
        "u": _Shape(_like("areas")),
        "p": _RECORD,
        **dict.fromkeys("bxs", _VENUES),
        "e": _MARKS,
        "from": _Shape(_like("20[0-9]{2}-[0-9]{2}-[0-9]{2}")),
        **dict.fromkeys("ft"),  # a definition, which may have a name; a name
    },
    "/practices/export/": {
        **dict.fromkeys("vdc", _CODES),  # a group of one's own has a name, and is left out
        "k": _Shape(_like("practice|pcn")),
        "r": _ID,
        "s": _Shape(_like("patients|recorded|care")),
        "f": _Shape(_like("lower|higher")),
        "m": _Shape(_like("core|list|area")),
        "q": None,  # a name that was looked for
        "e": _MARKS,
    },
    "/inequality/export/": {
        **dict.fromkeys("io", _ID),
        **dict.fromkeys("cp", _IDS),
        **dict.fromkeys("wv", _CODES),
        "t": _Shape(_like("gap|mix|together")),
        "g": _Shape(_like("local|national")),
        "f": _Shape(_like("none|log|logit")),
        "l": _Shape(_like("area|practice")),
    },
    "/change/export/": {
        "t": _Shape(_like("areas|registers")),
        "w": _CODES,  # a group of one's own has a name, and is left out
        "i": _Shape(_like("|".join(INDICES))),
        "f": _Shape(_like("all|more2?|less|same|into|out|not")),
        "r": _ID,
        "e": _MARKS,
    },
    "/take/": {"i": _IDS},
    # Of the API, which arguments were given and nothing of what they said.
    "/api/v1/": dict.fromkeys(API_ARGUMENTS),
    "/heard/": {"wave": _Shape(_like("[12]"))},
    # The addresses of plans: which plan, zone and visit; a definition has a name of its own.
    "/plans/": {**dict.fromkeys("pza", _RECORD), "year": _Shape(_like("20[0-9]{2}")), "new": None},
}


def asked_for(path: str, query: str) -> dict[str, str]:
    """Of an export's address, what may be logged.

    Returns
    -------
    dict
        ``definition``: a query of what is kept. ``left_out``, where something is: its letters,
        and ``…`` for those that no page has.
    """
    shapes = next((KEPT[folder] for folder in KEPT if normal(path).startswith(folder)), {})
    kept: list[tuple[str, str]] = []
    left_out: set[str] = set()
    try:
        pairs = parse_qsl(query, max_num_fields=_MOST)
    except ValueError:
        return {"definition": "", "left_out": "…"}
    for letter, value in pairs:
        shape = shapes.get(letter)
        fitting = shape.kept(value) if shape else ""
        if fitting:
            kept.append((letter, fitting))
        if fitting != value:
            left_out.add(letter if letter in shapes else "…")
    found = {"definition": urlencode(kept, safe="!~.")}
    return found | ({"left_out": " ".join(sorted(left_out))} if left_out else {})
