"""How the figures of the Inequality page's three parts are repeated."""

from dashboard.inequality import correlation, gradient_text, gradients, mix
from dashboard.inequality.correlates import correlate
from dashboard.inequality.texts import say
from dashboard.inequality.view import InequalityView, read_view
from dashboard.parts import place_gradient
from dashboard.parts.repeat.recipe import Given, Recipe
from dashboard.wording.number_text import fixed
from layers.atlas import Atlas
from layers.inequality.gradient import Gradient


def repeat(atlas: Atlas, query: str) -> Recipe | None:
    """The gap between the two ends; the group that lives most apart; the two indicators that go
    together most, or the two that are drawn. None where the view is over practices or patients, or
    has no such figure."""
    view, _ = read_view(query, atlas)
    if view.part == "gap":
        return _gap(atlas, view)
    return _apart(atlas, view) if view.part == "mix" else _together(atlas, view)


def _areas(atlas: Atlas, within: str) -> list[str] | None:
    """Areas of a place, none of them for all; None where the place is made of patients."""
    where = place_gradient.place(atlas, within)
    if where.weights is None:
        return []
    taken = where.weights[where.weights > 0]
    return taken.index.tolist() if (taken == 1).all() else None


def _gap(atlas: Atlas, view: InequalityView) -> Recipe | None:
    made, areas = gradients.of_view(atlas, view), _areas(atlas, view.within)
    if not isinstance(made, Gradient) or areas is None:
        return None
    definition = atlas.indicators[made.indicator]
    if made.over != "areas" or made.by != "local" or not definition.is_share:
        return None
    shown = gradient_text.scale_of(atlas, made).difference(abs(made.gap.absolute))
    result = shown.split()[0].removesuffix("%")
    given: dict[str, Given] = {
        "indicator": made.indicator,
        "ordering": made.ordering,
        "areas": areas,
        "groups": len(made.groups),
        "decimals": len(result.partition(".")[2]),
    }
    where = place_gradient.place(atlas, view.within).name
    what = say("repeat", "gap", label=definition.label, where=where)
    return Recipe("gap", what, result, given)


def _apart(atlas: Atlas, view: InequalityView) -> Recipe | None:
    districts = [view.within] if view.within in atlas.districts else sorted(atlas.districts)
    row = mix.most_apart(atlas, districts)
    if row is None:
        return None
    label, place = atlas.indicators[row["indicator"]].label, atlas.districts[row["district_code"]]
    given = {"group": row["indicator"], "district": row["district_code"]}
    result = fixed(100 * row["dissimilarity"], 0)
    return Recipe("apart", say("repeat", "apart", label=label, where=place), result, given)


def _together(atlas: Atlas, view: InequalityView) -> Recipe | None:
    areas = _areas(atlas, view.within)
    if view.level != "area" or areas is None:
        return None
    row = correlation.strongest(atlas, view)
    if row is None:
        return None
    one, other = (correlate(atlas, row[end]).label for end in ("a", "b"))
    given = {"one": row["a"], "other": row["b"], "areas": areas}
    what = say("repeat", "together", one=one, other=other)
    return Recipe("together", what, f"{row['r']:.2f}", given)
