"""Rules that are well typed and still cannot be meant so: dead scopes, empty norms, holes in sentences.

These checks read finished values of `engine.rule`; they never change them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any, TypeAlias

from dsl.scope import Context
from engine.rule import (
    Aanwezig,
    BegripGebruik,
    Bevat,
    Conditie,
    Constante,
    EenVan,
    En,
    Kenmerk,
    Leeftijd,
    Niet,
    Of,
    Plaats,
    Regel,
    Rekening,
    Sjabloon,
    Telling,
    Term,
    Termijn,
    Vergelijking,
)

Sleutel: TypeAlias = tuple[int, tuple[str, ...]]


def check_rule(context: Context, regel: Regel) -> None:
    """Report everything about a finished rule that cannot be meant so."""
    for deel in (regel.waarbij, regel.eis, *(uitzondering.conditie for uitzondering in regel.uitzonderingen)):
        if deel is not None:
            check_condition(context, deel)
    if regel.waarbij is not None:
        _dead_scope(context, regel.waarbij)
        if regel.eis is not None:
            _empty_norm(context, regel.waarbij, regel.eis)
    _holes(context, regel)


def check_condition(context: Context, conditie: Conditie) -> None:
    for deel in walk(conditie):
        if not isinstance(deel, Vergelijking) or type(deel.links) is not type(deel.rechts):
            continue
        if shape(deel.links) == shape(deel.rechts):
            context.report(
                "B19",
                f"`{deel.tekst}` vergelijkt iets met zichzelf",
                _spot(deel.plaats),
                "twee keer hetzelfde",
                herstel="vergelijk met een ander kenmerk of een vaste waarde",
            )


def _spot(plaats: Plaats) -> tuple[int, int]:
    return plaats.start, plaats.einde


# ---------------------------------------------------------------- reading conditions


_FIELDS: dict[str, tuple[str, ...]] = {}
_WORDS = frozenset({"tekst", "plaats", "naam", "definitie", "argumenten"})


def _meaning(klasse: type[Any]) -> tuple[str, ...]:
    if klasse.__name__ not in _FIELDS:
        namen = (veld.name for veld in fields(klasse))
        _FIELDS[klasse.__name__] = tuple(naam for naam in namen if naam not in _WORDS)
    return _FIELDS[klasse.__name__]


def shape(node: Any) -> Any:
    """What a node means, apart from its words and its place: equal shapes mean the same."""
    if isinstance(node, tuple):
        return tuple(shape(deel) for deel in node)
    if hasattr(node, "__dataclass_fields__"):
        klasse = type(node)
        return (klasse.__name__, *(shape(getattr(node, veld)) for veld in _meaning(klasse)))
    return (type(node).__name__, node)


def walk(conditie: Conditie) -> Iterator[Conditie]:
    """The condition and all conditions written in it; a concept has been looked at where it stands."""
    yield conditie
    match conditie:
        case En() | Of():
            for deel in conditie.delen:
                yield from walk(deel)
        case Niet():
            yield from walk(conditie.deel)
        case Telling() if conditie.voorwaarde is not None:
            yield from walk(conditie.voorwaarde)


def _conjuncts(conditie: Conditie) -> Iterator[Conditie]:
    """The conditions that must all hold for this one to hold."""
    match conditie:
        case En():
            for deel in conditie.delen:
                yield from _conjuncts(deel)
        case BegripGebruik() if conditie.conditie.plaats.bestand == conditie.plaats.bestand:
            yield from _conjuncts(conditie.conditie)
        case BegripGebruik():
            # What stands in another file is named here by where it is used.
            for deel in _conjuncts(conditie.conditie):
                yield replace(deel, plaats=conditie.plaats)
        case _:
            yield conditie


# ---------------------------------------------------------------- dead scopes and empty norms


def _choices(conditie: Conditie) -> tuple[Kenmerk, frozenset[Any], bool] | None:
    """The values that a condition allows one attribute to have, or (`False`) forbids it."""
    match conditie:
        case Vergelijking(op="is" | "is_niet", links=Kenmerk() as k, rechts=Constante() as c):
            return k, frozenset({c.waarde}), conditie.op == "is"
        case Vergelijking(op="is" | "is_niet", links=Constante() as c, rechts=Kenmerk() as k):
            return k, frozenset({c.waarde}), conditie.op == "is"
        case EenVan(term=Kenmerk() as k):
            return k, frozenset(c.waarde for c in conditie.waarden), not conditie.geen
    return None


def _dead_scope(context: Context, waarbij: Conditie) -> None:
    over: dict[Sleutel, tuple[frozenset[Any], Conditie]] = {}
    forbidden: list[tuple[Sleutel, frozenset[Any], Conditie]] = []
    present: dict[Sleutel, tuple[bool, Conditie]] = {}
    for deel in _conjuncts(waarbij):
        if isinstance(deel, Aanwezig):
            sleutel = (deel.kenmerk.variabele, deel.kenmerk.pad)
            eerder = present.setdefault(sleutel, (deel.aanwezig, deel))
            if eerder[0] != deel.aanwezig:
                _report_dead(context, deel, eerder[1])
                return
            continue
        keuze = _choices(deel)
        if keuze is None:
            continue
        kenmerk, waarden, allowed = keuze
        sleutel = (kenmerk.variabele, kenmerk.pad)
        if not allowed:
            forbidden.append((sleutel, waarden, deel))
            continue
        rest, eerste = over.get(sleutel, (waarden, deel))
        if not rest & waarden:
            _report_dead(context, deel, eerste)
            return
        over[sleutel] = (rest & waarden, eerste)
    for sleutel, waarden, deel in forbidden:
        if sleutel in over and not over[sleutel][0] - waarden:
            _report_dead(context, deel, over[sleutel][1])
            return


def _report_dead(context: Context, een: Conditie, ander: Conditie) -> None:
    laatste, eerste = sorted((een, ander), key=lambda deel: deel.plaats.start, reverse=True)
    context.report(
        "B17",
        f"`{laatste.tekst}` en `{eerste.tekst}` kunnen niet samen waar zijn",
        _spot(laatste.plaats),
        "sluit het andere uit",
        herstel="schrijf `is een van ...` als een van beide genoeg is, of maak er twee regels van",
        waarom="deze regel zou nooit ergens over gaan",
        ook=[(*_spot(eerste.plaats), "dit moet ook waar zijn")],
    )


def _empty_norm(context: Context, waarbij: Conditie, eis: Conditie) -> None:
    bekend: dict[str, list[Any]] = {}
    for deel in (waarbij, *_conjuncts(waarbij)):
        bekend.setdefault(deel.tekst.strip("()"), []).append(deel)
    if all(
        any(shape(eerder) == shape(deel) for eerder in bekend.get(deel.tekst.strip("()"), ())[:3])
        for deel in _conjuncts(eis)
    ):
        context.report(
            "B18",
            "de eis staat al in `waarbij` en is dus altijd vervuld",
            _spot(eis.plaats),
            "herhaling van de reikwijdte",
            herstel="haal de voorwaarde weg uit `waarbij`, of noem achter `moet gelden` een andere eis",
            ook=[(*_spot(waarbij.plaats), "dit geldt al")],
        )


# ---------------------------------------------------------------- holes in sentences


def _known_terms(term: Term) -> frozenset[Sleutel]:
    """The attributes that a term cannot do without."""
    match term:
        case Kenmerk():
            return frozenset((term.variabele, term.pad[: n + 1]) for n in range(len(term.pad)))
        case Termijn():
            return _known_terms(term.vanaf)
        case Leeftijd():
            return _known_terms(term.geboortedatum) | _known_terms(term.op)
        case Rekening():
            return _known_terms(term.links) | _known_terms(term.rechts)
    return frozenset()


def _known(conditie: Conditie | None, uitkomst: bool) -> frozenset[Sleutel]:
    """The attributes that certainly have a value once the condition has this outcome."""
    match conditie:
        case En() | Of():
            delen = [_known(deel, uitkomst) for deel in conditie.delen]
            samen = isinstance(conditie, En) == uitkomst
            return frozenset().union(*delen) if samen else frozenset.intersection(*delen)
        case Niet():
            return _known(conditie.deel, not uitkomst)
        case BegripGebruik():
            return _known(conditie.conditie, uitkomst)
        case Vergelijking():
            return _known_terms(conditie.links) | _known_terms(conditie.rechts)
        case EenVan():
            return _known_terms(conditie.term)
        case Bevat():
            return _known_terms(conditie.lijst)
        case Aanwezig() if conditie.aanwezig == uitkomst:
            return _known_terms(conditie.kenmerk)
        case Aanwezig():
            return _known_terms(conditie.kenmerk) - {(conditie.kenmerk.variabele, conditie.kenmerk.pad)}
    return frozenset()


def _holes(context: Context, regel: Regel) -> None:
    """A finding is told when the requirement fails, a question is asked when it holds."""
    scope, failed, held = _known(regel.waarbij, True), _known(regel.eis, False), _known(regel.eis, True)
    told = scope | (failed & held if regel.vraag is not None and regel.eis is not None else failed)
    sentences: list[tuple[Sjabloon, frozenset[Sleutel]]] = [(regel.melding, told), (regel.advies, told)]
    if regel.vraag is not None:
        sentences.append((regel.vraag, scope | held))
    for sjabloon, bekend in sentences:
        for deel in sjabloon.delen:
            if isinstance(deel, str) or deel.anders is not None or not deel.kenmerk.pad:
                continue
            k = deel.kenmerk
            if (k.variabele, k.pad) not in bekend:
                context.report(
                    "B15",
                    f"`{{{k.tekst}}}` kan leeg zijn",
                    _spot(k.plaats),
                    "misschien niet bekend",
                    herstel=f"geef woorden voor als het leeg is, zoals `{{{k.tekst}|{_fallback(k, regel)}}}`",
                    waarom="een zin met een gat mag geen lezer bereiken",
                )


def _fallback(kenmerk: Kenmerk, regel: Regel) -> str:
    laatste = kenmerk.pad[-1].split(".")[-1]
    if laatste == "naam" and kenmerk.variabele >= 0:
        laatste = kenmerk.pad[-2] if len(kenmerk.pad) > 1 else regel.binders[kenmerk.variabele].soort
    return f"de {laatste}".replace("_", " ")
