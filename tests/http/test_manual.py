"""The manual of the service: its commands run, its addresses exist, its settings are all there."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from engine.dossier import lees_dossier
from service.intake import OMGEVING_BEWAARD
from tests.http.conftest import WORTEL, Dienst
from tests.service.conftest import SLECHT

TEKST = (WORTEL / "docs" / "dienst.md").read_text(encoding="utf-8")
BLOKKEN = re.findall(r"^```sh\n(.*?)^```$", TEKST, re.DOTALL | re.MULTILINE)


def voer_uit(dienst: Dienst, map_: Path, blok: str) -> str:
    """A block of shell as the reader types it, against a service of our own."""
    toets = f'toets() {{ "{sys.executable}" -m service "$@"; }}\nset -euo pipefail\n'
    uit = subprocess.run(
        ["bash", "-c", toets + blok.replace("http://127.0.0.1:8000", f"http://127.0.0.1:{dienst.poort}")],
        cwd=map_,
        env={**dienst.omgeving, "SLEUTEL": dienst.sleutel, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert uit.returncode == 0, uit.stdout + uit.stderr
    return uit.stdout


def test_the_commands_do_what_the_manual_says(dienst: Dienst, tmp_path: Path) -> None:
    start, vraag, sleutels, keten, verantwoord, _ = BLOKKEN
    assert start.strip() == "toets serveer"
    (tmp_path / "voorbeelden").symlink_to(WORTEL / "voorbeelden")
    antwoord = json.loads(voer_uit(dienst, tmp_path, vraag))
    assert set(antwoord) == {"id", "tijdstip", "bewijsstuk", "rapport"}
    maak, lijst, trek_in = sleutels.strip().splitlines()
    sleutel = voer_uit(dienst, tmp_path, maak).strip()
    id_ = sleutel.split("_")[1]
    assert id_ in voer_uit(dienst, tmp_path, lijst)
    assert "Ingetrokken" in voer_uit(dienst, tmp_path, trek_in.replace("0123456789abcdef", id_))
    kop = dienst.archief.kop("aadorp")[1]
    assert "is heel" in voer_uit(dienst, tmp_path, re.sub(r"<[^>]+>", kop, keten))
    voer_uit(dienst, tmp_path, verantwoord)
    assert len(list((tmp_path / "archief").glob("*.json"))) == dienst.archief.kop("aadorp")[0]
    assert (
        json.loads((tmp_path / "inschrijving.json").read_text("utf-8"))["organization"] == "Gemeente Aadorp"
    )


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq staat niet op deze machine")
def test_a_besluit_of_a_case_system_becomes_a_dossier(dienst: Dienst, tmp_path: Path) -> None:
    besluit = {
        "identificatie": "ZAAK-1",
        "datum": "2024-03-01",
        "ingangsdatum": "2024-03-01",
        "vervaldatum": "2025-03-01",
        "bestuursorgaan": "college",
    }
    (tmp_path / "besluit.json").write_text(json.dumps(besluit), encoding="utf-8")
    voer_uit(dienst, tmp_path, BLOKKEN[-1])
    dossier = lees_dossier((tmp_path / "dossier.json").read_bytes())
    assert dossier.besluiten is not None
    assert str(dossier.besluiten["B1"].besloten_op) == "2024-03-01"


def test_the_python_in_the_manual_runs(dienst: Dienst, capsys: pytest.CaptureFixture[str]) -> None:
    (blok,) = re.findall(r"^```python\n(.*?)^```$", TEKST, re.DOTALL | re.MULTILINE)
    blok = blok.replace("http://127.0.0.1:8000", f"http://127.0.0.1:{dienst.poort}")
    exec(blok, {"sleutel": dienst.sleutel, "dossier": SLECHT})
    assert capsys.readouterr().out.startswith("vernietigbaar ")


def test_the_manual_names_every_setting_and_no_other() -> None:
    bron = (WORTEL / "service" / "settings.py").read_text(encoding="utf-8")
    gebruikt = set(re.findall(r'"(TOETSSTEEN_[A-Z_]+[A-Z])"', bron))
    gebruikt |= {f"TOETSSTEEN_OIDC_{n}" for n in ("UITGEVER", "PUBLIEK", "JWKS")} | {OMGEVING_BEWAARD}
    assert set(re.findall(r"TOETSSTEEN_[A-Z_]+", TEKST)) == gebruikt


def test_the_manual_names_every_address(dienst: Dienst) -> None:
    paden = httpx.get(f"http://127.0.0.1:{dienst.poort}/v1/openapi.json").json()["paths"]
    genoemd = set(re.findall(r"`(?:(GET|POST|DELETE) )?/v1(/[^`?]*)`", TEKST))
    adressen = {pad for _, pad in genoemd}
    for pad in paden:
        assert pad in adressen, pad
    for pad in adressen:
        assert pad in paden, pad
