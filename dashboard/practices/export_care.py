"""“Getting in and being looked after” in files: a table of units, and columns of the list.

A figure that is not published for a practice is an empty cell, and a column says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.files.table import Table, of_rows
from dashboard.practices.care_texts import TEXTS, say
from dashboard.practices.export_tables import ENGLAND, WHO, Head, Row, compared, region, who_is
from layers.atlas import Atlas
from layers.practices import care
from layers.practices.care import CareMeasure
from layers.practices.units import Unit

_FIGURES = ("value", "lower", "upper", "numerator", "denominator")


def looked_after(atlas: Atlas, wanted: Sequence[Unit]) -> Table:
    """A row for each measure and unit, the region and England last; of practices one for each
    period that the snapshot holds."""
    shown = [unit for unit in compared(atlas, wanted) if unit.practices]
    groups = [(who_is(unit), care.of_group(atlas, unit.practices)) for unit in shown]
    groups.append((region(atlas), care.region(atlas)))
    earlier = {unit.key: care.over_time(atlas, unit.key) for unit in shown if _single(unit)}
    country = care.england_counted(atlas)
    rows: list[Row] = []
    for key, measure in care.measures(atlas).items() if shown else ():
        what = _measure(measure)
        for (who, found), unit in zip(groups, [*shown, None], strict=True):
            if unit is not None and _single(unit):
                rows += [what | who | row for row in _before(earlier[unit.key], measure)]
            rows.append(what | who | _newest(found.loc[key].to_dict()))
        rows.append(what | ENGLAND | _figures(country.loc[key].to_dict()))
    return of_rows("care", rows, _heads())


def columns(atlas: Atlas, *, single: bool) -> dict[str, Head]:
    """Columns of the list: each measure's figures and whether it is published.

    Parameters
    ----------
    single
        For practices; networks have how many of their practices have a figure.
    """
    found: dict[str, Head] = {}
    for key, measure in care.measures(atlas).items():
        head = say("files", "column", measure=measure.label, period=measure.period)
        parts = _FIGURES[1:] if measure.interval else ("numerator", "denominator")
        found[key] = (say("files", "column_unit", column=head, unit=measure.unit), "number", 2)
        for part in parts:
            whole = part in ("numerator", "denominator")
            found[_id(key, part)] = (_part(head, part), *(("whole", 0) if whole else ("number", 2)))
        said = _part(head, "said" if single else "practices")
        found[_id(key, "published")] = (said, "text" if single else "whole", 0)
    return found


def by_unit(atlas: Atlas, wanted: Sequence[Unit]) -> dict[str, Row]:
    """The cells of :func:`columns` of some units, by key."""
    unit_of = pd.Series({code: unit.key for unit in wanted for code in unit.practices}, dtype=str)
    single = {unit.key: _single(unit) for unit in wanted}
    rows: dict[str, Row] = {}
    table = care.by_unit(atlas, unit_of)
    for (key, measure), found in zip(table.index, table.to_dict("records"), strict=True):
        row = rows.setdefault(key, {})
        row |= {_id(measure, part): cell for part, cell in _figures(found).items()}
        said = _published(found) if single[key] else int(found["published"])
        row[_id(measure, "published")] = said
    return rows


def caveats(atlas: Atlas) -> list[tuple[str, str]]:
    """What to take care of: of all of it, and of each measure."""
    known = care.measures(atlas).values()
    if not known:
        return []
    about = say("files", "source")
    return [(about, say("files", "caveat")), *((one.label, one.note) for one in known)]


def sources(atlas: Atlas) -> list[str]:
    """Ids of the publications that these figures are from."""
    return list(dict.fromkeys(one.source for one in care.measures(atlas).values()))


def _single(unit: Unit) -> bool:
    return unit.kind == "practice"


def _measure(measure: CareMeasure) -> Row:
    counted, among = measure.parts
    return {
        "measure": measure.label,
        "key": measure.key,
        "value_unit": measure.unit,
        "period": measure.period,
        "counted": say("files", "counted_of", counted=counted, among=among),
        "in_development": say("files", "development" if measure.development else "official"),
    }


def _before(every: pd.DataFrame, measure: CareMeasure) -> Iterator[Row]:
    """A practice's figures of periods before the newest."""
    mine = every[(every["measure"] == measure.key) & (every["period"] != measure.period)]
    for found in mine.to_dict("records"):
        yield _figures(found) | {
            "period": found["period"],
            "said": say("files", "published"),
            "published": 1,
            "practices": 1,
        }


def _newest(found: Mapping[Any, Any]) -> Row:
    return _figures(found) | {
        "said": _published(found),
        "published": int(found["published"]),
        "practices": int(found["practices"]),
    }


def _published(found: Mapping[Any, Any]) -> str:
    return say("files", "published" if found["published"] else "not_published")


def _figures(found: Mapping[Any, Any]) -> Row:
    """Figures as cells: empty where there is none; counts are whole."""
    known = {part: found[part] for part in _FIGURES if pd.notna(found.get(part))}
    whole = ("numerator", "denominator")
    return {part: int(x) if part in whole else float(x) for part, x in known.items()}


def _heads() -> dict[str, Head]:
    said = TEXTS.sections["files"]
    return {
        "measure": (said["measure"], "text", 0),
        **WHO,
        "period": (said["period"], "text", 0),
        "value": (said["value"], "number", 2),
        "value_unit": (said["unit"], "text", 0),
        "lower": (said["lower"], "number", 2),
        "upper": (said["upper"], "number", 2),
        "numerator": (said["numerator"], "whole", 0),
        "denominator": (said["denominator"], "whole", 0),
        "counted": (said["counted"], "text", 0),
        "said": (said["said"], "text", 0),
        "published": (said["practices"], "whole", 0),
        "practices": (said["among"], "whole", 0),
        "in_development": (said["in_development"], "text", 0),
        "key": (said["key"], "text", 0),
    }


def _part(column: str, part: str) -> str:
    return say("files", "column_part", column=column, part=say("files", part).lower())


def _id(measure: str, part: str) -> str:
    return measure if part == "value" else f"{measure}_{part}"
