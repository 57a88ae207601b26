"""What comes out of a check: plain values, and their one canonical JSON.

Canonical JSON here means: keys sorted, no insignificant white space, UTF-8, no floats. The same
dossier, rules and dates give the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Generic, NamedTuple, TypeVar

import orjson

from engine.rule import Conditie, Ernst, Vindplaats, Zekerheid
from engine.saying import Gezegde, gezegde

_T = TypeVar("_T")

SLOTZIN: Final = "Toetssteen adviseert; een mens beslist."


@dataclass(frozen=True, slots=True)
class Verwijzing:
    """A source as a reader may open it. `jci` is the juriconnect reference of a statute."""

    titel: str
    aanduiding: str
    kenmerk: str
    link: str | None

    def als_json(self) -> dict[str, Any]:
        return {
            "titel": self.titel,
            "aanduiding": self.aanduiding,
            "kenmerk": self.kenmerk,
            "link": self.link,
        }


_WAAR: Final = {"waar": True, "onwaar": False, "onbekend": None}


class Uitlegstap(NamedTuple):
    """One condition that decided, with the facts it rests on.

    `feiten` pairs a JSON pointer with the value as a reader may see it; personal data stay behind
    their pointer. `delen`: the variables of the condition, with the pointers of the parts that they
    stand for.
    """

    conditie: Conditie
    uitkomst: str
    feiten: tuple[tuple[str, str], ...]
    plaats: str
    delen: tuple[tuple[int, str], ...] = ()
    uitzondering: str | None = None

    @property
    def voorwaarde(self) -> str:
        """The condition in the words of the rule."""
        return self.conditie.tekst

    @property
    def gezegde(self) -> Gezegde:
        """The condition as it turned out, in plain Dutch."""
        return gezegde(self.conditie, _WAAR[self.uitkomst], self.delen)

    def als_json(self) -> dict[str, Any]:
        uit: dict[str, Any] = {
            "inWoorden": self.gezegde.zin,
            "voorwaarde": self.voorwaarde,
            "uitkomst": self.uitkomst,
            "feiten": [{"pointer": p, "waarde": w} for p, w in self.feiten],
            "plaats": self.plaats,
        }
        if self.uitzondering is not None:
            uit["uitzondering"] = self.uitzondering
        return uit


class Woorden(NamedTuple):
    """What a finding says of its parts. `ondanks_onbekend`: decided although a fact was unknown."""

    melding: str
    advies: str
    uitleg: tuple[Uitlegstap, ...]
    ondanks_onbekend: bool


class Later(Generic[_T]):
    """A value that is worked out when it is first asked for; it compares as that value.

    What it comes to is settled beforehand: it is worked out from what never changes.
    """

    __slots__ = ("_maak", "_waarde")

    def __init__(self, maak: Callable[[], _T]) -> None:
        self._maak: Callable[[], _T] | None = maak

    def __call__(self) -> _T:
        maak = self._maak
        if maak is not None:
            self._waarde = maak()
            self._maak = None
        return self._waarde

    def __eq__(self, ander: object) -> bool:
        return self() == ander() if isinstance(ander, Later) else NotImplemented

    def __hash__(self) -> int:
        return hash(self())

    def __repr__(self) -> str:
        return repr(self())


class Kop(NamedTuple):
    """What all findings of one rule on one peildatum have in common.

    `ernst` is the rule's own, capped by `zekerheid`. `nog_niet_kenbaar`: on the peildatum the norm
    could not yet be known; it binds all the same (case law states what the law was).
    """

    regel: str
    norm: str
    titel: str
    ernst: Ernst
    zekerheid: Zekerheid
    bronnen: tuple[Verwijzing, ...]
    regelset: str
    plaats: str
    kenbaar_vanaf: str
    nog_niet_kenbaar: bool


class Bevinding(NamedTuple):
    """A norm that the draft does not meet: the fields of its `Kop`, and what it says of these parts."""

    regel: str
    norm: str
    titel: str
    ernst: Ernst
    zekerheid: Zekerheid
    bronnen: tuple[Verwijzing, ...]
    regelset: str
    plaats: str
    kenbaar_vanaf: str
    nog_niet_kenbaar: bool
    betreft: tuple[str, ...]
    woorden: Later[Woorden]

    @property
    def melding(self) -> str:
        return self.woorden().melding

    @property
    def advies(self) -> str:
        return self.woorden().advies

    @property
    def uitleg(self) -> tuple[Uitlegstap, ...]:
        return self.woorden().uitleg

    @property
    def ondanks_onbekend(self) -> bool:
        return self.woorden().ondanks_onbekend

    def als_json(self) -> dict[str, Any]:
        return {
            "regel": self.regel,
            "norm": self.norm,
            "titel": self.titel,
            "ernst": self.ernst.value,
            "zekerheid": self.zekerheid.value,
            "betreft": list(self.betreft),
            "melding": self.melding,
            "advies": self.advies,
            "bronnen": [b.als_json() for b in self.bronnen],
            "uitleg": [s.als_json() for s in self.uitleg],
            "regelset": self.regelset,
            "plaats": self.plaats,
            "kenbaarVanaf": self.kenbaar_vanaf,
            "nogNietKenbaar": self.nog_niet_kenbaar,
            "ondanksOnbekend": self.ondanks_onbekend,
        }


class OpenVraag(NamedTuple):
    """One unknown, with the rules that wait for it.

    `soort` is `gegeven` (a field of the dossier) or `oordeel` (an open norm that only a person can
    judge; `veld` then names where the judgement goes). `beslist`: how many rules the answer alone
    can decide.
    """

    veld: str
    vraag: str
    soort: str
    regels: tuple[str, ...]
    betreft: tuple[str, ...]
    beslist: int

    def als_json(self) -> dict[str, Any]:
        return {
            "veld": self.veld,
            "vraag": self.vraag,
            "soort": self.soort,
            "regels": list(self.regels),
            "betreft": list(self.betreft),
            "beslist": self.beslist,
        }


class Open(NamedTuple):
    """The questions, and the rules that no answer can decide, with why.

    First what a rule waits for that can make the decision fall; of those, and of the rest, what decides most.
    """

    vragen: tuple[OpenVraag, ...]
    niet_getoetst: tuple[tuple[str, str], ...]


class Voldaan(NamedTuple):
    """A norm that the draft meets; `uitzonderingen` names those on which that rests."""

    regel: str
    norm: str
    betreft: tuple[str, ...]
    uitzonderingen: tuple[str, ...]
    ondanks_onbekend: bool

    def als_json(self) -> dict[str, Any]:
        return {
            "regel": self.regel,
            "norm": self.norm,
            "betreft": list(self.betreft),
            "uitzonderingen": list(self.uitzonderingen),
            "ondanksOnbekend": self.ondanks_onbekend,
        }


@dataclass(frozen=True, slots=True)
class Bewijs:
    """The receipt: what was judged by what, without any value of the case."""

    toetssteen: str
    dossier: str
    peildatum: str
    kennisdatum: str
    regelsets: tuple[tuple[str, str, str], ...]
    combinaties: int
    tweeling: str
    uitkomst: str

    def als_json(self) -> dict[str, Any]:
        return self._json([{"naam": n, "versie": v, "digest": d} for n, v, d in self.regelsets])

    def _json(self, regelsets: Any) -> dict[str, Any]:
        return {
            "toetssteen": self.toetssteen,
            "dossier": self.dossier,
            "peildatum": self.peildatum,
            "kennisdatum": self.kennisdatum,
            "regelsets": regelsets,
            "combinaties": self.combinaties,
            "tweeling": self.tweeling,
            "uitkomst": self.uitkomst,
        }

    def deel(self) -> orjson.Fragment:
        """Its canonical JSON, to be put in that of something else."""
        return orjson.Fragment(canoniek(self._json(self.beleid())))

    def beleid(self) -> orjson.Fragment:
        """The rulesets in canonical JSON: the same in every check of a day, and most of a receipt."""
        return _regelsets(self.regelsets)


@lru_cache(maxsize=256)
def _regelsets(regelsets: tuple[tuple[str, str, str], ...]) -> orjson.Fragment:
    return orjson.Fragment(canoniek([{"naam": n, "versie": v, "digest": d} for n, v, d in regelsets]))


@dataclass(frozen=True, slots=True)
class Rapport:
    """The outcome of one check, in a fixed order: gravest first, then rule, then place.

    `open`: what could not be decided, and why.
    """

    bevindingen: tuple[Bevinding, ...]
    open: Later[Open]
    voldaan: tuple[Voldaan, ...]
    bewijs: Bewijs

    @property
    def open_vragen(self) -> tuple[OpenVraag, ...]:
        return self.open().vragen

    @property
    def niet_getoetst(self) -> tuple[tuple[str, str], ...]:
        """Rules that no answer can decide, each with the reason."""
        return self.open().niet_getoetst

    def als_json(self) -> dict[str, Any]:
        return self._json(self.bewijs.als_json())

    def _json(self, bewijs: Any) -> dict[str, Any]:
        return {
            "bevindingen": [b.als_json() for b in self.bevindingen],
            "openVragen": [v.als_json() for v in self.open_vragen],
            "voldaan": [v.als_json() for v in self.voldaan],
            "nietGetoetst": [{"regel": r, "reden": reden} for r, reden in self.niet_getoetst],
            "bewijs": bewijs,
            "slotzin": SLOTZIN,
        }

    def canoniek(self) -> bytes:
        return canoniek(self._json(self.bewijs.deel()))

    @property
    def blokkeert(self) -> bool:
        """Whether a finding says that the decision is unlawful or would be annulled."""
        return any(b.ernst.blokkeert for b in self.bevindingen)


_VORM: Final = (
    orjson.OPT_SORT_KEYS
    | orjson.OPT_PASSTHROUGH_SUBCLASS
    | orjson.OPT_PASSTHROUGH_DATACLASS
    | orjson.OPT_PASSTHROUGH_DATETIME
)


def canoniek(waarde: Any) -> bytes:
    """Canonical JSON of plain values. Raises TypeError for any other, as a date or a named tuple."""
    return orjson.dumps(waarde, option=_VORM)


def digest(inhoud: bytes) -> str:
    return "sha256:" + hashlib.sha256(inhoud).hexdigest()


def verwijzing(v: Vindplaats, peildatum: str) -> Verwijzing:
    """A source with its deep link: wetten.overheid.nl (by jci 1.3) or deeplink.rechtspraak.nl."""
    bron = v.bron
    delen = [f"artikel {v.artikel}"] if v.artikel else []
    delen += [f"lid {v.lid}"] if v.lid else []
    delen += [f"onderdeel {v.onderdeel}"] if v.onderdeel else []
    if bron.soort == "wet":
        jci = f"jci1.3:c:{bron.kenmerk}"
        jci += f"&artikel={v.artikel}" if v.artikel else ""
        jci += f"&lid={v.lid}" if v.lid else ""
        jci += f"&o={v.onderdeel}" if v.onderdeel else ""
        jci += f"&z={peildatum}&g={peildatum}"
        return Verwijzing(bron.titel, " ".join(delen), bron.kenmerk, f"https://wetten.overheid.nl/{jci}")
    if bron.soort == "uitspraak":
        aanduiding = f"r.o. {v.overweging}" if v.overweging else ""
        link = f"https://deeplink.rechtspraak.nl/uitspraak?id={bron.kenmerk}"
        return Verwijzing(bron.titel, aanduiding, bron.kenmerk, link)
    return Verwijzing(bron.titel, " ".join(delen), bron.kenmerk, None)
