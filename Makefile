# Samnaeu's house. `make` alone lists what it can do. Needs make and Python 3.11 or newer, nothing else.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime
TOOLS := $(VENV)/.tools
EVERY_EXAMPLE := --hypothesis-profile full
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locales/*/LC_MESSAGES/*.po))

export PIP_DISABLE_PIP_VERSION_CHECK := 1
# bytecode is kept: without it, both who test read a thousand modules and rewrite their assertions anew
unexport PYTHONDONTWRITEBYTECODE

# The first interpreter that is new enough and can make an environment; PYTHON= names another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	"$$p" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$p" && break; done)

.PHONY: help install run test stores slow month check format translations drawings compile pictures constraints clean

help: ## Say what this file can do
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(TOOLS) compile ## Put everything into .venv (quick when nothing changed)

run: $(RUNTIME) compile ## Serve the demo at http://127.0.0.1:8080 (PORT=8081 moves it)
	$(if $(PORT),SAMNAEU_PORT=$(PORT) )$(BIN)/samnaeu demo

test: install ## Run the tests, on SQLite; all but the slow (ARGS="-k places" narrows it)
	$(BIN)/pytest -n 2 --dist loadfile -m "not slow and not stores" $(ARGS)

stores: install ## Run those that touch a store once more, on PostgreSQL and Redis
	$(BIN)/pytest -n 2 --dist loadfile -m stores $(EVERY_EXAMPLE) $(ARGS)

slow: install ## Run the slow tests: killed processes, crooked walks, browsers, races, a month, every example
	$(BIN)/pytest -n 2 --dist loadfile -m "slow or hypothesis and not stores" $(EVERY_EXAMPLE) $(ARGS)

month: install ## Live a month of four commune offices and recount it (takes long)
	$(BIN)/python -m bench.month $(ARGS)

check: install ## Lint, format, types, floors, catalogues, conversations, drawings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m locales.fresh
	$(BIN)/samnaeu flows check
	$(BIN)/samnaeu flows checks --markdown | diff -u docs/checks.md -
	$(BIN)/samnaeu flows draw --check

format: $(TOOLS) ## Put the code into the house's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

translations: $(TOOLS) ## Bring the catalogues up to date with the code and the scripts
	$(BIN)/python -m locales.update

drawings: install ## Draw the conversations anew, for docs/flows.md
	$(BIN)/samnaeu flows draw

compile: $(CATALOGUES) ## Compile the catalogues that changed

pictures: install ## Take the pictures of the guides anew, with Chromium
	PICTURES=1 $(BIN)/pytest tests/console/looks/test_pictures.py tests/bot/looks

constraints: $(TOOLS) ## Take the newest releases that pyproject.toml allows into constraints.txt
	$(BIN)/pip install --quiet --upgrade --upgrade-strategy eager -e '.[dev]'
	$(BIN)/pip freeze --exclude-editable > $(VENV)/constraints.txt
	cp $(VENV)/constraints.txt constraints.txt

clean: ## Remove what can be made again (.venv and caches, never data)
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find locales -name '*.mo' -delete

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Samnaeu needs Python 3.11 or newer with venv and ensurepip; found: $$(python3 --version 2>&1)." \
		"Install it (Debian: apt install python3 python3-venv) or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --no-compile --upgrade 'pip>=25' || true # installs twice as fast as that of Python 3.11

$(RUNTIME): pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/pip install --quiet --no-compile -c constraints.txt -e .
	@touch $@

$(TOOLS): $(RUNTIME)
	$(BIN)/pip install --quiet --no-compile -c constraints.txt -e '.[dev]'
	@touch $@

%.mo: %.po | $(RUNTIME)
	$(BIN)/python -m locales.compile
