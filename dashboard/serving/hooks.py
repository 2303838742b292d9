"""What gunicorn calls as processes come and go: each worker gets a row to count in."""

from typing import Any


def pre_fork(arbiter: Any, worker: Any) -> None:
    """Before a worker is forked."""
    if metrics := _metrics(arbiter):
        metrics.take_row(worker.age)


def post_fork(arbiter: Any, worker: Any) -> None:
    """In the new worker."""
    if metrics := _metrics(arbiter):
        metrics.began()


def child_exit(arbiter: Any, worker: Any) -> None:
    """When a worker has ended, in whatever way."""
    if metrics := _metrics(arbiter):
        metrics.free_row(worker.age)


def _metrics(arbiter: Any) -> Any:
    return getattr(arbiter.app.wsgi(), "extensions", {}).get("metrics")
