"""How to cite the atlas: in words, and for programs that keep references."""

from dataclasses import dataclass
from datetime import date

from dashboard.files.about import day as written
from dashboard.files.names import slug
from dashboard.parts.texts import one_or_many, say
from dashboard.settings.release import release
from dashboard.wording import number_text
from layers import Atlas
from layers.edition import edition
from layers.name_lists import listed
from layers.own.own_indicator import THEME as OWN

AUTHOR = "Seldom Heard contributors"
_TEX = {character: f"\\{character}" for character in "&%$#_{}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True)
class Citation:
    """What others need to find the same figures again.

    Attributes
    ----------
    title
        The atlas's, with what was taken of it where that is a part.
    version, edition
        Of the program; and of its figures, as :func:`layers.edition.edition` has it.
    size
        How many indicators of how many publications.
    address, read
        Where it is read, and when.
    part
        What was taken, where that is a part: as the title has it.
    authors
        Who made the figures.
    ground
        Of figures that people brought themselves, whose own digest ``edition`` then is: the
        snapshot that they stand on. "" of the atlas's.
    """

    title: str
    version: str
    edition: str
    size: str
    address: str
    read: date
    part: str = ""
    authors: tuple[str, ...] = (AUTHOR,)
    ground: str = ""

    def text(self) -> str:
        """As a sentence."""
        return self._sentence("text")

    def undated(self) -> str:
        """As a sentence that says nothing of when it was read."""
        return self._sentence("undated")

    def bibtex(self) -> str:
        """As BibTeX, for LaTeX and most programs that keep references."""
        fields = {
            "title": f"{{{_tex(self.title)}}}",
            "author": " and ".join(f"{{{_tex(one)}}}" for one in self.authors),
            "year": str(self.read.year),
            "version": _tex(self.version),
            "note": _tex(self._note()),
            "url": self.address,
            "urldate": self.read.isoformat(),
        }
        inside = ",\n".join(f"  {name} = {{{text}}}" for name, text in fields.items())
        # A list of references takes one of a key, and may hold several parts of an edition.
        key = "-".join(filter(None, ("seldom-heard", slug(self.part), self.edition)))
        return f"@misc{{{key},\n{inside}\n}}\n"

    def ris(self) -> str:
        """As RIS, for EndNote, Zotero, Mendeley and others."""
        fields = (
            ("TY", "DATA"),
            ("TI", self.title),
            *(("AU", one) for one in self.authors),
            ("PY", str(self.read.year)),
            ("ET", self.version),
            ("N1", self._note()),
            ("UR", self.address),
            ("Y2", self.read.strftime("%Y/%m/%d")),
            ("ER", ""),
        )
        # A value is one line: a break would begin another field.
        return "".join(f"{name}  - {' '.join(text.split())}\r\n" for name, text in fields)

    def _sentence(self, name: str) -> str:
        return say(
            "citation",
            self._own(name),
            authors=listed(self.authors),
            ground=self.ground,
            title=self.title,
            version=self.version,
            edition=self.edition,
            size=self.size,
            date=written(self.read),
            address=self.address,
        )

    def _note(self) -> str:
        said = self._own("note")
        return say("citation", said, edition=self.edition, ground=self.ground, size=self.size)

    def _own(self, name: str) -> str:
        return f"own_{name}" if self.ground else name


def cited(
    atlas: Atlas, address: str, day: date, part: str = "", size: tuple[int, int] | None = None
) -> Citation:
    """How to cite the atlas, or a part of its figures.

    Parameters
    ----------
    atlas
        The atlas.
    address
        Where the atlas is read.
    day
        When.
    part
        What was taken, where that is not everything.
    size
        How many indicators of how many publications; without, all of the atlas's.
    """
    title = say("citation", "title", name=atlas.name)
    indicators, publications = size or _all_of(atlas)
    return Citation(
        title=say("citation", "part", title=title, part=part) if part else title,
        version=release(),
        edition=edition(atlas),
        size=say(
            "citation",
            "size",
            indicators=_number("indicators", indicators),
            publications=_number("publications", publications),
        ),
        address=address,
        read=day,
        part=part,
    )


def _number(name: str, number: int) -> str:
    return one_or_many("citation", name, number, number=number_text.count(number))


def _all_of(atlas: Atlas) -> tuple[int, int]:
    """Indicators and publications of the atlas; what people bring along is none of its."""
    own = {name for name, one in atlas.indicators.items() if one.theme == OWN}
    publications = [one for one in atlas.manifest["sources"] if one["id"] not in own]
    return len(atlas.indicators) - len(own), len(publications)


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in text)
