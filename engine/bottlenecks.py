"""Where the walls between the laws stop family plans, counted over many checked plans.

A **partition** is a norm that keeps laws, persons or their data apart (SCH, INT or PRI). It **blocks** a
plan when a finding of it is unlawful or annullable. Other faults of a plan do not count: those can be mended
within the law.

What is blocked, per partition:

- plans, and the families they are for;
- goals: those of the elements that its findings are about; all of the plan when they are about no element;
- euros: the budgets of the plans that it blocks, for none of a plan can be spent as it stands. A budget has
  its own amount, or the sum of its posts when all are known; a plan of which that is unknown adds nothing.

What **falling away** of partitions frees is what nothing else blocks: plans (with families and euros), goals.

Nothing leaves here but counts that tell of no family: see `Telling`.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias

from engine.dossier import Dossier
from engine.dossier.plan import Budget, Plan
from engine.plan_faults import PLANSOORTEN
from engine.report import Rapport

SOORTEN: Final = ("SCH-", "INT-", "PRI-")
WERKT_ERMEE: Final = frozenset({"regisseur", "consulent", "aanbieder"})
"""The roles of who works for a family."""
MINSTE: Final = 5
"""Fewer families than this are not told of; counts are rounded down to a multiple of it."""
MINSTE_EURO: Final = 1000
GROOTSTE_DEEL: Final = 2
"""A count is not told when one family has more of it than one part in so many."""

Kenmerk: TypeAlias = "tuple[object, ...]"


@dataclass(frozen=True, slots=True)
class Beeld:
    """One plan as it came out of its check: for whom, how much, and what blocks what of it.

    Args:
        mensen: what its people are known by; plans that share one are of one family.
        doelen: how many goals it has.
        bedrag: its money in euros; `None` when unknown.
        geblokkeerd: per partition (norm id) the goals that it blocks.
    """

    mensen: frozenset[Kenmerk]
    doelen: int
    bedrag: Decimal | None
    geblokkeerd: Mapping[str, frozenset[str]]

    def vrij(self, weg: Collection[str]) -> bool:
        """Whether the plan was blocked, and is no longer when these partitions fall away."""
        return bool(self.geblokkeerd) and self.geblokkeerd.keys() <= set(weg)

    def vrije_doelen(self, weg: Collection[str]) -> int:
        """How many of its goals only these partitions block."""
        door, blijft = set[str](), set[str]()
        for norm, doelen in self.geblokkeerd.items():
            (door if norm in weg else blijft).update(doelen)
        return len(door - blijft)


@dataclass(frozen=True, slots=True)
class Telling:
    """Counts that may be published: `None` is not told, any other is rounded down.

    Not told is what is of fewer than five families, in truth or as disturbed (`knelpunten`), or for more than
    half of one. Euros are rounded to more than twice what any one family has.
    """

    plannen: int | None
    gezinnen: int | None
    doelen: int | None
    euro: int | None

    def als_json(self) -> dict[str, int | None]:
        return {
            "plannen": self.plannen,
            "gezinnen": self.gezinnen,
            "doelen": self.doelen,
            "euro": self.euro,
        }


@dataclass(frozen=True, slots=True)
class Knelpunt:
    """One partition: what it blocks, and what its falling away alone would free."""

    norm: str
    houdt_tegen: Telling
    maakt_vrij: Telling


@dataclass(frozen=True, slots=True)
class Knelpunten:
    """The partitions, the one that blocks most families first.

    Args:
        alle: every plan that was looked at, and `vast` those that a partition blocks.
        verborgen: how many partitions block something that is not told.
        zonder: the partitions thought away together, and `vrij` what that frees; `None` when none were named.
            Not told either when one of those named makes a difference for fewer than five families.
        euro_stap: to what euros are rounded.
    """

    alle: Telling
    vast: Telling
    punten: tuple[Knelpunt, ...]
    verborgen: int
    zonder: tuple[str, ...]
    vrij: Telling | None
    euro_stap: int


# ---------------------------------------------------------------- one case


def beelden(dossier: Dossier, rapport: Rapport) -> Iterator[Beeld]:
    """What a check says of each integral plan in a case; nothing when it has none."""
    plannen = {r: p for r, p in (dossier.plannen or {}).items() if p.soort in PLANSOORTEN}
    bezit = _Bezit(dossier, plannen)
    tegen = [b for b in rapport.bevindingen if b.ernst.blokkeert and b.norm.startswith(SOORTEN)]
    for ref, plan in plannen.items():
        geblokkeerd: dict[str, set[str]] = {}
        for b in tegen:
            doelen = bezit.doelen(ref, b.betreft)
            if doelen is not None:
                geblokkeerd.setdefault(b.norm, set()).update(doelen)
        yield Beeld(
            frozenset(_mensen(dossier, plan, rapport.bewijs.dossier)),
            len(plan.plandoelen or {}),
            _bedrag(dossier, ref),
            {norm: frozenset(doelen) for norm, doelen in geblokkeerd.items()},
        )


class _Bezit:
    """To which plan, and which element of it, a part of a case belongs."""

    def __init__(self, dossier: Dossier, plannen: Mapping[str, Plan]) -> None:
        self.dossier, self.plannen = dossier, plannen
        self.elementen = [
            (p, n, e) for p, plan in plannen.items() for n, e in (plan.planonderdelen or {}).items()
        ]

    def doelen(self, plan: str, betreft: Sequence[str]) -> frozenset[str] | None:
        """The goals of a plan that a finding is about; `None` when it is about another plan.

        All of them when it is about no element in particular; and what belongs to no plan is about every one.
        """
        van = {deel for pointer in betreft for deel in self._van(pointer)}
        geraakt = [e for p, n, e in self.elementen if p == plan and (p, n) in van]
        alle = frozenset(self.plannen[plan].plandoelen or {})
        if geraakt:
            return alle & {doel for e in geraakt for doel in e.doelen or ()}
        return alle if not van or (plan, None) in van else None

    def _van(self, pointer: str) -> Iterator[tuple[str, str | None]]:
        stappen = pointer.split("/")
        if len(stappen) < 3:
            return
        _, soort, ref, *verder = stappen
        match soort:
            case "plannen" if ref in self.plannen:
                yield ref, verder[1] if len(verder) >= 2 and verder[0] == "planonderdelen" else None
            case "budgetten":
                yield from self._plan((self.dossier.budgetten or {})[ref].plan)
            case "voorzieningen":
                yield from self._voorziening(ref)
            case "besluiten":
                yield from self._besluit(ref)
            case "pgbs" | "bijdragen":
                geld = (
                    (self.dossier.pgbs or {})[ref] if soort == "pgbs" else (self.dossier.bijdragen or {})[ref]
                )
                if geld.voorziening is not None:
                    yield from self._voorziening(geld.voorziening)
                elif geld.besluit is not None:
                    yield from self._besluit(geld.besluit)

    def _plan(self, ref: str | None) -> Iterator[tuple[str, None]]:
        if ref is not None and ref in self.plannen:
            yield ref, None

    def _voorziening(self, ref: str) -> Iterator[tuple[str, str | None]]:
        eigen = [(p, n) for p, n, e in self.elementen if e.voorziening == ref]
        voorziening = (self.dossier.voorzieningen or {}).get(ref)
        if eigen or voorziening is None or voorziening.besluit is None:
            yield from eigen
        else:
            yield from self._besluit(voorziening.besluit)

    def _besluit(self, ref: str) -> Iterator[tuple[str, str | None]]:
        voorzieningen = self.dossier.voorzieningen or {}
        besluit = (self.dossier.besluiten or {}).get(ref)
        yield from self._plan(besluit.plan if besluit is not None else None)
        for p, n, e in self.elementen:
            v = voorzieningen.get(e.voorziening or "")
            if ref in (e.besluit, v.besluit if v is not None else None):
                yield p, n


def _mensen(dossier: Dossier, plan: Plan, zaak: str) -> Iterator[Kenmerk]:
    """What tells the family of a plan from others, for as long as it is counted.

    Within a case (`zaak`: its digest) a reference is one person; over cases a name with a date of birth is.
    Who only works for the family is none of it.
    """
    refs = {plan.persoon, *(e.persoon for e in (plan.planonderdelen or {}).values())}
    refs |= {m.persoon for m in (plan.planleden or {}).values()}
    if plan.huishouden is not None:
        yield zaak, plan.huishouden
    for ref, p in (dossier.personen or {}).items():
        lid = ref in refs or (plan.huishouden is not None and p.huishouden == plan.huishouden)
        if not lid or (p.rollen and WERKT_ERMEE.issuperset(p.rollen)):
            continue
        yield zaak, "persoon", ref
        if p.naam is not None and p.geboortedatum is not None:
            yield " ".join(unicodedata.normalize("NFKC", p.naam).casefold().split()), p.geboortedatum


def _bedrag(dossier: Dossier, plan: str) -> Decimal | None:
    bedragen = [_van(b) for b in (dossier.budgetten or {}).values() if b.plan == plan]
    bekend = [b for b in bedragen if b is not None]
    return sum(bekend, Decimal(0)) if bekend and len(bekend) == len(bedragen) else None


def _van(budget: Budget) -> Decimal | None:
    if budget.bedrag is not None:
        return budget.bedrag
    posten = [p.bedrag for p in (budget.budgetposten or {}).values()]
    bekend = [p for p in posten if p is not None]
    return sum(bekend, Decimal(0)) if bekend and len(bekend) == len(posten) else None


# ---------------------------------------------------------------- all together


def knelpunten(plannen: Iterable[Beeld], zonder: Collection[str] = ()) -> Knelpunten:
    """Count. `zonder`: norm ids of partitions to think away together.

    One family in eight is left out and one in eight counts twice: the same ones whatever is asked of these
    plans, and others as soon as a plan is added or taken away. That hides a family in a few answers, not in
    very many about the same plans: who publishes must keep to a few.
    """
    alle = tuple(plannen)
    gezinnen = _gezinnen(alle)
    keren = _keren(alle, gezinnen)
    stap = _euro_stap(alle, gezinnen)

    def tel(telt: Callable[[Beeld], bool], doelen: Callable[[Beeld], int]) -> Telling:
        rijen = zip(gezinnen, alle, strict=True)
        return _telling([_Rij(g, b, keren[g], telt(b), doelen(b)) for g, b in rijen], stap)

    def zonder_(weg: Collection[str]) -> Telling:
        return tel(lambda b: b.vrij(weg), lambda b: b.vrije_doelen(weg))

    def erbij(weg: frozenset[str], norm: str) -> Telling:
        return tel(lambda b: b.vrij(weg) and not b.vrij(weg - {norm}), lambda b: 0)

    def samen(weg: frozenset[str]) -> Telling:
        if any(erbij(weg, norm).gezinnen is None for norm in weg):
            return Telling(None, None, None, None)
        return zonder_(weg)

    def punt(norm: str) -> Knelpunt:
        tegen = tel(lambda b: norm in b.geblokkeerd, lambda b: len(b.geblokkeerd.get(norm, ())))
        return Knelpunt(norm, tegen, zonder_({norm}))

    normen = {n for b in alle for n in b.geblokkeerd}
    punten = [punt(n) for n in normen]
    getoond = [k for k in punten if k.houdt_tegen.gezinnen is not None]
    return Knelpunten(
        alle=tel(lambda b: True, lambda b: b.doelen),
        vast=tel(lambda b: bool(b.geblokkeerd), lambda b: b.vrije_doelen(normen)),
        punten=tuple(sorted(getoond, key=lambda k: (-(k.houdt_tegen.gezinnen or 0), k.norm))),
        verborgen=len(punten) - len(getoond),
        zonder=tuple(sorted(zonder)),
        vrij=samen(frozenset(zonder)) if zonder else None,
        euro_stap=stap,
    )


def _euro_stap(plannen: Sequence[Beeld], gezinnen: Sequence[int]) -> int:
    """More than twice what any one family has, so that no difference of two amounts tells of it: 1, 2 or 5
    with noughts.
    """
    per: dict[int, Decimal] = {}
    for gezin, b in zip(gezinnen, plannen, strict=True):
        per[gezin] = per.get(gezin, Decimal(0)) + (b.bedrag or 0)
    grens = 2 * max(per.values(), default=Decimal(0))
    stap = MINSTE_EURO
    while stap <= grens:
        stap = stap * 5 // 2 if str(stap)[0] == "2" else stap * 2
    return stap


def _gezinnen(plannen: Sequence[Beeld]) -> list[int]:
    """The family of each plan, as the place of its first plan; who is known by nothing is a family alone."""
    boven = list(range(len(plannen)))

    def top(n: int) -> int:
        while boven[n] != n:
            boven[n] = boven[boven[n]]
            n = boven[n]
        return n

    eerste: dict[Kenmerk, int] = {}
    for n, beeld in enumerate(plannen):
        for k in beeld.mensen:
            a, b = top(eerste.setdefault(k, n)), top(n)
            boven[max(a, b)] = min(a, b)
    return [top(n) for n in range(len(plannen))]


def _keren(plannen: Sequence[Beeld], gezinnen: Sequence[int]) -> dict[int, int]:
    """How often each family counts: 0, 1 or 2. It hangs on all plans together, not on their order."""
    inhoud: dict[int, list[str]] = {}
    for gezin, b in zip(gezinnen, plannen, strict=True):
        geblokkeerd = sorted((norm, sorted(doelen)) for norm, doelen in b.geblokkeerd.items())
        inhoud.setdefault(gezin, []).append(
            repr((sorted(map(repr, b.mensen)), b.doelen, b.bedrag, geblokkeerd))
        )
    op_rij = sorted((sorted(plan), gezin) for gezin, plan in inhoud.items())
    sleutel = hashlib.sha256(repr([plan for plan, _ in op_rij]).encode()).digest()
    uit = {}
    for n, (_, gezin) in enumerate(op_rij):
        worp = hashlib.sha256(sleutel + n.to_bytes(8, "big")).digest()[0]
        uit[gezin] = 0 if worp < 32 else 2 if worp >= 224 else 1
    return uit


class _Rij(NamedTuple):
    """A plan with its family and how often that counts; whether the plan counts, and how many goals of it."""

    gezin: int
    beeld: Beeld
    keren: int
    telt: bool
    doelen: int


def _telling(rijen: Sequence[_Rij], euro_stap: int) -> Telling:
    plannen = [r for r in rijen if r.telt]
    return Telling(
        _afgerond([(r, Decimal(1)) for r in plannen], MINSTE),
        _afgerond([(r, Decimal(1)) for r in {r.gezin: r for r in plannen}.values()], MINSTE),
        _afgerond([(r, Decimal(r.doelen)) for r in rijen if r.doelen], MINSTE),
        _afgerond([(r, r.beeld.bedrag) for r in plannen if r.beeld.bedrag], euro_stap),
    )


def _afgerond(delen: Sequence[tuple[_Rij, Decimal]], stap: int) -> int | None:
    """A sum over rows, as it may be told."""
    echt: dict[int, Decimal] = {}
    keren: dict[int, int] = {}
    for rij, hoeveel in delen:
        echt[rij.gezin] = echt.get(rij.gezin, Decimal(0)) + hoeveel
        keren[rij.gezin] = rij.keren
    verstoord = [echt[g] * k for g, k in keren.items()]
    som = sum(verstoord, Decimal(0))
    if min(len(keren), sum(keren.values())) < MINSTE or max(verstoord) * GROOTSTE_DEEL > som:
        return None
    return int(som) // stap * stap
