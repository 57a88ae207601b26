"""The mirror of a question: facts about people in a dossier that no norm that applies here asks for.

Data minimisation (AVG art. 5 lid 1 c, norm PRI-14). A fact counts as needed when a rule that applies, or
may apply, to the part reads it there, or reaches it by a reference, or runs over all parts of its kind.
Names and references only say who is meant and are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from engine.applying import Toets
from engine.dependence import gelezen_door
from engine.facts import ONTBREEKT, Deel, Zaak, attribuut, sleutel_pointer
from engine.gathering import Plek, Plekken
from engine.rule import Regel
from engine.vocabulary import Lijst, Structuur, Verwijzing, Verzameling

NORM: Final = "PRI-14"
BRON: Final = "AVG artikel 5 lid 1 onder c"

_OVER_MENSEN: Final = frozenset({"persoon", "huishouden", "beperking", "wlzsituatie"})
_NIET: Final = frozenset({"gegeven", "planlid", "plandoel", "planonderdeel", "plantaak", "dossier"})
"""What is no fact about a person: of a `gegeven` other norms say whether it is needed, and a plan is text."""
_WIE: Final = frozenset({"naam", "rollen"})


@dataclass(frozen=True, slots=True)
class Overbodig:
    """A fact that no norm that applies here needs; `definitie` says what it is."""

    pointer: str
    definitie: str

    def als_json(self) -> dict[str, Any]:
        return {"pointer": self.pointer, "definitie": self.definitie, "norm": NORM, "bron": BRON}


@dataclass(frozen=True, slots=True)
class _Leest:
    """What a rule reads: per binder the paths from it, and per kind the paths from any part of it."""

    binders: tuple[frozenset[tuple[str, ...]], ...]
    soorten: tuple[tuple[str, frozenset[tuple[str, ...]]], ...]


@lru_cache(maxsize=4096)
def _leest(toets: Toets) -> _Leest:
    regel: Regel = toets.regel
    per_binder: list[set[tuple[str, ...]]] = [set() for _ in regel.binders]
    per_soort: dict[str, set[tuple[str, ...]]] = {}
    lezing = gelezen_door(regel)
    for variabele, pad in lezing.paden:
        if 0 <= variabele < len(per_binder):
            per_binder[variabele].add(pad)
        else:
            per_soort.setdefault(lezing.soorten.get(variabele, "dossier"), set()).add(pad)
    return _Leest(
        tuple(map(frozenset, per_binder)), tuple((s, frozenset(p)) for s, p in sorted(per_soort.items()))
    )


def overbodig(zaak: Zaak, toetsen: Mapping[str, Toets], plekken: Plekken) -> tuple[Overbodig, ...]:
    """The facts about people that nothing here needs, by place."""
    op_pointer = {d.pointer: d for rij in zaak.delen.values() for d in rij}
    nodig: set[tuple[str, str]] = set()
    overal: dict[str, set[tuple[str, ...]]] = {}
    alle: Iterable[Plek] = (*plekken.bevindingen, *plekken.open, *plekken.voldaan)
    for regel, betreft in dict.fromkeys(alle):
        leest = _leest(toetsen[regel])
        for pointer, paden in zip(betreft, leest.binders, strict=True):
            for pad in paden:
                nodig.update(_gelezen(op_pointer[pointer], pad))
        for soort, paden in leest.soorten:
            overal.setdefault(soort, set()).update(paden)
    for soort, alle_paden in overal.items():
        for deel in zaak.delen.get(soort, ()):
            for pad in alle_paden:
                nodig.update(_gelezen(deel, pad))
    uit = [
        Overbodig(sleutel_pointer(deel, sleutel), definitie)
        for deel, sleutel, definitie in _over_mensen(zaak)
        if (deel.pointer, sleutel) not in nodig
    ]
    return tuple(sorted(uit, key=lambda o: o.pointer))


def _gelezen(deel: Any, pad: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The places that a path leads along."""
    for stap in pad:
        if not isinstance(deel, Deel):
            return
        yield deel.pointer, stap
        deel = deel.waarden.get(stap)


def _over_mensen(zaak: Zaak) -> Iterator[tuple[Deel, str, str]]:
    """Every fact about a person that is filled in."""
    for soort, rij in zaak.delen.items():
        for deel in rij if soort not in _NIET else ():
            for sleutel, waarde in deel.waarden.items():
                veld = attribuut(soort, sleutel)
                if veld is None or waarde is None or waarde is ONTBREEKT or waarde == ():
                    continue
                verwijst = isinstance(veld.type, Verwijzing | Verzameling | Structuur) or (
                    isinstance(veld.type, Lijst) and isinstance(veld.type.element, Verwijzing)
                )
                over_mens = veld.persoonsgegeven or soort in _OVER_MENSEN
                if veld.aard == "feit" and over_mens and not verwijst and sleutel not in _WIE:
                    yield deel, sleutel, veld.definitie
