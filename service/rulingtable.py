"""Rules against rulings as people read it: text for a screen, Markdown for a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from engine.wording import datum
from service.holdings import Punt
from service.presentation import EERSTE_VRAGEN, md
from service.rulings import (
    GEEN_NORM,
    GEMIST,
    GEVONDEN,
    GEVRAAGD,
    STIL,
    VALS,
    VRAAG,
    ZACHT,
    Beoordeling,
    Stapel,
    Totaal,
    Treffer,
    Vergelijking,
    totalen,
)
from service.terminal import Blad

_OORDEEL: Final = {"gebrek": "gebrek", "geen_gebrek": "geen gebrek"}
_GRAAD: Final = {
    "alle": "alle uitspraken",
    "hoog": "goed bekend",
    "midden": "redelijk bekend",
    "laag": "slecht bekend",
}

UITLEG: Final = (
    "Per punt: wat de rechter vond, en wat de regels zeggen van het besluit zoals het er lag voor de "
    "uitspraak. Het recht is dat van de dag van het besluit (van de uitspraak als die dag niet bekend "
    "is), de kennis die van de dag van de uitspraak: de regel die uit de uitspraak zelf komt, telt dus "
    "mee.",
    "Een gebrek is gevonden bij een bevinding op een norm van het punt. Moet een rechter wegen, dan "
    "telt de goede vraag ook als gevonden; anders niet. Een vals alarm is een bevinding die het besluit "
    "onderuit zou halen, op een punt waar de rechter geen gebrek zag; weegt zij lichter, dan is het een "
    "zacht alarm. Waarover de rechter niet sprak, staat apart onder buiten de uitspraak: dat is goed "
    "noch fout.",
    "Bedenk twee dingen. De rechter sprak alleen over wat partijen voorlegden, en van deze uitspraken "
    "is maar een deel gelezen. En waar weinig feiten bekend zijn, stellen de regels veel vragen: een "
    "goede vraag ergens in een lange lijst is minder waard dan een bevinding. Daarom staat erbij de "
    "hoeveelste vraag het is.",
)


def als_tekst(stapel: Stapel, breed: int) -> str:
    """The rulings, oldest first, and the totals last: where the eye is when the screen stops."""
    blad = Blad(breed, kleur=False)
    for b in stapel.beoordelingen:
        u = b.uitspraak
        blad.wit()
        blad.alinea(f"{u.ecli}  ({b.naam})")
        blad.alinea(f"{u.uitkomst}. {_data(b)}. {_bekend(b)}.", marge=2)
        for p in b.punten:
            blad.alinea(_punt(p.punt), marge=2, eerste="- ")
            blad.alinea(_uitkomst(p), marge=4)
            for naam, tekst in _toelichting(p):
                blad.alinea(f"{naam}: {tekst}", marge=4)
        for t in b.buiten:
            blad.alinea(f"buiten de uitspraak: {_treffer(t)}: {t.tekst}", marge=2)
    if stapel.zonder_dossier:
        blad.wit()
        blad.alinea(f"Nog zonder dossier: {', '.join(stapel.zonder_dossier)}.")
    blad.wit()
    for zin in UITLEG:
        blad.alinea(zin)
    per_graad = totalen(stapel.beoordelingen)
    breedste = max(len(naam) for naam, _ in _rijen(per_graad["alle"]))
    for graad, totaal in per_graad.items():
        blad.wit()
        blad.rij(f"{_GRAAD[graad]} ({totaal.uitspraken})")
        for naam, waarde in _rijen(totaal):
            blad.rij(f"  {naam:<{breedste}}  {waarde}")
    return blad.tekst()


def als_markdown(stapel: Stapel, opdracht: str) -> str:
    """Totals first, then a table per ruling. `opdracht`: the command that made it."""
    per_graad = totalen(stapel.beoordelingen)
    uit = [
        "# De regels naast de rechtspraak",
        "",
        f"Gemaakt met `{opdracht}`; niet met de hand aanpassen.",
        "",
        *(rij for zin in UITLEG for rij in (zin, "")),
        "## Totalen",
        "",
        *_tabel(per_graad),
    ]
    if stapel.zonder_dossier:
        uit += ["", f"Nog zonder dossier: {', '.join(stapel.zonder_dossier)}."]
    for b in stapel.beoordelingen:
        u = b.uitspraak
        link = f"https://deeplink.rechtspraak.nl/uitspraak?id={u.ecli}"
        uit += [
            "",
            f"## {u.ecli}",
            "",
            f"[Uitspraak]({link}) · `{b.naam}` · {md(u.uitkomst)}",
            "",
            f"{_data(b)}. {md(_bekend(b))}.",
            "",
            "| wat de rechter vond | normen | wat de regels zeggen | toelichting |",
            "|---|---|---|---|",
        ]
        for p in b.punten:
            toelichting = "<br>".join(f"{naam}: {md(tekst)}" for naam, tekst in _toelichting(p))
            normen = ", ".join(p.punt.normen)
            uit.append(f"| {md(_punt(p.punt))} | {normen} | {md(_uitkomst(p))} | {toelichting} |")
        if b.buiten:
            uit += ["", "Buiten de uitspraak:", ""]
            uit += [f"- {_treffer(t)}: {md(t.tekst)}" for t in b.buiten]
    return "\n".join(uit) + "\n"


def _tabel(per_graad: Mapping[str, Totaal]) -> Iterator[str]:
    kolommen = list(per_graad.values())
    yield "| | " + " | ".join(_GRAAD[g] for g in per_graad) + " |"
    yield "|---|" + "---|" * len(kolommen)
    yield "| uitspraken | " + " | ".join(str(t.uitspraken) for t in kolommen) + " |"
    for rij in zip(*(_rijen(t) for t in kolommen), strict=True):
        yield f"| {rij[0][0]} | " + " | ".join(waarde for _, waarde in rij) + " |"


def _rijen(t: Totaal) -> list[tuple[str, str]]:
    """The counts of one group, each with its name."""
    gevraagd = t.gebrek(GEVRAAGD) - t.gewogen
    return [
        ("gebreken met een norm", str(t.gebreken)),
        ("gevonden", str(t.gebrek(GEVONDEN))),
        (
            "goede vraag gesteld, waar de rechter woog",
            f"{t.gewogen} ({t.vooraan} bij de eerste {EERSTE_VRAGEN})",
        ),
        ("samen gevonden", _deel(t.geteld, t.gebreken)),
        ("waarvan ook de dag voor de uitspraak", str(t.vooraf)),
        ("waarvan alleen met regels die deze uitspraak noemen", str(t.eigen)),
        ("alleen gevraagd, waar de feiten beslissen", str(gevraagd)),
        ("gemist", str(t.gebrek(GEMIST))),
        ("niet gevonden, maar wel met wat later bekend werd", str(t.later)),
        ("punten zonder gebrek, met een norm", str(t.gehouden)),
        ("terecht gezwegen", f"{t.geen_gebrek(STIL)} ({t.nagelopen} met een regel die is nagelopen)"),
        ("alleen een vraag", str(t.geen_gebrek(VRAAG))),
        ("zacht alarm", str(t.geen_gebrek(ZACHT))),
        ("vals alarm", _deel(t.geen_gebrek(VALS), t.gehouden)),
        ("punten zonder norm", str(t.zonder_norm)),
        ("verschillen zonder uitleg", str(t.zonder_uitleg)),
        ("bevindingen buiten de uitspraak", str(t.buiten)),
        ("open vragen", str(t.vragen)),
    ]


def _deel(deel: int, geheel: int) -> str:
    return f"{deel} van {geheel} ({round(100 * deel / geheel)}%)" if geheel else "0 van 0"


def _data(b: Beoordeling) -> str:
    u = b.uitspraak
    besluit = f"Besluit van {datum(u.besluit)}" if u.besluit else "Dag van het besluit niet bekend"
    return f"{besluit}, uitspraak van {datum(u.uitspraak)}"


def _bekend(b: Beoordeling) -> str:
    u = b.uitspraak
    dun = "; over de feiten vooraf is weinig bekend" if u.feiten == "dun" else ""
    meer = f". {u.opmerking.rstrip('.')}" if u.opmerking else ""
    return f"{_GRAAD[u.zekerheid].capitalize()}, uit: {u.berust_op}{dun}{meer}"


def _punt(p: Punt) -> str:
    weging = " (weging)" if p.soort == "weging" else ""
    return f"{_OORDEEL[p.oordeel]}{weging}: {p.wat}"


def _uitkomst(p: Vergelijking) -> str:
    if p.uitkomst == GEEN_NORM:
        return f"geen norm: {p.punt.geen_norm}"
    door = "; ".join(_treffer(t) for t in p.treffers)
    if p.uitkomst == STIL and p.voldaan:
        door = f"voldaan: {', '.join(p.voldaan)}"
    telt_niet = ", telt niet als gevonden" if p.uitkomst == GEVRAAGD and not p.telt else ""
    later = ""
    if p.later is not None:
        later = (
            f"; met wat later bekend werd: {p.later.uitkomst} ({'; '.join(map(_treffer, p.later.treffers))})"
        )
    return f"{p.uitkomst}{telt_niet}{f' ({door})' if door else ''}{later}"


def _treffer(t: Treffer) -> str:
    soort = f"vraag {t.rang}" if t.rang else t.ernst.value
    return f"{t.regel}, {soort}{', noemt deze uitspraak' if t.eigen else ''}"


def _toelichting(p: Vergelijking) -> Iterator[tuple[str, str]]:
    if p.punt.verschil or p.wijkt_af:
        yield "verschil", p.punt.verschil or "nog niet uitgelegd"
    if p.punt.opmerking:
        yield "opmerking", p.punt.opmerking
