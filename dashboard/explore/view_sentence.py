"""The view in words: one sentence, and each filter in full."""

from collections.abc import Sequence

from dashboard.explore.areas_in_view import practices_of
from dashboard.explore.places_shown import only_in
from dashboard.explore.view import DEFAULT_HELD, ViewState
from dashboard.files.about import Lines
from dashboard.files.table import name_of
from dashboard.parts.patients_outside import here_only
from dashboard.wording import number_text
from dashboard.wording.legend import level_words
from dashboard.wording.lists import listed
from layers.atlas import GROUPING, Atlas
from layers.geography import levels

LEVELS = {
    "lsoa": "Areas (LSOA of Census 2021)",
    "msoa": "Neighbourhoods (MSOA of Census 2021)",
    "ward": "Wards (best fit of areas)",
    "district": "Districts",
}
# Areas that are found through a practice's patients are full of other practices' patients too.
ALL_WHO_LIVE_THERE = "; figures are of all who live there, not of those patients alone"


def sentence(atlas: Atlas, view: ViewState, only_selected: bool = False) -> str:
    """Which areas the view shows, in one sentence without a full stop.

    Such as "Areas of Sheffield that hold the first 80% of the list of Burngreave Surgery".
    """
    words = level_words(atlas, view.level)
    if only_selected and view.selected:
        names = _names(atlas, view.level, view.selected)
        number = len(names)
        if number == 1:
            return f"The selected {words.one}: {names[0]}"
        return f"The {number} selected {words.many}: {listed(names)}"
    places = f"of {listed([atlas.districts[d] for d in view.districts])}" if view.districts else ""
    criteria = _criteria(atlas, view)
    if not places and not criteria:
        number = len(levels.areas_at(atlas, view.level))
        place = only_in(atlas, view.level) or atlas.name
        return f"All {number_text.count(number)} {words.many} of {place}"
    areas = " ".join(["areas", places or f"of {atlas.name}", ", ".join(criteria)]).strip()
    whose = ALL_WHO_LIVE_THERE if view.practices or view.pcns else ""
    if view.level == "lsoa":
        return f"{areas[0].upper()}{areas[1:]}{whose}"
    plural = f"{words.many[0].upper()}{words.many[1:]}"
    # Larger areas nest in districts only: by any other filter they come in with a part of them.
    nested = view.level != GROUPING or (atlas.grouping and atlas.grouping.in_districts)
    if criteria or not nested:
        return f"{plural} with any of these: {areas}{whose}"
    return f"{plural} {places}"


def filters(atlas: Atlas, view: ViewState, only_selected: bool = False) -> Lines:
    """Everything the view chooses, in full: what is chosen, and the choice."""
    indicators = atlas.indicators
    lines: Lines = [("Indicator on the map", name_of(indicators[view.indicator]))]
    if view.second:
        lines.append(("Second indicator", name_of(indicators[view.second])))
    if view.columns:
        names = "; ".join(name_of(indicators[i]) for i in view.columns)
        lines.append(("Further columns", names))
    lines.append(("Level", _level(atlas, view.level)))
    if view.districts:
        lines.append(("Districts", "; ".join(atlas.districts[d] for d in view.districts)))
    for codes, level, label in (
        (view.groups, GROUPING, level_words(atlas, GROUPING).many if view.groups else ""),
        (view.wards, "ward", "Wards"),
        (view.neighbourhoods, "msoa", "Neighbourhoods"),
    ):
        if codes:
            lines.append((label, "; ".join(_names(atlas, level, codes))))
    if view.pcns:
        lines.append(("Primary care networks", "; ".join(_networks(atlas, view))))
    if view.practices:
        named = (f"{atlas.practices['name'][p]} ({p})" for p in view.practices)
        lines.append(("Practices", "; ".join(named)))
    if view.practices or view.pcns:
        lines.append(("Areas of these practices", _footprint(atlas, view)))
    if view.rural_urban:
        lines.append(("Rural or urban", "; ".join(_kinds(atlas, view))))
    if view.deciles:
        lines.append(
            ("National deciles of multiple deprivation (1 = most deprived)", _deciles(view))
        )
    if view.residents:
        lines.append(("Residents", f"at least {number_text.count(view.residents)}"))
    if view.selected:
        lines.append(
            (f"Selected {level_words(atlas, view.level).many}", "; ".join(_named(atlas, view)))
        )
    if only_selected and view.selected and _limits(view):
        lines.append(("Note", "Only the selection is in this file; the filters do not limit it."))
    return lines


