"""What is said wherever figures that somebody brought are used: what to mind of them."""

from collections.abc import Iterable

from dashboard.files.table import name_of
from dashboard.parts.control_labels import labels
from dashboard.web.atlas_of_request import only_carried
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator


def own_notes(atlas: Atlas, definitions: Iterable[Indicator], link: str = "") -> list[str]:
    """Of each figure that somebody brought: what to mind, and how it was protected.

    Parameters
    ----------
    link
        The address that stands beside it, if one does: it does not hold those that nothing keeps.
    """
    caveats = atlas.catalogue.caveats
    own = [one for one in definitions if one.is_own]
    notes = [
        " ".join([f"{name_of(one)}:", *(caveats[name] for name in one.caveats), one.disclosure])
        for one in own
    ]
    lacks = link and only_carried() & {one.id for one in own}
    return [*notes, *([labels()["shared"]["lacks_own"]] if lacks else [])]
