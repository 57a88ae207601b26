"""What a word can mean at a place in a rule: variables, attributes, kinds, and their types.

`Context` is the state of reading one file. Everything here answers `None` after it has reported a
diagnostic, so that the caller can go on with what is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, Protocol, TypeAlias

from dsl.diagnostics import MAX_MESSAGES, Diagnostic, diagnose, did_you_mean, one_of, shorten
from dsl.filling import Plek
from dsl.notation import NotationError
from dsl.source import Source
from dsl.syntax import Range, Word
from engine.rule import (
    Begrip,
    Benoemd,
    Bereik,
    Bron,
    Conditie,
    Constante,
    Geldigheid,
    Kenmerk,
    Plaats,
    Regelset,
    Vindplaats,
)
from engine.vocabulary import (
    Attribuut,
    Keuze,
    Lijst,
    Scalar,
    Structuur,
    Verwijzing,
    Verzameling,
    Vocabulary,
    omvang_kenmerken,
)

Type: TypeAlias = "Scalar | Keuze | Verwijzing | Lijst | Structuur | Verzameling"

ROOT = "dossier"


class Node(Protocol):
    """Anything in the syntax tree that knows where it stands."""

    @property
    def start(self) -> int: ...
    @property
    def einde(self) -> int: ...


MAX_CONCEPT_SIZE = 500
MAX_EXPANSION = 20_000

_WORDS = {
    "ja_nee": "ja of nee",
    "tekst": "een tekst",
    "getal": "een getal",
    "bedrag": "een bedrag",
    "datum": "een datum",
    "tijd": "een duur in tijd",
    "periode": "een termijn",
    "omvang": "een omvang per periode",
}
_SORTS: dict[type, str] = {
    Keuze: "keuze",
    Verwijzing: "verwijzing",
    Lijst: "lijst",
    Structuur: "structuur",
    Verzameling: "verzameling",
}


def sort_of(type_: Type) -> str:
    """The type's name as `engine.rule` writes it."""
    return type_.naam if isinstance(type_, Scalar) else _SORTS[type(type_)]


def in_words(type_: Type) -> str:
    """The type's name as an author reads it."""
    match type_:
        case Scalar():
            return _WORDS.get(type_.naam, f"een {type_.naam}")
        case Keuze():
            return "een keuze uit vaste woorden"
        case Verwijzing():
            return f"een {type_.soort}"
        case Lijst():
            return "een lijst"
        case Verzameling():
            return f"een verzameling van soort {type_.soort}"
        case _:
            return "een groep kenmerken"


@dataclass(frozen=True, slots=True)
class Bound:
    """What a variable stands for: a part, reached from a binder by `pad`, and where it was named."""

    variabele: int
    pad: tuple[str, ...]
    soort: str
    plek: tuple[int, int]


Env: TypeAlias = Mapping[str, Bound]


@dataclass(slots=True)
class Concept:
    """A concept, and where this file gives it its name: its definition, or `begrippen uit` in the head.

    `peilwaarden`: see `Context`.
    """

    naam: Word
    begrip: Begrip | None
    """`None` when it has mistakes of its own: its uses are then left alone."""
    peilwaarden: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    used: bool = False


@dataclass(slots=True)
class NamedValue:
    naam: Word
    perioden: tuple[tuple[Geldigheid, Constante], ...] | None
    soort: str
    used: bool = False


@dataclass(slots=True)
class NamedSource:
    naam: Word
    bron: Bron
    used: bool = False


