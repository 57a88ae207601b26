"""Values as a Dutch reader sees them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final, TypeAlias

from engine.facts import ONTBREEKT, Deel
from engine.rule import Periode, Tempo
from engine.vocabulary import Attribuut, Keuze, Scalar

_MAANDEN: Final = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
_MEERVOUD: Final = {
    "dag": "dagen",
    "werkdag": "werkdagen",
    "week": "weken",
    "maand": "maanden",
    "jaar": "jaar",
}


def datum(dag: dt.date) -> str:
    return f"{dag.day} {_MAANDEN[dag.month - 1]} {dag.year}"


def _getal(waarde: Any) -> str:
    tekst = f"{float(waarde):.2f}".rstrip("0").rstrip(".")
    return tekst.replace(".", ",")


def _tempo(t: Tempo) -> str:
    dimensie, in_totaal = t.dimensie, t.dimensie.startswith("totaal:")
    dimensie = dimensie.removeprefix("totaal:")
    per = "in totaal" if in_totaal else "per week"
    if dimensie != "tijd":
        return f"{_getal(t.per_week)} {dimensie} {per}"
    minuten = round(t.per_week)
    return f"{minuten // 60}:{minuten % 60:02d} uur {per}"


def toon(waarde: Any) -> str:
    """A value in a sentence."""
    match waarde:
        case bool():
            return "ja" if waarde else "nee"
        case Decimal():
            return "€ " + f"{waarde:,.2f}".translate(str.maketrans(",.", ".,"))
        case dt.date():
            return datum(waarde)
        case Tempo():
            return _tempo(waarde)
        case Periode():
            return f"{waarde.aantal} {waarde.eenheid if waarde.aantal == 1 else _MEERVOUD[waarde.eenheid]}"
        case Deel():
            return waarde.ref
        case tuple():
            return ", ".join(toon(w) for w in waarde)
        case _:
            return str(waarde).replace("_", " ")


def toon_in_uitleg(waarde: Any, attribuut: Attribuut | None) -> str:
    """A value in an explanation: personal data and free text stay behind their pointer."""
    if waarde is None:
        return "onbekend"
    if waarde is ONTBREEKT:
        return "ontbreekt"
    if isinstance(waarde, Deel):
        return waarde.ref
    if attribuut is not None and attribuut.persoonsgegeven:
        return "(persoonsgegeven)"
    if attribuut is not None and attribuut.type == Scalar("tekst"):
        return "ingevuld"
    return toon(waarde) if waarde != () else "geen"


Toner: TypeAlias = Callable[[Any], str]


def toner(attribuut: Attribuut | None) -> Toner:
    """`toon_in_uitleg` for one attribute; of a choice or a yes and no every answer is kept."""
    if attribuut is None or (not isinstance(attribuut.type, Keuze) and attribuut.type != Scalar("ja_nee")):
        return lambda waarde: toon_in_uitleg(waarde, attribuut)
    getoond: dict[Any, str] = {}

    def toon_keuze(waarde: Any) -> str:
        uit = getoond.get(waarde)
        if uit is None:
            uit = getoond[waarde] = toon_in_uitleg(waarde, attribuut)
        return uit

    return toon_keuze
