"""The margin: on what a decision in order hangs, by how little, and whether that is so."""

from __future__ import annotations

import datetime as dt
import json
import random
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dsl import Library, load_library, read_ruleset
from engine import Regelset, margin
from engine.dossier import dossier_uit, lees_dossier
from engine.margin import Besluitmarge, marge
from engine.nudging import kleinste, verschuif
from engine.rule import Tempo
from engine.trial import Proef, Zet
from tests.engine import test_sweeping as willekeur

WORTEL = Path(__file__).resolve().parents[2]
DAG = dt.date(2026, 9, 1)
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


def regelset(*eisen: str) -> Regelset:
    tekst = KOP
    for n, eis in enumerate(eisen):
        tekst += (
            f'\nregel P-{n} "Proef {n}"\n  volgens wmo artikel 2.3.5 lid 3\n  ernst vernietigbaar\n'
            f"  zekerheid geverifieerd\n\n  voor elk besluit b\n  moet gelden {eis}\n"
            '  melding "Fout."\n  advies "Pas aan."\n'
        )
    gelezen, meldingen = read_ruleset(tekst, "proef.regels")
    assert gelezen is not None, [m.zin for m in meldingen]
    return gelezen


def van(besluit: dict[str, Any], *eisen: str, **rest: Any) -> Besluitmarge:
    zaak = dossier_uit({"weergave": "gedeeltelijk", "besluiten": {"B1": besluit}, **rest})
    (uit,) = marge(zaak, (regelset(*eisen),), PROEFDAG, PROEFDAG).besluiten
    assert all(p.bewezen for p in uit.punten)
    return uit


def test_a_date_hangs_on_days() -> None:
    uit = van(
        {"beslotenOp": "2024-03-01", "ingangsdatum": "2024-03-20"},
        "b.ingangsdatum is uiterlijk 1 maand na b.besloten_op",
    )
    assert [(p.pointer, p.stappen, p.eenheid) for p in uit.punten] == [
        ("/besluiten/B1/beslotenOp", -11, "dag")
    ]
    assert uit.zwakke_feiten == 2


def test_the_least_step_comes_first() -> None:
    uit = van(
        {"beslotenOp": "2024-03-01", "ingangsdatum": "2024-03-29", "belangenGewogen": True},
        "b.belangen_gewogen is ja",
        "b.ingangsdatum is uiterlijk 1 april 2024",
        "b.besloten_op is uiterlijk 1 december 2024",
    )
    assert [(p.pointer, p.stappen) for p in uit.punten] == [
        ("/besluiten/B1/ingangsdatum", 4),
        ("/besluiten/B1/belangenGewogen", 0),
        ("/besluiten/B1/beslotenOp", 276),
    ]


def test_a_judgement_of_a_person_is_a_weak_point() -> None:
    uit = van(
        {"spoed": False},
        'b.spoed is nee\n  vraag "Is dit zorgvuldig?"',
        oordelen={"O1": {"regel": "P-0", "voldaan": True}},
    )
    assert next((p.pointer, p.herkomst) for p in uit.punten) == ("/oordelen/O1/voldaan", "oordeel")


def test_what_is_open_is_counted_and_is_no_margin() -> None:
    uit = van({}, "b.spoed is nee")
    assert (uit.punten, uit.open, uit.blokkeert) == ((), 1, ())


def test_a_blocked_decision_has_none() -> None:
    uit = van({"spoed": True}, "b.spoed is nee")
    assert (uit.punten, uit.blokkeert) == ((), (("P-0", ("/besluiten/B1",)),))


def test_a_decision_is_not_blamed_for_its_neighbour() -> None:
    zaak = dossier_uit({"besluiten": {"B1": {"spoed": True}, "B2": {"spoed": False}}})
    een, twee = marge(zaak, (regelset("b.spoed is nee"),), PROEFDAG, PROEFDAG).besluiten
    assert len(een.blokkeert) == 1
    assert [p.bevindingen for p in twee.punten] == [(("P-0", ("/besluiten/B2",)),)]


def test_the_example_in_order_hangs_on_six_minutes_and_on_who_pays() -> None:
    dossier = lees_dossier((WORTEL / "voorbeelden" / "in-orde-verzonnen.json").read_bytes())
    uit = marge(dossier, _regels().op(DAG), DAG, DAG)
    eerste = [b.punten[0] for b in uit.besluiten]
    assert [(p.pointer, p.stappen, p.eenheid) for p in eerste] == [
        ("/voorzieningen/V1/omvang", -6, "minuut"),
        ("/voorzieningen/V2/eigenBijdrage", 0, ""),
    ]
    assert all(p.bewezen for b in uit.besluiten for p in b.punten)
    assert [len(b.punten) for b in uit.besluiten] == [3, 3]
    assert not uit.gestopt
    json.dumps(uit.als_json())


@pytest.mark.parametrize("zaad", range(16))
def test_every_point_is_so_and_one_step_less_is_not(zaad: int) -> None:
    r = random.Random(zaad)
    dossier, regels = dossier_uit(willekeur.zaak(r)), (willekeur.regelset(r, 8),)
    proef = Proef(dossier, regels, PROEFDAG, PROEFDAG)
    begin = proef.stand()
    for besluit in marge(dossier, regels, PROEFDAG, PROEFDAG).besluiten:
        assert not (besluit.blokkeert and besluit.punten)
        assert [p.nodig for p in besluit.punten] == sorted(p.nodig for p in besluit.punten)
        for punt in besluit.punten:
            assert punt.bewezen, punt
            deel = proef.deel(punt.pointer)
            sleutel = next(k for k in deel.waarden if Zet(deel, k, None, True).pointer == punt.pointer)
            minder = verschuif(deel.waarden[sleutel], punt.stappen - (1 if punt.stappen > 0 else -1))
            if punt.stappen and minder is not None and minder.waarde != deel.waarden[sleutel]:
                with proef.met([Zet(deel, sleutel, minder.waarde, True)]) as geraakt:
                    nieuw = proef.gevolg(begin, geraakt).bevindingen - begin.bevindingen
                assert not nieuw & set(punt.bevindingen), punt


def test_a_search_that_grows_too_big_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(margin, "MAX_WEGINGEN", 3)
    zaak = dossier_uit({"besluiten": {f"B{n}": {"spoed": False, "noemtCak": True} for n in range(9)}})
    assert marge(zaak, (regelset("b.spoed is nee"),), PROEFDAG, PROEFDAG).gestopt


@pytest.mark.parametrize(
    "waarde",
    [dt.date(2024, 3, 1), Decimal("120.00"), 40, Tempo("tijd", Fraction(150))],
    ids=["datum", "bedrag", "getal", "omvang"],
)
@pytest.mark.parametrize("stappen", [1, 2, 6, 9])
@pytest.mark.parametrize("richting", [1, -1])
def test_the_smallest_step_is_found_by_halving(waarde: Any, stappen: int, richting: int) -> None:
    grens = verschuif(waarde, richting * stappen)
    assert grens is not None

    def maat(w: Any) -> Any:
        return w.per_week if isinstance(w, Tempo) else w

    def voorbij(w: Any) -> bool:
        return maat(w) >= maat(grens.waarde) if richting > 0 else maat(w) <= maat(grens.waarde)

    assert kleinste(waarde, richting, voorbij) == grens
    assert kleinste(waarde, richting, lambda _: False) is None
