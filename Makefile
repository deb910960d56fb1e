# Everything runs in .venv; only Python ≥ 3.11 is needed.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
LOG := $(VENV)/install.log
# Two processes, each with all tests of a module; `make test TESTS='tests/http -n 0'` runs some.
TESTS ?=
SERVING := $(VENV)/.serving
TESTING := $(VENV)/.testing

# Who forbids Python to keep what it has compiled has every process compile all of it again.
export PYTHONDONTWRITEBYTECODE =

.PHONY: serve test check format bench lock clean help

help:
	@echo "make serve   install and serve on http://127.0.0.1:8000"
	@echo "make test    install and run the tests"
	@echo "make check   validate the graph"
	@echo "make format  format Turtle, TriG and Python"
	@echo "make bench   measure beside peers"
	@echo "make lock    pin what pyproject.toml asks for (needs uv)"

# What was locked, by its hashes, and then the checkout itself. What pip says is in the log. Python compiles
# what it imports: to compile all that is installed takes ten seconds.
define install
	@echo "Installing into $(VENV) what $(1) needs, about a minute; $(LOG) tells how far it is ..." >&2
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	@{ $(BIN)/pip install --no-compile --disable-pip-version-check --require-hashes --requirement constraints-pip.txt && \
	   $(BIN)/pip install --no-compile --disable-pip-version-check --require-hashes --requirement $(2) && \
	   $(BIN)/pip install --disable-pip-version-check --no-deps --no-build-isolation --editable . ; } \
	   > $(LOG) 2>&1 || { cat $(LOG) >&2; exit 1; }
endef

# What the script of the query page is made of: installing bundles it.
WEB := $(wildcard server/web/*.json server/web/*.mjs server/web/*.py server/web/editor/*.ts)

$(SERVING): pyproject.toml constraints.txt constraints-pip.txt $(WEB)
	$(call install,serving,constraints.txt)
	@touch $@

$(TESTING): pyproject.toml constraints.txt constraints-test.txt constraints-pip.txt $(WEB)
	$(call install,testing,constraints-test.txt)
	@touch $(SERVING) $@

serve: $(SERVING)
	@$(BIN)/churo serve

test: $(TESTING)
	$(BIN)/ruff check server tests
	@echo "$(BIN)/mypy, beside the tests"; $(BIN)/mypy & types=$$!; \
	$(BIN)/pytest -n 2 --dist loadscope --no-loadscope-reorder $(TESTS); tests=$$?; \
	wait $$types || { echo "mypy found what is told above the tests." >&2; exit 1; }; exit $$tests

check: $(SERVING)
	$(BIN)/churo check

format: $(TESTING)
	$(BIN)/churo format
	$(BIN)/ruff format server tests
	$(BIN)/ruff check --fix server tests

bench: $(SERVING)
	$(BIN)/python benchmarks/http_side_by_side.py

LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url

lock:
	$(LOCK) --group install --output-file constraints-pip.txt
	$(LOCK) --group build pyproject.toml --output-file constraints.txt
	$(LOCK) --group build pyproject.toml --extra test --constraint constraints.txt --output-file constraints-test.txt

clean:
	rm -rf $(VENV) .churo dist build
