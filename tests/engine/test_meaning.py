"""What a rule means, read a second time: a plain interpreter of its syntax, against a whole check.

Nothing is shared with `engine.judging`, `engine.terms` or `engine.calendar`. Slow and obvious on purpose.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import operator
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from engine import Dossier
from engine.applying import Oordelen, oordelen_in
from engine.facts import ONTBREEKT, Deel, feiten
from engine.rule import (
    Aanwezig,
    BegripGebruik,
    Bereik,
    Bevat,
    Conditie,
    Constante,
    EenVan,
    En,
    Kenmerk,
    Leeftijd,
    Niet,
    Of,
    PeildatumTerm,
    Regel,
    Som,
    Telling,
    Tempo,
    Term,
    Termijn,
    Vergelijking,
)
from tests.engine import test_sweeping
from tests.engine.test_sweeping import DAG, GEWICHT, regelset, uit_de_toets, zaak

MEER_VRAGEN = {
    "voorziening": [
        "x.begindatum is uiterlijk 6 weken na x.besluit.besloten_op volgens de Algemene termijnenwet",
        "x.besluit.besloten_op is op zijn vroegst 14 dagen voor x.begindatum",
        "x.omvang.eenheid is een van uur, minuut",
        "x.persoon.partner is er",
        "niet (x.besluit.spoed is ja en x.wet is wmo2015)",
        "er zijn precies 1 activiteit q van x waarvoor (q.nodig is ja of x.wet is wlz)",
    ],
    "besluit": [
        "som van q.kostprijs over elke voorziening q van x is hoogstens 120 euro",
        "er zijn precies 1 voorziening q van x waarvoor q.wet is x.wet",
        "voor elke voorziening q van x geldt (q.persoon.gehuwd is ja of q.omvang is meer dan 2 uur per week)",
    ],
}
VRIJ_IN_2024 = {
    dt.date.fromisoformat(f"2024-{dag}")
    for dag in ("01-01", "03-29", "04-01", "04-27", "05-05", "05-09", "05-20", "12-25", "12-26")
}
"""The holidays of 2024 as a calendar on the wall has them: Good Friday to Whit Monday, King's Day, 5 May."""

VERGELIJK = {
    "is": operator.eq,
    "is_niet": operator.ne,
    "minstens": operator.ge,
    "hoogstens": operator.le,
    "meer": operator.gt,
    "minder": operator.lt,
}


