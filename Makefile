# Every target does its own set-up: a fresh machine needs Python 3.11+ and make, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
VAR ?= ./var
SEED ?= small
INSTALLED := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help run test unit check demo bench migrate rebuild report statistics contracts lock clean

help:  ## What can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(INSTALLED): requirements/dev.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

run: $(INSTALLED)  ## Start everything on embedded PostgreSQL
	@PORT=$(PORT) VAR=$(VAR) SEED=$(SEED) $(BIN)/python -m deploy.local

test: $(INSTALLED)  ## Run every test
	@$(BIN)/python -m pytest -n 2 $(ARGS)

unit: $(INSTALLED)  ## Run what needs no database: every decider, in two seconds (what is random is left to `test`)
	@$(BIN)/python -m pytest -q -p no:xdist -m "not hypothesis" tests/case tests/ladder tests/followup --ignore tests/followup/test_agenda.py --ignore tests/ladder/test_expiry.py --ignore tests/case/test_random_stories.py

check: $(INSTALLED)  ## Formatting, lint, types, architecture, dead code, dependencies, spelling
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/vulture
	@$(BIN)/deptry .
	@$(BIN)/codespell

demo: $(INSTALLED)  ## Live one girl's story (S06) through the gateway and check it
	@PORT=$(PORT) VAR=$(VAR) $(BIN)/python -m deploy.demo

bench: $(INSTALLED)  ## Measure against the raw limit of this machine
	@$(BIN)/python -m benchmarks

migrate: $(INSTALLED)  ## Bring the databases named in the settings to the newest schema
	@$(BIN)/python -m deploy.migrate

rebuild: $(INSTALLED)  ## Rebuild one read model while the service runs: make rebuild MODEL=agenda
	@PORT=$(PORT) VAR=$(VAR) $(BIN)/python -m deploy.rebuild $(MODEL)

report: $(INSTALLED)  ## The quarterly report of a running stack: make report QUARTER=2016-1
	@PORT=$(PORT) VAR=$(VAR) $(BIN)/python -m deploy.report $(QUARTER) $(PERSONA)

statistics: $(INSTALLED)  ## A delivery to Statistics Denmark from a running stack: make statistics SURVEY=events
	@PORT=$(PORT) VAR=$(VAR) $(BIN)/python -m deploy.statistics $(SURVEY)

contracts: $(INSTALLED)  ## Write the OpenAPI documents the services promise
	@$(BIN)/python -m deploy.contracts

lock: $(INSTALLED)  ## Resolve the dependencies again, with hashes
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --extra embedded -o requirements/run.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --extra embedded --extra dev -o requirements/dev.txt
	@echo redbot | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header - -o .ci/manners/requirements.txt

clean:  ## Remove what make made (never the data in ./var)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
