"""The catalogue: every indicator's definition, read from ``layers/catalogue/*.toml``.

A definition is data that an analyst edits; this module checks it against a schema, so that a
slip in a file is a sentence at build time and not a wrong map. One file holds one theme. Inside
it, ``[[group]]`` tables give what their indicators share (source, period, caveats …) and
``[[group.indicator]]`` tables give the rest; what an indicator says itself wins.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import msgspec

CATALOGUE = Path(__file__).parent

Kind = Literal["share", "rate", "score", "index", "rank", "decile", "change", "count", "category"]
Aggregate = Literal["ratio", "weighted_mean", "sum", "none"]
Grain = Literal["", "ward"]

# What cannot be averaged or added up over areas.
UNSUMMED = ("rank", "decile", "change", "category")
# Levels of which a ward's figure does not say how many people it is about.
FINER_THAN_WARDS = ("lsoa", "msoa")

_ID = re.compile(r"[a-z][a-z0-9_]*")


# The heading of what is in no publication, but was brought by whoever uses the atlas.
OWN_THEME = "own"


class CatalogueError(ValueError):
    """A definition does not fit the schema. The message names file, indicator and field."""


class Measure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A numerator or a denominator: in words, and as columns of the publication to add up."""

    text: str
    columns: tuple[str, ...] = ()


