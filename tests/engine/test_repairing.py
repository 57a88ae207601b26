"""Repair: cheapest, minimal, proven, and it never makes up a fact."""

from __future__ import annotations

import datetime as dt
import json
import random
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dsl import Library, load_library, read_ruleset
from engine import Dossier, Regelset, check
from engine.dossier import als_json, dossier_uit, lees_dossier
from engine.facts import attribuut
from engine.gathering import Plek
from engine.patch import voeg_samen
from engine.provenance import _HANDELING, _INDELING, _OMVANG, _PLANTEKST, Herkomst, herkomst, kenner
from engine.remedies import NOG_TE_SCHRIJVEN
from engine.repair_report import Herstel
from engine.repair_search import Zoektocht, zin_uit
from engine.repairing import herstel
from engine.rule import Ernst
from engine.trial import Proef
from engine.vocabulary import vocabulary
from tests.engine import test_sweeping as willekeur

WORTEL = Path(__file__).resolve().parents[2]
VOORBEELDEN = sorted((WORTEL / "voorbeelden").glob("*.json"))
DAG = dt.date(2026, 9, 14)
PROEFDAG = dt.date(2024, 3, 1)

KOP = """regelset proef/proef
titel "Proef"
geldig vanaf 1 januari 2015
herziening 1

bron wmo is wet "Wmo 2015" BWBR0035362
"""


@cache
def _regels() -> Library:
    return load_library(WORTEL / "rulesets")[0]


def bij(naam: str) -> Herstel:
    dossier = lees_dossier((WORTEL / "voorbeelden" / f"{naam}.json").read_bytes())
    return herstel(dossier, _regels().op(DAG), DAG, DAG)


def regelset(*eisen: str, advies: str = "Pas het aan.", tenzij: str = "", waarbij: str = "") -> Regelset:
    tekst = KOP
    for n, eis in enumerate(eisen):
        tekst += (
            f'\nregel P-{n} "Proef"\n  volgens wmo artikel 2.3.5 lid 3\n  ernst vernietigbaar\n'
            f"  zekerheid geverifieerd\n\n  voor elk besluit b\n{waarbij}  moet gelden {eis}\n{tenzij}"
            f'  melding "Fout."\n  advies "{advies}"\n'
        )
    gelezen, meldingen = read_ruleset(tekst, "proef.regels")
    assert gelezen is not None, [m.zin for m in meldingen]
    return gelezen


def maak(besluit: dict[str, Any], regels: Regelset, **rest: Any) -> Herstel:
    dossier = dossier_uit({"besluiten": {"B1": besluit}, **rest})
    return herstel(dossier, (regels,), PROEFDAG, PROEFDAG)


def blokkades(dossier: Dossier, regels: tuple[Regelset, ...], dag: dt.date) -> set[Plek]:
    zwaar = (Ernst.ONRECHTMATIG, Ernst.VERNIETIGBAAR)
    return {(b.regel, b.betreft) for b in check(dossier, regels, dag, dag).bevindingen if b.ernst in zwaar}


# ---------------------------------------------------------------- what it proposes


def test_a_claim_goes_out_of_the_text() -> None:
    uit = maak({"steltBijdrageVast": True}, regelset("b.stelt_bijdrage_vast is nee"))
    assert uit.patch == {"besluiten": {"B1": {"steltBijdrageVast": False}}}
    assert (uit.vrij, uit.bewezen, uit.taken) == (True, True, ())


def test_an_answer_is_given_otherwise_and_not_hidden() -> None:
    """Taking out a `nee` would make `is niet nee` true just as well."""
    uit = maak({"belangenGewogen": False}, regelset("b.belangen_gewogen is niet nee"))
    assert uit.patch == {}
    assert [(t.pointer, t.moet) for t in uit.taken] == [("/besluiten/B1/belangenGewogen", True)]


def test_a_sentence_is_filled_in_when_the_advice_gives_it_in_full() -> None:
    eis = regelset("b.noemt_cak is ja", advies="Schrijf: 'Het CAK stelt uw bijdrage vast en int die.'")
    (bewerking,) = maak({"noemtCak": False}, eis).bewerkingen
    assert (bewerking.nieuw, bewerking.zin) == (True, "Het CAK stelt uw bijdrage vast en int die.")


