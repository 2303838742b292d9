"""What every page is given: the settings, the atlas, and the browser's files."""

from dataclasses import dataclass

from dashboard.settings.config import Config
from dashboard.web.browser_files import BrowserFiles
from layers.atlas import Atlas


@dataclass(frozen=True)
class Context:
    """Shared by all pages, never changed."""

    config: Config
    atlas: Atlas
    files: BrowserFiles
