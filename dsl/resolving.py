"""From syntax tree to rules: every name looked up, every type checked, every error reported.

A block that has a mistake yields no value, but everything that can still be checked is checked.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeVar

from dsl.conditions import condition
from dsl.diagnostics import Diagnostic, did_you_mean, in_order, one_of, shorten
from dsl.notation import (
    Unreadable,
    check_bwb,
    check_ecli,
    check_name,
    check_place,
    read_date,
    read_integer,
    write_date,
)
from dsl.scope import (
    Bound,
    Concept,
    Context,
    Env,
    NamedSource,
    NamedValue,
    attribute,
    bind,
    in_words,
    kind,
)
from dsl.soundness import check_condition, check_rule
from dsl.source import Source
from dsl.syntax import (
    Binding,
    Block,
    Citation,
    ConceptBlock,
    Condition,
    HeadBlock,
    RuleBlock,
    Section,
    SourceBlock,
    Unless,
    Validity,
    ValueBlock,
    Word,
)
from dsl.terms import literal
from engine.rule import (
    Binder,
    Bron,
    Conditie,
    Constante,
    Ernst,
    Geldigheid,
    Invulling,
    Regel,
    Regelset,
    Sjabloon,
    Uitzondering,
    Vindplaats,
    Zekerheid,
)
from engine.vocabulary import Lijst, Structuur, Verzameling, Vocabulary

W = TypeVar("W", bound=StrEnum)

# The parts of a rule and of a head: terminal, the author's words, whether it must be there.
_RULE_PARTS: dict[str, tuple[str, bool]] = {
    "NORM": ("norm", False),
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
_HEAD_PARTS: dict[str, tuple[str, bool]] = {
    "REGELSET": ("regelset", True),
    "TITEL": ("titel", True),
    "GELDIG_VANAF": ("geldig vanaf", True),
    "KENBAAR_VANAF": ("kenbaar vanaf", False),
    "HERZIENING": ("herziening", False),
}
_REPEATABLE = frozenset({"VOLGENS", "TENZIJ"})
_SOURCE_SORTS: dict[str, frozenset[str]] = {
    "wet": frozenset({"artikel", "lid", "onderdeel"}),
    "uitspraak": frozenset({"overweging"}),
    "kamerstuk": frozenset(),
}
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_PATH = re.compile(r"\w+(\.\w+)*")


def resolve(
    source: Source, blocks: tuple[Block, ...], vocabulary: Vocabulary, digest: str, *, whole: bool
) -> tuple[Regelset | None, tuple[Diagnostic, ...]]:
    """The ruleset that the blocks describe, and everything there is to say about it."""
    context = Context(source, vocabulary)
    head = next((block for block in blocks if isinstance(block, HeadBlock)), None)
    kop = _Head(context, head) if head is not None else None
    for block in blocks:
        match block:
            case SourceBlock():
                _source(context, block)
            case ValueBlock():
                _value(context, block)
    regels: list[Regel] = []
    seen: dict[str, Word] = {}
    for block in blocks:
        match block:
            case ConceptBlock():
                _concept(context, block)
            case RuleBlock():
                _once(context, seen, block.id, "G13", "regelnummer")
                regel = _rule(context, block, kop)
                if regel is not None:
                    check_rule(context, regel)
                    regels.append(regel)
    _unused(context, whole=whole)
    diagnostics = in_order(context.diagnostics)
    if kop is None or kop.geldig is None or any(diagnostic.fout for diagnostic in diagnostics):
        return None, diagnostics
    regelset = Regelset(
        kop.naam,
        kop.titel,
        kop.geldig,
        kop.herziening,
        tuple(regels),
        source.bestand,
        digest,
    )
    return regelset, diagnostics


# ---------------------------------------------------------------- parts


def _sections(
    context: Context, delen: Iterable[Section], parts: dict[str, tuple[str, bool]], plek: Word | tuple[int, int], wat: str
) -> dict[str, list[Section]]:  # fmt: skip
    """The parts by name; what is double, missing or out of order is reported."""
    order = list(parts)
    gevonden: dict[str, list[Section]] = {}
    verste: Section | None = None
    for deel in delen:
        naam = parts[deel.sleutel][0]
        eerder = gevonden.setdefault(deel.sleutel, [])
        if eerder and deel.sleutel not in _REPEATABLE:
            context.report(
                "L14", f"`{naam}` staat hier twee keer", (deel.start, deel.einde), "tweede keer",
                herstel=f"houd een `{naam}` over", ook=[(eerder[0].start, eerder[0].einde, "eerste keer")],
            )  # fmt: skip
        eerder.append(deel)
        if verste is not None and order.index(deel.sleutel) < order.index(verste.sleutel):
            context.report(
                "L15", f"`{naam}` staat op een andere plaats dan in andere regels", (deel.start, deel.einde), "te laat",
                herstel=f"zet `{naam}` voor `{parts[verste.sleutel][0]}`", ook=[(verste.start, verste.einde, "dit komt later")],
                waarom="elke regel heeft dezelfde volgorde, zodat ieder hem kan lezen",
            )  # fmt: skip
        else:
            verste = deel
    for sleutel, (naam, nodig) in parts.items():
        if nodig and sleutel not in gevonden:
            context.report(
                "L13", f"{wat} mist `{naam}`", plek, f"zonder `{naam}`", herstel=_MISSING.get(sleutel, f"voeg `{naam}` toe")
            )
    return gevonden


_MISSING = {
    "VOLGENS": "voeg de vindplaats toe, zoals `volgens wmo artikel 2.3.5 lid 3`",
    "ERNST": f"voeg `ernst` toe met {one_of(Ernst)}",
    "ZEKERHEID": f"voeg `zekerheid` toe met {one_of(Zekerheid)}",
    "VOOR": "zeg waarover de regel gaat, zoals `voor elke voorziening v` of `voor het dossier`",
    "MELDING": 'voeg toe wat de schrijver leest, zoals `melding "..."`',
    "ADVIES": 'voeg toe wat de schrijver kan doen, zoals `advies "..."`',
    "REGELSET": "begin het bestand met `regelset` en de naam van de map, zoals `regelset wmo2015/beschikking`",
    "TITEL": 'voeg `titel "..."` toe',
    "GELDIG_VANAF": "voeg `geldig vanaf` toe met een datum, zoals `geldig vanaf 1 januari 2015`",
}


T = TypeVar("T")


def _read(context: Context, reader: Callable[[str], T], woord: Word, label: str) -> T | None:
    try:
        return reader(woord.tekst)
    except Unreadable as error:
        context.report_unreadable(error, woord, label)
        return None


def _date(context: Context, woord: Word) -> dt.date | None:
    return _read(context, read_date, woord, "geen datum van de kalender")


def _named(context: Context, woord: Word, soort: str = "naam") -> None:
    _read(context, lambda tekst: check_name(tekst, soort), woord, "andere vorm dan de taal kent")


def _text(woord: Word) -> str:
    return woord.tekst[1:-1]


def _once(context: Context, seen: dict[str, Word], woord: Word, code: str, wat: str) -> None:
    eerder = seen.setdefault(woord.tekst, woord)
    if eerder is not woord:
        context.report(
            code, f"{wat} `{shorten(woord.tekst)}` is al gebruikt", woord, "tweede keer",
            herstel="kies een andere naam, of voeg een achtervoegsel toe",
            ook=[(eerder.start, eerder.einde, "eerste keer")],
        )  # fmt: skip


def _validity(context: Context, node: Validity) -> Geldigheid | None:
    vanaf = _date(context, node.vanaf)
    tot = _date(context, node.tot) if node.tot is not None else None
    if vanaf is None or (node.tot is not None and tot is None):
        return None
    if tot is not None and tot <= vanaf:
        assert node.tot is not None
        context.report(
            "G03", f"`tot {node.tot.tekst}` ligt niet na `vanaf {node.vanaf.tekst}`", node.tot, "geen latere dag",
            herstel="noem achter `tot` de eerste dag waarop dit niet meer geldt",
            ook=[(node.vanaf.start, node.vanaf.einde, "begin")],
        )  # fmt: skip
        return None
    return Geldigheid(vanaf, tot)


# ---------------------------------------------------------------- head, sources, values


class _Head:
    """The head of the file; `geldig` is absent when the head has a mistake that matters to rules."""

    def __init__(self, context: Context, block: HeadBlock) -> None:
        parts = _sections(context, block.delen, _HEAD_PARTS, (block.start, max(block.einde, block.start + 1)), "de kop van het bestand")
        first = {sleutel: delen[0].inhoud for sleutel, delen in parts.items()}
        self.naam = first["REGELSET"].tekst if "REGELSET" in first else ""
        if self.naam:
            _named(context, first["REGELSET"], "onderwerp")
        self.titel = _text(first["TITEL"]) if "TITEL" in first else ""
        self.node: Validity | None = first.get("GELDIG_VANAF")
        self.geldig = _validity(context, self.node) if self.node is not None else None
        self.kenbaar = _date(context, first["KENBAAR_VANAF"]) if "KENBAAR_VANAF" in first else None
        self.herziening = 1
        if "HERZIENING" in first:
            nummer = _read(context, read_integer, first["HERZIENING"], "geen geheel getal")
            self.herziening = nummer or 1
            if nummer == 0:
                context.report(
                    "L06", "een herziening telt vanaf 1", first["HERZIENING"], "te laag", herstel="schrijf `herziening 1`"
                )  # fmt: skip


def _source(context: Context, block: SourceBlock) -> None:
    _named(context, block.naam)
    soort = block.soort.tekst
    if soort not in _SOURCE_SORTS:
        context.report(
            "B04", f"een bron is geen `{shorten(soort)}`", block.soort, "onbekende soort bron",
            herstel=did_you_mean(soort, _SOURCE_SORTS, f"kies uit {one_of(_SOURCE_SORTS)}"),
        )  # fmt: skip
    check = {"wet": check_bwb, "uitspraak": check_ecli}.get(soort)
    kenmerk = block.kenmerk
    if check is not None:
        _read(context, check, kenmerk, "kenmerk van de bron")
    tekst = _text(kenmerk) if kenmerk.vorm == "TEKST" else kenmerk.tekst
    bron = Bron(soort, _text(block.titel), tekst, context.plaats(block.start, block.einde))
    _once(context, {naam: eerder.naam for naam, eerder in context.bronnen.items()}, block.naam, "B11", "de bron")
    context.bronnen.setdefault(block.naam.tekst, NamedSource(block.naam, bron))


def _citations(context: Context, nodes: Iterable[Citation]) -> tuple[Vindplaats, ...]:
    gevonden = (_citation(context, node) for node in nodes)
    return tuple(vindplaats for vindplaats in gevonden if vindplaats is not None)


def _citation(context: Context, node: Citation) -> Vindplaats | None:
    named = context.bronnen.get(node.bron.tekst)
    delen: dict[str, str] = {}
    for woord, nummer in node.delen:
        _read(context, lambda tekst, soort=woord.tekst: check_place(soort, tekst), nummer, "geen nummer")  # type: ignore[misc]
        if woord.tekst in delen:
            context.report(
                "L14", f"`{woord.tekst}` staat hier twee keer", woord, "tweede keer", herstel="schrijf een tweede `volgens` voor de andere vindplaats"
            )  # fmt: skip
        delen[woord.tekst] = nummer.tekst
        if named is not None and named.bron.soort in _SOURCE_SORTS and woord.tekst not in _SOURCE_SORTS[named.bron.soort]:
            mogelijk = sorted(_SOURCE_SORTS[named.bron.soort])
            context.report(
                "G16", f"een {named.bron.soort} heeft geen {woord.tekst}", woord, f"`{node.bron.tekst}` is een {named.bron.soort}",
                herstel=f"noem hier {one_of(mogelijk)}" if mogelijk else f"schrijf alleen `volgens {node.bron.tekst}`",
            )  # fmt: skip
    if named is None:
        context.report(
            "G05", f"er is geen bron `{shorten(node.bron.tekst)}`", node.bron, "onbekende bron",
            herstel=did_you_mean(node.bron.tekst, context.bronnen, f'zet bovenaan `bron {shorten(node.bron.tekst, 30)} is wet "..." BWBR...`'),
        )  # fmt: skip
        return None
    named.used = True
    if ("lid" in delen or "onderdeel" in delen) and "artikel" not in delen:
        context.report(
            "G08", "een lid of onderdeel staat altijd bij een artikel", (node.start, node.einde), "zonder artikel",
            herstel=f"schrijf `volgens {node.bron.tekst} artikel ... lid ...`",
        )  # fmt: skip
    return Vindplaats(
        named.bron,
        delen.get("artikel"),
        delen.get("lid"),
        delen.get("onderdeel"),
        delen.get("overweging"),
        context.plaats(node.start, node.einde),
    )


def _value(context: Context, block: ValueBlock) -> None:
    _named(context, block.naam)
    _citations(context, block.volgens)
    plek = (block.start, block.naam.einde)
    if not block.volgens:
        context.report(
            "L13", f"`waarde {block.naam.tekst}` mist `volgens`", plek, "zonder vindplaats", herstel=_MISSING["VOLGENS"]
        )
    if not block.perioden:
        context.report(
            "L13", f"`waarde {block.naam.tekst}` mist `vanaf`", plek, "zonder periode",
            herstel="voeg toe wat de waarde is, zoals `vanaf 1 januari 2020 is 19,00 euro`",
        )  # fmt: skip
    gelezen: list[tuple[Geldigheid, Constante, Validity]] = []
    for periode in block.perioden:
        geldig = _validity(context, periode.geldig)
        typed = literal(context, periode.waarde)
        if typed is None and periode.waarde.vorm == "NAAM" and periode.waarde.tekst not in {"ja", "nee"}:
            context.report(
                "B20", f"`{shorten(periode.waarde.tekst)}` is geen vaste waarde", periode.waarde, "geen vaste waarde",
                herstel="schrijf een getal, bedrag, duur, termijn, datum, tekst, `ja` of `nee`",
            )  # fmt: skip
        if geldig is not None and typed is not None and isinstance(typed.term, Constante):
            gelezen.append((geldig, typed.term, periode.geldig))
    soort = gelezen[0][1].soort if gelezen else ""
    for _, constante, _node in gelezen:
        if constante.soort != soort:
            context.report(
                "B06", f"`waarde {block.naam.tekst}` is eerst iets anders dan `{constante.tekst}`",
                (constante.plaats.start, constante.plaats.einde), "van een andere soort",
                herstel="geef alle perioden dezelfde soort waarde",
                ook=[(gelezen[0][1].plaats.start, gelezen[0][1].plaats.einde, "eerste soort")],
            )  # fmt: skip
    _once(context, {naam: eerder.naam for naam, eerder in context.waarden.items()}, block.naam, "B11", "de waarde")
    compleet = len(gelezen) == len(block.perioden) and gelezen
    perioden = _periods(context, block, gelezen) if compleet else None
    context.waarden.setdefault(block.naam.tekst, NamedValue(block.naam, perioden, soort))


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
                    "G10", f"`waarde {block.naam.tekst}` heeft op {write_date(grens)} twee waarden",
                    ander.vanaf, "overlapt", herstel=f"sluit de eerdere periode af met `tot {write_date(grens)}`", ook=ook,
                )  # fmt: skip
            elif tot is not None and tot < grens:
                context.report(
                    "G11", f"`waarde {block.naam.tekst}` heeft van {write_date(tot)} tot {write_date(grens)} geen waarde",
                    ander.vanaf, "begint later", herstel=f"begin de periode op {write_date(tot)}, of laat `tot` weg bij de vorige", ook=ook,
                )  # fmt: skip
            tot = tot or grens
        perioden.append((Geldigheid(geldig.vanaf, tot), constante))
    return tuple(perioden)


# ---------------------------------------------------------------- concepts and rules


def _binders(context: Context, parameters: Iterable[object]) -> dict[str, Bound] | None:
    env: dict[str, Bound] = {}
    goed = True
    for parameter in parameters:
        soort = kind(context, parameter.soort)  # type: ignore[attr-defined]
        woord: Word = parameter.naam  # type: ignore[attr-defined]
        _named(context, woord)
        nummer = context.fresh()
        if soort is None:
            goed = False
        else:
            env = bind(context, env, woord, Bound(nummer, (), soort, (woord.start, woord.einde)))
    return env if goed else None


def _concept(context: Context, block: ConceptBlock) -> None:
    _named(context, block.naam)
    _once(context, {naam: eerder.block.naam for naam, eerder in context.begrippen.items()}, block.naam, "B11", "het begrip")
    context.variabelen = 0
    env = _binders(context, block.parameters)
    before = context.atoms
    conditie = condition(context, env, block.voorwaarde) if env is not None else None
    concept = Concept(block, None)
    if conditie is not None and env is not None and len(env) == len(block.parameters):
        check_condition(context, conditie)
        concept.kinds = tuple(bound.soort for bound in env.values())
        concept.size = context.atoms - before
    # Only now: a concept cannot use itself.
    context.begrippen.setdefault(block.naam.tekst, concept)


def _rule(context: Context, block: RuleBlock, kop: _Head | None) -> Regel | None:
    before = sum(1 for diagnostic in context.diagnostics if diagnostic.fout)
    context.variabelen = 0
    _named(context, block.id, "regelnummer")
    plek = (block.start, block.id.einde)
    parts = _sections(context, block.delen, _RULE_PARTS, plek, f"regel {shorten(block.id.tekst)}")
    first = {sleutel: delen[0].inhoud for sleutel, delen in parts.items()}
    if "MOET_GELDEN" not in first and "VRAAG" not in first:
        context.report(
            "L16", f"regel {shorten(block.id.tekst)} zegt niet wat er moet gelden", plek, "zonder `moet gelden` en zonder `vraag`",
            herstel="voeg `moet gelden` toe, of een `vraag` als een mens moet oordelen",
        )  # fmt: skip
    norm: Word = first.get("NORM", block.id)
    if norm is not block.id:
        _named(context, norm, "regelnummer")
    vindplaatsen = _citations(context, (deel.inhoud for deel in parts.get("VOLGENS", ())))
    geldig = _rule_validity(context, first.get("GELDIG_VANAF"), kop)
    kenbaar = _date(context, first["KENBAAR_VANAF"]) if "KENBAAR_VANAF" in first else None
    ernst = _choice(context, first.get("ERNST"), Ernst, "ernst")
    zekerheid = _choice(context, first.get("ZEKERHEID"), Zekerheid, "zekerheid")
    if zekerheid is Zekerheid.ONGEVERIFIEERD and ernst not in {None, Ernst.ADVIES}:
        context.report(
            "G12", "een norm die niet is nagegaan, wordt hoogstens als advies getoond", first["ERNST"], "zwaarder dan advies",
            herstel="schrijf `ernst advies`, of ga de norm na in de bron",
            ook=[(first["ZEKERHEID"].start, first["ZEKERHEID"].einde, "niet nagegaan")],
        )  # fmt: skip
    binding: Binding | None = first.get("VOOR")
    env = _binders(context, binding.binders) if binding is not None else None
    if env is None:
        return None
    waarbij = _optional(context, env, first.get("WAARBIJ"))
    eis = _optional(context, env, first.get("MOET_GELDEN"))
    uitzonderingen = [_exception(context, env, deel.inhoud) for deel in parts.get("TENZIJ", ())]
    zinnen = {
        sleutel: _template(context, env, first[sleutel]) for sleutel in ("VRAAG", "MELDING", "ADVIES") if sleutel in first
    }  # fmt: skip
    after = sum(1 for diagnostic in context.diagnostics if diagnostic.fout)
    if after > before or geldig is None or ernst is None or zekerheid is None or binding is None:
        return None
    return Regel(
        id=block.id.tekst,
        norm=norm.tekst,
        titel=_text(block.titel),
        vindplaatsen=vindplaatsen,
        geldig=geldig,
        kenbaar_vanaf=kenbaar or (kop.kenbaar if kop is not None else None) or geldig.vanaf,
        ernst=ernst,
        zekerheid=zekerheid,
        binders=tuple(Binder(naam, bound.soort) for naam, bound in env.items()),
        tweetal=binding.tweetal,
        waarbij=waarbij,
        eis=eis,
        vraag=zinnen.get("VRAAG"),
        uitzonderingen=tuple(deel for deel in uitzonderingen if deel is not None),
        melding=zinnen["MELDING"],
        advies=zinnen["ADVIES"],
        plaats=context.plaats(block.start, block.einde),
    )


def _optional(context: Context, env: Env, node: Condition | None) -> Conditie | None:
    return None if node is None else condition(context, env, node)


def _rule_validity(context: Context, node: Validity | None, kop: _Head | None) -> Geldigheid | None:
    heel = kop.geldig if kop is not None else None
    if node is None:
        return heel
    geldig = _validity(context, node)
    if geldig is None or heel is None or kop is None or kop.node is None:
        return None
    te_laat = heel.tot is not None and (geldig.vanaf >= heel.tot or (geldig.tot or heel.tot) > heel.tot)
    if geldig.vanaf < heel.vanaf or te_laat:
        context.report(
            "G04", "deze regel geldt op dagen waarop het bestand niet geldt", (node.start, node.einde), "valt buiten het bestand",
            herstel="kies dagen binnen `geldig` bovenaan het bestand, of zet de regel in een andere versie",
            ook=[(kop.node.start, kop.node.einde, "geldigheid van het bestand")],
        )  # fmt: skip
        return None
    return Geldigheid(geldig.vanaf, geldig.tot or heel.tot)


def _choice(context: Context, woord: Word | None, klasse: type[W], wat: str) -> W | None:
    if woord is None:
        return None
    if woord.tekst in list(klasse):
        return klasse(woord.tekst)
    context.report(
        "L18", f"`{shorten(woord.tekst)}` is geen {wat}", woord, f"onbekende {wat}",
        herstel=did_you_mean(woord.tekst, klasse, f"kies uit {one_of(klasse)}"),
    )  # fmt: skip
    return None


def _exception(context: Context, env: Env, node: Unless) -> Uitzondering | None:
    if not node.volgens:
        context.report(
            "L13", f"de uitzondering {shorten(node.naam.tekst)} mist `volgens`", node.naam, "zonder vindplaats",
            herstel=_MISSING["VOLGENS"], waarom="een uitzondering heeft net als een regel een bron nodig",
        )  # fmt: skip
    vindplaatsen = _citations(context, node.volgens)
    conditie = condition(context, env, node.voorwaarde)
    if conditie is None:
        return None
    return Uitzondering(_text(node.naam), vindplaatsen, conditie, context.plaats(node.start, node.einde))


def _template(context: Context, env: Env, woord: Word) -> Sjabloon:
    """A sentence with its placeholders; what is between braces is `kenmerk` or `kenmerk|words`."""
    tekst, begin = _text(woord), woord.start + 1
    delen: list[str | Invulling] = []
    vorig = 0
    for gevonden in _PLACEHOLDER.finditer(tekst):
        _loose_braces(context, tekst[vorig : gevonden.start()], begin + vorig)
        if gevonden.start() > vorig:
            delen.append(tekst[vorig : gevonden.start()])
        vorig = gevonden.end()
        invulling = _placeholder(context, env, gevonden[1], begin + gevonden.start() + 1)
        if invulling is not None:
            delen.append(invulling)
    _loose_braces(context, tekst[vorig:], begin + vorig)
    if vorig < len(tekst):
        delen.append(tekst[vorig:])
    return Sjabloon(tuple(delen), context.plaats(woord.start, woord.einde))


def _loose_braces(context: Context, stuk: str, begin: int) -> None:
    gevonden = re.search(r"[{}]", stuk)
    if gevonden is not None:
        plek = begin + gevonden.start()
        context.report(
            "L17", f"deze `{gevonden[0]}` hoort nergens bij", (plek, plek + 1), "losse accolade",
            herstel="schrijf een invulling als `{v.naam}`",
        )  # fmt: skip


def _placeholder(context: Context, env: Env, inhoud: str, begin: int) -> Invulling | None:
    pad, streep, anders = inhoud.partition("|")
    einde = begin + max(len(inhoud), 1)
    if not _PATH.fullmatch(pad) or (streep and not anders.strip()):
        context.report(
            "L17", f"`{{{shorten(inhoud)}}}` is geen invulling", (begin, einde), "zo niet te lezen",
            herstel="schrijf `{v.naam}`, of `{v.naam|de voorziening}` met woorden voor als het leeg is",
        )  # fmt: skip
        return None
    found = attribute(context, env, Word("PAD", pad, begin, begin + len(pad)))
    if found is None:
        return None
    if isinstance(found.type, Lijst | Structuur | Verzameling):
        context.report(
            "B14", f"`{{{pad}}}` is {in_words(found.type)} en past niet in een zin", (begin, begin + len(pad)), "geen enkele waarde",
            herstel="noem een kenmerk dat een enkele waarde is, zoals `{v.naam}`",
        )  # fmt: skip
        return None
    return Invulling(found.kenmerk, anders if streep else None)


def _unused(context: Context, *, whole: bool) -> None:
    """Warn for what is defined and never used, but only when every block could be read."""
    if not whole:
        return
    lijst = [
        *((named.naam, "de bron", named.used) for named in context.bronnen.values()),
        *((value.naam, "de waarde", value.used) for value in context.waarden.values()),
        *((concept.block.naam, "het begrip", concept.used) for concept in context.begrippen.values()),
    ]
    for woord, wat, used in lijst:
        if not used:
            context.report(
                "B16", f"{wat} `{shorten(woord.tekst)}` wordt nergens gebruikt", woord, "nergens gebruikt",
                herstel=f"gebruik `{shorten(woord.tekst)}` in een regel, of haal het weg",
            )  # fmt: skip
