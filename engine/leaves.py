"""The simplest tests of all rules together, looked at once for every part of a case.

Most of what rules ask is whether one attribute compares with a constant: a leaf; or whether one of some
leaves of a part holds: a clause. Every binder of every rule has a place among the places of its kind. For
each attribute a table tells at which places a value rules the scope out and where it settles the
requirement, so that one look at a value serves every rule that asks about it. What is neither is left to a
node of `engine.judging`, which says the same of every leaf: these are two ways to one truth.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, Final, NamedTuple

from engine.facts import ONTBREEKT, Deel
from engine.rule import (
    Aanwezig,
    BegripGebruik,
    Bevat,
    Conditie,
    Constante,
    EenVan,
    En,
    Kenmerk,
    Niet,
    Of,
    Vergelijking,
)

Pad = tuple[str, ...]


class Blad(NamedTuple):
    """One test of the value under `pad` of a part of `soort`.

    `op`: `een_van`, `geen_van`, `er` or `niet_er` (then `waarden` are the ones, or what counts as
    absent), `minstens`, `meer`, `hoogstens` or `minder` (then `waarden` is the one bound), or of a list
    `bevat_een`, `bevat_geen`, `bevat_alle` or `mist_een` of `waarden`.
    """

    soort: str
    pad: Pad
    op: str
    waarden: frozenset[Hashable]

    def waar(self, waarde: Any) -> bool | None:
        """Its truth for a value: what the tables of a `Waarnemer` must come to."""
        if waarde is None:
            return None
        if self.op in ("een_van", "geen_van"):
            return (waarde in self.waarden) is (self.op == "een_van")
        if self.op in ("er", "niet_er"):
            return (waarde is ONTBREEKT or waarde in self.waarden) is (self.op == "niet_er")
        if self.op in _LIJSTIG:
            inhoud = () if waarde is ONTBREEKT else waarde
            if self.op in ("bevat_een", "bevat_geen"):
                return self.waarden.isdisjoint(inhoud) is (self.op == "bevat_geen")
            return self.waarden.issubset(inhoud) is (self.op == "bevat_alle")
        if waarde is ONTBREEKT:
            return False
        (grens,) = self.waarden
        voorbij = waarde >= grens if self.op in ("minstens", "minder") else waarde > grens
        return voorbij is (self.op in ("minstens", "meer"))


_DIRECT: Final = frozenset({"ja_nee", "keuze", "getal", "tekst", "datum", "bedrag", "tijd"})
"""The types whose values are equal exactly when Python says so."""

_GEORDEND: Final = frozenset({"getal", "datum", "bedrag", "tijd"})
_GRENZEN: Final = frozenset({"minstens", "meer", "hoogstens", "minder"})
_LIJSTIG: Final = frozenset({"bevat_een", "bevat_geen", "bevat_alle", "mist_een"})
_PAREN: Final = (
    ("een_van", "geen_van"),
    ("er", "niet_er"),
    ("bevat_een", "bevat_geen"),
    ("bevat_alle", "mist_een"),
)
_TEGENDEEL: Final = {a: b for paar in _PAREN for a, b in (paar, paar[::-1])}


def blad_van(conditie: Conditie, soorten: Sequence[str]) -> tuple[int, Blad] | None:
    """A condition as a leaf of one of the binders, whose kinds are `soorten`; `None` when it is none."""
    match conditie:
        case Niet(deel=deel):
            gevonden = blad_van(ontdaan(deel), soorten)
            if gevonden is None or gevonden[1].op not in _TEGENDEEL:
                return None
            binder, blad = gevonden
            return binder, blad._replace(op=_TEGENDEEL[blad.op])
        case Vergelijking(op="is" | "is_niet", links=Constante() as c, rechts=Kenmerk() as k):
            return blad_van(replace(conditie, links=k, rechts=c), soorten)
        case Vergelijking(op=op, links=Kenmerk() as k, rechts=Constante(waarde=waarde, soort=soort)):
            if op in ("is", "is_niet") and soort in _DIRECT:
                op = "een_van" if op == "is" else "geen_van"
            elif op not in _GRENZEN or soort not in _GEORDEND or k.soort != soort:
                return None
            waarden = frozenset({waarde})
        case EenVan(term=Kenmerk() as k, waarden=genoemd, geen=geen) if all(
            w.soort in _DIRECT for w in genoemd
        ):
            op, waarden = "geen_van" if geen else "een_van", frozenset(w.waarde for w in genoemd)
        case Aanwezig(kenmerk=k, aanwezig=aanwezig):
            leeg: tuple[Any, ...] = ((),) if k.soort in ("lijst", "verzameling") else ()
            op, waarden = "er" if aanwezig else "niet_er", frozenset(leeg)
        case Bevat(lijst=k, waarden=termen, alle=alle) if all(
            isinstance(w, Constante) and w.soort in _DIRECT for w in termen
        ):
            op = "bevat_alle" if alle and len(termen) > 1 else "bevat_een"
            waarden = frozenset(w.waarde for w in termen if isinstance(w, Constante))
        case _:
            return None
    if not k.pad or not 0 <= k.variabele < len(soorten):
        return None
    return k.variabele, Blad(soorten[k.variabele], k.pad, op, waarden)


def ontdaan(conditie: Conditie) -> Conditie:
    """A condition without the name of a concept around it."""
    while isinstance(conditie, BegripGebruik):
        conditie = conditie.conditie
    return conditie


def delen_van(conditie: Conditie | None, soort: type[En] | type[Of]) -> Iterator[Conditie]:
    """The parts of nested `En` (or `Of`), concepts opened."""
    if conditie is None:
        return
    conditie = ontdaan(conditie)
    if isinstance(conditie, soort):
        for deel in conditie.delen:
            yield from delen_van(deel, soort)
    else:
        yield conditie


class Clausule(NamedTuple):
    """Leaves of one part. Where all must hold, one of these must; where one must hold, all of these must."""

    bladen: tuple[Blad, ...]

    @property
    def soort(self) -> str:
        return self.bladen[0].soort


@dataclass(frozen=True, slots=True)
class Vorm:
    """A condition as clauses, each with its binder, and the rest: what the clauses do not tell entirely.

    All must hold (`en`), or one of them (not `en`). Of what is in the rest there may be clauses too: where
    all must hold, what it cannot hold without; where one must, what it surely holds with.
    """

    en: bool
    clausules: tuple[tuple[int, Clausule], ...]
    rest: tuple[Conditie, ...]

    def van(self, binder: int) -> tuple[Clausule, ...]:
        return tuple(clausule for b, clausule in self.clausules if b == binder)


def ontleed(conditie: Conditie | None, soorten: Sequence[str], *, en: bool) -> Vorm:
    """A condition in clauses. `en`: read as parts that must all hold, else as parts of which one must."""
    clausules: dict[tuple[int, Clausule], None] = {}
    vrij = [MAX_SAMENGESTELD] * len(soorten)
    rest: list[Conditie] = []
    for deel in delen_van(conditie, En if en else Of):
        normaal = _normaal(deel, soorten, en=en, niet=False)
        geheel = normaal.geheel
        for c in normaal.clausules:
            ((binder, _), *_) = c
            clausule = Clausule(_versmolten([blad for _, blad in c], en=en))
            if any(ander != binder for ander, _ in c):
                geheel = False
            elif len(clausule.bladen) == 1 or (binder, clausule) in clausules:
                clausules[binder, clausule] = None
            elif vrij[binder]:
                vrij[binder] -= 1
                clausules[binder, clausule] = None
            else:
                geheel = False
        if not geheel:
            rest.append(deel)
    return Vorm(en, tuple(clausules), tuple(rest))


MAX_SAMENGESTELD: Final = 2
"""Most clauses of several leaves of one binder that a condition is told by: each takes room for all rules."""

_Bladen = dict[tuple[int, Blad], None]
"""Leaves, each with its binder, in the order in which they were met."""

MAX_CLAUSULES: Final = 8
"""Most clauses that one condition is written out in; one that needs more is left to its node."""

MAX_BLADEN: Final = 32
"""Most leaves in one clause."""


class _Normaal(NamedTuple):
    """Clauses that a condition cannot do without, or surely holds with; all of it, or not (`geheel`)."""

    clausules: list[_Bladen]
    geheel: bool


def _normaal(conditie: Conditie, soorten: Sequence[str], *, en: bool, niet: bool) -> _Normaal:
    """The normal form of a condition, or (`niet`) of its opposite. Three values keep the laws it takes:
    De Morgan's, and that `en` and `of` distribute over and absorb each other."""
    conditie = ontdaan(conditie)
    match conditie:
        case Niet(deel=deel):
            return _normaal(deel, soorten, en=en, niet=not niet)
        case En(delen=delen) | Of(delen=delen):
            verder = _erbij if (isinstance(conditie, En) is not niet) is en else _elk_met_elk
            return reduce(verder, (_normaal(deel, soorten, en=en, niet=niet) for deel in delen))
        case _:
            gevonden = blad_van(Niet(conditie, "", conditie.plaats) if niet else conditie, soorten)
            return _Normaal([], False) if gevonden is None else _Normaal([{gevonden: None}], True)


