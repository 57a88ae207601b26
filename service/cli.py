"""`toets`: the command line. Every word a user sees is Dutch, and no error shows a traceback.

Exit codes: 0 nothing that makes the decision unlawful or annullable, 1 such a finding (or, for
`regels`, an error or a failing case), 2 unusable input, 3 a fault of our own.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import io
import json
import os
import re
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from dsl.diagnostics import CATALOGUE, as_json, explain, render
from dsl.lock import BESTAND as SLOT
from dsl.norms import lees_normen
from engine.check import VERSIE, check
from engine.dossier import Dossier, Invoerfout
from engine.dossier.reading import MAX_BYTES
from engine.report import Rapport
from engine.twin import Tweeling
from engine.whynot import Waarom, waarom
from service import citations, normtable, reference
from service.cases import BESTANDSNAAM
from service.intake import (
    OMGEVING_REGELS,
    STANDAARDMAP,
    Navraag,
    Regels,
    alleen,
    dossier_of_fouten,
    fout_als_json,
    lees_regels,
    peildatum_uit,
    regelmap,
)
from service.presentation import aantal, als_markdown, als_tekst, waarom_als_tekst
from service.publishing import Besluit, niet_uitgegeven, publiceer
from service.terminal import (
    Fout,
    Gebruiksfout,
    Groep,
    Woord,
    bedoelt_u,
    breedte,
    kleur_toegestaan,
    toon_gebruiksfout,
    voortgang,
    zichtbaar,
)
from service.topics import aanvaard_alles, toets_onderwerpen

SPOOR: Final = "TOETSSTEEN_SPOOR"


# ---------------------------------------------------------------- the outermost door


class Toets(Groep):
    """The whole program: whatever happens inside, a Dutch sentence and an exit code come out."""

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        del prog_name
        for stroom in (sys.stdout, sys.stderr):
            if isinstance(stroom, io.TextIOWrapper):
                stroom.reconfigure(errors="replace")
        sys.exit(self._voer_uit(args, extra))

    def _voer_uit(self, args: Sequence[str] | None, extra: dict[str, Any]) -> int:
        try:
            extra["standalone_mode"] = False
            code = super().main(args, "toets", **extra)
            sys.stdout.flush()
            return code if isinstance(code, int) else 0
        except click.exceptions.NoArgsIsHelpError as e:
            click.echo(e.ctx.get_help(), err=True)
            return 2
        except click.ClickException as e:
            toon_gebruiksfout(e)
            return e.exit_code
        except click.Abort:
            click.echo("Afgebroken.", err=True)
            return 130
        except BrokenPipeError:
            # The reader went away (`toets ... | head`): no message, and none at exit either.
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        except Exception as e:
            if os.environ.get(SPOOR):
                traceback.print_exc()
            click.echo(f"Er ging iets mis in Toetssteen zelf (code {_foutcode(e)}).", err=True)
            click.echo(
                "Meld deze code en de opdracht die u gaf bij de beheerder van Toetssteen.\n"
                "Stuur geen dossier mee. "
                f"Een ontwikkelaar ziet meer met de omgevingsvariabele {SPOOR}=1.",
                err=True,
            )
            return 3


def _foutcode(e: BaseException) -> str:
    """A code for the place of a fault, without a word of what was being judged."""
    plek = traceback.extract_tb(e.__traceback__)[-1:]
    tekst = type(e).__name__ + "".join(f"{Path(p.filename).name}:{p.lineno}" for p in plek)
    return "X" + hashlib.sha256(tekst.encode()).hexdigest()[:6].upper()


@click.group(cls=Toets, no_args_is_help=True)
@click.option(
    "--versie",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    help="Toon de versie.",
    callback=lambda c, p, v: _versie(c, v),
)
def toets() -> None:
    """Toetst conceptbesluiten in het sociaal domein aan wet en rechtspraak, vóór ondertekening.

    Toetssteen adviseert; een mens beslist.
    """


def _versie(ctx: click.Context, gevraagd: bool) -> None:
    if gevraagd and not ctx.resilient_parsing:
        click.echo(f"Toetssteen {VERSIE}")
        ctx.exit()


def main() -> NoReturn:
    """The console script."""
    toets.main()


# ---------------------------------------------------------------- options that recur


class _Datum(click.ParamType[dt.date]):
    name = "datum"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        if isinstance(value, dt.date):
            return value
        try:
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
                raise ValueError
            return dt.date.fromisoformat(value)
        except ValueError:
            raise Gebruiksfout(
                f"`{zichtbaar(value)}` is geen datum; schrijf bijvoorbeeld 2025-03-01", ctx
            ) from None


_regels_optie = click.option(
    "--regels",
    "map_",
    metavar="MAP",
    help=f"De map met regels. Anders: {OMGEVING_REGELS}, of de meegeleverde regels.",
)


def _vorm_optie(*vormen: str) -> Callable[[Any], Any]:
    return click.option(
        "--uitvoer",
        "vorm",
        type=Woord(vormen),
        default=vormen[0],
        metavar="|".join(vormen),
        help="De vorm van het antwoord.",
    )


def _vandaag() -> dt.date:
    return dt.date.today()


def _schrijf(tekst: str) -> None:
    click.echo(tekst, nl=not tekst.endswith("\n"), color=True if kleur_toegestaan(sys.stdout) else None)


def _schrijf_json(waarde: Any, err: bool = False) -> None:
    click.echo(json.dumps(waarde, ensure_ascii=False, indent=2), err=err)


# ---------------------------------------------------------------- toets controleer


@toets.command("controleer", no_args_is_help=True, short_help="Toets een of meer dossiers.")
@click.argument("dossiers", nargs=-1, required=True, metavar="DOSSIER...")
@click.option(
    "--peildatum",
    type=_Datum(),
    metavar="DATUM",
    help="Welk recht geldt. Anders: de dag van het besluit, of vandaag.",
)
@click.option("--kennisdatum", type=_Datum(), metavar="DATUM", help="Wat toen bekend was. Anders: vandaag.")
@_vorm_optie("tekst", "json", "markdown")
@click.option("--waarom", "regel", metavar="REGEL", help="Leg uit waarom deze regel wel of niet aanslaat.")
@click.option("--alles", is_flag=True, help="Toon alle open vragen, niet alleen de eerste.")
@click.option("--zonder-tweeling", is_flag=True, help="Raadpleeg de tweede zoeker niet.")
@_regels_optie
def controleer(
    dossiers: tuple[str, ...],
    peildatum: dt.date | None,
    kennisdatum: dt.date | None,
    vorm: str,
    regel: str | None,
    alles: bool,
    zonder_tweeling: bool,
    map_: str | None,
) -> int:
    """Toets conceptbesluiten. DOSSIER is een JSON-bestand, of - voor de standaardinvoer.

    Einde met 0: niets dat het besluit onrechtmatig of vernietigbaar maakt; 1: wel; 2: invoer die niet te
    lezen is. Bij meer bestanden telt het hoogste getal.
    """
    regels = _bruikbare_regels(map_)
    if regel is not None:
        regel = _bekende_regel(regel, regels)
    vandaag = _vandaag()
    slechtste = 0
    uit: list[dict[str, Any]] = []
    with contextlib.ExitStack() as stapel:
        navraag = None if zonder_tweeling else Navraag(stapel.enter_context(Tweeling()))
        balk = stapel.enter_context(voortgang(len(dossiers)))
        for nummer, naam in enumerate(dossiers, 1):
            balk.meld(nummer, zichtbaar(naam))
            dossier = _lees(naam)
            if not isinstance(dossier, Dossier):
                balk.klaar()
                slechtste = 2
                uit.append({"bestand": naam, "fouten": [fout_als_json(f) for f in dossier]})
                if vorm == "json":
                    _schrijf_json(uit[-1], err=True)
                else:
                    click.echo(_onbruikbaar(naam, dossier), err=True)
                continue
            peil = peildatum or peildatum_uit(dossier, vandaag)
            kennis = kennisdatum or vandaag
            gekozen = regels.bibliotheek.op(peil)
            rapport = check(dossier, gekozen, peil, kennis, navraag)
            slechtste = max(slechtste, int(rapport.blokkeert))
            _waarschuw(naam, rapport, navraag)
            balk.klaar()
            redenen = None if regel is None else _waarom(dossier, regels, regel, peil, kennis)
            if vorm == "json":
                inhoud = rapport.als_json() if redenen is None else [w.als_json() for w in redenen]
                uit.append({"bestand": naam, "rapport" if redenen is None else "waarom": inhoud})
                if len(dossiers) == 1:
                    _schrijf(json.dumps(inhoud, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
            else:
                tekst = _verslag(naam, dossier, rapport, redenen, vorm, alles)
                _schrijf(tekst if nummer == 1 else "\n" + tekst)
    if vorm == "json" and len(dossiers) > 1:
        _schrijf_json(uit)
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
    return waarom(dossier, regels.bibliotheek.op(peil), regel, peil, kennis) or waarom(
        dossier, regels.bibliotheek.regelsets, regel, peil, kennis
    )


def _bekende_regel(regel: str, regels: Regels) -> str:
    bekend = {r.id.upper(): r.id for s in regels.bibliotheek.regelsets for r in s.regels}
    if regel.upper() not in bekend:
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


def _lees(naam: str) -> Dossier | tuple[Invoerfout, ...]:
    try:
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


def _onbruikbaar(naam: str, fouten: Sequence[Invoerfout]) -> str:
    kop = f"{zichtbaar(naam)}: niet getoetst, {aantal(len(fouten), 'fout', 'fouten')}"
    rijen = [f"  {f.code} {f.pointer or 'het bestand'}: {f.melding} {f.herstel}" for f in fouten]
    return "\n".join(map(zichtbaar, [kop, *rijen]))


def _bruikbare_regels(map_: str | None) -> Regels:
    """Rules to judge by: without an error, for a rule left out would be a finding kept silent."""
    regels = lees_regels(regelmap(map_))
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


# ---------------------------------------------------------------- toets regels


@toets.group("regels", cls=Groep, no_args_is_help=True)
def regels_groep() -> None:
    """Regels schrijven: nakijken en beproeven."""


@regels_groep.command("controleer", short_help="Kijk regelbestanden na.")
@click.argument("pad", required=False, metavar="[MAP|BESTAND]")
@click.option("--bronnen", is_flag=True, help="Toon ook van elke vindplaats of zij is gevonden.")
@_vorm_optie("tekst", "json")
def regels_controleer(pad: str | None, bronnen: bool, vorm: str) -> int:
    """Kijk alle regelbestanden in een map na, of één bestand. Einde met 1 als er een fout in staat.

    Met --bronnen staat bij elke vindplaats: gevonden, fout, of niet na te gaan. Dat laatste is geen fout: van
    dat deel van de wet is de tekst nog niet gelezen.
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
        _schrijf_json({"meldingen": lijst, **extra} if bronnen else lijst)
        return int(any(m.fout for m in meldingen))
    for m in meldingen:
        _schrijf(zichtbaar(render(m)) + "\n")
    if bronnen:
        _schrijf(zichtbaar(citations.als_tekst(nagekeken)) + "\n")
    if open_:
        _schrijf(f"Nog niet uitgegeven ({aantal(len(open_), 'versie', 'versies')}; geen fout):")
        _schrijf("".join(f"  {zichtbaar(naam)}\n" for naam in open_))
    fouten = sum(m.fout for m in meldingen)
    over = len(meldingen) - fouten
    slot = (
        f"{aantal(fouten, 'fout', 'fouten')}, {aantal(over, 'waarschuwing', 'waarschuwingen')}"
        if meldingen
        else "geen fouten"
    )
    _schrijf(f"{wat}: {slot}.")
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
            _schrijf(zichtbaar(render(m)) + "\n")
        _schrijf(
            f"{aantal(len(regels.fouten), 'fout', 'fouten')} in de regels; de gevallen zijn niet gedraaid."
        )
        return 1
    if accepteer:
        for pad in aanvaard_alles(regels):
            _schrijf(f"herschreven: {pad}")
    onderwerpen = toets_onderwerpen(regels)
    if not onderwerpen:
        raise Fout(f"onder `{map_ or regels.wortel}` staan geen regels")
    for o in onderwerpen:
        for tekst in o.klachten():
            _schrijf(zichtbaar(tekst))
    goed = sum(o.goed for o in onderwerpen)
    for o in onderwerpen:
        _schrijf(o.samenvatting())
    _schrijf(f"{goed} van {aantal(len(onderwerpen), 'onderwerp', 'onderwerpen')} in orde.")
    return int(goed < len(onderwerpen))


@regels_groep.command("dekking", short_help="Toon welke normen een regel hebben.")
@click.argument("map_", required=False, metavar="[MAP]")
@click.option("--normen", is_flag=True, help="Toon elke norm met haar regels, niet alleen de totalen.")
@_vorm_optie("tekst", "json", "markdown")
def regels_dekking(map_: str | None, normen: bool, vorm: str) -> None:
    """Toon welke normen een regel hebben, welke een vraag aan een mens zijn, en welke nog ontbreken."""
    regels = lees_regels(regelmap(map_))
    try:
        register = lees_normen(regels.wortel) or lees_normen(STANDAARDMAP) or {}
    except ValueError as e:
        raise Fout(str(e)) from e
    rijen = normtable.dekking(register, regels.bibliotheek.in_gebruik)
    if vorm == "json":
        _schrijf_json(
            {
                "totalen": normtable.totalen(rijen),
                **({"normen": [r.als_json() for r in rijen]} if normen else {}),
            }
        )
    elif vorm == "markdown" and normen:
        _schrijf(normtable.als_markdown(rijen))
    else:
        _schrijf(normtable.als_tekst(rijen) if normen else normtable.slotzin(rijen))


@regels_groep.command("publiceer", short_help="Geef versies van regels uit; daarna liggen zij vast.")
@click.argument("onderwerpen", nargs=-1, metavar="[ONDERWERP...]")
@click.option(
    "--voorgesteld-door", "voorgesteld", default="", metavar="NAAM", help="Wie het voorstelt (moet)."
)
@click.option(
    "--goedgekeurd-door", "goedgekeurd", default="", metavar="NAAM", help="Wie het goedkeurt (moet)."
)
@click.option("--datum", type=_Datum(), metavar="DATUM", help="De dag van uitgave. Anders: vandaag.")
@_regels_optie
def regels_publiceer(
    onderwerpen: tuple[str, ...], voorgesteld: str, goedgekeurd: str, datum: dt.date | None, map_: str | None
) -> None:
    """Leg versies vast die nog niet zijn uitgegeven: van de genoemde onderwerpen, of van alle.

    Wat niet is beproefd, wordt geweigerd. Een uitgegeven bestand verandert niet meer: een verbetering is een
    nieuw bestand met een hogere herziening.
    """
    regels = lees_regels(regelmap(map_))
    besluit = Besluit(voorgesteld, goedgekeurd, datum or _vandaag())
    nieuw = publiceer(regels, onderwerpen, besluit)
    for u in nieuw:
        _schrijf(f"uitgegeven: {u.naam} {u.versie}")
    klaar = f"{aantal(len(nieuw), 'versie', 'versies')} uitgegeven" if nieuw else "alles was al uitgegeven"
    _schrijf(f"{klaar}; zie {zichtbaar(str(regels.wortel / SLOT))}.")


