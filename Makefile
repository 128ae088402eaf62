# `make demo` and `make test` are all that is needed; both set up what they need first.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint bench soak tour translations setup setup-tests

demo: setup
	@$(BIN)/python tools/demo.py

test: setup-tests
	@$(BIN)/python tools/check.py

# Everything but the tests.
lint: setup
	@$(BIN)/python tools/check.py --lint

# What is measured, each beside its floor.
bench: setup-tests
	@$(BIN)/python -m bench

# The long forms of the kill, race and fuzz tests.
soak: setup-tests
	@$(BIN)/python tools/check.py --soak

# A picture of each window and a PDF of each document, of the sample centre.
tour: setup
	@$(BIN)/python tools/demo.py --tour

# Take new texts of the code over into the catalogues, and say what is not translated yet.
translations: setup
	@$(BIN)/python tools/translations.py update
	@$(BIN)/python tools/translations.py check

# An environment of its own in .venv; nothing to do the second time.
setup:
	@$(PYTHON) tools/setup.py

setup-tests:
	@$(PYTHON) tools/setup.py --tests
