"""`toets splits`: what a director sees, and what a program gets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from syrupy.assertion import SnapshotAssertion

from engine.dossier import dossier_uit
from engine.patch import voeg_samen
from service import cli

GEZIN = Path(__file__).resolve().parents[2] / "voorbeelden" / "gezinsplan-verzonnen.json"


def splits(*args: str, invoer: str | None = None) -> Result:
    return CliRunner().invoke(cli.toets, ["splits", "--peildatum", "2026-09-14", *args], input=invoer)


def met(wijziging: dict[str, Any]) -> str:
    return json.dumps(voeg_samen(json.loads(GEZIN.read_text("utf-8")), wijziging))


def test_a_director_reads_what_becomes_of_the_plan(
    monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion
) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    uit = splits("-", invoer=GEZIN.read_text("utf-8"))
    assert uit.exit_code == 1
    assert uit.stderr == ""
    # Of the law only one is written out here: the rest is data, and has its own tests.
    kort = uit.stdout.split("WAT BIJ DE WET GEMEENTELIJKE")[0] + uit.stdout[uit.stdout.index("NAAR EEN") :]
    assert kort == snapshot
    assert "Sam Verzonnen" not in uit.stdout


def test_the_forms_agree() -> None:
    vormen = {
        v: json.loads(splits(str(GEZIN), "--uitvoer", v).stdout) for v in ("json", "dossier", "wijziging")
    }
    assert vormen["json"]["dossier"] == vormen["dossier"]
    assert vormen["json"]["wijziging"] == vormen["wijziging"]
    nieuw = voeg_samen(json.loads(GEZIN.read_text("utf-8")), vormen["wijziging"])
    assert dossier_uit(nieuw) == dossier_uit(vormen["dossier"])


def test_a_program_gets_every_part() -> None:
    uit = json.loads(splits(str(GEZIN), "--uitvoer", "json").stdout)
    assert [b["besluit"] for b in uit["besluiten"]] == ["BS1", "BS2", "BS3", "BS4", "BS5"]
    assert uit["toets"]["voor"]["SCH-01"] == 8
    assert {n for n in uit["toets"]["na"] if n.startswith(("SCH", "INT"))} == {"INT-12"}
    bedoeling = uit["bedoeling"]
    som = sum(bedoeling[oordeel] for oordeel in ("behouden", "open", "verloren"))
    assert som == len(bedoeling["punten"])
    assert bedoeling["getal"] == 100 * bedoeling["behouden"] // som


def test_a_plan_that_cannot_be_split_is_told_why() -> None:
    slecht = met({"plannen": {"L1": {"planonderdelen": {"E5": {"begintNa": ["E6"]}}}}})
    uit = splits("-", invoer=slecht)
    assert uit.exit_code == 2
    assert uit.stdout == ""
    kop, fout = uit.stderr.split("\n")[:2]
    assert kop == "standaardinvoer: niet gesplitst, 1 fout"
    assert fout.startswith("  P07 /plannen/L1/planonderdelen/E5/begintNa: ")
    als_json = splits("-", "--uitvoer", "json", invoer=slecht)
    assert als_json.exit_code == 2
    assert json.loads(als_json.stderr)["fouten"][0]["code"] == "P07"


def test_what_is_no_case_file_is_no_plan_either() -> None:
    uit = splits("-", invoer='{"plannen": []}')
    assert uit.exit_code == 2
    assert "D12 /plannen" in uit.stderr


def test_a_terminal_is_not_steered_by_a_plan() -> None:
    uit = splits("-", invoer=met({"voorzieningen": {"V4": {"naam": "hulp\u009b31m"}}}))
    assert "\u009b" not in uit.stdout
