import io
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from dashboard.explore.classes import crossed_classes, screen_classes, second_of
from dashboard.explore.picture.map_picture import picture
from dashboard.explore.picture.picture_map import PRACTICE
from dashboard.explore.view import ViewState
from dashboard.explore.view_finding import finding
from dashboard.files.about import ECOLOGICAL, NOTHING
from dashboard.wording.legend import corners
from layers.atlas import Atlas
from layers.geography.class_breaks import breaks_for
from layers.geography.cluster_kinds import load_kinds, marked
from tests.dashboard.conftest import Export, exported

SVG = "{http://www.w3.org/2000/svg}"


def drawn(export: Export, kind: str, only_selected: bool = False) -> bytes:
    classes = crossed_classes if second_of(export.atlas, export.view) else screen_classes
    return picture(
        export.atlas,
        export.view,
        classes(export.atlas, export.view),
        about=export.about,
        kind=kind,
        only_selected=only_selected,
    )


def words(svg: bytes) -> str:
    return " ".join(text.text or "" for text in ET.fromstring(svg).iter(f"{SVG}text"))


def fills(svg: bytes) -> Iterator[tuple[str, float]]:
    """Fill and strength of every shape."""
    for shape in ET.fromstring(svg).iter():
        style = dict(
            part.strip().split(": ", 1)
            for part in shape.get("style", "").split(";")
            if ": " in part
        )
        if shape.tag in (f"{SVG}path", f"{SVG}use") and "fill" in style:
            strength = style.get("fill-opacity") or style.get("opacity") or 1
            yield style["fill"], float(strength)


def test_png_opens_at_twice_the_density(export: Export) -> None:
    image = pytest.importorskip("PIL.Image").open(io.BytesIO(drawn(export, "png")))
    image.load()
    assert image.width == 2560
    assert 1300 < image.height < 2400
    assert export.about.sentence in image.text["Title"]
    assert ECOLOGICAL in image.text["Description"]
    assert "Software" not in image.text


def test_svg_parses_and_says_what_it_is(export: Export) -> None:
    svg = drawn(export, "svg")
    root = ET.fromstring(svg)
    title = root.find(f"{SVG}title")
    assert title is not None
    assert export.about.sentence in str(title.text)
    assert root.get("role") == "img"
    text = words(svg)
    definition = export.atlas.indicators[export.view.indicator]
    for part in (definition.label, definition.period, "22 November 2026", "Open Government"):
        assert part in text
    assert (f"{definition.label} (modelled)" in text) == definition.modelled
    second = second_of(export.atlas, export.view)
    labels = screen_classes(export.atlas, export.view).labels
    if second:
        labels = tuple(
            corners(definition.polarity, export.atlas.indicators[second].polarity).values()
        )
    for label in labels:
        assert label in text


def test_areas_have_the_colours_of_their_classes(atlas: Atlas) -> None:
    made = exported(atlas, ViewState("english_limited"))
    found = [fill for fill, strength in fills(drawn(made, "svg")) if strength == 1]
    bounds = breaks_for(atlas, "english_limited").bounds
    below = 0
    values = atlas.table("english_limited")["value"]
    for bound, colour in zip(bounds, screen_classes(atlas, made.view).colours, strict=True):
        up_to = int((values <= bound).sum())
        assert found.count(colour) == up_to - below + 1  # and the swatch
        below = up_to


def test_areas_of_two_indicators_have_the_colours_of_the_square(atlas: Atlas) -> None:
    made = exported(atlas, ViewState("imd_decile", second="english_limited"))
    classes = crossed_classes(atlas, made.view)
    found = Counter(fill for fill, strength in fills(drawn(made, "svg")) if strength == 1)
    for at, colour in enumerate(classes.colours):
        beside = 2 if at in (0, 2, 6, 8) else 1  # the square, and the corners' words
        assert found[colour] == int((classes.of == at).sum()) + beside
    most = classes.of.index[classes.of == 8]
    assert atlas.table("imd_decile").loc[most, "value"].max() <= 2
    text = words(drawn(made, "svg"))
    for label in (made.view.indicator, made.view.second):
        assert atlas.indicators[label].label in text


def test_areas_outside_the_filter_are_faint_never_gone(atlas: Atlas) -> None:
    made = exported(atlas, ViewState("english_limited", districts=("E08000016",)))
    colours = screen_classes(atlas, made.view).colours
    strengths = [strength for fill, strength in fills(drawn(made, "svg")) if fill in colours]
    assert strengths.count(1.0) == 148 + len(colours)
    # And the swatch. What lies outside the frame is cut away.
    assert 100 < len([s for s in strengths if s == 0.2]) <= 860 - 148 + 1


