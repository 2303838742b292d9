"""Every language of the snapshot has a name that can stand in a sentence."""

from dashboard.wording.language_names import _names, spoken
from layers import Atlas


def test_no_name_in_a_sentence_is_a_heading_of_the_census(atlas: Atlas) -> None:
    labels = list(dict.fromkeys(atlas.extra("languages")["group"]))
    assert set(_names()) <= set(labels), "a name for a label that the census has"
    named = spoken(labels)
    assert [one for one in named if one.startswith(("All ", "Any ", "Other "))] == []
    assert [one for one in named if one.endswith(" language")] == [
        one for one in labels if one.endswith(" language") and one.endswith("Sign Language")
    ]
    assert spoken(["Polish", "All other Chinese"]) == ["Polish", "other Chinese languages"]
