"""Conditions: from what was written to a condition whose every word and type is known.

The operators are tables: a new one is a row here and a word in the grammar.
"""

from __future__ import annotations

from dsl import syntax
from dsl.diagnostics import did_you_mean, one_of
from dsl.filling import Plek, fill
from dsl.notation import NotationError, read_integer
from dsl.parsing import MAX_DEPTH, too_deep
from dsl.scope import (
    MAX_CONCEPT_SIZE,
    MAX_EXPANSION,
    Context,
    Env,
    Found,
    Type,
    attribute,
    bereik,
    in_words,
    part,
    sort_of,
)
from dsl.syntax import Condition, Expression, Word
from dsl.terms import Typed, element, term
from engine.rule import (
    Aanwezig,
    Begrip,
    BegripGebruik,
    Bevat,
    Conditie,
    Constante,
    EenVan,
    En,
    Kenmerk,
    Leeftijd,
    Niet,
    Of,
    Telling,
    Term,
    Vergelijking,
)
from engine.vocabulary import Keuze, Lijst, Structuur, Verwijzing, Verzameling

# The author's words: the operator, and what it compares.
_COMPARISONS = {
    "is": ("is", "gelijk"),
    "is niet": ("is_niet", "gelijk"),
    "is minstens": ("minstens", "maat"),
    "is hoogstens": ("hoogstens", "maat"),
    "is meer dan": ("meer", "maat"),
    "is minder dan": ("minder", "maat"),
    "is op zijn vroegst": ("minstens", "datum"),
    "is uiterlijk": ("hoogstens", "datum"),
    "ligt na": ("meer", "datum"),
    "ligt voor": ("minder", "datum"),
}
_SAYS = {(op, groep): woorden for woorden, (op, groep) in _COMPARISONS.items()}
_TAKES = {"maat": frozenset({"getal", "bedrag", "tijd", "omvang", "periode"}), "datum": frozenset({"datum"})}
# The author's words: the `aard` of the field, whether it is there, and the words for the other `aard`.
_PRESENCES = {
    "is ingevuld": ("tekst", True, "is er"),
    "ontbreekt": ("tekst", False, "is er niet"),
    "is er": ("feit", True, "is ingevuld"),
    "is er niet": ("feit", False, "ontbreekt"),
}
_AARD = {"tekst": "staat in de tekst van het besluit", "feit": "is een feit buiten de tekst"}
# Quantifiers: the author's word, `hoe` and, where the author gives no number, the number.
_COUNTS = {"een": ("minstens", 1), "geen": ("hoogstens", 0), "elk": ("elk", 0)}
_TYPE_REMEDIES = {
    frozenset({"tijd", "omvang"}): "zeg erbij per welke periode, zoals `3 uur per week`",
    frozenset({"getal", "bedrag"}): "schrijf bij een bedrag `euro`, zoals `20 euro`, en bij een getal niets",
    frozenset({"datum", "periode"}): "maak van de termijn een datum, zoals `6 weken na b.datum`",
    frozenset({"tijd", "bedrag"}): "vergelijk tijd met tijd (`3 uur`) en geld met geld (`20 euro`)",
    frozenset({"omvang", "bedrag"}): "zeg bij geld per welke periode, zoals `20 euro per maand`",
}


def condition(context: Context, env: Env, node: Condition) -> Conditie | None:
    """Look up a condition; `None` once something in it has been reported."""
    if context.full:
        return None
    context.depth += 1
    if context.depth > context.deepest:
        context.deepest = context.depth
    try:
        if context.depth > MAX_DEPTH:
            context.add(too_deep(context.source, node.start, node.einde))
            return None
        match node:
            case syntax.Junction():
                return _junction(context, env, node)
            case syntax.Negation():
                deel = condition(context, env, node.deel)
                return None if deel is None else Niet(deel, *context.where(node))
            case syntax.Quantifier():
                return _quantifier(context, env, node)
        context.atoms += 1
        match node:
            case syntax.Comparison():
                return _comparison(context, env, node)
            case syntax.OneOf():
                return _one_of(context, env, node)
            case syntax.Contains():
                return _contains(context, env, node)
            case syntax.Presence():
                return _presence(context, env, node)
            case syntax.ConceptUse():
                return _concept_use(context, env, node)
    finally:
        context.depth -= 1


