"""Whether a condition holds for one combination of parts, in three values, and why.

Strong Kleene: `True`, `False`, or `None` for unknown. Each condition is compiled once to a `Knoop`
of three functions: its truth, the steps that decide it, and the gaps that keep it unknown. The
comparison rules: an unknown value makes a comparison unknown; a thing that is known not to be there
is not equal to, less or more than anything, so that no question is asked that has no answer.
"""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, NamedTuple, TypeAlias

from engine.calendar import einde_van_termijn, leeftijd, tel
from engine.facts import ONTBREEKT, Deel, attribuut, sleutel_pad, sleutel_pointer, volg
from engine.report import Uitlegstap
from engine.rule import (
    Aanwezig,
    BegripGebruik,
    Bereik,
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
    Periode,
    Plaats,
    Rekening,
    Som,
    Telling,
    Tempo,
    Term,
    Termijn,
    Vergelijking,
)
from engine.wording import Toner, toner, toon_in_uitleg

Omgeving: TypeAlias = list[Any]
"""The parts bound to variables 0, 1, ..., then the parts by kind, the peildatum and the dossier."""

DOSSIER, PEILDATUM, DELEN = -1, -2, -3

Waarheid: TypeAlias = "bool | None"

_Waar: TypeAlias = Callable[[Omgeving], Waarheid]


def omgeving(
    combinatie: Sequence[Deel], variabelen: int, delen: Any, peildatum: dt.date, dossier: Deel
) -> Omgeving:
    """An environment for `variabelen` variables, the first of which are bound."""
    return [*combinatie, *([None] * (variabelen - len(combinatie))), delen, peildatum, dossier]


class Feit(NamedTuple):
    """A value that a step rests on: where it stands, of which kind's attribute, and what it is."""

    pointer: str
    soort: str
    kenmerk: str
    waarde: Any


WOORD: Final[dict[Waarheid, str]] = {True: "waar", False: "onwaar", None: "onbekend"}


class Gat(NamedTuple):
    """An unknown field that keeps a condition unknown."""

    pointer: str
    soort: str
    kenmerk: str


@dataclass(frozen=True, slots=True)
class Knoop:
    """A compiled condition.

    `stappen` gives the shortest steps that decide the given outcome; `gaten` the unknown fields
    behind an unknown outcome, in reading order, without doubles within one leaf; `onzeker` whether
    some part of it is unknown though the whole has the given outcome. `gewicht`: how much work its truth
    is, a comparison of two values being 1.
    """

    waar: Callable[[Omgeving], Waarheid]
    stappen: Callable[[Omgeving, Waarheid], list[Uitlegstap]]
    gaten: Callable[[Omgeving], list[Gat]]
    onzeker: Callable[[Omgeving, Waarheid], bool]
    gewicht: int


_nieuw: Final = tuple.__new__
"""A named tuple from all its fields: there are many of them."""

Waarde: TypeAlias = Any
Lezer: TypeAlias = Callable[[Omgeving], Waarde]


# ---------------------------------------------------------------- terms


def _lees_kenmerk(k: Kenmerk) -> Lezer:
    """The value as it stands: `None` unknown, `ONTBREEKT` known absent."""
    i, pad = k.variabele, k.pad
    if not pad:
        return lambda env: env[i]
    if len(pad) == 1:
        sleutel = pad[0]
        return lambda env: env[i].waarden.get(sleutel)
    return lambda env: volg(env[i], pad)


