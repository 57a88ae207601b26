"""From a condition that is not as wanted to the changes that make it so, read off its own structure.

A recipe is a set of changes. What cannot be changed gives none; what is unknown is left as a question and
costs nothing; a value that only a person can give is marked so (`Zet.bepaald`). Bounded: of each condition
only the cheapest recipes are kept.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, NamedTuple

from engine.calendar import tel
from engine.facts import ONTBREEKT, Deel, attribuut
from engine.judging import Knoop
from engine.provenance import KOSTEN, MISBAAR, SCHRIJFKOSTEN, Herkomst, herkomst
from engine.rule import (
    Aanwezig,
    Bevat,
    EenVan,
    En,
    Kenmerk,
    Leeftijd,
    Niet,
    Of,
    Periode,
    Telling,
    Tempo,
    Term,
    Vergelijking,
)
from engine.terms import Omgeving, leden_van, lees
from engine.trial import Proef, Zet
from engine.vocabulary import Keuze, Lijst, Scalar, Structuur, Verwijzing, Verzameling, vocabulary

MAX_RECEPTEN: Final = 10
NOG_TE_SCHRIJVEN: Final = "(zelf te schrijven)"
"""Stands in a trial for words that a person must still write; it never leaves the trial."""


class Recept(NamedTuple):
    """Changes that belong together, and their price. `indeling`: they make another decision: no repair."""

    kosten: int
    zetten: frozenset[Zet]
    indeling: bool = False


NIETS: Final = Recept(0, frozenset())


def prijs(zet: Zet) -> int:
    return KOSTEN.get(herkomst(zet.deel.soort, zet.sleutel), 0) + (0 if zet.bepaald else SCHRIJFKOSTEN)


def _op_prijs(recept: Recept) -> tuple[bool, int, int]:
    return recept.indeling, recept.kosten, len(recept.zetten)


def _beste(recepten: Iterable[Recept]) -> list[Recept]:
    """The cheapest; of equals the first as the rule and the case have them."""
    uit = list(dict.fromkeys(recepten))
    if len(uit) > 1:
        uit.sort(key=_op_prijs)
    return uit[:MAX_RECEPTEN]


def _samen(delen: Iterable[list[Recept]]) -> list[Recept]:
    """One recipe of each, as one; two that want different values of one field do not go together."""
    uit = [NIETS]
    for recepten in delen:
        if recepten == [NIETS]:
            continue
        uit = _beste(
            gemaakt for a, b in itertools.product(uit, recepten) if (gemaakt := _verenig(a, b)) is not None
        )
    return uit


def _verenig(a: Recept, b: Recept) -> Recept | None:
    if not a.zetten or not b.zetten:
        return b if not a.zetten else a
    zetten = a.zetten | b.zetten
    if len({z.plaats for z in zetten}) < len(zetten):
        return None
    return Recept(sum(map(prijs, zetten)), zetten, a.indeling or b.indeling)


class Recepten:
    """Finds recipes on one case that is tried."""

    def __init__(self, proef: Proef) -> None:
        self._proef = proef
        self._nieuwe: dict[tuple[str, str, str], Deel] = {}

    def voor(self, knoop: Knoop, env: Omgeving, doel: bool = True) -> list[Recept]:
        """What makes a condition true, or false, cheapest first; `[NIETS]` when it is so, or is unknown."""
        if knoop.waar(env) is not (not doel):
            return [NIETS]
        match knoop.conditie:
            case En() | Of() as conditie:
                stukken = (self.voor(d, env, doel) for d in knoop.delen)
                if isinstance(conditie, En) is doel:
                    return _samen(stukken)
                return _beste(itertools.chain.from_iterable(stukken))
            case Niet():
                return self.voor(knoop.delen[0], env, not doel)
            case Aanwezig(kenmerk=kenmerk, aanwezig=aanwezig):
                return self._vul(kenmerk, env) if aanwezig is doel else self._wis(kenmerk, env)
            case EenVan(term=Kenmerk() as kenmerk, waarden=waarden, geen=geen):
                genoemd = [w.waarde for w in waarden]
                if geen is doel:
                    return _beste([*self._anders(kenmerk, env, genoemd), *self._wis(kenmerk, env)])
                return self._zet(kenmerk, env, genoemd)
            case Bevat() as conditie:
                return self._bevat(conditie, env, doel)
            case Vergelijking() as conditie:
                return self._vergelijk(conditie, env, doel)
            case Telling() as conditie:
                binnen = knoop.delen[0] if knoop.delen else None
                return self._telling(conditie, binnen, env, doel)
            case _:
                return []

    def zonder(self, deel: Deel) -> list[Recept]:
        """Leaving out a part that the case can do without."""
        if deel.soort not in MISBAAR or self._proef.wordt_genoemd(deel):
            return []
        # What others were already told, they know: leaving it out now undoes nothing.
        if isinstance(deel.waarden.get("eerste_verstrekking_op"), dt.date):
            return []
        zet = Zet(deel, "", ONTBREEKT, herkomst(deel.soort, "") is Herkomst.TEKST)
        return [Recept(prijs(zet), frozenset([zet]))]

    # ------------------------------------------------------------ one field

    def _recept(self, deel: Deel, sleutel: str, waarde: Any, bepaald: bool) -> list[Recept]:
        wat, oud = herkomst(deel.soort, sleutel), deel.waarden.get(sleutel)
        if wat is Herkomst.WERELD or oud == waarde or (wat is Herkomst.OMVANG and waarde is ONTBREEKT):
            return []
        if wat in (Herkomst.HANDELING, Herkomst.ONDERZOEK):
            # An act that was done stays done, and nobody makes one so by writing it down.
            if waarde is ONTBREEKT or (wat is Herkomst.HANDELING and isinstance(oud, dt.date)):
                return []
            bepaald = False
        zet = Zet(deel, sleutel, waarde, bepaald)
        return [Recept(prijs(zet), frozenset([zet]), wat is Herkomst.INDELING)]

    def _plek(self, kenmerk: Kenmerk, env: Omgeving) -> tuple[Deel, str] | None:
        """The part and key to which a path leads; `None` when it does not get there."""
        deel = env[kenmerk.variabele]
        for stap in kenmerk.pad[:-1]:
            deel = deel.waarden.get(stap)
            if not isinstance(deel, Deel):
                return None
        return (deel, kenmerk.pad[-1]) if kenmerk.pad else None

    def _zet(
        self, kenmerk: Kenmerk, env: Omgeving, waarden: Sequence[Any], bepaald: bool = True
    ) -> list[Recept]:
        plek = self._plek(kenmerk, env)
        if plek is None:
            return []
        alleen = bepaald and len(waarden) == 1
        return _beste(r for w in waarden for r in self._recept(*plek, w, alleen))

    def _wis(self, kenmerk: Kenmerk, env: Omgeving) -> list[Recept]:
        plek = self._plek(kenmerk, env)
        if plek is None or kenmerk.soort == "verzameling":
            return []
        return self._recept(*plek, ONTBREEKT, True)

    def _anders(self, kenmerk: Kenmerk, env: Omgeving, genoemd: Sequence[Any]) -> list[Recept]:
        """Another word of the same set."""
        plek = self._plek(kenmerk, env)
        veld = attribuut(plek[0].soort, plek[1]) if plek is not None else None
        if veld is None:
            return []
        if veld.type == Scalar("ja_nee"):
            return self._zet(kenmerk, env, [w for w in (True, False) if w not in genoemd])
        if isinstance(veld.type, Keuze):
            return self._zet(kenmerk, env, [w for w in veld.type.waarden if w not in genoemd])
        return []

    def _vul(self, kenmerk: Kenmerk, env: Omgeving) -> list[Recept]:
        """Something where nothing is."""
        plek = self._plek(kenmerk, env)
        veld = attribuut(plek[0].soort, plek[1]) if plek is not None else None
        if plek is None or veld is None:
            return []
        match veld.type:
            case Scalar(naam=soort):
                return self._zet(kenmerk, env, [self._voorlopig(soort)], soort == "ja_nee")
            case Keuze(waarden=waarden):
                return self._zet(kenmerk, env, waarden)
            case Verwijzing(soort=soort):
                return self._zet(kenmerk, env, self._proef.delen.get(soort, ()))
            case Lijst(element=Verwijzing(soort=soort)):
                return self._zet(kenmerk, env, [(d,) for d in self._proef.delen.get(soort, ())])
            case Lijst():
                return self._zet(kenmerk, env, [(NOG_TE_SCHRIJVEN,)], False)
            case Structuur():
                return self._zet(kenmerk, env, [True], False)
            case Verzameling(soort=soort):
                return self._nieuw(plek[0], plek[1], soort)

    def _voorlopig(self, soort: str) -> Any:
        """What stands in a trial for a value that is still to come."""
        match soort:
            case "ja_nee":
                return True
            case "datum":
                return self._proef.peildatum
            case "getal" | "tijd":
                return 1
            case "bedrag":
                return Decimal(1)
            case "omvang":
                return Tempo("tijd", Fraction(60))
            case _:
                return NOG_TE_SCHRIJVEN

    def _nieuw(self, eigenaar: Deel, sleutel: str, soort: str) -> list[Recept]:
        """A part to be written, in a map of the draft; what it will say is not there yet."""
        if herkomst(eigenaar.soort, sleutel) not in (Herkomst.TEKST, Herkomst.HANDELING):
            return []
        deel = self._nieuw_deel(eigenaar, sleutel, soort)
        return self._recept(eigenaar, sleutel, deel, False)

    def _nieuw_deel(self, eigenaar: Deel, sleutel: str, soort: str) -> Deel:
        veld = attribuut(eigenaar.soort, sleutel)
        naam = veld.json_naam if veld is not None else sleutel
        aanwezig = {d.ref for d in self._proef.delen.get(soort, ())}
        ref = next(r for n in itertools.count(1) if (r := f"nieuw{n}") not in aanwezig)
        gemaakt = self._nieuwe.get((eigenaar.pointer, sleutel, ref))
        if gemaakt is not None:
            return gemaakt
        woorden = vocabulary().soorten[soort]
        waarden: dict[str, Any] = {
            k: () if isinstance(a.type, Verzameling) else ONTBREEKT
            for k, a in woorden.kenmerken.items()
            if a.aard == "tekst"
        }
        if woorden.eigenaar is not None:
            waarden[woorden.eigenaar] = eigenaar
        deel = Deel(soort, ref, f"{eigenaar.pointer}/{naam}/{ref}", waarden)
        self._nieuwe[eigenaar.pointer, sleutel, ref] = deel
        return deel

    # ------------------------------------------------------------ lists and comparisons

    def _bevat(self, conditie: Bevat, env: Omgeving, doel: bool) -> list[Recept]:
        inhoud = lees(conditie.lijst)(env)
        inhoud = () if inhoud is ONTBREEKT else inhoud
        gezocht = [
            w for w in (lees(t)(env) for t in conditie.waarden) if w is not None and w is not ONTBREEKT
        ]
        if not isinstance(inhoud, tuple) or not gezocht:
            return []
        if doel:
            if conditie.alle:
                return self._zet(conditie.lijst, env, [(*inhoud, *(w for w in gezocht if w not in inhoud))])
            return self._zet(conditie.lijst, env, [(*inhoud, w) for w in gezocht])
        weg = [gezocht] if not conditie.alle else [[w] for w in gezocht]
        over = [tuple(w for w in inhoud if w not in wissen) for wissen in weg]
        return self._zet(conditie.lijst, env, [w or ONTBREEKT for w in over])

    def _vergelijk(self, v: Vergelijking, env: Omgeving, doel: bool) -> list[Recept]:
        op = v.op if doel else _TEGENDEEL[v.op]
        a, b = lees(v.links)(env), lees(v.rechts)(env)
        uit = [*self._naar(v.links, op, b, env), *self._naar(v.rechts, _GESPIEGELD[op], a, env)]
        # What is not there is not equal to, less or more than anything. A yes or no has an opposite: to take
        # the answer out would only hide it.
        if v.op == "is_niet" if doel else v.op != "is_niet":
            for term in (v.links, v.rechts):
                if isinstance(term, Kenmerk) and term.soort != "ja_nee":
                    uit += self._wis(term, env)
        return _beste(uit)

    def _naar(self, term: Term, op: str, waarde: Any, env: Omgeving) -> list[Recept]:
        """What makes `term op waarde` true by changing the term."""
        if waarde is None or waarde is ONTBREEKT:
            return []
        if isinstance(term, Leeftijd) and isinstance(term.op, Kenmerk) and isinstance(waarde, int):
            geboren = lees(term.geboortedatum)(env)
            if not isinstance(geboren, dt.date):
                return []
            jaren = waarde + (op in ("meer", "hoogstens"))
            dag = tel(geboren, Periode(jaren, "jaar"), 1)
            if dag is None or op in ("is", "is_niet"):
                return []
            return self._zet(term.op, env, [_naast(dag, -1) if op in ("minder", "hoogstens") else dag])
        if not isinstance(term, Kenmerk):
            return []
        if op == "is_niet":
            return self._anders(term, env, [waarde])
        nieuw = waarde if op in ("is", "minstens", "hoogstens") else _naast(waarde, 1 if op == "meer" else -1)
        return [] if nieuw is None else self._zet(term, env, [nieuw])

    # ------------------------------------------------------------ quantifiers

    def _telling(self, t: Telling, binnen: Knoop | None, env: Omgeving, doel: bool) -> list[Recept]:
        leden, i = leden_van(t.bereik)(env), t.bereik.variabele
        if leden is None:
            return [NIETS]
        ja: list[Deel] = []
        nee: list[Deel] = []
        for deel in leden[0]:
            env[i] = deel
            waar = True if binnen is None else binnen.waar(env)
            (ja if waar is True else nee).append(deel)

        def wel(deel: Deel, *, weg: bool) -> list[Recept]:
            env[i] = deel
            uit = self.voor(binnen, env) if binnen is not None else []
            return _beste([*uit, *(self.zonder(deel) if weg else [])])

        def niet(deel: Deel) -> list[Recept]:
            env[i] = deel
            uit = self.voor(binnen, env, False) if binnen is not None else []
            return _beste([*uit, *self.zonder(deel)])

        if t.hoe == "elk":
            if doel:
                return _samen(wel(d, weg=True) for d in nee)
            return _beste(r for d in ja for r in niet(d))
        laag, hoog = _grenzen(t, doel)
        if len(ja) + 1 == laag:
            return _beste([*(r for d in nee for r in wel(d, weg=False)), *self._erbij(t, binnen, env)])
        if hoog is None or len(ja) <= hoog:
            return []
        keuzes = itertools.islice(itertools.combinations(ja, len(ja) - hoog), MAX_RECEPTEN)
        return _beste(r for groep in keuzes for r in _samen(niet(d) for d in groep))

    def _erbij(self, t: Telling, binnen: Knoop | None, env: Omgeving) -> list[Recept]:
        """One more part, with what the condition asks of it."""
        van = t.bereik.van
        plek = self._plek(van, env) if van is not None and t.bereik.terug is None else None
        if plek is None:
            return []
        uit: list[Recept] = []
        for recept in self._nieuw(*plek, t.bereik.soort):
            (zet,) = recept.zetten
            if binnen is None:
                return [recept]
            env[t.bereik.variabele] = zet.waarde
            for inhoud in self.voor(binnen, env):
                samen = _verenig(recept, inhoud)
                if samen is not None:
                    uit.append(
                        Recept(
                            samen.kosten,
                            frozenset(_nog_open(z, zet.waarde) for z in samen.zetten),
                            samen.indeling,
                        )
                    )
        return _beste(uit)


def _nog_open(zet: Zet, nieuw: Deel) -> Zet:
    """What a part says that is still to be written, is for its writer to say."""
    return zet._replace(bepaald=False) if zet.deel is nieuw else zet


def _grenzen(t: Telling, doel: bool) -> tuple[int, int | None]:
    """How many parts must meet the condition: at least, and at most."""
    match t.hoe, doel:
        case ("minstens", True) | ("hoogstens", False):
            return t.aantal + (not doel), None
        case ("hoogstens", True) | ("minstens", False):
            return 0, t.aantal - (not doel)
        case ("precies", True):
            return t.aantal, t.aantal
        case _:
            return 0, None


_TEGENDEEL: Final = {
    "is": "is_niet", "is_niet": "is", "minstens": "minder", "minder": "minstens", "hoogstens": "meer",
    "meer": "hoogstens",
}  # fmt: skip
_GESPIEGELD: Final = {
    "is": "is", "is_niet": "is_niet", "minstens": "hoogstens", "hoogstens": "minstens", "meer": "minder",
    "minder": "meer",
}  # fmt: skip


def _naast(waarde: Any, richting: int) -> Any:
    """The next value up or down: a day, a cent, a minute, one."""
    match waarde:
        case bool():
            return None
        case dt.date():
            return waarde + dt.timedelta(days=richting)
        case Decimal():
            return waarde + richting * Decimal("0.01")
        case int():
            return waarde + richting
        case Tempo(dimensie=dimensie, per_week=per_week):
            stap = Fraction(1) if dimensie.endswith("tijd") else Fraction(1, 4)
            return Tempo(dimensie, max(Fraction(0), per_week + richting * stap))
        case _:
            return None