def _criteria(atlas: Atlas, view: ViewState) -> list[str]:
    """What an area must meet besides being in a district."""
    found = []
    limits = ((view.groups, GROUPING), (view.wards, "ward"), (view.neighbourhoods, "msoa"))
    for codes, level in limits:
        if codes:
            words = level_words(atlas, level)
            noun = words.one if len(codes) == 1 else words.many
            found.append(f"in the {noun} {listed(_names(atlas, level, codes))}")
    people = [*_networks(atlas, view), *(atlas.practices["name"][p] for p in view.practices)]
    if people and view.at_least:
        found.append(
            f"where at least {view.at_least}% of registered patients are with {listed(people)}"
            f"{here_only(atlas, practices_of(atlas, view))}"
        )
    elif people:
        lists = "list" if len(people) == 1 else "joint list"
        found.append(
            f"that hold the first {view.held}% of the {lists} of {listed(people)}"
            f"{here_only(atlas, practices_of(atlas, view))}"
        )
    if view.rural_urban:
        kinds = " or ".join(f"“{kind}”" for kind in _kinds(atlas, view))
        found.append(f"classed as {kinds}")
    if view.deciles:
        noun = "decile" if len(view.deciles) == 1 else "deciles"
        found.append(f"in national {noun} {_deciles(view)} of multiple deprivation")
    if view.residents:
        found.append(f"with at least {number_text.count(view.residents)} residents")
    return found


def _limits(view: ViewState) -> bool:
    return any(
        (
            view.districts,
            view.groups,
            view.wards,
            view.neighbourhoods,
            view.pcns,
            view.practices,
            view.rural_urban,
            view.deciles,
            view.residents,
        )
    )


def _footprint(atlas: Atlas, view: ViewState) -> str:
    part = here_only(atlas, practices_of(atlas, view))
    if view.at_least:
        return f"where they have at least {view.at_least}% of registered patients{part}"
    usual = " (the usual share)" if view.held == DEFAULT_HELD else ""
    return f"the fewest that together hold {view.held}% of their patients{usual}{part}"


def _names(atlas: Atlas, level: str, codes: Sequence[str]) -> list[str]:
    """Names of areas; with the district where that is needed to tell them apart."""
    frame = levels.areas_at(atlas, level).loc[list(codes)]
    if level in ("msoa", "ward", GROUPING):
        return [f"{n} ({d})" for n, d in zip(frame["name"], frame["district"], strict=True)]
    return frame["name"].tolist()


def _level(atlas: Atlas, level: str) -> str:
    """What the rows of a file are."""
    if level == GROUPING and atlas.grouping:
        return f"{atlas.grouping.words.many} ({atlas.grouping.words.source})"
    return LEVELS[level]


def _named(atlas: Atlas, view: ViewState) -> list[str]:
    names = _names(atlas, view.level, view.selected)
    return [f"{name} ({code})" for name, code in zip(names, view.selected, strict=True)]


def _networks(atlas: Atlas, view: ViewState) -> list[str]:
    known = atlas.practices.drop_duplicates("pcn_code").set_index("pcn_code")["pcn"]
    return [str(known[code]) for code in view.pcns]


def _kinds(atlas: Atlas, view: ViewState) -> list[str]:
    return [atlas.indicators["rural_urban"].categories[n] for n in view.rural_urban]


def _deciles(view: ViewState) -> str:
    return listed([str(d) for d in sorted(view.deciles)], most=10)
