"""Leaves and clauses: what the tables show of a part is what each says by itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.facts import ONTBREEKT, Deel
from engine.judging import compileer
from engine.leaves import MAX_SAMENGESTELD, Blad, Clausule, Plek, Waarnemer, blad_van, ontleed
from engine.rule import (
    Aanwezig,
    BegripGebruik,
    Bevat,
    Conditie,
    Constante,
    EenVan,
    En,
    Kenmerk,
    Niet,
    Of,
    Plaats,
    Vergelijking,
)

PLAATS = Plaats("proef.regels", 0, 0, 1, 1)
GRENZEN = ("minstens", "meer", "hoogstens", "minder")
WOORDEN = ("een_van", "geen_van", "er", "niet_er")
LIJSTIG = ("bevat_een", "bevat_geen", "bevat_alle", "mist_een")
DAGEN = [dt.date(2024, 1, n) for n in range(1, 6)]
WAARDEN: dict[str, list[Any]] = {
    "wet": ["wmo2015", "jeugdwet", "wlz", "zvw"],
    "getal": [1, 2, 3, 4],
    "datum": list(DAGEN),
    "wetten": [("wmo2015",), ("jeugdwet", "wlz"), ("wlz",), ()],
}


def bladen(naam: str) -> st.SearchStrategy[Blad]:
    waarde = st.sampled_from(WAARDEN["wet" if naam == "wetten" else naam])

    def blad(op: str) -> st.SearchStrategy[Blad]:
        if op in GRENZEN:
            return waarde.map(lambda w: Blad("besluit", (naam,), op, frozenset({w})))
        if op in ("er", "niet_er"):
            return st.just(Blad("besluit", (naam,), op, frozenset()))
        return st.sets(waarde, min_size=1).map(lambda w: Blad("besluit", (naam,), op, frozenset(w)))

    ops = {"wet": WOORDEN, "wetten": LIJSTIG}.get(naam, GRENZEN + WOORDEN)
    return st.sampled_from(ops).flatmap(blad)


BLAD = st.sampled_from(list(WAARDEN)).flatmap(bladen)


def _past(clausules: list[Clausule]) -> bool:
    return sum(len(c.bladen) > 1 for c in clausules) <= MAX_SAMENGESTELD


CLAUSULES = (
    st.lists(st.lists(BLAD, min_size=1, max_size=3).map(lambda b: Clausule(tuple(b))), max_size=3)
    .filter(_past)
    .map(tuple)
)
PLEKKEN = st.lists(st.builds(Plek, CLAUSULES, CLAUSULES, st.booleans()), max_size=5)
FEITEN = st.fixed_dictionaries(
    {naam: st.sampled_from([*waarden, None, ONTBREEKT]) for naam, waarden in WAARDEN.items()}
)


@settings(max_examples=150)
@given(PLEKKEN, FEITEN)
def test_one_look_shows_what_every_leaf_says(plekken: list[Plek], feiten: dict[str, Any]) -> None:
    gezien = Waarnemer(plekken)(Deel("besluit", "B1", "/besluiten/B1", feiten))
    for n, plek in enumerate(plekken):
        bereik = [of([b.waar(feiten[b.pad[0]]) for b in c.bladen]) for c in plek.bereik]
        samen = of if plek.en else en
        eis = [samen([b.waar(feiten[b.pad[0]]) for b in c.bladen]) for c in plek.eis]
        kan = False not in bereik
        beslist = (not plek.en) in eis
        assert gezien.kan >> n & 1 == kan
        assert gezien.onzeker >> n & 1 == (kan and None in bereik)
        assert gezien.beslist >> n & 1 == beslist
        assert gezien.open >> n & 1 == (not beslist and None in eis)


def of(waarheden: list[bool | None]) -> bool | None:
    return True if True in waarheden else None if None in waarheden else False


def en(waarheden: list[bool | None]) -> bool | None:
    return False if False in waarheden else None if None in waarheden else True


def kenmerk(soort: str) -> Kenmerk:
    return Kenmerk(0, ("x",), soort, None, "b.x", PLAATS)


def constante(waarde: Any, soort: str) -> Constante:
    return Constante(waarde, soort, str(waarde), PLAATS)


def condities() -> list[tuple[Conditie, list[Any]]]:
    """Every condition that is a leaf, with values to try it on."""
    uit: list[tuple[Conditie, list[Any]]] = []
    for soort, waarden in (("keuze", ["a", "b", "c"]), ("getal", [1, 2, 3]), ("datum", DAGEN[:3])):
        k, midden = kenmerk(soort), constante(waarden[1], soort)
        ops = ["is", "is_niet"] + (["minstens", "meer", "hoogstens", "minder"] if soort != "keuze" else [])
        uit += [(Vergelijking(op, k, midden, "", PLAATS), waarden) for op in ops]
        genoemd = tuple(constante(w, soort) for w in waarden[:2])
        uit += [(EenVan(k, genoemd, geen, "", PLAATS), waarden) for geen in (False, True)]
        uit += [(Aanwezig(k, er, "", PLAATS), waarden) for er in (False, True)]
    uit += [(Aanwezig(kenmerk("lijst"), er, "", PLAATS), [(), ("a",)]) for er in (False, True)]
    wetten = tuple(constante(w, "keuze") for w in ("a", "b"))
    lijsten = [(), ("a",), ("b", "c"), ("b", "a"), ("c",)]
    uit += [(Bevat(kenmerk("lijst"), wetten, alle, "", PLAATS), lijsten) for alle in (False, True)]
    uit += [(Bevat(kenmerk("lijst"), wetten[:1], alle, "", PLAATS), lijsten) for alle in (False, True)]
    return uit + [(Niet(c, "", PLAATS), w) for c, w in uit if blad_van(Niet(c, "", PLAATS), ["besluit"])]


@pytest.mark.parametrize(("conditie", "waarden"), condities())
def test_a_leaf_says_what_the_condition_says(conditie: Conditie, waarden: list[Any]) -> None:
    gevonden = blad_van(conditie, ["besluit"])
    assert gevonden is not None
    knoop = compileer(conditie)
    dossier = Deel("dossier", "dossier", "", {})
    for waarde in [*waarden, None, ONTBREEKT]:
        deel = Deel("besluit", "B1", "/besluiten/B1", {"x": waarde})
        assert gevonden[1].waar(waarde) is knoop.waar([deel, {}, DAGEN[0], dossier]), waarde


def test_the_opposite_of_a_bound_is_no_leaf_since_neither_holds_of_what_is_absent() -> None:
    minstens = Vergelijking("minstens", kenmerk("getal"), constante(2, "getal"), "", PLAATS)
    assert blad_van(Niet(minstens, "", PLAATS), ["besluit"]) is None


# ---------------------------------------------------------------- clauses

def kies(naam: str, *waarden: int, geen: bool = False) -> Conditie:
    return EenVan(veld(0, naam), tuple(constante(w, "keuze") for w in waarden), geen, "", PLAATS)


def veld(binder: int, naam: str) -> Kenmerk:
    return Kenmerk(binder, (naam,), "keuze", None, naam, PLAATS)


TESTS: dict[str, Conditie] = {
    "a1": kies("a", 1),
    "a2": kies("a", 2),
    "b1": kies("b", 1, geen=True),
    "c": Aanwezig(veld(0, "c"), True, "", PLAATS),
    "d": Aanwezig(veld(1, "d"), True, "", PLAATS),
    "geen blad": Vergelijking("is", veld(0, "a"), veld(0, "b"), "", PLAATS),
}


def samengesteld(kinderen: st.SearchStrategy[Conditie]) -> st.SearchStrategy[Conditie]:
    delen = st.lists(kinderen, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        delen.map(lambda d: En(d, "", PLAATS)),
        delen.map(lambda d: Of(d, "", PLAATS)),
        kinderen.map(lambda d: Niet(d, "", PLAATS)),
        kinderen.map(lambda d: BegripGebruik("begrip", d, "", PLAATS)),
    )


CONDITIE = st.recursive(st.sampled_from(list(TESTS.values())), samengesteld, max_leaves=8)
VELD = st.sampled_from([1, 2, None, ONTBREEKT])


@settings(max_examples=1000)
@given(CONDITIE, st.booleans(), st.fixed_dictionaries(dict.fromkeys("abcd", VELD)))
def test_clauses_and_rest_say_what_the_condition_says(
    conditie: Conditie, alle: bool, feiten: dict[str, Any]
) -> None:
    """Together they are the condition; and clauses alone never say more than it does."""
    delen = [Deel("besluit", "B1", "/besluiten/B1", feiten), Deel("voorziening", "V1", "/v/V1", feiten)]
    env = [*delen, {}, DAGEN[0], Deel("dossier", "dossier", "", {})]
    vorm = ontleed(conditie, ["besluit", "voorziening"], en=alle)
    samen, binnen = (en, of) if alle else (of, en)
    clausules = [binnen([b.waar(feiten[b.pad[0]]) for b in c.bladen]) for _, c in vorm.clausules]
    rest = [compileer(c).waar(env) for c in vorm.rest]
    waarheid = compileer(conditie).waar(env)
    assert samen(clausules + rest) is waarheid
    if samen(clausules) is not alle:
        assert waarheid is not alle
    for binder in (0, 1):
        assert sum(len(c.bladen) > 1 for c in vorm.van(binder)) <= MAX_SAMENGESTELD


def test_what_is_asked_of_one_value_is_one_leaf() -> None:
    of_ = Of((TESTS["a1"], TESTS["a2"]), "", PLAATS)
    vorm = ontleed(of_, ["besluit"], en=True)
    assert vorm.clausules == ((0, Clausule((Blad("besluit", ("a",), "een_van", frozenset({1, 2})),))),)
    assert vorm.rest == ()


def test_what_all_parts_share_is_asked_once() -> None:
    vorm = ontleed(Of(paren("x", "c", 4, "c"), "", PLAATS), ["besluit"], en=True)
    assert [len(c.bladen) for _, c in vorm.clausules] == [1, 4]
    assert vorm.rest == ()


@pytest.mark.parametrize(("aantal", "geheel"), [(3, True), (4, False)])
def test_a_condition_that_would_need_many_clauses_is_left_whole(aantal: int, geheel: bool) -> None:
    """Two times two times two is the most."""
    conditie = Of(paren("x", "y", aantal), "", PLAATS)
    vorm = ontleed(conditie, ["besluit"], en=True)
    assert len(vorm.clausules) == (MAX_SAMENGESTELD if geheel else 0)
    assert vorm.rest == (conditie,)


def paren(een: str, ander: str, aantal: int, vast: str = "") -> tuple[Conditie, ...]:
    return tuple(
        En((kies(f"{een}{n}", 1), kies(vast or f"{ander}{n}", 1)), "", PLAATS) for n in range(aantal)
    )
