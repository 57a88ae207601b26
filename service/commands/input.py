"""What a command is given to work on: dossiers from files, rules from a folder."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from dsl.diagnostics import render
from engine.dossier import Dossier, Invoerfout
from engine.dossier.reading import MAX_BYTES
from service.intake import Regels, dossier_of_fouten, lees_regels, met_gemeentelaag, regelmap
from service.naming import aantal
from service.terminal import Fout, zichtbaar


def lees(naam: str) -> Dossier | tuple[Invoerfout, ...]:
    try:
        if naam == "-" and sys.stdin is None:
            return _geen_bestand("Er is geen standaardinvoer.", "Noem een bestand, of stuur er een in.")
        if naam == "-":
            inhoud = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(naam).open("rb") as stroom:
                inhoud = stroom.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return _geen_bestand("Dit bestand bestaat niet.", "Kijk de naam van het bestand na.")
    except IsADirectoryError:
        return _geen_bestand("Dit is een map.", "Noem de bestanden in de map.")
    except (OSError, ValueError):
        return _geen_bestand("Dit bestand is niet te lezen.", "Kijk na of u het bestand mag lezen.")
    # One byte too many is enough for the reader to refuse; a huge file is never read in full.
    return dossier_of_fouten(inhoud)


def _geen_bestand(melding: str, herstel: str) -> tuple[Invoerfout, ...]:
    return (Invoerfout("", "D00", melding, herstel),)


def onbruikbaar(naam: str, fouten: Sequence[Invoerfout], gedaan: str = "getoetst") -> str:
    titel = "standaardinvoer" if naam == "-" else zichtbaar(" ".join(naam.split()) or naam)
    kop = f"{titel}: niet {gedaan}, {aantal(len(fouten), 'fout', 'fouten')}"
    rijen = [f"  {f.code} {f.pointer or 'het bestand'}: {f.melding} {f.herstel}" for f in fouten]
    return "\n".join(map(zichtbaar, [kop, *rijen]))


def bruikbare_regels(map_: str | None, gemeentelaag: str | None = None) -> Regels:
    """Rules to judge by: without an error, for a rule left out would be a finding kept silent."""
    regels = lees_regels(regelmap(map_))
    if gemeentelaag is not None:
        regels = met_gemeentelaag(regels, Path(gemeentelaag))
    if regels.fouten:
        for m in regels.fouten:
            click.echo(zichtbaar(render(m)) + "\n", err=True)
        raise Fout(
            f"de regels in `{regels.wortel}` bevatten {aantal(len(regels.fouten), 'fout', 'fouten')}; "
            "zo valt er niet te toetsen"
        )
    if not regels.bibliotheek.regelsets:
        raise Fout(f"in `{regels.wortel}` staan geen regels")
    return regels