def _erbij(a: _Normaal, b: _Normaal) -> _Normaal:
    clausules = _zonder_ruimere([*a.clausules, *b.clausules])
    past = len(clausules) <= MAX_CLAUSULES
    return _Normaal(clausules[:MAX_CLAUSULES], a.geheel and b.geheel and past)


def _elk_met_elk(a: _Normaal, b: _Normaal) -> _Normaal:
    clausules = _zonder_ruimere([x | y for x in a.clausules for y in b.clausules])
    if len(clausules) > MAX_CLAUSULES or any(len(c) > MAX_BLADEN for c in clausules):
        return _Normaal([], False)
    return _Normaal(clausules, a.geheel and b.geheel)


def _zonder_ruimere(clausules: Sequence[_Bladen]) -> list[_Bladen]:
    """Without what another one already tells, and without doubles."""
    uit: list[_Bladen] = []
    for c in sorted(clausules, key=len):
        if not any(ander.keys() <= c.keys() for ander in uit):
            uit.append(c)
    return uit


def _versmolten(bladen: Iterable[Blad], *, en: bool) -> tuple[Blad, ...]:
    """Leaves about the same value as one leaf where that says the same, in an order of their own."""
    op = "een_van" if en else "geen_van"
    per_pad: dict[tuple[str, Pad], frozenset[Hashable]] = {}
    los: list[Blad] = []
    for blad in bladen:
        if blad.op == op:
            per_pad[blad.soort, blad.pad] = per_pad.get((blad.soort, blad.pad), frozenset()) | blad.waarden
        else:
            los.append(blad)
    los += [Blad(soort, pad, op, waarden) for (soort, pad), waarden in per_pad.items()]
    return tuple(sorted(los, key=lambda b: (b.pad, b.op, sorted(map(str, b.waarden)))))


