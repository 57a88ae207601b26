"""The pipeline: dossier -> parts -> candidates -> judgement -> report.

`check` is the one public verb. It is a pure function: no clock, file, network, thread or chance.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol

from engine.applying import (
    NIET_VAN_TOEPASSING,
    Oordeel,
    Toets,
    gaten,
    maak_toets,
    omgeving_van,
    oordelen_in,
    stappen,
    weeg,
)
from engine.dossier import Dossier
from engine.facts import Deel, Zaak, attribuut, canoniek, feiten
from engine.judging import Omgeving
from engine.matching import Combinatie, Matcher, Plan, Tafel, maak_matcher, maak_plan, maak_tafel
from engine.report import Bevinding, Bewijs, OpenVraag, Rapport, Verwijzing, Voldaan, digest, verwijzing
from engine.rule import Ernst, Regelset

VERSIE: Final = "0.1.0"

_RANG: Final = {ernst: n for n, ernst in enumerate(Ernst)}


class Getuige(Protocol):
    """A second, independent matcher: says in one word how its combinations compare with ours."""

    def __call__(self, plan: Plan, tafel: Tafel, eigen: list[list[Combinatie]]) -> str: ...


@dataclass(frozen=True, slots=True, eq=False)
class Samenstelling:
    """Rulesets, compiled together once: their tests by rule id, the plan they share, and its matcher."""

    regelsets: tuple[Regelset, ...]
    toetsen: tuple[Toets, ...]
    plan: Plan
    matcher: Matcher


@lru_cache(maxsize=64)
def stel_samen(regelsets: tuple[Regelset, ...]) -> Samenstelling:
    """Compile rulesets. Kept for as long as the same ruleset values are used."""
    toetsen = tuple(sorted((maak_toets(r, s) for s in regelsets for r in s.regels), key=lambda t: t.regel.id))
    plan = maak_plan([t.regel for t in toetsen])
    return Samenstelling(regelsets, toetsen, plan, maak_matcher(plan))


@lru_cache(maxsize=1024)
def _geldend(
    samenstelling: Samenstelling, peildatum: dt.date, kennisdatum: dt.date
) -> tuple[tuple[int, Toets, tuple[Verwijzing, ...]], ...]:
    """The tests that count on these dates, with their number in the plan and their sources."""
    op = peildatum.isoformat()
    return tuple(
        (n, t, tuple(verwijzing(v, op) for v in t.regel.vindplaatsen))
        for n, t in enumerate(samenstelling.toetsen)
        if t.regel.geldig.omvat(peildatum) and t.regel.kenbaar_vanaf <= kennisdatum
    )


@dataclass(slots=True)
class _Vraag:
    """An open question while it is being gathered."""

    vraag: str
    soort: str
    regels: dict[str, None]
    betreft: dict[str, None]
    beslist: int = 0


class _Verslag:
    """A report while it is being gathered, one judgement at a time."""

    def __init__(self, peildatum: dt.date) -> None:
        self.peildatum = peildatum
        self.aantal = 0
        self.bevindingen: list[Bevinding] = []
        self.voldaan: list[Voldaan] = []
        self.niet_getoetst: list[tuple[str, str]] = []
        self.vragen: dict[tuple[str, str], _Vraag] = {}

    def noteer(
        self,
        toets: Toets,
        bronnen: tuple[Verwijzing, ...],
        delen: tuple[Deel, ...],
        oordeel: Oordeel,
        env: Omgeving,
    ) -> None:
        self.aantal += 1
        betreft = tuple([d.pointer for d in delen])
        if oordeel.uitkomst == "voldaan":
            self._voldaan(toets, betreft, oordeel)
        elif oordeel.uitkomst == "bevinding":
            self._bevinding(toets, bronnen, betreft, env)
        elif oordeel.wacht_op_mens and toets.vraag is not None:
            sleutel = ("oordeel", f"{toets.regel.id} {' '.join(betreft)}")
            self.vragen[sleutel] = _Vraag(
                toets.vraag(env), "oordeel", {toets.regel.id: None}, dict.fromkeys(betreft), 1
            )
        else:
            self._open(toets, betreft, oordeel, env)

    def _voldaan(self, toets: Toets, betreft: tuple[str, ...], oordeel: Oordeel) -> None:
        gebruikt: tuple[str, ...] = ()
        if oordeel.uitzonderingen:
            paren = zip(toets.uitzonderingen, oordeel.uitzonderingen, strict=True)
            gebruikt = tuple(u.naam for u, waarheid in paren if waarheid is True)
        in_weerwil = oordeel.bereik is None or oordeel.eis is None
        self.voldaan.append(Voldaan(toets.regel.id, toets.regel.norm, betreft, gebruikt, in_weerwil))

    def _bevinding(
        self, toets: Toets, bronnen: tuple[Verwijzing, ...], betreft: tuple[str, ...], env: Omgeving
    ) -> None:
        regel = toets.regel
        self.bevindingen.append(
            Bevinding(
                regel.id,
                regel.norm,
                regel.titel,
                toets.ernst,
                regel.zekerheid,
                betreft,
                toets.melding(env),
                toets.advies(env),
                bronnen,
                stappen(toets, env),
                toets.regelset,
                toets.plaats,
                regel.kenbaar_vanaf.isoformat(),
                regel.kenbaar_vanaf > self.peildatum,
                toets.eis is not None and toets.eis.onzeker(env),
            )
        )

    def _open(self, toets: Toets, betreft: tuple[str, ...], oordeel: Oordeel, env: Omgeving) -> None:
        open_ = gaten(toets, oordeel, env)
        if not open_:
            reden = "de waarden in het dossier zijn niet met elkaar te vergelijken"
            self.niet_getoetst.append((toets.regel.id, f"{reden} ({', '.join(betreft)})"))
        for gat in open_:
            vraag = self.vragen.get(("gegeven", gat.pointer))
            if vraag is None:
                veld = attribuut(gat.soort, gat.kenmerk)
                vraag = self.vragen["gegeven", gat.pointer] = _Vraag(
                    veld.vraag if veld is not None else "Wat is dit gegeven?", "gegeven", {}, {}
                )
            vraag.regels[toets.regel.id] = None
            vraag.betreft.update(dict.fromkeys(betreft))
            vraag.beslist += len(open_) == 1

    def open_vragen(self) -> list[OpenVraag]:
        """The questions, the one that decides most first."""
        vragen = [
            OpenVraag(
                pointer if soort == "gegeven" else "/oordelen",
                v.vraag,
                v.soort,
                tuple(sorted(v.regels)),
                tuple(sorted(v.betreft)),
                v.beslist,
            )
            for (soort, pointer), v in self.vragen.items()
        ]
        vragen.sort(key=lambda v: (-v.beslist, -len(v.regels), v.veld, v.regels, v.betreft))
        return vragen


_GEWICHT: Final = {"niet_van_toepassing": 0, "voldaan": 1, "open": 2, "bevinding": 3}


def _oordeel(
    samenstelling: Samenstelling,
    zaak: Zaak,
    peildatum: dt.date,
    kennisdatum: dt.date,
    combinaties: list[list[Combinatie]],
    verslag: _Verslag,
) -> None:
    """Every judgement, rule by rule; of a pair only the weightier of its two orders."""
    oordelen = oordelen_in(zaak)
    for n, toets, bronnen in _geldend(samenstelling, peildatum, kennisdatum):
        voorgesteld = combinaties[n]
        if not voorgesteld:
            continue
        binders = toets.regel.binders
        if len(binders) == 1:
            tafel = zaak.delen[binders[0].soort]
            # One environment serves all: what a quantifier leaves behind in it, the next one overwrites.
            env = omgeving_van(toets, tafel[:1], zaak, peildatum)
            for (k,) in voorgesteld:
                enkel = (tafel[k],)
                env[0] = tafel[k]
                oordeel = weeg(toets, env, enkel, oordelen)
                if oordeel is not NIET_VAN_TOEPASSING:
                    verslag.noteer(toets, bronnen, enkel, oordeel, env)
            continue
        tafels = [zaak.delen[b.soort] for b in binders]
        gewogen: Iterable[tuple[tuple[Deel, ...], Oordeel, Omgeving]] = (
            (delen, weeg(toets, env, delen, oordelen), env)
            for delen in [tuple([t[k] for t, k in zip(tafels, c, strict=True)]) for c in voorgesteld]
            for env in [omgeving_van(toets, delen, zaak, peildatum)]
        )
        if toets.regel.tweetal:
            paren: dict[frozenset[str], tuple[tuple[Deel, ...], Oordeel, Omgeving]] = {}
            for gewicht in gewogen:
                paar = frozenset([d.pointer for d in gewicht[0]])
                vorig = paren.get(paar)
                if vorig is None or _GEWICHT[vorig[1].uitkomst] < _GEWICHT[gewicht[1].uitkomst]:
                    paren[paar] = gewicht
            gewogen = paren.values()
        for delen, oordeel, env in gewogen:
            if oordeel is not NIET_VAN_TOEPASSING:
                verslag.noteer(toets, bronnen, delen, oordeel, env)


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
    combinaties, te_veel = samenstelling.matcher(tafel)
    tweeling = "niet_geraadpleegd" if getuige is None else getuige(samenstelling.plan, tafel, combinaties)
    verslag = _Verslag(peildatum)
    for n in te_veel:
        reden = "het dossier heeft te veel combinaties van delen voor deze regel"
        verslag.niet_getoetst.append((samenstelling.toetsen[n].regel.id, reden))
    _oordeel(samenstelling, zaak, peildatum, kennisdatum, combinaties, verslag)

    # Rules come by id and parts by reference: only the findings, by gravity, are in another order.
    bevindingen = sorted(verslag.bevindingen, key=lambda b: _RANG[b.ernst])
    open_vragen = verslag.open_vragen()
    uitkomst = "\n".join(
        [f"- {b.regel} {b.ernst} {' '.join(b.betreft)}" for b in bevindingen]
        + [f"? {v.veld} {' '.join(v.regels)}" for v in open_vragen]
        + [f"+ {v.regel} {' '.join(v.betreft)}" for v in verslag.voldaan]
        + [f"! {r} {reden}" for r, reden in verslag.niet_getoetst]
    )
    bewijs = Bewijs(
        VERSIE,
        digest(canoniek(dossier)),
        peildatum.isoformat(),
        kennisdatum.isoformat(),
        tuple([(s.naam, s.versie, s.digest) for s in regelsets]),
        verslag.aantal,
        tweeling,
        digest(uitkomst.encode()),
    )
    return Rapport(
        tuple(bevindingen), tuple(open_vragen), tuple(verslag.voldaan), tuple(verslag.niet_getoetst), bewijs
    )
