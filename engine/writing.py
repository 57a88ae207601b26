"""Values of parts as a dossier writes them: the way back from `engine.facts`."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from engine.facts import PER_WEEK, Deel, attribuut
from engine.rule import Periode, Tempo
from engine.vocabulary import Scalar

_LETTER: Final = {"dag": "D", "week": "W", "maand": "M", "jaar": "Y"}


def eenheden(deel: Deel, sleutel: str, tempo: Tempo) -> tuple[str, str]:
    """The unit and frequency in which a size is written: those it had, when they fit."""
    eenheid, frequentie = deel.waarden.get(sleutel + ".eenheid"), deel.waarden.get(sleutel + ".frequentie")
    dimensie = tempo.dimensie.removeprefix("totaal:")
    in_totaal = tempo.dimensie.startswith("totaal:")
    if not isinstance(eenheid, str) or ("tijd" if eenheid in ("minuut", "uur") else eenheid) != dimensie:
        eenheid = "minuut" if dimensie == "tijd" else dimensie
    if not isinstance(frequentie, str) or (frequentie == "totaal") is not in_totaal:
        frequentie = "totaal" if in_totaal else "per_week"
    return eenheid, frequentie


def in_json(deel: Deel, sleutel: str, waarde: Any) -> Any:
    """A plain value as a dossier writes it."""
    match waarde:
        case Deel():
            return waarde.ref
        case tuple():
            return [in_json(deel, sleutel, w) for w in waarde]
        case dt.date():
            return waarde.isoformat()
        case Periode(aantal=aantal, eenheid=eenheid) if eenheid in _LETTER:
            return f"P{aantal}{_LETTER[eenheid]}"
        case Decimal():
            veld = attribuut(deel.soort, sleutel)
            bedrag = veld is not None and veld.type == Scalar("bedrag")
            return f"{waarde:.2f}" if bedrag else _aantal(Fraction(waarde))
        case Fraction():
            return _aantal(waarde)
        case Tempo():
            eenheid, frequentie = eenheden(deel, sleutel, waarde)
            hoeveel = waarde.per_week / PER_WEEK.get(frequentie, 1) / (60 if eenheid == "uur" else 1)
            return {"aantal": _aantal(hoeveel), "eenheid": eenheid, "frequentie": frequentie}
        case _:
            return waarde


def _aantal(hoeveel: Fraction) -> int | str:
    """A number as the model takes it: whole, or with four decimals, rounded up so that it is enough."""
    if hoeveel.denominator == 1:
        return int(hoeveel)
    tienduizendsten = -(-hoeveel.numerator * 10_000 // hoeveel.denominator)
    return f"{Decimal(tienduizendsten) / 10_000:f}"
