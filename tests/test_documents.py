"""What the documents say is so: commands run, links lead somewhere, nothing is left out."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from dsl import CATALOGUE, explain
from service.cli import toets

WORTEL = Path(__file__).parent.parent
DOCUMENTEN = ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "DECISIONS.md", "CHANGELOG.md")
HANDLEIDINGEN = (
    "docs/delen.md",
    "docs/gemeente.md",
    "docs/gezinsplan.md",
    "docs/herstel.md",
    "docs/knelpunten.md",
    "docs/tijdlijn.md",
    "rulesets/README.md",
)
MET_VOORBEELDEN = (*DOCUMENTEN, *HANDLEIDINGEN)
_BLOK = re.compile(r"^( *)```console\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\[[^\]]*\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)")
_PAD = re.compile(r"`((?:engine|dsl|service|rulesets|tests|benchmarks|voorbeelden|requirements)/[\w./-]*)`")


def tekst_van(naam: str) -> str:
    return (WORTEL / naam).read_text(encoding="utf-8")


def voorbeelden() -> Iterator[tuple[str, str, list[str]]]:
    """Every `$ toets ...` in a block marked `console`, with the lines shown below it."""
    for naam in MET_VOORBEELDEN:
        for inspringing, blok in _BLOK.findall(tekst_van(naam)):
            blok = re.sub(rf"^{inspringing}", "", blok, flags=re.MULTILINE)
            for stuk in re.split(r"^\$ ", blok, flags=re.MULTILINE)[1:]:
                opdracht, *getoond = stuk.rstrip("\n").split("\n")
                yield naam, opdracht, getoond


def komt_overeen(getoond: list[str], echt: list[str]) -> str | None:
    """The first shown line that does not come next; `...` stands for any number of lines."""
    plek, vrij = 0, False
    for rij in getoond:
        if rij == "...":
            vrij = True
            continue
        while vrij and plek < len(echt) and echt[plek] != rij:
            plek += 1
        if plek >= len(echt) or echt[plek] != rij:
            return rij
        plek, vrij = plek + 1, False
    return None if vrij or plek == len(echt) else f"(hierna komt nog: {echt[plek]})"


@pytest.mark.parametrize(
    ("getoond", "goed"),
    [
        (["a", "b"], True), (["a", "...", "c"], False), (["a", "..."], True), (["...", "b"], True),
        (["a"], False), (["b", "a"], False), (["...", "c"], False),
    ],
)  # fmt: skip
def test_shown_lines_are_compared_strictly(getoond: list[str], goed: bool) -> None:
    assert (komt_overeen(getoond, ["a", "b"]) is None) is goed


def test_the_readme_shows_the_command_at_work() -> None:
    assert any(naam == "README.md" and "utrecht-1402" in opdracht for naam, opdracht, _ in voorbeelden())


@pytest.fixture(scope="module")
def proefmap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy to publish in, with nothing published yet."""
    map_ = tmp_path_factory.mktemp("project")
    shutil.copytree(WORTEL / "rulesets", map_ / "rulesets")
    (map_ / "rulesets" / "SLOT").unlink()
    return map_


EIGEN_PROCES = {"README.md", "rulesets/README.md"}
"""Whose commands run as a user runs them; those of other manuals share a process, which is faster."""
STOREND = {"COLUMNS", "FORCE_COLOR", "TOETSSTEEN_REGELS"}