def _junction(context: Context, env: Env, node: syntax.Junction) -> Conditie | None:
    delen = [condition(context, env, deel) for deel in node.delen]
    goed = tuple(deel for deel in delen if deel is not None)
    if len(goed) < len(delen):
        return None
    return (En if node.woord == "en" else Of)(goed, *context.where(node))


def _quantifier(context: Context, env: Env, node: syntax.Quantifier) -> Conditie | None:
    hoe, aantal = _COUNTS.get(node.hoe, (node.hoe, 0))
    if node.aantal is not None:
        try:
            aantal = read_integer(node.aantal.tekst)
        except NotationError as error:
            context.report_notation(error, node.aantal, "in deze schrijfwijze niet te lezen")
    context.atoms += 1
    gevonden = bereik(context, env, node.bereik, meervoud=node.aantal is not None)
    if gevonden is None:
        return None
    over, binnen = gevonden
    if node.voorwaarde is None:
        return Telling(hoe, aantal, over, None, *context.where(node))
    voorwaarde = condition(context, binnen, node.voorwaarde)
    return None if voorwaarde is None else Telling(hoe, aantal, over, voorwaarde, *context.where(node))


# ---------------------------------------------------------------- atoms


def _said(woord: Word) -> str:
    return " ".join(woord.tekst.split())


def _comparison(context: Context, env: Env, node: syntax.Comparison) -> Conditie | None:
    woorden = _said(node.woorden)
    op, groep = _COMPARISONS[woorden]
    # A bare word gets its meaning from the other side, so that side goes first.
    bare = isinstance(node.links, Word) and node.links.vorm == "NAAM" and node.links.tekst not in env
    eerst, dan = (node.rechts, node.links) if bare else (node.links, node.rechts)
    een = term(context, env, eerst)
    if een is not None and not _fits(context, node, eerst, een, op, groep):
        return None
    twee = term(context, env, dan, een.type if een else None) if een or not _is_bare(dan) else None
    if een is None or twee is None:
        return None
    if not _fits(context, node, dan, twee, op, groep) or not _comparable(
        context, node, een, twee, eerst, dan
    ):
        return None
    links, rechts = (twee, een) if bare else (een, twee)
    return Vergelijking(op, links.term, rechts.term, *context.where(node))


def _is_bare(node: Expression) -> bool:
    return isinstance(node, Word) and node.vorm == "NAAM"


def _fits(
    context: Context, node: syntax.Comparison, deel: Expression, typed: Typed, op: str, groep: str
) -> bool:
    """Whether this operator speaks about this type at all."""
    tekst, woorden = context.words(deel.start, deel.einde), _said(node.woorden)
    soort = sort_of(typed.type)
    ander = "datum" if groep == "maat" else "maat"
    if groep == "gelijk":
        if not isinstance(typed.type, Lijst | Structuur | Verzameling):
            return True
        herstel = "vergelijk een kenmerk daarvan"
        if isinstance(typed.type, Lijst):
            herstel = f"schrijf `{tekst} bevat ...`"
        elif isinstance(typed.type, Verzameling):
            herstel = f"schrijf `er is een {typed.type.soort} x ...`"
    elif soort in _TAKES[groep]:
        return True
    elif soort in _TAKES[ander]:
        herstel = f"schrijf `{_SAYS[op, ander]}`"
    else:
        herstel = "gebruik `is` of `is niet`" if not isinstance(typed.type, Lijst) else "gebruik `bevat`"
    context.report(
        "B07",
        f"`{woorden}` past niet bij {in_words(typed.type)}",
        node.woorden,
        "past niet",
        herstel=herstel,
        ook=[(deel.start, deel.einde, f"dit is {in_words(typed.type)}")],
    )
    return False


