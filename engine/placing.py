"""Where each element of a plan belongs: carried by a law, done by the family, elsewhere, or a choice.

An element is an element of the plan, or a provision in one of its decisions that no element mentions.
Pure: the plan, the law about carriers and a day go in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final, Literal

from engine.calendar import tel
from engine.carriers import Deur, Drager, Dragers, Grond, Verlenging, Voorrang
from engine.dossier import Dossier
from engine.dossier.personen import Persoon
from engine.dossier.plan import Planonderdeel
from engine.dossier.voorziening import Voorziening
from engine.rule import Periode

Uitkomst = Literal["gedragen", "eigen", "elders", "keuze"]
EIGEN: Final = ("eigen_actie", "netwerk", "algemene_voorziening")


@dataclass(frozen=True, slots=True)
class Onderdeel:
    """One thing that a plan means to do. `ref`: of the element, or of a provision that none mentions.

    `persoon`: for whom. `wetten`: the laws that the plan names. `begin` and `eind`: first and last day.
    """

    ref: str
    pointer: str
    persoon: str
    voorziening: str | None
    soort: str | None
    product: str | None
    wetten: tuple[str, ...]
    doelen: tuple[str, ...]
    begint_na: tuple[str, ...]
    begin: dt.date | None
    eind: dt.date | None


@dataclass(frozen=True, slots=True)
class Vervolg:
    """What comes after the birthday on which the law stops: from when, until when, from which laws."""

    vanaf: dt.date
    tot: dt.date | None
    wetten: tuple[str, ...]
    grond: Grond | None


@dataclass(frozen=True, slots=True)
class Plaatsing:
    """What becomes of an element.

    Args:
        wet: the law, when it is `gedragen` or `elders`.
        artikel: the article that is the basis, when it is `gedragen`.
        geldstroom: the money that pays for it, in a word of the case file; `None` when that is not known.
        gronden: why, in the words of the law about carriers.
        opties: for a `keuze` the laws between which the writer chooses; empty when none fits.
        voorrang: the rules of precedence between those laws, or by which the writer's own choice is judged.
        deur: where to go, when it is `elders`.
        eind: the last day under this law, when that is known.
        vervolg: what comes after that day, when the help was meant to last longer.
        wijkt_af: whether the law differs from the only one that the plan names.
    """

    onderdeel: Onderdeel
    uitkomst: Uitkomst
    wet: str | None = None
    artikel: str | None = None
    geldstroom: str | None = None
    gronden: tuple[Grond, ...] = ()
    opties: tuple[str, ...] = ()
    voorrang: tuple[Voorrang, ...] = ()
    deur: Deur | None = None
    eind: dt.date | None = None
    vervolg: Vervolg | None = None
    wijkt_af: bool = False


def plaats(onderdeel: Onderdeel, dossier: Dossier, dragers: Dragers, peildatum: dt.date) -> Plaatsing:
    """What becomes of one element. `dragers`: what holds on the peildatum."""
    return _Plaatser(onderdeel, dossier, dragers, peildatum).plaats()


def onderdeel_uit(
    ref: str, pointer: str, persoon: str, element: Planonderdeel | None, voorziening: Voorziening | None
) -> Onderdeel:
    """An element with all that it and its provision say; the provision is the more precise of the two."""
    e, v = element or Planonderdeel(), voorziening or Voorziening()
    return Onderdeel(
        ref,
        pointer,
        persoon,
        e.voorziening if element is not None else ref,
        e.soort,
        v.soort or e.product,
        e.wetten or ((v.wet,) if v.wet is not None else ()),
        e.doelen or (),
        e.begint_na or (),
        v.begindatum or e.begindatum,
        v.einddatum or e.einddatum,
    )


class _Plaatser:
    def __init__(self, o: Onderdeel, dossier: Dossier, dragers: Dragers, peildatum: dt.date) -> None:
        self.o = o
        self.dragers = dragers
        self.persoon: Persoon = (dossier.personen or {})[o.persoon]
        self.voorziening = (dossier.voorzieningen or {}).get(o.voorziening or "")
        self.dag = max(peildatum, o.begin) if o.begin is not None else peildatum
        self.wlz = any(
            w.persoon == o.persoon and w.indicatie is True for w in (dossier.wlzsituaties or {}).values()
        )

    def plaats(self) -> Plaatsing:
        o = self.o
        if o.soort in EIGEN and o.voorziening is None:
            gronden = tuple(e.grond for e in self.dragers.eigen if e.soort == o.soort)
            return Plaatsing(o, "eigen", gronden=gronden)
        if o.soort != "ander":
            elders = [w.wet for w in self.dragers.wetten.values() if w.plansoort == o.soort]
            if o.soort is not None and elders:
                return self._buiten(elders[0], ())
        passend = self._passend()
        if passend:
            return self._uit_tabel(passend)
        kent = [d for d in self.dragers.dragers if o.product in d.producten]
        if kent:
            return self._te_oud({d.wet for d in kent if d.leeftijd_tot is not None})
        return self._uit_plan()

    # ------------------------------------------------------------ candidates

    def _passend(self) -> list[Drager]:
        """The carriers of this kind of help that fit age and role, and circumstances."""
        return [
            d
            for d in self.dragers.dragers
            if self.o.product in d.producten
            and (not d.rollen or d.rollen & set(self.persoon.rollen or ()))
            and (d.als != "wlz_indicatie" or self.wlz)
            and self._leeftijd_past(d)
        ]

    def _leeftijd_past(self, d: Drager) -> bool:
        """Also when the age is not known: then it may fit."""
        vanaf, tot = self._verjaardag(d.leeftijd_vanaf), self._verjaardag(d.leeftijd_tot)
        if vanaf is not None and self.dag < vanaf:
            return False
        if tot is None or self.dag < tot:
            return True
        verlenging = self._verlenging(d.wet)
        grens = None if verlenging is None else self._verjaardag(verlenging.tot_leeftijd)
        return verlenging is not None and (grens is None or self.dag < grens)

    def _verjaardag(self, jaren: int | None) -> dt.date | None:
        geboren = self.persoon.geboortedatum
        return None if jaren is None or geboren is None else tel(geboren, Periode(jaren, "jaar"), 1)

    def _verlenging(self, wet: str) -> Verlenging | None:
        toegang = self.voorziening.jeugdtoegang if self.voorziening is not None else None
        if toegang is None:
            return None
        feiten: Mapping[str, Any] = toegang.model_dump(by_alias=True)
        for v in self.dragers.verlengingen:
            if (
                v.wet == wet
                and (not v.producten or self.o.product in v.producten)
                and v.soort_jeugdhulp in (None, toegang.soort_jeugdhulp)
                and any(feiten.get(naam) is True for naam in v.een_van)
            ):
                return v
        return None

    # ------------------------------------------------------------ outcomes

    def _uit_tabel(self, passend: Sequence[Drager]) -> Plaatsing:
        wetten = list(dict.fromkeys(d.wet for d in passend))
        over, gronden = self._door_feiten(wetten)
        voorrang = tuple(self._voorrang(over))
        if len(over) > 1 and len(self.o.wetten) == 1 and self.o.wetten[0] in over:
            over = [self.o.wetten[0]]
        if len(over) > 1:
            return Plaatsing(self.o, "keuze", opties=tuple(over), voorrang=voorrang)
        drager = next(d for d in passend if d.wet == over[0])
        return self._bij(drager.wet, drager, (*gronden, drager.grond), voorrang)

    def _uit_plan(self) -> Plaatsing:
        """The table does not know this kind of help: the law is the one that the plan names."""
        o = self.o
        bekend = [wet for wet in o.wetten if wet in self.dragers.wetten]
        if len(bekend) == 1:
            return self._bij(bekend[0], None, (), ())
        return Plaatsing(o, "keuze", opties=tuple(bekend), voorrang=tuple(self._voorrang(bekend)))

    def _te_oud(self, wetten: Collection[str]) -> Plaatsing:
        """At this age no law carries this help any more: what may come after, or nothing."""
        routes = [r for r in self.dragers.vervolg if r.wet in wetten]
        opties = tuple(dict.fromkeys(wet for r in routes for wet in r.naar))
        return Plaatsing(self.o, "keuze", gronden=tuple(r.grond for r in routes), opties=opties)

    def _bij(
        self, wet: str, drager: Drager | None, gronden: tuple[Grond, ...], voorrang: tuple[Voorrang, ...]
    ) -> Plaatsing:
        regime = self.dragers.wetten[wet]
        if regime.plek == "elders":
            return self._buiten(wet, gronden)
        if regime.plek == "collectief":
            return Plaatsing(self.o, "eigen", gronden=gronden)
        grens, verlenging = self._grens(wet, drager)
        eind, vervolg = self.o.eind, None
        if grens is not None and (self.dag >= grens or (eind is not None and eind >= grens)):
            if self.dag >= grens:
                return self._te_oud({wet})
            vervolg = self._vervolg(wet, grens, self.o.eind)
            eind = grens - dt.timedelta(days=1)
        return Plaatsing(
            self.o,
            "gedragen",
            wet,
            drager.artikel if drager is not None else regime.artikel,
            (drager.geldstroom if drager is not None else None) or regime.geldstroom,
            (*gronden, verlenging.grond) if verlenging is not None else gronden,
            voorrang=voorrang,
            eind=eind,
            vervolg=vervolg,
            wijkt_af=bool(self.o.wetten) and wet not in self.o.wetten,
        )

    def _buiten(self, wet: str, gronden: tuple[Grond, ...]) -> Plaatsing:
        deur = next((d for d in self.dragers.deuren if d.wet == wet), None)
        wijkt_af = bool(self.o.wetten) and wet not in self.o.wetten
        geld = self.dragers.wetten[wet].geldstroom
        return Plaatsing(
            self.o, "elders", wet, geldstroom=geld, gronden=gronden, deur=deur, wijkt_af=wijkt_af
        )

    # ------------------------------------------------------------ precedence and age

    def _door_feiten(self, wetten: Sequence[str]) -> tuple[list[str], tuple[Grond, ...]]:
        """What is left when a fact in the case decides between two of them."""
        over, gronden = list(wetten), list[Grond]()
        for een, ander in combinations(wetten, 2):
            regel = self.dragers.voorrang_tussen(een, ander, self.o.product)
            if regel is None or not regel.feit or {een, ander} - set(over):
                continue
            waarde = self._feit(regel.feit)
            winnaar = None if waarde is None else regel.ja if waarde else regel.nee
            if winnaar is not None:
                over.remove(ander if winnaar == een else een)
                gronden.append(regel.grond)
        return over, tuple(gronden)

    def _feit(self, pad: Sequence[str]) -> bool | None:
        waarde: Any = self.voorziening.model_dump(by_alias=True) if self.voorziening is not None else None
        for stap in pad:
            waarde = waarde.get(stap) if isinstance(waarde, Mapping) else None
        return waarde if isinstance(waarde, bool) else None

    def _voorrang(self, wetten: Sequence[str]) -> Iterator[Voorrang]:
        for een, ander in combinations(wetten, 2):
            regel = self.dragers.voorrang_tussen(een, ander, self.o.product)
            if regel is not None:
                yield regel

    def _grens(self, wet: str, drager: Drager | None) -> tuple[dt.date | None, Verlenging | None]:
        """The birthday on which the law stops for this help, and what moved it."""
        rollen = set(self.persoon.rollen or ())
        ouder = bool(rollen & {"ouder", "pleegouder"}) and not rollen & {"jeugdige", "kind"}
        jaren = drager.leeftijd_tot if drager is not None else self.dragers.wetten[wet].leeftijd_tot
        if jaren is None or (ouder and drager is None):
            return None, None
        verlenging = self._verlenging(wet)
        return self._verjaardag(verlenging.tot_leeftijd if verlenging is not None else jaren), verlenging

    def _vervolg(self, wet: str, vanaf: dt.date, tot: dt.date | None) -> Vervolg | None:
        gekozen = self.voorziening.vervolg_na_18 if self.voorziening is not None else None
        if gekozen == "geen_hulp_nodig":
            return None
        later = [
            d.wet
            for d in self.dragers.dragers
            if self.o.product in d.producten
            and (d.leeftijd_vanaf is None or d.leeftijd_vanaf <= 18)
            and d.leeftijd_tot is None
            and not d.rollen
            and (d.als != "wlz_indicatie" or self.wlz)
        ]
        route = next((r for r in self.dragers.vervolg if r.wet == wet), None)
        wetten = tuple(dict.fromkeys(later)) or (route.naar if route is not None else ())
        vast = {"wmo": "wmo2015"}.get(gekozen or "", gekozen)
        if vast is not None and vast != wet and vast in self.dragers.wetten:
            wetten = (vast,)
        return Vervolg(vanaf, tot, wetten, route.grond if route is not None else None)
