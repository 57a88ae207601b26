"""What a rule is: a frozen value, with its place in the source on every node.

Nothing here reads text, evaluates or prints. `dsl` makes these values, `engine.matching` and
`engine.judging` read them. A variable is a number: the binders of a rule come first, then every
quantifier takes the next free number, so an environment is a plain list.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final, NamedTuple, TypeAlias

GEMEENTEN: Final = "gemeenten"
"""The folder under which the rules of municipalities stand, a folder for each."""


class Ernst(StrEnum):
    """Severity in the words of the law, gravest first."""

    ONRECHTMATIG = "onrechtmatig"
    VERNIETIGBAAR = "vernietigbaar"
    RISICO = "risico"
    ADVIES = "advies"

    @property
    def blokkeert(self) -> bool:
        """Whether it says that the decision is unlawful or would be annulled."""
        return self in (Ernst.ONRECHTMATIG, Ernst.VERNIETIGBAAR)


class Zekerheid(StrEnum):
    """How far the norm itself has been verified in its source."""

    GEVERIFIEERD = "geverifieerd"
    AFGELEID = "afgeleid"
    SECUNDAIR = "secundair"
    ONGEVERIFIEERD = "ongeverifieerd"


class Plaats(NamedTuple):
    """A stretch of a rule file: offsets in characters, row and column counted from 1."""

    bestand: str
    start: int
    einde: int
    rij: int
    kolom: int


@dataclass(frozen=True, slots=True)
class Geldigheid:
    """From the first day, up to but not including `tot`; `None` means still in force."""

    vanaf: dt.date
    tot: dt.date | None = None

    def omvat(self, dag: dt.date) -> bool:
        return self.vanaf <= dag and (self.tot is None or dag < self.tot)

    def overlapt(self, ander: Geldigheid) -> bool:
        return (self.tot is None or ander.vanaf < self.tot) and (ander.tot is None or self.vanaf < ander.tot)


@dataclass(frozen=True, slots=True)
class Bron:
    """A statute (`wet`, with BWB id), ruling (`uitspraak`, with ECLI) or paper (`kamerstuk`)."""

    soort: str
    titel: str
    kenmerk: str
    plaats: Plaats


@dataclass(frozen=True, slots=True)
class Vindplaats:
    """The place in a source on which a rule, exception or value rests."""

    bron: Bron
    artikel: str | None
    lid: str | None
    onderdeel: str | None
    overweging: str | None
    plaats: Plaats


# ---------------------------------------------------------------- values


@dataclass(frozen=True, slots=True)
class Periode:
    """A calendar period of one unit: `dag`, `werkdag`, `week`, `maand` or `jaar`."""

    aantal: int
    eenheid: str


@dataclass(frozen=True, slots=True)
class Tempo:
    """An amount per week in one dimension (`tijd` in minutes, or `dagdeel`, `etmaal`, `stuks` ...).

    A year counts as 52 weeks, a month as a twelfth of a year, a quarter as a fourth. An amount in
    total (not per period) has dimension `totaal:<dimension>` and compares with its like only.
    """

    dimensie: str
    per_week: Fraction


Waarde: TypeAlias = "bool | int | str | Decimal | dt.date | Periode | Tempo"


# ---------------------------------------------------------------- terms


@dataclass(frozen=True, slots=True)
class Constante:
    """A literal. `soort` is the value type's name.

    One of: ja_nee, tekst, getal, bedrag, datum, tijd, periode, omvang, keuze.
    """

    waarde: Waarde
    soort: str
    tekst: str
    plaats: Plaats


@dataclass(frozen=True, slots=True)
class Kenmerk:
    """An attribute of a variable, or the variable itself when `pad` is empty.

    Each step of `pad` is one key of a part: struct attributes are joined with a dot in one key
    (`maatstaf.onafhankelijk`), a step that is a reference leads on to another part. `variabele` -1
    is the dossier. `soort` is the value type's name, or `verwijzing`, `lijst`, `structuur`,
    `verzameling`; `doel` names the kind of a reference or nested map.
    """

    variabele: int
    pad: tuple[str, ...]
    soort: str
    doel: str | None
    tekst: str
    plaats: Plaats


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A named value (`waarde`) on the peildatum, or on the date of `op`."""

    naam: str
    perioden: tuple[tuple[Geldigheid, Constante], ...]
    op: Term | None
    soort: str
    tekst: str
    plaats: Plaats


@dataclass(frozen=True, slots=True)
class PeildatumTerm:
    tekst: str
    plaats: Plaats


