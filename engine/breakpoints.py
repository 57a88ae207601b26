"""The days on which the verdict on a case can change: of the law, and of dates in the case against the law.

Too many days are no harm, one too few is: between two of them every rule says the same. A date that moves
with the peildatum (`12 maanden voor de peildatum`) never goes back when the peildatum goes on, so the day on
which it passes another date is found by halving.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple, TypeAlias

from engine.calendar import einde_van_termijn, leeftijd, tel
from engine.facts import Zaak, sleutel_pointer
from engine.rule import (
    BegripGebruik,
    Bevat,
    Conditie,
    Constante,
    DatedValue,
    EenVan,
    En,
    Kenmerk,
    Leeftijd,
    Niet,
    Of,
    PeildatumTerm,
    Regel,
    Regelset,
    Rekening,
    Telling,
    Term,
    Termijn,
    Vergelijking,
)
from engine.saying import los_gezegd

DAG: Final = dt.timedelta(days=1)


class Aanleiding(NamedTuple):
    """Why a rule may judge otherwise from `dag` on.

    `soort`: `regel_begint`, `regel_eindigt`, `regel_veranderd` (another version of the rule), `kenbaar`,
    `waarde` (a named value gets another amount), `datum_in_regel`, `leeftijd`, `datum` (a date of the case
    against the rule), `dag` (two dates of the rule that both go with the peildatum). `wat`: the condition
    in the words of the rule, or the name of the value. `pointer` and `feit`: the fact of the case; `jaren`:
    the age that is reached.
    """

    dag: dt.date
    soort: str
    regel: str
    wat: str = ""
    pointer: str = ""
    feit: dt.date | None = None
    jaren: int | None = None


class Feitdatum(NamedTuple):
    """A date of the case, or one counted from it, and where the fact stands (`None`: it stands in a rule)."""

    dag: dt.date
    pointer: str
    feit: dt.date | None


class _NietTeHalveren(Exception):  # noqa: N818 - an outcome, not a mistake
    """A comparison whose turning days cannot be found but by looking at each day."""


_OM: Final = {"minstens": "hoogstens", "hoogstens": "minstens", "meer": "minder", "minder": "meer"}
"""A comparison read from right to left."""

_BEREIKT: Final = frozenset({"is", "is_niet", "minstens", "minder"})
_VOORBIJ: Final = frozenset({"is", "is_niet", "hoogstens", "meer"})
"""Comparisons that become another when a moving date reaches a fixed one, or when it has passed it."""

_Beweging: TypeAlias = Callable[[dt.date], "dt.date | None"]


@dataclass(frozen=True, slots=True)
class Breekpunten:
    """Every reason in a window, by day. `elke_dag`: rules for which each day must be looked at."""

    aanleidingen: tuple[Aanleiding, ...]
    elke_dag: frozenset[str]


def breekpunten(
    zaak: Zaak,
    regelsets: Sequence[Regelset],
    van: dt.date,
    tot: dt.date,
    kennisdatum: dt.date | None,
) -> Breekpunten:
    """The reasons after `van` up to and including `tot`. `kennisdatum`: `None` when it goes with the day."""
    gevonden: set[Aanleiding] = set()
    elke_dag: set[str] = set()
    zoeker = _Zoeker(zaak, van, tot)
    binnen = [s for s in regelsets if s.geldig.vanaf <= tot and (s.geldig.tot is None or s.geldig.tot > van)]
    for regelset in binnen:
        for regel in regelset.regels:
            gevonden.update(_van_regel(regelset, regel, binnen, kennisdatum))
            for conditie in (regel.waarbij, regel.eis, *(u.conditie for u in regel.uitzonderingen)):
                if conditie is None:
                    continue
                try:
                    gevonden.update(zoeker.van_conditie(regel.id, conditie))
                except _NietTeHalveren:
                    elke_dag.add(regel.id)
    return Breekpunten(
        tuple(sorted((a for a in gevonden if van < a.dag <= tot), key=_op_volgorde)), frozenset(elke_dag)
    )


def _op_volgorde(a: Aanleiding) -> tuple[object, ...]:
    return a.dag, a.regel, a.soort, a.wat, a.pointer, a.jaren or 0, a.feit or dt.date.min


def _van_regel(
    regelset: Regelset, regel: Regel, alle: Sequence[Regelset], kennisdatum: dt.date | None
) -> Iterator[Aanleiding]:
    """When a rule comes, goes, or becomes another, whatever it says."""
    begin, einde = regel.geldig.vanaf, regel.geldig.tot
    elders = [r for s in alle if s is not regelset for r in s.regels if r.id == regel.id]
    opvolgt = any(r.geldig.tot == begin for r in elders)
    yield Aanleiding(begin, "regel_veranderd" if opvolgt else "regel_begint", regel.id)
    if einde is not None and not any(r.geldig.vanaf == einde for r in elders):
        yield Aanleiding(einde, "regel_eindigt", regel.id)
    if kennisdatum is None and regel.kenbaar_vanaf > begin:
        yield Aanleiding(regel.kenbaar_vanaf, "kenbaar", regel.id)


class _Zoeker:
    """Looks for the turning days of comparisons with the peildatum, within a window."""

    def __init__(self, zaak: Zaak, van: dt.date, tot: dt.date) -> None:
        self._van, self._tot = van, tot
        self._datums: dict[str, list[Feitdatum]] = {}
        for deel in (zaak.dossier, *(d for rij in zaak.delen.values() for d in rij)):
            for sleutel, waarde in deel.waarden.items():
                if isinstance(waarde, dt.date):
                    plek = sleutel_pointer(deel, sleutel)
                    self._datums.setdefault(sleutel, []).append(Feitdatum(waarde, plek, waarde))

    def van_conditie(self, regel: str, conditie: Conditie) -> Iterator[Aanleiding]:
        match conditie:
            case En(delen=delen) | Of(delen=delen):
                for deel in delen:
                    yield from self.van_conditie(regel, deel)
            case Niet(deel=deel) | BegripGebruik(conditie=deel):
                yield from self.van_conditie(regel, deel)
            case Telling(voorwaarde=binnen) if binnen is not None:
                yield from self.van_conditie(regel, binnen)
            case Vergelijking(op=op, links=links, rechts=rechts):
                tekst = los_gezegd(conditie)
                yield from self._vergelijking(regel, op, links, rechts, tekst)
                yield from self._vergelijking(regel, _OM.get(op, op), rechts, links, tekst)
            case EenVan(term=term, waarden=waarden):
                tekst = los_gezegd(conditie)
                for waarde in waarden:
                    yield from self._vergelijking(regel, "is", term, waarde, tekst)
            case Bevat(waarden=termen) if any(beweegt(t) for t in termen):
                raise _NietTeHalveren
            case _:
                pass

    def _vergelijking(
        self, regel: str, hoe: str, kant: Term, ander: Term, tekst: str
    ) -> Iterator[Aanleiding]:
        """When `kant` makes the comparison another, if it goes with the peildatum."""
        if not beweegt(kant):
            return
        loop = _beweging(kant)
        if loop is None:
            yield from self._stappen(regel, kant)
            return
        if _beweging(ander) is not None:
            raise _NietTeHalveren
        for x in self._vaste_datums(ander):
            soort = "datum_in_regel" if x.feit is None else "datum"
            for dag in self._gepasseerd(loop, hoe, x.dag):
                yield Aanleiding(dag, soort, regel, tekst, x.pointer, x.feit)

    def _stappen(self, regel: str, term: Term) -> Iterator[Aanleiding]:
        """When a value that goes with the peildatum by leaps becomes another."""
        match term:
            case DatedValue(naam=naam, perioden=perioden, op=op):
                loop = _beweging(op) if op is not None else _zelf
                if loop is None:
                    raise _NietTeHalveren
                for geldig, _ in perioden:
                    for grens in (geldig.vanaf, geldig.tot):
                        dag = None if grens is None else self._eerste(loop, grens)
                        if dag is not None:
                            yield Aanleiding(dag, "waarde", regel, naam)
            case Leeftijd(geboortedatum=geboren, op=op, tekst=tekst):
                loop = _beweging(op)
                if loop is None:
                    raise _NietTeHalveren
                for x in self._vaste_datums(geboren):
                    yield from self._verjaardagen(regel, tekst, x, loop)
            case Rekening(links=links, rechts=rechts):
                for deel in (links, rechts):
                    if beweegt(deel):
                        if _beweging(deel) is not None:
                            raise _NietTeHalveren
                        yield from self._stappen(regel, deel)
            case _:
                raise _NietTeHalveren

    def _verjaardagen(
        self, regel: str, tekst: str, geboren: Feitdatum, loop: _Beweging
    ) -> Iterator[Aanleiding]:
        begin, einde = loop(self._van), loop(self._tot)
        if begin is None or einde is None:
            raise _NietTeHalveren
        for jaar in range(max(begin.year, geboren.dag.year), einde.year + 1):
            try:
                dag = geboren.dag.replace(year=jaar)
            except ValueError:  # 29 February, in a year without
                dag = dt.date(jaar, 3, 1)
            eerste = self._eerste(loop, dag)
            if eerste is not None:
                jaren = leeftijd(geboren.dag, dag)
                yield Aanleiding(eerste, "leeftijd", regel, tekst, geboren.pointer, geboren.feit, jaren)

    def _vaste_datums(self, term: Term) -> Iterable[Feitdatum]:
        """Every date that a term which does not go with the peildatum may come to, in any part."""
        match term:
            case Constante(waarde=dt.date() as dag):
                return [Feitdatum(dag, "", None)]
            case Constante():
                return []
            case Kenmerk(pad=pad):
                return self._datums.get(pad[-1], []) if pad else []
            case Termijn(periode=periode, richting=richting, vanaf=vanaf, termijnenwet=wet):
                einden = [
                    (
                        einde_van_termijn(x.dag, periode)
                        if wet and richting > 0
                        else tel(x.dag, periode, richting),
                        x,
                    )
                    for x in self._vaste_datums(vanaf)
                ]
                return [Feitdatum(einde, x.pointer, x.feit) for einde, x in einden if einde is not None]
            case DatedValue(perioden=perioden):
                return [Feitdatum(c.waarde, "", None) for _, c in perioden if isinstance(c.waarde, dt.date)]
            case _:
                raise _NietTeHalveren

    def _gepasseerd(self, loop: _Beweging, hoe: str, grens: dt.date) -> Iterator[dt.date]:
        """The days on which a moving date reaches another, or leaves it behind, as the comparison asks."""
        grenzen = [g for g, bij in ((grens, _BEREIKT), (grens + DAG, _VOORBIJ)) if hoe in bij]
        yield from (d for d in map(partial(self._eerste, loop), grenzen) if d is not None)

    def _eerste(self, loop: _Beweging, grens: dt.date) -> dt.date | None:
        """The first day of the window on which a moving date is not before `grens`, if there is one."""
        laag, hoog = self._van, self._tot
        einde = loop(hoog)
        if einde is None or loop(laag) is None:
            raise _NietTeHalveren
        if einde < grens:
            return None
        while laag < hoog:
            midden = laag + (hoog - laag) // 2
            hier = loop(midden)
            if hier is None:
                raise _NietTeHalveren
            if hier < grens:
                laag = midden + DAG
            else:
                hoog = midden
        return laag


def beweegt(term: Term) -> bool:
    """Whether a term goes with the peildatum."""
    match term:
        case PeildatumTerm():
            return True
        case DatedValue(op=op):
            return op is None or beweegt(op)
        case Termijn(vanaf=vanaf):
            return beweegt(vanaf)
        case Leeftijd(op=op):
            return beweegt(op)
        case Rekening(links=links, rechts=rechts):
            return beweegt(links) or beweegt(rechts)
        case _:
            return False


def _zelf(dag: dt.date) -> dt.date:
    return dag


def _beweging(term: Term) -> _Beweging | None:
    """A date that goes with the peildatum as a function of it, which never goes back; else `None`."""
    match term:
        case PeildatumTerm():
            return _zelf
        case Termijn(periode=periode, richting=richting, vanaf=vanaf, termijnenwet=wet):
            vooraf = _beweging(vanaf)
            if vooraf is None:
                return None

            def termijn(dag: dt.date) -> dt.date | None:
                begin = vooraf(dag)
                if begin is None:
                    return None
                return (
                    einde_van_termijn(begin, periode)
                    if wet and richting > 0
                    else tel(begin, periode, richting)
                )

            return termijn
        case _:
            return None
