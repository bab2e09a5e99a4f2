# Works on a machine with Python 3.11 or later and pip; nothing else has to be installed first.
#   make demo      the first answer
#   make test      lint, types and tests
#   make coverage  the tests once more, and which lines they did not reach
#   make pictures  the screenshots of docs/page.md
#   make docs      the examples of README and docs, and docs/commands.md, as the code answers now
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
# The stamps carry the folder's checksum: a copied checkout brings a .venv that still points to the old one.
HERE := $(shell printf '%s' '$(CURDIR)' | cksum | cut -d ' ' -f 1)
INSTALLED := $(VENV)/.installed-$(HERE)
TOOLS := $(VENV)/.tools-$(HERE)
SYSTEM := $(VENV)/.system-$(HERE)
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1

.PHONY: demo test coverage lint bench docs pictures clean
.DELETE_ON_ERROR:

demo: $(INSTALLED)
	$(BIN)/hima who-owns Yinwang

test: lint $(SYSTEM)
	$(BIN)/python -m pytest -n 2
	@echo "himagraph: lint, types and tests are clean."

# Apart from `test`, as counting lines takes a third more time.
coverage: $(TOOLS) $(SYSTEM)
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term:skip-covered

lint: $(TOOLS)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pyright

bench: $(TOOLS)
	$(BIN)/python -m benchmarks

# The screenshots of docs/page.md and the drawing in it: taken anew when the page looks different, and looked at.
pictures: $(TOOLS) $(BROWSER)
	$(BIN)/python docs/pictures.py

docs: $(TOOLS)
	$(BIN)/python docs/refresh.py

site: $(TOOLS)
	NO_MKDOCS_2_WARNING=1 $(BIN)/python docs/website.py site

clean:
	rm -rf $(VENV) site .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Debian parts `venv` from `ensurepip`: there the environment is made empty, and the pip outside puts one into it.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "himagraph needs Python 3.11 or later")'
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 \
	  || { $(PYTHON) -m venv --clear --without-pip $(VENV) \
	       && $(PYTHON) -m pip --quiet --python $(BIN)/python install pip; } \
	  || { rm -rf $(VENV); echo "No virtual environment can be made: install python3-venv, or pip 22.3 or later." >&2; exit 1; }

$(INSTALLED): pyproject.toml | $(BIN)/python
	@echo "Installing himagraph ..."
	@$(PIP) install --editable .
	@rm -f $(VENV)/.installed-* && touch $@

# What the tests need of the system: a browser, fonts with Chinese characters, and Virtuoso, a second SPARQL server.
# As root they are installed where the system is Debian's; else the tests that need them are skipped and say so.
$(SYSTEM): | $(BIN)/python
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && ! { command -v chromium && fc-list :lang=zh | grep -q . && command -v virtuoso-t && command -v isql-vt ; } \
	  >/dev/null 2>&1; then \
	  echo "Installing Chromium, fonts and Virtuoso ..."; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
	    chromium fonts-noto-cjk fontconfig virtuoso-opensource-7-bin >/dev/null; \
	fi
	@rm -f $(VENV)/.system-* && touch $@

# `--group` needs pip 25.1.
$(TOOLS): $(INSTALLED)
	@echo "Installing what the tests need ..."
	@$(PIP) install --upgrade "pip>=25.1"
	@$(PIP) install --editable . --group dev
	@rm -f $(VENV)/.tools-* && touch $@
