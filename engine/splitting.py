"""From an integral plan to the smallest set of decisions per person and per law that does the same.

A plan may be for a family; a right is one person's, under one law, by a decision of the body that the law
names. `splits` puts each element of the plan where it belongs (`engine.placing`), groups what one law
carries for one person, and rewrites the case file (`engine.bundling`). It never makes up a fact: what the
plan leaves open is open in the result, and choices between two laws stay choices.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from engine.bundling import Bundel
from engine.carriers import Dragers, Grond, Samen, Wetregime
from engine.dossier import Dossier, Dossierfout, als_json, dossier_uit
from engine.dossier.plan import Plan
from engine.drafting import Gelijkgezet, Groep, Vervallen
from engine.patch import verschil
from engine.placing import Plaatsing, onderdeel_uit, plaats
from engine.plan_faults import besluiten_van, kies_plan, natuurlijk, plan_fouten

BLIJFT: Final[Mapping[str, str]] = {
    "INT-04": "alleen een gesprek met dit gezinslid helpt",
    "INT-05": "wie de zaken gescheiden behandelt, moet iemand regelen",
    "INT-06": "wie welke taak doet en wanneer, moet iemand afspreken",
    "INT-07": "of de bijdrage de aanpak schaadt, oordeelt het college",
    "INT-08": "hoeveel hulp er komt, moet uit onderzoek blijken",
    "INT-11": "een datum om terug te kijken kiest het gezin met de regisseur",
    "INT-12": "een toekomstplan maakt iemand met de jeugdige",
    "SCH-04": "de keuze tussen Wlz en Wmo vraagt een reden",
    "SCH-05": "een weigering vraagt dat het andere recht vaststaat",
    "SCH-06": "een weigering vraagt een nieuw oordeel over de oorzaken",
    "SCH-07": "een weigering vraagt dat de andere voorziening genoeg is",
    "SCH-11": "of een andere voorziening de kosten dekt, moet iemand uitzoeken",
    "SCH-20": "een termijn die al loopt, verandert niet door splitsen",
    "SCH-21": "een experiment vraagt een maatregel die de wet kent",
}
"""The partition norms that no splitting can meet, and why: a fact, a talk or a judgement is missing."""


@dataclass(frozen=True, slots=True)
class Deelbesluit:
    """One decision of the bundle.

    Args:
        ref: its reference in the new case file.
        personen: the beneficiary; two when spouses hold the right together.
        wet: the law, with `artikelen` as its legal basis.
        onderdelen: the elements of the plan that it carries, and `voorzieningen` the provisions.
        eisen: per aspect (body, mandate, procedure, term, form, contribution, pgb, objection, money ...) what
            the law asks, with its source; an aspect that is not known for this day is not there.
        uit: the drafts from which it comes; none when the plan had no draft for it.
    """

    ref: str
    personen: tuple[str, ...]
    wet: Wetregime
    artikelen: tuple[str, ...]
    onderdelen: tuple[str, ...]
    voorzieningen: tuple[str, ...]
    eisen: Mapping[str, Grond]
    uit: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rij:
    """One row of the matrix goals x persons x laws x decisions. `doel` is empty where there is none."""

    doel: str
    onderdeel: str
    persoon: str
    uitkomst: str
    wet: str
    besluit: str


@dataclass(frozen=True, slots=True)
class Splitsing:
    """What became of a plan. `dossier` is the new case file, `wijziging` the merge patch that makes it.

    `wetten`: the laws by their word in the case file. `samen`: lawful ways to keep the decisions together.
    `vervallen`: what no decision could take along. `gelijkgezet`: open dates that now follow the others.
    """

    plan: str
    wetten: Mapping[str, Wetregime]
    besluiten: tuple[Deelbesluit, ...]
    plaatsingen: tuple[Plaatsing, ...]
    matrix: tuple[Rij, ...]
    samen: tuple[Samen, ...]
    vervallen: tuple[Vervallen, ...]
    gelijkgezet: tuple[Gelijkgezet, ...]
    wijziging: Mapping[str, Any]
    dossier: Dossier


def splits(dossier: Dossier, dragers: Dragers, peildatum: dt.date, plan: str | None = None) -> Splitsing:
    """Split an integral plan.

    Args:
        dossier: the case, with the plan and the draft decisions that were made from it.
        dragers: which law carries what.
        peildatum: the day whose law applies, and on which ages count for help that is to begin later.
        plan: the reference of the plan, when the case has more than one.

    Raises:
        Dossierfout: the plan cannot be split; every fault of it, with place and remedy (codes P01 to P08).
    """
    ref, het_plan = kies_plan(dossier, plan)
    fouten = sorted({*plan_fouten(dossier, ref, het_plan)})
    if fouten:
        raise Dossierfout(fouten)
    geldend = dragers.op(peildatum)
    oud = besluiten_van(dossier, ref, het_plan)
    plaatsingen = tuple(
        plaats(onderdeel_uit(*wat), dossier, geldend, peildatum)
        for wat in _elementen(dossier, ref, het_plan, oud)
    )
    groepen = _groepen(dossier, geldend, plaatsingen, oud)
    data: dict[str, Any] = json.loads(als_json(dossier))
    bundel = Bundel(data, ref, plaatsingen, groepen, oud, geldend, peildatum)
    return Splitsing(
        ref,
        geldend.wetten,
        tuple(_deelbesluit(g, geldend) for g in groepen),
        plaatsingen,
        tuple(_matrix(het_plan, plaatsingen, groepen)),
        geldend.samen,
        tuple(bundel.vervallen),
        tuple(bundel.gelijkgezet),
        verschil(data, bundel.data),
        dossier_uit(bundel.data),
    )


# ---------------------------------------------------------------- elements and drafts of a plan


def _elementen(dossier: Dossier, ref: str, plan: Plan, besluiten: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """What `onderdeel_uit` asks, for every element and for every provision that no element mentions."""
    voorzieningen = dossier.voorzieningen or {}
    elementen = plan.planonderdelen or {}
    for naam in sorted(elementen, key=natuurlijk):
        e = elementen[naam]
        v = voorzieningen.get(e.voorziening or "")
        persoon = e.persoon or (dossier.voor_wie(v) if v is not None else None)
        yield naam, f"/plannen/{ref}/planonderdelen/{naam}", persoon, e, v
    genoemd = {e.voorziening for e in elementen.values()}
    for naam in sorted(voorzieningen, key=natuurlijk):
        v = voorzieningen[naam]
        if naam not in genoemd and v.besluit in besluiten:
            yield naam, f"/voorzieningen/{naam}", dossier.voor_wie(v), None, v


def _groepen(
    dossier: Dossier, dragers: Dragers, plaatsingen: Sequence[Plaatsing], oud: Sequence[str]
) -> list[Groep]:
    """One group per person and law, in the order of the plan."""
    groepen: dict[tuple[tuple[str, ...], str, str], Groep] = {}
    besluiten = dossier.besluiten or {}
    voorzieningen = dossier.voorzieningen or {}
    elementen = {r: e for p in (dossier.plannen or {}).values() for r, e in (p.planonderdelen or {}).items()}

    def groep(persoon: str, wet: str, uit: str | None) -> Groep:
        personen = _personen(dossier, dragers.wetten[wet], persoon)
        soort = besluiten[uit].soort if uit is not None else None
        bijzonder = "" if soort in (None, "toekenning", "gedeeltelijke_toekenning", "afwijzing") else soort
        g = groepen.setdefault((personen, wet, bijzonder or ""), Groep(personen, wet))
        if uit is not None and uit not in g.uit:
            g.uit.append(uit)
        return g

    for p in plaatsingen:
        if p.uitkomst != "gedragen" or p.wet is None:
            continue
        o = p.onderdeel
        v = voorzieningen.get(o.voorziening or "")
        uit = (v.besluit if v is not None else None) or (
            elementen[o.ref].besluit if o.pointer.startswith("/plannen/") else None
        )
        g = groep(o.persoon, p.wet, uit if uit in oud else None)
        g.plaatsingen.append(p)
        if p.artikel is not None and p.artikel not in g.artikelen:
            g.artikelen.append(p.artikel)
    for r in oud:
        b = besluiten[r]
        leeg = not any(v.besluit == r for v in voorzieningen.values()) and not any(
            e.besluit == r for e in elementen.values()
        )
        regime = dragers.wetten.get(b.wet or "")
        if leeg and regime is not None and regime.plek == "gemeente":
            for persoon in b.begunstigden or ():
                groep(persoon, regime.wet, r)
    _geef_namen(list(groepen.values()), dossier)
    return list(groepen.values())


def _personen(dossier: Dossier, regime: Wetregime, persoon: str) -> tuple[str, ...]:
    """The person; with the spouse where the law gives them the right together."""
    p = (dossier.personen or {})[persoon]
    if regime.gezamenlijk and p.gehuwd is True and p.partner is not None and p.partner != persoon:
        return tuple(sorted((persoon, p.partner), key=natuurlijk))
    return (persoon,)


def _geef_namen(groepen: Sequence[Groep], dossier: Dossier) -> None:
    """A draft that is already for this person under this law keeps its name and its text."""
    besluiten = dossier.besluiten or {}
    for g in groepen:
        if len(g.uit) == 1 and not any(g.uit[0] in ander.uit for ander in groepen if ander is not g):
            b = besluiten[g.uit[0]]
            if b.wet == g.wet and set(b.begunstigden or g.personen) == set(g.personen):
                g.houdt = g.ref = g.uit[0]
    nummer = 1
    for g in groepen:
        while not g.ref:
            naam, nummer = f"BS{nummer}", nummer + 1
            g.ref = naam if naam not in besluiten else ""


# ---------------------------------------------------------------- what a reader sees


def _deelbesluit(g: Groep, dragers: Dragers) -> Deelbesluit:
    regime = dragers.wetten[g.wet]
    return Deelbesluit(
        g.ref,
        g.personen,
        regime,
        tuple(g.artikelen) or ((regime.artikel,) if regime.artikel is not None else ()),
        tuple(p.onderdeel.ref for p in g.plaatsingen),
        tuple(g.voorzieningen),
        dragers.van_wet(g.wet),
        tuple(g.uit),
    )


def _matrix(plan: Plan, plaatsingen: Sequence[Plaatsing], groepen: Sequence[Groep]) -> Iterator[Rij]:
    besluit = {p.onderdeel.pointer: g.ref for g in groepen for p in g.plaatsingen}
    rijen = [
        Rij(
            doel,
            p.onderdeel.ref,
            p.onderdeel.persoon,
            p.uitkomst,
            p.wet or "",
            besluit.get(p.onderdeel.pointer, ""),
        )
        for p in plaatsingen
        for doel in (_doelen(plan, p) or ("",))
    ]
    return iter(sorted(rijen, key=lambda r: (r.doel == "", natuurlijk(r.doel), natuurlijk(r.onderdeel))))


def _doelen(plan: Plan, p: Plaatsing) -> tuple[str, ...]:
    """The goals that the element names; without, the only goal of this person if he has one."""
    if p.onderdeel.doelen:
        return p.onderdeel.doelen
    eigen = [r for r, d in (plan.plandoelen or {}).items() if d.persoon == p.onderdeel.persoon]
    return tuple(eigen) if len(eigen) == 1 else ()
