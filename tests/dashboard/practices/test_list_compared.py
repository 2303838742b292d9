"""The list's register against what one would expect: names, counts, order, points and sentences.

What they ought to be is worked out here from the snapshot's tables alone.
"""

import math
from collections import Counter
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dashboard.practices import list_compared, list_shown
from dashboard.practices.form import meaning
from dashboard.practices.list_filter import narrowed
from dashboard.practices.list_found import ALL
from dashboard.practices.map_looks import VERDICTS
from dashboard.practices.view import PracticesView, read_view
from layers import Atlas
from layers.practices import expected_registers, recorded_registers
from tests.dashboard.practices.ratios import figures

DONCASTER = "02X"


def by_hand(atlas: Atlas, register: str, place: str = "") -> pd.DataFrame:
    """Practices that are compared, the furthest below first: England's limits of z = (√ratio − 1) /
    √(1 / 4E + τ²), straight between the logarithms of the expected counts at which they are known,
    and each practice's z in units of its limit."""
    every = atlas.extra("expected").query("register == @register").set_index("practice")
    homes = atlas.practices
    mine = every.loc[every.index.intersection(homes.index)].dropna(subset=["expected"])
    mine = mine[~homes.loc[mine.index, "flag_students"]]
    if place:
        mine = mine[homes.loc[mine.index, "sub_icb_code"] == place]
    england = atlas.extra("expected_england").query("register == @register and level == 'practice'")
    knots = atlas.extra("usual_limits").query("register == @register and level == 'practice'")
    size, at = np.log(mine["expected"]), np.log(knots["expected"])
    low, high = (np.interp(size, at, knots[side]) for side in ("low", "high"))
    z = (np.sqrt(mine["observed"] / mine["expected"]) - 1) / np.sqrt(
        1 / (4 * mine["expected"]) + england["tau2"].iloc[0]
    )
    verdict = np.select([z < low, z > high], ["lower", "higher"], "as_expected")
    mine = mine.assign(verdict=verdict, far=np.where(z < 0, z / -low, z / high), name=homes["name"])
    return mine.sort_values("far")


def view_of(atlas: Atlas, query: str) -> PracticesView:
    view, ignored = read_view(query, atlas)
    assert ignored == []
    return view


def given(atlas: Atlas, query: str) -> dict[str, Any]:
    return {p.id: p.props for p in meaning(atlas, query).props if isinstance(p.id, str)}


@pytest.mark.parametrize("register", ["HYP", "MH", "STIA", "NDH"])
@pytest.mark.parametrize("place", ["", DONCASTER])
def test_rows_verdicts_and_order_are_those_worked_out_by_hand(
    atlas: Atlas, register: str, place: str
) -> None:
    wanted = by_hand(atlas, register, place)
    for verdict in ("", "lower", "higher"):
        view = view_of(atlas, f"d={place}&r={register}&s=recorded&f={verdict}")
        rows = {unit.key for unit in narrowed(atlas, view, "practice")}
        those = wanted.index[wanted["verdict"] == verdict] if verdict else wanted.index
        students = atlas.practices.index[atlas.practices["flag_students"]]
        assert rows - set(students) == set(those)
        assert list(list_compared.judged(atlas, view).index) == list(wanted.index)
    shown = list_compared.cells(atlas, "practice", register)
    for code, row in wanted.iterrows():
        cell = shown[str(code)]
        assert cell["ratio"] == pytest.approx(row["observed"] / row["expected"], abs=6e-5)
        assert cell["recorded"] == pytest.approx(100 * row["observed"] / row["list_size"], abs=6e-3)
        assert cell["expected"] == pytest.approx(100 * row["expected"] / row["list_size"], abs=6e-3)
        assert cell["verdict"] == row["verdict"]
        assert cell["deviation"] == pytest.approx(1.96 * row["far"], abs=1e-3)


def test_the_finding_says_how_many_and_names_the_furthest(atlas: Atlas) -> None:
    wanted = by_hand(atlas, "HYP", DONCASTER)
    first, second, third = wanted["name"].iloc[:3]
    ratios = (wanted["observed"] / wanted["expected"]).map("{:.2f}".format)
    assert list_compared.finding(atlas, view_of(atlas, f"d={DONCASTER}&s=recorded")) == (
        "In Doncaster, none of 36 practices records less high blood pressure (hypertension) than "
        "is usual for practices of its size; none records more. Furthest below for its size, but "
        f"inside the usual range: {first} ({ratios.iloc[0]} of expected), {second} "
        f"({ratios.iloc[1]}) and {third} ({ratios.iloc[2]})."
    )
    marked = by_hand(atlas, "MH", DONCASTER).query("verdict == 'lower'")
    said = list_compared.finding(atlas, view_of(atlas, f"d={DONCASTER}&r=MH&s=recorded&f=lower"))
    assert said.startswith(
        f"In Doncaster, {len(marked)} of 36 practices record less severe mental illness than is "
        f"usual for practices of their size. Furthest below for its size: "
        f"{marked['name'].iloc[0]} ("
    )


