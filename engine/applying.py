"""One rule applied to one combination of parts: the outcome, and what it rests on.

Outcome of scope S, requirement R and exceptions E: not applicable when S is false; met when R or any
E is true; a finding when S is true and R and all E are false; open otherwise. What is true or false
in spite of an unknown is decided.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple, TypeAlias, cast

from engine.facts import ONTBREEKT, Deel, Zaak
from engine.judging import Knoop, Waarheid, compileer, samen, variabelen
from engine.leaves import Plek, Vorm, ontdaan, ontleed
from engine.matching import bereik_van, verbonden_in
from engine.report import Uitlegstap, Woorden
from engine.rule import Conditie, En, Ernst, Invulling, Regel, Regelset, Sjabloon, Zekerheid
from engine.terms import Gat, Omgeving, lees
from engine.wording import toon

Oordelen: TypeAlias = dict[str, list[tuple[frozenset[str], bool]]]
"""Per rule the judgements that persons recorded: the pointers they are about, and whether it is met."""

Zin: TypeAlias = Callable[[Omgeving], str]

_nieuw: Final = tuple.__new__
"""A named tuple from all its fields: there are many of them."""

Rest: TypeAlias = "Callable[[Omgeving], Waarheid] | None"
"""The truth of what is left of a condition; `None` when nothing is."""


@dataclass(frozen=True, slots=True)
class Uitweg:
    """An exception, compiled."""

    naam: str
    knoop: Knoop


@dataclass(frozen=True, eq=False)
class Toets:
    """A rule, compiled. `ernst` is capped by how sure we are of the norm.

    `bereik`: the scope in clauses. It is the clauses of `plekken` (per binder), the joins that the matcher
    saw to, and `bereik_over`; it holds when all do. A requirement is the clauses and `eis_over`; all must
    hold (`eis_en`), or one.
    `kaal_waar`, `kaal_onwaar`: when clauses and joins alone settle that the rule is met, or broken.
    `vrij`: places in an environment, after the binders, for variables that conditions bind within.

    Conditions and sentences are compiled when first asked for: of most rules leaves say enough.
    """

    regel: Regel
    regelset: str
    ernst: Ernst
    vrij: tuple[None, ...]
    vraag: Zin | None
    plaats: str
    bereik: Vorm
    plekken: tuple[Plek, ...]
    bereik_over: tuple[Conditie, ...]
    eis_en: bool
    eis_over: tuple[Conditie, ...]
    kaal_waar: bool
    kaal_onwaar: bool

    def maak_af(self) -> None:
        """Compile all that is compiled when first asked for."""
        for naam, wat in vars(Toets).items():
            if isinstance(wat, cached_property):
                getattr(self, naam)

    @cached_property
    def bereik_rest(self) -> Rest:
        return _rest(self.bereik_over, en=True)

    @cached_property
    def eis_rest(self) -> Rest:
        return _rest(self.eis_over, en=self.eis_en)

    @cached_property
    def waarbij(self) -> Knoop | None:
        return None if self.regel.waarbij is None else compileer(self.regel.waarbij)

    @cached_property
    def eis(self) -> Knoop | None:
        return None if self.regel.eis is None else compileer(self.regel.eis)

    @cached_property
    def uitzonderingen(self) -> tuple[Uitweg, ...]:
        return tuple([Uitweg(u.naam, compileer(u.conditie)) for u in self.regel.uitzonderingen])

    @cached_property
    def uitwegen(self) -> tuple[Callable[[Omgeving], Waarheid], ...]:
        """The truth of each exception."""
        return tuple([u.knoop.waar for u in self.uitzonderingen])

    @cached_property
    def melding(self) -> Zin:
        return _zin(self.regel.melding)

    @cached_property
    def advies(self) -> Zin:
        return _zin(self.regel.advies)


class Oordeel(NamedTuple):
    """How a rule judges a combination.

    `uitkomst`: `bevinding`, `open`, `voldaan` or `niet_van_toepassing`. `uitzonderingen` is empty when
    they did not matter. `wacht_op_mens`: nothing but a person's judgement is missing. `door_mens`: the
    requirement is not met because a person judged so.
    """

    uitkomst: str
    bereik: Waarheid
    eis: Waarheid
    uitzonderingen: tuple[Waarheid, ...]
    wacht_op_mens: bool = False
    door_mens: bool = False


NIET_VAN_TOEPASSING: Final = Oordeel("niet_van_toepassing", False, None, ())
VOLDAAN: Final = Oordeel("voldaan", True, True, ())
VOLDAAN_IN_WEERWIL: Final = Oordeel("voldaan", None, True, ())
BEVINDING: Final = Oordeel("bevinding", True, False, ())
BEVINDING_DOOR_MENS: Final = Oordeel("bevinding", True, False, (), False, True)
OPEN_BEREIK: Final = Oordeel("open", None, False, ())
OPEN_EIS: Final = Oordeel("open", True, None, ())
OPEN_BEIDE: Final = Oordeel("open", None, None, ())


def maak_toets(regel: Regel, regelset: Regelset) -> Toets:
    """Compile a rule, once."""
    soorten = [b.soort for b in regel.binders]
    bereik = bereik_van(regel)
    eis_en = regel.eis is None or isinstance(ontdaan(regel.eis), En)
    eis_vorm = ontleed(regel.eis, soorten, en=eis_en)
    condities = [regel.waarbij, regel.eis, *(u.conditie for u in regel.uitzonderingen)]
    bereik_over = tuple([c for c in bereik.rest if verbonden_in(c, len(soorten)) is None])
    kaal = not bereik_over and not eis_vorm.rest
    return Toets(
        regel,
        f"{regelset.naam}@{regelset.versie}",
        Ernst.ADVIES if regel.zekerheid is Zekerheid.ONGEVERIFIEERD else regel.ernst,
        (None,) * (max([len(soorten), *(variabelen(c) for c in condities)]) - len(soorten)),
        _zin(regel.vraag) if regel.vraag is not None else None,
        f"{regel.plaats.bestand}:{regel.plaats.rij}",
        bereik,
        tuple(Plek(bereik.van(n), eis_vorm.van(n), eis_en) for n in range(len(soorten))),
        bereik_over,
        eis_en,
        tuple(eis_vorm.rest),
        kaal and regel.vraag is None,
        kaal and not regel.uitzonderingen,
    )


def _rest(condities: Sequence[Conditie], *, en: bool) -> Rest:
    if not condities:
        return None
    return samen([compileer(c) for c in condities], beslissend=not en)


def _zin(sjabloon: Sjabloon) -> Zin:
    """A sentence whose placeholders are filled in from the parts at hand."""
    match sjabloon.delen:
        case ():
            return lambda _: ""
        case (str(vast),):
            return lambda _: vast
        case (str(voor), Invulling() as invulling, str(na)):
            woorden = _invulling(invulling)
            if not invulling.kenmerk.pad:
                i = invulling.kenmerk.variabele
                return lambda env: voor + cast(str, env[i].ref) + na
            return lambda env: voor + woorden(env) + na
        case delen:
            lezers = [d if isinstance(d, str) else _invulling(d) for d in delen]
            return lambda env: "".join([d if isinstance(d, str) else d(env) for d in lezers])


def _invulling(invulling: Invulling) -> Zin:
    kenmerk = invulling.kenmerk
    if not kenmerk.pad:
        i = kenmerk.variabele
        return lambda env: cast(str, env[i].ref)
    waarde_van = lees(kenmerk)
    anders = invulling.anders if invulling.anders is not None else "(onbekend)"

    def woorden(env: Omgeving) -> str:
        waarde = waarde_van(env)
        return anders if waarde is None or waarde is ONTBREEKT else toon(waarde)

    return woorden


def omgeving_van(
    toets: Toets,
    delen: Sequence[Deel],
    zaak: Zaak,
    peildatum: dt.date,
    onthouden: dict[Any, Any] | None = None,
) -> Omgeving:
    """The parts at hand as conditions read them.

    `onthouden`: what was found out of concepts; it may be shared while the facts and the day stay the same.
    """
    return [*delen, *toets.vrij, {} if onthouden is None else onthouden, zaak.delen, peildatum, zaak.dossier]


def weeg(toets: Toets, env: Omgeving, delen: Sequence[Deel], oordelen: Oordelen) -> Oordeel:
    """Judge one combination by the whole conditions, whatever leaves and joins say of it."""
    bereik = True if toets.waarbij is None else toets.waarbij.waar(env)
    if bereik is False:
        return NIET_VAN_TOEPASSING
    eis = True if toets.eis is None else toets.eis.waar(env)
    return _beslis(toets, bereik, eis, env, delen, oordelen)


def weeg_rest(
    toets: Toets,
    bereik: Waarheid,
    eis: Waarheid,
    env: Omgeving,
    delen: Sequence[Deel],
    oordelen: Oordelen,
) -> Oordeel:
    """Judge one combination of which leaves and joins have told what they can.

    `bereik` is their truth (not false), `eis` that of the leaves of the requirement.
    """
    bereik_rest, eis_rest = toets.bereik_rest, toets.eis_rest
    if bereik_rest is not None:
        rest = bereik_rest(env)
        if rest is False:
            return NIET_VAN_TOEPASSING
        if rest is None:
            bereik = None
    if eis_rest is not None:
        en = toets.eis_en
        if eis is None or eis is en:
            rest = eis_rest(env)
            if eis is en or rest is (not en):
                eis = rest
    if eis is True and bereik is True and toets.vraag is None:
        return VOLDAAN
    return _beslis(toets, bereik, eis, env, delen, oordelen)


def _beslis(
    toets: Toets, bereik: Waarheid, eis: Waarheid, env: Omgeving, delen: Sequence[Deel], oordelen: Oordelen
) -> Oordeel:
    """The outcome, once it is known whether a combination may be in scope and meets the requirement."""
    wacht = door_mens = False
    if toets.vraag is not None and eis is not False:
        antwoord = antwoord_van(oordelen, toets.regel, delen) if oordelen else None
        wacht = antwoord is None and eis is True
        if antwoord is not True:
            eis = antwoord
            door_mens = antwoord is False
    if eis is True:
        return VOLDAAN if bereik is True else VOLDAAN_IN_WEERWIL
    if not toets.uitwegen:
        if bereik is True and eis is False:
            return BEVINDING_DOOR_MENS if door_mens else BEVINDING
        return _nieuw(Oordeel, ("open", bereik, eis, (), wacht and bereik is True, False))
    uitzonderingen = tuple([waar(env) for waar in toets.uitwegen])
    if True in uitzonderingen:
        return _nieuw(Oordeel, ("voldaan", bereik, eis, uitzonderingen, False, False))
    if bereik is True and eis is False and None not in uitzonderingen:
        return _nieuw(Oordeel, ("bevinding", True, False, uitzonderingen, False, door_mens))
    wacht = wacht and bereik is True and None not in uitzonderingen
    return _nieuw(Oordeel, ("open", bereik, eis, uitzonderingen, wacht, False))


def gaten(toets: Toets, oordeel: Oordeel, env: Omgeving) -> list[Gat]:
    """The unknown fields behind an open outcome, without doubles."""
    knopen = [toets.waarbij if oordeel.bereik is None else None, toets.eis if oordeel.eis is None else None]
    knopen += [
        u.knoop for u, w in zip(toets.uitzonderingen, oordeel.uitzonderingen, strict=True) if w is None
    ]
    open_: list[Gat] = []
    for knoop in knopen:
        kennis = knoop.kennis(env) if knoop is not None else None
        if isinstance(kennis, list):
            open_ += kennis
    return list(dict.fromkeys(open_))


def verwoord(toets: Toets, delen: Sequence[Deel], zaak: Zaak, peildatum: dt.date, door_eis: bool) -> Woorden:
    """What a finding says of these parts: its sentences, and the shortest steps that decide it.

    Those are the requirement that fails (`door_eis`: it does, and not just a person's judgement), and why
    no exception helps.
    """
    env, eis = omgeving_van(toets, delen, zaak, peildatum), toets.eis
    uit = eis.stappen(env, False) if door_eis and eis is not None else []
    for u in toets.uitzonderingen:
        uit += [bij_uitzondering(s, u.naam) for s in u.knoop.stappen(env, False)]
    onzeker = eis is not None and eis.onzeker(env, False if door_eis else eis.waar(env))
    return _nieuw(Woorden, (toets.melding(env), toets.advies(env), tuple(uit), onzeker))


def bij_uitzondering(stap: Uitlegstap, naam: str) -> Uitlegstap:
    """A step that is about an exception."""
    return stap._replace(uitzondering=naam)


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
    gegeven = oordelen.get(regel.id)
    if gegeven is None:
        return None
    hier = {d.pointer for d in delen}
    antwoorden = [v for betreft, v in gegeven if betreft <= hier]
    return None if not antwoorden else all(antwoorden)
