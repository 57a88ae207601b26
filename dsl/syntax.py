"""The syntax tree: what was written, and where. Names are not yet looked up.

Every node has `start` and `einde`, offsets in the text of the file. `builder` of this module is what
the grammar calls for each rule that it recognises; the methods carry the names of `regels.lark`.
Nodes are named tuples, for there are many of them.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias, cast


class Word(NamedTuple):
    """A name, number, text or other single piece, as written. `vorm` is its terminal's name."""

    vorm: str
    tekst: str
    start: int
    einde: int


# ---------------------------------------------------------------- terms


class Today(NamedTuple):
    start: int
    einde: int


class ValueOn(NamedTuple):
    naam: Word
    op: Expression
    start: int
    einde: int


class Term(NamedTuple):
    periode: Word
    richting: int
    vanaf: Expression
    termijnenwet: bool
    start: int
    einde: int


class Age(NamedTuple):
    wie: Word
    op: Expression
    start: int
    einde: int


class Arithmetic(NamedTuple):
    bewerking: str
    links: Expression
    rechts: Expression
    start: int
    einde: int


class Range(NamedTuple):
    """`K x van v`: the kind, the variable, and where the parts belong to."""

    soort: Word
    naam: Word
    van: Word | None


class Sum(NamedTuple):
    kenmerk: Word
    bereik: Range
    start: int
    einde: int


Expression: TypeAlias = "Word | Today | ValueOn | Term | Age | Arithmetic | Sum"


# ---------------------------------------------------------------- conditions


class Junction(NamedTuple):
    """`en` or `of` between two or more conditions."""

    woord: str
    delen: tuple[Condition, ...]
    start: int
    einde: int


class Negation(NamedTuple):
    deel: Condition
    start: int
    einde: int


class Comparison(NamedTuple):
    woorden: Word
    links: Expression
    rechts: Expression
    start: int
    einde: int


class OneOf(NamedTuple):
    woorden: Word
    term: Expression
    waarden: tuple[Expression, ...]
    start: int
    einde: int


class Contains(NamedTuple):
    woorden: Word
    lijst: Expression
    waarden: tuple[Expression, ...]
    start: int
    einde: int


class Presence(NamedTuple):
    woorden: Word
    term: Expression
    start: int
    einde: int


class ConceptUse(NamedTuple):
    termen: tuple[Expression, ...]
    begrip: Word
    start: int
    einde: int


class Quantifier(NamedTuple):
    """`hoe` is `een`, `geen`, `elk`, `minstens`, `hoogstens` or `precies`."""

    hoe: str
    aantal: Word | None
    bereik: Range
    voorwaarde: Condition | None
    start: int
    einde: int


Condition: TypeAlias = (
    "Junction | Negation | Comparison | OneOf | Contains | Presence | ConceptUse | Quantifier"
)


# ---------------------------------------------------------------- blocks


class Validity(NamedTuple):
    vanaf: Word
    tot: Word | None
    start: int
    einde: int


class Section(NamedTuple):
    """One keyword with what follows it. `sleutel` is the name of its terminal."""

    sleutel: str
    inhoud: Any
    start: int
    einde: int


class Citation(NamedTuple):
    bron: Word
    delen: tuple[tuple[Word, Word], ...]
    start: int
    einde: int


class Unless(NamedTuple):
    naam: Word
    volgens: tuple[Citation, ...]
    voorwaarde: Condition
    start: int
    einde: int


class Parameter(NamedTuple):
    soort: Word
    naam: Word


class Binding(NamedTuple):
    binders: tuple[Parameter, ...]
    tweetal: bool
    start: int
    einde: int


class HeadBlock(NamedTuple):
    delen: tuple[Section, ...]
    start: int
    einde: int


class SourceBlock(NamedTuple):
    naam: Word
    soort: Word
    titel: Word
    kenmerk: Word
    start: int
    einde: int


class ValuePeriod(NamedTuple):
    geldig: Validity
    waarde: Word
    start: int
    einde: int


class ValueBlock(NamedTuple):
    naam: Word
    binnen: Section | None
    volgens: tuple[Citation, ...]
    perioden: tuple[ValuePeriod, ...]
    start: int
    einde: int


