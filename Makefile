# The README's two commands are `make run` and `make test`; each does everything by itself.
PYTHON ?= python3
BIN := .venv/bin
CORPUS ?= ../shared/corpus
RIVALS ?= .venv/rivals
COMPILE := .venv/lock/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --build-deps-for editable

.PHONY: run test check snapshots man pictures docs bench bench-quick scale rivals soak accuracy anchors lock clean

run: .venv/.run-stamp
	@$(BIN)/briefing $(ARGS)

test: .venv/.dev-stamp
	$(BIN)/pytest $(ARGS)

check: .venv/.dev-stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# After a wanted change of the look: take the pictures anew, then look at every one of them.
snapshots: .venv/.dev-stamp
	$(BIN)/pytest tests/tui/test_snapshots.py --snapshot-update

# The man page, from the command line itself.
man: .venv/.dev-stamp
	$(BIN)/python man/make.py

# The pictures of README and docs, and the screens in their text, from the program itself.
pictures: .venv/.dev-stamp
	TAKE_PICTURES=1 $(BIN)/pytest tests/tui/test_pictures.py tests/tui/test_docs_screens.py

# The docs as a site in build/site, to be read from there; a link that leads nowhere fails.
docs: .venv/.docs-stamp
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict
	@echo "build/site/index.html"

# The functions, then the program in a terminal: one table, each figure with its goal. A figure 15 % worse than
# bench/baseline.json fails. The rivals are in it where `make rivals` has put them.
bench: .venv/.dev-stamp
	$(BIN)/pytest bench --benchmark-only -q
	@BENCH_RIVALS=$(RIVALS) $(BIN)/python bench/program.py $(ARGS)

# What stands firm on a busy machine, within a minute: bytes, modules, memory, processor time of the start.
bench-quick: .venv/.dev-stamp
	@$(BIN)/python bench/program.py --quick $(ARGS)

# A library of ten thousand briefs: filter, memory, search, import, index.
scale: .venv/.dev-stamp
	@$(BIN)/python bench/scale.py $(ARGS)

# Other programs to measure against, each in a venv of its own.
rivals:
	while read -r name packages; do \
		$(PYTHON) -m venv $(RIVALS)/$$name && $(RIVALS)/$$name/bin/pip install --quiet $$packages || exit 1; \
	done < bench/rivals.txt

# Faults on purpose in the real program, hundreds of them: kills, two writers, full disks; escapes over SSH;
# fifty sessions at once; long random sessions, any keys; every hostile readout in the terminal. The better part of an hour.
soak: .venv/.dev-stamp
	$(BIN)/pytest tests/terminal/test_faults.py tests/terminal/test_faults_places.py \
		tests/terminal/test_ssh.py tests/terminal/test_ssh_escapes.py tests/terminal/test_sessions.py \
		tests/terminal/test_low_bandwidth.py tests/terminal/test_hostile_corpus.py tests/terminal/test_any_keys.py \
		--soak $(ARGS)

# The labelled readouts are not part of the project; CORPUS says where they lie.
accuracy: .venv/.dev-stamp
	@$(BIN)/python bench/accuracy.py --corpus $(CORPUS) $(ARGS)

# Where notes stand after an edit. ARGS=--corpus takes the labelled readouts as well, where they are.
anchors: .venv/.dev-stamp
	@$(BIN)/python bench/anchors.py $(ARGS)

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "briefing-tui needs Python 3.11 or newer; say PYTHON=python3.11")'
	$(PYTHON) -m venv .venv

.venv/.run-stamp: requirements.txt pyproject.toml | .venv/bin/python
	@echo "Installing what briefing-tui needs (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev-stamp: requirements-dev.txt .venv/.run-stamp
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.venv/.docs-stamp: requirements-docs.txt .venv/.run-stamp
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-docs.txt
	@touch $@

# Pins anew, for maintainers. The files name no registry: pip takes its own setting.
lock:
	rm -rf .venv/lock && $(PYTHON) -m venv .venv/lock && .venv/lock/bin/pip install --quiet pip-tools
	$(COMPILE) --extra formats --output-file requirements.txt pyproject.toml
	$(COMPILE) --extra dev --extra formats --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml
	$(COMPILE) --extra docs --constraint requirements-dev.txt --output-file requirements-docs.txt pyproject.toml

clean:
	rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache
