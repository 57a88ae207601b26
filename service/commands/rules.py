"""`toets regels ...`: for those who write the rules: check, test, cover, publish."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from dsl.diagnostics import as_json, render
from dsl.lock import BESTAND as SLOT
from dsl.norms import lees_normen
from service import citations, normtable
from service.cases import BESTANDSNAAM
from service.commands import options
from service.commands.options import Datum, regels_optie, schrijf, schrijf_json, vorm_optie
from service.intake import STANDAARDMAP, Regels, alleen, lees_regels, regelmap
from service.naming import aantal
from service.publishing import Besluit, niet_uitgegeven, publiceer
from service.terminal import Fout, Groep, zichtbaar
from service.topics import aanvaard_alles, toets_onderwerpen


@click.group("regels", cls=Groep, no_args_is_help=True)
def regels_groep() -> None:
    """Regels schrijven: nakijken en beproeven."""


@regels_groep.command("controleer", short_help="Kijk regelbestanden na.")
@click.argument("pad", required=False, metavar="[MAP|BESTAND]")
@click.option("--bronnen", is_flag=True, help="Toon ook van elke vindplaats of zij is gevonden.")
@vorm_optie("tekst", "json")
def regels_controleer(pad: str | None, bronnen: bool, vorm: str) -> int:
    """Kijk alle regelbestanden in een map na, of één bestand. Einde met 1 als er een fout in staat.

    Met --bronnen staat bij elke vindplaats: gevonden, deels gevonden, niet na te gaan, of fout. Van sommige
    teksten van een wet is alleen een deel gelezen: staat de vindplaats in een andere tekst wel, dan is zij
    deels gevonden, en anders niet na te gaan.
    """
    regels, wat = _na_te_kijken(pad)
    meldingen = regels.meldingen
    nagekeken = citations.kijk_na(regels.wortel, regels.bibliotheek.in_gebruik) if bronnen else []
    open_ = [f"{s.naam} {s.versie}" for s in niet_uitgegeven(regels)]
    if vorm == "json":
        lijst = [as_json(m) for m in meldingen]
        vindplaatsen = [n.als_json() for n in nagekeken]
        extra = {
            "nietUitgegeven": open_,
            "vindplaatsen": vindplaatsen,
            "totalen": citations.totalen(nagekeken),
        }
        schrijf_json({"meldingen": lijst, **extra} if bronnen else lijst)
        return int(any(m.fout for m in meldingen))
    for m in meldingen:
        schrijf(zichtbaar(render(m)) + "\n")
    if bronnen:
        schrijf(zichtbaar(citations.als_tekst(nagekeken)) + "\n")
    if open_:
        schrijf(f"Nog niet uitgegeven ({aantal(len(open_), 'versie', 'versies')}; geen fout):")
        schrijf("".join(f"  {zichtbaar(naam)}\n" for naam in open_))
    fouten = sum(m.fout for m in meldingen)
    over = len(meldingen) - fouten
    slot = (
        f"{aantal(fouten, 'fout', 'fouten')}, {aantal(over, 'waarschuwing', 'waarschuwingen')}"
        if meldingen
        else "geen fouten"
    )
    schrijf(f"{wat}: {slot}.")
    return int(any(m.fout for m in meldingen))


def _na_te_kijken(pad: str | None) -> tuple[Regels, str]:
    doel = Path(pad) if pad is not None else None
    if doel is None or doel.is_dir():
        regels = lees_regels(regelmap(pad))
        n = sum(len(s.regels) for s in regels.bibliotheek.regelsets)
        bestanden = sum(1 for _ in (regels.wortel / regels.onder).rglob("*.regels"))
        wat = f"{aantal(bestanden, 'bestand', 'bestanden')}, {aantal(n, 'leesbare regel', 'leesbare regels')}"
        return regels, wat
    if not doel.is_file():
        raise Fout(f"`{zichtbaar(str(doel))}` bestaat niet")
    # A file is judged among its neighbours: versions and names only make sense together.
    regels = lees_regels(doel.resolve().parent)
    return alleen(regels, doel.resolve().relative_to(regels.wortel).as_posix()), zichtbaar(str(doel))


@regels_groep.command("test", short_help=f"Beproef regels met hun gevallen ({BESTANDSNAAM}).")
@click.argument("map_", required=False, metavar="[MAP]")
@click.option(
    "--accepteer", is_flag=True, help="Herschrijf de blokken `uitkomst`; kijk daarna het verschil na."
)
def regels_test(map_: str | None, accepteer: bool) -> int:
    """Draai alle gevallen onder een map, en kijk of elke regel in elke uitkomst is beproefd.

    Elke regel moet in een geval worden geschonden, nageleefd (of niet gelden) en onbeslist blijven, en elke
    uitzondering moet een keer gelden. Einde met 1 als er iets ontbreekt of anders uitkomt. Hoe een geval
    eruitziet: toets leg-uit gevallen
    """
    regels = lees_regels(regelmap(map_))
    if regels.fouten:
        for m in regels.fouten:
            schrijf(zichtbaar(render(m)) + "\n")
        schrijf(
            f"{aantal(len(regels.fouten), 'fout', 'fouten')} in de regels; de gevallen zijn niet gedraaid."
        )
        return 1
    if accepteer:
        for pad in aanvaard_alles(regels):
            schrijf(f"herschreven: {pad}")
    onderwerpen = toets_onderwerpen(regels)
    if not onderwerpen:
        raise Fout(f"onder `{map_ or regels.wortel}` staan geen regels")
    for o in onderwerpen:
        for tekst in o.klachten():
            schrijf(zichtbaar(tekst))
    goed = sum(o.goed for o in onderwerpen)
    for o in onderwerpen:
        schrijf(o.samenvatting())
    schrijf(f"{goed} van {aantal(len(onderwerpen), 'onderwerp', 'onderwerpen')} in orde.")
    return int(goed < len(onderwerpen))


@regels_groep.command("dekking", short_help="Toon welke normen een regel hebben.")
@click.argument("map_", required=False, metavar="[MAP]")
@click.option("--normen", is_flag=True, help="Toon elke norm met haar regels, niet alleen de totalen.")
@vorm_optie("tekst", "json", "markdown")
def regels_dekking(map_: str | None, normen: bool, vorm: str) -> None:
    """Toon welke normen een regel hebben, welke een vraag aan een mens zijn, en welke nog ontbreken."""
    regels = lees_regels(regelmap(map_))
    try:
        register = lees_normen(regels.wortel) or lees_normen(STANDAARDMAP) or {}
    except ValueError as e:
        raise Fout(str(e)) from e
    rijen = normtable.dekking(register, regels.bibliotheek.in_gebruik)
    if vorm == "json":
        schrijf_json(
            {
                "totalen": normtable.totalen(rijen),
                **({"normen": [r.als_json() for r in rijen]} if normen else {}),
            }
        )
    elif vorm == "markdown" and normen:
        schrijf(normtable.als_markdown(rijen))
    else:
        schrijf(normtable.als_tekst(rijen) if normen else normtable.slotzin(rijen))


@regels_groep.command("publiceer", short_help="Geef versies van regels uit; daarna liggen zij vast.")
@click.argument("onderwerpen", nargs=-1, metavar="[ONDERWERP...]")
@click.option(
    "--voorgesteld-door", "voorgesteld", default="", metavar="NAAM", help="Wie het voorstelt (moet)."
)
@click.option(
    "--goedgekeurd-door", "goedgekeurd", default="", metavar="NAAM", help="Wie het goedkeurt (moet)."
)
@click.option("--datum", type=Datum(), metavar="DATUM", help="De dag van uitgave. Anders: vandaag.")
@regels_optie
def regels_publiceer(
    onderwerpen: tuple[str, ...], voorgesteld: str, goedgekeurd: str, datum: dt.date | None, map_: str | None
) -> None:
    """Leg versies vast die nog niet zijn uitgegeven: van de genoemde onderwerpen, of van alle.

    Wat niet is beproefd, wordt geweigerd. Een uitgegeven bestand verandert niet meer: een verbetering is een
    nieuw bestand met een hogere herziening.
    """
    regels = lees_regels(regelmap(map_))
    besluit = Besluit(voorgesteld, goedgekeurd, datum or options.vandaag())
    nieuw = publiceer(regels, onderwerpen, besluit)
    for u in nieuw:
        schrijf(f"uitgegeven: {u.naam} {u.versie}")
    klaar = f"{aantal(len(nieuw), 'versie', 'versies')} uitgegeven" if nieuw else "alles was al uitgegeven"
    schrijf(f"{klaar}; zie {zichtbaar(str(regels.wortel / SLOT))}.")
