"""Make what the Methods page says, ``dashboard/methods/chapters.json``, of ``docs/methods``.

``python scripts/methods_page.py`` from the root of the repository, after a change of a chapter; a
test compares the file with what this makes. The image holds neither the chapters nor a library that
reads them: the page is made of plain markup (``dashboard/parts/plain_markup.py``).

What stands in a section below ``<!-- worked out -->`` is folded on the page. What only a developer
can use is left out there: programs, and each sentence or bracket that names a file.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

REPOSITORY = Path(__file__).resolve().parent.parent
FOLDER = REPOSITORY / "docs" / "methods"
MADE = REPOSITORY / "dashboard" / "methods" / "chapters.json"
FIRST = "README"
WORKED_OUT = "<!-- worked out -->"
READER = MarkdownIt("commonmark").enable("table")

# A file, a folder or a command, as the chapters write them: in the type of a program.
_FILE = r"`(?:[^`\s]+\.(?:py|toml|js|md|json|parquet|csv|css)|[\w.-]+/[\w./-]*|python[^`]*)`"
# A link to what is not on the page: decisions, the manual, the list of chapters.
_ELSEWHERE = re.compile(r"\[[^\]]*\]\((?:\.\./[^)]*|README\.md)\)")
_BRACKET = re.compile(rf"\s*\([^()]*{_FILE}[^()]*\)")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[\"“*\[(A-Z0-9`])")
# What is left of a paragraph that said no more than in which files a thing is.
_LEAD = re.compile(r"\*+[^*]+\*+")
# The words before a program.
_LEADS_ON = re.compile(r"(?:^|(?<=[.!?])\s+)[^.!?]*:$")
# What a heading's text loses and gains to be an anchor, as GitHub does it.
_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")


def chapters(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """All chapters in the order of the list in ``README.md``, itself first.

    Returns
    -------
    list of dict
        ``id``, ``title``, ``sections``: each a dict with ``id``, ``title`` ("" for what stands
        before a chapter's first heading), ``level`` (2 or 3), and as plain markup ``plain`` and
        ``more``, which the page folds.
    """
    first = (folder / f"{FIRST}.md").read_text("utf-8")
    listed = re.findall(r"^\| \[[^\]]*\]\(([\w-]+)\.md\)", first, re.MULTILINE)
    return [_chapter(folder / f"{name}.md") for name in (FIRST, *listed)]


def text(folder: Path = FOLDER) -> str:
    """The file: one section a line, so that a change shows where it is."""
    lines = []
    for one in chapters(folder):
        sections = ",\n".join(
            json.dumps(section, ensure_ascii=False) for section in one["sections"]
        )
        head = json.dumps({"id": one["id"], "title": one["title"]}, ensure_ascii=False)
        lines.append(f'{head[:-1]}, "sections": [\n{sections}\n]}}')
    return "[\n" + ",\n".join(lines) + "\n]\n"


def anchor(chapter: str, title: str = "") -> str:
    """Where a section of a chapter is on the page: ``inequality-concentration``."""
    name = "atlas" if chapter == FIRST else chapter
    words = _NOT_IN_ANCHOR.sub("", title.lower()).replace(" ", "-")
    return f"{name}-{words}" if words else name


def without_files(said: str) -> str:
    """A paragraph without the sentences and brackets that name a file; "" where nothing is left."""
    said = _BRACKET.sub("", _ELSEWHERE.sub("`elsewhere/`", said))
    kept = [one for one in _SENTENCE.split(said) if not re.search(_FILE, one)]
    left = " ".join(kept).strip()
    return "" if _LEAD.fullmatch(left) and left != said.strip() else left


def _line(part: dict[str, Any]) -> str:
    return json.dumps(part, ensure_ascii=False)


def _chapter(path: Path) -> dict[str, Any]:
    tokens = READER.parse(path.read_text("utf-8"))
    chapter: dict[str, Any] = {"id": anchor(path.stem), "sections": []}
    section = _section(path.stem, "", 2)
    into = "plain"
    for node in SyntaxTreeNode(list(_for_readers(tokens))):
        if node.type == "heading" and node.tag == "h1":
            chapter["title"] = _words(node)
        elif node.type == "heading":
            chapter["sections"].append(section)
            section, into = _section(path.stem, _words(node), int(node.tag[1])), "plain"
        elif node.type == "html_block":
            into = "more" if node.content.strip() == WORKED_OUT else into
        # The list of chapters itself: the page has its contents.
        elif not (path.stem == FIRST and node.type == "table" and not chapter["sections"]):
            made = _Markup(path.stem).of(node)
            section[into] += [made] if made not in _NOTHING else []
    chapter["sections"].append(section)
    chapter["sections"] = [s for s in chapter["sections"] if s["title"] or s["plain"] or s["more"]]
    return chapter


def _section(chapter: str, title: str, level: int) -> dict[str, Any]:
    made = anchor(chapter, title)
    return {"id": made, "title": title, "level": level, "plain": [], "more": []}


def _words(node: SyntaxTreeNode) -> str:
    """The text of a heading."""
    return "".join(child.content for child in node.walk() if child.type in ("text", "code_inline"))


def _for_readers(tokens: list[Token]) -> Iterator[Token]:
    """Without programs, the words that lead to them, and what names files."""
    for place, token in enumerate(tokens):
        if token.type == "fence" and token.info:
            continue
        if token.type == "inline":
            said = without_files(token.content)
            following = next(iter(tokens[place + 2 :]), None)
            if following and following.type == "fence" and following.info:
                said = _LEADS_ON.sub("", said)
            token.children = READER.parseInline(said)[0].children
        yield token


# Parts whose tag is called otherwise than they are.
_TAGS = {"paragraph": "p", "bullet_list": "ul", "ordered_list": "ol", "list_item": "li"}
# What is left of a part that named files only.
_NOTHING = (["p", {}], ["li", {}])


class _Markup:
    """Plain markup of a chapter's parts."""

    def __init__(self, chapter: str) -> None:
        self._chapter = chapter

    def of(self, node: SyntaxTreeNode) -> Any:
        """One part; text as text."""
        if node.type in ("text", "softbreak"):
            return " " if node.type == "softbreak" else node.content
        if node.type == "code_inline":
            return ["code", {"class": "text-reset"}, node.content]
        if node.type in ("fence", "code_block"):
            return ["pre", {"class": "formula", "tabindex": "0"}, node.content.rstrip("\n")]
        inner = self._inner(node)
        if node.type == "table":
            return [
                "div",
                {"class": "table-responsive", "tabindex": "0"},
                ["table", {"class": "table"}, *inner],
            ]
        if node.type in ("th", "td"):
            numeric = "right" in str(node.attrs.get("style", ""))
            given = {"class": "number"} if numeric else {}
            return [node.type, given | ({"scope": "col"} if node.type == "th" else {}), *inner]
        if node.type == "link":
            return ["a", {"href": self._address(str(node.attrs["href"]))}, *inner]
        return [_TAGS.get(node.type, node.type), {}, *inner]

    def _inner(self, node: SyntaxTreeNode) -> list[Any]:
        """What is in it: tight lists without paragraphs, nothing of what names files only."""
        found: list[Any] = []
        for child in node.children:
            if child.type == "inline" or (child.type == "paragraph" and child.hidden):
                found += self._inner(child)
            elif child.type not in ("html_block", "html_inline"):
                made = self.of(child)
                found += [made] if made and made not in _NOTHING else []
        return found

    def _address(self, href: str) -> str:
        """Into another chapter, within this one, or to somebody else's page."""
        file, _, there = href.partition("#")
        if "://" in href:
            return href
        chapter = file.removesuffix(".md") or self._chapter
        return f"#{anchor(chapter)}-{there}" if there else f"#{anchor(chapter)}"


if __name__ == "__main__":
    MADE.write_text(text(), encoding="utf-8")
    sys.stdout.write(f"{MADE.relative_to(REPOSITORY)} is made anew.\n")