def _comparable(
    context: Context, node: syntax.Comparison, een: Typed, twee: Typed, eerst: Expression, dan: Expression
) -> bool:
    a, b = een.type, twee.type
    if isinstance(a, Verwijzing) and isinstance(b, Verwijzing):
        if a.soort == b.soort:
            return True
        context.report(
            "B09",
            f"een {a.soort} is nooit een {b.soort}",
            (dan.start, dan.einde),
            f"dit is {in_words(b)}",
            herstel=f"vergelijk met een {a.soort}, of met een kenmerk daarvan",
            ook=[(eerst.start, eerst.einde, f"dit is {in_words(a)}")],
        )
        return False
    if isinstance(a, Keuze) and isinstance(b, Keuze):
        if set(a.waarden) & set(b.waarden):
            return True
        waarom: str | None = "de twee keuzes hebben geen enkel woord gemeen"
    else:
        if a == b:
            return True
        waarom = None
    herstel = _TYPE_REMEDIES.get(
        frozenset({sort_of(a), sort_of(b)}), f"vergelijk met {in_words(a)}, of kies een ander kenmerk"
    )
    if isinstance(een.term, Leeftijd) or isinstance(twee.term, Leeftijd):
        herstel = "een leeftijd is een getal: schrijf `18`, zonder `jaar`"
    context.report(
        "B06",
        f"{in_words(a)} is niet te vergelijken met {in_words(b)}",
        (dan.start, dan.einde),
        f"dit is {in_words(b)}",
        herstel=herstel,
        waarom=waarom,
        ook=[(eerst.start, eerst.einde, f"dit is {in_words(a)}")],
    )
    return False


def _one_of(context: Context, env: Env, node: syntax.OneOf) -> Conditie | None:
    typed = term(context, env, node.term)
    if typed is None:
        return None
    if isinstance(typed.type, Lijst | Structuur | Verzameling):
        lijst = isinstance(typed.type, Lijst)
        context.report(
            "B07",
            f"`{_said(node.woorden)}` past niet bij {in_words(typed.type)}",
            node.woorden,
            "past niet",
            herstel="schrijf `bevat een van`" if lijst else "vergelijk een kenmerk daarvan",
            ook=[(node.term.start, node.term.einde, f"dit is {in_words(typed.type)}")],
        )
        return None
    waarden = _elements(context, env, node.waarden, typed.type)
    constanten = tuple(waarde for waarde in waarden or () if isinstance(waarde, Constante))
    for waarde, deel in zip(waarden or (), node.waarden, strict=False):
        if not isinstance(waarde, Constante):
            context.report(
                "B20",
                f"`{waarde.tekst}` is geen vaste waarde",
                (deel.start, deel.einde),
                "geen vaste waarde",
                herstel=f"noem hier alleen vaste waarden; vergelijk `{waarde.tekst}` apart met `is`",
            )
    if waarden is None or len(constanten) < len(waarden):
        return None
    return EenVan(typed.term, constanten, "geen" in node.woorden.tekst, *context.where(node))


def _elements(
    context: Context, env: Env, nodes: tuple[Expression, ...], type_: Type
) -> tuple[Term, ...] | None:
    """The terms of an enumeration, each of the given type."""
    goed: list[Term] = []
    for node in nodes:
        typed = term(context, env, node, type_)
        if typed is None:
            continue
        if typed.type != type_ and not (isinstance(type_, Keuze) and isinstance(typed.type, Keuze)):
            references = isinstance(type_, Verwijzing) and isinstance(typed.type, Verwijzing)
            context.report(
                "B09" if references else "B06",
                f"hier hoort {in_words(type_)}, niet {in_words(typed.type)}",
                (node.start, node.einde),
                f"dit is {in_words(typed.type)}",
                herstel=f"noem {in_words(type_)}",
            )
        else:
            goed.append(typed.term)
    return tuple(goed) if len(goed) == len(nodes) else None


