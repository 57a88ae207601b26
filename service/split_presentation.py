"""A split plan as a director reads it: which decisions, which doors, which choices, what is left to do."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from engine.carriers import Grond, Voorrang
from engine.dossier import als_json as dossier_als_json
from engine.intent import Bedoeling
from engine.placing import Plaatsing
from engine.report import SLOTZIN, Bevinding, Rapport, verwijzing
from engine.rule import Zekerheid
from engine.splitting import BLIJFT, Deelbesluit, Splitsing
from engine.wording import datum, toon
from service.naming import Namen, aantal, en
from service.terminal import Blad

DEFINITIE: Final = (
    "Het getal is het deel van de punten dat zonder verdere keuze behouden blijft. "
    "Wat nog open is, telt niet mee als behouden."
)
_KIES: Final = (
    "Zet uw keuze in het plan: bij {} een enkele wet onder `wetten`, of bij de voorziening het feit "
    "dat beslist. Splits daarna opnieuw."
)
_ZOEK: Final = "Zoek een wet die deze hulp kan dragen, of maak er een afspraak zonder besluit van."
_KOLOM: Final = 14
_ZEKERHEID: Final = {
    Zekerheid.GEVERIFIEERD: "",
    Zekerheid.AFGELEID: "afgeleid uit",
    Zekerheid.SECUNDAIR: "uit een andere bron over",
    Zekerheid.ONGEVERIFIEERD: "niet nagegaan;",
}
_UITKOMST: Final = {
    "gedragen": "besluit",
    "eigen": "geen besluit nodig",
    "elders": "andere deur",
    "keuze": "keuze",
}


def als_tekst(
    s: Splitsing, b: Bedoeling, voor: Rapport, na: Rapport, titel: str, breed: int = 88, kleur: bool = False
) -> str:
    """For a screen."""
    return _Tekst(s, b, voor, na, Blad(breed, kleur)).schrijf(titel)


class _Tekst:
    def __init__(self, s: Splitsing, b: Bedoeling, voor: Rapport, na: Rapport, blad: Blad) -> None:
        self.s, self.b, self.voor, self.na, self.blad = s, b, voor, na, blad
        self.namen = Namen(s.dossier)
        self.peil = na.bewijs.peildatum

    def schrijf(self, titel: str) -> str:
        uit = Counter(p.uitkomst for p in self.s.plaatsingen)
        blad = self.blad
        blad.alinea(titel, bold=True)
        blad.alinea(f"Naar het recht van {datum(dt.date.fromisoformat(self.peil))} (peildatum).")
        blad.alinea(
            f"Plan {self.s.plan} wordt {aantal(len(self.s.besluiten), 'besluit', 'besluiten')}. "
            f"{aantal(uit['elders'], 'onderdeel gaat', 'onderdelen gaan')} naar een andere deur, "
            f"{aantal(uit['eigen'], 'onderdeel vraagt', 'onderdelen vragen')} geen besluit, "
            f"en over {aantal(uit['keuze'], 'onderdeel', 'onderdelen')} kiest u nog."
        )
        blad.alinea(f"Van de bedoeling van het plan blijft {self.b.getal}%.")
        self._besluiten()
        self._wetten()
        self._elders()
        self._keuzes()
        self._vervolg()
        self._eigen()
        self._doelen()
        self._bedoeling()
        self._samen()
        self._nog_te_doen()
        self._toets()
        blad.wit()
        blad.alinea(SLOTZIN, bold=True)
        return blad.tekst()

    # ------------------------------------------------------------ what becomes of the plan

    def _besluiten(self) -> None:
        if self.s.besluiten:
            self.blad.kop("Besluiten")
        for d in self.s.besluiten:
            self.blad.wit()
            wie = " en ".join(d.personen) + (", samen" if len(d.personen) > 1 else "")
            artikelen = en([f"artikel {a}" for a in d.artikelen])
            self.blad.alinea(f"{d.ref}  {d.wet.naam}, {artikelen}, voor {wie}", bold=True)
            self._rij("draagt", ", ".join(self._onderdeel(p) for p in self._van(d)) or "geen onderdeel")
            self._rij(
                "komt uit", f"besluit {en(d.uit)}" if d.uit else "niets: hier was nog geen concept voor"
            )
            anders = [p.onderdeel.ref for p in self._van(d) if p.wijkt_af]
            if anders:
                self._rij("let op", f"het plan noemde voor {en(anders)} een andere wet")

    def _van(self, d: Deelbesluit) -> list[Plaatsing]:
        return [p for p in self.s.plaatsingen if p.uitkomst == "gedragen" and p.onderdeel.ref in d.onderdelen]

    def _wetten(self) -> None:
        gezien: set[str] = set()
        for d in self.s.besluiten:
            if d.wet.wet in gezien:
                continue
            gezien.add(d.wet.wet)
            self.blad.kop(
                f"Wat bij de {d.wet.naam} hoort" if d.wet.wet != "wmo2015" else "Wat bij de Wmo 2015 hoort"
            )
            for aspect, grond in d.eisen.items():
                self._rij(aspect, self._met_bron(grond), marge=0)

    def _elders(self) -> None:
        elders = [p for p in self.s.plaatsingen if p.uitkomst == "elders"]
        if elders:
            self.blad.kop("Naar een andere deur")
        for p in elders:
            bij = p.deur.bij if p.deur is not None else p.wet
            self._punt(f"{self._onderdeel(p)}, voor {p.onderdeel.persoon}: naar {bij}.")
            self._gronden([*p.gronden[-1:], *([p.deur.grond] if p.deur is not None else [])])

    def _keuzes(self) -> None:
        keuzes = [p for p in self.s.plaatsingen if p.uitkomst == "keuze"]
        if keuzes:
            self.blad.kop("Uw keuze")
        for p in keuzes:
            wetten = self._wetten_in_woorden(p.opties) or "geen wet gevonden die dit draagt"
            self._punt(f"{self._onderdeel(p)}, voor {p.onderdeel.persoon}: {wetten}.")
            for v in p.voorrang:
                self.blad.alinea(v.vraag, 2)
                self._gronden([v.grond])
            self._gronden(p.gronden)
            self.blad.alinea(_KIES.format(p.onderdeel.ref) if p.opties else _ZOEK, 2)

    def _vervolg(self) -> None:
        verder = [p for p in self.s.plaatsingen if p.vervolg is not None]
        if verder:
            self.blad.kop("Na de verjaardag waarop de wet ophoudt")
        for p in verder:
            if p.vervolg is None or p.eind is None:
                continue
            self._punt(
                f"{self._onderdeel(p)}, voor {p.onderdeel.persoon}: tot en met {datum(p.eind)}. "
                f"Vanaf {datum(p.vervolg.vanaf)}: {self._wetten_in_woorden(p.vervolg.wetten)}."
            )
            self._gronden([p.vervolg.grond] if p.vervolg.grond is not None else [])

    def _eigen(self) -> None:
        eigen = [p for p in self.s.plaatsingen if p.uitkomst == "eigen"]
        if eigen:
            self.blad.kop("Geen besluit nodig")
        for p in eigen:
            self._punt(f"{self._onderdeel(p)}, voor {p.onderdeel.persoon}.")
            self._gronden(p.gronden)

    def _doelen(self) -> None:
        self.blad.kop("Doelen, personen, wetten en besluiten")
        kop = ("doel", "onderdeel", "persoon", "wet", "besluit")
        rijen = [
            (r.doel or "-", r.onderdeel, r.persoon, r.wet or "-", r.besluit or _UITKOMST[r.uitkomst])
            for r in self.s.matrix
        ]
        breed = [max(len(rij[k]) for rij in (kop, *rijen)) for k in range(len(kop))]
        for rij in (kop, *rijen):
            cellen = (f"{cel:<{b}}" for cel, b in zip(rij, breed, strict=True))
            self.blad.rij("  ".join(cellen).rstrip())

    # ------------------------------------------------------------ what it leaves, and what is left to do

    def _bedoeling(self) -> None:
        b = self.b
        self.blad.kop("Wat er van de bedoeling blijft")
        self.blad.alinea(
            f"{b.getal}%: van {aantal(len(b.punten), 'punt', 'punten')} in het plan zijn er "
            f"{b.aantal('behouden')} behouden, {b.aantal('open')} open en {b.aantal('verloren')} verloren. "
            f"{DEFINITIE}"
        )
        for p in b.punten:
            if p.oordeel != "behouden":
                self._punt(f"{p.oordeel}, {p.onderwerp} {' en '.join(p.over)}: {p.waarom}")

    def _samen(self) -> None:
        if self.s.samen:
            self.blad.kop("De besluiten bij elkaar houden")
        for weg in self.s.samen:
            self._punt(f"{weg.naam}. {self._met_bron(weg.grond)}")

    def _nog_te_doen(self) -> None:
        if self.s.gelijkgezet:
            self.blad.kop("Gelijkgezet; kijk na of het kan")
        for g in self.s.gelijkgezet:
            self._punt(f"{self.namen.plek(g.pointer)}: {datum(g.datum)}.")
        if self.s.vervallen:
            self.blad.kop("Niet overgenomen")
        for v in self.s.vervallen:
            self._punt(f"{v.pointer}: {v.reden}")

    def _toets(self) -> None:
        self.blad.kop("Opnieuw getoetst")
        voor, na = len(self.voor.bevindingen), len(self.na.bevindingen)
        self.blad.alinea(
            f"Voor het splitsen {aantal(voor, 'bevinding', 'bevindingen')}, erna {na}. "
            f"{aantal(len(self.na.open_vragen), 'vraag is', 'vragen zijn')} nog open."
        )
        for b in self.na.bevindingen:
            reden = BLIJFT.get(b.norm)
            self._punt(
                f"{b.regel}, {self.namen.plekken(b.betreft)}: {b.melding}{f' ({reden})' if reden else ''}"
            )

    # ------------------------------------------------------------ pieces

    def _onderdeel(self, p: Plaatsing) -> str:
        product = p.onderdeel.product or p.onderdeel.soort
        return p.onderdeel.ref + (f" ({toon(product)})" if product is not None else "")

    def _punt(self, tekst: str) -> None:
        self.blad.alinea(tekst, eerste="- ", hangend=2)

    def _gronden(self, gronden: Iterable[Grond]) -> None:
        for grond in gronden:
            self.blad.alinea(self._met_bron(grond), 2)

    def _rij(self, naam: str, tekst: str, marge: int = 5) -> None:
        self.blad.alinea(tekst, marge, f"{naam:<{_KOLOM}}")

    def _wetten_in_woorden(self, wetten: Sequence[str]) -> str:
        return " of ".join(f"{self.s.wetten[wet].naam} (`{wet}`)" for wet in wetten)

    def _met_bron(self, grond: Grond) -> str:
        bronnen: dict[str, list[str]] = {}
        for v in grond.vindplaatsen:
            bron = verwijzing(v, self.peil)
            bronnen.setdefault(bron.titel, []).extend(filter(None, [bron.aanduiding]))
        tekst = "; ".join(f"{titel} {', '.join(delen)}".rstrip() for titel, delen in bronnen.items())
        return f"{grond.tekst} ({' '.join(filter(None, (_ZEKERHEID[grond.nagegaan], tekst)))})"


# ---------------------------------------------------------------- JSON


def als_json(s: Splitsing, b: Bedoeling, voor: Rapport, na: Rapport) -> dict[str, Any]:
    """Everything, for a program; `dossier` is the new case file as text of JSON would have it."""
    peil = na.bewijs.peildatum
    return {
        "plan": s.plan,
        "peildatum": peil,
        "besluiten": [_besluit(d, peil) for d in s.besluiten],
        "onderdelen": [_plaatsing(p, peil) for p in s.plaatsingen],
        "matrix": [
            {"doel": r.doel or None, "onderdeel": r.onderdeel, "persoon": r.persoon, "uitkomst": r.uitkomst,
             "wet": r.wet or None, "besluit": r.besluit or None}
            for r in s.matrix
        ],
        "samen": [{"naam": w.naam, **_grond(w.grond, peil)} for w in s.samen],
        "gelijkgezet": [{"pointer": g.pointer, "datum": g.datum.isoformat()} for g in s.gelijkgezet],
        "nietOvergenomen": [{"pointer": v.pointer, "reden": v.reden} for v in s.vervallen],
        "bedoeling": {
            "getal": b.getal,
            "definitie": DEFINITIE,
            **{oordeel: b.aantal(oordeel) for oordeel in ("behouden", "open", "verloren")},
            "punten": [
                {"onderwerp": p.onderwerp, "over": list(p.over), "oordeel": p.oordeel, "waarom": p.waarom}
                for p in b.punten
            ],
        },
        "toets": {"voor": _per_norm(voor), "na": _per_norm(na), "over": [_over(x) for x in na.bevindingen]},
        "wijziging": dict(s.wijziging),
        "dossier": json.loads(dossier_als_json(s.dossier)),
    }  # fmt: skip


def _per_norm(rapport: Rapport) -> dict[str, int]:
    return dict(sorted(Counter(b.norm for b in rapport.bevindingen).items()))


def _over(b: Bevinding) -> dict[str, Any]:
    return {"regel": b.regel, "norm": b.norm, "betreft": list(b.betreft), "waarom": BLIJFT.get(b.norm)}


def _besluit(d: Deelbesluit, peil: str) -> dict[str, Any]:
    return {
        "besluit": d.ref,
        "personen": list(d.personen),
        "wet": d.wet.wet,
        "artikelen": list(d.artikelen),
        "orgaan": d.wet.orgaan,
        "onderdelen": list(d.onderdelen),
        "voorzieningen": list(d.voorzieningen),
        "uit": list(d.uit),
        "eisen": {aspect: _grond(grond, peil) for aspect, grond in d.eisen.items()},
    }


def _plaatsing(p: Plaatsing, peil: str) -> dict[str, Any]:
    uit: dict[str, Any] = {
        "onderdeel": p.onderdeel.ref,
        "pointer": p.onderdeel.pointer,
        "persoon": p.onderdeel.persoon,
        "uitkomst": p.uitkomst,
        "wet": p.wet,
        "artikel": p.artikel,
        "wijktAf": p.wijkt_af,
        "gronden": _gronden(p.gronden, peil),
        "opties": list(p.opties),
        "voorrang": [_voorrang(v, peil) for v in p.voorrang],
        "eind": _dag(p.eind),
    }
    if p.deur is not None:
        uit["deur"] = {"bij": p.deur.bij, **_grond(p.deur.grond, peil)}
    if p.vervolg is not None:
        uit["vervolg"] = {
            "vanaf": _dag(p.vervolg.vanaf), "tot": _dag(p.vervolg.tot), "wetten": list(p.vervolg.wetten)
        }  # fmt: skip
    return uit


def _voorrang(v: Voorrang, peil: str) -> Mapping[str, Any]:
    return {"tussen": list(v.tussen), "vraag": v.vraag, **_grond(v.grond, peil)}


def _gronden(gronden: Sequence[Grond], peil: str) -> list[dict[str, Any]]:
    return [_grond(g, peil) for g in gronden]


def _grond(grond: Grond, peil: str) -> dict[str, Any]:
    return {
        "tekst": grond.tekst,
        "norm": grond.norm or None,
        "nagegaan": grond.nagegaan.value,
        "bronnen": [verwijzing(v, peil).als_json() for v in grond.vindplaatsen],
    }


def _dag(dag: dt.date | None) -> str | None:
    return None if dag is None else dag.isoformat()
