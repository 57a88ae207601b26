"""The only way in: from bytes or plain values to a case file, or to every fault that was found."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from itertools import islice
from typing import Any, NoReturn

from pydantic import ValidationError

from engine.dossier.coherence import samenhang
from engine.dossier.errors import MAX_FOUTEN, Dossierfout, Invoerfout, pointer, vertaal
from engine.dossier.root import SAMENHANG_GEDAAN, Dossier

MAX_BYTES = 2 * 1024 * 1024
MAX_DIEPTE = 32
MAX_LEDEN = 200
MAX_WAARDEN = 100_000

_STUURTEKEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_ONTSNAPT = re.compile(r"\\[bfu]")
"""How JSON writes such a character: it refuses most of them as they are."""

_TE_DIEP = (f"Het dossier is dieper genest dan {MAX_DIEPTE} niveaus.", "Haal lagen weg.")


class _Object(dict[str, Any]):
    """A JSON object that remembers which names occurred twice."""

    dubbel: tuple[str, ...] = ()


class _GeenJsonError(Exception):
    """A number that JSON does not know."""


def _paren(paren: list[tuple[str, Any]]) -> _Object:
    gemaakt = _Object(paren)
    if len(gemaakt) != len(paren):
        gezien: set[str] = set()
        dubbel: dict[str, None] = {}
        for naam, _ in paren:
            if naam in gezien:
                dubbel[naam] = None
            gezien.add(naam)
        gemaakt.dubbel = tuple(dubbel)
    return gemaakt


def _constante(_: str) -> NoReturn:
    raise _GeenJsonError


def _geheel(cijfers: str) -> int | float:
    # Longer numbers are out of bounds for every field; reading them in full would cost quadratic time.
    return int(cijfers) if len(cijfers) <= 19 else math.inf


def _stop(code: str, melding: str, herstel: str) -> NoReturn:
    raise Dossierfout([Invoerfout("", code, melding, herstel)]) from None


def _tekst(data: bytes | bytearray | str) -> str:
    omvang = len(data) if isinstance(data, bytes | bytearray) else len(data.encode("utf-8", "surrogatepass"))
    if omvang > MAX_BYTES:
        _stop("D02", "Het dossier is groter dan 2 MiB.", "Laat bijlagen weg of splits de zaak.")
    try:
        tekst = data if isinstance(data, str) else data.decode("utf-8")
    except UnicodeDecodeError:
        _stop("D07", "Het dossier is geen UTF-8.", "Sla het bestand op als UTF-8.")
    return tekst.removeprefix("\ufeff")


def _ontleed(tekst: str) -> Any:
    try:
        return json.loads(
            tekst,
            object_pairs_hook=_paren,
            parse_constant=_constante,
            parse_int=_geheel,
        )
    except _GeenJsonError:
        _stop("D06", "NaN en Infinity bestaan niet in JSON.", "Schrijf een getal, of laat het veld weg.")
    except json.JSONDecodeError as fout:
        _stop(
            "D01",
            f"Dit is geen geldige JSON: het gaat mis op regel {fout.lineno}, teken {fout.colno}.",
            "Controleer komma's, haken en aanhalingstekens rond die plaats.",
        )
    except RecursionError:
        _stop("D03", *_TE_DIEP)
    except ValueError:
        _stop("D01", "Dit is geen geldige JSON.", "Controleer komma's, haken en aanhalingstekens.")


_KAAL = frozenset({str, int, bool, type(None)})


def _binnen_grenzen(data: object) -> bool:
    """Whether what was read from JSON is within all bounds, its texts left aside."""
    laag: list[Any] = [data]
    aantal = 1
    for _ in range(MAX_DIEPTE + 1):
        volgende: list[Any] = []
        for waarde in laag:
            soort = type(waarde)
            if soort in _KAAL:
                continue
            if soort is _Object:
                if waarde.dubbel or len(waarde) > MAX_LEDEN:
                    return False
                volgende += waarde.values()
            elif soort is list:
                if len(waarde) > MAX_LEDEN:
                    return False
                volgende += waarde
            elif soort is not float or not math.isfinite(waarde):
                return False
        aantal += len(volgende)
        if aantal > MAX_WAARDEN:
            return False
        if not volgende:
            return True
        laag = volgende
    return False


class _Voorronde:
    """Bounds and characters, before the model is asked: every fault with its place."""

    def __init__(self, data: object) -> None:
        self.fouten: list[Invoerfout] = []
        self.aantal = 0
        self._waarde(data, ())
        if self.aantal > MAX_WAARDEN:
            self._fout((), "D05", "Het dossier heeft te veel waarden.", "Splits de zaak in meer dossiers.")

    def _fout(self, plaats: tuple[object, ...], code: str, melding: str, herstel: str) -> None:
        self.fouten.append(Invoerfout(pointer(plaats), code, melding, herstel))

    def _waarde(self, waarde: object, plaats: tuple[object, ...]) -> None:
        self.aantal += 1
        if self.aantal > MAX_WAARDEN:
            return
        if len(plaats) > MAX_DIEPTE:
            self._fout((), "D03", *_TE_DIEP)
        elif isinstance(waarde, str):
            self._tekst(waarde, plaats)
        elif isinstance(waarde, float) and not math.isfinite(waarde):
            self._fout(plaats, "D17", "Dit getal is te groot of bestaat niet.", "Controleer het getal.")
        elif isinstance(waarde, Mapping):
            for naam in getattr(waarde, "dubbel", ()):
                self._fout((*plaats, naam), "D04", "Deze naam komt twee keer voor.", "Haal er een weg.")
            if len(waarde) > MAX_LEDEN:
                self._fout(
                    plaats,
                    "D05",
                    "Hier staan te veel onderdelen.",
                    f"Gebruik er hoogstens {MAX_LEDEN} of splits de zaak.",
                )
                return
            for naam, element in waarde.items():
                if not isinstance(naam, str):
                    self._fout(
                        plaats, "D19", "Een naam hoort een tekst te zijn.", "Gebruik een tekst als naam."
                    )
                    continue
                self._tekst(naam, plaats)
                self._waarde(element, (*plaats, naam))
        elif isinstance(waarde, list | tuple):
            if len(waarde) > MAX_LEDEN:
                self._fout(plaats, "D05", "Deze lijst is te lang.", f"Gebruik hoogstens {MAX_LEDEN} waarden.")
                return
            for index, element in enumerate(waarde):
                self._waarde(element, (*plaats, index))

    def _tekst(self, waarde: str, plaats: tuple[object, ...]) -> None:
        if _STUURTEKEN.search(waarde):
            self._fout(
                plaats,
                "D07",
                "De tekst bevat een teken dat niet mag.",
                "Haal stuurtekens weg; een nieuwe regel en een tab mogen wel.",
            )


def dossier_uit(data: object) -> Dossier:
    """A case file from plain values; raises Dossierfout with every fault."""
    voorronde = _Voorronde(data)
    if voorronde.fouten:
        # Out of bounds: the model is not asked, so that hostile input costs little.
        raise Dossierfout(voorronde.fouten)
    return _toets_model(data)


def _toets_model(data: object) -> Dossier:
    fouten: list[Invoerfout] = samenhang(data, Dossier) if isinstance(data, Mapping) else []
    try:
        dossier = Dossier.model_validate(data, context=SAMENHANG_GEDAAN)
    except ValidationError as fout:
        # One more than is shown, so that the reader is told that there are more.
        regels = islice(fout.errors(include_url=False), MAX_FOUTEN + 1)
        fouten += [vertaal(dict(regel), Dossier) for regel in regels]
    else:
        if not fouten:
            return dossier
    # Outside the handler: the cause would carry the values of the input.
    raise Dossierfout(fouten)


def lees_dossier(data: bytes | bytearray | str) -> Dossier:
    """A case file from JSON; raises Dossierfout with every fault."""
    tekst = _tekst(data)
    waarden = _ontleed(tekst)
    # Bytes hold no half characters: what is left to look for is rare, and told by its first character.
    if (
        not isinstance(data, str)
        and "\x7f" not in tekst
        and ("\\" not in tekst or _ONTSNAPT.search(tekst) is None)
        and _binnen_grenzen(waarden)
    ):
        return _toets_model(waarden)
    return dossier_uit(waarden)


def als_json(dossier: Dossier) -> str:
    """The case file as JSON; reading it again gives an equal case file."""
    return dossier.model_dump_json(by_alias=True, exclude_defaults=True)
