"""Judging for a service that stays up: rules that are replaced while it runs, and the twin in a sample of
checks.
"""

from __future__ import annotations

import datetime as dt
import gc
import itertools
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from dsl.diagnostics import render
from engine.check import check
from engine.dossier import Dossier, lees_dossier
from engine.report import SLOTZIN, Bewijs, Rapport, canoniek, digest
from engine.rule import Regelset
from engine.sweeping import warm_op
from engine.twin import Tweeling
from service.intake import Navraag, Regels, lees_regels, peildatum_uit, regelmap
from service.naming import aantal
from service.terminal import Fout

VORM_DOSSIER = "1"
"""The version of the dossier's schema, for receipts."""


@dataclass(frozen=True, slots=True)
class Dagen:
    """The two dates of a check."""

    peildatum: dt.date
    kennisdatum: dt.date


def dagen_voor(
    dossier: Dossier, peildatum: dt.date | None, kennisdatum: dt.date | None, vandaag: dt.date
) -> Dagen:
    """As asked; otherwise the day of the decision (or today), and today."""
    return Dagen(peildatum or peildatum_uit(dossier, vandaag), kennisdatum or vandaag)


class Gevonden(NamedTuple):
    """A finding without its words: which rule, and where (pointers)."""

    regel: str
    norm: str
    ernst: str
    betreft: tuple[str, ...]

    def als_json(self) -> dict[str, object]:
        return {
            "regel": self.regel,
            "norm": self.norm,
            "ernst": self.ernst,
            "betreft": list(self.betreft),
        }


class Uitslag(NamedTuple):
    """A dossier judged: what of it is answered (canonical JSON), and what of it is kept.

    `volledig`: whether the answer has every word; a short one has the rules and the places only.
    `kenmerk`: of the dossier. `personen`: by what the dossier calls them. `voldaan`: how many rules are met.
    Plain values, so that one process may judge and another keep.
    """

    antwoord: bytes
    volledig: bool
    kenmerk: str | None
    personen: tuple[str, ...]
    dagen: Dagen
    bewijs: Bewijs
    blokkeert: bool
    bevindingen: tuple[Gevonden, ...]
    voldaan: int
    duur_ms: int


class Toetser:
    """Judges by the rules of one folder. May be used by several threads.

    `steekproef`: the twin is asked in one of so many checks; 0 is never.
    """

    def __init__(self, map_: str | None = None, steekproef: int = 0) -> None:
        self._map = regelmap(map_)
        self._steekproef = steekproef
        self._teller = itertools.count(1)
        self._tweeling = Tweeling() if steekproef else None
        self._slot = threading.Lock()
        self._vingerafdruk: object = None
        self._kenteken = ""
        self._regels = self._lees()
        self.oneens = 0
        """How often the twin did not agree, for whoever watches over the service."""
        self.alarm: str | None = None

    def sluit(self) -> None:
        if self._tweeling is not None:
            self._tweeling.close()

    @property
    def regels(self) -> Regels:
        """The rules as they are now. They are replaced as a whole; a check goes by what it began with."""
        return self._regels

    @property
    def twijfel(self) -> tuple[int, int]:
        """How often the twin's process was started, and how often it fell."""
        return (self._tweeling.starts, self._tweeling.vallen) if self._tweeling is not None else (0, 0)

    @property
    def kenteken(self) -> str:
        """Tells the rules as they are now from any others."""
        return self._kenteken

    def aan_de_beurt(self) -> bool:
        """Whether the next check is one of the sample that the twin is asked in."""
        return self._tweeling is not None and next(self._teller) % self._steekproef == 0

    def toets(self, dossier: Dossier, dagen: Dagen, *, met_tweeling: bool = False) -> Rapport:
        """Judge. With the twin it may take long (half a second when it is new): not on an event loop."""
        sets = self._regels.bibliotheek.voor(dossier, dagen.peildatum)
        if not met_tweeling or self._tweeling is None:
            return check(dossier, sets, dagen.peildatum, dagen.kennisdatum)
        navraag = Navraag(self._tweeling)
        rapport = check(dossier, sets, dagen.peildatum, dagen.kennisdatum, navraag)
        if navraag.alarm is not None:
            self.oneens += 1
            self.alarm = navraag.alarm
        return rapport

    def warm_op(self, dag: dt.date) -> None:
        """Compile the rules of a day, here and in the twin, before anyone waits for it.

        What there is then, is there to stay: the search for garbage no longer walks through it, which takes a
        fifth of a second in which nobody is answered.
        """
        leeg = lees_dossier(b"{}")
        warm_op(self._regels.bibliotheek.voor(leeg, dag))
        self.toets(leeg, Dagen(dag, dag), met_tweeling=True)
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def versies(self, gevraagd: dict[str, tuple[str, str]]) -> tuple[tuple[Regelset, ...], list[str]]:
        """The versions of rules named (per ruleset version and digest), and why some are not here."""
        hier = {s.naam: {} for s in self._regels.bibliotheek.regelsets}  # type: dict[str, dict[str, Regelset]]
        for s in self._regels.bibliotheek.regelsets:
            hier[s.naam][s.digest] = s
        uit, ontbreekt = [], []
        for naam, (versie, zegel) in gevraagd.items():
            gevonden = hier.get(naam, {}).get(zegel)
            if gevonden is None:
                waarom = "staat er niet meer" if naam not in hier else "is sindsdien veranderd"
                ontbreekt.append(f"{naam} {versie} {waarom}")
            else:
                uit.append(gevonden)
        return tuple(uit), ontbreekt

    def herlaad(self) -> bool:
        """Read the rules again if a file changed; whether they were replaced.

        Raises:
            Fout: they have errors now; the rules that were there stay.
        """
        with self._slot:
            if _vingerafdruk(self._map) == self._vingerafdruk:
                return False
            self._regels = self._lees()
            return True

    def _lees(self) -> Regels:
        afdruk = _vingerafdruk(self._map)
        regels = lees_regels(self._map)
        if regels.fouten:
            eerste = render(regels.fouten[0]).splitlines()[0]
            raise Fout(
                f"de regels hebben {aantal(len(regels.fouten), 'fout', 'fouten')}; de eerste: {eerste}"
            )
        if not regels.bibliotheek.regelsets:
            raise Fout(f"in `{self._map}` staan geen regels")
        self._vingerafdruk = afdruk
        self._kenteken = digest("\n".join(s.digest for s in regels.bibliotheek.regelsets).encode())
        return regels


