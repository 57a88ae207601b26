"""A folder of rule files: versions of topics, and which of them hold on a day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from dsl import Library, load_library, render


def _write(root: Path, pad: str, geldig: str, *, extra: str = "", naam: str | None = None) -> None:
    bestand = root / pad
    bestand.parent.mkdir(parents=True, exist_ok=True)
    naam = naam or bestand.parent.relative_to(root).as_posix()
    bestand.write_text(f'regelset {naam}\ntitel "x"\ngeldig {geldig}\n{extra}', encoding="utf-8")


def _names(library: Library, dag: dt.date) -> list[tuple[str, str]]:
    return [(regelset.naam, regelset.versie) for regelset in library.op(dag)]


RULE = """
regel A-1 "x"
  volgens a
  ernst advies
  zekerheid afgeleid
  voor het dossier
  vraag "?"
  melding "a"
  advies "b"

bron a is kamerstuk "x" "1"
"""


def test_the_highest_herziening_of_the_version_of_the_day(tmp_path: Path) -> None:
    _write(tmp_path, "wmo/b/2015-01-01.regels", "vanaf 1 januari 2015 tot 1 januari 2020")
    _write(
        tmp_path,
        "wmo/b/2015-01-01.h2.regels",
        "vanaf 1 januari 2015 tot 1 januari 2020",
        extra="herziening 2\n",
    )
    _write(tmp_path, "wmo/b/2020-01-01.regels", "vanaf 1 januari 2020")
    _write(tmp_path, "awb/a/2000-01-01.regels", "vanaf 1 januari 2000")
    library, diagnostics = load_library(tmp_path)
    assert [render(diagnostic) for diagnostic in diagnostics] == []
    assert len(library.regelsets) == 4
    assert _names(library, dt.date(2019, 12, 31)) == [("awb/a", "2000-01-01/1"), ("wmo/b", "2015-01-01/2")]
    assert _names(library, dt.date(2020, 1, 1)) == [("awb/a", "2000-01-01/1"), ("wmo/b", "2020-01-01/1")]
    assert _names(library, dt.date(1999, 1, 1)) == []


def test_a_version_closed_by_a_herziening_gives_way_to_the_next(tmp_path: Path) -> None:
    """A published file never changes, so closing a version is a herziening with `tot`."""
    _write(tmp_path, "wmo/b/2015-01-01.regels", "vanaf 1 januari 2015", extra=RULE)
    closed = "herziening 2\n" + RULE
    _write(tmp_path, "wmo/b/2015-01-01.h2.regels", "vanaf 1 januari 2015 tot 1 januari 2027", extra=closed)
    _write(tmp_path, "wmo/b/2027-01-01.regels", "vanaf 1 januari 2027", extra=RULE)
    library, diagnostics = load_library(tmp_path)
    assert [render(diagnostic) for diagnostic in diagnostics] == []
    assert _names(library, dt.date(2026, 12, 31)) == [("wmo/b", "2015-01-01/2")]
    assert _names(library, dt.date(2027, 6, 1)) == [("wmo/b", "2027-01-01/1")]


def test_a_herziening_that_needs_another_file_name_is_told(tmp_path: Path) -> None:
    _write(tmp_path, "a/2015-01-01.regels", "vanaf 1 januari 2015", extra="herziening 2\n")
    _, diagnostics = load_library(tmp_path)
    assert [diagnostic.code for diagnostic in diagnostics] == ["G14"]
    assert "2015-01-01.h2.regels" in diagnostics[0].herstel


def test_a_rule_id_is_unique_on_a_day_over_all_topics(tmp_path: Path) -> None:
    _write(tmp_path, "a/2015-01-01.regels", "vanaf 1 januari 2015 tot 1 januari 2020", extra=RULE)
    _write(tmp_path, "b/2019-01-01.regels", "vanaf 1 januari 2019", extra=RULE)
    _, diagnostics = load_library(tmp_path)
    assert [diagnostic.code for diagnostic in diagnostics] == ["G13"]
    assert {label.plaats.bestand for label in diagnostics[0].labels} == {
        "a/2015-01-01.regels",
        "b/2019-01-01.regels",
    }


def test_a_rule_id_may_return_in_a_later_version_or_another_time(tmp_path: Path) -> None:
    _write(tmp_path, "a/2015-01-01.regels", "vanaf 1 januari 2015 tot 1 januari 2019", extra=RULE)
    _write(tmp_path, "a/2019-01-01.regels", "vanaf 1 januari 2019 tot 1 januari 2020", extra=RULE)
    _write(tmp_path, "b/2020-01-01.regels", "vanaf 1 januari 2020", extra=RULE)
    _, diagnostics = load_library(tmp_path)
    assert diagnostics == ()


def test_one_broken_file_does_not_hide_the_others(tmp_path: Path) -> None:
    _write(tmp_path, "a/2015-01-01.regels", "vanaf gisteren")
    _write(tmp_path, "b/2015-01-01.regels", "vanaf 1 januari 2015")
    library, diagnostics = load_library(tmp_path)
    assert [regelset.naam for regelset in library.regelsets] == ["b"]
    assert diagnostics
    assert {diagnostic.plaats.bestand for diagnostic in diagnostics} == {"a/2015-01-01.regels"}


def test_an_empty_folder_is_an_empty_library(tmp_path: Path) -> None:
    assert load_library(tmp_path) == (Library(()), ())
    assert load_library(tmp_path / "nergens") == (Library(()), ())
