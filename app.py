"""The entry: builds the app, warms it, exposes ``server`` for gunicorn.

``python app.py`` serves it for development; ``make run`` serves it as it is deployed.
"""

import sys

from dashboard.application import START_ERRORS, create_app
from dashboard.settings.config import from_environment
from dashboard.web.middleware import warm

try:
    config = from_environment()
    app = create_app(config)
except START_ERRORS as error:
    sys.exit(f"Seldom Heard cannot start: {error}")

server = app.server
# Dash finishes setting itself up on its first request: make that ours, before workers are forked.
# What the search looks in, which takes a second to put together, is shared by the workers, too.
warm(server, "/", "/find/places?q=s1")

if __name__ == "__main__":
    app.run(host=config.host, port=config.port)