def _contains(context: Context, env: Env, node: syntax.Contains) -> Conditie | None:
    typed = term(context, env, node.lijst)
    if typed is None:
        return None
    if not isinstance(typed.type, Lijst) or not isinstance(typed.term, Kenmerk):
        herstel = "schrijf `is` of `is een van`"
        if isinstance(typed.type, Verzameling):
            herstel = f"schrijf `er is een {typed.type.soort} x ... waarvoor ...`"
        context.report(
            "B07",
            f"`{_said(node.woorden)}` past niet bij {in_words(typed.type)}",
            node.woorden,
            "past alleen bij een lijst",
            herstel=herstel,
            ook=[(node.lijst.start, node.lijst.einde, f"dit is {in_words(typed.type)}")],
        )
        return None
    waarden = _elements(context, env, node.waarden, element(typed.type) or typed.type)
    if waarden is None:
        return None
    return Bevat(typed.term, waarden, "alle" in node.woorden.tekst, *context.where(node))


def _presence(context: Context, env: Env, node: syntax.Presence) -> Conditie | None:
    woorden = _said(node.woorden)
    aard, aanwezig, ander = _PRESENCES[woorden]
    found: Found | None = None
    if isinstance(node.term, Word) and node.term.vorm in {"NAAM", "PAD"}:
        found = attribute(context, env, node.term)
        if found is None:
            return None
    if found is None or found.attribuut is None:
        context.report(
            "B07",
            f"`{woorden}` past alleen bij een kenmerk",
            (node.term.start, node.term.einde),
            "geen kenmerk",
            herstel=f"schrijf bijvoorbeeld `v.naam {woorden}`",
        )
        return None
    if found.attribuut.aard != aard:
        tekst = found.kenmerk.tekst
        context.report(
            "B08",
            f"`{woorden}` past niet bij `{tekst}`",
            node.woorden,
            f"`{tekst}` {_AARD[found.attribuut.aard]}",
            herstel=f"schrijf `{tekst} {ander}`",
            waarom="`is ingevuld` en `ontbreekt` gaan over de tekst van het besluit, "
            "`is er` en `is er niet` over feiten",
        )
        return None
    return Aanwezig(found.kenmerk, aanwezig, *context.where(node))


# ---------------------------------------------------------------- concepts


def _concept_use(context: Context, env: Env, node: syntax.ConceptUse) -> Conditie | None:
    concept = context.begrippen.get(node.begrip.tekst)
    if concept is None and context.onbekende_begrippen:
        return None
    if concept is None:
        context.report(
            "B05",
            f"er is geen begrip `{node.begrip.tekst[:60]}`",
            node.begrip,
            "onbekend begrip",
            herstel=_how_to_get(context, node.begrip.tekst),
            waarom="een begrip geldt na de plaats waar het staat; dat van een ander bestand alleen met "
            "`begrippen uit` in de kop",
        )
        for deel in node.termen:
            term(context, env, deel)
        return None
    concept.used = True
    parts = [
        part(context, env, deel) if isinstance(deel, Word) and deel.vorm in {"NAAM", "PAD"} else None
        for deel in node.termen
    ]
    begrip = concept.begrip
    if begrip is None or not _arguments_fit(context, env, node, begrip.soorten, parts):
        return None
    if not _within_budget(context, node, begrip.omvang):
        return None
    if context.depth + begrip.diepte > MAX_DEPTH:
        context.add(too_deep(context.source, node.start, node.einde))
        return None
    for naam, plek in concept.peilwaarden.items():
        context.peilwaarden.setdefault(naam, plek)
    argumenten = tuple([f.kenmerk for f in parts if f])
    conditie = _filled(context, begrip, tuple([(k.variabele, k.pad) for k in argumenten]))
    return BegripGebruik(begrip.naam, conditie, *context.where(node), begrip.definitie, argumenten)