def lees(term: Term) -> Lezer:
    """Compile a term."""
    match term:
        case Constante(waarde=waarde):
            return lambda _: waarde
        case Kenmerk():
            return _lees_kenmerk(term)
        case PeildatumTerm():
            return lambda env: env[PEILDATUM]
        case DatedValue(perioden=perioden, op=op):
            wanneer = lees(op) if op is not None else lambda env: env[PEILDATUM]

            def gedateerd(env: Omgeving) -> Waarde:
                dag = wanneer(env)
                if dag is None or dag is ONTBREEKT:
                    return dag
                return next((c.waarde for g, c in perioden if g.omvat(dag)), None)

            return gedateerd
        case Termijn(periode=periode, richting=richting, vanaf=vanaf, termijnenwet=termijnenwet):
            begin = lees(vanaf)

            def termijn(env: Omgeving) -> Waarde:
                dag = begin(env)
                if dag is None or dag is ONTBREEKT:
                    return dag
                if termijnenwet and richting > 0:
                    return einde_van_termijn(dag, periode)
                return tel(dag, periode, richting)

            return termijn
        case Leeftijd(geboortedatum=geboortedatum, op=op):
            geboren, dag_van = lees(geboortedatum), lees(op)

            def jaren(env: Omgeving) -> Waarde:
                a, b = geboren(env), dag_van(env)
                if a is None or b is None:
                    return None
                if a is ONTBREEKT or b is ONTBREEKT:
                    return ONTBREEKT
                return leeftijd(a, b)

            return jaren
        case Rekening(bewerking=bewerking, links=links, rechts=rechts):
            a_van, b_van, reken = lees(links), lees(rechts), _REKEN[bewerking]

            def rekening(env: Omgeving) -> Waarde:
                a, b = a_van(env), b_van(env)
                if a is None or b is None:
                    return None
                if a is ONTBREEKT or b is ONTBREEKT:
                    return ONTBREEKT
                return reken(a, b)

            return rekening
        case Som(bereik=bereik, kenmerk=kenmerk):
            leden, waarde_van, i = _leden(bereik), lees(kenmerk), bereik.variabele

            def som(env: Omgeving) -> Waarde:
                delen = leden(env)
                if delen is None:
                    return None
                zeker, misschien = delen
                if misschien:
                    return None
                totaal: Waarde = None
                for deel in zeker:
                    env[i] = deel
                    waarde = waarde_van(env)
                    if waarde is None:
                        return None
                    if waarde is ONTBREEKT:
                        continue
                    totaal = waarde if totaal is None else _plus(totaal, waarde)
                    if totaal is None:
                        return None
                return ONTBREEKT if totaal is None else totaal

            return som


def _plus(a: Waarde, b: Waarde) -> Waarde:
    if isinstance(a, Tempo):
        return Tempo(a.dimensie, a.per_week + b.per_week) if a.dimensie == b.dimensie else None
    return a + b


def _min(a: Waarde, b: Waarde) -> Waarde:
    if isinstance(a, Tempo):
        return Tempo(a.dimensie, a.per_week - b.per_week) if a.dimensie == b.dimensie else None
    return a - b


def _maal(a: Waarde, b: Waarde) -> Waarde:
    if isinstance(b, Tempo):
        a, b = b, a
    if isinstance(a, Tempo):
        return Tempo(a.dimensie, a.per_week * Fraction(b))
    return a * b


_REKEN: dict[str, Callable[[Waarde, Waarde], Waarde]] = {"plus": _plus, "min": _min, "maal": _maal}

_IN_DAGEN = {"dag": 1, "week": 7}
_IN_MAANDEN = {"maand": 1, "jaar": 12}


def _meetbaar(a: Waarde, b: Waarde) -> tuple[Waarde, Waarde] | None:
    """Both values on one scale, or `None` when there is none (hours and dayparts, days and months)."""
    if isinstance(a, Tempo):
        return (a.per_week, b.per_week) if a.dimensie == b.dimensie else None
    if isinstance(a, Periode):
        if a.eenheid == b.eenheid:
            return a.aantal, b.aantal
        for schaal in (_IN_DAGEN, _IN_MAANDEN):
            if a.eenheid in schaal and b.eenheid in schaal:
                return a.aantal * schaal[a.eenheid], b.aantal * schaal[b.eenheid]
        return None
    return a, b


_VERGELIJK: dict[str, Callable[[Waarde, Waarde], bool]] = {
    "is": operator.eq,
    "is_niet": operator.ne,
    "minstens": operator.ge,
    "hoogstens": operator.le,
    "meer": operator.gt,
    "minder": operator.lt,
}


# ---------------------------------------------------------------- facts behind a term


def _kenmerken(term: Term) -> list[Kenmerk]:
    match term:
        case Kenmerk():
            return [term]
        case DatedValue(op=op) if op is not None:
            return _kenmerken(op)
        case Termijn(vanaf=vanaf):
            return _kenmerken(vanaf)
        case Leeftijd(geboortedatum=g, op=op):
            return [g, *_kenmerken(op)]
        case Rekening(links=a, rechts=b):
            return [*_kenmerken(a), *_kenmerken(b)]
        case _:
            return []


