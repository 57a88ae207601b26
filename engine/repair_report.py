"""What a repair says: the changes, what is left to people, and the proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.gathering import Plek
from engine.provenance import Herkomst


def _plekken(plekken: tuple[Plek, ...]) -> list[dict[str, Any]]:
    return [{"regel": regel, "betreft": list(betreft)} for regel, betreft in plekken]


@dataclass(frozen=True, slots=True)
class Bewerking:
    """A change whose value is determined. `nieuw` is as the dossier writes it, `None` when it goes out.

    `oud` is as an explanation may show it. `zin`: the sentence to use, when the advice of the rule has
    one. `geneest`: the findings that come back without this change. `samen_met`: it stays out of the patch,
    for without these tasks it would do harm.
    """

    pointer: str
    oud: str
    nieuw: Any
    herkomst: Herkomst
    kosten: int
    zin: str | None
    advies: str
    geneest: tuple[Plek, ...]
    samen_met: tuple[str, ...] = ()

    def als_json(self) -> dict[str, Any]:
        return {
            "pointer": self.pointer,
            "oud": self.oud,
            "nieuw": self.nieuw,
            "herkomst": self.herkomst.value,
            "kosten": self.kosten,
            "zin": self.zin,
            "advies": self.advies,
            "geneest": _plekken(self.geneest),
            "samenMet": list(self.samen_met),
        }


@dataclass(frozen=True, slots=True)
class Taak:
    """What a person must provide: `schrijven`, `kiezen` (out of `keuzes`), `doen` or `onderzoeken`.

    Never filled in: `wat` says what must come at `pointer`, `moet` what it has to come to, if that is clear.
    """

    soort: str
    pointer: str
    wat: str
    moet: bool | str | None
    keuzes: tuple[Any, ...]
    kosten: int
    zin: str | None
    advies: str
    geneest: tuple[Plek, ...]

    def als_json(self) -> dict[str, Any]:
        return {
            "soort": self.soort,
            "pointer": self.pointer,
            "wat": self.wat,
            "moet": self.moet,
            "keuzes": list(self.keuzes),
            "kosten": self.kosten,
            "zin": self.zin,
            "advies": self.advies,
            "geneest": _plekken(self.geneest),
        }


@dataclass(frozen=True, slots=True)
class Overig:
    """A finding that no change of this draft cures, and why.

    `splitsen`: it takes other decisions; `feit`: it rests on facts of the world; `mens`: a person judged so;
    `gestopt`: the search stopped before it.
    """

    regel: str
    titel: str
    betreft: tuple[str, ...]
    reden: str
    advies: str

    def als_json(self) -> dict[str, Any]:
        return {
            "regel": self.regel,
            "titel": self.titel,
            "betreft": list(self.betreft),
            "reden": self.reden,
            "advies": self.advies,
        }


@dataclass(frozen=True, slots=True)
class Herstel:
    """The whole repair.

    `voor`, `na`: the blocking findings before and after the patch, as a full check found them.
    `na_taken`: those left in a trial in which every task was done too. `bewezen`: the full check of the
    patched dossier found what the trial foretold, and no blocking finding that was not there before.
    `wordt_open`: findings that become a question. `gestopt`: the search was stopped early, so that a cheaper
    or fuller repair may exist.
    """

    bewerkingen: tuple[Bewerking, ...]
    taken: tuple[Taak, ...]
    overig: tuple[Overig, ...]
    patch: dict[str, Any]
    voor: tuple[Plek, ...]
    na: tuple[Plek, ...]
    na_taken: tuple[Plek, ...]
    wordt_open: tuple[Plek, ...]
    bewezen: bool
    gestopt: bool
    wegingen: int
    bewijs_voor: dict[str, Any]
    bewijs_na: dict[str, Any]

    @property
    def vrij(self) -> bool:
        """Whether nothing blocks once the patch is applied."""
        return not self.na

    @property
    def kosten(self) -> int:
        return sum(b.kosten for b in self.bewerkingen) + sum(t.kosten for t in self.taken)

    def als_json(self) -> dict[str, Any]:
        return {
            "vrij": self.vrij,
            "kosten": self.kosten,
            "bewerkingen": [b.als_json() for b in self.bewerkingen],
            "taken": [t.als_json() for t in self.taken],
            "overig": [o.als_json() for o in self.overig],
            "patch": self.patch,
            "voor": _plekken(self.voor),
            "na": _plekken(self.na),
            "naTaken": _plekken(self.na_taken),
            "wordtOpen": _plekken(self.wordt_open),
            "bewezen": self.bewezen,
            "gestopt": self.gestopt,
            "wegingen": self.wegingen,
            "bewijsVoor": self.bewijs_voor,
            "bewijsNa": self.bewijs_na,
        }
