"""Which combinations of parts a rule may concern: possibly too many, never too few.

A plan is made once per set of rules: the tests of a scope that must hold for the rule to apply are
read off as atoms (a part's value is one of some constants) and joins (two parts share a value), each
kept once however many rules use it. Per case a table says which parts may pass an atom (true or
unknown) and which value each part has under a join key; then a rule costs a few operations on bit
sets. An unknown value passes every test: truth is the judge's to decide.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from engine.facts import ONTBREEKT, Zaak, volg
from engine.rule import BegripGebruik, Conditie, Constante, EenVan, En, Kenmerk, Regel, Vergelijking

_T = TypeVar("_T")

Pad = tuple[str, ...]
Combinatie = tuple[int, ...]
"""Numbers of parts, one per binder, each counted within its kind."""

ONBEKEND = 0
"""The interned value of a join key that is unknown."""


@dataclass(frozen=True, slots=True)
class Atoom:
    """The value under `pad` of a part of `soort` is one of `waarden`."""

    soort: str
    pad: Pad
    waarden: frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Sleutel:
    """The value under `pad` of a part of `soort`, as one side of a join."""

    soort: str
    pad: Pad


@dataclass(frozen=True, slots=True)
class Verbinding:
    """Binder `links` under its key has the value of binder `rechts` under its key; `links < rechts`."""

    links: int
    sleutel_links: int
    rechts: int
    sleutel_rechts: int


@dataclass(frozen=True, slots=True)
class Patroon:
    """One rule's candidates: per binder its kind and atoms (numbers in the plan), and the joins.

    `tweetal`: two different parts of one kind; both orders are proposed, since a scope may treat
    them unalike.
    """

    soorten: tuple[str, ...]
    atomen: tuple[tuple[int, ...], ...]
    verbindingen: tuple[Verbinding, ...]
    tweetal: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The patterns of a set of rules with the atoms and keys they share."""

    atomen: tuple[Atoom, ...]
    sleutels: tuple[Sleutel, ...]
    patronen: tuple[Patroon, ...]
    vragen: Mapping[tuple[str, Pad], tuple[tuple[int, ...], Mapping[Hashable, tuple[int, ...]]]] = field(
        init=False, repr=False, compare=False
    )
    """Per kind and path: the atoms about it, and which of them each value passes."""

    def __post_init__(self) -> None:
        vragen: dict[tuple[str, Pad], tuple[list[int], dict[Hashable, list[int]]]] = {}
        for n, atoom in enumerate(self.atomen):
            nummers, per_waarde = vragen.setdefault((atoom.soort, atoom.pad), ([], {}))
            nummers.append(n)
            for waarde in atoom.waarden:
                per_waarde.setdefault(waarde, []).append(n)
        vast = {k: (tuple(a), {w: tuple(x) for w, x in p.items()}) for k, (a, p) in vragen.items()}
        object.__setattr__(self, "vragen", vast)


@dataclass(frozen=True, slots=True)
class Tafel:
    """One case as small integers.

    `aantallen`: parts per kind. `atomen`: per atom the bit set of parts that pass or are unknown.
    `sleutels`: per key, per part, the interned value (1 and up) or `ONBEKEND`; values of one case
    are interned together, so equal numbers mean equal values across keys.
    """

    aantallen: dict[str, int]
    atomen: tuple[int, ...]
    sleutels: tuple[tuple[int, ...], ...]


def conjuncten(conditie: Conditie | None) -> Iterator[Conditie]:
    """The conditions that must all hold for this one to hold, concepts opened."""
    match conditie:
        case None:
            return
        case En(delen=delen):
            for deel in delen:
                yield from conjuncten(deel)
        case BegripGebruik(conditie=binnen):
            yield from conjuncten(binnen)
        case _:
            yield conditie


_ATOMAIR = frozenset({"ja_nee", "keuze", "getal"})


def _nummer(tafel: dict[_T, int], ding: _T) -> int:
    return tafel.setdefault(ding, len(tafel))


