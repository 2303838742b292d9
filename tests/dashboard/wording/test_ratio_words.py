"""How two figures compare, in words."""

import pytest

from dashboard.wording.ratio_words import compared


@pytest.mark.parametrize(
    ("figure", "other", "said"),
    [
        (37.2, 20.2, "nearly twice"),  # 1.84
        (7.4, 1.9, "about four times"),  # 3.89
        (7.3, 1.9, "nearly four times"),  # 3.84
        (7.6, 1.9, "about four times"),
        (8.0, 1.9, "more than four times"),
        (40.0, 20.0, "about twice"),
        (50.0, 20.0, "more than twice"),
        (35.0, 20.0, "more than one and a half times"),
        (30.0, 20.0, "about one and a half times"),
        (26.0, 20.0, "more than"),
        (22.0, 20.0, "slightly more than"),
        (20.2, 20.0, "much the same as"),
        (20.0, 20.0, "much the same as"),
        (18.0, 20.0, "slightly less than"),
        (15.0, 20.0, "less than"),
        (10.4, 20.0, "about half of"),
        (8.4, 20.0, "less than half of"),
        (6.8, 20.0, "about a third of"),
        (5.0, 20.0, "about a quarter of"),
        (1.0, 20.0, "less than a quarter of"),
        (0.0, 20.0, "less than a quarter of"),
        (234.0, 20.0, "about 12 times"),
        (30_000.0, 20.0, "about 1,500 times"),
        (3.0, 0.0, "more than"),
        (0.0, 0.0, "much the same as"),
    ],
)
def test_worked_examples(figure: float, other: float, said: str) -> None:
    assert compared(figure, other) == said


def test_what_is_not_measured_from_nought_is_more_or_less_but_never_so_many_times() -> None:
    assert compared(0.52, -0.02, measured=False) == compared(60.0, 20.0, measured=False)
    assert compared(60.0, 20.0, measured=False) == "more than"
    assert compared(20.0, 60.0, measured=False) == "less than"
    assert compared(20.0, 20.0, measured=False) == "much the same as"


def test_every_number_of_times_is_near_the_ratio_that_it_is_said_of() -> None:
    words = ["", "", "twice", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    for ratio in (round(1.801 + 0.01 * step, 3) for step in range(1_100)):
        said = compared(ratio, 1.0)
        *kind, number = said.removesuffix(" times").rsplit(" ", 1)
        whole = words.index(number) if number in words else int(number)
        if kind == ["nearly"]:
            assert whole - 0.2 <= ratio < whole, said
        elif kind == ["more than"]:
            assert whole < ratio < whole + 0.8, said
        else:
            assert kind == ["about"], said
            assert abs(ratio / whole - 1) <= (0.03 if ratio < 10 else 0.05), said
