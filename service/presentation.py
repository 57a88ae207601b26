"""A report as a decision writer reads it: text for a screen, Markdown for a file.

The order is that of use: what is wrong and what helps, what is still unknown, what is in order.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from typing import Final

from engine.dossier import Dossier
from engine.report import SLOTZIN, Bevinding, Bewijs, OpenVraag, Rapport, Uitlegstap, Verwijzing
from engine.rule import GEMEENTEN, Ernst, Zekerheid
from engine.whynot import Combinatie, Waarom
from engine.wording import datum
from service.naming import Namen, aantal, en
from service.reasons import redenen
from service.terminal import Blad, zichtbaar

_ERNST: Final = {
    Ernst.ONRECHTMATIG: "Onrechtmatig: dit mag zo niet",
    Ernst.VERNIETIGBAAR: "Vernietigbaar: bij de rechter houdt dit geen stand",
    Ernst.RISICO: "Risico: dit kan misgaan",
    Ernst.ADVIES: "Advies: dit kan beter",
}
_KLEUR: Final = {
    Ernst.ONRECHTMATIG: "red",
    Ernst.VERNIETIGBAAR: "red",
    Ernst.RISICO: "yellow",
    Ernst.ADVIES: "cyan",
}
_ZEKERHEID: Final = {
    Zekerheid.GEVERIFIEERD: "",
    Zekerheid.AFGELEID: "Deze norm staat er niet letterlijk, maar is uit de bron afgeleid.",
    Zekerheid.SECUNDAIR: "Deze norm komt uit een bron die een andere bron beschrijft.",
    Zekerheid.ONGEVERIFIEERD: "Deze norm is nog niet in de bron nagezien en telt daarom als advies.",
}
_TWEELING: Final = {
    "eens": "twee onafhankelijke zoekers vonden dezelfde combinaties",
    "oneens": "LET OP: twee onafhankelijke zoekers vonden niet dezelfde combinaties",
    "niet_geraadpleegd": "de tweede zoeker is niet geraadpleegd",
}
_UITKOMST: Final = {
    "bevinding": "bevinding",
    "open": "nog niet te beslissen",
    "voldaan": "voldaan",
    "niet_van_toepassing": "niet van toepassing",
}


def tweeling_in_woorden(woord: str) -> str:
    return _TWEELING.get(woord, woord.replace("_", " "))


def _bron(v: Verwijzing, link_te_zien: bool) -> str:
    """The source in words; with its number when the link, which ends with it, is not seen."""
    return ", ".join(filter(None, (v.titel, v.aanduiding, "" if link_te_zien and v.link else v.kenmerk)))


def _stap(s: Uitlegstap, namen: Namen) -> str:
    feiten_ = "; ".join(f"{namen.plek(p)}: {w}" for p, w in s.feiten)
    return f"{s.voorwaarde}: {s.uitkomst}" + (f" ({feiten_})" if feiten_ else "")


def telling(rapport: Rapport) -> str:
    """`2 bevindingen (1 vernietigbaar, 1 advies), 3 open vragen, 12 keer in orde`.

    Nothing at all is no good news: it is told as what it is.
    """
    if not (rapport.bevindingen or rapport.open_vragen or rapport.voldaan or rapport.niet_getoetst):
        return "niets getoetst, want geen regel gaat over wat in dit dossier staat"
    per_ernst = Counter(b.ernst for b in rapport.bevindingen)
    delen = ", ".join(f"{per_ernst[e]} {e.value}" for e in Ernst if per_ernst[e])
    return ", ".join(
        [
            aantal(len(rapport.bevindingen), "bevinding", "bevindingen") + (f" ({delen})" if delen else ""),
            aantal(len(rapport.open_vragen), "open vraag", "open vragen"),
            f"{len(rapport.voldaan)} keer in orde",
        ]
    )


def data(bewijs: Bewijs) -> str:
    """The dates of the check in words, and whether a municipality's own rules were among the law."""
    peil, kennis = _dag(bewijs.peildatum), _dag(bewijs.kennisdatum)
    eigen = any(naam.startswith(f"{GEMEENTEN}/") for naam, _, _ in bewijs.regelsets)
    slot = " De eigen regels van de gemeente tellen mee." if eigen else ""
    return f"Naar het recht van {peil} (peildatum), met de kennis van {kennis} (kennisdatum).{slot}"