def _feit(k: Kenmerk, env: Omgeving) -> Feit:
    """The fact under an attribute, or the first unknown or absent reference on the way to it."""
    deel = env[k.variabele]
    if len(k.pad) == 1:
        stap = k.pad[0]
        return Feit(sleutel_pointer(deel, stap), deel.soort, stap, deel.waarden.get(stap))
    if not k.pad:
        return Feit(deel.pointer, deel.soort, "", deel)
    for stap in k.pad[:-1]:
        volgend = deel.waarden.get(stap)
        if volgend.__class__ is not Deel:
            return Feit(sleutel_pointer(deel, stap), deel.soort, stap, volgend)
        deel = volgend
    return Feit(sleutel_pointer(deel, k.pad[-1]), deel.soort, k.pad[-1], deel.waarden.get(k.pad[-1]))


def _plaats(plaats: Plaats) -> str:
    return f"{plaats.bestand}:{plaats.rij}:{plaats.kolom}"


def _getoond(k: Kenmerk) -> Callable[[Omgeving], tuple[str, str]]:
    """The fact under an attribute as a reader may see it: its pointer and its value."""
    i, pad = k.variabele, k.pad
    if len(pad) != 1:

        def lang(env: Omgeving) -> tuple[str, str]:
            f = _feit(k, env)
            return f.pointer, toon_in_uitleg(f.waarde, attribuut(f.soort, f.kenmerk))

        return lang
    (sleutel,) = pad
    # The kind is that of the part at hand: a binder's never changes, a quantifier's is its own.
    per_soort: dict[str, tuple[str, Toner]] = {}

    def kort(env: Omgeving) -> tuple[str, str]:
        deel = env[i]
        wijze = per_soort.get(deel.soort)
        if wijze is None:
            wijze = sleutel_pad(deel.soort, sleutel), toner(attribuut(deel.soort, sleutel))
            per_soort[deel.soort] = wijze
        pad, toon = wijze
        return deel.pointer + pad, toon(deel.waarden.get(sleutel))

    return kort


def _blad(
    waar: Callable[[Omgeving], Waarheid],
    kenmerken: Iterable[Kenmerk],
    bereiken: Sequence[Bereik],
    node: Conditie,
) -> Knoop:
    """A condition without conditions inside."""
    namen = tuple(dict.fromkeys(kenmerken))

    tekst, plaats = node.tekst, _plaats(node.plaats)
    getoond = [_getoond(k) for k in namen]
    if len(getoond) == 1:
        (een,) = getoond

        def stappen(env: Omgeving, uitkomst: Waarheid) -> list[Uitlegstap]:
            return [_nieuw(Uitlegstap, (tekst, WOORD[uitkomst], (een(env),), plaats, None))]
    else:

        def stappen(env: Omgeving, uitkomst: Waarheid) -> list[Uitlegstap]:
            return [Uitlegstap(tekst, WOORD[uitkomst], tuple([g(env) for g in getoond]), plaats)]

    def gaten(env: Omgeving) -> list[Gat]:
        open_ = []
        for k in namen:
            if len(k.pad) != 1 or env[k.variabele].waarden.get(k.pad[0]) is None:
                f = _feit(k, env)
                if f.waarde is None:
                    open_.append(Gat(f.pointer, f.soort, f.kenmerk))
        for bereik in bereiken:
            open_.extend(_bereik_gaten(bereik, env))
        return open_

    gewicht = sum(_gewicht(term) for term in _termen(node)) + 1
    return Knoop(waar, stappen, gaten, lambda _, uitkomst: uitkomst is None, gewicht)


_ZWAAR: Final = 10
"""The weight of going over parts."""


def _termen(conditie: Conditie) -> tuple[Term, ...]:
    match conditie:
        case Vergelijking(links=links, rechts=rechts):
            return links, rechts
        case EenVan(term=term):
            return (term,)
        case _:
            return ()


def _gewicht(term: Term) -> int:
    match term:
        case Kenmerk() | Constante() | PeildatumTerm():
            return 0
        case Som():
            return _ZWAAR
        case Rekening(links=a, rechts=b):
            return 2 + _gewicht(a) + _gewicht(b)
        case _:
            return 2


