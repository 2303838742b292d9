from datetime import date

from dashboard.parts.citation import Citation, cited
from layers.atlas import Atlas
from layers.edition import edition
from layers.own.own_indicator import with_own
from tests.layers.own.layers import layer

DAY = date(2026, 11, 9)
ADDRESS = "https://atlas.example.nhs.uk/data"


def one(**given: str) -> Citation:
    usual = {"title": "Atlas", "version": "2.0", "edition": "abc", "size": "3 indicators"}
    return Citation(**{**usual, **given}, address=ADDRESS, read=DAY)  # type: ignore[arg-type]


def test_bibtex_holds_signs_that_tex_would_read() -> None:
    said = one(title="Age & need: 100% of {all} #1_a ~ ^ \\").bibtex()
    wanted = (
        r"  title = {{Age \& need: 100\% of \{all\} \#1\_a "
        r"\textasciitilde{} \textasciicircum{} \textbackslash{}}},"
    )
    assert wanted in said.splitlines()
    assert said.startswith("@misc{seldom-heard-abc,\n")
    assert f"  url = {{{ADDRESS}}}," in said
    assert "  urldate = {2026-11-09}" in said
    assert said.count("{") - said.count(r"\{") == said.count("}") - said.count(r"\}")


def test_ris_has_a_field_to_a_line() -> None:
    lines = one(title="Two\nlines").ris().split("\r\n")
    assert lines[:2] == ["TY  - DATA", "TI  - Two lines"]
    assert lines[-2:] == ["ER  - ", ""]
    assert "Y2  - 2026/11/09" in lines
    assert all(line[2:6] == "  - " for line in lines[:-1])


def test_a_part_is_named_and_own_figures_are_not_counted(atlas: Atlas) -> None:
    plain, mine = (cited(a, ADDRESS, DAY, "Language") for a in (atlas, with_own(atlas, [layer()])))
    assert mine == plain
    assert f"({len(atlas.indicators)} indicators, " in plain.text()
    assert f"{len(atlas.manifest['sources'])} publications)" in plain.text()
    assert "inequalities atlas: Language, version " in plain.text()
    assert plain.text().endswith(f"Read on 9 November 2026 at {ADDRESS}")
    assert "2026" not in plain.undated()


def test_one_is_said_of_one(atlas: Atlas) -> None:
    assert cited(atlas, ADDRESS, DAY, size=(1, 6)).size == "1 indicator, 6 publications"
    assert cited(atlas, ADDRESS, DAY, size=(1_200, 1)).size == "1,200 indicators, 1 publication"


def test_each_part_has_a_key_of_its_own(atlas: Atlas) -> None:
    parts = ("", *(theme.label for theme in atlas.catalogue.themes))
    keys = [cited(atlas, ADDRESS, DAY, part).bibtex().partition(",")[0] for part in parts]
    number = edition(atlas)
    assert keys[0] == f"@misc{{seldom-heard-{number}"
    assert f"@misc{{seldom-heard-language-{number}" in keys
    assert len(set(keys)) == len(keys)
