"""How to cite a package: its own figures and publications, and the page with it chosen."""

from dataclasses import replace
from datetime import date

from dashboard.parts.address import query_of
from dashboard.parts.citation import Citation, cited
from dashboard.take.packages import USUAL, Package
from dashboard.take.publications import sources
from dashboard.take.texts import say
from layers.atlas import Atlas
from layers.own.own_layer import PREFIX
from layers.own.saved_form import digest_of


def cite(atlas: Atlas, package: Package, page: str, day: date) -> Citation:
    """How to cite it: see :func:`dashboard.parts.citation.cited`.

    Parameters
    ----------
    page
        The whole address of the page "Take ours".
    """
    size = len(package.indicators), len(sources(atlas, package))
    if package.name == USUAL:
        return cited(atlas, page, day, size=size)
    part = say("packages", "own_part") if package.own else package.label
    how = cited(atlas, f"{page}{query_of({'p': package.name})}", day, part, size)
    return _own(atlas, package, how) if package.own else how


def _own(atlas: Atlas, package: Package, how: Citation) -> Citation:
    """The same of figures that people brought: they are of those whom they name as their source,
    and told from others by their own digest, since the snapshot's says nothing of them."""
    names = {one["id"]: one["publisher"] for one in atlas.manifest["sources"]}
    authors = dict.fromkeys(names[atlas.indicators[one].source] for one in package.indicators)
    # The id of a layer follows from all that it holds.
    ids = [one.removeprefix(PREFIX) for one in package.indicators]
    edition = ids[0] if len(ids) == 1 else digest_of(" ".join(ids).encode())
    return replace(how, edition=edition, authors=tuple(authors), ground=how.edition)