# ---------------------------------------------------------------- ranges

_Leden: TypeAlias = "tuple[Sequence[Deel], Sequence[Deel]] | None"


def _leden(bereik: Bereik) -> Callable[[Omgeving], _Leden]:
    """The parts that surely belong to a range, and those that may; `None` when unknown which there are."""
    soort, van, terug = bereik.soort, bereik.van, bereik.terug
    if van is None:

        def alle(env: Omgeving) -> _Leden:
            delen = env[DELEN].get(soort)
            return None if delen is None else (delen, ())

        return alle
    lees_van = _lees_kenmerk(van)
    if terug is None:

        def eigen(env: Omgeving) -> _Leden:
            delen = lees_van(env)
            if delen is None:
                return None
            return ((), ()) if delen is ONTBREEKT else (delen, ())

        return eigen

    def verwijzend(env: Omgeving) -> _Leden:
        delen = env[DELEN].get(soort)
        doel = lees_van(env)
        if delen is None or doel is None:
            return None
        zeker, misschien = [], []
        for deel in delen:
            waarde = deel.waarden.get(terug)
            if waarde is None:
                misschien.append(deel)
            elif waarde is doel or (waarde.__class__ is tuple and doel in waarde):
                zeker.append(deel)
        return zeker, misschien

    return verwijzend


def _bereik_gaten(bereik: Bereik, env: Omgeving) -> list[Gat]:
    """What keeps the membership of a range unknown."""
    if bereik.van is not None:
        feit = _feit(bereik.van, env)
        if feit.waarde is None:
            return [Gat(feit.pointer, feit.soort, feit.kenmerk)]
        if bereik.terug is None:
            return []
    delen = env[DELEN].get(bereik.soort)
    if delen is None:
        return [
            Gat(sleutel_pointer(env[DOSSIER], f"soort:{bereik.soort}"), "dossier", f"soort:{bereik.soort}")
        ]
    if bereik.terug is None:
        return []
    return [
        Gat(sleutel_pointer(d, bereik.terug), d.soort, bereik.terug)
        for d in delen
        if d.waarden.get(bereik.terug) is None
    ]


def _sommen(term: Term) -> list[Bereik]:
    match term:
        case Som(bereik=bereik):
            return [bereik]
        case Rekening(links=a, rechts=b):
            return [*_sommen(a), *_sommen(b)]
        case _:
            return []


# ---------------------------------------------------------------- conditions


def compileer(conditie: Conditie) -> Knoop:
    """Compile a condition, once, to functions on an environment."""
    match conditie:
        case En(delen=delen):
            return samen([compileer(d) for d in delen], beslissend=False)
        case Of(delen=delen):
            return samen([compileer(d) for d in delen], beslissend=True)
        case Niet(deel=deel):
            return _niet(compileer(deel), conditie)
        case BegripGebruik(conditie=binnen):
            return compileer(binnen)
        case Vergelijking():
            return _blad(
                _vergelijk(conditie),
                [*_kenmerken(conditie.links), *_kenmerken(conditie.rechts)],
                [*_sommen(conditie.links), *_sommen(conditie.rechts)],
                conditie,
            )
        case EenVan(term=term, waarden=waarden, geen=geen):
            toegelaten, waarde_van = frozenset(w.waarde for w in waarden), lees(term)
            if isinstance(term, Kenmerk) and len(term.pad) == 1:
                return _blad(_kort_een_van(term, toegelaten, geen), [term], (), conditie)

            def een_van(env: Omgeving) -> Waarheid:
                waarde = waarde_van(env)
                if waarde is None:
                    return None
                return (waarde in toegelaten) is not geen

            return _blad(een_van, _kenmerken(term), _sommen(term), conditie)
        case Bevat(lijst=lijst, waarden=waarden, alle=alle):
            namen = [lijst, *(k for w in waarden for k in _kenmerken(w))]
            if all(isinstance(w, Constante) for w in waarden):
                vast = frozenset(w.waarde for w in waarden if isinstance(w, Constante))
                return _blad(_bevat_vast(lijst, vast, alle), namen, (), conditie)
            lijst_van, gezocht = _lees_kenmerk(lijst), [lees(w) for w in waarden]

            def bevat(env: Omgeving) -> Waarheid:
                inhoud = lijst_van(env)
                if inhoud is None:
                    return None
                if inhoud is ONTBREEKT:
                    return False
                uitkomst: Waarheid = alle
                for g in gezocht:
                    waarde = g(env)
                    raak = None if waarde is None else waarde in inhoud
                    if raak is not alle:
                        if raak is not None:
                            return raak
                        uitkomst = None
                return uitkomst

            return _blad(bevat, namen, (), conditie)
        case Aanwezig(kenmerk=kenmerk, aanwezig=aanwezig):
            waarde_van = _lees_kenmerk(kenmerk)
            weg = (ONTBREEKT, ()) if kenmerk.soort in ("lijst", "verzameling") else (ONTBREEKT,)

            def is_er(env: Omgeving) -> Waarheid:
                waarde = waarde_van(env)
                if waarde is None:
                    return None
                return (waarde not in weg) is aanwezig

            return _blad(is_er, [kenmerk], (), conditie)
        case Telling():
            return _telling(conditie)