def _dag(iso: str) -> str:
    return datum(dt.date.fromisoformat(iso))


def bewijsregel(bewijs: Bewijs) -> str:
    """The receipt on one line."""
    return "; ".join(
        [
            f"Bewijs: dossier {_kort(bewijs.dossier)}",
            f"uitkomst {_kort(bewijs.uitkomst)}",
            aantal(len(bewijs.regelsets), "regelset", "regelsets"),
            aantal(bewijs.combinaties, "combinatie", "combinaties"),
            tweeling_in_woorden(bewijs.tweeling),
            f"Toetssteen {bewijs.toetssteen}",
        ]
    )


def _kort(digest: str) -> str:
    return digest.removeprefix("sha256:")[:12]


def _bijzonder(b: Bevinding) -> list[str]:
    """What else a reader should know of a finding."""
    uit = [_ZEKERHEID[b.zekerheid]] if _ZEKERHEID[b.zekerheid] else []
    if b.nog_niet_kenbaar:
        uit.append(
            f"Deze norm was op de peildatum nog niet bekend (pas vanaf {_dag(b.kenbaar_vanaf)}), "
            "maar geldt wel: de rechter zegt wat het recht toen al was."
        )
    if b.ondanks_onbekend:
        uit.append("Dit staat al vast, ook al is nog niet alles bekend.")
    return uit


# ---------------------------------------------------------------- text


def als_tekst(
    rapport: Rapport, dossier: Dossier, titel: str, breed: int = 88, kleur: bool = False, alles: bool = False
) -> str:
    """The report for a screen; unless `alles`, of many open questions only the first are written out."""
    namen = Namen(dossier)
    blad = Blad(breed, kleur)
    blad.alinea(titel, bold=True)
    blad.alinea(data(rapport.bewijs))
    blad.alinea(f"Uitkomst: {telling(rapport)}.")
    if rapport.bevindingen:
        blad.kop("Bevindingen")
    for nummer, b in enumerate(rapport.bevindingen, 1):
        blad.wit()
        blad.alinea(f"{nummer}. {_ERNST[b.ernst]}", fg=_KLEUR[b.ernst], bold=True)
        blad.alinea(f"{b.titel} [{b.regel}]", 3, bold=True)
        blad.alinea(b.melding, 3)
        _rij(blad, "waar", namen.plekken(b.betreft))
        for bron in b.bronnen:
            _rij(blad, "bron", _bron(bron, True))
            if bron.link:
                blad.alinea(bron.link, 3 + _KOLOM, dim=True)
        for reden in redenen(b, namen):
            _rij(blad, "waarom", reden)
        for zin in _bijzonder(b):
            _rij(blad, "let op", zin)
        if b.advies:
            _rij(blad, "wat helpt", b.advies)
    if rapport.open_vragen:
        blad.kop("Open vragen")
        blad.alinea(
            "Boven staat waarop het besluit kan stranden; daarvan eerst wat het meest beslist. "
            "Is iets er niet? Zet de naam van het veld dan in `ontbreekt` van dat onderdeel."
        )
    vragen = rapport.open_vragen if alles else rapport.open_vragen[:EERSTE_VRAGEN]
    for nummer, v in enumerate(vragen, 1):
        blad.wit()
        blad.alinea(v.vraag, eerste=f"{nummer}. ")
        _rij(blad, "waar", _vraagplek(v, namen))
        _rij(blad, "voor", _vraagdoel(v, alles))
    over = rapport.open_vragen[len(vragen) :]
    if over:
        blad.wit()
        wachtend = aantal(len({r for v in over for r in v.regels}), "regel", "regels")
        blad.alinea(f"En nog {aantal(len(over), 'vraag', 'vragen')}, voor {wachtend}. Toon ze met --alles.")
    if rapport.niet_getoetst:
        blad.kop("Niet getoetst")
        for regel, reden in rapport.niet_getoetst:
            blad.alinea(reden, eerste=f"- {regel}: ", hangend=2)
    if rapport.voldaan:
        blad.kop("In orde")
        blad.alinea(_in_orde(rapport))
    blad.wit()
    blad.alinea(bewijsregel(rapport.bewijs), dim=True)
    blad.alinea(SLOTZIN, bold=True)
    return blad.tekst()


