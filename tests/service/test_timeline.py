"""`toets tijdlijn` as its users meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from syrupy.assertion import SnapshotAssertion

from service import cli

UTRECHT = "voorbeelden/utrecht-1402.json"
GEZIN = "voorbeelden/gezin-voorbeeld.json"

pytestmark = pytest.mark.usefixtures("meegeleverd")


def toets(*args: str) -> Result:
    return CliRunner().invoke(cli.toets, ["tijdlijn", *args])


def test_the_window_in_which_the_raad_spoke(snapshot: SnapshotAssertion) -> None:
    uit = toets(UTRECHT, "--van", "2016-05-01", "--tot", "2016-05-31")
    assert uit.exit_code == 1
    assert uit.output == snapshot


def test_with_the_knowledge_of_one_day_nothing_changes() -> None:
    voor = toets(UTRECHT, "--van", "2016-05-01", "--tot", "2016-05-31", "--kennisdatum", "2016-05-17")
    assert voor.exit_code == 0
    assert "Het oordeel verandert niet." in " ".join(voor.output.split())


def test_both_sides_of_an_objection(snapshot: SnapshotAssertion) -> None:
    uit = toets(GEZIN, "--bezwaar", "2026-09-01")
    assert uit.output.split("OP BEIDE DAGEN")[0] == snapshot


@pytest.mark.parametrize(
    "args", [("--van", "2026-01-01", "--tot", "2026-12-31"), ("--bezwaar", "2026-09-01")]
)
def test_dates_of_the_case_stay_behind_their_pointer(args: tuple[str, ...]) -> None:
    geboren = [
        p.get("geboortedatum", "?") for p in json.loads(Path(GEZIN).read_text("utf-8"))["personen"].values()
    ]
    assert len(set(geboren) - {"?"}) > 1
    for vorm in ("tekst", "json"):
        uit = toets(GEZIN, *args, "--uitvoer", vorm).output
        assert not [g for g in geboren if g in uit and g != "?"]


def test_the_json_has_each_stretch_and_each_turn() -> None:
    uit = json.loads(toets(UTRECHT, "--van", "2016-05-01", "--tot", "2016-05-31", "--uitvoer", "json").output)
    assert [(t["van"], t["tot"], t["blokkeert"]) for t in uit["tijdvakken"]] == [
        ("2016-05-01", "2016-05-17", False),
        ("2016-05-18", "2016-05-31", True),
    ]
    (wending,) = uit["wendingen"]
    assert {b["regel"] for b in wending["erbij"]} == {"WMO-BES-13-UTRECHT", "WMO-BES-14"}
    assert {w["soort"] for w in wending["waarom"]} == {"kenbaar"}
    assert all(w["bronnen"][0]["kenmerk"] == "ECLI:NL:CRVB:2016:1402" for w in wending["waarom"])
    assert uit["kennisdatum"] is None


@pytest.mark.parametrize(
    ("args", "zin"),
    [
        ((), "geef --van en --tot, of alleen --bezwaar"),
        (("--van", "2026-01-01"), "geef --van en --tot, of alleen --bezwaar"),
        (("--van", "2026-01-01", "--tot", "2026-02-01", "--bezwaar", "2026-03-01"), "of alleen --bezwaar"),
        (("--van", "2026-03-01", "--tot", "2026-02-01"), "draai ze om"),
        (("--van", "2026-01-01", "--tot", "2026-02-01", "--peildatum", "2026-01-01"), "hoort bij --bezwaar"),
        (("--van", "1900-01-01", "--tot", "2026-02-01"), "te lang"),
        (("--bezwaar", "2016-01-01", "--peildatum", "2016-05-01"), "ligt voor die van het besluit"),
    ],
)
def test_a_window_that_cannot_be_is_refused(args: tuple[str, ...], zin: str) -> None:
    uit = toets(UTRECHT, *args)
    assert uit.exit_code == 2
    assert zin in uit.output
