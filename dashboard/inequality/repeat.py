"""How the figures, tables and charts of the Inequality page's three parts are repeated."""

from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

from dashboard.inequality import correlation, gradient_text, gradients, measures, mix
from dashboard.inequality.correlates import correlate
from dashboard.inequality.texts import say
from dashboard.inequality.view import InequalityView, read_view
from dashboard.parts import place_gradient
from dashboard.parts.repeat.recipe import Find, Given, NotRepeated, Recipe, chosen, of_rows
from dashboard.wording.number_text import fixed
from layers.atlas import Atlas
from layers.inequality import segregation
from layers.inequality.gradient import Gradient
from layers.practices import units


def repeat(atlas: Atlas, query: str) -> Recipe | None:
    """The gap between the two ends; the group that lives most apart; the two indicators that go
    together most, or the two that are drawn. None where the view is over practices or patients, or
    has no such figure."""
    view, _ = read_view(query, atlas)
    if view.part == "gap":
        return _gap(atlas, view)
    return _apart(atlas, view) if view.part == "mix" else _together(atlas, view)


def _areas(atlas: Atlas, within: str) -> list[str] | None:
    """Areas of a place, none of them for all; None where the place is made of patients, even of
    none that were counted."""
    where = place_gradient.place(atlas, within)
    if where.weights is None:
        return []
    taken = where.weights[where.weights > 0]
    return taken.index.tolist() if len(taken) and (taken == 1).all() else None


def _gap(atlas: Atlas, view: InequalityView) -> Recipe | None:
    asked = _grouped(atlas, view)
    if not isinstance(asked, Gradient):
        return None
    shown = gradient_text.scale_of(atlas, asked).difference(abs(asked.gap.absolute))
    result = shown.split()[0].removesuffix("%")
    given = _groups_given(atlas, view, asked) | {"decimals": len(result.partition(".")[2])}
    return Recipe("gap", _said(atlas, view, "gap"), result, given, ("groups",))


def repeat_groups(atlas: Atlas, query: str) -> Recipe | NotRepeated | None:
    """What each group holds, from the most deprived on."""
    view, _ = read_view(query, atlas)
    asked = _grouped(atlas, view)
    if not isinstance(asked, Gradient):
        return asked
    share = atlas.indicators[asked.indicator].is_share
    given = _groups_given(atlas, view, asked) | {
        "columns": [*(["numerator"] if share else []), "residents", "areas"],
        "decimals": gradient_text.scale_of(atlas, asked).decimals,
    }
    number = len(asked.groups)
    return of_rows("by_group", _said(atlas, view, "groups"), number, given, "groups")


def repeat_measures(atlas: Atlas, query: str) -> Recipe | NotRepeated | None:
    """Every measure of the view's gradient with its limits, of areas or practices."""
    view, _ = read_view(query, atlas)
    made = gradients.of_view(atlas, view)
    if not isinstance(made, Gradient):
        return None
    if view.within and units.unit(atlas, view.within).kind == "group":
        return NotRepeated(say("repeat", "group"))
    asked = {
        "indicator": view.indicator,
        "ordering": view.ordering,
        "within": view.within,
        "groups": made.by,
        "fit": made.slope.transform,
    }
    scale = gradient_text.scale_of(atlas, made)
    shown = [one.id for one in measures.measures(atlas, made)]
    given: dict[str, Given] = {
        "asked": urlencode({name: text for name, text in asked.items() if text}),
        "measures": shown,
        "decimals": [measures.decimals(one, scale) for one in shown],
    }
    return of_rows("measures", _said(atlas, view, "measures"), len(shown), given)


def repeat_curve(atlas: Atlas, query: str) -> Recipe | NotRepeated | None:
    """How cases gather: cumulative shares of people and of cases, from the most deprived on."""
    view, _ = read_view(query, atlas)
    asked = _grouped(atlas, view, in_groups=False)
    if not isinstance(asked, Gradient):
        return asked
    if asked.curve is None:
        return None
    given = _indicator_given(atlas, asked) | {"areas": _areas(atlas, view.within) or []}
    # The curve begins before its first step.
    steps = len(asked.curve[0]) - 1
    return of_rows("gathered", _said(atlas, view, "curve"), steps, given, "groups")


def repeat_districts(atlas: Atlas, query: str) -> Recipe | NotRepeated | None:
    """The ends and the gap of the whole atlas and of each district."""
    view, _ = read_view(query, atlas)
    asked = _grouped(atlas, replace(view, within=""))
    if not isinstance(asked, Gradient):
        return asked
    each = gradients.by_district(atlas, view)
    made = {atlas.districts[code]: one for code, one in each.items() if isinstance(one, Gradient)}
    every = {atlas.name: asked} | dict(sorted(made.items()))
    given = _indicator_given(atlas, asked) | {
        "places": list(every),
        "groups": [len(one.groups) for one in every.values()],
        "decimals": gradient_text.scale_of(atlas, asked).decimals,
    }
    what = say("repeat", "districts", label=atlas.indicators[asked.indicator].label)
    return of_rows("by_district", what, len(every), given, "groups")


def _grouped(
    atlas: Atlas, view: InequalityView, *, in_groups: bool = True
) -> Gradient | NotRepeated | None:
    """The view's gradient, where it is over whole areas in groups of their own, or in any where
    ``in_groups`` is not asked for; why not; None where there is none at all."""
    made = gradients.of_view(atlas, view)
    if not isinstance(made, Gradient):
        return None
    if made.over != "areas":
        return NotRepeated(say("repeat", "over_practices"))
    if in_groups and made.by != "local":
        return NotRepeated(say("repeat", "national"))
    return NotRepeated(say("repeat", "patients")) if _areas(atlas, view.within) is None else made