@dataclass
class Lezing:
    """A case as rules see it."""

    delen: Mapping[str, Sequence[Deel]]
    dossier: Deel

    def waarde(self, term: Term, env: Mapping[int, Deel]) -> Any:
        match term:
            case Constante(waarde=waarde):
                return waarde
            case PeildatumTerm():
                return DAG
            case Kenmerk(variabele=variabele, pad=pad):
                hier: Any = env[variabele] if variabele >= 0 else self.dossier
                for stap in pad:
                    if not isinstance(hier, Deel):
                        return None
                    hier = hier.waarden.get(stap)
                return hier
            case Termijn():
                return self.termijn(term, env)
            case Leeftijd(geboortedatum=g, op=op):
                geboren, dag = self.waarde(g, env), self.waarde(op, env)
                if geboren is None or dag is None:
                    return None
                if ONTBREEKT in (geboren, dag):
                    return ONTBREEKT
                jarig = [
                    jaar
                    for jaar in range(geboren.year + 1, dag.year + 1)
                    if (jaar, geboren.month, geboren.day) <= (dag.year, dag.month, dag.day)
                ]
                return len(jarig)
            case Som():
                return self.som(term, env)
        raise AssertionError(term)

    def termijn(self, term: Termijn, env: Mapping[int, Deel]) -> Any:
        dag = self.waarde(term.vanaf, env)
        if dag is None or dag is ONTBREEKT:
            return dag
        lengte = {"dag": 1, "week": 7}[term.periode.eenheid] * term.periode.aantal
        einde = dag + dt.timedelta(days=lengte * term.richting)
        while term.termijnenwet and (einde.isoweekday() > 5 or einde in VRIJ_IN_2024):
            einde += dt.timedelta(days=1)
        return einde

    def som(self, term: Som, env: Mapping[int, Deel]) -> Any:
        leden = self.leden(term.bereik, env)
        if leden is None or leden[1]:
            return None
        waarden = [self.waarde(term.kenmerk, {**env, term.bereik.variabele: d}) for d in leden[0]]
        if None in waarden:
            return None
        bekend = [w for w in waarden if w is not ONTBREEKT]
        return ONTBREEKT if waarden and not bekend else sum(bekend)

    def leden(self, bereik: Bereik, env: Mapping[int, Deel]) -> tuple[list[Deel], list[Deel]] | None:
        """The parts that are meant, and those that may be."""
        alle = self.delen.get(bereik.soort)
        if bereik.van is None:
            return None if alle is None else (list(alle), [])
        doel = self.waarde(bereik.van, env)
        if bereik.terug is None:
            return None if doel is None else ([] if doel is ONTBREEKT else list(doel), [])
        if alle is None or doel is None:
            return None
        naar = [(d, d.waarden.get(bereik.terug)) for d in alle]
        zeker = [d for d, w in naar if w is doel or (isinstance(w, tuple) and doel in w)]
        return zeker, [d for d, w in naar if w is None]

    def waar(self, conditie: Conditie, env: Mapping[int, Deel]) -> bool | None:
        match conditie:
            case En(delen=delen):
                uit = [self.waar(d, env) for d in delen]
                return False if False in uit else None if None in uit else True
            case Of(delen=delen):
                uit = [self.waar(d, env) for d in delen]
                return True if True in uit else None if None in uit else False
            case Niet(deel=deel):
                binnen = self.waar(deel, env)
                return None if binnen is None else not binnen
            case BegripGebruik(conditie=binnenin):
                return self.waar(binnenin, env)
            case Vergelijking(op=op, links=links, rechts=rechts):
                a, b = self.waarde(links, env), self.waarde(rechts, env)
                if a is None or b is None:
                    return None
                if a is ONTBREEKT or b is ONTBREEKT:
                    return op == "is_niet"
                if isinstance(a, Tempo):
                    if a.dimensie != b.dimensie:
                        return None
                    a, b = a.per_week, b.per_week
                return bool(VERGELIJK[op](a, b))
            case EenVan(term=term, waarden=waarden, geen=geen):
                waarde = self.waarde(term, env)
                return None if waarde is None else (waarde in [w.waarde for w in waarden]) != geen
            case Bevat(lijst=lijst, waarden=gezocht, alle=alle):
                inhoud = self.waarde(lijst, env)
                if inhoud is None or inhoud is ONTBREEKT:
                    return None if inhoud is None else False
                raak = [None if (w := self.waarde(g, env)) is None else w in inhoud for g in gezocht]
                beslist = not alle
                return beslist if beslist in raak else None if None in raak else alle
            case Aanwezig(kenmerk=kenmerk, aanwezig=aanwezig):
                waarde = self.waarde(kenmerk, env)
                leeg = waarde == () and kenmerk.soort in ("lijst", "verzameling")
                return None if waarde is None else (waarde is not ONTBREEKT and not leeg) == aanwezig
            case Telling():
                return self.telling(conditie, env)

    def telling(self, t: Telling, env: Mapping[int, Deel]) -> bool | None:
        """Every way to fill in what is unknown; decided when all come to the same."""
        leden = self.leden(t.bereik, env)
        if leden is None:
            return True if t.hoe == "minstens" and t.aantal == 0 else None
        minst = meest = 0
        for deel, zeker in [(d, True) for d in leden[0]] + [(d, False) for d in leden[1]]:
            waar = (
                True if t.voorwaarde is None else self.waar(t.voorwaarde, {**env, t.bereik.variabele: deel})
            )
            telt = waar if t.hoe != "elk" or waar is None else not waar
            minst += telt is True and zeker
            meest += telt is not False
        uit = {
            {"minstens": n >= t.aantal, "hoogstens": n <= t.aantal, "precies": n == t.aantal, "elk": n == 0}[
                t.hoe
            ]
            for n in range(minst, meest + 1)
        }
        return uit.pop() if len(uit) == 1 else None

    def uitkomst(self, regel: Regel, delen: Sequence[Deel], oordelen: Oordelen) -> str:
        env = dict(enumerate(delen))
        bereik = True if regel.waarbij is None else self.waar(regel.waarbij, env)
        if bereik is False:
            return "niet_van_toepassing"
        eis = True if regel.eis is None else self.waar(regel.eis, env)
        if regel.vraag is not None and eis is not False:
            hier = {d.pointer for d in delen}
            antwoorden = [v for betreft, v in oordelen.get(regel.id, ()) if set(betreft) <= hier]
            if not antwoorden or not all(antwoorden):
                eis = False if antwoorden else None
        uitwegen = [self.waar(u.conditie, env) for u in regel.uitzonderingen]
        if eis is True or True in uitwegen:
            return "voldaan"
        return "bevinding" if bereik is True and eis is False and None not in uitwegen else "open"


@pytest.mark.parametrize("zaad", range(20))
def test_a_check_says_what_the_rules_mean(zaad: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for soort, vragen in MEER_VRAGEN.items():
        monkeypatch.setitem(test_sweeping.VRAGEN, soort, [*test_sweeping.VRAGEN[soort], *vragen])
    r = random.Random(20_000 + zaad)
    regels = regelset(r, 8)
    for _ in range(25):
        dossier = Dossier.model_validate_json(json.dumps(zaak(r)))
        alles = feiten(dossier)
        lezing, oordelen = Lezing(alles.delen, alles.dossier), oordelen_in(alles)
        verwacht = []
        for regel in regels.regels:
            gevonden: dict[tuple[str, ...], str] = {}
            for delen in itertools.product(*(alles.delen.get(b.soort, ()) for b in regel.binders)):
                if regel.tweetal and delen[0] is delen[1]:
                    continue
                wie = tuple(d.pointer for d in delen)
                wie = tuple(sorted(wie)) if regel.tweetal else wie
                uitkomst = lezing.uitkomst(regel, delen, oordelen)
                gevonden[wie] = max(gevonden.get(wie, GEWICHT[0]), uitkomst, key=GEWICHT.index)
            verwacht += [(regel.id, u, w) for w, u in gevonden.items() if u != "niet_van_toepassing"]
        verwacht.sort()
        assert uit_de_toets(dossier, regels, [o for o in verwacht if o[1] == "open"]) == verwacht