_KOLOM: Final = 11
EERSTE_VRAGEN: Final = 12
"""How many open questions a report writes out unless it is asked for all."""
EERSTE_REGELS: Final = 5
"""How many of the rules that wait for an answer it names then."""


def _rij(blad: Blad, naam: str, tekst: str) -> None:
    blad.alinea(tekst, 3, f"{naam:<{_KOLOM}}")


def _vraagplek(v: OpenVraag, namen: Namen) -> str:
    if v.soort == "oordeel":
        return namen.plekken(v.betreft)
    return f"{namen.plek(v.veld)} ({v.veld})"


def _vraagdoel(v: OpenVraag, alles: bool = True) -> str:
    if v.soort == "oordeel":
        betreft = f", betreft {' en '.join(v.betreft)}" if v.betreft else ""
        return (
            f"{en(v.regels)}; alleen een mens kan dit beoordelen. Leg het oordeel vast bij `oordelen`: "
            f"regel {en(v.regels)}{betreft}, voldaan ja of nee"
        )
    alleen = (
        f"; dit antwoord alleen kan al {aantal(v.beslist, 'toets', 'toetsen')} beslissen" if v.beslist else ""
    )
    if alles or len(v.regels) <= EERSTE_REGELS + 1:
        return en(v.regels) + alleen
    over = len(v.regels) - EERSTE_REGELS
    return f"{', '.join(v.regels[:EERSTE_REGELS])} en nog {over} regels{alleen}"


def _in_orde(rapport: Rapport) -> str:
    per_regel: dict[str, list[str]] = {}
    for v in rapport.voldaan:
        per_regel.setdefault(v.regel, []).extend(
            u for u in v.uitzonderingen if u not in per_regel.get(v.regel, [])
        )
    keer = Counter(v.regel for v in rapport.voldaan)
    stukken = []
    for regel, uitzonderingen in per_regel.items():
        stuk = regel if keer[regel] == 1 else f"{regel} ({keer[regel]} keer)"
        if uitzonderingen:
            stuk += " via " + en([f'"{u}"' for u in uitzonderingen])
        stukken.append(stuk)
    return ", ".join(stukken) + "."


# ---------------------------------------------------------------- Markdown


_BIJZONDER_TEKEN: Final = re.compile(r"([\\`*_\[\]<>#|~])")


def md(tekst: str) -> str:
    """Text from a dossier or rule, so that no character of it is markup."""
    return _BIJZONDER_TEKEN.sub(r"\\\1", zichtbaar(" ".join(tekst.split())))


