"""From a dossier to the flat parts that rules speak of. The only place that knows both shapes.

A part's value under a key is: a plain value, another `Deel` (reference), a tuple (list or nested
map), `ONTBREEKT` when it is known that the thing is not there, or no entry at all when unknown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, Final

from engine.dossier import Dossier
from engine.rule import Periode, Tempo
from engine.vocabulary import Attribuut, Keuze, Lijst, Scalar, Structuur, Verwijzing, Verzameling, vocabulary


class _Ontbreekt(Enum):
    ONTBREEKT = "ontbreekt"


ONTBREEKT: Final = _Ontbreekt.ONTBREEKT
"""The value of a key of which the dossier says that the thing is not there."""


class Deel:
    """One part of a case: its kind, its reference, its JSON pointer and its values."""

    __slots__ = ("pointer", "ref", "soort", "waarden")

    def __init__(self, soort: str, ref: str, pointer: str, waarden: dict[str, Any]) -> None:
        self.soort = soort
        self.ref = ref
        self.pointer = pointer
        self.waarden = waarden

    def __repr__(self) -> str:
        return f"{self.soort}:{self.ref}"


@dataclass(frozen=True, slots=True)
class Zaak:
    """All parts of a dossier by kind; a kind whose map is absent is not in `delen`."""

    dossier: Deel
    delen: Mapping[str, tuple[Deel, ...]]


_PER_WEEK: Final = {
    "per_dag": Fraction(7),
    "per_week": Fraction(1),
    "per_vier_weken": Fraction(1, 4),
    "per_maand": Fraction(12, 52),
    "per_kwartaal": Fraction(4, 52),
    "per_jaar": Fraction(1, 52),
}
_MINUTEN: Final = {"minuut": 1, "uur": 60}


def tempo(aantal: Fraction, eenheid: str, frequentie: str) -> Tempo:
    """Amount, unit and frequency as an amount per week; see `Tempo` for the conversion."""
    if eenheid in _MINUTEN:
        dimensie, aantal = "tijd", aantal * _MINUTEN[eenheid]
    else:
        dimensie = eenheid
    if frequentie == "totaal":
        return Tempo(f"totaal:{dimensie}", aantal)
    return Tempo(dimensie, aantal * _PER_WEEK[frequentie])


_EENHEID: Final = {"D": "dag", "W": "week", "M": "maand", "Y": "jaar"}


def periode(tekst: str) -> Periode:
    """An ISO 8601 duration of one unit (`P6W`)."""
    return Periode(int(tekst[1:-1]), _EENHEID[tekst[-1]])


def volg(deel: Deel, pad: tuple[str, ...]) -> Any:
    """The value at the end of a path: `None` when unknown, `ONTBREEKT` when known to be absent.

    A path through a reference that is itself absent has no known end: `None`.
    """
    waarde: Any = deel
    for stap in pad:
        if waarde.__class__ is not Deel:
            return None
        waarde = waarde.waarden.get(stap)
    return waarde


def escape(stap: str) -> str:
    """One step of a JSON pointer (RFC 6901)."""
    return stap.replace("~", "~0").replace("/", "~1")
