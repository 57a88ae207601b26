"""Which law can carry which help, and what belongs to a law: values, as `rulesets/dragers.toml` has them.

A carrier (drager) is a law that can be the basis of a decision on a kind of help. Everything said of a
law is a `Grond`: a sentence with the places in the law on which it rests, and the days for which it holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from engine.rule import Geldigheid, Vindplaats, Zekerheid

ASPECTEN: Final = (
    "begunstigde",
    "orgaan",
    "mandaat",
    "procedure",
    "termijn",
    "vorm",
    "bijdrage",
    "pgb",
    "bezwaar",
    "geld",
    "herziening",
)
"""What is said of each law, in the order in which a reader wants it."""

Plek = Literal["gemeente", "elders", "collectief"]


@dataclass(frozen=True, slots=True)
class Grond:
    """A statement about the law. `norm`: the norm that says the same, or empty."""

    tekst: str
    vindplaatsen: tuple[Vindplaats, ...]
    nagegaan: Zekerheid
    norm: str
    geldig: Geldigheid


@dataclass(frozen=True, slots=True)
class Wetregime:
    """A law, and what a decision under it is like.

    `plek`: who decides: the municipality, another body, or nobody because there is no decision.
    `orgaan`, `geldstroom`, `aard` and `plansoort` are words of the case file, `None` where it has none.
    `begin_vrij`: whether the law leaves room to set the first day. `gezamenlijk`: spouses hold the claim
    together. `bezwaartermijn`: a period as in the case file. `schorsend`: whether objection suspends.
    `leeftijd_tot`: the birthday on which the law ends, for whoever is no parent.
    """

    wet: str
    naam: str
    plek: Plek
    artikel: str | None = None
    orgaan: str | None = None
    geldstroom: str | None = None
    bijdrage: bool | None = None
    pgb: bool | None = None
    aard: str | None = None
    plansoort: str | None = None
    begin_vrij: bool = False
    gezamenlijk: bool = False
    bezwaartermijn: str | None = None
    schorsend: bool | None = None
    leeftijd_tot: int | None = None


@dataclass(frozen=True, slots=True)
class Feit:
    """One aspect of one law."""

    wet: str
    aspect: str
    grond: Grond


@dataclass(frozen=True, slots=True)
class Drager:
    """A law that carries some kinds of help, for some ages and roles.

    `leeftijd_tot` is the birthday on which it ends. `als`: `wlz_indicatie`, or empty for always.
    `geldstroom`: only where it differs from that of the law.
    """

    id: str
    wet: str
    artikel: str | None
    producten: frozenset[str]
    leeftijd_vanaf: int | None
    leeftijd_tot: int | None
    rollen: frozenset[str]
    als: str
    geldstroom: str | None
    grond: Grond


@dataclass(frozen=True, slots=True)
class Verlenging:
    """When help may go on after the age at which its carrier ends; `tot_leeftijd` `None`: without an age."""

    wet: str
    tot_leeftijd: int | None
    producten: frozenset[str]
    soort_jeugdhulp: str | None
    een_van: tuple[str, ...]
    grond: Grond


@dataclass(frozen=True, slots=True)
class Vervolgroute:
    """Which laws may carry on where one ends because of age."""

    wet: str
    naar: tuple[str, ...]
    grond: Grond


@dataclass(frozen=True, slots=True)
class Voorrang:
    """Which of two laws goes first. `feit`: the field of the provision that decides, if one does.

    `ja` and `nee`: the law when that field is true or false; `None`: then still a choice.
    """

    tussen: tuple[str, str]
    producten: frozenset[str]
    vraag: str
    feit: tuple[str, ...]
    ja: str | None
    nee: str | None
    grond: Grond


@dataclass(frozen=True, slots=True)
class Deur:
    """Where to go for what the municipality does not decide."""

    wet: str
    bij: str
    grond: Grond


@dataclass(frozen=True, slots=True)
class Eigen:
    """A kind of element of a plan that asks no decision."""

    soort: str
    grond: Grond


@dataclass(frozen=True, slots=True)
class Samen:
    """A lawful way to keep decisions together."""

    naam: str
    grond: Grond


@dataclass(frozen=True, slots=True)
class Dragers:
    """All that the file says; `op` leaves what holds on a day."""

    wetten: Mapping[str, Wetregime]
    feiten: tuple[Feit, ...] = ()
    dragers: tuple[Drager, ...] = ()
    verlengingen: tuple[Verlenging, ...] = ()
    vervolg: tuple[Vervolgroute, ...] = ()
    voorrang: tuple[Voorrang, ...] = ()
    deuren: tuple[Deur, ...] = ()
    eigen: tuple[Eigen, ...] = ()
    samen: tuple[Samen, ...] = ()

    def op(self, dag: dt.date) -> Dragers:
        return replace(
            self,
            feiten=tuple(f for f in self.feiten if f.grond.geldig.omvat(dag)),
            dragers=tuple(d for d in self.dragers if d.grond.geldig.omvat(dag)),
            verlengingen=tuple(v for v in self.verlengingen if v.grond.geldig.omvat(dag)),
            vervolg=tuple(v for v in self.vervolg if v.grond.geldig.omvat(dag)),
            voorrang=tuple(v for v in self.voorrang if v.grond.geldig.omvat(dag)),
            deuren=tuple(d for d in self.deuren if d.grond.geldig.omvat(dag)),
            eigen=tuple(e for e in self.eigen if e.grond.geldig.omvat(dag)),
            samen=tuple(s for s in self.samen if s.grond.geldig.omvat(dag)),
        )

    def van_wet(self, wet: str) -> Mapping[str, Grond]:
        """What is said of a law, by aspect, in the order of `ASPECTEN`."""
        gevonden = {f.aspect: f.grond for f in self.feiten if f.wet == wet}
        return {aspect: gevonden[aspect] for aspect in ASPECTEN if aspect in gevonden}

    def voorrang_tussen(self, een: str, ander: str, product: str | None) -> Voorrang | None:
        """The rule between two laws; one for the kind of help goes before a general one."""
        passend = [v for v in self.voorrang if {een, ander} == set(v.tussen)]
        eigen = (v for v in passend if product is not None and product in v.producten)
        algemeen = (v for v in passend if not v.producten)
        return next(eigen, None) or next(algemeen, None)
