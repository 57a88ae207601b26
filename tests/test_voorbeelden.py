"""The shipped examples say what the court said: `voorbeelden/README.md` against the shipped rules."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from dsl import Library, load_library
from engine.check import check
from engine.dossier import lees_dossier
from engine.report import Rapport

WORTEL = Path(__file__).resolve().parent.parent
VOORBEELDEN = WORTEL / "voorbeelden"
_BLOK = re.compile(r"^```verwacht\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NORMEN = ("bevinding", "aan de orde", "geen")


@dataclass(frozen=True)
class Verwachting:
    """One `verwacht` block. `aan_de_orde`: a finding or a question, either is right."""

    bestand: str
    peildatum: dt.date
    kennisdatum: dt.date
    normen: dict[str, frozenset[str]] = field(hash=False)

    def __str__(self) -> str:
        return self.bestand


def _lees(blok: str) -> Verwachting:
    velden: dict[str, str] = {}
    normen: dict[str, set[str]] = {naam: set() for naam in _NORMEN}
    for regel in blok.splitlines():
        naam, _, waarde = regel.partition(": ")
        if naam in normen:
            normen[naam] |= set(waarde.split(", "))
        else:
            assert naam in {"bestand", "peildatum", "kennisdatum"}, f"onbekende regel: {regel}"
            assert naam not in velden, f"dubbele regel: {regel}"
            velden[naam] = waarde
    return Verwachting(
        velden["bestand"],
        dt.date.fromisoformat(velden["peildatum"]),
        dt.date.fromisoformat(velden["kennisdatum"]),
        {naam: frozenset(waarden) for naam, waarden in normen.items()},
    )


def verwachtingen() -> list[Verwachting]:
    tekst = (VOORBEELDEN / "README.md").read_text(encoding="utf-8")
    return [_lees(blok) for blok in _BLOK.findall(tekst)]


@cache
def _regels() -> Library:
    library, diagnoses = load_library(WORTEL / "rulesets")
    assert not [d for d in diagnoses if d.fout], [f"{d.plaats}: {d.zin}" for d in diagnoses]
    return library


def oordeel(bestand: Path, peildatum: dt.date, kennisdatum: dt.date) -> Rapport:
    """An example or ruling, judged by the shipped rules."""
    dossier = lees_dossier(bestand.read_bytes())
    return check(dossier, _regels().voor(dossier, peildatum), peildatum, kennisdatum)


def gevraagde_normen(rapport: Rapport) -> set[str]:
    """The norms of the rules that wait for an answer."""
    norm_van = {regel.id: regel.norm for regelset in _regels().regelsets for regel in regelset.regels}
    return {norm_van[regel] for vraag in rapport.open_vragen for regel in vraag.regels}


def test_elk_voorbeeld_heeft_een_verwachting() -> None:
    assert sorted(v.bestand for v in verwachtingen()) == sorted(p.name for p in VOORBEELDEN.glob("*.json"))


@pytest.mark.parametrize("verwacht", verwachtingen(), ids=str)
def test_voorbeeld(verwacht: Verwachting) -> None:
    rapport = oordeel(VOORBEELDEN / verwacht.bestand, verwacht.peildatum, verwacht.kennisdatum)
    gevonden = {b.norm for b in rapport.bevindingen}
    gevraagd = gevraagde_normen(rapport)
    assert verwacht.normen["bevinding"] - gevonden == set(), "niet gemeld"
    assert verwacht.normen["aan de orde"] - gevonden - gevraagd == set(), "niet gemeld en niet gevraagd"
    assert verwacht.normen["geen"] & gevonden == set(), "ten onrechte gemeld"
