"""Terms: constants, attributes, named values and the sums that the language can make with them."""

from __future__ import annotations

from typing import NamedTuple

from dsl import syntax
from dsl.diagnostics import did_you_mean, one_of, shorten
from dsl.notation import NotationError, read_date, read_integer, read_quantity
from dsl.parsing import MAX_DEPTH, too_deep
from dsl.scope import Context, Env, Type, attribute, bereik, in_words, part, sort_of, unknown_word
from dsl.syntax import Expression, Word
from engine.rule import (
    Constante,
    DatedValue,
    Kenmerk,
    Leeftijd,
    PeildatumTerm,
    Periode,
    Rekening,
    Som,
    Term,
    Termijn,
    Waarde,
)
from engine.vocabulary import Keuze, Lijst, Scalar, Verwijzing

JA_NEE = Scalar("ja_nee")
GETAL = Scalar("getal")
DATUM = Scalar("datum")
_ADDABLE = frozenset({"getal", "bedrag", "tijd", "omvang"})


class Typed(NamedTuple):
    """A term with its static type."""

    term: Term
    type: Type


def term(context: Context, env: Env, node: Expression, expected: Type | None = None) -> Typed | None:
    """Look up a term; `expected` is the type of what it is compared with, if that is known."""
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
            case Word():
                return _word(context, env, node, expected)
            case syntax.Today():
                return Typed(PeildatumTerm(*context.where(node)), DATUM)
            case syntax.ValueOn():
                return _value_on(context, env, node)
            case syntax.Term():
                return _term(context, env, node)
            case syntax.Age():
                return _age(context, env, node)
            case syntax.Arithmetic():
                return _arithmetic(context, env, node)
            case syntax.Sum():
                return _sum(context, env, node)
    finally:
        context.depth -= 1


def literal(context: Context, node: Word) -> Typed | None:
    """A number, quantity, date, text, `ja` or `nee`; anything else is no literal."""
    waarde: Waarde
    try:
        match node.vorm:
            case "GETAL":
                soort, waarde = "getal", read_integer(node.tekst)
            case "GROOTHEID":
                soort, waarde = read_quantity(node.tekst)
            case "DATUM":
                soort, waarde = "datum", read_date(node.tekst)
            case "TEKST":
                soort, waarde = "tekst", node.tekst[1:-1]
            case _ if node.tekst in {"ja", "nee"}:
                soort, waarde = "ja_nee", node.tekst == "ja"
            case _:
                return None
    except NotationError as error:
        context.report_notation(error, node, "in deze schrijfwijze niet te lezen")
        return None
    return Typed(_constant(context, node, waarde, soort), Scalar(soort))


def _constant(context: Context, node: Word, waarde: Waarde, soort: str) -> Constante:
    return Constante(waarde, soort, *context.where(node))


def element(type_: Type | None) -> Type | None:
    """What a value in a list is; of anything else, itself."""
    return type_.element if isinstance(type_, Lijst) else type_


def _word(context: Context, env: Env, node: Word, expected: Type | None) -> Typed | None:
    expected = element(expected)
    if node.vorm not in {"NAAM", "PAD"}:
        return literal(context, node)
    if node.vorm == "NAAM":
        if isinstance(expected, Keuze) and node.tekst in expected.waarden:
            return Typed(_constant(context, node, node.tekst, "keuze"), expected)
        if node.tekst in {"ja", "nee"}:
            return literal(context, node)
        if node.tekst not in env:
            return _named(context, env, node, expected)
    found = attribute(context, env, node)
    return None if found is None else Typed(found.kenmerk, found.type)


def _named(context: Context, env: Env, node: Word, expected: Type | None) -> Typed | None:
    value = context.waarden.get(node.tekst)
    if value is not None:
        return _dated(context, node, node, None)
    if isinstance(expected, Keuze):
        context.report(
            "B04",
            f"`{shorten(node.tekst)}` is geen waarde van deze keuze",
            node,
            "onbekend woord",
            herstel=did_you_mean(
                node.tekst, expected.waarden, f"kies uit {one_of(expected.waarden, hoogstens=20)}"
            ),
            waarom=f"de keuze is {one_of(expected.waarden, hoogstens=20)}",
        )
    elif expected == JA_NEE:
        context.report(
            "B04",
            f"`{shorten(node.tekst)}` is niet `ja` of `nee`",
            node,
            "onbekend woord",
            herstel="schrijf `ja` of `nee`",
        )
    elif expected == Scalar("tekst"):
        context.report(
            "B02",
            f"`{shorten(node.tekst)}` is hier niet bekend",
            node,
            "geen variabele en geen `waarde`",
            herstel=f'zet een tekst tussen aanhalingstekens: `"{shorten(node.tekst)}"`',
        )
    else:
        unknown_word(context, env, node, node.start, node.einde, node.tekst)
    return None


def _dated(context: Context, naam: Word, node: Expression, op: Term | None) -> Typed | None:
    value = context.waarden[naam.tekst]
    value.used = True
    if value.perioden is None:
        return None
    if op is None or isinstance(op, PeildatumTerm):
        context.peilwaarden.setdefault(naam.tekst, (naam.start, naam.einde))
    tekst, plaats = context.where(node)
    return Typed(DatedValue(naam.tekst, value.perioden, op, value.soort, tekst, plaats), Scalar(value.soort))


