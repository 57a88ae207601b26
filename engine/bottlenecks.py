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
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias

from engine.dossier import Dossier
from engine.dossier.plan import Budget, Plan
from engine.plan_faults import PLANSOORTEN
from engine.report import Rapport

SOORTEN: Final = ("SCH-", "INT-", "PRI-")
MINSTE: Final = 5
"""Fewer families than this are not told of; counts are rounded down to a multiple of it."""
EURO_STAP: Final = 1000
GROOTSTE_DEEL: Final = Decimal("0.5")
"""An amount is not told when one family has more of it than this part."""

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
    """Counts that may be published: `None` is "of fewer than five families", any other is rounded down.

    `euro` is `None` as well when more than half of it is one family's. Suppression and rounding alone would
    give way to who adds and subtracts enough of them: what is counted is disturbed as well (`knelpunten`).
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
        verborgen: how many partitions block something, but of fewer than five families.
        zonder: the partitions thought away together, and `vrij` what that frees; `None` when none were named.
    """

    alle: Telling
    vast: Telling
    punten: tuple[Knelpunt, ...]
    verborgen: int
    zonder: tuple[str, ...]
    vrij: Telling | None


# ---------------------------------------------------------------- one case


def beelden(dossier: Dossier, rapport: Rapport) -> Iterator[Beeld]:
    """What a check says of each integral plan in a case; nothing when it has none."""
    plannen = {r: p for r, p in (dossier.plannen or {}).items() if p.soort in PLANSOORTEN}
    for ref, plan in plannen.items():
        geblokkeerd: dict[str, set[str]] = {}
        for b in rapport.bevindingen:
            if b.ernst.blokkeert and b.norm.startswith(SOORTEN) and _gaat_over(b.betreft, ref, plannen):
                geblokkeerd.setdefault(b.norm, set()).update(_doelen(dossier, plan, b.betreft))
        yield Beeld(
            frozenset(_mensen(dossier, plan)),
            len(plan.plandoelen or {}),
            _bedrag(dossier, ref),
            {norm: frozenset(doelen) for norm, doelen in geblokkeerd.items()},
        )


def _gaat_over(betreft: Sequence[str], plan: str, plannen: Collection[str]) -> bool:
    """Whether a finding is about this plan: one on another plan is not, one on no plan is about all."""
    genoemd = {p.split("/")[2] for p in betreft if p.startswith("/plannen/")}.intersection(plannen)
    return not genoemd or plan in genoemd


def _doelen(dossier: Dossier, plan: Plan, betreft: Sequence[str]) -> Iterator[str]:
    elementen = plan.planonderdelen or {}
    geraakt = {r for p in betreft for r in _onderdelen(dossier, plan, p)}
    if not geraakt:
        yield from plan.plandoelen or {}
    for ref in geraakt:
        yield from set(elementen[ref].doelen or ()) & set(plan.plandoelen or {})


def _onderdelen(dossier: Dossier, plan: Plan, pointer: str) -> Iterator[str]:
    """The elements of a plan that a part of the case belongs to, if any."""
    stappen = pointer.split("/")
    if len(stappen) < 3:
        return
    _, soort, ref, *verder = stappen
    elementen = plan.planonderdelen or {}
    if soort == "plannen":
        if len(verder) >= 2 and verder[0] == "planonderdelen" and verder[1] in elementen:
            yield verder[1]
        return
    voorziening = ref if soort == "voorzieningen" else None
    besluit = ref if soort == "besluiten" else None
    if soort in ("pgbs", "bijdragen"):
        geld = (dossier.pgbs or {})[ref] if soort == "pgbs" else (dossier.bijdragen or {})[ref]
        voorziening, besluit = geld.voorziening, geld.besluit if geld.voorziening is None else None
    for naam, e in elementen.items():
        v = (dossier.voorzieningen or {}).get(e.voorziening or "")
        door = (e.besluit, v.besluit if v is not None else None)
        if (voorziening is not None and e.voorziening == voorziening) or (
            besluit is not None and besluit in door
        ):
            yield naam


def _mensen(dossier: Dossier, plan: Plan) -> Iterator[Kenmerk]:
    """What tells the family of a plan from others, for as long as it is counted: name with birth date."""
    refs = {plan.persoon, *(e.persoon for e in (plan.planonderdelen or {}).values())}
    refs |= {m.persoon for m in (plan.planleden or {}).values()}
    for ref, p in (dossier.personen or {}).items():
        lid = ref in refs or (plan.huishouden is not None and p.huishouden == plan.huishouden)
        if lid and p.naam is not None and p.geboortedatum is not None:
            yield (" ".join(p.naam.casefold().split()), p.geboortedatum)


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
    plans, and others as soon as a plan is added or taken away. So answers add up with each other, and who
    finds an exact count by adding and subtracting has not found how many families there are.
    """
    alle = tuple(plannen)
    gezinnen = _gezinnen(alle)
    keren = _keren(alle, gezinnen)

    def tel(telt: Callable[[Beeld], bool], doelen: Callable[[Beeld], int]) -> Telling:
        rijen = zip(gezinnen, alle, strict=True)
        return _telling([_Rij(g, b, keren[g], telt(b), doelen(b)) for g, b in rijen])

    def zonder_(weg: Collection[str]) -> Telling:
        return tel(lambda b: b.vrij(weg), lambda b: b.vrije_doelen(weg))

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
        vrij=zonder_(zonder) if zonder else None,
    )


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


def _telling(rijen: Sequence[_Rij]) -> Telling:
    plannen = [r for r in rijen if r.telt]
    gezinnen = {r.gezin: r.keren for r in plannen}
    doelen = {r.gezin: r.keren for r in rijen if r.doelen}
    euro: dict[int, Decimal] = {}
    for r in plannen:
        if r.beeld.bedrag:
            euro[r.gezin] = euro.get(r.gezin, Decimal(0)) + r.beeld.bedrag * r.keren
    totaal = sum(euro.values(), Decimal(0))
    verdeeld = max(euro.values(), default=Decimal(0)) <= totaal * GROOTSTE_DEEL
    betaald = {gezin: gezinnen[gezin] for gezin in euro}
    return Telling(
        _afgerond(sum(r.keren for r in plannen), gezinnen),
        _afgerond(sum(gezinnen.values()), gezinnen),
        _afgerond(sum(r.doelen * r.keren for r in rijen), doelen),
        _afgerond(int(totaal), betaald, EURO_STAP) if verdeeld else None,
    )


def _afgerond(aantal: int, gezinnen: Mapping[int, int], stap: int = MINSTE) -> int | None:
    """A count of these families, each counting so often."""
    if min(len(gezinnen), sum(gezinnen.values())) < MINSTE:
        return None
    return aantal // stap * stap
