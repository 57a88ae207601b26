"""From syntax tree to rules: every name looked up, every type checked, every error reported.

A block that has a mistake yields no value, but everything that can still be checked is checked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TypeVar

from dsl.borrowing import borrowed, together, used_of
from dsl.conditions import condition
from dsl.diagnostics import Diagnostic, in_order, shorten
from dsl.notation import read_integer, write_date
from dsl.parsing import has_rules
from dsl.parts import (
    HEAD_PARTS,
    MISSING,
    RULE_PARTS,
    choice,
    date_of,
    named,
    read,
    sections,
    text_of,
    twice,
    validity,
)
from dsl.rooms import read_room
from dsl.scope import (
    Bound,
    Concept,
    Context,
    Env,
    bind,
    kind,
)
from dsl.sentences import template
from dsl.soundness import check_condition, check_rule
from dsl.source import Source
from dsl.sources import citations, read_source, read_value, within
from dsl.syntax import (
    Binding,
    Block,
    ConceptBlock,
    Condition,
    HeadBlock,
    Parameter,
    RoomBlock,
    RuleBlock,
    SourceBlock,
    Unless,
    Validity,
    ValueBlock,
    Word,
)
from engine.rule import (
    Begrip,
    Benoemd,
    Binder,
    Conditie,
    Ernst,
    Geldigheid,
    Regel,
    Regelset,
    Uitzondering,
    Vindplaats,
    Zekerheid,
)
from engine.vocabulary import Vocabulary

MAX_BINDERS = 6

T = TypeVar("T")


def resolve(
    source: Source,
    blocks: tuple[Block, ...],
    vocabulary: Vocabulary,
    digest: str,
    gedeeld: Sequence[Regelset] = (),
    *,
    whole: bool,
) -> tuple[Regelset | None, tuple[Diagnostic, ...]]:
    """The ruleset that the blocks describe, and everything there is to say about it.

    `gedeeld`: the files whose concepts others may use.
    """
    context = Context(source, vocabulary)
    head = next((block for block in blocks if isinstance(block, HeadBlock)), None)
    kop = _Head(context, head) if head is not None else None
    deelt = not has_rules(source.tekst)
    geleend = (
        [] if kop is None else list(borrowed(context, kop.leent, kop.naam, kop.geldig, gedeeld, deelt=deelt))
    )
    context.digest = together(digest, [versie.digest for _, versie in geleend])
    for block in blocks:
        if context.full:
            break
        match block:
            case SourceBlock():
                read_source(context, block)
            case ValueBlock():
                read_value(context, block)
    ruimten = [
        read_room(context, block, kop.geldig if kop is not None else None)
        for block in blocks
        if isinstance(block, RoomBlock) and not context.full
    ]
    regels: list[Regel] = []
    seen: dict[str, Word] = {}
    for block in blocks:
        if context.full:
            break
        match block:
            case ConceptBlock():
                _concept(context, block, deelt=deelt)
            case RuleBlock():
                twice(context, seen.setdefault(block.id.tekst, block.id), block.id, "G13", "regelnummer")
                regel = _rule(context, block, kop)
                if regel is not None:
                    check_rule(context, regel)
                    regels.append(regel)
    ontleningen = tuple(used_of(context, geleend, whole=whole and not context.fouten))
    if whole and not context.full:
        _unused(context, deelt=deelt)
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
        together(digest, [o.digest for o in ontleningen]),
        tuple(_support(context, kop.geldig)),
        tuple(ruimte for ruimte in ruimten if ruimte is not None),
        tuple(context.benoemd),
        tuple(c.begrip for c in context.begrippen.values() if c.begrip is not None) if deelt else (),
        ontleningen,
    )
    return regelset, diagnostics


def _support(context: Context, heel: Geldigheid) -> Iterator[tuple[str, Vindplaats, Geldigheid]]:
    """What the named values and rooms rest on, as far as the file is in force."""
    for naam, vindplaats, geldig in context.steun:
        einden = [tot for tot in (geldig.tot, heel.tot) if tot is not None]
        vanaf, tot = max(geldig.vanaf, heel.vanaf), min(einden, default=None)
        if tot is None or vanaf < tot:
            yield naam, vindplaats, Geldigheid(vanaf, tot)


# ---------------------------------------------------------------- head


class _Head:
    """The head of the file; `geldig` is absent when the head has a mistake that matters to rules."""

    def __init__(self, context: Context, block: HeadBlock) -> None:
        parts = sections(
            context,
            block.delen,
            HEAD_PARTS,
            (block.start, max(block.einde, block.start + 1)),
            "de kop van het bestand",
        )
        first = {sleutel: delen[0].inhoud for sleutel, delen in parts.items()}
        self.naam = first["REGELSET"].tekst if "REGELSET" in first else ""
        if self.naam:
            named(context, first["REGELSET"], "onderwerp")
        self.titel = text_of(first["TITEL"]) if "TITEL" in first else ""
        self.node: Validity | None = first.get("GELDIG_VANAF")
        self.geldig = validity(context, self.node) if self.node is not None else None
        self.leent: list[Word] = [deel.inhoud for deel in parts.get("BEGRIPPEN_UIT", ())]
        self.kenbaar = date_of(context, first["KENBAAR_VANAF"]) if "KENBAAR_VANAF" in first else None
        self.herziening = 1
        if "HERZIENING" in first:
            nummer = read(context, read_integer, first["HERZIENING"], "geen geheel getal")
            self.herziening = nummer or 1
            if nummer == 0:
                context.report(
                    "L06",
                    "een herziening telt vanaf 1",
                    first["HERZIENING"],
                    "te laag",
                    herstel="schrijf `herziening 1`",
                )


# ---------------------------------------------------------------- concepts and rules


def _binders(context: Context, parameters: tuple[Parameter, ...]) -> dict[str, Bound] | None:
    env: dict[str, Bound] = {}
    goed = True
    if len(parameters) > MAX_BINDERS:
        context.report(
            "L08",
            f"hier staan meer dan {MAX_BINDERS} delen tegelijk",
            parameters[MAX_BINDERS].naam,
            "een te veel",
            herstel="laat de regel over minder delen gaan, of gebruik `er is een ...`",
        )
        return None
    for parameter in parameters:
        soort, woord = kind(context, parameter.soort), parameter.naam
        named(context, woord)
        nummer = context.fresh()
        if soort is None:
            goed = False
        else:
            env = bind(context, env, woord, Bound(nummer, (), soort, (woord.start, woord.einde)))
    return env if goed else None


def _concept(context: Context, block: ConceptBlock, *, deelt: bool) -> None:
    named(context, block.naam)
    context.variabelen = context.deepest = 0
    context.peilwaarden.clear()
    env = _binders(context, block.parameters)
    before = context.atoms
    conditie = condition(context, env, block.voorwaarde) if env is not None else None
    begrip = None
    if conditie is not None and env is not None and len(env) == len(block.parameters):
        check_condition(context, conditie)
        begrip = Begrip(
            block.naam.tekst,
            tuple(bound.soort for bound in env.values()),
            conditie,
            context.variabelen - len(env),
            context.atoms - before,
            context.deepest,
            f"{block.naam.tekst} {context.digest}",
            context.plaats(block.start, block.naam.einde),
        )
        context.benoemd.append(Benoemd("begrip", begrip.naam, (), (), None, begrip.plaats))
    if deelt:
        for naam, plek in context.peilwaarden.items():
            context.report(
                "B21",
                f"een begrip voor andere bestanden kan de waarde `{naam}` niet gebruiken",
                plek,
                "verschilt per dag",
                herstel="zet het begrip in het bestand dat het nodig heeft",
                waarom="een regel heeft op elke dag een waarde nodig, en dit bestand kent de regel niet",
            )
    # Only now: a concept cannot use itself.
    concept = Concept(block.naam, begrip, dict(context.peilwaarden))
    eerste = context.begrippen.setdefault(block.naam.tekst, concept)
    twice(context, eerste.naam, block.naam, "B11", "het begrip")


def _rule(context: Context, block: RuleBlock, kop: _Head | None) -> Regel | None:
    before = context.fouten
    context.variabelen = 0
    context.peilwaarden.clear()
    named(context, block.id, "regelnummer")
    plek = (block.start, block.id.einde)
    parts = sections(context, block.delen, RULE_PARTS, plek, f"regel {shorten(block.id.tekst)}", block.heel)
    first = {sleutel: delen[0].inhoud for sleutel, delen in parts.items()}
    if block.heel and "MOET_GELDEN" not in first and "VRAAG" not in first:
        context.report(
            "L16",
            f"regel {shorten(block.id.tekst)} zegt niet wat er moet gelden",
            plek,
            "zonder `moet gelden` en zonder `vraag`",
            herstel="voeg `moet gelden` toe, of een `vraag` als een mens moet oordelen",
        )
    norm: Word = first.get("NORM", block.id)
    if norm is not block.id:
        named(context, norm, "regelnummer")
    vindplaatsen = citations(context, (deel.inhoud for deel in parts.get("VOLGENS", ())))
    geldig = _rule_validity(context, first.get("GELDIG_VANAF"), kop)
    kenbaar = date_of(context, first["KENBAAR_VANAF"]) if "KENBAAR_VANAF" in first else None
    ernst = choice(context, first.get("ERNST"), Ernst, "ernst")
    zekerheid = choice(context, first.get("ZEKERHEID"), Zekerheid, "zekerheid")
    if zekerheid is Zekerheid.ONGEVERIFIEERD and ernst not in {None, Ernst.ADVIES}:
        context.report(
            "G12",
            "een norm die niet is nagegaan, wordt hoogstens als advies getoond",
            first["ERNST"],
            "zwaarder dan advies",
            herstel="schrijf `ernst advies`, of ga de norm na in de bron",
            ook=[(first["ZEKERHEID"].start, first["ZEKERHEID"].einde, "niet nagegaan")],
        )
    binding: Binding | None = first.get("VOOR")
    env = _binders(context, binding.binders) if binding is not None else None
    if env is None:
        return None
    waarbij = _optional(context, env, first.get("WAARBIJ"))
    eis = _optional(context, env, first.get("MOET_GELDEN"))
    uitzonderingen = [_exception(context, env, deel.inhoud) for deel in parts.get("TENZIJ", ())]
    zinnen = {
        sleutel: template(context, env, first[sleutel])
        for sleutel in ("VRAAG", "MELDING", "ADVIES")
        if sleutel in first
    }
    if geldig is not None and block.heel and context.fouten == before:
        _values_cover(context, block, geldig)
    if (
        not block.heel
        or context.fouten > before
        or context.full
        or geldig is None
        or ernst is None
        or zekerheid is None
        or binding is None
    ):
        return None
    return Regel(
        id=block.id.tekst,
        norm=norm.tekst,
        titel=text_of(block.titel),
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
        binnen=within(context, parts["BINNEN"][0] if "BINNEN" in parts else None),
    )


def _optional(context: Context, env: Env, node: Condition | None) -> Conditie | None:
    return None if node is None else condition(context, env, node)


def _rule_validity(context: Context, node: Validity | None, kop: _Head | None) -> Geldigheid | None:
    heel = kop.geldig if kop is not None else None
    if node is None:
        return heel
    geldig = validity(context, node)
    if geldig is None or heel is None or kop is None or kop.node is None:
        return None
    te_laat = heel.tot is not None and (geldig.vanaf >= heel.tot or (geldig.tot or heel.tot) > heel.tot)
    if geldig.vanaf < heel.vanaf or te_laat:
        context.report(
            "G04",
            "deze regel geldt op dagen waarop het bestand niet geldt",
            (node.start, node.einde),
            "valt buiten het bestand",
            herstel="kies dagen binnen `geldig` bovenaan het bestand, of zet de regel in een andere versie",
            ook=[(kop.node.start, kop.node.einde, "geldigheid van het bestand")],
        )
        return None
    return Geldigheid(geldig.vanaf, geldig.tot or heel.tot)


def _values_cover(context: Context, block: RuleBlock, geldig: Geldigheid) -> None:
    """On every day on which a rule holds, the named values that it needs have a value."""
    for naam, (start, einde) in context.peilwaarden.items():
        perioden = context.waarden[naam].perioden
        if not perioden:
            continue
        dag: dt.date | None = geldig.vanaf
        for periode, _ in perioden:
            if dag is not None and periode.omvat(dag):
                dag = periode.tot
        if dag is None or (geldig.tot is not None and dag >= geldig.tot):
            continue
        eerste = next((p.vanaf for p, _ in perioden if p.vanaf > dag), None)
        kort = (
            f"laat de regel beginnen met `geldig vanaf {write_date(eerste)}`"
            if eerste
            else (f"laat de regel eindigen met `tot {write_date(dag)}`")
        )
        context.report(
            "G25",
            f"`{naam}` heeft op {write_date(dag)} geen waarde, en deze regel geldt dan",
            (block.start, block.id.einde),
            "geldt ook zonder die waarde",
            herstel=f"geef `{naam}` ook een waarde vanaf {write_date(dag)}, of {kort}",
            waarom="zonder waarde is de regel op die dag niet te beslissen, wat het dossier ook zegt",
            ook=[(start, einde, "hier nodig")],
        )


def _exception(context: Context, env: Env, node: Unless) -> Uitzondering | None:
    if not node.volgens:
        context.report(
            "L13",
            f"de uitzondering {shorten(node.naam.tekst)} mist `volgens`",
            node.naam,
            "zonder vindplaats",
            herstel=MISSING["VOLGENS"],
            waarom="een uitzondering heeft net als een regel een bron nodig",
        )
    vindplaatsen = citations(context, node.volgens)
    conditie = condition(context, env, node.voorwaarde)
    if conditie is None:
        return None
    return Uitzondering(text_of(node.naam), vindplaatsen, conditie, context.plaats(node.start, node.einde))


def _unused(context: Context, *, deelt: bool) -> None:
    """Warn for what is defined and never used; what others may use is for who knows the others."""
    lijst = [
        *((named.naam, "de bron", named.used) for named in context.bronnen.values()),
        *((value.naam, "de waarde", value.used) for value in context.waarden.values()),
        *(
            (concept.naam, "het begrip", concept.used or deelt)
            for concept in context.begrippen.values()
            if concept.naam.vorm == "NAAM"
        ),
    ]
    for woord, wat, used in lijst:
        if not used:
            context.report(
                "B16",
                f"{wat} `{shorten(woord.tekst)}` wordt nergens gebruikt",
                woord,
                "nergens gebruikt",
                herstel=f"gebruik `{shorten(woord.tekst)}` in een regel, of haal het weg",
            )
