"""Which unknown fields together can decide what is open.

For a condition that is unknown: the smallest sets of unknown fields of which some answer makes it true, or
false. Compiled once per rule. A field that occurs twice is taken as free each time, so a set may promise
a little too much, never too little; and of each condition only the smallest sets are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from engine.applying import Toets
from engine.facts import Deel
from engine.judging import Knoop, onthouden
from engine.rule import En, Niet, Of, Telling
from engine.terms import Gat, Omgeving, leden_van

Vragen: TypeAlias = frozenset[Gat]
"""Unknown fields that are asked together."""

MAX_VERZAMELINGEN: Final = 8


class Keer(NamedTuple):
    """Which unknown fields can make a condition true, and which false; each set of them will do.

    What is true or false already is `_WAAR` or `_ONWAAR` itself.
    """

    waar: list[Vragen]
    onwaar: list[Vragen]


_Beslisser: TypeAlias = Callable[[Omgeving], Keer]

_NIETS: Final[list[Vragen]] = [frozenset()]
_WAAR: Final = Keer(_NIETS, [])
_ONWAAR: Final = Keer([], _NIETS)


def _kleinste(verzamelingen: Iterable[Vragen]) -> list[Vragen]:
    """Without doubles and without what a smaller one already does."""
    alle = set(verzamelingen)
    if len(alle) < 2:
        return list(alle)
    uit: list[Vragen] = []
    for v in sorted(alle, key=lambda v: (len(v), sorted([g.pointer for g in v]))):
        if not any(u <= v for u in uit):
            uit.append(v)
    return uit[:MAX_VERZAMELINGEN]


def samen(delen: Iterable[list[Vragen]]) -> list[Vragen]:
    """One set of each, as one."""
    uit = _NIETS
    for deel in delen:
        if deel != _NIETS:
            uit = deel if uit == _NIETS else _kleinste([a | b for a in uit for b in deel])
    return uit


def een_van(delen: Iterable[list[Vragen]]) -> list[Vragen]:
    """Any set of any."""
    return _kleinste([v for deel in delen for v in deel])


def _allemaal(keren: Iterable[Keer]) -> Keer:
    """True once all are, false once one is."""
    open_: list[Keer] = []
    for keer in keren:
        if keer is _ONWAAR:
            return _ONWAAR
        if keer is not _WAAR:
            open_.append(keer)
    if len(open_) < 2:
        return open_[0] if open_ else _WAAR
    return Keer(samen([k.waar for k in open_]), een_van([k.onwaar for k in open_]))


def _omgekeerd(keer: Keer) -> Keer:
    if keer is _WAAR or keer is _ONWAAR:
        return _ONWAAR if keer is _WAAR else _WAAR
    return Keer(keer.onwaar, keer.waar)


def _beslisser(knoop: Knoop) -> _Beslisser:
    beslis, begrip = _binnen(knoop), knoop.begrip
    return beslis if begrip is None else onthouden(beslis, f"{begrip.definitie} keer", begrip.argumenten)


def _binnen(knoop: Knoop) -> _Beslisser:
    match knoop.conditie:
        case En():
            alle = [_beslisser(d) for d in knoop.delen]
            return lambda env: _allemaal(b(env) for b in alle)
        case Of():
            een = [_beslisser(d) for d in knoop.delen]
            return lambda env: _omgekeerd(_allemaal(_omgekeerd(b(env)) for b in een))
        case Niet():
            niet = _beslisser(knoop.delen[0])
            return lambda env: _omgekeerd(niet(env))
        case Telling() as t:
            return _telling(knoop, t)
        case _:
            return _los(knoop)


def _los(knoop: Knoop) -> _Beslisser:
    """A condition that is decided once all that is unknown of it is known."""

    def los(env: Omgeving) -> Keer:
        kennis = knoop.kennis(env)
        if not isinstance(kennis, list):
            return _WAAR if kennis else _ONWAAR
        open_ = [frozenset(kennis)]
        return Keer(open_, open_)

    return los


def _telling(knoop: Knoop, t: Telling) -> _Beslisser:
    """One part that decides, or all parts; what counts exactly needs every answer."""
    los, elk = _los(knoop), t.hoe == "elk"
    if not knoop.delen or not (elk or (t.hoe, t.aantal) in _EEN_BESLIST):
        return los
    leden_in, i, binnen = leden_van(t.bereik), t.bereik.variabele, _beslisser(knoop.delen[0])

    def van(env: Omgeving, deel: Deel) -> Keer:
        env[i] = deel
        return binnen(env) if elk else _omgekeerd(binnen(env))

    def telling(env: Omgeving) -> Keer:
        leden = leden_in(env)
        if leden is None or leden[1]:
            return los(env)
        alle = _allemaal(van(env, d) for d in leden[0])
        return _omgekeerd(alle) if t.hoe == "minstens" else alle

    return telling


_EEN_BESLIST: Final = {("minstens", 1), ("hoogstens", 0)}


@lru_cache(maxsize=4096)
def beslisser(toets: Toets) -> Callable[[Omgeving], list[Vragen]]:
    """For a rule that is open: the sets of fields that can decide it, whichever way.

    Not applicable, met, met by an exception, or broken. A judgement that it asks of a person is a field too.
    """
    regel = toets.regel
    waarbij = _beslisser(toets.waarbij) if toets.waarbij is not None else _altijd
    eis = _beslisser(toets.eis) if toets.eis is not None else _altijd
    uitwegen = [_beslisser(u.knoop) for u in toets.uitzonderingen]
    mens: list[Vragen] = [frozenset([Gat("/oordelen", "oordeel", regel.id)])]

    def sets(env: Omgeving) -> list[Vragen]:
        in_bereik, erbuiten = waarbij(env)
        voldaan, gebroken = eis(env)
        if regel.vraag is not None:
            gebroken = een_van([gebroken, samen([voldaan, mens])])
            # A person is asked once it is known that the rule applies.
            voldaan = samen([in_bereik, voldaan, mens]) if in_bereik else []
        uitgezonderd = [u(env) for u in uitwegen]
        bevinding = (
            samen([in_bereik, gebroken, *(u.onwaar for u in uitgezonderd)]) if gebroken and in_bereik else []
        )
        return een_van([voldaan, *(u.waar for u in uitgezonderd), erbuiten, bevinding])

    return sets


def _altijd(_: Omgeving) -> Keer:
    return _WAAR
