"""The search behind a repair: which changes together, at the least cost.

A* over sets of changes. The bound: of findings whose recipes share no place each needs its own cheapest
recipe, so their sum is never too high. Costs are those of `engine.provenance`.
"""

from __future__ import annotations

import heapq
import itertools
import re
from collections.abc import Collection, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Final

from engine.applying import oordelen_in, weeg
from engine.facts import ONTBREEKT
from engine.gathering import Plek
from engine.judging import Knoop
from engine.remedies import Recept, Recepten, prijs
from engine.rule import En, Vergelijking
from engine.trial import Proef, Stand, Zet

MAX_WEGINGEN: Final = 600
MAX_PER_GROEP: Final = 80
MAX_BEVINDINGEN: Final = 300

_CITAAT: Final = re.compile(r"(?<!\w)'([^']{12,})'")


def zin_uit(advies: str) -> str | None:
    """The sentence that an advice gives word for word; none that still has a gap in it."""
    return next((z for z in _CITAAT.findall(advies) if "..." not in z and "[" not in z), None)


@dataclass(slots=True)
class _Zoekpunt:
    """Changes made, what they leave, and the recipes for each finding that is still to be cured."""

    zetten: dict[tuple[str, str], Zet]
    stand: Stand
    opties: dict[Plek, list[Recept]]
    kosten: int


class Zoektocht:
    """One search on one case; `zetten` grows with every group that is solved."""

    def __init__(self, proef: Proef) -> None:
        self.proef = proef
        self.gestopt = False
        self._recepten = Recepten(proef)
        self._oordelen = oordelen_in(proef.zaak)
        self._teller = itertools.count()
        self._eerste: dict[Plek, list[Recept]] = {}
        self._gewijzigd: set[str] = set()
        self.begin = proef.stand()
        self._nu = _Zoekpunt({}, self.begin, {}, 0)

    @property
    def zetten(self) -> tuple[Zet, ...]:
        return tuple(self._nu.zetten.values())

    def los_op(self) -> None:
        """Every finding that can be cured."""
        plekken = sorted(self.begin.bevindingen)
        self.gestopt = len(plekken) > MAX_BEVINDINGEN
        self._eerste = {p: self._vind(p) for p in plekken[:MAX_BEVINDINGEN]}
        opties = {p: self._opties(p, ()) for p in self._eerste}
        with ExitStack() as blijvend:
            for groep in _groepen({p: o for p, o in opties.items() if o}):
                over = [p for p in groep if p in self._nu.stand.bevindingen]
                if over and not self._groep(over, blijvend) and len(over) > 1:
                    for plek in over:
                        if plek in self._nu.stand.bevindingen:
                            self._groep([plek], blijvend)

    def _groep(self, plekken: Collection[Plek], blijvend: ExitStack) -> bool:
        """Solve some findings on top of what was; the changes stay on the case until the stack closes."""
        gevonden = self._zoek(frozenset(plekken))
        if gevonden is None:
            return False
        nieuw = [z for plaats, z in gevonden.zetten.items() if plaats not in self._nu.zetten]
        self._gewijzigd |= blijvend.enter_context(self.proef.met(nieuw))
        self._nu = gevonden
        return True

    # ------------------------------------------------------------ recipes

    def alle_opties(self, plek: Plek, geraakt: Collection[str]) -> list[Recept]:
        """The recipes for a finding on the case as it is now, also those that ask for another decision.

        `geraakt`: the rules that read what was changed; for the others what was found at first still holds.
        """
        eerste = self._eerste.get(plek)
        return eerste if eerste is not None and plek[0] not in geraakt else self._vind(plek)

    def _vind(self, plek: Plek) -> list[Recept]:
        toets, env = self.proef.toetsen[plek[0]], self.proef.omgeving(plek)
        delen = self.proef.delen_van(plek)
        uit: list[Recept] = []
        if toets.eis is not None and not weeg(toets, env, delen, self._oordelen).door_mens:
            uit += self._recepten.voor(toets.eis, env)
        for uitzondering in toets.uitzonderingen:
            uit += self._recepten.voor(uitzondering.knoop, env)
        for grens in _grenzen(toets.waarbij):
            gemaakt = self._recepten.voor(grens, env, False)
            uit += [r for r in gemaakt if not any(z.waarde is ONTBREEKT for z in r.zetten)]
        for deel in delen:
            uit += self._recepten.zonder(deel)
        zonder_zin = zin_uit(toets.advies(env)) is None
        return sorted(
            (_eerlijk(r, zonder_zin) for r in uit if r.zetten),
            key=lambda r: (r.kosten, sorted((*z.plaats, str(z.waarde)) for z in r.zetten)),
        )

    def _opties(self, plek: Plek, geraakt: Collection[str]) -> list[Recept]:
        return [r for r in self.alle_opties(plek, geraakt) if not r.indeling]

    # ------------------------------------------------------------ search

    def _zoek(self, groep: frozenset[Plek]) -> _Zoekpunt | None:
        begin = self._nu
        mag = begin.stand.bevindingen - groep
        geraakt = self.proef.lezers(self._gewijzigd)
        opties = {p: self._opties(p, geraakt) for p in groep}
        wortel = _Zoekpunt(begin.zetten, begin.stand, opties, begin.kosten)
        rij: list[tuple[int, int, int, _Zoekpunt, Recept | None]] = [(0, 0, next(self._teller), wortel, None)]
        gezien: set[frozenset[Zet]] = set()
        for _ in range(MAX_PER_GROEP):
            if not rij or self.proef.wegingen >= MAX_WEGINGEN:
                break
            _, _, _, knoop, recept = heapq.heappop(rij)
            if recept is not None:
                volgend = self._pas_toe(knoop, recept, mag)
                if volgend is None or frozenset(volgend.zetten.values()) in gezien:
                    continue
                gezien.add(frozenset(volgend.zetten.values()))
                knoop = volgend
            if not knoop.opties:
                return knoop
            plek = min(knoop.opties, key=lambda p: (len(knoop.opties[p]), p))
            rest = {p: o for p, o in knoop.opties.items() if p != plek}
            for keuze in knoop.opties[plek]:
                schatting = knoop.kosten + keuze.kosten + _ondergrens(rest, keuze)
                heapq.heappush(rij, (schatting, len(rest), next(self._teller), knoop, keuze))
        else:
            self.gestopt = True
        self.gestopt = self.gestopt or bool(rij)
        return None

    def _pas_toe(self, knoop: _Zoekpunt, recept: Recept, mag: frozenset[Plek]) -> _Zoekpunt | None:
        """The changes of a recipe on top; `None` when they fight, or bring up what cannot be cured."""
        nieuw = [z for z in recept.zetten if knoop.zetten.get(z.plaats) != z]
        if not nieuw or any(z.plaats in knoop.zetten for z in nieuw):
            return None
        zetten = knoop.zetten | {z.plaats: z for z in sorted(nieuw, key=lambda z: z.plaats)}
        eerder = [z for plaats, z in knoop.zetten.items() if plaats not in self._nu.zetten]
        with self.proef.met(eerder), self.proef.met(nieuw) as geraakt:
            stand = self.proef.gevolg(knoop.stand, geraakt)
            opnieuw = self.proef.lezers(self._gewijzigd | geraakt)
            opties = {
                p: knoop.opties[p] if p in knoop.opties and p[0] not in opnieuw else self._opties(p, opnieuw)
                for p in sorted(stand.bevindingen - mag)
            }
        if not all(opties.values()):
            return None
        return _Zoekpunt(zetten, stand, opties, sum(map(prijs, zetten.values())))

    # ------------------------------------------------------------ no more than needed

    def snoei(self) -> dict[Zet, tuple[Plek, ...]]:
        """Drop every change without which nothing comes back; of the others, what does."""
        while True:
            terug: dict[Zet, tuple[Plek, ...]] = {}
            for zet in sorted(self.zetten, key=lambda z: (-prijs(z), z.plaats)):
                if zet not in self.zetten:  # it went with the part that it was about
                    continue
                over, stand = self._zonder(zet)
                terug[zet] = self._terug(stand)
                if not terug[zet]:
                    self._nu = _Zoekpunt({z.plaats: z for z in over}, stand, {}, 0)
            if all(terug.values()):
                return {zet: terug[zet] for zet in self.zetten}

    def _zonder(self, zet: Zet) -> tuple[list[Zet], Stand]:
        """What is left without a change, and without what it adds a part for."""
        over = [z for z in self.zetten if z is not zet and not (zet.erbij and z.deel is zet.waarde)]
        with self.proef.met([zet]) as geraakt:
            pass
        with self.proef.met(over):
            return over, self.proef.gevolg(self._nu.stand, geraakt)

    def _terug(self, stand: Stand) -> tuple[Plek, ...]:
        """Findings and questions that a smaller set of changes brings up."""
        nu = self._nu.stand
        opnieuw_open = {p for p in stand.open - nu.open if p in self.begin.bevindingen}
        return tuple(sorted((stand.bevindingen - nu.bevindingen) | opnieuw_open))

    def stand_met(self, zetten: Iterable[Zet]) -> Stand:
        """The stand with these changes on the case as it came."""
        with self.proef.met(zetten) as geraakt:
            return self.proef.gevolg(self.begin, geraakt)

    @property
    def eind(self) -> Stand:
        return self._nu.stand


