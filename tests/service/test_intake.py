"""What a door takes in: folders of rules with their root."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from service.intake import bewaard, lees_regels, regelmap
from service.terminal import Fout, Voortgang
from tests.service.conftest import REGELS


def test_a_folder_above_the_root_is_read_as_it_stands(tmp_path: Path) -> None:
    map_ = tmp_path / "alles" / "proef" / "omvang"
    map_.mkdir(parents=True)
    # Without a register of its own a folder is held against the shipped one, which has not read this.
    tekst = REGELS.replace(" overweging 4.5", "")
    (map_ / "2020-01-01.regels").write_text(tekst, encoding="utf-8")
    boven = lees_regels(tmp_path)
    assert boven.onder == ""
    assert [m.code for m in boven.meldingen] == ["G15"]
    onder = lees_regels(map_)
    assert (onder.wortel, onder.onder) == (tmp_path / "alles", "proef/omvang")
    assert onder.meldingen == ()


def test_a_neighbour_with_errors_does_not_stop_a_subfolder(regelmap: Path) -> None:
    buur = regelmap / "proef" / "buur"
    buur.mkdir()
    (buur / "2020-01-01.regels").write_text("regelset proef/buur\nkapot", encoding="utf-8")
    assert lees_regels(regelmap).fouten
    assert lees_regels(regelmap / "proef" / "omvang").fouten == ()


@pytest.mark.parametrize(
    ("oud", "nieuw", "code"),
    [
        ("overweging 4.5", "overweging 4.6", "G20"),
        ("BWBR0035362", "BWBR0035363", "G18"),
        ("artikel 2.3.5 lid 3", "artikel 2.3.5 lid 99", "G19"),
        ("artikel 2.3.3\n    als", "artikel 2.3.33\n    als", "G19"),
    ],
)
def test_a_folder_without_a_register_is_held_against_the_shipped_one(
    tmp_path: Path, oud: str, nieuw: str, code: str
) -> None:
    map_ = tmp_path / "proef" / "omvang"
    map_.mkdir(parents=True)
    tekst = REGELS.replace(oud, nieuw).replace("overweging 4.5", "")
    (map_ / "2020-01-01.regels").write_text(tekst, encoding="utf-8")
    assert {m.code for m in lees_regels(tmp_path).fouten} == {code}


@pytest.mark.parametrize("bestand", ["bronnen.json", "normen.toml", "SLOT"])
def test_a_damaged_register_is_told_whatever_part_of_the_folder_is_read(regelmap: Path, bestand: str) -> None:
    (regelmap / bestand).write_text("kapot", encoding="utf-8")
    assert [m.code for m in lees_regels(regelmap / "proef" / "omvang").fouten] == ["G23"]


def test_a_folder_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOETSSTEEN_REGELS", "/bestaat/niet")
    with pytest.raises(Fout, match="bestaat niet"):
        regelmap(None)


def test_what_was_read_is_kept_where_one_says(
    regelmap: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for waarde, plek in (("nee", None), (str(tmp_path / "hier"), "hier"), ("", "cache/toetssteen")):
        bewaard.cache_clear()
        monkeypatch.setenv("TOETSSTEEN_BEWAARD", waarde)
        assert {s.naam for s in lees_regels(regelmap).bibliotheek.regelsets} == {"proef/omvang"}
        gevuld = {
            m.relative_to(tmp_path).as_posix()
            for m in (tmp_path / "hier", tmp_path / "cache/toetssteen")
            if m.exists()
        }
        assert gevuld == (set() if plek is None else {plek})
        if plek is not None:
            assert any((tmp_path / plek).iterdir())
            shutil.rmtree(tmp_path / plek)
    bewaard.cache_clear()


def test_who_has_no_home_keeps_nothing(regelmap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def geen(_: str) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("TOETSSTEEN_BEWAARD", raising=False)
    monkeypatch.setattr("service.intake.user_cache_path", geen)
    bewaard.cache_clear()
    assert bewaard() is None
    assert lees_regels(regelmap).bibliotheek.regelsets
    bewaard.cache_clear()


def test_progress_is_shown_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Voortgang(2).meld(1, "stil.json")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    balk = Voortgang(2)
    balk.meld(1, "zaak.json")
    balk.klaar()
    Voortgang(1).meld(1, "alleen.json")
    uit = capsys.readouterr().err
    assert "1/2  zaak.json" in uit
    assert "alleen" not in uit
