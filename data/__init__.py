"""The way from official publications to the snapshot: fetch, read, build and check."""

import os

# The matrices of a build are small: on a busy machine several threads take far longer over them
# than one. Read by numpy when it is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