def test_where_all_that_are_marked_are_above_the_finding_names_those(atlas: Atlas) -> None:
    above = by_hand(atlas, "STIA").query("verdict == 'higher'")
    assert len(above) > 2
    assert not (by_hand(atlas, "STIA")["verdict"] == "lower").any()
    said = list_compared.finding(atlas, view_of(atlas, "r=STIA&s=recorded"))
    name = above["name"].iloc[-1]
    assert f"; {len(above)} record more. Furthest above for its size: {name} (" in said


def test_the_filter_counts_what_it_keeps_and_what_would_be_marked_anyway(atlas: Atlas) -> None:
    made = given(atlas, "?r=MH&s=recorded&f=lower")
    counts = by_hand(atlas, "MH")["verdict"].value_counts()
    numbers = {ALL: 167, "lower": counts["lower"], "higher": counts["higher"]}
    for one in made["list-verdict"]["options"]:
        assert one["label"].endswith(f"({numbers[one['value']]})")
    assert made["list-verdict"]["value"] == "lower"
    assert len(made["practices-listed"]["data"]["kept"]) == counts["lower"]
    # One in forty below, one in forty above.
    assert f"about {math.floor(167 / 40 + 0.5)} would be below" in made["list-beside"]["children"]
    assert not made["list-found"]["hidden"]
    assert given(atlas, "?r=MH")["list-found"]["hidden"]


def test_practices_of_students_are_listed_and_not_compared(atlas: Atlas) -> None:
    students = atlas.practices.index[atlas.practices["flag_students"]]
    assert len(students) == 2
    shown = list_compared.cells(atlas, "practice", "DM")
    for code in students:
        assert shown[code]["verdictSaid"] == "not compared"
        assert shown[code]["deviation"] is None
        assert shown[code]["recorded"] > 0
    said = " ".join(list_compared.notes(atlas, view_of(atlas, "s=recorded&r=DM")))
    assert "2 are not compared: many of their patients are students" in said


def test_points_have_the_look_of_their_verdict_and_the_legend_counts_them(atlas: Atlas) -> None:
    made = list_shown.shown(atlas, view_of(atlas, "r=MH&s=recorded"))
    counts = by_hand(atlas, "MH")["verdict"].value_counts()
    for verdict, look in VERDICTS.items():
        number = sum(dot == look for dot in made["dots"].values())
        assert number == (counts[verdict] if verdict else 2)
        assert f"'{number}'" in str(made["legend"])
    # Told apart without colour, too.
    looks = {(look["radius"], look["weight"]) for look in VERDICTS.values()}
    assert len(looks) == len(VERDICTS)
    assert list_shown.shown(atlas, view_of(atlas, "r=MH"))["dots"] == {}


def test_a_verdict_without_what_is_recorded_is_none(atlas: Atlas) -> None:
    assert read_view("?f=lower", atlas)[0] == PracticesView()
    assert len(narrowed(atlas, view_of(atlas, "f=lower"), "practice")) == 169


def test_no_ratio_is_written_like_a_limit_that_it_is_apart_from(atlas: Atlas) -> None:
    """0.4841 is below the range from 0.4845, which three decimals do not say; every verdict can be
    read from the row's own numbers."""
    longer: Counter[int] = Counter()
    for register in recorded_registers.registers(atlas):
        rows = expected_registers.funnel(atlas, register)
        shown = list_compared.cells(atlas, "practice", register)
        for code, row in rows.iterrows():
            cell = shown[str(code)]
            assert cell["ratioSaid"] == figures(row, "ratio")[0]
            assert cell["usual"] == "–".join(figures(row, "limit_lower", "limit_upper"))
            low, high = cell["usual"].split("–")
            apart = row["ratio"] not in (row["limit_lower"], row["limit_upper"])
            assert (cell["ratioSaid"] not in (low, high)) == apart, (register, code)
            said = float(cell["ratioSaid"])
            side = "lower" if said < float(low) else "higher" if said > float(high) else ""
            assert (side or "as_expected") == row["verdict"], (register, code)
            longer[len(low) - len("0.")] += 1
    assert (longer[3], longer[4]) == (13, 1)
