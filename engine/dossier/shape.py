"""The shape of the model: per class, what stands under each JSON name."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from engine.dossier.values import Bouwsteen


@dataclass(frozen=True, slots=True)
class Vorm:
    """What stands under one JSON name: ``waarde``, ``object``, ``map`` or ``lijst``."""

    soort: Literal["waarde", "object", "map", "lijst"]
    model: type[Bouwsteen] | None = None
    naar: str | None = None
    keten: bool = False
    woorden: tuple[str, ...] = ()


def _zonder_none(annotatie: Any) -> Any:
    if get_origin(annotatie) in (Union, types.UnionType):
        over = [arg for arg in get_args(annotatie) if arg is not type(None)]
        if len(over) == 1:
            return over[0]
    return annotatie


def ontleed(annotatie: Any) -> tuple[Any, tuple[Any, ...]]:
    """Strip Optional and Annotated from a type; give the core and the marks that were on it."""
    merken: tuple[Any, ...] = ()
    annotatie = _zonder_none(annotatie)
    while get_origin(annotatie) is Annotated:
        kern, *extra = get_args(annotatie)
        merken += tuple(extra)
        annotatie = _zonder_none(kern)
    return annotatie, merken


def is_map(kern: Any) -> bool:
    """Whether a core type is a map of parts."""
    oorsprong = get_origin(kern)
    return isinstance(oorsprong, type) and issubclass(oorsprong, Mapping)


@cache
def vormen(model: type[Bouwsteen]) -> Mapping[str, Vorm]:
    """The shapes under the JSON names of one class."""
    gevonden: dict[str, Vorm] = {}
    for naam, info in model.model_fields.items():
        kern, _ = ontleed(info.annotation)
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        naar: Any = extra.get("x-verwijzing")
        json_naam = info.alias or naam
        if is_map(kern):
            gevonden[json_naam] = Vorm("map", get_args(kern)[1])
        elif isinstance(kern, type) and issubclass(kern, Bouwsteen):
            gevonden[json_naam] = Vorm("object", kern)
        else:
            lijst = get_origin(kern) is tuple
            element = ontleed(get_args(kern)[0])[0] if lijst else kern
            gevonden[json_naam] = Vorm(
                "lijst" if lijst else "waarde",
                naar=naar,
                keten=bool(extra.get("x-keten", False)),
                woorden=get_args(element) if get_origin(element) is Literal else (),
            )
    return gevonden
