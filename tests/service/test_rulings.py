"""Rules against rulings, with an invented law and invented rulings: what counts as found, missed or false."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from engine.rule import Ernst
from service import cli
from service.holdings import Punt, lees_uitspraak
from service.rulings import Gezegd, Treffer, vergelijk

ZWAAR = Treffer("R-1", "N-1", 0, Ernst.VERNIETIGBAAR, "Zo kan het niet.", eigen=False, vooraf=True)
LICHT = Treffer("R-2", "N-1", 0, Ernst.RISICO, "Pas op.", eigen=False, vooraf=True)
ELDERS = Treffer("R-3", "N-9", 0, Ernst.ONRECHTMATIG, "Dit gaat over iets anders.", eigen=False, vooraf=True)
VRAAG = Treffer("R-4", "N-1", 3, Ernst.VERNIETIGBAAR, "Klopt dit?", eigen=False, vooraf=True)
VER = Treffer("R-5", "N-1", 80, Ernst.VERNIETIGBAAR, "Klopt dat?", eigen=False, vooraf=True)
NIEUW = Treffer("R-6", "N-1", 0, Ernst.VERNIETIGBAAR, "Dat weten we sinds kort.", eigen=True, vooraf=False)


def punt(oordeel: str, soort: str = "toets", **meer: Any) -> Punt:
    return Punt.model_validate(
        {"wat": "Iets.", "oordeel": oordeel, "soort": soort, "normen": ["N-1", "N-2"], **meer}
    )


def gezegd(*treffers: Treffer) -> Gezegd:
    """These, and two rules that are met: one on a norm of the point."""
    zegt, vraagt = [t for t in treffers if not t.rang], [t for t in treffers if t.rang]
    return Gezegd(tuple(zegt), tuple(vraagt), {"R-7": "N-2", "R-8": "N-8"})


@pytest.mark.parametrize(
    ("oordeel", "soort", "treffers", "uitkomst", "telt", "wijkt_af"),
    [
        ("gebrek", "toets", [ZWAAR, VRAAG], "gevonden", True, False),
        ("gebrek", "toets", [LICHT], "gevonden", True, False),
        ("gebrek", "toets", [VRAAG], "gevraagd", False, True),
        ("gebrek", "weging", [VRAAG], "gevraagd", True, False),
        ("gebrek", "weging", [], "gemist", False, True),
        ("gebrek", "toets", [ELDERS], "gemist", False, True),
        ("geen_gebrek", "toets", [ELDERS], "terecht gezwegen", False, False),
        ("geen_gebrek", "toets", [LICHT, ZWAAR], "vals alarm", False, True),
        ("geen_gebrek", "weging", [LICHT, VRAAG], "zacht alarm", False, True),
        ("geen_gebrek", "weging", [VRAAG], "vraag", False, False),
    ],
)
def test_what_the_rules_say_of_a_point(
    oordeel: str, soort: str, treffers: Sequence[Treffer], uitkomst: str, telt: bool, wijkt_af: bool
) -> None:
    v = vergelijk(punt(oordeel, soort), gezegd(*treffers))
    assert (v.uitkomst, v.telt, v.wijkt_af) == (uitkomst, telt, wijkt_af)
    assert all(t.norm == "N-1" for t in v.treffers)
    assert v.voldaan == ("R-7",)


def test_a_point_without_a_norm_is_no_miss() -> None:
    v = vergelijk(punt("gebrek", normen=[], geen_norm="Dit gaat over de rechter."), gezegd(ZWAAR))
    assert (v.uitkomst, v.telt, v.wijkt_af) == ("geen norm", False, False)


def test_a_hit_rests_on_the_ruling_itself_only_when_no_other_rule_says_so() -> None:
    alleen = vergelijk(punt("gebrek"), gezegd(NIEUW))
    samen = vergelijk(punt("gebrek"), gezegd(NIEUW, ZWAAR))
    assert (alleen.eigen, alleen.vooraf) == (True, False)
    assert (samen.eigen, samen.vooraf) == (False, True)
    # What is only asked where facts decide is no hit, so it rests on nothing.
    assert not vergelijk(punt("gebrek"), gezegd(replace(VRAAG, eigen=True))).eigen


def test_a_question_counts_as_written_out_by_its_place() -> None:
    assert vergelijk(punt("gebrek", "weging"), gezegd(VER, VRAAG)).vooraan
    assert not vergelijk(punt("gebrek", "weging"), gezegd(VER)).vooraan
    assert not vergelijk(punt("gebrek"), gezegd(ZWAAR)).vooraan


# ---------------------------------------------------------------- a folder

ECLI = "ECLI:NL:CRVB:2018:3241"  # the source of PROEF-01 in the invented law

OORDEEL = f"""\
ecli = "{ECLI}"
uitspraak = 2024-05-01
besluit = 2024-03-01
uitkomst = "gegrond"
zekerheid = "midden"
berust_op = "verzonnen"
feiten = "goed"

