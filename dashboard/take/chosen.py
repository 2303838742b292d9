"""What is said of a choice: what is in its files, how large, how to cite it, whom to name."""

from collections.abc import Iterator
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.files.about import LICENCE_ADDRESSES, thanks
from dashboard.parts import links
from dashboard.parts.attributes import data
from dashboard.parts.copied import copy_button
from dashboard.take import publications
from dashboard.take.cited_package import cite
from dashboard.take.packages import PACKAGE, WORKBOOK, Package, address, formats
from dashboard.take.sizes import package_bytes
from dashboard.take.texts import one_or_many, say
from dashboard.wording import number_text
from layers.atlas import Atlas

_MEGA = 1_000_000
_WAYS = ("text", "bibtex", "ris")


def shown(atlas: Atlas, package: Package, page: str, day: date) -> list[Component]:
    """All of it, below the choice.

    Parameters
    ----------
    page
        The whole address of the page, which citations name.
    day
        On which it is read.
    """
    number = len(package.indicators)
    return [
        html.H2(package.label, className="fs-4 mt-3"),
        html.P(
            one_or_many("page", "holds", number, indicators=number, about=package.about),
            className="mb-3",
        ),
        html.Div(
            list(_files(atlas, package)), className="d-flex flex-wrap align-items-center gap-2"
        ),
        html.P(id="handover-status", role="status", className="m-0 mt-2"),
        *_inside(package),
        *_citations(atlas, package, page, day),
        *_licences(atlas, package),
    ]


def _files(atlas: Atlas, package: Package) -> Iterator[Component]:
    size = _size(package_bytes(atlas, package))
    said = {
        PACKAGE: (say("page", "package", size=size), "btn-primary"),
        WORKBOOK: (say("page", "workbook"), "btn-plain"),
    }
    for ending in formats(package):
        label, look = said[ending]
        yield html.A(
            label,
            href=links.to(address(package, ending)),
            download="",
            className=f"btn {look}",
            **data(file=say("page", f"{ending}_what", label=package.label)),
        )


def _size(number: float) -> str:
    return say("page", "size", size=number_text.count(max(round(number / _MEGA), 1)))


def _inside(package: Package) -> list[Component]:
    names = ["figures", "dictionary", "map", *(["practices"] if package.practices else [])]
    names += ["words", "proof", *(["workbook"] if package.theme else [])]
    return [
        html.H3(say("inside", "title"), className="fs-5 mt-4"),
        html.Ul([html.Li(say("inside", name)) for name in names]),
    ]


def _citations(atlas: Atlas, package: Package, page: str, day: date) -> list[Component]:
    how = cite(atlas, package, page, day)
    texts = dict(zip(_WAYS, (how.text(), how.bibtex(), how.ris()), strict=True))
    edition = say(
        "cite",
        "own_edition" if package.own else "edition",
        edition=how.edition,
        ground=how.ground,
        version=how.version,
    )
    return [
        html.H3(say("cite", "title"), className="fs-5 mt-4"),
        html.P(f"{say('cite', 'about')} {edition}"),
        *(_to_copy(name, text) for name, text in texts.items()),
    ]


def _to_copy(name: str, text: str) -> Component:
    of = f"cite-{name}"
    holds = html.Pre if "\n" in text else html.P
    return html.Div(
        [
            html.Div(
                [
                    html.H4(say("cite", name), className="fs-6 m-0"),
                    copy_button(of, say("cite", f"copy_{name}")),
                ],
                className="d-flex flex-wrap align-items-center justify-content-between gap-2",
            ),
            holds(text, id=of, className="m-0 mt-2 text-break", style={"whiteSpace": "pre-wrap"}),
        ],
        className="panel border p-3 mb-3",
    )


def _licences(atlas: Atlas, package: Package) -> list[Component]:
    sources = [source for source, _ in publications.sources(atlas, package)]
    other = [one["publisher"] for one in sources if one["licence"] not in LICENCE_ADDRESSES]
    lines = dict.fromkeys(thanks([one["attribution"]]) for one in sources)
    said = [say("licence", "about")]
    if other:
        said.append(say("licence", "others", others=", ".join(dict.fromkeys(other))))
    number = len(sources)
    return [
        html.H3(say("licence", "title"), className="fs-5 mt-4"),
        html.P(" ".join(said)),
        html.Details(
            [
                html.Summary(one_or_many("licence", "names", number, number=number)),
                html.Ul([html.Li(line) for line in lines]),
            ],
            className="section",
        ),
    ]
