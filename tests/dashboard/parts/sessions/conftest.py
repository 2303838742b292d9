"""An answer that tests of cards and papers share: made once."""

import pytest

from dashboard.parts.sessions.answer import Answer, work_out
from dashboard.parts.sessions.session_request import SessionRequest
from layers import Atlas
from layers.ground.candidates import OwnVenue

# The team's own, without address or postcode, with a letter that no font has; on a moor.
MOOR = OwnVenue("Moor *top* #let $x$ 😀", "", "", -1.7800, 53.4600)
LINK = "https://atlas.example.nhs.uk/where-to-meet?d=E08000018&n=4"


@pytest.fixture(scope="session")
def four(atlas: Atlas) -> Answer:
    """Four sessions in Rotherham, none of the team's own; some people have two within a walk."""
    found = work_out(atlas, SessionRequest(districts=("E08000018",), number=4))
    assert (found.sessions["added"] < found.sessions["people"] - 1).any()
    return found
