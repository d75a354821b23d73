# asynclab: every target makes its own environment first (.venv, from requirements.lock).
# Needed on the machine: Python 3.11 or newer with venv, and make. Nothing else.

VENV  := .venv
BIN   := $(VENV)/bin
READY := $(VENV)/.ready
N     ?= 100
# one more than there are processors, since some wait for processes that they have started; five at most, since a
# container may have fewer than it sees
JOBS  ?= $(shell n=$$(getconf _NPROCESSORS_ONLN); echo $$(( n < 4 ? n + 1 : 5 )))
# what `make test` runs
TESTS ?= tests source
LOG   := build/install.log
QUIETLY := --quiet --no-input --disable-pip-version-check
# what `make matrix` proves, as in LINES="old lock --python 3.12"; all if empty
LINES ?=
# what `make prove` proves, as in CHAPTERS=12-boss; all if empty
CHAPTERS ?=
# JupyterLab's own options, as in LAB=--no-browser
LAB   ?=

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$p" && break; done)

# nbgrader starts `alembic` and `jupyter` by name
export PATH := $(CURDIR)/$(BIN):$(PATH)
# without byte code each of the many short processes here compiles its imports anew
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help browser kernels demo test unit conformance matrix prove lab build pictures format lint soak bench lock clean
.DEFAULT_GOAL := help

help: ## What there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(READY) ## A class of 16 answers chapter 3, is autograded and reported
	@$(BIN)/asynclab demo

test: $(READY) ## Every promise: units, scenarios, proof, notebooks, hostile submissions, nbgrader's way through
	@$(BIN)/pytest -q -n $(JOBS) --dist loadfile --no-loadscope-reorder --nbmake --nbmake-timeout=300 --instafail $(TESTS)

unit: $(READY) ## The pure tests: no process of their own, no notebook, no database
	@$(BIN)/pytest -n 2 --dist loadfile -q -m "not slow" tests/unit

conformance: $(READY) ## Other people's own tests on ours: nbgrader's on this engine; asyncio's, LangChain's on the clock
	@$(BIN)/python -m tests.conformance || [ $$? -eq 69 ] # 69: a suite could not be had, and it has said so

matrix: $(READY) ## Prove every chapter on old, locked and newest versions, on each Python there is (make matrix LINES=old)
	@$(BIN)/python -m tests.matrix $(LINES)

browser: $(READY) ## A student at JupyterLab in a headless Chromium; its pictures land in build/browser
	@$(BIN)/pytest -q tests/browser

kernels: $(READY) ## What students type, in kernels as JupyterLab runs them, and what they read then
	@$(BIN)/pytest -q -n 2 --dist loadfile --instafail tests/kernels

prove: $(READY) ## Right answers earn their points, wrong ones and references with a slip in them lose some
	@$(BIN)/asynclab prove --mutants $(CHAPTERS)

lab: $(READY) ## JupyterLab on the released chapters, as a student (your copy: build/student)
	@$(BIN)/asynclab start build/student -- $(LAB)

build: $(READY) ## notebooks/*.md -> source/ (with solutions) and release/ (without)
	@$(BIN)/asynclab build

pictures: $(READY) ## The README's two timelines, drawn anew by the code they show
	@$(BIN)/python docs/pictures.py

format: $(READY) ## Format the code
	@$(BIN)/ruff check --fix --exit-zero --quiet .
	@$(BIN)/ruff format .

lint: $(READY) ## ruff, mypy --strict on src (as on Windows, what runs there), and a promise in every test's docstring
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/mypy --platform win32 --cache-dir .mypy_cache/windows --follow-imports silent --exclude '/(template|grade|proof)/'
	@$(BIN)/interrogate --quiet tests

soak: $(READY) ## Repeat every scenario N times: one outcome each (make soak N=1000)
	@$(BIN)/python -m tests.scenarios.soak --repeat $(N)

bench: $(READY) ## What the clock costs, and a class graded by stock nbgrader and by this engine
	@$(BIN)/python benchmarks/clock.py
	@$(BIN)/python benchmarks/grading.py

lock: $(READY) ## Write requirements.lock anew from pyproject.toml
	@$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --upgrade --generate-hashes --no-strip-extras \
		--no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet -o requirements.lock

clean: ## Remove what can be made again (not .venv, not a class's work)
	rm -rf build .pytest_cache .mypy_cache .ruff_cache

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "asynclab needs Python 3.11 or newer and found none." \
		"Install it (Debian, Ubuntu: apt-get install python3 python3-venv) or name yours: make PYTHON=/path/to/python3.11"; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make environments: it lacks venv." \
		"Install it (Debian, Ubuntu: apt-get install python3-venv) and run make again."; exit 1; }
	@echo "Making $(VENV) with $(PYTHON) (once; a minute or two)"
	@mkdir -p build
	@{ "$(PYTHON)" -m venv $(VENV) \
		&& $(BIN)/python -m pip install $(QUIETLY) --require-hashes -r requirements.lock \
		&& $(BIN)/python -m pip install $(QUIETLY) --no-deps --no-build-isolation --editable .; } >$(LOG) 2>&1 \
		|| { tail -n 4 $(LOG); echo "The installation stopped there. All that was said is in $(LOG); run make again when" \
		"the cause is gone (no network, or a full disk, is usual)."; exit 1; }
	@touch $@
