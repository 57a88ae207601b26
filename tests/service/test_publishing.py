"""Publishing: what is locked stays as it is, and nothing is locked that was not tried and read by two."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dsl.lock import als_tekst, lees_slot
from service import cli

RULESETS = Path(__file__).parents[2] / "rulesets"
TWEE = ("--voorgesteld-door", "A. Proef", "--goedgekeurd-door", "B. Voorbeeld", "--datum", "2026-01-01")


def toets(*args: str) -> Result:
    return CliRunner().invoke(cli.toets, list(args))


@pytest.fixture
def map_(tmp_path: Path) -> Path:
    """Two topics of the law as shipped, not published."""
    for naam in ("wmo2015/melding", "awb/bekendmaking"):
        shutil.copytree(RULESETS / naam, tmp_path / naam)
    return tmp_path


def bestand(map_: Path) -> Path:
    return map_ / "awb/bekendmaking/2015-01-01.regels"


def test_what_is_published_is_locked_with_who_and_when(map_: Path) -> None:
    uit = toets("regels", "publiceer", "awb/bekendmaking", *TWEE, "--regels", str(map_))
    assert (uit.exit_code, "uitgegeven: awb/bekendmaking 2015-01-01/1" in uit.stdout) == (0, True)
    (uitgave,) = lees_slot(map_).values()
    assert (uitgave.naam, uitgave.voorgesteld_door, uitgave.goedgekeurd_door, str(uitgave.datum)) == (
        "awb/bekendmaking",
        "A. Proef",
        "B. Voorbeeld",
        "2026-01-01",
    )
    assert toets("regels", "controleer", str(map_)).exit_code == 0


def test_publishing_again_adds_only_what_is_new(map_: Path) -> None:
    toets("regels", "publiceer", "awb/bekendmaking", *TWEE, "--regels", str(map_))
    eerst = (map_ / "SLOT").read_text(encoding="utf-8")
    assert "1 versie uitgegeven" in toets("regels", "publiceer", *TWEE, "--regels", str(map_)).stdout
    assert "alles was al uitgegeven" in toets("regels", "publiceer", *TWEE, "--regels", str(map_)).stdout
    slot = lees_slot(map_)
    assert len(slot) == 2
    assert als_tekst(slot.values()) == (map_ / "SLOT").read_text(encoding="utf-8")
    assert set(eerst.splitlines()) < set((map_ / "SLOT").read_text(encoding="utf-8").splitlines())


def test_a_published_file_that_changes_is_an_error_and_stops_every_door(map_: Path) -> None:
    toets("regels", "publiceer", *TWEE, "--regels", str(map_))
    bestand(map_).write_text(bestand(map_).read_text(encoding="utf-8") + "-- erbij\n", encoding="utf-8")
    uit = toets("regels", "controleer", str(map_))
    assert uit.exit_code == 1
    assert "G22" in uit.stdout
    assert "2015-01-01.h2.regels" in uit.stdout
    weer = toets("regels", "publiceer", *TWEE, "--regels", str(map_))
    assert weer.exit_code == 2
    begin = "`awb/bekendmaking/2015-01-01.regels` is uitgegeven op 2026-01-01"
    assert f"{begin} en daarna veranderd" in weer.stderr
    assert "schrijf de verandering in `awb/bekendmaking/2015-01-01.h2.regels`" in weer.stderr


def test_what_was_not_published_yet_is_a_notice_only(map_: Path) -> None:
    assert "Nog niet uitgegeven" not in toets("regels", "controleer", str(map_)).stdout  # no lock here
    toets("regels", "publiceer", "awb/bekendmaking", *TWEE, "--regels", str(map_))
    uit = toets("regels", "controleer", str(map_))
    assert uit.exit_code == 0
    assert "Nog niet uitgegeven (1 versie; geen fout):\n  wmo2015/melding 2015-01-01/1\n" in uit.stdout
    klaar = toets("regels", "controleer", str(map_ / "awb/bekendmaking"))
    assert "Nog niet uitgegeven" not in klaar.stdout


def test_a_version_gone_is_told_in_every_part_of_the_folder(map_: Path) -> None:
    toets("regels", "publiceer", *TWEE, "--regels", str(map_))
    shutil.rmtree(map_ / "awb/bekendmaking")
    assert "G22" in toets("regels", "controleer", str(map_ / "wmo2015/melding")).stdout


def met_begrippen(map_: Path) -> None:
    """Moves the concepts of `awb/bekendmaking` to a topic of their own."""
    tekst = bestand(map_).read_text(encoding="utf-8")
    begrippen = re.findall(r"^begrip .*?(?=^\S)", tekst, re.MULTILINE | re.DOTALL)
    for begrip in begrippen:
        tekst = tekst.replace(begrip, "")
    bestand(map_).write_text(
        tekst.replace("\nbron", "begrippen uit wmo2015/begrippen\n\nbron", 1), encoding="utf-8"
    )
    kop = 'regelset wmo2015/begrippen\ntitel "Begrippen"\ngeldig vanaf 1 januari 2015\n\n'
    (map_ / "wmo2015/begrippen").mkdir()
    (map_ / "wmo2015/begrippen/2015-01-01.regels").write_text(kop + "".join(begrippen), encoding="utf-8")


def test_concepts_without_rules_need_no_cases_and_are_published_with_the_rules(map_: Path) -> None:
    met_begrippen(map_)
    proef = toets("regels", "test", "--accepteer", str(map_))
    assert (proef.exit_code, "3 van 3 onderwerpen in orde" in proef.stdout) == (0, True), proef.output
    uit = toets("regels", "publiceer", *TWEE, "--regels", str(map_))
    assert uit.exit_code == 0, uit.output
    namen = {naam for naam, _ in lees_slot(map_)}
    assert namen == {"wmo2015/begrippen", "wmo2015/melding", "awb/bekendmaking"}


def test_rules_are_not_published_before_their_concepts(map_: Path) -> None:
    met_begrippen(map_)
    for deel in (map_, map_ / "awb/bekendmaking"):
        uit = toets("regels", "publiceer", "awb/bekendmaking", *TWEE, "--regels", str(deel))
        assert (uit.exit_code, "geef `wmo2015/begrippen` eerder uit, of tegelijk" in uit.stderr) == (2, True)
        assert not (map_ / "SLOT").exists()
    beide = ("awb/bekendmaking", "wmo2015/begrippen")
    samen = toets("regels", "publiceer", *beide, *TWEE, "--regels", str(map_))
    assert samen.exit_code == 0, samen.output


def test_a_folder_without_rules_has_nothing_to_publish(tmp_path: Path) -> None:
    uit = toets("regels", "publiceer", *TWEE, "--regels", str(tmp_path))
    assert (uit.exit_code, "staan geen regels" in uit.stderr) == (2, True)


def test_a_published_file_that_is_gone_is_an_error(map_: Path) -> None:
    toets("regels", "publiceer", *TWEE, "--regels", str(map_))
    shutil.rmtree(map_ / "awb/bekendmaking")
    uit = toets("regels", "controleer", str(map_))
    assert (uit.exit_code, "G22" in uit.stdout) == (1, True)


def test_a_correction_is_a_higher_herziening(map_: Path) -> None:
    toets("regels", "publiceer", *TWEE, "--regels", str(map_))
    nieuw = bestand(map_).with_name("2015-01-01.h2.regels")
    tekst = bestand(map_).read_text(encoding="utf-8").replace("herziening 1", "herziening 2")
    nieuw.write_text(tekst, encoding="utf-8")
    uit = toets("regels", "publiceer", *TWEE, "--regels", str(map_))
    assert (uit.exit_code, "uitgegeven: awb/bekendmaking 2015-01-01/2" in uit.stdout) == (0, True)


def test_what_its_cases_do_not_show_is_refused_and_nothing_is_written(map_: Path) -> None:
    gevallen = map_ / "awb/bekendmaking/gevallen.md"
    gevallen.write_text("# Gevallen\n", encoding="utf-8")
    uit = toets("regels", "publiceer", *TWEE, "--regels", str(map_))
    assert (uit.exit_code, "niet klaar om uit te geven" in uit.stderr) == (2, True)
    assert not (map_ / "SLOT").exists()


def test_a_case_that_comes_out_otherwise_is_refused(map_: Path) -> None:
    gevallen = map_ / "awb/bekendmaking/gevallen.md"
    tekst = gevallen.read_text(encoding="utf-8")
    gevallen.write_text(tekst.replace("bevinding AWB", "voldaan AWB", 1), encoding="utf-8")
    uit = toets("regels", "publiceer", *TWEE, "--regels", str(map_))
    assert (uit.exit_code, "niet klaar om uit te geven" in uit.stderr) == (2, True)
    assert not (map_ / "SLOT").exists()


@pytest.mark.parametrize(
    ("voor", "goed"), [("A. Proef", "a.  proef "), ("", "B"), ("A", " "), ("A" * 300, "B")]
)
def test_two_different_people_are_named(map_: Path, voor: str, goed: str) -> None:
    uit = toets(
        "regels", "publiceer", "--voorgesteld-door", voor, "--goedgekeurd-door", goed, "--regels", str(map_)
    )
    assert uit.exit_code == 2
    assert not (map_ / "SLOT").exists()


def test_an_unknown_topic_is_named(map_: Path) -> None:
    uit = toets("regels", "publiceer", "awb/bekendmakingg", *TWEE, "--regels", str(map_))
    assert (uit.exit_code, "er is geen onderwerp" in uit.stderr) == (2, True)


@pytest.mark.parametrize("rij", ["onzin", "a b c d e f", "awb/bezwaar 2015-01-01/0 x 2026-01-01 A B", "'"])
def test_a_damaged_lock_is_an_error_of_its_own(map_: Path, rij: str) -> None:
    (map_ / "SLOT").write_text(rij + "\n", encoding="utf-8")
    uit = toets("regels", "controleer", str(map_))
    assert (uit.exit_code, "G23" in uit.stdout) == (1, True)
