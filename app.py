"""The entry: builds the app, warms it, exposes ``server`` for gunicorn.

``python app.py`` serves it for development; ``make run`` serves it as it is deployed.
"""

import os
import sys

from dashboard.application import START_ERRORS, create_app
from dashboard.config import from_environment

try:
    app = create_app(from_environment())
except START_ERRORS as error:
    sys.exit(f"Seldom Heard cannot start: {error}")

server = app.server
# Dash finishes setting itself up on its first request: make that ours, before workers are forked.
server.test_client().get("/")

if __name__ == "__main__":
    app.run(host=os.environ.get("HOST") or "127.0.0.1", port=int(os.environ.get("PORT") or 8050))