def _date(context: Context, env: Env, node: Expression) -> Term | None:
    """A term that must be a date."""
    typed = term(context, env, node, DATUM)
    if typed is None:
        return None
    if typed.type != DATUM:
        context.report(
            "B06",
            f"hier hoort een datum, geen {in_words(typed.type).removeprefix('een ')}",
            (node.start, node.einde),
            f"dit is {in_words(typed.type)}",
            herstel="gebruik een datum: een kenmerk, `de peildatum` of `1 januari 2020`",
        )
        return None
    return typed.term


def _value_on(context: Context, env: Env, node: syntax.ValueOn) -> Typed | None:
    op = _date(context, env, node.op)
    if node.naam.tekst not in context.waarden:
        context.report(
            "B02",
            f"er is geen `waarde` met de naam `{shorten(node.naam.tekst)}`",
            node.naam,
            "onbekende waarde",
            herstel=did_you_mean(
                node.naam.tekst,
                context.waarden,
                f"zet bovenaan `waarde {shorten(node.naam.tekst)}` met de bedragen per periode",
            ),
        )
        return None
    typed = _dated(context, node.naam, node, op)
    return typed if op is not None else None


def _term(context: Context, env: Env, node: syntax.Term) -> Typed | None:
    vanaf = _date(context, env, node.vanaf)
    typed = literal(context, node.periode)
    if typed is None:
        return None
    assert isinstance(typed.term, Constante)
    periode = typed.term.waarde
    if not isinstance(periode, Periode):
        context.report(
            "B06",
            f"`{node.periode.tekst}` is {in_words(typed.type)}, geen termijn",
            node.periode,
            "geen termijn",
            herstel="tel in dagen, werkdagen, weken, maanden of jaren, zoals `6 weken na ...`",
        )
        return None
    if vanaf is None:
        return None
    tekst, plaats = context.where(node)
    return Typed(Termijn(periode, node.richting, vanaf, node.termijnenwet, tekst, plaats), DATUM)


def _age(context: Context, env: Env, node: syntax.Age) -> Typed | None:
    op = _date(context, env, node.op)
    found = part(context, env, node.wie)
    if found is None:
        return None
    assert isinstance(found.type, Verwijzing)
    geboorte = context.vocabulary.soorten[found.type.soort].kenmerken.get("geboortedatum")
    if geboorte is None:
        context.report(
            "B07",
            f"een {found.type.soort} heeft geen leeftijd",
            node.wie,
            "geen geboortedatum bekend in het begrippenkader",
            herstel="vraag de leeftijd van een persoon",
        )
        return None
    if op is None:
        return None
    k = found.kenmerk
    datum = Kenmerk(
        k.variabele, (*k.pad, "geboortedatum"), "datum", None, f"{k.tekst}.geboortedatum", k.plaats
    )
    tekst, plaats = context.where(node)
    return Typed(Leeftijd(datum, op, tekst, plaats), GETAL)


def _arithmetic(context: Context, env: Env, node: syntax.Arithmetic) -> Typed | None:
    links, rechts = term(context, env, node.links), term(context, env, node.rechts)
    if links is None or rechts is None:
        return None
    a, b = sort_of(links.type), sort_of(rechts.type)
    if node.bewerking == "maal":
        uitkomst = b if a == "getal" and b in _ADDABLE else a if b == "getal" and a in _ADDABLE else None
        herstel = "vermenigvuldig met een getal, zoals `v.bedrag maal 2`"
    else:
        uitkomst = a if a == b and a in _ADDABLE else None
        herstel = "tel alleen gelijke soorten bij elkaar op: getallen, bedragen, tijden of omvangen"
        if "datum" in {a, b}:
            herstel = "reken met datums als `6 weken na b.datum` of `6 weken voor b.datum`"
    if uitkomst is None:
        context.report(
            "B06",
            f"{in_words(links.type)} {node.bewerking} {in_words(rechts.type)} kan niet",
            (node.start, node.einde),
            f"{in_words(links.type)} en {in_words(rechts.type)}",
            herstel=herstel,
        )
        return None
    tekst, plaats = context.where(node)
    return Typed(Rekening(node.bewerking, links.term, rechts.term, uitkomst, tekst, plaats), Scalar(uitkomst))


def _sum(context: Context, env: Env, node: syntax.Sum) -> Typed | None:
    gevonden = bereik(context, env, node.bereik)
    if gevonden is None:
        return None
    over, binnen = gevonden
    found = attribute(context, binnen, node.kenmerk)
    if found is None:
        return None
    if sort_of(found.type) not in _ADDABLE:
        context.report(
            "B07",
            f"`{node.kenmerk.tekst}` is {in_words(found.type)} en is niet op te tellen",
            node.kenmerk,
            "niet op te tellen",
            herstel="tel een getal, bedrag, tijd of omvang op",
        )
        return None
    if found.kenmerk.variabele != over.variabele:
        context.report(
            "B02",
            f"`{node.kenmerk.tekst}` gaat niet over `{over.naam}`",
            node.kenmerk,
            "andere variabele",
            herstel=f"tel een kenmerk van `{over.naam}` op",
        )
        return None
    tekst, plaats = context.where(node)
    soort = sort_of(found.type)
    return Typed(Som(over, found.kenmerk, soort, tekst, plaats), Scalar(soort))
