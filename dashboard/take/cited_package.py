"""How to cite a package: its own figures and publications, and the page with it chosen."""

from datetime import date

from dashboard.parts.address import query_of
from dashboard.parts.citation import Citation, cited
from dashboard.take.packages import USUAL, Package
from dashboard.take.publications import sources
from dashboard.take.texts import say
from layers.atlas import Atlas


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
    return cited(atlas, f"{page}{query_of({'p': package.name})}", day, part, size)
