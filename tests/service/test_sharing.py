"""`toets deelblad` as a director and a family meet it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from dsl import load_library
from engine.dossier import dossier_uit
from engine.sharing import Kwestie, deelblad
from engine.vocabulary import Keuze, Lijst, vocabulary
from service import cli, sharing

GEZIN = "voorbeelden/gezinsplan-verzonnen.json"
DAG = ("--peildatum", "2026-09-14", "--kennisdatum", "2026-09-14")
WORTEL = Path(__file__).resolve().parents[2]

KLEIN: dict[str, Any] = {
    "weergave": "gedeeltelijk",
    "personen": {
        "P1": {"naam": "Anna Verzonnen", "geboortedatum": "1985-01-01"},
        "P2": {"naam": "Bert Verzonnen", "geboortedatum": "1986-01-01"},
        "K": {"naam": "Fien Verzonnen", "geboortedatum": "2018-06-05", "gezaghouders": ["P1", "P2"]},
    },
    "gegevens": {
        "A": {
            "betrokkene": "K",
            "rolBetrokkene": "jeugdige",
            "omschrijving": "Hoe Fien zich thuis gedraagt.",
            "soort": "gewoon",
            "bron": "betrokkene",
            "bronwet": "jeugdwet",
            "doelwet": "jeugdwet",
            "doel": "De school laten aansluiten",
            "grondslag": "wettelijke_taak",
            "noodzakelijk": True,
            "verstrektDoor": "jeugdhulpverlener",
            "ontvangers": ["school"],
            "ontvangerBetrokkenBijHulp": False,
            "ontbreekt": ["toestemming", "wettelijkeUitzondering"],
        },
        "B": {
            "betrokkene": "P1",
            "rolBetrokkene": "client",
            "omschrijving": "Anna kan nu niet voor Fien zorgen.",
            "soort": "gewoon",
            "bron": "client",
            "bronwet": "jeugdwet",
            "doelwet": "wmo2015",
            "doel": "De hulp regelen.",
            "grondslag": "wettelijke_taak",
            "grondslagArtikel": "Wmo 2015 artikel 5.1.1 lid 4",
            "noodzakelijk": True,
            "verstrektDoor": "college",
            "ontvangers": ["school"],
        },
        "C": {
            "betrokkene": "P1",
            "rolBetrokkene": "client",
            "omschrijving": "Dat Anna hulp krijgt.",
            "soort": "gewoon",
            "bron": "client",
            "bronwet": "wmo2015",
            "doelwet": "wmo2015",
            "doel": "De hulp regelen.",
            "grondslag": "wettelijke_taak",
            "noodzakelijk": True,
            "verstrektDoor": "college",
            "ontvangers": ["regisseur"],
        },
    },
}


KLEIN["gegevens"]["D"] = {**KLEIN["gegevens"]["A"], "ontvangers": ["veilig_thuis"]}


def toets(*args: str, invoer: Any = None) -> Result:
    return CliRunner().invoke(cli.toets, ["deelblad", *args], input=json.dumps(invoer) if invoer else None)


@pytest.fixture(autouse=True)
def _regels(meegeleverd: None) -> None:
    """The shipped rules."""


@pytest.mark.parametrize("voor", ["regisseur", "P1", "P2", "P3", "P4"])
def test_a_sheet_of_the_family_plan(voor: str, snapshot: SnapshotAssertion) -> None:
    uit = toets(GEZIN, *DAG, "--voor", voor)
    # Of mother (P1) all is in order, and of the youngest (P4) there is nothing.
    assert uit.exit_code == (0 if voor in ("P1", "P4") else 1)
    assert uit.stdout == snapshot


@pytest.mark.parametrize("voor", ["regisseur", "P1", "P2", "K"])
def test_a_sheet_about_a_child_and_about_what_is_open(voor: str, snapshot: SnapshotAssertion) -> None:
    uit = toets("-", *DAG, "--voor", voor, invoer=KLEIN)
    assert uit.exit_code == 1
    assert uit.stdout == snapshot


def test_a_sheet_to_print(snapshot: SnapshotAssertion) -> None:
    assert toets(GEZIN, *DAG, "--voor", "P3", "--uitvoer", "markdown").stdout == snapshot


def test_as_json_a_person_gets_his_own_and_no_more() -> None:
    alles = json.loads(toets("-", *DAG, "--uitvoer", "json", invoer=KLEIN).stdout)
    assert [(d["pointer"], d["ontvanger"], d["mag"]) for d in alles["delingen"]] == [
        ("/gegevens/A", "school", "mag_met_toestemming"),
        ("/gegevens/B", "school", "nog_niet_te_zeggen"),
        ("/gegevens/C", "regisseur", "nog_niet_te_zeggen"),
        ("/gegevens/D", "veilig_thuis", "mag"),
    ]
    assert (alles["voor"], alles["personen"]) == ("regisseur", ["K", "P1", "P2"])
    eigen = json.loads(toets("-", *DAG, "--uitvoer", "json", "--voor", "P2", invoer=KLEIN).stdout)
    assert [d["pointer"] for d in eigen["delingen"]] == ["/gegevens/A"]
    assert (eigen["voor"], eigen["personen"], len(eigen["blad"]["stukken"])) == ("P2", ["P2"], 1)
    assert eigen["delingen"][0]["toestemmingVan"] == ["P2"]


def test_the_director_is_warned_of_what_a_sheet_would_give_away() -> None:
    uit = toets("-", *DAG, invoer=KLEIN).stdout
    plat = " ".join(uit.split())
    assert "gaat misschien ook over een ander (K). Die tekst komt op het blad van P1" in plat
    assert "Ga eerst na of dat goed is voor het kind." in plat
    assert "dit staat op geen blad voor het gezin" in plat
    for persoon in ("P1", "P2", "K"):
        blad = toets("-", *DAG, "--voor", persoon, invoer=KLEIN).stdout
        assert "Veilig Thuis" not in blad
        assert "Dat staat dan niet op een blad als dit." in " ".join(blad.split())


def test_a_sheet_cites_the_avg_only_from_its_first_day() -> None:
    toen, nu = (
        toets("-", "--peildatum", dag, "--voor", "P1", invoer=KLEIN).stdout
        for dag in ("2018-05-24", "2018-05-25")
    )
    assert "AVG" not in toen
    assert "AVG" in nu


def test_who_is_not_in_the_dossier_has_no_sheet() -> None:
    uit = toets(GEZIN, "--voor", "P9")
    assert uit.exit_code == 2
    assert uit.stderr == "Fout: de persoon `P9` staat niet in het dossier.\n"
    assert "bedoelt u `regisseur`?" in toets(GEZIN, "--voor", "regiseur").stderr


def test_a_dossier_without_data_has_nothing_to_share(tmp_path: Path) -> None:
    leeg = tmp_path / "leeg.json"
    leeg.write_text("{}")
    uit = toets(str(leeg))
    assert (uit.exit_code, "er is niets te delen" in uit.stdout) == (0, True)


def test_there_is_a_word_for_every_choice() -> None:
    kenmerken = vocabulary().soorten["gegeven"].kenmerken

    def keuzes(naam: str) -> set[str]:
        type_ = kenmerken[naam].type
        type_ = type_.element if isinstance(type_, Lijst) else type_
        assert isinstance(type_, Keuze)
        return set(type_.waarden)

    assert keuzes("ontvangers") | keuzes("verstrekt_door") <= set(sharing.WIE)
    assert keuzes("bron") - {"betrokkene"} <= set(sharing.WIE) | set(sharing.BRON)
    assert keuzes("bronwet") == set(sharing.WAARBIJ)
    assert keuzes("soort") == set(sharing.SOORT)
    assert set(sharing.KWESTIE) == set(Kwestie)


@pytest.mark.parametrize(
    ("tekst", "over"),
    [
        ("De schulden van meneer Verzonnen, zijn vader.", "B en „vader”"),
        ("ali slaat hem.", "A"),
        ("Hoe Sam het doet.", ""),
        ("Wat Sam Verzonnen kan.", ""),
    ],
)
def test_a_text_that_may_be_about_another_is_told_of(tekst: str, over: str) -> None:
    personen = {
        "S": {"naam": "Sam Verzonnen", "geboortedatum": "2009-01-01"},
        "B": {"naam": "meneer Verzonnen"},
        "A": {"naam": "ali"},
    }
    gegeven = {**KLEIN["gegevens"]["C"], "betrokkene": "S", "omschrijving": tekst}
    plat = " ".join(
        toets("-", *DAG, invoer={"personen": personen, "gegevens": {"G": gegeven}}).stdout.split()
    )
    assert (f"over een ander ({over})" in plat) if over else ("over een ander" not in plat)


def test_who_is_called_as_the_director_cannot_be_told_from_him() -> None:
    zaak = {"personen": {"regisseur": {"naam": "R. Proef"}}, "gegevens": {}}
    uit = toets("-", invoer=zaak)
    assert (uit.exit_code, uit.stdout) == (2, "")
    assert "P09 /personen/regisseur" in uit.stderr


def test_a_sheet_that_is_not_complete_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.sharing.MAX_DELINGEN", 1)
    for voor in ("regisseur", "P1", "P2"):
        uit = toets("-", *DAG, "--voor", voor, invoer=KLEIN).stdout
        assert "Let op: " in uit
        assert "staat niets over" not in uit or "niet volledig" in uit


# ---------------------------------------------------------------- nothing of another

LEEFTIJD = st.sampled_from(["1980-01-01", "2010-01-01", "2019-01-01", None])
VERTEGENWOORDIGERS = ("Q1", "Q2")


@st.composite
def _gezin(draw: st.DrawFn) -> dict[str, Any]:
    """People and items, each with a word of its own in its name, description and purpose."""
    personen: dict[str, Any] = {}
    for ref in ("Q1", "Q2", "Q3", "Q4"):
        geboren = "1980-01-01" if ref in VERTEGENWOORDIGERS else draw(LEEFTIJD)
        personen[ref] = {"naam": f"naam{ref}", **({"geboortedatum": geboren} if geboren else {})}
        if ref not in VERTEGENWOORDIGERS:
            personen[ref]["gezaghouders"] = sorted(draw(st.sets(st.sampled_from(VERTEGENWOORDIGERS))))
    gegevens = {}
    for ref in draw(st.sets(st.sampled_from("STUVW"), min_size=1)):
        gever = draw(st.sampled_from(sorted(personen)))
        gegevens[ref] = KLEIN["gegevens"][draw(st.sampled_from("ABC"))] | {
            "betrokkene": draw(st.sampled_from(sorted(personen))),
            "omschrijving": f"omschrijving{ref}",
            "doel": f"doel{ref}",
            "ontbreekt": ["wettelijkeUitzondering"],
            "toestemming": {"gegevenDoor": gever, "gegevenOp": "2026-01-01"},
        }
    return {"weergave": "gedeeltelijk", "personen": personen, "gegevens": gegevens}


BIBLIOTHEEK = load_library(WORTEL / "rulesets")[0]


@settings(max_examples=60, deadline=None)
@given(zaak=_gezin())
def test_a_sheet_in_words_has_nothing_of_another(zaak: dict[str, Any]) -> None:
    dag = dt.date(2026, 9, 14)
    dossier = dossier_uit(zaak)
    blad = deelblad(dossier, BIBLIOTHEEK.voor(dossier, dag), dag, dag)
    for lezer in zaak["personen"]:
        vel = sharing.vel(blad, dossier, dag, lezer)
        tekst = sharing.als_tekst(vel, 88, False) + sharing.als_markdown(vel)
        kinderen = {
            ref
            for ref, p in zaak["personen"].items()
            if p.get("geboortedatum") == "2019-01-01" and lezer in p.get("gezaghouders", [])
        }
        mag_zien = {lezer} | kinderen
        for ref in zaak["personen"]:
            assert ref in mag_zien or f"naam{ref}" not in tekst
        for ref, g in zaak["gegevens"].items():
            assert g["betrokkene"] in mag_zien or f"omschrijving{ref}" not in tekst
            assert g["betrokkene"] in mag_zien or f"doel{ref}" not in tekst
