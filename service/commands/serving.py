"""`toets serveer`, `toets sleutel ...`: the HTTP service and its keys.

What these need is imported when they run: a check from the command line must not wait for a database.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from service.commands.options import schrijf, schrijf_json, vorm_optie
from service.terminal import Fout, Groep, Opdracht, zichtbaar

if TYPE_CHECKING:
    from service.store.archive import Archief

VOORBEELD = "voorbeeldstad"


@contextlib.contextmanager
def open_archief(*, maak: bool = False) -> Iterator[Archief]:
    """The archive that the environment names, up to date; its failure in our own words."""
    from service.settings import lees_instelling
    from service.store.archive import Archief, OpslagWeg
    from service.store.database import open_database, werk_bij
    from service.vault import lees_hoofdsleutel

    instelling = lees_instelling()
    engine = open_database(instelling.store)
    try:
        werk_bij(engine)
    except Exception as fout:
        # The driver's own words may hold the address and the password.
        raise Fout("de opslag (TOETSSTEEN_STORE) is niet te bereiken of niet bij te werken") from fout
    archief = Archief(engine, lees_hoofdsleutel(Path(instelling.geheim), maak=maak))
    try:
        yield archief
    except OpslagWeg as fout:
        raise Fout("de opslag (TOETSSTEEN_STORE) antwoordt niet") from fout
    finally:
        archief.sluit()


# ---------------------------------------------------------------- toets serveer


@click.command("serveer", cls=Opdracht, short_help="Start de HTTP-dienst.")
@click.option("--poort", type=click.IntRange(1, 65535), default=8000, metavar="N", help="De poort (8000).")
@click.option("--adres", default="127.0.0.1", metavar="ADRES", help="Het adres (alleen deze machine).")
@click.option("--werkers", type=click.IntRange(1, 64), default=1, metavar="N", help="Aantal processen (1).")
def serveer(poort: int, adres: str, werkers: int) -> int:
    """Start de HTTP-dienst op deze machine. De instellingen komen uit de omgeving; zie docs/dienst.md.

    De eerste keer maakt de dienst een gemeente en een sleutel; die sleutel wordt één keer getoond.
    """
    import uvicorn

    from service.http.logging import INRICHTING
    from service.judge import Toetser
    from service.settings import lees_instelling

    # Rules with errors and a store that is away are told here, once, and not by each process.
    Toetser(lees_instelling().regels).sluit()
    with open_archief(maak=True) as archief:
        if not archief.gemeenten():
            _eerste_sleutel(archief)
    uvicorn.run(
        "service.http.app:app_uit_omgeving",
        factory=True,
        host=adres,
        port=poort,
        workers=werkers,
        log_config=INRICHTING,
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=False,
        timeout_graceful_shutdown=30,
        h11_max_incomplete_event_size=64 * 1024,
    )
    return 0


def _eerste_sleutel(archief: Archief) -> None:
    from service.access import RECHTEN, maak_sleutel

    archief.zet_gemeente(VOORBEELD, "Voorbeeldstad", bewaart_dossiers=False, bewaartermijn=365)
    sleutel, bewaard = maak_sleutel(VOORBEELD, "eerste sleutel", RECHTEN)
    archief.voeg_sleutel_toe(bewaard)
    click.echo(
        f"Er is een gemeente `{VOORBEELD}` gemaakt, met deze sleutel.\n"
        f"Bewaar hem nu; hij is niet terug te lezen:\n{sleutel}",
        err=True,
    )


# ---------------------------------------------------------------- toets sleutel


@click.group("sleutel", cls=Groep, no_args_is_help=True)
def sleutel_groep() -> None:
    """Sleutels voor de HTTP-dienst: maken, tonen, intrekken."""


def gemeentenaam(waarde: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", waarde):
        raise Fout(
            f"`{zichtbaar(waarde)}` is geen naam van een gemeente; "
            "schrijf kleine letters, cijfers en streepjes"
        )
    return waarde


@sleutel_groep.command("maak", short_help="Maak een sleutel; hij wordt één keer getoond.")
@click.argument("gemeente", metavar="GEMEENTE")
@click.option("--naam", default="", metavar="NAAM", help="Waarvoor, zoals het zaaksysteem (moet).")
@click.option("--recht", "rechten", multiple=True, metavar="RECHT", help="toetsen, bewijzen of beheer.")
@click.option("--per-minuut", type=click.IntRange(1), default=None, metavar="N", help="Verzoeken per minuut.")
@click.option("--per-dag", type=click.IntRange(1), default=None, metavar="N", help="Dossiers per dag.")
@click.option("--bewaar-dossiers/--geen-dossiers", default=None, help="Of dossiers bewaard worden.")
@click.option(
    "--bewaar-dagen", type=click.IntRange(1, 36_500), default=365, metavar="N", help="Hoe lang (365)."
)
def sleutel_maak(
    gemeente: str,
    naam: str,
    rechten: tuple[str, ...],
    per_minuut: int | None,
    per_dag: int | None,
    bewaar_dossiers: bool | None,
    bewaar_dagen: int,
) -> None:
    """Maak een sleutel voor GEMEENTE; een nieuwe gemeente wordt gemaakt. Zonder --recht mag hij alleen
    toetsen.
    """
    from service.access import PER_DAG, PER_MINUUT, RECHTEN, maak_sleutel

    for recht in rechten:
        if recht not in RECHTEN:
            raise Fout(f"`{zichtbaar(recht)}` is geen recht; kies uit {', '.join(RECHTEN)}")
    if not naam.strip():
        raise Fout("zeg met --naam waarvoor de sleutel is, bijvoorbeeld de naam van het zaaksysteem")
    gemeente = gemeentenaam(gemeente)
    with open_archief(maak=True) as archief:
        if gemeente not in archief.gemeenten() or bewaar_dossiers is not None:
            archief.zet_gemeente(
                gemeente, gemeente, bewaart_dossiers=bool(bewaar_dossiers), bewaartermijn=bewaar_dagen
            )
        sleutel, bewaard = maak_sleutel(
            gemeente, naam[:200], rechten or ("toetsen",), per_minuut or PER_MINUUT, per_dag or PER_DAG
        )
        archief.voeg_sleutel_toe(bewaard)
    click.echo("Bewaar deze sleutel nu; hij is niet terug te lezen:", err=True)
    schrijf(sleutel)


@sleutel_groep.command("lijst", short_help="Toon welke sleutels er zijn.")
@click.argument("gemeente", required=False, metavar="[GEMEENTE]")
@vorm_optie("tekst", "json")
def sleutel_lijst(gemeente: str | None, vorm: str) -> None:
    """Toon van elke sleutel het id, de naam, de rechten en of hij is ingetrokken. De sleutel zelf is niet
    bewaard.
    """
    with open_archief() as archief:
        sleutels = archief.sleutels(None if gemeente is None else gemeentenaam(gemeente))
    if vorm == "json":
        schrijf_json(
            [
                {
                    "id": s.id,
                    "gemeente": s.gemeente,
                    "naam": s.naam,
                    "rechten": sorted(s.rechten),
                    "perMinuut": s.per_minuut,
                    "perDag": s.per_dag,
                    "gemaaktOp": s.gemaakt_op,
                    "ingetrokkenOp": s.ingetrokken_op,
                }
                for s in sleutels
            ]
        )
        return
    for s in sleutels:
        stand = f"ingetrokken op {s.ingetrokken_op[:10]}" if s.ingetrokken_op else "geldig"
        schrijf(zichtbaar(f"{s.id}  {s.gemeente}  {s.naam}  ({', '.join(sorted(s.rechten))})  {stand}"))
    if not sleutels:
        schrijf("Er zijn geen sleutels.")


@sleutel_groep.command("trek-in", short_help="Trek een sleutel in.")
@click.argument("id_", metavar="ID")
def sleutel_trek_in(id_: str) -> None:
    """Trek de sleutel met dit id in. Binnen een halve minuut werkt hij nergens meer."""
    from service.store.archive import nu

    with open_archief() as archief:
        if not archief.trek_in(id_, nu()):
            raise Fout(f"er is geen geldige sleutel `{zichtbaar(id_)}`; zie `toets sleutel lijst`")
    schrijf("Ingetrokken.")
