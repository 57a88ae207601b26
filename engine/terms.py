"""What a term of a condition stands for in one combination of parts: its value, and the facts behind it.

A term is compiled once to a function on an environment. Its value may be `None`, unknown, or `ONTBREEKT`,
known not to be there.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, Final, NamedTuple, TypeAlias

from engine.calendar import einde_van_termijn, leeftijd, tel
from engine.facts import ONTBREEKT, Deel, sleutel_pointer, volg
from engine.rule import (
    Bereik,
    Constante,
    DatedValue,
    Kenmerk,
    Leeftijd,
    PeildatumTerm,
    Periode,
    Rekening,
    Som,
    Tempo,
    Term,
    Termijn,
)

Omgeving: TypeAlias = list[Any]
"""The parts bound to variables 0, 1, ..., then what was found out of concepts, the parts by kind, the
peildatum and the dossier."""

DOSSIER, PEILDATUM, DELEN, ONTHOUDEN = -1, -2, -3, -4


class Feit(NamedTuple):
    """A value that a step rests on: where it stands, of which kind's attribute, and what it is."""

    pointer: str
    soort: str
    kenmerk: str
    waarde: Any


class Gat(NamedTuple):
    """An unknown field that keeps a condition unknown."""

    pointer: str
    soort: str
    kenmerk: str


Waarde: TypeAlias = Any
Lezer: TypeAlias = Callable[[Omgeving], Waarde]


# ---------------------------------------------------------------- terms


def lees_kenmerk(k: Kenmerk) -> Lezer:
    """The value as it stands: `None` unknown, `ONTBREEKT` known absent."""
    i, pad = k.variabele, k.pad
    if not pad:
        return lambda env: env[i]
    if len(pad) == 1:
        sleutel = pad[0]
        return lambda env: env[i].waarden.get(sleutel)
    return lambda env: volg(env[i], pad)


def lees(term: Term) -> Lezer:
    """Compile a term."""
    match term:
        case Constante(waarde=waarde):
            return lambda _: waarde
        case Kenmerk():
            return lees_kenmerk(term)
        case PeildatumTerm():
            return lambda env: env[PEILDATUM]
        case DatedValue(perioden=perioden, op=op):
            wanneer = lees(op) if op is not None else lambda env: env[PEILDATUM]

            def gedateerd(env: Omgeving) -> Waarde:
                dag = wanneer(env)
                if dag is None or dag is ONTBREEKT:
                    return dag
                return next((c.waarde for g, c in perioden if g.omvat(dag)), None)

            return gedateerd
        case Termijn(periode=periode, richting=richting, vanaf=vanaf, termijnenwet=termijnenwet):
            begin = lees(vanaf)

            def termijn(env: Omgeving) -> Waarde:
                dag = begin(env)
                if dag is None or dag is ONTBREEKT:
                    return dag
                if termijnenwet and richting > 0:
                    return einde_van_termijn(dag, periode)
                return tel(dag, periode, richting)

            return termijn
        case Leeftijd(geboortedatum=geboortedatum, op=op):
            geboren, dag_van = lees(geboortedatum), lees(op)

            def jaren(env: Omgeving) -> Waarde:
                a, b = geboren(env), dag_van(env)
                if a is None or b is None:
                    return None
                if a is ONTBREEKT or b is ONTBREEKT:
                    return ONTBREEKT
                return leeftijd(a, b)

            return jaren
        case Rekening(bewerking=bewerking, links=links, rechts=rechts):
            a_van, b_van, reken = lees(links), lees(rechts), _REKEN[bewerking]

            def rekening(env: Omgeving) -> Waarde:
                a, b = a_van(env), b_van(env)
                if a is None or b is None:
                    return None
                if a is ONTBREEKT or b is ONTBREEKT:
                    return ONTBREEKT
                return reken(a, b)

            return rekening
        case Som(bereik=bereik, kenmerk=kenmerk, soort=soort):
            leden, waarde_van, i = leden_van(bereik), lees(kenmerk), bereik.variabele
            niets: Waarde = NIETS if soort == "omvang" else 0

            def som(env: Omgeving) -> Waarde:
                delen = leden(env)
                if delen is None:
                    return None
                zeker, misschien = delen
                if misschien:
                    return None
                if not zeker:
                    return niets
                totaal: Waarde = None
                for deel in zeker:
                    env[i] = deel
                    waarde = waarde_van(env)
                    if waarde is None:
                        return None
                    if waarde is ONTBREEKT:
                        continue
                    totaal = waarde if totaal is None else _plus(totaal, waarde)
                    if totaal is None:
                        return None
                return ONTBREEKT if totaal is None else totaal

            return som


NIETS: Final = Tempo("", Fraction(0))
"""The size of no parts at all: nothing, in whatever unit."""


def _dimensie(a: Tempo, b: Tempo) -> str | None:
    """What two sizes are both counted in, if anything."""
    if a.dimensie == b.dimensie or b == NIETS:
        return a.dimensie
    return b.dimensie if a == NIETS else None


def _plus(a: Waarde, b: Waarde) -> Waarde:
    if isinstance(a, Tempo):
        dimensie = _dimensie(a, b)
        return None if dimensie is None else Tempo(dimensie, a.per_week + b.per_week)
    return a + b


def _min(a: Waarde, b: Waarde) -> Waarde:
    if isinstance(a, Tempo):
        dimensie = _dimensie(a, b)
        return None if dimensie is None else Tempo(dimensie, a.per_week - b.per_week)
    return a - b