[[punt]]
wat = "Hoeveel hulp er komt, is | onduidelijk."
oordeel = "gebrek"
soort = "toets"
normen = ["WMO-01"]

[[punt]]
wat = "De hulp past wel."
oordeel = "geen_gebrek"
soort = "weging"
normen = ["WMO-02"]

[[punt]]
wat = "De zaak duurde te lang."
oordeel = "gebrek"
soort = "toets"
geen_norm = "Dit gaat niet over het besluit."
"""
GEMIST = """\
ecli = "ECLI:NL:RBGEL:2023:7"
uitspraak = 2023-01-10
uitkomst = "gegrond"
zekerheid = "laag"
berust_op = "verzonnen"
feiten = "dun"

[[punt]]
wat = "De client is niet gehoord."
oordeel = "gebrek"
soort = "toets"
normen = ["AWB-01"]
verschil = "Daar is geen regel voor."
"""
DOSSIER = {
    "weergave": "volledig",
    "besluiten": {"B1": {"spoed": False}},
    "voorzieningen": {"V1": {"naam": "hulp bij het huishouden", "wet": "wmo2015", "besluit": "B1"}},
}


@pytest.fixture
def regels(regelmap: Path) -> Path:
    pad = regelmap / "proef" / "omvang" / "2020-01-01.regels"
    tekst = pad.read_text(encoding="utf-8")
    for nummer, norm in (("01", "WMO-01"), ("02", "WMO-02"), ("03", "WMO-01")):
        voor, kop, na = tekst.partition(f"regel PROEF-{nummer} ")
        titel, _, rest = na.partition("\n")
        tekst = f"{voor}{kop}{titel}\n  norm {norm}\n{rest}"
    pad.write_text(tekst, encoding="utf-8")
    return regelmap


@pytest.fixture
def uitspraken(tmp_path: Path) -> Path:
    map_ = tmp_path / "uitspraken"
    map_.mkdir()
    for naam, oordeel in (("crvb-1", OORDEEL), ("rbgel-7", GEMIST), ("zonder", GEMIST)):
        (map_ / f"{naam}.toml").write_text(oordeel, encoding="utf-8")
    for naam in ("crvb-1", "rbgel-7"):
        (map_ / f"{naam}.json").write_text(json.dumps(DOSSIER), encoding="utf-8")
    return map_


def toets(map_: Path, regels: Path, *args: str) -> Result:
    return CliRunner().invoke(cli.toets, ["regels", "uitspraken", str(map_), "--regels", str(regels), *args])


def test_a_folder_of_rulings_is_counted(uitspraken: Path, regels: Path) -> None:
    uit = toets(uitspraken, regels, "--uitvoer", "json")
    assert uit.exit_code == 0, uit.output
    antwoord = json.loads(uit.stdout)
    assert antwoord["zonderDossier"] == ["zonder"]
    assert [u["naam"] for u in antwoord["uitspraken"]] == ["rbgel-7", "crvb-1"], "oudste eerst"
    assert antwoord["totalen"]["alle"] == {
        "uitspraken": 2,
        "gebreken": {
            "punten": 2, "gevonden": 1, "gevraagdBijWeging": 0, "daarvanVooraan": 0, "gevraagdAnders": 0,
            "gemist": 1, "geteld": 1, "opEigenUitspraak": 1, "vooraf": 1,
            "pasLaterKenbaar": 0,
        },
        "geenGebrek": {
            "punten": 1, "gezwegen": 0, "daarvanNagelopen": 0, "vraag": 1, "zachtAlarm": 0, "valsAlarm": 0,
        },
        "zonderNorm": 1,
        "verschilZonderUitleg": 0,
        "buitenDeUitspraak": 1,
        "openVragen": 2,
    }  # fmt: skip
    assert list(antwoord["totalen"]) == ["alle", "midden", "laag"]
    assert antwoord["totalen"]["laag"]["gebreken"]["gemist"] == 1
    assert antwoord["totalen"]["midden"]["gebreken"]["geteld"] == 1
    gemist, gevonden = antwoord["uitspraken"]
    # The day of the decision decides which law holds; when it is not known, that of the ruling.
    assert (gevonden["peildatum"], gevonden["kennisdatum"]) == ("2024-03-01", "2024-05-01")
    assert gemist["peildatum"] == "2023-01-10"
    assert [p["uitkomst"] for p in gevonden["punten"]] == ["gevonden", "vraag", "geen norm"]
    assert [t["regel"] for t in gevonden["punten"][0]["treffers"]] == ["PROEF-01"]
    assert [t["regel"] for t in gemist["buitenDeUitspraak"]] == ["PROEF-01"]


def test_what_was_not_yet_known_on_the_day_of_the_ruling_does_not_count(
    uitspraken: Path, regels: Path
) -> None:
    vroeg = OORDEEL.replace("2024-05-01", "2018-10-07").replace("besluit = 2024-03-01\n", "")
    (uitspraken / "crvb-1.toml").write_text(vroeg, encoding="utf-8")
    pad = regels / "proef" / "omvang" / "2020-01-01.regels"
    oud = pad.read_text(encoding="utf-8").replace("1 januari 2020", "1 januari 2015")
    pad.with_name("2015-01-01.regels").write_text(oud, encoding="utf-8")
    pad.unlink()

    def eerste() -> tuple[str, str | None, int]:
        uit = toets(uitspraken, regels, "--uitvoer", "json")
        assert uit.exit_code == 0, uit.output
        antwoord = json.loads(uit.stdout)
        punt = antwoord["uitspraken"][0]["punten"][0]
        later = antwoord["totalen"]["midden"]["gebreken"]["pasLaterKenbaar"]
        return punt["uitkomst"], punt.get("later"), later

    assert eerste() == ("gemist", "gevonden", 1)
    assert "gemist; met wat later bekend werd: gevonden (PROEF-01," in toets(uitspraken, regels).stdout
    (uitspraken / "crvb-1.toml").write_text(vroeg.replace("2018-10-07", "2018-10-08"), encoding="utf-8")
    assert eerste() == ("gevonden", None, 0)


def test_the_text_says_why_they_differ_and_ends_with_the_totals(uitspraken: Path, regels: Path) -> None:
    uit = toets(uitspraken, regels)
    assert uit.exit_code == 0, uit.output
    assert "verschil: Daar is geen regel voor." in uit.stdout
    assert "gevonden (PROEF-01, vernietigbaar, noemt deze uitspraak)" in uit.stdout
    assert "vraag (PROEF-02, vraag 1)" in uit.stdout
    assert "geen norm: Dit gaat niet over het besluit." in uit.stdout
    assert "buiten de uitspraak: PROEF-01" in uit.stdout
    assert "Nog zonder dossier: zonder." in uit.stdout
    assert "nog niet uitgelegd" not in uit.stdout
    assert "samen gevonden                                       1 van 2 (50%)" in uit.stdout


def test_a_difference_that_nobody_explained_is_named_and_counted(uitspraken: Path, regels: Path) -> None:
    pad = uitspraken / "rbgel-7.toml"
    pad.write_text(GEMIST.replace('verschil = "Daar is geen regel voor."\n', ""), encoding="utf-8")
    assert "verschil: nog niet uitgelegd" in toets(uitspraken, regels).stdout
    totalen = json.loads(toets(uitspraken, regels, "--uitvoer", "json").stdout)["totalen"]
    assert (totalen["alle"]["verschilZonderUitleg"], totalen["midden"]["verschilZonderUitleg"]) == (1, 0)


def test_markdown_keeps_its_cells(uitspraken: Path, regels: Path) -> None:
    uit = toets(uitspraken, regels, "--uitvoer", "markdown")
    assert uit.exit_code == 0, uit.output
    rijen = uit.stdout.splitlines()
    assert "| samen gevonden | 1 van 2 (50%) | 1 van 1 (100%) | 0 van 1 (0%) |" in rijen
    rij = next(r for r in rijen if "onduidelijk" in r)
    assert "is \\| onduidelijk" in rij
    assert rij.replace("\\|", "").count("|") == 5
    assert any(r.startswith("- PROEF-01, vernietigbaar: Bij hulp bij het huishouden") for r in rijen)


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        ("ecli = ", "niet te lezen als TOML"),
        (OORDEEL.replace('uitkomst = "gegrond"', ""), "uitkomst: ontbreekt"),
        (OORDEEL.replace("uitkomst =", "uitslag ="), "uitkomst: ontbreekt"),
        (OORDEEL + 'naam = "Jan"\n', "punt 3 naam: hoort er niet"),
        (OORDEEL.replace('"weging"', '"gevoel"'), "punt 2 soort: is geen woord dat daar kan staan"),
        (OORDEEL.replace(ECLI, "CRvB 2018"), "ecli: is geen ECLI"),
        (OORDEEL.replace("2024-03-01", "2024-06-01"), "het besluit is van na de uitspraak"),
        (OORDEEL.replace('"WMO-02"', '"WMO-01"'), "een norm staat bij een gebrek en bij geen gebrek"),
        (OORDEEL.replace('["WMO-01"]', "[]"), "punt 1: noem bij een punt normen, of met `geen_norm`"),
        (OORDEEL.replace("2024-05-01", '"mei"'), "uitspraak: heeft een verkeerde waarde"),
        ("#" * 70_000, "groter dan 64 KiB"),
    ],
)
def test_a_holding_that_cannot_be_read_is_refused_with_its_place(inhoud: str, zin: str) -> None:
    with pytest.raises(ValueError) as fout:  # noqa: PT011
        lees_uitspraak(inhoud.encode())
    assert zin in str(fout.value)


def test_a_file_that_cannot_be_used_ends_with_two(uitspraken: Path, regels: Path, tmp_path: Path) -> None:
    leeg = tmp_path / "leeg"
    leeg.mkdir()
    assert "staan geen uitspraken" in toets(leeg, regels).stderr
    assert "bestaat niet" in toets(tmp_path / "nergens", regels).stderr
    (uitspraken / "crvb-1.json").write_text('{"besluiten": 3}', encoding="utf-8")
    uit = toets(uitspraken, regels)
    assert uit.exit_code == 2
    assert "`crvb-1.json`: D" in uit.stderr
    assert "/besluiten" in uit.stderr
    (uitspraken / "crvb-1.toml").write_text("ecli = 3\n", encoding="utf-8")
    uit = toets(uitspraken, regels)
    assert uit.exit_code == 2
    assert uit.stderr.startswith("Fout: `crvb-1.toml`: ")
