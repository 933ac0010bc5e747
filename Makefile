# The menu. Everything runs in .venv: on first use with what building needs, and on first test with the tools for it.
.PHONY: build serve test check bench screens schema setup tools browser servers lock clean
.DEFAULT_GOAL := build

PYTHON ?= python3
BIN := .venv/bin
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
READY := .venv/.ready
TOOLS := .venv/.tools
export PYTHONDONTWRITEBYTECODE := # tests start the program hundreds of times: what was compiled once is kept
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile # what is imported is compiled then
LOCK := uvx --from uv uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet

setup: $(READY) ## the virtual environment, with what building needs
tools: $(TOOLS) ## the tools for testing, into the same

$(READY): requirements-setup.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(INSTALL) --require-hashes --requirement requirements-setup.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

$(TOOLS): requirements-test.lock $(READY)
	$(INSTALL) --require-hashes --requirement requirements-test.lock
	touch $@

build: $(READY) ## the demo cluster, a copy whose consultations are moved to these weeks, into build/demo/build/public
	$(BIN)/python -m tests.demo build/demo
	$(BIN)/wangqun -C build/demo build --jobs $(JOBS)

serve: $(READY) ## preview at http://127.0.0.1:8000/
	$(BIN)/wangqun serve

check: $(READY) ## as build, without publishing; any finding fails
	$(BIN)/wangqun check --strict --jobs $(JOBS)

test: $(TOOLS) browser servers ## everything: style, types, contracts, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	TMPDIR=$$(sh tests/scratch.sh) $(BIN)/python -m pytest -n $(JOBS)

browser: ## Chromium, Node and a Chinese font for the browser tests, where we may install them
	@sh tests/browser/install.sh

servers: ## nginx, Caddy and rsync for the server tests, where we may install them
	@sh tests/deploy/install.sh

bench: $(TOOLS) browser ## against stock Pelican, Hugo and Pagefind: make bench [ONLY=checks|cluster|dask|dialects|edits|law|pages|people|scale|search] [LARGE=1] [EDITS=2000] [SEED=1]
	$(INSTALL) 'hugo>=0.145' 'pagefind[extended]>=1.5'
	$(BIN)/python -m tests.bench $(if $(ONLY),--only $(ONLY)) $(if $(LARGE),--large) $(if $(EDITS),--edits $(EDITS)) $(if $(SEED),--seed $(SEED))

screens: $(TOOLS) browser ## sixteen key pages of the demo as pictures, into build/reports/screens
	$(BIN)/python -m tests.bench.screens

schema: $(TOOLS) ## JSON Schema for editors, and the reference pages made from the code
	$(BIN)/wangqun schema --out docs/schema
	$(BIN)/python -m tests.docs

lock: ## the three locks anew from pyproject.toml: to run (in the wheel too), to set up a checkout, to test
	$(LOCK) --output-file requirements.lock
	$(LOCK) --extra setup --constraint requirements.lock --output-file requirements-setup.lock
	$(LOCK) --extra setup --extra test --extra dask --constraint requirements-setup.lock --output-file requirements-test.lock

clean: ## build output and the virtual environment
	rm -rf .venv build/demo build/public build/releases build/search build/manifests build/cache build/stock build/reports
