# One command to run, one to test, one to check. A bare Python 3.11 or newer is all they need.
PYTHON ?= python3
LAB = .venv/bin/lab
SQLITE_TESTS = .venv/bin/python scripts/tests.py

.PHONY: start dev test test-fast check bench lock format

start:  ## run the lab: http://localhost:8000
	@$(PYTHON) scripts/prepare.py start
	@exec $(LAB) start

dev:  ## everything needed to develop and test
	@$(PYTHON) scripts/prepare.py dev

test: dev  ## SQLite with a browser, PostgreSQL, coverage
	@$(SQLITE_TESTS) all

test-fast: dev  ## SQLite, no browser
	@$(SQLITE_TESTS) fast

check:  ## what CI does
	@.ci/run

bench: dev  ## measure against a bare Django, see bench/README.md
	@.venv/bin/python -m bench $(PARTS)

format: dev
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .

lock:  ## pin the newest versions pyproject.toml allows
	@$(PYTHON) scripts/lock.py
