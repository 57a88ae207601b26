# Alles wat een nieuwe ontwikkelaar nodig heeft: `make voorbeeld` en `make test`.
# Een andere Python: `make PYTHON=python3.12 test`. Een andere map voor de omgeving: `make VENV=map test`.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# Ook waar een omgeving dat uitzet: zonder bytecode vertaalt elk proces het programma opnieuw (een halve seconde).
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := hulp
.PHONY: hulp klaar voorbeeld test zoek meet meet-dienst lock schoon

hulp:
	@echo "make voorbeeld   richt de omgeving in en toetst een echt besluit"
	@echo "make test        draait alle controles: ruff, mypy, pytest en de gevallen bij de regels"
	@echo "make zoek        zoekt met nieuwe, willekeurige gevallen naar een eigenschap die niet opgaat"
	@echo "make meet        meet snelheid en geheugen (benchmarks/UITSLAG.md)"
	@echo "make meet-dienst meet de HTTP-dienst (benchmarks/DIENST.md)"
	@echo "make lock        maakt de vergrendelde lijsten in requirements/ opnieuw"
	@echo "make schoon      verwijdert de omgeving"

# --- omgeving: eerst wat nodig is om te toetsen, daarbovenop wat nodig is om te testen of te meten

$(VENV)/.toets: requirements/toets.txt requirements/tweeling.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Toetssteen vraagt Python 3.11 of hoger; dit is " + sys.version.split()[0] + ". Probeer: make PYTHON=python3.12 ..." if sys.version_info < (3, 11) else 0)'
	@echo "De omgeving wordt ingericht in $(VENV) (eenmalig)."
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes -r requirements/toets.txt
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@$(PIP) install --no-build-isolation --no-deps --require-hashes -r requirements/tweeling.txt > $(VENV)/tweeling.log 2>&1 || true
	@$(BIN)/python -c 'import durable_rules_engine' 2>> $(VENV)/tweeling.log \
		|| echo "Let op: zonder tweeling. durable-rules vraagt een C-compiler en een Python onder 3.13; toetsen gaat door, het bewijs meldt het. Zie $(VENV)/tweeling.log."
	@touch $@

$(VENV)/.test: $(VENV)/.toets requirements/test.txt
	@$(PIP) install --require-hashes -r requirements/test.txt
	@touch $@

$(VENV)/.meet: $(VENV)/.toets benchmarks/requirements.txt
	@$(PIP) install --require-hashes -r benchmarks/requirements.txt
	@touch $@

klaar: $(VENV)/.toets

# --- doen

# `toets controleer` eindigt met 1 als er iets te vernietigen is; bij het voorbeeld is dat de bedoeling.
voorbeeld: $(VENV)/.toets
	@$(BIN)/toets controleer voorbeelden/utrecht-1402.json --peildatum 2016-05-18 --kennisdatum 2016-05-18 || [ $$? -eq 1 ]

test: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2

# Nieuwe, willekeurige gevallen voor de eigenschappen; `make test` trekt steeds dezelfde.
zoek: $(VENV)/.test
	$(BIN)/python -m pytest -n 2 -m hypothesis --hypothesis-profile zoek

meet: $(VENV)/.meet
	$(BIN)/python -m benchmarks.snelheid

meet-dienst: $(VENV)/.toets
	$(BIN)/python -m benchmarks.dienst

# --- vergrendelen: uitkomst zonder namen van machines of pakketbronnen

COMPILE := $(BIN)/pip-compile --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe --no-header \
	--no-annotate --no-emit-index-url --no-emit-trusted-host --no-emit-find-links

lock: $(VENV)/.toets
	@$(PIP) install 'pip-tools>=7'
	$(COMPILE) --output-file requirements/toets.txt pyproject.toml requirements/bouw.in
	$(COMPILE) --output-file requirements/test.txt --extra test --constraint requirements/toets.txt pyproject.toml requirements/bouw.in
	$(COMPILE) --output-file requirements/tweeling.txt requirements/tweeling.in
	$(COMPILE) --output-file benchmarks/requirements.txt --constraint requirements/toets.txt benchmarks/requirements.in

schoon:
	rm -rf $(VENV)
