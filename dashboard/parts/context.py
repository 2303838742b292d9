"""What every page is given: the settings, the atlas, and the browser's files."""

from dataclasses import dataclass

from dashboard.settings.config import Config
from dashboard.web.browser_files import BrowserFiles
from layers.atlas import Atlas
from workspace.database import Workspace


@dataclass(frozen=True)
class Context:
    """Shared by all pages, never changed.

    Attributes
    ----------
    workspace
        Where plans are kept; None where they are not.
    plans_why_not
        Why they are not, in a sentence for people.
    """

    config: Config
    atlas: Atlas
    files: BrowserFiles
    workspace: Workspace | None = None
    plans_why_not: str = ""
