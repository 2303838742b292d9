"""How to cite the atlas: the sentence, from which others find the same figures again."""

from datetime import date

from dashboard.methods.texts import say
from dashboard.settings.release import release
from dashboard.wording import number_text
from layers import Atlas

# Of the manifest's SHA-256: enough to tell any two snapshots apart.
DIGITS = 12


def citation(atlas: Atlas, address: str, day: date) -> str:
    """The sentence to cite the atlas by.

    Parameters
    ----------
    atlas
        The atlas; the digest of its snapshot's manifest tells its figures from all others.
    address
        Where the atlas is read.
    day
        When.
    """
    return say(
        "citation",
        name=atlas.name,
        version=release(),
        digest=atlas.manifest["digest"][:DIGITS],
        indicators=number_text.count(len(atlas.indicators)),
        publications=number_text.count(len(atlas.manifest["sources"])),
        date=f"{day.day} {day:%B %Y}",
        address=address,
    )
