"""Bootstrap's own styles, which come before ours: a file of its release, in ``assets/vendor``."""

from pathlib import Path

from dashboard.web.browser_files import digest_of

FILE = Path(__file__).parents[2] / "assets" / "vendor" / "bootstrap" / "bootstrap.min.css"


def address() -> str:
    """Where the browser finds the styles; named by their content, so that it may keep them."""
    return f"/assets/vendor/bootstrap/{FILE.name}?m={digest_of(FILE.read_bytes())}"
