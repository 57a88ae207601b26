"""A concept where it is used: its condition, with the parts at hand in the place of its parameters.

A concept is looked up once, where it is defined: its parameters are the variables 0, 1 and on, and what it
binds itself comes after them. A use only puts other variables in the same places.
"""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter
from typing import Any, Final, TypeAlias

from engine.rule import (
    Aanwezig,
    BegripGebruik,
    Bereik,
    Bevat,
    Conditie,
    DatedValue,
    EenVan,
    En,
    Kenmerk,
    Leeftijd,
    Niet,
    Of,
    Rekening,
    Som,
    Telling,
    Termijn,
    Vergelijking,
)

Plek: TypeAlias = tuple[int, tuple[str, ...]]
"""A variable, and the attributes that lead from it to a part."""

_WITH_VARIABLES: Final[dict[type, tuple[str, ...]]] = {
    En: ("delen",),
    Of: ("delen",),
    Niet: ("deel",),
    Vergelijking: ("links", "rechts"),
    EenVan: ("term",),
    Bevat: ("lijst", "waarden"),
    Aanwezig: ("kenmerk",),
    Telling: ("bereik", "voorwaarde"),
    BegripGebruik: ("conditie", "argumenten"),
    DatedValue: ("op",),
    Termijn: ("vanaf",),
    Leeftijd: ("geboortedatum", "op"),
    Rekening: ("links", "rechts"),
    Som: ("bereik", "kenmerk"),
}
"""The fields of each node in which a variable can stand."""


def _shape(klasse: Any) -> tuple[attrgetter[Any], tuple[int, ...]]:
    namen = [veld.name for veld in fields(klasse)]
    return attrgetter(*namen), tuple(namen.index(naam) for naam in _WITH_VARIABLES[klasse])


_SHAPES: Final = {klasse: _shape(klasse) for klasse in _WITH_VARIABLES}


def fill(conditie: Conditie, plekken: tuple[Plek, ...], verder: int) -> Conditie:
    """The condition with `plekken` for its parameters; other variables get a number `verder` higher."""
    gevuld: Conditie = _fill(conditie, plekken, verder)
    return gevuld


def _fill(node: Any, plekken: tuple[Plek, ...], verder: int) -> Any:
    klasse = node.__class__
    if klasse is Kenmerk:
        return _kenmerk(node, plekken, verder)
    if klasse is tuple:
        return tuple([_fill(deel, plekken, verder) for deel in node])
    if klasse is Bereik:
        van = None if node.van is None else _kenmerk(node.van, plekken, verder)
        return Bereik(node.soort, node.naam, node.variabele + verder, van, node.terug)
    shape = _SHAPES.get(klasse)
    if shape is None:
        return node
    velden, nummers = shape
    waarden = list(velden(node))
    for nummer in nummers:
        waarden[nummer] = _fill(waarden[nummer], plekken, verder)
    return klasse(*waarden)


def _kenmerk(k: Kenmerk, plekken: tuple[Plek, ...], verder: int) -> Kenmerk:
    nummer = k.variabele
    if nummer < 0:
        return k
    if nummer >= len(plekken):
        return Kenmerk(nummer + verder, k.pad, k.soort, k.doel, k.tekst, k.plaats)
    variabele, pad = plekken[nummer]
    return Kenmerk(variabele, pad + k.pad, k.soort, k.doel, k.tekst, k.plaats)