@dataclass(frozen=True, slots=True)
class Termijn:
    """A date some period after (`richting` 1) or before (-1) another.

    With `termijnenwet` an end on a Saturday, Sunday or recognised holiday moves to the next working
    day (Algemene termijnenwet art. 1); the law does not move terms counted back or in working days.
    """

    periode: Periode
    richting: int
    vanaf: Term
    termijnenwet: bool
    tekst: str
    plaats: Plaats


@dataclass(frozen=True, slots=True)
class Leeftijd:
    """Whole years between a birth date and a day."""

    geboortedatum: Kenmerk
    op: Term
    tekst: str
    plaats: Plaats


@dataclass(frozen=True, slots=True)
class Rekening:
    """`plus`, `min` or `maal` on two terms; `soort` is the type of the outcome."""

    bewerking: str
    links: Term
    rechts: Term
    soort: str
    tekst: str
    plaats: Plaats


@dataclass(frozen=True, slots=True)
class Som:
    """The sum of an attribute over the parts of `bereik`, in the type of that attribute."""

    bereik: Bereik
    kenmerk: Kenmerk
    soort: str
    tekst: str
    plaats: Plaats


Term: TypeAlias = "Constante | Kenmerk | DatedValue | PeildatumTerm | Termijn | Leeftijd | Rekening | Som"


# ---------------------------------------------------------------- conditions


@dataclass(frozen=True, slots=True)
class Bereik:
    """The parts that a quantifier runs over, bound to `variabele`.

    Exactly one of: all parts of `soort` (`van` and `terug` empty); the nested map that `van` names;
    the parts of `soort` whose reference `terug` leads to the part in `van`.
    """

    soort: str
    naam: str
    variabele: int
    van: Kenmerk | None
    terug: str | None


@dataclass(frozen=True, slots=True)
class En:
    delen: tuple[Conditie, ...]
    tekst: str
    plaats: Plaats


@dataclass(frozen=True, slots=True)
class Of:
    delen: tuple[Conditie, ...]
    tekst: str
    plaats: Plaats


@dataclass(frozen=True, slots=True)
class Niet:
    deel: Conditie
    tekst: str
    plaats: Plaats


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """`op` is one of: `is`, `is_niet`, `minstens`, `hoogstens`, `meer`, `minder`.

    Dates use the same six (`uiterlijk` = hoogstens, `voor` = minder, `na` = meer, `op zijn
    vroegst` = minstens).
    """

    op: str
    links: Term
    rechts: Term
    tekst: str
    plaats: Plaats


@dataclass(frozen=True, slots=True)
class EenVan:
    """The term is one of the constants; with `geen`, none of them."""

    term: Term
    waarden: tuple[Constante, ...]
    geen: bool
    tekst: str
    plaats: Plaats


@dataclass(frozen=True, slots=True)
class Bevat:
    """The list contains any (or, with `alle`, every one) of the terms."""

    lijst: Kenmerk
    waarden: tuple[Term, ...]
    alle: bool
    tekst: str
    plaats: Plaats


@dataclass(frozen=True, slots=True)
class Aanwezig:
    """The thing is there (`aanwezig`) or is known to be absent. Covers both word pairs of the language."""

    kenmerk: Kenmerk
    aanwezig: bool
    tekst: str
    plaats: Plaats


@dataclass(frozen=True, slots=True)
class Telling:
    """A quantifier. `hoe` is `minstens`, `hoogstens`, `precies` (with `aantal`) or `elk`."""

    hoe: str
    aantal: int
    bereik: Bereik
    voorwaarde: Conditie | None
    tekst: str
    plaats: Plaats


@dataclass(frozen=True, slots=True)
class BegripGebruik:
    """A named concept, already filled in with the variables at hand.

    `definitie`: tells which concept of which text it is, so that two uses for the same `argumenten` are known
    to say the same; empty when that is not known.
    """

    naam: str
    conditie: Conditie
    tekst: str
    plaats: Plaats
    definitie: str = ""
    argumenten: tuple[Kenmerk, ...] = ()


Conditie: TypeAlias = "En | Of | Niet | Vergelijking | EenVan | Bevat | Aanwezig | Telling | BegripGebruik"


# ---------------------------------------------------------------- rules


@dataclass(frozen=True, slots=True)
class Invulling:
    """A placeholder in a sentence, with the words to use when the value is absent or unknown."""

    kenmerk: Kenmerk
    anders: str | None


@dataclass(frozen=True, slots=True)
class Sjabloon:
    """A sentence with placeholders."""

    delen: tuple[str | Invulling, ...]
    plaats: Plaats


@dataclass(frozen=True, slots=True)
class Binder:
    naam: str
    soort: str


@dataclass(frozen=True, slots=True)
class Binnen:
    """The room (`Ruimte`) that a rule or value of a municipality says it keeps within."""

    naam: str
    plaats: Plaats


