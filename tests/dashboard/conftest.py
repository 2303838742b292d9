"""Views to export, an atlas with hostile names, and the figures that every format must hold."""

import copy
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pytest

from dashboard.explore.export_about import about
from dashboard.explore.export_table import table
from dashboard.explore.view import ViewState
from dashboard.files.about import About
from dashboard.files.table import Table
from layers.atlas import Atlas
from layers.geography import levels
from tests.committed import apps_share_the_atlas as apps_share_the_atlas

MADE = date(2026, 11, 22)
LINK = "https://atlas.example.nhs.uk/?i=english_limited&j=qof_dm"

# What a name may hold, and what must come of it.
HOSTILE = {
    "=cmd|' /C calc'!A0": "'=cmd|' /C calc'!A0",
    "+1": "'+1",
    "-2+3": "'-2+3",
    "@x": "'@x",
    "\t=1+1": "' =1+1",
    "\rx": "' x",
    " =1+1": "' =1+1",
    "\ufeff=1": "'\ufeff=1",
    "\uff1d1": "'\uff1d1",
    "red\x1b[31m\x00": "red[31m",
    "two\nlines": "two lines",
    "😀 👩‍⚕️": "😀 👩‍⚕️",
    "Gŵyl ŷd": "Gŵyl ŷd",
    "شیفیلڈ": "شیفیلڈ",
    'He said "a, b"; c': 'He said "a, b"; c',
    "<b>&amp;</b>": "<b>&amp;</b>",
    "http://example.org": "http://example.org",
    "12": "12",
}


@dataclass(frozen=True)
class Export:
    """A view with its table and what goes with it."""

    atlas: Atlas
    view: ViewState
    table: Table
    about: About

    def figures(self, indicator: str, part: str = "value") -> list[float]:
        """Straight from the levels' tables, NaN where there is none."""
        frame = levels.table_at(self.atlas, indicator, self.view.level)
        return frame.loc[list(self.table.codes), part].tolist()


Maker = Callable[..., Export]

VIEWS = {
    "everything": ViewState(
        indicator="english_limited",
        second="qof_dm",
        columns=("imd_score", "income_deprived_children", "rural_urban"),
    ),
    "a practice": ViewState(
        indicator="qof_copd", practices=("C88048",), columns=("imd_decile", "ethnic_diversity")
    ),
    "wards": ViewState(
        indicator="main_language_not_english",
        level="ward",
        districts=("E08000018",),
        columns=("imd_score", "imd_rank", "residents"),
    ),
    "neighbourhoods": ViewState(indicator="imd_score", level="msoa", deciles=(1, 2)),
    "districts": ViewState(indicator="qof_hyp", level="district"),
}
NOWHERE = ViewState(
    indicator="english_limited", districts=("E08000016",), practices=("C88048",), at_least=90
)


@pytest.fixture(params=VIEWS, ids=lambda name: name.replace(" ", "-"))
def export(request: pytest.FixtureRequest, atlas: Atlas) -> Export:
    """Each of the views in turn."""
    return exported(atlas, VIEWS[request.param])


@pytest.fixture
def nowhere(atlas: Atlas) -> Export:
    """A view that no area passes."""
    return exported(atlas, NOWHERE)


@pytest.fixture
def hostile(atlas: Atlas) -> Export:
    """The first areas carry names that would harm."""
    changed = copy.copy(atlas)
    changed._areas = atlas.areas.copy()
    names = changed._areas["neighbourhood"].tolist()
    names[: len(HOSTILE)] = list(HOSTILE)
    changed._areas["neighbourhood"] = np.array(names, dtype=object)
    view = ViewState(indicator="english_limited", selected=tuple(atlas.areas.index[: len(HOSTILE)]))
    return exported(changed, view, only_selected=True)


def exported(atlas: Atlas, view: ViewState, only_selected: bool = False, **more: object) -> Export:
    rows = table(atlas, view, only_selected)
    notes = about(atlas, view, rows, made=MADE, link=LINK, only_selected=only_selected, **more)
    return Export(atlas, view, rows, notes)


def unzipped(content: bytes) -> dict[str, str]:
    """The text files of a zip, by name and in their order."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name).decode("utf-8-sig") for name in file.namelist()}


def assert_figures(export: Export, column: Callable[[str], list[object]]) -> None:
    """Every figure of the view's indicators, number by number; ``column`` reads a column by its
    place's short name, with None where a cell is empty."""
    compared = 0
    for indicator in (export.view.indicator, export.view.second, *export.view.columns):
        if not indicator or export.atlas.indicators[indicator].kind == "category":
            continue
        for part in ("value", "lower", "upper", "numerator", "denominator", "national_percentile"):
            name = indicator if part == "value" else f"{indicator}_{part}"
            if name not in {c.id for c in export.table.columns}:
                assert part != "value"
                continue
            got = column(name)
            wanted = export.figures(indicator, part)
            assert len(got) == len(wanted) > 0
            for cell, figure in zip(got, wanted, strict=True):
                if np.isnan(figure):
                    assert cell is None
                else:
                    assert isinstance(cell, int | float)
                    assert cell == pytest.approx(figure, abs=5e-7, rel=0)
                compared += 1
    assert compared
