"""The rulings beside the rules: well made, and the table made of them is true."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from dsl.norms import lees_normen
from service.holdings import lees_uitspraak
from service.intake import STANDAARDMAP, lees_regels
from service.rulings import Stapel, beoordeel_map
from service.rulingtable import als_markdown

MAP = Path(__file__).parent
TABEL = MAP / "UITSPRAKEN.md"
OPDRACHT = "toets regels uitspraken tests/rulings --uitvoer markdown"


@cache
def stapel() -> Stapel:
    return beoordeel_map(MAP, lees_regels(STANDAARDMAP).bibliotheek)


def test_every_dossier_has_what_the_court_held() -> None:
    assert {p.stem for p in MAP.glob("*.json")} <= {p.stem for p in MAP.glob("*.toml")}


@pytest.mark.parametrize("pad", sorted(MAP.glob("*.toml")), ids=lambda p: p.stem)
def test_the_norms_of_a_ruling_exist_and_its_name_is_its_own(pad: Path) -> None:
    uitspraak = lees_uitspraak(pad.read_bytes())
    assert {n for p in uitspraak.punten for n in p.normen} <= set(lees_normen(STANDAARDMAP) or {})
    hof, jaar, nummer = uitspraak.ecli.split(":")[2:]
    assert pad.stem in {f"{hof}-{jaar}-{nummer}".lower(), "ridderkerk-2731"}


def test_no_ruling_stands_there_twice() -> None:
    eclis = [lees_uitspraak(p.read_bytes()).ecli for p in MAP.glob("*.toml")]
    assert len(set(eclis)) == len(eclis)


def test_only_a_difference_is_explained() -> None:
    punten = [(b.naam, p) for b in stapel().beoordelingen for p in b.punten]
    assert [(naam, p.punt.wat) for naam, p in punten if p.punt.verschil and not p.wijkt_af] == []


def test_the_table_is_what_the_command_makes() -> None:
    assert TABEL.read_text(encoding="utf-8") == als_markdown(stapel(), OPDRACHT), (
        f"maak haar met `{OPDRACHT}`"
    )
