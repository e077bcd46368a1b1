# The two commands are `make run` and `make test`; `make help` lists the others.
.DEFAULT_GOAL := help
.PHONY: help run test check screens requirements verify bench messages lock parts assets format dump psql down python

# The first Python of this machine that is new enough.
PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
export PYTHONUNBUFFERED = 1
# Byte code is kept: without it every process of ours compiles each of its packages anew, for seconds.
unexport PYTHONDONTWRITEBYTECODE

help: ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /  make \1|/' | column -t -s '|'

python:
	@test -n "$(PYTHON)" || { echo "RJCase needs Python 3.11 or newer; this machine has $$({ python3 --version; } 2>/dev/null || echo no Python)." >&2; exit 1; }

run: python ## start everything with demo data (PORT, RJCASE_DATA); Ctrl-C stops it
	@exec $(PYTHON) -m tools.run

test: python ## run every test, the browser ones included
	@exec $(PYTHON) -m tools.test $(ARGS)

check: python ## linters, types, import contracts, templates, migrations
	@exec $(PYTHON) -m tools.check

screens: python ## take the pictures of docs/screens anew (ARGS="tests/…" for some of them)
	@exec $(PYTHON) -m tools.screens $(ARGS)

requirements: python ## write docs/requirements.md from what the last make test has shown
	@exec .venv/bin/python -m tests.requirements.report

verify: python ## the long checks, part by part, into verify/results.json (PARTS="name …", FRESH=1)
	@exec $(PYTHON) -m tools.verify $(PARTS)

bench: python ## the benchmark, into bench/results.json
	@exec $(PYTHON) -m tools.bench $(ARGS)

format: python ## format Python and templates
	@exec $(PYTHON) -m tools.format

assets: python ## build the styles and scripts of the pages
	@exec $(PYTHON) tools/build_assets.py

messages: python ## add new texts of the public pages to the Welsh catalogue, and compile it
	@exec .venv/bin/python -m tools.messages

lock: python ## write the lock files from pyproject.toml (ARGS=--upgrade for new versions)
	@exec $(PYTHON) -m tools.lock $(ARGS)

parts: python ## write docs/sbom.cdx.json and docs/licences.md from the lock files
	@exec .venv/bin/python -m tools.parts

dump: python ## keep a dump of this version's demo database for the upgrade test
	@exec $(PYTHON) -m tools.dump

psql: python ## a database shell inside a scheme (SCHEME=northshire WHO=manager@northshire.example)
	@exec $(PYTHON) -m tools.psql

down: python ## stop embedded servers that were left running, those of the tests too
	@exec $(PYTHON) -m tools.down