def _how_to_get(context: Context, naam: str) -> str:
    """How a file comes by a concept that it does not know."""
    elders = next((v.naam for v in context.te_leen if any(b.naam == naam for b in v.begrippen)), None)
    if elders is not None:
        return f"zet in de kop: `begrippen uit {elders}`"
    return did_you_mean(
        naam, context.begrippen, "zet het begrip hierboven in dit bestand, met `begrip ... betekent ...`"
    )


def _filled(context: Context, begrip: Begrip, plekken: tuple[Plek, ...]) -> Conditie:
    """The condition of a concept for the parts at hand."""
    context.atoms += begrip.omvang
    context.deepest = max(context.deepest, context.depth + begrip.diepte)
    eerste = context.variabelen if begrip.bindt else 0
    context.variabelen += begrip.bindt
    sleutel = begrip.naam, plekken, eerste
    conditie = context.filled.get(sleutel)
    if conditie is None:
        conditie = context.filled[sleutel] = fill(begrip.conditie, plekken, eerste - len(plekken))
    return conditie


def _arguments_fit(
    context: Context, env: Env, node: syntax.ConceptUse, kinds: tuple[str, ...], parts: list[Found | None]
) -> bool:
    naam = node.begrip.tekst
    if len(parts) != len(kinds):
        aantal = f"{len(parts)} {'deel' if len(parts) == 1 else 'delen'}"
        voorbeeld = _fitting(env, kinds, parts)
        gebruik = f"{', '.join(voorbeeld)} {'voldoet' if len(kinds) == 1 else 'voldoen'} aan {naam}"
        context.report(
            "B13",
            f"het begrip `{naam}` is voor {one_of(kinds, verbinding='en')}, niet voor {aantal}",
            (node.start, node.begrip.einde),
            f"{len(parts)} genoemd",
            herstel=f"schrijf `{gebruik}`"
            if voorbeeld
            else f"noem achtereenvolgens {' en '.join(f'een {soort}' for soort in kinds)}",
        )
        return False
    goed = True
    for found, soort, deel in zip(parts, kinds, node.termen, strict=True):
        if found is None:
            if not isinstance(deel, Word) or deel.vorm not in {"NAAM", "PAD"}:
                context.report(
                    "B13",
                    f"het begrip `{naam}` is voor een {soort}",
                    (deel.start, deel.einde),
                    "geen deel van het dossier",
                    herstel=f"gebruik een variabele die een {soort} is",
                )
            goed = False
        elif found.kenmerk.doel != soort:
            context.report(
                "B13",
                f"het begrip `{naam}` is voor een {soort}, niet voor een {found.kenmerk.doel}",
                (deel.start, deel.einde),
                f"dit is een {found.kenmerk.doel}",
                herstel=f"gebruik een variabele die een {soort} is",
            )
            goed = False
    return goed


def _fitting(env: Env, kinds: tuple[str, ...], parts: list[Found | None]) -> list[str]:
    """For each kind a different part: one that was named, else a variable; empty when some kind has none."""
    bekend = {f.kenmerk.tekst: f.kenmerk.doel for f in parts if f is not None}
    for naam, bound in env.items():
        bekend.setdefault(naam, bound.soort)
    gekozen: list[str] = []
    for soort in kinds:
        past = next((n for n, doel in bekend.items() if doel == soort and n not in gekozen), None)
        if past is None:
            return []
        gekozen.append(past)
    return gekozen


def _within_budget(context: Context, node: syntax.ConceptUse, size: int) -> bool:
    """Concepts of concepts of concepts grow fast; the bounds keep every file quick to read."""
    context.expanded += size
    if size <= MAX_CONCEPT_SIZE and context.expanded <= MAX_EXPANSION:
        return True
    context.report(
        "L07",
        f"het begrip `{node.begrip.tekst}` wordt hier te groot",
        node.begrip,
        "begrippen in begrippen",
        herstel="gebruik minder begrippen binnen andere begrippen, of verdeel de regels over meer bestanden",
    )
    return False
