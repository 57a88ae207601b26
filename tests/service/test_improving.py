"""`toets herstel`, `toets vragen` and `toets marge` as their users meet them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from syrupy.assertion import SnapshotAssertion

from engine.patch import voeg_samen
from service import cli

FAMILIE = "voorbeelden/gezinsplan-verzonnen.json"

pytestmark = pytest.mark.usefixtures("meegeleverd")


def toets(*args: str, invoer: str | None = None) -> Result:
    return CliRunner().invoke(cli.toets, list(args), input=invoer)


def test_the_repair_of_a_draft_reads_as_work_to_do(snapshot: SnapshotAssertion) -> None:
    uit = toets("herstel", "voorbeelden/utrecht-1402.json", "--peildatum", "2016-05-18")
    assert uit.exit_code == 1
    assert uit.stdout == snapshot


def test_the_repair_of_the_family(snapshot: SnapshotAssertion) -> None:
    uit = toets("herstel", FAMILIE)
    assert uit.exit_code == 1
    assert uit.stdout == snapshot


def test_the_patch_alone_can_be_applied() -> None:
    uit = toets("herstel", FAMILIE, "--uitvoer", "patch")
    dossier = voeg_samen(json.loads(Path(FAMILIE).read_text()), json.loads(uit.stdout))
    assert dossier["voorzieningen"]["V4"]["einddatum"] == "2027-03-20"
    weer = toets("herstel", "-", "--uitvoer", "json", invoer=json.dumps(dossier))
    nu, eerder = json.loads(weer.stdout), json.loads(toets("herstel", FAMILIE, "--uitvoer", "json").stdout)
    assert nu["voor"] == eerder["na"]
    assert nu["patch"] == {}
    assert eerder["bewezen"]


def test_a_draft_in_order_needs_no_repair(tmp_path: Path) -> None:
    leeg = tmp_path / "leeg.json"
    leeg.write_text("{}")
    uit = toets("herstel", str(leeg))
    assert uit.exit_code == 0
    assert "niets te herstellen" in uit.stdout


def test_the_questions_say_to_whom_and_what_for(snapshot: SnapshotAssertion) -> None:
    uit = toets("vragen", "voorbeelden/gezin-voorbeeld.json")
    assert uit.exit_code == 1
    assert uit.stdout == snapshot


def test_all_questions_are_shown_when_asked_for() -> None:
    kort = toets("vragen", FAMILIE).stdout
    lang = toets("vragen", FAMILIE, "--alles").stdout
    als_json = json.loads(toets("vragen", FAMILIE, "--uitvoer", "json").stdout)
    assert f"En nog {len(als_json['vragen']) - 12} vragen." in kort
    assert f"\n{len(als_json['vragen'])}. " in lang


def test_without_open_questions_there_is_nothing_to_ask(tmp_path: Path) -> None:
    leeg = tmp_path / "leeg.json"
    leeg.write_text("{}")
    uit = toets("vragen", str(leeg))
    assert (uit.exit_code, "niets te vragen" in uit.stdout) == (0, True)


def test_the_margin_of_decisions_in_order(snapshot: SnapshotAssertion) -> None:
    uit = toets("marge", "voorbeelden/in-orde-verzonnen.json")
    assert uit.exit_code == 0
    assert uit.stdout == snapshot


def test_a_decision_that_is_blocked_has_no_margin() -> None:
    uit = toets("marge", FAMILIE)
    assert uit.exit_code == 1
    assert "heeft al 41 bevindingen die blokkeren" in uit.stdout
    (besluit,) = json.loads(toets("marge", FAMILIE, "--uitvoer", "json").stdout)["besluiten"]
    assert (len(besluit["blokkeert"]), besluit["punten"]) == (41, [])


@pytest.mark.parametrize("opdracht", ["herstel", "vragen", "marge"])
@pytest.mark.parametrize("vorm", ["tekst", "json"])
def test_unreadable_input_ends_with_two(opdracht: str, vorm: str, tmp_path: Path) -> None:
    kapot = tmp_path / "kapot.json"
    kapot.write_text('{"personen": 3}')
    uit = toets(opdracht, str(kapot), "--uitvoer", vorm)
    assert uit.exit_code == 2
    assert uit.stdout == ""
    assert "D" in uit.stderr
    assert "Traceback" not in uit.stderr


@pytest.mark.parametrize("opdracht", ["herstel", "vragen", "marge"])
def test_no_personal_data_in_what_is_shown(opdracht: str) -> None:
    uit = toets(opdracht, FAMILIE).stdout
    for naam in ("mevrouw Verzonnen", "Sam Verzonnen", "2009-03-20", "20 maart 2009"):
        assert naam not in uit
