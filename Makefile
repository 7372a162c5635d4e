# make run     chat with the bot (a local sandbox without a token; Telegram with FLASHBRIEF_BOT_TOKEN)
# make test    the whole suite            make check   format, lint, types, imports, pins
# make accuracy  how right extraction is on labelled flashes
# make bench   the benchmarks             make lock    write requirements/*.txt anew
# make faults  delivery under 200 kill -9 and everything else that can go wrong, with its figures
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: accuracy answers install develop run test check format bench faults lock screenshots clean

install: $(VENV)/.run
develop: $(VENV)/.dev

run: install
	@exec $(BIN)/flashbrief run

test: develop
	$(BIN)/python -m pytest $(ARGS)

check: develop
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/pins tests/briefs/store/test_migrations.py

format: develop
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

accuracy: develop
	PYTHONPATH=. $(BIN)/python -m tests.accuracy.score $(ARGS)

answers: develop
	PYTHONPATH=. $(BIN)/python -m tests.accuracy.answers $(ARGS)

bench: install
	$(BIN)/flashbrief bench extract
	$(BIN)/flashbrief bench ingest
	$(BIN)/flashbrief bench match
	$(BIN)/flashbrief bench answer
	$(BIN)/flashbrief bench deliver

faults: develop
	FLASHBRIEF_TEST_KILLS=200 $(BIN)/python -m pytest -q tests/faults tests/bot/test_kill.py $(ARGS)

screenshots: develop
	PYTHONPATH=. $(BIN)/python docs/screenshots.py

lock: develop
	$(COMPILE) --extra dev pyproject.toml requirements/build.in -o requirements/dev.txt
	$(COMPILE) -c requirements/dev.txt pyproject.toml requirements/build.in -o requirements/run.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Flashbrief needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Creating $(VENV) …"
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "python3 -m venv failed; on Debian and Ubuntu: apt install python3-venv"; exit 1; }

$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	@[ -e $(VENV)/.dev ] || { echo "Installing from requirements/run.txt …"; $(PIP) install --require-hashes -r requirements/run.txt; }
	@[ ! -e $(VENV)/.dev ] || $(MAKE) --no-print-directory develop
	@$(PIP) install --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(BIN)/python
	@echo "Installing from requirements/dev.txt …"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@$(PIP) install --no-deps --no-build-isolation --no-index -e .
	@touch $@
