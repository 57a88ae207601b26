"""Who may get what in words: a sheet for the director, and one for each person in plain Dutch.

A sheet is a value (`Vel`) that is written as text, as Markdown or as JSON. That of a person names nobody but
himself and the children for whom he must consent; only what stands in a description can still do so, and
then the director is warned.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, NamedTuple

from engine.calendar import leeftijd
from engine.consent import AVG_ZELF_VANAF, ZELF_VANAF
from engine.dossier import Dossier, Dossierfout, Invoerfout
from engine.dossier.gegevens import Gegeven, Toestemming
from engine.report import SLOTZIN, Verwijzing
from engine.sharing import AVG_VANAF, Deelblad, Deling, Kwestie, Mag, Nu, Reden
from engine.wording import datum
from service.naming import Namen, en
from service.presentation import md
from service.terminal import Blad

REGISSEUR: Final = "regisseur"

WIE: Final[Mapping[str, str]] = {
    "college": "de gemeente",
    "jeugdhulpverlener": "de jeugdhulpverlener",
    "aanbieder": "de organisatie die de hulp geeft",
    "cak": "het CAK",
    "svb": "de SVB",
    "toezichthouder": "de toezichthouder",
    "zorgverzekeraar": "de zorgverzekeraar",
    "zorgaanbieder": "een zorgverlener",
    "ciz": "het CIZ",
    "school": "de school",
    "andere_afdeling": "een andere afdeling van de gemeente",
    "gezinslid": "iemand uit het gezin",
    "veilig_thuis": "Veilig Thuis",
    "raad_voor_de_kinderbescherming": "de Raad voor de Kinderbescherming",
    "gecertificeerde_instelling": "de instelling voor jeugdbescherming",
    "regisseur": "de regisseur",
    "ander": "iemand anders",
}
WAARBIJ: Final[Mapping[str, str]] = {
    "wmo2015": "hulp en ondersteuning (Wmo 2015)",
    "jeugdwet": "jeugdhulp (Jeugdwet)",
    "participatiewet": "bijstand en werk (Participatiewet)",
    "wgs": "hulp bij schulden (Wet gemeentelijke schuldhulpverlening)",
    "wlz": "langdurige zorg (Wet langdurige zorg)",
    "zvw": "zorg van de zorgverzekering (Zorgverzekeringswet)",
    "wpg": "publieke gezondheid (Wet publieke gezondheid)",
    "suwi": "werk en inkomen (Wet SUWI)",
    "onderwijs": "onderwijs",
    "awb": "besluiten van de gemeente (Algemene wet bestuursrecht)",
    "avg": "bescherming van gegevens (AVG)",
    "anders": "een andere wet",
}
BRON: Final = {
    "client": "de cliënt",
    "onderzoek": "het onderzoek",
    "suwinet": "Suwinet",
    "basisregistratie": "de basisregistratie",
}
SOORT: Final = {
    "gewoon": "een gewoon gegeven",
    "gezondheid": "een gegeven over gezondheid",
    "strafrechtelijk": "een gegeven over politie of strafrechter",
    "bsn": "het burgerservicenummer",
    "godsdienst": "een gegeven over geloof",
    "financieel": "een gegeven over geld",
    "hulp_van_huisgenoot": "welke hulp een huisgenoot geeft",
    "hulp_van_mantelzorger": "welke hulp een mantelzorger geeft",
    "ander_bijzonder": "een bijzonder gegeven",
}
MAG: Final = {
    Mag.NIET: "mag niet",
    Mag.ONBEKEND: "nog niet te zeggen",
    Mag.MET_UITDRUKKELIJKE_TOESTEMMING: "mag met uitdrukkelijke toestemming",
    Mag.MET_TOESTEMMING: "mag met toestemming",
    Mag.MAG: "mag",
}
_NU: Final = {Nu.IN_ORDE: "in orde", Nu.NIET_IN_ORDE: "niet in orde", Nu.ONBEKEND: "nog niet te zeggen"}
GROND_OF_DOEL: Final = frozenset({"PRI-01", "PRI-02", "PRI-13", "PRI-16"})
"""Norms about the ground or the purpose: put those right, and the answer may be another."""

KWESTIE: Final[Mapping[Kwestie, str]] = {
    Kwestie.OVERLEDEN: (
        "deze persoon is overleden. Wie dan toestemming kan geven en wat mag, staat in geen regel van "
        "Toetssteen; zoek dat eerst uit."
    ),
    Kwestie.VOOR_AVG: (
        "voor 25 mei 2018 gold de Wet bescherming persoonsgegevens. Die staat niet in de regels van "
        "Toetssteen; kijk daar zelf naar."
    ),
    Kwestie.NIET_NODIG: "volgens het dossier is dit voor het doel niet nodig. Deel het dan niet.",
    Kwestie.BSN: (
        "een burgerservicenummer mag alleen als een wet dat zegt; toestemming helpt niet. Vul het artikel in."
    ),
    Kwestie.STRAFRECHTELIJK: (
        "over strafbare feiten delen mag alleen als een wet dat zegt. Welke wet, staat in geen regel van "
        "Toetssteen; vul het artikel in."
    ),
    Kwestie.UITZONDERING_PER_ONTVANGER: (
        "de uitzondering die is ingevuld, geldt misschien niet voor elke ontvanger. Maak per ontvanger een "
        "eigen gegeven."
    ),
    Kwestie.TOESTEMMING_PER_ONTVANGER: (
        "er zijn meer ontvangers, en er staat een toestemming. Kijk na of zij ook voor deze ontvanger geldt."
    ),
    Kwestie.ONDER_16: (
        f"onder de {AVG_ZELF_VANAF} jaar is hiervoor meestal ook toestemming nodig van wie gezag heeft "
        "(artikel 5 van de Uitvoeringswet AVG). Vraag het beiden."
    ),
    Kwestie.TWEE_GEZAG: (
        "meer mensen hebben gezag. Vraag het hun allemaal; zegt een van hen nee, zoek dan eerst uit wat mag."
    ),
    Kwestie.VERTEGENWOORDIGER: (
        "er is ook een vertegenwoordiger (curator, mentor of voogd). Kijk na wie hierover beslist."
    ),
}
_RECHTEN: Final = (
    "U mag de gemeente altijd vragen welke gegevens zij over u heeft, en vragen om een fout te verbeteren."
)
_RECHTEN_AVG: Final = (
    "U mag de gemeente altijd vragen welke gegevens zij over u heeft. U mag vragen om een fout te verbeteren "
    "of iets te wissen, en u mag zeggen dat u het gebruik niet goed vindt. De gemeente beslist binnen een "
    "maand. Bent u het niet eens met dat besluit, dan kunt u bezwaar maken (artikelen 12 en 15 tot en met 22 "
    "van de AVG en artikel 34 van de Uitvoeringswet AVG)."
)
_NIET_ALLES: Final = (
    "Soms mag de gemeente iets nog niet vertellen, bijvoorbeeld voor de veiligheid van iemand. Dat staat dan "
    "niet op een blad als dit."
)
_ANTWOORD: Final = "ja / nee    datum: ..........    naam: ...................."


class Stuk(NamedTuple):
    """One item on a sheet: `deel` is the heading it stands under, `rijen` names with a text."""

    deel: str
    kop: str
    rijen: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Vel:
    """A sheet in words."""

    titel: str
    begin: tuple[str, ...]
    stukken: tuple[Stuk, ...]
    slot: tuple[str, ...]

    def als_json(self) -> dict[str, Any]:
        return {
            "titel": self.titel,
            "begin": list(self.begin),
            "stukken": [
                {
                    "deel": s.deel,
                    "kop": s.kop,
                    "rijen": [{"naam": naam, "tekst": tekst} for naam, tekst in s.rijen],
                }
                for s in self.stukken
            ],
            "slot": list(self.slot),
        }


def vel(deelblad: Deelblad, dossier: Dossier, peildatum: dt.date, voor: str = REGISSEUR) -> Vel:
    """The sheet of the director, or of the person with this reference.

    Raises KeyError when the dossier has no such person, Dossierfout when one has the name of the director's.
    """
    if REGISSEUR in (dossier.personen or {}):
        herstel = "Geef deze persoon een andere verwijzing, bijvoorbeeld `P9`."
        zin = "Deze verwijzing is de naam van het blad van de regisseur."
        raise Dossierfout([Invoerfout(f"/personen/{REGISSEUR}", "P09", zin, herstel)])
    if voor == REGISSEUR:
        return _Regisseur(deelblad, dossier, peildatum).vel()
    return _Persoon(deelblad.voor(voor), dossier, peildatum, voor).vel()


def als_json(
    deelblad: Deelblad, dossier: Dossier, peildatum: dt.date, voor: str = REGISSEUR
) -> dict[str, Any]:
    """The answers of a sheet, and the sheet in words. Raises KeyError as `vel`."""
    blad = vel(deelblad, dossier, peildatum, voor).als_json()
    eigen = deelblad if voor == REGISSEUR else deelblad.voor(voor)
    return {**eigen.als_json(), "voor": voor, "blad": blad}


def als_tekst(blad: Vel, breed: int, kleur: bool) -> str:
    """A sheet for a screen."""
    uit = Blad(breed, kleur)
    uit.alinea(blad.titel, bold=True)
    for zin in blad.begin:
        uit.alinea(zin)
    deel, kolom = "", max((len(naam) for s in blad.stukken for naam, _ in s.rijen), default=0)
    for nummer, stuk in enumerate(blad.stukken, 1):
        if stuk.deel != deel:
            uit.kop(stuk.deel)
            deel = stuk.deel
        uit.wit()
        uit.alinea(stuk.kop, eerste=f"{nummer}. ", bold=True)
        for naam, tekst in stuk.rijen:
            uit.alinea(tekst, 3, f"{naam:<{kolom}}  ")
    for zin in blad.slot:
        uit.wit()
        uit.alinea(zin, bold=zin == SLOTZIN)
    return uit.tekst()


def als_markdown(blad: Vel) -> str:
    """A sheet as a document to print or send."""
    uit, deel = [f"# {md(blad.titel)}", *map(md, blad.begin)], ""
    for nummer, stuk in enumerate(blad.stukken, 1):
        if stuk.deel != deel:
            uit.append(f"## {md(stuk.deel)}")
            deel = stuk.deel
        uit.append(f"### {nummer}. {md(stuk.kop)}")
        uit.append("\n".join(f"- **{md(naam)}:** {md(tekst)}" for naam, tekst in stuk.rijen))
    uit += [f"**{zin}**" if zin == SLOTZIN else md(zin) for zin in blad.slot]
    return "\n\n".join(uit) + "\n"


# ---------------------------------------------------------------- what both sheets say


class _Woorden:
    """A dossier, and how its people and items are called."""

    def __init__(self, deelblad: Deelblad, dossier: Dossier, peildatum: dt.date) -> None:
        self.deelblad, self.dossier, self.peildatum = deelblad, dossier, peildatum
        self.personen = dossier.personen or {}

    def is_jong(self, ref: str | None) -> bool:
        geboren = self.personen[ref].geboortedatum if ref else None
        return geboren is not None and leeftijd(geboren, self.peildatum) < ZELF_VANAF

    def gegeven(self, d: Deling) -> Gegeven:
        return (self.dossier.gegevens or {})[d.pointer.rpartition("/")[2]]

    def naam(self, ref: str) -> str:
        return self.personen[ref].naam or ref

    def wat(self, d: Deling) -> str:
        g = self.gegeven(d)
        return g.omschrijving or _hoofdletter(SOORT.get(g.soort or "", "een gegeven"))

    def waarvoor(self, d: Deling) -> str:
        doel = self.gegeven(d).doel
        uit = [doel if doel.endswith((".", "!", "?")) else doel + "."] if doel else []
        van, naar = WAARBIJ.get(d.bronwet or "", ""), WAARBIJ.get(d.doelwet or "", "")
        if van and naar and van != naar:
            uit.append(f"Het komt uit {van}, en is voor {naar}.")
        elif naar:
            uit.append(f"Het is voor {naar}.")
        return " ".join(uit)


def _bron(bron: str | None, zelf: str) -> str:
    if bron is None:
        return ""
    return zelf if bron == "betrokkene" else BRON.get(bron) or WIE[bron]


def _hoofdletter(tekst: str) -> str:
    return tekst[:1].upper() + tekst[1:]


def _artikelen(bronnen: Iterable[Verwijzing]) -> str:
    return "; ".join(dict.fromkeys(" ".join(filter(None, (b.titel, b.aanduiding))) for b in bronnen))


def _rijen(*paren: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """The rows that say something."""
    return tuple((naam, tekst) for naam, tekst in paren if tekst)


# ---------------------------------------------------------------- the director


class _Regisseur(_Woorden):
    def vel(self) -> Vel:
        delingen = self.deelblad.delingen
        per = Counter(d.mag for d in delingen)
        begin = [f"Naar het recht van {datum(self.peildatum)} (peildatum)."]
        if self.deelblad.gestopt:
            begin.append(f"Let op: alleen de eerste {len(delingen)} zijn bekeken. Het zijn er te veel.")
        if delingen:
            telling = en([f"{per[mag]} keer {zin}" for mag, zin in MAG.items() if per[mag]])
            begin.append(f"Elk gegeven en elke ontvanger apart: {telling}.")
        elif not self.deelblad.gestopt:
            begin.append("In het dossier staan geen gegevens, dus er is niets te delen.")
        namen = Namen(self.dossier)
        stukken = [self._stuk(d, namen) for mag in MAG for d in delingen if d.mag is mag]
        slot = []
        if self.deelblad.personen:
            wie = en([f"{p} ({self.naam(p)})" for p in self.deelblad.personen])
            slot.append(f"Er is een blad voor {wie}. Lees elk blad na, en geef ieder alleen het eigen blad.")
        if any(d.vertegenwoordigd and d.gaat_aan(p) for d in delingen for p in d.toestemming_van):
            slot.append(
                "Een blad over een kind gaat naar wie gezag heeft. Ga eerst na of dat goed is voor het kind."
            )
        return Vel("Deelblad voor de regisseur", tuple(begin), tuple(stukken), (*slot, SLOTZIN))

    def _stuk(self, d: Deling, namen: Namen) -> Stuk:
        ref = d.pointer.rpartition("/")[2]
        naar = f"naar {WIE[d.ontvanger]}" if d.ontvanger else "gebruik, zonder dat staat wie het krijgt"
        reden = partial(self._reden, namen=namen, ref=ref)
        rijen = _rijen(
            ("wat", self.wat(d)),
            ("over", f"{d.betrokkene} ({self.naam(d.betrokkene)})" if d.betrokkene else ""),
            ("komt van", _bron(self.gegeven(d).bron, "de persoon zelf")),
            ("gegeven door", WIE[d.verstrekt_door] if d.verstrekt_door else ""),
            ("waarvoor", self.waarvoor(d)),
            ("toestemming", self._toestemming(d)),
            *(("waarom niet", reden(r)) for r in d.redenen),
            *(("wat helpt", zin) for zin in self._wat_helpt(d)),
            ("geen regel", self._geen_regel(d)),
            *(("eerst weten", f"{o.vraag} ({namen.plek(o.pointer)})") for o in d.ontbreekt),
            ("volgens", f"{_artikelen(d.bronnen)} [{', '.join(d.regels)}]" if d.bronnen else ""),
            ("nu", self._nu(d)),
            *(("let op", reden(r)) for r in d.aandacht),
            *(("let op", KWESTIE[k]) for k in d.kwesties),
            ("let op", self._noemt_een_ander(d)),
            ("let op", self._eerst_wegen(d)),
        )
        return Stuk(_hoofdletter(MAG[d.mag]), f"{ref} {naar}", rijen)

    @staticmethod
    def _reden(r: Reden, namen: Namen, ref: str) -> str:
        feiten = "; ".join(f"{namen.plek(p).removeprefix(f'gegeven {ref} > ')}: {w}" for p, w in r.feiten)
        return f"{r.titel} [{r.regel}]" + (f" ({feiten})" if feiten else "")

    @staticmethod
    def _wat_helpt(d: Deling) -> list[str]:
        return list(dict.fromkeys(r.advies for r in d.redenen))

    def _toestemming(self, d: Deling) -> str:
        if d.mag is Mag.NIET:
            return "is alleen niet genoeg" if _grond_of_doel(d) else "maakt dit niet goed, zoals het nu is"
        if not d.vraagt_toestemming:
            return ""
        gevraagd = next(m for m in (d.mag, d.zeker, d.minstens) if m is not None and m.vraagt_toestemming)
        soort = "uitdrukkelijke " if gevraagd is Mag.MET_UITDRUKKELIJKE_TOESTEMMING else ""
        begin = {
            d.mag: "",
            d.zeker: "zonder toestemming is het nog niet te zeggen; het mag in elk geval met ",
            d.minstens: "in elk geval nodig: ",
        }[gevraagd]
        wie = [f"{p} ({self.naam(p)})" for p in d.toestemming_van]
        if d.vertegenwoordigd:
            van = en(wie) or "wie gezag heeft of voogd is"
            if not self.is_jong(d.betrokkene):
                return f"{begin}{soort}toestemming van {van}, want {d.betrokkene} kan dit zelf niet overzien"
            return (
                f"{begin}{soort}toestemming van {van}, want {d.betrokkene} is nog geen {ZELF_VANAF}. "
                "Praat ook met het kind."
            )
        return f"{begin}{soort}toestemming van {wie[0] if wie else 'wie het gaat'} zelf"

    def _geen_regel(self, d: Deling) -> str:
        if not d.geen_regel or d.mag is Mag.NIET:
            return ""
        return (
            "Geen regel van Toetssteen zegt dat deze ontvanger het van deze gever mag krijgen. Zoek het "
            "artikel dat dit toestaat. Is dat er niet, deel het dan niet."
        )

    def _nu(self, d: Deling) -> str:
        toestemming = self.gegeven(d).toestemming
        if not d.vraagt_toestemming or toestemming is None:
            return _NU[d.nu]
        return f"{_NU[d.nu]}; {_vastgelegd(toestemming, self.peildatum)}"

    @staticmethod
    def _eerst_wegen(d: Deling) -> str:
        if not d.eerst_wegen or d.betrokkene is None:
            return ""
        return (
            "dit staat op geen blad voor het gezin. Beslis eerst of vertellen veilig is (artikel 41 van de "
            "Uitvoeringswet AVG)."
        )

    def _noemt_een_ander(self, d: Deling) -> str:
        """A warning when a text that comes on a sheet may be about someone else."""
        g = self.gegeven(d)
        bladen = [p for p in self.personen if d.gaat_aan(p)]
        tekst = f"{g.omschrijving or ''} {g.doel or ''}".casefold()
        eigen = (self.personen[d.betrokkene].naam or "").casefold() if d.betrokkene else ""
        anderen = [
            ref for ref, p in self.personen.items() if ref != d.betrokkene and _genoemd(p.naam, eigen, tekst)
        ]
        familie = [w for w in _FAMILIE if w in _woorden(tekst) and w not in _woorden(eigen)]
        if not bladen or not (anderen or familie):
            return ""
        over = en([*anderen, *(f"„{w}”" for w in familie)])
        return (
            f"de omschrijving of het doel gaat misschien ook over een ander ({over}). Die tekst komt op het "
            f"blad van {en(bladen)}: haal weg wat daar niet hoort."
        )


_FAMILIE: Final = (
    *("vader", "moeder", "ouder", "ouders", "partner", "man", "vrouw", "echtgenoot", "gezin", "huisgenoot"),
    *("broer", "zus", "zusje", "broertje", "zoon", "dochter", "opa", "oma", "buurman", "buurvrouw"),
    *("stiefvader", "stiefmoeder", "ex"),
)


def _woorden(tekst: str) -> frozenset[str]:
    return frozenset(w for w in re.findall(r"\w+", tekst.casefold()) if len(w) > 1)


def _genoemd(naam: str | None, eigen: str, tekst: str) -> bool:
    """Whether a text may name a person: in full, or by a word of the name that is not one's own too."""
    if not naam:
        return False
    heel = naam.casefold()
    kenmerkend = _woorden(heel) - _woorden(eigen) - _AANSPREEK
    return (heel != eigen and heel in tekst) or not kenmerkend.isdisjoint(_woorden(tekst))


