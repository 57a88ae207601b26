"""How far a lawful decision is from a finding: on which single fact it hangs, and by how little.

Every known fact that a blocking rule reads is tried otherwise, one at a time (`engine.nudging`); what then
becomes a finding is a weak point. Laws, persons and the layout of decisions stay as they are. The points that
are shown are proven by a full check of the changed dossier. Bounded: at most `MAX_WEGINGEN` trials.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from engine.check import check
from engine.dependence import constanten_bij
from engine.dossier import Dossier, als_json, dossier_uit
from engine.dossier.errors import Dossierfout
from engine.facts import ONTBREEKT, Deel, attribuut, sleutel_pointer
from engine.gathering import Plek
from engine.nudging import Duw, anders, kleinste
from engine.patch import voeg_samen
from engine.provenance import Herkomst, herkomst, is_van_omvang
from engine.rule import Regelset, Tempo
from engine.trial import Proef, Stand, Zet
from engine.vocabulary import Scalar, vocabulary
from engine.wording import toon_in_uitleg

PUNTEN: Final = 3
MAX_WEGINGEN: Final = 4000

OORDEEL: Final = Fraction(1, 4)
STELLING: Final = Fraction(1, 2)
FEIT: Final = Fraction(1)
ZWART_OP_WIT: Final = Fraction(2)
_MAAT: Final = {"dag": 28, "cent": 10_000, "minuut": 240, "stuk": 10}
"""What counts as a whole step of a number; half of it needs half as much."""


@dataclass(frozen=True, slots=True)
class Punt:
    """A weak point: were this fact otherwise, these findings would block.

    `nu` and `dan` as an explanation may show them. `stappen` of `eenheid`: how far a number or date moves
    (0: it becomes another word or is gone). `nodig`: how much it takes, less is weaker. `bewezen`: a full
    check of the changed dossier found the same.
    """

    pointer: str
    nu: str
    dan: str
    stappen: int
    eenheid: str
    herkomst: str
    nodig: Fraction
    bevindingen: tuple[Plek, ...]
    titels: tuple[str, ...]
    bewezen: bool

    def als_json(self) -> dict[str, Any]:
        return {
            "pointer": self.pointer,
            "nu": self.nu,
            "dan": self.dan,
            "stappen": self.stappen,
            "eenheid": self.eenheid,
            "herkomst": self.herkomst,
            "nodig": f"{float(self.nodig):.2f}",
            "bevindingen": [{"regel": r, "betreft": list(b)} for r, b in self.bevindingen],
            "titels": list(self.titels),
            "bewezen": self.bewezen,
        }


@dataclass(frozen=True, slots=True)
class Besluitmarge:
    """One decision: the findings that block it already, or its weakest points, weakest first.

    `zwakke_feiten`: on how many single facts it hangs in all. `open`: how many cases of blocking rules are
    not decided, which can turn out wrong too.
    """

    besluit: str
    blokkeert: tuple[Plek, ...]
    punten: tuple[Punt, ...]
    zwakke_feiten: int
    open: int

    def als_json(self) -> dict[str, Any]:
        return {
            "besluit": self.besluit,
            "blokkeert": [{"regel": r, "betreft": list(b)} for r, b in self.blokkeert],
            "punten": [p.als_json() for p in self.punten],
            "zwakkeFeiten": self.zwakke_feiten,
            "open": self.open,
        }


@dataclass(frozen=True, slots=True)
class Marge:
    """All decisions of a dossier. `gestopt`: not every fact could be tried."""

    besluiten: tuple[Besluitmarge, ...]
    geprobeerd: int
    gestopt: bool

    def als_json(self) -> dict[str, Any]:
        return {
            "besluiten": [b.als_json() for b in self.besluiten],
            "geprobeerd": self.geprobeerd,
            "gestopt": self.gestopt,
        }


@dataclass(frozen=True, slots=True)
class _Kandidaat:
    zet: Zet
    duw: Duw
    nodig: Fraction
    nieuw: frozenset[Plek]


def marge(
    dossier: Dossier, regelsets: tuple[Regelset, ...], peildatum: dt.date, kennisdatum: dt.date
) -> Marge:
    """The margin of each decision by the given rules on these dates."""
    proef = Proef(dossier, regelsets, peildatum, kennisdatum)
    begin = proef.stand()
    per_besluit: dict[str, list[_Kandidaat]] = {d.pointer: [] for d in proef.delen.get("besluit", ())}
    al_fout: dict[str, set[Plek]] = {pointer: set() for pointer in per_besluit}
    for plek in begin.bevindingen:
        for pointer in _besluiten_bij(proef, plek, per_besluit):
            al_fout[pointer].add(plek)
    nog_open = Counter(p for plek in begin.open for p in _besluiten_bij(proef, plek, per_besluit))
    proefjes = _Proefjes(proef, begin)
    if not all(al_fout.values()):
        for kandidaat in proefjes.alle():
            for pointer in {p for plek in kandidaat.nieuw for p in _besluiten_bij(proef, plek, per_besluit)}:
                per_besluit[pointer].append(kandidaat)

    def bewijs(zet: Zet) -> frozenset[Plek]:
        try:
            ander = dossier_uit(voeg_samen(json.loads(als_json(dossier)), proef.patch([zet])))
        except Dossierfout:
            return frozenset()
        gevonden = check(ander, regelsets, peildatum, kennisdatum).bevindingen
        return frozenset((b.regel, b.betreft) for b in gevonden if b.ernst.blokkeert)

    uit = []
    for pointer, kandidaten in per_besluit.items():
        if al_fout[pointer]:
            uit.append(Besluitmarge(pointer, tuple(sorted(al_fout[pointer])), (), 0, nog_open[pointer]))
            continue
        eigen = [_eigen(k, proef, pointer, per_besluit) for k in kandidaten]
        gekozen = _zwakste(eigen)
        punten = tuple(_punt(k, proef, k.nieuw <= bewijs(k.zet)) for k in gekozen)
        uit.append(Besluitmarge(pointer, (), punten, len({k.zet.plaats for k in eigen}), nog_open[pointer]))
    return Marge(tuple(uit), proef.wegingen, proefjes.gestopt)


def _besluiten_bij(proef: Proef, plek: Plek, alle: Iterable[str]) -> set[str]:
    """The decisions that a finding is about; all, when it names none."""
    uit: set[str] = set()
    for deel in proef.delen_van(plek):
        boven: Any = deel
        while isinstance(boven, Deel):
            if boven.soort == "besluit":
                uit.add(boven.pointer)
                break
            besluit = boven.waarden.get("besluit")
            eigenaar = vocabulary().soorten[boven.soort].eigenaar
            boven = besluit if isinstance(besluit, Deel) else boven.waarden.get(eigenaar or "")
    return uit or set(alle)


def _eigen(k: _Kandidaat, proef: Proef, besluit: str, alle: Iterable[str]) -> _Kandidaat:
    """A candidate with only what it does to one decision."""
    nieuw = frozenset(p for p in k.nieuw if besluit in _besluiten_bij(proef, p, alle))
    return _Kandidaat(k.zet, k.duw, k.nodig, nieuw)


def _zwakste(kandidaten: Iterable[_Kandidaat]) -> list[_Kandidaat]:
    """The weakest points, each about another fact and another rule."""
    uit: list[_Kandidaat] = []
    feiten: set[tuple[str, str]] = set()
    regels: set[str] = set()
    for k in sorted(kandidaten, key=_volgorde):
        eigen = {regel for regel, _ in k.nieuw}
        if k.zet.plaats in feiten or eigen <= regels:
            continue
        uit.append(k)
        feiten.add(k.zet.plaats)
        regels |= eigen
        if len(uit) == PUNTEN:
            break
    return uit


def _volgorde(k: _Kandidaat) -> tuple[object, ...]:
    """Weakest first; of two the one in the decision itself, then the one that brings most."""
    wereld = herkomst(k.zet.deel.soort, k.zet.sleutel) is Herkomst.WERELD
    return k.nodig, wereld, -len(k.nieuw), k.zet.plaats, str(k.duw.waarde)


def _punt(k: _Kandidaat, proef: Proef, bewezen: bool) -> Punt:
    deel, sleutel = k.zet.deel, k.zet.sleutel
    veld = attribuut(deel.soort, sleutel)
    plekken = tuple(sorted(k.nieuw))
    return Punt(
        sleutel_pointer(deel, sleutel),
        toon_in_uitleg(deel.waarden.get(sleutel), veld),
        toon_in_uitleg(k.duw.waarde, veld),
        k.duw.stappen,
        k.duw.eenheid,
        "oordeel" if deel.soort == "oordeel" else herkomst(deel.soort, sleutel).value,
        k.nodig,
        plekken,
        tuple(dict.fromkeys(proef.toetsen[regel].regel.titel for regel, _ in plekken)),
        bewezen,
    )


class _Proefjes:
    """Every fact tried otherwise, one at a time."""

    def __init__(self, proef: Proef, begin: Stand) -> None:
        self._proef = proef
        self._begin = begin
        self.gestopt = False

    def alle(self) -> Iterator[_Kandidaat]:
        proef = self._proef
        woorden = constanten_bij(t.regel for t in proef.toetsen.values())
        for rij in list(proef.delen.values()):
            for deel in rij:
                for sleutel, waarde in list(deel.waarden.items()):
                    if waarde is None or waarde is ONTBREEKT or not self._telt(deel, sleutel):
                        continue
                    if proef.wegingen >= MAX_WEGINGEN:
                        self.gestopt = True
                        return
                    yield from self._van(deel, sleutel, waarde, woorden.get(sleutel, frozenset()))

    def _telt(self, deel: Deel, sleutel: str) -> bool:
        """Whether a fact can be disputed and some blocking rule reads it."""
        if attribuut(deel.soort, sleutel) is None or is_van_omvang(deel.soort, sleutel):
            return False
        if herkomst(deel.soort, sleutel) is Herkomst.INDELING:
            return False
        return bool(self._proef.lezers([sleutel]))

    def _van(self, deel: Deel, sleutel: str, waarde: Any, genoemd: frozenset[Any]) -> Iterator[_Kandidaat]:
        duwen = anders(deel.soort, sleutel, waarde, genoemd)
        for richting in (1, -1):
            duw = kleinste(waarde, richting, lambda w: bool(self._nieuw(Zet(deel, sleutel, w, True))))
            if duw is not None:
                duwen.append(duw)
        for duw in duwen:
            zet = Zet(deel, sleutel, duw.waarde, True)
            nieuw = self._nieuw(zet)
            if nieuw:
                yield _Kandidaat(zet, duw, _nodig(deel, sleutel, waarde, duw), nieuw)

    def _nieuw(self, zet: Zet) -> frozenset[Plek]:
        """The findings that a change brings."""
        with self._proef.met([zet]) as geraakt:
            return self._proef.gevolg(self._begin, geraakt).bevindingen - self._begin.bevindingen


def _nodig(deel: Deel, sleutel: str, waarde: Any, duw: Duw) -> Fraction:
    """How much it takes: a step of a number, a judgement, a claim, a fact, or what is black on white."""
    if duw.stappen:
        maat = _MAAT.get(duw.eenheid, 10)
        if isinstance(waarde, Tempo):
            maat = max(int(waarde.per_week), 1)
        return min(Fraction(abs(duw.stappen), maat), ZWART_OP_WIT)
    if deel.soort == "oordeel":
        return OORDEEL
    veld = attribuut(deel.soort, sleutel)
    wat = herkomst(deel.soort, sleutel)
    if wat is Herkomst.WERELD:
        return FEIT
    beweerd = veld is not None and veld.type in (Scalar("ja_nee"), Scalar("tekst"))
    return STELLING if beweerd or wat is not Herkomst.TEKST else ZWART_OP_WIT
