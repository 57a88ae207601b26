"""A folder of rule files: versions of topics, and which of them hold on a day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

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


def _codes(root: Path) -> list[str]:
    return [diagnostic.code for diagnostic in load_library(root)[1]]


def test_a_rule_that_comes_back_after_a_gap_is_told_over_topics_too(tmp_path: Path) -> None:
    _write(tmp_path, "a/2015-01-01.regels", "vanaf 1 januari 2015 tot 1 januari 2019", extra=RULE)
    _write(tmp_path, "b/2020-01-01.regels", "vanaf 1 januari 2020", extra=RULE)
    assert _codes(tmp_path) == ["G24"]


def test_a_version_in_between_without_the_rule_is_a_gap_of_that_rule(tmp_path: Path) -> None:
    _write(tmp_path, "a/2015-01-01.regels", "vanaf 1 januari 2015 tot 1 januari 2018", extra=RULE)
    _write(tmp_path, "a/2018-01-01.regels", "vanaf 1 januari 2018 tot 1 januari 2020")
    _write(tmp_path, "a/2020-01-01.regels", "vanaf 1 januari 2020", extra=RULE)
    assert _codes(tmp_path) == ["G24"]


def test_a_gap_between_versions_is_told_once(tmp_path: Path) -> None:
    _write(tmp_path, "a/2015-01-01.regels", "vanaf 1 januari 2015 tot 1 januari 2018", extra=RULE)
    _write(tmp_path, "a/2020-01-01.regels", "vanaf 1 januari 2020", extra=RULE)
    assert _codes(tmp_path) == ["G02"]


VALUED = """
bron wmo is wet "Wmo 2015" BWBR0035362
waarde tarief
  volgens wmo artikel {artikel}
  {perioden}
begrip laag voor bijdrage i
  betekent i.bedrag_per_maand is hoogstens {gebruik}
regel A-1 "x"
  volgens wmo artikel 2.3.5
  {geldig}
  ernst advies
  zekerheid afgeleid
  voor elke bijdrage i
  moet gelden i voldoet aan laag
  melding "a"
  advies "b"
"""


@pytest.mark.parametrize(
    ("perioden", "geldig", "gebruik", "codes"),
    [
        ("vanaf 1 januari 2015 is 19,00 euro", "", "tarief", []),
        ("vanaf 1 januari 2020 is 19,00 euro", "", "tarief", ["G25"]),
        ("vanaf 1 januari 2020 is 19,00 euro", "", "tarief op de peildatum", ["G25"]),
        ("vanaf 1 januari 2020 is 19,00 euro", "", "tarief op i.maand", []),
        ("vanaf 1 januari 2020 is 19,00 euro", "geldig vanaf 1 januari 2020", "tarief", []),
        ("vanaf 1 januari 2015 tot 1 januari 2020 is 19,00 euro", "", "tarief", ["G25"]),
        (
            "vanaf 1 januari 2015 tot 1 januari 2020 is 19,00 euro",
            "geldig vanaf 1 januari 2015 tot 1 januari 2020",
            "tarief",
            [],
        ),
        (
            "vanaf 1 januari 2015 tot 1 januari 2016 is 1,00 euro\n  vanaf 1 januari 2017 is 2,00 euro",
            "",
            "tarief",
            ["G11", "G25"],
        ),
    ],
)
def test_a_value_is_there_on_every_day_that_a_rule_needs_it(
    tmp_path: Path, perioden: str, geldig: str, gebruik: str, codes: list[str]
) -> None:
    extra = VALUED.format(perioden=perioden, geldig=geldig, gebruik=gebruik, artikel="2.1.4")
    _write(tmp_path, "a/2015-01-01.regels", "vanaf 1 januari 2015", extra=extra)
    assert _codes(tmp_path) == codes


@pytest.mark.parametrize(("artikel", "codes"), [("2.1.4", []), ("2.1.9", ["G19"])])
def test_what_a_value_rests_on_must_exist_too(tmp_path: Path, artikel: str, codes: list[str]) -> None:
    register = (
        '{"wetten":{"BWBR0035362":{"naam":"Wmo","versies":{"2015-01-01":'
        '{"bereik":"2.","artikelen":{"2.1.4":{},"2.3.5":{}}}}}},"overwegingen":{}}'
    )
    (tmp_path / "bronnen.json").write_text(register, encoding="utf-8")
    extra = VALUED.format(
        perioden="vanaf 1 januari 2010 is 1,00 euro", geldig="", gebruik="tarief", artikel=artikel
    )
    _write(tmp_path, "a/2015-01-01.regels", "vanaf 1 januari 2015", extra=extra)
    assert _codes(tmp_path) == codes


def test_the_folder_of_one_topic_has_its_own_name(tmp_path: Path) -> None:
    root = tmp_path / "wmo" / "bijdrage"
    _write(root, "2015-01-01.regels", "vanaf 1 januari 2015", naam="wmo/bijdrage")
    assert load_library(root)[1] == ()
    _write(root, "2015-01-01.regels", "vanaf 1 januari 2015", naam="wmo/bijdragen")
    (told,) = load_library(root)[1]
    assert (told.code, told.zin) == ("G15", "`regelset wmo/bijdragen` staat in de map `wmo/bijdrage`")
    assert told.herstel == "schrijf `regelset wmo/bijdrage`, of zet het bestand in de map `wmo/bijdragen`"


def test_a_relative_folder_is_called_as_it_is_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(tmp_path / "proef", "2015-01-01.regels", "vanaf 1 januari 2015", naam="ander")
    monkeypatch.chdir(tmp_path / "proef")
    (told,) = load_library(Path("."))[1]
    assert "`regelset proef`" in told.herstel