_DIRECT = frozenset({"ja_nee", "keuze", "getal", "tekst", "datum", "bedrag", "tijd"})
"""The types whose values are equal exactly when Python says so."""


def _kort_is(term: Term, constante: Waarde, niet: bool) -> Callable[[Omgeving], Waarheid]:
    """The commonest test of all, in as few calls as there can be. `ONTBREEKT` equals no constant."""
    if isinstance(term, Kenmerk) and len(term.pad) == 1:
        i, sleutel = term.variabele, term.pad[0]
        if niet:

            def kort_is_niet(env: Omgeving) -> Waarheid:
                waarde = env[i].waarden.get(sleutel)
                return None if waarde is None else waarde != constante

            return kort_is_niet

        def kort_is(env: Omgeving) -> Waarheid:
            waarde = env[i].waarden.get(sleutel)
            return None if waarde is None else waarde == constante

        return kort_is
    waarde_van = lees(term)

    def lang(env: Omgeving) -> Waarheid:
        waarde = waarde_van(env)
        return None if waarde is None else (waarde == constante) is not niet

    return lang


def _kort_een_van(k: Kenmerk, toegelaten: frozenset[Waarde], geen: bool) -> Callable[[Omgeving], Waarheid]:
    i, sleutel = k.variabele, k.pad[0]

    def kort(env: Omgeving) -> Waarheid:
        waarde = env[i].waarden.get(sleutel)
        return None if waarde is None else (waarde in toegelaten) is not geen

    return kort


def _bevat_vast(lijst: Kenmerk, gezocht: frozenset[Waarde], alle: bool) -> _Waar:
    """Whether a list holds all, or one, of some constants."""
    lijst_van, geen_van, alle_in = _lees_kenmerk(lijst), gezocht.isdisjoint, gezocht.issubset

    def bevat(env: Omgeving) -> Waarheid:
        inhoud = lijst_van(env)
        if inhoud is None:
            return None
        if inhoud is ONTBREEKT:
            return False
        return alle_in(inhoud) if alle else not geen_van(inhoud)

    return bevat


def _vergelijk(v: Vergelijking) -> Callable[[Omgeving], Waarheid]:
    a_van, b_van, op = lees(v.links), lees(v.rechts), v.op
    zonder = op == "is_niet"
    if isinstance(v.rechts, Constante) and op in ("is", "is_niet") and v.rechts.soort in _DIRECT:
        return _kort_is(v.links, v.rechts.waarde, zonder)
    vergelijk = _VERGELIJK[op]
    if isinstance(v.rechts, Constante) and not isinstance(v.rechts.waarde, Tempo | Periode):
        grens = v.rechts.waarde
        if isinstance(v.links, Kenmerk) and len(v.links.pad) == 1:
            i, sleutel = v.links.variabele, v.links.pad[0]

            def kort_grens(env: Omgeving) -> Waarheid:
                a = env[i].waarden.get(sleutel)
                if a is None:
                    return None
                return False if a is ONTBREEKT else vergelijk(a, grens)

            return kort_grens

        def met_grens(env: Omgeving) -> Waarheid:
            a = a_van(env)
            if a is None:
                return None
            return False if a is ONTBREEKT else vergelijk(a, grens)

        return met_grens

    def waar(env: Omgeving) -> Waarheid:
        a, b = a_van(env), b_van(env)
        if a is None or b is None:
            return None
        if a is ONTBREEKT or b is ONTBREEKT:
            return zonder
        if a.__class__ is Tempo or a.__class__ is Periode:
            op_schaal = _meetbaar(a, b)
            if op_schaal is None:
                return None
            a, b = op_schaal
        return vergelijk(a, b)

    return waar


