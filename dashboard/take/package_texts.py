"""The texts of a package: what it is and how to read it, licences, how to cite it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.files.about import LICENCES, Lines
from dashboard.parts.citation import Citation
from dashboard.take.packages import Package
from dashboard.take.texts import say
from dashboard.wording import number_text

Source = Mapping[str, Any]


def read_me(
    package: Package, cited: Citation, files: Sequence[Mapping[str, Any]], caveats: Lines
) -> bytes:
    """What the package is, which files it has, how to read them, and what to take care of.

    Parameters
    ----------
    files
        As the package describes them.
    """
    rows = [
        f"| `{one['path']}` | {one['title']} | {number_text.count(one['bytes'])} |" for one in files
    ]
    text = say(
        "read_me",
        "text",
        title=cited.title,
        about=package.about,
        edition=say(
            "read_me",
            "own_edition" if package.own else "edition",
            edition=cited.edition,
            ground=cited.ground,
            version=cited.version,
            address=cited.address,
        ).strip(),
        files="\n".join(rows),
        example=package.indicators[0],
        caveats="\n".join(f"- **{what}**: {said}" for what, said in caveats),
    )
    return text.encode()


def licences(sources: Sequence[Source]) -> bytes:
    """The publications by licence, with the sentences that these ask for."""
    by_licence: dict[str, list[str]] = {}
    for one in sources:
        by_licence.setdefault(one["licence"], []).append(f"- {one['title']}: {one['attribution']}")
    parts = [say("licences", "head")]
    for licence, lines in by_licence.items():
        parts += [f"## {LICENCES.get(licence, licence)}", "\n".join(lines)]
    return ("\n\n".join(parts) + "\n").encode()


def citation_file(cited: Citation, sources: Sequence[Source]) -> bytes:
    """How to cite it, for programs: Citation File Format 1.2.0.

    https://github.com/citation-file-format/citation-file-format
    """
    lines = [
        "cff-version: 1.2.0",
        f"message: {_quoted(say('citation', 'message'))}",
        "type: dataset",
        f"title: {_quoted(cited.title)}",
        f"version: {_quoted(cited.edition)}",
        "authors:",
        *(f"  - name: {_quoted(one)}" for one in cited.authors),
        f"url: {_quoted(cited.address)}",
        "references:",
    ]
    for one in sources:
        lines += [
            "  - type: data",
            f"    title: {_quoted(one['title'])}",
            "    authors:",
            f"      - name: {_quoted(one['publisher'])}",
            *([f"    url: {_quoted(one['landing'])}"] if one["landing"] else []),
            f"    notes: {_quoted(one['attribution'])}",
        ]
    return ("\n".join(lines) + "\n").encode()


def _quoted(text: str) -> str:
    """As YAML in double quotes, which are written as JSON writes its own."""
    return json.dumps(text, ensure_ascii=False)
