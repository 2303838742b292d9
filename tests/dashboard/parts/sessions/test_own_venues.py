"""A team's own venues: what is read of a list, what is left out and why, and what never is read."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.parts.sessions.own_venues import (
    LONGEST,
    Choices,
    OwnVenues,
    read_venues,
    typed_venue,
)
from dashboard.parts.sessions.venue_columns import MOST_VENUES, venue_columns
from dashboard.upload.limits import UploadError
from layers import Atlas
from layers.ground.candidates import OWN, candidate_venues
from tests.dashboard.heard.upload.test_fuzz import CELLS
from tests.dashboard.upload.files import workbook

HEADS = ["Venue name", "Contact name", "Address", "Post code", "Type", "Lat", "Long"]
ROWS = [
    ["Unity Centre", "Jo Doe", "St Leonard's Road", "s1 2he", "Community", "", ""],
    ["New Mosque", "Jo Doe", "", "", "", "53.4302", "−1.3601"],
    ["Beyond the border", "Jo Doe", "", "LS1 4AP", "", "53,79", "-1,55"],
]
# Beside what breaks readers, cells that are nearly right.
ODD = [*CELLS, *["S1 2HE", "Hall", "-1.4", "53.4"] * 2, "S99 9ZZ", "387000", "1e9"]
NOT_LISTED = " is not among the postcodes of South Yorkshire (October 2025): "
POINT_OF_S1_2HE = (-1.46939, 53.38169)


def csv_of(rows: list[list[str]], heads: list[str] = HEADS) -> bytes:
    quoted = [",".join(f'"{cell}"' for cell in row) for row in [heads, *rows]]
    return "\n".join(quoted).encode()


def reasons(found: OwnVenues, atlas: Atlas) -> dict[int, str]:
    """By row the key of why it was left out."""
    texts = {
        text.format(atlas=atlas.name, km=30): key
        for key, text in venue_columns().reasons.items()
        if key != "not_listed"  # has the row's postcode
    }
    return {row: texts.get(why, why) for row, _, why in found.left}


def test_a_list_is_read_as_it_stands(atlas: Atlas) -> None:
    found = read_venues(csv_of(ROWS), atlas)
    centre, mosque, beyond = found.venues
    assert (centre.name, centre.address, centre.kind) == (
        "Unity Centre", "St Leonard's Road", "Community",
    )  # fmt: skip
    assert (centre.postcode, centre.longitude, centre.latitude) == ("S1 2HE", *POINT_OF_S1_2HE)
    assert (mosque.postcode, mosque.longitude, mosque.latitude) == ("", -1.3601, 53.4302)
    assert (beyond.postcode, beyond.longitude, beyond.latitude) == ("", -1.55, 53.79)
    assert (found.left, found.rows) == ((), 3)
    assert found.columns["postcode"] == "Post code"
    assert found.unread == ("Contact name",)
    # And they are candidates: in the area of their postcode, or of the homes around them.
    candidates = candidate_venues(atlas, [OWN], found.venues)
    assert candidates.groupby("name")["lsoa"].first().ne("").to_dict() == {
        "Unity Centre": True, "New Mosque": True, "Beyond the border": False,
    }  # fmt: skip


def test_venues_of_one_name_at_two_points_are_two_candidates(atlas: Atlas) -> None:
    rows = [["Community Hall", "53.40", "-1.40"], ["Community Hall", "53.50", "-1.20"]]
    found = read_venues(csv_of(rows, ["Venue", "Latitude", "Longitude"]), atlas).venues
    assert len(candidate_venues(atlas, [OWN], found)) == len(found) == 2


def test_a_workbook_says_the_same(atlas: Atlas) -> None:
    sheets = ("Cover", "Venues")
    found = read_venues(workbook([HEADS, *ROWS], sheets), atlas, Choices(sheet="Venues"))
    assert found.venues == read_venues(csv_of(ROWS), atlas).venues
    assert found.sheets == ("Venues", "Cover")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["", "S1 2HE", "", ""], "no_name"),
        (["Hall", "", "", ""], "no_place"),
        (["Hall", "at the corner", "", ""], "no_postcode"),
        (["Hall", "s999zz", "", ""], f"S99 9ZZ{NOT_LISTED}there is no such postcode today"),
        (
            ["Hall", "LS1 4AP", "", ""],
            f"LS1 4AP{NOT_LISTED}a venue elsewhere needs its longitude and latitude",
        ),
        (["Hall", "E01007317", "", ""], "no_postcode"),
        (["Hall", "", "north", "west"], "not_numbers"),
        (["Hall", "", "53.4", "nan"], "not_numbers"),
        (["Hall", "", "1e400", "-1.4"], "not_numbers"),
        (["Hall", "", "387000", "435000"], "grid"),
        (["Hall", "", "-1.4", "53.4"], "swapped"),
        (["Hall", "", "51.5", "-0.1"], "far"),
        (["Hall", "", "9" * 400, "53.4"], "far"),
        (["Unity centre", "S12HE", "", ""], "twice"),
        (["Hall", "S1 2HE", "", "", "and more"], "wide"),
    ],
)
def test_a_row_without_a_place_is_left_out_with_the_reason(
    atlas: Atlas, row: list[str], why: str
) -> None:
    heads = ["Venue", "Postcode", "Latitude", "Longitude"]
    good = ["Unity Centre", "S1 2HE", "", ""]
    more = [["Other", "DN1 1AB", "53.5", "-1.1"], ["Third", "", "53.5", "-1.1"]]
    found = read_venues(csv_of([good, row, *more], heads), atlas)
    assert reasons(found, atlas) == {3: why}
    # The row is known again by its venue's name; of one that is too long nothing is read.
    assert [name for _, name, _ in found.left] == ["" if why == "wide" else row[0]]
    assert [venue.name for venue in found.venues] == ["Unity Centre", "Other", "Third"]


def test_places_may_be_as_far_as_is_said_and_no_further(atlas: Atlas) -> None:
    """30 km north of the northernmost postcode, a degree being 111.32 km."""
    north = atlas.extra("postcodes")["latitude"].max()
    rows = [
        ["Near", f"{north + 29.9 / 111.32:.5f}", "-1.4"],
        ["Far", f"{north + 30.1 / 111.32:.5f}", "-1.4"],
    ]
    found = read_venues(csv_of(rows, ["Venue", "Latitude", "Longitude"]), atlas)
    assert [venue.name for venue in found.venues] == ["Near"]
    assert reasons(found, atlas) == {3: "far"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Venue,Postcode\n", "no rows below"),
        (b"Venue,Notes\nHall,big\n", "No column holds places"),
        (b"Venue,Lat\nHall,53.4\n", "No column holds places"),
        (b"Site,Easting,Northing\nHall,435000,387000\n", "eastings and northings"),
        (b"Postcode\nS1 2HE\n", "No column holds names"),
        (b"Venue,Postcode\n" + b"Hall,S1 2HE\n" * (MOST_VENUES + 1), "more than 2,000 rows"),
        (b"Name,Date of birth,Postcode\nJo,1.1.1980,S1 2HE\n", "list of people"),
        (b"Surname,Address,Postcode\nDoe,1 High Street,S1 2HE\n", "list of people"),
        (b"Name,Patient ID,Postcode\nJo,17,S1 2HE\n", "list of people"),
        (b"Name,Ref,Postcode\n" + b"Jo,943 476 5919,S1 2HE\n" * 5, "holds NHS numbers"),
    ],
)
def test_what_is_no_list_of_venues_is_refused(atlas: Atlas, content: bytes, said: str) -> None:
    with pytest.raises(UploadError, match=said) as caught:
        read_venues(content, atlas)
    assert "Jo" not in str(caught.value)


def test_columns_can_be_chosen_otherwise(atlas: Atlas) -> None:
    content = csv_of([["A", "Hall", "S1 2HE", "DN1 1AB"]], ["Name", "Room", "Postcode", "Other"])
    usual = read_venues(content, atlas)
    assert (usual.venues[0].name, usual.venues[0].postcode) == ("A", "S1 2HE")
    chosen = Choices(columns={"name": "Room", "postcode": "Other"})
    found = read_venues(content, atlas, chosen).venues[0]
    assert (found.name, found.postcode) == ("Hall", "DN1 1AB")
    with pytest.raises(UploadError, match="no column “Nowhere”"):
        read_venues(content, atlas, Choices(columns={"name": "Nowhere"}))
    with pytest.raises(UploadError, match="No column holds places"):
        read_venues(content, atlas, Choices(columns={"postcode": ""}))


def test_long_names_are_cut_and_it_is_said(atlas: Atlas) -> None:
    found = read_venues(csv_of([["x" * 300, "S1 2HE"]], ["Venue", "Postcode"]), atlas)
    assert found.venues[0].name == "x" * (LONGEST - 1) + "…"
    assert "1 name or address was longer than 120 characters" in found.notes[-1]


def test_a_typed_venue_stands_where_a_listed_one_does(atlas: Atlas) -> None:
    listed = read_venues(b"Venue,Postcode\nUnity Centre,S1 2HE\n", atlas).venues[0]
    assert typed_venue(" Unity  Centre ", "s12he", atlas) == listed
    for name, postcode, said in (
        ("", "S1 2HE", "Say what the venue is called"),
        ("Hall", "", "is no postcode"),
        ("Hall", "S99 9ZZ", "S99 9ZZ is not among South Yorkshire’s postcodes: there is no such"),
        ("Hall", "ls14ap", "LS1 4AP is not among South Yorkshire’s postcodes. A venue elsewhere"),
    ):
        with pytest.raises(UploadError, match=said):
            typed_venue(name, postcode, atlas)


@pytest.fixture(scope="module")
def listed(atlas: Atlas) -> OwnVenues:
    return read_venues(csv_of(ROWS), atlas)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    columns=st.permutations(range(len(HEADS))),
    rows=st.permutations(range(len(ROWS))),
    spell=st.sampled_from([str.upper, str.title, lambda text: f"  {text.replace(' ', '_')} "]),
)
def test_order_and_spelling_of_columns_and_rows_make_no_difference(
    atlas: Atlas, listed: OwnVenues, columns: list[int], rows: list[int], spell: object
) -> None:
    assert callable(spell)
    heads = [spell(HEADS[n]) for n in columns]
    cells = [[ROWS[at][n] for n in columns] for at in rows]
    found = read_venues(csv_of(cells, heads), atlas).venues
    assert set(found) == set(listed.venues)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    heads=st.permutations(["Venue", "Postcode", "Longitude", "Latitude", "Address", "x"]),
    rows=st.lists(
        st.lists(st.sampled_from(ODD) | st.text(max_size=8), min_size=1, max_size=7), max_size=6
    ),
)
def test_whatever_stands_in_the_cells_ends_in_venues_or_a_sentence(
    atlas: Atlas, heads: list[str], rows: list[list[str]]
) -> None:
    written = io.StringIO()
    csv.writer(written).writerows([heads, *rows])
    said = ""
    try:
        found = read_venues(written.getvalue().encode("utf-8", "replace"), atlas)
    except UploadError as error:
        said = str(error)
        found = None
    assert bool(found) != said.endswith(".")
    for venue in found.venues if found else ():
        assert 0 < len(venue.name) <= LONGEST
        assert venue.name.isprintable()
        assert -2.3 < venue.longitude < -0.4
        assert 53 < venue.latitude < 54
    if found:
        assert len(found.venues) + len(found.left) <= found.rows
