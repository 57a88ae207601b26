"""Which combinations of parts a rule may concern: possibly too many, never too few.

A plan is made once per set of rules: the tests of a scope that must hold for the rule to apply are
read off as clauses and joins (two parts share a value), each kept once however many rules use it. Per
case a bit set tells which parts may stand for a binder, every clause true or unknown; a join leaves of
those the parts whose values are equal or unknown. Truth is the judge's to decide.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, NamedTuple, TypeVar

from engine.facts import ONTBREEKT, Deel, Zaak, volg
from engine.leaves import Blad, Clausule, Pad, Vorm, Waarnemer, ontleed
from engine.rule import Conditie, Kenmerk, Regel, Vergelijking

_T = TypeVar("_T")

Combinatie = tuple[int, ...]
"""Numbers of parts, one per binder, each counted within its kind."""

ONBEKEND: Final = 0
"""The interned value of a join key that is unknown."""

GRENS: Final = 100_000
"""Most combinations that one rule may concern in one case."""


@dataclass(frozen=True, slots=True)
class Sleutel:
    """The value under `pad` of a part of `soort`, as one side of a join."""

    soort: str
    pad: Pad


@dataclass(frozen=True, slots=True)
class Verbinding:
    """Binder `links` under its key has the value of binder `rechts` under its key; `links < rechts`."""

    links: int
    sleutel_links: int
    rechts: int
    sleutel_rechts: int


@dataclass(frozen=True, slots=True)
class Patroon:
    """One rule's candidates: per binder its kind and clauses (numbers in the plan), and the joins.

    `tweetal`: two different parts of one kind; both orders are proposed, since a scope may treat
    them unalike.
    """

    soorten: tuple[str, ...]
    atomen: tuple[tuple[int, ...], ...]
    verbindingen: tuple[Verbinding, ...]
    tweetal: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The patterns of a set of rules with the clauses and keys they share."""

    atomen: tuple[Clausule, ...]
    sleutels: tuple[Sleutel, ...]
    patronen: tuple[Patroon, ...]


@dataclass(frozen=True, slots=True)
class Tafel:
    """One case as small integers, for a matcher that should see nothing else.

    `aantallen`: parts per kind. `atomen`: per clause the bit set of parts for which it is true or
    unknown. `sleutels`: per key, per part, the interned value (1 and up) or `ONBEKEND`; values of one
    case are interned together, so equal numbers mean equal values across keys.
    """

    aantallen: dict[str, int]
    atomen: tuple[int, ...]
    sleutels: tuple[tuple[int, ...], ...]


# ---------------------------------------------------------------- from rules to a plan


_GELIJK: Final = frozenset({"ja_nee", "keuze", "getal", "tekst", "datum", "bedrag", "tijd", "verwijzing"})
"""The types whose values are equal exactly when Python says so, and can be told apart when they are not."""


def verbonden_in(conditie: Conditie, binders: int) -> tuple[Kenmerk, Kenmerk] | None:
    """The two sides of a join of two of the binders, the lower binder first; `None` when it is none."""
    match conditie:
        case Vergelijking(op="is", links=Kenmerk() as k, rechts=Kenmerk() as m) if (
            0 <= k.variabele < binders
            and 0 <= m.variabele < binders
            and k.variabele != m.variabele
            and k.soort in _GELIJK
            and m.soort in _GELIJK
        ):
            return (k, m) if k.variabele < m.variabele else (m, k)
        case _:
            return None


def _nummer(tafel: dict[_T, int], ding: _T) -> int:
    return tafel.setdefault(ding, len(tafel))


def bereik_van(regel: Regel) -> Vorm:
    """The scope of a rule in clauses."""
    return ontleed(regel.waarbij, [b.soort for b in regel.binders], en=True)


