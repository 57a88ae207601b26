"""JSON merge patch (RFC 7396): the one form in which a dossier changes.

An answer, a repair, a split and a case of a rule are all such a patch, on the plain values of JSON. A
patch cannot set `null`, and a dossier has no use for it: what is not known is left out.
"""

from __future__ import annotations

from typing import Any


def voeg_samen(doel: Any, wijziging: Any) -> Any:
    """The patch applied: `null` removes, objects merge, all else replaces. Its target stays as it is."""
    if not isinstance(wijziging, dict):
        return wijziging
    uit = dict(doel) if isinstance(doel, dict) else {}
    for naam, waarde in wijziging.items():
        if waarde is None:
            uit.pop(naam, None)
        else:
            uit[naam] = voeg_samen(uit.get(naam), waarde)
    return uit


def verschil(oud: dict[str, Any], nieuw: dict[str, Any]) -> dict[str, Any]:
    """The smallest patch that makes `nieuw` of `oud`, with the names that go first."""
    wijziging: dict[str, Any] = {naam: None for naam in oud if naam not in nieuw}
    for naam, waarde in nieuw.items():
        if naam in oud and oud[naam] == waarde:
            continue
        eerder = oud.get(naam)
        if isinstance(eerder, dict) and isinstance(waarde, dict):
            # An empty object in a patch changes nothing, so what became empty loses its names one by one.
            wijziging[naam] = verschil(eerder, waarde)
        else:
            wijziging[naam] = waarde
    return wijziging
