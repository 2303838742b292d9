"""Targeting: what must hold for any definition, tried on the real atlas with many of them."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from layers import Atlas
from layers.geography.levels import table_at
from layers.targeting.area_search import TIGHTER, Criterion, Definition, evaluate
from tests.committed import committed

# Read here and not in a fixture: the strategies choose among its indicators.
ATLAS = committed()


def national(name: str) -> bool:
    return not np.isnan(ATLAS.england(name).percentiles).any()


USABLE = [i for i, d in ATLAS.indicators.items() if d.kind != "category"]
SHARES = [i for i in USABLE if ATLAS.indicators[i].counts_people]


# ---- Definitions of every sort ----


@st.composite
def criteria(draw: st.DrawFn) -> Criterion:
    name = draw(st.sampled_from(USABLE))
    indicator = ATLAS.indicators[name]
    rules = ["at_least", "at_most"]
    if indicator.kind == "decile":
        rules += ["decile"]
    elif indicator.kind != "change":
        rules += ["local_top"] + ["national_top"] * national(name)
        rules += ["decile"] * (national(name) and indicator.polarity != "none")
    rule = draw(st.sampled_from(rules))
    values = ATLAS.table(name)["value"].dropna()
    amounts = {
        "decile": st.integers(1, 10).map(float),
        "national_top": st.floats(0.1, 100),
        "local_top": st.floats(0.1, 100),
    }
    amount = draw(amounts.get(rule, st.sampled_from([0.0, *values])))
    return Criterion(name, cast(Any, rule), float(amount), draw(st.booleans()))


@st.composite
def definitions(draw: st.DrawFn, most: int = 4) -> Definition:
    chosen = tuple(draw(st.lists(criteria(), min_size=1, max_size=most)))
    counted = sum(not c.required for c in chosen)
    limits: dict[str, Any] = {}
    if draw(st.booleans()):
        limits["within"] = frozenset(ATLAS.areas.index[:: draw(st.integers(1, 5))])
    if draw(st.booleans()):
        limits |= {"group": draw(st.sampled_from(SHARES)), "people": draw(st.floats(0, 60))}
    return Definition(chosen, at_least=draw(st.integers(0, counted)), **limits)


def stricter(criterion: Criterion, by: float) -> Criterion:
    """The same criterion, asking for more need; ``by`` runs from 0 (the same) to 1."""
    amount = criterion.amount
    if criterion.rule == "decile":
        return replace(criterion, amount=max(1.0, amount - round(by * 9)))
    if criterion.rule in ("national_top", "local_top"):
        return replace(criterion, amount=amount * (1 - 0.99 * by))
    more = by * (abs(amount) + 1)
    return replace(criterion, amount=amount + (more if criterion.rule == "at_least" else -more))


def shuffled(atlas: Atlas, seed: int) -> Atlas:
    """The same atlas with the rows of every table in another order."""
    rows = np.random.default_rng(seed).permutation(len(atlas.areas))
    return cast(
        Atlas,
        SimpleNamespace(
            areas=atlas.areas.iloc[rows],
            indicators=atlas.indicators,
            catalogue=atlas.catalogue,
            table=lambda name: atlas.table(name).iloc[rows],
            england=atlas.england,
        ),
    )


# ---- The laws ----


@given(definitions(), st.data())
def test_a_stricter_threshold_never_adds_an_area(asked: Definition, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(asked.criteria) - 1))
    by = data.draw(st.floats(0, 1))
    changed = list(asked.criteria)
    changed[at] = stricter(changed[at], by)
    before, after = evaluate(ATLAS, asked), evaluate(ATLAS, replace(asked, criteria=tuple(changed)))
    assert set(after.found) <= set(before.found)
    assert set(after.firm) <= set(before.firm)


@given(definitions(), criteria())
def test_one_more_required_criterion_never_adds_an_area(asked: Definition, more: Criterion) -> None:
    required = replace(more, required=True)
    after = evaluate(ATLAS, replace(asked, criteria=(*asked.criteria, required)))
    assert set(after.found) <= set(evaluate(ATLAS, asked).found)


@given(st.lists(criteria(), min_size=1, max_size=5), st.data())
def test_asking_for_more_of_the_counted_never_adds_an_area(
    chosen: list[Criterion], data: st.DataObject
) -> None:
    counted = tuple(replace(c, required=False) for c in chosen)
    few = data.draw(st.integers(0, len(counted)))
    many = data.draw(st.integers(few, len(counted)))
    before, after = (evaluate(ATLAS, Definition(counted, at_least=k)) for k in (few, many))
    assert set(after.found) <= set(before.found)


@given(definitions())
def test_firm_is_found_and_a_near_miss_is_not(asked: Definition) -> None:
    finding = evaluate(ATLAS, asked)
    found, near = set(finding.found), set(finding.near["lsoa"])
    assert set(finding.firm) <= found
    assert not near & found
    assert found | near <= (set(ATLAS.areas.index) if asked.within is None else asked.within)
    for codes in (finding.found, finding.firm):
        assert codes.is_monotonic_increasing
        assert codes.is_unique
    assert (finding.near["short_by"].dropna() >= 0).all()
    if asked.group:
        people = ATLAS.table(asked.group)["numerator"]
        assert (people[finding.found] >= asked.people).all()


@given(definitions())
def test_why_has_a_row_for_each_area_and_criterion_and_its_margin_agrees(
    asked: Definition,
) -> None:
    finding = evaluate(ATLAS, asked)
    why, names = finding.why, [c.indicator for c in asked.criteria]
    assert why["lsoa"].tolist() == np.repeat(finding.found, len(names)).tolist()
    assert why["indicator"].tolist() == names * len(finding.found)
    assert why["margin"].notna().equals(why["value"].notna() & (why["threshold"] > 0))
    assert (why.loc[why["met"], "margin"].dropna() >= 0).all()
    assert (why.loc[~why["met"], "margin"].dropna() <= 0).all()
    assert not np.signbit(why.loc[why["margin"] == 0, "margin"]).any()
    assert not (why["met"] & why["value"].isna()).any()
    assert why["met"].dtype == bool
    required = np.tile([c.required for c in asked.criteria], len(finding.found))
    assert why.loc[required, "met"].all()
    counts = why[~required].groupby("lsoa")["met"].sum()
    assert (counts >= asked.at_least).all()
    for name in set(names):
        mine = why[why["indicator"] == name].drop_duplicates("lsoa").set_index("lsoa")
        table = table_at(ATLAS, name, "lsoa").loc[mine.index]
        for column, of in (("value", "value"), ("lower", "lower"), ("people", "numerator")):
            pd.testing.assert_series_equal(
                mine[column], table[of], check_names=False, check_freq=False
            )


@given(definitions())
def test_an_area_is_firm_exactly_when_its_doubts_leave_enough(asked: Definition) -> None:
    finding = evaluate(ATLAS, asked)
    for code, rows in finding.why.groupby("lsoa"):
        sure = rows["met"].to_numpy() & (rows["doubt"] == "").to_numpy()
        required = np.array([c.required for c in asked.criteria])
        enough = sure[required].all() and sure[~required].sum() >= asked.at_least
        assert enough == (code in finding.firm)


@given(definitions(), st.randoms())
def test_the_order_of_criteria_does_not_matter(asked: Definition, chance: Any) -> None:
    mixed = list(asked.criteria)
    chance.shuffle(mixed)
    before, after = evaluate(ATLAS, asked), evaluate(ATLAS, replace(asked, criteria=tuple(mixed)))
    assert after.found.equals(before.found)
    assert after.firm.equals(before.firm)
    for one, other in ((before.why, after.why), (before.near, after.near)):
        every = list(one.columns)
        pd.testing.assert_frame_equal(
            one.sort_values(every, ignore_index=True), other.sort_values(every, ignore_index=True)
        )


@given(definitions(), st.integers(0, 2**32 - 1))
def test_the_order_of_rows_does_not_matter(asked: Definition, seed: int) -> None:
    before, after = evaluate(ATLAS, asked), evaluate(shuffled(ATLAS, seed), asked)
    assert after.found.equals(before.found)
    assert after.firm.equals(before.firm)
    pd.testing.assert_frame_equal(after.why, before.why)
    pd.testing.assert_frame_equal(after.near, before.near)


@given(st.sampled_from([i for i in SHARES if national(i)]), st.floats(1, 100), st.integers(0, 859))
def test_found_and_firm_say_what_the_rule_says(name: str, top: float, at: int) -> None:
    """One area worked out from the table: its place, and its limit against the areas whose place is
    a tenth stricter. Between the last of these and the next area, the number said decides."""
    code, table = ATLAS.areas.index[at], ATLAS.table(name)
    low = ATLAS.indicators[name].polarity == "low"
    place = 100 - table["national_percentile"] if low else table["national_percentile"]
    turned = -table["value"] if low else table["value"]
    finding = evaluate(ATLAS, Definition((Criterion(name, "national_top", top),)))
    assert (code in finding.found) == (place[code] >= 100 - top)
    edge = 100 - top + TIGHTER * top
    if not place[code] >= edge:
        assert code not in finding.firm
        return
    limit = -table.at[code, "upper"] if low else table.at[code, "lower"]
    if limit >= turned[place >= edge].min():
        assert code in finding.firm
    elif limit <= turned[place < edge].max():
        assert code not in finding.firm


@given(criteria())
def test_the_threshold_told_is_the_one_applied(asked: Criterion) -> None:
    indicator = ATLAS.indicators[asked.indicator]
    finding = evaluate(ATLAS, Definition((replace(asked, required=True),)))
    [threshold] = finding.thresholds
    values = ATLAS.table(asked.indicator)["value"].sort_index()
    by_place = indicator.polarity == "low" or indicator.kind == "decile"
    low = {"at_most": True, "at_least": False}.get(asked.rule, by_place)
    told = values <= threshold if low else values >= threshold
    assert values.index[told].tolist() == finding.found.tolist()