@pytest.mark.parametrize(
    "advies", ["Leg het uit.", "Schrijf: 'U betaalt ... per maand.'", "Schrijf: 'Geachte [naam]'."]
)
def test_without_that_sentence_it_is_a_task_and_not_in_the_patch(advies: str) -> None:
    uit = maak({"belangenGewogen": False}, regelset("b.belangen_gewogen is ja", advies=advies))
    assert (uit.patch, uit.vrij) == ({}, False)
    (taak,) = uit.taken
    assert (taak.soort, taak.pointer, taak.moet) == ("schrijven", "/besluiten/B1/belangenGewogen", True)
    assert uit.na_taken == ()


def test_a_text_to_write_stays_a_task() -> None:
    uit = maak({}, regelset("b.rechtsgevolg is ingevuld"))
    assert [(t.soort, t.pointer) for t in uit.taken] == [("schrijven", "/besluiten/B1/rechtsgevolg")]
    assert not uit.patch


def test_an_act_of_the_municipality_is_never_filled_in() -> None:
    uit = maak({"mandaat": {"schriftelijk": False}}, regelset("b.mandaat.schriftelijk is ja"))
    assert [(t.soort, t.pointer) for t in uit.taken] == [("doen", "/besluiten/B1/mandaat/schriftelijk")]
    assert not uit.patch


def test_a_fact_of_the_world_is_never_changed() -> None:
    uit = maak({"kostenGemaaktVoorIngang": True}, regelset("b.kosten_gemaakt_voor_ingang is nee"))
    assert (uit.bewerkingen, uit.taken) == ((), ())
    assert [o.reden for o in uit.overig] == ["feit"]


def test_a_decision_that_came_too_late_is_not_dated_back() -> None:
    uit = maak({"beslotenOp": "2024-03-01"}, regelset("b.besloten_op is uiterlijk 1 februari 2024"))
    assert (uit.bewerkingen, uit.taken) == ((), ())
    assert [o.reden for o in uit.overig] == ["feit"]


def test_another_law_takes_another_decision() -> None:
    assert [o.reden for o in maak({"wet": "wlz"}, regelset("b.wet is wmo2015")).overig] == ["splitsen"]


def test_wording_goes_before_an_act() -> None:
    uit = maak(
        {"mandaat": {"schriftelijk": False}, "buitenwettelijk": True},
        regelset("b.mandaat.schriftelijk is ja of b.buitenwettelijk is nee"),
    )
    assert [b.pointer for b in uit.bewerkingen] == ["/besluiten/B1/buitenwettelijk"]


def test_one_change_for_two_findings_goes_before_two_changes() -> None:
    regels = regelset(
        "b.buitenwettelijk is nee of b.is_experiment is nee",
        "b.buitenwettelijk is nee of b.stelt_bijdrage_vast is nee",
    )
    uit = maak({"buitenwettelijk": True, "isExperiment": True, "steltBijdrageVast": True}, regels)
    assert [(b.pointer, len(b.geneest)) for b in uit.bewerkingen] == [("/besluiten/B1/buitenwettelijk", 2)]


def test_a_cure_that_breaks_another_rule_is_cured_too() -> None:
    regels = regelset(
        "b.buitenwettelijk is nee",
        "b.buitenwettelijk is ja of b.is_experiment is nee",
    )
    uit = maak({"buitenwettelijk": True, "isExperiment": True}, regels)
    assert {b.pointer for b in uit.bewerkingen} == {
        "/besluiten/B1/buitenwettelijk",
        "/besluiten/B1/isExperiment",
    }
    assert uit.vrij


def test_what_harms_without_a_task_stays_out_of_the_patch() -> None:
    regels = regelset("b.buitenwettelijk is nee", "b.buitenwettelijk is ja of b.rechtsgevolg is ingevuld")
    uit = maak({"buitenwettelijk": True}, regels)
    (bewerking,) = uit.bewerkingen
    assert (bewerking.pointer, bewerking.samen_met) == (
        "/besluiten/B1/buitenwettelijk",
        ("/besluiten/B1/rechtsgevolg",),
    )
    assert (uit.patch, uit.na, uit.na_taken) == ({}, uit.voor, ())


