"""Trying changes on a case of our own, and weighing again only the rules that read what was changed.

A change (`Zet`) is made on the flat parts and taken back; nothing outside sees it. What was tried becomes
a JSON merge patch on the dossier, which a full check can then judge.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final, NamedTuple

from engine.applying import Toets, omgeving_van
from engine.dependence import gelezen_door
from engine.dossier import Dossier, als_json
from engine.facts import ONTBREEKT, Deel, Zaak, attribuut, eigen_feiten, sleutel_pad
from engine.gathering import Plek, Verslag
from engine.matching import bits
from engine.patch import verschil
from engine.rule import Ernst, Regelset, Tempo
from engine.sweeping import Geldend, Ronde, Samenstelling, geldend, stel_samen
from engine.terms import Omgeving
from engine.vocabulary import vocabulary
from engine.writing import eenheden, in_json

BLOKKEREND: Final = frozenset(e for e in Ernst if e.blokkeert)


class Zet(NamedTuple):
    """One change: what a key of a part becomes.

    `waarde`: as in `Deel.waarden`; `ONTBREEKT` takes it out. An empty `sleutel` takes out the part itself. A
    `Deel` under the key of a map of parts is a part to add there. `bepaald`: the value follows from the rule
    and the case; otherwise it stands for what a person must still provide.
    """

    deel: Deel
    sleutel: str
    waarde: Any
    bepaald: bool

    @property
    def erbij(self) -> bool:
        """Whether this adds a part, and does not just refer to one."""
        return isinstance(self.waarde, Deel) and self.waarde.pointer.startswith(self.deel.pointer + "/")

    @property
    def plaats(self) -> tuple[str, str]:
        """What it changes: of two changes to one place only one can be made."""
        return (self.waarde.pointer, "") if self.erbij else (self.deel.pointer, self.sleutel)

    @property
    def pointer(self) -> str:
        if self.erbij:
            return str(self.waarde.pointer)
        return self.deel.pointer + (sleutel_pad(self.deel.soort, self.sleutel) if self.sleutel else "")


class Stand(NamedTuple):
    """Where rules find something in a case, and where they are open."""

    bevindingen: frozenset[Plek]
    open: frozenset[Plek]


class Proef:
    """A case on which changes can be tried. `wegingen` counts how often rules were weighed again."""

    def __init__(
        self,
        dossier: Dossier,
        regelsets: tuple[Regelset, ...],
        peildatum: dt.date,
        kennisdatum: dt.date,
        ernst: Collection[Ernst] = BLOKKEREND,
    ) -> None:
        gelezen = eigen_feiten(dossier)
        self.delen: dict[str, tuple[Deel, ...]] = dict(gelezen.delen)
        self.zaak = Zaak(gelezen.dossier, self.delen, gelezen.digest)
        self.peildatum = peildatum
        self.wegingen = 0
        self._dossier = dossier
        self._samenstelling = stel_samen(regelsets)
        self._geldend = geldend(self._samenstelling, peildatum, kennisdatum)
        self._lezers = _lezers(self._samenstelling)
        self._maskers = [
            sum(1 << i for i, lid in enumerate(groep.leden) if m >> i & 1 and lid.toets.ernst in ernst)
            for groep, m in zip(self._samenstelling.groepen, self._geldend.maskers, strict=True)
        ]
        self.toetsen: dict[str, Toets] = {t.regel.id: t for t in self._samenstelling.toetsen}
        self._op_pointer = {d.pointer: d for rij in self.delen.values() for d in rij}
        self._op_pointer[""] = self.zaak.dossier

    # ------------------------------------------------------------ weighing

    def stand(self) -> Stand:
        """All rules of the wanted gravity, on the case as it is now."""
        return self._weeg(self._maskers)

    def gevolg(self, vorige: Stand, geraakt: Iterable[str]) -> Stand:
        """The stand after a change to these keys, from that before it."""
        maskers = self._geraakt(geraakt)
        opnieuw = self._regels(maskers)
        if not opnieuw:
            return vorige
        nu = self._weeg(maskers)
        return Stand(
            frozenset(b for b in vorige.bevindingen if b[0] not in opnieuw) | nu.bevindingen,
            frozenset(o for o in vorige.open if o[0] not in opnieuw) | nu.open,
        )

    def lezers(self, sleutels: Iterable[str]) -> frozenset[str]:
        """The rules that read any of these keys."""
        return self._regels(self._geraakt(sleutels))

    def _geraakt(self, sleutels: Iterable[str]) -> list[int]:
        maskers = [0] * len(self._maskers)
        for sleutel in sleutels:
            for n, welke in self._lezers.get(sleutel, ()):
                maskers[n] |= welke
        return [m & alle for m, alle in zip(maskers, self._maskers, strict=True)]

    def _regels(self, maskers: Sequence[int]) -> frozenset[str]:
        groepen = self._samenstelling.groepen
        return frozenset(g.leden[i].regel for g, m in zip(groepen, maskers, strict=True) for i in bits(m))

    def _weeg(self, maskers: Sequence[int]) -> Stand:
        self.wegingen += 1
        samen = self._samenstelling
        gekozen = [(g, m) for g, m in zip(samen.groepen, maskers, strict=True) if m]
        soorten = {b.soort for g, _ in gekozen for b in g.binders}
        deel = replace(
            samen,
            groepen=tuple(g for g, _ in gekozen),
            waarnemers={s: w for s, w in samen.waarnemers.items() if s in soorten},
        )
        verslag = Verslag(self.zaak, self.peildatum)
        Ronde(deel, Geldend([m for _, m in gekozen], self._geldend.koppen), self.zaak, verslag).oordeel()
        plekken = verslag.plekken()
        return Stand(frozenset(plekken.bevindingen), frozenset(plekken.open))

    def delen_van(self, plek: Plek) -> tuple[Deel, ...]:
        return tuple(self._op_pointer[p] for p in plek[1])

    def deel(self, pointer: str) -> Deel | None:
        """The part at, or the nearest around, a pointer."""
        while pointer:
            if pointer in self._op_pointer:
                return self._op_pointer[pointer]
            pointer = pointer.rpartition("/")[0]
        return self.zaak.dossier

    def omgeving(self, plek: Plek) -> Omgeving:
        return omgeving_van(self.toetsen[plek[0]], self.delen_van(plek), self.zaak, self.peildatum)

    # ------------------------------------------------------------ changing

    @contextmanager
    def met(self, zetten: Iterable[Zet]) -> Iterator[set[str]]:
        """The case with these changes, for as long as the block lasts; gives the keys they touch."""
        terug: list[Callable[[], None]] = []
        geraakt: set[str] = set()
        try:
            # A part must be there before its fields are set.
            volgorde = sorted(zetten, key=lambda z: not z.erbij)
            for zet in volgorde:
                if zet.sleutel:
                    self._doe(zet, terug, geraakt)
            if weg := [z.deel for z in volgorde if not z.sleutel]:
                self._haal_weg(weg, terug, geraakt)
            yield geraakt
        finally:
            for stap in reversed(terug):
                stap()

    def _doe(self, zet: Zet, terug: list[Callable[[], None]], geraakt: set[str]) -> None:
        deel, sleutel, waarde = zet.deel, zet.sleutel, zet.waarde
        if zet.erbij:
            eigen = deel.waarden.get(sleutel)
            self._vervang(deel, sleutel, (*(eigen if isinstance(eigen, tuple) else ()), waarde), terug)
            self._rij(waarde.soort, (*self.delen.get(waarde.soort, ()), waarde), terug)
            self._op_pointer[waarde.pointer] = waarde
            geraakt |= {sleutel, f"soort:{waarde.soort}"}
            return
        self._vervang(deel, sleutel, waarde, terug)
        geraakt.add(sleutel)
        if waarde is not ONTBREEKT:
            # A group of which a field is filled is there itself.
            boven = sleutel
            while "." in boven:
                boven = boven.rpartition(".")[0]
                if deel.waarden.get(boven) in (None, ONTBREEKT):
                    self._vervang(deel, boven, True, terug)
                    geraakt.add(boven)
        for naam in [k for k in deel.waarden if k.startswith(sleutel + ".")]:
            if waarde is ONTBREEKT:
                self._vervang(deel, naam, ONTBREEKT, terug)
                geraakt.add(naam)
            elif isinstance(waarde, Tempo):
                eenheid, frequentie = eenheden(deel, sleutel, waarde)
                self._vervang(deel, naam, eenheid if naam.endswith(".eenheid") else frequentie, terug)
                geraakt.add(naam)

    def _haal_weg(self, delen: Sequence[Deel], terug: list[Callable[[], None]], geraakt: set[str]) -> None:
        """Take out parts, all of them at once: of each row and list of parts one new one is made."""
        weg = frozenset(map(id, delen))
        for houder in dict.fromkeys(self._houder(d) for d in delen):
            for naam, waarde in list(houder.waarden.items()):
                if isinstance(waarde, tuple) and not weg.isdisjoint(map(id, waarde)):
                    self._vervang(houder, naam, tuple(d for d in waarde if id(d) not in weg), terug)
                    geraakt.add(naam)
        for soort in dict.fromkeys(d.soort for d in delen):
            self._rij(soort, tuple(d for d in self.delen[soort] if id(d) not in weg), terug)
            geraakt.add(f"soort:{soort}")

    def _houder(self, deel: Deel) -> Deel:
        """The part in whose map a part stands."""
        eigenaar = vocabulary().soorten[deel.soort].eigenaar
        houder = deel.waarden.get(eigenaar) if eigenaar else None
        return houder if isinstance(houder, Deel) else self.zaak.dossier

    def _vervang(self, deel: Deel, sleutel: str, waarde: Any, terug: list[Callable[[], None]]) -> None:
        waarden = deel.waarden
        if sleutel in waarden:
            oud = waarden[sleutel]
            terug.append(lambda: waarden.__setitem__(sleutel, oud))
        else:
            terug.append(lambda: waarden.pop(sleutel, None) and None)
        waarden[sleutel] = waarde

    def _rij(self, soort: str, nieuw: tuple[Deel, ...], terug: list[Callable[[], None]]) -> None:
        oud = self.delen.get(soort)

        def zet(rij: tuple[Deel, ...] | None) -> None:
            if rij is None:
                self.delen.pop(soort, None)
                return
            self.delen[soort] = rij
            for nummer, deel in enumerate(rij):
                deel.nummer = nummer

        terug.append(lambda: zet(oud))
        zet(nieuw)

    def wordt_genoemd(self, deel: Deel) -> bool:
        """Whether another part, not its owner, refers to this part."""
        houder = self._houder(deel)
        return any(
            w is deel or (w.__class__ is tuple and deel in w)
            for rij in self.delen.values()
            for d in rij
            if d is not houder
            for w in d.waarden.values()
        )

    # ------------------------------------------------------------ to JSON

    def patch(self, zetten: Sequence[Zet]) -> dict[str, Any]:
        """The changes as a merge patch on the dossier (RFC 7396)."""
        oud = json.loads(als_json(self._dossier))
        nieuw = json.loads(als_json(self._dossier))
        volledig = self._dossier.weergave != "gedeeltelijk"
        for zet in zetten:
            stappen = [s.replace("~1", "/").replace("~0", "~") for s in zet.pointer.split("/")[1:]]
            object_ = nieuw
            for stap in stappen[:-1]:
                _niet_meer_weg(object_, stap)
                object_ = object_.setdefault(stap, {})
            naam = stappen[-1]
            _niet_meer_weg(object_, naam)
            if zet.waarde is not ONTBREEKT:
                object_[naam] = in_json(zet.deel, zet.sleutel, zet.waarde)
                continue
            object_.pop(naam, None)
            veld = attribuut(zet.deel.soort, zet.sleutel)
            if veld is not None and (not volledig or veld.aard == "feit"):
                object_["ontbreekt"] = sorted({*object_.get("ontbreekt", []), naam})
        return verschil(oud, nieuw)


def _niet_meer_weg(object_: dict[str, Any], naam: str) -> None:
    """A name that is filled in cannot stand among those that are known to be absent."""
    weg = object_.get("ontbreekt")
    if weg and naam in weg:
        object_["ontbreekt"] = [n for n in weg if n != naam]
        if not object_["ontbreekt"]:
            del object_["ontbreekt"]


_OORDEEL: Final = frozenset({"regel", "betreft", "voldaan", "soort:oordeel"})
"""What a judgement of a person says; rules that ask for one read it without naming it."""


@lru_cache(maxsize=64)
def _lezers(samenstelling: Samenstelling) -> Mapping[str, tuple[tuple[int, int], ...]]:
    """Per key the rules that read it: the number of their group, and their bits in it."""
    uit: dict[str, dict[int, int]] = {}
    for n, groep in enumerate(samenstelling.groepen):
        for i, lid in enumerate(groep.leden):
            regel = lid.toets.regel
            for sleutel in gelezen_door(regel).sleutels | (_OORDEEL if regel.vraag is not None else set()):
                van = uit.setdefault(sleutel, {})
                van[n] = van.get(n, 0) | 1 << i
    return {sleutel: tuple(van.items()) for sleutel, van in uit.items()}
