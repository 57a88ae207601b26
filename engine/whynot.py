"""Why a rule does or does not speak of a dossier, for every combination of parts there is.

A report tells only of what a rule has to say; here the matcher is left out, so that a combination
outside the scope is explained too. Pure, like the check, and judged by the same judge.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from engine.applying import (
    Oordeel,
    Toets,
    antwoord_van,
    bij_uitzondering,
    omgeving_van,
    oordelen_in,
    weeg,
)
from engine.dossier import Dossier
from engine.facts import Deel, Zaak, feiten
from engine.judging import WOORD, Knoop, Waarheid
from engine.report import Uitlegstap
from engine.rule import Regelset
from engine.sweeping import stel_samen
from engine.terms import Omgeving

MAX_COMBINATIES: Final = 5_000


@dataclass(frozen=True, slots=True)
class Onderdeel:
    """One part of a rule (`waarbij`, `moet gelden`, `vraag`, `tenzij` with its name) and what decides it."""

    soort: str
    naam: str
    uitkomst: str
    stappen: tuple[Uitlegstap, ...]

    def als_json(self) -> dict[str, Any]:
        return {
            "soort": self.soort,
            "naam": self.naam,
            "uitkomst": self.uitkomst,
            "stappen": [s.als_json() for s in self.stappen],
        }


@dataclass(frozen=True, slots=True)
class Combinatie:
    """How the rule judges these parts; what decides comes first."""

    betreft: tuple[str, ...]
    uitkomst: str
    onderdelen: tuple[Onderdeel, ...]

    def als_json(self) -> dict[str, Any]:
        return {
            "betreft": list(self.betreft),
            "uitkomst": self.uitkomst,
            "onderdelen": [o.als_json() for o in self.onderdelen],
        }


@dataclass(frozen=True, slots=True)
class Waarom:
    """One rule in one version. `stand` tells whether it was applied at all:

    `toegepast`, `niet_geldig` (not on the peildatum), `niet_kenbaar` (not yet on the kennisdatum), or
    `niets_te_toetsen` (the dossier has no such parts; `ontbreekt` names the kinds, and `onbekend` those
    of which the dossier does not say whether there are any). `weggelaten`: combinations not looked at.
    """

    regel: str
    titel: str
    regelset: str
    plaats: str
    stand: str
    ontbreekt: tuple[str, ...]
    onbekend: tuple[str, ...]
    combinaties: tuple[Combinatie, ...]
    weggelaten: int

    def als_json(self) -> dict[str, Any]:
        return {
            "regel": self.regel,
            "titel": self.titel,
            "regelset": self.regelset,
            "plaats": self.plaats,
            "stand": self.stand,
            "ontbreekt": list(self.ontbreekt),
            "onbekend": list(self.onbekend),
            "combinaties": [c.als_json() for c in self.combinaties],
            "weggelaten": self.weggelaten,
        }


def waarom(
    dossier: Dossier, regelsets: tuple[Regelset, ...], regel: str, peildatum: dt.date, kennisdatum: dt.date
) -> tuple[Waarom, ...]:
    """Explain a rule in each of the given rulesets that has it; empty when none has."""
    toetsen = [t for t in stel_samen(regelsets).toetsen if t.regel.id == regel]
    if not toetsen:
        return ()
    zaak = feiten(dossier)
    return tuple(_waarom(t, zaak, peildatum, kennisdatum) for t in toetsen)


def _waarom(toets: Toets, zaak: Zaak, peildatum: dt.date, kennisdatum: dt.date) -> Waarom:
    regel = toets.regel
    soorten = list(dict.fromkeys(b.soort for b in regel.binders))
    onbekend = tuple(s for s in soorten if s not in zaak.delen)
    nodig = 2 if regel.tweetal else 1
    ontbreekt = tuple(s for s in soorten if s in zaak.delen and len(zaak.delen[s]) < nodig)
    combinaties: list[Combinatie] = []
    weggelaten = 0
    if not regel.geldig.omvat(peildatum):
        stand = "niet_geldig"
    elif regel.kenbaar_vanaf > kennisdatum:
        stand = "niet_kenbaar"
    elif onbekend or ontbreekt:
        stand = "niets_te_toetsen"
    else:
        stand = "toegepast"
        combinaties = list(itertools.islice(_combinaties(toets, zaak, peildatum), MAX_COMBINATIES))
        aantallen = [len(zaak.delen[b.soort]) for b in regel.binders]
        totaal = math.comb(aantallen[0], 2) if regel.tweetal else math.prod(aantallen)
        weggelaten = totaal - len(combinaties)
        combinaties.sort(key=lambda c: (_VOLGORDE.index(c.uitkomst), c.betreft))
    plaats = f"{regel.plaats.bestand}:{regel.plaats.rij}"
    return Waarom(
        regel.id,
        regel.titel,
        toets.regelset,
        plaats,
        stand,
        ontbreekt,
        onbekend,
        tuple(combinaties),
        weggelaten,
    )


_VOLGORDE: Final = ("bevinding", "open", "voldaan", "niet_van_toepassing")


def _combinaties(toets: Toets, zaak: Zaak, peildatum: dt.date) -> Iterator[Combinatie]:
    """Every combination; of a pair the weightier of its two orders, as in a check."""
    oordelen = oordelen_in(zaak)
    tafels = [zaak.delen[b.soort] for b in toets.regel.binders]

    def oordeel_over(delen: tuple[Deel, ...]) -> tuple[tuple[Deel, ...], Oordeel, Omgeving]:
        env = omgeving_van(toets, delen, zaak, peildatum)
        return delen, weeg(toets, env, delen, oordelen), env

    if toets.regel.tweetal:
        for a, b in itertools.combinations(tafels[0], 2):
            kandidaten = [oordeel_over((a, b)), oordeel_over((b, a))]
            delen, oordeel, env = min(kandidaten, key=lambda k: _VOLGORDE.index(k[1].uitkomst))
            yield _combinatie(toets, delen, oordeel, env, antwoord_van(oordelen, toets.regel, delen))
    else:
        for delen in itertools.product(*tafels):
            delen, oordeel, env = oordeel_over(delen)
            yield _combinatie(toets, delen, oordeel, env, antwoord_van(oordelen, toets.regel, delen))


def _combinatie(
    toets: Toets, delen: tuple[Deel, ...], oordeel: Oordeel, env: Omgeving, antwoord: Waarheid
) -> Combinatie:
    onderdelen: list[tuple[Waarheid, Onderdeel]] = []

    def voeg_toe(soort: str, naam: str, knoop: Knoop) -> Waarheid:
        waarheid = knoop.waar(env)
        stappen = tuple(knoop.stappen(env, waarheid))
        if naam:
            stappen = tuple(bij_uitzondering(s, naam) for s in stappen)
        onderdelen.append((waarheid, Onderdeel(soort, naam, WOORD[waarheid], stappen)))
        return waarheid

    if toets.waarbij is not None:
        voeg_toe("waarbij", "", toets.waarbij)
    if oordeel.uitkomst != "niet_van_toepassing":
        eis = True if toets.eis is None else voeg_toe("moet gelden", "", toets.eis)
        if toets.vraag is not None and eis is not False:
            onderdelen.append((antwoord, Onderdeel("vraag", toets.vraag(env), WOORD[antwoord], ())))
        if oordeel.uitzonderingen:
            for u in toets.uitzonderingen:
                voeg_toe("tenzij", u.naam, u.knoop)
    beslissend = _BESLISSEND[oordeel.uitkomst]
    onderdelen.sort(key=lambda o: not (o[0] is beslissend and _telt(o[1], oordeel)))
    return Combinatie(tuple(d.pointer for d in delen), oordeel.uitkomst, tuple(o for _, o in onderdelen))


_BESLISSEND: Final[dict[str, Waarheid]] = {
    "bevinding": False,
    "open": None,
    "voldaan": True,
    "niet_van_toepassing": False,
}


def _telt(onderdeel: Onderdeel, oordeel: Oordeel) -> bool:
    """Whether this part can decide the outcome; the scope never makes a rule met or broken."""
    return onderdeel.soort != "waarbij" or oordeel.uitkomst in ("niet_van_toepassing", "open")