class Indicator(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One layer of the atlas.

    ``kind`` says how the value is made: a ``share`` is 100 × numerator ÷ denominator in percent
    (0–100); a ``rate``, ``score``, ``index``, ``rank``, ``decile``, ``change``, ``count`` or
    ``category`` is read from ``column`` (times ``scale``), unless ``derived`` names a method of its
    own. A ``change`` is by how many whole steps a decile moved; 0 is none.
    ``polarity`` says which end means more need: ``high``, ``low`` or ``none``. ``grain`` names the
    areas that the publication is about, where they are larger than LSOAs: every LSOA then carries
    the share of its ward, and how many people of it live there is not known. ``larger`` names those
    that a figure was brought for which is no share: every LSOA carries that of the one it is in.
    """

    id: str
    label: str
    short: str
    description: str
    kind: Kind
    unit: str
    polarity: Literal["high", "low", "none"]
    aggregate: Aggregate
    source: str
    period: str
    vintage: str
    interval: Literal["wilson", "none"]
    disclosure: str
    theme: str
    group: str
    decimals: int = 1
    numerator: Measure | None = None
    denominator: Measure | None = None
    column: str = ""
    scale: float = 1.0
    derived: Literal["", "simpson", "qof", "core20", "heard"] = ""
    components: tuple[str, ...] = ()
    register: str = ""
    categories: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    modelled: bool = False
    optional: bool = False
    headline: bool = False
    grain: Grain = ""
    larger: Literal["", "msoa", "ward"] = ""

    @property
    def counts_people(self) -> bool:
        """Whether it says of every LSOA how many people (or households) it is about."""
        return self.is_share and not self.grain

    @property
    def counts_households(self) -> bool:
        """Whether its numerator counts households, and no people."""
        return self.denominator is not None and "household" in self.denominator.text.lower()

    def counted_at(self, level: str) -> bool:
        """Whether its people at a level are published, and not only shared out from a ward."""
        return self.is_share and not (self.grain and level in FINER_THAN_WARDS)

    @property
    def is_share(self) -> bool:
        """Whether values are percentages made from a numerator and a denominator."""
        return self.kind == "share"

    @property
    def stands_nationally(self) -> bool:
        """Whether a value is given its place among England's areas: a decile is one already, and
        kinds have no order."""
        return self.kind not in ("decile", "category")

    @property
    def is_own(self) -> bool:
        """Whether somebody who uses the atlas brought it (:mod:`layers.own`)."""
        return self.theme == OWN_THEME

    @property
    def is_iod(self) -> bool:
        """Whether it is from the English Indices of Deprivation, with populations of their own."""
        return self.source.startswith("iod2025")


class Theme(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A heading of the indicator picker, in the order of ``themes.toml``."""

    id: str
    label: str
    description: str


class Catalogue(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """All definitions, with the themes that order them and the caveats they refer to."""

    themes: tuple[Theme, ...]
    caveats: Mapping[str, str]
    indicators: Mapping[str, Indicator]

    @cached_property
    def by_theme(self) -> Mapping[str, tuple[Indicator, ...]]:
        """Indicators under each theme's id, in the order in which the files give them."""
        return MappingProxyType(
            {
                theme.id: tuple(i for i in self.indicators.values() if i.theme == theme.id)
                for theme in self.themes
            }
        )


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """Read and check every definition.

    Parameters
    ----------
    folder
        Where the TOML files are; the project's own catalogue when not given.

    Raises
    ------
    CatalogueError
        For a file that is not TOML, a missing or unknown field, a value outside its list, an id
        given twice, or parts that do not fit together (a share without a denominator …).
    """
    folder = folder or CATALOGUE
    themes = _convert(_read(folder / "themes.toml").get("theme", []), list[Theme], "themes.toml")
    caveats = _convert(_read(folder / "caveats.toml"), dict[str, str], "caveats.toml")
    indicators: dict[str, Indicator] = {}
    for theme in themes:
        name = f"{theme.id}.toml"
        for raw in _flatten(_read(folder / name), theme.id, name):
            where = f"{name}, indicator {raw.get('id', '(no id)')!r}"
            indicator = _convert(raw, Indicator, where)
            if indicator.id in indicators:
                raise CatalogueError(
                    f"{where}: the id is given twice. Give each indicator its own."
                )
            _check_parts(indicator, caveats, where)
            indicators[indicator.id] = indicator
    for indicator in indicators.values():
        unknown = [c for c in indicator.components if c not in indicators]
        if unknown:
            raise CatalogueError(
                f"{indicator.theme}.toml, indicator {indicator.id!r}: components name "
                f"{', '.join(unknown)}, which no file defines."
            )
    return Catalogue(
        themes=tuple(themes),
        caveats=MappingProxyType(caveats),
        indicators=MappingProxyType(indicators),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CatalogueError(
            f"{path.name} is missing from the catalogue folder. "
            "Every theme of themes.toml has a file of its name."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"{path.name} is not valid TOML: {error}.") from None


def _flatten(document: dict[str, Any], theme: str, name: str) -> list[dict[str, Any]]:
    """Give each indicator what its group says for all of them."""
    stray = set(document) - {"group"}
    if stray:
        raise CatalogueError(f"{name}: unknown part {sorted(stray)[0]!r}; only [[group]] is read.")
    found = []
    for group in document.get("group", []):
        shared = {k: v for k, v in group.items() if k not in ("title", "indicator")}
        if "title" not in group:
            raise CatalogueError(f"{name}: a [[group]] has no title.")
        for raw in group.get("indicator", []):
            found.append({"theme": theme, "group": group["title"], **shared, **raw})
    return found


def _convert(raw: Any, kind: Any, where: str) -> Any:
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise CatalogueError(f"{where}: {error}.") from None


def _check_parts(indicator: Indicator, caveats: Mapping[str, str], where: str) -> None:
    """Hold what the schema cannot say: which parts belong to which kind."""
    wrong = ""
    if not _ID.fullmatch(indicator.id):
        wrong = "id must be lower-case letters, digits and underscores, starting with a letter"
    elif indicator.is_share and not (indicator.numerator and indicator.denominator):
        wrong = "a share needs a numerator and a denominator"
    elif indicator.is_share and indicator.unit != "%":
        wrong = "a share has the unit '%'"
    elif indicator.is_share and indicator.aggregate != "ratio":
        wrong = "a share is aggregated as a ratio of sums"
    elif indicator.kind in UNSUMMED and indicator.aggregate != "none":
        wrong = f"a {indicator.kind} cannot be averaged or added up: aggregate must be 'none'"
    elif not indicator.is_share and indicator.interval != "none":
        wrong = "only shares have a Wilson interval"
    elif indicator.grain and not (indicator.is_share and indicator.interval == "none"):
        wrong = "a figure of wards is a share without an interval"
    elif indicator.grain and not indicator.label.endswith(f"({indicator.grain} figure)"):
        wrong = f"the label has to say '({indicator.grain} figure)' at its end"
    elif indicator.kind == "category" and not indicator.categories:
        wrong = "a category needs its list of categories"
    elif indicator.derived == "qof" and not (indicator.register and indicator.modelled):
        wrong = "an attributed register names its register and is marked modelled"
    elif indicator.derived == "simpson" and len(indicator.components) < 2:
        wrong = "a diversity index needs at least two components"
    elif indicator.derived == "core20" and len(indicator.components) != 1:
        wrong = "the Core20 is made from one component, the national decile"
    elif not indicator.derived and not indicator.is_share and not indicator.column:
        wrong = f"a {indicator.kind} needs the column it is read from"
    elif unknown := [c for c in indicator.caveats if c not in caveats]:
        wrong = f"caveat {unknown[0]!r} is not in caveats.toml"
    elif not all((indicator.label.strip(), indicator.short.strip(), indicator.description.strip())):
        wrong = "label, short and description must say something"
    if wrong:
        raise CatalogueError(f"{where}: {wrong}.")
