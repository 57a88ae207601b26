"""The syntax tree: what was written, and where. Names are not yet looked up.

Every node has `start` and `einde`, offsets in the text of the file. `builder` of this module is what
the grammar calls for each rule that it recognises; the methods carry the names of `regels.lark`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, NamedTuple, TypeAlias, cast

from lark import Token


class Word(NamedTuple):
    """A name, number, text or other single piece, as written. `vorm` is its terminal's name.

    A named tuple, for there are many of them.
    """

    vorm: str
    tekst: str
    start: int
    einde: int


# ---------------------------------------------------------------- terms


@dataclass(frozen=True, slots=True)
class Today:
    start: int
    einde: int


@dataclass(frozen=True, slots=True)
class ValueOn:
    naam: Word
    op: Expression
    start: int
    einde: int


@dataclass(frozen=True, slots=True)
class Term:
    periode: Word
    richting: int
    vanaf: Expression
    termijnenwet: bool
    start: int
    einde: int


@dataclass(frozen=True, slots=True)
class Age:
    wie: Word
    op: Expression
    start: int
    einde: int


@dataclass(frozen=True, slots=True)
class Arithmetic:
    bewerking: str
    links: Expression
    rechts: Expression
    start: int
    einde: int


@dataclass(frozen=True, slots=True)
class Range:
    """`K x van v`: the kind, the variable, and where the parts belong to."""

    soort: Word
    naam: Word
    van: Word | None


@dataclass(frozen=True, slots=True)
class Sum:
    kenmerk: Word
    bereik: Range
    start: int
    einde: int


Expression: TypeAlias = "Word | Today | ValueOn | Term | Age | Arithmetic | Sum"


# ---------------------------------------------------------------- conditions


@dataclass(frozen=True, slots=True)
class Junction:
    """`en` or `of` between two or more conditions."""

    woord: str
    delen: tuple[Condition, ...]
    start: int
    einde: int


@dataclass(frozen=True, slots=True)
class Negation:
    deel: Condition
    start: int
    einde: int


@dataclass(frozen=True, slots=True)
class Comparison:
    woorden: Word
    links: Expression
    rechts: Expression
    start: int
    einde: int


@dataclass(frozen=True, slots=True)
class OneOf:
    woorden: Word
    term: Expression
    waarden: tuple[Expression, ...]
    start: int
    einde: int


@dataclass(frozen=True, slots=True)
class Contains:
    woorden: Word
    lijst: Expression
    waarden: tuple[Expression, ...]
    start: int
    einde: int


@dataclass(frozen=True, slots=True)
class Presence:
    woorden: Word
    term: Expression
    start: int
    einde: int


@dataclass(frozen=True, slots=True)
class ConceptUse:
    termen: tuple[Expression, ...]
    begrip: Word
    start: int
    einde: int


@dataclass(frozen=True, slots=True)
class Quantifier:
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


@dataclass(frozen=True, slots=True)
class Validity:
    vanaf: Word
    tot: Word | None
    start: int
    einde: int


@dataclass(frozen=True, slots=True)
class Section:
    """One keyword with what follows it. `sleutel` is the name of its terminal."""

    sleutel: str
    inhoud: Any
    start: int
    einde: int


@dataclass(frozen=True, slots=True)
class Citation:
    bron: Word
    delen: tuple[tuple[Word, Word], ...]
    start: int
    einde: int


@dataclass(frozen=True, slots=True)
class Unless:
    naam: Word
    volgens: tuple[Citation, ...]
    voorwaarde: Condition
    start: int
    einde: int


@dataclass(frozen=True, slots=True)
class Parameter:
    soort: Word
    naam: Word


@dataclass(frozen=True, slots=True)
class Binding:
    binders: tuple[Parameter, ...]
    tweetal: bool
    start: int
    einde: int


@dataclass(frozen=True, slots=True)
class HeadBlock:
    delen: tuple[Section, ...]
    start: int
    einde: int


@dataclass(frozen=True, slots=True)
class SourceBlock:
    naam: Word
    soort: Word
    titel: Word
    kenmerk: Word
    start: int
    einde: int


@dataclass(frozen=True, slots=True)
class ValuePeriod:
    geldig: Validity
    waarde: Word
    start: int
    einde: int


@dataclass(frozen=True, slots=True)
class ValueBlock:
    naam: Word
    binnen: Section | None
    volgens: tuple[Citation, ...]
    perioden: tuple[ValuePeriod, ...]
    start: int
    einde: int


@dataclass(frozen=True, slots=True)
class ConceptBlock:
    naam: Word
    parameters: tuple[Parameter, ...]
    voorwaarde: Condition
    start: int
    einde: int


@dataclass(frozen=True, slots=True)
class RuleBlock:
    """`heel`: every part could be read; else some were left out, and their mistakes have been told."""

    id: Word
    titel: Word
    delen: tuple[Section, ...]
    start: int
    einde: int
    heel: bool = True


@dataclass(frozen=True, slots=True)
class RoomBlock:
    naam: Word
    titel: Word
    delen: tuple[Section, ...]
    start: int
    einde: int


Block: TypeAlias = "HeadBlock | SourceBlock | ValueBlock | ConceptBlock | RuleBlock | RoomBlock"


# ---------------------------------------------------------------- from grammar to tree


def _word(token: Token) -> Word:
    return Word(token.type, str(token), token.start_pos or 0, token.end_pos or 0)


def _start(stuk: Any) -> int:
    return cast(int, stuk.start_pos if isinstance(stuk, Token) else stuk.start)


def _einde(stuk: Any) -> int:
    return cast(int, stuk.end_pos if isinstance(stuk, Token) else stuk.einde)


def _span(stukken: list[Any]) -> tuple[int, int]:
    return _start(stukken[0]), _einde(stukken[-1])


def _range(soort: Token, naam: Token, rest: list[Any]) -> Range:
    van = next((stuk.inhoud for stuk in rest if stuk.__class__ is Section and stuk.sleutel == "VAN"), None)
    return Range(_word(soort), _word(naam), van)


class Builder:
    """One method per grammar rule; each gets the children in order, tokens included."""

    # -- head and blocks

    def kop(self, c: list[Any]) -> HeadBlock:
        return HeadBlock(tuple(c), c[0].start if c else 0, c[-1].einde if c else 0)

    def kop_deel(self, c: list[Any]) -> Section:
        if isinstance(c[0], Section):
            return c[0]
        return Section(c[0].type, _word(c[1]), *_span(c))

    def geldig(self, c: list[Any]) -> Section:
        return Section("GELDIG_VANAF", self._validity(c), *_span(c))

    def kenbaar(self, c: list[Any]) -> Section:
        return Section("KENBAAR_VANAF", _word(c[1]), *_span(c))

    def _validity(self, c: list[Any]) -> Validity:
        tot = c[3] if len(c) > 3 and c[2].type == "TOT" else None
        return Validity(
            _word(c[1]), _word(tot) if tot is not None else None, _start(c[0]), _einde(tot or c[1])
        )

    def bron(self, c: list[Any]) -> SourceBlock:
        return SourceBlock(_word(c[1]), _word(c[3]), _word(c[4]), _word(c[5]), *_span(c))

    def waarde(self, c: list[Any]) -> ValueBlock:
        return ValueBlock(
            _word(c[1]),
            next((stuk for stuk in c[2:] if stuk.__class__ is Section and stuk.sleutel == "BINNEN"), None),
            tuple(stuk.inhoud for stuk in c[2:] if stuk.__class__ is Section and stuk.sleutel == "VOLGENS"),
            tuple(stuk for stuk in c[2:] if stuk.__class__ is ValuePeriod),
            *_span(c),
        )

    def periode(self, c: list[Any]) -> ValuePeriod:
        return ValuePeriod(self._validity(c[:-2]), c[-1], *_span(c))

    def begrip(self, c: list[Any]) -> ConceptBlock:
        parameters = tuple(stuk for stuk in c if stuk.__class__ is Parameter)
        return ConceptBlock(_word(c[1]), parameters, c[-1], *_span(c))

    def parameter(self, c: list[Any]) -> Parameter:
        return Parameter(_word(c[0]), _word(c[1]))

    def regel(self, c: list[Any]) -> RuleBlock:
        return RuleBlock(_word(c[1]), _word(c[2]), tuple(c[3:]), *_span(c))

    def ruimte(self, c: list[Any]) -> RoomBlock:
        return RoomBlock(_word(c[1]), _word(c[2]), tuple(c[3:]), *_span(c))

    def binnen(self, c: list[Any]) -> Section:
        return Section("BINNEN", _word(c[1]), *_span(c))

    def woorden_deel(self, c: list[Any]) -> Section:
        return Section(c[0].type, tuple(_word(stuk) for stuk in c[1::2]), *_span(c))

    def grens(self, c: list[Any]) -> Section:
        return Section("HOOGSTENS", c[1], *_span(c))

    def woord_deel(self, c: list[Any]) -> Section:
        return Section(c[0].type, _word(c[1]), *_span(c))

    def voorwaarde_deel(self, c: list[Any]) -> Section:
        return Section(c[0].type, c[1], *_span(c))

    def voor_dossier(self, c: list[Any]) -> Section:
        return Section("VOOR", Binding((), False, *_span(c)), *_span(c))

    def voor_elk(self, c: list[Any]) -> Section:
        binders = tuple(c[1::2])
        start, einde = _start(c[0]), binders[-1].naam.einde
        return Section("VOOR", Binding(binders, False, start, einde), start, einde)

    def voor_tweetal(self, c: list[Any]) -> Section:
        soort = _word(c[1])
        binders = (Parameter(soort, _word(c[2])), Parameter(soort, _word(c[4])))
        return Section("VOOR", Binding(binders, True, *_span(c)), *_span(c))

    def tenzij(self, c: list[Any]) -> Section:
        volgens = tuple(stuk.inhoud for stuk in c if stuk.__class__ is Section)
        return Section("TENZIJ", Unless(_word(c[1]), volgens, c[-1], *_span(c)), *_span(c))

    def volgens(self, c: list[Any]) -> Section:
        delen = tuple((_word(c[i]), _word(c[i + 1])) for i in range(2, len(c), 2))
        return Section("VOLGENS", Citation(_word(c[1]), delen, *_span(c)), *_span(c))

    # -- conditions

    def of(self, c: list[Any]) -> Junction:
        return Junction("of", tuple(c[::2]), *_span(c))

    def en(self, c: list[Any]) -> Junction:
        return Junction("en", tuple(c[::2]), *_span(c))

    def groep(self, c: list[Any]) -> Condition:
        """The brackets belong to the words of what is inside them."""
        return cast("Condition", replace(c[1], start=_start(c[0]), einde=_einde(c[2])))

    def niet(self, c: list[Any]) -> Negation:
        return Negation(c[2], *_span(c))

    def vergelijking(self, c: list[Any]) -> Comparison:
        return Comparison(_word(c[1]), c[0], c[2], *_span(c))

    def een_van(self, c: list[Any]) -> OneOf:
        return OneOf(_word(c[1]), c[0], tuple(c[2::2]), *_span(c))

    def bevat(self, c: list[Any]) -> Contains:
        return Contains(_word(c[1]), c[0], tuple(c[2::2]), *_span(c))

    def aanwezig(self, c: list[Any]) -> Presence:
        return Presence(_word(c[1]), c[0], *_span(c))

    def voldoet(self, c: list[Any]) -> ConceptUse:
        return ConceptUse(tuple(c[:-2:2]), _word(c[-1]), *_span(c))

    def telling(self, c: list[Any]) -> Quantifier:
        kop, rest = c[0], c[1:]
        aantal = _word(rest.pop(0)) if kop.type == "ER_ZIJN" else None
        hoe = "elk" if kop.type == "VOOR_ELK" else str(kop).split()[-1]
        if kop.type == "VOOR_ELK":
            voorwaarde = rest[-1]
        else:
            voorwaarde = next(
                (stuk.inhoud for stuk in rest if stuk.__class__ is Section and stuk.sleutel == "WAARVOOR"),
                None,
            )
        return Quantifier(hoe, aantal, _range(rest[0], rest[1], rest[2:]), voorwaarde, *_span(c))

    def van(self, c: list[Any]) -> Section:
        return Section("VAN", _word(c[1]), *_span(c))

    def waarvoor(self, c: list[Any]) -> Section:
        return Section("WAARVOOR", c[1], *_span(c))

    # -- terms

    def rekening(self, c: list[Any]) -> Arithmetic:
        return Arithmetic(str(c[1]), c[0], c[2], *_span(c))

    def letterlijk(self, c: list[Any]) -> Word:
        return _word(c[0])

    def pad(self, c: list[Any]) -> Word:
        return _word(c[0])

    def peildatum(self, c: list[Any]) -> Today:
        return Today(*_span(c))

    def waarde_op(self, c: list[Any]) -> ValueOn:
        return ValueOn(_word(c[0]), c[2], *_span(c))

    def termijn(self, c: list[Any]) -> Term:
        richting = 1 if c[1].type == "NA" else -1
        return Term(_word(c[0]), richting, c[2], len(c) > 3, *_span(c))

    def leeftijd(self, c: list[Any]) -> Age:
        return Age(_word(c[1]), c[3], *_span(c))

    def som(self, c: list[Any]) -> Sum:
        return Sum(_word(c[1]), _range(c[3], c[4], c[5:]), *_span(c))
