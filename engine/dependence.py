"""What a rule reads: the keys of parts on which its outcome can depend."""

from __future__ import annotations

from engine.rule import (
    Aanwezig,
    BegripGebruik,
    Bereik,
    Bevat,
    Conditie,
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
)


def gelezen_door(regel: Regel) -> frozenset[str]:
    """Every key that can matter to a rule; `soort:<kind>` when it matters which parts there are."""
    uit: set[str] = {f"soort:{b.soort}" for b in regel.binders}
    for conditie in (regel.waarbij, regel.eis, *(u.conditie for u in regel.uitzonderingen)):
        if conditie is not None:
            _lees_conditie(conditie, uit)
    return frozenset(uit)


def eis_leest(regel: Regel) -> frozenset[str]:
    """The keys of the requirement and the exceptions alone."""
    uit: set[str] = set()
    for conditie in (regel.eis, *(u.conditie for u in regel.uitzonderingen)):
        if conditie is not None:
            _lees_conditie(conditie, uit)
    return frozenset(uit)


def _lees_bereik(bereik: Bereik, uit: set[str]) -> None:
    uit.add(f"soort:{bereik.soort}")
    if bereik.van is not None:
        uit.update(bereik.van.pad)
    if bereik.terug is not None:
        uit.add(bereik.terug)


def _lees_term(term: Term, uit: set[str]) -> None:
    match term:
        case Kenmerk(pad=pad):
            uit.update(pad)
        case DatedValue(op=op) if op is not None:
            _lees_term(op, uit)
        case Termijn(vanaf=vanaf):
            _lees_term(vanaf, uit)
        case Leeftijd(geboortedatum=geboren, op=op):
            uit.update(geboren.pad)
            _lees_term(op, uit)
        case Rekening(links=links, rechts=rechts):
            _lees_term(links, uit)
            _lees_term(rechts, uit)
        case Som(bereik=bereik, kenmerk=kenmerk):
            _lees_bereik(bereik, uit)
            uit.update(kenmerk.pad)
        case _:
            pass


def _lees_conditie(conditie: Conditie, uit: set[str]) -> None:
    match conditie:
        case En(delen=delen) | Of(delen=delen):
            for deel in delen:
                _lees_conditie(deel, uit)
        case Niet(deel=deel) | BegripGebruik(conditie=deel):
            _lees_conditie(deel, uit)
        case Vergelijking(links=links, rechts=rechts):
            _lees_term(links, uit)
            _lees_term(rechts, uit)
        case EenVan(term=term):
            _lees_term(term, uit)
        case Bevat(lijst=lijst, waarden=waarden):
            uit.update(lijst.pad)
            for waarde in waarden:
                _lees_term(waarde, uit)
        case Aanwezig(kenmerk=kenmerk):
            uit.update(kenmerk.pad)
        case Telling(bereik=bereik, voorwaarde=voorwaarde):
            _lees_bereik(bereik, uit)
            if voorwaarde is not None:
                _lees_conditie(voorwaarde, uit)
