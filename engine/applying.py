"""One rule applied to one combination of parts: the outcome, and what it rests on.

Outcome of scope S, requirement R and exceptions E: not applicable when S is false; met when R or any
E is true; a finding when S is true and R and all E are false; open otherwise. What is true or false
in spite of an unknown is decided.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from engine.facts import ONTBREEKT, Deel, Zaak, attribuut
from engine.judging import Gat, Knoop, Omgeving, Stap, Waarheid, compileer, lees, omgeving, variabelen
from engine.report import Uitlegstap
from engine.rule import Ernst, Invulling, Regel, Regelset, Sjabloon, Zekerheid
from engine.wording import toon, toon_in_uitleg

WOORD: Final[dict[Waarheid, str]] = {True: "waar", False: "onwaar", None: "onbekend"}

Oordelen: TypeAlias = dict[str, list[tuple[frozenset[str], bool]]]
"""Per rule the judgements that persons recorded: the pointers they are about, and whether it is met."""

Zin: TypeAlias = Callable[[Omgeving], str]


@dataclass(frozen=True, slots=True)
class Uitweg:
    """An exception, compiled."""

    naam: str
    knoop: Knoop


@dataclass(frozen=True, slots=True, eq=False)
class Toets:
    """A rule, compiled. `ernst` is capped by how sure we are of the norm.

    `bereik_waar` and `eis_waar` are the truth of `waarbij` and `eis`, true where the rule has none.
    """

    regel: Regel
    regelset: str
    ernst: Ernst
    waarbij: Knoop | None
    eis: Knoop | None
    uitzonderingen: tuple[Uitweg, ...]
    variabelen: int
    melding: Zin
    advies: Zin
    vraag: Zin | None
    plaats: str
    bereik_waar: Callable[[Omgeving], Waarheid]
    eis_waar: Callable[[Omgeving], Waarheid]


class Oordeel(NamedTuple):
    """How a rule judges a combination.

    `uitkomst`: `bevinding`, `open`, `voldaan` or `niet_van_toepassing`. `uitzonderingen` is empty when
    they did not matter. `wacht_op_mens`: nothing but a person's judgement is missing.
    """

    uitkomst: str
    bereik: Waarheid
    eis: Waarheid
    uitzonderingen: tuple[Waarheid, ...]
    wacht_op_mens: bool = False


NIET_VAN_TOEPASSING: Final = Oordeel("niet_van_toepassing", False, None, ())
VOLDAAN: Final = Oordeel("voldaan", True, True, ())
BEVINDING: Final = Oordeel("bevinding", True, False, ())


def maak_toets(regel: Regel, regelset: Regelset) -> Toets:
    """Compile a rule, once."""
    condities = [regel.waarbij, regel.eis, *(u.conditie for u in regel.uitzonderingen)]
    waarbij = compileer(regel.waarbij) if regel.waarbij is not None else None
    eis = compileer(regel.eis) if regel.eis is not None else None
    return Toets(
        regel,
        f"{regelset.naam}@{regelset.versie}",
        Ernst.ADVIES if regel.zekerheid is Zekerheid.ONGEVERIFIEERD else regel.ernst,
        waarbij,
        eis,
        tuple(Uitweg(u.naam, compileer(u.conditie)) for u in regel.uitzonderingen),
        max([len(regel.binders), *(variabelen(c) for c in condities)]),
        _zin(regel.melding),
        _zin(regel.advies),
        _zin(regel.vraag) if regel.vraag is not None else None,
        f"{regel.plaats.bestand}:{regel.plaats.rij}",
        waarbij.waar if waarbij is not None else _altijd,
        eis.waar if eis is not None else _altijd,
    )


def _altijd(_: Omgeving) -> Waarheid:
    return True


def _zin(sjabloon: Sjabloon) -> Zin:
    """A sentence whose placeholders are filled in from the parts at hand."""
    if all(isinstance(d, str) for d in sjabloon.delen):
        vast = "".join(d for d in sjabloon.delen if isinstance(d, str))
        return lambda _: vast
    lezers = [d if isinstance(d, str) else _invulling(d) for d in sjabloon.delen]
    return lambda env: "".join([d if isinstance(d, str) else d(env) for d in lezers])


def _invulling(invulling: Invulling) -> Zin:
    waarde_van = lees(invulling.kenmerk)
    anders = invulling.anders if invulling.anders is not None else "(onbekend)"

    def woorden(env: Omgeving) -> str:
        waarde = waarde_van(env)
        return anders if waarde is None or waarde is ONTBREEKT else toon(waarde)

    return woorden


def omgeving_van(toets: Toets, delen: Sequence[Deel], zaak: Zaak, peildatum: dt.date) -> Omgeving:
    return omgeving(delen, toets.variabelen, zaak.delen, peildatum, zaak.dossier)


def weeg(toets: Toets, env: Omgeving, delen: Sequence[Deel], oordelen: Oordelen) -> Oordeel:
    """Judge one combination."""
    bereik = toets.bereik_waar(env)
    if bereik is False:
        return NIET_VAN_TOEPASSING
    eis = toets.eis_waar(env)
    wacht = False
    if toets.vraag is not None and eis is not False:
        antwoord = antwoord_van(oordelen, toets.regel, delen)
        wacht = antwoord is None and eis is True
        if antwoord is not True:
            eis = antwoord
    if eis is True:
        return VOLDAAN if bereik is True else Oordeel("voldaan", bereik, True, ())
    if bereik is True and eis is False and not toets.uitzonderingen:
        return BEVINDING
    uitzonderingen = tuple([u.knoop.waar(env) for u in toets.uitzonderingen])
    if True in uitzonderingen:
        return Oordeel("voldaan", bereik, eis, uitzonderingen)
    if bereik is True and eis is False and None not in uitzonderingen:
        return Oordeel("bevinding", True, False, uitzonderingen)
    wacht = wacht and bereik is True and None not in uitzonderingen
    return Oordeel("open", bereik, eis, uitzonderingen, wacht)


def gaten(toets: Toets, oordeel: Oordeel, env: Omgeving) -> list[Gat]:
    """The unknown fields behind an open outcome, without doubles."""
    open_: list[Gat] = []
    if oordeel.bereik is None and toets.waarbij is not None:
        open_ += toets.waarbij.gaten(env)
    if oordeel.eis is None and toets.eis is not None and toets.eis.waar(env) is None:
        open_ += toets.eis.gaten(env)
    for u, waarheid in zip(toets.uitzonderingen, oordeel.uitzonderingen, strict=True):
        if waarheid is None:
            open_ += u.knoop.gaten(env)
    return list(dict.fromkeys(open_))


def stappen(toets: Toets, env: Omgeving) -> tuple[Uitlegstap, ...]:
    """The shortest steps that decide a finding: the requirement that fails, and why no exception helps."""
    uit: list[Uitlegstap] = []
    if toets.eis is not None and toets.eis.waar(env) is False:
        uit += [uitlegstap(s, None) for s in toets.eis.stappen(env, False)]
    for u in toets.uitzonderingen:
        uit += [uitlegstap(s, u.naam) for s in u.knoop.stappen(env, False)]
    return tuple(uit)


def uitlegstap(stap: Stap, uitzondering: str | None) -> Uitlegstap:
    """A step in words."""
    return Uitlegstap(
        stap.voorwaarde,
        WOORD[stap.uitkomst],
        tuple([(f.pointer, toon_in_uitleg(f.waarde, attribuut(f.soort, f.kenmerk))) for f in stap.feiten]),
        f"{stap.plaats.bestand}:{stap.plaats.rij}:{stap.plaats.kolom}",
        uitzondering,
    )


def oordelen_in(zaak: Zaak) -> Oordelen:
    """The recorded judgements of persons on open norms, per rule."""
    uit: Oordelen = {}
    for deel in zaak.delen.get("oordeel", ()):
        regel, voldaan = deel.waarden.get("regel"), deel.waarden.get("voldaan")
        if isinstance(regel, str) and isinstance(voldaan, bool):
            betreft = deel.waarden.get("betreft")
            uit.setdefault(regel, []).append(
                (frozenset(betreft if isinstance(betreft, tuple) else ()), voldaan)
            )
    return uit


def antwoord_van(oordelen: Oordelen, regel: Regel, delen: Sequence[Deel]) -> Waarheid:
    """What persons judged of a rule here: unmet if any says so; one without `betreft` speaks of all."""
    hier = {d.pointer for d in delen}
    antwoorden = [v for betreft, v in oordelen.get(regel.id, ()) if betreft <= hier]
    return None if not antwoorden else all(antwoorden)
