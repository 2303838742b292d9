"""A count just under the most an exercise can have: answered, and in as little memory as any."""

import json
import tracemalloc

from flask.testing import FlaskClient

from dashboard.heard.upload.count_limits import MOST_RESPONSES
from layers import Atlas

MOST_BYTES = 20_000_000


def test_large_counts_take_no_more_memory(client: FlaskClient, atlas: Atlas) -> None:
    code, count = str(atlas.areas.index[0]), MOST_RESPONSES - 1
    exercise = {"columns": {"lsoa": {"codes": [code], "at": [0]}}, "count": [count]}
    body = json.dumps({"exercise": exercise, "base": "16", "where": {"everywhere": True}})
    tracemalloc.start()
    try:
        answer = client.post("/heard/analyse", data=body)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert answer.status_code == 200
    assert answer.json["choices"]
    assert peak < MOST_BYTES
