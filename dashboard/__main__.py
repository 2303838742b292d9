"""Starts the server: ``python -m dashboard``, and gunicorn's own options after it if there are any.

gunicorn reads ``WEB_CONCURRENCY`` by itself the moment it is imported, before its configuration
file, and ends in a traceback where that is no number. Hence settings are checked before that.
"""

import os

from dashboard.settings.start import checked


def main() -> None:
    """Check the settings, then become gunicorn."""
    os.environ["WEB_CONCURRENCY"] = str(checked().web_concurrency)
    from gunicorn.app.wsgiapp import run

    run(prog="gunicorn")


if __name__ == "__main__":
    main()
