"""`toets regels uitspraken`: the rules beside what courts held."""

from __future__ import annotations

from pathlib import Path

import click

from service.commands.input import bruikbare_regels
from service.commands.options import regels_optie, schrijf, schrijf_json, vorm_optie
from service.rulings import beoordeel_map
from service.rulingtable import als_markdown, als_tekst
from service.terminal import Fout, Opdracht, breedte, zichtbaar


@click.command("uitspraken", cls=Opdracht, short_help="Leg de regels naast wat rechters vonden.")
@click.argument("dossiermap", metavar="MAP")
@vorm_optie("tekst", "json", "markdown")
@regels_optie
def regels_uitspraken(dossiermap: str, vorm: str, map_: str | None) -> None:
    """Toets de besluiten uit een map met uitspraken, en leg per punt ernaast wat de rechter vond.

    Een uitspraak is een dossier (.json) met ernaast, onder dezelfde naam, het oordeel (.toml). Aan het eind
    staat hoeveel gebreken de regels vonden en hoe vaak zij ten onrechte aansloegen. Een gemist punt is geen
    fout: de opdracht eindigt met 0, en met 2 als een bestand niet te lezen is.
    """
    pad = Path(dossiermap)
    if not pad.is_dir():
        raise Fout(f"de map `{zichtbaar(dossiermap)}` bestaat niet")
    stapel = beoordeel_map(pad, bruikbare_regels(map_).bibliotheek)
    if vorm == "json":
        schrijf_json(stapel.als_json())
    elif vorm == "markdown":
        schrijf(als_markdown(stapel, f"toets regels uitspraken {zichtbaar(dossiermap)} --uitvoer markdown"))
    else:
        schrijf(als_tekst(stapel, breedte()))
