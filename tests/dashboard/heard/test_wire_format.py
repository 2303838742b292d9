"""An exercise survives the way to the browser and back; what was tampered with does not."""

import json
from typing import Any

import pandas as pd
import pytest

from dashboard.heard.upload.count_limits import MOST_RESPONSES
from dashboard.heard.wire_format import CarriedError, read_request, to_carried
from layers import Atlas
from layers.exercise.respondents import load_respondents
from layers.exercise.responses import Responses

KNOWN = load_respondents()


def made(atlas: Atlas) -> Responses:
    first, second = atlas.areas.index[:2]
    cells = {"lsoa": [first, first, second], "sex": ["female", "", "male"], "count": [3, 1, 900]}
    return Responses(pd.DataFrame(cells), 7)


def sent(atlas: Atlas, **changed: Any) -> bytes:
    exercise = to_carried(made(atlas))
    for key, value in changed.items():
        target = exercise["columns"] if key in ("lsoa", "sex", "colour") else exercise
        target[key] = value
    return json.dumps({"exercise": exercise, "base": "16"}).encode()


def test_there_and_back(atlas: Atlas) -> None:
    back = read_request(sent(atlas), atlas, KNOWN)
    pd.testing.assert_frame_equal(
        back.responses.cells.sort_values(["lsoa", "sex"], ignore_index=True),
        made(atlas).cells.sort_values(["lsoa", "sex"], ignore_index=True),
        check_dtype=False,
    )
    assert (back.responses.elsewhere, back.base.id) == (7, "16")


@pytest.mark.parametrize(
    "changed",
    [
        {"count": [3, 1]},
        {"count": [3, 1, -5]},
        {"count": [3, 1, 0]},
        {"count": [3, 1, 10**30]},
        {"count": [3, 1, 10**15]},
        {"count": []},
        {"count": [3, 1, 2.5]},
        {"elsewhere": -1},
        {"elsewhere": 10**12},
        {"colour": {"codes": ["red"], "at": [0, 0, 0]}},
        {"sex": {"codes": ["female"], "at": [0, 0, 1]}},
        {"sex": {"codes": ["female"], "at": [0, 0, -1]}},
        {"sex": {"codes": ["<script>"], "at": [0, 0, 0]}},
        {"sex": {"codes": ["female"], "at": [0, 0]}},
        {"lsoa": {"codes": ["E99999999"], "at": [0, 0, 0]}},
    ],
    ids=str,
)
def test_what_was_tampered_with_is_refused(atlas: Atlas, changed: dict[str, Any]) -> None:
    with pytest.raises(CarriedError):
        read_request(sent(atlas, **changed), atlas, KNOWN)


def test_the_most_responses_are_told_in_a_sentence(atlas: Atlas) -> None:
    """Those from elsewhere count as well; 904 are here."""
    fits = read_request(sent(atlas, elsewhere=MOST_RESPONSES - 904), atlas, KNOWN).responses
    assert fits.total + fits.elsewhere == MOST_RESPONSES
    for changed in ({"elsewhere": MOST_RESPONSES - 903}, {"count": [3, 1, 10**8]}):
        with pytest.raises(CarriedError, match="more than 10,000,000 responses"):
            read_request(sent(atlas, **changed), atlas, KNOWN)


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"\xff\xfe", b"null", b"[" * 100_000])
def test_what_is_no_request_is_refused(atlas: Atlas, body: bytes) -> None:
    with pytest.raises(CarriedError):
        read_request(body, atlas, KNOWN)
