"""`toets herstel`, `vragen`, `marge`, `deelblad` and `tijdlijn`: from a judgement to what to do next."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

import click

from engine.asking import vragen
from engine.dossier import Dossier, Dossierfout
from engine.margin import marge
from engine.repairing import herstel
from engine.rule import Regelset
from engine.sharing import deelblad
from engine.timeline import TeVeel, heroverweging, tijdlijn
from service import improvement, sharing, timeline
from service.commands import options
from service.commands.input import bruikbare_regels, lees, onbruikbaar
from service.commands.options import Datum, Mappen, mappen_opties, schrijf, schrijf_json, vorm_optie
from service.intake import fout_als_json, peildatum_uit
from service.terminal import Fout, Opdracht, bedoelt_u, breedte, kleur_toegestaan

ONLEESBAAR = 2


def _opties(*vormen: str) -> Callable[[Any], Any]:
    """The argument and the options that most of the commands share."""
    lagen = (
        click.argument("naam", metavar="DOSSIER"),
        click.option(
            "--peildatum",
            type=Datum(),
            metavar="DATUM",
            help="Welk recht geldt. Anders: de dag van het besluit, of vandaag.",
        ),
        click.option(
            "--kennisdatum", type=Datum(), metavar="DATUM", help="Wat toen bekend was. Anders: vandaag."
        ),
        vorm_optie(*vormen),
        mappen_opties,
    )

    def om(functie: Any) -> Any:
        for laag in reversed(lagen):
            functie = laag(functie)
        return functie

    return om


class _Zaak(NamedTuple):
    """A dossier, and by which rules and dates it is looked at."""

    titel: str
    dossier: Dossier
    regelsets: tuple[Regelset, ...]
    peildatum: dt.date
    kennisdatum: dt.date
    alle: tuple[Regelset, ...]
    """What is law for it on whatever day."""

    @property
    def gewogen(self) -> tuple[Dossier, tuple[Regelset, ...], dt.date, dt.date]:
        """What is asked of the engine."""
        return self.dossier, self.regelsets, self.peildatum, self.kennisdatum


def _neem(
    naam: str, peildatum: dt.date | None, kennisdatum: dt.date | None, mappen: Mappen, vorm: str
) -> _Zaak | None:
    """The case that a command is about; `None` once it is said why it cannot be read."""
    regels = bruikbare_regels(*mappen)
    dossier = lees(naam)
    if not isinstance(dossier, Dossier):
        if vorm == "tekst":
            click.echo(onbruikbaar(naam, dossier), err=True)
        else:
            schrijf_json({"bestand": naam, "fouten": [fout_als_json(f) for f in dossier]}, err=True)
        return None
    vandaag = options.vandaag()
    peil = peildatum or peildatum_uit(dossier, vandaag)
    titel = "standaardinvoer" if naam == "-" else naam
    wet = regels.bibliotheek
    return _Zaak(
        titel, dossier, wet.voor(dossier, peil), peil, kennisdatum or vandaag, wet.alle_voor(dossier)
    )


@click.command(
    "herstel", cls=Opdracht, no_args_is_help=True, short_help="Zoek de goedkoopste weg uit de bevindingen."
)
@_opties("tekst", "json", "patch")
def herstel_opdracht(
    naam: str,
    peildatum: dt.date | None,
    kennisdatum: dt.date | None,
    vorm: str,
    mappen: Mappen,
) -> int:
    """Zoek de kleinste wijziging waarna niets het concept meer onrechtmatig of vernietigbaar maakt.

    DOSSIER is een JSON-bestand, of - voor de standaardinvoer. Met --uitvoer patch komt alleen de wijziging,
    als JSON merge patch (RFC 7396). Wat een mens moet schrijven, doen of onderzoeken, wordt genoemd en nooit
    ingevuld.

    Einde met 0: na de wijziging blokkeert niets meer; 1: er blijft iets te doen; 2: onleesbare invoer.
    """
    zaak = _neem(naam, peildatum, kennisdatum, mappen, vorm)
    if zaak is None:
        return ONLEESBAAR
    uit = herstel(*zaak.gewogen)
    if vorm == "tekst":
        schrijf(
            improvement.herstel_als_tekst(
                uit, zaak.dossier, zaak.titel, breedte(), kleur_toegestaan(sys.stdout)
            )
        )
    else:
        schrijf_json(uit.patch if vorm == "patch" else uit.als_json())
    return int(not uit.vrij)


@click.command(
    "vragen", cls=Opdracht, no_args_is_help=True, short_help="Toon de vragen die het meest beslissen."
)
@_opties("tekst", "json")
@click.option("--alles", is_flag=True, help="Toon alle vragen, niet alleen de eerste.")
def vragen_opdracht(
    naam: str,
    peildatum: dt.date | None,
    kennisdatum: dt.date | None,
    vorm: str,
    mappen: Mappen,
    alles: bool,
) -> int:
    """Toon zo weinig mogelijk vragen waarmee te beslissen is wat open staat, met waarvoor en aan wie.

    DOSSIER is een JSON-bestand, of - voor de standaardinvoer. Eronder staat wat u van mensen weet en hier
    niet nodig heeft.

    Einde met 0: er staat niets open; 1: er zijn vragen; 2: onleesbare invoer.
    """
    zaak = _neem(naam, peildatum, kennisdatum, mappen, vorm)
    if zaak is None:
        return ONLEESBAAR
    uit = vragen(*zaak.gewogen)
    if vorm == "tekst":
        kleur = kleur_toegestaan(sys.stdout)
        schrijf(improvement.vragen_als_tekst(uit, zaak.dossier, zaak.titel, breedte(), kleur, alles))
    else:
        schrijf_json(uit.als_json())
    return int(bool(uit.open or uit.niet_te_beslissen))


@click.command(
    "marge", cls=Opdracht, no_args_is_help=True, short_help="Toon waar een besluit in orde op hangt."
)
@_opties("tekst", "json")
def marge_opdracht(
    naam: str,
    peildatum: dt.date | None,
    kennisdatum: dt.date | None,
    vorm: str,
    mappen: Mappen,
) -> int:
    """Toon per besluit op welk ene feit het hangt, en de drie punten waar een bezwaar het eerst op komt.

    DOSSIER is een JSON-bestand, of - voor de standaardinvoer. Een besluit met een bevinding die blokkeert,
    heeft geen marge: herstel dat eerst.

    Einde met 0: geen besluit heeft zo'n bevinding; 1: wel; 2: onleesbare invoer.
    """
    zaak = _neem(naam, peildatum, kennisdatum, mappen, vorm)
    if zaak is None:
        return ONLEESBAAR
    uit = marge(*zaak.gewogen)
    if vorm == "tekst":
        kleur = kleur_toegestaan(sys.stdout)
        schrijf(improvement.marge_als_tekst(uit, zaak.dossier, zaak.titel, breedte(), kleur))
    else:
        schrijf_json(uit.als_json())
    return int(any(b.blokkeert for b in uit.besluiten))


@click.command(
    "deelblad", cls=Opdracht, no_args_is_help=True, short_help="Toon wie welk gegeven mag krijgen."
)
@_opties("tekst", "json", "markdown")
@click.option(
    "--voor",
    default=sharing.REGISSEUR,
    metavar="regisseur|PERSOON",
    help="Voor wie het blad is: de regisseur, of een persoon uit het dossier (zoals P1).",
)
def deelblad_opdracht(
    naam: str,
    peildatum: dt.date | None,
    kennisdatum: dt.date | None,
    vorm: str,
    mappen: Mappen,
    voor: str,
) -> int:
    """Toon per gegeven en per ontvanger of delen mag, mag met (uitdrukkelijke) toestemming, niet mag, of nog
    niet te zeggen is, met de artikelen.

    DOSSIER is een JSON-bestand, of - voor de standaardinvoer. Met --voor P1 komt het blad voor die persoon,
    in gewone taal: alleen wat over hem gaat, of waarvoor hij als vertegenwoordiger toestemming moet geven.

    Einde met 0: alles op het blad is in orde zoals het in het dossier staat; 1: niet alles; 2: onleesbare
    invoer.
    """
    zaak = _neem(naam, peildatum, kennisdatum, mappen, vorm)
    if zaak is None:
        return ONLEESBAAR
    kan = [sharing.REGISSEUR, *(zaak.dossier.personen or {})]
    if voor not in kan:
        raise Fout(f"de persoon `{voor}` staat niet in het dossier{bedoelt_u(voor, kan)}")
    uit = deelblad(*zaak.gewogen)
    try:
        blad = sharing.vel(uit, zaak.dossier, zaak.peildatum, voor)
    except Dossierfout as e:
        click.echo(onbruikbaar(naam, e.fouten, "bekeken"), err=True)
        return ONLEESBAAR
    if vorm == "json":
        schrijf_json(sharing.als_json(uit, zaak.dossier, zaak.peildatum, voor))
    elif vorm == "markdown":
        schrijf(sharing.als_markdown(blad))
    else:
        schrijf(sharing.als_tekst(blad, breedte(), kleur_toegestaan(sys.stdout)))
    return int(not (uit if voor == sharing.REGISSEUR else uit.voor(voor)).in_orde)


@click.command(
    "tijdlijn",
    cls=Opdracht,
    no_args_is_help=True,
    short_help="Toon wanneer het oordeel verandert, en waardoor.",
)
@click.argument("naam", metavar="DOSSIER")
@click.option("--van", type=Datum(), metavar="DATUM", help="De eerste dag.")
@click.option("--tot", type=Datum(), metavar="DATUM", help="De laatste dag.")
@click.option(
    "--bezwaar",
    type=Datum(),
    metavar="DATUM",
    help="De dag van de beslissing op bezwaar: vergelijk het recht van toen en van die dag.",
)
@click.option(
    "--peildatum",
    type=Datum(),
    metavar="DATUM",
    help="Bij --bezwaar: de dag van toen. Anders: van het besluit.",
)
@click.option(
    "--kennisdatum",
    type=Datum(),
    metavar="DATUM",
    help="Wat toen bekend was. Anders: wat elke dag bekend is; bij --bezwaar: op de dag van bezwaar.",
)
@vorm_optie("tekst", "json")
@mappen_opties
def tijdlijn_opdracht(
    naam: str,
    van: dt.date | None,
    tot: dt.date | None,
    bezwaar: dt.date | None,
    peildatum: dt.date | None,
    kennisdatum: dt.date | None,
    vorm: str,
    mappen: Mappen,
) -> int:
    """Toon op welke dagen het oordeel over DOSSIER verandert, en door welke wet, uitspraak of datum.

    Het dossier zelf blijft gelijk; alleen de dag waarop u kijkt, schuift. Geef --van en --tot, of --bezwaar.

    Einde met 0: op geen enkele dag blokkeert een bevinding; 1: wel; 2: onleesbare invoer.
    """
    if (bezwaar is None) is (van is None and tot is None) or (
        bezwaar is None and (van is None or tot is None)
    ):
        raise Fout("geef --van en --tot, of alleen --bezwaar")
    if peildatum is not None and bezwaar is None:
        raise Fout("--peildatum hoort bij --bezwaar")
    if van is not None and tot is not None and van > tot:
        raise Fout("--van ligt na --tot; draai ze om")
    zaak = _neem(naam, peildatum, kennisdatum, mappen, vorm)
    if zaak is None:
        return ONLEESBAAR
    alle = zaak.alle
    breed, kleur = breedte(), kleur_toegestaan(sys.stdout)
    try:
        if bezwaar is not None:
            if bezwaar < zaak.peildatum:
                raise Fout("de dag van --bezwaar ligt voor die van het besluit")
            h = heroverweging(zaak.dossier, alle, zaak.peildatum, bezwaar, kennisdatum or bezwaar)
            if vorm == "json":
                schrijf_json(h.als_json())
            else:
                schrijf(timeline.heroverweging_als_tekst(h, zaak.dossier, zaak.titel, breed, kleur))
            return int(h.stand_toen.blokkeert or h.stand_nu.blokkeert)
        assert van is not None
        assert tot is not None
        lijn = tijdlijn(zaak.dossier, alle, van, tot, kennisdatum)
    except TeVeel:
        raise Fout("dit tijdvak is te lang, of er verandert te veel in; neem een korter tijdvak") from None
    if vorm == "json":
        schrijf_json(lijn.als_json())
    else:
        schrijf(timeline.tijdlijn_als_tekst(lijn, zaak.dossier, zaak.titel, breed, kleur))
    return int(any(t.stand.blokkeert for t in lijn.tijdvakken))
