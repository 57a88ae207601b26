"""A smallest choice that holds, for every case, at least one of the sets that will do for it.

Cases that ask no more than another go, and so do members that another can always stand in for; what then
hangs together is searched in every combination when it is small, and greedily when it is not.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final, TypeAlias, TypeVar

_T = TypeVar("_T", bound=Any)

Sets: TypeAlias = frozenset[frozenset[_T]]
"""What will do for one case."""

MAX_EXACT: Final = 12
"""So many members that hang together are tried in every combination."""


def beslist(sets: Iterable[frozenset[_T]], keus: Collection[_T]) -> bool:
    """Whether a choice will do for a case."""
    return any(s.issubset(keus) for s in sets)


def kies(zaken: Iterable[Iterable[frozenset[_T]]]) -> tuple[list[_T], bool]:
    """The choice, and whether a smaller one is impossible. Members must have an order."""
    uit: list[_T] = []
    kleinst = True
    for groep in _samenhang(_vereenvoudigd({frozenset(sets) for sets in zaken})):
        leden = sorted({g for sets in groep for s in sets for g in s})
        gulzig = _gulzig(groep)
        if len(gulzig) > 1 and len(leden) <= MAX_EXACT:
            gulzig = _exact(groep, leden, gulzig)
        elif len(gulzig) > 1:
            kleinst = False
        uit += gulzig
    return uit, kleinst


def _vereenvoudigd(zaken: set[Sets[_T]]) -> list[Sets[_T]]:
    """The same problem with less in it, until nothing more can go."""
    while True:
        eerder = zaken
        zaken = _zonder_vervangbare(_zonder_ruimere(zaken))
        if zaken == eerder:
            return sorted(zaken, key=lambda sets: sorted(sorted(s) for s in sets))


def _zonder_ruimere(zaken: set[Sets[_T]]) -> set[Sets[_T]]:
    """Without a case for which everything will do that another case needs."""
    per_set: dict[frozenset[_T], list[Sets[_T]]] = {}
    uit: set[Sets[_T]] = set()
    for sets in sorted(zaken, key=len):
        if not any(ander <= sets for s in sets for ander in per_set.get(s, ())):
            uit.add(sets)
            for s in sets:
                per_set.setdefault(s, []).append(sets)
    return uit


def _zonder_vervangbare(zaken: set[Sets[_T]]) -> set[Sets[_T]]:
    """Without a member when another will do alone wherever it will."""
    alleen: dict[_T, set[Sets[_T]]] = {}
    gebonden: set[_T] = set()
    for sets in zaken:
        for s in sets:
            if len(s) == 1:
                alleen.setdefault(next(iter(s)), set()).add(sets)
            else:
                gebonden |= s
    weg: set[_T] = set()
    for lid in sorted(alleen):
        if lid in gebonden:
            continue
        ergens = next(iter(alleen[lid]))
        anderen = {next(iter(s)) for s in ergens if len(s) == 1} - weg - {lid}
        if any(alleen[lid] <= alleen[ander] for ander in anderen):
            weg.add(lid)
    return {frozenset(s for s in sets if weg.isdisjoint(s)) for sets in zaken}


def _samenhang(zaken: Sequence[Sets[_T]]) -> list[list[Sets[_T]]]:
    """Cases that share a member, directly or through others."""
    groep_van: dict[_T, list[Sets[_T]]] = {}
    for sets in zaken:
        samen = [sets]
        for groep in {id(groep_van[g]): groep_van[g] for s in sets for g in s if g in groep_van}.values():
            # The smaller list goes into the larger, so that no case moves often.
            klein, groot = sorted((samen, groep), key=len)
            groot += klein
            for ander in klein:
                groep_van.update({g: groot for s in ander for g in s})
            samen = groot
        groep_van.update({g: samen for s in sets for g in s})
    return list({id(groep): groep for groep in groep_van.values()}.values())


def _gulzig(zaken: Sequence[Sets[_T]]) -> list[_T]:
    """What will do for most cases first; then what turned out not to be needed goes."""
    over = list(zaken)
    gekozen: list[_T] = []
    keus: set[_T] = set()
    while over:
        winst: dict[_T, tuple[int, int]] = {}
        for sets in over:
            resten = [s - keus for s in sets]
            nu = {g for rest in resten if len(rest) == 1 for g in rest}
            for g in {g for rest in resten for g in rest}:
                direct, ooit = winst.get(g, (0, 0))
                winst[g] = (direct + (g in nu), ooit + 1)
        beste = min(winst, key=lambda g: (-winst[g][0], -winst[g][1], g))
        gekozen.append(beste)
        keus.add(beste)
        over = [sets for sets in over if not beslist(sets, keus)]
    waarvoor: dict[_T, list[Sets[_T]]] = {}
    for sets in zaken:
        for g in {g for s in sets for g in s}:
            waarvoor.setdefault(g, []).append(sets)
    for g in reversed(gekozen):
        zonder = keus - {g}
        if all(beslist(sets, zonder) for sets in waarvoor[g]):
            keus = zonder
    return [g for g in gekozen if g in keus]


def _exact(zaken: Sequence[Sets[_T]], leden: Sequence[_T], gulzig: list[_T]) -> list[_T]:
    for hoeveel in range(1, len(gulzig)):
        for keus in itertools.combinations(leden, hoeveel):
            if all(beslist(sets, keus) for sets in zaken):
                return list(keus)
    return gulzig
