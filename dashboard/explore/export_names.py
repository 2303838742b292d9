"""Names of Explore's files: what, where, when."""

from datetime import date

from dashboard.explore.view import ViewState
from dashboard.files.names import slug
from dashboard.wording.legend import level_words
from layers.atlas import Atlas


def file_name(
    atlas: Atlas, view: ViewState, made: date, ending: str, only_selected: bool = False
) -> str:
    """Such as ``seldom-heard-diabetes-sheffield-2026-11-22.xlsx``."""
    parts = ["seldom-heard", slug(atlas.indicators[view.indicator].label)]
    if view.level != "lsoa":
        parts.append(slug(level_words(atlas, view.level).many))
    parts.append(slug(_place(atlas, view)))
    if only_selected and view.selected:
        parts.append("selected")
    parts.append(made.isoformat())
    return f"{'-'.join(filter(None, parts))}.{ending}"


def _place(atlas: Atlas, view: ViewState) -> str:
    """The practice, ward … where the view is of one; else the districts, else all of it."""
    areas, practices = atlas.areas, atlas.practices
    people = len(view.practices) + len(view.pcns)
    if people == 1:
        if view.practices:
            return str(practices["name"][view.practices[0]])
        return str(practices.loc[practices["pcn_code"] == view.pcns[0], "pcn"].iloc[0])
    if not people and len(view.groups) == 1 and atlas.grouping:
        return atlas.grouping.full(view.groups[0])
    if not people and len(view.wards) + len(view.neighbourhoods) == 1:
        column, code, name = (
            ("ward_code", view.wards[0], "ward")
            if view.wards
            else ("msoa_code", view.neighbourhoods[0], "neighbourhood")
        )
        return str(areas.loc[areas[column] == code, name].iloc[0])
    return " ".join(atlas.districts[d] for d in view.districts) or atlas.name
