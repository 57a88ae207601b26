"""What a municipality accounts for: `toets bewijs ...`, its receipts and how they are archived, and `toets
algoritmeregister`, what it tells the public.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from service.algorithm_register import CATEGORIE, LENGTE, STATUS, Eigen, inschrijving
from service.commands import options
from service.commands.input import bruikbare_regels
from service.commands.options import Datum, regels_optie, schrijf, schrijf_json, vorm_optie
from service.commands.serving import gemeentenaam, open_archief
from service.terminal import Fout, Groep, Opdracht, Verplicht, Woord, zichtbaar

# ---------------------------------------------------------------- toets bewijs


@click.group("bewijs", cls=Groep, no_args_is_help=True)
def bewijs_groep() -> None:
    """De keten van bewijsstukken: uitvoeren, nakijken, opruimen."""


@bewijs_groep.command("uitvoer", short_help="Schrijf de keten van een gemeente uit.")
@click.argument("gemeente", metavar="GEMEENTE")
def bewijs_uitvoer(gemeente: str) -> None:
    """Schrijf alle stukken van GEMEENTE, een per regel, op de standaarduitvoer."""
    from service.store.chain import kopregel

    gemeente = gemeentenaam(gemeente)
    with open_archief() as archief:
        if gemeente not in archief.gemeenten():
            raise Fout(f"er is geen gemeente `{gemeente}`")
        click.echo(kopregel(gemeente))
        na = 0
        while stukken := archief.bewijsstukken(gemeente, na=na, aantal=1000):
            for stuk in stukken:
                click.echo(stuk.schakel.als_regel())
            na = stukken[-1].schakel.nummer
        nummer, hash_ = archief.kop(gemeente)
    click.echo(f"{nummer} stukken; de kop van de keten is {hash_}. Bewaar die ergens anders.", err=True)


@bewijs_groep.command("controleer", no_args_is_help=True, short_help="Kijk een uitvoer na.")
@click.argument("bestand", metavar="BESTAND")
@click.option("--kop", metavar="HASH", help="De kop zoals elders bewaard: zo valt een ontbrekend einde op.")
@vorm_optie("tekst", "json")
def bewijs_controleer(bestand: str, kop: str | None, vorm: str) -> int:
    """Kijk na of een uitvoer heel is, zonder de dienst en zonder database. Einde met 1 als er iets niet
    klopt.
    """
    from service.store.chain import MAX_REGEL, zie_na

    def regels() -> Iterator[str]:
        with contextlib.ExitStack() as stapel:
            stroom: Any = sys.stdin.buffer
            if bestand != "-":
                stroom = stapel.enter_context(Path(bestand).open("rb"))
            while regel := stroom.readline(MAX_REGEL + 1):
                yield regel.decode("utf-8", "replace")

    try:
        nazicht = zie_na(regels(), kop)
    except OSError:
        raise Fout(f"`{zichtbaar(bestand)}` is niet te lezen") from None
    if vorm == "json":
        schrijf_json(
            {
                "gemeente": nazicht.gemeente,
                "aantal": nazicht.aantal,
                "kop": nazicht.kop,
                "fouten": list(nazicht.fouten),
            }
        )
    else:
        for zin in nazicht.fouten:
            schrijf(zichtbaar(zin))
        if nazicht.fouten:
            schrijf("De keten is niet heel.")
        else:
            schrijf(zichtbaar(f"De keten van {nazicht.gemeente} is heel: {nazicht.aantal} stukken."))
            schrijf(
                f"De kop is {nazicht.kop}" + ("." if kop else "; vergelijk die met wat elders is bewaard.")
            )
    return int(bool(nazicht.fouten))


@bewijs_groep.command("archiveer", short_help="Schrijf stukken met hun metagegevens voor het archief.")
@click.argument("gemeente", metavar="GEMEENTE")
@click.argument("map_", metavar="MAP")
@click.option(
    "--archiefvormer", cls=Verplicht, metavar="NAAM", help="De organisatie, zoals „Gemeente Aadorp”."
)
@click.option(
    "--waardering",
    cls=Verplicht,
    type=Woord(("tijdelijk", "blijvend")),
    metavar="tijdelijk|blijvend",
    help="Of de stukken blijven of na een tijd weg mogen.",
)
@click.option("--jaren", type=click.IntRange(1, 200), metavar="N", help="Hoe lang, als het tijdelijk is.")
@click.option("--selectielijst", cls=Verplicht, metavar="NAAM", help="De lijst waar dat op rust.")
@click.option("--categorie", cls=Verplicht, metavar="NAAM", help="De categorie uit die lijst.")
@click.option("--na", type=click.IntRange(0), default=0, metavar="N", help="Alleen stukken na dit nummer.")
def bewijs_archiveer(
    gemeente: str,
    map_: str,
    archiefvormer: str,
    waardering: str,
    jaren: int | None,
    selectielijst: str,
    categorie: str,
    na: int,
) -> None:
    """Schrijf de stukken van GEMEENTE in MAP: elk als JSON, met metagegevens volgens MDTO 1.0.1 ernaast.

    Hoe lang de stukken blijven, bepaalt de selectielijst van uw gemeente; Toetssteen vult daar niets in.
    """
    from service.archiving import Bewaring, archiefstuk

    gemeente = gemeentenaam(gemeente)
    if (jaren is None) is (waardering == "tijdelijk"):
        raise Fout("noem `--jaren` als de waardering `tijdelijk` is, en anders niet")
    for tekst in (archiefvormer, selectielijst, categorie):
        if not tekst.strip() or not tekst.isprintable():
            raise Fout(f"`{zichtbaar(tekst[:40])}` is leeg of heeft een teken dat niet is af te drukken")
    bewaring = Bewaring(archiefvormer, waardering, jaren, selectielijst, categorie)
    doel = Path(map_)
    aantal = 0
    with open_archief() as archief:
        if gemeente not in archief.gemeenten():
            raise Fout(f"er is geen gemeente `{gemeente}`")
        try:
            doel.mkdir(parents=True, exist_ok=True)
            while stukken := archief.bewijsstukken(gemeente, na=na, aantal=1000):
                for stuk in stukken:
                    uit = archiefstuk(stuk, gemeente, bewaring)
                    naam = uit.naam.removesuffix(".json")
                    _nieuw(doel / f"{naam}.mdto.xml", uit.over_stuk)
                    _nieuw(doel / f"{uit.naam}.mdto.xml", uit.over_bestand)
                    _nieuw(doel / uit.naam, uit.bestand)
                    aantal += 1
                na = stukken[-1].schakel.nummer
        except FileExistsError as fout:
            raise Fout(
                f"`{zichtbaar(str(fout.filename))}` bestaat al; kies een lege map, of begin met --na verderop"
            ) from None
        except OSError:
            raise Fout(f"in `{zichtbaar(map_)}` is niet te schrijven") from None
    schrijf(f"{aantal} stukken geschreven." + (f" Een volgende keer: --na {na}." if aantal else ""))


def _nieuw(pad: Path, inhoud: bytes) -> None:
    with pad.open("xb") as stroom:
        stroom.write(inhoud)


@bewijs_groep.command("ruim-op", short_help="Wis dossiers waarvan de bewaartermijn voorbij is.")
@click.option("--datum", type=Datum(), metavar="DATUM", help="Op welke dag. Anders: nu.")
def bewijs_ruim_op(datum: dt.date | None) -> None:
    """Wis bewaarde dossiers waarvan de termijn voorbij is. De dienst doet dit zelf elk uur; de keten
    blijft.
    """
    op = dt.datetime.now(dt.UTC) if datum is None else dt.datetime.combine(datum, dt.time(), dt.UTC)
    with open_archief() as archief:
        dossiers, antwoorden = archief.ruim_op(op)
    schrijf(f"Gewist: {dossiers} dossiers en {antwoorden} bewaarde antwoorden.")


# ---------------------------------------------------------------- toets algoritmeregister


@click.command(
    "algoritmeregister", cls=Opdracht, short_help="Maak een inschrijving voor het Algoritmeregister."
)
@click.option("--organisatie", cls=Verplicht, metavar="NAAM", help="De organisatie, zoals „Gemeente Aadorp”.")
@click.option("--contact", cls=Verplicht, metavar="ADRES", help="Mailadres of website voor vragen.")
@click.option("--status", type=Woord(tuple(s.lower() for s in STATUS)), default=STATUS[1].lower(),
              metavar="STATUS", help="in ontwikkeling, in gebruik of buiten gebruik.")  # fmt: skip
@click.option("--categorie", type=Woord(tuple(c.lower() for c in CATEGORIE)), default=CATEGORIE[0].lower(),
              metavar="CATEGORIE", help="De publicatiecategorie (impactvolle algoritmes).")  # fmt: skip
@click.option("--begin", metavar="MAAND", help="Sinds welke maand, zoals 2026-12.")
@click.option("--website", default="", metavar="URL", help="Uw pagina voor het publiek.")
@click.option("--verwerkingsregister", default="", metavar="URL", help="Uw openbare verwerkingsregister.")
@click.option("--kenmerk", default="", metavar="ID", help="Het nummer in uw eigen register.")
@regels_optie
def algoritmeregister(
    organisatie: str,
    contact: str,
    status: str,
    categorie: str,
    begin: str | None,
    website: str,
    verwerkingsregister: str,
    kenmerk: str,
    map_: str | None,
) -> None:
    """Maak een inschrijving volgens de publicatiestandaard 1.0, als JSON.

    De wetten komen uit de regels die vandaag gelden. Lees de tekst na en pas haar aan: uw gemeente kiest de
    publicatiecategorie, en vult zelf aan welke impacttoetsen zij deed.
    """
    maand = None
    if begin is not None:
        if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", begin, re.ASCII):
            raise Fout(f"`{zichtbaar(begin)}` is geen maand; schrijf bijvoorbeeld 2026-12")
        maand = dt.date.fromisoformat(f"{begin}-01")
    for naam, tekst in (
        ("organization", organisatie),
        ("contact_email", contact),
        ("website", website),
        ("process_index_url", verwerkingsregister),
        ("source_id", kenmerk),
    ):
        if len(tekst) > LENGTE[naam]:
            raise Fout(f"`{zichtbaar(tekst[:30])}...` is te lang; er is plaats voor {LENGTE[naam]} tekens")
    for url in (website, verwerkingsregister):
        if url and not url.startswith("https://"):
            raise Fout(f"`{zichtbaar(url)}` hoort met https:// te beginnen")
    eigen = Eigen(
        organisatie,
        contact,
        next(s for s in STATUS if s.lower() == status),
        next(c for c in CATEGORIE if c.lower() == categorie),
        maand,
        website,
        verwerkingsregister,
        kenmerk,
    )
    schrijf_json(inschrijving(eigen, bruikbare_regels(map_).bibliotheek.op(options.vandaag())))
