"""The plan of a case, and what is wrong with it: faults that keep it from being split.

Codes P01 to P08, in the form of every fault of a case file: place, what is wrong, remedy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from engine.dossier import Dossier, Dossierfout, Invoerfout
from engine.dossier.plan import Plan

PLANSOORTEN: Final = ("gezinsplan", "integraal_plan", "familiegroepsplan")
_MAAK_PLAN: Final = (
    "Zet het plan onder `plannen`, met als soort `gezinsplan`, `integraal_plan` of `familiegroepsplan`."
)


def natuurlijk(ref: str) -> tuple[tuple[int, int, str], ...]:
    """A key that puts E2 before E10."""
    delen = re.findall(r"[0-9]+|[^0-9]+", ref)
    return tuple((1, int(d), "") if d.isdigit() else (0, 0, d) for d in delen)


def kies_plan(dossier: Dossier, gekozen: str | None = None) -> tuple[str, Plan]:
    """The one integral plan, or the one that was named, with its reference; raises Dossierfout."""
    plannen = {r: p for r, p in (dossier.plannen or {}).items() if p.soort in PLANSOORTEN}
    if gekozen is not None:
        if gekozen not in plannen:
            herstel = f"Kies uit: {', '.join(f'`{r}`' for r in plannen)}." if plannen else _MAAK_PLAN
            raise Dossierfout(
                [Invoerfout("/plannen", "P02", "Er is geen gezinsplan met deze verwijzing.", herstel)]
            )
        return gekozen, plannen[gekozen]
    if not plannen:
        raise Dossierfout(
            [Invoerfout("/plannen", "P01", "Er is geen gezinsplan om te splitsen.", _MAAK_PLAN)]
        )
    regie = {p.regisseur for p in plannen.values()} - {None}
    if len(regie) > 1:
        raise Dossierfout([_twee_regisseurs("/plannen")])
    if len(plannen) > 1:
        herstel = f"Zeg met --plan welk plan u bedoelt: {', '.join(f'`{r}`' for r in plannen)}."
        raise Dossierfout([Invoerfout("/plannen", "P02", "Er is meer dan een gezinsplan.", herstel)])
    return next(iter(plannen.items()))


def _twee_regisseurs(pointer: str) -> Invoerfout:
    return Invoerfout(
        pointer,
        "P03",
        "Er zijn twee regisseurs; een plan heeft er een.",
        "Kies wie de regie heeft. Geef de ander een taak in het plan, en een andere rol.",
    )


def plan_fouten(dossier: Dossier, ref: str, plan: Plan) -> Iterator[Invoerfout]:
    """Everything that is wrong with a plan that is to be split."""
    regisseurs = [r for r, p in (dossier.personen or {}).items() if "regisseur" in (p.rollen or ())]
    if len(regisseurs) > 1:
        yield _twee_regisseurs(f"/personen/{max(regisseurs, key=natuurlijk)}/rollen")
    voor = f"/plannen/{ref}/planonderdelen"
    elementen = plan.planonderdelen or {}
    gezien: dict[str, str] = {}
    for naam, e in elementen.items():
        v = (dossier.voorzieningen or {}).get(e.voorziening or "")
        if e.persoon is None and (v is None or dossier.voor_wie(v) is None):
            yield Invoerfout(
                f"{voor}/{naam}/persoon",
                "P04",
                "Van dit onderdeel staat niet voor wie het is.",
                "Noem bij `persoon` voor wie het is. Is het voor meer mensen, maak er dan meer van.",
            )
        if v is not None and e.persoon is not None and v.persoon not in (None, e.persoon):
            yield Invoerfout(
                f"{voor}/{naam}/persoon",
                "P05",
                "Het onderdeel is voor een ander dan de voorziening die erbij hoort.",
                "Zet bij beide dezelfde persoon, of maak er twee onderdelen van.",
            )
        if e.voorziening is not None and e.voorziening in gezien:
            yield Invoerfout(
                f"{voor}/{naam}/voorziening",
                "P08",
                "Deze voorziening hoort al bij een ander onderdeel.",
                f"Laat haar bij een van beide staan: dit onderdeel, of `{gezien[e.voorziening]}`.",
            )
        gezien.setdefault(e.voorziening or "", naam)
        for veld, soort, genoemd, bekend in (
            ("doelen", "doel", e.doelen, plan.plandoelen or {}),
            ("begintNa", "onderdeel", e.begint_na, elementen),
        ):
            for n, ander in enumerate(genoemd or ()):
                if ander not in bekend:
                    yield Invoerfout(
                        f"{voor}/{naam}/{veld}/{n}",
                        "P06",
                        f"Het plan heeft geen {soort} met deze verwijzing.",
                        "Kijk de verwijzing na, of haal haar weg.",
                    )
    for besluit in besluiten_van(dossier, ref, plan):
        for naam, v in (dossier.voorzieningen or {}).items():
            if v.besluit == besluit and dossier.voor_wie(v) is None and naam not in gezien:
                yield Invoerfout(
                    f"/voorzieningen/{naam}/persoon",
                    "P04",
                    "Van deze voorziening staat niet voor wie zij is.",
                    "Noem bij `persoon` de ene persoon voor wie zij is.",
                )
    kring = _kring({naam: e.begint_na or () for naam, e in elementen.items()})
    if kring is not None:
        yield Invoerfout(
            f"{voor}/{kring}/begintNa",
            "P07",
            "Deze onderdelen wachten in een kring op elkaar: geen ervan kan beginnen.",
            "Haal de verwijzing weg naar een onderdeel dat later mag beginnen.",
        )


def _kring(na: Mapping[str, Sequence[str]]) -> str | None:
    """The first element, by name, that waits for itself in the end."""
    over = {naam: {a for a in anderen if a in na} for naam, anderen in na.items()}
    while vrij := [naam for naam, anderen in over.items() if not anderen]:
        for naam in vrij:
            del over[naam]
        for anderen in over.values():
            anderen.difference_update(vrij)
    # What is left waits for a circle or stands in one; walking back from any of it ends in one.
    gezien: set[str] = set()
    plek = min(over, key=natuurlijk, default=None)
    while plek is not None and plek not in gezien:
        gezien.add(plek)
        plek = min(over[plek], key=natuurlijk)
    return plek


def besluiten_van(dossier: Dossier, ref: str, plan: Plan) -> list[str]:
    """The drafts made from this plan: that name it, or that an element or its provision names."""
    voorzieningen = dossier.voorzieningen or {}
    genoemd = {e.besluit for e in (plan.planonderdelen or {}).values()}
    genoemd |= {
        voorzieningen[e.voorziening].besluit
        for e in (plan.planonderdelen or {}).values()
        if e.voorziening is not None
    }
    return [
        r
        for r, b in (dossier.besluiten or {}).items()
        if (b.plan == ref or r in genoemd) and b.soort not in ("mededeling", "avg_besluit")
    ]
