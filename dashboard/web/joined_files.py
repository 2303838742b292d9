"""Programs and styles that every page has, as one file of each.

A request costs more than its bytes: half a kilobyte of headers, and a turn among six where the
connection is not HTTP/2. Programs that fetch parts of themselves stay alone: they look for them
beside the file that they came in.
"""

import re
from collections.abc import Callable

from dashboard.web.browser_files import BrowserFiles

# By a part of the address. React comes first in a page, as all others need it.
_TOGETHER = re.compile(
    r"/dash/deps/|/dash/dash-renderer/|/dash_core_components-shared|/dash/html/"
    r"|/dash_bootstrap_components/|^/assets/"
)
# Dash looks for its renderer's name in a page before it sends it.
PROGRAMS = "dash-renderer-and-others"
_SCRIPT = re.compile(r'<script src="([^"]+)"></script>')
_STYLE = re.compile(r'<link rel="stylesheet" href="(/assets/[^"]+)">')


class JoinedFiles:
    """One file of the programs of the pages, and one of their styles; made for the first page.

    Parameters
    ----------
    files
        Takes them in.
    read
        What an address brings.
    """

    def __init__(self, files: BrowserFiles, read: Callable[[str], bytes]) -> None:
        self._files = files
        self._read = read
        self._made: dict[str, str] = {}

    def scripts(self, tags: str) -> str:
        """Script tags, with one in the place of the first of those that are joined.

        Between programs stands a semicolon, should one end without.
        """
        those = [one for one in _SCRIPT.findall(tags) if _TOGETHER.search(one)]
        address = self._address(PROGRAMS, "js", those, b";\n")
        whole = f'<script src="{address}"></script>'
        for number, one in enumerate(those):
            tags = tags.replace(f'<script src="{one}"></script>', "" if number else whole)
        return tags

    def styles(self, tags: str) -> str:
        """Links to styles, with one instead of those of ``assets``."""
        address = self._address("styles", "css", _STYLE.findall(tags), b"\n")
        return f'<link rel="stylesheet" href="{address}">' + _STYLE.sub("", tags)

    def _address(self, name: str, ending: str, addresses: list[str], between: bytes) -> str:
        key = " ".join([name, *addresses])
        if key not in self._made:
            content = between.join(self._read(address) for address in addresses)
            self._made[key] = self._files.add(name, content, ending)
        return self._made[key]