def maak_plan(regels: Sequence[Regel], bereiken: Sequence[Vorm] | None = None) -> Plan:
    """The plan of `regels`; pattern i belongs to rule i. `bereiken`: their scopes in clauses, when known."""
    atomen: dict[Clausule, int] = {}
    sleutels: dict[Sleutel, int] = {}
    patronen = []
    vormen = bereiken if bereiken is not None else [bereik_van(regel) for regel in regels]
    for regel, vorm in zip(regels, vormen, strict=True):
        soorten = tuple(b.soort for b in regel.binders)
        eigen = tuple(
            tuple(sorted({_nummer(atomen, clausule) for clausule in vorm.van(n)}))
            for n in range(len(soorten))
        )
        verbindingen = []
        for conditie in vorm.rest:
            verbonden = verbonden_in(conditie, len(soorten))
            if verbonden is not None:
                k, m = verbonden
                links = _nummer(sleutels, Sleutel(soorten[k.variabele], k.pad))
                rechts = _nummer(sleutels, Sleutel(soorten[m.variabele], m.pad))
                verbindingen.append(Verbinding(k.variabele, links, m.variabele, rechts))
        patronen.append(Patroon(soorten, eigen, tuple(verbindingen), regel.tweetal))
    return Plan(tuple(atomen), tuple(sleutels), tuple(patronen))


# ---------------------------------------------------------------- from a case to combinations


class Kolommen:
    """The values of a case under the keys of a plan, each key read when it is first asked for.

    `None` stands for unknown; what is known not to be there is equal to nothing, not even to another absence.
    """

    def __init__(self, plan: Plan, zaak: Zaak) -> None:
        self._sleutels = plan.sleutels
        self._delen = zaak.delen
        self._kolommen: dict[int, list[Any]] = {}

    def __getitem__(self, sleutel: int) -> list[Any]:
        kolom = self._kolommen.get(sleutel)
        if kolom is None:
            soort, pad = self._sleutels[sleutel].soort, self._sleutels[sleutel].pad
            delen = self._delen.get(soort, ())
            if len(pad) == 1:
                kolom = [deel.waarden.get(pad[0]) for deel in delen]
            else:
                kolom = [volg(deel, pad) for deel in delen]
            if ONTBREEKT in kolom:
                kolom = [object() if waarde is ONTBREEKT else waarde for waarde in kolom]
            self._kolommen[sleutel] = kolom
        return kolom


class Tafelaar:
    """Makes tables of cases for one plan, each leaf asked by itself: nothing is shared with `Waarnemer`."""

    __slots__ = ("_atomen", "_bladen", "_per_soort", "_plan", "_samengesteld")

    def __init__(self, plan: Plan) -> None:
        nummers: dict[Blad, int] = {}
        per_soort: dict[str, dict[Pad, list[tuple[int, Blad]]]] = {}
        for atoom in plan.atomen:
            for blad in atoom.bladen:
                if blad not in nummers:
                    nummers[blad] = nummer = len(nummers)
                    per_soort.setdefault(blad.soort, {}).setdefault(blad.pad, []).append((nummer, blad))
        self._plan = plan
        self._bladen = len(nummers)
        self._per_soort = {soort: tuple(per_pad.items()) for soort, per_pad in per_soort.items()}
        self._atomen = [nummers[atoom.bladen[0]] for atoom in plan.atomen]
        self._samengesteld = [
            (n, [nummers[blad] for blad in atoom.bladen])
            for n, atoom in enumerate(plan.atomen)
            if len(atoom.bladen) > 1
        ]

    def __call__(self, zaak: Zaak) -> Tafel:
        gezet = self._gezet(zaak)
        atomen = [gezet[n] for n in self._atomen]
        for n, bladen in self._samengesteld:
            for blad in bladen:
                atomen[n] |= gezet[blad]
        kolommen = Kolommen(self._plan, zaak)
        internen: dict[Hashable, int] = {None: ONBEKEND}
        return Tafel(
            {soort: len(delen) for soort, delen in zaak.delen.items()},
            tuple(atomen),
            tuple(
                [
                    tuple([internen.setdefault(waarde, len(internen)) for waarde in kolommen[n]])
                    for n in range(len(self._plan.sleutels))
                ]
            ),
        )

    def _gezet(self, zaak: Zaak) -> list[int]:
        """Per leaf the parts for which it is true or unknown."""
        uit = [0] * self._bladen
        for soort, delen in zaak.delen.items():
            alle = (1 << len(delen)) - 1
            for pad, bladen in self._per_soort.get(soort, ()):
                if len(pad) == 1:
                    (sleutel,) = pad
                    waarden = [deel.waarden.get(sleutel) for deel in delen]
                else:
                    waarden = [volg(deel, pad) for deel in delen]
                if waarden.count(None) == len(waarden):
                    for n, _ in bladen:
                        uit[n] = alle
                else:
                    for n, blad in bladen:
                        uit[n] = _bits_van(blad, waarden)
        return uit


