"""All of the server's manners, put around an app in the one order that works."""

from dash import Dash

from dashboard.config import Config
from dashboard.web.access import add_access, settle
from dashboard.web.addresses import add_addresses
from dashboard.web.body import Body
from dashboard.web.callbacks import add_callback_check
from dashboard.web.errors import add_errors
from dashboard.web.headers import add_caching, security_headers
from dashboard.web.health import add_health
from dashboard.web.limits import add_limits
from dashboard.web.metrics import Metrics
from dashboard.web.origins import add_origins
from dashboard.web.watch import Watch
from layers.atlas import Atlas


def add_door(app: Dash, config: Config, atlas: Atlas) -> None:
    """Health, access, limits, errors, headers, logs and metrics, for every route there is."""
    server, metrics = app.server, Metrics()
    server.extensions["metrics"] = metrics  # where gunicorn's hooks find it
    add_health(server, config, atlas, metrics)
    # First who it is, then how much, then what: nobody outside is told more than that.
    add_access(server, config)
    add_limits(server, config)
    add_origins(server)
    add_addresses(app)
    add_callback_check(app)
    add_errors(app)
    add_caching(server, config)
    inner = server.wsgi_app

    def settled(environ, start_response):  # type: ignore[no-untyped-def]
        settle(environ, config)
        environ["wsgi.input"] = Body(environ["wsgi.input"])
        return inner(environ, start_response)

    headers = security_headers(app, config)
    server.wsgi_app = Watch(settled, headers, metrics, config.access_log)  # type: ignore[method-assign]
