"""What there is to look up: the words of the vocabulary, a rule with its norm, the schema of a dossier."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from dsl.norms import lees_normen
from engine.dossier import json_schema
from engine.report import verwijzing
from engine.rule import Geldigheid, Plaats, Regel, Regelset, Vindplaats
from engine.vocabulary import (
    Attribuut,
    Keuze,
    Lijst,
    Scalar,
    Soort,
    Structuur,
    Type,
    Verwijzing,
    Verzameling,
    vocabulary,
)
from engine.wording import datum
from service.intake import STANDAARDMAP, Regels
from service.terminal import Blad, Fout, bedoelt_u, zichtbaar

_SCALAIR: Final = {
    "ja_nee": "ja of nee",
    "tekst": "tekst",
    "getal": "heel getal",
    "bedrag": "bedrag in euro",
    "datum": "datum",
    "tijd": "tijd in minuten",
    "periode": "periode",
    "omvang": "omvang (aantal, eenheid, frequentie)",
}


def schema() -> dict[str, Any]:
    return json_schema()


GEVALLEN: Final = """\
# Gevallen

Naast de regels van een onderwerp staat `gevallen.md`. Een geval zegt in gewone taal wat er aan de hand
is, en wat de regels daarvan horen te zeggen. `toets regels test` kijkt of dat klopt.

    # Gevallen: de omvang van hulp

    peildatum: 2024-03-01

    ```json basis
    {"besluiten": {"B1": {"spoed": false}},
     "voorzieningen": {"V1": {"wet": "wmo2015", "besluit": "B1"}}}
    ```

    ## De omvang ontbreekt
    Het besluit zegt niet hoeveel hulp er komt.

    ```json wijziging
    {"besluiten": {"B1": {"spoed": null}}}
    ```

    ```uitkomst
    open WMO-BES-11 /besluiten/B1/spoed
    ```

Het dossier van een geval is de basis met de wijziging (een JSON merge patch: `null` haalt weg; zonder
wijziging is het de basis zelf). Onder een geval mogen ook staan: `peildatum: ...`, `kennisdatum: ...` en
`regels: WMO-BES-11, WMO-BES-12` (dan tellen alleen die). Zonder kennisdatum telt alles wat nu bekend is.

Uitkomsten:

    geen bevindingen
    bevinding REGEL /plaats ...               het besluit voldoet niet
    open REGEL /plaats/veld                   dit veld is onbekend, en daarom is er niets te beslissen
    oordeel REGEL /plaats ...                 een mens moet oordelen
    voldaan REGEL /plaats ... via "naam"      het besluit voldoet (met via: dankzij die uitzondering)
    niet van toepassing REGEL                 de regel zegt hier niets

De bevindingen moeten precies kloppen: niet meer en niet minder. Elke andere uitkomst moet er zijn; wat
er niet staat, wordt niet nagegaan. Elke regel moet in de gevallen minstens een keer een bevinding geven,
een keer `voldaan` of `niet van toepassing` zijn en een keer `open` of `oordeel`; elke uitzondering moet
een keer gelden. Bij een regel met alleen een vraag: `oordeel`, `voldaan` en `bevinding`.

