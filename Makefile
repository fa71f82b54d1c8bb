# Two commands do everything: `make run` and `make test`.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

# Else every worker and every command that the tests start compiles everything anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test deep postgres quick lint fuzz gallery bench clean

run: $(VENV)/run.stamp
	$(BIN)/python -m kamescope serve

# One after the other: both parts keep two cores busy, side by side they take as long (seen).
test: lint chromium postgresql
	$(BIN)/python -m pytest -n 2 --dist worksteal --ignore=tests/browser -m "not deep"
	$(BIN)/python -m pytest -n 2 --dist loadfile tests/browser -m "not deep"

# Histories searched, programs killed, archives damaged byte by byte, every page in every look: what a change of
# the rules that protect people is tried with. CI runs it beside `make test`.
deep: $(VENV)/test.stamp chromium
	$(BIN)/python -m pytest -n 2 --dist worksteal --ignore=tests/browser -m deep
	$(BIN)/python -m pytest -n 2 --dist loadfile tests/browser -m deep

# What the store does, on the other engine, of which `make test` tries what tests/store/test_engines.py holds: store,
# service, histories, attacks; the demonstration from both engines; writers and hosts that die; several servers over one
# database, behind a proxy. What is made of what the store gives (figures, charts, words, pages, paper) is left out.
postgres: $(VENV)/test.stamp postgresql nginx chromium
	$(BIN)/python -m pytest -n 2 --dist worksteal --engine postgresql tests/store/test_published.py \
	  tests/store/test_imports.py tests/store/test_engines.py tests/store/test_postgres.py \
	  tests/store/test_vanished.py tests/service tests/test_deploy.py
	$(BIN)/python -m pytest -n 2 --dist loadfile --engine postgresql tests/browser/test_two_servers.py \
	  tests/browser/test_server_away.py

# The inner loop: figures, files, charts, words and the house itself; no database, page, paper or browser.
SLOW := browser pages reports service store test_cli*.py test_compare.py test_privacy.py test_progress*.py \
        test_server.py test_team*.py ingest/test_doubtful.py ingest/test_exports.py ingest/test_fuzz.py \
        ingest/test_hostile.py ingest/test_questionnaire.py ingest/test_roundtrip.py
quick: $(VENV)/test.stamp
	$(BIN)/python -m pytest -n 2 --dist worksteal $(foreach part,$(SLOW),--ignore-glob='$(CURDIR)/tests/$(part)')

# What reads the code without running it, quick enough for every commit.
lint: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Damaged response files from a new seed, which is printed; FILES=… is how many.
FILES ?= 5000
SEED  ?= $(shell date +%s)
fuzz: $(VENV)/test.stamp
	@echo "seed $(SEED)"
	KAMESCOPE_FUZZ=$(FILES) KAMESCOPE_FUZZ_SEED=$(SEED) $(BIN)/python -m pytest -n 2 tests/ingest/test_fuzz.py

gallery: $(VENV)/test.stamp chromium
	$(BIN)/python -m tests.browser.gallery build/gallery

bench: $(VENV)/test.stamp chromium
	$(BIN)/python -m bench

# Debian's own Chromium; Playwright's download is not needed.
.PHONY: chromium
chromium:
	@command -v chromium >/dev/null || { \
	  sudo=$$(test "$$(id -u)" = 0 || echo sudo); \
	  $$sudo apt-get update -qq && $$sudo apt-get install -y -qq --no-install-recommends chromium; }

# Debian's own PostgreSQL, unless KAMESCOPE_TEST_PG names a server; tests start one of their own, on this machine alone.
.PHONY: postgresql
postgresql:
	@test -n "$$KAMESCOPE_TEST_PG" || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { \
	  sudo=$$(test "$$(id -u)" = 0 || echo sudo); \
	  $$sudo apt-get update -qq && $$sudo apt-get install -y -qq --no-install-recommends postgresql; }

# Debian's own nginx; tests start one of their own, on this machine alone.
.PHONY: nginx
nginx:
	@ls /usr/sbin/nginx >/dev/null 2>&1 || command -v nginx >/dev/null || { \
	  sudo=$$(test "$$(id -u)" = 0 || echo sudo); \
	  $$sudo apt-get update -qq && $$sudo apt-get install -y -qq --no-install-recommends nginx; }

$(VENV)/python.stamp:
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/run.stamp: requirements.txt $(VENV)/python.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/test.stamp: requirements.txt requirements-dev.txt $(VENV)/python.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ $(VENV)/run.stamp

clean:
	rm -rf $(VENV) build
