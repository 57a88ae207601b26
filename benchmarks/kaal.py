"""The floor: the same rules as bare Python closures, compiled once, two-valued.

No unknowns, no explanation, no receipt. Written for speed, so that the comparison is with what a good
programmer would write by hand: a test is one closure, a join looks its partners up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benchmarks.werk import Feit, Proefregel, Test, Zaak

Uitkomst = list[tuple[str, tuple[str, ...]]]
Toets = Callable[[Feit], bool]
Regel = Callable[[Zaak, Uitkomst], None]


def _test(t: Test) -> Toets:
    veld, waarde = t.veld, t.waarde
    match t.op:
        case "is":
            return lambda f: f.get(veld) == waarde
        case "is_niet":
            return lambda f: (v := f.get(veld)) is not None and v != waarde
        case "een_van":
            woorden: Any = frozenset(waarde) if isinstance(waarde, tuple) else ()
            return lambda f: f.get(veld) in woorden
        case "geen_van":
            niet: Any = frozenset(waarde) if isinstance(waarde, tuple) else ()
            return lambda f: (v := f.get(veld)) is not None and v not in niet
        case "minstens":
            return lambda f: (v := f.get(veld)) is not None and v >= waarde  # type: ignore[operator]
        case _:
            return lambda f: (v := f.get(veld)) is not None and v < waarde  # type: ignore[operator]


def _regel(r: Proefregel) -> Regel:
    naam = r.naam
    links = tuple(_test(t) for t in r.tests if t.binder == 0)
    rechts = tuple(_test(t) for t in r.tests if t.binder == 1)
    soort = r.soorten[0]
    if r.verband is None:

        def enkel(zaak: Zaak, uit: Uitkomst) -> None:
            for ref, feit in zaak[soort].items():
                for test in links:
                    if not test(feit):
                        break
                else:
                    uit.append((naam, (ref,)))

        return enkel
    ander, (veld, rechts_veld) = r.soorten[1], r.verband

    def samen(zaak: Zaak, uit: Uitkomst) -> None:
        for ref, feit in zaak[soort].items():
            for test in links:
                if not test(feit):
                    break
            else:
                waarde = feit.get(veld)
                if waarde is None:
                    continue
                for ref2, feit2 in zaak[ander].items():
                    if (feit2.get(rechts_veld) if rechts_veld else ref2) != waarde:
                        continue
                    for test in rechts:
                        if not test(feit2):
                            break
                    else:
                        uit.append((naam, (ref, ref2)))

    return samen


def maak_kaal(regels: list[Proefregel]) -> Callable[[Zaak], Uitkomst]:
    """All rules as one function from a case to what fires, in the order of the rules."""
    gemaakt = [_regel(r) for r in regels]

    def voer_uit(zaak: Zaak) -> Uitkomst:
        uit: Uitkomst = []
        for regel in gemaakt:
            regel(zaak, uit)
        return uit

    return voer_uit
