"""Whether a condition holds for one combination of parts, in three values, and why.

Strong Kleene: `True`, `False`, or `None` for unknown. Each condition is compiled once to a `Knoop`
of three functions: its truth, the steps that decide it, and the gaps that keep it unknown. The
comparison rules: an unknown value makes a comparison unknown; a thing that is known not to be there
is not equal to, less or more than anything, so that no question is asked that has no answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias, TypeVar, cast

from engine.dependence import vrij_in
from engine.facts import ONTBREEKT, Deel, attribuut, sleutel_pad
from engine.report import Uitlegstap
from engine.rule import (
    Aanwezig,
    BegripGebruik,
    Bereik,
    Bevat,
    Conditie,
    Constante,
    EenVan,
    En,
    Kenmerk,
    Niet,
    Of,
    Periode,
    Plaats,
    Telling,
    Tempo,
    Term,
    Vergelijking,
)
from engine.terms import (
    ONTHOUDEN,
    VERGELIJK,
    ZWAAR,
    Gat,
    Leden,
    Omgeving,
    Waarde,
    bereik_gaten,
    feit_onder,
    gewicht_van,
    kenmerken_in,
    leden_van,
    lees,
    lees_kenmerk,
    op_een_schaal,
    sommen_in,
)
from engine.wording import Toner, toner, toon_in_uitleg

Waarheid: TypeAlias = "bool | None"

Kennis: TypeAlias = "bool | list[Gat]"
"""What a condition comes to: true, false, or the unknown fields that it waits for."""

_Waar: TypeAlias = Callable[[Omgeving], Waarheid]
_Stap: TypeAlias = Callable[[Omgeving, Waarheid], Uitlegstap]


WOORD: Final[dict[Waarheid, str]] = {True: "waar", False: "onwaar", None: "onbekend"}


@dataclass(frozen=True, slots=True)
class Knoop:
    """A compiled condition.

    `stappen` gives the shortest steps that decide the given outcome; `kennis` its truth, or when that is
    unknown the unknown fields behind it, in reading order, without doubles within one leaf; `onzeker` whether
    some part of it is unknown though the whole has the given outcome. `gewicht`: how much work its truth
    is, a comparison of two values being 1. `conditie`: what was compiled, out of any concept; `delen`: the
    conditions inside it, compiled. `stap`: the one step of a condition without conditions inside. `begrip`:
    the concept that it is, if what that says is worth remembering.
    """

    waar: Callable[[Omgeving], Waarheid]
    stappen: Callable[[Omgeving, Waarheid], list[Uitlegstap]]
    kennis: Callable[[Omgeving], Kennis]
    onzeker: Callable[[Omgeving, Waarheid], bool]
    gewicht: int
    conditie: Conditie
    delen: tuple[Knoop, ...] = ()
    stap: _Stap | None = None
    begrip: BegripGebruik | None = None


_nieuw: Final = tuple.__new__
"""A named tuple from all its fields: there are many of them."""


# ---------------------------------------------------------------- conditions without conditions inside


def _plaats(plaats: Plaats) -> str:
    return f"{plaats.bestand}:{plaats.rij}:{plaats.kolom}"


def _betreft(node: Conditie) -> Callable[[Omgeving], tuple[tuple[int, str], ...]]:
    """The parts that a condition is about: its free variables, each with the pointer of its part."""
    vrij: tuple[int, ...] | None = None

    def betreft(env: Omgeving) -> tuple[tuple[int, str], ...]:
        nonlocal vrij
        if vrij is None:
            vrij = vrij_in(node)
        return tuple([(i, env[i].pointer) for i in vrij])

    return betreft


def _getoond(k: Kenmerk) -> Callable[[Omgeving], tuple[str, str]]:
    """The fact under an attribute as a reader may see it: its pointer and its value."""
    i, pad = k.variabele, k.pad
    if len(pad) != 1:

        def lang(env: Omgeving) -> tuple[str, str]:
            f = feit_onder(k, env)
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


def _gat_van(k: Kenmerk) -> Callable[[Omgeving], list[Gat]]:
    """The attribute as an unknown field, or nothing when it is known."""
    i, pad = k.variabele, k.pad
    if len(pad) != 1:

        def lang(env: Omgeving) -> list[Gat]:
            f = feit_onder(k, env)
            return [Gat(f.pointer, f.soort, f.kenmerk)] if f.waarde is None else []

        return lang
    (sleutel,) = pad
    per_soort: dict[str, str] = {}

    def kort(env: Omgeving) -> list[Gat]:
        deel = env[i]
        if deel.waarden.get(sleutel) is not None:
            return []
        soort = deel.soort
        plek = per_soort.get(soort)
        if plek is None:
            plek = per_soort[soort] = sleutel_pad(soort, sleutel)
        return [_nieuw(Gat, (deel.pointer + plek, soort, sleutel))]

    return kort


def _blad(
    waar: Callable[[Omgeving], Waarheid],
    kenmerken: Iterable[Kenmerk],
    bereiken: Sequence[Bereik],
    node: Conditie,
) -> Knoop:
    """A condition without conditions inside."""
    namen = tuple(dict.fromkeys(kenmerken))

    plaats = _plaats(node.plaats)
    getoond = [_getoond(k) for k in namen]
    betreft = _betreft(node)
    if len(getoond) == 1:
        (een,) = getoond

        def stap(env: Omgeving, uitkomst: Waarheid) -> Uitlegstap:
            return _nieuw(Uitlegstap, (node, WOORD[uitkomst], (een(env),), plaats, betreft(env), None))
    else:

        def stap(env: Omgeving, uitkomst: Waarheid) -> Uitlegstap:
            feiten = tuple([g(env) for g in getoond])
            return Uitlegstap(node, WOORD[uitkomst], feiten, plaats, betreft(env))

    def stappen(env: Omgeving, uitkomst: Waarheid) -> list[Uitlegstap]:
        return [stap(env, uitkomst)]

    zoekers = [_gat_van(k) for k in namen]
    if len(zoekers) == 1 and not bereiken:
        gaten = zoekers[0]
    else:

        def gaten(env: Omgeving) -> list[Gat]:
            open_ = [gat for zoeker in zoekers for gat in zoeker(env)]
            for bereik in bereiken:
                open_ += bereik_gaten(bereik, env)
            return open_

    def kennis(env: Omgeving) -> Kennis:
        waarheid = waar(env)
        return gaten(env) if waarheid is None else waarheid

    gewicht = sum(gewicht_van(term) for term in _termen(node)) + 1
    return Knoop(waar, stappen, kennis, lambda _, uitkomst: uitkomst is None, gewicht, node, (), stap)


def _termen(conditie: Conditie) -> tuple[Term, ...]:
    match conditie:
        case Vergelijking(links=links, rechts=rechts):
            return links, rechts
        case EenVan(term=term):
            return (term,)
        case _:
            return ()


# ---------------------------------------------------------------- conditions


def compileer(conditie: Conditie) -> Knoop:
    """Compile a condition, once, to functions on an environment."""
    match conditie:
        case En() | Of():
            return _samen(conditie)
        case Niet(deel=deel):
            return _niet(compileer(deel), conditie)
        case BegripGebruik():
            return _begrip(conditie)
        case Vergelijking():
            return _blad(
                _vergelijk(conditie),
                [*kenmerken_in(conditie.links), *kenmerken_in(conditie.rechts)],
                [*sommen_in(conditie.links), *sommen_in(conditie.rechts)],
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

            return _blad(een_van, kenmerken_in(term), sommen_in(term), conditie)
        case Bevat(lijst=lijst, waarden=waarden, alle=alle):
            namen = [lijst, *(k for w in waarden for k in kenmerken_in(w))]
            if all(isinstance(w, Constante) for w in waarden):
                vast = frozenset(w.waarde for w in waarden if isinstance(w, Constante))
                return _blad(_bevat_vast(lijst, vast, alle), namen, (), conditie)
            lijst_van, gezocht = lees_kenmerk(lijst), [lees(w) for w in waarden]

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
            waarde_van = lees_kenmerk(kenmerk)
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
    lijst_van, geen_van, alle_in = lees_kenmerk(lijst), gezocht.isdisjoint, gezocht.issubset

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
    vergelijk = VERGELIJK[op]
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
            op_schaal = op_een_schaal(a, b)
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


def samen(knopen: Sequence[Knoop], *, beslissend: bool) -> Callable[[Omgeving], Waarheid]:
    """The truth of all together: decided by one false part (`En`), or by one true part (`Of`)."""
    # The truth of the whole does not hang on the order; what is least work may settle it.
    delen = tuple(k.waar for k in sorted(knopen, key=lambda k: k.gewicht))
    anders = not beslissend
    if len(delen) == 1:
        return delen[0]
    if len(delen) <= 6:
        return _kort(delen, beslissend)

    def lang(env: Omgeving) -> Waarheid:
        uitkomst: Waarheid = anders
        for deel in delen:
            waarheid = deel(env)
            if waarheid is beslissend:
                return beslissend
            if waarheid is None:
                uitkomst = None
        return uitkomst

    return lang


def _samen(node: En | Of) -> Knoop:
    knopen = tuple([compileer(d) for d in node.delen])
    beslissend = isinstance(node, Of)
    anders = not beslissend
    waar = samen(knopen, beslissend=beslissend)

    stapjes = [k.stap for k in knopen if k.stap is not None]
    los = len(stapjes) == len(knopen)

    def onzeker(env: Omgeving, uitkomst: Waarheid) -> bool:
        if uitkomst is anders:  # then every part has that outcome
            return not los and any(k.onzeker(env, uitkomst) for k in knopen)
        return any(k.onzeker(env, k.waar(env)) for k in knopen)

    def stappen(env: Omgeving, uitkomst: Waarheid) -> list[Uitlegstap]:
        if uitkomst is anders:  # then every part has that outcome
            if los:
                return [stap(env, uitkomst) for stap in stapjes]
            return [stap for k in knopen for stap in k.stappen(env, uitkomst)]
        if uitkomst is beslissend:
            return kortste(env)
        return [stap for k in knopen if k.waar(env) is uitkomst for stap in k.stappen(env, uitkomst)]

    def kortste(env: Omgeving) -> list[Uitlegstap]:
        """The first of the shortest reasons; none is shorter than one step."""
        beste: list[Uitlegstap] = []
        for k in knopen:
            if k.waar(env) is beslissend:
                reden = k.stappen(env, beslissend)
                if len(reden) == 1:
                    return reden
                if not beste or len(reden) < len(beste):
                    beste = reden
        return beste

    kennis_van = [k.kennis for k in knopen]

    def kennis(env: Omgeving) -> Kennis:
        open_: list[Gat] | None = None
        for van in kennis_van:
            deel = van(env)
            if deel is beslissend:
                return beslissend
            if isinstance(deel, list):
                open_ = deel if open_ is None else [*open_, *deel]
        return anders if open_ is None else open_

    return Knoop(waar, stappen, kennis, onzeker, sum(k.gewicht for k in knopen), node, knopen)


_ONTHOUD_VANAF: Final = 3
"""A concept of less work is found out again as soon as it is looked up."""


def _begrip(node: BegripGebruik) -> Knoop:
    """A concept: of the same parts it says the same, in whatever rule, so once found out it is remembered."""
    knoop = compileer(node.conditie)
    if not node.definitie or knoop.gewicht < _ONTHOUD_VANAF:
        return knoop
    waar = onthouden(knoop.waar, node.definitie, node.argumenten)
    kennis = onthouden(knoop.kennis, f"{node.definitie} kennis", node.argumenten)
    return replace(knoop, waar=waar, kennis=kennis, begrip=node)


_NIEUW: Final = object()
_T = TypeVar("_T")


def onthouden(
    van: Callable[[Omgeving], _T], naam: str, argumenten: Sequence[Kenmerk]
) -> Callable[[Omgeving], _T]:
    """What `van` says of the parts of a concept, found out once. `naam` tells it from all else."""
    if len(argumenten) == 1 and not argumenten[0].pad:
        i = argumenten[0].variabele

        def van_een(env: Omgeving) -> _T:
            bekend, sleutel = env[ONTHOUDEN], (naam, env[i])
            uit = bekend.get(sleutel, _NIEUW)
            if uit is _NIEUW:
                uit = bekend[sleutel] = van(env)
            return cast(_T, uit)

        return van_een
    delen_van = [lees_kenmerk(k) for k in argumenten]

    def van_delen(env: Omgeving) -> _T:
        bekend, sleutel = env[ONTHOUDEN], (naam, *[deel(env) for deel in delen_van])
        uit = bekend.get(sleutel, _NIEUW)
        if uit is _NIEUW:
            uit = van(env)
            # Of a reference that leads nowhere the reference itself is unknown, and each is another.
            if all(d.__class__ is Deel for d in sleutel[1:]):
                bekend[sleutel] = uit
        return cast(_T, uit)

    return van_delen


def _niet(knoop: Knoop, node: Niet) -> Knoop:
    binnen = knoop.waar

    def waar(env: Omgeving) -> Waarheid:
        waarheid = binnen(env)
        return None if waarheid is None else not waarheid

    def stappen(env: Omgeving, uitkomst: Waarheid) -> list[Uitlegstap]:
        return knoop.stappen(env, None if uitkomst is None else not uitkomst)

    def onzeker(env: Omgeving, uitkomst: Waarheid) -> bool:
        return knoop.onzeker(env, None if uitkomst is None else not uitkomst)

    def kennis(env: Omgeving) -> Kennis:
        van_binnen = knoop.kennis(env)
        return van_binnen if isinstance(van_binnen, list) else not van_binnen

    return Knoop(waar, stappen, kennis, onzeker, knoop.gewicht, node, (knoop,))


def _telling(t: Telling) -> Knoop:
    leden, i = leden_van(t.bereik), t.bereik.variabele
    binnen = compileer(t.voorwaarde) if t.voorwaarde is not None else None
    elk, plaats, betreft = t.hoe == "elk", _plaats(t.plaats), _betreft(t)
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
        stap = Uitlegstap(t, WOORD[uitkomst], feiten, plaats, betreft(env))
        if elk and uitkomst is False and binnen is not None:
            for deel, waarheid in uit:
                if waarheid is False:
                    env[i] = deel
                    return [stap, *binnen.stappen(env, False)]
        return [stap]

    def kennis(env: Omgeving) -> Kennis:
        waarheid = waar(env)
        if waarheid is not None:
            return waarheid
        open_, delen = bereik_gaten(t.bereik, env), leden(env)
        if binnen is not None and delen is not None:
            for deel in delen[0]:
                env[i] = deel
                van_deel = binnen.kennis(env)
                if isinstance(van_deel, list):
                    open_ += van_deel
        return open_

    def onzeker(env: Omgeving, uitkomst: Waarheid) -> bool:
        uit = oordelen(env)
        return uit is None or any(waarheid is None for _, waarheid in uit)

    if elk or (t.hoe == "minstens" and t.aantal == 1) or (t.hoe == "hoogstens" and t.aantal == 0):
        waar = _een_beslist(leden, i, telt, not elk, t.hoe == "minstens")
    else:
        waar = _geteld(leden, i, telt, t.hoe, t.aantal)
    delen, gewicht = ((), ZWAAR) if binnen is None else ((binnen,), ZWAAR + 3 * binnen.gewicht)
    return Knoop(waar, stappen, kennis, onzeker, gewicht, t, delen)


def _altijd(_: Omgeving) -> Waarheid:
    return True


def _een_beslist(
    leden: Callable[[Omgeving], Leden], i: int, telt: _Waar, gezocht: bool, gevonden: bool
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


def _geteld(leden: Callable[[Omgeving], Leden], i: int, telt: _Waar, hoe: str, aantal: int) -> _Waar:
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
    """One more than the highest variable number that a condition binds itself (0 when it binds none)."""
    hoogste, over = 0, [conditie]
    while over:
        node = over.pop()
        match node:
            case En() | Of():
                over += node.delen
            case Niet():
                over.append(node.deel)
            case BegripGebruik():
                over.append(node.conditie)
            case Telling():
                hoogste = max(hoogste, node.bereik.variabele + 1)
                over.append(node.voorwaarde)
            case Vergelijking():
                for som in (*sommen_in(node.links), *sommen_in(node.rechts)):
                    hoogste = max(hoogste, som.variabele + 1)
    return hoogste
