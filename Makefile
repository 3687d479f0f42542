# Everything runs from here; `make run` and `make test` need Python 3.11 to 3.13 with its venv module, git and make, nothing else.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup run test check eval bench ui lock clean

PYTHON := $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
DEMO := warehouse/demo

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

# The lock file carries hashes, so what is installed is what was tested; pip alone reads it, wherever the packages are served from.
.venv/installed: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Panelwatch needs Python 3.11, 3.12 or 3.13: on Debian or Ubuntu, apt-get install python3 python3-venv git make"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing: on Debian or Ubuntu, apt-get install python3-venv"; exit 1; }
	@command -v git >/dev/null || { echo "git is missing: on Debian or Ubuntu, apt-get install git"; exit 1; }
	@echo "Setting up .venv with the locked packages (once, about two minutes) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock 2> >(grep -v "is ignored: it is neither" >&2)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e . 2> >(grep -v "is ignored: it is neither" >&2)
	@touch $@

setup: .venv/installed ## make the virtual environment

run: .venv/installed ## the main job over seeds/documents into warehouse/demo
	@$(BIN)/panelwatch run seeds/documents --warehouse $(DEMO)

test: .venv/installed ## all tests
	@$(BIN)/python -m pytest

check: .venv/installed ## format, lint, types, SQL style, import arrows, dbt parse
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint dbt_project/models dbt_project/tests dbt_project/macros warehouse/examples
	PANELWATCH_BUILD_DB=:memory: $(BIN)/dbt --quiet parse --project-dir dbt_project --profiles-dir dbt_project --target-path ../build/dbt_check --log-path build/dbt_check --no-partial-parse

eval: .venv/installed ## figures of extraction and links, where ../shared/eval is there
	@$(BIN)/python -m tests.benchmarks.evaluate && $(BIN)/python -m tests.benchmarks.links

bench: .venv/installed build/bench ## ratios against spaCy and growth with size; minutes
	@$(BIN)/python -m tests.benchmarks.speed
	@$(BIN)/python -m tests.benchmarks.run
	@$(BIN)/python -m tests.benchmarks.scale

build/bench: pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]' 2> >(grep -v "is ignored: it is neither" >&2)
	@mkdir -p build && touch $@

ui: .venv/installed ## the Dagster UI on 127.0.0.1:3000, with the daemon
	@$(BIN)/panelwatch ui

lock: ## resolve the dependencies anew into requirements.lock
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-strip-extras --quiet --upgrade -o requirements.lock

clean: ## remove what was built, keep warehouses of your own
	rm -rf .venv build $(DEMO) dbt_project/target dbt_project/logs .pytest_cache .mypy_cache .ruff_cache .hypothesis
