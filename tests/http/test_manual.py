"""The manual of the service: its commands run, its addresses exist, its settings are all there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import httpx

from tests.http.conftest import WORTEL, Dienst

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
    start, vraag, sleutels, keten = BLOKKEN
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


def test_the_manual_names_every_setting_and_no_other() -> None:
    bron = (WORTEL / "service" / "settings.py").read_text(encoding="utf-8")
    gebruikt = set(re.findall(r'"(TOETSSTEEN_[A-Z_]+[A-Z])"', bron))
    gebruikt |= {f"TOETSSTEEN_OIDC_{n}" for n in ("UITGEVER", "PUBLIEK", "JWKS")}
    assert set(re.findall(r"TOETSSTEEN_[A-Z_]+", TEKST)) == gebruikt


def test_the_manual_names_every_address(dienst: Dienst) -> None:
    paden = httpx.get(f"http://127.0.0.1:{dienst.poort}/v1/openapi.json").json()["paths"]
    genoemd = set(re.findall(r"`(?:(GET|POST|DELETE) )?/v1(/[^`?]*)`", TEKST))
    adressen = {pad for _, pad in genoemd}
    for pad in paden:
        assert pad in adressen, pad
    for pad in adressen:
        assert pad in paden, pad