def _kort(delen: tuple[_Waar, ...], beslissend: bool) -> _Waar:
    """Two parts or more in as few calls as there can be: most conditions have two or three."""
    anders = not beslissend
    if len(delen) == 2:
        a, b = delen

        def twee(env: Omgeving) -> Waarheid:
            x = a(env)
            if x is beslissend:
                return beslissend
            y = b(env)
            return y if x is anders or y is beslissend else None

        return twee
    eerste, tweede = delen[:2]
    derde = delen[2] if len(delen) == 3 else _kort(delen[2:], beslissend)

    def drie(env: Omgeving) -> Waarheid:
        x = eerste(env)
        if x is beslissend:
            return beslissend
        y = tweede(env)
        if y is beslissend:
            return beslissend
        z = derde(env)
        return z if z is beslissend or x is y is anders else None

    return drie


def samen(knopen: Sequence[Knoop], *, beslissend: bool) -> Knoop:
    """`En` (decided by one false part) or `Of` (decided by one true part)."""
    # The truth of the whole does not hang on the order; what is least work may settle it.
    delen = tuple(k.waar for k in sorted(knopen, key=lambda k: k.gewicht))
    anders = not beslissend

    def lang(env: Omgeving) -> Waarheid:
        uitkomst: Waarheid = anders
        for deel in delen:
            waarheid = deel(env)
            if waarheid is beslissend:
                return beslissend
            if waarheid is None:
                uitkomst = None
        return uitkomst

    waar: _Waar = lang
    if len(delen) == 1:
        waar = delen[0]
    elif len(delen) <= 6:
        waar = _kort(delen, beslissend)

    def onzeker(env: Omgeving, uitkomst: Waarheid) -> bool:
        if uitkomst is anders:  # then every part has that outcome
            return any(k.onzeker(env, uitkomst) for k in knopen)
        return any(k.onzeker(env, k.waar(env)) for k in knopen)

    def stappen(env: Omgeving, uitkomst: Waarheid) -> list[Uitlegstap]:
        if uitkomst is anders:  # then every part has that outcome
            return [stap for k in knopen for stap in k.stappen(env, uitkomst)]
        redenen = [k.stappen(env, uitkomst) for k in knopen if k.waar(env) is uitkomst]
        if uitkomst is beslissend and redenen:
            return min(redenen, key=len)
        return [stap for reden in redenen for stap in reden]

    def gaten(env: Omgeving) -> list[Gat]:
        return [gat for k in knopen if k.waar(env) is None for gat in k.gaten(env)]

    return Knoop(waar, stappen, gaten, onzeker, sum(k.gewicht for k in knopen))


def _niet(knoop: Knoop, node: Niet) -> Knoop:
    binnen = knoop.waar

    def waar(env: Omgeving) -> Waarheid:
        waarheid = binnen(env)
        return None if waarheid is None else not waarheid

    def stappen(env: Omgeving, uitkomst: Waarheid) -> list[Uitlegstap]:
        return knoop.stappen(env, None if uitkomst is None else not uitkomst)

    def onzeker(env: Omgeving, uitkomst: Waarheid) -> bool:
        return knoop.onzeker(env, None if uitkomst is None else not uitkomst)

    return Knoop(waar, stappen, knoop.gaten, onzeker, knoop.gewicht)