Laat een blok `uitkomst` leeg en `toets regels test --accepteer` vult het. Kijk het verschil daarna na.
"""


# ---------------------------------------------------------------- faults in a dossier


@cache
def dossierfouten() -> Mapping[str, str]:
    """The page about each code of a fault in a dossier."""
    tekst = (Path(__file__).parent / "dossierfouten.md").read_text(encoding="utf-8")
    stukken = tekst.split("\n## ")[1:]
    return {stuk.split(":")[0]: f"# {stuk.strip()}\n" for stuk in stukken}


# ---------------------------------------------------------------- words


def begrippen(naam: str | None, breed: int, lees: Callable[[], Regels]) -> str:
    """All kinds, or everything about one name: a kind, an attribute (`soort.kenmerk`), a choice or a concept.

    `lees` reads the rules, which takes a while: only for a name that the vocabulary does not have.
    """
    soorten = vocabulary().soorten
    blad = Blad(breed, kleur=False)
    if naam is None:
        blad.alinea("De soorten onderdelen van een dossier. Meer over een soort: toets begrippen NAAM")
        blad.alinea("NAAM kan ook een begrip zijn dat meer onderwerpen van de regels gebruiken.")
        blad.wit()
        for soort in soorten.values():
            blad.alinea(soort.definitie, eerste=f"{soort.naam}: ", hangend=4)
        return blad.tekst()
    stappen = naam.strip().lower().split(".")
    if stappen[0] in soorten:
        _soort_of_kenmerk(blad, soorten[stappen[0]], stappen[1:])
    elif naam in (keuzes := _keuzes(soorten.values())):
        waarden, gebruikers = keuzes[naam]
        blad.alinea(f"{naam} (keuze)")
        blad.alinea(f"waarden: {', '.join(waarden)}", 2, hangend=4)
        blad.alinea(f"gebruikt door: {', '.join(gebruikers)}", 2, hangend=4)
    else:
        # A bare attribute may belong to several kinds; show them all.
        gevonden = [(s, s.kenmerken[naam]) for s in soorten.values() if naam in s.kenmerken]
        if not gevonden:
            regels = lees()
            stuk = _niet_te_lezen(regels)
            if stuk:
                blad.alinea(stuk)
            if not _gedeeld_begrip(blad, naam, regels):
                bekend = {*soorten, *keuzes, *(k for s in soorten.values() for k in s.kenmerken)}
                bekend |= {b.naam for r in regels.bibliotheek.regelsets for b in r.begrippen}
                zin = f"het begrip `{zichtbaar(naam)}` bestaat niet{bedoelt_u(naam, sorted(bekend))}"
                raise Fout(f"{zin}\n{stuk}" if stuk else zin)
        for s, a in gevonden:
            blad.wit()
            _kenmerk(blad, f"{s.naam}.{a.naam}", a)
    return blad.tekst()


def _niet_te_lezen(regels: Regels) -> str:
    """That there may be more than is shown; empty when all rules could be read."""
    waar = {fout.plaats.bestand for fout in regels.fouten}
    bestanden = "1 regelbestand is" if len(waar) == 1 else f"{len(waar)} regelbestanden zijn"
    return f"Let op: {bestanden} niet te lezen; zie `toets regels controleer`." if waar else ""


def _gedeeld_begrip(blad: Blad, naam: str, regels: Regels) -> bool:
    """Each meaning of a concept that more files use, with those that use it; whether there is one."""
    regelsets = regels.bibliotheek.in_gebruik
    gevonden = [(s, b) for s in regelsets for b in s.begrippen if b.naam == naam.strip().lower()]
    for s, b in gevonden:
        blad.wit()
        blad.alinea(f"{b.naam}: begrip uit {s.naam}, {_geldig(s.geldig)}", hangend=2)
        gebruikers = {
            r.naam for r in regelsets for o in r.ontleningen if o.digest == s.digest and b.naam in o.begrippen
        }
        blad.alinea(f"gebruikt in: {', '.join(sorted(gebruikers)) or 'geen onderwerp'}", 2, hangend=4)
        blad.alinea(f"plaats: {b.plaats.bestand}:{b.plaats.rij}", 2)
        blad.wit()
        _tekst_van(blad, b.plaats._replace(einde=b.conditie.plaats.einde), regels)
    return bool(gevonden)


def _soort_of_kenmerk(blad: Blad, soort: Soort, stappen: list[str]) -> None:
    kenmerken: Mapping[str, Attribuut] = soort.kenmerken
    gehad = soort.naam
    for n, stap in enumerate(stappen):
        if stap not in kenmerken:
            raise Fout(f"`{gehad}` heeft geen kenmerk `{zichtbaar(stap)}`{bedoelt_u(stap, list(kenmerken))}")
        attribuut = kenmerken[stap]
        gehad = f"{gehad}.{stap}"
        if n == len(stappen) - 1:
            _kenmerk(blad, gehad, attribuut)
            if not isinstance(attribuut.type, Structuur):
                return
        kenmerken = attribuut.type.kenmerken if isinstance(attribuut.type, Structuur) else {}
    if not stappen:
        blad.alinea(f"{soort.naam} (meervoud: {soort.meervoud})")
        blad.alinea(soort.definitie, 2)
        if soort.eigenaar:
            blad.alinea(f"hoort bij: {soort.eigenaar}", 2)
    for attribuut in kenmerken.values():
        if attribuut.eigenaar:
            continue
        blad.wit()
        _kenmerk(blad, attribuut.naam, attribuut, 2)


def _kenmerk(blad: Blad, naam: str, a: Attribuut, marge: int = 0) -> None:
    # In the language `tekst` means: the draft says it; `feit`: it is so in the world.
    aard = "staat in het besluit" if a.aard == "tekst" else "feit"
    blad.alinea(f"{naam}: {_type(a.type)}; {aard}", marge, hangend=2)
    blad.alinea(a.definitie, marge + 2)
    waarden = _waarden(a.type)
    if waarden:
        blad.alinea(f"waarden: {', '.join(waarden)}", marge + 2, hangend=2)
    if a.json_naam and a.json_naam != a.naam:
        blad.alinea(f"in JSON: {a.json_naam}", marge + 2)
    if a.normen:
        blad.alinea(f"normen: {', '.join(a.normen)}", marge + 2, hangend=2)


def _type(t: Type) -> str:
    match t:
        case Scalar(naam=naam):
            return _SCALAIR.get(naam, naam)
        case Keuze():
            return "keuze"
        case Verwijzing(soort=soort):
            return f"verwijzing naar {soort}"
        case Lijst(element=element):
            return f"lijst van {_type(element)}"
        case Verzameling(soort=soort):
            return f"verzameling van {soort}"
        case Structuur():
            return "groep van kenmerken"


def _waarden(t: Type) -> tuple[str, ...]:
    kern = t.element if isinstance(t, Lijst) else t
    return kern.waarden if isinstance(kern, Keuze) else ()


def _keuzes(soorten: Iterable[Soort]) -> dict[str, tuple[tuple[str, ...], list[str]]]:
    """Every named set of words, with the attributes that use it."""
    uit: dict[str, tuple[tuple[str, ...], list[str]]] = {}

    def lees(kenmerken: Mapping[str, Attribuut], voor: str) -> None:
        for a in kenmerken.values():
            kern = a.type.element if isinstance(a.type, Lijst) else a.type
            if isinstance(kern, Keuze):
                uit.setdefault(kern.naam, (kern.waarden, []))[1].append(f"{voor}.{a.naam}")
            elif isinstance(kern, Structuur):
                lees(kern.kenmerken, f"{voor}.{a.naam}")

    for soort in soorten:
        lees(soort.kenmerken, soort.naam)
    return uit


# ---------------------------------------------------------------- rules


def regel(code: str, regels: Regels, vandaag: dt.date, breed: int) -> str | None:
    """A rule in all its versions, the newest first, with the other rules of its norm; or what a norm has.

    `None` when it is neither.
    """
    gevonden = [
        (s, r) for s in regels.bibliotheek.regelsets for r in s.regels if r.id.upper() == code.upper()
    ]
    blad = Blad(breed, kleur=False)
    for s, r in reversed(gevonden):
        blad.wit()
        _regel(blad, s, r, vandaag, regels)
    if not gevonden:
        return _norm(blad, code, regels)
    hier, norm = gevonden[0][1].id, gevonden[0][1].norm
    andere = {id_: titel for id_, titel in regels_bij(norm, regels).items() if id_ != hier}
    if andere:
        blad.wit()
        blad.alinea(f"Andere regels bij norm {norm}. Meer over een regel: toets leg-uit REGEL")
        _rij_van_regels(blad, andere)
    return blad.tekst()


def regels_bij(norm: str, regels: Regels) -> dict[str, str]:
    """The ids of the rules that encode a norm, with their titles."""
    return {
        r.id: r.titel
        for s in regels.bibliotheek.regelsets
        for r in s.regels
        if r.norm.upper() == norm.upper()
    }


def _rij_van_regels(blad: Blad, titels: Mapping[str, str]) -> None:
    for id_, titel in sorted(titels.items()):
        blad.alinea(f"{id_}: {titel}", 2, hangend=4)


def _norm(blad: Blad, code: str, regels: Regels) -> str | None:
    try:
        register = lees_normen(regels.wortel) or lees_normen(STANDAARDMAP) or {}
    except (OSError, ValueError) as e:
        raise Fout(str(e)) from e
    norm, van_norm = register.get(code.upper()), regels_bij(code, regels)
    if norm is None and not van_norm:
        return None
    blad.alinea(f"{code.upper()} is een norm" + (f": {norm.titel}" if norm else "."))
    if norm is not None:
        blad.alinea(f"nagegaan: {norm.nagegaan}", 2)
    blad.wit()
    if van_norm:
        blad.alinea("De regels bij deze norm. Meer over een regel: toets leg-uit REGEL")
        _rij_van_regels(blad, van_norm)
    else:
        blad.alinea("Bij deze norm is geen regel.")
        if norm is not None and norm.waarom_niet:
            blad.alinea(f"waarom niet: {norm.waarom_niet}", 2, hangend=2)
    return blad.tekst()


def _regel(blad: Blad, s: Regelset, r: Regel, vandaag: dt.date, regels: Regels) -> None:
    blad.alinea(f"{r.id}: {r.titel}")
    blad.alinea(f"regelset: {s.naam} ({s.titel}), versie {s.versie}", 2, hangend=2)
    blad.alinea(f"norm: {r.norm}", 2)
    if r.binnen is not None:
        blad.alinea(f"binnen de ruimte van de wet: {r.binnen.naam}", 2)
    blad.alinea(f"ernst: {r.ernst.value}; zekerheid: {r.zekerheid.value}", 2)
    blad.alinea(f"geldig: {_geldig(r.geldig)}; kenbaar vanaf {datum(r.kenbaar_vanaf)}", 2)
    for v in r.vindplaatsen:
        _bron(blad, v, "bron", vandaag)
    for u in r.uitzonderingen:
        blad.alinea(f'uitzondering: "{u.naam}"', 2)
        for v in u.vindplaatsen:
            _bron(blad, v, "  bron", vandaag)
    blad.alinea(f"plaats: {r.plaats.bestand}:{r.plaats.rij}", 2)
    blad.wit()
    _tekst_van(blad, r.plaats, regels)


def _tekst_van(blad: Blad, plaats: Plaats, regels: Regels) -> None:
    """What stands at a place of a rule file, if that can be read."""
    try:
        bron = (regels.wortel / plaats.bestand).read_bytes().decode("utf-8").removeprefix("\ufeff")
    except (OSError, UnicodeDecodeError):
        return
    for rij in bron[plaats.start : plaats.einde].strip().splitlines():
        blad.rij(("    " + zichtbaar(rij)).rstrip())


def _geldig(g: Geldigheid) -> str:
    return f"vanaf {datum(g.vanaf)}" + (f" tot {datum(g.tot)}" if g.tot else "")


def _bron(blad: Blad, v: Vindplaats, naam: str, vandaag: dt.date) -> None:
    ref = verwijzing(v, vandaag.isoformat())
    blad.alinea(f"{naam}: {', '.join(filter(None, (ref.titel, ref.aanduiding, ref.kenmerk)))}", 2, hangend=2)
    if ref.link:
        blad.rij("    " + ref.link)