class ConceptBlock(NamedTuple):
    naam: Word
    parameters: tuple[Parameter, ...]
    voorwaarde: Condition
    start: int
    einde: int


class RuleBlock(NamedTuple):
    """`heel`: every part could be read; else some were left out, and their mistakes have been told."""

    id: Word
    titel: Word
    delen: tuple[Section, ...]
    start: int
    einde: int
    heel: bool = True


class RoomBlock(NamedTuple):
    naam: Word
    titel: Word
    delen: tuple[Section, ...]
    start: int
    einde: int


Block: TypeAlias = "HeadBlock | SourceBlock | ValueBlock | ConceptBlock | RuleBlock | RoomBlock"


# ---------------------------------------------------------------- from grammar to tree


def _span(stukken: list[Any]) -> tuple[int, int]:
    return stukken[0].start, stukken[-1].einde


def _range(soort: Word, naam: Word, rest: list[Any]) -> Range:
    van = next((stuk.inhoud for stuk in rest if stuk.__class__ is Section and stuk.sleutel == "VAN"), None)
    return Range(soort, naam, van)


class Builder:
    """One method per grammar rule; each gets what the rule is made of in order, words included."""

    # -- head and blocks

    def kop(self, c: list[Any]) -> HeadBlock:
        return HeadBlock(tuple(c), c[0].start if c else 0, c[-1].einde if c else 0)

    def kop_deel(self, c: list[Any]) -> Section:
        if isinstance(c[0], Section):
            return c[0]
        return Section(c[0].vorm, c[1], *_span(c))

    def geldig(self, c: list[Any]) -> Section:
        return Section("GELDIG_VANAF", self._validity(c), *_span(c))

    def kenbaar(self, c: list[Any]) -> Section:
        return Section("KENBAAR_VANAF", c[1], *_span(c))

    def _validity(self, c: list[Any]) -> Validity:
        tot = c[3] if len(c) > 3 and c[2].vorm == "TOT" else None
        return Validity(c[1], tot, c[0].start, (tot or c[1]).einde)

    def bron(self, c: list[Any]) -> SourceBlock:
        return SourceBlock(c[1], c[3], c[4], c[5], *_span(c))

    def waarde(self, c: list[Any]) -> ValueBlock:
        return ValueBlock(
            c[1],
            next((stuk for stuk in c[2:] if stuk.__class__ is Section and stuk.sleutel == "BINNEN"), None),
            tuple(stuk.inhoud for stuk in c[2:] if stuk.__class__ is Section and stuk.sleutel == "VOLGENS"),
            tuple(stuk for stuk in c[2:] if stuk.__class__ is ValuePeriod),
            *_span(c),
        )

    def periode(self, c: list[Any]) -> ValuePeriod:
        return ValuePeriod(self._validity(c[:-2]), c[-1], *_span(c))

    def begrip(self, c: list[Any]) -> ConceptBlock:
        parameters = tuple(stuk for stuk in c if stuk.__class__ is Parameter)
        return ConceptBlock(c[1], parameters, c[-1], *_span(c))

    def parameter(self, c: list[Any]) -> Parameter:
        return Parameter(c[0], c[1])

    def regel(self, c: list[Any]) -> RuleBlock:
        return RuleBlock(c[1], c[2], tuple(c[3:]), *_span(c))

    def ruimte(self, c: list[Any]) -> RoomBlock:
        return RoomBlock(c[1], c[2], tuple(c[3:]), *_span(c))

    def binnen(self, c: list[Any]) -> Section:
        return Section("BINNEN", c[1], *_span(c))

    def woorden_deel(self, c: list[Any]) -> Section:
        return Section(c[0].vorm, tuple(c[1::2]), *_span(c))

    def grens(self, c: list[Any]) -> Section:
        return Section("HOOGSTENS", c[1], *_span(c))

    def woord_deel(self, c: list[Any]) -> Section:
        return Section(c[0].vorm, c[1], *_span(c))

    def voorwaarde_deel(self, c: list[Any]) -> Section:
        return Section(c[0].vorm, c[1], *_span(c))

    def voor_dossier(self, c: list[Any]) -> Section:
        return Section("VOOR", Binding((), False, *_span(c)), *_span(c))

    def voor_elk(self, c: list[Any]) -> Section:
        binders = tuple(c[1::2])
        start, einde = c[0].start, binders[-1].naam.einde
        return Section("VOOR", Binding(binders, False, start, einde), start, einde)

    def voor_tweetal(self, c: list[Any]) -> Section:
        soort = c[1]
        binders = (Parameter(soort, c[2]), Parameter(soort, c[4]))
        return Section("VOOR", Binding(binders, True, *_span(c)), *_span(c))

    def tenzij(self, c: list[Any]) -> Section:
        volgens = tuple(stuk.inhoud for stuk in c if stuk.__class__ is Section)
        return Section("TENZIJ", Unless(c[1], volgens, c[-1], *_span(c)), *_span(c))

    def volgens(self, c: list[Any]) -> Section:
        delen = tuple((c[i], c[i + 1]) for i in range(2, len(c), 2))
        return Section("VOLGENS", Citation(c[1], delen, *_span(c)), *_span(c))

    # -- conditions

    def of(self, c: list[Any]) -> Junction:
        return Junction("of", tuple(c[::2]), *_span(c))

    def en(self, c: list[Any]) -> Junction:
        return Junction("en", tuple(c[::2]), *_span(c))

    def groep(self, c: list[Any]) -> Condition:
        """The brackets belong to the words of what is inside them."""
        return cast("Condition", c[1]._replace(start=c[0].start, einde=c[2].einde))

    def niet(self, c: list[Any]) -> Negation:
        return Negation(c[2], *_span(c))

    def vergelijking(self, c: list[Any]) -> Comparison:
        return Comparison(c[1], c[0], c[2], *_span(c))

    def een_van(self, c: list[Any]) -> OneOf:
        return OneOf(c[1], c[0], tuple(c[2::2]), *_span(c))

    def bevat(self, c: list[Any]) -> Contains:
        return Contains(c[1], c[0], tuple(c[2::2]), *_span(c))

    def aanwezig(self, c: list[Any]) -> Presence:
        return Presence(c[1], c[0], *_span(c))

    def voldoet(self, c: list[Any]) -> ConceptUse:
        return ConceptUse(tuple(c[:-2:2]), c[-1], *_span(c))

    def telling(self, c: list[Any]) -> Quantifier:
        kop, rest = c[0], c[1:]
        aantal = rest.pop(0) if kop.vorm == "ER_ZIJN" else None
        hoe = "elk" if kop.vorm == "VOOR_ELK" else kop.tekst.split()[-1]
        if kop.vorm == "VOOR_ELK":
            voorwaarde = rest[-1]
        else:
            voorwaarde = next(
                (stuk.inhoud for stuk in rest if stuk.__class__ is Section and stuk.sleutel == "WAARVOOR"),
                None,
            )
        return Quantifier(hoe, aantal, _range(rest[0], rest[1], rest[2:]), voorwaarde, *_span(c))

    def van(self, c: list[Any]) -> Section:
        return Section("VAN", c[1], *_span(c))

    def waarvoor(self, c: list[Any]) -> Section:
        return Section("WAARVOOR", c[1], *_span(c))

    # -- terms

    def rekening(self, c: list[Any]) -> Arithmetic:
        return Arithmetic(c[1].tekst, c[0], c[2], *_span(c))

    def peildatum(self, c: list[Any]) -> Today:
        return Today(*_span(c))

    def waarde_op(self, c: list[Any]) -> ValueOn:
        return ValueOn(c[0], c[2], *_span(c))

    def termijn(self, c: list[Any]) -> Term:
        richting = 1 if c[1].vorm == "NA" else -1
        return Term(c[0], richting, c[2], len(c) > 3, *_span(c))

    def leeftijd(self, c: list[Any]) -> Age:
        return Age(c[1], c[3], *_span(c))

    def som(self, c: list[Any]) -> Sum:
        return Sum(c[1], _range(c[3], c[4], c[5:]), *_span(c))