def maak_plan(regels: Sequence[Regel]) -> Plan:
    """The plan of `regels`; pattern i belongs to rule i."""
    atomen: dict[Atoom, int] = {}
    sleutels: dict[Sleutel, int] = {}

    patronen = []
    for regel in regels:
        soorten = tuple(b.soort for b in regel.binders)
        eigen: list[list[int]] = [[] for _ in soorten]
        verbindingen = []
        for conditie in conjuncten(regel.waarbij):
            match conditie:
                case (
                    Vergelijking(op="is", links=Kenmerk() as k, rechts=Constante() as c)
                    | Vergelijking(op="is", links=Constante() as c, rechts=Kenmerk() as k)
                ) if c.soort in _ATOMAIR and 0 <= k.variabele < len(soorten):
                    atoom = Atoom(soorten[k.variabele], k.pad, frozenset({c.waarde}))
                    eigen[k.variabele].append(_nummer(atomen, atoom))
                case EenVan(term=Kenmerk() as k, waarden=waarden, geen=False) if 0 <= k.variabele < len(
                    soorten
                ) and all(w.soort in _ATOMAIR for w in waarden):
                    atoom = Atoom(soorten[k.variabele], k.pad, frozenset(w.waarde for w in waarden))
                    eigen[k.variabele].append(_nummer(atomen, atoom))
                case Vergelijking(op="is", links=Kenmerk() as k, rechts=Kenmerk() as m) if (
                    0 <= k.variabele < len(soorten)
                    and 0 <= m.variabele < len(soorten)
                    and k.variabele != m.variabele
                ):
                    if k.variabele > m.variabele:
                        k, m = m, k
                    verbindingen.append(
                        Verbinding(
                            k.variabele,
                            _nummer(sleutels, Sleutel(soorten[k.variabele], k.pad)),
                            m.variabele,
                            _nummer(sleutels, Sleutel(soorten[m.variabele], m.pad)),
                        )
                    )
                case _:
                    pass
        patronen.append(
            Patroon(soorten, tuple(tuple(sorted(set(e))) for e in eigen), tuple(verbindingen), regel.tweetal)
        )
    return Plan(tuple(atomen), tuple(sleutels), tuple(patronen))


def _bits(verzameling: int) -> Iterator[int]:
    while verzameling:
        laagste = verzameling & -verzameling
        yield laagste.bit_length() - 1
        verzameling ^= laagste


GRENS = 100_000
"""Most combinations that one rule may concern in one case."""


def maak_tafel(plan: Plan, zaak: Zaak) -> Tafel:
    """The case as the matchers see it."""
    atomen = [0] * len(plan.atomen)
    for (soort, pad), (nummers, per_waarde) in plan.vragen.items():
        onbekend = 0
        gevonden: dict[Hashable, int] = {}
        for n, deel in enumerate(zaak.delen.get(soort, ())):
            waarde = deel.waarden.get(pad[0]) if len(pad) == 1 else volg(deel, pad)
            if waarde is None:
                onbekend |= 1 << n
            else:
                gevonden[waarde] = gevonden.get(waarde, 0) | 1 << n
        if onbekend:
            for atoom in nummers:
                atomen[atoom] = onbekend
        for waarde, bits in gevonden.items():
            for atoom in per_waarde.get(waarde, ()):
                atomen[atoom] |= bits
    internen: dict[Hashable, int] = {}
    sleutels = []
    for sleutel in plan.sleutels:
        rij = []
        for n, deel in enumerate(zaak.delen.get(sleutel.soort, ())):
            waarde = volg(deel, sleutel.pad)
            if waarde is None:
                rij.append(ONBEKEND)
            elif waarde is ONTBREEKT:  # what is not there equals nothing, not even another absence
                rij.append(internen.setdefault((sleutel, n), len(internen) + 1))
            else:
                rij.append(internen.setdefault(waarde, len(internen) + 1))
        sleutels.append(tuple(rij))
    return Tafel({s: len(d) for s, d in zaak.delen.items()}, tuple(atomen), tuple(sleutels))


