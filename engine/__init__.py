"""Meaning: what a case and a rule are, whether a rule holds, and why."""

from engine.check import check
from engine.dossier import Dossier
from engine.report import Rapport
from engine.rule import Regelset

__all__ = ["Dossier", "Rapport", "Regelset", "check"]
