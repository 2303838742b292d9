"""File names: what, where, when; plain letters, digits and hyphens only."""

import re
import unicodedata

_LONGEST = 60


def slug(text: str) -> str:
    """Lower case, without accents, signs and spaces; cut between words if long."""
    plain = unicodedata.normalize("NFKD", text.replace("&", " and "))
    ascii_only = plain.encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", ascii_only.replace("'", ""))
    found = ""
    for word in words:
        longer = f"{found}-{word}" if found else word
        if len(longer) > _LONGEST:
            break
        found = longer
    return found
