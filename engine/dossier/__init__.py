"""The case file: what is known about one case, strictly typed.

This is the door of the package; the kinds live in the topic modules.
"""

from engine.dossier.errors import Dossierfout, Invoerfout
from engine.dossier.reading import als_json, dossier_uit, lees_dossier
from engine.dossier.root import Dossier
from engine.dossier.schema import json_schema
from engine.dossier.values import Deel, Omvang, Onderdeel, Periode, Structuur

__all__ = [
    "Deel",
    "Dossier",
    "Dossierfout",
    "Invoerfout",
    "Omvang",
    "Onderdeel",
    "Periode",
    "Structuur",
    "als_json",
    "dossier_uit",
    "json_schema",
    "lees_dossier",
]
