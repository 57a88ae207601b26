"""One decision of the bundle: what its law asks, and what can be kept of the drafts it comes from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from engine.carriers import Dragers
from engine.placing import Plaatsing
from engine.rewriting import haal_weg, kopie, vrij, zet, zonder_ontbreekt

_GEWOON: Final = ("toekenning", "gedeeltelijke_toekenning", "afwijzing")
_VREEMD: Final = ("arbeidsplicht", "tegenprestatie", "schuldhulp", "behandeling")
_REDEN: Final = {
    "motiveringen": "Deze redenen horen niet bij een hulp en een persoon. Geef elk besluit eigen redenen.",
    "voorwaarden": "Deze voorwaarde kan hier niet worden gesteld. Spreek haar af in het plan, als advies.",
    "belangen": "Van dit belang staat niet van wie het is. Zet het in het besluit waar het bij hoort.",
    "vermeldingen": "Dit stond in een brief die vervalt. Noem in elk besluit alleen wie het aangaat.",
    "feitgronden": "Van dit feit staat niet bij welk besluit het hoort. Zet het daar.",
    "begripstoepassingen": "Van deze uitleg staat niet bij welk besluit zij hoort. Zet haar daar.",
}
"""The texts of a draft that go along only where it is sure to which decision they belong, else why not."""


@dataclass(slots=True)
class Groep:
    """A decision to be: for whom, under which law, from which drafts, with which elements.

    `ref`: its reference in the new case file. `houdt`: the draft that it keeps as it stands, if any.
    """

    personen: tuple[str, ...]
    wet: str
    uit: list[str] = field(default_factory=list)
    plaatsingen: list[Plaatsing] = field(default_factory=list)
    voorzieningen: list[str] = field(default_factory=list)
    artikelen: list[str] = field(default_factory=list)
    ref: str = ""
    houdt: str | None = None


@dataclass(frozen=True, slots=True)
class Vervallen:
    """Something of the old drafts that is in none of the new ones, and what to do with it."""

    pointer: str
    reden: str


@dataclass(frozen=True, slots=True)
class Gelijkgezet:
    """A date that the plan left open and that follows the others, because the law leaves room."""

    pointer: str
    datum: dt.date


class Opsteller:
    """Writes the decisions of one plan. `oud`: the case file as it was; `gelijkgezet`: dates filled in."""

    def __init__(
        self,
        oud: Mapping[str, Any],
        plan: str,
        groepen: Sequence[Groep],
        dragers: Dragers,
        peildatum: dt.date,
    ) -> None:
        self.oud = oud
        self.plan: Mapping[str, Any] = oud["plannen"][plan]
        self.plan_ref = plan
        self.groepen = groepen
        self.dragers = dragers
        self.peildatum = peildatum
        self.gelijkgezet: list[Gelijkgezet] = []

    def besluit(self, groep: Groep) -> dict[str, Any]:
        """The decision of a group; its provisions must have been written."""
        regime = self.dragers.wetten[groep.wet]
        bronnen = {r: self.oud["besluiten"][r] for r in groep.uit}
        b: dict[str, Any] = (
            kopie(bronnen[groep.houdt]) if groep.houdt is not None else _eensgezind(bronnen.values())
        )
        soorten = {x.get("soort") for x in bronnen.values()} - {None}
        soort = soorten.pop() if len(soorten) == 1 else "gedeeltelijke_toekenning" if soorten else None
        paar = len(groep.personen) > 1
        b |= {
            "wet": groep.wet,
            "geadresseerde": {"soort": "echtpaar"} if paar else self._adres(groep.personen[0]),
            "begunstigden": list(groep.personen),
            "plan": self.plan_ref,
        }
        zet(b, "soort", soort)
        artikelen = groep.artikelen or ([regime.artikel] if regime.artikel is not None else [])
        zet(b, "artikel", artikelen[0] if artikelen else None)
        self._bevoegd(b, groep)
        if soort != "beslissing_op_bezwaar":
            b["rechtsmiddelenclausule"] = _clausule(regime.orgaan, regime.bezwaartermijn, regime.schorsend)
        elif "rechtsmiddelenclausule" in b:
            b["rechtsmiddelenclausule"]["voorAlleWettenSamen"] = False
        b.pop("brief", None)
        self._rechtsgronden(b, groep, artikelen, bronnen)
        for naam in _REDEN:
            delen: dict[str, Any] = {}
            for x in bronnen.values():
                for r, deel in x.get(naam, {}).items():
                    if self._bij(naam, deel, groep):
                        delen[vrij(r, delen)] = deel
            zet(b, naam, delen or None)
        self._evaluatie(b, groep, soort)
        zonder_ontbreekt(b)
        return b

    def _adres(self, persoon: str) -> dict[str, Any]:
        p = self.oud["personen"][persoon]
        gezag = p.get("gezaghouders", [])
        vertegenwoordiger = p.get("wettelijkVertegenwoordiger") or (gezag[0] if len(gezag) == 1 else None)
        adres = {"soort": "persoon", "persoon": persoon}
        return adres | ({"vertegenwoordiger": vertegenwoordiger} if vertegenwoordiger is not None else {})

    def _bevoegd(self, b: dict[str, Any], groep: Groep) -> None:
        """The body that the law names decides; a signature stays when it is under a mandate for this law."""
        orgaan = self.dragers.wetten[groep.wet].orgaan
        tekent = b.get("ondertekening", {})
        mandaat = b.get("mandaat", {})
        van_regie = [*self.plan.get("regiemandaten", {}).values(), mandaat]
        goed = any(m.get("schriftelijk") is True and m.get("wet") == groep.wet for m in van_regie)
        if b.get("genomenDoor") == orgaan and (goed or tekent.get("persoon") != self.plan.get("regisseur")):
            return
        if mandaat.get("omvatDitBesluit") is True and mandaat.get("schriftelijk") is True and goed:
            return
        haal_weg(b, "mandaat")
        if orgaan is not None:
            b |= {"genomenDoor": orgaan, "ondertekening": {"namens": orgaan}}

    def _rechtsgronden(
        self, b: dict[str, Any], groep: Groep, artikelen: Sequence[str], bronnen: Mapping[str, Any]
    ) -> None:
        eigen: dict[str, Any] = {}
        for x in bronnen.values():
            for r, rg in x.get("rechtsgronden", {}).items():
                if rg.get("wet") == groep.wet or (
                    groep.houdt is not None and rg.get("niveau", "wet") != "wet"
                ):
                    eigen[vrij(r, eigen)] = rg
        for artikel in artikelen:
            if not any(rg.get("artikel") == artikel for rg in eigen.values()):
                eigen[vrij("RG", eigen)] = {"wet": groep.wet, "artikel": artikel, "niveau": "wet"}
        b["rechtsgronden"] = eigen

    def _bij(self, naam: str, deel: Mapping[str, Any], groep: Groep) -> bool:
        """Whether a piece of the old text is surely about this decision."""
        if naam == "motiveringen":
            eigen = deel.get("voorziening") in groep.voorzieningen or (
                groep.houdt is not None and "voorziening" not in deel
            )
            leeg = deel.get("verwijstNaar") == "gezinsplan" and not ("feiten" in deel and "conclusie" in deel)
            return eigen and not leeg
        if naam == "voorwaarden":
            if groep.wet in ("wmo2015", "jeugdwet"):
                vreemd = deel.get("soort") in _VREEMD or deel.get("wet") in ("participatiewet", "wgs")
            else:
                vreemd = deel.get("wet", groep.wet) != groep.wet
            eigen = deel.get("wet") == groep.wet and "grondslag" in deel
            return not vreemd and (eigen or groep.houdt is not None)
        if naam == "belangen":
            return deel.get("van") in groep.personen or groep.houdt is not None
        if naam == "vermeldingen":
            return groep.houdt is not None and deel.get("persoon") in groep.personen
        return groep.houdt is not None

    def vervallen(self, oude_besluiten: Sequence[str]) -> Iterator[Vervallen]:
        """The texts of the drafts that are in none of the decisions."""
        for ref in oude_besluiten:
            for naam, reden in _REDEN.items():
                for r, deel in self.oud["besluiten"][ref].get(naam, {}).items():
                    if not any(ref in g.uit and self._bij(naam, deel, g) for g in self.groepen):
                        yield Vervallen(f"/besluiten/{ref}/{naam}/{r}", reden)

    def _evaluatie(self, b: dict[str, Any], groep: Groep, soort: str | None) -> None:
        dagen = sorted(d for d in self.plan.get("evaluatiedata", []) if d >= self.peildatum.isoformat())
        if not dagen or "herbeoordelingGeplandOp" in b or soort not in (None, *_GEWOON[:2]):
            return
        if "herziening" in self.dragers.van_wet(groep.wet):
            b["herbeoordelingGeplandOp"] = dagen[0]
            plek = f"/besluiten/{groep.ref}/herbeoordelingGeplandOp"
            self.gelijkgezet.append(Gelijkgezet(plek, dt.date.fromisoformat(dagen[0])))


def _eensgezind(bronnen: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The days of the drafts, where they do not contradict each other."""
    rij = list(bronnen)
    uit = {}
    for naam in ("beslotenOp", "ingangsdatum"):
        waarden = {b[naam] for b in rij if naam in b}
        if len(waarden) == 1:
            uit[naam] = waarden.pop()
    return uit


def _clausule(orgaan: str | None, termijn: str | None, schorsend: bool | None) -> dict[str, Any]:
    uit: dict[str, Any] = {"rechtsmiddel": "bezwaar", "voorAlleWettenSamen": False}
    if orgaan == "college":
        uit["bijOrgaan"] = "Het college van burgemeester en wethouders."
    zet(uit, "termijn", termijn)
    zet(uit, "schorsendeWerking", schorsend)
    return uit
