"""The table of norms: every norm of the register, with what encodes it or why nothing does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from service import cli

NORMEN = """\
WMO-01 = { titel = "De omvang staat er", nagegaan = "geverifieerd" }
WMO-02 = { titel = "De hulp past", nagegaan = "afgeleid" }
AWB-01 = { titel = "Wat een mens | moet zien", nagegaan = "secundair", waarom_niet = "Dit ziet niemand." }
EIGEN-1 = { titel = "Een eigen norm", nagegaan = "ongeverifieerd" }
"""


@pytest.fixture
def map_(regelmap: Path) -> Path:
    (regelmap / "normen.toml").write_text(NORMEN, encoding="utf-8")
    pad = regelmap / "proef" / "omvang" / "2020-01-01.regels"
    tekst = pad.read_text(encoding="utf-8")
    for nummer, norm in (("01", "WMO-01"), ("02", "WMO-02"), ("03", "WMO-01")):
        voor, kop, na = tekst.partition(f"regel PROEF-{nummer} ")
        titel, _, rest = na.partition("\n")
        tekst = f"{voor}{kop}{titel}\n  norm {norm}\n{rest}"
    pad.write_text(tekst, encoding="utf-8")
    return regelmap


def toets(*args: str) -> str:
    uit = CliRunner().invoke(cli.toets, ["regels", "dekking", *args])
    assert uit.exit_code == 0, uit.output
    return uit.stdout


def test_every_norm_has_a_state(map_: Path) -> None:
    antwoord: dict[str, Any] = json.loads(toets(str(map_), "--normen", "--uitvoer", "json"))
    assert antwoord["totalen"] == {"regel": 1, "vraag": 1, "niet te coderen": 1, "nog niet": 1}
    assert [(n["norm"], n["stand"], [r["regel"] for r in n["regels"]]) for n in antwoord["normen"]] == [
        ("WMO-01", "regel", ["PROEF-01", "PROEF-03"]),
        ("WMO-02", "vraag", ["PROEF-02"]),
        ("AWB-01", "niet te coderen", []),
        ("EIGEN-1", "nog niet", []),
    ]
    assert antwoord["normen"][0]["regels"][0] == {
        "regel": "PROEF-01",
        "titel": "Het besluit noemt hoeveel hulp er komt",
        "versies": ["2020-01-01"],
        "zekerheid": "geverifieerd",
        "plaats": "proef/omvang/2020-01-01.regels:9",
    }


def test_the_table_as_text_ends_with_the_totals(map_: Path) -> None:
    rijen = toets(str(map_), "--normen").splitlines()
    assert rijen[0] == "WMO-01       regel            De omvang staat er"
    assert rijen[1] == "    PROEF-01  vanaf 2020-01-01  geverifieerd  proef/omvang/2020-01-01.regels:9"
    assert "    Dit ziet niemand." in rijen
    slot = "2 van 4 normen gedekt: 1 met een regel, 1 met alleen een vraag aan een mens; "
    assert rijen[-1] == slot + "1 niet te coderen, 1 nog niet."
    assert toets(str(map_)).splitlines() == [rijen[-1]]


def test_the_table_as_markdown_is_grouped_with_links_and_holds_its_cells(map_: Path) -> None:
    tekst = toets(str(map_), "--normen", "--uitvoer", "markdown")
    koppen = [rij for rij in tekst.splitlines() if rij.startswith("## ")]
    assert koppen == ["## Wmo 2015", "## Algemene wet bestuursrecht", "## Andere normen"]
    assert "[PROEF-01](proef/omvang/2020-01-01.regels#L9) (2020-01-01)<br>[PROEF-03]" in tekst
    assert "Wat een mens \\| moet zien (secundair)" in tekst


def test_a_register_that_cannot_be_read_is_said_in_dutch(map_: Path) -> None:
    (map_ / "normen.toml").write_text("WMO-01 = { titel = }", encoding="utf-8")
    uit = CliRunner().invoke(cli.toets, ["regels", "dekking", str(map_)])
    assert (uit.exit_code, "`normen.toml` is niet te lezen als TOML (regel 1)" in uit.stderr) == (2, True)


def test_a_rule_of_a_norm_that_is_not_registered_is_asked_about(map_: Path) -> None:
    pad = map_ / "proef" / "omvang" / "2020-01-01.regels"
    pad.write_text(pad.read_text(encoding="utf-8").replace("norm WMO-02", "norm WMO-03"), encoding="utf-8")
    uit = CliRunner().invoke(cli.toets, ["regels", "controleer", str(map_)])
    assert (uit.exit_code, "fout[G21]" in uit.stdout, "bedoelt u `WMO-0" in uit.stdout) == (1, True, True)