def als_markdown(rapport: Rapport, dossier: Dossier, titel: str) -> str:
    """The report as a Markdown document."""
    namen = Namen(dossier)
    uit = [f"# Toetsing van {md(titel)}", data(rapport.bewijs), f"Uitkomst: {telling(rapport)}."]
    if rapport.bevindingen:
        uit.append("## Bevindingen")
    for b in rapport.bevindingen:
        uit.append(f"### {md(b.titel)} ({b.regel})")
        uit.append(f"**{_ERNST[b.ernst]}.** {md(b.melding)}")
        rijen = [f"- Waar: {md(namen.plekken(b.betreft))}"]
        for bron in b.bronnen:
            rijen.append(
                f"- Bron: [{md(_bron(bron, False))}]({bron.link})"
                if bron.link
                else f"- Bron: {md(_bron(bron, False))}"
            )
        rijen += [f"- Waarom: {md(reden)}" for reden in redenen(b, namen)]
        rijen += [f"- Let op: {zin}" for zin in _bijzonder(b)]
        if b.advies:
            rijen.append(f"- Wat helpt: {md(b.advies)}")
        uit.append("\n".join(rijen))
    if rapport.open_vragen:
        uit.append("## Open vragen")
        uit.append(
            "\n".join(
                f"{n}. {md(v.vraag)}  \n   Waar: {md(_vraagplek(v, namen))}  \n   Voor: {md(_vraagdoel(v))}"
                for n, v in enumerate(rapport.open_vragen, 1)
            )
        )
    if rapport.niet_getoetst:
        uit.append("## Niet getoetst")
        uit.append("\n".join(f"- {r}: {md(reden)}" for r, reden in rapport.niet_getoetst))
    if rapport.voldaan:
        uit.append("## In orde")
        uit.append(md(_in_orde(rapport)))
    uit += ["---", bewijsregel(rapport.bewijs), f"**{SLOTZIN}**"]
    return "\n\n".join(uit) + "\n"


# ---------------------------------------------------------------- why (not)


def waarom_als_tekst(waarom: Waarom, dossier: Dossier, breed: int = 88, kleur: bool = False) -> str:
    """Why a rule does or does not speak, what decides first."""
    namen = Namen(dossier)
    blad = Blad(breed, kleur)
    blad.alinea(f"{waarom.regel}: {waarom.titel}", bold=True)
    blad.alinea(f"{waarom.regelset}, {waarom.plaats}", dim=True)
    blad.wit()
    match waarom.stand:
        case "niet_geldig":
            blad.alinea("Deze regel geldt niet op de peildatum en is daarom niet toegepast.")
        case "niet_kenbaar":
            blad.alinea("Deze regel was op de kennisdatum nog niet bekend en is daarom niet toegepast.")
        case "niets_te_toetsen":
            blad.alinea("Er is niets waarover deze regel kan gaan.")
            for soort in waarom.onbekend:
                blad.alinea(f"het dossier zegt niet of er een {soort.replace('_', ' ')} is", eerste="- ")
            for soort in waarom.ontbreekt:
                blad.alinea(
                    f"het dossier heeft te weinig onderdelen van de soort {soort.replace('_', ' ')}",
                    eerste="- ",
                )
        case _:
            for c in waarom.combinaties[:_TOON]:
                _combinatie(blad, c, namen)
            over = len(waarom.combinaties) - _TOON + waarom.weggelaten
            if over > 0:
                blad.wit()
                blad.alinea(
                    f"En nog {aantal(over, 'combinatie', 'combinaties')}; `--uitvoer json` toont er meer."
                )
    return blad.tekst()


_TOON: Final = 20
_OPSCHRIFT: Final = {
    "waarbij": "waarbij",
    "moet gelden": "moet gelden",
    "vraag": "vraag aan een mens",
    "tenzij": "tenzij",
}


def _combinatie(blad: Blad, c: Combinatie, namen: Namen) -> None:
    blad.wit()
    blad.alinea(f"{namen.plekken(c.betreft)}: {_UITKOMST[c.uitkomst]}", bold=True)
    for o in c.onderdelen:
        naam = f' "{o.naam}"' if o.naam else ""
        uitkomst = (
            {"waar": "voldoende", "onwaar": "onvoldoende"}.get(o.uitkomst, "nog geen oordeel")
            if o.soort == "vraag"
            else o.uitkomst
        )
        blad.alinea(f"{_OPSCHRIFT[o.soort]}{naam}: {uitkomst}", 2, hangend=2)
        for stap in o.stappen:
            blad.alinea(_stap(stap, namen), 4, "- ")
