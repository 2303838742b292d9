"""The Change page's view and its address.

``t`` is the part of the page, ``i`` what is compared, ``w`` the place looked at, ``f`` which areas
are listed, ``r`` the register, ``e`` what the map shows besides. The browser writes the same parts
(``address_form`` of ``form.py``), and reads none: the server tells it what they mean.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from dashboard.parts import map_ground
from dashboard.parts.address import Parts, query_of
from dashboard.parts.places_offered import read_place
from layers.atlas import Atlas
from layers.change import decile_change
from layers.practices.recorded_registers import registers

Part = Literal["areas", "registers"]
Kept = Literal["all", "more", "more2", "less", "same", "into", "out", "not"]

PAGE, PATH = "change", "/change"
LETTERS = frozenset("tiwfr") | {map_ground.LETTER}
REGISTER = "DM"


@dataclass(frozen=True)
class ChangeView:
    """What is looked at.

    Attributes
    ----------
    part
        Deprivation of ``areas``, or ``registers`` of practices.
    within
        Key of a unit (:mod:`layers.practices.units`); "" for all of the atlas.
    kept
        Which areas are listed, and stand out on the map.
    register
        Code of a disease register.
    marks
        Kinds of marks that the map shows besides.
    index
        What of deprivation is compared (:data:`layers.change.decile_change.INDICES`).
    """

    part: Part = "areas"
    within: str = ""
    kept: Kept = "all"
    register: str = REGISTER
    marks: tuple[str, ...] = map_ground.usual()
    index: str = decile_change.OVERALL

    def query(self) -> str:
        """The address's query string, with its ``?``; empty for the page as it opens."""
        usual = ChangeView()
        return query_of(
            {
                "t": "" if self.part == usual.part else self.part,
                "i": "" if self.index == usual.index else self.index,
                "w": self.within,
                "f": "" if self.kept == usual.kept else self.kept,
                "r": "" if self.register == usual.register else self.register,
                map_ground.LETTER: map_ground.written(self.marks),
            }
        )

    def texts(self) -> dict[str, str]:
        """Every part of the address as it is written, none left out."""
        return {
            "t": self.part,
            "i": self.index,
            "w": self.within,
            "f": self.kept,
            "r": self.register,
        } | map_ground.said(self.marks)


def read_view(search: str, atlas: Atlas) -> tuple[ChangeView, list[str]]:
    """A query string as a view, and sentences about what in it could not be used. Never fails."""
    parts = Parts(search, LETTERS)
    known = registers(atlas)
    usual = REGISTER if REGISTER in known else next(iter(known), "")
    # Without the deciles of 2019 the page opens with what there is.
    opens = "areas" if decile_change.is_known(atlas) else "registers"
    view = ChangeView(
        part=parts.one_of("t", get_args(Part), "part of this page", opens),  # type: ignore[arg-type]
        within=read_place(parts, "w", atlas),
        kept=parts.one_of("f", get_args(Kept), "choice of areas", "all"),  # type: ignore[arg-type]
        register=parts.one_of("r", known, "register", usual),
        marks=map_ground.read(parts),
        index=parts.one_of("i", decile_change.INDICES, "domain", decile_change.OVERALL),
    )
    return view, list(parts.notes)
