"""From a dossier to the flat parts that rules speak of. The only place that knows both shapes.

A part's value under a key is: a plain value, another `Deel` (reference), a tuple (list or nested
map), `ONTBREEKT` when it is known that the thing is not there, or no entry at all when unknown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any, Final, cast

from engine.dossier import Dossier
from engine.dossier.root import FEITEN
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

    # An enum hashes by name, in Python; this value is looked up more than any other.
    __hash__ = object.__hash__


ONTBREEKT: Final = _Ontbreekt.ONTBREEKT
"""The value of a key of which the dossier says that the thing is not there."""


class Deel:
    """One part of a case: its kind, its number there, its reference, its JSON pointer and its values."""

    __slots__ = ("nummer", "pointer", "ref", "soort", "waarden")

    def __init__(self, soort: str, ref: str, pointer: str, waarden: dict[str, Any], nummer: int = 0) -> None:
        self.nummer = nummer
        self.soort = soort
        self.ref = ref
        self.pointer = pointer
        self.waarden = waarden

    def __repr__(self) -> str:
        return f"{self.soort}:{self.ref}"


@dataclass(frozen=True, slots=True)
class Zaak:
    """All parts of a dossier by kind; a kind whose map is absent is not in `delen`.

    `digest`: the sha256 of the dossier in canonical JSON.
    """

    dossier: Deel
    delen: Mapping[str, tuple[Deel, ...]]
    digest: str


PER_WEEK: Final = {
    "per_dag": Fraction(7),
    "per_week": Fraction(1),
    "per_vier_weken": Fraction(1, 4),
    "per_maand": Fraction(12, 52),
    "per_kwartaal": Fraction(4, 52),
    "per_jaar": Fraction(1, 52),
}
_MINUTEN: Final = {"minuut": 1, "uur": 60}


@lru_cache(maxsize=4096)
def tempo(aantal: Decimal | Fraction, eenheid: str, frequentie: str) -> Tempo:
    """Amount, unit and frequency as an amount per week; see `Tempo` for the conversion."""
    aantal = Fraction(aantal)
    if eenheid in _MINUTEN:
        dimensie, aantal = "tijd", aantal * _MINUTEN[eenheid]
    else:
        dimensie = eenheid
    if frequentie == "totaal":
        return Tempo(f"totaal:{dimensie}", aantal)
    return Tempo(dimensie, aantal * PER_WEEK[frequentie])


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


_Zetter = Callable[["_Lezing", dict[str, Any], "Deel", Any], None]
"""Puts one field's value among the values of a part."""

_Wijzen = Mapping[str, "tuple[str, _Zetter | None]"]
"""Per field of a model the key of its value, and how it is put there; without a `_Zetter` as it stands."""


@dataclass(frozen=True, slots=True)
class _Vorm:
    """One kind: its fields by name, every key with its attribute and path, and what a silent draft lacks."""

    wijzen: _Wijzen
    bijzonder: frozenset[str]
    sleutels: Mapping[str, Attribuut]
    paden: Mapping[str, str]
    zwijgend: dict[str, Any]
    eigenaar: str | None


def _leeg(attribuut: Attribuut) -> Any:
    """What stands under a key of which it is known that there is nothing."""
    return () if isinstance(attribuut.type, Verzameling) else ONTBREEKT


