"""The command line: every door opens, closes with the right number, and speaks Dutch only."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from syrupy.assertion import SnapshotAssertion

from engine.check import check
from engine.dossier import dossier_uit
from engine.twin import Vergelijking
from service import cli, intake
from service.cases import lees_gevallen
from service.commands import checking, options
from service.intake import lees_regels
from service.presentation import als_tekst
from service.terminal import kleur_toegestaan
from tests.service.conftest import DOSSIER, GOED, SLECHT

REPO = Path(__file__).resolve().parents[2]
VANDAAG = dt.date(2026, 1, 15)
Bewaar = Callable[[str, Any], str]


@pytest.fixture(autouse=True)
def _vaste_dag(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "vandaag", lambda: VANDAAG)
    monkeypatch.setenv("COLUMNS", "90")
    monkeypatch.delenv("TOETSSTEEN_REGELS", raising=False)
    monkeypatch.delenv("TOETSSTEEN_SPOOR", raising=False)


def toets(*args: str, invoer: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli.toets, list(args), input=invoer)


def controleer(regelmap: Path, *args: str, invoer: str | bytes | None = None) -> Result:
    return toets("controleer", "--zonder-tweeling", "--regels", str(regelmap), *args, invoer=invoer)


def proces(*args: str, invoer: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "service", *args],
        input=invoer,
        capture_output=True,
        cwd=REPO,
        env={**os.environ, **env},
        timeout=60,
        check=False,
    )


# ---------------------------------------------------------------- Dutch only

ENGELS = re.compile(
    r"\b(usage|options?|commands?|error|try|help for|missing|invalid|unexpected|argument[s]? \(|no such|"
    r"show this|exit|default|required|the|file|not|does|traceback|exception|aborted|choose|did you)\b",
    re.IGNORECASE,
)


def _opdrachten(groep: click.Group, voor: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    uit = [voor]
    for naam, opdracht in groep.commands.items():
        uit += _opdrachten(opdracht, (*voor, naam)) if isinstance(opdracht, click.Group) else [(*voor, naam)]
    return uit


@pytest.mark.parametrize("opdracht", _opdrachten(cli.toets), ids=" ".join)
def test_help_is_dutch(opdracht: tuple[str, ...]) -> None:
    for vlag in ("--hulp", "-h", "--help"):
        uitslag = toets(*opdracht, vlag)
        assert uitslag.exit_code == 0
        assert uitslag.output.startswith("Gebruik: toets")
        tekst = uitslag.output.replace("--help", "")
        assert not ENGELS.search(tekst), ENGELS.search(tekst)


FOUTE_AANROEPEN: Sequence[tuple[tuple[str, ...], str]] = [
    ((), "Gebruik: toets"),
    (("controleer",), "Gebruik: toets controleer"),
    (("regels",), "Gebruik: toets regels"),
    (("leg-uit",), "Gebruik: toets leg-uit"),
    (("controler",), "de opdracht `controler` bestaat niet; bedoelt u `controleer`?"),
    (("regels", "tes"), "bedoelt u `test`?"),
    (("zzz",), "de opdracht `zzz` bestaat niet."),
    (("controleer", "--alsjeblieft", "x"), "de optie `--alsjeblieft` bestaat niet"),
    (("controleer", "--uitvoe", "json", "x"), "bedoelt u `--uitvoer`?"),
    (("controleer", "-q", "x"), "de optie `-q` bestaat niet."),
    (("controleer", "--peildatum"), "achter de optie `--peildatum` hoort een waarde"),
    (("controleer", "--zonder-tweeling=ja", "x"), "achter de optie `--zonder-tweeling` hoort geen waarde"),
    (("controleer", "--zonder-tweeling"), "het argument DOSSIER... ontbreekt"),
    (("controleer", "--uitvoer", "pdf", "x"), "`pdf` kan hier niet; kies uit tekst, json of markdown"),
    (("controleer", "--peildatum", "1-3-2024", "x"), "is geen datum; schrijf bijvoorbeeld 2025-03-01"),
    (("controleer", "--peildatum", "2024-W10-1", "x"), "is geen datum"),
    (("controleer", "--regels", "/bestaat/niet", "x"), "de map met regels `/bestaat/niet` bestaat niet"),
    (("leg-uit", "a", "b"), "deze opdracht kent geen `b`"),
    (("regels", "--", ""), "de opdracht `` bestaat niet"),
    (("regels", "test", "/bestaat/niet"), "de map met regels `/bestaat/niet` bestaat niet"),
    (("regels", "controleer", "/bestaat/niet"), "`/bestaat/niet` bestaat niet"),
    (("begrippen", "voorzienign"), "bedoelt u `voorziening`?"),
    (("begrippen", "voorziening.omvagn"), "bedoelt u `omvang`?"),
]


@pytest.mark.parametrize(
    ("args", "zin"), FOUTE_AANROEPEN, ids=lambda a: " ".join(a) if isinstance(a, tuple) else ""
)
def test_a_wrong_call_is_explained_in_dutch(args: tuple[str, ...], zin: str) -> None:
    uitslag = toets(*args)
    assert uitslag.exit_code == 2
    assert uitslag.stdout == ""
    assert zin in uitslag.stderr
    assert not ENGELS.search(uitslag.stderr.replace("--help", "")), uitslag.stderr


def test_the_version() -> None:
    assert toets("--versie").output == "Toetssteen 0.1.0\n"


# ---------------------------------------------------------------- checking dossiers


def test_the_text_for_a_decision_writer(regelmap: Path, snapshot: SnapshotAssertion) -> None:
    uitslag = controleer(regelmap, "-", invoer=json.dumps(SLECHT))
    assert uitslag.exit_code == 1
    rijen = [r for r in uitslag.stdout.splitlines() if "https://" not in r]
    assert max(map(len, rijen)) <= 88
    assert _zonder_digest(uitslag.stdout) == snapshot


def test_the_text_when_something_is_unknown(regelmap: Path, snapshot: SnapshotAssertion) -> None:
    uitslag = controleer(regelmap, "-", "--kennisdatum", "2025-01-01", invoer=json.dumps(DOSSIER))
    assert uitslag.exit_code == 0
    assert _zonder_digest(uitslag.stdout) == snapshot


def test_the_markdown(regelmap: Path, snapshot: SnapshotAssertion) -> None:
    uitslag = controleer(regelmap, "-", "--uitvoer", "markdown", invoer=json.dumps(SLECHT))
    assert uitslag.exit_code == 1
    assert _zonder_digest(uitslag.stdout) == snapshot


def _zonder_digest(tekst: str) -> str:
    return re.sub(r"(dossier|uitkomst) [0-9a-f]{12}", r"\1 <digest>", tekst)


def test_json_is_the_canonical_report(regelmap: Path) -> None:
    uitslag = controleer(regelmap, "-", "--uitvoer", "json", invoer=json.dumps(SLECHT))
    dag = dt.date(2024, 3, 1)
    gekozen = lees_regels(regelmap).bibliotheek.op(dag)
    verwacht = check(dossier_uit(SLECHT), gekozen, dag, VANDAAG)
    assert uitslag.stdout_bytes == verwacht.canoniek() + b"\n"
    assert uitslag.exit_code == 1


@pytest.mark.parametrize(
    ("besluiten", "optie", "peildatum"),
    [
        ({"B1": {"beslotenOp": "2024-03-01"}}, None, "2024-03-01"),
        ({"B1": {"beslotenOp": "2024-03-01"}, "B2": {"beslotenOp": "2024-03-01"}}, None, "2024-03-01"),
        ({"B1": {"beslotenOp": "2024-03-01"}, "B2": {"beslotenOp": "2024-04-01"}}, None, "2026-01-15"),
        ({"B1": {}}, None, "2026-01-15"),
        ({"B1": {"beslotenOp": "2024-03-01"}}, "2023-05-06", "2023-05-06"),
    ],
)
def test_the_peildatum_is_the_day_of_the_decision(
    regelmap: Path, besluiten: Any, optie: str | None, peildatum: str
) -> None:
    opties = ["--peildatum", optie] if optie else []
    dossier = json.dumps({**DOSSIER, "besluiten": besluiten})
    dossier = dossier.replace('"besluit": "B1", ', "")
    bewijs = json.loads(controleer(regelmap, "-", "--uitvoer", "json", *opties, invoer=dossier).stdout)[
        "bewijs"
    ]
    assert (bewijs["peildatum"], bewijs["kennisdatum"]) == (peildatum, "2026-01-15")


def test_the_dates_are_always_named(regelmap: Path) -> None:
    for vorm in ("tekst", "markdown"):
        tekst = controleer(regelmap, "-", "--uitvoer", vorm, invoer=json.dumps(GOED)).stdout
        assert "het recht van 1 maart 2024" in " ".join(tekst.split())
        assert "15 januari 2026" in " ".join(tekst.split())


def test_one_bad_file_never_loses_the_others(regelmap: Path, bewaar: Bewaar) -> None:
    goed, slecht = bewaar("goed.json", GOED), bewaar("slecht.json", SLECHT)
    kapot = bewaar("kapot.json", '{"besluiten": ')
    uitslag = controleer(regelmap, goed, kapot, slecht)
    assert uitslag.exit_code == 2
    assert goed in uitslag.stdout
    assert slecht in uitslag.stdout
    assert "kapot.json: niet getoetst, 1 fout" in uitslag.stderr
    assert controleer(regelmap, goed, slecht).exit_code == 1
    assert controleer(regelmap, goed, goed).exit_code == 0


def test_several_files_in_json_are_one_array(regelmap: Path, bewaar: Bewaar) -> None:
    goed, kapot = bewaar("goed.json", GOED), bewaar("kapot.json", {"besluiten": {"B1": {"spod": True}}})
    uitslag = controleer(regelmap, goed, kapot, str(regelmap / "weg.json"), "--uitvoer", "json")
    [eerste, tweede, derde] = json.loads(uitslag.stdout)
    assert eerste["bestand"] == goed
    assert eerste["rapport"]["slotzin"] == "Toetssteen adviseert; een mens beslist."
    assert tweede["fouten"][0]["pointer"] == "/besluiten/B1/spod"
    assert set(tweede["fouten"][0]) == {"code", "pointer", "melding", "herstel"}
    assert derde["fouten"][0]["melding"] == "Dit bestand bestaat niet."
    assert uitslag.exit_code == 2


def test_unusable_input_is_json_on_standard_error_in_json_mode(regelmap: Path) -> None:
    uitslag = controleer(regelmap, "-", "--uitvoer", "json", invoer="geen json")
    assert uitslag.exit_code == 2
    assert uitslag.stdout == ""
    assert json.loads(uitslag.stderr)["fouten"][0]["code"] == "D01"


@pytest.mark.parametrize("invoer", [b"", b"\xff\xfe", b"[]", b"null", b"{", b"[" * 100_000, b'{"a":1,"a":2}'])
def test_any_bytes_are_answered(regelmap: Path, invoer: bytes) -> None:
    uitslag = controleer(regelmap, "-", invoer=invoer)
    assert uitslag.exit_code == 2
    assert "niet getoetst" in uitslag.stderr


def test_an_error_never_shows_a_value_of_the_case(regelmap: Path) -> None:
    geheim = {"personen": {"P1": {"naam": "Jansen", "geboortedatum": "Jansen", "rollen": "Jansen"}}}
    for vorm in ("tekst", "json"):
        uitslag = controleer(regelmap, "-", "--uitvoer", vorm, invoer=json.dumps(geheim))
        assert uitslag.exit_code == 2
        assert "Jansen" not in uitslag.output


def test_a_dossier_cannot_steer_the_terminal_or_the_markup(regelmap: Path) -> None:
    dossier = json.loads(json.dumps(SLECHT))
    dossier["voorzieningen"]["V1"]["naam"] = "hulp \u202e [klik](http://x) <b>"
    tekst = controleer(regelmap, "-", invoer=json.dumps(dossier)).stdout
    assert "\u202e" not in tekst
    md = controleer(regelmap, "-", "--uitvoer", "markdown", invoer=json.dumps(dossier)).stdout
    assert r"\[klik\](http://x) \<b\>" in md


def test_many_open_questions_are_counted_and_named(regelmap: Path) -> None:
    dossier = {
        "weergave": "gedeeltelijk",
        "voorzieningen": {f"V{n}": {"wet": "wmo2015"} for n in range(20)},
    }
    kort = controleer(regelmap, "-", invoer=json.dumps(dossier)).stdout
    alles = controleer(regelmap, "-", "--alles", invoer=json.dumps(dossier)).stdout
    assert "voor PROEF-01" in " ".join(kort.split())
    assert "Toon ze met --alles" in " ".join(kort.split())
    assert "--alles" not in alles
    assert len(alles) > len(kort)


def test_colour_only_where_it_is_welcome(regelmap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Scherm:
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    assert kleur_toegestaan(Scherm())  # type: ignore[arg-type]
    monkeypatch.setenv("NO_COLOR", "1")
    assert not kleur_toegestaan(Scherm())  # type: ignore[arg-type]
    assert "\x1b" not in controleer(regelmap, "-", invoer=json.dumps(SLECHT)).stdout
    dag = dt.date(2024, 3, 1)
    dossier = dossier_uit(SLECHT)
    rapport = check(dossier, lees_regels(regelmap).bibliotheek.op(dag), dag, VANDAAG)
    gekleurd = als_tekst(rapport, dossier, "x", kleur=True)
    assert "\x1b[" in gekleurd
    assert click.unstyle(gekleurd) == als_tekst(rapport, dossier, "x", kleur=False)


def test_without_rules_for_the_day_nothing_is_called_in_order(regelmap: Path) -> None:
    uitslag = controleer(regelmap, "-", "--peildatum", "2010-01-01", invoer=json.dumps(SLECHT))
    assert uitslag.exit_code == 0
    assert "geldt geen enkele regelset; er is niets getoetst" in uitslag.stderr


def test_rules_with_an_error_are_not_used(regelmap: Path) -> None:
    pad = regelmap / "proef" / "omvang" / "2020-01-01.regels"
    pad.write_text(pad.read_text(encoding="utf-8").replace("v.omvang", "v.omvagn"), encoding="utf-8")
    uitslag = controleer(regelmap, "-", invoer=json.dumps(SLECHT))
    assert uitslag.exit_code == 2
    assert "fout[B03]" in uitslag.stderr
    assert "zo valt er niet te toetsen" in uitslag.stderr


# ---------------------------------------------------------------- why (not)


@pytest.mark.parametrize("regel", ["PROEF-01", "proef-02", "PROEF-03"])
def test_why_a_rule_speaks_or_not(regelmap: Path, regel: str, snapshot: SnapshotAssertion) -> None:
    dossier = json.loads(json.dumps(SLECHT))
    dossier["voorzieningen"]["V2"] = {"wet": "jeugdwet", "besluit": "B1"}
    uitslag = controleer(regelmap, "-", "--waarom", regel, invoer=json.dumps(dossier))
    assert uitslag.exit_code == 1
    assert uitslag.stdout == snapshot


def test_why_puts_what_decides_first(regelmap: Path) -> None:
    dossier = json.loads(json.dumps(DOSSIER))
    dossier["voorzieningen"]["V2"] = {"wet": "jeugdwet"}
    uit = controleer(regelmap, "-", "--waarom", "PROEF-01", "--uitvoer", "json", invoer=json.dumps(dossier))
    [regel] = json.loads(uit.stdout)
    eerst = {c["betreft"][0]: (c["uitkomst"], c["onderdelen"][0]["soort"]) for c in regel["combinaties"]}
    assert eerst == {
        "/voorzieningen/V1": ("open", "tenzij"),
        "/voorzieningen/V2": ("niet_van_toepassing", "waarbij"),
    }


def test_why_of_a_rule_that_does_not_hold_on_the_day(regelmap: Path) -> None:
    uitslag = controleer(
        regelmap, "-", "--waarom", "PROEF-01", "--peildatum", "2010-01-01", invoer=json.dumps(SLECHT)
    )
    assert "geldt niet op de peildatum" in uitslag.stdout
    uitslag = controleer(
        regelmap, "-", "--waarom", "PROEF-01", "--kennisdatum", "2010-01-01", invoer=json.dumps(SLECHT)
    )
    assert "op de kennisdatum nog niet bekend" in uitslag.stdout


def test_why_when_there_is_nothing_to_judge(regelmap: Path) -> None:
    uitslag = controleer(regelmap, "-", "--waarom", "PROEF-01", invoer='{"weergave": "gedeeltelijk"}')
    assert "Er is niets waarover deze regel kan gaan." in uitslag.stdout
    assert "zegt niet of er een voorziening is" in uitslag.stdout


def test_why_of_an_unknown_rule(regelmap: Path) -> None:
    uitslag = controleer(regelmap, "-", "--waarom", "PROEF-99", invoer=json.dumps(SLECHT))
    assert uitslag.exit_code == 2
    assert "er is geen regel `PROEF-99`; bedoelt u" in uitslag.stderr


# ---------------------------------------------------------------- the second matcher


class _Oneens:
    def __enter__(self) -> _Oneens:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    @contextlib.contextmanager
    def gevraagd(self, *_: object) -> Iterator[Callable[[], None]]:
        yield lambda: None


def test_a_disagreement_is_an_alarm_with_a_reproduction(
    regelmap: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "Tweeling", _Oneens)
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    oneens = Vergelijking("oneens", "1 patronen verschillen", 1, (), '{"p": 1}')
    monkeypatch.setattr(intake, "vergelijk", lambda *_: oneens)
    uitslag = toets("controleer", "--regels", str(regelmap), "-", invoer=json.dumps(GOED))
    assert "de twee zoekers zijn het oneens" in uitslag.stderr
    [bestand] = tmp_path.glob("toetssteen-oneens-*.json")
    assert str(bestand) in uitslag.stderr
    assert bestand.read_text(encoding="utf-8") == '{"p": 1}'
    assert "LET OP" in uitslag.stdout
    # In a folder that others write in, a name that is known beforehand may be a link to what is ours.
    (tmp_path / "van ons").write_text("kostbaar", encoding="utf-8")
    bestand.unlink()
    bestand.symlink_to(tmp_path / "van ons")
    assert toets("controleer", "--regels", str(regelmap), "-", invoer=json.dumps(GOED)).exit_code == 0
    assert (tmp_path / "van ons").read_text(encoding="utf-8") == "kostbaar"


def test_the_receipt_says_that_nobody_was_asked(regelmap: Path) -> None:
    tekst = controleer(regelmap, "-", invoer=json.dumps(GOED)).stdout
    assert "de tweede zoeker is niet geraadpleegd" in " ".join(tekst.split())


# ---------------------------------------------------------------- rules


def test_rules_are_tested_with_their_cases(regelmap: Path, gevallenbestand: Path) -> None:
    uitslag = toets("regels", "test", str(regelmap))
    assert uitslag.exit_code == 0
    assert uitslag.stdout == "goed  proef/omvang: 3 regels, 5 gevallen\n1 van 1 onderwerp in orde.\n"


def test_a_subfolder_finds_its_own_root(regelmap: Path, gevallenbestand: Path) -> None:
    for map_ in (regelmap / "proef", regelmap / "proef" / "omvang"):
        assert toets("regels", "test", str(map_)).exit_code == 0
        assert toets("regels", "controleer", str(map_)).exit_code == 0


def test_a_case_that_differs_fails_and_can_be_accepted(
    regelmap: Path, gevallenbestand: Path, snapshot: SnapshotAssertion
) -> None:
    goed = gevallenbestand.read_text(encoding="utf-8")
    gevallenbestand.write_text(goed.replace("bevinding PROEF-02", "voldaan PROEF-02"), encoding="utf-8")
    uitslag = toets("regels", "test", str(regelmap))
    assert uitslag.exit_code == 1
    assert uitslag.stdout == snapshot
    assert toets("regels", "test", "--accepteer", str(regelmap)).exit_code == 0
    assert gevallenbestand.read_text(encoding="utf-8") == goed


def test_cases_do_not_run_on_rules_with_errors(regelmap: Path, gevallenbestand: Path) -> None:
    pad = regelmap / "proef" / "omvang" / "2020-01-01.regels"
    pad.write_text(pad.read_text(encoding="utf-8").replace("v.omvang", "v.omvagn"), encoding="utf-8")
    uitslag = toets("regels", "test", str(regelmap))
    assert uitslag.exit_code == 1
    assert "de gevallen zijn niet gedraaid" in uitslag.stdout


def test_rule_files_are_checked(regelmap: Path) -> None:
    pad = regelmap / "proef" / "omvang" / "2020-01-01.regels"
    assert (
        toets("regels", "controleer", str(regelmap)).output == "1 bestand, 3 leesbare regels: geen fouten.\n"
    )
    assert toets("regels", "controleer", str(pad)).exit_code == 0
    assert toets("regels", "controleer", str(pad), "--uitvoer", "json").stdout == "[]\n"
    pad.write_text(pad.read_text(encoding="utf-8").replace("v.omvang", "v.omvagn"), encoding="utf-8")
    uitslag = toets("regels", "controleer", str(pad))
    assert uitslag.exit_code == 1
    assert "bedoelt u `omvang`?" in uitslag.stdout
    [melding] = json.loads(toets("regels", "controleer", str(regelmap), "--uitvoer", "json").stdout)
    assert (melding["code"], melding["ernst"]) == ("B03", "fout")


def test_each_citation_says_whether_it_was_found(regelmap: Path) -> None:
    pad = regelmap / "proef" / "omvang" / "2020-01-01.regels"
    tekst = pad.read_text(encoding="utf-8").replace(
        "artikel 2.3.5 lid 3\n  kenbaar", "artikel 8.1\n  kenbaar"
    )
    pad.write_text(tekst, encoding="utf-8")
    uit = toets("regels", "controleer", str(regelmap), "--bronnen")
    assert uit.exit_code == 0
    assert [rij.split("  proef/")[0] for rij in uit.stdout.splitlines()[:3]] == [
        "gevonden        PROEF-01: CRvB 8 oktober 2018 r.o. 4.5 (de overweging is gelezen)",
        "niet na te gaan PROEF-01: Wmo 2015 artikel 8.1 "
        "(niet bij wat is gelezen van de tekst van 1 januari 2015)",
        "gevonden        PROEF-01: Wmo 2015 artikel 2.3.3 (in de tekst van 1 januari 2015)",
    ]
    assert "5 vindplaatsen: 4 gevonden, 0 deels gevonden, 1 niet na te gaan, 0 fout." in uit.stdout
    antwoord = json.loads(toets("regels", "controleer", str(pad), "--bronnen", "--uitvoer", "json").stdout)
    assert antwoord["totalen"] == {"gevonden": 4, "deels gevonden": 0, "niet na te gaan": 1, "fout": 0}
    assert antwoord["meldingen"] == antwoord["nietUitgegeven"] == []
    assert antwoord["vindplaatsen"][1] == {
        "door": "PROEF-01",
        "bron": {
            "titel": "Wmo 2015",
            "aanduiding": "artikel 8.1",
            "kenmerk": "BWBR0035362",
            "link": "https://wetten.overheid.nl/jci1.3:c:BWBR0035362&artikel=8.1&z=2020-01-01&g=2020-01-01",
        },
        "plaats": "proef/omvang/2020-01-01.regels:11",
        "stand": "niet na te gaan",
        "waarom": "niet bij wat is gelezen van de tekst van 1 januari 2015",
    }


def test_the_folder_of_rules_may_come_from_the_environment(
    regelmap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOETSSTEEN_REGELS", str(regelmap))
    assert "3 leesbare regels" in toets("regels", "controleer").stdout


# ---------------------------------------------------------------- looking things up


def test_all_kinds_are_listed() -> None:
    uit = toets("begrippen").stdout
    assert "voorziening: " in uit
    assert "besluit: Een beslissing op schrift" in uit


@pytest.mark.parametrize(
    ("naam", "zin"),
    [
        ("voorziening", "voorziening (meervoud: voorzieningen)"),
        ("voorziening.wet", "waarden: wmo2015, jeugdwet"),
        ("besluit.mandaat", "groep van kenmerken"),
        ("besluit.mandaat.schriftelijk", "Of het mandaat op schrift staat."),
        ("wet", "wet (keuze)"),
        ("besloten_op", "in JSON: beslotenOp"),
    ],
)
def test_a_word_is_explained(naam: str, zin: str) -> None:
    uitslag = toets("begrippen", naam)
    assert uitslag.exit_code == 0
    assert zin in uitslag.stdout


CONCEPTEN = """regelset awb/begrippen
titel "Begrippen"
geldig vanaf 1 januari 2015

