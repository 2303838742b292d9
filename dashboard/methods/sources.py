"""The publications that the atlas is made of, by theme, and what their licences ask for."""

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatch
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.methods.texts import say, texts
from dashboard.parts.attributes import aria

Source = Mapping[str, Any]


def by_theme(sources: Iterable[Source]) -> dict[str, list[Source]]:
    """Publications under the names of their themes, both in order; themes without any left out.

    Parameters
    ----------
    sources
        As the snapshot's manifest has them.
    """
    found: dict[str, list[Source]] = {theme.name: [] for theme in texts().themes}
    for source in sources:
        fits = (t for t in texts().themes if any(fnmatch(source["id"], one) for one in t.of))
        found[next(fits).name].append(source)
    return {name: those for name, those in found.items() if those}


def folded(sources: Sequence[Source]) -> list[Component]:
    """A table for each theme, folded under its name."""
    return [_theme(name, those) for name, those in by_theme(sources).items()]


def not_included(notes: Sequence[str], sources: Iterable[Source]) -> list[str]:
    """What the build left out, with publications by their titles instead of their files' names."""
    titles = {file["file"]: source["title"] for source in sources for file in source["files"]}
    return [_titled(note, titles) for note in notes] or [say("nothing")]


def attributions(sources: Iterable[Source]) -> list[str]:
    """The sentences that licences ask for, each once."""
    return list(dict.fromkeys(source["attribution"] for source in sources))


def _titled(note: str, titles: Mapping[str, str]) -> str:
    for file, title in titles.items():
        note = note.replace(file, f"“{title}”")
    return note


def _theme(name: str, sources: Sequence[Source]) -> Component:
    head = html.Tr([html.Th(column, scope="col") for column in texts().columns])
    table = html.Table(
        [html.Thead(head), html.Tbody([_row(source) for source in sources])],
        className="table panel listing",
    )
    number = len(sources)
    said = say("publication" if number == 1 else "publications", theme=name, number=number)
    # Wider than a phone: it scrolls, also by the keys.
    region = html.Div(
        table, className="table-responsive", role="region", tabIndex=0, **aria(label=name)
    )
    return html.Details([html.Summary(said), region], className="section")


def _row(source: Source) -> Component:
    licence = texts().licences.get(source["licence"], source["licence"])
    return html.Tr(
        [
            html.Th(source["title"], scope="row", className="fw-semibold"),
            *(html.Td(source[name]) for name in ("publisher", "period", "vintage")),
            html.Td(licence),
        ]
    )