# ---------------------------------------------------------------- what a part shows


class Plek(NamedTuple):
    """The place of one binder of a rule: the clauses of its scope, which must all hold, and of its
    requirement, which must all hold (`en`) or of which one must."""

    bereik: tuple[Clausule, ...]
    eis: tuple[Clausule, ...]
    en: bool


class Waarneming(NamedTuple):
    """What a part shows of all places of its kind, a bit per place.

    `kan`: no clause of the scope is false; `onzeker`: one of them is unknown. `beslist`: one clause of the
    requirement settles it (false where all must hold, true where one must); `open`: none does, but one
    is unknown.
    """

    kan: int
    onzeker: int
    beslist: int
    open: int


_Bladbits = list[tuple[Blad, int, int, bool]]
"""The leaves about one attribute: with the bit for the truth that counts, for unknown, and that truth."""


class _Kolom(NamedTuple):
    """What a value sets: `tabel` for unknown, absent and the values that rules name."""

    tabel: dict[Hashable, int]
    anders: int
    genoemd: bool


_Weger = tuple[str, int, int, Callable[[Any], int]]
"""A key, what unknown and absent set, and what any other value does."""


class _Blik:
    """All that is asked of one part: of its own values, and of the parts that it refers to (`verder`).

    `zonder`: what is set when there is no such part, so that everything asked of it is unknown.
    """

    __slots__ = ("_aanwezig", "_gewogen", "_kolommen", "_verder", "zonder")

    def __init__(self, per_pad: Mapping[Pad, _Bladbits]) -> None:
        # Where no rule names a value, it need not be hashed to be looked up.
        self._kolommen: list[tuple[str, Callable[[Any, int], int], int]] = []
        self._aanwezig: list[tuple[str, int, int, int]] = []
        self._gewogen: list[_Weger] = []
        verder: dict[str, dict[Pad, _Bladbits]] = {}
        self.zonder = 0
        for (sleutel, *rest), bladen in per_pad.items():
            self.zonder |= _gezet(bladen, None)
            if rest:
                verder.setdefault(sleutel, {})[tuple(rest)] = bladen
                continue
            for ops, plaats in ((_MINSTENS, bisect_right), (_MEER, bisect_left)):
                begrensd = [b for b in bladen if b[0].op in ops]
                if begrensd:
                    self._gewogen.append(_weger(sleutel, begrensd, _ladder(begrensd, plaats)))
            lijstig = [b for b in bladen if b[0].op in _LIJSTIG]
            if lijstig:
                self._gewogen.append(_weger(sleutel, lijstig, _lijst(lijstig)))
            gelijk = [b for b in bladen if b[0].op not in _GRENZEN and b[0].op not in _LIJSTIG]
            if gelijk:
                tabel, anders, genoemd = _kolom(gelijk)
                if genoemd:
                    self._kolommen.append((sleutel, tabel.get, anders))
                else:
                    self._aanwezig.append((sleutel, tabel[None], tabel[ONTBREEKT], anders))
        self._verder = [(sleutel, _Blik(onder)) for sleutel, onder in verder.items()]

    def __call__(self, deel: Deel) -> int:
        """The bits that its values set."""
        waarde_van = deel.waarden.get
        gezet = 0
        for sleutel, bits_van, anders in self._kolommen:
            gezet |= bits_van(waarde_van(sleutel), anders)
        for sleutel, onbekend, afwezig, anders in self._aanwezig:
            waarde = waarde_van(sleutel)
            gezet |= onbekend if waarde is None else afwezig if waarde is ONTBREEKT else anders
        for sleutel, blik in self._verder:
            waarde = waarde_van(sleutel)
            gezet |= blik(waarde) if waarde.__class__ is Deel else blik.zonder
        for sleutel, onbekend, afwezig, weeg in self._gewogen:
            waarde = waarde_van(sleutel)
            gezet |= onbekend if waarde is None else afwezig if waarde is ONTBREEKT else weeg(waarde)
        return gezet


