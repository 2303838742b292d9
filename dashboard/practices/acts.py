"""What a person does on the Practices page that is no value of a control, as the address after it.

Open a practice of the funnel, set one more beside what is open, compare what is ticked, make a
group of it, name the group, add to it, take off it. Whatever comes from a browser is read as an
address is, so what is unknown in it is left out.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.practices.texts import control
from dashboard.practices.view import read_view
from layers.atlas import Atlas


def opened(atlas: Atlas, search: str, clicked: Mapping[str, Any]) -> str | None:
    """The address that shows the practice whose point in a chart was clicked (as plotly tells it);
    None for anything else."""
    points = clicked.get("points") or [{}]
    code = points[0].get("customdata") if isinstance(points[0], Mapping) else None
    return _with_units(atlas, search, [code]) if isinstance(code, str) else None


def beside(atlas: Atlas, search: str, code: str) -> str:
    """The address that shows one more beside what is open."""
    view, _ = read_view(search, atlas)
    return _with_units(atlas, search, [*(unit.key for unit in view.units), code])


def compared(atlas: Atlas, search: str, codes: Sequence[str]) -> str:
    """The address that shows some units side by side."""
    return _with_units(atlas, search, list(codes))


def grouped(atlas: Atlas, search: str, codes: Sequence[str]) -> str:
    """The address of a new group of some units."""
    return _with_units(atlas, search, ["~".join([control("group"), *codes])])


def renamed(atlas: Atlas, search: str, name: str) -> str | None:
    """The address with its group under another name; None without a group or another name.

    An empty field is no name: the page is just being opened.
    """
    group = _group(atlas, search)
    # What parts an address's units and a group's members cannot be in a name.
    name = " ".join(name.replace("~", " ").replace(".", " ").split())
    if group is None or name in (group[0], ""):
        return None
    return _with_units(atlas, search, ["~".join([name, *group[1:]])])


def joined(atlas: Atlas, search: str, code: str) -> str | None:
    """The address with one more in its group; None where it has that already."""
    group = _group(atlas, search)
    if group is None or not code or code in group[1:]:
        return None
    return _with_units(atlas, search, ["~".join([*group, code])])


def taken_off(atlas: Atlas, search: str, code: str) -> str | None:
    """The address without one of its group; None where it is the last, or not in it."""
    group = _group(atlas, search)
    if group is None or code not in group[1:] or len(group) == 2:
        return None
    return _with_units(
        atlas, search, ["~".join([group[0], *(one for one in group[1:] if one != code)])]
    )


def _group(atlas: Atlas, search: str) -> list[str] | None:
    """Name and members of the address's one group."""
    view, _ = read_view(search, atlas)
    if len(view.units) != 1 or view.units[0].kind != "group":
        return None
    return view.units[0].key.split("~")


def _with_units(atlas: Atlas, search: str, keys: list[str]) -> str:
    view, _ = read_view(search, atlas)
    return read_view(view.query_with(keys), atlas)[0].query()