def _indicator_given(atlas: Atlas, made: Gradient) -> dict[str, Given]:
    return {
        "indicator": made.indicator,
        "ordering": made.ordering,
        "score": int(not atlas.indicators[made.indicator].is_share),
    }


def _groups_given(atlas: Atlas, view: InequalityView, made: Gradient) -> dict[str, Given]:
    areas = _areas(atlas, view.within) or []
    return _indicator_given(atlas, made) | {"areas": areas, "groups": len(made.groups)}


def _said(atlas: Atlas, view: InequalityView, name: str) -> str:
    label = atlas.indicators[view.indicator].label
    return say("repeat", name, label=label, where=place_gradient.place(atlas, view.within).name)


def _apart(atlas: Atlas, view: InequalityView) -> Recipe | None:
    row = mix.most_apart(atlas, mix.districts_of(atlas, view))
    if row is None:
        return None
    label, place = atlas.indicators[row["indicator"]].label, atlas.districts[row["district_code"]]
    given: dict[str, Given] = {"group": row["indicator"], "district": row["district_code"]}
    result = fixed(100 * row["dissimilarity"], 0)
    what = say("repeat", "apart", label=label, where=place)
    return Recipe("apart", what, result, given, ("dissimilar",))


def repeat_mixed(atlas: Atlas, query: str) -> Recipe | None:
    """How likely two people of each district differ, and two of one of its areas."""
    if mix.DIVERSITY not in atlas.indicators:
        return None
    view, _ = read_view(query, atlas)
    districts = [atlas.districts[code] for code in mix.districts_of(atlas, view)]
    given: dict[str, Given] = {
        "groups": atlas.indicators[mix.DIVERSITY].components,
        "districts": districts,
        "whole": atlas.name,
    }
    return of_rows("mixed", say("repeat", "mixed"), len(districts) + 1, given)


def repeat_apart(atlas: Atlas, query: str, source: str) -> Recipe:
    """How far apart the groups of a source's table live in each district."""
    view, _ = read_view(query, atlas)
    districts = [atlas.districts[code] for code in mix.districts_of(atlas, view)]
    groups = [one.id for one in segregation.groups_of(atlas) if one.source == source]
    given: dict[str, Given] = {"groups": groups, "districts": districts}
    return of_rows("all_apart", say("repeat", "all_apart"), len(groups), given, "dissimilar")


def _together(atlas: Atlas, view: InequalityView) -> Recipe | None:
    areas = _areas(atlas, view.within)
    if view.level != "area" or areas is None:
        return None
    row = correlation.strongest(atlas, view)
    if row is None:
        return None
    one, other = (correlate(atlas, row[end]).label for end in ("a", "b"))
    given: dict[str, Given] = {"one": row["a"], "other": row["b"], "areas": areas}
    what = say("repeat", "together", one=one, other=other)
    return Recipe("together", what, f"{row['r']:.2f}", given, ("ranked",))


def repeat_pairs(atlas: Atlas, query: str) -> Recipe | NotRepeated | None:
    """Every correlation of the table."""
    view, _ = read_view(query, atlas)
    areas = _areas(atlas, view.within)
    if view.level != "area":
        return NotRepeated(say("repeat", "over_practices"))
    if areas is None:
        return NotRepeated(say("repeat", "patients"))
    found = correlation.known_pairs(atlas, view)
    if found.empty:
        return None
    given: dict[str, Given] = {
        "ones": found["a"].tolist(),
        "others": found["b"].tolist(),
        "areas": areas,
    }
    return of_rows("pairs", say("repeat", "pairs"), len(found), given, "ranked")


def repeat_points(atlas: Atlas, query: str) -> Recipe | NotRepeated | None:
    """Both values of each area in the picture of two indicators."""
    view, _ = read_view(query, atlas)
    areas = _areas(atlas, view.within)
    if view.level != "area":
        return NotRepeated(say("repeat", "over_practices"))
    if areas is None:
        return NotRepeated(say("repeat", "patients"))
    pair = correlation.pair_drawn(atlas, view, correlation.known_pairs(atlas, view))
    if not pair:
        return None
    both = [correlate(atlas, name) for name in pair]
    points = correlation.points(atlas, view, pair)
    given: dict[str, Given] = {
        "level": "lsoa",
        "indicators": pair,
        "columns": ["value", "value"],
        "decimals": [one.decimals for one in both],
        "areas": chosen(points.index, atlas.areas.index),
        "order": [],
        "most": len(points),
    }
    what = say("repeat", "points", one=both[0].label, other=both[1].label)
    return of_rows("values", what, len(points), given)


FIGURES: dict[str, Find] = {
    "inequality": repeat,
    "inequality-groups": repeat_groups,
    "inequality-measures": repeat_measures,
    "inequality-curve": repeat_curve,
    "inequality-districts": repeat_districts,
    "inequality-ethnic": partial(repeat_apart, source=segregation.SOURCES[0]),
    "inequality-language": partial(repeat_apart, source=segregation.SOURCES[1]),
    "inequality-mixed": repeat_mixed,
    "inequality-pairs": repeat_pairs,
    "inequality-points": repeat_points,
}