begrip spoedig voor besluit b
  betekent b.spoed is ja
    en (b.soort is toekenning
        of b.soort is verlenging)

begrip ongebruikt voor besluit b
  betekent b.spoed is nee
"""
GEBRUIKER = """regelset awb/spoed
titel "Spoed"
geldig vanaf 1 januari 2015
begrippen uit awb/begrippen

bron awb is wet "Awb" BWBR0005537

regel AWB-09 "Spoed"
  norm AWB-09
  volgens awb artikel 3:47 lid 3
  ernst advies
  zekerheid afgeleid
  voor elk besluit b
  waarbij b voldoet aan spoedig
  moet gelden
    b.redenen_nagezonden_op is er
  melding "De redenen komen nog."
  advies "Stuur de redenen na."
"""


def test_a_concept_that_files_share_is_shown_with_its_text_and_who_uses_it(tmp_path: Path) -> None:
    for onderwerp, tekst in (("awb/begrippen", CONCEPTEN), ("awb/spoed", GEBRUIKER)):
        (tmp_path / onderwerp).mkdir(parents=True)
        (tmp_path / onderwerp / "2015-01-01.regels").write_text(tekst, encoding="utf-8")
    uit = toets("begrippen", "spoedig", "--regels", str(tmp_path))
    assert uit.exit_code == 0, uit.output
    assert (
        uit.stdout
        == """spoedig: begrip uit awb/begrippen, vanaf 1 januari 2015
  gebruikt in: awb/spoed
  plaats: awb/begrippen/2015-01-01.regels:5

    begrip spoedig voor besluit b
      betekent b.spoed is ja
        en (b.soort is toekenning
            of b.soort is verlenging)
