"""From a dossier to the flat parts that rules speak of. The only place that knows both shapes.

A part's value under a key is: a plain value, another `Deel` (reference), a tuple (list or nested
map), `ONTBREEKT` when it is known that the thing is not there, or no entry at all when unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, Final

from engine.dossier import Dossier
from engine.rule import Periode, Tempo
from engine.vocabulary import (
    Attribuut,
    Lijst,
    Scalar,
    Structuur,
    Verwijzing,
    Verzameling,
    omvang_kenmerken,
    vocabulary,
)


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


# ---------------------------------------------------------------- the shape of each kind, read once


@dataclass(slots=True)
class _Veld:
    """How one field of a model becomes values: under `sleutel`, by the way of its type.

    `onder`: for a struct, its own fields; `binnen`: all keys below it, and those of them that are
    unknown (not absent) once the struct is there.
    """

    sleutel: str
    attribuut: Attribuut
    onder: Mapping[str, _Veld]
    binnen: tuple[str, ...]
    feiten_binnen: tuple[str, ...]
    zetter: _Zetter | None = None


@dataclass(frozen=True, slots=True)
class _Vorm:
    """One kind: its fields by name, every key with its attribute and path, and what a silent draft lacks."""

    velden: Mapping[str, _Veld]
    sleutels: Mapping[str, Attribuut]
    paden: Mapping[str, str]
    zwijgend: dict[str, Any]
    eigenaar: str | None


def _velden(
    kenmerken: Mapping[str, Attribuut],
    voor: str,
    pad: str,
    sleutels: dict[str, Attribuut],
    paden: dict[str, str],
    zwijgend: dict[str, Any],
    weg: bool,
) -> dict[str, _Veld]:
    velden = {}
    for naam, attribuut in kenmerken.items():
        if attribuut.eigenaar:
            continue
        sleutel = voor + naam
        sleutels[sleutel] = attribuut
        paden[sleutel] = f"{pad}/{escape(attribuut.json_naam)}"
        zonder = weg or attribuut.aard == "tekst"
        if zonder:
            zwijgend[sleutel] = () if isinstance(attribuut.type, Verzameling) else ONTBREEKT
        onder: dict[str, _Veld] = {}
        if attribuut.type == Scalar("omvang"):
            _velden(omvang_kenmerken(), sleutel + ".", paden[sleutel], sleutels, paden, zwijgend, zonder)
        if isinstance(attribuut.type, Structuur):
            onder = _velden(
                attribuut.type.kenmerken, sleutel + ".", paden[sleutel], sleutels, paden, zwijgend, zonder
            )
        binnen = tuple(k for k in sleutels if k.startswith(sleutel + "."))
        veld = _Veld(
            sleutel, attribuut, onder, binnen, tuple(k for k in binnen if sleutels[k].aard == "feit")
        )
        veld.zetter = _zetter(veld)
        velden[naam] = veld
    return velden


@cache
def _vorm(soort: str) -> _Vorm:
    sleutels: dict[str, Attribuut] = {}
    paden: dict[str, str] = {}
    zwijgend: dict[str, Any] = {}
    kenmerken = vocabulary().soorten[soort].kenmerken
    velden = _velden(kenmerken, "", "", sleutels, paden, zwijgend, False)
    eigenaar = next((n for n, a in kenmerken.items() if a.eigenaar), None)
    return _Vorm(velden, sleutels, paden, zwijgend, eigenaar)


@cache
def _kaart(soort: str) -> tuple[str, Attribuut] | None:
    """The map at the top of a dossier that holds a kind."""
    for naam, attribuut in vocabulary().soorten["dossier"].kenmerken.items():
        if attribuut.type == Verzameling(soort):
            return naam, attribuut
    return None


def attribuut(soort: str, sleutel: str) -> Attribuut | None:
    """What the vocabulary says of a key; `soort:<kind>` stands for the map of a kind."""
    if sleutel.startswith("soort:"):
        kaart = _kaart(sleutel.removeprefix("soort:"))
        return kaart[1] if kaart else None
    return _vorm(soort).sleutels.get(sleutel)


def sleutel_pointer(deel: Deel, sleutel: str) -> str:
    """The JSON pointer of a key of a part."""
    if sleutel.startswith("soort:"):
        kaart = _kaart(sleutel.removeprefix("soort:"))
        return f"/{escape(kaart[1].json_naam)}" if kaart else ""
    pad = _vorm(deel.soort).paden.get(sleutel)
    if pad is None:  # the owner of a nested part: the part itself is the place
        return deel.pointer
    return deel.pointer + pad


# ---------------------------------------------------------------- reading a dossier


def canoniek(dossier: Dossier) -> bytes:
    """The one JSON text of a dossier: fields as the model orders them, parts by reference, no unknowns."""
    return dossier.model_dump_json(by_alias=True, exclude_none=True, exclude_unset=True).encode()


_Zetter = Callable[["_Lezing", dict[str, Any], Deel, Any], None]
"""Puts one field's value among the values of a part."""


