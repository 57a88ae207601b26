"""The pipeline: dossier -> parts -> candidates -> judgement -> report.

`check` is the one public verb. It is a pure function: no clock, file, network, thread or chance.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol, TypeAlias

from engine.dossier import Dossier
from engine.facts import ONTBREEKT, Deel, Zaak, attribuut, canoniek, feiten
from engine.judging import Gat, Knoop, Omgeving, Stap, Waarheid, compileer, lees, omgeving, variabelen
from engine.matching import (
    Combinatie,
    Matcher,
    Plan,
    Tafel,
    maak_matcher,
    maak_plan,
    maak_tafel,
)
from engine.report import (
    Bevinding,
    Bewijs,
    OpenVraag,
    Rapport,
    Uitlegstap,
    Verwijzing,
    Voldaan,
    digest,
    verwijzing,
)
from engine.rule import Ernst, Invulling, Regel, Regelset, Sjabloon, Zekerheid
from engine.wording import toon, toon_in_uitleg

VERSIE: Final = "0.1.0"

_RANG: Final = {ernst: n for n, ernst in enumerate(Ernst)}
_WOORD: Final[dict[Waarheid, str]] = {True: "waar", False: "onwaar", None: "onbekend"}


Oordelen: TypeAlias = dict[str, list[tuple[frozenset[str], bool]]]
"""Per rule the judgements that persons recorded: the pointers they are about, and whether it is met."""


class Getuige(Protocol):
    """A second, independent matcher: says in one word how its combinations compare with ours."""

    def __call__(self, plan: Plan, tafel: Tafel, eigen: list[list[Combinatie]]) -> str: ...


@dataclass(frozen=True, slots=True)
class _Uitzondering:
    naam: str
    knoop: Knoop


@dataclass(frozen=True, slots=True)
class _Toets:
    """A rule, compiled."""

    regel: Regel
    regelset: str
    ernst: Ernst
    waarbij: Knoop | None
    eis: Knoop | None
    uitzonderingen: tuple[_Uitzondering, ...]
    variabelen: int


@dataclass(frozen=True, slots=True)
class Samenstelling:
    """Rulesets, compiled together once: their tests, the plan that they share, and its matcher."""

    regelsets: tuple[Regelset, ...]
    toetsen: tuple[_Toets, ...]
    plan: Plan
    matcher: Matcher


@lru_cache(maxsize=64)
def stel_samen(regelsets: tuple[Regelset, ...]) -> Samenstelling:
    """Compile rulesets. Kept for as long as the same ruleset values are used."""
    toetsen = tuple(_compileer(r, f"{s.naam}@{s.versie}") for s in regelsets for r in s.regels)
    plan = maak_plan([t.regel for t in toetsen])
    return Samenstelling(regelsets, toetsen, plan, maak_matcher(plan))


def _compileer(regel: Regel, regelset: str) -> _Toets:
    condities = [regel.waarbij, regel.eis, *(u.conditie for u in regel.uitzonderingen)]
    return _Toets(
        regel,
        regelset,
        Ernst.ADVIES if regel.zekerheid is Zekerheid.ONGEVERIFIEERD else regel.ernst,
        compileer(regel.waarbij) if regel.waarbij is not None else None,
        compileer(regel.eis) if regel.eis is not None else None,
        tuple(_Uitzondering(u.naam, compileer(u.conditie)) for u in regel.uitzonderingen),
        max([len(regel.binders), *(variabelen(c) for c in condities)]),
    )


# ---------------------------------------------------------------- one rule, one combination


@dataclass(frozen=True, slots=True)
class Oordeel:
    """How one rule judges one combination.

    `uitkomst`: `bevinding`, `open`, `voldaan` or `niet_van_toepassing`. `oordeel`: the answer of a
    person to an open norm (`None`: not answered), when the outcome depends on it.
    """

    uitkomst: str
    bereik: Waarheid
    eis: Waarheid
    uitzonderingen: tuple[Waarheid, ...]
    wacht_op_mens: bool = False


def _of(a: Waarheid, b: Waarheid) -> Waarheid:
    return True if a is True or b is True else (None if a is None or b is None else False)


def _oordeel(toets: _Toets, env: Omgeving, delen: Sequence[Deel], oordelen: Oordelen) -> Oordeel:
    bereik: Waarheid = True if toets.waarbij is None else toets.waarbij.waar(env)
    if bereik is False:
        return Oordeel("niet_van_toepassing", False, None, ())
    eis: Waarheid = True if toets.eis is None else toets.eis.waar(env)
    wacht = False
    if toets.regel.vraag is not None and eis is not False:
        antwoord = _antwoord(oordelen, toets.regel, delen)
        wacht = antwoord is None and eis is True
        if antwoord is not True:
            eis = antwoord
    if eis is True:
        return Oordeel("voldaan", bereik, True, ())
    uitzonderingen = tuple(u.knoop.waar(env) for u in toets.uitzonderingen)
    geheel: Waarheid = eis
    for u in uitzonderingen:
        geheel = _of(geheel, u)
    if geheel is True:
        return Oordeel("voldaan", bereik, eis, uitzonderingen)
    if geheel is False and bereik is True:
        return Oordeel("bevinding", True, False, uitzonderingen)
    wacht = wacht and bereik is True and None not in uitzonderingen
    return Oordeel("open", bereik, eis, uitzonderingen, wacht)


def _gaten(toets: _Toets, oordeel: Oordeel, env: Omgeving) -> list[Gat]:
    """The unknown fields behind an open outcome, without doubles."""
    gaten: list[Gat] = []
    if oordeel.bereik is None and toets.waarbij is not None:
        gaten += toets.waarbij.gaten(env)
    if oordeel.eis is None and toets.eis is not None and toets.eis.waar(env) is None:
        gaten += toets.eis.gaten(env)
    for u, waarheid in zip(toets.uitzonderingen, oordeel.uitzonderingen, strict=True):
        if waarheid is None:
            gaten += u.knoop.gaten(env)
    return list(dict.fromkeys(gaten))


def _stappen(toets: _Toets, oordeel: Oordeel, env: Omgeving) -> list[tuple[Stap, str | None]]:
    """The shortest steps that decide a finding: the requirement that fails, and why no exception helps."""
    stappen: list[tuple[Stap, str | None]] = []
    if toets.eis is not None and toets.eis.waar(env) is False:
        stappen += [(s, None) for s in toets.eis.stappen(env, False)]
    for u in toets.uitzonderingen:
        stappen += [(s, u.naam) for s in u.knoop.stappen(env, False)]
    return stappen


# ---------------------------------------------------------------- the report


def _vul(sjabloon: Sjabloon, env: Omgeving) -> str:
    return "".join(d if isinstance(d, str) else _invulling(d, env) for d in sjabloon.delen)


def _invulling(invulling: Invulling, env: Omgeving) -> str:
    waarde = lees(invulling.kenmerk)(env)
    if waarde is None or waarde is ONTBREEKT:
        return invulling.anders if invulling.anders is not None else "(onbekend)"
    return toon(waarde)


def _uitlegstap(stap: Stap, uitzondering: str | None) -> Uitlegstap:
    return Uitlegstap(
        stap.voorwaarde,
        _WOORD[stap.uitkomst],
        tuple((f.pointer, toon_in_uitleg(f.waarde, attribuut(f.soort, f.kenmerk))) for f in stap.feiten),
        f"{stap.plaats.bestand}:{stap.plaats.rij}:{stap.plaats.kolom}",
        uitzondering,
    )


def _bronnen(regel: Regel, peildatum: str) -> tuple[Verwijzing, ...]:
    return tuple(verwijzing(v, peildatum) for v in regel.vindplaatsen)


@dataclass(slots=True)
class _Vraag:
    """An open question while it is being gathered."""

    vraag: str
    soort: str
    regels: dict[str, None]
    betreft: dict[str, None]
    beslist: int = 0


def _loop(
    samenstelling: Samenstelling,
    zaak: Zaak,
    peildatum: dt.date,
    kennisdatum: dt.date,
    combinaties: list[list[Combinatie]],
) -> Iterable[tuple[_Toets, tuple[Deel, ...], Oordeel, Omgeving]]:
    """Every judgement, rule by rule; of a pair only the weightier of its two orders."""
    oordelen = _oordelen(zaak)
    for toets, voorgesteld in zip(samenstelling.toetsen, combinaties, strict=True):
        regel = toets.regel
        if not voorgesteld or not regel.geldig.omvat(peildatum) or regel.kenbaar_vanaf > kennisdatum:
            continue
        tafels = [zaak.delen[b.soort] for b in regel.binders]
        paren: dict[frozenset[int], tuple[int, tuple[Deel, ...], Oordeel, Omgeving]] = {}
        for combinatie in voorgesteld:
            delen = tuple(t[n] for t, n in zip(tafels, combinatie, strict=True))
            env = omgeving(delen, toets.variabelen, zaak.delen, peildatum, zaak.dossier)
            oordeel = _oordeel(toets, env, delen, oordelen)
            if oordeel.uitkomst == "niet_van_toepassing":
                continue
            if regel.tweetal:
                paar = frozenset(combinatie)
                gewicht = _GEWICHT[oordeel.uitkomst]
                if paar not in paren or paren[paar][0] < gewicht:
                    paren[paar] = (gewicht, delen, oordeel, env)
            else:
                yield toets, delen, oordeel, env
        for _, delen, oordeel, env in paren.values():
            yield toets, delen, oordeel, env


_GEWICHT: Final = {"voldaan": 0, "open": 1, "bevinding": 2}


def _oordelen(zaak: Zaak) -> Oordelen:
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


def _antwoord(oordelen: Oordelen, regel: Regel, delen: Sequence[Deel]) -> Waarheid:
    """What persons judged of this rule here: unmet if any says so; one without `betreft` speaks of all."""
    hier = {d.pointer for d in delen}
    antwoorden = [v for betreft, v in oordelen.get(regel.id, ()) if betreft <= hier]
    return None if not antwoorden else all(antwoorden)


def check(
    dossier: Dossier,
    regelsets: tuple[Regelset, ...],
    peildatum: dt.date,
    kennisdatum: dt.date,
    getuige: Getuige | None = None,
) -> Rapport:
    """Judge a dossier by the given versions of the rulesets.

    Args:
        dossier: the case, with the draft decisions in it.
        regelsets: one version per topic; a rule counts when it holds on `peildatum`.
        peildatum: the day whose law applies.
        kennisdatum: the day whose knowledge applies; a rule that could not yet be known on it is left out.
        getuige: the independent matcher to ask, if any; its word goes in the receipt.
    """
    samenstelling = stel_samen(regelsets)
    zaak = feiten(dossier)
    tafel = maak_tafel(samenstelling.plan, zaak)
    niet_getoetst: list[tuple[str, str]] = []
    combinaties, te_veel = samenstelling.matcher(tafel)
    for n in te_veel:
        niet_getoetst.append(
            (
                samenstelling.toetsen[n].regel.id,
                "het dossier heeft te veel combinaties van delen voor deze regel",
            )
        )
    tweeling = "niet_geraadpleegd" if getuige is None else getuige(samenstelling.plan, tafel, combinaties)

    op = peildatum.isoformat()
    bevindingen: list[Bevinding] = []
    voldaan: list[Voldaan] = []
    vragen: dict[tuple[str, str], _Vraag] = {}
    aantal = 0
    for toets, delen, oordeel, env in _loop(samenstelling, zaak, peildatum, kennisdatum, combinaties):
        aantal += 1
        regel = toets.regel
        betreft = tuple(d.pointer for d in delen)
        if oordeel.uitkomst == "voldaan":
            gebruikt = tuple(
                u.naam
                for u, w in zip(toets.uitzonderingen, oordeel.uitzonderingen, strict=False)
                if w is True
            )
            voldaan.append(
                Voldaan(
                    regel.id, regel.norm, betreft, gebruikt, oordeel.bereik is None or oordeel.eis is None
                )
            )
        elif oordeel.uitkomst == "bevinding":
            stappen = _stappen(toets, oordeel, env)
            bevindingen.append(
                Bevinding(
                    regel.id,
                    regel.norm,
                    regel.titel,
                    toets.ernst,
                    regel.zekerheid,
                    betreft,
                    _vul(regel.melding, env),
                    _vul(regel.advies, env),
                    _bronnen(regel, op),
                    tuple(_uitlegstap(s, naam) for s, naam in stappen),
                    toets.regelset,
                    f"{regel.plaats.bestand}:{regel.plaats.rij}",
                    regel.kenbaar_vanaf.isoformat(),
                    regel.kenbaar_vanaf > peildatum,
                    toets.eis is not None and bool(toets.eis.gaten(env)),
                )
            )
        elif oordeel.wacht_op_mens and regel.vraag is not None:
            sleutel = ("oordeel", f"{regel.id} {' '.join(betreft)}")
            vragen[sleutel] = _Vraag(
                _vul(regel.vraag, env), "oordeel", {regel.id: None}, dict.fromkeys(betreft), 1
            )
        else:
            gaten = _gaten(toets, oordeel, env)
            if not gaten:
                reden = "de waarden in het dossier zijn niet met elkaar te vergelijken"
                niet_getoetst.append((regel.id, f"{reden} ({', '.join(betreft)})"))
            for gat in gaten:
                vraag = vragen.get(("gegeven", gat.pointer))
                if vraag is None:
                    tekst = attribuut(gat.soort, gat.kenmerk)
                    vraag = vragen["gegeven", gat.pointer] = _Vraag(
                        tekst.vraag if tekst is not None else "Wat is dit gegeven?", "gegeven", {}, {}
                    )
                vraag.regels[regel.id] = None
                vraag.betreft.update(dict.fromkeys(betreft))
                vraag.beslist += len(gaten) == 1

    bevindingen.sort(key=lambda b: (_RANG[b.ernst], b.regel, b.betreft))
    voldaan.sort(key=lambda v: (v.regel, v.betreft))
    open_vragen = [
        OpenVraag(
            pointer if soort == "gegeven" else "/oordelen",
            v.vraag,
            v.soort,
            tuple(sorted(v.regels)),
            tuple(sorted(v.betreft)),
            v.beslist,
        )
        for (soort, pointer), v in vragen.items()
    ]
    open_vragen.sort(key=lambda v: (-v.beslist, -len(v.regels), v.veld, v.regels, v.betreft))
    niet_getoetst.sort()
    uitkomst = "\n".join(
        [f"- {b.regel} {b.ernst} {' '.join(b.betreft)}" for b in bevindingen]
        + [f"? {v.veld} {' '.join(v.regels)}" for v in open_vragen]
        + [f"+ {v.regel} {' '.join(v.betreft)}" for v in voldaan]
        + [f"! {r} {reden}" for r, reden in niet_getoetst]
    )
    bewijs = Bewijs(
        VERSIE,
        digest(canoniek(dossier)),
        op,
        kennisdatum.isoformat(),
        tuple((s.naam, s.versie, s.digest) for s in regelsets),
        aantal,
        tweeling,
        digest(uitkomst.encode()),
    )
    return Rapport(tuple(bevindingen), tuple(open_vragen), tuple(voldaan), tuple(niet_getoetst), bewijs)
