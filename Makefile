# Every target is thin: it calls `course` in .venv, which scripts/install.py makes.
.DEFAULT_GOAL := help
# Containers often have this set. Thousands of suites share what is compiled once.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: help learn test lint docs bench prove phases lock clean install author

PYTHON ?= python3
UV ?= uv
PHASE ?=
BIN := .venv/bin

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

learn: install ## install, then watch the first open exercise
	@$(BIN)/course learn

test: author ## prove every phase, and test the tool
	$(BIN)/course prove
	$(BIN)/pytest tests -n 2 --dist worksteal

lint: author ## format, style, types; whether phases/ is what solutions/ builds
	$(BIN)/ruff format --check
	$(BIN)/ruff check scripts tests
	$(BIN)/mypy
	$(BIN)/mypy --allow-untyped-defs --allow-incomplete-defs --allow-untyped-calls --no-warn-return-any tests
	$(BIN)/course build --check

docs: author ## serve the site, and reload it at every save
	$(BIN)/mkdocs serve

bench: author ## measure how fast the tool and the API are, as ratios in one run
	$(BIN)/python scripts/bench/tool.py
	$(BIN)/python scripts/bench/api.py

prove: author ## run the proofs of all phases, or of some: make prove PHASE=04
	$(BIN)/course prove $(PHASE)

phases: author ## build phases/ from solutions/
	$(BIN)/course build

lock: ## write both requirements files afresh from pyproject.toml (needs uv)
	$(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	  --custom-compile-command "make lock" --group build -o requirements.txt
	$(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	  --custom-compile-command "make lock" --group build --group author -c requirements.txt \
	  -o requirements-author.txt

clean: ## remove .venv, the built site and caches; never your work or progress
	rm -rf .venv site .pytest_cache .mypy_cache .ruff_cache .hypothesis scripts/*.egg-info
	find scripts solutions tests -name __pycache__ -prune -exec rm -rf {} +

install:
	@$(PYTHON) scripts/install.py

author:
	@$(PYTHON) scripts/install.py --author
