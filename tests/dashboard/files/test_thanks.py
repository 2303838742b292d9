"""Every publisher is thanked in the words of its licence, and no sentence is said twice."""

from dashboard.files.about import thanks, thanks_together

OGL = "licensed under the Open Government Licence v3.0."
LINES = [
    f"Source: Office for National Statistics, {OGL}",
    "Contains OS data © Crown copyright 2025.",
    f"Source: Arts Council England, {OGL}",
    "MSOA names, licensed under the Open Parliament Licence v3.0.",
    f"Contains OS data © Crown copyright 2025. Source: Office for National Statistics, {OGL}",
    f"Source: Arts Council England, {OGL}",
]


def test_a_sentence_that_another_says_in_full_is_left_out() -> None:
    assert thanks(LINES) == (
        f"Source: Arts Council England, {OGL} "
        "MSOA names, licensed under the Open Parliament Licence v3.0. "
        f"Contains OS data © Crown copyright 2025. Source: Office for National Statistics, {OGL}"
    )


def test_those_under_one_licence_are_thanked_together() -> None:
    assert thanks_together(LINES) == (
        "Source: Arts Council England; Contains OS data © Crown copyright 2025. "
        f"Source: Office for National Statistics, {OGL} "
        "MSOA names, licensed under the Open Parliament Licence v3.0."
    )
    alone = "Contains OS data © Crown copyright 2025."
    assert thanks_together([alone, LINES[0]]) == f"{LINES[0]} {alone}"
