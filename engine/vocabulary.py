"""The words of the rule language, read off the model of the case file.

The model is the one source: a field that is added there can be named in a rule at once. Nothing here
is written down a second time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias, get_args, get_origin

from pydantic.fields import FieldInfo

from engine.dossier.root import Dossier
from engine.dossier.shape import is_map, ontleed
from engine.dossier.values import Aard, Bouwsteen, Deel, Keuzenaam, Omvang, Waardesoort
from engine.dossier.values import Structuur as Structuurmodel


@dataclass(frozen=True, slots=True)
class Scalar:
    """A plain value: ja_nee, tekst, getal, bedrag, datum, tijd, periode or omvang."""

    naam: str


@dataclass(frozen=True, slots=True)
class Keuze:
    """One word out of a closed set."""

    naam: str
    waarden: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verwijzing:
    """A reference to a part of the kind ``soort``."""

    soort: str


@dataclass(frozen=True, slots=True)
class Lijst:
    """A list of values of one type."""

    element: Scalar | Keuze | Verwijzing


@dataclass(frozen=True, slots=True)
class Verzameling:
    """A map of parts of the kind ``soort``."""

    soort: str


@dataclass(frozen=True, slots=True)
class Structuur:
    """A group of attributes, reached with a dot."""

    naam: str
    definitie: str
    kenmerken: Mapping[str, Attribuut]
    model: type[Bouwsteen]

    def __hash__(self) -> int:
        return hash(self.naam)


Type: TypeAlias = Scalar | Keuze | Verwijzing | Lijst | Structuur | Verzameling


@dataclass(frozen=True, slots=True)
class Attribuut:
    """One attribute of a kind or structure, with its legal meaning."""

    naam: str
    json_naam: str
    type: Type
    aard: Aard
    definitie: str
    normen: tuple[str, ...]
    vraag: str
    persoonsgegeven: bool
    optioneel: bool
    eigenaar: bool = False
    keten: bool = False


@dataclass(frozen=True, slots=True)
class Soort:
    """One kind of part."""

    naam: str
    meervoud: str
    definitie: str
    kenmerken: Mapping[str, Attribuut]
    model: type[Bouwsteen]
    eigenaar: str | None = None

    def __hash__(self) -> int:
        return hash(self.naam)


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """All kinds by name; ``dossier`` is the root."""

    soorten: Mapping[str, Soort]

    @property
    def dossier(self) -> Soort:
        """The root, whose maps hold the parts that stand on their own."""
        return self.soorten["dossier"]

    def normen(self) -> frozenset[str]:
        """Every norm id that at least one field is needed for."""
        gevonden: set[str] = set()

        def lees(kenmerken: Mapping[str, Attribuut]) -> None:
            for attribuut in kenmerken.values():
                gevonden.update(attribuut.normen)
                if isinstance(attribuut.type, Structuur):
                    lees(attribuut.type.kenmerken)

        for soort in self.soorten.values():
            lees(soort.kenmerken)
        return frozenset(gevonden)


def _snake(naam: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", naam).lower()


def _type(annotatie: Any, merken_veld: tuple[Any, ...], naar: str | None, plaats: str) -> Type:
    kern, merken = ontleed(annotatie)
    merken += merken_veld
    oorsprong = get_origin(kern)
    if oorsprong is Literal:
        naam = next((m.naam for m in merken if isinstance(m, Keuzenaam)), plaats)
        return Keuze(naam, get_args(kern))
    if oorsprong is tuple:
        element = _type(get_args(kern)[0], (), naar, plaats)
        if not isinstance(element, Scalar | Keuze | Verwijzing):
            raise TypeError(f"{plaats}: a list holds plain values only")
        return Lijst(element)
    if is_map(kern):
        return Verzameling(get_args(kern)[1].SOORT)
    waardesoort = next((m.naam for m in merken if isinstance(m, Waardesoort)), None)
    if waardesoort == "verwijzing":
        if naar is None:
            raise TypeError(f"{plaats}: a reference needs a kind")
        return Verwijzing(naar)
    if waardesoort is not None:
        return Scalar(waardesoort)
    if kern is Omvang:
        return Scalar("omvang")
    if isinstance(kern, type) and issubclass(kern, Structuurmodel):
        return _structuur(kern)
    raise TypeError(f"{plaats}: no type of the rule language for {kern!r}")


@cache
def _structuur(model: type[Structuurmodel]) -> Structuur:
    naam = _snake(model.__name__)
    return Structuur(naam, model.DEFINITIE, MappingProxyType(_kenmerken(model, naam)), model)


_MEERVOUDEN: Final = frozenset({"feiten", "minuten", "stappen", "zeven"})
"""With these a definition speaks of more than one thing, though the field has a single value."""


def _vraag(type_: Type, definitie: str) -> str:
    """Turn the definition into a question; the definitions are written so that this reads well."""
    kern = definitie.split(". ")[0].rstrip(".")
    eerste, _, rest = kern.partition(" ")
    klein = kern[0].lower() + kern[1:]
    if eerste == "Of" and type_ == Scalar("ja_nee"):
        return f"Klopt het dat {rest}?"
    if kern.startswith(("Onderwerp ", "Stap ")):
        return f"Wat is vastgesteld bij {klein}?"
    if eerste not in ("De", "Het", "Een", "Alle", "Alles"):
        return f"Kunt u zeggen {klein}?"
    meervoud = isinstance(type_, Lijst | Verzameling) or rest.split()[0] in _MEERVOUDEN
    kern_type = type_.element if isinstance(type_, Lijst) else type_
    wie = kern_type in (Verwijzing("persoon"), Verzameling("persoon"))
    return f"{'Wie' if wie else 'Wat'} {'zijn' if meervoud else 'is'} {klein}?"


def _attribuut(model: type[Bouwsteen], naam: str, veldinfo: FieldInfo, plaats: str) -> Attribuut:
    extra = veldinfo.json_schema_extra if isinstance(veldinfo.json_schema_extra, dict) else {}
    naar: Any = extra.get("x-verwijzing")
    normen: Any = extra.get("x-normen", ())
    aard: Any = extra.get("x-aard", "feit")
    type_ = _type(veldinfo.annotation, tuple(veldinfo.metadata), naar, f"{plaats}_{naam}")
    definitie = veldinfo.description or ""
    return Attribuut(
        naam=naam,
        json_naam=veldinfo.alias or naam,
        type=type_,
        aard=aard,
        definitie=definitie,
        normen=tuple(normen),
        vraag=str(extra.get("x-vraag") or _vraag(type_, definitie)),
        persoonsgegeven=bool(extra.get("x-persoonsgegeven", False)),
        optioneel=not veldinfo.is_required(),
        keten=bool(extra.get("x-keten", False)),
    )


def _kenmerken(model: type[Bouwsteen], plaats: str) -> dict[str, Attribuut]:
    return {
        naam: _attribuut(model, naam, info, plaats)
        for naam, info in model.model_fields.items()
        if naam != "ontbreekt"
    }


@cache
def omvang_kenmerken() -> Mapping[str, Attribuut]:
    """What a rule may ask of a size: its unit and its frequency. The amount is compared as a whole."""
    kenmerken = _kenmerken(Omvang, "omvang")
    return MappingProxyType({naam: kenmerken[naam] for naam in ("eenheid", "frequentie")})


def _deelmodellen(model: type[Bouwsteen]) -> list[type[Deel]]:
    """The kinds whose maps stand in this model, in order."""
    gevonden: list[type[Deel]] = []
    for info in model.model_fields.values():
        kern, _ = ontleed(info.annotation)
        if is_map(kern):
            gevonden.append(get_args(kern)[1])
    return gevonden


@cache
def vocabulary() -> Vocabulary:
    """All words of the rule language. Pure: the same model gives the same vocabulary."""
    soorten: dict[str, Soort] = {}

    def lees(model: type[Deel], eigenaar: str | None) -> None:
        naam = model.SOORT
        if naam in soorten:
            raise TypeError(f"kind {naam} occurs twice")
        kenmerken = _kenmerken(model, naam)
        if eigenaar is not None:
            if eigenaar in kenmerken:
                raise TypeError(f"{naam}: attribute {eigenaar} is taken by the owner")
            kenmerken[eigenaar] = Attribuut(
                naam=eigenaar,
                json_naam="",
                type=Verwijzing(eigenaar),
                aard="feit",
                definitie=f"Het onderdeel waar dit bij hoort: {eigenaar}.",
                normen=(),
                vraag=f"Bij welke {eigenaar} hoort dit?",
                persoonsgegeven=False,
                optioneel=False,
                eigenaar=True,
            )
        soorten[naam] = Soort(
            naam, model.MEERVOUD, model.DEFINITIE, MappingProxyType(kenmerken), model, eigenaar
        )
        for deel in _deelmodellen(model):
            lees(deel, naam)

    soorten["dossier"] = Soort(
        "dossier",
        "dossiers",
        Dossier.DEFINITIE,
        MappingProxyType(_kenmerken(Dossier, "dossier")),
        Dossier,
    )
    for deel in _deelmodellen(Dossier):
        lees(deel, None)
    return Vocabulary(MappingProxyType(soorten))
