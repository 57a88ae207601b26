"""All rules over one case: every combination that may be in scope, judged for all rules it may concern.

Rules with the same binders and joins are a group: a combination is judged for the whole group at once, a
bit per rule, where leaves say all there is to say. What is left goes to `engine.applying`, rule by rule.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final, NamedTuple

from engine.applying import (
    BEVINDING,
    NIET_VAN_TOEPASSING,
    OPEN_BEIDE,
    OPEN_BEREIK,
    OPEN_EIS,
    VOLDAAN,
    Oordeel,
    Oordelen,
    Toets,
    maak_toets,
    oordelen_in,
    weeg_rest,
)
from engine.facts import Zaak
from engine.gathering import Lid, Verslag
from engine.judging import Waarheid
from engine.leaves import Plek, Waarnemer
from engine.matching import Combinatie, Delen, Gebonden, Plan, Tafelaar, Zoeker, bits, maak_plan
from engine.report import Kop, verwijzing
from engine.rule import Regelset, Vindplaats


@dataclass(frozen=True, slots=True, eq=False)
class Groep:
    """Rules with the same binders and joins, a bit each, and masks over them.

    `en`: the requirement's parts must all hold. `kaal_waar`, `kaal_onwaar`: leaves say all there is to say
    when the requirement is true, or false. `vrij`: room in an environment for what any of the rules binds.
    """

    leden: tuple[Lid, ...]
    binders: tuple[Gebonden, ...]
    tweetal: bool
    en: int
    kaal_waar: int
    kaal_onwaar: int
    vrij: tuple[None, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Samenstelling:
    """Rulesets, compiled together once: their tests by rule id, and the groups they are judged in.

    `tafel`: makes the table of a case, for another matcher. `herkomst`: name, version and digest of each
    ruleset.
    """

    toetsen: tuple[Toets, ...]
    plan: Plan
    tafel: Tafelaar
    waarnemers: dict[str, Waarnemer]
    groepen: tuple[Groep, ...]
    herkomst: tuple[tuple[str, str, str], ...]


@lru_cache(maxsize=512)
def _toetsen(regelset: Regelset) -> tuple[Toets, ...]:
    """The rules of one ruleset, compiled: most are in force on many days, each time beside others."""
    return tuple([maak_toets(regel, regelset) for regel in regelset.regels])


@lru_cache(maxsize=64)
def stel_samen(regelsets: tuple[Regelset, ...]) -> Samenstelling:
    """Compile rulesets. Kept for as long as the same ruleset values are used."""
    toetsen = tuple(sorted((t for s in regelsets for t in _toetsen(s)), key=lambda t: t.regel.id))
    plan = maak_plan([t.regel for t in toetsen], [t.bereik for t in toetsen])
    per_vorm: dict[tuple[object, ...], list[int]] = {}
    for n, p in enumerate(plan.patronen):
        per_vorm.setdefault((p.soorten, p.verbindingen, p.tweetal), []).append(n)
    plekken: dict[str, list[Plek]] = {}
    groepen = tuple(_groep(nummers, toetsen, plan, plekken) for nummers in per_vorm.values())
    return Samenstelling(
        toetsen,
        plan,
        Tafelaar(plan),
        {soort: Waarnemer(rij) for soort, rij in plekken.items()},
        groepen,
        tuple((s.naam, s.versie, s.digest) for s in regelsets),
    )


def warm_op(regelsets: tuple[Regelset, ...]) -> None:
    """Compile rulesets to the last sentence, before anyone waits for it."""
    for toets in stel_samen(regelsets).toetsen:
        toets.maak_af()


def _groep(
    nummers: Sequence[int], toetsen: Sequence[Toets], plan: Plan, plekken: dict[str, list[Plek]]
) -> Groep:
    """One group; its places are added to `plekken`, next to each other for each binder."""
    patroon = plan.patronen[nummers[0]]
    binders = []
    for k, soort in enumerate(patroon.soorten):
        rij = plekken.setdefault(soort, [])
        joins = tuple(
            (v.links, (v.sleutel_links, v.sleutel_rechts)) for v in patroon.verbindingen if v.rechts == k
        )
        binders.append(Gebonden(soort, len(rij), joins))
        rij += [toetsen[n].plekken[k] for n in nummers]

    def masker(test: Callable[[Toets], bool]) -> int:
        return sum(1 << i for i, n in enumerate(nummers) if test(toetsen[n]))

    return Groep(
        tuple(Lid.van(n, toetsen[n]) for n in nummers),
        tuple(binders),
        patroon.tweetal,
        masker(lambda t: t.eis_en),
        masker(lambda t: t.kaal_waar),
        masker(lambda t: t.kaal_onwaar),
        max([toetsen[n].vrij for n in nummers], key=len),
    )


class Geldend(NamedTuple):
    """The tests that count on some dates: `maskers` has those of each group.

    `koppen` has, per number of a rule, what its findings have in common on these dates.
    """

    maskers: Sequence[int]
    koppen: Mapping[int, Kop]


@lru_cache(maxsize=128)
def geldend(samenstelling: Samenstelling, peildatum: dt.date, kennisdatum: dt.date) -> Geldend:
    def telt(lid: Lid) -> bool:
        regel = lid.toets.regel
        return regel.geldig.omvat(peildatum) and regel.kenbaar_vanaf <= kennisdatum

    maskers = [
        sum(1 << i for i, lid in enumerate(groep.leden) if telt(lid)) for groep in samenstelling.groepen
    ]
    return Geldend(maskers, _Koppen(samenstelling.toetsen, peildatum, kennisdatum))


class _Koppen(dict[int, Kop]):
    """Made when first asked for."""

    __slots__ = ("_kennisdatum", "_peildatum", "_toetsen")

    def __init__(self, toetsen: Sequence[Toets], peildatum: dt.date, kennisdatum: dt.date) -> None:
        super().__init__()
        self._toetsen = toetsen
        self._peildatum = peildatum
        self._kennisdatum = kennisdatum

    def __missing__(self, nummer: int) -> Kop:
        toets, op = self._toetsen[nummer], self._peildatum
        regel = toets.regel
        kop = self[nummer] = Kop(
            regel.id,
            regel.norm,
            regel.titel,
            toets.ernst,
            regel.zekerheid,
            tuple([verwijzing(v, op.isoformat()) for v in self._bekend(regel.vindplaatsen)]),
            toets.regelset,
            toets.plaats,
            regel.kenbaar_vanaf.isoformat(),
            regel.kenbaar_vanaf > op,
        )
        return kop

    def _bekend(self, vindplaatsen: Sequence[Vindplaats]) -> Sequence[Vindplaats]:
        """Without the rulings of later years: a rule may cite what repeated it afterwards."""
        bekend = [
            v
            for v in vindplaatsen
            if v.bron.soort != "uitspraak" or jaar_van(v.bron.kenmerk) <= self._kennisdatum.year
        ]
        return bekend or vindplaatsen


def jaar_van(ecli: str) -> int:
    """The year in an ECLI (`ECLI:NL:CRVB:2016:1402`); 0 when there is none."""
    delen = ecli.split(":")
    return int(delen[3]) if len(delen) == 5 and delen[3].isdecimal() else 0


_GEWICHT: Final = {"niet_van_toepassing": 0, "voldaan": 1, "open": 2, "bevinding": 3}


class Ronde:
    """One check: what each part shows, and from there the judgements of every rule that counts."""

    def __init__(self, samenstelling: Samenstelling, geldend: Geldend, zaak: Zaak, verslag: Verslag) -> None:
        self._samenstelling = samenstelling
        self._geldend = geldend
        self._zaak = zaak
        self._verslag = verslag
        self._oordelen: Oordelen = oordelen_in(zaak)
        self._staart = [{}, zaak.delen, verslag.peildatum, zaak.dossier]
        self._zoeker = Zoeker(samenstelling.plan, zaak, samenstelling.waarnemers)

    def oordeel(self) -> None:
        """Judge, once."""
        for groep, masker in zip(self._samenstelling.groepen, self._geldend.maskers, strict=True):
            if groep.tweetal:
                te_veel = self._tweetallen(groep, masker)
            else:
                te_veel = self._zoeker.zoek(groep.binders, False, masker, partial(self._beslis, groep))
            for n in bits(te_veel):
                self._verslag.te_veel(groep.leden[n])

    def _beslis(self, groep: Groep, delen: Delen, kan: int, onzeker: int, beslist: int, open_: int) -> None:
        """Judge one combination for the rules in `kan`."""
        verslag, leden, en, koppen = self._verslag, groep.leden, groep.en, self._geldend.koppen
        betreft = (delen[0].pointer,) if len(delen) == 1 else tuple([d.pointer for d in delen])
        open_ &= ~beslist  # with several binders one may settle what another leaves open
        onbeslist = ~(beslist | open_)
        waar = kan & (beslist & ~en | onbeslist & en) & groep.kaal_waar
        onwaar = kan & (beslist & en | onbeslist & ~en) & groep.kaal_onwaar
        if waar:
            zeker = waar & ~onzeker
            if zeker:
                verslag.voldaan(leden, zeker, betreft, False)
            if zeker != waar:
                verslag.voldaan(leden, waar & onzeker, betreft, True)
        gebroken = onwaar & ~onzeker
        if gebroken:
            verslag.bevindingen(leden, gebroken, koppen, delen, betreft)
        over = kan & ~waar & ~gebroken
        if not over:
            return
        kaal = over & groep.kaal_waar & groep.kaal_onwaar
        if kaal:
            verslag.open(leden, kaal & onwaar, delen, OPEN_BEREIK)
            verslag.open(leden, kaal & open_ & onzeker, delen, OPEN_BEIDE)
            verslag.open(leden, kaal & open_ & ~onzeker, delen, OPEN_EIS)
            over ^= kaal
        # What can be told of many rules at once is told at once, in whatever way it was found out.
        waar = gebroken = 0
        env, oordelen = [*delen, *groep.vrij, *self._staart], self._oordelen
        while over:
            bit = over & -over
            over ^= bit
            lid = leden[bit.bit_length() - 1]
            toets = lid.toets
            eis: Waarheid = bool(en & bit)
            if beslist & bit:
                eis = not eis
            elif open_ & bit:
                eis = None
            oordeel = weeg_rest(toets, None if onzeker & bit else True, eis, env, delen, oordelen)
            if oordeel is NIET_VAN_TOEPASSING:
                continue
            if oordeel is VOLDAAN:
                waar |= bit
            elif oordeel is BEVINDING:
                gebroken |= bit
            else:
                verslag.noteer(lid, koppen[lid.nummer], delen, betreft, oordeel)
        verslag.voldaan(leden, waar, betreft, False)
        verslag.bevindingen(leden, gebroken, koppen, delen, betreft)

    def _tweetallen(self, groep: Groep, masker: int) -> int:
        """Of a pair only the weightier of its two orders."""
        paren: dict[tuple[int, frozenset[int]], tuple[Delen, Oordeel]] = {}

        def weeg(delen: Delen, kan: int, onzeker: int, beslist: int, open_: int) -> None:
            paar = frozenset([d.nummer for d in delen])
            env = [*delen, *groep.vrij, *self._staart]
            for n in bits(kan):
                toets, bit = groep.leden[n].toets, 1 << n
                en = toets.eis_en
                eis: Waarheid = (not en) if beslist & bit else None if open_ & bit else en
                bereik = None if onzeker & bit else True
                oordeel = weeg_rest(toets, bereik, eis, env, delen, self._oordelen)
                vorig = paren.get((n, paar))
                if vorig is None or _GEWICHT[vorig[1].uitkomst] < _GEWICHT[oordeel.uitkomst]:
                    paren[n, paar] = delen, oordeel

        te_veel = self._zoeker.zoek(groep.binders, True, masker, weeg)
        for (n, _), (delen, oordeel) in paren.items():
            if oordeel is not NIET_VAN_TOEPASSING:
                lid = groep.leden[n]
                betreft = tuple([d.pointer for d in delen])
                self._verslag.noteer(lid, self._geldend.koppen[lid.nummer], delen, betreft, oordeel)
        return te_veel

    def alle_combinaties(self) -> list[list[Combinatie]]:
        """What each pattern of the plan may concern, for comparison with another matcher."""
        uit: list[list[Combinatie]] = [[] for _ in self._samenstelling.toetsen]
        for groep in self._samenstelling.groepen:

            def neem(
                delen: Delen, kan: int, onzeker: int, beslist: int, open_: int, groep: Groep = groep
            ) -> None:
                combinatie = tuple([d.nummer for d in delen])
                for n in bits(kan):
                    uit[groep.leden[n].nummer].append(combinatie)

            self._zoeker.zoek(groep.binders, groep.tweetal, (1 << len(groep.leden)) - 1, neem)
        return uit