def _maal(a: Waarde, b: Waarde) -> Waarde:
    if isinstance(b, Tempo):
        a, b = b, a
    if isinstance(a, Tempo):
        return Tempo(a.dimensie, a.per_week * Fraction(b))
    return a * b


_REKEN: dict[str, Callable[[Waarde, Waarde], Waarde]] = {"plus": _plus, "min": _min, "maal": _maal}

_IN_DAGEN = {"dag": 1, "week": 7}
_IN_MAANDEN = {"maand": 1, "jaar": 12}


def op_een_schaal(a: Waarde, b: Waarde) -> tuple[Waarde, Waarde] | None:
    """Both values on one scale, or `None` when there is none (hours and dayparts, days and months)."""
    if isinstance(a, Tempo):
        return None if _dimensie(a, b) is None else (a.per_week, b.per_week)
    if isinstance(a, Periode):
        if a.eenheid == b.eenheid:
            return a.aantal, b.aantal
        for schaal in (_IN_DAGEN, _IN_MAANDEN):
            if a.eenheid in schaal and b.eenheid in schaal:
                return a.aantal * schaal[a.eenheid], b.aantal * schaal[b.eenheid]
        return None
    return a, b


VERGELIJK: dict[str, Callable[[Waarde, Waarde], bool]] = {
    "is": operator.eq,
    "is_niet": operator.ne,
    "minstens": operator.ge,
    "hoogstens": operator.le,
    "meer": operator.gt,
    "minder": operator.lt,
}


# ---------------------------------------------------------------- facts behind a term


def kenmerken_in(term: Term) -> list[Kenmerk]:
    match term:
        case Kenmerk():
            return [term]
        case DatedValue(op=op) if op is not None:
            return kenmerken_in(op)
        case Termijn(vanaf=vanaf):
            return kenmerken_in(vanaf)
        case Leeftijd(geboortedatum=g, op=op):
            return [g, *kenmerken_in(op)]
        case Rekening(links=a, rechts=b):
            return [*kenmerken_in(a), *kenmerken_in(b)]
        case _:
            return []


def feit_onder(k: Kenmerk, env: Omgeving) -> Feit:
    """The fact under an attribute, or the first unknown or absent reference on the way to it."""
    deel = env[k.variabele]
    if len(k.pad) == 1:
        stap = k.pad[0]
        return Feit(sleutel_pointer(deel, stap), deel.soort, stap, deel.waarden.get(stap))
    if not k.pad:
        return Feit(deel.pointer, deel.soort, "", deel)
    for stap in k.pad[:-1]:
        volgend = deel.waarden.get(stap)
        if volgend.__class__ is not Deel:
            return Feit(sleutel_pointer(deel, stap), deel.soort, stap, volgend)
        deel = volgend
    return Feit(sleutel_pointer(deel, k.pad[-1]), deel.soort, k.pad[-1], deel.waarden.get(k.pad[-1]))


# ---------------------------------------------------------------- ranges

Leden: TypeAlias = "tuple[Sequence[Deel], Sequence[Deel]] | None"


def leden_van(bereik: Bereik) -> Callable[[Omgeving], Leden]:
    """The parts that surely belong to a range, and those that may; `None` when unknown which there are."""
    soort, van, terug = bereik.soort, bereik.van, bereik.terug
    if van is None:

        def alle(env: Omgeving) -> Leden:
            delen = env[DELEN].get(soort)
            return None if delen is None else (delen, ())

        return alle
    lees_van = lees_kenmerk(van)
    if terug is None:

        def eigen(env: Omgeving) -> Leden:
            delen = lees_van(env)
            if delen is None:
                return None
            return ((), ()) if delen is ONTBREEKT else (delen, ())

        return eigen

    def verwijzend(env: Omgeving) -> Leden:
        delen = env[DELEN].get(soort)
        doel = lees_van(env)
        if delen is None or doel is None:
            return None
        zeker, misschien = [], []
        for deel in delen:
            waarde = deel.waarden.get(terug)
            if waarde is None:
                misschien.append(deel)
            elif waarde is doel or (waarde.__class__ is tuple and doel in waarde):
                zeker.append(deel)
        return zeker, misschien

    return verwijzend


def bereik_gaten(bereik: Bereik, env: Omgeving) -> list[Gat]:
    """What keeps the membership of a range unknown."""
    if bereik.van is not None:
        feit = feit_onder(bereik.van, env)
        if feit.waarde is None:
            return [Gat(feit.pointer, feit.soort, feit.kenmerk)]
        if bereik.terug is None:
            return []
    delen = env[DELEN].get(bereik.soort)
    if delen is None:
        return [
            Gat(sleutel_pointer(env[DOSSIER], f"soort:{bereik.soort}"), "dossier", f"soort:{bereik.soort}")
        ]
    if bereik.terug is None:
        return []
    return [
        Gat(sleutel_pointer(d, bereik.terug), d.soort, bereik.terug)
        for d in delen
        if d.waarden.get(bereik.terug) is None
    ]


def sommen_in(term: Term) -> list[Bereik]:
    match term:
        case Som(bereik=bereik):
            return [bereik]
        case Rekening(links=a, rechts=b):
            return [*sommen_in(a), *sommen_in(b)]
        case _:
            return []


# ---------------------------------------------------------------- how much work a term is

ZWAAR: Final = 10
"""The weight of going over parts."""


def gewicht_van(term: Term) -> int:
    match term:
        case Kenmerk() | Constante() | PeildatumTerm():
            return 0
        case Som():
            return ZWAAR
        case Rekening(links=a, rechts=b):
            return 2 + gewicht_van(a) + gewicht_van(b)
        case _:
            return 2
