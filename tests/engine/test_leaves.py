"""Leaves: what the tables show of a part is what each leaf says by itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.facts import ONTBREEKT, Deel
from engine.judging import compileer
from engine.leaves import Blad, Plek, Waarnemer, blad_van
from engine.rule import Aanwezig, Conditie, Constante, EenVan, Kenmerk, Niet, Plaats, Vergelijking

PLAATS = Plaats("proef.regels", 0, 0, 1, 1)
GRENZEN = ("minstens", "meer", "hoogstens", "minder")
WOORDEN = ("een_van", "geen_van", "er", "niet_er")
DAGEN = [dt.date(2024, 1, n) for n in range(1, 6)]
WAARDEN: dict[str, list[Any]] = {
    "wet": ["wmo2015", "jeugdwet", "wlz", "zvw"],
    "getal": [1, 2, 3, 4],
    "datum": list(DAGEN),
}


def bladen(naam: str) -> st.SearchStrategy[Blad]:
    waarde = st.sampled_from(WAARDEN[naam])

    def blad(op: str) -> st.SearchStrategy[Blad]:
        if op in GRENZEN:
            return waarde.map(lambda w: Blad("besluit", (naam,), op, frozenset({w})))
        if op in ("er", "niet_er"):
            return st.just(Blad("besluit", (naam,), op, frozenset()))
        return st.sets(waarde, min_size=1).map(lambda w: Blad("besluit", (naam,), op, frozenset(w)))

    return st.sampled_from(WOORDEN if naam == "wet" else GRENZEN + WOORDEN).flatmap(blad)


BLAD = st.sampled_from(list(WAARDEN)).flatmap(bladen)
PLEKKEN = st.lists(
    st.builds(
        Plek, st.lists(BLAD, max_size=3).map(tuple), st.lists(BLAD, max_size=3).map(tuple), st.booleans()
    ),
    max_size=12,
)
FEITEN = st.fixed_dictionaries(
    {naam: st.sampled_from([*waarden, None, ONTBREEKT]) for naam, waarden in WAARDEN.items()}
)


@settings(max_examples=1000)
@given(PLEKKEN, FEITEN)
def test_one_look_shows_what_every_leaf_says(plekken: list[Plek], feiten: dict[str, Any]) -> None:
    gezien = Waarnemer(plekken)(Deel("besluit", "B1", "/besluiten/B1", feiten))
    for n, plek in enumerate(plekken):
        bereik = [blad.waar(feiten[blad.pad[0]]) for blad in plek.bereik]
        eis = [blad.waar(feiten[blad.pad[0]]) for blad in plek.eis]
        kan = False not in bereik
        beslist = (not plek.en) in eis
        assert gezien.kan >> n & 1 == kan
        assert gezien.onzeker >> n & 1 == (kan and None in bereik)
        assert gezien.beslist >> n & 1 == beslist
        assert gezien.open >> n & 1 == (not beslist and None in eis)


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
