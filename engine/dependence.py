"""What a rule reads: the fields of parts on which its outcome can depend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from engine.rule import (
    Aanwezig,
    BegripGebruik,
    Bereik,
    Bevat,
    Conditie,
    Constante,
    DatedValue,
    EenVan,
    En,
    Kenmerk,
    Leeftijd,
    Niet,
    Of,
    Regel,
    Rekening,
    Som,
    Telling,
    Term,
    Termijn,
    Vergelijking,
    Waarde,
)


@dataclass(slots=True)
class Lezing:
    """What is read: of each variable the kind of its parts, and the paths from it (-1 is the dossier)."""

    soorten: dict[int, str] = field(default_factory=dict)
    paden: set[tuple[int, tuple[str, ...]]] = field(default_factory=set)

    @property
    def sleutels(self) -> frozenset[str]:
        """Every key that matters; `soort:<kind>` when it matters which parts there are."""
        soorten = {f"soort:{soort}" for soort in self.soorten.values()}
        return frozenset(soorten | {stap for _, pad in self.paden for stap in pad})


def gelezen_door(regel: Regel) -> Lezing:
    """All that a rule reads."""
    lezing = eis_leest(regel)
    lezing.soorten |= {n: b.soort for n, b in enumerate(regel.binders)}
    _lees_condities([regel.waarbij], lezing)
    return lezing


def eis_leest(regel: Regel) -> Lezing:
    """What its requirement and its exceptions read, without its scope."""
    lezing = Lezing()
    _lees_condities([regel.eis, *(u.conditie for u in regel.uitzonderingen)], lezing)
    return lezing


def vrij_in(conditie: Conditie) -> tuple[int, ...]:
    """The variables that a condition reads and does not bind itself, without the dossier."""
    lezing = Lezing()
    _lees_conditie(conditie, lezing)
    return tuple(sorted({n for n, _ in lezing.paden} - lezing.soorten.keys() - {-1}))


def _lees_condities(condities: Iterable[Conditie | None], lezing: Lezing) -> None:
    for conditie in condities:
        if conditie is not None:
            _lees_conditie(conditie, lezing)


def _lees_bereik(bereik: Bereik, lezing: Lezing) -> None:
    lezing.soorten[bereik.variabele] = bereik.soort
    if bereik.van is not None:
        _lees_term(bereik.van, lezing)
    if bereik.terug is not None:
        lezing.paden.add((bereik.variabele, (bereik.terug,)))


def _lees_term(term: Term, lezing: Lezing) -> None:
    match term:
        case Kenmerk(variabele=variabele, pad=pad):
            lezing.paden.add((variabele, pad))
        case DatedValue(op=op) if op is not None:
            _lees_term(op, lezing)
        case Termijn(vanaf=vanaf):
            _lees_term(vanaf, lezing)
        case Leeftijd(geboortedatum=geboren, op=op):
            _lees_term(geboren, lezing)
            _lees_term(op, lezing)
        case Rekening(links=links, rechts=rechts):
            _lees_term(links, lezing)
            _lees_term(rechts, lezing)
        case Som(bereik=bereik, kenmerk=kenmerk):
            _lees_bereik(bereik, lezing)
            _lees_term(kenmerk, lezing)
        case _:
            pass


def _lees_conditie(conditie: Conditie, lezing: Lezing) -> None:
    match conditie:
        case En(delen=delen) | Of(delen=delen):
            _lees_condities(delen, lezing)
        case Niet(deel=deel) | BegripGebruik(conditie=deel):
            _lees_conditie(deel, lezing)
        case Vergelijking(links=links, rechts=rechts):
            _lees_term(links, lezing)
            _lees_term(rechts, lezing)
        case EenVan(term=term):
            _lees_term(term, lezing)
        case Bevat(lijst=lijst, waarden=waarden):
            _lees_term(lijst, lezing)
            for waarde in waarden:
                _lees_term(waarde, lezing)
        case Aanwezig(kenmerk=kenmerk):
            _lees_term(kenmerk, lezing)
        case Telling(bereik=bereik, voorwaarde=voorwaarde):
            _lees_bereik(bereik, lezing)
            _lees_condities([voorwaarde], lezing)


def constanten_bij(regels: Iterable[Regel]) -> Mapping[str, frozenset[Waarde]]:
    """Per key the words with which rules compare it."""
    uit: dict[str, set[Waarde]] = {}
    for regel in regels:
        for conditie in (regel.waarbij, regel.eis, *(u.conditie for u in regel.uitzonderingen)):
            if conditie is not None:
                _verzamel_constanten(conditie, uit)
    return {sleutel: frozenset(waarden) for sleutel, waarden in uit.items()}


def _verzamel_constanten(conditie: Conditie, uit: dict[str, set[Waarde]]) -> None:
    match conditie:
        case En(delen=delen) | Of(delen=delen):
            for deel in delen:
                _verzamel_constanten(deel, uit)
        case Niet(deel=deel) | BegripGebruik(conditie=deel):
            _verzamel_constanten(deel, uit)
        case Telling(voorwaarde=voorwaarde) if voorwaarde is not None:
            _verzamel_constanten(voorwaarde, uit)
        case Vergelijking(links=Kenmerk(pad=pad), rechts=Constante(waarde=waarde)) if pad:
            uit.setdefault(pad[-1], set()).add(waarde)
        case EenVan(term=Kenmerk(pad=pad), waarden=waarden) if pad:
            uit.setdefault(pad[-1], set()).update(c.waarde for c in waarden)
        case _:
            pass
