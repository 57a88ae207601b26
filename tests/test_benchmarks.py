"""The benchmark measures the right thing: our findings are what the bare closures let fire."""

from __future__ import annotations

import json

import pytest

from benchmarks.kaal import maak_kaal
from benchmarks.werk import DELEN, PEILDATUM, als_dossier, als_regelset, maak_regels, maak_zaak
from dsl import read_ruleset
from engine.check import check
from engine.dossier import lees_dossier

AANTAL = 120


def test_the_workload_is_what_it_says() -> None:
    zaak, regels = maak_zaak(), maak_regels(1000)
    assert sum(map(len, zaak.values())) == sum(DELEN.values()) == 12
    gevuld = [len(feit) for delen in zaak.values() for feit in delen.values()]
    assert 13 <= sum(gevuld) / len(gevuld) <= 16
    assert sum(r.verband is not None for r in regels) == 200
    assert {len(r.tests) + (r.verband is not None) for r in regels} == {2, 3, 4, 5, 6}


@pytest.mark.parametrize("zaad", range(6))
@pytest.mark.parametrize("onbekend", [0.0, 0.1, 0.5])
def test_findings_are_what_fires(zaad: int, onbekend: float) -> None:
    zaak, regels = maak_zaak(zaad, onbekend), maak_regels(AANTAL, zaad + 100)
    regelset, meldingen = read_ruleset(als_regelset(regels), "snelheid.regels")
    assert regelset is not None, meldingen
    rapport = check(lees_dossier(json.dumps(als_dossier(zaak))), (regelset,), PEILDATUM, PEILDATUM)
    eigen = [(b.regel, tuple(p.rsplit("/", 1)[1] for p in b.betreft)) for b in rapport.bevindingen]
    assert sorted(eigen) == sorted(maak_kaal(regels)(zaak))
    assert eigen or onbekend == 0.5
    assert not rapport.niet_getoetst
