"""A condition of a rule said in plain Dutch, about the parts at hand.

Who reads a report knows the words of the dossier, not the language of the rules: a variable becomes the
part that it stands for, and what is not so is said with `niet` or `geen`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from engine.dependence import vrij_in
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
    Rekening,
    Som,
    Telling,
    Term,
    Termijn,
    Vergelijking,
)
from engine.vocabulary import Verzameling, vocabulary
from engine.wording import toon

_KORT: Final = 3
"""A concept of more weight than this is called by its name where it stands within another condition."""

_MAAT: Final = {
    "minstens": "minstens ",
    "hoogstens": "hoogstens ",
    "meer": "meer dan ",
    "minder": "minder dan ",
}
_DAG: Final = {"minstens": "op zijn vroegst ", "hoogstens": "uiterlijk ", "meer": "na ", "minder": "voor "}
_TERMIJN: Final = {**_DAG, "meer": "later dan ", "minder": "eerder dan "}
"""Of a day against one that is itself so long after or before another: not `na 8 weken na`."""

_DUBBELZINNIG: Final = frozenset({"niet", "geen", "en", "of"})
"""Words that belong to the sentence, unless the word of a choice that has them stands in quotes."""

_ONZIJDIG: Final = frozenset(
    {
        "advies",
        "belang",
        "besluit",
        "bezwaar",
        "budget",
        "dossier",
        "eerder_besluit",
        "gegeven",
        "gesprek",
        "huishouden",
        "medewerkingsverzoek",
        "onderzoek",
        "oordeel",
        "pgb",
        "plan",
        "plandoel",
        "planlid",
        "planonderdeel",
        "regiemandaat",
        "verordeningsartikel",
        "verzoek",
        "verzoekonderdeel",
    }
)
"""The kinds of part that take `het` and `dit`; all others take `de` and `deze`."""


class Gezegde(NamedTuple):
    """What is said of `onderwerp`; of a clause that has no subject of its own, `rest` is the whole.

    `vanzelf`: who sees the value of the subject knows this already.
    """

    onderwerp: str
    werkwoord: str
    rest: str
    vanzelf: bool = False

    @property
    def zin(self) -> str:
        return " ".join([w for w in (self.onderwerp, self.werkwoord, self.rest) if w])


class _Namen(NamedTuple):
    """What the variables are called: parts by name, and by kind those that a quantifier binds.

    Of the `binnenste` of these only the attributes are named.
    """

    delen: Mapping[int, str]
    gebonden: Mapping[int, str]
    binnenste: int | None = None

    def met(self, bereik: Bereik) -> _Namen:
        return _Namen(self.delen, {**self.gebonden, bereik.variabele: bereik.soort}, bereik.variabele)

    def van(self, variabele: int, woorden: str) -> str:
        """A part, or what `woorden` name of it."""
        soort = self.gebonden.get(variabele)
        if soort is None:
            deel = self.delen.get(variabele)
            return " > ".join(filter(None, (deel, woorden))) or "het onderdeel"
        het, kern = soort in _ONZIJDIG, _los(soort)
        if variabele == self.binnenste:
            return woorden or f"{'dit' if het else 'deze'} {kern}"
        wie = f"{'dat' if het else 'die'} {kern}"
        return f"{woorden} van {wie}" if woorden else wie


def gezegde(conditie: Conditie, waar: bool | None, delen: Iterable[tuple[int, str]]) -> Gezegde:
    """The condition as it turned out; `delen` are its variables, each with the pointer of its part.

    Of what is unknown the condition itself is said, as if it held.
    """
    namen = {i: deelnaam(pointer) for i, pointer in delen}
    return _zeg(conditie, waar is not False, _Namen({**namen, -1: "het dossier"}, {}))


def los_gezegd(conditie: Conditie) -> str:
    """The condition about no parts in particular: only what it says of their attributes."""
    return _zeg(conditie, True, _Namen({-1: "het dossier"}, {})).zin


def deelnaam(pointer: str) -> str:
    """`voorziening V1` for the pointer of a part."""
    soort, stappen = "dossier", pointer.split("/")[1:]
    for stap in stappen[::2]:
        onder = _verzamelingen(soort).get(stap)
        if onder is None:
            return pointer
        soort = onder
    return f"{_los(soort)} {stappen[-1].replace('~1', '/').replace('~0', '~')}" if stappen else "het dossier"


@cache
def _verzamelingen(soort: str) -> Mapping[str, str]:
    """The maps of a kind by their JSON names, each with the kind of its parts."""
    # Only words of the vocabulary are kept: a reference may be a name, and outlives no case.
    kenmerken = vocabulary().soorten[soort].kenmerken.values()
    return {a.json_naam: a.type.soort for a in kenmerken if isinstance(a.type, Verzameling)}


def _los(naam: str) -> str:
    return naam.replace(".", " > ").replace("_", " ")


# ---------------------------------------------------------------- conditions


def _zeg(conditie: Conditie, waar: bool, namen: _Namen) -> Gezegde:
    match conditie:
        case Niet(deel=deel):
            return _zeg(deel, not waar, namen)
        case BegripGebruik(conditie=binnen):
            return _zeg(binnen, waar, namen)
        case En(delen=delen) | Of(delen=delen):
            # Not (a and b) is: not a, or not b.
            woord = " en " if isinstance(conditie, En) is waar else " of "
            return Gezegde("", "", woord.join([_binnen(d, waar, namen) for d in delen]))
        case Vergelijking(op=op, links=links, rechts=rechts):
            return _vergelijking(op, links, rechts, waar, namen)
        case EenVan(term=term, waarden=waarden, geen=geen):
            wel = waar is not geen
            opsomming = _rij([_constante(w) for w in waarden], "of")
            return Gezegde(_term(term, namen), "is", f"{'een' if wel else 'geen'} van {opsomming}")
        case Bevat(lijst=lijst, waarden=waarden, alle=alle):
            opsomming = _rij([_term(w, namen) for w in waarden], "en" if alle else "of")
            zonder = "niet " if len(waarden) == 1 else "niet alle van " if alle else "geen van "
            return Gezegde(_term(lijst, namen), "bevat", opsomming if waar else zonder + opsomming)
        case Aanwezig(kenmerk=kenmerk, aanwezig=aanwezig):
            rest = "is ingevuld" if waar is aanwezig else "ontbreekt"
            return Gezegde(_term(kenmerk, namen), "", rest, True)
        case Telling():
            return Gezegde("", "", _telling(conditie, waar, namen))


def _binnen(conditie: Conditie, waar: bool, namen: _Namen, haken: bool = True) -> str:
    """A condition within another; in brackets, unless they are not needed, when it is more than one."""
    kort = False
    while isinstance(conditie, Niet | BegripGebruik):
        if isinstance(conditie, Niet):
            waar, conditie = not waar, conditie.deel
        elif not kort and _zwaarte(conditie.conditie, _KORT + 1) > _KORT:
            return f"{'' if waar else 'niet '}„{_los(conditie.naam)}”{_waarvan(conditie, namen)}"
        else:
            kort, conditie = True, conditie.conditie
    zin = _zeg(conditie, waar, namen).zin
    return f"({zin})" if haken and isinstance(conditie, En | Of | Telling) else zin


def _waarvan(begrip: BegripGebruik, namen: _Namen) -> str:
    """The parts that a concept is about, unless that is the one at hand."""
    wie = vrij_in(begrip)
    if wie == (namen.binnenste,):
        return ""
    return f" ({', '.join([namen.van(i, '') for i in wie])})" if wie else ""


def _zwaarte(conditie: Conditie | None, hoogstens: int) -> int:
    """How heavy a condition reads: a comparison is one, going over parts two; not told beyond `hoogstens`."""
    match conditie:
        case En(delen=delen) | Of(delen=delen):
            aantal = 0
            for deel in delen:
                if aantal < hoogstens:
                    aantal += _zwaarte(deel, hoogstens - aantal)
            return aantal
        case Niet(deel=deel) | BegripGebruik(conditie=deel):
            return _zwaarte(deel, hoogstens)
        case Telling(voorwaarde=voorwaarde):
            return 2 + _zwaarte(voorwaarde, hoogstens - 2)
        case None:
            return 0
        case _:
            return 1


def _vergelijking(op: str, links: Term, rechts: Term, waar: bool, namen: _Namen) -> Gezegde:
    onderwerp, waarde = _term(links, namen), _term(rechts, namen)
    if op in ("is", "is_niet"):
        gelijk = (op == "is") is waar
        # Of a text only is shown that it is there; and what is reckoned is not shown itself.
        gezien = isinstance(links, Kenmerk) and isinstance(rechts, Constante) and rechts.soort != "tekst"
        vanzelf = gezien and (gelijk or _soort(rechts) == "ja_nee")
        return Gezegde(onderwerp, "is", waarde if gelijk else f"niet {waarde}", vanzelf)
    maten = _MAAT if _soort(links) != "datum" else _TERMIJN if isinstance(rechts, Termijn) else _DAG
    maat = maten[op]
    # A thing that is not there is neither more nor less, so the opposite is not said in its stead.
    return Gezegde(onderwerp, "is", f"{'' if waar else 'niet '}{maat}{waarde}")


_TEGENDEEL: Final = {"minstens": "minder dan", "hoogstens": "meer dan", "precies": "niet precies"}


def _telling(t: Telling, waar: bool, namen: _Namen) -> str:
    bereik = t.bereik
    enkel, meer = _los(bereik.soort), _los(vocabulary().soorten[bereik.soort].meervoud)
    waarvan = _bij(bereik, namen)
    if t.hoe == "elk":
        begin = f"{'' if waar else 'niet '}voor alle {meer}{waarvan}"
    elif (t.hoe, t.aantal) in (("minstens", 1), ("hoogstens", 0)):
        begin = f"er is {'een' if (t.hoe == 'minstens') is waar else 'geen'} {enkel}{waarvan}"
    else:
        hoe = t.hoe if waar else _TEGENDEEL[t.hoe]
        begin = f"er {'is' if t.aantal == 1 else 'zijn'} {hoe} {t.aantal} "
        begin += (enkel if t.aantal == 1 else meer) + waarvan
    if t.voorwaarde is None:
        return begin
    zin = _binnen(t.voorwaarde, True, namen.met(bereik), haken=False)
    return f"{begin} {'geldt' if t.hoe == 'elk' else 'waarvoor geldt'}: {zin}"


def _bij(bereik: Bereik, namen: _Namen) -> str:
    """The part to which the parts of a range belong: it has them in a map, or they point `terug` at it."""
    van = bereik.van
    if van is None:
        return ""
    pad = van.pad if bereik.terug is not None else van.pad[:-1]
    return f" bij {namen.van(van.variabele, ' > '.join([_los(stap) for stap in pad]))}"


# ---------------------------------------------------------------- terms


_ATW: Final = " volgens de Algemene termijnenwet"


def _term(term: Term, namen: _Namen) -> str:
    match term:
        case Constante():
            return _constante(term)
        case Kenmerk(variabele=variabele, pad=pad):
            return namen.van(variabele, " > ".join([_los(stap) for stap in pad]))
        case PeildatumTerm():
            return "de peildatum"
        case DatedValue(naam=naam):
            return f"„{_los(naam)}”"
        case Termijn(periode=periode, richting=richting, vanaf=vanaf, termijnenwet=wet):
            dag = f"{toon(periode)} {'na' if richting > 0 else 'voor'} {_term(vanaf, namen)}"
            # The end may lie on a later day than the period says.
            return f"{dag}{_ATW}" if wet and not dag.endswith(_ATW) else dag
        case Leeftijd(geboortedatum=geboortedatum, op=op):
            wie = namen.van(geboortedatum.variabele, " > ".join([_los(s) for s in geboortedatum.pad[:-1]]))
            return f"de leeftijd van {wie} op {_term(op, namen)}"
        case Rekening(bewerking=bewerking, links=links, rechts=rechts):
            return f"{_term(links, namen)} {bewerking} {_term(rechts, namen)}"
        case Som(bereik=bereik, kenmerk=kenmerk):
            meer = _los(vocabulary().soorten[bereik.soort].meervoud)
            return f"de som van {_term(kenmerk, namen.met(bereik))} van de {meer}{_bij(bereik, namen)}"


def _soort(term: Term) -> str:
    match term:
        case PeildatumTerm() | Termijn():
            return "datum"
        case Leeftijd():
            return "getal"
        case _:
            return term.soort


def _constante(c: Constante) -> str:
    if c.soort not in ("keuze", "datum", "bedrag", "ja_nee"):
        return c.tekst
    woord = toon(c.waarde)
    # `is niet ontvankelijk` could be said of the choice `ontvankelijk`.
    dubbelzinnig = c.soort == "keuze" and not _DUBBELZINNIG.isdisjoint(woord.split())
    return f"„{woord}”" if dubbelzinnig else woord


def _rij(woorden: Sequence[str], laatste: str) -> str:
    return f" {laatste} ".join([w for w in (", ".join(woorden[:-1]), woorden[-1]) if w])
