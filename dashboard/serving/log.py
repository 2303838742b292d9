"""gunicorn's log and the app's, both as JSON; requests are logged by the app, not by gunicorn."""

import logging
import sys
from typing import Any

from gunicorn.glogging import Logger

from dashboard.web.log_lines import JsonLines


class Lines(Logger):
    """What gunicorn is given as its logger."""

    def setup(self, cfg: Any) -> None:  # noqa: D102
        super().setup(cfg)
        form = JsonLines()
        for handler in self.error_log.handlers:
            handler.setFormatter(form)
        requests = logging.StreamHandler(sys.stdout)
        requests.setFormatter(form)
        ours = logging.getLogger("seldom_heard")
        ours.handlers, ours.propagate = [requests], False
        ours.setLevel(logging.INFO)
        # Tornado tells of every client that sends nonsense, and quotes it.
        logging.getLogger("tornado").setLevel(logging.CRITICAL)

    def access(self, *_: Any) -> None:  # noqa: D102
        pass
