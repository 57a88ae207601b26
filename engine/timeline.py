"""The verdict on a case over a window of days, and on objection: where it changes, and why.

Rules are weighed on the days of `engine.breakpoints` alone; between two of them the verdict is the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from engine.breakpoints import DAG, Aanleiding, Breekpunten, breekpunten
from engine.dossier import Dossier
from engine.facts import Zaak, feiten
from engine.gathering import Plek, Verslag
from engine.report import Verwijzing, verwijzing
from engine.rule import Ernst, Regelset
from engine.sweeping import Ronde, Samenstelling, geldend, jaar_van, stel_samen

MAX_DAGEN: Final = 366 * 30
MAX_WEGINGEN: Final = 3_000


class TeVeel(Exception):  # noqa: N818 - an outcome, not a mistake
    """The window is longer than `MAX_DAGEN`, or has more turning days than `MAX_WEGINGEN`."""


class Bevonden(NamedTuple):
    """A finding, without its words."""

    ernst: Ernst
    regel: str
    norm: str
    titel: str
    betreft: tuple[str, ...]

    def als_json(self) -> dict[str, Any]:
        return {
            "regel": self.regel,
            "norm": self.norm,
            "titel": self.titel,
            "ernst": self.ernst.value,
            "betreft": list(self.betreft),
        }


class Reden(NamedTuple):
    """Why a verdict changed: what happened, and the sources of the rule."""

    aanleiding: Aanleiding
    bronnen: tuple[Verwijzing, ...]

    def als_json(self) -> dict[str, Any]:
        a = self.aanleiding
        uit: dict[str, Any] = {"dag": a.dag.isoformat(), "soort": a.soort, "regel": a.regel}
        if a.wat:
            uit["wat"] = a.wat
        if a.pointer:
            uit["pointer"] = a.pointer
        if a.jaren is not None:
            uit["jaren"] = a.jaren
        return {**uit, "bronnen": [b.als_json() for b in self.bronnen]}


@dataclass(frozen=True, slots=True)
class Stand:
    """The verdict on a day: findings, gravest first, and what is open. Two are equal when all of it is."""

    bevindingen: tuple[Bevonden, ...]
    open: frozenset[Plek]

    @property
    def blokkeert(self) -> bool:
        return any(b.ernst.blokkeert for b in self.bevindingen)

    def als_json(self) -> dict[str, Any]:
        return {
            "blokkeert": self.blokkeert,
            "bevindingen": [b.als_json() for b in self.bevindingen],
            "open": len(self.open),
        }


@dataclass(frozen=True, slots=True)
class Wending:
    """What is other from a day on, and why. `open_erbij`, `open_weg`: what became a question, or was one."""

    dag: dt.date
    erbij: tuple[Bevonden, ...]
    weg: tuple[Bevonden, ...]
    open_erbij: tuple[Plek, ...]
    open_weg: tuple[Plek, ...]
    redenen: tuple[Reden, ...]

    def als_json(self) -> dict[str, Any]:
        return {
            "dag": self.dag.isoformat(),
            "erbij": [b.als_json() for b in self.erbij],
            "weg": [b.als_json() for b in self.weg],
            "openErbij": [{"regel": r, "betreft": list(b)} for r, b in self.open_erbij],
            "openWeg": [{"regel": r, "betreft": list(b)} for r, b in self.open_weg],
            "waarom": [r.als_json() for r in self.redenen],
        }


@dataclass(frozen=True, slots=True)
class Tijdvak:
    """Days, the first and the last included, with one verdict."""

    van: dt.date
    tot: dt.date
    stand: Stand

    def als_json(self) -> dict[str, Any]:
        return {"van": self.van.isoformat(), "tot": self.tot.isoformat(), **self.stand.als_json()}


@dataclass(frozen=True, slots=True)
class Tijdlijn:
    """A window: stretches of days in order, and between each two what changed.

    `kennisdatum`: `None` when what is known goes with the day. `dagen`: how many days were looked at.
    """

    van: dt.date
    tot: dt.date
    kennisdatum: dt.date | None
    tijdvakken: tuple[Tijdvak, ...]
    wendingen: tuple[Wending, ...]
    dagen: int

    def als_json(self) -> dict[str, Any]:
        return {
            "van": self.van.isoformat(),
            "tot": self.tot.isoformat(),
            "kennisdatum": None if self.kennisdatum is None else self.kennisdatum.isoformat(),
            "tijdvakken": [t.als_json() for t in self.tijdvakken],
            "wendingen": [w.als_json() for w in self.wendingen],
            "dagenBekeken": self.dagen,
        }


@dataclass(frozen=True, slots=True)
class Heroverweging:
    """One case by the law of the day of the decision (ex tunc) and of the day on objection (ex nunc)."""

    toen: dt.date
    nu: dt.date
    kennisdatum: dt.date
    stand_toen: Stand
    stand_nu: Stand
    verschil: Wending

    def als_json(self) -> dict[str, Any]:
        return {
            "exTunc": {"peildatum": self.toen.isoformat(), **self.stand_toen.als_json()},
            "exNunc": {"peildatum": self.nu.isoformat(), **self.stand_nu.als_json()},
            "kennisdatum": self.kennisdatum.isoformat(),
            "verschil": self.verschil.als_json(),
        }


def tijdlijn(
    dossier: Dossier,
    regelsets: Sequence[Regelset],
    van: dt.date,
    tot: dt.date,
    kennisdatum: dt.date | None = None,
) -> Tijdlijn:
    """The verdict on each day from `van` up to and including `tot`.

    Args:
        dossier: the case as it is; it does not change with the days.
        regelsets: all versions that are in use, each with the days on which it is in force.
        kennisdatum: the day whose knowledge applies; without it that of each day itself.

    Raises:
        TeVeel: the window is too long, or turns too often.
    """
    if (tot - van).days >= MAX_DAGEN:
        raise TeVeel
    zaak, samenstelling = feiten(dossier), stel_samen(tuple(regelsets))
    punten = breekpunten(zaak, regelsets, van, tot, kennisdatum)
    dagen = _dagen(punten, van, tot)
    if len(dagen) > MAX_WEGINGEN:
        raise TeVeel
    tijdvakken: list[Tijdvak] = []
    wendingen: list[Wending] = []
    elke_dag = sorted(punten.elke_dag)
    per_dag: dict[dt.date, list[Aanleiding]] = {}
    for a in punten.aanleidingen:
        per_dag.setdefault(a.dag, []).append(a)
    for dag in dagen:
        stand = _stand(zaak, samenstelling, dag, kennisdatum or dag)
        if tijdvakken and tijdvakken[-1].stand == stand:
            continue
        if tijdvakken:
            vorig = tijdvakken[-1]
            tijdvakken[-1] = Tijdvak(vorig.van, dag - DAG, vorig.stand)
            waarom = [*per_dag.get(dag, ()), *(Aanleiding(dag, "dag", regel) for regel in elke_dag)]
            wendingen.append(_wending(dag, vorig.stand, stand, waarom, regelsets))
        tijdvakken.append(Tijdvak(dag, tot, stand))
    return Tijdlijn(van, tot, kennisdatum, tuple(tijdvakken), tuple(wendingen), len(dagen))


def heroverweging(
    dossier: Dossier, regelsets: Sequence[Regelset], toen: dt.date, nu: dt.date, kennisdatum: dt.date
) -> Heroverweging:
    """The case on two days, with everything between them that can explain the difference.

    Raises:
        TeVeel: more lies between the days than can be looked at.
    """
    if (nu - toen).days >= MAX_DAGEN:
        raise TeVeel
    zaak, samenstelling = feiten(dossier), stel_samen(tuple(regelsets))
    punten = breekpunten(zaak, regelsets, toen, nu, kennisdatum)
    eerst, laatst = (_stand(zaak, samenstelling, dag, kennisdatum) for dag in (toen, nu))
    # What a rule says matters only once it is there.
    nieuw = {a.regel for a in punten.aanleidingen if a.soort == "regel_begint"}
    telt = [a for a in punten.aanleidingen if a.regel not in nieuw or a.soort == "regel_begint"]
    telt += [Aanleiding(nu, "dag", regel) for regel in sorted(punten.elke_dag)]
    verschil = _wending(nu, eerst, laatst, telt, regelsets)
    return Heroverweging(toen, nu, kennisdatum, eerst, laatst, verschil)


def _dagen(punten: Breekpunten, van: dt.date, tot: dt.date) -> list[dt.date]:
    if punten.elke_dag:
        return [van + DAG * n for n in range((tot - van).days + 1)]
    return sorted({van, *(a.dag for a in punten.aanleidingen)})


def _stand(zaak: Zaak, samenstelling: Samenstelling, dag: dt.date, kennisdatum: dt.date) -> Stand:
    """`samenstelling`: every version; a rule counts on the days for which it holds."""
    verslag = Verslag(zaak, dag)
    Ronde(samenstelling, geldend(samenstelling, dag, kennisdatum), zaak, verslag).oordeel()
    plekken = verslag.plekken()
    toetsen = {t.regel.id: t for t in samenstelling.toetsen if t.regel.geldig.omvat(dag)}
    bevindingen = [
        Bevonden(toetsen[r].ernst, r, toetsen[r].regel.norm, toetsen[r].regel.titel, betreft)
        for r, betreft in plekken.bevindingen
    ]
    rang = list(Ernst)
    bevindingen.sort(key=lambda b: (rang.index(b.ernst), b.regel, b.betreft))
    return Stand(tuple(bevindingen), frozenset(plekken.open))


def _wending(
    dag: dt.date,
    eerst: Stand,
    dan: Stand,
    aanleidingen: Iterable[Aanleiding],
    regelsets: Sequence[Regelset],
) -> Wending:
    erbij = tuple(b for b in dan.bevindingen if b not in set(eerst.bevindingen))
    weg = tuple(b for b in eerst.bevindingen if b not in set(dan.bevindingen))
    open_erbij, open_weg = tuple(sorted(dan.open - eerst.open)), tuple(sorted(eerst.open - dan.open))
    anders = {b.regel for b in (*erbij, *weg)} | {r for r, _ in (*open_erbij, *open_weg)}
    return Wending(
        dag,
        erbij,
        weg,
        open_erbij,
        open_weg,
        tuple(Reden(a, _bronnen(a, regelsets)) for a in aanleidingen if a.regel in anders),
    )


def _bronnen(a: Aanleiding, regelsets: Sequence[Regelset]) -> tuple[Verwijzing, ...]:
    """The sources of the rule on that day; of one that ended, those of the day before."""
    for dag in (a.dag, a.dag - DAG):
        for regelset in regelsets:
            for regel in regelset.regels:
                if regel.id == a.regel and regel.geldig.omvat(dag):
                    bekend = [
                        v
                        for v in regel.vindplaatsen
                        if v.bron.soort != "uitspraak" or jaar_van(v.bron.kenmerk) <= dag.year
                    ]
                    return tuple(verwijzing(v, dag.isoformat()) for v in bekend or regel.vindplaatsen)
    return ()
