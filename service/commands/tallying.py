"""`toets knelpunten`: what the walls between the laws stop, over many plans."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from dsl.norms import lees_normen
from engine.bottlenecks import Beeld, beelden, knelpunten
from engine.check import check
from engine.dossier import Dossier
from service import bottlenecks
from service.commands import options
from service.commands.input import bruikbare_regels, lees, onbruikbaar
from service.commands.options import Datum, Mappen, mappen_opties, schrijf, schrijf_json, vorm_optie
from service.intake import Regels, peildatum_uit
from service.naming import aantal
from service.terminal import Fout, Opdracht, bedoelt_u, breedte, kleur_toegestaan, voortgang, zichtbaar

MAX_DOSSIERS = 100_000


@click.command(
    "knelpunten",
    cls=Opdracht,
    no_args_is_help=True,
    short_help="Tel welke schotten gezinsplannen tegenhouden.",
)
@click.argument("plannenmap", metavar="MAP")
@click.option(
    "--zonder", multiple=True, metavar="NORM", help="Denk dit schot weg, bijvoorbeeld SCH-14. Mag vaker."
)
@click.option(
    "--peildatum",
    type=Datum(),
    metavar="DATUM",
    help="Welk recht geldt. Anders: voor elk dossier de dag van het besluit, of vandaag.",
)
@vorm_optie("tekst", "json", "markdown", "svg")
@mappen_opties
def knelpunten_opdracht(
    plannenmap: str, zonder: tuple[str, ...], peildatum: dt.date | None, vorm: str, mappen: Mappen
) -> int:
    """Tel over veel gezinsplannen welke schotten tussen wetten ze tegenhouden, en wat vrijkomt zonder.

    MAP is een map met dossiers (.json). Het antwoord noemt geen personen en geen kleine aantallen, zodat u
    het kunt delen. Met --uitvoer svg krijgt u een plaatje.

    Einde met 0: alles is geteld; 2: een of meer dossiers zijn niet te lezen. De andere zijn dan wel geteld.
    """
    regels = bruikbare_regels(*mappen)
    vandaag = options.vandaag()
    op = (peildatum or vandaag).isoformat()
    bij = bottlenecks.schotten(lees_normen(regels.wortel) or {}, regels.bibliotheek.regelsets, op)
    weg = frozenset(_schot(naam, bij) for naam in zonder)
    telling = _Telling(regels, peildatum, vandaag)
    uit = knelpunten(telling.beelden(_bestanden(plannenmap)), weg)
    telling.meld()
    if vorm == "json":
        schrijf_json(bottlenecks.als_json(uit, bij))
    elif vorm == "markdown":
        schrijf(bottlenecks.als_markdown(uit, bij))
    elif vorm == "svg":
        schrijf(bottlenecks.als_svg(uit, bij))
    else:
        schrijf(bottlenecks.als_tekst(uit, bij, breedte(), kleur_toegestaan(sys.stdout)))
    return 2 if telling.onleesbaar else 0


def _bestanden(map_: str) -> list[Path]:
    pad = Path(map_)
    if not pad.is_dir():
        raise Fout(f"de map `{zichtbaar(map_)}` bestaat niet")
    gevonden = sorted(p for p in pad.iterdir() if p.suffix == ".json" and p.is_file())
    if not gevonden:
        raise Fout(f"in `{zichtbaar(map_)}` staan geen dossiers; een dossier is een bestand op .json")
    if len(gevonden) > MAX_DOSSIERS:
        raise Fout(f"in `{zichtbaar(map_)}` staan meer dan {MAX_DOSSIERS} dossiers; verdeel ze over mappen")
    return gevonden


def _schot(naam: str, bij: dict[str, bottlenecks.Schot]) -> str:
    norm = naam.upper()
    if norm not in bij:
        raise Fout(
            f"`{zichtbaar(naam)}` is geen schot: dat is een norm die met SCH, INT of PRI begint"
            f"{bedoelt_u(norm, list(bij))}"
        )
    return norm


class _Telling:
    """Reads and judges file after file, and keeps no more of each than what is counted."""

    def __init__(self, regels: Regels, peildatum: dt.date | None, vandaag: dt.date) -> None:
        self.regels, self.peildatum, self.vandaag = regels, peildatum, vandaag
        self.onleesbaar = 0
        self.zonder_plan = 0

    def beelden(self, bestanden: list[Path]) -> Iterator[Beeld]:
        with voortgang(len(bestanden)) as balk:
            for nummer, pad in enumerate(bestanden, 1):
                balk.meld(nummer, zichtbaar(pad.name))
                dossier = lees(str(pad))
                if not isinstance(dossier, Dossier):
                    balk.klaar()
                    click.echo(onbruikbaar(str(pad), dossier, "geteld"), err=True)
                    self.onleesbaar += 1
                    continue
                peil = self.peildatum or peildatum_uit(dossier, self.vandaag)
                rapport = check(dossier, self.regels.bibliotheek.voor(dossier, peil), peil, self.vandaag)
                gezien = list(beelden(dossier, rapport))
                self.zonder_plan += not gezien
                yield from gezien

    def meld(self) -> None:
        """To who runs it, not to who reads the outcome."""
        if self.zonder_plan:
            zonder = aantal(self.zonder_plan, "dossier", "dossiers")
            click.echo(f"Let op: {zonder} zonder gezinsplan telt niet mee.", err=True)
