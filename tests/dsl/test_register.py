"""What the register of sources says of a citation: there, not there, or not known."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from dsl.register import BESTAND, Register, lees_register
from engine.rule import Bron, Geldigheid, Plaats, Vindplaats

PLAATS = Plaats("proef.regels", 0, 1, 1, 1)
UAVG = Bron("wet", "UAVG", "BWBR0040940", PLAATS)
ZVW = Bron("wet", "Zvw", "BWBR0018450", PLAATS)
WMO = Bron("wet", "Wmo 2015", "BWBR0035362", PLAATS)
INHOUD: dict[str, Any] = {
    "wetten": {
        "BWBR0035362": {
            "naam": "Wmo 2015",
            "versies": {
                "2015-01-01": {
                    "bereik": "2.",
                    "artikelen": {
                        "2.1.4": {"1": "a b"}, "2.3.5": {"1": "", "3": "a b c"}, "2.3.9": {"0": "a"},
                        "2.9.1": {"1": ""},
                    },
                },
                "2020-01-01": {
                    "bereik": "", "artikelen": {"2.1.4a": {"1": ""}, "2.3.5": {"1": "", "2": ""}}
                },
            },
        },
        "BWBR0018450": {
            "naam": "Zvw",
            "versies": {"2015-07-01": {"bereik": "9-14 35", "artikelen": {"9": {"1": ""}, "14a": {"0": ""}}}},
        },
        "BWBR0040940": {"naam": "UAVG", "versies": {}},
    },
    "overwegingen": {"ECLI:NL:CRVB:2016:1402": ["5.6.2"]},
}  # fmt: skip


@pytest.fixture
def register(tmp_path: Path) -> Register:
    (tmp_path / BESTAND).write_text(json.dumps(INHOUD), encoding="utf-8")
    gevonden = lees_register(tmp_path)
    assert gevonden is not None
    return gevonden


def plek(
    artikel: str | None, lid: str | None = None, onderdeel: str | None = None, bron: Bron = WMO
) -> Vindplaats:
    return Vindplaats(bron, artikel, lid, onderdeel, None, PLAATS)


def van(jaar: int, tot: int | None = None) -> Geldigheid:
    return Geldigheid(dt.date(jaar, 1, 1), None if tot is None else dt.date(tot, 1, 1))


@pytest.mark.parametrize(
    ("vindplaats", "geldig", "wat"),
    [
        (plek("2.3.5"), van(2015), []),
        (plek("2.3.5", "3", "b"), van(2015, 2020), []),
        (plek("2.3.5", "3"), van(2015), ["artikel 2.3.5 heeft geen lid 3"]),
        (plek("2.3.5", "3", "d"), van(2015, 2020), ["artikel 2.3.5 lid 3 heeft geen onderdeel d"]),
        (plek("2.3.5", None, "c"), van(2015, 2020), []),
        (plek("2.3.9", None, "a"), van(2015, 2020), []),
        (plek("2.3.9", "1"), van(2015, 2020), ["artikel 2.3.9 heeft geen lid 1"]),
        (plek("2.1.4a"), van(2015), ["artikel 2.1.4a bestaat niet"]),
        (plek("2.1.4a"), van(2020), []),
        (plek("2.1.4a"), van(2017), []),  # between two readings: it may have come at any time
        (plek("2.1.9"), van(2017, 2019), []),  # the later reading is in part, and so silent
        (plek("2.9.9"), van(2020), []),  # only a part of that version was read
        (plek("8.6a"), van(2015), []),  # no article of chapter 8 was read
        (plek("2.9.1"), van(2020), []),
        (plek("14a", bron=ZVW), van(2016), []),
        (plek("13a", bron=ZVW), van(2016), ["artikel 13a bestaat niet"]),
        (plek("14b", bron=ZVW), van(2016), ["artikel 14b bestaat niet"]),
        (plek("35", bron=ZVW), van(2016), ["artikel 35 bestaat niet"]),
        (plek("15", bron=ZVW), van(2016), []),  # outside what was read
        (plek("1", bron=ZVW), van(2016), []),
        (plek("4", bron=UAVG), van(2019), []),
    ],
)
def test_a_citation_is_held_against_the_versions_in_force(
    register: Register, vindplaats: Vindplaats, geldig: Geldigheid, wat: list[str]
) -> None:
    assert [b.wat for b in register.bezwaren(vindplaats, geldig)] == wat


@pytest.mark.parametrize(
    ("artikel", "dag", "herstel"),
    [
        ("2.1.4a", 2015, "`geldig vanaf`), uiterlijk 1 januari 2020"),
        ("2.3.5a", 2015, "er is wel artikel 2.3.5 en 2.3.9"),
    ],
)
def test_what_is_not_there_says_since_when_it_is_or_what_is_near(
    register: Register, artikel: str, dag: int, herstel: str
) -> None:
    (bezwaar,) = register.bezwaren(plek(artikel), van(dag))
    assert herstel in bezwaar.herstel


def test_an_article_that_went_says_until_when_it_was_there(tmp_path: Path) -> None:
    versies = {
        "2015-01-01": {"bereik": "*", "artikelen": {"3": {}}},
        "2020-01-01": {"bereik": "*", "artikelen": {}},
    }
    inhoud = {"wetten": {"BWBR0035362": {"naam": "Wmo", "versies": versies}}, "overwegingen": {}}
    (tmp_path / BESTAND).write_text(json.dumps(inhoud), encoding="utf-8")
    register = lees_register(tmp_path)
    assert register is not None
    (bezwaar,) = register.bezwaren(plek("3"), van(2015))
    assert "met `tot`" in bezwaar.herstel


CRVB = Bron("uitspraak", "CRvB", "ECLI:NL:CRVB:2016:1402", PLAATS)
IN_2015, IN_2020 = "in de tekst van 1 januari 2015; ", "in de tekst van 1 januari 2020; "
NIET_IN = "niet bij wat is gelezen van de tekst van "
GEEN_TEKST = "van deze wet is geen tekst van die tijd gelezen"
STUK = Bron("kamerstuk", "MvT", "33841-3", PLAATS)


def overweging(nummer: str | None) -> Vindplaats:
    return Vindplaats(CRVB, None, None, None, nummer, PLAATS)


@pytest.mark.parametrize(
    ("vindplaats", "geldig", "stand", "waarom"),
    [
        (plek("2.3.5"), van(2015), "gevonden", "in de tekst van 1 januari 2015 en 1 januari 2020"),
        (plek("2.3.5", "1"), van(2015), "gevonden", "in de tekst van 1 januari 2015 en 1 januari 2020"),
        (plek("2.9.1"), van(2015), "deels gevonden", IN_2015 + NIET_IN + "1 januari 2020"),
        (plek("2.9.1"), van(2021), "niet na te gaan", NIET_IN + "1 januari 2020"),
        (plek("2.1.4a"), van(2017), "deels gevonden", IN_2020 + NIET_IN + "1 januari 2015"),
        (plek("2.3.5", "2"), van(2017), "deels gevonden", IN_2020 + NIET_IN + "1 januari 2015"),
        (plek("2.3.5", "2"), van(2015), "fout",
         "artikel 2.3.5 heeft geen lid 2 in de tekst van 1 januari 2015"),
        (plek(None), van(2015), "niet na te gaan", "zonder artikel"),
        (plek("4", bron=UAVG), van(2019), "niet na te gaan", GEEN_TEKST),
        (plek("2.3.5"), van(2010, 2012), "niet na te gaan", GEEN_TEKST),
        (plek("1", bron=Bron("wet", "x", "BWBR0000001", PLAATS)), van(2015), "fout",
         "deze wet staat niet in het register"),
        (overweging("5.6.2"), van(2015), "gevonden", "de overweging is gelezen"),
        (overweging("5.6.3"), van(2015), "fout", "deze overweging is door niemand gelezen"),
        (overweging(None), van(2015), "niet na te gaan", "zonder overweging"),
        (Vindplaats(STUK, None, None, None, None, PLAATS), van(2015), "niet na te gaan",
         "het register kent geen bron van de soort kamerstuk"),
    ],
)  # fmt: skip
def test_what_was_found_is_told_from_what_cannot_be_looked_up(
    register: Register, vindplaats: Vindplaats, geldig: Geldigheid, stand: str, waarom: str
) -> None:
    nazicht = register.nagekeken(vindplaats, geldig)
    assert (nazicht.stand, nazicht.waarom) == (stand, waarom)


@pytest.mark.parametrize("bereik", ["2", "9-", "2..", "hoofdstuk", "²"])
def test_a_reach_that_is_no_reach_says_so(tmp_path: Path, bereik: str) -> None:
    inhoud = json.dumps(INHOUD).replace('"bereik": "2."', f'"bereik": "{bereik}x"')
    (tmp_path / BESTAND).write_text(inhoud, encoding="utf-8")
    with pytest.raises(ValueError, match="geen register van bronnen"):
        lees_register(tmp_path)


@pytest.mark.parametrize("inhoud", ["", "[]", "{}", '{"wetten": 1, "overwegingen": {}}', "[" * 100_000])
def test_what_is_no_register_says_so(tmp_path: Path, inhoud: str) -> None:
    (tmp_path / BESTAND).write_text(inhoud, encoding="utf-8")
    with pytest.raises(ValueError, match="geen register van bronnen"):
        lees_register(tmp_path)
