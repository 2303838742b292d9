"""The sentences that Explore says of a view: ``view_texts.toml`` and ``place_texts.toml``, which an
analyst edits, and those that its map says too."""

from functools import lru_cache
from pathlib import Path

from dash import html
from dash.development.base_component import Component

from dashboard.wording.map_texts import map_texts
from layers import toml_file

FILES = [Path(__file__).parent / f"{name}_texts.toml" for name in ("view", "place")]


@lru_cache(maxsize=1)
def texts() -> dict[str, str]:
    """Texts by name, read once. An error names what does not fit."""
    found = map_texts()
    for file in FILES:
        found = found | toml_file.read(file, dict[str, str])
    return found


def say(name: str, /, **parts: object) -> str:
    """One text with its parts filled in."""
    return texts()[name].format(**parts)


def sentence(name: str, /, more: str = "", **parts: object) -> Component:
    """A text whose part between asterisks is strong, and ``more`` after it."""
    said = [one.format(**parts) for one in texts()[name].split("*")]
    strong = [html.Strong(one) if at % 2 else one for at, one in enumerate(said)]
    return html.P([*strong, more], className="sentence")


def note(text: str) -> Component:
    """What is said in small letters."""
    return html.P(text, className="note")


def capital(text: str) -> str:
    """With a capital letter first."""
    return f"{text[:1].upper()}{text[1:]}"
