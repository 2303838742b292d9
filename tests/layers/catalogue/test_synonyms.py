"""Other words for a search: each leads somewhere, and slips are refused."""

from pathlib import Path

import pytest

from layers import Atlas
from layers.catalogue.definitions import CatalogueError
from layers.catalogue.synonyms import load_synonyms


def test_every_word_leads_to_an_indicator(atlas: Atlas) -> None:
    texts = [f"{d.label} {d.short} {d.group}".lower() for d in atlas.indicators.values()]
    for word, others in load_synonyms().items():
        assert word == word.lower()
        for other in others:
            assert any(other in text for text in texts), f"{word}: {other!r} finds nothing"


@pytest.mark.parametrize("content", [None, "internet = [", 'internet = "digital"\n'])
def test_slips_are_refused(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "synonyms.toml").write_text(content, encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"^synonyms\.toml: "):
        load_synonyms(tmp_path)