def _grenzen(waarbij: Knoop | None) -> Sequence[Knoop]:
    """The bounds in a scope: staying within one is a cure too, such as an earlier last day."""
    if waarbij is None:
        return ()
    delen = waarbij.delen if isinstance(waarbij.conditie, En) else (waarbij,)
    return [
        d for d in delen if isinstance(d.conditie, Vergelijking) and d.conditie.op not in ("is", "is_niet")
    ]


def _eerlijk(recept: Recept, zonder_zin: bool) -> Recept:
    """A text that says more is only determined when its sentence is."""
    zetten = frozenset(
        z._replace(bepaald=False) if zonder_zin and (z.waarde is True or z.waarde.__class__ is tuple) else z
        for z in recept.zetten
    )
    return Recept(sum(map(prijs, zetten)), zetten, recept.indeling)


def _ondergrens(opties: dict[Plek, list[Recept]], keuze: Recept) -> int:
    """What curing these will cost at least, beside a choice that is made."""
    bezet = {z.plaats for z in keuze.zetten}
    som = 0
    for recepten in sorted(opties.values(), key=lambda o: -o[0].kosten):
        plaatsen = {z.plaats for r in recepten for z in r.zetten}
        if bezet.isdisjoint(plaatsen):
            som += recepten[0].kosten
            bezet |= plaatsen
    return som


def _groepen(opties: dict[Plek, list[Recept]]) -> list[list[Plek]]:
    """Findings whose recipes touch a place in common, directly or through others."""
    groepen: list[tuple[set[tuple[str, str]], list[Plek]]] = []
    for plek, recepten in opties.items():
        plaatsen = {z.plaats for r in recepten for z in r.zetten}
        los = []
        plekken = [plek]
        for ander, leden in groepen:
            if ander.isdisjoint(plaatsen):
                los.append((ander, leden))
            else:
                plaatsen |= ander
                plekken = leden + plekken
        groepen = [*los, (plaatsen, plekken)]
    return [sorted(plekken) for _, plekken in groepen]
