# make demo   everything set up, the sample retailer loaded, and the address printed
# make test   every check and every test, browser included
# make venv   only the environment in .venv
# make lock   pins the newest versions that pyproject.toml allows in requirements.lock
SHELL := /bin/sh
.DEFAULT_GOAL := demo
.PHONY: demo test venv check browser lock

BIN := .venv/bin
STAMP := .venv/installed
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
BUILD_WITH := PIP_USE_PEP517=1 PIP_CONSTRAINT="$(CURDIR)/.ci/build-constraints.txt" PIP_BUILD_CONSTRAINT="$(CURDIR)/.ci/build-constraints.txt"
# A file's tests stay in one process. Why those of the browser run apart: tests/conftest.py.
ON_ALL_CORES := -n auto --maxprocesses 4 --dist loadfile
export SWITCHYARD_DATA ?= $(CURDIR)/.switchyard

demo: $(STAMP)
	@exec $(BIN)/switchyard demo

test: $(STAMP) check browser
	$(BIN)/python -m pytest $(ON_ALL_CORES) --ignore=tests/e2e
	$(BIN)/python -m pytest $(ON_ALL_CORES) --no-loadscope-reorder tests/e2e

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

browser: $(STAMP)
	@$(BIN)/python -m tests.browser

venv: $(STAMP)

$(STAMP): requirements.lock pyproject.toml .ci/build-constraints.txt .ci/find-python
	@python=$$(PYTHON="$(PYTHON)" sh .ci/find-python) && { [ -x $(BIN)/python ] || "$$python" -m venv .venv; }
	@echo "Installing Switchyard and what it is built on into .venv (about a minute, once)."
	@# The lock names all there is. Asked for what packages depend on, older pips look past the pins of extras.
	@$(BUILD_WITH) $(PIP) install --quiet --no-deps --require-hashes -r requirements.lock
	@$(BUILD_WITH) $(PIP) install --quiet --no-deps --editable .
	@touch $@

lock:
	@python=$$(PYTHON="$(PYTHON)" sh .ci/find-python) && "$$python" -m venv .build/pinning
	@.build/pinning/bin/python -m pip --disable-pip-version-check --quiet install uv
	@echo "# Every version that Switchyard runs and is tested with, by \`make lock\`. Not edited by hand." > .build/pinning/out
	@.build/pinning/bin/uv --quiet pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
		--generate-hashes --upgrade --no-config --no-header --no-emit-index-url --no-emit-find-links >> .build/pinning/out
	@cp .build/pinning/out requirements.lock