def _wijzen(
    kenmerken: Mapping[str, Attribuut],
    voor: str,
    pad: str,
    sleutels: dict[str, Attribuut],
    paden: dict[str, str],
    zwijgend: dict[str, Any],
    weg: bool,
) -> _Wijzen:
    """The fields of one model, and of the structs in it; fills in what `_Vorm` holds of them."""
    wijzen: dict[str, tuple[str, _Zetter | None]] = {}
    zonder: dict[str, dict[str, Any]] = {}
    for naam, attribuut in kenmerken.items():
        if attribuut.eigenaar:
            continue
        sleutel = voor + naam
        sleutels[sleutel] = attribuut
        paden[sleutel] = f"{pad}/{escape(attribuut.json_naam)}"
        zwijgt = weg or attribuut.aard == "tekst"
        if zwijgt:
            zwijgend[sleutel] = _leeg(attribuut)
        onder: _Wijzen = {}
        if attribuut.type == Scalar("omvang"):
            _wijzen(omvang_kenmerken(), sleutel + ".", paden[sleutel], sleutels, paden, zwijgend, zwijgt)
        if isinstance(attribuut.type, Structuur):
            onder = _wijzen(
                attribuut.type.kenmerken, sleutel + ".", paden[sleutel], sleutels, paden, zwijgend, zwijgt
            )
        binnen = [k for k in sleutels if k.startswith(sleutel + ".")]
        zonder[attribuut.json_naam] = {sleutel: _leeg(attribuut)} | dict.fromkeys(binnen, ONTBREEKT)
        feiten_binnen = tuple(k for k in binnen if sleutels[k].aard == "feit")
        wijzen[naam] = sleutel, _zetter(sleutel, paden[sleutel], attribuut, onder, feiten_binnen)

    def zet_ontbreekt(lezing: _Lezing, waarden: dict[str, Any], deel: Deel, namen: Any) -> None:
        for json_naam in namen:
            waarden.update(zonder[json_naam])

    wijzen["ontbreekt"] = ("", zet_ontbreekt)
    return wijzen


@cache
def _vorm(soort: str) -> _Vorm:
    sleutels: dict[str, Attribuut] = {}
    paden: dict[str, str] = {}
    zwijgend: dict[str, Any] = {}
    kenmerken = vocabulary().soorten[soort].kenmerken
    wijzen = _wijzen(kenmerken, "", "", sleutels, paden, zwijgend, False)
    eigenaar = next((n for n, a in kenmerken.items() if a.eigenaar), None)
    bijzonder = frozenset(naam for naam, (_, zetter) in wijzen.items() if zetter is not None)
    return _Vorm(wijzen, bijzonder, sleutels, paden, zwijgend, eigenaar)


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
    return deel.pointer + sleutel_pad(deel.soort, sleutel)


def sleutel_pad(soort: str, sleutel: str) -> str:
    """The JSON pointer of a key within its part; empty for its owner: the part itself is the place."""
    return _vorm(soort).paden.get(sleutel, "")


# ---------------------------------------------------------------- reading a dossier


def canoniek(dossier: Dossier) -> bytes:
    """The one JSON text of a dossier: fields as the model orders them, parts by reference, no unknowns."""
    # Everything that has no value is `None`, by declaration too: leaving that out leaves out the unset.
    return dossier.__pydantic_serializer__.to_json(dossier, by_alias=True, exclude_none=True)


def _zetter(
    sleutel: str, pad: str, attribuut: Attribuut, onder: _Wijzen, feiten_binnen: tuple[str, ...]
) -> _Zetter | None:
    """How the value of a field is put.

    `onder`: for a struct its own fields; `feiten_binnen`: the keys below it that are unknown, not
    absent, once the struct is there.
    """
    match attribuut.type:
        case Scalar(naam="omvang"):

            def zet_omvang(lezing: _Lezing, waarden: dict[str, Any], deel: Deel, waarde: Any) -> None:
                waarden[sleutel] = tempo(waarde.aantal, waarde.eenheid, waarde.frequentie)
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
                    for feit in feiten_binnen:
                        waarden.pop(feit, None)
                lezing.velden(onder, waarde, waarden, deel)

            return zet_structuur
        case Verzameling(soort=soort):

            def zet_delen(lezing: _Lezing, waarden: dict[str, Any], deel: Deel, waarde: Any) -> None:
                voor = f"{deel.pointer}{pad}/"
                rij = [lezing.deel(soort, ref, voor + ref, model, deel) for ref, model in waarde.items()]
                waarden[sleutel] = tuple(rij)
                lezing.delen.setdefault(soort, []).extend(rij)

            return zet_delen
        case _:
            return None


