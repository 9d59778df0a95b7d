# Two commands are enough: `make run` and `make test`. `make` alone lists the rest.
PYTHON ?= python3
BIN := .venv/bin
# Images of Python often set it, and each start then compiles all it reads: three seconds of them.
unexport PYTHONDONTWRITEBYTECODE
SETUP := $(PYTHON) -I huddinge_vo/dev/setup.py
APPS := contracts procurement activities followup
# The rooms that hold meaning are typed in full; the pages are not (Django's own types end at the request).
TYPED := huddinge_vo/common $(foreach room,rules imports actions querysets reports,\
	$(wildcard $(foreach app,$(APPS),$(app)/*/$(room).py $(app)/*/$(room))))
# As many test processes as there are cores, each with a database of its own; more than eight only wait for the one server.
WORKERS ?= $(shell cores=$$(nproc 2>/dev/null || echo 2); echo $$((cores < 2 ? 2 : cores > 8 ? 8 : cores)))
.DEFAULT_GOAL := help
.PHONY: help run test setup check fix house bench faults demo-reset

help:  ## Visar målen
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|' 2>/dev/null \
		|| sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1  \2/p' $(MAKEFILE_LIST)

run: setup  ## Startar allt med demon, på http://127.0.0.1:8000 (annan port: PORT=8001 make run)
	@exec $(BIN)/python manage.py serve

test: setup-test  ## Kör alla tester, i Chromium också, och visar vad de täcker
	@$(BIN)/pytest --create-db -n $(WORKERS) --dist loadgroup --no-loadscope-reorder --cov --cov-report=
	@$(BIN)/python -I huddinge_vo/dev/covered.py

setup:  ## Gör maskinen redo: .venv, låsta paket, systembibliotek
	@$(SETUP)
	@$(ASSETS)

.PHONY: setup-test
setup-test:
	@$(SETUP) --test
	@$(ASSETS)

check: setup  ## Stil, mallar, lager, typer, migreringar och driftinställningar
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint --quiet templates huddinge_vo/dev/templates
	$(BIN)/lint-imports
	$(BIN)/python manage.py house_picture --check
	$(BIN)/python manage.py rights_matrix --check
	$(BIN)/mypy
	$(BIN)/python -I huddinge_vo/dev/untyped.py
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING

fix: setup  ## Rättar det som går att rätta av sig självt
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

house: setup  ## Ritar bilden av huset ur koden: docs/huset.svg
	@$(BIN)/python manage.py house_picture

bench: setup  ## Mäter reskontran från fil till siffra, prisjusteringen, sökningen, hitta plats, e-fakturor och röda flaggor
	$(BIN)/python benchmarks/bench.py
	$(BIN)/python benchmarks/prices.py
	$(BIN)/python benchmarks/search.py
	$(BIN)/python benchmarks/places.py
	$(BIN)/python benchmarks/invoices.py
	$(BIN)/python benchmarks/flags.py

.PHONY: tasks pictures
tasks:  ## Går en vanlig dags uppgifter på demon (make run först, ny demo) och skriver docs/uppgifter.md
	$(BIN)/python benchmarks/tasks.py http://127.0.0.1:$(or $(PORT),8000)

pictures:  ## Tar handbokens bilder av demon (make run först)
	$(BIN)/python -m tests.journeys.pictures http://127.0.0.1:$(or $(PORT),8000)

.PHONY: felt
felt:  ## Mäter hur sidorna känns i webbläsaren: kB, anrop, LCP och INP (make run först)
	$(BIN)/python benchmarks/felt.py http://127.0.0.1:$(or $(PORT),8000)

.PHONY: bench-start
bench-start: setup  ## Mäter starten från ren klon, migrate och testdatabasen (jämfört med: BEFORE=<revision>)
	$(BIN)/python benchmarks/start.py

faults: setup-test  ## Prövar varje jobb, par och migrering 20 gånger mot fel: dödade processer, omstarter, full disk
	@rm -f var/faults.jsonl
	@mkdir -p var
	@VO_FAULT_TRIES=$(or $(TRIES),20) VO_FAULT_LOAD_SECONDS=60 VO_FAULT_NOTES=$(CURDIR)/var/faults.jsonl $(BIN)/pytest -q tests/faults; \
		tried=$$?; $(BIN)/python -m tests.faults.table var/faults.jsonl; exit $$tried

demo-reset: setup  ## Kastar databasen och filerna under var/ och laddar demon på nytt
	@$(BIN)/python manage.py reset_demo

# As in production, with values that only let the check run: nothing connects.
PRODUCTION := env VO_ENV=production SECRET_KEY=only-for-the-check-and-long-enough-to-pass-it-0123456789abcdef \
	ALLOWED_HOSTS=vo.example DATABASE_URL=postgresql://vo@db/vo REDIS_URL=redis://valkey/0
ASSETS := $(BIN)/python -I huddinge_vo/common/fonts.py
