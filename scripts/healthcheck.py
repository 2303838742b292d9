"""Is the atlas on this machine answering? Exit status 0 if so: for containers and monitors.

A Dash app answers 200 and its page of HTML for any path it does not know, so the status alone
proves nothing: the answer must not be a page. Asks without any HTTP proxy the environment names.
"""

import os
import sys
import urllib.request

# Listening on every address means on this machine's own too.
OWN = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}

host = os.environ.get("HOST", "").strip().strip("[]")
host = OWN.get(host, host)
if ":" in host:
    host = f"[{host}]"
url = f"http://{host}:{os.environ.get('PORT', '').strip() or '8050'}/healthz"

try:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=4) as answer:
        body = answer.read(64).lstrip()
except OSError as error:
    sys.exit(f"{url}: {error}")
if body.startswith(b"<"):
    sys.exit(f"{url}: answered with a page, not with its health")
