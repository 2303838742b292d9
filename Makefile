# Seldom Heard: the everyday commands. `make` on its own lists them.
# Needs: make, bash, Python 3.11 to 3.14 with venv (Debian, Ubuntu: apt-get install make python3-venv).

SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

HOST ?= 127.0.0.1
PORT ?= 8050
SOURCES ?= ../shared/sources
BROWSER_TESTS ?= auto
PROXY_TESTS ?= auto
POSTGRES_TESTS ?= auto
ARGS ?=
UPGRADE ?=
export HOST PORT SOURCES BROWSER_TESTS PROXY_TESTS POSTGRES_TESTS UPGRADE

PY := .venv/bin/python

.PHONY: help run test lint format build requirements audit licences sbom test-image load clean

help: ## List these commands
	@echo "Seldom Heard, the South Yorkshire health inequalities atlas"
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo
	@echo "Settings go on the line or in the environment: make run PORT=9000, make test ARGS='-k profile'"

run: ## Serve the atlas at http://localhost:8050 (HOST, PORT)
	@scripts/ensure-venv requirements.txt
	@echo "Seldom Heard: http://$(if $(filter 127.0.0.1 0.0.0.0 :: [::],$(HOST)),localhost,$(if $(findstring :,$(HOST)),[$(patsubst [%],%,$(HOST))],$(HOST))):$(PORT)   (Ctrl+C stops it)"
	@exec $(PY) -m dashboard

test: ## Run the tests, in a browser too (ARGS for pytest, BROWSER_TESTS=auto|required|no)
	@scripts/ensure-venv requirements-dev.txt
	@scripts/test $(ARGS)

lint: ## Check style, formatting and types
	@scripts/ensure-venv requirements-dev.txt
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy layers data workspace dashboard
	scripts/lint-js
	.venv/bin/hadolint Dockerfile

format: ## Rewrite the code in the house format, and apply the safe fixes
	@scripts/ensure-venv requirements-dev.txt
	$(PY) -m ruff check --fix-only .
	$(PY) -m ruff format .
	scripts/lint-js --write

build: ## Rebuild data/snapshot from the publications (SOURCES, ARGS='--districts ...')
	@scripts/ensure-venv requirements-build.txt
	$(PY) -m data build --sources "$(SOURCES)" $(ARGS)

requirements: ## Compile requirements*.txt from requirements*.in (UPGRADE=1 takes newer versions)
	@scripts/ensure-venv requirements-dev.txt
	@scripts/compile-requirements

audit: ## Look for known vulnerabilities in what the atlas ships (says so where it cannot)
	@scripts/ensure-venv requirements-dev.txt
	@$(PY) scripts/audit.py

licences: ## List the licences of what the atlas ships; fails for one that is not allowed
	@scripts/ensure-venv requirements-dev.txt
	@scripts/licences

sbom: ## Write sbom.json, the list of parts in CycloneDX form
	@scripts/ensure-venv requirements-dev.txt
	@$(PY) -m cyclonedx_py requirements requirements.txt --output-reproducible --output-file sbom.json
	@echo "sbom.json: $$(grep -c '"purl"' sbom.json) packages"

test-image: ## Build and prove the container image without Docker (root on Debian or Ubuntu)
	@scripts/ensure-venv requirements-dev.txt
	@CHROMIUM=$$(scripts/ensure-chromium) $(PY) scripts/test_image.py

load: ## 200 people at once for ten minutes, a killed worker, the tutorial form (ARGS)
	@scripts/ensure-venv requirements-dev.txt
	@$(PY) -m benchmarks.load $(ARGS)

clean: ## Remove .venv and every cache; the snapshot stays
	rm -rf .venv node_modules .pytest_cache .ruff_cache .mypy_cache .hypothesis test-results
	find . -path ./.git -prune -o -type d -name __pycache__ -exec rm -rf {} +