def _telling(t: Telling) -> Knoop:
    leden, i = _leden(t.bereik), t.bereik.variabele
    binnen = compileer(t.voorwaarde) if t.voorwaarde is not None else None
    elk, plaats = t.hoe == "elk", _plaats(t.plaats)
    telt = _altijd if binnen is None else binnen.waar

    def oordelen(env: Omgeving) -> list[tuple[Deel, Waarheid]] | None:
        """Per part whether it counts; for `elk` whether it meets the condition."""
        delen = leden(env)
        if delen is None:
            return None
        uit: list[tuple[Deel, Waarheid]] = []
        for groep, zeker in zip(delen, (True, False), strict=True):
            for deel in groep:
                env[i] = deel
                waarheid = telt(env)
                if not zeker and waarheid is not elk:
                    waarheid = None
                uit.append((deel, waarheid))
        return uit

    def stappen(env: Omgeving, uitkomst: Waarheid) -> list[Uitlegstap]:
        uit = oordelen(env) or []
        feiten = tuple([(d.pointer, d.ref) for d, w in uit if w is not None and w is not elk])
        stap = Uitlegstap(t.tekst, WOORD[uitkomst], feiten, plaats)
        if elk and uitkomst is False and binnen is not None:
            for deel, waarheid in uit:
                if waarheid is False:
                    env[i] = deel
                    return [stap, *binnen.stappen(env, False)]
        return [stap]

    def gaten(env: Omgeving) -> list[Gat]:
        open_ = _bereik_gaten(t.bereik, env)
        delen = leden(env)
        if binnen is not None and delen is not None:
            for deel in delen[0]:
                env[i] = deel
                if binnen.waar(env) is None:
                    open_.extend(binnen.gaten(env))
        return open_

    def onzeker(env: Omgeving, uitkomst: Waarheid) -> bool:
        uit = oordelen(env)
        return uit is None or any(waarheid is None for _, waarheid in uit)

    if elk or (t.hoe == "minstens" and t.aantal == 1) or (t.hoe == "hoogstens" and t.aantal == 0):
        waar = _een_beslist(leden, i, telt, not elk, t.hoe == "minstens")
    else:
        waar = _geteld(leden, i, telt, t.hoe, t.aantal)
    return Knoop(waar, stappen, gaten, onzeker, _ZWAAR + (3 * binnen.gewicht if binnen is not None else 0))


def _altijd(_: Omgeving) -> Waarheid:
    return True


def _een_beslist(
    leden: Callable[[Omgeving], _Leden], i: int, telt: _Waar, gezocht: bool, gevonden: bool
) -> _Waar:
    """One part of which the condition is `gezocht` makes the whole `gevonden`; else it is the opposite."""

    def waar(env: Omgeving) -> Waarheid:
        delen = leden(env)
        if delen is None:
            return None
        uitkomst: Waarheid = not gevonden
        for deel in delen[0]:
            env[i] = deel
            waarheid = telt(env)
            if waarheid is gezocht:
                return gevonden
            if waarheid is None:
                uitkomst = None
        for deel in delen[1]:
            env[i] = deel
            if telt(env) is not (not gezocht):
                return None
        return uitkomst

    return waar


def _geteld(leden: Callable[[Omgeving], _Leden], i: int, telt: _Waar, hoe: str, aantal: int) -> _Waar:
    """How many parts meet the condition, against a number: surely `ja`, and `misschien` as many more."""

    def waar(env: Omgeving) -> Waarheid:
        delen = leden(env)
        if delen is None:
            return True if hoe == "minstens" and aantal == 0 else None
        ja = misschien = 0
        for groep, zeker in zip(delen, (True, False), strict=True):
            for deel in groep:
                env[i] = deel
                waarheid = telt(env)
                if waarheid is True and zeker:
                    ja += 1
                elif waarheid is not False:
                    misschien += 1
        if hoe == "minstens":
            return True if ja >= aantal else (False if ja + misschien < aantal else None)
        if hoe == "hoogstens":
            return True if ja + misschien <= aantal else (False if ja > aantal else None)
        if ja > aantal or ja + misschien < aantal:
            return False
        return None if misschien else True

    return waar


def variabelen(conditie: Conditie | None) -> int:
    """One more than the highest variable number that a condition uses (0 when it uses none)."""
    match conditie:
        case None:
            return 0
        case En(delen=delen) | Of(delen=delen):
            return max(variabelen(d) for d in delen)
        case Niet(deel=deel) | BegripGebruik(conditie=deel):
            return variabelen(deel)
        case Telling(bereik=bereik, voorwaarde=voorwaarde):
            return max(bereik.variabele + 1, variabelen(voorwaarde))
        case Vergelijking(links=a, rechts=b):
            return max((s.variabele + 1 for s in [*_sommen(a), *_sommen(b)]), default=0)
        case _:
            return 0
