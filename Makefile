# Set up, test, try out. A newer Python: make PYTHON=python3.13 setup

PYTHON ?= python3
PORT ?= 8080

# The tools of the environment; a relative path keeps the folder movable.
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Bytecode now: an account that may not write here would compile everything anew at each start.
COMPILE := $(BIN)/python -m compileall -q bot casework storage

# An environment is up to date when the stamp of its lock file's text is there.
stamp = .venv/.installed-$(1)-$(shell cat $(2) pyproject.toml | cksum | cut -d ' ' -f 1)
RUNNABLE := $(call stamp,run,requirements.lock)
TESTABLE := $(call stamp,test,requirements-dev.lock)

.PHONY: setup test lint demo bench diagrams picture protocol-pages mutate lock migration

setup: $(RUNNABLE)

# Over the cores; at most four, for every program that a test starts wants a place too.
test: lint
	$(BIN)/python -m pytest --numprocesses logical --maxprocesses 4 --dist worksteal

lint: $(TESTABLE)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

demo: $(RUNNABLE)
	$(BIN)/meldmaatje demo --port $(PORT)

bench: $(TESTABLE)
	$(BIN)/python -m benchmarks

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("Meldmaatje needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv

$(RUNNABLE): | $(BIN)/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	$(COMPILE)
	@rm -f .venv/.installed-run-* && touch $@

# What the tests need holds all that the program needs, so this environment can run it too.
$(TESTABLE): | $(BIN)/python
	$(PIP) install --require-hashes -r requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	$(COMPILE)
	@rm -f .venv/.installed-* && touch $@ $(RUNNABLE)

# The README's picture anew, made by the test that walks the demo in a browser.
picture: $(TESTABLE)
	MELDMAATJE_PICTURE=docs/demo.png $(BIN)/python -m pytest -q tests/test_demo.py

# The diagrams in ARCHITECTURE.md anew from the tables of questions.
diagrams: $(TESTABLE)
	$(BIN)/python -m tests.architecture_diagrams

# The pages in docs/protocollen anew from the shipped protocols.
protocol-pages: $(TESTABLE)
	$(BIN)/python -m tests.protocol_pages

# Takes each element out of each shipped protocol in turn and shows what sees it; fails when nothing does.
mutate: $(TESTABLE)
	$(BIN)/python -m tests.mutation

# Both lock files anew from pyproject.toml, with a hash for every file and no word on where they come from.
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links pyproject.toml
lock: $(TESTABLE)
	$(PIP) install uv
	$(LOCK) --extra build --output-file requirements.lock
	$(LOCK) --extra build --extra dev --output-file requirements-dev.lock

# The next migration: make migration OF=data MESSAGE="What changes"
migration: $(TESTABLE)
	$(BIN)/python -m storage.migrations.write $(OF) "$(MESSAGE)"