def _bits_van(blad: Blad, waarden: Sequence[Any]) -> int:
    """The parts, by value, for which a leaf is true or unknown: what `Blad.waar` says, in fewer calls."""
    genoemd, uit, bit = blad.waarden, 0, 1
    if blad.op == "een_van":
        for waarde in waarden:
            if waarde is None or waarde in genoemd:
                uit |= bit
            bit <<= 1
    elif blad.op == "geen_van":
        for waarde in waarden:
            if waarde is None or waarde not in genoemd:
                uit |= bit
            bit <<= 1
    elif blad.op == "er":
        for waarde in waarden:
            if waarde is not ONTBREEKT and waarde not in genoemd:
                uit |= bit
            bit <<= 1
    elif blad.op == "niet_er":
        for waarde in waarden:
            if waarde is None or waarde is ONTBREEKT or waarde in genoemd:
                uit |= bit
            bit <<= 1
    else:
        for waarde in waarden:
            if blad.waar(waarde) is not False:
                uit |= bit
            bit <<= 1
    return uit


def bits(verzameling: int) -> Iterator[int]:
    """The numbers in a bit set, ascending."""
    while verzameling:
        laagste = verzameling & -verzameling
        yield laagste.bit_length() - 1
        verzameling ^= laagste


class Partners(NamedTuple):
    """Per part on the left of a join, the parts on the right with an equal value, and those it may equal."""

    gelijk: list[int]
    mogelijk: list[int]


def maak_partners(links: Sequence[Any], rechts: Sequence[Any]) -> Partners:
    """From the values on both sides of a join, `None` for unknown."""
    per_waarde: dict[Any, int] = {}
    bit = 1
    for waarde in rechts:
        per_waarde[waarde] = per_waarde.get(waarde, 0) | bit
        bit <<= 1
    onbekend = per_waarde.pop(None, 0)
    gelijk = [per_waarde.get(waarde, 0) for waarde in links]
    if not onbekend and None not in links:
        return Partners(gelijk, gelijk)
    alle = bit - 1
    mogelijk = [alle if waarde is None else g | onbekend for waarde, g in zip(links, gelijk, strict=True)]
    return Partners(gelijk, mogelijk)


class Gebonden(NamedTuple):
    """A binder of a group of rules: its kind, where the group's places begin there, and its joins to earlier
    binders: the binder, and the keys on both sides."""

    soort: str
    begin: int
    joins: tuple[tuple[int, tuple[int, int]], ...]


Delen = tuple[Deel, ...]

Ontvanger = Callable[[Delen, int, int, int, int], object]
"""Takes the parts of a combination and four bit sets over the rules of its group: for which it may be in
scope, for which that is not sure, for which a leaf settles the requirement, and for which one is unknown."""


_Gezien = tuple[Deel, int, int, int, int]
"""A part, and what it shows (see `Waarneming`)."""


class _Opdracht(NamedTuple):
    """What one search goes by."""

    binders: Sequence[Gebonden]
    tweetal: bool
    gezien: Sequence[Sequence[_Gezien]]
    ontvang: Ontvanger


class _TeVeel(Exception):  # noqa: N818 - an outcome, not a mistake
    """A rule may concern more combinations than can be judged."""


