"""The fewest questions with which all that is open can be decided, and the facts that no norm asks for.

An open rule can be decided by some sets of unknown fields (`engine.deciding`). The questions are a smallest
choice of fields that holds such a set for each of them (`engine.covering`). What the answers will be nobody
knows, so that is a lower bound; all unknown fields that can matter are counted too.
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from engine.applying import Toets, gaten, omgeving_van
from engine.covering import kies
from engine.deciding import Vragen, beslisser
from engine.dossier import Dossier
from engine.facts import Deel, Zaak, attribuut, feiten
from engine.gathering import Verslag
from engine.minimising import Overbodig, overbodig
from engine.provenance import Kenner, kenner
from engine.report import Verwijzing, verwijzing
from engine.rule import Regelset
from engine.sweeping import Ronde, geldend, stel_samen
from engine.terms import Gat
from engine.vocabulary import Attribuut, Keuze, Lijst, Scalar
from engine.vocabulary import Verwijzing as Verwijzingstype

MAX_KEUZES: Final = 20


@dataclass(frozen=True, slots=True)
class Vraag:
    """One question. `regels` are those that it helps to decide, `normen` the norms that they encode.

    `doel`: what each of those rules sees to. `beslist`: how many open cases it and those before it can
    decide. `wie`: who may answer. `antwoord`: what kind of answer, with the words to choose from.
    """

    pointer: str
    vraag: str
    wie: Kenner
    antwoord: str
    keuzes: tuple[str, ...]
    persoonsgegeven: bool
    normen: tuple[str, ...]
    regels: tuple[str, ...]
    doel: tuple[str, ...]
    bronnen: tuple[Verwijzing, ...]
    betreft: tuple[str, ...]
    beslist: int

    def als_json(self) -> dict[str, Any]:
        return {
            "pointer": self.pointer,
            "vraag": self.vraag,
            "wie": self.wie.value,
            "antwoord": self.antwoord,
            "keuzes": list(self.keuzes),
            "persoonsgegeven": self.persoonsgegeven,
            "normen": list(self.normen),
            "regels": list(self.regels),
            "doel": list(self.doel),
            "bronnen": [b.als_json() for b in self.bronnen],
            "betreft": list(self.betreft),
            "beslist": self.beslist,
        }


@dataclass(frozen=True, slots=True)
class Vragenlijst:
    """The questions in order.

    `open`: how many cases of rules are open; `onbekend`: how many unknown fields can matter to them now; an
    answer can bring up more. `kleinst`: whether fewer questions cannot do. `niet_te_beslissen`: open for
    another reason than an unknown. `overbodig`: facts that no norm here needs.
    """

    vragen: tuple[Vraag, ...]
    open: int
    onbekend: int
    kleinst: bool
    niet_te_beslissen: tuple[str, ...]
    overbodig: tuple[Overbodig, ...]

    def als_json(self) -> dict[str, Any]:
        return {
            "vragen": [v.als_json() for v in self.vragen],
            "open": self.open,
            "onbekend": self.onbekend,
            "kleinst": self.kleinst,
            "nietTeBeslissen": list(self.niet_te_beslissen),
            "overbodig": [o.als_json() for o in self.overbodig],
        }


@dataclass(frozen=True, slots=True)
class _Open:
    """An open case: the rule, the parts, and the sets that can decide it."""

    toets: Toets
    delen: tuple[Deel, ...]
    sets: tuple[Vragen, ...]


def vragen(
    dossier: Dossier, regelsets: tuple[Regelset, ...], peildatum: dt.date, kennisdatum: dt.date
) -> Vragenlijst:
    """What to ask to decide what is open, by the given rules on these dates."""
    samen, zaak = stel_samen(regelsets), feiten(dossier)
    verslag = Verslag(zaak, peildatum)
    Ronde(samen, geldend(samen, peildatum, kennisdatum), zaak, verslag).oordeel()
    open_: list[_Open] = []
    onbekend: set[Gat] = set()
    klem: set[str] = set()
    onthouden: dict[Any, Any] = {}
    for lid, delen, oordeel in verslag.openstaand():
        env = omgeving_van(lid.toets, delen, zaak, peildatum, onthouden)
        sets = [_per_oordeel(s, delen) for s in beslisser(lid.toets)(env)]
        if not sets or not all(sets):
            klem.add(lid.regel)
            continue
        onbekend.update(gaten(lid.toets, oordeel, env), *(s for s in sets))
        open_.append(_Open(lid.toets, tuple(delen), tuple(sets)))
    gekozen, kleinst = kies(o.sets for o in open_)
    return Vragenlijst(
        tuple(_in_volgorde(gekozen, open_, zaak, peildatum)),
        len(open_),
        len({g.pointer + g.kenmerk * (g.soort == "oordeel") for g in onbekend}),
        kleinst,
        tuple(sorted(klem)),
        overbodig(zaak, {t.regel.id: t for t in samen.toetsen}, verslag.plekken()),
    )


def _per_oordeel(vragen_: Vragen, delen: Sequence[Deel]) -> Vragen:
    """A judgement is asked anew for each combination of parts."""
    waar = " ".join(d.pointer for d in delen)
    return frozenset(g._replace(pointer=f"/oordelen {waar}") if g.soort == "oordeel" else g for g in vragen_)


# ---------------------------------------------------------------- in order and in words


def _in_volgorde(
    gekozen: Sequence[Gat], open_: Sequence[_Open], zaak: Zaak, peildatum: dt.date
) -> Iterable[Vraag]:
    """What decides most goes first, each time."""
    per_veld: dict[Gat, list[int]] = {}
    for n, o in enumerate(open_):
        for g in {g for s in o.sets for g in s}:
            per_veld.setdefault(g, []).append(n)
    over, gesteld, kandidaten = set(range(len(open_))), set[Gat](), set(gekozen)

    def winst(g: Gat) -> list[int]:
        return [
            n for n in per_veld[g] if n in over and any(s - {g} <= gesteld for s in open_[n].sets if g in s)
        ]

    rij = [(-len(winst(g)), g) for g in gekozen]
    heapq.heapify(rij)
    while rij:
        geschat, g = heapq.heappop(rij)
        if g in gesteld:
            continue
        beslist_nu = winst(g)
        if -geschat != len(beslist_nu):
            heapq.heappush(rij, (-len(beslist_nu), g))
            continue
        yield _vraag(g, len(beslist_nu), [open_[n] for n in per_veld[g]], zaak, peildatum)
        gesteld.add(g)
        over.difference_update(beslist_nu)
        # Who waited for this answer can now decide more than was thought.
        wacht = {a for n in per_veld[g] if n in over for s in open_[n].sets if g in s for a in s}
        for a in sorted(wacht & kandidaten - gesteld):
            heapq.heappush(rij, (-len(winst(a)), a))


def _vraag(gat: Gat, beslist: int, waarvoor: Sequence[_Open], zaak: Zaak, peildatum: dt.date) -> Vraag:
    regels: Mapping[str, Toets] = {o.toets.regel.id: o.toets for o in waarvoor}
    volgorde = sorted(regels)
    bronnen = {
        verwijzing(v, peildatum.isoformat()): None for r in volgorde for v in regels[r].regel.vindplaatsen
    }
    mens = gat.soort == "oordeel"
    veld = None if mens else attribuut(gat.soort, gat.kenmerk)
    if mens:
        een = waarvoor[0]
        zin = een.toets.vraag
        tekst = zin(omgeving_van(een.toets, een.delen, zaak, peildatum)) if zin is not None else ""
    else:
        tekst = veld.vraag if veld is not None else "Wat is dit gegeven?"
    antwoord, keuzes = _antwoord(veld, zaak)
    return Vraag(
        "/oordelen" if mens else gat.pointer,
        tekst,
        kenner(gat.soort, "" if mens else gat.kenmerk),
        "ja of nee" if mens else antwoord,
        keuzes,
        veld is not None and veld.persoonsgegeven,
        tuple(sorted({regels[r].regel.norm for r in volgorde})),
        tuple(volgorde),
        tuple(dict.fromkeys(regels[r].regel.titel for r in volgorde)),
        tuple(bronnen),
        tuple(sorted({d.pointer for o in waarvoor for d in o.delen})),
        beslist,
    )


_SOORT: Final = {
    "ja_nee": "ja of nee",
    "tekst": "tekst",
    "getal": "een getal",
    "bedrag": "een bedrag in euro's",
    "datum": "een datum",
    "tijd": "een aantal minuten",
    "periode": "een periode",
    "omvang": "een aantal, een eenheid en per welke periode",
}


def _antwoord(veld: Attribuut | None, zaak: Zaak) -> tuple[str, tuple[str, ...]]:
    match veld.type if veld is not None else None:
        case Scalar(naam=naam):
            return _SOORT[naam], ()
        case Keuze(waarden=waarden):
            return "een van deze woorden", waarden
        case Lijst(element=Keuze(waarden=waarden)):
            return "een of meer van deze woorden", waarden
        case Verwijzingstype(soort=soort) | Lijst(element=Verwijzingstype(soort=soort)):
            refs = tuple(d.ref for d in zaak.delen.get(soort, ()))[:MAX_KEUZES]
            return f"welk onderdeel van de soort {soort.replace('_', ' ')}", refs
        case _:
            return "wat er is, of dat er niets is", ()
