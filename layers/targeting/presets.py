"""Ready-made definitions of whom to hear from, read from ``catalogue/presets.toml``.

A preset is data that an analyst edits. This module checks it against the catalogue, so that a slip
is a sentence that names the file, the preset and the field. What a snapshot does not hold makes a
preset unavailable there, with the reason.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

from layers.atlas import Atlas
from layers.catalogue.definitions import CATALOGUE, Catalogue, CatalogueError, load_catalogue
from layers.targeting.area_search import (
    Criterion,
    Definition,
    DefinitionError,
    Rule,
    check,
    check_form,
)

FILE = "presets.toml"
SENTENCES = ("who", "rationale", "source")

_ID = re.compile(r"[a-z][a-z0-9_]*")


class Preset(msgspec.Struct, frozen=True, kw_only=True):
    """A ready-made definition.

    ``who`` says in a sentence whom it finds, ``rationale`` why its thresholds are what they are,
    ``source`` whose idea it is. ``definition`` is None where there is no data for it: then
    ``available`` is False and ``reason`` says why and what to do instead. ``caveats`` are ids of
    ``caveats.toml``; ``group`` is the id of the share whose people the reach is told for;
    ``order`` is the place, from 0, in which to offer it.
    """

    id: str
    label: str
    who: str
    rationale: str
    source: str
    definition: Definition | None
    caveats: tuple[str, ...]
    group: str
    order: int
    available: bool = True
    reason: str = ""


class _Criterion(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A criterion as the file writes it; :class:`layers.targeting.Criterion` says what it means."""

    indicator: str
    rule: Rule
    amount: float
    required: bool = True


class _Written(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A preset as the file writes it."""

    id: str
    label: str
    who: str
    rationale: str
    source: str
    group: str = ""
    criteria: tuple[_Criterion, ...] = ()
    at_least: int = 0
    people: int = 0
    caveats: tuple[str, ...] = ()
    available: bool = True
    reason: str = ""


def load_presets(folder: Path | None = None) -> Mapping[str, Preset]:
    """Read and check every preset.

    Parameters
    ----------
    folder
        Where ``presets.toml`` is; the project's catalogue when not given.

    Returns
    -------
    Mapping
        Presets by id, in the order of the file, whatever a snapshot holds. :func:`presets_for`
        says which an atlas can use.

    Raises
    ------
    layers.catalogue.definitions.CatalogueError
        When a preset does not fit the schema or the catalogue. The message names the file, the
        preset and the field.
    """
    catalogue = load_catalogue()
    found: dict[str, Preset] = {}
    for order, raw in enumerate(_read((folder or CATALOGUE) / FILE)):
        where = f"{FILE}, preset {raw.get('id', '(no id)')!r}"
        try:
            written = msgspec.convert(raw, _Written)
        except msgspec.ValidationError as error:
            raise CatalogueError(f"{where}: {error}.") from None
        if wrong := _wrong(written, found, catalogue):
            raise CatalogueError(f"{where}, {wrong}")
        found[written.id] = _made(written, order)
    return MappingProxyType(found)


def presets_for(atlas: Atlas, folder: Path | None = None) -> Mapping[str, Preset]:
    """Every preset, with those that the atlas cannot use marked unavailable and told why.

    Raises
    ------
    layers.catalogue.definitions.CatalogueError
        As :func:`load_presets`.
    """
    found = {}
    for name, preset in load_presets(folder).items():
        reason = _why_not(atlas, preset)
        changed = msgspec.structs.replace(preset, available=False, reason=reason)
        found[name] = changed if reason else preset
    return MappingProxyType(found)


def _why_not(atlas: Atlas, preset: Preset) -> str:
    if preset.definition is None:
        return preset.reason
    try:
        # The group must be there too, also where no fewest number of its people is asked for.
        check(atlas, replace(preset.definition, group=preset.group))
    except DefinitionError as error:
        return str(error)
    return ""


def _read(path: Path) -> list[dict[str, Any]]:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CatalogueError(f"{FILE} is missing from {path.parent}.") from None
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"{FILE} is not valid TOML: {error}.") from None
    stray = sorted(set(document) - {"preset"})
    if stray:
        raise CatalogueError(f"{FILE}: unknown part {stray[0]!r}; only [[preset]] is read.")
    return list(document.get("preset", []))


def _wrong(written: _Written, before: Mapping[str, Preset], catalogue: Catalogue) -> str:
    """The field that is wrong and why; empty if none is."""
    if not _ID.fullmatch(written.id):
        return "id: lower-case letters, digits and underscores only, starting with a letter."
    if written.id in before:
        return "id: it is given twice. Give each preset its own."
    if not written.label.strip():
        return "label: it must say something."
    for field in SENTENCES:
        if not getattr(written, field).strip().endswith("."):
            return f"{field}: write a sentence, with a full stop."
    if unknown := [c for c in written.caveats if c not in catalogue.caveats]:
        return f"caveats: {unknown[0]!r} is not in caveats.toml."
    if not written.available:
        return _wrong_absence(written)
    if written.reason:
        return "reason: only a preset that is not available has one."
    if not written.group:
        return "group: name the share whose people the reach is told for."
    if written.group not in catalogue.indicators:
        return f"group: there is no indicator called {written.group!r}."
    if not catalogue.indicators[written.group].counts_people:
        return f"group: {written.group!r} is not a share, so it has no people to count."
    try:
        check_form(catalogue.indicators, _definition(written))
    except DefinitionError as error:
        return f"criteria: {error}"
    return ""


def _wrong_absence(written: _Written) -> str:
    if not written.reason.strip().endswith("."):
        return "reason: say in a sentence why it is not available, and what to do instead."
    if written.criteria or written.group or written.people or written.at_least:
        return "available: what is not available has no criteria, at_least, group or people."
    return ""


def _definition(written: _Written) -> Definition:
    return Definition(
        criteria=tuple(
            Criterion(c.indicator, c.rule, c.amount, c.required) for c in written.criteria
        ),
        at_least=written.at_least,
        group=written.group if written.people else "",
        people=float(written.people),
    )


def _made(written: _Written, order: int) -> Preset:
    return Preset(
        id=written.id,
        label=written.label,
        who=written.who,
        rationale=written.rationale,
        source=written.source,
        definition=_definition(written) if written.available else None,
        caveats=written.caveats,
        group=written.group,
        order=order,
        available=written.available,
        reason=written.reason,
    )