@dataclass(frozen=True, slots=True)
class Ruimte:
    """What a law leaves to a municipality, and how far that reaches.

    `staat_in`: the local sources in which it may be settled. `wetten`: the laws (words of
    `besluit.wet`) to which it is confined; empty is any. `over`: the attributes (`pgb.tarief`, or a
    group) of which a local rule may ask something. `ernst`: the gravest a local rule may be.
    `hoogstens`: what a local value may not exceed, by period; empty is no limit.
    """

    naam: str
    titel: str
    vindplaatsen: tuple[Vindplaats, ...]
    geldig: Geldigheid
    staat_in: tuple[str, ...]
    wetten: tuple[str, ...]
    over: tuple[str, ...]
    ernst: Ernst
    hoogstens: tuple[tuple[Geldigheid, Constante], ...]
    plaats: Plaats


@dataclass(frozen=True, slots=True)
class Benoemd:
    """A `waarde` or `begrip` of a file, for who compares files. A begrip has no periods and no sources."""

    soort: str
    naam: str
    perioden: tuple[tuple[Geldigheid, Constante], ...]
    vindplaatsen: tuple[Vindplaats, ...]
    binnen: Binnen | None
    plaats: Plaats


@dataclass(frozen=True, slots=True)
class Begrip:
    """A condition with a name; its parameters are the variables 0, 1 and on, each of its kind in `soorten`.

    `bindt`: how many variables it binds itself, numbered after its parameters. `omvang` and `diepte`: its
    conditions and how deep they go, with those of the concepts that it uses. `definitie`: its name and the
    digest of what it is written in, with what that has from elsewhere.
    """

    naam: str
    soorten: tuple[str, ...]
    conditie: Conditie
    bindt: int
    omvang: int
    diepte: int
    definitie: str
    plaats: Plaats


@dataclass(frozen=True, slots=True)
class Ontlening:
    """That a file has concepts from another: its topic and digest, and the names that are used."""

    onderwerp: str
    digest: str
    begrippen: frozenset[str]


@dataclass(frozen=True, slots=True)
class Uitzondering:
    naam: str
    vindplaatsen: tuple[Vindplaats, ...]
    conditie: Conditie
    plaats: Plaats


@dataclass(frozen=True, slots=True)
class Regel:
    """One norm: for every combination of `binders` in scope, requirement or exception must hold.

    `tweetal`: the two binders are of one kind and stand for an unordered pair of different parts.
    `eis` is absent when only a person can judge; `vraag` then asks. With both, `vraag` is asked once
    `eis` holds. `kenbaar_vanaf`: the day from which the norm could be known. `binnen`: for a rule of a
    municipality, the room it uses.
    """

    id: str
    norm: str
    titel: str
    vindplaatsen: tuple[Vindplaats, ...]
    geldig: Geldigheid
    kenbaar_vanaf: dt.date
    ernst: Ernst
    zekerheid: Zekerheid
    binders: tuple[Binder, ...]
    tweetal: bool
    waarbij: Conditie | None
    eis: Conditie | None
    vraag: Sjabloon | None
    uitzonderingen: tuple[Uitzondering, ...]
    melding: Sjabloon
    advies: Sjabloon
    plaats: Plaats
    binnen: Binnen | None = None


def gemeente_bij(onderwerp: str) -> str:
    """The folder name of the municipality that has a topic; empty for national law."""
    map_, _, rest = onderwerp.partition("/")
    return rest.partition("/")[0] if map_ == GEMEENTEN else ""


@dataclass(frozen=True, slots=True, eq=False)
class Regelset:
    """One version of one topic. `versie` is its first day, `digest` the sha256 of its text, together with the
    digests of the files that it has concepts from.

    `steun`: the places on which its named values and rooms rest, with the name and the days for which
    they hold. `begrippen`: what other files may use; only a file without rules has any.
    Equality is identity: a version is read once, and comparing whole trees would cost each check.
    """

    naam: str
    titel: str
    geldig: Geldigheid
    herziening: int
    regels: tuple[Regel, ...]
    bestand: str
    digest: str
    steun: tuple[tuple[str, Vindplaats, Geldigheid], ...] = ()
    ruimten: tuple[Ruimte, ...] = ()
    benoemd: tuple[Benoemd, ...] = ()
    begrippen: tuple[Begrip, ...] = ()
    ontleningen: tuple[Ontlening, ...] = ()

    @property
    def gemeente(self) -> str:
        """The folder name of the municipality whose rules these are; empty for national law."""
        return gemeente_bij(self.naam)

    @property
    def versie(self) -> str:
        return f"{self.geldig.vanaf.isoformat()}/{self.herziening}"
