"""Rules against rulings: what a court held, per point, beside what the rules say of the same decision.

A ruling is a pair of files: the dossier (`.json`) as the decision lay there before anyone judged it, and what
the court held (`.toml`). The law is that of the day of the decision, or of the ruling when that day is not
known; what counts as known is that of the day of the ruling.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from dsl.library import Library
from engine.check import check
from engine.dossier import Dossier
from engine.dossier.reading import MAX_BYTES as MAX_DOSSIER
from engine.rule import Ernst, Regel
from service.holdings import MAX_BYTES, Punt, Uitspraak, lees_uitspraak
from service.intake import dossier_of_fouten
from service.presentation import EERSTE_VRAGEN
from service.terminal import Fout

MAX_UITSPRAKEN: Final = 2000

GEVONDEN, GEVRAAGD, GEMIST = "gevonden", "gevraagd", "gemist"
STIL, VALS, ZACHT, VRAAG = "terecht gezwegen", "vals alarm", "zacht alarm", "vraag"
GEEN_NORM: Final = "geen norm"


@dataclass(frozen=True, slots=True)
class Treffer:
    """A finding or an open question of one rule.

    `rang`: the how many-th question it is, 0 for a finding. `eigen`: the rule names this very ruling as a
    source. `vooraf`: it could be known before the ruling.
    """

    regel: str
    norm: str
    rang: int
    ernst: Ernst
    tekst: str
    eigen: bool
    vooraf: bool

    @property
    def blokkeert(self) -> bool:
        return not self.rang and self.ernst.blokkeert

    def als_json(self) -> dict[str, Any]:
        return {
            "regel": self.regel,
            "norm": self.norm,
            "soort": "vraag" if self.rang else "bevinding",
            **({"rang": self.rang} if self.rang else {}),
            "ernst": self.ernst.value,
            "tekst": self.tekst,
            "eigenUitspraak": self.eigen,
            "vooraf": self.vooraf,
        }


@dataclass(frozen=True, slots=True)
class Gezegd:
    """What the rules say of a dossier: per rule its gravest finding and its first question.

    `voldaan`: the norm of each rule that is met. `aantal_vragen`: one question may be of several rules.
    """

    bevindingen: tuple[Treffer, ...] = ()
    vragen: tuple[Treffer, ...] = ()
    voldaan: Mapping[str, str] = field(default_factory=dict)
    aantal_vragen: int = 0


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """A point beside what the rules say of it.

    `treffers`: what the outcome rests on; `voldaan`: the rules of its norms that are met. `later`: the same
    with all that became known after the ruling, when that makes a difference.
    """

    punt: Punt
    uitkomst: str
    treffers: tuple[Treffer, ...] = ()
    voldaan: tuple[str, ...] = ()
    later: Vergelijking | None = None

    @property
    def telt(self) -> bool:
        """Whether the defect counts as found: said, or asked where a judge weighs."""
        return self.uitkomst == GEVONDEN or (self.uitkomst == GEVRAAGD and self.punt.soort == "weging")

    @property
    def vooraan(self) -> bool:
        """Whether a report writes out the question that counts, without being asked for all."""
        return self.telt and any(0 < t.rang <= EERSTE_VRAGEN for t in self.treffers)

    @property
    def wijkt_af(self) -> bool:
        """Whether court and rules differ, which asks for an explanation."""
        return self.uitkomst in {GEMIST, VALS, ZACHT} or (self.uitkomst == GEVRAAGD and not self.telt)

    @property
    def eigen(self) -> bool:
        """A hit on no other rules than those that name this very ruling."""
        return self.telt and all(t.eigen for t in self.treffers)

    @property
    def vooraf(self) -> bool:
        """A hit that was there on the day before the ruling."""
        return self.telt and any(t.vooraf for t in self.treffers)

    def als_json(self) -> dict[str, Any]:
        p = self.punt
        tekst = {"geenNorm": p.geen_norm, "opmerking": p.opmerking, "verschil": p.verschil}
        return {
            "wat": p.wat,
            "oordeel": p.oordeel,
            "soort": p.soort,
            "normen": list(p.normen),
            "uitkomst": self.uitkomst,
            "treffers": [t.als_json() for t in self.treffers],
            "voldaan": list(self.voldaan),
            **({"later": self.later.uitkomst} if self.later else {}),
            **{naam: waarde for naam, waarde in tekst.items() if waarde},
        }


@dataclass(frozen=True, slots=True)
class Beoordeling:
    """One ruling with all its points. `buiten`: blocking findings on what the court did not speak of."""

    naam: str
    uitspraak: Uitspraak
    punten: tuple[Vergelijking, ...]
    buiten: tuple[Treffer, ...]
    vragen: int

    def als_json(self) -> dict[str, Any]:
        u = self.uitspraak
        return {
            "naam": self.naam,
            "ecli": u.ecli,
            "uitspraak": u.uitspraak.isoformat(),
            "peildatum": u.peildatum.isoformat(),
            "kennisdatum": u.uitspraak.isoformat(),
            "uitkomst": u.uitkomst,
            "zekerheid": u.zekerheid,
            "berustOp": u.berust_op,
            "feiten": u.feiten,
            **({"opmerking": u.opmerking} if u.opmerking else {}),
            "punten": [p.als_json() for p in self.punten],
            "buitenDeUitspraak": [t.als_json() for t in self.buiten],
            "openVragen": self.vragen,
        }


def beoordeel(naam: str, uitspraak: Uitspraak, dossier: Dossier, bibliotheek: Library) -> Beoordeling:
    """Judge the dossier by the rules of its day, and lay that beside every point."""
    toen = _gezegd(uitspraak, dossier, bibliotheek, uitspraak.uitspraak)
    nu = _gezegd(uitspraak, dossier, bibliotheek, dt.date.max)
    besproken = {n for p in uitspraak.punten for n in p.normen}
    return Beoordeling(
        naam,
        uitspraak,
        tuple(_met_later(vergelijk(p, toen), vergelijk(p, nu)) for p in uitspraak.punten),
        tuple(t for t in toen.bevindingen if t.blokkeert and t.norm not in besproken),
        toen.aantal_vragen,
    )


def _gezegd(uitspraak: Uitspraak, dossier: Dossier, bibliotheek: Library, kennisdatum: dt.date) -> Gezegd:
    regelsets = bibliotheek.voor(dossier, uitspraak.peildatum)
    regels = {r.id: r for s in regelsets for r in s.regels}
    rapport = check(dossier, regelsets, uitspraak.peildatum, kennisdatum)

    def treffer(id_: str, rang: int, ernst: Ernst, tekst: str) -> Treffer:
        regel = regels[id_]
        vooraf = regel.kenbaar_vanaf < uitspraak.uitspraak
        return Treffer(id_, regel.norm, rang, ernst, tekst, _noemt(regel, uitspraak.ecli), vooraf)

    bevindingen: dict[str, Treffer] = {}
    for b in rapport.bevindingen:
        bevindingen.setdefault(b.regel, treffer(b.regel, 0, b.ernst, b.melding))
    vragen: dict[str, Treffer] = {}
    for rang, v in enumerate(rapport.open_vragen, 1):
        for id_ in v.regels:
            vragen.setdefault(id_, treffer(id_, rang, regels[id_].ernst, v.vraag))
    voldaan = {v.regel: v.norm for v in rapport.voldaan}
    return Gezegd(tuple(bevindingen.values()), tuple(vragen.values()), voldaan, len(rapport.open_vragen))


def _met_later(toen: Vergelijking, nu: Vergelijking) -> Vergelijking:
    return toen if toen.uitkomst == nu.uitkomst else replace(toen, later=nu)


def _noemt(regel: Regel, ecli: str) -> bool:
    return any(v.bron.kenmerk == ecli for v in regel.vindplaatsen)


def vergelijk(punt: Punt, gezegd: Gezegd) -> Vergelijking:
    """What the rules say of one point.

    A defect is found by a finding of any gravity on one of its norms. Where there is no defect, a finding is
    a false alarm when it blocks, and a soft one when it does not.
    """
    if not punt.normen:
        return Vergelijking(punt, GEEN_NORM)
    bevindingen = tuple(t for t in gezegd.bevindingen if t.norm in punt.normen)
    vragen = tuple(t for t in gezegd.vragen if t.norm in punt.normen)
    voldaan = tuple(regel for regel, norm in gezegd.voldaan.items() if norm in punt.normen)
    zwaar = tuple(t for t in bevindingen if t.blokkeert)
    gebrek = punt.oordeel == "gebrek"
    keuzes = (
        [(GEVONDEN, bevindingen), (GEVRAAGD, vragen)]
        if gebrek
        else [(VALS, zwaar), (ZACHT, bevindingen), (VRAAG, vragen)]
    )
    for uitkomst, treffers in keuzes:
        if treffers:
            return Vergelijking(punt, uitkomst, treffers, voldaan)
    return Vergelijking(punt, GEMIST if gebrek else STIL, (), voldaan)


# ---------------------------------------------------------------- a folder of rulings


@dataclass(frozen=True, slots=True)
class Stapel:
    """All rulings of a folder, oldest first. `zonder_dossier`: those of which only the outcome is there."""

    beoordelingen: tuple[Beoordeling, ...]
    zonder_dossier: tuple[str, ...]

    def als_json(self) -> dict[str, Any]:
        return {
            "totalen": {naam: t.als_json() for naam, t in totalen(self.beoordelingen).items()},
            "uitspraken": [b.als_json() for b in self.beoordelingen],
            "zonderDossier": list(self.zonder_dossier),
        }


def beoordeel_map(map_: Path, bibliotheek: Library) -> Stapel:
    """Every pair of files in a folder.

    Raises:
        Fout: the folder has no rulings, or a file of them cannot be used.
    """
    paden = sorted(map_.glob("*.toml"))[: MAX_UITSPRAKEN + 1]
    if not paden:
        raise Fout(
            f"in `{map_}` staan geen uitspraken; een uitspraak is een .toml met een .json van die naam"
        )
    if len(paden) > MAX_UITSPRAKEN:
        raise Fout(f"in `{map_}` staan meer dan {MAX_UITSPRAKEN} uitspraken; verdeel ze over mappen")
    uit: list[Beoordeling] = []
    zonder: list[str] = []
    for pad in paden:
        try:
            uitspraak = lees_uitspraak(_inhoud(pad, MAX_BYTES))
        except ValueError as e:
            raise Fout(f"`{pad.name}`: {e}") from e
        bij = pad.with_suffix(".json")
        if not bij.is_file():
            zonder.append(pad.stem)
            continue
        dossier = dossier_of_fouten(_inhoud(bij, MAX_DOSSIER))
        if not isinstance(dossier, Dossier):
            fout = dossier[0]
            raise Fout(
                f"`{bij.name}`: {fout.code} {fout.pointer or 'het bestand'}: {fout.melding} {fout.herstel}"
            )
        uit.append(beoordeel(pad.stem, uitspraak, dossier, bibliotheek))
    uit.sort(key=lambda b: (b.uitspraak.uitspraak, b.naam))
    return Stapel(tuple(uit), tuple(zonder))


def _inhoud(pad: Path, grens: int) -> bytes:
    # One byte too many is enough for the reader to refuse.
    try:
        with pad.open("rb") as stroom:
            return stroom.read(grens + 1)
    except OSError as e:
        raise Fout(f"`{pad}` is niet te lezen") from e


# ---------------------------------------------------------------- totals


@dataclass(frozen=True, slots=True)
class Totaal:
    """Counts over rulings. `tel`: points per side (`gebrek`, `geen_gebrek`) and outcome.

    `gewogen`: defects that count as found because the right question is asked; `vooraan`: those of them where
    a report writes it out. `eigen`: hits on no other rules than those that name the ruling itself; `vooraf`:
    hits that were there before it; `later`: those that do not count, but would with what became known since.
    `nagelopen`: silences with a rule that was met, not one that had nothing to say. `zonder_uitleg`:
    differences of which nobody has written down why.
    """

    uitspraken: int
    tel: Counter[tuple[str, str]]
    gewogen: int
    vooraan: int
    eigen: int
    vooraf: int
    later: int
    nagelopen: int
    zonder_uitleg: int
    buiten: int
    vragen: int

    @property
    def gebreken(self) -> int:
        """Defects that a rule could find: those with a norm."""
        return sum(self.gebrek(u) for u in (GEVONDEN, GEVRAAGD, GEMIST))

    @property
    def gehouden(self) -> int:
        """Points on which the court found nothing wrong, with a norm."""
        return sum(self.geen_gebrek(u) for u in (STIL, VALS, ZACHT, VRAAG))

    @property
    def geteld(self) -> int:
        """Defects that count as found."""
        return self.gebrek(GEVONDEN) + self.gewogen

    @property
    def zonder_norm(self) -> int:
        return self.gebrek(GEEN_NORM) + self.geen_gebrek(GEEN_NORM)

    def gebrek(self, uitkomst: str) -> int:
        return self.tel["gebrek", uitkomst]

    def geen_gebrek(self, uitkomst: str) -> int:
        return self.tel["geen_gebrek", uitkomst]

    def als_json(self) -> dict[str, Any]:
        return {
            "uitspraken": self.uitspraken,
            "gebreken": {
                "punten": self.gebreken,
                "gevonden": self.gebrek(GEVONDEN),
                "gevraagdBijWeging": self.gewogen,
                "daarvanVooraan": self.vooraan,
                "gevraagdAnders": self.gebrek(GEVRAAGD) - self.gewogen,
                "gemist": self.gebrek(GEMIST),
                "geteld": self.geteld,
                "opEigenUitspraak": self.eigen,
                "vooraf": self.vooraf,
                "pasLaterKenbaar": self.later,
            },
            "geenGebrek": {
                "punten": self.gehouden,
                "gezwegen": self.geen_gebrek(STIL),
                "daarvanNagelopen": self.nagelopen,
                "vraag": self.geen_gebrek(VRAAG),
                "zachtAlarm": self.geen_gebrek(ZACHT),
                "valsAlarm": self.geen_gebrek(VALS),
            },
            "zonderNorm": self.zonder_norm,
            "verschilZonderUitleg": self.zonder_uitleg,
            "buitenDeUitspraak": self.buiten,
            "openVragen": self.vragen,
        }


def totaal(beoordelingen: Iterable[Beoordeling]) -> Totaal:
    rijen = list(beoordelingen)
    punten = [p for b in rijen for p in b.punten]
    return Totaal(
        len(rijen),
        Counter((p.punt.oordeel, p.uitkomst) for p in punten),
        sum(p.uitkomst == GEVRAAGD and p.telt for p in punten),
        sum(p.vooraan for p in punten),
        sum(p.eigen for p in punten),
        sum(p.vooraf for p in punten),
        sum(p.later is not None and p.later.telt and not p.telt for p in punten),
        sum(p.uitkomst == STIL and bool(p.voldaan) for p in punten),
        sum(p.wijkt_af and not p.punt.verschil for p in punten),
        sum(len(b.buiten) for b in rijen),
        sum(b.vragen for b in rijen),
    )


def totalen(beoordelingen: Sequence[Beoordeling]) -> dict[str, Totaal]:
    """Over all rulings, and apart for each degree in which the holdings are known."""
    graden = [g for g in ("hoog", "midden", "laag") if any(b.uitspraak.zekerheid == g for b in beoordelingen)]
    return {
        "alle": totaal(beoordelingen),
        **{g: totaal(b for b in beoordelingen if b.uitspraak.zekerheid == g) for g in graden},
    }
