"""What addresses mean, page by page: ``tests/golden/addresses.json``.

Each has an ``address``, what it ``means`` (what differs from the page's first view), the address
that is ``written`` for that, and the ``notes`` of what could not be used. These meanings are kept
for good. The browser's reader and writers are held against the same file (``tests/js``). "Who we
heard from" has no address of its own; what it hands to others is among Seldom-heard's.
"""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from dashboard.explore.view import ViewState, read_query
from dashboard.inequality import view as inequality
from dashboard.parts.address import LONGEST, MOST_NOTES, plain
from dashboard.parts.targets import chosen_address, exercise_address
from dashboard.parts.targets.target_definition import RULES, Targets, read_targets
from dashboard.practices import view as practices
from layers import Atlas

Read = tuple[dict[str, Any], str, list[str]]
GOLDEN = json.loads(
    (Path(__file__).parent.parent / "golden" / "addresses.json").read_text(encoding="utf-8")
)


def explore(address: str, atlas: Atlas) -> Read:
    view, notes = read_query(address, atlas).view, read_query(address, atlas).ignored
    return json.loads(json.dumps(asdict(view))), view.query(), list(notes)


def seldom_heard(address: str, atlas: Atlas) -> Read:
    targets, notes = read_targets(address, atlas)
    return asked_of(targets), targets.query(), list(notes)


def asked_of(targets: Targets) -> dict[str, Any]:
    """What an address means: by its letters, none left out.

    ``k`` is None where nobody has said how many counted criteria must be met.
    """
    short = {rule: letters for letters, rule in RULES.items()}
    return {
        "t": targets.name,
        "c": [
            {
                "indicator": one.indicator,
                "rule": short[one.rule],
                "amount": int(one.amount) if one.amount == int(one.amount) else one.amount,
                "required": one.required,
            }
            for one in targets.criteria
        ],
        "k": targets.said_at_least,
        "d": list(targets.districts),
        "b": list(targets.own_groups),
        "w": list(targets.wards),
        "n": list(targets.pcns),
        "p": list(targets.practices),
        "g": targets.group,
        "q": targets.people,
        "z": targets.largest,
        "l": targets.lacking,
        **dict.fromkeys("xhao", ""),
        **exercise_address.written(targets.heard),
        **chosen_address.written(targets.most, targets.by_areas, targets.zone_edits),
    }


def of_practices(address: str, atlas: Atlas) -> Read:
    view, notes = practices.read_view(address, atlas)
    return view.asked(), view.query(), notes


def of_inequality(address: str, atlas: Atlas) -> Read:
    view, notes = inequality.read_view(address, atlas)
    return view.asked(), view.query(), notes


# How each page reads, and what its first view is.
PAGES: dict[str, tuple[Callable[[str, Atlas], Read], dict[str, Any]]] = {
    "explore": (explore, json.loads(json.dumps(asdict(ViewState())))),
    "seldom-heard": (seldom_heard, asked_of(Targets())),
    "practices": (of_practices, practices.PracticesView().asked()),
    "inequality": (of_inequality, inequality.InequalityView().asked()),
}


def test_each_page_has_many_addresses() -> None:
    assert set(GOLDEN) == set(PAGES)
    assert all(len(GOLDEN[page]) >= 50 for page in PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_addresses_mean_what_they_meant(atlas: Atlas, page: str) -> None:
    read, first = PAGES[page]
    for one in GOLDEN[page]:
        means, written, notes = read(one["address"], atlas)
        differing = {name: value for name, value in means.items() if value != first[name]}
        assert (differing, written, notes) == (one["means"], one["written"], one["notes"]), one
        # What is written for it means the same, and leaves nothing to be said.
        assert read(written, atlas) == (means, written, []), one


@pytest.mark.parametrize("page", PAGES)
def test_a_link_that_is_too_long_or_of_too_many_parts_is_not_read(atlas: Atlas, page: str) -> None:
    read, first = PAGES[page]
    known = {"explore": "n=500", "seldom-heard": "q=500", "practices": "k=pcn"}.get(page, "t=mix")
    fits = f"?{known}&zz={'x' * (LONGEST - len(known) - 4)}"
    assert read(fits, atlas)[0] != first
    for address, said in {
        f"{fits}x": "The link is too long, so it was not read.",
        f"?{known}{'&' * 50}": "The link had too many parts, so it was not read.",
    }.items():
        means, _, notes = read(address, atlas)
        assert (means, notes) == (first, [said])
    assert len(read(f"?{'&'.join(f'{n}=1' for n in range(40))}", atlas)[2]) == MOST_NOTES


@pytest.mark.parametrize(
    ("number", "text"),
    [(0.0, "0"), (-0.0, "0"), (5, "5"), (2.50, "2.5"), (-0.0001, "-0.0001"), (1234567, "1234567")],
)
def test_a_number_is_written_with_every_digit(number: float, text: str) -> None:
    assert plain(number) == text
