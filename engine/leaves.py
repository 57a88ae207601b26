"""The simplest tests of all rules together, looked at once for every part of a case.

Most of what rules ask is whether one attribute compares with a constant: a leaf. Every binder of every
rule has a place among the places of its kind. For each attribute a table tells at which places a value
rules the scope out and where it settles the requirement, so that one look at a value serves every rule
that asks about it. What is not a leaf is left to a node of `engine.judging`, which says the same of
every leaf: these are two ways to one truth.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from engine.facts import ONTBREEKT, Deel, volg
from engine.rule import (
    Aanwezig,
    BegripGebruik,
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
    absent), or `minstens`, `meer`, `hoogstens` or `minder` (then `waarden` is the one bound).
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
        if waarde is ONTBREEKT:
            return False
        (grens,) = self.waarden
        voorbij = waarde >= grens if self.op in ("minstens", "minder") else waarde > grens
        return voorbij is (self.op in ("minstens", "meer"))


_DIRECT: Final = frozenset({"ja_nee", "keuze", "getal", "tekst", "datum", "bedrag", "tijd"})
"""The types whose values are equal exactly when Python says so."""

_GEORDEND: Final = frozenset({"getal", "datum", "bedrag", "tijd"})
_GRENZEN: Final = frozenset({"minstens", "meer", "hoogstens", "minder"})
_TEGENDEEL: Final = {"een_van": "geen_van", "geen_van": "een_van", "er": "niet_er", "niet_er": "er"}


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


@dataclass(frozen=True, slots=True)
class Vorm:
    """A condition as the leaves in it, each with its binder, and the rest.

    All must hold (`en`), or one of them (not `en`).
    """

    en: bool
    bladen: tuple[tuple[int, Blad], ...]
    rest: tuple[Conditie, ...]

    def van(self, binder: int) -> tuple[Blad, ...]:
        return tuple(blad for b, blad in self.bladen if b == binder)


def ontleed(conditie: Conditie | None, soorten: Sequence[str], *, en: bool) -> Vorm:
    """A condition in leaves. `en`: read as parts that must all hold, else as parts of which one must."""
    bladen: list[tuple[int, Blad]] = []
    rest: list[Conditie] = []
    for deel in delen_van(conditie, En if en else Of):
        gevonden = blad_van(deel, soorten)
        if gevonden is None:
            rest.append(deel)
        else:
            bladen.append(gevonden)
    return Vorm(en, tuple(bladen), tuple(rest))


# ---------------------------------------------------------------- what a part shows


class Plek(NamedTuple):
    """The place of one binder of a rule: the leaves of its scope, which must all hold, and of its
    requirement, which must all hold (`en`) or of which one must."""

    bereik: tuple[Blad, ...]
    eis: tuple[Blad, ...]
    en: bool


class Waarneming(NamedTuple):
    """What a part shows of all places of its kind, a bit per place.

    `kan`: no leaf of the scope is false; `onzeker`: one of them is unknown. `beslist`: one leaf of the
    requirement settles it (false where all must hold, true where one must); `open`: none does, but one
    is unknown.
    """

    kan: int
    onzeker: int
    beslist: int
    open: int


class _Kolom(NamedTuple):
    """What a value of one attribute sets: `tabel` for unknown, absent and the values that rules name."""

    pad: Pad
    tabel: dict[Hashable, int]
    anders: int
    genoemd: bool


class _Ladder(NamedTuple):
    """The same for bounds: `treden[i]` counts for a value that the bisection puts in place i."""

    sleutel: str
    pad: Pad
    onbekend: int
    afwezig: int
    grenzen: list[Any]
    plaats: Callable[[Sequence[Any], Any], int]
    treden: list[int]


class Waarnemer:
    """Shows for a part of one kind what all places of that kind say of it."""

    __slots__ = ("_aanwezig", "_kolommen", "_ladders", "_lang", "_masker", "_plekken")

    def __init__(self, plekken: Sequence[Plek]) -> None:
        m = self._plekken = len(plekken)
        self._masker = (1 << m) - 1
        # Four bits per place in one number, from below: the scope is ruled out; the requirement is
        # settled; and the same two with a leaf unknown.
        per_pad: dict[Pad, _Bladen] = {}
        for n, plek in enumerate(plekken):
            for blad in plek.bereik:
                per_pad.setdefault(blad.pad, []).append((blad, 1 << n, 1 << n + 2 * m, False))
            for blad in plek.eis:
                per_pad.setdefault(blad.pad, []).append((blad, 1 << n + m, 1 << n + 3 * m, not plek.en))
        kolommen: list[_Kolom] = []
        self._ladders: list[_Ladder] = []
        for pad, bladen in per_pad.items():
            for ops, plaats in ((_MINSTENS, bisect_right), (_MEER, bisect_left)):
                begrensd = [b for b in bladen if b[0].op in ops]
                if begrensd:
                    self._ladders.append(_ladder(pad, begrensd, plaats))
            gelijk = [b for b in bladen if b[0].op not in _GRENZEN]
            if gelijk:
                kolommen.append(_kolom(pad, gelijk))
        # Nearly all paths have one step. Where no rule names a value, it need not be hashed to be looked up.
        kort = [k for k in kolommen if len(k.pad) == 1]
        self._kolommen = [(k.pad[0], k.tabel.get, k.anders) for k in kort if k.genoemd]
        self._aanwezig = [
            (k.pad[0], k.tabel[None], k.tabel[ONTBREEKT], k.anders) for k in kort if not k.genoemd
        ]
        self._lang = [(k.pad, k.tabel.get, k.anders) for k in kolommen if len(k.pad) != 1]

    def __call__(self, deel: Deel) -> Waarneming:
        waarde_van = deel.waarden.get
        gezet = 0
        for sleutel, bits_van, anders in self._kolommen:
            gezet |= bits_van(waarde_van(sleutel), anders)
        for sleutel, onbekend, afwezig, anders in self._aanwezig:
            waarde = waarde_van(sleutel)
            gezet |= onbekend if waarde is None else afwezig if waarde is ONTBREEKT else anders
        for pad, bits_van, anders in self._lang:
            gezet |= bits_van(volg(deel, pad), anders)
        for sleutel, pad, onbekend, afwezig, grenzen, plaats, treden in self._ladders:
            waarde = waarde_van(sleutel) if sleutel else volg(deel, pad)
            if waarde is None:
                gezet |= onbekend
            elif waarde is ONTBREEKT:
                gezet |= afwezig
            else:
                gezet |= treden[plaats(grenzen, waarde)]
        masker, m = self._masker, self._plekken
        kan = ~gezet & masker
        beslist = gezet >> m & masker
        return _nieuw(Waarneming, (kan, gezet >> 2 * m & kan, beslist, gezet >> 3 * m & ~beslist))


_nieuw: Final = tuple.__new__
_MINSTENS: Final = frozenset({"minstens", "minder"})
_MEER: Final = frozenset({"meer", "hoogstens"})

_Bladen = list[tuple[Blad, int, int, bool]]
"""The leaves about one attribute: with the bit for the truth that counts, for unknown, and that truth."""


def _gezet(bladen: _Bladen, waarde: Any) -> int:
    """The bits that a value sets."""
    uit = 0
    for blad, bit, onbekend, telt in bladen:
        waar = blad.waar(waarde)
        if waar is None:
            uit |= onbekend
        elif waar is telt:
            uit |= bit
    return uit


def _sleutel(pad: Pad) -> str:
    """The one key of a path of one step, which most are; empty for a longer one."""
    return pad[0] if len(pad) == 1 else ""


class _Anders:
    """A value that no rule names."""


def _kolom(pad: Pad, bladen: _Bladen) -> _Kolom:
    genoemd: set[Any] = {w for blad, *_ in bladen for w in blad.waarden}
    tabel = {w: _gezet(bladen, w) for w in [None, ONTBREEKT, *genoemd]}
    return _Kolom(pad, tabel, _gezet(bladen, _Anders()), bool(genoemd))


def _ladder(pad: Pad, bladen: _Bladen, plaats: Callable[[Sequence[Any], Any], int]) -> _Ladder:
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
    return _Ladder(
        _sleutel(pad), pad, _gezet(bladen, None), _gezet(bladen, ONTBREEKT), grenzen, plaats, treden
    )