def _zetter(veld: _Veld) -> _Zetter | None:
    """How the value of a field is put; `None` when it goes as it stands."""
    sleutel = veld.sleutel
    match veld.attribuut.type:
        case Scalar(naam="omvang"):

            def zet_omvang(lezing: _Lezing, waarden: dict[str, Any], deel: Deel, waarde: Any) -> None:
                waarden[sleutel] = tempo(Fraction(waarde.aantal), waarde.eenheid, waarde.frequentie)
                waarden[sleutel + ".eenheid"] = waarde.eenheid
                waarden[sleutel + ".frequentie"] = waarde.frequentie

            return zet_omvang
        case Scalar(naam="periode"):

            def zet_periode(lezing: _Lezing, waarden: dict[str, Any], deel: Deel, waarde: Any) -> None:
                waarden[sleutel] = Periode(waarde.aantal, waarde.eenheid)

            return zet_periode
        case Verwijzing(soort=soort) | Lijst(element=Verwijzing(soort=soort)):

            def zet_verwijzing(lezing: _Lezing, waarden: dict[str, Any], deel: Deel, waarde: Any) -> None:
                lezing.los.append((waarden, sleutel, soort, waarde))

            return zet_verwijzing
        case Structuur():

            def zet_structuur(lezing: _Lezing, waarden: dict[str, Any], deel: Deel, waarde: Any) -> None:
                waarden[sleutel] = True
                if lezing.zwijgt:
                    for onder in veld.feiten_binnen:
                        waarden.pop(onder, None)
                lezing.velden(veld.onder, waarde, waarden, deel)

            return zet_structuur
        case Verzameling(soort=soort):

            def zet_delen(lezing: _Lezing, waarden: dict[str, Any], deel: Deel, waarde: Any) -> None:
                voor = sleutel_pointer(deel, sleutel) + "/"
                rij = tuple(lezing.deel(soort, ref, voor + ref, model, deel) for ref, model in waarde.items())
                waarden[sleutel] = rij
                lezing.delen.setdefault(soort, []).extend(rij)

            return zet_delen
        case _:
            return None


class _Lezing:
    """One pass over a dossier; references are tied up when all parts are there."""

    def __init__(self, zwijgt: bool) -> None:
        self.zwijgt = zwijgt
        self.delen: dict[str, list[Deel]] = {}
        self.los: list[tuple[dict[str, Any], str, str, Any]] = []

    def deel(self, soort: str, ref: str, pointer: str, model: Any, eigenaar: Deel | None) -> Deel:
        vorm = _vorm(soort)
        waarden: dict[str, Any] = vorm.zwijgend.copy() if self.zwijgt else {}
        deel = Deel(soort, ref, pointer, waarden)
        if eigenaar is not None and vorm.eigenaar is not None:
            waarden[vorm.eigenaar] = eigenaar
        self.velden(vorm.velden, model, waarden, deel)
        return deel

    def velden(self, velden: Mapping[str, _Veld], model: Any, waarden: dict[str, Any], deel: Deel) -> None:
        inhoud = model.__dict__
        for naam in model.__pydantic_fields_set__:
            waarde = inhoud[naam]
            if waarde is None or naam == "ontbreekt":
                continue
            veld = velden[naam]
            if veld.zetter is None:
                waarden[veld.sleutel] = waarde
            else:
                veld.zetter(self, waarden, deel, waarde)
        if "ontbreekt" in model.__pydantic_fields_set__:
            for veld in velden.values():
                if veld.attribuut.json_naam in inhoud["ontbreekt"]:
                    leeg = () if isinstance(veld.attribuut.type, Verzameling) else ONTBREEKT
                    waarden[veld.sleutel] = leeg
                    waarden.update(dict.fromkeys(veld.binnen, ONTBREEKT))


@cache
def _ingebed() -> dict[str, tuple[Deel, ...]]:
    """The kinds that live inside another part, without any: which there are is always known."""
    return {s: () for s in vocabulary().soorten if s != "dossier" and _kaart(s) is None}


@cache
def _kaarten() -> tuple[tuple[str, str], ...]:
    """The kinds that have a map at the top, with its key."""
    kaarten = ((s, _kaart(s)) for s in vocabulary().soorten)
    return tuple((s, k[0]) for s, k in kaarten if k is not None)


def feiten(dossier: Dossier) -> Zaak:
    """All parts of a dossier, in the order of their references."""
    lezing = _Lezing(zwijgt=dossier.weergave != "gedeeltelijk")
    wortel = lezing.deel("dossier", "dossier", "", dossier, None)
    delen: dict[str, tuple[Deel, ...]] = dict(_ingebed())
    for soort, rij in lezing.delen.items():
        delen[soort] = tuple(rij)
    per_ref: dict[str, dict[str, Deel]] = {}
    for waarden, sleutel, soort, ref in lezing.los:
        tafel = per_ref.get(soort)
        if tafel is None:
            tafel = per_ref[soort] = {d.ref: d for d in delen[soort]}
        waarden[sleutel] = tafel[ref] if ref.__class__ is str else tuple([tafel[r] for r in ref])
    for soort, sleutel in _kaarten():
        if soort not in delen and wortel.waarden.get(sleutel) == ():
            delen[soort] = ()
    return Zaak(wortel, delen)