_AANSPREEK: Final = frozenset(
    {"mevrouw", "meneer", "mw", "dhr", "de", "den", "der", "van", "het", "ter", "ten", "te", "kind"}
)


def _grond_of_doel(d: Deling) -> bool:
    """Whether only the ground or the purpose is wrong: with those put right, the answer may be another."""
    return bool(d.redenen) and all(r.norm in GROND_OF_DOEL for r in d.redenen)


def _vastgelegd(t: Toestemming, dag: dt.date) -> str:
    """What the dossier says of consent."""
    wie = f" van {t.gegeven_door}" if t.gegeven_door else ""
    op = f" op {datum(t.gegeven_op)}" if t.gegeven_op else ""
    later = ", na de peildatum" if t.gegeven_op is not None and t.gegeven_op > dag else ""
    weg = f", ingetrokken op {datum(t.ingetrokken_op)}" if t.ingetrokken_op else ""
    soort = "uitdrukkelijke " if t.uitdrukkelijk else ""
    voor = f" (voor: {t.reikwijdte})" if t.reikwijdte else ""
    return f"er staat {soort}toestemming{wie}{op}{later}{weg}{voor}"


# ---------------------------------------------------------------- a person


class _Persoon(_Woorden):
    """The sheet of `ref`, who is spoken to; nobody else is named but a child he represents."""

    def __init__(self, deelblad: Deelblad, dossier: Dossier, peildatum: dt.date, ref: str) -> None:
        super().__init__(deelblad, dossier, peildatum)
        self.ref = ref
        self.persoon = self.personen[ref]
        self.jong = self.is_jong(ref)

    def vel(self) -> Vel:
        naam = self.naam(self.ref)
        begin = []
        if self.jong:
            begin.append(
                f"{naam} is nog geen {ZELF_VANAF}. Dit blad is voor wie {naam} vertegenwoordigt. Vertel "
                f"{naam} in eigen woorden wat erop staat."
            )
        eigen = [d for d in self.deelblad.delingen if d.betrokkene == self.ref]
        kinderen = [d for d in self.deelblad.delingen if d.betrokkene != self.ref]
        if self.deelblad.delingen:
            zelf = naam if self.jong else "u"
            over = zelf if eigen else "een kind voor wie u beslist"
            begin.append(f"Hier leest u wat iemand over {over} wil delen, met wie, waarom, en of dat mag.")
        else:
            begin.append(f"Op dit blad staat niets over {naam}.")
        if self.deelblad.gestopt:
            begin.append("Let op: nog niet alle gegevens zijn bekeken. Dit blad is niet volledig.")
        begin.append(f"Dit is naar het recht van {datum(self.peildatum)}.")
        stukken = [self._stuk(d) for d in (*eigen, *kinderen)]
        rechten = _RECHTEN_AVG if self.peildatum >= AVG_VANAF else _RECHTEN
        return Vel(f"Deelblad voor {naam}", tuple(begin), tuple(stukken), (_NIET_ALLES, rechten, SLOTZIN))

    def _stuk(self, d: Deling) -> Stuk:
        zelf = d.betrokkene == self.ref and not self.jong
        over = "Over u" if zelf else f"Over {self.naam(d.betrokkene or '')}"
        rijen = _rijen(
            ("komt van", self._komt_van(d)),
            ("wie vertelt het", WIE[d.verstrekt_door] if d.verstrekt_door else ""),
            ("aan wie", WIE[d.ontvanger] if d.ontvanger else ""),
            ("waarvoor", self.waarvoor(d)),
            ("mag dat", self._mag(d)),
            ("uw keuze", self._keuze(d)),
            ("hoe", self._hoe(d)),
            ("nu", self._nu(d)),
            ("uw antwoord", _ANTWOORD if d.mag.vraagt_toestemming and d.nu is not Nu.IN_ORDE else ""),
            ("volgens", _artikelen(b for b in d.bronnen if "artikel" in f"{b.titel} {b.aanduiding}")),
        )
        return Stuk(over, self.wat(d), rijen)

    def _komt_van(self, d: Deling) -> str:
        """Where his own item comes from; what a child or another said is not told to a reader."""
        g = self.gegeven(d)
        van_client = g.bron == "client" and g.rol_betrokkene != "client"
        if d.betrokkene != self.ref or self.jong or van_client:
            return ""
        return "uzelf" if g.bron == "client" else _bron(g.bron, "uzelf")

    def _mag(self, d: Deling) -> str:
        match d.mag:
            case Mag.MAG:
                return "Ja. De wet vraagt hiervoor geen toestemming."
            case Mag.NIET if _grond_of_doel(d):
                return "Nee, zo mag dit niet. Eerst moet vaststaan waarvoor het is en welke wet het toelaat."
            case Mag.NIET:
                return "Nee, zo mag dit niet. Ook niet als u ja zegt."
            case Mag.ONBEKEND:
                zin = "Dat is nog niet zeker. Zolang dat zo is, hoort het niet te worden gedeeld."
                if d.zeker is not None and d.zeker.vraagt_toestemming:
                    zin += f" Het mag wel als {_ja(d.zeker)}"
                if d.minstens is not None:
                    zin += " Zonder uw ja mag het zeker niet."
                return zin
        return f"Alleen als {_ja(d.mag)}"

    def _keuze(self, d: Deling) -> str:
        if not d.vraagt_toestemming:
            return ""
        if d.mag is Mag.ONBEKEND:
            return "Vraagt iemand om uw ja, dan mag u ook nee zeggen."
        voor = ""
        if d.vertegenwoordigd:
            kind = self.naam(d.betrokkene or "")
            jong = self.is_jong(d.betrokkene)
            waarom = f"is nog geen {ZELF_VANAF}" if jong else "kan dit zelf niet overzien"
            voor = f"U beslist voor {kind}, want {kind} {waarom}. "
        return f"{voor}U mag ja of nee zeggen. Zegt u ja, dan mag u dat later weer intrekken."

    def _hoe(self, d: Deling) -> str:
        if d.mag is Mag.NIET:
            return "Gebeurt het toch? Zeg het tegen de regisseur, of schrijf het aan de gemeente."
        if d.mag is Mag.ONBEKEND:
            return "Wilt u weten hoe het zit, of wilt u dit niet? Zeg het tegen de regisseur."
        if not d.mag.vraagt_toestemming:
            return ""
        bekend = d.verstrekt_door is not None and d.verstrekt_door != "ander"
        ook = WIE[d.verstrekt_door or ""] if bekend else "de gemeente"
        return (
            f"Zeg of schrijf het aan de regisseur of aan {ook}. Zo kunt u uw ja ook intrekken. Vanaf dan mag "
            "het niet meer worden gedeeld."
        )

    def _nu(self, d: Deling) -> str:
        if not d.mag.vraagt_toestemming:
            return ""
        genoeg = {
            Nu.IN_ORDE: "Dat is genoeg.",
            Nu.NIET_IN_ORDE: "Nu mag het dus nog niet.",
            Nu.ONBEKEND: "Of dat genoeg is, is nog niet zeker.",
        }
        wat = self._wat_er_staat(d)
        return f"{wat} {genoeg[d.nu]}" if wat else "Er staat nog geen ja in het dossier."

    def _wat_er_staat(self, d: Deling) -> str:
        t = self.gegeven(d).toestemming
        if t is None or (t.gegeven_op is None and t.gegeven_door is None):
            return ""
        if t.ingetrokken_op is not None and t.ingetrokken_op <= self.peildatum:
            return f"De toestemming is op {datum(t.ingetrokken_op)} ingetrokken."
        dag = f" op {datum(t.gegeven_op)}" if t.gegeven_op else ""
        if t.gegeven_door == self.ref and not self.jong:
            return f"U zei{dag} ja."
        if d.vertegenwoordigd and Kwestie.TWEE_GEZAG in d.kwesties:
            return f"Een ander met gezag zei{dag} ja. Zeg het als u het daar niet mee eens bent."
        if d.vertegenwoordigd:
            return f"In het dossier staat een ja{dag}."
        return f"Iemand anders zei{dag} ja. Hier beslist u zelf."


def _ja(vorm: Mag) -> str:
    """What the reader must do, in the form that is asked."""
    if vorm is Mag.MET_UITDRUKKELIJKE_TOESTEMMING:
        return "u uitdrukkelijk ja zegt: duidelijk, voor dit gegeven en dit doel."
    return "u ja zegt."
