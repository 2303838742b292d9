# One container, no outside call at run time. docs/deploy.md says how to build, move and run it.
# Both stages must be the same image: the virtual environment points at its interpreter.
# Every pinned package has a wheel for Python 3.13 on amd64 and arm64: no compiler is needed.
# With its digest (of all platforms): what was tested is what is built. docs/deploy.md says how to
# take a newer one.
ARG PYTHON_IMAGE=python:3.13.16-slim-bookworm@sha256:a1165e272e578941b84abc79e4ab38a0305cd12803a5c4247979ac7655f4d641

FROM ${PYTHON_IMAGE} AS builder
# The address of a package mirror, where the network has one; empty means pip's default. The hashes
# in requirements.txt hold either way. It stays in this stage.
ARG PIP_INDEX_URL=
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_NO_CACHE_DIR=1

COPY requirements.txt requirements-unused.txt /tmp/
# Without pip inside: nothing is installed in a running container.
RUN python -m venv --without-pip /opt/venv \
 && python -m pip --python /opt/venv/bin/python install --quiet --no-compile \
      --require-hashes --only-binary=:all: --requirement /tmp/requirements.txt \
    # What others' packages ask for and the atlas never imports: a third of them, an HTTP client too.
 && python -m pip --python /opt/venv/bin/python uninstall --quiet --yes \
      --requirement /tmp/requirements-unused.txt \
    # The libraries' own tests and C headers: a good 100 MB that a server never opens.
 && find /opt/venv/lib/python3*/site-packages/numpy \
         /opt/venv/lib/python3*/site-packages/pandas \
         /opt/venv/lib/python3*/site-packages/pyarrow \
         /opt/venv/lib/python3*/site-packages/geopandas \
         /opt/venv/lib/python3*/site-packages/pyogrio \
         /opt/venv/lib/python3*/site-packages/shapely \
         -depth -type d \( -name tests -o -name include \) -exec rm -rf {} + \
    # Compiled here once, since the running container cannot write; unchecked-hash: whatever the
    # dates of the copied files.
 && python -m compileall -q -j 0 --invalidation-mode unchecked-hash /opt/venv/lib

WORKDIR /app
COPY app.py gunicorn.conf.py ./
COPY layers layers
COPY workspace workspace
COPY dashboard dashboard
COPY assets assets
COPY scripts/healthcheck.py scripts/healthcheck.py
# What the app reads, not the readers that made it.
COPY data/snapshot data/snapshot
COPY LICENSE LICENSE-DATA.md ./
RUN python -m compileall -q --invalidation-mode unchecked-hash /app \
    # Readable by any user, whatever the umask of the checkout.
 && chmod -R a+rX /app

FROM ${PYTHON_IMAGE}
ARG VERSION=unreleased
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Seldom Heard" \
      org.opencontainers.image.description="The South Yorkshire health inequalities atlas" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.vendor="Seldom Heard contributors" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

# A fixed number, so that a host or a cluster can name this user in its own rules.
RUN groupadd --gid 10001 atlas \
 && useradd --uid 10001 --gid atlas --no-create-home --home-dir /nonexistent \
      --shell /usr/sbin/nologin atlas \
    # Where a volume for plans belongs: a new one takes this owner over.
 && install --directory --owner=10001 --group=10001 --mode=0700 /workspace

COPY --from=builder /opt/venv /opt/venv
COPY --from=builder /app /app

ENV PATH=/opt/venv/bin:$PATH \
    # What the Methods page says in "How to cite".
    ATLAS_VERSION=${VERSION} \
    # The root file system may be read-only; the bytecode is there already.
    PYTHONDONTWRITEBYTECODE=1 \
    # Messages appear when they are written.
    PYTHONUNBUFFERED=1 \
    # Without a volume, plans would be gone with the container: off until there is one.
    WORKSPACE=off \
    # Every address inside the container; what is reachable from outside is up to who runs it.
    HOST=0.0.0.0 \
    PORT=8050

WORKDIR /app
USER 10001:10001
EXPOSE 8050
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["python", "scripts/healthcheck.py"]
STOPSIGNAL SIGTERM
# Checks the settings, then becomes gunicorn, which reads gunicorn.conf.py from the working directory.
ENTRYPOINT ["python", "-m", "dashboard"]
