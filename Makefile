# Everything starts from a machine with Python 3.11 to 3.13 (with its venv module) and make; the rest is set up here.
#   make demo     run the sample study            make lint     style, types and import rules
#   make test     lint and all tests              make bench    speed and memory, against a named baseline
#   make setup    only make .venv from uv.lock    make evals    scores on the gold sets in $(SHARED), where it is there
#   make docs     rebuild what the docs take from the program: reference, outputs, picture

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup demo test lint bench evals docs assets

PYTHON ?= python3
SHARED ?= ../shared
# Processes that the tests run in: one for each of two processors.
TEST_PROCESSES ?= 2
BIN := .venv/bin
MADE := .venv/.made-from-lock
RUN := PATH="$(CURDIR)/$(BIN):$$PATH"

help:
	@sed -n '2,5s/^# *//p' Makefile

setup: $(MADE)

$(MADE): uv.lock pyproject.toml hatch_build.py assets/package-lock.json scripts/setup.sh
	@PYTHON="$(PYTHON)" bash scripts/setup.sh
	@touch $@

demo: $(MADE)
	@rm -rf demo && cp -R samples/us-pakistan demo
	@$(BIN)/dragoman run --study demo
	@$(RUN) bash scripts/tell_next.sh demo

# Every check runs, also after one that failed; pytest's closing line is the last one.
test: $(MADE)
	@bash scripts/get_chromium.sh
	@status=0; \
	$(MAKE) --no-print-directory lint || status=1; \
	$(BIN)/pytest -n $(TEST_PROCESSES) --dist loadgroup || status=1; \
	exit $$status

lint: $(MADE)
	@status=0; \
	for check in "ruff check --quiet" "ruff format --check --quiet" "mypy --no-error-summary" "lint-imports --no-logo"; do \
	  echo "lint: $$check"; $(RUN) $$check || { echo "lint: $$check found faults" >&2; status=1; }; \
	done; \
	exit $$status

bench: $(MADE)
	@for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

# A gold set that is not there is named and passed over. The page of accuracy is written also where a figure has fallen.
evals: $(MADE)
	@status=0; \
	$(BIN)/python -m evals.run_all --shared "$(SHARED)" || status=$$?; \
	$(BIN)/python -m scripts.build_accuracy || status=1; \
	exit $$status

# After a change in assets/: bundle the workbench's scripts and styles anew.
assets: $(MADE)
	@$(BIN)/python hatch_build.py

docs: $(MADE)
	@$(BIN)/python scripts/build_reference.py
	@$(BIN)/python scripts/draw_picture.py
	@$(BIN)/python tests/docs/refresh.py
