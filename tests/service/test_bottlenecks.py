"""`toets knelpunten`: the table, the picture, and what is refused."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from syrupy.assertion import SnapshotAssertion

from service.cli import toets

PLANNEN = Path(__file__).resolve().parents[2] / "voorbeelden/plannen"
DAG = ("--peildatum", "2026-09-14")


def roep(*args: str | Path) -> tuple[int, str, str]:
    uit = CliRunner().invoke(toets, ["knelpunten", *map(str, args)])
    return uit.exit_code, uit.stdout, uit.stderr


def test_the_table(snapshot: SnapshotAssertion) -> None:
    code, uit, fout = roep(PLANNEN, *DAG, "--zonder", "INT-09", "--zonder", "sch-14", "--uitvoer", "markdown")
    assert (code, fout) == (0, "")
    assert uit == snapshot


def test_the_json_names_every_wall_with_its_articles() -> None:
    code, uit, _ = roep(PLANNEN, *DAG, "--uitvoer", "json")
    data = json.loads(uit)
    assert code == 0
    assert data["alle"] == {"plannen": 40, "gezinnen": 40, "doelen": 80, "euro": 750000}
    schot = next(s for s in data["schotten"] if s["norm"] == "SCH-15")
    assert "Wmo 2015 artikel 2.1.4a" in schot["artikelen"]
    assert schot["maaktVrij"] == {"plannen": 10, "gezinnen": 10, "doelen": 10, "euro": 200000}
    assert (data["zonder"], data["vrij"]) == ([], None)


def test_the_picture_shows_a_bar_for_every_wall_and_can_be_read_aloud() -> None:
    _, uit, _ = roep(PLANNEN, *DAG, "--uitvoer", "svg")
    svg = ET.fromstring(uit)
    _, tabel, _ = roep(PLANNEN, *DAG, "--uitvoer", "json")
    schotten = json.loads(tabel)["schotten"]
    ns = "{http://www.w3.org/2000/svg}"
    assert svg.get("role") == "img"
    beschrijving = svg.findtext(f"{ns}desc") or ""
    assert all(f"{s['norm']} {s['titel']}: houdt " in beschrijving for s in schotten)
    assert "vrij zonder dit schot: niet genoemd" in beschrijving
    assert "een op de acht dubbel" in beschrijving
    staven = [r for r in svg.iter(f"{ns}rect") if r.get("height") == "18"]
    assert len(staven) == 2 * len(schotten)
    langst = max(float(r.get("width") or 0) for r in staven)
    for rij, s in zip(staven[::2], schotten, strict=True):
        deel = s["houdtTegen"]["gezinnen"] / schotten[0]["houdtTegen"]["gezinnen"]
        assert float(rij.get("width") or 0) == pytest.approx(langst * deel, abs=0.1)


def _woorden(waarde: object) -> Iterator[str]:
    if isinstance(waarde, dict):
        for v in waarde.values():
            yield from _woorden(v)
    elif isinstance(waarde, list):
        for v in waarde:
            yield from _woorden(v)
    elif isinstance(waarde, str) and ("Verzonnen" in waarde or "verzonnen" in waarde or len(waarde) > 20):
        yield waarde


@pytest.mark.parametrize("vorm", ["tekst", "json", "markdown", "svg"])
def test_no_word_of_a_case_comes_out(vorm: str) -> None:
    _, uit, fout = roep(PLANNEN, *DAG, "--uitvoer", vorm)
    woorden = {w for p in PLANNEN.glob("*.json") for w in _woorden(json.loads(p.read_bytes()))}
    assert len(woorden) > 100
    assert [w for w in woorden if w in uit + fout] == []


def test_few_families_are_told_of_in_no_way(tmp_path: Path) -> None:
    for pad in sorted(PLANNEN.glob("*.json"))[:4]:
        shutil.copy(pad, tmp_path)
    _, tekst, _ = roep(tmp_path, *DAG)
    assert "te weinig gezinnen" in tekst
    assert "SCH-" not in tekst
    _, data, _ = roep(tmp_path, *DAG, "--uitvoer", "json")
    assert json.loads(data)["schotten"] == []
    assert set(json.loads(data)["alle"].values()) == {None}


def test_what_cannot_be_read_is_told_and_the_rest_is_counted(tmp_path: Path) -> None:
    for pad in PLANNEN.glob("*.json"):
        shutil.copy(pad, tmp_path)
    (tmp_path / "kapot.json").write_text("{")
    (tmp_path / "los.json").write_text("{}")
    (tmp_path / "notitie.txt").write_text("geen dossier")
    code, uit, fout = roep(tmp_path, *DAG)
    assert code == 2
    assert "kapot.json: niet geteld" in fout
    assert "1 dossier zonder gezinsplan telt niet mee" in fout
    assert "40 plannen" in uit


@pytest.mark.parametrize(
    ("args", "zin"),
    [
        (("/bestaat/niet",), "bestaat niet"),
        ((PLANNEN, "--zonder", "SCH-99"), "geen schot"),
        ((PLANNEN, "--zonder", "WMO-BES-11"), "geen schot"),
        ((PLANNEN, "--zonder", "\x1b[31m"), "geen schot"),
    ],
)
def test_what_is_refused(args: tuple[str | Path, ...], zin: str) -> None:
    code, uit, fout = roep(*args)
    assert (code, uit) == (2, "")
    assert zin in fout
    assert "\x1b" not in fout


def test_an_empty_folder_is_no_evidence(tmp_path: Path) -> None:
    code, uit, fout = roep(tmp_path)
    assert (code, uit) == (2, "")
    assert "geen dossiers" in fout