"""
    )
    assert "gebruikt in: geen onderwerp" in toets("begrippen", "ongebruikt", "--regels", str(tmp_path)).stdout
    assert "bedoelt u `spoedig`?" in toets("begrippen", "spoedigg", "--regels", str(tmp_path)).stderr
    (tmp_path / "awb" / "spoed" / "2015-01-01.regels").write_text(
        "regelset awb/spoed\nonzin", encoding="utf-8"
    )
    let_op = "Let op: 1 regelbestand is niet te lezen; zie `toets regels controleer`."
    assert let_op in toets("begrippen", "spoedig", "--regels", str(tmp_path)).stdout
    assert let_op in toets("begrippen", "spoedigg", "--regels", str(tmp_path)).stderr


def test_a_code_is_explained() -> None:
    assert "onbekend kenmerk" in toets("leg-uit", "b03").stdout


def test_a_code_of_a_fault_in_a_dossier_is_explained() -> None:
    assert toets("leg-uit", "d10").stdout.startswith("# D10: een veld dat niet bestaat\n")


def test_a_rule_is_explained(regelmap: Path, snapshot: SnapshotAssertion) -> None:
    assert toets("leg-uit", "proef-01", "--regels", str(regelmap)).stdout == snapshot


def test_the_shape_of_a_case_is_explained_by_one_that_can_be_read(tmp_path: Path) -> None:
    uitleg = toets("leg-uit", "gevallen").stdout
    voorbeeld = uitleg[uitleg.index("    # Gevallen") : uitleg.index("Het dossier van een geval")]
    (tmp_path / "gevallen.md").write_text(textwrap.dedent(voorbeeld), encoding="utf-8")
    gelezen = lees_gevallen(tmp_path / "gevallen.md")
    assert gelezen.fouten == ()
    assert [g.titel for g in gelezen.gevallen] == ["De omvang ontbreekt"]


def test_an_unknown_code_is_an_error(regelmap: Path) -> None:
    uitslag = toets("leg-uit", "PROEF-9", "--regels", str(regelmap))
    assert uitslag.exit_code == 2
    assert "er is geen code, regel of norm `PROEF-9`" in uitslag.stderr


def test_a_norm_is_explained_by_its_rules() -> None:
    """Reports and questions name norms; `WMO-BES-11` is one that several rules encode."""
    uitleg = toets("leg-uit", "wmo-bes-11")
    assert uitleg.exit_code == 0
    assert uitleg.stdout.startswith("WMO-BES-11 is een norm: ")
    assert "  WMO-BES-11-BEGELEIDING: " in uitleg.stdout
    assert toets("leg-uit", "WMO-BES-11-BEGELEIDING").exit_code == 0


def test_a_rule_with_the_name_of_its_norm_does_not_hide_the_other_rules_of_that_norm() -> None:
    uitleg = toets("leg-uit", "wmo-bes-14").stdout
    assert "Andere regels bij norm WMO-BES-14" in uitleg
    assert "  WMO-BES-14-BRIEF: " in uitleg
    assert "  WMO-BES-14: " not in uitleg


def test_a_norm_without_a_rule_says_why(regelmap: Path) -> None:
    (regelmap / "normen.toml").write_text(
        '[PROEF-01]\ntitel = "Omvang"\nnagegaan = "geverifieerd"\n'
        '[PROEF-02]\ntitel = "Past"\nnagegaan = "geverifieerd"\n'
        '[PROEF-03]\ntitel = "Datum"\nnagegaan = "geverifieerd"\n'
        '[PROEF-04]\ntitel = "Zonder regel"\nnagegaan = "secundair"\nwaarom_niet = "Er is geen veld voor."\n',
        encoding="utf-8",
    )
    uitleg = toets("leg-uit", "PROEF-04", "--regels", str(regelmap)).stdout
    assert "Bij deze norm is geen regel." in uitleg
    assert "Er is geen veld voor." in uitleg


def test_why_of_a_norm_names_its_rules() -> None:
    uitslag = toets("controleer", "-", "--waarom", "WMO-BES-11", invoer="{}")
    assert uitslag.exit_code == 2
    assert "is een norm; noem een regel ervan: WMO-BES-11-BANDBREEDTE" in uitslag.stderr


def test_json_steers_no_terminal_and_keeps_its_values(regelmap: Path) -> None:
    boos = "hulp\u009b31m\u202e"
    voorzieningen = {"V1": {**SLECHT["voorzieningen"]["V1"], "naam": boos}}
    uit = controleer(
        regelmap, "-", "--uitvoer", "json", invoer=json.dumps({**SLECHT, "voorzieningen": voorzieningen})
    ).stdout
    assert not re.search("[\u0080-\u009f\u202a-\u202e]", uit)
    assert boos in json.loads(uit)["bevindingen"][0]["melding"]


@pytest.mark.parametrize("vorm", ["tekst", "markdown"])
def test_a_dossier_that_no_rule_is_about_is_not_told_to_be_in_order(regelmap: Path, vorm: str) -> None:
    uitslag = controleer(regelmap, "-", "--uitvoer", vorm, invoer="{}")
    assert uitslag.exit_code == 0
    assert "niets getoetst, want geen regel gaat over wat in dit dossier staat" in " ".join(
        uitslag.stdout.split()
    )
    assert "in orde" not in uitslag.stdout


def test_the_schema_is_json() -> None:
    assert json.loads(toets("schema").stdout)["title"] == "Dossier"


# ---------------------------------------------------------------- when we are wrong


def test_a_fault_of_our_own_is_one_dutch_sentence_with_a_code(
    regelmap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kapot(*_: object) -> None:
        raise KeyError("Jansen")

    monkeypatch.setattr(checking, "check", kapot)
    uitslag = controleer(regelmap, "-", invoer=json.dumps(GOED))
    assert uitslag.exit_code == 3
    assert re.match(r"Er ging iets mis in Toetssteen zelf \(code X[0-9A-F]{6}\)\.\n", uitslag.stderr)
    assert "Traceback" not in uitslag.output
    assert "Jansen" not in uitslag.output
    monkeypatch.setenv("TOETSSTEEN_SPOOR", "1")
    assert "Traceback" in controleer(regelmap, "-", invoer=json.dumps(GOED)).stderr


def test_an_interruption_is_dutch(regelmap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def onderbreek(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(checking, "check", onderbreek)
    uitslag = controleer(regelmap, "-", invoer=json.dumps(GOED))
    assert uitslag.exit_code == 130
    assert uitslag.stderr.strip() == "Afgebroken."


# ---------------------------------------------------------------- as a real process


def test_a_real_process_reads_standard_input_and_asks_the_twin(regelmap: Path) -> None:
    klaar = proces("controleer", "-", "--regels", str(regelmap), invoer=json.dumps(SLECHT).encode())
    assert klaar.returncode == 1, klaar.stderr.decode()
    tekst = " ".join(klaar.stdout.decode().split())
    assert tekst.startswith("standaardinvoer")
    assert tekst.endswith("Toetssteen adviseert; een mens beslist.")
    assert "zoeker" in tekst


def test_a_real_process_ends_with_2_on_bad_input(regelmap: Path) -> None:
    klaar = proces("controleer", "-", "--regels", str(regelmap), "--zonder-tweeling", invoer=b"{")
    assert (klaar.returncode, klaar.stdout) == (2, b"")
    assert b"niet getoetst" in klaar.stderr


def test_a_reader_that_went_away_is_no_fault() -> None:
    """And no judgement either: what was cut off must not look like `nothing found`."""
    lezer, schrijver = os.pipe()
    os.close(lezer)
    opdracht = [sys.executable, "-m", "service", "schema"]
    klaar = subprocess.run(
        opdracht, stdout=schrijver, stderr=subprocess.PIPE, cwd=REPO, timeout=60, check=False
    )
    os.close(schrijver)
    assert (klaar.returncode, klaar.stderr) == (141, b"")


@pytest.mark.parametrize(
    ("staart", "code", "zin"),
    [
        ("schema > /dev/full", 2, "Fout: het antwoord is niet weg te schrijven. Is de schijf vol?"),
        ("schema >&-", 0, ""),
        ("controleer - <&-", 2, "standaardinvoer: niet getoetst, 1 fout"),
    ],
)
def test_a_stream_that_is_full_or_closed_is_no_fault_of_ours(staart: str, code: int, zin: str) -> None:
    opdracht = f"{sys.executable} -m service {staart}"
    klaar = subprocess.run(["bash", "-c", opdracht], capture_output=True, cwd=REPO, timeout=60, check=False)
    assert klaar.returncode == code
    assert klaar.stderr.decode().split("\n")[0] == zin


def test_an_interruption_while_the_program_is_read_is_dutch_too() -> None:
    onderbroken = (
        "import sys\n"
        "class Ongeduld:\n"
        "    def find_spec(self, naam, *rest):\n"
        "        if naam == 'service.cli':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Ongeduld())\n"
        "from service.__main__ import main\n"
        "main()\n"
    )
    klaar = subprocess.run(
        [sys.executable, "-c", onderbroken], capture_output=True, cwd=REPO, timeout=60, check=False
    )
    assert (klaar.returncode, klaar.stderr) == (130, b"Afgebroken.\n")


def test_a_terminal_that_cannot_show_a_letter_is_no_fault(regelmap: Path) -> None:
    klaar = proces("leg-uit", "B03", "--regels", str(regelmap), PYTHONIOENCODING="ascii")
    assert klaar.returncode == 0
