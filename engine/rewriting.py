"""Small changes to the plain values of a case file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def kopie(waarde: Any) -> Any:
    """The same values, that can be changed apart."""
    if isinstance(waarde, dict):
        return {naam: kopie(deel) for naam, deel in waarde.items()}
    return [kopie(deel) for deel in waarde] if isinstance(waarde, list) else waarde


def zet(deel: dict[str, Any], naam: str, waarde: Any) -> None:
    """The value, or nothing when there is none: then it is unknown."""
    if waarde is None:
        deel.pop(naam, None)
    else:
        deel[naam] = waarde


def haal_weg(deel: dict[str, Any], *namen: str) -> None:
    """Without these: then they are unknown."""
    for naam in namen:
        deel.pop(naam, None)


def zonder_ontbreekt(deel: dict[str, Any], *namen: str) -> None:
    """`ontbreekt` without what is there now, and without `namen`, of which nothing is known any more."""
    over = [naam for naam in deel.get("ontbreekt", []) if naam not in deel and naam not in namen]
    if over:
        deel["ontbreekt"] = over
    else:
        deel.pop("ontbreekt", None)


def vrij(naam: str, bezet: Mapping[str, Any]) -> str:
    """The name, with a number when it is taken."""
    naam = naam[:36]
    return next(n for n in (naam, *(f"{naam}{i}" for i in range(2, 1000))) if n not in bezet)
