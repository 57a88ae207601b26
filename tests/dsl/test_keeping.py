"""What was read of rules is found again as it was; whatever else stands in its place is read anew."""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dsl.keeping
from dsl import Library, load_library, read_bytes
from dsl.keeping import Kept
from dsl.reading import _remembered
from engine.rule import Regelset

RULES = Path(__file__).parent.parent.parent / "rulesets"
CONCEPTS = """regelset wmo/begrippen
titel "Begrippen"
geldig vanaf 1 januari 2015

begrip hulp voor voorziening v
  betekent v.soort is een van huishoudelijke_hulp, begeleiding
"""
TEKST = """regelset wmo/regels
titel "Regels"
geldig vanaf 1 januari 2016
begrippen uit wmo/begrippen

bron wmo is wet "Wmo 2015" BWBR0035362

regel P-01 "x"
  volgens wmo artikel 2.3.5
  ernst risico
  zekerheid afgeleid
  voor elke voorziening v
  waarbij v voldoet aan hulp
  moet gelden v.omvang is ingevuld
  melding "a"
  advies "b"
"""
ALLEEN = TEKST.replace("begrippen uit wmo/begrippen\n", "").replace("  waarbij v voldoet aan hulp\n", "")
PLEK = "wmo/regels/2016-01-01.regels"


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    """As in a new run: nothing of it is in memory."""
    _remembered.cache_clear()
    yield
    _remembered.cache_clear()


def read(root: Path, kept: Kept | None) -> Library:
    _remembered.cache_clear()
    return load_library(root, kept=kept)[0]


def whole(regelset: Regelset) -> list[Any]:
    """All of a ruleset: two are only equal when they are one."""
    return [getattr(regelset, veld.name) for veld in fields(regelset)]


def entries(folder: Path) -> dict[str, bytes]:
    return {pad.name: pad.read_bytes() for pad in folder.iterdir()} if folder.exists() else {}


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    root = tmp_path / "rulesets"
    write(root, "regels/2016-01-01", TEKST)
    write(root, "begrippen/2015-01-01", CONCEPTS)
    return root


def write(root: Path, naam: str, tekst: str) -> None:
    pad = root / f"wmo/{naam}.regels"
    pad.parent.mkdir(parents=True, exist_ok=True)
    pad.write_text(tekst, encoding="utf-8")


def rules_in(library: Library) -> Regelset:
    return next(r for r in library.regelsets if r.regels)


def test_all_shipped_rules_are_found_again_as_they_were(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "bewaard")
    fresh = read(RULES, None)
    read(RULES, kept)
    assert len(entries(tmp_path / "bewaard")) == len(fresh.regelsets)
    found = read(RULES, Kept(tmp_path / "bewaard"))
    assert [whole(r) for r in found.regelsets] == [whole(r) for r in fresh.regelsets]