def in_een_eigen_proces(woorden: list[str], map_: Path) -> tuple[str, str]:
    omgeving = {k: v for k, v in os.environ.items() if k not in STOREND} | {"PYTHONUTF8": "1"}
    if map_ != WORTEL:
        omgeving |= {"TOETSSTEEN_REGELS": "rulesets", "PYTHONPATH": str(WORTEL)}
    uit = subprocess.run(
        [sys.executable, "-m", "service", *woorden],
        cwd=map_,
        env=omgeving,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    return uit.stdout, uit.stderr


def in_dit_proces(woorden: list[str], map_: Path) -> tuple[str, str]:
    with contextlib.chdir(map_):
        uit = CliRunner(env=dict.fromkeys(STOREND)).invoke(toets, woorden)
    if uit.exception is not None and not isinstance(uit.exception, SystemExit):
        raise uit.exception
    return uit.stdout, uit.stderr


@pytest.mark.parametrize(("naam", "opdracht", "getoond"), list(voorbeelden()))
def test_a_shown_command_does_what_is_shown(
    naam: str, opdracht: str, getoond: list[str], proefmap: Path
) -> None:
    woorden = shlex.split(opdracht)
    assert woorden[0] == "toets", f"{naam}: alleen `toets` wordt gedraaid, niet {woorden[0]}"
    draai = in_een_eigen_proces if naam in EIGEN_PROCES else in_dit_proces
    uit, fout = draai(woorden[1:], proefmap if naam == "rulesets/README.md" else WORTEL)
    assert "Traceback" not in fout
    mis = komt_overeen(getoond, [rij.rstrip() for rij in (uit + fout).rstrip("\n").split("\n")])
    assert mis is None, f"{naam}: `{opdracht}` toont niet: {mis}\n{uit}{fout}"


def test_the_first_dossier_of_the_readme_is_judged() -> None:
    (voorbeeld,) = re.findall(r"^```json\n(.*?)^```$", tekst_van("README.md"), re.DOTALL | re.MULTILINE)
    uitslag = CliRunner().invoke(toets, ["controleer", "-", "--zonder-tweeling"], input=voorbeeld)
    assert uitslag.exit_code == 1, uitslag.stderr
    assert "[WMO-BES-11-HULP]" in uitslag.stdout


def opdrachten(groep: click.Group, voor: str = "toets") -> Iterator[str]:
    for naam, opdracht in groep.commands.items():
        if isinstance(opdracht, click.Group):
            yield from opdrachten(opdracht, f"{voor} {naam}")
        elif not opdracht.hidden:
            yield f"{voor} {naam}"


@pytest.mark.parametrize("opdracht", list(opdrachten(toets)))
def test_every_command_is_in_the_readme(opdracht: str) -> None:
    assert f"`{opdracht}" in tekst_van("README.md")


def test_the_readme_names_no_command_that_is_not_there() -> None:
    bekend = set(opdrachten(toets))
    for genoemd in re.findall(r"^\| `(toets [^`]+)`", tekst_van("README.md"), re.MULTILINE):
        assert re.sub(r"\s+[\[A-Z].*", "", genoemd) in bekend


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_diagnostic_has_a_page(code: str) -> None:
    pagina = explain(code)
    assert pagina is not None
    assert pagina.startswith(f"# {code}: ")


def verhalen() -> list[Path]:
    mappen = ["docs", "dsl", "rulesets", "voorbeelden", "benchmarks"]
    return [WORTEL / n for n in DOCUMENTEN] + sorted(p for m in mappen for p in (WORTEL / m).rglob("*.md"))


@pytest.mark.parametrize("pad", verhalen(), ids=lambda p: p.relative_to(WORTEL).as_posix())
def test_every_link_leads_to_a_file(pad: Path) -> None:
    for doel in _LINK.findall(pad.read_text(encoding="utf-8")):
        assert (pad.parent / doel).exists(), doel


@pytest.mark.parametrize("naam", DOCUMENTEN)
def test_every_file_that_is_named_exists(naam: str) -> None:
    for doel in _PAD.findall(tekst_van(naam)):
        assert (WORTEL / doel).exists(), doel


def test_the_make_targets_that_are_named_exist() -> None:
    doelen = set(re.findall(r"^([a-z]+):", tekst_van("Makefile"), re.MULTILINE))
    for naam in DOCUMENTEN:
        for doel in re.findall(r"`?make (?:[A-Z]+=\S+ )?([a-z]+)\b", tekst_van(naam)):
            assert doel in doelen, f"{naam}: make {doel}"


def test_decisions_are_numbered_and_short() -> None:
    stukken = re.split(r"^## ", tekst_van("DECISIONS.md"), flags=re.MULTILINE)[1:]
    assert [int(s.split(".")[0]) for s in stukken] == list(range(1, len(stukken) + 1))
    for stuk in stukken:
        assert len(stuk.strip().split("\n")) <= 15, stuk.split("\n")[0]
        for woord in ("Context", "Decision", "Because", "Status"):
            assert f"**{woord}.**" in stuk, stuk.split("\n")[0]
