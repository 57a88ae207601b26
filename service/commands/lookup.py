"""What can be looked up: the words of dossiers and rules, codes and rules explained, the schema."""

from __future__ import annotations

import click

from dsl.diagnostics import CATALOGUE, explain
from service import reference
from service.commands import options
from service.commands.options import regels_optie, schrijf, schrijf_json
from service.intake import lees_regels, regelmap
from service.terminal import Fout, Opdracht, bedoelt_u, breedte, zichtbaar


@click.command("begrippen", cls=Opdracht, short_help="Toon de woorden waarin regels en dossiers spreken.")
@click.argument("naam", required=False, metavar="[NAAM]")
@regels_optie
def begrippen(naam: str | None, map_: str | None) -> None:
    """Toon alle soorten, of alles over NAAM: een soort (voorziening), een kenmerk (voorziening.omvang), een
    keuze, of een begrip dat meer onderwerpen van de regels gebruiken (toegekend).
    """
    schrijf(reference.begrippen(naam, breedte(), lambda: lees_regels(regelmap(map_))))


@click.command(
    "leg-uit", cls=Opdracht, no_args_is_help=True, short_help="Leg een foutcode, een regel of een norm uit."
)
@click.argument("code", metavar="CODE")
@regels_optie
def leg_uit(code: str, map_: str | None) -> None:
    """Leg uit: een code van een melding (B03, D10), een regel (WMO-BES-11-BEGELEIDING) of een norm
    (WMO-BES-11). `gevallen` legt uit hoe een geval eruitziet.
    """
    hoofd = code.upper()
    uitleg = reference.GEVALLEN if hoofd == "GEVALLEN" else explain(hoofd)
    uitleg = uitleg or reference.dossierfouten().get(hoofd)
    if uitleg is not None:
        schrijf(uitleg)
        return
    regels = lees_regels(regelmap(map_))
    tekst = reference.regel(code, regels, options.vandaag(), breedte())
    if tekst is None:
        bekend = [
            *CATALOGUE,
            *reference.dossierfouten(),
            *(r.id for s in regels.bibliotheek.regelsets for r in s.regels),
        ]
        raise Fout(f"er is geen code, regel of norm `{zichtbaar(code)}`{bedoelt_u(code, bekend)}")
    schrijf(tekst)


@click.command("schema", cls=Opdracht, short_help="Toon het JSON-schema van een dossier.")
def schema() -> None:
    """Toon het JSON-schema waaraan een dossier voldoet."""
    schrijf_json(reference.schema())
