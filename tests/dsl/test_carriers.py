"""The law about carriers: the shipped file stands up, and a wrong one is told what is wrong with it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dsl import load_library
from dsl.carriers import BESTAND, bezwaren, gronden, lees_dragers
from dsl.norms import lees_normen
from dsl.register import lees_register
from engine.carriers import ASPECTEN

RULESETS = Path(__file__).resolve().parents[2] / "rulesets"
GOED = """\
[bron]
wmo = { soort = "wet", titel = "Wmo 2015", kenmerk = "BWBR0035362" }

[wet.wmo2015]
naam = "Wmo 2015"
plek = "gemeente"
artikel = "2.3.5"

[[drager]]
id = "WMO-PROEF"
wet = "wmo2015"
producten = ["rolstoel"]
uitleg = "Een rolstoel komt uit de Wmo."
volgens = ["wmo artikel 2.3.5 lid 3"]
norm = "SCH-08"
nagegaan = "geverifieerd"
"""


def test_every_statement_of_the_shipped_file_stands_in_the_law() -> None:
    dragers, register, normen = lees_dragers(RULESETS), lees_register(RULESETS), lees_normen(RULESETS)
    assert dragers is not None
    assert register is not None
    assert normen is not None
    assert list(bezwaren(dragers, register)) == []
    assert [waar for waar, grond in gronden(dragers) if grond.norm not in normen] == []


@pytest.mark.parametrize("wet", ["wmo2015", "jeugdwet", "participatiewet", "wgs"])
def test_of_each_law_of_the_municipality_every_aspect_is_known(wet: str) -> None:
    dragers = lees_dragers(RULESETS)
    assert dragers is not None
    bekend = set(dragers.op(dt.date(2026, 7, 1)).van_wet(wet))
    assert set(ASPECTEN) - bekend <= {"herziening"}


def test_what_does_not_hold_on_a_day_is_not_said() -> None:
    dragers = lees_dragers(RULESETS)
    assert dragers is not None
    toen, nu = dragers.op(dt.date(2019, 1, 1)), dragers.op(dt.date(2026, 7, 1))
    assert "bijdrage" not in toen.van_wet("wmo2015")
    assert "WGS-SCHULDHULP" not in {d.id for d in toen.dragers}
    assert {w.naam for w in nu.samen} - {w.naam for w in toen.samen} == {"Coördinatie volgens de Awb"}


def _met(map_: Path, tekst: str) -> Path:
    (map_ / BESTAND).write_text(tekst, encoding="utf-8")
    return map_


def test_a_folder_without_the_file_has_no_carriers(tmp_path: Path) -> None:
    assert lees_dragers(tmp_path) is None
    gevonden = lees_dragers(_met(tmp_path, GOED))
    assert gevonden is not None
    assert [d.id for d in gevonden.dragers] == ["WMO-PROEF"]


@pytest.mark.parametrize(
    ("eruit", "erin", "klacht"),
    [
        ("[bron]", "[bron", "niet te lezen als TOML (regel 1)"),
        ("[[drager]]", "[[draagt]]", "draagt: dit hoort hier niet"),
        ("wet = \"wmo2015\"", "wet = \"wmo\"", "drager 1: `wmo` kan hier niet; kies uit `wmo2015`"),
        ("[wet.wmo2015]", "[wet.wmo]", "wet wmo: `wmo` kan hier niet"),
        ("plek = \"gemeente\"", "plek = \"thuis\"", "wet wmo2015: `thuis` kan hier niet"),
        ("artikel = \"2.3.5\"", "artikel = 2", "wet wmo2015: `artikel` hoort hier niet, of heeft een ander"),
        ("\"rolstoel\"", "\"fiets\"", "drager 1: `fiets` kan hier niet"),
        ("uitleg = ", "uitlegg = ", "drager 1: `uitleg` ontbreekt"),
        ("norm = ", "leeftijdTot = \"18\"\nnorm = ", "drager 1: een leeftijd is een heel getal"),
        ("norm = ", "vanaf = \"2020\"\nnorm = ", "drager 1: `vanaf` en `tot` zijn data"),
        ("\"geverifieerd\"", "\"zeker\"", "drager 1: `zeker` kan hier niet"),
        ("wmo artikel 2.3.5 lid 3", "jw artikel 2.3", "drager 1: er is geen bron `jw`"),
        ("wmo artikel 2.3.5 lid 3", "wmo overweging 3", "drager 1: `wmo overweging 3` is geen vindplaats"),
        ("wmo artikel 2.3.5 lid 3", "wmo artikel", "drager 1: `wmo artikel` is geen vindplaats"),
        ("[\"wmo artikel 2.3.5 lid 3\"]", "[]", "drager 1: `volgens` noemt minstens een vindplaats"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_what_is_wrong(tmp_path: Path, eruit: str, erin: str, klacht: str) -> None:
    assert eruit in GOED
    with pytest.raises(ValueError, match="dragers") as fout:
        lees_dragers(_met(tmp_path, GOED.replace(eruit, erin, 1)))
    assert klacht in str(fout.value)


def test_a_place_that_does_not_exist_is_an_error_of_the_rules(tmp_path: Path) -> None:
    for naam in ("bronnen.json", "normen.toml"):
        (tmp_path / naam).write_bytes((RULESETS / naam).read_bytes())
    _met(tmp_path, GOED)
    assert load_library(tmp_path)[1] == ()
    _met(tmp_path, GOED.replace("2.3.5 lid 3", "2.3.99").replace("SCH-08", "SCH-99"))
    zinnen = [(d.code, d.zin) for d in load_library(tmp_path)[1]]
    assert [code for code, _ in zinnen] == ["G23", "G23"]
    assert any("artikel 2.3.99 bestaat niet" in zin for _, zin in zinnen)
    assert any("norm `SCH-99`" in zin for _, zin in zinnen)