class _Samengesteld(NamedTuple):
    """Where the bits of a clause of several leaves stand, and the `plekken` that have one."""

    anders: int
    onbekend: int
    plekken: int


MAX_LIJSTEN: Final = 256
"""Most different contents of one list that are remembered."""


class Waarnemer:
    """Shows for a part of one kind what all places of that kind say of it."""

    __slots__ = ("_blik", "_masker", "_plekken", "_samen_bereik", "_samen_eis")

    def __init__(self, plekken: Sequence[Plek]) -> None:
        m = self._plekken = len(plekken)
        self._masker = (1 << m) - 1
        # Bits per place in one number, from below: the scope is ruled out; the requirement is settled; and
        # the same two with a leaf unknown. A clause decides when all its leaves have the truth that counts;
        # one with several leaves has two bits of its own: a leaf has the other truth; a leaf is unknown.
        per_pad: dict[Pad, _Bladbits] = {}
        bezet = [0] * (2 * MAX_SAMENGESTELD)
        for n, plek in enumerate(plekken):
            for clausules, telt, laag in ((plek.bereik, False, 0), (plek.eis, not plek.en, 1)):
                sleuf = laag * MAX_SAMENGESTELD
                for clausule in clausules:
                    if len(clausule.bladen) == 1:
                        op, onbekend, waarheid = 1 << n + laag * m, 1 << n + (laag + 2) * m, telt
                    else:
                        op, onbekend = 1 << n + (4 + 2 * sleuf) * m, 1 << n + (5 + 2 * sleuf) * m
                        waarheid = not telt
                        bezet[sleuf] |= 1 << n
                        sleuf += 1
                    for blad in clausule.bladen:
                        per_pad.setdefault(blad.pad, []).append((blad, op, onbekend, waarheid))
        alle = [
            _Samengesteld((4 + 2 * sleuf) * m, (5 + 2 * sleuf) * m, waar) for sleuf, waar in enumerate(bezet)
        ]
        self._samen_bereik = [s for s in alle[:MAX_SAMENGESTELD] if s.plekken]
        self._samen_eis = [s for s in alle[MAX_SAMENGESTELD:] if s.plekken]
        self._blik = _Blik(per_pad)

    def __call__(self, deel: Deel) -> Waarneming:
        gezet = self._blik(deel)
        masker, m = self._masker, self._plekken
        uit, onzeker, beslist, open_ = gezet, gezet >> 2 * m, gezet >> m, gezet >> 3 * m
        for anders, onbekend, plekken in self._samen_bereik:
            leeft, niet_bekend = plekken & ~(gezet >> anders), gezet >> onbekend
            uit |= leeft & ~niet_bekend
            onzeker |= leeft & niet_bekend
        for anders, onbekend, plekken in self._samen_eis:
            leeft, niet_bekend = plekken & ~(gezet >> anders), gezet >> onbekend
            beslist |= leeft & ~niet_bekend
            open_ |= leeft & niet_bekend
        kan = masker & ~uit
        beslist &= masker
        return _nieuw(Waarneming, (kan, onzeker & kan, beslist, open_ & masker & ~beslist))


