"""The view and its address: what is looked at, to and from the page's query string.

The address owns the view. Whatever a person chooses goes into it, and everything on the page
follows from it, so that back, forward, reload and a pasted link show the same thing again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from layers.atlas import Atlas

DEFAULT_INDICATOR = "imd_decile"
MOST_SELECTED = 200


@dataclass(frozen=True)
class ViewState:
    """What is looked at.

    Attributes
    ----------
    indicator
        Id of the indicator on the map.
    districts
        Codes of the districts that the view is limited to; none means all of them.
    practice
        Code of the practice whose patients' areas the view is limited to, or ``""``.
    selected
        Codes of the selected areas, in the order of selection.
    """

    indicator: str = DEFAULT_INDICATOR
    districts: tuple[str, ...] = ()
    practice: str = ""
    selected: tuple[str, ...] = ()

    def query(self) -> str:
        """The query string, with a leading ``?`` unless it is empty; defaults are left out."""
        pairs = {
            "i": "" if self.indicator == DEFAULT_INDICATOR else self.indicator,
            "d": ".".join(self.districts),
            "p": self.practice,
            "s": ".".join(self.selected),
        }
        text = urlencode({key: value for key, value in pairs.items() if value})
        return f"?{text}" if text else ""


@dataclass(frozen=True)
class Reading:
    """A view read from an address, and sentences about what in it could not be used."""

    view: ViewState
    ignored: tuple[str, ...] = field(default=())


def read_query(query: str, atlas: Atlas) -> Reading:
    """Read a query string; whatever is unknown or hostile is left out and said.

    Parameters
    ----------
    query
        As in the address, with or without the ``?``.
    atlas
        What the ids and codes must be in.
    """
    ignored: list[str] = []
    found: dict[str, str] = {}
    try:
        pairs = parse_qsl(query.removeprefix("?"), max_num_fields=50)
    except ValueError:
        return Reading(ViewState(), ("The link had too many parts, so it was not read.",))
    for key, value in pairs:
        if key not in ("i", "d", "p", "s"):
            ignored.append(f"“{_short(key)}” in the link is not known.")
        elif key in found:
            ignored.append(f"“{_short(key)}” stands twice in the link; the first was used.")
        else:
            found[key] = value

    indicator = found.get("i", DEFAULT_INDICATOR)
    if indicator not in atlas.indicators:
        ignored.append(f"There is no indicator called “{_short(indicator)}”.")
        indicator = DEFAULT_INDICATOR
    practice = found.get("p", "")
    if practice and practice not in atlas.practices.index:
        ignored.append(f"There is no practice with the code “{_short(practice)}”.")
        practice = ""
    districts = _known(found.get("d", ""), atlas.districts, "district", ignored)
    selected = _known(found.get("s", ""), atlas.areas.index, "area", ignored)
    if len(selected) > MOST_SELECTED:
        ignored.append(f"Only the first {MOST_SELECTED} selected areas were kept.")
        selected = selected[:MOST_SELECTED]
    return Reading(ViewState(indicator, districts, practice, selected), tuple(ignored))


def _known(
    text: str, codes: Mapping[str, str] | Iterable[str], what: str, ignored: list[str]
) -> tuple[str, ...]:
    """The codes of a dotted list that exist, each once."""
    given = [code for code in dict.fromkeys(text.split(".")) if code]
    known = set(codes)
    kept = tuple(code for code in given if code in known)
    lost = [code for code in given if code not in known]
    if lost:
        first = f"“{_short(lost[0])}”" + (f" and {len(lost) - 1} more" if len(lost) > 1 else "")
        ignored.append(f"There is no {what} with the code {first}.")
    return kept


def _short(text: str) -> str:
    """Fit to be shown: no control characters, not long."""
    tidy = "".join(c for c in text if c.isprintable())
    return tidy if len(tidy) <= 40 else f"{tidy[:39]}…"