def test_england_and_marks_are_in_the_legend(atlas: Atlas) -> None:
    view = ViewState("english_limited", second="rural_urban", selected=("E01007869",))
    text = words(drawn(exported(atlas, view), "svg"))
    assert "England 1.9%" in text
    assert "cannot be crossed" in text
    assert "Selected" in text
    assert "Dotted" not in text, "flags are of patients, and nothing here is"
    modelled = words(drawn(exported(atlas, ViewState("qof_copd")), "svg"))
    assert "Dotted: flagged, take care" in modelled
    assert "Pale" not in text
    alone = drawn(exported(atlas, view, only_selected=True), "svg", only_selected=True)
    assert "Pale" in words(alone)


def test_larger_areas_without_figures_are_hatched_and_said(atlas: Atlas) -> None:
    svg = drawn(exported(atlas, ViewState("imd_decile", level="msoa")), "svg")
    assert "No figure 171" in words(svg)
    assert "cannot be put together" in words(svg)
    assert b"<pattern" in svg


def test_an_empty_view_says_so(nowhere: Export) -> None:
    assert NOTHING in words(drawn(nowhere, "svg"))
    assert drawn(nowhere, "png").startswith(b"\x89PNG")


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_the_same_bytes_also_from_several_threads(atlas: Atlas, kind: str) -> None:
    made = [exported(atlas, ViewState(i, level="ward")) for i in ("english_limited", "imd_score")]
    alone = [drawn(one, kind) for one in made]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda one: drawn(one, kind), made * 3))
    assert together == alone * 3


def test_svg_has_no_date_of_its_own(atlas: Atlas) -> None:
    svg = drawn(exported(atlas, ViewState(level="district", indicator="imd_score")), "svg")
    assert b"dc:date" not in svg
    assert not re.search(rb"20\d\d-\d\d-\d\dT", svg)


def test_text_is_never_a_formula_of_the_library_or_markup(hostile: Export) -> None:
    about = replace(hostile.about, sentence="Areas of $x^2$ <b> & ŵŷ \x1b costs $5")
    made = replace(hostile, about=about)
    assert "Areas of $x^2$ <b> & ŵŷ  costs $5." in words(drawn(made, "svg"))
    assert drawn(made, "png").startswith(b"\x89PNG")


def test_what_does_not_fit_together_is_refused(atlas: Atlas) -> None:
    made = exported(atlas, ViewState("english_limited"))
    classes = screen_classes(atlas, made.view)
    with pytest.raises(ValueError, match="5 colours and 1 labels"):
        picture(atlas, made.view, replace(classes, labels=("a",)), about=made.about)
    with pytest.raises(ValueError, match="kind of picture"):
        picture(atlas, made.view, classes, about=made.about, kind="gif")


def test_clusters_that_the_view_highlights_are_drawn_and_counted(atlas: Atlas) -> None:
    view = ViewState("english_limited", clusters=True)
    shown = words(drawn(exported(atlas, view), "svg"))
    counted = Counter(marked(atlas, "english_limited").values())
    kinds = load_kinds()
    assert counted
    for mark, number in counted.items():
        assert f"{kinds[mark - 1].name} (cluster) {number}" in shown
    # The largest is the title, and what does not stand out steps back.
    assert shown.startswith("Where high values gather: around Burngreave & Grimesthorpe")
    strong = Counter(
        f for f, strength in fills(drawn(exported(atlas, view), "svg")) if strength == 1
    )
    colours = screen_classes(atlas, view).colours
    assert sum(strong[colour] for colour in colours) == sum(counted.values()) + len(colours)
    without = replace(view, clusters=False), replace(view, level="ward")
    for other in (*without, replace(view, indicator="qof_hyp")):
        assert "(cluster)" not in words(drawn(exported(atlas, other), "svg"))


def test_the_title_is_what_the_picture_shows_and_the_places_stand_beside_it(atlas: Atlas) -> None:
    svg = drawn(exported(atlas, ViewState("english_limited")), "svg")
    said = words(svg)
    title = finding(atlas, ViewState("english_limited"))
    assert title == (
        "Cannot speak English well or at all: 1.6% in South Yorkshire, less than England's 1.9%. "
        "Above England's in 186 of 860 areas; highest in Rotherham Central, 16.5%"
    )
    assert said.startswith(title)
    assert "% of usual residents aged 3 and over, 21 March 2021. All 860 areas" in said
    assert "Highest Rotherham Central 16.5%" in said
    # One paragraph of sources, and the same words for people who do not see it.
    assert said.count("Open Government Licence") == said.count("Contains OS data") == 1
    description = b"".join(
        svg.partition(b"<dc:description>")[2].partition(b"</dc:description>")[:1]
    )
    assert title.encode() in description
    assert b"Highest: Rotherham Central, 16.5%." in description
    two = words(drawn(exported(atlas, ViewState("imd_decile", second="english_limited")), "svg"))
    assert "Cannot speak English well or at all: 190 of the 860 areas in South Yorkshire" in two
    practice = exported(atlas, ViewState("imd_decile", practices=("C88005",)))
    assert "GP practice Railway station" in words(drawn(practice, "svg"))
    assert dict(fills(drawn(practice, "svg"))).get(PRACTICE) == 1
