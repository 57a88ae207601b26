"""The parts of which blocks are made: keywords with what follows, names, dates and validity."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeVar

from dsl.diagnostics import did_you_mean, one_of, shorten
from dsl.notation import NotationError, check_name, read_date
from dsl.scope import Context
from dsl.syntax import Section, Validity, Word
from engine.rule import Ernst, Geldigheid, Zekerheid

T = TypeVar("T")
W = TypeVar("W", bound=StrEnum)

# The parts of a rule and of a head: terminal, the author's words, whether it must be there.
RULE_PARTS: dict[str, tuple[str, bool]] = {
    "NORM": ("norm", False),
    "BINNEN": ("binnen", False),
    "VOLGENS": ("volgens", True),
    "GELDIG_VANAF": ("geldig vanaf", False),
    "KENBAAR_VANAF": ("kenbaar vanaf", False),
    "ERNST": ("ernst", True),
    "ZEKERHEID": ("zekerheid", True),
    "VOOR": ("voor elke", True),
    "WAARBIJ": ("waarbij", False),
    "MOET_GELDEN": ("moet gelden", False),
    "TENZIJ": ("tenzij", False),
    "VRAAG": ("vraag", False),
    "MELDING": ("melding", True),
    "ADVIES": ("advies", True),
}
ROOM_PARTS: dict[str, tuple[str, bool]] = {
    "VOLGENS": ("volgens", True),
    "GELDIG_VANAF": ("geldig vanaf", False),
    "STAAT_IN": ("staat in", True),
    "ALLEEN_BIJ": ("alleen bij", False),
    "OVER": ("over", True),
    "ERNST": ("ernst", True),
    "HOOGSTENS": ("hoogstens", False),
}
HEAD_PARTS: dict[str, tuple[str, bool]] = {
    "REGELSET": ("regelset", True),
    "TITEL": ("titel", True),
    "GELDIG_VANAF": ("geldig vanaf", True),
    "KENBAAR_VANAF": ("kenbaar vanaf", False),
    "HERZIENING": ("herziening", False),
    "BEGRIPPEN_UIT": ("begrippen uit", False),
}
_REPEATABLE = frozenset({"VOLGENS", "TENZIJ", "BEGRIPPEN_UIT"})
MISSING = {
    "VOLGENS": "voeg de vindplaats toe, zoals `volgens wmo artikel 2.3.5 lid 3`",
    "ERNST": f"voeg `ernst` toe met {one_of(Ernst)}",
    "ZEKERHEID": f"voeg `zekerheid` toe met {one_of(Zekerheid)}",
    "VOOR": "zeg waarover de regel gaat, zoals `voor elke voorziening v` of `voor het dossier`",
    "STAAT_IN": "zeg waarin een gemeente dit regelt, zoals `staat in verordening`",
    "OVER": "zeg waarvan een gemeente iets mag vragen, zoals `over pgb.tarief`",
    "MELDING": 'voeg toe wat de schrijver leest, zoals `melding "..."`',
    "ADVIES": 'voeg toe wat de schrijver kan doen, zoals `advies "..."`',
    "REGELSET": "begin met `regelset` en de naam van de map, zoals `regelset wmo2015/beschikking`",
    "TITEL": 'voeg `titel "..."` toe',
    "GELDIG_VANAF": "voeg `geldig vanaf` toe met een datum, zoals `geldig vanaf 1 januari 2015`",
}


def sections(
    context: Context,
    delen: Iterable[Section],
    parts: dict[str, tuple[str, bool]],
    plek: Word | tuple[int, int],
    wat: str,
    heel: bool = True,
) -> dict[str, list[Section]]:
    """The parts by name; what is double, out of order or, in a whole block, missing is reported."""
    order = list(parts)
    gevonden: dict[str, list[Section]] = {}
    verste: Section | None = None
    for deel in delen:
        naam = parts[deel.sleutel][0]
        eerder = gevonden.setdefault(deel.sleutel, [])
        if eerder and deel.sleutel not in _REPEATABLE:
            context.report(
                "L14",
                f"`{naam}` staat hier twee keer",
                (deel.start, deel.einde),
                "tweede keer",
                herstel=f"houd een `{naam}` over",
                ook=[(eerder[0].start, eerder[0].einde, "eerste keer")],
            )
        eerder.append(deel)
        if verste is not None and order.index(deel.sleutel) < order.index(verste.sleutel):
            context.report(
                "L15",
                f"`{naam}` staat op een andere plaats dan in andere regels",
                (deel.start, deel.einde),
                "te laat",
                herstel=f"zet `{naam}` voor `{parts[verste.sleutel][0]}`",
                ook=[(verste.start, verste.einde, "dit komt later")],
                waarom="elke regel heeft dezelfde volgorde, zodat ieder hem kan lezen",
            )
        else:
            verste = deel
    for sleutel, (naam, nodig) in parts.items():
        if heel and nodig and sleutel not in gevonden:
            context.report(
                "L13",
                f"{wat} mist `{naam}`",
                plek,
                f"zonder `{naam}`",
                herstel=MISSING.get(sleutel, f"voeg `{naam}` toe"),
            )
    return gevonden


def read(context: Context, reader: Callable[[str], T], woord: Word, label: str) -> T | None:
    try:
        return reader(woord.tekst)
    except NotationError as error:
        context.report_notation(error, woord, label)
        return None


def date_of(context: Context, woord: Word) -> dt.date | None:
    return read(context, read_date, woord, "geen datum van de kalender")


def named(context: Context, woord: Word, soort: str = "naam") -> None:
    read(context, lambda tekst: check_name(tekst, soort), woord, "andere vorm dan de taal kent")


def text_of(woord: Word) -> str:
    return woord.tekst[1:-1]


def twice(context: Context, eerder: Word, woord: Word, code: str, wat: str) -> None:
    if eerder is not woord:
        context.report(
            code,
            f"{wat} `{shorten(woord.tekst)}` is al gebruikt",
            woord,
            "tweede keer",
            herstel="kies een andere naam, of voeg een achtervoegsel toe",
            ook=[(eerder.start, eerder.einde, "eerste keer")],
        )


def validity(context: Context, node: Validity) -> Geldigheid | None:
    vanaf = date_of(context, node.vanaf)
    tot = date_of(context, node.tot) if node.tot is not None else None
    if vanaf is None or (node.tot is not None and tot is None):
        return None
    if tot is not None and tot <= vanaf:
        assert node.tot is not None
        context.report(
            "G03",
            f"`tot {node.tot.tekst}` ligt niet na `vanaf {node.vanaf.tekst}`",
            node.tot,
            "geen latere dag",
            herstel="noem achter `tot` de eerste dag waarop dit niet meer geldt",
            ook=[(node.vanaf.start, node.vanaf.einde, "begin")],
        )
        return None
    return Geldigheid(vanaf, tot)


def choice(context: Context, woord: Word | None, klasse: type[W], wat: str) -> W | None:
    if woord is None:
        return None
    if woord.tekst in list(klasse):
        return klasse(woord.tekst)
    context.report(
        "L18",
        f"`{shorten(woord.tekst)}` is geen {wat}",
        woord,
        f"onbekende {wat}",
        herstel=did_you_mean(woord.tekst, klasse, f"kies uit {one_of(klasse)}"),
    )
    return None
