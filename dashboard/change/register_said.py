"""What has become of a disease register, in words: for the page and its files."""

import pandas as pd

from dashboard.change.place import Place
from dashboard.change.texts import one_or_many, say
from dashboard.wording.lists import listed
from dashboard.wording.number_text import count, register_percent
from layers.atlas import Atlas
from layers.change.register_years import LIST_CHANGED
from layers.practices.recorded_registers import registers, years

OUTSIDE = 0.05  # of what does not change, outside 95% limits


def years_known(atlas: Atlas) -> str:
    """Of which years there are registers, and which between them are not here."""
    known = years(atlas)
    first, last = (int(one[:4]) for one in (known[0], known[-1]))
    every = [f"{year}-{(year + 1) % 100:02}" for year in range(first, last + 1)]
    gap = [year for year in every if year not in known]
    said = say("registers", "years", years=listed(known))
    if not gap:
        return said
    return f"{said} {say('registers', 'gap' if len(gap) == 1 else 'gap_many', years=listed(gap))}"


def sentences(
    atlas: Atlas, register: str, table: pd.DataFrame, england: pd.Series, place: Place
) -> list[str]:
    """Whose practices are shown, where the place has none; in how many of them it rose or fell by
    more than chance; and how England went.

    Parameters
    ----------
    table, england
        As :mod:`layers.change.register_years` gives them.
    """
    label = registers(atlas)[register]
    first, last = years(atlas)[0], years(atlas)[-1]
    both = table[table["kind"] == "both"]
    parts = {"label": label, "first": first, "last": last, "where": place.practices_of}
    if both.empty:
        said = [one_or_many("registers", "none", len(table), **parts)]
    elif len(both) == 1 and len(table) == 1:
        row = both.iloc[0]
        verdict = (
            "more" if row["change_lower"] > 0 else "fewer" if row["change_upper"] < 0 else "chance"
        )
        said = [
            say(
                "registers",
                "risen_one",
                **parts,
                before=register_percent(row["prevalence_first"]),
                after=register_percent(row["prevalence_last"]),
                verdict=say("registers", verdict),
            )
        ]
    else:
        risen, fallen = (both["change_lower"] > 0).sum(), (both["change_upper"] < 0).sum()
        numbers = {"risen": risen, "fallen": fallen, "compared": len(both)}
        said = [say("registers", "risen", **parts, **{k: _number(n) for k, n in numbers.items()})]
    if pd.notna(england["change"]):
        ends = (england["prevalence_first"], england["prevalence_last"])
        before, after = map(register_percent, ends)
        said.append(say("registers", "england", before=before, after=after))
    return [*filter(None, [instead(place)]), *said]


def instead(place: Place) -> str:
    """Whose practices are shown in the stead of a place's; empty where it has its own."""
    if place.has_practices:
        return ""
    return say("registers", "instead", place=place.name, where=place.practices_of)


def where(place: Place) -> str:
    """Whose practices are shown, with the place that was asked for where it has none, for lines and
    names of files."""
    if place.has_practices:
        return place.name
    return say("export", "place_instead", place=place.name, where=place.practices_of)


def by_chance(table: pd.DataFrame) -> str:
    """How many of the practices that are compared would be counted as risen or fallen by chance
    alone: 1 in 20 is outside its 95% limits; empty for few."""
    compared = int((table["kind"] == "both").sum())
    number = round(OUTSIDE * compared)
    if not number:
        return ""
    return say("registers", "by_chance", compared=count(compared), number=count(number))


def closed_since(table: pd.DataFrame) -> str:
    """How many of those counted have closed since, and where they are not; empty for none."""
    number = int(((table["kind"] == "both") & ~table["open"].astype(bool)).sum())
    return one_or_many("registers", "closed", number, number=count(number)) if number else ""


def apart(atlas: Atlas, table: pd.DataFrame) -> str:
    """Which practices are shown and not counted, and why; empty where there are none."""
    first, last = years(atlas)[0], years(atlas)[-1]
    numbers = table["kind"].replace({"closed": "gone"}).value_counts()
    reasons = []
    for kind in ("changed", "gone", "new", "neither"):
        number = int(numbers.get(kind, 0))
        if number:
            parts = {"number": count(number), "first": first, "last": last}
            reasons.append(say("registers", kind, percent=f"{100 * LIST_CHANGED:.0f}", **parts))
    return say("registers", "apart", reasons=listed(reasons)) if reasons else ""


def state(atlas: Atlas, row: pd.Series) -> str:
    """What stands beside a practice that has closed, or whose two years are not compared, from its
    row of :func:`layers.change.register_years.practices`; empty for others."""
    kind = row["kind"]
    if kind == "changed":
        kind = "grown" if row["list_change"] > 0 else "shrunk"
    elif kind == "both" and not row["open"]:
        kind = "closed"
    return say("states", kind, first=years(atlas)[0], last=years(atlas)[-1])


def _number(number: int) -> str:
    return count(number) if number else say("registers", "nobody")
