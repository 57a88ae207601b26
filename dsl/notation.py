"""How values and sources are written: from the author's words to a value, or to why not.

Each reader returns the value, or raises `NotationError` with a code and the sentence for the author;
the resolver turns that into a diagnostic at the right place. Nothing else may raise it.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from decimal import Decimal
from fractions import Fraction
from typing import Final

from dsl.diagnostics import did_you_mean, one_of, shorten
from engine.facts import tempo
from engine.rule import Periode, Tempo, Waarde

MAX_NAME: Final = 60
MAX_DIGITS: Final = 9

MAANDEN: Final = (
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
)

_SINGULAR: Final = {
    "minuten": "minuut",
    "uren": "uur",
    "dagdelen": "dagdeel",
    "etmalen": "etmaal",
    "dagen": "dag",
    "werkdagen": "werkdag",
    "weken": "week",
    "maanden": "maand",
    "jaren": "jaar",
    "ritten": "rit",
    "sessies": "sessie",
    "nachten": "nacht",
}
_PERIODS: Final = frozenset({"dag", "werkdag", "week", "maand", "jaar"})
_SIZES: Final = frozenset(
    ["minuut", "uur", "dagdeel", "etmaal", "dag", "stuks", "kilometer", "rit", "sessie", "nacht", "euro"]
)


class NotationError(Exception):
    """A piece of notation that cannot be a value; never leaves `dsl`."""

    def __init__(self, code: str, zin: str, herstel: str, waarom: str | None = None) -> None:
        super().__init__(zin)
        self.code = code
        self.zin = zin
        self.herstel = herstel
        self.waarom = waarom


def read_date(tekst: str) -> dt.date:
    """`18 mei 2016`."""
    dag, maand, jaar = tekst.split()
    if maand not in MAANDEN:
        raise NotationError(
            "G09",
            f"`{shorten(maand, 20)}` is geen maand",
            did_you_mean(maand, MAANDEN, "schrijf de maand voluit"),
        )
    nummer = MAANDEN.index(maand) + 1
    if not 1800 <= int(jaar) <= 2999:
        raise NotationError(
            "G09", f"het jaar {jaar} kan hier niet", "schrijf een jaar van 1800 tot en met 2999"
        )
    dagen = monthrange(int(jaar), nummer)[1]
    if len(dag) > 2 or not 1 <= int(dag) <= dagen:
        raise NotationError(
            "G09", f"{shorten(tekst, 40)} staat niet op de kalender", f"{maand} {jaar} heeft {dagen} dagen"
        )
    return dt.date(int(jaar), nummer, int(dag))


def write_date(dag: dt.date) -> str:
    return f"{dag.day} {MAANDEN[dag.month - 1]} {dag.year}"


def read_integer(tekst: str) -> int:
    if not tekst.isdigit():
        raise NotationError(
            "L06",
            f"`{shorten(tekst, 30)}` is geen geheel getal",
            "schrijf een geheel getal, of zet de eenheid erachter, zoals `20,98 euro`",
        )
    if len(tekst) > MAX_DIGITS:
        raise NotationError("L06", "dit getal is te groot", f"gebruik hoogstens {MAX_DIGITS} cijfers")
    return int(tekst)


def _decimal(tekst: str) -> Decimal:
    """`20,98`, `1.200` or `1.200,50`; a point only between groups of three."""
    if not re.fullmatch(r"[0-9]+(,[0-9]+)?|[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?", tekst):
        raise NotationError(
            "L06",
            f"`{shorten(tekst, 30)}` is geen getal in Nederlandse schrijfwijze",
            "zet een komma voor de decimalen, zoals `20,98`, en een punt alleen tussen duizendtallen",
        )
    if len(tekst) > MAX_DIGITS + 6:
        raise NotationError("L06", "dit getal is te groot", f"gebruik hoogstens {MAX_DIGITS} cijfers")
    return Decimal(tekst.replace(".", "").replace(",", "."))


def _minutes(aantal: str, eenheid: str) -> Decimal:
    klok = re.fullmatch(r"([0-9]{1,6}):([0-5][0-9])", aantal)
    if klok and eenheid == "uur":
        return Decimal(int(klok[1]) * 60 + int(klok[2]))
    return _decimal(aantal) * (60 if eenheid == "uur" else 1)


def read_quantity(tekst: str) -> tuple[str, Waarde]:
    """The value type and value of a number with a unit: money, time, period or size."""
    aantal, woord, *rest = tekst.split()
    eenheid = _SINGULAR.get(woord, woord)
    if rest:
        return "omvang", _size(aantal, eenheid, "totaal" if rest[0] == "in" else "_".join(rest))
    if eenheid == "euro":
        bedrag = _decimal(aantal)
        if bedrag.as_tuple().exponent < -2:  # type: ignore[operator]
            raise NotationError("L06", "een bedrag heeft hoogstens twee decimalen", "rond af op hele centen")
        return "bedrag", bedrag
    if eenheid in {"minuut", "uur"}:
        minuten = _minutes(aantal, eenheid)
        if minuten != int(minuten):
            raise NotationError(
                "L06", f"`{shorten(tekst, 30)}` is geen heel aantal minuten", "schrijf de tijd als `3:15 uur`"
            )
        return "tijd", int(minuten)
    if eenheid in _PERIODS:
        return "periode", _period(read_integer(aantal), eenheid)
    raise NotationError(
        "L06",
        f"`{shorten(tekst, 30)}` mist per welke periode het is",
        f"schrijf `{shorten(tekst, 30)} per week`, `per maand` of `in totaal`",
    )


def _period(aantal: int, eenheid: str) -> Periode:
    if aantal > 9999 or (eenheid == "jaar" and aantal > 150):
        raise NotationError("L06", "deze termijn is te lang", "gebruik hoogstens 150 jaar")
    return Periode(aantal, eenheid)


def _size(aantal: str, eenheid: str, frequentie: str) -> Tempo:
    if eenheid not in _SIZES:
        raise NotationError(
            "L06", f"een omvang telt geen `{eenheid}`", f"tel in {one_of(sorted(_SIZES), hoogstens=12)}"
        )
    if eenheid in {"minuut", "uur"}:
        return tempo(Fraction(_minutes(aantal, eenheid)), "minuut", frequentie)
    return tempo(Fraction(_decimal(aantal)), eenheid, frequentie)


# ---------------------------------------------------------------- names and sources

_SHAPES: Final = {
    "naam": (r"[a-z][a-z0-9_]*", "kleine letters, cijfers en `_`, te beginnen met een letter"),
    "regelnummer": (
        r"[A-Z][A-Z0-9]*(-[A-Z0-9]+[a-z]?)+",
        "hoofdletters en cijfers met streepjes, zoals `WMO-BES-11`",
    ),
    "onderwerp": (r"[a-z][a-z0-9_]*(/[a-z][a-z0-9_]*)*", "kleine letters en `_`, met `/` tussen de mappen"),
}
_RESERVED: Final = frozenset({"dossier", "ja", "nee"})


def check_name(tekst: str, soort: str) -> None:
    patroon, vorm = _SHAPES[soort]
    if len(tekst) > MAX_NAME:
        raise NotationError("L12", f"deze naam is langer dan {MAX_NAME} tekens", "kies een kortere naam")
    if not re.fullmatch(patroon, tekst):
        raise NotationError("L12", f"`{tekst}` heeft niet de vorm van een {soort}", f"gebruik {vorm}")
    if soort == "naam" and tekst in _RESERVED:
        raise NotationError(
            "L12", f"`{tekst}` is een woord van de taal en kan geen naam zijn", "kies een andere naam"
        )


_ECLI_NUMBER: Final = re.compile(r"[0-9]{1,5}|[A-Z]{2}[0-9]{4}")
_COURT: Final = re.compile(r"[A-Z][A-Z0-9]{1,9}")


def check_ecli(tekst: str) -> None:
    """A Dutch ruling: `ECLI:NL:gerecht:jaar:nummer`."""
    zin = f"`{shorten(tekst, 50)}` is geen ECLI van een Nederlandse uitspraak"
    waarom = "een ECLI bestaat uit `ECLI`, `NL`, gerecht, jaar en nummer, met dubbele punten ertussen"
    delen = tekst.split(":")
    if len(delen) != 5 or delen[:2] != ["ECLI", "NL"]:
        raise NotationError(
            "G06", zin, "neem de ECLI over van rechtspraak.nl, zoals `ECLI:NL:CRVB:2016:1402`", waarom
        )
    if not _COURT.fullmatch(delen[2]):
        raise NotationError("G06", zin, "schrijf het gerecht in hoofdletters, zoals `CRVB`", waarom)
    if not re.fullmatch(r"[0-9]{4}", delen[3]) or not 1900 <= int(delen[3]) <= 2100:
        raise NotationError("G06", zin, "schrijf het jaar van de uitspraak in vier cijfers", waarom)
    if not _ECLI_NUMBER.fullmatch(delen[4]):
        raise NotationError(
            "G06", zin, "het nummer is een getal (`1402`) of een LJN-nummer (`BR0705`)", waarom
        )


def check_bwb(tekst: str) -> None:
    if not re.fullmatch(r"BWB[RV][0-9]{7}", tekst):
        raise NotationError(
            "G07",
            f"`{shorten(tekst, 40)}` is geen BWB-nummer",
            "neem het nummer over van wetten.overheid.nl, zoals `BWBR0035362`",
            "een BWB-nummer bestaat uit `BWBR` (wet) of `BWBV` (verdrag) en zeven cijfers",
        )


_PLACES: Final = {
    "artikel": (
        r"[0-9]+[a-z]{0,3}([.:][0-9]+[a-z]{0,3})*|[IVXLC]+",
        "schrijf het artikel als `2.3.5`, `4:84` of `2.1.4a`",
    ),
    "lid": (r"[0-9]+[a-z]?", "schrijf het lid als getal, zoals `lid 3`"),
    "onderdeel": (r"[a-z]{1,2}|[0-9]+[a-z]?", "schrijf het onderdeel als letter, zoals `onderdeel a`"),
    "overweging": (r"[0-9]+[a-z]?(\.[0-9]+[a-z]?)*", "schrijf de overweging als `5.6.2`"),
}


def check_place(soort: str, tekst: str) -> None:
    patroon, herstel = _PLACES[soort]
    if len(tekst) > 20 or not re.fullmatch(patroon, tekst):
        raise NotationError("G08", f"`{shorten(tekst, 30)}` is geen nummer van een {soort}", herstel)
