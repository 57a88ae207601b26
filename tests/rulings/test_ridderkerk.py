"""CRVB:2019:2731 (Ridderkerk): what was known before the ruling gives what the court held, and no more.

The dossier holds only what was asked, investigated and decided. The court annulled for one reason: the
client could not know how much help was granted. It found nothing else wrong.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from engine.report import Bevinding
from engine.rule import Ernst
from tests.test_voorbeelden import oordeel

BESLUIT = dt.date(2017, 1, 31)
DOSSIER = Path(__file__).with_name("ridderkerk-2731.json")

# One defect, two norms: the size belongs in the decision (INT-08), in time (WMO-BES-11).
GEEN_OMVANG = {"WMO-BES-11", "INT-08"}
ZWAAR = {Ernst.ONRECHTMATIG, Ernst.VERNIETIGBAAR}


@pytest.fixture(scope="module")
def bevindingen() -> tuple[Bevinding, ...]:
    return oordeel(DOSSIER, BESLUIT, dt.date(2026, 7, 1)).bevindingen


def test_de_omvang_ontbreekt(bevindingen: tuple[Bevinding, ...]) -> None:
    omvang = [b for b in bevindingen if b.norm == "WMO-BES-11"]
    assert [b.ernst for b in omvang] == [Ernst.VERNIETIGBAAR]
    # The rulings that say so came later: the writer of this decision could not have known them.
    assert all(b.nog_niet_kenbaar for b in omvang)


def test_wat_de_rechter_liet_staan_blokkeert_niet(bevindingen: tuple[Bevinding, ...]) -> None:
    assert {b.norm for b in bevindingen if b.ernst in ZWAAR} <= GEEN_OMVANG