Matcher = Callable[[Tafel], "tuple[list[list[Combinatie]], tuple[int, ...]]"]
"""From a case to the combinations per pattern, and the patterns given up for having over `GRENS`."""


_GEEN: list[Combinatie] = []


def maak_matcher(plan: Plan) -> Matcher:
    """The matcher of a plan: per pattern its combinations, in ascending order."""
    enkel: list[tuple[int, str, tuple[int, ...]]] = []
    meervoudig: list[tuple[int, Patroon]] = []
    for i, p in enumerate(plan.patronen):
        if len(p.soorten) == 1:
            enkel.append((i, p.soorten[0], p.atomen[0]))
        elif p.soorten:
            meervoudig.append((i, p))
    leeg = [i for i, p in enumerate(plan.patronen) if not p.soorten]
    soort_van_sleutel = [s.soort for s in plan.sleutels]

    def match(tafel: Tafel) -> tuple[list[list[Combinatie]], tuple[int, ...]]:
        uit: list[list[Combinatie]] = [_GEEN] * len(plan.patronen)
        te_veel: list[int] = []
        per_bits: dict[int, list[Combinatie]] = {}
        alle = {soort: (1 << n) - 1 for soort, n in tafel.aantallen.items()}
        atomen = tafel.atomen
        for i in leeg:
            uit[i] = [()]
        for i, soort, eigen in enkel:
            over = alle.get(soort, 0)
            for a in eigen:
                over &= atomen[a]
            if over:
                combinaties = per_bits.get(over)
                if combinaties is None:
                    combinaties = per_bits[over] = [(n,) for n in _bits(over)]
                uit[i] = combinaties
        gelijk: dict[tuple[int, int], list[int]] = {}

        def partners(sleutel_links: int, sleutel_rechts: int) -> list[int]:
            """Per part on the left, the bit set of parts on the right with an equal or unknown value."""
            gevonden = gelijk.get((sleutel_links, sleutel_rechts))
            if gevonden is None:
                per_waarde: dict[int, int] = {}
                for n, waarde in enumerate(tafel.sleutels[sleutel_rechts]):
                    per_waarde[waarde] = per_waarde.get(waarde, 0) | 1 << n
                onbekend = per_waarde.pop(ONBEKEND, 0)
                rechts = alle.get(soort_van_sleutel[sleutel_rechts], 0)
                gevonden = gelijk[sleutel_links, sleutel_rechts] = [
                    rechts if waarde == ONBEKEND else per_waarde.get(waarde, 0) | onbekend
                    for waarde in tafel.sleutels[sleutel_links]
                ]
            return gevonden

        for i, p in meervoudig:
            per_binder: list[int] = []
            for soort, eigen in zip(p.soorten, p.atomen, strict=True):
                rest = alle.get(soort, 0)
                for a in eigen:
                    rest &= atomen[a]
                per_binder.append(rest)
            if not all(per_binder):
                continue
            toetsen: list[list[tuple[int, list[int]]]] = [[] for _ in per_binder]
            for v in p.verbindingen:
                toetsen[v.rechts].append((v.links, partners(v.sleutel_links, v.sleutel_rechts)))
            combinaties = [(n,) for n in _bits(per_binder[0])]
            for k in range(1, len(per_binder)):
                verder: list[Combinatie] = []
                for c in combinaties:
                    rest = per_binder[k]
                    for links, tabel in toetsen[k]:
                        rest &= tabel[c[links]]
                    if p.tweetal:
                        rest &= ~(1 << c[0])
                    verder.extend((*c, n) for n in _bits(rest))
                    if len(verder) > GRENS:
                        te_veel.append(i)
                        verder = []
                        break
                combinaties = verder
            uit[i] = combinaties
        return uit, tuple(te_veel)

    return match
