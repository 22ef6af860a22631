# The same commands for everybody and for CI. Paths are relative, so that the
# folder may have a space in its name.
.DEFAULT_GOAL := help
.PHONY: help demo test check audit bench crash upgrade races interleave saves bench-restore bench-identifying bench-hostile bench-search bench-accounts bot load plain fix requirements frontend xss parameters
SHELL := /bin/sh
PYTHON ?= python3
RUN := .venv/bin/python
PARAMETERS := $(addprefix tests/hostile/test_,parameters.py odd_places.py odd_bytes.py)
# The locks name every package; a look for others would let a newer release of one in.
INSTALL := $(RUN) -m pip install --disable-pip-version-check --require-hashes --no-deps
# A key of the length that a real site has; the checks use no network and no data.
PRODUCTION := SECRET_KEY="$$($(RUN) -c 'import secrets; print(secrets.token_urlsafe(50))')" \
	ALLOWED_HOSTS=stories.example.org DATABASE_URL=sqlite://:memory:

help: ## List the targets
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 28

demo: .venv/app.stamp ## Run the site with stories in it at http://127.0.0.1:8000 (or PORT=...)
	@DEMO=1 exec $(RUN) manage.py demo

test: .venv/test.stamp ## Run every test: SQLite, PostgreSQL and browser
	@exec $(RUN) -m tests.run $(ARGS)

check: .venv/test.stamp ## Check style, types, templates, imports, migrations and safety
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .
	$(RUN) -m mypy
	find templates -name '*.html' -exec .venv/bin/djade --target-version 5.2 --check {} +
	.venv/bin/lint-imports
	$(PRODUCTION) $(RUN) manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(RUN) manage.py check --deploy --fail-level WARNING --database default

# Strict: a package that the service does not answer for is no clean package.
audit: .venv/test.stamp ## Look for unsafe code, and packages with known holes (ADVISORIES=folder)
	$(RUN) -m bandit --quiet --configfile pyproject.toml --recursive portal inquiry casestudies
	@$(RUN) -m bench.auditing "$(ADVISORIES)" || { \
		echo "Not clean: a package named above has a known hole, or the service of" \
			"known holes did not answer, and then nothing is known." >&2; exit 1; }

crash: .venv/test.stamp ## kill -9 web and worker many times (CRASHES_SQLITE=100 CRASHES_POSTGRESQL=30)
	$(RUN) -m bench.crashing

races: .venv/test.stamp ## Take every two steps of a story at once, on both databases (REPEATS=50)
	@REPEATS=$${REPEATS:-50} $(RUN) -m pytest -q -p no:cacheprovider tests/together/test_transitions.py
	@REPEATS=$${REPEATS:-50} $(RUN) -m tests.postgresql -q -p no:cacheprovider tests/together/test_transitions.py

interleave: .venv/test.stamp ## Let three people save one answer (SAVES=3000), on both databases
	@SAVES=$${SAVES:-3000} $(RUN) -m pytest -q -p no:cacheprovider tests/together/test_interleaving.py
	@SAVES=$${SAVES:-3000} $(RUN) -m tests.postgresql -q -p no:cacheprovider tests/together/test_interleaving.py

saves: .venv/test.stamp ## Save over many connections on SQLite (CONNECTIONS=32 SECONDS=30 PAUSE=0.5)
	$(RUN) -m bench.saves

upgrade: .venv/test.stamp ## Upgrade the previous commit's demo on both databases (UPGRADE_FROM=HEAD~1)
	$(RUN) -m bench.upgrading

bench-restore: .venv/test.stamp ## Time backup and restore with many stories (BENCH_N=10000)
	$(RUN) -m bench.restoring

bench-identifying: .venv/test.stamp ## Time the checks for people in stories on hostile text
	DJANGO_SETTINGS_MODULE=tests.settings $(RUN) -m bench.identifying

bench-hostile: .venv/test.stamp ## Time what reads hostile text (BENCH_N=200000)
	DJANGO_SETTINGS_MODULE=tests.settings $(RUN) -m bench.hostile

xss: .venv/test.stamp ## Try every hostile string in every field and page, in Chromium
	HOSTILE=all $(RUN) -m pytest -q tests/hostile/test_browser.py

parameters: .venv/test.stamp ## Ask every address with two hundred hostile values, on both databases
	HOSTILE=all $(RUN) -m pytest -q $(PARAMETERS)
	HOSTILE=all $(RUN) -m tests.postgresql -q $(PARAMETERS)

bench-accounts: .venv/test.stamp ## Time what answers say about who has an account (BENCH_ROUNDS=60)
	$(RUN) -m bench.accounts

bot: .venv/test.stamp ## Let a program make accounts (BOT_POSTS=2000, BOT_VICTIMS=5)
	$(RUN) -m bench.bot

# Sizes by the environment: see bench/load/__main__.py.
load: .venv/test.stamp ## Put the whole site under load (PARTNERS=200 READERS=50 SECONDS=60)
	$(RUN) -m bench.load

bench: .venv/test.stamp ## Time the public pages over HTTP (BENCH_N, BENCH_DATABASES)
	$(RUN) -m bench.pages

bench-search: .venv/test.stamp ## Time the search room beside plain joins (BENCH_N, BENCH_DATABASES)
	$(RUN) -m bench.search

plain: .venv/test.stamp ## Measure the reading grade of all that the project says itself
	$(RUN) -m pytest -q -n0 -s tests/plain

fix: .venv/test.stamp ## Put into style what a program can
	$(RUN) -m ruff check --fix --exit-zero --quiet .
	$(RUN) -m ruff format .
	find templates -name '*.html' -exec .venv/bin/djade --target-version 5.2 {} +

requirements: .venv/test.stamp ## Lock the newest fitting packages, with their hashes
	$(RUN) -m uv pip compile -q --upgrade --universal --generate-hashes --no-header \
		--python-version 3.11 pyproject.toml -o requirements/app.txt
	$(RUN) -m uv pip compile -q --upgrade --universal --generate-hashes --no-header \
		--python-version 3.11 -c requirements/app.txt --group test pyproject.toml \
		-o requirements/test.txt

frontend: ## Build the style sheet and fonts under static/ (needs npm)
	cd portal/look && npm ci && sh build.sh

# Python's own virtual environment, filled again only when the locks change.
.venv/%.stamp: requirements/%.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
		"Creating Light needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	@$(RUN) -m pip --version > /dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	$(INSTALL) -r $<
	@touch $@
