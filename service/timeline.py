"""The timeline of a verdict in words, and a case on objection by the law of then and of now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from engine.dossier import Dossier
from engine.gathering import Plek
from engine.report import SLOTZIN
from engine.timeline import Bevonden, Heroverweging, Reden, Stand, Tijdlijn, Wending
from engine.wording import datum
from service.naming import Namen, aantal, en
from service.terminal import Blad

_KOLOM: Final = 8
HEROVERWEGING: Final = (
    "Bij bezwaar bekijkt de gemeente het besluit opnieuw, op grond van het bezwaar (artikel 7:11 Algemene "
    "wet bestuursrecht). Of daarbij het recht van toen of van nu telt, volgt niet uit dat artikel maar uit "
    "rechtspraak, en die is hier niet nagekeken. Daarom staan beide naast elkaar."
)


def tijdlijn_als_tekst(lijn: Tijdlijn, dossier: Dossier, titel: str, breed: int, kleur: bool) -> str:
    """The window for a screen."""
    namen, blad = Namen(dossier), Blad(breed, kleur)
    blad.alinea(titel, bold=True)
    kennis = (
        "Wat bekend is, gaat mee met de dag."
        if lijn.kennisdatum is None
        else f"Met wat op {datum(lijn.kennisdatum)} bekend was."
    )
    keer = (
        "Het oordeel verandert niet."
        if not lijn.wendingen
        else f"Het oordeel verandert {len(lijn.wendingen)} keer."
    )
    blad.alinea(f"Van {datum(lijn.van)} tot en met {datum(lijn.tot)}. {kennis} {keer}")
    eerste, *volgende = lijn.tijdvakken
    blad.kop(f"{datum(eerste.van)} tot en met {datum(eerste.tot)}")
    for b in eerste.stand.bevindingen:
        _bevinding(blad, "", b, namen)
    _samen(blad, eerste.stand)
    for tijdvak, wending in zip(volgende, lijn.wendingen, strict=True):
        blad.kop(f"{datum(tijdvak.van)} tot en met {datum(tijdvak.tot)}")
        _wending(blad, wending, namen)
        _samen(blad, tijdvak.stand)
    blad.wit()
    blad.alinea(SLOTZIN, bold=True)
    return blad.tekst()


def heroverweging_als_tekst(h: Heroverweging, dossier: Dossier, titel: str, breed: int, kleur: bool) -> str:
    """Both sides of an objection for a screen."""
    namen, blad = Namen(dossier), Blad(breed, kleur)
    blad.alinea(titel, bold=True)
    blad.alinea(f"{HEROVERWEGING} Met wat op {datum(h.kennisdatum)} bekend is.")
    for wanneer, dag, stand in (("toen", h.toen, h.stand_toen), ("nu", h.nu, h.stand_nu)):
        blad.kop(f"Het recht van {wanneer}: {datum(dag)}")
        _samen(blad, stand)
    blad.kop("Het verschil")
    if h.stand_toen == h.stand_nu:
        blad.alinea("Er is geen verschil.")
    else:
        _wending(blad, h.verschil, namen, met_dag=True)
    blijft = [b for b in h.stand_nu.bevindingen if b not in h.verschil.erbij]
    if blijft:
        blad.kop("Op beide dagen")
        for b in blijft:
            _bevinding(blad, "", b, namen)
    blad.wit()
    blad.alinea(SLOTZIN, bold=True)
    return blad.tekst()


def _rij(blad: Blad, naam: str, tekst: str) -> None:
    blad.alinea(tekst, 2, f"{naam:<{_KOLOM}}")


def _bevinding(blad: Blad, naam: str, b: Bevonden, namen: Namen) -> None:
    _rij(blad, naam, f"{b.ernst.value}: {b.titel} [{b.regel}]; {namen.plekken(b.betreft)}")


def _samen(blad: Blad, stand: Stand) -> None:
    n, open_ = len(stand.bevindingen), len(stand.open)
    hoeveel = aantal(n, "bevinding", "bevindingen") if n else "geen bevindingen"
    ernstig = ", waarvan een of meer het besluit onderuit kunnen halen" if stand.blokkeert else ""
    open_zin = f"; {aantal(open_, 'toets staat', 'toetsen staan')} open" if open_ else ""
    _rij(blad, "samen", f"{hoeveel}{ernstig}{open_zin}.")


def _wending(blad: Blad, w: Wending, namen: Namen, *, met_dag: bool = False) -> None:
    for b in w.erbij:
        _bevinding(blad, "erbij", b, namen)
    for b in w.weg:
        _bevinding(blad, "weg", b, namen)
    if w.open_erbij:
        _rij(blad, "vragen", f"open komt te staan: {_regels(w.open_erbij)}")
    if w.open_weg:
        _rij(blad, "vragen", f"niet meer open staat: {_regels(w.open_weg)}")
    for n, (zin, regels) in enumerate(_redenen(w, namen, met_dag)):
        _rij(blad, "" if n else "waarom", f"{zin} [{', '.join(regels)}]")


def _regels(plekken: Sequence[Plek]) -> str:
    return en(sorted({regel for regel, _ in plekken}))


def _redenen(w: Wending, namen: Namen, met_dag: bool) -> list[tuple[str, list[str]]]:
    """Each sentence once, with the rules it is about."""
    uit: dict[str, dict[str, None]] = {}
    for reden in w.redenen:
        zin = reden_in_woorden(reden, namen)
        if met_dag:
            zin = f"{datum(reden.aanleiding.dag)}: {zin}"
        uit.setdefault(zin, {})[reden.aanleiding.regel] = None
    return [(zin, list(regels)) for zin, regels in uit.items()]


def reden_in_woorden(reden: Reden, namen: Namen) -> str:
    """Why a verdict changed, in a sentence, with pointers for values.

    A day and what happens on it can tell a value all the same: who turns eighteen on a day was born on one.
    """
    a = reden.aanleiding
    plek = namen.plek(a.pointer) if a.pointer else ""
    match a.soort:
        case "regel_begint":
            return f"de regel geldt vanaf deze dag ({_bron(reden, 'wet')})"
        case "regel_eindigt":
            return f"de regel geldt niet meer ({_bron(reden, 'wet')})"
        case "regel_veranderd":
            return f"de regel is vanaf deze dag anders ({_bron(reden, 'wet')})"
        case "kenbaar":
            return f"vanaf deze dag kan de gemeente deze norm kennen ({_bron(reden, 'uitspraak')})"
        case "waarde":
            return f"het bedrag of getal „{a.wat.replace('_', ' ')}” verandert"
        case "datum_in_regel":
            return f"de regel noemt deze dag: „{a.wat}”"
        case "dag":
            return "de regel vergelijkt twee dagen die allebei meeschuiven"
        case "leeftijd":
            wie = plek.split(" > ")[0]
            return f"{wie} wordt {a.jaren} jaar"
        case _:
            return f"door de datum in {plek}: „{a.wat}”"


def _bron(reden: Reden, liefst: str) -> str:
    """The source that most likely made the difference: a ruling is what made a norm known."""
    uitspraken = [b for b in reden.bronnen if b.kenmerk.startswith("ECLI:")]
    wetten = [b for b in reden.bronnen if b not in uitspraken]
    van_die_dag = [b for b in uitspraken if datum(reden.aanleiding.dag) in b.titel]
    rij = [*van_die_dag, *uitspraken, *wetten] if liefst == "uitspraak" else [*wetten, *uitspraken]
    return f"{rij[0].titel} {rij[0].aanduiding}".strip() if rij else "bron niet bekend"
