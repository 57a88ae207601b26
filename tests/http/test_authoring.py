"""`POST /regelcontroles`: a text of rules looked at for who writes it elsewhere."""

from __future__ import annotations

import httpx
import pytest

from dsl.parsing import MAX_BYTES
from tests.http.conftest import REGELS, Dienst


def kijk_na(klant: httpx.Client, tekst: str) -> dict[str, object]:
    antwoord = klant.post("/regelcontroles", json={"tekst": tekst})
    assert antwoord.status_code == 200, antwoord.text
    uit: dict[str, object] = antwoord.json()
    return uit


def test_a_good_text_is_good(klant: httpx.Client) -> None:
    uit = kijk_na(klant, REGELS)
    assert uit["goed"] is True
    assert (uit["regelset"], uit["versie"]) == ("proef/omvang", "2020-01-01/1")
    assert uit["regels"]


@pytest.mark.parametrize(
    ("tekst", "code"),
    [
        (REGELS.replace("moet gelden", "moet geldn"), None),
        (REGELS.replace("v.omvang", "v.omvangg"), "B03"),
        (REGELS.replace("BWBR0035362", "BWBR0018450"), "G18"),
    ],
)
def test_every_fault_has_its_place_and_remedy(klant: httpx.Client, tekst: str, code: str | None) -> None:
    assert tekst != REGELS
    uit = kijk_na(klant, tekst)
    assert uit["goed"] is False
    meldingen = uit["meldingen"]
    assert isinstance(meldingen, list)
    fouten = [m for m in meldingen if m["ernst"] == "fout"]
    assert fouten
    assert code is None or code in {m["code"] for m in fouten}
    assert all(m["herstel"] and m["labels"][0]["rij"] > 0 and m["code"] in m["tekst"] for m in fouten)


@pytest.mark.parametrize("tekst", ["(" * 10_000, "\x00", "regel " * 20_000, "é" * (MAX_BYTES // 2 + 1)])
def test_a_hostile_text_gets_diagnostics(klant: httpx.Client, tekst: str) -> None:
    assert kijk_na(klant, tekst)["goed"] is False


def test_who_may_not_write_rules_may_not_ask(dienst: Dienst) -> None:
    with dienst.klant(dienst.nieuwe_sleutel("aadorp", "toetsen", "bewijzen", "beheer")) as klant:
        assert klant.post("/regelcontroles", json={"tekst": REGELS}).status_code == 403


@pytest.mark.parametrize("inhoud", [{}, {"tekst": ""}, {"tekst": 3}, {"tekst": "x" * (MAX_BYTES + 1)}, []])
def test_what_is_no_text_is_refused(klant: httpx.Client, inhoud: object) -> None:
    antwoord = klant.post("/regelcontroles", json=inhoud)
    assert antwoord.status_code == 400
    assert antwoord.json()["errors"]