@dataclass(frozen=True, slots=True)
class Vraag:
    """How dossiers are to be judged: by which dates (if they were named), on which day, with all words or in
    short.
    """

    peildatum: dt.date | None
    kennisdatum: dt.date | None
    vandaag: dt.date
    kort: bool = False


def beoordeel(toetser: Toetser, tekst: bytes, vraag: Vraag, *, met_tweeling: bool = False) -> Uitslag:
    """Read a dossier and judge it.

    Raises:
        Dossierfout: it is none; with every fault.
    """
    begin = time.perf_counter()
    dossier = lees_dossier(tekst)
    dagen = dagen_voor(dossier, vraag.peildatum, vraag.kennisdatum, vraag.vandaag)
    rapport = toetser.toets(dossier, dagen, met_tweeling=met_tweeling)
    gevonden = tuple([Gevonden(b.regel, b.norm, b.ernst.value, b.betreft) for b in rapport.bevindingen])
    antwoord = _kort(rapport, gevonden) if vraag.kort else rapport.canoniek()
    return Uitslag(
        antwoord,
        not vraag.kort,
        dossier.kenmerk,
        tuple(dossier.personen or ()),
        dagen,
        rapport.bewijs,
        rapport.blokkeert,
        gevonden,
        len(rapport.voldaan),
        round((time.perf_counter() - begin) * 1000),
    )


def _kort(rapport: Rapport, gevonden: tuple[Gevonden, ...]) -> bytes:
    """What a report says without its words, which take longer than the check itself."""
    return canoniek(
        {
            "blokkeert": rapport.blokkeert,
            "bevindingen": [g.als_json() for g in gevonden],
            "bewijs": rapport.bewijs.deel(),
            "slotzin": SLOTZIN,
        }
    )


def met_dit_woord(rapport: Rapport, tweeling: str) -> Rapport:
    """The report as it would be had the twin answered so: its word is no part of the outcome."""
    return replace(rapport, bewijs=replace(rapport.bewijs, tweeling=tweeling))


def _vingerafdruk(map_: Path) -> object:
    """Changes when a file of the rules does: cheap enough to look at every few seconds."""
    return frozenset(
        (str(pad), stat.st_mtime_ns, stat.st_size)
        for pad in map_.rglob("*")
        if pad.suffix in {".regels", ".json", ".toml"} or pad.name == "SLOT"
        for stat in [pad.stat()]
    )
