"""How the street map is drawn: ``streets.toml``, read once, for the screen, pictures and paper."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from layers import toml_file

FILE = Path(__file__).parent / "streets.toml"

Widths = tuple[tuple[float, float], ...]  # zoom and pixels, zooms rising


class Fill(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A surface with an edge."""

    layer: str
    since: float = msgspec.field(name="from")
    fill: str
    line: str


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A line; of every type where none are named."""

    layer: str
    since: float = msgspec.field(name="from")
    ink: str
    width: Widths
    types: tuple[str, ...] = ()
    dash: tuple[float, ...] = ()


class Road(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Roads of some types."""

    types: tuple[str, ...]
    since: float = msgspec.field(name="from")
    width: Widths


class RoadLook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Colours of roads, and how many pixels of their edge show on each side."""

    ink: str
    paper: str
    edge: float


class Name(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is written: along a line, again and again every so many pixels, or at a point."""

    layer: str
    field: str
    types: tuple[str, ...]
    since: float = msgspec.field(name="from")
    size: float
    ink: str
    weight: int = 400
    every: float = 250
    at: Literal["line", "point"] = "line"


class Streets(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The file's parts; its comments say what each is."""

    label: str
    strength: float
    since: float = msgspec.field(name="from")
    written: int
    fills: tuple[Fill, ...]
    road: RoadLook
    roads: tuple[Road, ...]
    lines: tuple[Line, ...]
    names: tuple[Name, ...]

    def drawn(self) -> list[Line]:
        """All lines, the lowest first: edges of all roads lie below the roads themselves."""
        edge, look = 2 * self.road.edge, self.road
        edges = [self._road(one, look.ink, edge) for one in self.roads]
        return [*self.lines, *edges, *(self._road(one, look.paper, 0) for one in self.roads)]

    def _road(self, one: Road, ink: str, more: float) -> Line:
        width = tuple((zoom, pixels + more) for zoom, pixels in one.width)
        return Line(layer="roads", since=one.since, ink=ink, width=width, types=one.types)


@lru_cache(maxsize=1)
def streets() -> Streets:
    """The file. An error names what does not fit."""
    return toml_file.read(FILE, Streets)
