"""The Practices page's view and its address.

``v`` holds the units looked at, one for a profile and several to compare, ``k`` what the list
shows, ``d``, ``c`` and ``q`` the place, the network and the typed name that it is narrowed to,
``r`` the register of the charts, ``m`` what the map shows of a footprint. The browser reads and
writes the same parts (``assets/later/practices.js``).
"""

from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import parse_qsl, urlencode

from layers import units
from layers.atlas import Atlas
from layers.recorded import registers
from layers.units import Unit, UnitError

Listed = Literal["practice", "pcn"]

DEFAULT_REGISTER = "HYP"
MOST_COMPARED = 6
LONGEST_QUERY = 8000  # what is beyond is not read
LONGEST_NAME = 60


@dataclass(frozen=True)
class PracticesView:
    """What is looked at.

    Attributes
    ----------
    units
        None for the list, one for its profile, two to six to compare.
    listed
        What the list shows.
    place, network
        Codes of the place (sub-ICB location) and of the network that the list is narrowed to;
        empty for all.
    named
        What was typed of a name; empty for all.
    register
        Code of the register in the charts.
    """

    units: tuple[Unit, ...] = ()
    listed: Listed = "practice"
    place: str = ""
    network: str = ""
    named: str = ""
    register: str = DEFAULT_REGISTER

    def query(self) -> str:
        """The address's query string, with its ``?``; empty for the plain list."""
        parts = {
            "v": ".".join(unit.key for unit in self.units),
            "k": "" if self.listed == "practice" else self.listed,
            "d": self.place,
            "c": self.network,
            "q": self.named,
            "r": "" if self.register == DEFAULT_REGISTER else self.register,
        }
        text = urlencode({key: value for key, value in parts.items() if value}, safe="~.")
        return f"?{text}" if text else ""


def read_view(search: str, atlas: Atlas) -> tuple[PracticesView, list[str]]:
    """A query string as a view, and sentences about what in it could not be used. Never fails."""
    parts = dict(parse_qsl(search.lstrip("?")[:LONGEST_QUERY]))
    ignored: list[str] = []
    found: dict[str, Unit] = {}
    for key in filter(None, parts.get("v", "").split(".")):
        try:
            one = units.unit(atlas, key)
        except UnitError as error:
            ignored.append(str(error))
            continue
        found.setdefault(one.key, one)
    if len(found) > MOST_COMPARED:
        ignored.append(f"Only the first {MOST_COMPARED} are compared.")
    register = parts.get("r", DEFAULT_REGISTER)
    if register not in registers(atlas):
        ignored.append("The register in the link is not known.")
        register = DEFAULT_REGISTER
    place, network = parts.get("d", ""), parts.get("c", "")
    if place and place not in set(atlas.practices["sub_icb_code"]):
        ignored.append("The place in the link is not known.")
        place = ""
    if network and network not in set(atlas.practices["pcn_code"]):
        ignored.append("The network in the link is not known.")
        network = ""
    listed = parts.get("k", "practice")
    if listed not in get_args(Listed):
        ignored.append("The list in the link is not known.")
        listed = "practice"
    view = PracticesView(
        tuple(found.values())[:MOST_COMPARED],
        listed,  # type: ignore[arg-type]
        place,
        network,
        " ".join(parts.get("q", "").split())[:LONGEST_NAME].strip(),
        register,
    )
    return view, ignored
