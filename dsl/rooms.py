"""The block `ruimte`: what a law leaves to a municipality, and how far that reaches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dsl.diagnostics import did_you_mean, one_of, shorten
from dsl.parts import ROOM_PARTS, choice, named, sections, text_of, validity
from dsl.scope import Bound, Context, attribute, kind
from dsl.sources import LOCAL_SORTS, citations
from dsl.syntax import RoomBlock, Word
from dsl.terms import literal
from engine.rule import Constante, Ernst, Geldigheid, Ruimte
from engine.vocabulary import Keuze


def read_room(context: Context, block: RoomBlock, heel: Geldigheid | None) -> Ruimte | None:
    """The room that a block describes; `heel` is the validity of its file."""
    before = context.fouten
    named(context, block.naam)
    plek = (block.start, block.naam.einde)
    parts = sections(context, block.delen, ROOM_PARTS, plek, f"ruimte {shorten(block.naam.tekst)}")
    first = {sleutel: delen[0].inhoud for sleutel, delen in parts.items()}
    vindplaatsen = citations(context, (deel.inhoud for deel in parts.get("VOLGENS", ())))
    geldig = validity(context, first["GELDIG_VANAF"]) if "GELDIG_VANAF" in first else heel
    staat_in = _words(context, first.get("STAAT_IN", ()), LOCAL_SORTS, "bron van een gemeente")
    wetten = _words(context, first.get("ALLEEN_BIJ", ()), _laws(context), "wet")
    over = tuple(_attributes(context, first.get("OVER", ())))
    ernst = choice(context, first.get("ERNST"), Ernst, "ernst")
    hoogstens = _limit(context, first.get("HOOGSTENS"), geldig)
    if context.fouten > before or geldig is None or ernst is None:
        return None
    context.steun += ((f"ruimte {block.naam.tekst}", v, geldig) for v in vindplaatsen)
    return Ruimte(
        block.naam.tekst,
        text_of(block.titel),
        vindplaatsen,
        geldig,
        staat_in,
        wetten,
        over,
        ernst,
        hoogstens,
        context.plaats(*plek),
    )


def _laws(context: Context) -> tuple[str, ...]:
    wet = context.vocabulary.soorten["besluit"].kenmerken["wet"].type
    return wet.waarden if isinstance(wet, Keuze) else ()


def _words(context: Context, nodes: Iterable[Word], mogelijk: Iterable[str], wat: str) -> tuple[str, ...]:
    bekend = list(mogelijk)
    for node in nodes:
        if node.tekst not in bekend:
            context.report(
                "B04",
                f"`{shorten(node.tekst)}` is geen {wat}",
                node,
                "onbekend woord",
                herstel=did_you_mean(node.tekst, bekend, f"kies uit {one_of(bekend, hoogstens=12)}"),
            )
    return tuple(node.tekst for node in nodes)


def _attributes(context: Context, nodes: Iterable[Word]) -> Iterator[str]:
    """Attributes by kind, as `pgb.tarief`; the kind stands where a rule has its variable."""
    for node in nodes:
        woord = node.tekst.partition(".")[0]
        einde = node.start + len(woord)
        soort = kind(context, Word("NAAM", woord, node.start, einde))
        if soort is not None:
            attribute(context, {woord: Bound(0, (), soort, (node.start, einde))}, node)
        yield node.tekst


def _limit(
    context: Context, node: Word | None, geldig: Geldigheid | None
) -> tuple[tuple[Geldigheid, Constante], ...]:
    """A fixed limit, or that of a `waarde` of the file."""
    if node is None or geldig is None:
        return ()
    waarde = context.waarden.get(node.tekst)
    if waarde is not None:
        waarde.used = True
        return waarde.perioden or ()
    typed = literal(context, node)
    if typed is not None and isinstance(typed.term, Constante):
        return ((geldig, typed.term),)
    context.report(
        "B02",
        f"er is geen waarde `{shorten(node.tekst)}`",
        node,
        "onbekende waarde",
        herstel=did_you_mean(node.tekst, context.waarden, "schrijf een vaste waarde, zoals `8 weken`"),
    )
    return ()
