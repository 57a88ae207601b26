"""Other values that a known fact might have had: nearest first, and no more than a few.

Words come from the rules that read the field, numbers and dates from a ladder of steps; where a step makes
a difference, the smallest one that does is found by halving.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, NamedTuple

from engine.facts import ONTBREEKT, attribuut
from engine.rule import Periode, Tempo
from engine.vocabulary import Keuze, Lijst, Scalar
from engine.vocabulary import Verwijzing as Verwijzingstype

DAGEN: Final = (1, 7, 14, 28, 42, 56, 84, 92, 183, 366, 731)
MINUTEN: Final = (1, 15, 30, 60, 120, 240, 600)
CENTEN: Final = (1, 100, 1000, 5000, 10_000, 50_000, 250_000)
STUKS: Final = (1, 2, 3, 5, 10)
MAX_WOORDEN: Final = 6


class Duw(NamedTuple):
    """A value moved by `stappen` of a unit (`dag`, `minuut`, `cent`, `stuk`), or replaced (`stappen` 0)."""

    waarde: Any
    stappen: int
    eenheid: str


def verschuif(waarde: Any, stappen: int) -> Duw | None:
    """A number or date moved by so many of its smallest steps; `None` outside what it can be."""
    try:
        match waarde:
            case bool():
                return None
            case dt.date():
                return Duw(waarde + dt.timedelta(days=stappen), stappen, "dag")
            case Tempo(dimensie=dimensie, per_week=per_week) if dimensie == "tijd":
                nieuw = per_week + stappen
                return Duw(Tempo(dimensie, Fraction(nieuw)), stappen, "minuut") if nieuw > 0 else None
            case Decimal():
                bedrag = waarde + Decimal(stappen) / 100
                return Duw(bedrag, stappen, "cent") if bedrag >= 0 else None
            case int():
                return Duw(waarde + stappen, stappen, "stuk") if waarde + stappen >= 0 else None
            case Periode(aantal=aantal, eenheid=eenheid):
                ander = Periode(aantal + stappen, eenheid)
                return Duw(ander, stappen, eenheid) if ander.aantal > 0 else None
            case _:
                return None
    except OverflowError:
        return None


def _ladder(waarde: Any) -> Sequence[int]:
    match waarde:
        case bool():
            return ()
        case dt.date():
            return DAGEN
        case Tempo():
            return MINUTEN
        case Decimal():
            return CENTEN
        case int() | Periode():
            return STUKS
        case _:
            return ()


def anders(soort: str, sleutel: str, waarde: Any, genoemd: Iterable[Any]) -> list[Duw]:
    """Other values of a field that has no order; `genoemd`: the words that rules know of it."""
    veld = attribuut(soort, sleutel)
    if veld is None:
        return []
    match veld.type:
        case Scalar(naam="ja_nee"):
            return [Duw(not waarde, 0, "")]
        case Keuze(waarden=woorden):
            bekend = set(genoemd)
            uit = [w for w in woorden if w != waarde and w in bekend][:MAX_WOORDEN]
            over = next((w for w in woorden if w != waarde and w not in bekend), None)
            return [Duw(w, 0, "") for w in ([*uit, over] if over is not None else uit)]
        case Scalar(naam="tekst"):
            return [Duw(ONTBREEKT, 0, "")]
        case Lijst(element=element) if not isinstance(element, Verwijzingstype) and isinstance(waarde, tuple):
            zonder = [tuple(w for w in waarde if w != weg) for weg in waarde[:MAX_WOORDEN]]
            return [Duw(z or ONTBREEKT, 0, "") for z in zonder]
        case _:
            return []


def kleinste(waarde: Any, richting: int, raak: Callable[[Any], bool]) -> Duw | None:
    """The fewest steps in a direction that make a difference, among those that the ladder leads to."""
    vorige = 0
    for trede in _ladder(waarde):
        duw = verschuif(waarde, richting * trede)
        if duw is None:
            return None
        if not raak(duw.waarde):
            vorige = trede
            continue
        laag, hoog = vorige, trede
        while hoog - laag > 1:
            midden = (laag + hoog) // 2
            tussen = verschuif(waarde, richting * midden)
            if tussen is not None and raak(tussen.waarde):
                hoog, duw = midden, tussen
            else:
                laag = midden
        return duw
    return None