class _Lezing:
    """One pass over a dossier; references are tied up when all parts are there."""

    def __init__(self, zwijgt: bool) -> None:
        self.zwijgt = zwijgt
        self.vormen: dict[str, _Vorm] = {}
        self.delen: dict[str, list[Deel]] = {}
        self.los: list[tuple[dict[str, Any], str, str, Any]] = []

    def deel(self, soort: str, ref: str, pointer: str, model: Any, eigenaar: Deel | None) -> Deel:
        vorm = self.vormen.get(soort)
        if vorm is None:
            vorm = self.vormen[soort] = _vorm(soort)
        inhoud = model.__dict__
        if self.zwijgt:
            waarden = vorm.zwijgend.copy()
            deel = Deel(soort, ref, pointer, waarden)
            self.velden(vorm.wijzen, model, waarden, deel)
        else:
            # At the top of a part a key is the name of its field, and unknown is `None` in both.
            waarden = inhoud.copy()
            deel = Deel(soort, ref, pointer, waarden)
            for naam in model.__pydantic_fields_set__ & vorm.bijzonder:
                waarde = inhoud[naam]
                zetter = vorm.wijzen[naam][1]
                if waarde is not None and zetter is not None:
                    zetter(self, waarden, deel, waarde)
        if eigenaar is not None and vorm.eigenaar is not None:
            waarden[vorm.eigenaar] = eigenaar
        return deel

    def velden(self, wijzen: _Wijzen, model: Any, waarden: dict[str, Any], deel: Deel) -> None:
        inhoud = model.__dict__
        for naam in model.__pydantic_fields_set__:
            waarde = inhoud[naam]
            if waarde is not None:
                sleutel, zetter = wijzen[naam]
                if zetter is None:
                    waarden[sleutel] = waarde
                else:
                    zetter(self, waarden, deel, waarde)


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
    """All parts of a dossier, in the order of their references. Worked out once for each dossier."""
    # Kept where `cached_property` would: pydantic leaves that out of fields, equality and JSON, and a copy
    # does without.
    zaak = dossier.__dict__.get(FEITEN)
    if zaak is None:
        zaak = dossier.__dict__[FEITEN] = eigen_feiten(dossier)
    return cast(Zaak, zaak)


def eigen_feiten(dossier: Dossier) -> Zaak:
    """All parts, read anew: nobody else has them, so that a trial may change them."""
    lezing = _Lezing(zwijgt=dossier.weergave != "gedeeltelijk")
    wortel = lezing.deel("dossier", "dossier", "", dossier, None)
    wortel.waarden["weergave"] = dossier.weergave or "volledig"
    delen: dict[str, tuple[Deel, ...]] = dict(_ingebed())
    for soort, rij in lezing.delen.items():
        delen[soort] = tuple(rij)
        for nummer, deel in enumerate(rij):
            deel.nummer = nummer
    per_ref: dict[str, dict[str, Deel]] = {}
    for waarden, sleutel, soort, ref in lezing.los:
        tafel = per_ref.get(soort)
        if tafel is None:
            tafel = per_ref[soort] = {d.ref: d for d in delen.get(soort, ())}
        waarden[sleutel] = tafel[ref] if ref.__class__ is str else tuple([tafel[r] for r in ref])
    personen = {d.ref: d for d in delen.get("persoon", ())}
    for deel in delen.get("voorziening", ()):
        wie = dossier.voor_wie((dossier.voorzieningen or {})[deel.ref])
        if wie is not None:
            deel.waarden["persoon"] = personen[wie]
    if lezing.zwijgt and wortel.waarden.get("pgbs") is None and _zonder_pgb(delen.get("voorziening", ())):
        wortel.waarden["pgbs"] = ()
    for soort, sleutel in _kaarten():
        if soort not in delen and wortel.waarden.get(sleutel) == ():
            delen[soort] = ()
    return Zaak(wortel, delen, "sha256:" + hashlib.sha256(canoniek(dossier)).hexdigest())


def _zonder_pgb(voorzieningen: Sequence[Deel]) -> bool:
    """Whether a whole draft speaks of help, and of none as a budget: then there is no budget in it."""
    return bool(voorzieningen) and all(v.waarden.get("vorm") not in (None, "pgb") for v in voorzieningen)