def test_it_is_looked_up_and_not_read(rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(rules, Kept(tmp_path / "bewaard"))
    monkeypatch.setattr("dsl.reading._read", lambda *_: pytest.fail("it was read again"))
    assert rules_in(read(rules, Kept(tmp_path / "bewaard"))).regels[0].id == "P-01"


def test_a_changed_file_is_read_again(rules: Path, tmp_path: Path) -> None:
    read(rules, Kept(tmp_path / "bewaard"))
    write(rules, "regels/2016-01-01", TEKST.replace("ernst risico", "ernst onrechtmatig"))
    assert rules_in(read(rules, Kept(tmp_path / "bewaard"))).regels[0].ernst == "onrechtmatig"


def test_a_file_under_another_name_is_another(tmp_path: Path) -> None:
    """Where a rule stands is in every message about it."""
    kept = Kept(tmp_path / "bewaard")
    for naam in ("a.regels", "b.regels", "a.regels"):
        regelset = read_one(kept, naam)
        assert regelset.bestand == regelset.regels[0].plaats.bestand == naam
    assert len(entries(tmp_path / "bewaard")) == 2


def test_a_file_is_read_again_when_its_concepts_change(rules: Path, tmp_path: Path) -> None:
    kept = Kept(tmp_path / "bewaard")
    assert "vervoer" not in str(rules_in(read(rules, kept)).regels[0].waarbij)
    write(rules, "begrippen/2015-01-01", CONCEPTS.replace("huishoudelijke_hulp", "vervoer"))
    assert "vervoer" in str(rules_in(read(rules, kept)).regels[0].waarbij)


def test_what_has_a_remark_is_read_every_time(rules: Path, tmp_path: Path) -> None:
    """Else its author would hear of it once."""
    write(
        rules,
        "regels/2016-01-01",
        TEKST + CONCEPTS[CONCEPTS.index("\nbegrip") :].replace("hulp voor", "nooit voor"),
    )
    kept = Kept(tmp_path / "bewaard")
    for _ in range(2):
        _remembered.cache_clear()
        assert [d.code for d in load_library(rules, kept=kept)[1]] == ["B16"]
    assert len(entries(tmp_path / "bewaard")) == 1


class _Evil:
    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, ("gekaapt",)


@given(st.binary(max_size=200))
def test_any_bytes_in_its_place_are_read_past(noise: bytes) -> None:
    assert_read_past(noise)


@pytest.mark.parametrize(
    "entry",
    [
        b"",
        b"\0" * 5000,
        pickle.dumps(_Evil()),
        pickle.dumps(["geen regelset"]),
        pickle.dumps(pickle.Pickler),
        b"x" * (dsl.keeping.MAX_ENTRY + 2),
    ],
    ids=["leeg", "nullen", "opdracht", "lijst", "vreemd", "te groot"],
)
def test_a_strange_entry_is_read_past(entry: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert_read_past(entry)
    assert not (tmp_path / "gekaapt").exists()


def assert_read_past(entry: bytes) -> None:
    with tempfile.TemporaryDirectory() as map_:
        folder, data = Path(map_) / "bewaard", ALLEEN.encode()
        kept = Kept(folder)
        regelset = read_one(kept)
        ((naam, goed),) = entries(folder).items()
        (folder / naam).write_bytes(entry)
        assert kept.find(data, "x.regels", ()) is None
        (folder / naam).write_bytes(goed[: len(goed) // 2])
        assert kept.find(data, "x.regels", ()) is None
        (folder / naam).write_bytes(goed)
        found = kept.find(data, "x.regels", ())
        assert found is not None
        assert whole(found) == whole(regelset)


def read_one(kept: Kept, naam: str = "x.regels") -> Regelset:
    _remembered.cache_clear()
    regelset, told = read_bytes(ALLEEN.encode(), naam, kept=kept)
    assert regelset is not None, told
    return regelset


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="only where folders have rights for others")
@pytest.mark.parametrize("rights", [0o777, 0o770, 0o702])
def test_a_folder_that_others_write_in_is_not_believed(tmp_path: Path, rights: int) -> None:
    folder = tmp_path / "bewaard"
    read_one(Kept(folder))
    folder.chmod(rights)
    assert Kept(folder).find(ALLEEN.encode(), "x.regels", ()) is None
    folder.chmod(0o755)
    assert Kept(folder).find(ALLEEN.encode(), "x.regels", ()) is not None


def test_a_folder_that_cannot_be_made_is_no_fault(rules: Path, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("")
    kept = Kept(tmp_path / "bestand" / "bewaard")
    assert rules_in(read(rules, kept)).naam == "wmo/regels"


def test_the_oldest_go_when_there_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "bewaard"
    folder.mkdir(mode=0o700)
    oud = [f"{n:064x}" for n in range(4)]
    for n, naam in enumerate(["brief.txt", "tmpx1.half", *oud]):
        (folder / naam).write_bytes(b"")
        os.utime(folder / naam, (n, n))
    monkeypatch.setattr(dsl.keeping, "MAX_ENTRIES", 3)
    read_one(Kept(folder))
    assert {"brief.txt", *oud[2:]} < set(entries(folder))
    assert len(entries(folder)) == 4


def test_what_cannot_be_written_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    read_one(Kept(tmp_path / "bewaard"))
    assert entries(tmp_path / "bewaard") == {}
