"""A document that no format knows: its parts in the order in which they are read.

``document_docx`` writes it for a team to edit, ``document_pdf`` for paper and readers of screens.
Both hold the same texts in the same order, those of :meth:`Document.texts`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dashboard.files.typst_pdf import visible

# Stands under the label of every blank.
TO_WRITE = "To be written by your team"
# Letters of an address that a line of a page has room for.
LONGEST_ADDRESS = 90


@dataclass(frozen=True)
class Heading:
    """A heading below the document's title; levels follow each other without gaps."""

    text: str
    level: Literal[1, 2] = 1

    def texts(self) -> Iterator[str]:
        """What is read of it, in order; the same of every part."""
        yield self.text


@dataclass(frozen=True)
class Paragraph:
    """Running text; ``strong`` for the sentence that somebody in a hurry reads."""

    text: str
    strong: bool = False

    def texts(self) -> Iterator[str]:
        """What is read of it, in order."""
        yield self.text


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: Sequence[str]

    def texts(self) -> Iterator[str]:
        """What is read of it, in order."""
        yield from self.items


@dataclass(frozen=True)
class TableOf:
    """A table of text as it is to be read.

    Attributes
    ----------
    head, rows
        Cells; every row has as many as the head, which has no empty one.
    caption
        What it shows; stands above it.
    figures
        Which columns hold figures, and so stand to the right; counted from 0.
    """

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    caption: str
    figures: Sequence[int] = ()

    def __post_init__(self) -> None:
        if not self.rows or any(len(row) != len(self.head) for row in self.rows):
            raise ValueError("A table needs rows, each with a cell for every heading.")
        if not all(self.head) or not self.caption:
            raise ValueError("A table needs a caption and a heading over every column.")

    def texts(self) -> Iterator[str]:
        """What is read of it, in order."""
        yield self.caption
        yield from self.head
        for row in self.rows:
            yield from row


@dataclass(frozen=True)
class Blank:
    """A question that only people can answer: an empty box of so many lines below it."""

    label: str
    lines: int = 4

    def texts(self) -> Iterator[str]:
        """What is read of it, in order; the box itself says nothing."""
        yield self.label
        yield TO_WRITE


@dataclass(frozen=True)
class Note:
    """Something to take care of, set apart from the text."""

    text: str

    def texts(self) -> Iterator[str]:
        """What is read of it, in order."""
        yield self.text


@dataclass(frozen=True)
class Link:
    """An address of a page, as a line under the subtitle.

    Attributes
    ----------
    words
        What stands before it.
    address
        In full; leads there.
    instead
        What stands after it where the address is too long to print, so that its page alone stands
        there.
    """

    words: str
    address: str
    instead: str

    @property
    def is_long(self) -> bool:
        """Whether it would run off the page."""
        return len(self.address) > LONGEST_ADDRESS

    @property
    def shown(self) -> str:
        """The address as it is printed."""
        return self.address.partition("?")[0] if self.is_long else self.address

    @property
    def after(self) -> str:
        """What stands after it."""
        return self.instead if self.is_long else ""

    def texts(self) -> Iterator[str]:
        """What is read of it: one line."""
        yield f"{self.words}{self.shown}{self.after}"


Part = Heading | Paragraph | Bullets | TableOf | Blank | Note


@dataclass(frozen=True)
class Document:
    """What a document says.

    Attributes
    ----------
    title, subtitle
        What it is, and of what.
    about
        A line each: what it rests on, how old it is. Stands under the subtitle.
    parts
        In the order in which they are read.
    made
        The day that it says it is from; writers look at no clock.
    link
        Where the same is on screen; the last line under the subtitle.
    """

    title: str
    subtitle: str
    about: Sequence[str]
    parts: Sequence[Part]
    made: date
    link: Link | None = None

    def texts(self) -> Iterator[str]:
        """Everything that is read, in order, without empty ones."""
        yield from filter(None, (self.title, self.subtitle, *self.about))
        if self.link:
            yield from self.link.texts()
        for part in self.parts:
            yield from filter(None, part.texts())


def leads_to_table(parts: Sequence[Part], at: int) -> bool:
    """Whether a part is a paragraph about the table that follows: they stay on one page."""
    following = parts[at + 1 : at + 2]
    return isinstance(parts[at], Paragraph) and any(isinstance(one, TableOf) for one in following)


def running(text: str) -> list[Part]:
    """What somebody typed in several lines, as paragraphs; none of empty text."""
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]


def one_line(text: str) -> str:
    """A text as it goes into a file: in one line, with nothing that no file can hold."""
    return visible(" ".join(text.split()))
