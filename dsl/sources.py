"""Sources, the places in them, and the named values that rest on them."""

from __future__ import annotations

from collections.abc import Iterable

from dsl.diagnostics import did_you_mean, one_of, shorten
from dsl.notation import check_bwb, check_ecli, check_place, write_date
from dsl.parts import MISSING, named, read, text_of, twice, validity
from dsl.scope import Context, NamedSource, NamedValue
from dsl.syntax import Citation, Section, SourceBlock, Validity, ValueBlock
from dsl.terms import literal
from engine.rule import Benoemd, Binnen, Bron, Constante, Geldigheid, Vindplaats

_PLACES = frozenset({"artikel", "lid", "onderdeel"})
LOCAL_SORTS = ("verordening", "nadere_regel", "beleidsregel", "mandaatbesluit")
"""The sources of a municipality, in which it settles what the law leaves to it."""
_SOURCE_SORTS: dict[str, frozenset[str]] = {
    "wet": _PLACES,
    "uitspraak": frozenset({"overweging"}),
    "kamerstuk": frozenset(),
    **dict.fromkeys(LOCAL_SORTS, _PLACES),
}


def read_source(context: Context, block: SourceBlock) -> None:
    named(context, block.naam)
    soort = block.soort.tekst
    if soort not in _SOURCE_SORTS:
        context.report(
            "B04",
            f"een bron is geen `{shorten(soort)}`",
            block.soort,
            "onbekende soort bron",
            herstel=did_you_mean(soort, _SOURCE_SORTS, f"kies uit {one_of(_SOURCE_SORTS)}"),
        )
    check = {"wet": check_bwb, "uitspraak": check_ecli}.get(soort)
    kenmerk = block.kenmerk
    if check is not None:
        read(context, check, kenmerk, "kenmerk van de bron")
    tekst = text_of(kenmerk) if kenmerk.vorm == "TEKST" else kenmerk.tekst
    bron = Bron(soort, text_of(block.titel), tekst, context.plaats(block.start, block.einde))
    eerste = context.bronnen.setdefault(block.naam.tekst, NamedSource(block.naam, bron))
    twice(context, eerste.naam, block.naam, "B11", "de bron")


def citations(context: Context, nodes: Iterable[Citation]) -> tuple[Vindplaats, ...]:
    gevonden = (_citation(context, node) for node in nodes if not context.full)
    return tuple(vindplaats for vindplaats in gevonden if vindplaats is not None)


def _citation(context: Context, node: Citation) -> Vindplaats | None:
    named = context.bronnen.get(node.bron.tekst)
    delen: dict[str, str] = {}
    for woord, nummer in node.delen:
        read(context, lambda tekst, soort=woord.tekst: check_place(soort, tekst), nummer, "geen nummer")  # type: ignore[misc]
        if woord.tekst in delen:
            context.report(
                "L14",
                f"`{woord.tekst}` staat hier twee keer",
                woord,
                "tweede keer",
                herstel="schrijf een tweede `volgens` voor de andere vindplaats",
            )
        delen[woord.tekst] = nummer.tekst
        if (
            named is not None
            and named.bron.soort in _SOURCE_SORTS
            and woord.tekst not in _SOURCE_SORTS[named.bron.soort]
        ):
            mogelijk = sorted(_SOURCE_SORTS[named.bron.soort])
            context.report(
                "G16",
                f"een {named.bron.soort} heeft geen {woord.tekst}",
                woord,
                f"`{node.bron.tekst}` is een {named.bron.soort}",
                herstel=f"noem hier {one_of(mogelijk)}"
                if mogelijk
                else f"schrijf alleen `volgens {node.bron.tekst}`",
            )
    if named is None:
        context.report(
            "G05",
            f"er is geen bron `{shorten(node.bron.tekst)}`",
            node.bron,
            "onbekende bron",
            herstel=did_you_mean(
                node.bron.tekst,
                context.bronnen,
                f'zet bovenaan `bron {shorten(node.bron.tekst, 30)} is wet "..." BWBR...`',
            ),
        )
        return None
    named.used = True
    if ("lid" in delen or "onderdeel" in delen) and "artikel" not in delen:
        context.report(
            "G08",
            "een lid of onderdeel staat altijd bij een artikel",
            (node.start, node.einde),
            "zonder artikel",
            herstel=f"schrijf `volgens {node.bron.tekst} artikel ... lid ...`",
        )
    return Vindplaats(
        named.bron,
        delen.get("artikel"),
        delen.get("lid"),
        delen.get("onderdeel"),
        delen.get("overweging"),
        context.plaats(node.start, node.einde),
    )


