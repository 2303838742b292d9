"""Which release of the atlas runs: the image says it (``Dockerfile``)."""

import os

NAME = "ATLAS_VERSION"


def release() -> str:
    """The release as the image was built with it; ``unreleased`` where nobody said one."""
    return os.environ.get(NAME) or "unreleased"
