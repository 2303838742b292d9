"""An answer that tests of cards and papers share: made once."""

import pytest

from dashboard.parts.sessions.answer import Answer, work_out
from dashboard.parts.sessions.session_request import SessionRequest
from layers import Atlas
from layers.ground.candidates import OwnVenue

# The team's own, without address or postcode, with a letter that no font has; on a moor.
MOOR = OwnVenue("Moor *top* #let $x$ 😀", "", "", -1.7800, 53.4600)
LINK = "https://atlas.example.nhs.uk/where-to-meet?d=E08000018.E08000019&n=4"


@pytest.fixture(scope="session")
def four(atlas: Atlas) -> Answer:
    """Four sessions in Rotherham and Sheffield, none of the team's own."""
    return work_out(atlas, SessionRequest(districts=("E08000018", "E08000019"), number=4))
