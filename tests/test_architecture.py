"""What may know what: the order of imports, and what each layer stays away from."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

WORTEL = Path(__file__).parent.parent
LAGEN = ("engine", "dsl", "service")
"""From the bottom up: a layer may import itself and those before it."""

ENGINE = (
    "engine.rule",
    "engine.calendar",
    "engine.patch",
    "engine.dossier.values",
    "engine.dossier.shape",
    "engine.dossier.errors",
    "engine.dossier.coherence",
    "engine.dossier.personen",
    "engine.dossier.onderzoek",
    "engine.dossier.besluit",
    "engine.dossier.regels",
    "engine.dossier.pgb",
    "engine.dossier.voorziening",
    "engine.dossier.plan",
    "engine.dossier.gegevens",
    "engine.dossier.domeinen",
    "engine.dossier.root",
    "engine.dossier.reading",
    "engine.dossier.schema",
    "engine.dossier",
    "engine.vocabulary",
    "engine.facts",
    "engine.wording",
    "engine.dependence",
    "engine.saying",
    "engine.report",
    "engine.leaves",
    "engine.matching",
    "engine.terms",
    "engine.judging",
    "engine.applying",
    "engine.gathering",
    "engine.sweeping",
    "engine.check",
    "engine.whynot",
    "engine.provenance",
    "engine.writing",
    "engine.trial",
    "engine.remedies",
    "engine.repair_report",
    "engine.repair_search",
    "engine.repairing",
    "engine.covering",
    "engine.deciding",
    "engine.minimising",
    "engine.asking",
    "engine.nudging",
    "engine.margin",
    "engine.breakpoints",
    "engine.timeline",
    "engine.consent",
    "engine.sharing",
    "engine.carriers",
    "engine.placing",
    "engine.rewriting",
    "engine.drafting",
    "engine.bundling",
    "engine.plan_faults",
    "engine.splitting",
    "engine.intent",
    "engine.bottlenecks",
    "engine.twin_child",
    "engine.twin",
    "engine",
)
"""The modules of the engine: each may import only those that stand before it."""

UITERLIJK = {
    "lark": {"dsl.driving", "dsl.parsing"},
    "durable_rules_engine": {"engine.twin_child"},
    "durable": set(),
    "click": {"service"},
    "fastapi": {"service.http"},
    "starlette": {"service.http"},
    "uvicorn": {"service.commands"},
    "sqlalchemy": {"service.store"},
    "alembic": {"service.store"},
    "psycopg": set(),
    "joserfc": {"service.access"},
    "cryptography": {"service.vault"},
    "httpx": {"service.access", "service.client"},
    "pydantic": {"engine.dossier", "engine.vocabulary", "service"},
    "pydantic_core": {"engine.dossier"},
    "dateutil": {"engine.calendar"},
    "orjson": {"engine.report", "service"},
}
"""Who may import a library: a module, or a package with all that is in it."""

TWEELING = {"engine.twin", "engine.twin_child"}
ONREIN = {
    "asyncio", "glob", "http", "io", "logging", "multiprocessing", "os", "pathlib", "random", "secrets",
    "select", "shutil", "signal", "socket", "subprocess", "sys", "tempfile", "threading", "time", "urllib",
    "uuid",
}  # fmt: skip
ONREINE_AANROEPEN = {"open", "print", "input", "exec", "eval", "compile", "__import__"}
ONREINE_METHODEN = {"now", "today", "utcnow", "read_text", "write_text", "read_bytes", "write_bytes"}
VERBODEN_NAMEN = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}


def modulenaam(pad: Path) -> str:
    delen = pad.relative_to(WORTEL).with_suffix("").parts
    return ".".join(delen[:-1] if delen[-1] == "__init__" else delen)


MODULES = {modulenaam(p): p for laag in LAGEN for p in sorted((WORTEL / laag).rglob("*.py"))}


def geimporteerd(naam: str) -> set[str]:
    """Every module that a module imports, anywhere in its text, under its full name."""
    pad = MODULES[naam]
    pakket = naam if pad.name == "__init__.py" else naam.rpartition(".")[0]
    uit: set[str] = set()
    for knoop in ast.walk(ast.parse(pad.read_text(encoding="utf-8"))):
        if isinstance(knoop, ast.Import):
            uit |= {alias.name for alias in knoop.names}
        elif isinstance(knoop, ast.ImportFrom):
            vanuit = knoop.module or ""
            if knoop.level:
                boven = pakket.split(".")[: len(pakket.split(".")) - knoop.level + 1]
                vanuit = ".".join([*boven, *filter(None, [vanuit])])
            for alias in knoop.names:
                vol = f"{vanuit}.{alias.name}"
                uit.add(vol if vol in MODULES else vanuit)
    return uit


def test_an_import_is_seen_wherever_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pad = tmp_path / "proef.py"
    pad.write_text(
        "import os.path as p\nfrom . import rule\nfrom .dossier.values import veld\n"
        "def f():\n    if True:\n        from dsl import parsing, Library\n"
    )
    monkeypatch.setitem(MODULES, "engine.proef", pad)
    gevonden = {"os.path", "engine.rule", "engine.dossier.values", "dsl.parsing", "dsl"}
    assert geimporteerd("engine.proef") == gevonden


def onder(naam: str, plaatsen: set[str]) -> bool:
    return any(naam == p or naam.startswith(p + ".") for p in plaatsen)


def test_there_is_something_to_hold() -> None:
    assert {"engine.check", "dsl.parsing", "service.cli"} <= set(MODULES)


@pytest.mark.parametrize("naam", MODULES)
def test_layers_run_one_way(naam: str) -> None:
    hoogte = LAGEN.index(naam.split(".")[0])
    te_hoog = {m for m in geimporteerd(naam) if m.split(".")[0] in LAGEN[hoogte + 1 :]}
    assert not te_hoog, f"{naam} imports {sorted(te_hoog)}"
    vreemd = {m for m in geimporteerd(naam) if m.split(".")[0] in {"tests", "benchmarks", "rulesets"}}
    assert not vreemd, f"{naam} imports {sorted(vreemd)}"


def test_every_module_of_the_engine_has_its_place() -> None:
    assert sorted(m for m in MODULES if m.split(".")[0] == "engine") == sorted(ENGINE)


@pytest.mark.parametrize("naam", ENGINE)
def test_engine_imports_only_what_stands_before(naam: str) -> None:
    eerder = set(ENGINE[: ENGINE.index(naam)])
    te_ver = {m for m in geimporteerd(naam) if m.split(".")[0] == "engine"} - eerder
    assert not te_ver, f"{naam} imports {sorted(te_ver)}, which do not stand before it"


@pytest.mark.parametrize("bibliotheek", UITERLIJK)
def test_libraries_stay_in_their_room(bibliotheek: str) -> None:
    for naam in MODULES:
        if any(m.split(".")[0] == bibliotheek for m in geimporteerd(naam)):
            assert onder(naam, UITERLIJK[bibliotheek]), f"{naam} imports {bibliotheek}"


@pytest.mark.parametrize("naam", sorted(set(ENGINE) - TWEELING))
def test_engine_is_pure(naam: str) -> None:
    onrein = {m for m in geimporteerd(naam) if m.split(".")[0] in ONREIN}
    assert not onrein, f"{naam} imports {sorted(onrein)}"
    for knoop in ast.walk(ast.parse(MODULES[naam].read_text(encoding="utf-8"))):
        if isinstance(knoop, ast.Call) and isinstance(knoop.func, ast.Name):
            assert knoop.func.id not in ONREINE_AANROEPEN, f"{naam}:{knoop.lineno}: {knoop.func.id}()"
        if isinstance(knoop, ast.Attribute):
            assert knoop.attr not in ONREINE_METHODEN, f"{naam}:{knoop.lineno}: .{knoop.attr}"


def test_only_the_service_and_the_twin_ask_the_clock() -> None:
    for naam in MODULES:
        if naam.startswith("dsl"):
            for knoop in ast.walk(ast.parse(MODULES[naam].read_text(encoding="utf-8"))):
                assert not (isinstance(knoop, ast.Attribute) and knoop.attr in {"now", "today", "utcnow"}), (
                    naam
                )


def bijgehouden() -> list[Path]:
    """All files that belong to the project; an unpacked archive has no git and is taken whole."""
    git = subprocess.run(["git", "ls-files", "-z"], cwd=WORTEL, capture_output=True, check=False)
    namen = [n for n in git.stdout.decode().split("\0") if n]
    if git.returncode or not namen:
        namen = [p.relative_to(WORTEL).as_posix() for p in WORTEL.rglob("*") if p.is_file()]
        namen = [
            n
            for n in namen
            if not re.search(r"(^|/)(\.venv|\.hypothesis|\.[a-z]+_cache|__pycache__|[^/]*\.egg-info)/", n)
        ]
    return [WORTEL / n for n in namen if (WORTEL / n).is_file()]


def test_rulesets_hold_law_only() -> None:
    eigen = {p for p in bijgehouden() if p.is_relative_to(WORTEL / "rulesets")}
    eigen -= {WORTEL / "rulesets" / naam for naam in ("bronnen.json", "dragers.toml", "normen.toml", "SLOT")}
    assert {p.suffix for p in eigen} <= {".regels", ".md"}


# Put together here, so that this file does not contain what it looks for.
_MAPPEN = "|".join(["root", "work", "farm", "home", "Users", "tmp"])
_BRONNEN = "|".join(["py" + "pi", "python" + "hosted", "npm" + "js", "deb" + "ian"])
VERRADERLIJK = re.compile(
    rf"(?<![\w.}}])/(?:{_MAPPEN})/[A-Za-z]|\b(?:{_BRONNEN})\.[a-z]+|--(?:extra-)?index-url\s+\S|--find-links\s+\S"
)


def test_no_file_names_a_machine_or_a_package_source() -> None:
    gevonden = []
    for pad in bijgehouden():
        try:
            tekst = pad.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for n, rij in enumerate(tekst.splitlines(), 1):
            if VERRADERLIJK.search(rij):
                gevonden.append(f"{pad.relative_to(WORTEL)}:{n}: {rij.strip()[:120]}")
    assert not gevonden, "\n".join(gevonden)


def test_names_say_what_things_are() -> None:
    for pad in bijgehouden():
        if pad.suffix == ".py":
            delen = {
                deel for stuk in pad.relative_to(WORTEL).with_suffix("").parts for deel in stuk.split("_")
            }
            assert not delen & VERBODEN_NAMEN, pad
    for naam, pad in MODULES.items():
        for knoop in ast.walk(ast.parse(pad.read_text(encoding="utf-8"))):
            if isinstance(knoop, ast.ClassDef | ast.FunctionDef):
                woorden = {w.lower() for w in re.findall(r"[A-Z]?[a-z]+", knoop.name)}
                assert not woorden & VERBODEN_NAMEN, f"{naam}: {knoop.name}"
