# `make demo` and `make test` need Python 3.11+ and make; everything else they install into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.DEFAULT_GOAL := help
.PHONY: help demo test lint types wheel bench fuzz examples language test-browser test-energyplus validate typical-year clean

help: ## Show the targets.
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: $(VENV)/.installed ## Run Dongjiang Lake's year and write its report.
	$(BIN)/dcenergy run dongjiang-lake

test: $(VENV)/.installed-test ## Run the tests (Python only).
	$(BIN)/python -m pytest -q -n auto

lint: $(VENV)/.installed-lint ## Check style and form.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-lint ## Check types, strictly.
	$(BIN)/mypy

wheel: $(VENV)/.installed ## Build the wheel into dist/.
	$(PIP) build
	$(BIN)/python -m build --wheel --outdir dist .

bench: $(VENV)/.installed-test ## Measure speed and memory as ratios within one run.
	$(BIN)/python benchmarks/bench.py

# Inputs to fuzz: any word, how many, and further options (python -m fuzz --help).
SEED ?= a
COUNT ?= 20000
FUZZ ?=
fuzz: $(VENV)/.installed-test ## Try COUNT random inputs of SEED; exits 1 where one ends in a fault of ours.
	PYTHONPATH=tools $(BIN)/python -m fuzz --seed $(SEED) --count $(COUNT) $(FUZZ)

examples: $(VENV)/.installed ## Make the stored examples of docs/examples anew.
	cd docs/examples && PATH="$(abspath $(BIN)):$$PATH" sh -e make.sh

language: $(VENV)/.installed ## Bring the catalogues of translations up to date with the text in the code.
	$(BIN)/python tools/messages.py

test-browser: $(VENV)/.installed-browser ## Open the reports in a browser (installs chromium, Java and npm on Debian).
	$(BIN)/python -m pytest -q tests/browser

test-energyplus: $(VENV)/.installed-test ## Run the tests that start EnergyPlus itself (installs it).
	$(PIP) --editable '.[test,validation]'
	$(BIN)/python -m pytest -q tests/validation

validate: $(VENV)/.installed ## Compare with published numbers, sites and EnergyPlus; write docs/validation.md.
	$(BIN)/dcenergy validate --page docs/validation.md

typical-year: $(VENV)/.installed-test ## Judge typical years on the real ones in DCENERGY_EPW_DIR; write docs/typical-year.md.
	$(BIN)/python benchmarks/typical_year.py

clean: ## Remove what the targets made.
	rm -rf $(VENV) dist build

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "dcenergy needs Python 3.11 or newer: make PYTHON=python3.12 ..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(PIP) --editable .
	@touch $@

$(VENV)/.installed-test: pyproject.toml | $(VENV)/bin/python
	$(PIP) --editable '.[test]'
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-lint: pyproject.toml | $(VENV)/bin/python
	$(PIP) --editable '.[test,lint]'
	@touch $@ $(VENV)/.installed $(VENV)/.installed-test

$(VENV)/.installed-browser: pyproject.toml tests/browser/install.sh | $(VENV)/bin/python
	$(PIP) --editable '.[test,browser]'
	@if tests/browser/install.sh $(VENV)/npm; then touch $@ $(VENV)/.installed $(VENV)/.installed-test; fi
