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
WMO = Bron("wet", "Wmo 2015", "BWBR0035362", PLAATS)
INHOUD: dict[str, Any] = {
    "wetten": {
        "BWBR0035362": {
            "naam": "Wmo 2015",
            "versies": {
                "2015-01-01": {
                    "geheel": True,
                    "artikelen": {
                        "2.1.4": {"1": "a b"}, "2.3.5": {"1": "", "3": "a b c"}, "2.3.9": {"0": "a"}
                    },
                },
                "2020-01-01": {
                    "geheel": False, "artikelen": {"2.1.4a": {"1": ""}, "2.3.5": {"1": "", "2": ""}}
                },
            },
        }
    },
    "overwegingen": {"ECLI:NL:CRVB:2016:1402": ["5.6.2"]},
}  # fmt: skip


@pytest.fixture
def register(tmp_path: Path) -> Register:
    (tmp_path / BESTAND).write_text(json.dumps(INHOUD), encoding="utf-8")
    gevonden = lees_register(tmp_path)
    assert gevonden is not None
    return gevonden


def plek(artikel: str, lid: str | None = None, onderdeel: str | None = None) -> Vindplaats:
    return Vindplaats(WMO, artikel, lid, onderdeel, None, PLAATS)


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
    ],
)
def test_a_citation_is_held_against_the_versions_in_force(
    register: Register, vindplaats: Vindplaats, geldig: Geldigheid, wat: list[str]
) -> None:
    assert [b.wat for b in register.bezwaren(vindplaats, geldig)] == wat


def test_an_article_that_came_later_says_since_when(register: Register) -> None:
    (bezwaar,) = register.bezwaren(plek("2.1.4a"), van(2015))
    assert "2020-01-01" in bezwaar.herstel


def test_what_was_found_is_told_from_what_cannot_be_looked_up(register: Register) -> None:
    assert register.nagegaan(plek("2.3.5"), van(2015))
    assert not register.nagegaan(plek("2.9.9"), van(2020))


def test_only_paragraphs_that_were_read_may_be_cited(register: Register) -> None:
    crvb = Bron("uitspraak", "CRvB", "ECLI:NL:CRVB:2016:1402", PLAATS)
    assert not register.ongelezen(Vindplaats(crvb, None, None, None, "5.6.2", PLAATS))
    assert register.ongelezen(Vindplaats(crvb, None, None, None, "5.6.3", PLAATS))
    assert not register.ongelezen(Vindplaats(crvb, None, None, None, None, PLAATS))


@pytest.mark.parametrize("inhoud", ["", "[]", "{}", '{"wetten": 1, "overwegingen": {}}', "[" * 100_000])
def test_what_is_no_register_says_so(tmp_path: Path, inhoud: str) -> None:
    (tmp_path / BESTAND).write_text(inhoud, encoding="utf-8")
    with pytest.raises(ValueError, match="geen register van bronnen"):
        lees_register(tmp_path)