@dataclass(slots=True)
class Context:
    """One file while it is being read."""

    source: Source
    vocabulary: Vocabulary
    digest: str = ""
    """Of the text, and of what it may have concepts from."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    bronnen: dict[str, NamedSource] = field(default_factory=dict)
    waarden: dict[str, NamedValue] = field(default_factory=dict)
    steun: list[tuple[str, Vindplaats, Geldigheid]] = field(default_factory=list)
    """The places on which the named values rest, with the days for which they have a value."""
    benoemd: list[Benoemd] = field(default_factory=list)
    """What the file defines by name, for who compares files."""
    peilwaarden: dict[str, tuple[int, int]] = field(default_factory=dict)
    """The named values that the rule at hand needs on the peildatum, with where it first does."""
    begrippen: dict[str, Concept] = field(default_factory=dict)
    onbekende_begrippen: bool = False
    """Whether the head names a topic whose concepts are not there: that has been told."""
    te_leen: Sequence[Regelset] = ()
    """What the head may name for its concepts, the nearest first."""
    nested: dict[tuple[str, str], tuple[list[str], list[str]]] = field(default_factory=dict)
    """Per owner and kind: the nested maps of that kind, and the references back."""
    variabelen: int = 0
    """The next free variable of the rule at hand."""
    fouten: int = 0
    waarschuwingen: int = 0
    depth: int = 0
    deepest: int = 0
    """The greatest `depth` of the concept at hand."""
    atoms: int = 0
    expanded: int = 0
    filled: dict[tuple[str, tuple[Plek, ...], int], Conditie] = field(default_factory=dict)
    """The uses of concepts so far; many rules use one for the same variables."""

    def report(
        self,
        code: str,
        zin: str,
        node: Word | tuple[int, int],
        label: str,
        *,
        herstel: str,
        waarom: str | None = None,
        ook: Iterable[tuple[int, int, str]] = (),
    ) -> None:
        plek = (node.start, node.einde) if isinstance(node, Word) else node
        self.add(
            diagnose(self.source, code, zin, plek, label, herstel=herstel, waarom=waarom, ook=tuple(ook))
        )

    def add(self, diagnostic: Diagnostic) -> None:
        """Errors and warnings are told up to `MAX_MESSAGES` of each."""
        self.fouten += diagnostic.fout
        self.waarschuwingen += not diagnostic.fout
        if (self.fouten if diagnostic.fout else self.waarschuwingen) <= MAX_MESSAGES:
            self.diagnostics.append(diagnostic)

    @property
    def full(self) -> bool:
        """So many errors that reading on helps nobody; warnings never stop it, for that would drop rules."""
        return self.fouten >= MAX_MESSAGES

    def report_notation(self, error: NotationError, node: Word, label: str) -> None:
        self.report(error.code, error.zin, node, label, herstel=error.herstel, waarom=error.waarom)

    def fresh(self) -> int:
        self.variabelen += 1
        return self.variabelen - 1

    def words(self, start: int, einde: int) -> str:
        return self.source.words(start, einde)

    def where(self, node: Node) -> tuple[str, Plaats]:
        """The last two fields of every node of a rule."""
        return self.source.words(node.start, node.einde), self.source.plaats(node.start, node.einde)

    def plaats(self, start: int, einde: int) -> Plaats:
        return self.source.plaats(start, einde)


# ---------------------------------------------------------------- kinds and variables


def kind(context: Context, woord: Word, *, meervoud: bool = False) -> str | None:
    """The kind that a word names; where more than one is meant, its plural will do."""
    soorten = context.vocabulary.soorten
    if woord.tekst in soorten and woord.tekst != ROOT:
        return woord.tekst
    if meervoud:
        for naam, soort in soorten.items():
            if soort.meervoud == woord.tekst:
                return naam
    namen = [naam for naam in soorten if naam != ROOT]
    meer = next((n for n in namen if soorten[n].meervoud == woord.tekst), None)
    context.report(
        "B01",
        f"`{shorten(woord.tekst)}` is geen soort uit het begrippenkader",
        woord,
        "onbekende soort",
        herstel=f"bedoelt u `{meer}`?"
        if meer
        else did_you_mean(woord.tekst, namen, f"kies uit {one_of(namen, hoogstens=20)}"),
    )
    return None


def bind(context: Context, env: Env, woord: Word, bound: Bound) -> dict[str, Bound]:
    """The environment with one variable more; a name that is taken is reported."""
    eerder = env.get(woord.tekst)
    if eerder is not None:
        context.report(
            "B11",
            f"de naam `{woord.tekst}` is al gebruikt",
            woord,
            "tweede keer dezelfde naam",
            herstel="kies een andere letter of een ander woord",
            ook=[(*eerder.plek, f"`{woord.tekst}` is hier al een {eerder.soort}")],
        )
    return {**env, woord.tekst: bound}


def unknown_word(context: Context, env: Env, woord: Word, start: int, einde: int, tekst: str) -> None:
    bekend = [*env, ROOT, *context.waarden]
    context.report(
        "B02",
        f"`{shorten(tekst)}` is hier niet bekend",
        (start, einde),
        "geen variabele en geen `waarde`",
        herstel=did_you_mean(
            tekst, bekend, f"gebruik {one_of(bekend, hoogstens=12)}, of geef dit eerst een naam"
        ),
        waarom="een woord moet eerder een naam hebben gekregen, met `voor elke`, `er is een` of `waarde`",
    )


# ---------------------------------------------------------------- attributes


class Found(NamedTuple):
    """An attribute with its static type; `attribuut` is absent when the path is a variable alone."""

    kenmerk: Kenmerk
    type: Type
    attribuut: Attribuut | None


MAX_REMEMBERED = 200
"""Of paths to at most so many characters it is remembered where they lead."""


class _Reached(NamedTuple):
    """How far steps lead from a part of a kind, what is there, and the attributes for a next step."""

    stappen: int
    pad: tuple[str, ...]
    type: Type
    attribuut: Attribuut | None
    eigenaar: str
    kenmerken: Mapping[str, Attribuut]


@lru_cache(maxsize=4096)
def _follow(vocabulary: Vocabulary, soort: str, stappen: tuple[str, ...]) -> _Reached:
    pad: list[str] = []
    prefix = ""
    bereikt = _Reached(0, (), Verwijzing(soort), None, f"een {soort}", vocabulary.soorten[soort].kenmerken)
    for nummer, stap in enumerate(stappen, 1):
        attribuut = bereikt.kenmerken.get(stap)
        if attribuut is None:
            break
        type_: Type = attribuut.type
        eigenaar, kenmerken = f"`{stap}`", bereikt.kenmerken
        if nummer < len(stappen):
            match type_:
                case Structuur():
                    prefix, kenmerken = f"{prefix}{stap}.", type_.kenmerken
                case Scalar(naam="omvang"):
                    prefix, kenmerken = f"{prefix}{stap}.", omvang_kenmerken()
                case Verwijzing():
                    pad.append(prefix + stap)
                    prefix, eigenaar = "", f"een {type_.soort}"
                    kenmerken = vocabulary.soorten[type_.soort].kenmerken
                case _:
                    return bereikt._replace(type=type_)
        else:
            pad.append(prefix + stap)
        bereikt = _Reached(nummer, tuple(pad), type_, attribuut, eigenaar, kenmerken)
    return bereikt


def attribute(context: Context, env: Env, woord: Word, *, offset: int = 0) -> Found | None:
    """Follow `v.kenmerk.kenmerk` from its variable; `offset` shifts places within a text."""
    eerste, *stappen = woord.tekst.split(".")
    plek = woord.start + offset
    bound = env.get(eerste)
    if bound is None and eerste == ROOT and stappen:
        bound = Bound(-1, (), ROOT, (plek, plek + len(eerste)))
    if bound is None:
        unknown_word(context, env, woord, plek, plek + len(eerste), eerste)
        return None
    # What is remembered is no longer than a path can sensibly be; an author's nonsense is not kept.
    volg = _follow if len(woord.tekst) <= MAX_REMEMBERED else _follow.__wrapped__
    bereikt = volg(context.vocabulary, bound.soort, tuple(stappen))
    if bereikt.stappen < len(stappen):
        _stopped(context, bound, [eerste, *stappen], bereikt, plek)
        return None
    type_ = bereikt.type
    doel = type_.soort if isinstance(type_, Verwijzing | Verzameling) else None
    kenmerk = Kenmerk(
        bound.variabele,
        (*bound.pad, *bereikt.pad),
        sort_of(type_),
        doel,
        woord.tekst,
        context.plaats(plek, plek + len(woord.tekst)),
    )
    return Found(kenmerk, type_, bereikt.attribuut)


def _stopped(context: Context, bound: Bound, namen: Sequence[str], bereikt: _Reached, plek: int) -> None:
    """Say why the next step cannot be made. `namen`: the variable and the steps; `plek`: where they start."""
    gezet = namen[: bereikt.stappen + 1]
    stap = namen[len(gezet)]
    plek += sum(len(naam) + 1 for naam in gezet)
    if stap in bereikt.kenmerken:
        _no_further(context, ".".join([*gezet, stap]), stap, bereikt.type, plek)
    else:
        eigenaar = bereikt.eigenaar if len(gezet) > 1 or bound.variabele >= 0 else "het dossier"
        _unknown_attribute(context, bound, namen[0], stap, eigenaar, bereikt.kenmerken, plek)


def _unknown_attribute(
    context: Context,
    bound: Bound,
    naam: str,
    stap: str,
    eigenaar: str,
    kenmerken: Mapping[str, Attribuut],
    plek: int,
) -> None:
    ook = [(*bound.plek, f"`{naam}` is hier een {bound.soort}")] if bound.variabele >= 0 else []
    context.report(
        "B03",
        f"{eigenaar} heeft geen kenmerk `{shorten(stap)}`",
        (plek, plek + len(stap)),
        "onbekend kenmerk",
        herstel=did_you_mean(stap, kenmerken, f"kies uit {one_of(kenmerken, hoogstens=12)}"),
        waarom="regels mogen alleen woorden gebruiken uit het begrippenkader",
        ook=ook,
    )


def _no_further(context: Context, pad: str, stap: str, type_: Type, plek: int) -> None:
    meer = isinstance(type_, Lijst | Verzameling)
    soort = type_.soort if isinstance(type_, Verzameling) else None
    van = pad.rsplit(".", 1)[0]
    if soort is not None:
        herstel = f"schrijf `er is een {soort} x{'' if van == ROOT else f' van {van}'} waarvoor ...`"
    elif meer:
        herstel = f"vraag naar de hele lijst, met `{pad} bevat ...`"
    else:
        herstel = f"laat weg wat achter `{pad}` staat"
    context.report(
        "B10",
        f"`{pad}` is {in_words(type_)} en heeft zelf geen kenmerken",
        (plek, plek + len(stap)),
        "meer dan een" if meer else "een enkele waarde",
        herstel=herstel,
    )


# ---------------------------------------------------------------- ranges


def part(context: Context, env: Env, woord: Word) -> Found | None:
    """A word or path that must lead to one part."""
    found = attribute(context, env, woord)
    if found is None:
        return None
    if not isinstance(found.type, Verwijzing):
        context.report(
            "B07",
            f"`{woord.tekst}` is {in_words(found.type)}, hier hoort een deel van het dossier",
            woord,
            "geen deel",
            herstel="gebruik een variabele, of een kenmerk dat naar een ander deel verwijst",
        )
        return None
    return found


def bereik(
    context: Context, env: Env, node: Range, *, meervoud: bool = False
) -> tuple[Bereik, dict[str, Bound]] | None:
    """The parts that `K x van v` runs over, and the environment with `x` in it."""
    soort = kind(context, node.soort, meervoud=meervoud)
    nummer = context.fresh()
    if soort is None:
        if node.van is not None:
            attribute(context, env, node.van)
        return None
    plek = (node.naam.start, node.naam.einde)
    binnen = bind(context, env, node.naam, Bound(nummer, (), soort, plek))
    if node.van is None:
        return Bereik(soort, node.naam.tekst, nummer, None, None), binnen
    owner = _owner(context, env, node.van, soort)
    if owner is None:
        return None
    van, terug = owner
    return Bereik(soort, node.naam.tekst, nummer, van, terug), binnen


def _owner(context: Context, env: Env, van: Word, soort: str) -> tuple[Kenmerk, str | None] | None:
    found = attribute(context, env, van)
    if found is None:
        return None
    if isinstance(found.type, Verzameling) and found.type.soort == soort:
        return found.kenmerk, None
    if not isinstance(found.type, Verwijzing):
        context.report(
            "B12",
            f"`{van.tekst}` heeft geen delen van soort {soort}",
            van,
            f"dit is {in_words(found.type)}",
            herstel="zet achter `van` een variabele of een kenmerk dat naar een ander deel verwijst",
        )
        return None
    sleutel = (found.type.soort, soort)
    if sleutel not in context.nested:
        soorten = context.vocabulary.soorten
        context.nested[sleutel] = (
            _named(soorten[found.type.soort].kenmerken, Verzameling(soort)),
            _named(soorten[soort].kenmerken, Verwijzing(found.type.soort)),
        )
    nested, back = context.nested[sleutel]
    kenmerk = found.kenmerk
    if len(nested) == 1:
        pad, tekst = (*kenmerk.pad, nested[0]), f"{kenmerk.tekst}.{nested[0]}"
        return Kenmerk(kenmerk.variabele, pad, "verzameling", soort, tekst, kenmerk.plaats), None
    if not nested and len(back) == 1:
        return kenmerk, back[0]
    namen = nested or back
    if namen:
        eerste = f"`van {van.tekst}.{namen[0]}`" if nested else f"`waarvoor x.{namen[0]} is {van.tekst}`"
        context.report(
            "B12",
            f"`van {van.tekst}` kan hier op meer manieren: {one_of(namen)}",
            van,
            "niet duidelijk welk kenmerk",
            herstel=f"schrijf uit welk u bedoelt, zoals {eerste}",
        )
    else:
        context.report(
            "B12",
            f"een {found.type.soort} heeft geen delen van soort {soort}",
            van,
            f"`{van.tekst}` is een {found.type.soort}",
            herstel=f"laat `van {van.tekst}` weg en zeg met `waarvoor` hoe de twee bij elkaar horen",
        )
    return None


def _named(kenmerken: Mapping[str, Attribuut], type_: Type, prefix: str = "") -> list[str]:
    """The keys of the attributes of exactly this type, those inside structs included."""
    namen: list[str] = []
    for naam, attribuut in kenmerken.items():
        if attribuut.type == type_:
            namen.append(prefix + naam)
        elif isinstance(attribuut.type, Structuur):
            namen += _named(attribuut.type.kenmerken, type_, f"{prefix}{naam}.")
    return namen