def read_value(context: Context, block: ValueBlock) -> None:
    named(context, block.naam)
    vindplaatsen = citations(context, block.volgens)
    plek = (block.start, block.naam.einde)
    if not block.volgens:
        context.report(
            "L13",
            f"`waarde {block.naam.tekst}` mist `volgens`",
            plek,
            "zonder vindplaats",
            herstel=MISSING["VOLGENS"],
        )
    if not block.perioden:
        context.report(
            "L13",
            f"`waarde {block.naam.tekst}` mist `vanaf`",
            plek,
            "zonder periode",
            herstel="voeg toe wat de waarde is, zoals `vanaf 1 januari 2020 is 19,00 euro`",
        )
    gelezen: list[tuple[Geldigheid, Constante, Validity]] = []
    for periode in block.perioden:
        if context.full:
            break
        geldig = validity(context, periode.geldig)
        typed = literal(context, periode.waarde)
        if typed is None and periode.waarde.vorm == "NAAM" and periode.waarde.tekst not in {"ja", "nee"}:
            context.report(
                "B20",
                f"`{shorten(periode.waarde.tekst)}` is geen vaste waarde",
                periode.waarde,
                "geen vaste waarde",
                herstel="schrijf een getal, bedrag, duur, termijn, datum, tekst, `ja` of `nee`",
            )
        if geldig is not None and typed is not None and isinstance(typed.term, Constante):
            gelezen.append((geldig, typed.term, periode.geldig))
    soort = gelezen[0][1].soort if gelezen else ""
    for _, constante, _node in gelezen:
        if constante.soort != soort:
            context.report(
                "B06",
                f"`waarde {block.naam.tekst}` is eerst iets anders dan `{constante.tekst}`",
                (constante.plaats.start, constante.plaats.einde),
                "van een andere soort",
                herstel="geef alle perioden dezelfde soort waarde",
                ook=[(gelezen[0][1].plaats.start, gelezen[0][1].plaats.einde, "eerste soort")],
            )
    compleet = len(gelezen) == len(block.perioden) and gelezen
    perioden = _periods(context, block, gelezen) if compleet else None
    if perioden:
        heel = Geldigheid(perioden[0][0].vanaf, perioden[-1][0].tot)
        context.steun += ((block.naam.tekst, v, heel) for v in vindplaatsen)
        context.benoemd.append(
            Benoemd(
                "waarde",
                block.naam.tekst,
                perioden,
                vindplaatsen,
                within(context, block.binnen),
                context.plaats(*plek),
            )
        )
    eerste = context.waarden.setdefault(block.naam.tekst, NamedValue(block.naam, perioden, soort))
    twice(context, eerste.naam, block.naam, "B11", "de waarde")


def within(context: Context, node: Section | None) -> Binnen | None:
    """The room that a rule or value names."""
    if node is None:
        return None
    named(context, node.inhoud)
    return Binnen(node.inhoud.tekst, context.plaats(node.start, node.einde))


def _periods(
    context: Context, block: ValueBlock, gelezen: list[tuple[Geldigheid, Constante, Validity]]
) -> tuple[tuple[Geldigheid, Constante], ...]:
    """In order of time; a period without `tot` ends where the next begins."""
    rij = sorted(gelezen, key=lambda deel: deel[0].vanaf)
    perioden: list[tuple[Geldigheid, Constante]] = []
    for nummer, (geldig, constante, node) in enumerate(rij):
        volgend = rij[nummer + 1] if nummer + 1 < len(rij) else None
        tot = geldig.tot
        if volgend is not None:
            grens, ander = volgend[0].vanaf, volgend[2]
            ook = [(node.vanaf.start, (node.tot or node.vanaf).einde, "eerdere periode")]
            if grens == geldig.vanaf or (tot is not None and tot > grens):
                context.report(
                    "G10",
                    f"`waarde {block.naam.tekst}` heeft op {write_date(grens)} twee waarden",
                    ander.vanaf,
                    "overlapt",
                    herstel=f"sluit de eerdere periode af met `tot {write_date(grens)}`",
                    ook=ook,
                )
            elif tot is not None and tot < grens:
                context.report(
                    "G11",
                    f"`{block.naam.tekst}` heeft van {write_date(tot)} tot {write_date(grens)} geen waarde",
                    ander.vanaf,
                    "begint later",
                    herstel=f"begin de periode op {write_date(tot)}, of laat `tot` weg bij de vorige",
                    ook=ook,
                )
            tot = tot or grens
        perioden.append((Geldigheid(geldig.vanaf, tot), constante))
    return tuple(perioden)
