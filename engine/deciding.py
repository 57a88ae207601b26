"""Which unknown fields together can decide what is open.

For a condition that is unknown: the smallest sets of unknown fields of which some answer makes it true, or
false. Compiled once per rule. A field that occurs twice is taken as free each time, so a set may promise
a little too much, never too little; and of each condition only the smallest sets are kept.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final, TypeAlias

from engine.applying import Toets
from engine.facts import Deel
from engine.judging import Knoop, compileer
from engine.rule import BegripGebruik, Conditie, En, Niet, Of, Telling
from engine.terms import Gat, Omgeving, leden_van

Vragen: TypeAlias = frozenset[Gat]
"""Unknown fields that are asked together."""

MAX_VERZAMELINGEN: Final = 8

_Beslisser: TypeAlias = Callable[[Omgeving, bool], list[Vragen]]

_NIETS: Final[list[Vragen]] = [frozenset()]


def _kleinste(verzamelingen: Iterable[Vragen]) -> list[Vragen]:
    """Without doubles and without what a smaller one already does."""
    uit: list[Vragen] = []
    for v in sorted(set(verzamelingen), key=lambda v: (len(v), sorted(g.pointer for g in v))):
        if not any(u <= v for u in uit):
            uit.append(v)
    return uit[:MAX_VERZAMELINGEN]


def samen(delen: Iterable[list[Vragen]]) -> list[Vragen]:
    """One set of each, as one."""
    uit = _NIETS
    for deel in delen:
        if deel == _NIETS:
            continue
        uit = _kleinste(a | b for a, b in itertools.product(uit, deel))
    return uit


def een_van(delen: Iterable[list[Vragen]]) -> list[Vragen]:
    """Any set of any."""
    return _kleinste(itertools.chain.from_iterable(delen))


def _beslisser(conditie: Conditie) -> _Beslisser:
    knoop = compileer(conditie)
    binnen = _binnen(conditie, knoop)
    waar = knoop.waar

    def beslis(env: Omgeving, doel: bool) -> list[Vragen]:
        waarheid = waar(env)
        if waarheid is doel:
            return _NIETS
        return [] if waarheid is not None else binnen(env, doel)

    return beslis


def _binnen(conditie: Conditie, knoop: Knoop) -> _Beslisser:
    match conditie:
        case En(delen=delen) | Of(delen=delen):
            beslissers = [_beslisser(d) for d in delen]
            alle = isinstance(conditie, En)
            return lambda env, doel: (samen if doel is alle else een_van)(b(env, doel) for b in beslissers)
        case Niet(deel=deel):
            tegen = _beslisser(deel)
            return lambda env, doel: tegen(env, not doel)
        case BegripGebruik(conditie=deel):
            return _beslisser(deel)
        case Telling(voorwaarde=voorwaarde) if voorwaarde is not None:
            return _telling(conditie, _beslisser(voorwaarde), knoop)
        case _:
            return lambda env, _: [frozenset(knoop.gaten(env))]


def _telling(t: Telling, binnen: _Beslisser, knoop: Knoop) -> _Beslisser:
    """One part that decides, or all parts; what counts exactly needs every answer."""
    leden_in, i = leden_van(t.bereik), t.bereik.variabele
    een_beslist = {("minstens", 1): True, ("hoogstens", 0): False}.get((t.hoe, t.aantal))
    if t.hoe == "elk":
        een_beslist = False

    def beslis(env: Omgeving, doel: bool) -> list[Vragen]:
        leden = leden_in(env)
        if een_beslist is None or leden is None or leden[1]:
            return [frozenset(knoop.gaten(env))]

        def van(deel: Deel, waarde: bool) -> list[Vragen]:
            env[i] = deel
            return binnen(env, waarde)

        gezocht = t.hoe != "elk"
        if doel is een_beslist:
            return een_van([van(d, gezocht) for d in leden[0]])
        return samen([van(d, not gezocht) for d in leden[0]])

    return beslis


@lru_cache(maxsize=4096)
def beslisser(toets: Toets) -> Callable[[Omgeving], list[Vragen]]:
    """For a rule that is open: the sets of fields that can decide it, whichever way.

    Not applicable, met, met by an exception, or broken. A judgement that it asks of a person is a field too.
    """
    regel = toets.regel
    waarbij = _beslisser(regel.waarbij) if regel.waarbij is not None else None
    eis = _beslisser(regel.eis) if regel.eis is not None else None
    uitwegen = [_beslisser(u.conditie) for u in regel.uitzonderingen]
    mens: list[Vragen] = [frozenset([Gat("/oordelen", "oordeel", regel.id)])]

    def sets(env: Omgeving) -> list[Vragen]:
        in_bereik = _NIETS if waarbij is None else waarbij(env, True)
        voldaan = _NIETS if eis is None else eis(env, True)
        gebroken: list[Vragen] = [] if eis is None else eis(env, False)
        if regel.vraag is not None:
            gebroken = een_van([gebroken, samen([voldaan, mens])])
            # A person is asked once it is known that the rule applies.
            voldaan = samen([in_bereik, voldaan, mens]) if in_bereik else []
        uit = [voldaan, *(u(env, True) for u in uitwegen)]
        if waarbij is not None:
            uit.append(waarbij(env, False))
        uit.append(
            samen([in_bereik, gebroken, *(u(env, False) for u in uitwegen)]) if gebroken and in_bereik else []
        )
        return een_van(uit)

    return sets
