"""The matcher against its definition, and how a plan and a table come about."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.facts import ONTBREEKT, Deel, Zaak
from engine.leaves import Blad, Clausule
from engine.matching import (
    GRENS,
    Combinatie,
    Patroon,
    Plan,
    Sleutel,
    Tafel,
    Tafelaar,
    Verbinding,
    maak_plan,
    zoek,
)
from engine.rule import (
    BegripGebruik,
    Binder,
    Conditie,
    Constante,
    EenVan,
    En,
    Ernst,
    Geldigheid,
    Kenmerk,
    Niet,
    Of,
    Plaats,
    Regel,
    Sjabloon,
    Tempo,
    Vergelijking,
    Zekerheid,
)

# ---------------------------------------------------------------- plans and tables at random


def een(soort: str, naam: str, waarden: set[Any], op: str = "een_van") -> Clausule:
    """A clause of one leaf."""
    return Clausule((Blad(soort, (naam,), op, frozenset(waarden)),))


def random_plan(
    r: random.Random, patronen: int, soorten: int = 4, atomen: int = 10, sleutels: int = 5
) -> Plan:
    """Patterns of 0 to 4 binders over a few kinds, with shared atoms and joins, some to a part itself."""
    namen = [f"s{n}" for n in range(soorten)]
    a = tuple(een(r.choice(namen), f"a{n}", {1}) for n in range(atomen))
    s = tuple(Sleutel(r.choice(namen), (f"k{n}",) if r.random() < 0.7 else ()) for n in range(sleutels))
    gemaakt = []
    for _ in range(patronen):
        breedte = r.choice([0, 1, 1, 1, 2, 2, 2, 3, 3, 4])
        tweetal = breedte == 2 and r.random() < 0.4
        eigen = [r.choice(namen) for _ in range(breedte)]
        if tweetal:
            eigen[1] = eigen[0]
        van_binder = []
        for soort in eigen:
            past = [n for n, atoom in enumerate(a) if atoom.soort == soort]
            van_binder.append(tuple(sorted(r.sample(past, min(len(past), r.randrange(4))))))
        verbindingen = []
        for _ in range(r.randrange(4) if breedte > 1 else 0):
            links, rechts = sorted(r.sample(range(breedte), 2))
            links_past = [n for n, x in enumerate(s) if x.soort == eigen[links]]
            rechts_past = [n for n, x in enumerate(s) if x.soort == eigen[rechts]]
            if links_past and rechts_past:
                verbindingen.append(Verbinding(links, r.choice(links_past), rechts, r.choice(rechts_past)))
        gemaakt.append(Patroon(tuple(eigen), tuple(van_binder), tuple(verbindingen), tweetal))
    return Plan(a, s, tuple(gemaakt))


def random_tafel(r: random.Random, plan: Plan, meeste: int = 4) -> Tafel:
    """A case for a plan; a kind may have no parts or be absent, a fifth of the join values is unknown,
    but never which part one is itself."""
    soorten = sorted(
        {a.soort for a in plan.atomen}
        | {s.soort for s in plan.sleutels}
        | {soort for p in plan.patronen for soort in p.soorten}
    )
    aantallen = {s: r.randrange(meeste + 1) for s in soorten if r.random() < 0.95}
    dichtheid, waarden = r.random(), r.randrange(1, 9)
    return Tafel(
        aantallen,
        tuple(
            sum((r.random() < dichtheid) << n for n in range(aantallen.get(a.soort, 0))) for a in plan.atomen
        ),
        tuple(
            tuple(
                0 if s.pad and r.random() < 0.2 else r.randint(1, waarden)
                for _ in range(aantallen.get(s.soort, 0))
            )
            for s in plan.sleutels
        ),
    )


def by_definition(plan: Plan, tafel: Tafel) -> list[list[Combinatie]]:
    """Every tuple of parts that no atom and no join forbids, the slow way."""
    uit = []
    for p in plan.patronen:
        uit.append(
            [
                c
                for c in itertools.product(*(range(tafel.aantallen.get(s, 0)) for s in p.soorten))
                if all(tafel.atomen[a] >> n & 1 for n, eigen in zip(c, p.atomen, strict=True) for a in eigen)
                and all(
                    0 in (links, rechts) or links == rechts
                    for v in p.verbindingen
                    for links, rechts in [
                        (
                            tafel.sleutels[v.sleutel_links][c[v.links]],
                            tafel.sleutels[v.sleutel_rechts][c[v.rechts]],
                        )
                    ]
                )
                and not (p.tweetal and c[0] == c[1])
            ]
        )
    return uit


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 6))
def test_the_matcher_follows_the_definition(zaad: int, meeste: int) -> None:
    r = random.Random(zaad)
    plan = random_plan(r, 8)
    for _ in range(4):
        tafel = random_tafel(r, plan, meeste)
        gevonden, te_veel = zoek(plan, tafel)
        assert gevonden == by_definition(plan, tafel)
        assert te_veel == ()


def test_without_binders_there_is_one_combination() -> None:
    plan = Plan((), (), (Patroon((), (), (), False),))
    assert zoek(plan, Tafel({}, (), ())) == ([[()]], ())


def test_too_many_combinations_cost_only_that_pattern() -> None:
    los = Patroon(("a",) * 4, ((),) * 4, (), False)
    plan = Plan((), (), (los, Patroon(("a",), ((),), (), False)))
    gevonden, te_veel = zoek(plan, Tafel({"a": 60}, (), ()))
    assert te_veel == (0,)
    assert gevonden[0] == []
    assert gevonden[1] == [(n,) for n in range(60)]
    assert GRENS < 60**4


# ---------------------------------------------------------------- from rules to a plan

P = Plaats("proef.regels", 0, 0, 1, 1)
TWEE_UUR = Tempo("tijd", Fraction(120))


def kenmerk(variabele: int, pad: str, soort: str = "keuze") -> Kenmerk:
    return Kenmerk(variabele, tuple(pad.split("/")) if pad else (), soort, None, pad, P)


def constante(waarde: str | bool | int, soort: str = "keuze") -> Constante:
    return Constante(waarde, soort, str(waarde), P)


def is_(links: Kenmerk | Constante, rechts: Kenmerk | Constante, op: str = "is") -> Vergelijking:
    return Vergelijking(op, links, rechts, "", P)


def regel(waarbij: Conditie | None, *soorten: str, tweetal: bool = False) -> Regel:
    leeg = Sjabloon((), P)
    return Regel(
        id="R",
        norm="R",
        titel="",
        vindplaatsen=(),
        geldig=Geldigheid(dt.date(2020, 1, 1)),
        kenbaar_vanaf=dt.date(2020, 1, 1),
        ernst=Ernst.ADVIES,
        zekerheid=Zekerheid.AFGELEID,
        binders=tuple(Binder(f"v{n}", s) for n, s in enumerate(soorten)),
        tweetal=tweetal,
        waarbij=waarbij,
        eis=None,
        vraag=leeg,
        uitzonderingen=(),
        melding=leeg,
        advies=leeg,
        plaats=P,
    )


def test_atoms_are_shared_and_concepts_opened() -> None:
    zorg = is_(kenmerk(0, "soort"), constante("zorg"))
    plan = maak_plan(
        [
            regel(zorg, "voorziening"),
            regel(BegripGebruik("b", En((zorg, zorg), "", P), "", P), "voorziening"),
            regel(is_(constante("zorg"), kenmerk(1, "soort")), "besluit", "voorziening"),
        ]
    )
    assert plan.atomen == (een("voorziening", "soort", {"zorg"}),)
    assert [p.atomen for p in plan.patronen] == [((0,),), ((0,),), ((), (0,))]


@pytest.mark.parametrize(
    "conditie",
    [
        None,
        Of((is_(kenmerk(0, "soort"), constante("zorg")), is_(kenmerk(0, "a"), kenmerk(0, "b"))), "", P),
        Niet(is_(kenmerk(0, "prijs", "bedrag"), Constante(1, "bedrag", "1", P), "minstens"), "", P),
        is_(kenmerk(-1, "soort"), constante("zorg")),
        is_(kenmerk(0, "omvang", "omvang"), Constante(TWEE_UUR, "omvang", "2 uur per week", P)),
        is_(kenmerk(0, "a"), kenmerk(0, "b")),
    ],
)
def test_what_does_not_surely_forbid_does_not_narrow(conditie: Conditie | None) -> None:
    plan = maak_plan([regel(conditie, "voorziening")])
    assert plan == Plan((), (), (Patroon(("voorziening",), ((),), (), False),))


def test_a_join_goes_from_left_to_right() -> None:
    plan = maak_plan(
        [
            regel(
                is_(kenmerk(1, "", "verwijzing"), kenmerk(0, "besluit", "verwijzing")),
                "voorziening",
                "besluit",
            )
        ]
    )
    assert plan.sleutels == (Sleutel("voorziening", ("besluit",)), Sleutel("besluit", ()))
    assert plan.patronen[0].verbindingen == (Verbinding(0, 0, 1, 1),)


@pytest.mark.parametrize(
    ("conditie", "op"),
    [
        (Niet(is_(kenmerk(0, "soort"), constante("zorg")), "", P), "geen_van"),
        (is_(kenmerk(0, "soort"), constante("zorg"), "is_niet"), "geen_van"),
        (EenVan(kenmerk(0, "soort"), (constante("zorg"),), True, "", P), "geen_van"),
        (EenVan(kenmerk(0, "soort"), (constante("zorg"),), False, "", P), "een_van"),
        (Of((is_(kenmerk(0, "soort"), constante("zorg")),), "", P), "een_van"),
    ],
)
def test_what_surely_forbids_narrows(conditie: Conditie, op: str) -> None:
    plan = maak_plan([regel(conditie, "voorziening")])
    assert plan.atomen == (een("voorziening", "soort", {"zorg"}, op),)
    assert plan.patronen[0].atomen == ((0,),)


def test_sizes_that_cannot_be_compared_are_no_join() -> None:
    """Hours and dayparts are not unequal: the judge calls that unknown, so the matcher may not forbid it."""
    gelijk = is_(kenmerk(0, "omvang", "omvang"), kenmerk(1, "omvang", "omvang"))
    assert maak_plan([regel(gelijk, "voorziening", "voorziening")]).patronen[0].verbindingen == ()


# ---------------------------------------------------------------- from a case to a table


def test_unknown_passes_and_absent_does_not() -> None:
    delen = [
        Deel("v", "V1", "", {"soort": "zorg"}),
        Deel("v", "V2", "", {"soort": "anders"}),
        Deel("v", "V3", "", {}),
        Deel("v", "V4", "", {"soort": ONTBREEKT}),
    ]
    zaak = Zaak(Deel("dossier", "dossier", "", {}), {"v": tuple(delen)}, "")
    zorg = een("v", "soort", {"zorg"})
    plan = Plan((zorg,), (), (Patroon(("v",), ((0,),), (), False),))
    tafel = Tafelaar(plan)(zaak)
    assert tafel.atomen == (0b101,)
    assert zoek(plan, tafel)[0] == [[(0,), (2,)]]


def test_a_join_finds_equal_and_unknown() -> None:
    b1, b2 = Deel("b", "B1", "", {}), Deel("b", "B2", "", {})
    delen = (
        Deel("v", "V1", "", {"besluit": b2}),
        Deel("v", "V2", "", {}),
        Deel("v", "V3", "", {"besluit": ONTBREEKT}),
    )
    zaak = Zaak(Deel("dossier", "dossier", "", {}), {"v": delen, "b": (b1, b2)}, "")
    plan = Plan(
        (),
        (Sleutel("v", ("besluit",)), Sleutel("b", ())),
        (Patroon(("v", "b"), ((), ()), (Verbinding(0, 0, 1, 1),), False),),
    )
    assert zoek(plan, Tafelaar(plan)(zaak))[0] == [[(0, 1), (1, 0), (1, 1)]]


def test_what_is_absent_equals_nothing() -> None:
    delen = tuple(Deel("v", f"V{n}", "", {"ref": ONTBREEKT}) for n in range(2))
    zaak = Zaak(Deel("dossier", "dossier", "", {}), {"v": delen}, "")
    plan = Plan(
        (), (Sleutel("v", ("ref",)),), (Patroon(("v", "v"), ((), ()), (Verbinding(0, 0, 1, 0),), True),)
    )
    assert zoek(plan, Tafelaar(plan)(zaak))[0] == [[]]
