"""Judging for a service that stays up: rules that are replaced while it runs, and the twin in a sample of
checks.
"""

from __future__ import annotations

import datetime as dt
import itertools
import threading
from dataclasses import dataclass, replace
from pathlib import Path

from dsl.diagnostics import render
from engine.check import check
from engine.dossier import Dossier
from engine.report import Rapport
from engine.rule import Regelset
from engine.twin import Tweeling
from service.intake import Navraag, Regels, lees_regels, peildatum_uit, regelmap
from service.presentation import aantal
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

    def toets(self, dossier: Dossier, dagen: Dagen, *, met_tweeling: bool | None = None) -> Rapport:
        """Judge. `met_tweeling`: whether to ask the twin; otherwise as the sample has it."""
        sets = self._regels.bibliotheek.op(dagen.peildatum)
        if met_tweeling is None:
            met_tweeling = self._steekproef > 0 and next(self._teller) % self._steekproef == 0
        if not met_tweeling or self._tweeling is None:
            return check(dossier, sets, dagen.peildatum, dagen.kennisdatum)
        navraag = Navraag(self._tweeling)
        rapport = check(dossier, sets, dagen.peildatum, dagen.kennisdatum, navraag)
        if navraag.alarm is not None:
            self.oneens += 1
            self.alarm = navraag.alarm
        return rapport

    def versies(self, gevraagd: dict[str, tuple[str, str]]) -> tuple[tuple[Regelset, ...], list[str]]:
        """The versions of rules named (per ruleset version and digest), and why some are not here."""
        hier = {s.naam: {} for s in self._regels.bibliotheek.regelsets}  # type: dict[str, dict[str, Regelset]]
        for s in self._regels.bibliotheek.regelsets:
            hier[s.naam][s.digest] = s
        uit, ontbreekt = [], []
        for naam, (versie, digest) in gevraagd.items():
            gevonden = hier.get(naam, {}).get(digest)
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
        return regels


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
