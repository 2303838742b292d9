"""What the browser is sent of the ground: every place of the snapshot, once; nothing of nothing."""

import json
from collections import Counter

import pandas as pd
import pytest

from dashboard import ground_data
from layers import Atlas
from layers.ground.search import by_key


def test_every_place_is_sent_with_its_point(atlas: Atlas) -> None:
    sent = ground_data.ground(atlas)
    for table in ("stations", "venues"):
        for kind, rows in atlas.extra(table).groupby("kind"):
            found = sent["marks"][kind]
            assert found["name"] == rows["name"].tolist()
            assert found["at"] == rows[["longitude", "latitude"]].to_numpy().tolist()
    for kind, rows in atlas.extra("places").groupby("kind"):
        found = zip(sent["places"][kind]["name"], sent["places"][kind]["at"], strict=True)
        points = rows[["longitude", "latitude"]].to_numpy().tolist()
        assert sorted(found) == sorted(zip(rows["name"], points, strict=True))
    # What is sent of a mark finds its place.
    for kind, those in sent["marks"].items():
        places = [by_key(atlas, kind, key) for key in those["key"]]
        assert [place and place.name for place in places] == those["name"]
    assert len(sent["marks"]["pharmacy"]["at"]) == len(atlas.extra("pharmacies"))
    assert {"M1", "M18", "A1(M)"} <= {ref for ref, _ in sent["motorways"]}
    for kind in sent["marks"]:
        assert kind in sent["rules"]["marks"]


def test_places_with_most_stops_come_first(atlas: Atlas) -> None:
    """So that Burngreave has its name where there is no room for Pismire Hill beside it."""
    stops = Counter(
        (place, row.district)
        for row in atlas.extra("stops").itertuples()
        for place in (row.locality, row.parent_locality)
    )
    for kind, rows in atlas.extra("places").groupby("kind"):
        of = {
            (row.longitude, row.latitude): stops[row.name, row.district]
            for row in rows.itertuples(index=False)
        }
        ordered = [of[x, y] for x, y in ground_data.ground(atlas)["places"][kind]["at"]]
        assert ordered == sorted(ordered, reverse=True)
    suburbs = ground_data.ground(atlas)["places"]["suburb"]["name"]
    assert suburbs.index("Pitsmoor") < suburbs.index("Burngreave") < suburbs.index("Pismire Hill")


def test_streets_with_most_stops_come_first(atlas: Atlas) -> None:
    sent, table = ground_data.streets(atlas), atlas.extra("streets")
    assert sorted(sent["streets"]["name"]) == sorted(table["name"])
    assert sent["streets"]["name"][0] == table.loc[table["stops"].idxmax(), "name"]
    assert len(sent["stops"]["at"]) == len(atlas.extra("stops"))


def test_the_files_stay_small(atlas: Atlas) -> None:
    """Before they are compressed; what comes after the first map, and what comes when near."""
    assert len(json.dumps(ground_data.ground(atlas))) < 150_000
    assert len(json.dumps(ground_data.streets(atlas))) < 800_000


def test_of_a_snapshot_without_them_nothing_is_sent(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Atlas, "extra", lambda *_: pd.DataFrame())
    monkeypatch.setattr(Atlas, "ground_lines", lambda _: b"")
    sent = ground_data.ground(atlas)
    assert (sent["motorways"], sent["places"]) == ([], {})
    assert sent["marks"] == {"pharmacy": {"name": [], "at": [], "key": []}}
    assert ground_data.streets(atlas)["streets"] == {"name": [], "at": []}
