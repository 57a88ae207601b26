"""The JSON Schema of a case file, for editors and for other systems."""

from __future__ import annotations

from typing import Any

from engine.dossier.root import Dossier
from engine.dossier.shape import vormen
from engine.dossier.values import Bouwsteen

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 with Dutch descriptions. References are checked by reading, not by it."""
    schema = Dossier.model_json_schema(by_alias=True, mode="validation")
    beschrijvingen = {model.__name__: model.DEFINITIE for model in _modellen(Dossier)}
    for naam, definitie in schema["$defs"].items():
        definitie["description"] = beschrijvingen.get(naam, "")
    schema["description"] = Dossier.DEFINITIE
    _opschonen(schema)
    return {"$schema": DIALECT, **schema, "title": "Dossier"}


def _modellen(model: type[Bouwsteen]) -> list[type[Bouwsteen]]:
    gevonden: dict[type[Bouwsteen], None] = {model: None}
    open_ = [model]
    while open_:
        for vorm in vormen(open_.pop()).values():
            if vorm.model is not None and vorm.model not in gevonden:
                gevonden[vorm.model] = None
                open_.append(vorm.model)
    return list(gevonden)


def _opschonen(knoop: Any) -> None:
    """Drop the generated titles: they repeat the names, in English capitals."""
    if isinstance(knoop, dict):
        if isinstance(knoop.get("title"), str):
            del knoop["title"]
        for waarde in knoop.values():
            _opschonen(waarde)
    elif isinstance(knoop, list):
        for waarde in knoop:
            _opschonen(waarde)
