"""How much of a plan survives its splitting: a list of what the plan meant, and a number.

The number is the part of the listed points that is kept, in whole percents, rounded down:
100 x kept / (kept + lost + open). A point is **kept** when the new case file does what the plan meant,
**lost** when the law does not let it, and **open** when someone must choose or fill in something first;
open does not count as kept. The points are:

- each goal: kept when a decision, the family or another door works on it; open when all that works on it
  is still a choice, or nothing does;
- each "begins after" of an element: kept when its first day is not before that of the other;
- the director, and each task: kept when one is named, and when the task has one organisation;
- each decision: kept when it starts with the others, or when its law sets the day (then lost); and when it
  is looked at again on a day on which the plan is;
- each element: kept when it lasts as long as the plan meant; where a law stops at a birthday, kept when
  one law takes over the next day, open when that law must still be chosen, lost when nothing follows; and
  open for every gap between the same kind of help for the same person;
- decisions that defeat each other: kept when there are none, lost for each pair.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Literal

from engine.dossier import Dossier
from engine.placing import Plaatsing
from engine.plan_faults import natuurlijk
from engine.splitting import Splitsing

Oordeel = Literal["behouden", "verloren", "open"]
Onderwerp = Literal["doel", "volgorde", "regie", "taak", "begin", "evaluatie", "duur", "botsing"]


@dataclass(frozen=True, slots=True)
class Punt:
    """One thing that the plan meant. `over`: the references it is about; `waarom`: a Dutch sentence."""

    onderwerp: Onderwerp
    over: tuple[str, ...]
    oordeel: Oordeel
    waarom: str


@dataclass(frozen=True, slots=True)
class Bedoeling:
    """All points, and the number; see the module for what it means."""

    punten: tuple[Punt, ...]

    def aantal(self, oordeel: Oordeel) -> int:
        return sum(p.oordeel == oordeel for p in self.punten)

    @property
    def getal(self) -> int:
        return 100 * self.aantal("behouden") // len(self.punten)


def bedoeling(dossier: Dossier, splitsing: Splitsing) -> Bedoeling:
    """Hold the plan as it was (`dossier`) against what became of it."""
    return Bedoeling(tuple(_Weging(dossier, splitsing).punten()))


class _Weging:
    def __init__(self, dossier: Dossier, splitsing: Splitsing) -> None:
        self.s = splitsing
        self.plan = (dossier.plannen or {})[splitsing.plan]
        nieuw = splitsing.dossier
        self.voorzieningen = nieuw.voorzieningen or {}
        self.besluiten = nieuw.besluiten or {}
        self.elementen = (nieuw.plannen or {})[splitsing.plan].planonderdelen or {}
        self.plaatsing = {p.onderdeel.ref: p for p in splitsing.plaatsingen}

    def punten(self) -> Iterator[Punt]:
        yield from self._doelen()
        yield from self._volgorde()
        yield from self._regie()
        yield from self._data()
        yield from self._duur()
        yield from self._botsing()

    def _doelen(self) -> Iterator[Punt]:
        for doel in sorted(self.plan.plandoelen or {}, key=natuurlijk):
            rijen = [r for r in self.s.matrix if r.doel == doel]
            vast = [r for r in rijen if r.uitkomst != "keuze"]
            if vast:
                door = tuple(dict.fromkeys(r.besluit or r.onderdeel for r in vast))
                yield Punt(
                    "doel", (doel, *door), "behouden", "Hieraan werken besluiten of afspraken uit het plan."
                )
            elif rijen:
                yield Punt("doel", (doel,), "open", "Wat hieraan werkt, is nog een keuze tussen wetten.")
            else:
                yield Punt("doel", (doel,), "open", "Geen onderdeel van het plan noemt dit doel.")

    def _begin(self, ref: str) -> dt.date | None:
        e = self.elementen.get(ref)
        v = self.voorzieningen.get(e.voorziening or "") if e is not None else None
        p = self.plaatsing.get(ref)
        return (v.begindatum if v is not None else None) or (p.onderdeel.begin if p is not None else None)

    def _volgorde(self) -> Iterator[Punt]:
        for ref, p in self.plaatsing.items():
            for eerst in p.onderdeel.begint_na:
                eigen, ander = self._begin(ref), self._begin(eerst)
                if eigen is None or ander is None:
                    yield Punt(
                        "volgorde", (eerst, ref), "open", "Van een van beide is de eerste dag niet bekend."
                    )
                elif eigen >= ander:
                    yield Punt("volgorde", (eerst, ref), "behouden", "De volgorde uit het plan blijft.")
                else:
                    yield Punt("volgorde", (eerst, ref), "verloren", "Wat later moest komen, begint eerder.")

    def _regie(self) -> Iterator[Punt]:
        if self.plan.regisseur is not None:
            yield Punt(
                "regie",
                (self.plan.regisseur,),
                "behouden",
                "Er is een regisseur. Die verbindt en beslist niet.",
            )
        else:
            yield Punt("regie", (), "open", "Het plan noemt geen regisseur.")
        for ref, t in sorted((self.plan.plantaken or {}).items(), key=lambda x: natuurlijk(x[0])):
            if t.organisatie is not None:
                yield Punt("taak", (ref,), "behouden", "De taak ligt bij een organisatie.")
            else:
                yield Punt("taak", (ref,), "open", "Bij deze taak staat niet welke organisatie haar doet.")

    def _data(self) -> Iterator[Punt]:
        begin = {d.ref: self._eerste_dag(d.voorzieningen) for d in self.s.besluiten}
        dagen = Counter(
            begin[d.ref] for d in self.s.besluiten if d.wet.begin_vrij and begin[d.ref] is not None
        )
        samen = min(dagen, key=lambda dag: (-dagen[dag], dag)) if dagen else None
        evaluatie = self.plan.evaluatiedata or ()
        for d in self.s.besluiten:
            dag = begin[d.ref]
            if dag is None:
                yield Punt("begin", (d.ref,), "open", "De eerste dag is nog niet bekend.")
            elif dag == samen or samen is None:
                yield Punt("begin", (d.ref,), "behouden", "Begint op dezelfde dag als de andere hulp.")
            elif d.wet.begin_vrij:
                yield Punt(
                    "begin",
                    (d.ref,),
                    "open",
                    "Begint op een andere dag; de wet laat ruimte om die te kiezen.",
                )
            else:
                yield Punt(
                    "begin", (d.ref,), "verloren", "Begint op een andere dag, want de wet bepaalt die dag."
                )
            terug = self.besluiten[d.ref].herbeoordeling_gepland_op
            if terug is not None and terug in evaluatie:
                yield Punt("evaluatie", (d.ref,), "behouden", "Wordt bekeken als het plan wordt bekeken.")
            else:
                yield Punt("evaluatie", (d.ref,), "open", "Er is geen dag gekozen die ook in het plan staat.")

    def _eerste_dag(self, refs: tuple[str, ...]) -> dt.date | None:
        dagen = [self.voorzieningen[r].begindatum for r in refs]
        bekend = [dag for dag in dagen if dag is not None]
        return min(bekend) if bekend and len(bekend) == len(dagen) else None

    def _duur(self) -> Iterator[Punt]:
        for ref, p in self.plaatsing.items():
            if p.uitkomst != "gedragen" or p.onderdeel.eind is None:
                continue
            if p.eind == p.onderdeel.eind:
                yield Punt("duur", (ref,), "behouden", "Duurt zo lang als het plan zegt.")
            else:
                yield self._overgang(ref, p)
        gedragen = [p for p in self.s.plaatsingen if p.uitkomst == "gedragen" and p.onderdeel.product]
        for een, ander in permutations(gedragen, 2):
            a, b = een.onderdeel, ander.onderdeel
            if (
                (a.persoon, a.product) == (b.persoon, b.product)
                and een.eind is not None
                and b.begin is not None
            ):
                dagen = (b.begin - een.eind).days - 1
                if dagen > 0:
                    yield Punt("duur", (a.ref, b.ref), "open", f"Hiertussen is {dagen} dagen lang geen hulp.")

    @staticmethod
    def _overgang(ref: str, p: Plaatsing) -> Punt:
        if p.vervolg is None:
            return Punt(
                "duur",
                (ref,),
                "verloren",
                "Stopt eerder, want de wet laat niet langer toe, en er volgt niets.",
            )
        if len(p.vervolg.wetten) == 1:
            return Punt(
                "duur", (ref,), "behouden", "Gaat de dag erna verder onder een andere wet; regel dat op tijd."
            )
        return Punt(
            "duur",
            (ref,),
            "open",
            "Stopt op een verjaardag; kies onder welke wet de hulp de dag erna verdergaat.",
        )

    def _botsing(self) -> Iterator[Punt]:
        paren = list(self._tegen_elkaar())
        yield from paren
        if not paren:
            yield Punt("botsing", (), "behouden", "Geen twee besluiten werken elkaar tegen.")

    def _tegen_elkaar(self) -> Iterator[Punt]:
        for een, ander in combinations(self.s.besluiten, 2):
            if not set(een.personen) & set(ander.personen):
                continue
            over = (een.ref, ander.ref)
            soorten = [
                {v.soort for r in d.voorzieningen if (v := self.voorzieningen[r]).strekking != "afgewezen"}
                - {None}
                for d in (een, ander)
            ]
            if soorten[0] & soorten[1]:
                yield Punt(
                    "botsing",
                    over,
                    "verloren",
                    "Beide besluiten geven dezelfde soort hulp aan dezelfde persoon.",
                )
            a, b = self.besluiten[een.ref], self.besluiten[ander.ref]
            if "afwijzing" == a.soort == b.soort and (a.andere_wet == b.wet or b.andere_wet == a.wet):
                yield Punt(
                    "botsing",
                    over,
                    "verloren",
                    "Het ene besluit verwijst naar het andere, en dat wijst ook af.",
                )