# ---------------------------------------------------------------- reference


@toets.command("begrippen", short_help="Toon de woorden waarin regels en dossiers spreken.")
@click.argument("naam", required=False, metavar="[NAAM]")
def begrippen(naam: str | None) -> None:
    """Toon alle soorten, of alles over NAAM (bijvoorbeeld voorziening, of voorziening.omvang)."""
    _schrijf(reference.begrippen(naam, breedte()))


@toets.command("leg-uit", no_args_is_help=True, short_help="Leg een foutcode of een regel uit.")
@click.argument("code", metavar="CODE")
@_regels_optie
def leg_uit(code: str, map_: str | None) -> None:
    """Leg een code van een melding uit (zoals B03), een regel (zoals WMO-BES-11), of `gevallen`."""
    uitleg = reference.GEVALLEN if code.lower() == "gevallen" else explain(code.upper())
    if uitleg is not None:
        _schrijf(uitleg)
        return
    regels = lees_regels(regelmap(map_))
    tekst = reference.regel(code, regels, _vandaag(), breedte())
    if tekst is None:
        bekend = [*CATALOGUE, *(r.id for s in regels.bibliotheek.regelsets for r in s.regels)]
        raise Fout(f"er is geen code of regel `{zichtbaar(code)}`{bedoelt_u(code, bekend)}")
    _schrijf(tekst)


@toets.command("schema", short_help="Toon het JSON-schema van een dossier.")
def schema() -> None:
    """Toon het JSON-schema waaraan een dossier voldoet."""
    _schrijf_json(reference.schema())