def test_an_exception_is_a_way_out() -> None:
    tenzij = '  tenzij "anders"\n    volgens wmo artikel 2.3.3\n    als b.buitenwettelijk is nee\n'
    uit = maak(
        {"mandaat": {"schriftelijk": False}, "buitenwettelijk": True},
        regelset("b.mandaat.schriftelijk is ja", tenzij=tenzij),
    )
    assert [b.pointer for b in uit.bewerkingen] == ["/besluiten/B1/buitenwettelijk"]


def test_a_date_gets_the_last_day_that_is_right() -> None:
    uit = maak(
        {"ingangsdatum": "2024-06-01", "beslotenOp": "2024-03-01"},
        regelset("b.ingangsdatum is uiterlijk 1 maand na b.besloten_op"),
    )
    assert [(b.pointer, b.nieuw) for b in uit.bewerkingen] == [("/besluiten/B1/ingangsdatum", "2024-04-01")]


def test_a_condition_that_may_not_be_there_goes_out() -> None:
    uit = maak(
        {"voorwaarden": {"W1": {"soort": "schuldhulp"}, "W2": {"soort": "kwaliteit"}}},
        regelset("er is geen voorwaarde w van b waarvoor w.soort is schuldhulp"),
    )
    assert uit.vrij
    assert uit.patch == {"besluiten": {"B1": {"voorwaarden": {"W1": None}}}}


def test_a_judgement_of_a_person_stands() -> None:
    regels = regelset('b.wet is er\n  vraag "Klopt dit?"')
    uit = maak({"wet": "wmo2015"}, regels, oordelen={"O1": {"regel": "P-0", "voldaan": False}})
    assert [o.reden for o in uit.overig] == ["mens"]


def test_the_sentence_of_an_advice() -> None:
    assert zin_uit("Schrijf: 'Voor jeugdhulp betaalt u niets.' Klaar.") == "Voor jeugdhulp betaalt u niets."
    assert zin_uit("Foto's en video's van de cliënt.") is None


# ---------------------------------------------------------------- the examples


@pytest.mark.parametrize("pad", VOORBEELDEN, ids=lambda p: p.stem)
def test_an_example_is_repaired_as_far_as_that_can_be_proven(pad: Path) -> None:
    dossier = lees_dossier(pad.read_bytes())
    uit = herstel(dossier, _regels().op(DAG), DAG, DAG)
    houdt(uit, dossier, _regels().op(DAG), DAG)
    assert not uit.gestopt
    assert len(uit.na_taken) == len(uit.overig)


def test_utrecht_needs_research_and_words_about_this_client() -> None:
    dossier = lees_dossier((WORTEL / "voorbeelden" / "utrecht-1402.json").read_bytes())
    uit = herstel(dossier, _regels().op(dt.date(2016, 5, 18)), dt.date(2016, 5, 18), dt.date(2016, 5, 18))
    onderzoek = [t for t in uit.taken if t.soort == "onderzoeken"]
    assert [(t.pointer, t.moet) for t in onderzoek] == [("/voorzieningen/V1/maatstaf/onafhankelijk", True)]
    assert [regel for regel, _ in uit.wordt_open] == ["WMO-BES-13-UTRECHT"], "the rest of it is unknown"
    assert uit.na_taken == ()
    assert not uit.patch


def test_the_family_keeps_what_only_splitting_can_cure() -> None:
    uit = bij("gezinsplan-verzonnen")
    assert {o.regel for o in uit.overig if o.reden == "splitsen"} >= {"SCH-01-BESLUIT", "SCH-02"}
    assert "/voorzieningen/V4/einddatum" in {b.pointer for b in uit.bewerkingen}
    assert len(uit.na) < len(uit.voor)


# ---------------------------------------------------------------- what always holds