_nieuw: Final = tuple.__new__
_MINSTENS: Final = frozenset({"minstens", "minder"})
_MEER: Final = frozenset({"meer", "hoogstens"})


def _gezet(bladen: _Bladbits, waarde: Any) -> int:
    """The bits that a value sets."""
    uit = 0
    for blad, bit, onbekend, telt in bladen:
        waar = blad.waar(waarde)
        if waar is None:
            uit |= onbekend
        elif waar is telt:
            uit |= bit
    return uit


class _Anders:
    """A value that no rule names."""


def _kolom(bladen: _Bladbits) -> _Kolom:
    genoemd: set[Any] = {w for blad, *_ in bladen for w in blad.waarden}
    tabel = {w: _gezet(bladen, w) for w in [None, ONTBREEKT, *genoemd]}
    return _Kolom(tabel, _gezet(bladen, _Anders()), bool(genoemd))


def _weger(sleutel: str, bladen: _Bladbits, weeg: Callable[[Any], int]) -> _Weger:
    return sleutel, _gezet(bladen, None), _gezet(bladen, ONTBREEKT), weeg


def _lijst(bladen: _Bladbits) -> Callable[[Any], int]:
    """What a list sets, kept for those of the named values that it has."""
    genoemd = frozenset(w for blad, *_ in bladen for w in blad.waarden)
    tabel: dict[frozenset[Hashable], int] = {}

    def weeg(waarde: Any) -> int:
        inhoud = genoemd.intersection(waarde)
        bits = tabel.get(inhoud)
        if bits is None:
            bits = _gezet(bladen, inhoud)
            if len(tabel) < MAX_LIJSTEN:
                tabel[inhoud] = bits
        return bits

    return weeg


def _ladder(bladen: _Bladbits, plaats: Callable[[Sequence[Any], Any], int]) -> Callable[[Any], int]:
    """The truth of bounds changes at each of them, and nowhere else."""
    grenzen: list[Any] = sorted({w for blad, *_ in bladen for w in blad.waarden})
    nummer = {grens: n for n, grens in enumerate(grenzen)}
    treden = [0] * (len(grenzen) + 1)
    for blad, bit, _, telt in bladen:
        (grens,) = blad.waarden
        eerste = nummer[grens] + 1
        voorbij = (blad.op in ("minstens", "meer")) is telt
        for trede in range(eerste, len(treden)) if voorbij else range(eerste):
            treden[trede] |= bit
    return lambda waarde: treden[plaats(grenzen, waarde)]
