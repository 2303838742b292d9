"""How the server runs. gunicorn reads this file by itself from the working directory.

Settings come from the environment (docs/deploy.md lists them); every line says why.
"""

import contextlib
import ctypes
import os
from pathlib import Path

# One thread per process for linear algebra and Parquet: the tables are small, and otherwise every
# worker starts a thread for each processor of the host. Before numpy is imported, hence here.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

# Two arenas of memory for all threads together: by default glibc gives nearly each its own, and
# every one keeps what the largest export on it once needed. Other C libraries have no such thing.
with contextlib.suppress(AttributeError, OSError):
    ctypes.CDLL(None).mallopt(-8, 2)  # M_ARENA_MAX
    # Blocks from 1 MB go back to the system as soon as they are free. glibc would raise this bound
    # to the largest block that was ever freed, such as an upload, and keep those after it.
    ctypes.CDLL(None).mallopt(-3, 1 << 20)  # M_MMAP_THRESHOLD

# After the lines above, which must be first. Settings are checked here, all of them, before it
# listens, and what should be known of them at the start is said by the first process; rows of
# metrics are given to the workers as they come and go.
from dashboard.serving.hooks import child_exit, post_fork, pre_fork  # noqa: F401
from dashboard.settings.start import listening, when_ready  # noqa: F401

# The Flask server that app.py exposes.
wsgi_app = "app:server"

# HOST and PORT: this machine only, unless told otherwise; a container sets HOST=0.0.0.0.
# WEB_CONCURRENCY: two processes; one long computation does not hold up everybody, and one may
# restart.
bind, workers = listening()

# Ours: Tornado in each process, which needs no thread for a slow client; dashboard/serving.
worker_class = "dashboard.serving.worker.AtlasWorker"

# Load once, then fork: the workers share the snapshot's memory, and no first visitor meets a
# half-registered app (Dash issue 3971).
preload_app = True

# A worker silent for this long is replaced; the slowest computation takes a few seconds.
timeout = 60

# On stop or reload, running requests get this long to finish; below most orchestrators' 30 s.
graceful_timeout = 25

# Never recycle workers by count: nothing accumulates, and a fresh worker would share less memory.
max_requests = 0

# Heartbeat files in memory: on a disk, a slow write can look like a dead worker.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None

# No control socket: nobody uses it, and a read-only container has no home directory to put it in.
control_socket_disable = True

# JSON, a line each: messages and errors of the server to the error stream, requests and exports to
# standard output (ACCESS_LOG=off leaves the exports), where the container or the service manager
# keeps them.
logger_class = "dashboard.serving.log.Lines"
errorlog = "-"