def houdt(uit: Herstel, dossier: Dossier, regels: tuple[Regelset, ...], dag: dt.date) -> None:
    """The promises of a repair, checked without its own machinery."""
    assert uit.bewezen
    oud = json.loads(als_json(dossier))
    nieuw = dossier_uit(voeg_samen(oud, uit.patch))
    na = blokkades(nieuw, regels, dag)
    assert set(uit.voor) == blokkades(dossier, regels, dag)
    assert na == set(uit.na) <= set(uit.voor)
    tekst = json.dumps(uit.patch)
    assert NOG_TE_SCHRIJVEN not in tekst
    assert "nieuw1" not in tekst
    assert all(b.geneest for b in uit.bewerkingen)
    assert all(b.herkomst not in (Herkomst.WERELD, Herkomst.INDELING) for b in uit.bewerkingen)
    if not uit.taken:
        for bewerking in uit.bewerkingen:
            assert blokkades(_terug(oud, nieuw, bewerking.pointer), regels, dag) - na, bewerking


def _terug(oud: dict[str, Any], nieuw: Dossier, pointer: str) -> Dossier:
    """The repaired dossier without one of its changes."""
    terug = json.loads(als_json(nieuw))
    van, naar = oud, terug
    *weg, naam = pointer.split("/")[1:]
    for stap in weg:
        van, naar = van.get(stap, {}), naar.setdefault(stap, {})
    naar["ontbreekt"] = [n for n in naar.get("ontbreekt", []) if n != naam]
    naar.pop(naam, None)
    if naam in van:
        naar[naam] = van[naam]
    elif naam in van.get("ontbreekt", []):
        naar["ontbreekt"].append(naam)
    return dossier_uit(terug)


@pytest.mark.parametrize("zaad", range(24))
def test_the_promises_hold_for_rules_and_cases_at_random(zaad: int) -> None:
    r = random.Random(zaad)
    regels, dossier = (willekeur.regelset(r, 8),), dossier_uit(willekeur.zaak(r))
    uit = herstel(dossier, regels, PROEFDAG, PROEFDAG)
    houdt(uit, dossier, regels, PROEFDAG)
    assert herstel(dossier, regels, PROEFDAG, PROEFDAG).als_json() == uit.als_json()


@pytest.mark.parametrize("zaad", range(12))
def test_no_change_can_be_left_out(zaad: int) -> None:
    r = random.Random(zaad)
    proef = Proef(dossier_uit(willekeur.zaak(r)), (willekeur.regelset(r, 10),), PROEFDAG, PROEFDAG)
    tocht = Zoektocht(proef)
    tocht.los_op()
    tocht.snoei()
    for zet in tocht.zetten:
        over = [z for z in tocht.zetten if z is not zet and not (zet.erbij and z.deel is zet.waarde)]
        with proef.met(over):
            zonder = proef.stand()
        terug = zonder.bevindingen - tocht.eind.bevindingen
        open_ = (zonder.open - tocht.eind.open) & tocht.begin.bevindingen
        assert terug or open_, zet


@pytest.mark.parametrize("zaad", range(10))
def test_weighing_what_is_touched_is_weighing_all(zaad: int) -> None:
    r = random.Random(zaad)
    proef = Proef(dossier_uit(willekeur.zaak(r)), (willekeur.regelset(r, 10),), PROEFDAG, PROEFDAG)
    tocht = Zoektocht(proef)
    begin = proef.stand()
    for plek in sorted(begin.bevindingen):
        for recept in tocht.alle_opties(plek, ()):
            with proef.met(recept.zetten) as geraakt:
                assert proef.gevolg(begin, geraakt) == proef.stand()
    assert proef.stand() == begin, "what was tried is taken back"


def test_the_tables_name_fields_that_exist() -> None:
    for tabel in (_INDELING, _OMVANG, _PLANTEKST, _HANDELING):
        for soort, sleutels in tabel.items():
            onbekend = {s for s in sleutels if attribuut(soort, s) is None}
            assert not onbekend, (soort, onbekend)


def test_of_every_field_it_is_clear_whose_it_is() -> None:
    for soort, woorden in vocabulary().soorten.items():
        for naam in woorden.kenmerken:
            assert herkomst(soort, naam) in Herkomst
            assert kenner(soort, naam)
    assert {herkomst("persoon", n) for n in vocabulary().soorten["persoon"].kenmerken} == {Herkomst.WERELD}
    # Nobody repairs a draft by writing that the client asked for it, moved or died.
    assert {herkomst("besluit", n) for n in ("op_verzoek", "weigeringsgrond")} == {Herkomst.INDELING}
