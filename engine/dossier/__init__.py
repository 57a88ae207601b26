"""The case file: what is known about one case, strictly typed.

This is the door of the package; the kinds live in the topic modules.
"""

from engine.dossier.root import Dossier
from engine.dossier.values import Deel, Omvang, Onderdeel, Periode, Structuur

__all__ = ["Deel", "Dossier", "Omvang", "Onderdeel", "Periode", "Structuur"]
