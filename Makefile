# Everything runs in .venv; only Python ≥ 3.11 is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DONE := $(VENV)/.installed

.PHONY: serve test check format bench clean help

help:
	@echo "make serve   install and serve on http://127.0.0.1:8000"
	@echo "make test    install and run the tests"
	@echo "make check   validate the graph"
	@echo "make format  format Turtle, TriG and Python"
	@echo "make bench   measure beside peers"

$(DONE): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	@touch $@

serve: $(DONE)
	$(BIN)/churo serve

test: $(DONE)
	$(BIN)/mypy
	$(BIN)/ruff check server tests
	$(BIN)/pytest

check: $(DONE)
	$(BIN)/churo check

format: $(DONE)
	$(BIN)/churo format
	$(BIN)/ruff format server tests
	$(BIN)/ruff check --fix server tests

bench: $(DONE)
	$(BIN)/python benchmarks/http_side_by_side.py

clean:
	rm -rf $(VENV) .churo dist build
