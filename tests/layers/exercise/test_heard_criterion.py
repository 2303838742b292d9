"""An own exercise as a criterion: what it finds, how sure that is, and what is refused."""

import numpy as np
import pytest

from layers import Atlas
from layers.exercise.heard_criterion import HEARD, Heard, Place, check, place_name, with_heard
from layers.targeting.area_search import Criterion, Definition, DefinitionError, evaluate

HALF = Criterion(HEARD, "at_most", 0.5)
LOW, UNSURE, NEAR, LITTLE = (0.31, 0.44), (0.45, 0.80), (0.53, 0.70), (0.80, 0.95)


def made(atlas: Atlas, *figures: tuple[float, float]) -> Heard:
    codes = sorted(atlas.areas["msoa_code"].unique())
    places = (Place(code, *pair) for code, pair in zip(codes, figures, strict=False))
    return Heard("Spring survey", "16", tuple(places))


def areas_of(atlas: Atlas, heard: Heard, at: int) -> list[str]:
    areas = atlas.areas
    return areas.index[areas["msoa_code"] == heard.places[at].code].tolist()


def test_a_worked_example(atlas: Atlas) -> None:
    heard = made(atlas, LOW, UNSURE, NEAR, LITTLE)
    found = evaluate(with_heard(atlas, heard), Definition((HALF,)))
    low, unsure = areas_of(atlas, heard, 0), areas_of(atlas, heard, 1)
    assert found.found.tolist() == sorted(low + unsure)
    # Firm: the upper limit is at most 0.45, a tenth below a half.
    assert found.firm.tolist() == low
    assert found.near["lsoa"].tolist() == areas_of(atlas, heard, 2)
    assert found.near["short_by"].to_numpy() == pytest.approx(0.03)
    doubts = found.why.set_index("lsoa")["doubt"]
    assert set(doubts[low]) == {""}
    assert set(doubts[unsure]) == {"range"}


def test_it_is_required_or_counted_as_any_other(atlas: Atlas) -> None:
    heard = made(atlas, LOW, UNSURE)
    known = with_heard(atlas, heard)
    core20 = Criterion("imd_decile", "decile", 2)
    both = evaluate(known, Definition((HALF, core20))).found
    assert set(both) == set(evaluate(known, Definition((HALF,))).found) & set(
        evaluate(atlas, Definition((core20,))).found
    )
    counted = tuple(Criterion(c.indicator, c.rule, c.amount, False) for c in (HALF, core20))
    either = evaluate(known, Definition(counted, at_least=1)).found
    assert set(either) > set(evaluate(atlas, Definition((core20,))).found)


def test_the_atlas_itself_stays_as_it_was(atlas: Atlas) -> None:
    known = with_heard(atlas, made(atlas, LOW))
    assert HEARD not in atlas.indicators
    assert with_heard(atlas, None) is atlas
    # Equal, so that where patients live is not worked out anew for every exercise.
    assert known == atlas
    assert hash(known) == hash(atlas)
    value = known.table(HEARD)["value"]
    assert value.notna().sum() == len(areas_of(atlas, made(atlas, LOW), 0))
    other = with_heard(known, made(atlas, LITTLE)).table(HEARD)["value"]
    assert set(value.dropna()) == {0.31}
    assert np.array_equal(known.column(HEARD, "value"), value, equal_nan=True)
    assert np.array_equal(
        with_heard(known, made(atlas, LITTLE)).column(HEARD, "value"), other, equal_nan=True
    )
    assert set(other.dropna()) == {0.8}
    assert np.isnan(known.england(HEARD).percentiles).all()


def test_two_exercises_in_one_process_stay_apart(atlas: Atlas) -> None:
    """The atlases are equal, so what is remembered by atlas must not know of either."""
    first, second = made(atlas, LOW, LITTLE), made(atlas, LITTLE, LOW)
    for _ in range(2):
        for heard, at in ((first, 0), (second, 1)):
            found = evaluate(with_heard(atlas, heard), Definition((HALF,))).found
            assert found.tolist() == areas_of(atlas, heard, at)


@pytest.mark.parametrize(
    ("level", "column", "name"),
    [("E02", "msoa_code", "neighbourhood"), ("E05", "ward_code", "ward"), ("E01", "", "")],
)
def test_places_of_every_level_have_their_name(
    atlas: Atlas, level: str, column: str, name: str
) -> None:
    area = atlas.areas.index[100]
    code = atlas.areas.loc[area, column] if column else area
    assert code.startswith(level)
    known = with_heard(atlas, Heard("Ours", "all", (Place(code, 0.2, 0.3),)))
    row = atlas.areas.loc[area]
    wanted = row[name] if name else f"{row['neighbourhood']} · {row['name']}"
    assert place_name(known, known.indicators[HEARD], area) == wanted
    assert known.table(HEARD)["value"][area] == 0.2


@pytest.mark.parametrize(
    ("asked", "places", "said"),
    [
        ("16", (), "no place"),
        ("nobody", (Place("E02001509", 0.1, 0.2),), "whom the exercise asked"),
        ("16", (Place("E02001509", 0.1, 0.2),) * 2, "given once"),
        ("16", (Place("E02001509", 0.1, 0.2), Place("E01007317", 0.1, 0.2)), "of one kind"),
        ("16", (Place("E02999999", 0.1, 0.2),), "1 of the 1 places"),
        ("16", (Place("W02000001", 0.1, 0.2),), "not in this atlas"),
        ("16", (Place("E02001509", 0.3, 0.2),), "above its upper limit"),
        ("16", (Place("E02001509", -0.1, 0.2),), "from 0"),
        ("16", (Place("E02001509", 0.1, 1e9),), "from 0"),
        ("16", (Place("E02001509", float("nan"), 0.2),), "from 0"),
    ],
)
def test_what_cannot_be_used_is_refused(
    atlas: Atlas, asked: str, places: tuple[Place, ...], said: str
) -> None:
    with pytest.raises(DefinitionError, match=said):
        check(atlas, Heard("Ours", asked, places))


@pytest.mark.parametrize(
    ("rule", "amount"),
    [("at_least", 0.5), ("local_top", 20), ("national_top", 20), ("decile", 1), ("at_most", 1.1)],
)
def test_it_is_asked_for_at_or_below_a_ratio_only(atlas: Atlas, rule: str, amount: float) -> None:
    known = with_heard(atlas, made(atlas, LOW))
    with pytest.raises(DefinitionError, match="heard from too seldom"):
        evaluate(known, Definition((Criterion(HEARD, rule, amount),)))  # type: ignore[arg-type]