class Zoeker:
    """Finds in one case the combinations that groups of rules may concern.

    Rules of a group have the same binders and joins, so that one combination is looked at for all of them
    at once. Which parts share a value is found once per pair of keys, however many groups join by it.
    """

    def __init__(self, plan: Plan, zaak: Zaak, waarnemers: Mapping[str, Waarnemer]) -> None:
        self._kolommen = Kolommen(plan, zaak)
        self._partners: dict[tuple[int, int], Partners] = {}
        self._over = 0
        self._gezien: dict[str, list[_Gezien]] = {}
        for soort, waarnemer in waarnemers.items():
            delen = zaak.delen.get(soort)
            if delen:
                self._gezien[soort] = [(deel, *waarnemer(deel)) for deel in delen]

    def zoek(self, binders: Sequence[Gebonden], tweetal: bool, masker: int, ontvang: Ontvanger) -> int:
        """Hand over every combination, in ascending order; `masker`: the rules of the group that count.

        The rules that may concern more than `GRENS` are left out, and come back.
        """
        if not masker:
            return 0
        if not binders:
            ontvang((), masker, 0, 0, 0)
            return 0
        gezien = []
        for binder in binders:
            rij = self._gezien.get(binder.soort)
            if rij is None:
                return 0
            gezien.append(rij)
        if len(binders) == 1:
            begin = binders[0].begin
            for deel, kan, onzeker, beslist, open_ in gezien[0]:
                leeft = masker & kan >> begin
                if leeft:
                    ontvang((deel,), leeft, onzeker >> begin, beslist >> begin, open_ >> begin)
            return 0
        aantal = math.prod([len(rij) for rij in gezien])
        if aantal <= GRENS:
            self._over = aantal * len(binders)
            self._verder(_Opdracht(binders, tweetal, gezien, ontvang), (), masker, 0, 0, 0)
            return 0
        # A big case, rule by rule: what is given up is given up before anything of it is handed over.
        te_veel = 0
        for n in bits(masker):
            gevonden: list[tuple[Delen, int, int, int, int]] = []
            self._over = GRENS
            opdracht = _Opdracht(binders, tweetal, gezien, lambda *wat, naar=gevonden: naar.append(wat))
            try:
                self._verder(opdracht, (), 1 << n, 0, 0, 0)
            except _TeVeel:
                te_veel |= 1 << n
            else:
                for wat in gevonden:
                    ontvang(*wat)
        return te_veel

    def _verder(
        self, opdracht: _Opdracht, voor: Delen, kan: int, onzeker: int, beslist: int, open_: int
    ) -> None:
        """Every way to go on after the parts in `voor`, for the rules in `kan`."""
        binders, tweetal, gezien, ontvang = opdracht
        k = len(voor)
        _, begin, joins = binders[k]
        rij = gezien[k]
        verder = ontvang if k == len(binders) - 1 else partial(self._verder, opdracht)
        rest = zeker = (1 << len(rij)) - 1
        for links, sleutels in joins:
            partners = self._partners.get(sleutels)
            if partners is None:
                partners = self._partners_van(sleutels)
            gelijk, mogelijk = partners
            rest &= mogelijk[voor[links].nummer]
            zeker &= gelijk[voor[links].nummer]
        if tweetal and k:
            rest &= ~(1 << voor[0].nummer)
        self._over -= rest.bit_count()
        if self._over < 0:
            raise _TeVeel
        while rest:
            bit = rest & -rest
            rest ^= bit
            deel, eigen_kan, eigen_onzeker, eigen_beslist, eigen_open = rij[bit.bit_length() - 1]
            leeft = kan & eigen_kan >> begin
            if leeft:
                verder(
                    (*voor, deel),
                    leeft,
                    onzeker | eigen_onzeker >> begin if zeker & bit else leeft,
                    beslist | eigen_beslist >> begin,
                    open_ | eigen_open >> begin,
                )

    def _partners_van(self, sleutels: tuple[int, int]) -> Partners:
        links, rechts = sleutels
        gevonden = maak_partners(self._kolommen[links], self._kolommen[rechts])
        self._partners[sleutels] = gevonden
        return gevonden


def zoek(plan: Plan, tafel: Tafel) -> tuple[list[list[Combinatie]], tuple[int, ...]]:
    """The combinations of every pattern from the table alone, and the patterns with too many of them."""
    kolommen = [[waarde or None for waarde in kolom] for kolom in tafel.sleutels]
    uit: list[list[Combinatie]] = []
    te_veel: list[int] = []
    for nummer, patroon in enumerate(plan.patronen):
        combinaties: list[Combinatie] = [()]
        for k, (soort, eigen) in enumerate(zip(patroon.soorten, patroon.atomen, strict=True)):
            kandidaten = (1 << tafel.aantallen.get(soort, 0)) - 1
            for atoom in eigen:
                kandidaten &= tafel.atomen[atoom]
            joins = [
                (v.links, maak_partners(kolommen[v.sleutel_links], kolommen[v.sleutel_rechts]).mogelijk)
                for v in patroon.verbindingen
                if v.rechts == k
            ]
            verder: list[Combinatie] = []
            for c in combinaties:
                rest = kandidaten
                for links, mogelijk in joins:
                    rest &= mogelijk[c[links]]
                if patroon.tweetal and k:
                    rest &= ~(1 << c[0])
                verder += [(*c, n) for n in bits(rest)]
                if len(verder) > GRENS:
                    te_veel.append(nummer)
                    verder = []
                    break
            combinaties = verder
        uit.append(combinaties)
    return uit, tuple(te_veel)
