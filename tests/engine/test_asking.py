"""Questions: as few as can be, the one that decides most first; and facts that nothing asks for."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import random
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dsl import Library, load_library, read_ruleset
from engine import Regelset, check
from engine.asking import Vragenlijst, vragen
from engine.covering import beslist, kies
from engine.deciding import MAX_VERZAMELINGEN, beslisser
from engine.dossier import als_json, dossier_uit, lees_dossier
from engine.facts import ONTBREEKT, attribuut
from engine.patch import voeg_samen
from engine.provenance import Kenner
from engine.rule import Ernst
from engine.trial import Proef, Zet
from engine.vocabulary import Keuze, Scalar
from tests.engine import test_sweeping as willekeur

WORTEL = Path(__file__).resolve().parents[2]
DAG = dt.date(2026, 9, 14)
PROEFDAG = dt.date(2024, 3, 1)

KOP = """regelset proef/proef
titel "Proef"
geldig vanaf 1 januari 2015
herziening 1

bron wmo is wet "Wmo 2015" BWBR0035362
"""


def regelset(*regels: str) -> Regelset:
    tekst = KOP
    for n, inhoud in enumerate(regels):
        tekst += (
            f'\nregel P-{n} "Proef {n}"\n  volgens wmo artikel 2.3.5 lid 3\n  ernst vernietigbaar\n'
            f'  zekerheid geverifieerd\n{inhoud}\n  melding "Fout."\n  advies "Pas aan."\n'
        )
    gelezen, meldingen = read_ruleset(tekst, "proef.regels")
    assert gelezen is not None, [m.zin for m in meldingen]
    return gelezen


def stel(dossier: dict[str, Any], *regels: str) -> Vragenlijst:
    zaak = dossier_uit({"weergave": "gedeeltelijk", **dossier})
    return vragen(zaak, (regelset(*regels),), PROEFDAG, PROEFDAG)


@cache
def _regels() -> Library:
    return load_library(WORTEL / "rulesets")[0]


# ---------------------------------------------------------------- the questions


def test_one_question_that_decides_two_rules_goes_before_two_questions() -> None:
    uit = stel(
        {"besluiten": {"B1": {}}},
        "  voor elk besluit b\n  waarbij b.wet is wmo2015\n  moet gelden b.spoed is nee",
        "  voor elk besluit b\n  waarbij b.wet is wmo2015\n  moet gelden b.noemt_cak is ja",
    )
    (vraag,) = uit.vragen
    assert (vraag.pointer, vraag.beslist, vraag.regels) == ("/besluiten/B1/wet", 2, ("P-0", "P-1"))
    assert (uit.open, uit.onbekend, uit.kleinst) == (2, 3, True)


def test_two_answers_that_are_needed_together_are_both_asked() -> None:
    uit = stel(
        {"besluiten": {"B1": {"wet": "wmo2015"}}},
        "  voor elk besluit b\n  waarbij b.wet is wmo2015\n"
        "  moet gelden b.ingangsdatum is uiterlijk 1 maand na b.besloten_op",
    )
    assert {v.pointer for v in uit.vragen} == {"/besluiten/B1/ingangsdatum", "/besluiten/B1/beslotenOp"}
    assert [v.beslist for v in uit.vragen] == [0, 1]


def test_a_question_says_for_which_norm_and_to_whom() -> None:
    uit = stel(
        {"personen": {"P1": {}}},
        "  voor elke persoon p\n  moet gelden p.gehuwd is nee",
    )
    (vraag,) = uit.vragen
    assert (vraag.wie, vraag.antwoord, vraag.doel) == (Kenner.CLIENT, "ja of nee", ("Proef 0",))
    assert (vraag.normen, vraag.bronnen[0].kenmerk) == (("P-0",), "BWBR0035362")


def test_what_only_a_person_can_judge_is_a_question_for_each_case() -> None:
    uit = stel(
        {"besluiten": {"B1": {}, "B2": {}}},
        '  voor elk besluit b\n  vraag "Is dit zorgvuldig?"',
    )
    assert [(v.pointer, v.vraag, v.betreft) for v in uit.vragen] == [
        ("/oordelen", "Is dit zorgvuldig?", ("/besluiten/B1",)),
        ("/oordelen", "Is dit zorgvuldig?", ("/besluiten/B2",)),
    ]


def test_nothing_open_nothing_asked() -> None:
    uit = stel({"besluiten": {"B1": {"spoed": False}}}, "  voor elk besluit b\n  moet gelden b.spoed is nee")
    assert (uit.vragen, uit.open) == ((), 0)


@pytest.mark.parametrize("pad", sorted((WORTEL / "voorbeelden").glob("*.json")), ids=lambda p: p.stem)
def test_of_an_example_every_open_question_is_counted(pad: Path) -> None:
    dossier = lees_dossier(pad.read_bytes())
    uit = vragen(dossier, _regels().op(DAG), DAG, DAG)
    open_ = check(dossier, _regels().op(DAG), DAG, DAG).open_vragen
    assert len(uit.vragen) <= len(open_) <= uit.onbekend + uit.open
    assert sum(v.beslist for v in uit.vragen) == uit.open
    # What a person must judge may come up only once a field is known: of a rule that waits for that field.
    assert {v.pointer for v in uit.vragen} - {"/oordelen"} <= {v.veld for v in open_}
    assert {r for v in uit.vragen for r in v.regels} <= {r for v in open_ for r in v.regels}
    json.dumps(uit.als_json())


# ---------------------------------------------------------------- what always holds


def _waarden(soort: str, sleutel: str) -> list[Any]:
    veld = attribuut(soort, sleutel)
    match veld.type if veld is not None else None:
        case Scalar(naam="ja_nee"):
            return [True, False, ONTBREEKT]
        case Keuze(waarden=waarden):
            return [*waarden, ONTBREEKT]
        case _:
            return [ONTBREEKT]


@pytest.mark.parametrize("zaad", range(12))
def test_what_one_answer_can_decide_is_among_the_sets(zaad: int) -> None:
    r = random.Random(zaad)
    regels = willekeur.regelset(r, 8)
    proef = Proef(dossier_uit(willekeur.zaak(r)), (regels,), PROEFDAG, PROEFDAG, tuple(Ernst))
    begin = proef.stand()
    for plek in begin.open:
        toets, env = proef.toetsen[plek[0]], proef.omgeving(plek)
        if toets.regel.tweetal:
            continue  # a pair is judged in two orders
        sets = beslisser(toets)(env)
        if not sets or len(sets) == MAX_VERZAMELINGEN:
            continue
        for gat in {g for s in sets for g in s if g.soort not in ("oordeel", "dossier")}:
            deel = proef.deel(gat.pointer)
            for waarde in _waarden(gat.soort, gat.kenmerk):
                with proef.met([Zet(deel, gat.kenmerk, waarde, True)]) as geraakt:
                    decided = plek not in proef.gevolg(begin, geraakt).open
                assert not decided or frozenset([gat]) in sets or frozenset() in sets, (plek, gat, waarde)


@pytest.mark.parametrize("zaad", range(40))
def test_a_choice_covers_and_is_as_small_as_it_says(zaad: int) -> None:
    r = random.Random(zaad)
    leden = range(r.randint(2, 8))
    zaken = [
        [frozenset(r.sample(leden, r.choice([1, 1, 1, 2]))) for _ in range(r.randint(1, 3))]
        for _ in range(r.randint(1, 9))
    ]
    keus, kleinst = kies(zaken)
    assert all(beslist(sets, keus) for sets in zaken)
    assert kleinst
    for hoeveel in range(len(keus)):
        for minder in itertools.combinations(leden, hoeveel):
            assert not all(beslist(sets, minder) for sets in zaken)


def test_a_big_choice_says_that_it_may_not_be_the_smallest() -> None:
    r = random.Random(1)
    zaken = [[frozenset([g]) for g in r.sample(range(60), 3)] for _ in range(80)]
    keus, kleinst = kies(zaken)
    assert all(beslist(sets, keus) for sets in zaken)
    assert not kleinst


# ---------------------------------------------------------------- not needed


GETROUWD = (
    "  voor elk besluit b en elke persoon p\n  waarbij b.begunstigden bevat p\n  moet gelden p.gehuwd is nee"
)


def test_a_fact_that_no_norm_reads_is_not_needed() -> None:
    dossier = {
        "personen": {"P1": {"gehuwd": False, "overbelast": True, "naam": "mevrouw Verzonnen"}},
        "besluiten": {"B1": {"begunstigden": ["P1"]}},
    }
    (overbodig,) = stel(dossier, GETROUWD).overbodig
    assert overbodig.pointer == "/personen/P1/overbelast"
    assert overbodig.als_json()["norm"] == "PRI-14"


def test_a_fact_about_someone_to_whom_no_norm_applies_is_not_needed() -> None:
    dossier = {
        "personen": {"P1": {"gehuwd": False}, "P2": {"gehuwd": True}},
        "besluiten": {"B1": {"begunstigden": ["P1"]}},
    }
    assert [o.pointer for o in stel(dossier, GETROUWD).overbodig] == ["/personen/P2/gehuwd"]


@pytest.mark.parametrize("naam", ["gezinsplan-verzonnen", "gezin-voorbeeld"])
def test_without_what_is_not_needed_the_judgement_is_the_same(naam: str) -> None:
    dossier = lees_dossier((WORTEL / "voorbeelden" / f"{naam}.json").read_bytes())
    regels = _regels().op(DAG)
    uit = vragen(dossier, regels, DAG, DAG)
    assert uit.overbodig
    kaal = json.loads(als_json(dossier))
    for o in uit.overbodig:
        wijziging: Any = None
        for stap in reversed(o.pointer.split("/")[1:]):
            wijziging = {stap: wijziging}
        kaal = voeg_samen(kaal, wijziging)
    eerst, dan = check(dossier, regels, DAG, DAG), check(dossier_uit(kaal), regels, DAG, DAG)
    assert [b.als_json() for b in eerst.bevindingen] == [b.als_json() for b in dan.bevindingen]
