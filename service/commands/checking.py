"""`toets controleer`: judge draft decisions."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import sys
from collections.abc import Sequence
from typing import Any

import click

from engine.check import check
from engine.dossier import Dossier
from engine.report import Rapport
from engine.twin import Tweeling
from engine.whynot import Waarom, waarom
from service.commands import options
from service.commands.input import bruikbare_regels, lees, onbruikbaar
from service.commands.options import Datum, Mappen, mappen_opties, schrijf, schrijf_json, vorm_optie
from service.intake import Navraag, Regels, fout_als_json, peildatum_uit
from service.presentation import als_markdown, als_tekst, waarom_als_tekst
from service.reference import regels_bij
from service.terminal import (
    Fout,
    Opdracht,
    bedoelt_u,
    breedte,
    kleur_toegestaan,
    voortgang,
    zichtbaar,
    zichtbare_json,
)


@click.command("controleer", cls=Opdracht, no_args_is_help=True, short_help="Toets een of meer dossiers.")
@click.argument("dossiers", nargs=-1, required=True, metavar="DOSSIER...")
@click.option(
    "--peildatum",
    type=Datum(),
    metavar="DATUM",
    help="Welk recht geldt. Anders: de dag van het besluit, of vandaag.",
)
@click.option("--kennisdatum", type=Datum(), metavar="DATUM", help="Wat toen bekend was. Anders: vandaag.")
@vorm_optie("tekst", "json", "markdown")
@click.option("--waarom", "regel", metavar="REGEL", help="Leg uit waarom deze regel wel of niet aanslaat.")
@click.option("--alles", is_flag=True, help="Toon alle open vragen, niet alleen de eerste.")
@click.option("--zonder-tweeling", is_flag=True, help="Raadpleeg de tweede zoeker niet.")
@mappen_opties
def controleer(
    dossiers: tuple[str, ...],
    peildatum: dt.date | None,
    kennisdatum: dt.date | None,
    vorm: str,
    regel: str | None,
    alles: bool,
    zonder_tweeling: bool,
    mappen: Mappen,
) -> int:
    """Toets conceptbesluiten. DOSSIER is een JSON-bestand, of - voor de standaardinvoer.

    Einde met 0: niets dat het besluit onrechtmatig of vernietigbaar maakt; 1: wel; 2: invoer die niet te
    lezen is. Bij meer bestanden telt het hoogste getal.
    """
    regels = bruikbare_regels(*mappen)
    if regel is not None:
        regel = _bekende_regel(regel, regels)
    vandaag = options.vandaag()
    slechtste = 0
    uit: list[dict[str, Any]] = []
    with contextlib.ExitStack() as stapel:
        navraag = None if zonder_tweeling else Navraag(stapel.enter_context(Tweeling()))
        balk = stapel.enter_context(voortgang(len(dossiers)))
        for nummer, naam in enumerate(dossiers, 1):
            balk.meld(nummer, zichtbaar(naam))
            dossier = lees(naam)
            if not isinstance(dossier, Dossier):
                balk.klaar()
                slechtste = 2
                uit.append({"bestand": naam, "fouten": [fout_als_json(f) for f in dossier]})
                if vorm == "json":
                    schrijf_json(uit[-1], err=True)
                else:
                    click.echo(onbruikbaar(naam, dossier), err=True)
                continue
            peil = peildatum or peildatum_uit(dossier, vandaag)
            kennis = kennisdatum or vandaag
            gekozen = regels.bibliotheek.voor(dossier, peil)
            rapport = check(dossier, gekozen, peil, kennis, navraag)
            slechtste = max(slechtste, int(rapport.blokkeert))
            _waarschuw(naam, rapport, navraag)
            balk.klaar()
            redenen = None if regel is None else _waarom(dossier, regels, regel, peil, kennis)
            if vorm == "json":
                inhoud = rapport.als_json() if redenen is None else [w.als_json() for w in redenen]
                uit.append({"bestand": naam, "rapport" if redenen is None else "waarom": inhoud})
                if len(dossiers) == 1:
                    canoniek = json.dumps(inhoud, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
                    schrijf(zichtbare_json(canoniek))
            else:
                tekst = _verslag(naam, dossier, rapport, redenen, vorm, alles)
                schrijf(tekst if nummer == 1 else "\n" + tekst)
    if vorm == "json" and len(dossiers) > 1:
        schrijf_json(uit)
    return slechtste


def _verslag(
    naam: str, dossier: Dossier, rapport: Rapport, redenen: Sequence[Waarom] | None, vorm: str, alles: bool
) -> str:
    titel = "standaardinvoer" if naam == "-" else naam
    if redenen is not None:
        kleur = kleur_toegestaan(sys.stdout) and vorm == "tekst"
        return "\n".join(waarom_als_tekst(w, dossier, breedte(), kleur) for w in redenen)
    if vorm == "markdown":
        return als_markdown(rapport, dossier, titel)
    return als_tekst(rapport, dossier, titel, breedte(), kleur_toegestaan(sys.stdout), alles)


def _waarom(
    dossier: Dossier, regels: Regels, regel: str, peil: dt.date, kennis: dt.date
) -> tuple[Waarom, ...]:
    """From the version in force; when that has no such rule, from every version that has it."""
    bibliotheek = regels.bibliotheek
    gemeente = bibliotheek.gemeente_van(dossier)
    alle = tuple(s for s in bibliotheek.regelsets if s.gemeente in ("", gemeente))
    gevonden = waarom(dossier, bibliotheek.op(peil, gemeente), regel, peil, kennis) or waarom(
        dossier, alle, regel, peil, kennis
    )
    if not gevonden:
        raise Fout(f"`{regel}` is een regel van een andere gemeente dan die van dit dossier")
    return gevonden


def _bekende_regel(regel: str, regels: Regels) -> str:
    bekend = {r.id.upper(): r.id for s in regels.bibliotheek.regelsets for r in s.regels}
    if regel.upper() not in bekend:
        if van_norm := sorted(regels_bij(regel, regels)):
            raise Fout(f"`{zichtbaar(regel)}` is een norm; noem een regel ervan: {', '.join(van_norm)}")
        raise Fout(f"er is geen regel `{zichtbaar(regel)}`{bedoelt_u(regel, list(bekend.values()))}")
    return bekend[regel.upper()]


def _waarschuw(naam: str, rapport: Rapport, navraag: Navraag | None) -> None:
    if not rapport.bewijs.regelsets:
        click.echo(
            f"Let op: op {rapport.bewijs.peildatum} geldt geen enkele regelset; er is niets getoetst.",
            err=True,
        )
    if navraag is not None and navraag.alarm is not None:
        click.echo(
            f"Let op: de twee zoekers zijn het oneens over {zichtbaar(naam)} ({navraag.reden}). "
            "Gebruik deze uitkomst niet zonder nader onderzoek en meld dit bij de beheerder van Toetssteen. "
            f"Reproductie: {navraag.alarm}",
            err=True,
        )
