"""From a plan with its draft decisions to the bundle of decisions per person and per law.

Works on the plain values of a case file and returns new ones. What the plan does not state stays out:
then it is unknown, and a rule asks for it. What cannot be put with one decision goes, and is named.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from engine.carriers import Dragers
from engine.dossier import Dossier
from engine.dossier.shape import vormen
from engine.dossier.values import Bouwsteen
from engine.drafting import Gelijkgezet, Groep, Opsteller, Vervallen
from engine.placing import Plaatsing
from engine.rewriting import haal_weg, kopie, vrij, zet, zonder_ontbreekt

_WET_VAN: Final = {"bijstandsrechten": "participatiewet", "schuldhulptrajecten": "wgs"}


class Bundel:
    """One rewriting of one case file. Read `data`, `vervallen` and `gelijkgezet` when it is done."""

    def __init__(
        self,
        data: Mapping[str, Any],
        plan: str,
        plaatsingen: Sequence[Plaatsing],
        groepen: Sequence[Groep],
        oude_besluiten: Sequence[str],
        dragers: Dragers,
        peildatum: dt.date,
    ) -> None:
        self.oud = data
        self.data: dict[str, Any] = {naam: kopie(waarde) for naam, waarde in data.items()}
        self.plan = self.data["plannen"][plan]
        self.plan_ref = plan
        self.plaatsingen = plaatsingen
        self.groepen = groepen
        self.oude_besluiten = oude_besluiten
        self.dragers = dragers
        self.peildatum = peildatum
        self.vervallen: list[Vervallen] = []
        self.gelijkgezet: list[Gelijkgezet] = []
        self._weg: set[str] = set()
        self._schrijf()

    def _schrijf(self) -> None:
        self.voorzieningen: dict[str, Any] = self.data.setdefault("voorzieningen", {})
        for groep in self.groepen:
            self._voorzieningen_van(groep)
        for p in self.plaatsingen:
            self._onderdeel(p)
        besluiten = {r: b for r, b in self.data.get("besluiten", {}).items() if r not in self.oude_besluiten}
        opsteller = Opsteller(self.oud, self.plan_ref, self.groepen, self.dragers, self.peildatum)
        self.data["besluiten"] = besluiten | {g.ref: opsteller.besluit(g) for g in self.groepen}
        self.vervallen += opsteller.vervallen(self.oude_besluiten)
        self.gelijkgezet += opsteller.gelijkgezet
        self._plan()
        self._pgbs()
        self._bijdragen()
        self._budgetten()
        self._brieven()
        if any(g.houdt is None for g in self.groepen) or any(p.uitkomst == "keuze" for p in self.plaatsingen):
            self.data["weergave"] = "gedeeltelijk"
        self._verwijzingen(self.data, Dossier, "")
        for naam in ("besluiten", "voorzieningen", "pgbs", "bijdragen", "brieven"):
            if not self.data.get(naam) and naam not in self.oud:
                self.data.pop(naam, None)

    # ------------------------------------------------------------ provisions and elements

    def _voorzieningen_van(self, groep: Groep) -> None:
        regime = self.dragers.wetten[groep.wet]
        for p in groep.plaatsingen:
            ref = p.onderdeel.voorziening or vrij(f"V-{p.onderdeel.ref}", self.voorzieningen)
            nieuw = p.onderdeel.voorziening is None
            v = self.voorzieningen.setdefault(ref, {})
            ander = v.get("wet") not in (None, groep.wet)
            v |= {"wet": groep.wet, "besluit": groep.ref, "persoon": p.onderdeel.persoon}
            if p.artikel is not None:
                eigen = v.get("artikelen", [])
                v["artikelen"] = eigen if p.artikel in eigen and not ander else [p.artikel]
            zet(v, "financieringsbron", p.geldstroom)
            zet(v, "aard", regime.aard if regime.aard is not None else v.get("aard"))
            if regime.bijdrage is False:
                v["eigenBijdrage"] = False
            if p.eind is not None:
                v["einddatum"] = p.eind.isoformat()
            if ander:
                # Why it is this kind of help, and for what, was said under another law.
                for naam in ("ondersteuningssoort", "redenKwalificatie"):
                    v.pop(naam, None)
            if regime.pgb is False and v.get("vorm") == "pgb":
                v.pop("vorm")
            if nieuw:
                zet(v, "soort", p.onderdeel.product)
                begin = p.onderdeel.begin or (self._begin() if regime.begin_vrij else None)
                if begin is not None:
                    v["begindatum"] = begin.isoformat()
                    if p.onderdeel.begin is None:
                        self.gelijkgezet.append(Gelijkgezet(f"/voorzieningen/{ref}/begindatum", begin))
            zonder_ontbreekt(v)
            groep.voorzieningen.append(ref)

    def _begin(self) -> dt.date | None:
        """The first day that most of the help has."""
        dagen = Counter(
            p.onderdeel.begin
            for p in self.plaatsingen
            if p.uitkomst == "gedragen" and p.wet is not None and p.onderdeel.begin is not None
            if self.dragers.wetten[p.wet].begin_vrij
        )
        return min(dagen, key=lambda dag: (-dagen[dag], dag)) if dagen else None

    def _onderdeel(self, p: Plaatsing) -> None:
        elementen: dict[str, Any] = self.plan.setdefault("planonderdelen", {})
        e = elementen.get(p.onderdeel.ref) if p.onderdeel.pointer.startswith("/plannen/") else None
        voorziening = p.onderdeel.voorziening
        if p.uitkomst == "gedragen":
            groep = next(g for g in self.groepen if p in g.plaatsingen)
            if e is None:
                e = elementen[vrij(f"E-{p.onderdeel.ref}", elementen)] = {"persoon": p.onderdeel.persoon}
            plek = groep.plaatsingen.index(p)
            e |= {
                "soort": "publieke_voorziening",
                "vereistBesluit": True,
                "besluit": groep.ref,
                "voorziening": groep.voorzieningen[plek],
                "wetten": [groep.wet],
            }
            zet(e, "artikel", p.artikel)
            zet(e, "financieringsbron", p.geldstroom)
            if p.eind is not None:
                e["einddatum"] = p.eind.isoformat()
            if p.vervolg is not None:
                naam = vrij(f"{p.onderdeel.ref}-vervolg"[:40], elementen)
                vervolg: dict[str, Any] = {
                    "persoon": p.onderdeel.persoon,
                    "soort": "publieke_voorziening",
                    "begindatum": p.vervolg.vanaf.isoformat(),
                }
                if e.get("doelen"):
                    vervolg["doelen"] = list(e["doelen"])
                if p.vervolg.tot is not None:
                    vervolg["einddatum"] = p.vervolg.tot.isoformat()
                elementen[naam] = vervolg
        elif p.uitkomst == "elders":
            if voorziening is not None:
                self._verwijder(voorziening)
            if e is not None:
                regime = self.dragers.wetten[p.wet or ""]
                haal_weg(e, "besluit", "voorziening", "artikel", "product")
                e |= {"soort": regime.plansoort or "ander", "vereistBesluit": False}
                e["wetten"] = [regime.wet]
                zet(e, "financieringsbron", p.geldstroom)
        elif p.uitkomst == "keuze":
            if voorziening is not None:
                v = self.voorzieningen[voorziening]
                haal_weg(v, "wet", "artikelen", "besluit", "strekking", "financieringsbron", "budget", "aard")
            if e is not None:
                haal_weg(e, "wetten", "artikel", "besluit", "vereistBesluit", "financieringsbron")
                zonder_ontbreekt(e, "wetten", "artikel", "besluit", "vereistBesluit")
        else:
            if voorziening is not None:
                self._verwijder(voorziening)
            if e is not None:
                haal_weg(e, "besluit", "voorziening", "financieringsbron")
                e["vereistBesluit"] = False
        if e is not None:
            zonder_ontbreekt(e)

    def _verwijder(self, voorziening: str) -> None:
        self.voorzieningen.pop(voorziening, None)
        self._weg.add(voorziening)

    # ------------------------------------------------------------ plan, money, letters

    def _plan(self) -> None:
        self.plan |= {
            "kentZelfToe": False,
            "belooftEenProcedure": False,
            "gezinsbijdrage": False,
            "regisseurNeemtBesluiten": False,
        }
        haal_weg(self.plan, "rechtsgevolg")
        zonder_ontbreekt(self.plan)

    def _van_plan(self, deel: Mapping[str, Any]) -> bool:
        """Whether a part of the case belongs to the drafts or the provisions of this plan."""
        if "voorziening" in deel:
            gekend = {p.onderdeel.voorziening for p in self.plaatsingen}
            return deel["voorziening"] in gekend
        return deel.get("besluit") in self.oude_besluiten or deel.get("plan") == self.plan_ref

    def _pgbs(self) -> None:
        pgbs: dict[str, Any] = self.data.get("pgbs", {})
        for ref, pgb in list(pgbs.items()):
            if not self._van_plan(pgb):
                continue
            v = self.voorzieningen.get(pgb.get("voorziening", ""), {})
            wet = v.get("wet") or ("" if "voorziening" in pgb else pgb.get("wet", ""))
            regime = self.dragers.wetten.get(wet)
            if pgb.get("voorziening") in self._weg or (regime is not None and regime.pgb is False):
                reden = "Dit pgb hoort bij hulp die de gemeente niet als pgb kan geven."
                self.vervallen.append(Vervallen(f"/pgbs/{ref}", reden))
                del pgbs[ref]
                continue
            if pgb.get("gebruiktVoorAndereWet") is True:
                haal_weg(pgb, "bestedingsdoel", "budgetplan", "bedrag", "omvang")
                reden = "Doel, bedrag en omvang golden ook voor hulp uit een andere wet: bepaal ze opnieuw."
                self.vervallen.append(Vervallen(f"/pgbs/{ref}", reden))
            if "gebruiktVoorAndereWet" in pgb:
                pgb["gebruiktVoorAndereWet"] = False
            if "voorziening" in pgb:
                haal_weg(pgb, "wet", "besluit")
                for naam in ("wet", "besluit", "persoon"):
                    zet(pgb, naam, v.get(naam, pgb.get(naam)))
                if "besluit" not in v:
                    haal_weg(pgb, "strekking")
            zonder_ontbreekt(pgb)

    def _bijdragen(self) -> None:
        bijdragen: dict[str, Any] = self.data.get("bijdragen", {})
        for ref, i in list(bijdragen.items()):
            if not self._van_plan(i):
                continue
            v = self.voorzieningen.get(i.get("voorziening", ""), {})
            wet = v.get("wet") or i.get("wet", "")
            regime = self.dragers.wetten.get(wet)
            if i.get("voorGezinAlsGeheel") is True:
                reden = "Een bijdrage van het gezin bestaat niet. Zeg in elk Wmo-besluit of er een is."
                self.vervallen.append(Vervallen(f"/bijdragen/{ref}", reden))
                del bijdragen[ref]
            elif i.get("voorziening") in self._weg or (regime is not None and regime.bijdrage is False):
                reden = "Bij deze hulp hoort geen bijdrage aan de gemeente."
                self.vervallen.append(Vervallen(f"/bijdragen/{ref}", reden))
                del bijdragen[ref]
            else:
                zet(i, "wet", wet or None)
                persoon = self.data["personen"].get(i.get("persoon", ""), {})
                if persoon.get("betaaltBijdrageWlzOfBeschermdWonen") is True and wet == "wmo2015":
                    i["verschuldigd"] = False

    def _budgetten(self) -> None:
        for ref, q in self.data.get("budgetten", {}).items():
            gezin = q.get("soort") == "gezinsbudget" or q.get("aanspraakVoorGezin") is True
            if not (gezin or self._van_plan(q)):
                continue
            q |= {
                "soort": "intern_overzicht",
                "aanspraakVoorGezin": False,
                "opgedeeld": True,
                "alleenIntern": True,
            }
            haal_weg(q, "besluit", "bedrag", "budgetposten")
            posten: dict[str, Any] = {}
            for groep in self.groepen:
                for n, persoon in enumerate(groep.personen):
                    if n == 0:
                        post = {"wet": groep.wet, "persoon": persoon, "besluit": groep.ref}
                        posten[f"Q-{groep.ref}"[:40]] = post
            if posten:
                q["budgetposten"] = posten
            zonder_ontbreekt(q)
            reden = "Het budget is alleen nog een overzicht. Vul per besluit het bedrag in."
            self.vervallen.append(Vervallen(f"/budgetten/{ref}", reden))

    def _brieven(self) -> None:
        brieven: dict[str, Any] = self.data.get("brieven", {})
        oud = {self.oud["besluiten"][r].get("brief") for r in self.oude_besluiten}
        blijft = {b.get("brief") for b in self.data["besluiten"].values()}
        for ref in sorted(brieven):
            if ref in oud - blijft:
                del brieven[ref]
                reden = "De brief aan het gezin vervalt: ieder krijgt een eigen brief met het eigen besluit."
                self.vervallen.append(Vervallen(f"/brieven/{ref}", reden))

    # ------------------------------------------------------------ what still points to what has gone

    def _verwijzingen(self, deel: dict[str, Any], model: type[Bouwsteen], soort: str) -> None:
        bestaat = {"besluit": self.data["besluiten"], "voorziening": self.voorzieningen}
        bestaat |= {n: self.data.get(m, {}) for n, m in (("brief", "brieven"), ("pgb", "pgbs"))}
        for naam, vorm in vormen(model).items():
            waarde = deel.get(naam)
            if waarde is None:
                continue
            if vorm.soort == "map" and vorm.model is not None:
                for onder in waarde.values():
                    self._verwijzingen(onder, vorm.model, naam)
            elif vorm.soort == "object" and vorm.model is not None:
                self._verwijzingen(waarde, vorm.model, soort)
            elif vorm.naar in bestaat:
                er = bestaat[vorm.naar]
                if isinstance(waarde, list):
                    deel[naam] = [ref for ref in waarde if ref in er]
                elif waarde not in er or (vorm.naar == "besluit" and waarde in self.oude_besluiten):
                    nieuw = self._nu(waarde, deel, soort) if vorm.naar == "besluit" else None
                    haal_weg(deel, naam)
                    zet(deel, naam, nieuw)

    def _nu(self, besluit: str, deel: Mapping[str, Any], soort: str) -> str | None:
        """The new decision to which this part belongs, when there is one and no doubt."""
        v = self.voorzieningen.get(deel.get("voorziening", ""))
        if v is not None:
            nieuw: str | None = v.get("besluit")
            return nieuw
        persoon = deel.get("persoon") or deel.get("betrokkene")
        wet = deel.get("wet") or deel.get("doelwet") or _WET_VAN.get(soort)
        past = [
            g.ref
            for g in self.groepen
            if besluit in (*g.uit, g.ref)
            and (persoon is None or persoon in g.personen)
            and (wet is None or wet == g.wet)
        ]
        return past[0] if len(past) == 1 else None
