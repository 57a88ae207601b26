"""`toets splits`: from one integral plan to decisions per person and per law."""

from __future__ import annotations

import datetime as dt
import json
import sys

import click

from engine.check import check
from engine.dossier import Dossier, Dossierfout, als_json
from engine.intent import bedoeling
from engine.splitting import splits
from service import split_presentation
from service.commands import options
from service.commands.input import bruikbare_regels, lees, onbruikbaar
from service.commands.options import Datum, Mappen, mappen_opties, schrijf, schrijf_json, vorm_optie
from service.intake import dragers_bij, fout_als_json, peildatum_uit
from service.terminal import Opdracht, breedte, kleur_toegestaan


@click.command(
    "splits", cls=Opdracht, no_args_is_help=True, short_help="Maak van een gezinsplan wettige besluiten."
)
@click.argument("plan_bestand", metavar="DOSSIER")
@click.option(
    "--peildatum",
    type=Datum(),
    metavar="DATUM",
    help="Welk recht geldt. Anders: de dag van het besluit, of vandaag.",
)
@click.option("--plan", "plan", metavar="VERWIJZING", help="Welk plan, als er meer zijn.")
@vorm_optie("tekst", "json", "dossier", "wijziging")
@mappen_opties
def splits_opdracht(
    plan_bestand: str, peildatum: dt.date | None, plan: str | None, vorm: str, mappen: Mappen
) -> int:
    """Splits een gezinsplan in besluiten per persoon en per wet. DOSSIER is een JSON-bestand, of - voor de
    standaardinvoer.

    Met --uitvoer dossier krijgt u het nieuwe dossier, met --uitvoer wijziging de JSON merge patch daarvoor.

    Einde met 0: er blijft niets over dat onrechtmatig of vernietigbaar is; 1: wel; 2: het plan is niet te
    splitsen.
    """
    regels = bruikbare_regels(*mappen)
    dragers = dragers_bij(regels)
    dossier = lees(plan_bestand)
    fouten = () if isinstance(dossier, Dossier) else dossier
    if isinstance(dossier, Dossier):
        peil = peildatum or peildatum_uit(dossier, options.vandaag())
        try:
            uitkomst = splits(dossier, dragers, peil, plan)
        except Dossierfout as e:
            fouten = e.fouten
    if not isinstance(dossier, Dossier) or fouten:
        if vorm == "tekst":
            click.echo(onbruikbaar(plan_bestand, fouten, "gesplitst"), err=True)
        else:
            schrijf_json({"bestand": plan_bestand, "fouten": [fout_als_json(f) for f in fouten]}, err=True)
        return 2
    gekozen = regels.bibliotheek.voor(dossier, peil)
    # The day of the knowledge is that of the law: both checks are to be compared with nothing but each other.
    voor, na = (check(d, gekozen, peil, peil) for d in (dossier, uitkomst.dossier))
    bedoeld = bedoeling(dossier, uitkomst)
    if vorm == "dossier":
        schrijf_json(json.loads(als_json(uitkomst.dossier)))
    elif vorm == "wijziging":
        schrijf_json(dict(uitkomst.wijziging))
    elif vorm == "json":
        schrijf_json(split_presentation.als_json(uitkomst, bedoeld, voor, na))
    else:
        titel = "standaardinvoer" if plan_bestand == "-" else plan_bestand
        kleur = kleur_toegestaan(sys.stdout)
        schrijf(split_presentation.als_tekst(uitkomst, bedoeld, voor, na, titel, breedte(), kleur))
    return int(na.blokkeert)
