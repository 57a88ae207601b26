"""Repair, questions and margin in words, for who writes the decision."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any, Final

from engine.asking import Vraag, Vragenlijst
from engine.dossier import Dossier
from engine.gathering import Plek
from engine.margin import Besluitmarge, Marge, Punt
from engine.minimising import BRON, NORM
from engine.provenance import Herkomst
from engine.repair_report import Bewerking, Herstel, Taak
from engine.report import SLOTZIN
from engine.wording import datum
from service.naming import Namen, aantal, en
from service.terminal import Blad

_KOLOM: Final = 11
_DATUM: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

_TAKEN: Final = {
    "schrijven": "Zelf te schrijven",
    "kiezen": "Zelf te kiezen",
    "doen": "Eerst te doen",
    "onderzoeken": "Alleen nieuw onderzoek helpt",
}
_REDENEN: Final = {
    "splitsen": "Hier helpt wijzigen niet: er is een ander of een extra besluit nodig.",
    "feit": "Hier helpt wijzigen niet: dit rust op feiten die vaststaan of op wat er al is gebeurd.",
    "mens": "Hier helpt wijzigen niet: een mens oordeelde dat niet aan de norm is voldaan.",
    "samenhang": "Hiervoor is geen wijziging gevonden die niet iets anders stukmaakt.",
    "gestopt": "Hiervoor is niet verder gezocht: de zaak is te groot.",
}
_HERKOMST: Final = {
    Herkomst.TEKST: "tekst van het besluit",
    Herkomst.HANDELING: "wat de gemeente doet",
    Herkomst.OMVANG: "wat iemand krijgt",
    Herkomst.ONDERZOEK: "wat het onderzoek laat zien",
}


def waarde_in_woorden(waarde: Any) -> str:
    """A plain JSON value as a reader sees it."""
    match waarde:
        case None:
            return "(weg)"
        case bool():
            return "ja" if waarde else "nee"
        case {"aantal": hoeveel, "eenheid": eenheid, "frequentie": frequentie}:
            return f"{hoeveel} {eenheid} {str(frequentie).replace('_', ' ')}"
        case str() if _DATUM.fullmatch(waarde):
            return datum(dt.date.fromisoformat(waarde))
        case list():
            return en([waarde_in_woorden(w) for w in waarde])
        case _:
            return str(waarde).replace("_", " ")


def _rij(blad: Blad, naam: str, tekst: str) -> None:
    blad.alinea(tekst, 3, f"{naam:<{_KOLOM}}")


def _regels(plekken: Sequence[Plek]) -> str:
    return en(sorted({regel for regel, _ in plekken}))


def herstel_als_tekst(herstel: Herstel, dossier: Dossier, titel: str, breed: int, kleur: bool) -> str:
    """The repair for a screen."""
    namen, blad = Namen(dossier), Blad(breed, kleur)
    blad.alinea(titel, bold=True)
    if not herstel.voor:
        blad.alinea(
            "Er is niets te herstellen: geen bevinding maakt dit besluit onrechtmatig of vernietigbaar."
        )
        blad.wit()
        blad.alinea(SLOTZIN, bold=True)
        return blad.tekst()
    blad.alinea(_verloop(herstel))
    if herstel.bewerkingen:
        blad.kop("Wijzig in het concept")
    for nummer, b in enumerate(herstel.bewerkingen, 1):
        _bewerking(blad, nummer, b, namen)
    for soort, kop in _TAKEN.items():
        taken = [t for t in herstel.taken if t.soort == soort]
        if taken:
            blad.kop(kop)
        gezegd = ""
        for nummer, t in enumerate(taken, 1):
            _taak(blad, nummer, t, namen, met_advies=t.advies != gezegd)
            gezegd = t.advies
    for reden, zin in _REDENEN.items():
        blijft = [o for o in herstel.overig if o.reden == reden]
        if blijft:
            blad.kop("Blijft staan")
            blad.alinea(zin)
        for o in blijft:
            blad.wit()
            blad.alinea(f"{o.titel} [{o.regel}]", 0, "- ", bold=True)
            _rij(blad, "waar", namen.plekken(o.betreft))
            _rij(blad, "wat helpt", o.advies)
        if blijft and reden == "splitsen":
            blad.wit()
            blad.alinea("Staat het in een plan voor een gezin? `toets splits` maakt er de besluiten van.")
    if herstel.wordt_open:
        blad.kop("Daarna nog te beantwoorden")
        blad.alinea(
            f"{_regels(herstel.wordt_open)}: dan is het geen bevinding meer, maar nog niet zeker. "
            "`toets vragen` zegt wat u moet weten."
        )
    blad.wit()
    blad.alinea(_bewijs(herstel), dim=True)
    blad.alinea(SLOTZIN, bold=True)
    return blad.tekst()


def _verloop(herstel: Herstel) -> str:
    zin = f"Nu: {_bevindingen(len(herstel.voor))}."
    if herstel.patch:
        zin += f" Na de wijziging hieronder: {_bevindingen(len(herstel.na))}."
    else:
        zin += " Er is niets dat vaststaat zonder dat iemand het schrijft, doet of onderzoekt."
    if herstel.taken:
        zin += f" Als ook al het werk is gedaan: {_bevindingen(len(herstel.na_taken))}."
    return zin


def _bevindingen(n: int) -> str:
    return (
        f"{aantal(n, 'bevinding', 'bevindingen')} die blokkeert"
        if n == 1
        else f"{n} bevindingen die blokkeren"
    )


def _bewerking(blad: Blad, nummer: int, b: Bewerking, namen: Namen) -> None:
    blad.wit()
    blad.alinea(namen.plek(b.pointer), eerste=f"{nummer}. ", bold=True)
    if b.nieuw is None:
        _rij(blad, "wijziging", f"haal dit weg{f' (nu: {b.oud})' if b.oud else ''}")
    else:
        _rij(blad, "wijziging", f"van {b.oud} naar {waarde_in_woorden(b.nieuw)}")
    if b.herkomst is not Herkomst.TEKST:
        _rij(blad, "let op", f"dit verandert {_HERKOMST[b.herkomst]}")
    if b.samen_met:
        _rij(blad, "let op", f"alleen samen met {en([namen.plek(p) for p in b.samen_met])}; niet in de patch")
    _hulp(blad, b.zin, b.advies, b.geneest)


def _taak(blad: Blad, nummer: int, t: Taak, namen: Namen, *, met_advies: bool) -> None:
    """One task; an advice that was just given is not given again."""
    blad.wit()
    blad.alinea(namen.plek(t.pointer), eerste=f"{nummer}. ", bold=True)
    werkwoord = {"onderzoeken": "onderzoek"}.get(t.soort, "nodig")
    _rij(blad, werkwoord, t.wat)
    if t.moet is not None:
        _rij(blad, "moet zijn", waarde_in_woorden(t.moet))
    elif t.keuzes:
        _rij(blad, "keuze uit", en([waarde_in_woorden(k) for k in t.keuzes]))
    _hulp(blad, t.zin, t.advies if met_advies else "", t.geneest)


def _hulp(blad: Blad, zin: str | None, advies: str, geneest: Sequence[Plek]) -> None:
    if zin is not None:
        _rij(blad, "schrijf", f"'{zin}'")
    if advies:
        _rij(blad, "advies", advies)
    _rij(blad, "lost op", _regels(geneest))


def _bewijs(herstel: Herstel) -> str:
    zin = (
        "Nagekeken: het gewijzigde concept is opnieuw helemaal getoetst, en er kwam geen bevinding bij die "
        "blokkeert."
        if herstel.bewezen
        else "Let op: opnieuw toetsen gaf een andere uitkomst dan gezocht. Gebruik deze wijziging niet "
        "zonder nader onderzoek."
    )
    if herstel.gestopt:
        zin += " Er is niet verder gezocht dan de grens; misschien kan het goedkoper of vollediger."
    return zin


# ---------------------------------------------------------------- questions

_EERSTE: Final = 12
_TITELS: Final = 2


def vragen_als_tekst(
    lijst: Vragenlijst, dossier: Dossier, titel: str, breed: int, kleur: bool, alles: bool
) -> str:
    """The questions for a screen; unless `alles` only the first are written out."""
    namen, blad = Namen(dossier), Blad(breed, kleur)
    blad.alinea(titel, bold=True)
    if lijst.vragen:
        blad.alinea(
            f"{_toetsen(lijst.open)} nog open. {aantal(len(lijst.vragen), 'vraag', 'vragen')} "
            f"{'kan' if len(lijst.vragen) == 1 else 'kunnen'} dat beslissen"
            + (", en minder kunnen dat niet" if lijst.kleinst and len(lijst.vragen) > 1 else "")
            + ". Het worden er meer als een antwoord anders uitvalt: er "
            + (
                "is 1 gegeven onbekend dat"
                if lijst.onbekend == 1
                else f"zijn {lijst.onbekend} gegevens onbekend die"
            )
            + " ertoe kunnen doen."
        )
        blad.alinea(
            "Stel ze in deze volgorde, en toets na elk antwoord opnieuw: vaak valt er dan een groep weg."
        )
    else:
        blad.alinea("Er is niets te vragen: alles is beslist.")
    getoond = lijst.vragen if alles else lijst.vragen[:_EERSTE]
    for nummer, v in enumerate(getoond, 1):
        _vraag(blad, nummer, v, namen)
    over = len(lijst.vragen) - len(getoond)
    if over:
        blad.wit()
        blad.alinea(f"En nog {aantal(over, 'vraag', 'vragen')}. Toon ze met --alles.")
    if lijst.niet_te_beslissen:
        blad.kop("Niet met een antwoord te beslissen")
        blad.alinea(
            f"{en(lijst.niet_te_beslissen)}: wat de regel vergelijkt, is er niet of past niet bij elkaar."
        )
    if lijst.overbodig:
        blad.kop("Hier niet nodig")
        blad.alinea(
            "Dit staat over mensen in het dossier, en geen norm die hier geldt vraagt ernaar. Een gemeente "
            f"gebruikt niet meer dan nodig is ({BRON}, norm {NORM}). Ga na of u het nog ergens anders voor "
            "nodig heeft."
        )
        for o in lijst.overbodig:
            blad.alinea(namen.plek(o.pointer), 0, "- ")
    blad.wit()
    blad.alinea(SLOTZIN, bold=True)
    return blad.tekst()


def _toetsen(n: int) -> str:
    return "1 toets staat" if n == 1 else f"{n} toetsen staan"


def _vraag(blad: Blad, nummer: int, v: Vraag, namen: Namen) -> None:
    blad.wit()
    blad.alinea(v.vraag, eerste=f"{nummer}. ", bold=True)
    _rij(blad, "waar", namen.plekken(v.betreft) if v.pointer == "/oordelen" else namen.plek(v.pointer))
    _rij(blad, "aan wie", f"de {v.wie.value}")
    _rij(
        blad,
        "antwoord",
        v.antwoord + (f": {en([waarde_in_woorden(k) for k in v.keuzes])}" if v.keuzes else ""),
    )
    meer = len(v.doel) - _TITELS
    waarvoor = "; ".join(v.doel[:_TITELS]) + (
        f"; en nog {aantal(meer, 'regel', 'regels')}" if meer > 0 else ""
    )
    _rij(blad, "waarvoor", f"{waarvoor} [{', '.join(v.normen)}]")
    if v.beslist:
        _rij(blad, "beslist", f"{aantal(v.beslist, 'toets', 'toetsen')}, als het antwoord zo uitvalt")
    if v.persoonsgegeven:
        _rij(blad, "let op", "dit gaat over iemands persoon: vraag niet meer dan dit")


# ---------------------------------------------------------------- margin

_EENHEID: Final = {
    "dag": ("dag", "dagen"),
    "minuut": ("minuut per week", "minuten per week"),
    "stuk": ("stap", "stappen"),
    "week": ("week", "weken"),
    "maand": ("maand", "maanden"),
    "jaar": ("jaar", "jaar"),
}
_AANVAL: Final = {
    "oordeel": "een mens oordeelde dit; een ander kan anders oordelen",
    "tekst": "dit stelt het besluit; het moet ook waar zijn en genoeg",
    "handeling": "dit deed de gemeente; zij moet het kunnen laten zien",
    "omvang": "dit kent het besluit toe",
    "onderzoek": "dit moet uit onderzoek blijken",
    "wereld": "dit is een feit; leg vast waaruit het blijkt",
}


def marge_als_tekst(marge: Marge, dossier: Dossier, titel: str, breed: int, kleur: bool) -> str:
    """The margin for a screen."""
    namen, blad = Namen(dossier), Blad(breed, kleur)
    blad.alinea(titel, bold=True)
    if not marge.besluiten:
        blad.alinea("Er staat geen besluit in het dossier.")
    for b in marge.besluiten:
        _besluitmarge(blad, b, namen)
    if marge.gestopt:
        blad.wit()
        blad.alinea("Let op: niet elk feit is geprobeerd; het dossier is te groot.")
    blad.wit()
    blad.alinea(SLOTZIN, bold=True)
    return blad.tekst()


def _besluitmarge(blad: Blad, b: Besluitmarge, namen: Namen) -> None:
    blad.kop(namen.plek(b.besluit))
    if b.blokkeert:
        blad.alinea(
            f"Dit besluit heeft al {_bevindingen(len(b.blokkeert))}. Er is dus geen marge: `toets herstel` "
            "zegt wat helpt."
        )
        return
    if not b.punten:
        blad.alinea("Geen enkel feit dat bekend is, maakt dit besluit op zichzelf fout als het anders was.")
    else:
        blad.alinea(
            f"Dit besluit hangt op {aantal(b.zwakke_feiten, 'feit', 'feiten')}: was er een anders, dan "
            "blokkeert een bevinding. Het zwakste punt staat boven."
        )
    for nummer, p in enumerate(b.punten, 1):
        _punt(blad, nummer, p, namen)
    if b.open:
        blad.wit()
        staan = "staat 1 toets" if b.open == 1 else f"staan {b.open} toetsen"
        blad.alinea(f"Verder {staan} nog open; daar kan ook iets uit komen.")


def _punt(blad: Blad, nummer: int, p: Punt, namen: Namen) -> None:
    blad.wit()
    blad.alinea(namen.plek(p.pointer), eerste=f"{nummer}. ", bold=True)
    _rij(blad, "nu", p.nu)
    _rij(blad, "fout bij", f"{_afstand(p)}{p.dan}")
    _rij(blad, "botst met", "; ".join(p.titels) + f" [{_regels(p.bevindingen)}]")
    _rij(blad, "let op", _AANVAL[p.herkomst])
    if not p.bewezen:
        _rij(blad, "let op", "dit bleek niet bij het opnieuw toetsen van het hele dossier")


def _afstand(p: Punt) -> str:
    """`6 dagen later: `, or nothing for a value that is replaced."""
    if not p.stappen:
        return ""
    hoeveel = abs(p.stappen)
    if p.eenheid == "cent":
        bedrag = f"€ {hoeveel // 100},{hoeveel % 100:02d}"
        return f"{bedrag} {'meer' if p.stappen > 0 else 'minder'}: "
    richting = ("later", "eerder") if p.eenheid == "dag" else ("meer", "minder")
    return f"{aantal(hoeveel, *_EENHEID[p.eenheid])} {richting[p.stappen < 0]}: "
