"""What the walls between the laws stop: which goals and euros, and that no count tells of a family."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl import Library, load_library
from engine.bottlenecks import MINSTE, Beeld, Telling, _keren, beelden, knelpunten
from engine.check import check
from engine.dossier import dossier_uit
from engine.patch import voeg_samen

WORTEL = Path(__file__).resolve().parents[2]
DAG = dt.date(2026, 9, 14)
PLANNEN = WORTEL / "voorbeelden/plannen"


@cache
def wet() -> Library:
    bibliotheek, meldingen = load_library(WORTEL / "rulesets")
    assert not [m for m in meldingen if m.fout]
    return bibliotheek


def van(data: dict[str, Any]) -> list[Beeld]:
    dossier = dossier_uit(data)
    return list(beelden(dossier, check(dossier, wet().voor(dossier, DAG), DAG, DAG)))


def plan(nummer: int, **wijziging: Any) -> dict[str, Any]:
    data = json.loads((PLANNEN / f"plan-{nummer:02}.json").read_bytes())
    uit = voeg_samen(data, wijziging)
    assert isinstance(uit, dict)
    return uit


# ---------------------------------------------------------------- one plan


def test_a_lawful_plan_is_not_blocked() -> None:
    (beeld,) = van(plan(22))
    assert beeld.geblokkeerd == {}
    assert (beeld.doelen, beeld.bedrag) == (2, Decimal(6000 + 150 * 22 + 9000 + 100 * 22))


def test_a_wall_blocks_the_goals_of_what_it_is_about() -> None:
    (regie,) = van(plan(16))
    assert regie.geblokkeerd["SCH-12"] == {"D1"}
    (budget,) = van(plan(8))
    assert budget.geblokkeerd["SCH-14"] == {"D1", "D2"}
    (bijdrage,) = van(plan(27))
    assert bijdrage.geblokkeerd == {"SCH-15": {"D1"}}


def test_a_contribution_is_not_taken_for_a_budget_with_the_same_reference() -> None:
    (beeld,) = van(plan(27, pgbs={"J1": {"voorziening": "V2"}}))
    assert beeld.geblokkeerd["SCH-15"] == {"D1"}


def test_a_finding_on_another_plan_is_not_about_this_one() -> None:
    element = {"soort": "publieke_voorziening", "wetten": ["wmo2015", "jeugdwet"], "vereistBesluit": True}
    een, ander = van(plan(22, plannen={"L2": {"soort": "gezinsplan", "planonderdelen": {"E9": element}}}))
    assert een.geblokkeerd == {}
    assert "SCH-01" in ander.geblokkeerd


@pytest.mark.parametrize(
    ("budgetten", "bedrag"),
    [
        ({"Q1": {"bedrag": "10.50"}}, "10.50"),
        ({"Q2": {"plan": "L1"}}, None),
        ({"Q1": {"budgetposten": {"X1": {"bedrag": None}}}}, None),
        ({"Q1": None}, None),
        ({"Q2": {"bedrag": "5.00"}}, "20500.00"),
        ({"Q2": {"plan": "L1", "bedrag": "5.00"}}, "20505.00"),
    ],
)
def test_an_amount_is_known_or_it_is_not(budgetten: dict[str, Any], bedrag: str | None) -> None:
    (beeld,) = van(plan(22, budgetten=budgetten))
    assert beeld.bedrag == (None if bedrag is None else Decimal(bedrag))


def test_a_case_without_a_plan_is_nothing() -> None:
    assert van({}) == []
    assert van({"plannen": {"L1": {"soort": "toekomstplan"}}}) == []


# ---------------------------------------------------------------- many plans

NORMEN = ("SCH-01", "SCH-14", "INT-09", "PRI-05")
DOELEN = ("D1", "D2", "D3")


@st.composite
def plaatjes(draw: st.DrawFn) -> Beeld:
    geblokkeerd = draw(
        st.dictionaries(st.sampled_from(NORMEN), st.frozensets(st.sampled_from(DOELEN)), max_size=3)
    )
    return Beeld(
        draw(st.frozensets(st.tuples(st.integers(0, 30)), max_size=2)),
        len(DOELEN),
        draw(st.none() | st.decimals(0, 100_000, places=2)),
        geblokkeerd,
    )


veel = st.lists(plaatjes(), max_size=60)
weg = st.frozensets(st.sampled_from(NORMEN))


def families(plannen: list[Beeld]) -> list[set[int]]:
    """Brute force: plans are put together until no two groups share a person."""
    groepen = [({n}, set(b.mensen)) for n, b in enumerate(plannen)]
    veranderd = True
    while veranderd:
        veranderd = False
        for i in range(len(groepen)):
            for j in range(i + 1, len(groepen)):
                if groepen[i][1] & groepen[j][1]:
                    groepen[i][0].update(groepen[j][0])
                    groepen[i][1].update(groepen.pop(j)[1])
                    veranderd = True
                    break
            if veranderd:
                break
    return [g for g, _ in groepen]


@given(plannen=veel, zonder=weg)
@settings(max_examples=150)
def test_counts_are_those_of_counting_by_hand(plannen: list[Beeld], zonder: frozenset[str]) -> None:
    uit = knelpunten(plannen, zonder)
    gezin = {n: min(g) for g in families(plannen) for n in g}
    keren = _keren(plannen, [gezin[n] for n in range(len(plannen))])

    def verteld(delen: list[tuple[int, Decimal]], stap: int) -> int | None:
        """What may be told of a sum of amounts, each of a plan."""
        per: dict[int, Decimal] = {}
        for n, hoeveel in delen:
            per[gezin[n]] = per.get(gezin[n], Decimal(0)) + hoeveel * keren[gezin[n]]
        som = sum(per.values(), Decimal(0))
        vaak = sum(keren[g] for g in per)
        if len(per) < MINSTE or vaak < MINSTE or any(2 * x > som for x in per.values()):
            return None
        return int(som - som % stap)

    def klopt(t: Telling, tellen: set[int], doelen: dict[int, int]) -> None:
        een = Decimal(1)
        eerste = {gezin[n]: n for n in tellen}
        assert t.gezinnen == verteld([(n, een) for n in eerste.values()], MINSTE)
        assert t.plannen == verteld([(n, een) for n in tellen], MINSTE)
        assert t.doelen == verteld([(n, Decimal(d)) for n, d in doelen.items() if d], MINSTE)
        euro = [(n, b) for n in tellen if (b := plannen[n].bedrag)]
        assert t.euro == verteld(euro, uit.euro_stap)

    alle = range(len(plannen))
    klopt(uit.alle, set(alle), dict.fromkeys(alle, len(DOELEN)))
    for p in uit.punten:
        tegen = {n for n in alle if p.norm in plannen[n].geblokkeerd}
        klopt(p.houdt_tegen, tegen, {n: len(plannen[n].geblokkeerd[p.norm]) for n in tegen})
    if zonder:
        assert uit.vrij is not None
        rest = {n: {m: d for m, d in plannen[n].geblokkeerd.items() if m not in zonder} for n in alle}
        vrij = {n for n in alle if plannen[n].geblokkeerd and not rest[n]}
        eerst = {n: set().union(*plannen[n].geblokkeerd.values()) for n in alle}
        stappen = []
        for norm in zonder:
            minder = {n for n in vrij if norm in plannen[n].geblokkeerd}
            stappen.append(verteld([(n, Decimal(1)) for n in {gezin[n]: n for n in minder}.values()], MINSTE))
        if None in stappen:
            assert uit.vrij == Telling(None, None, None, None)
        else:
            klopt(uit.vrij, vrij, {n: len(eerst[n] - set().union(*rest[n].values())) for n in alle})
    grootste = max(
        [sum((plannen[n].bedrag or Decimal(0) for n in g), Decimal(0)) for g in families(plannen)], default=0
    )
    assert uit.euro_stap > 2 * grootste or uit.euro_stap == 1000 > 2 * grootste


@given(plannen=veel, zonder=weg, data=st.data())
@settings(max_examples=100)
def test_every_count_is_rounded_and_the_order_tells_nothing(
    plannen: list[Beeld], zonder: frozenset[str], data: st.DataObject
) -> None:
    for t in _alles(knelpunten(plannen, zonder)):
        assert t.gezinnen is None or (t.gezinnen >= MINSTE and t.gezinnen % MINSTE == 0)
        assert t.plannen is None or t.plannen % MINSTE == 0
        assert t.doelen is None or t.doelen % MINSTE == 0
        assert t.euro is None or t.gezinnen is not None
    volgorde = data.draw(st.permutations(plannen))
    assert knelpunten(volgorde, zonder) == knelpunten(plannen, zonder)


def _alles(uit: Any) -> list[Telling]:
    los = [t for p in uit.punten for t in (p.houdt_tegen, p.maakt_vrij)]
    return [uit.alle, uit.vast, *los, *([uit.vrij] if uit.vrij else [])]


@given(plannen=veel, een=weg, twee=weg)
@settings(max_examples=60)
def test_more_walls_away_frees_no_less(
    plannen: list[Beeld], een: frozenset[str], twee: frozenset[str]
) -> None:
    minder, meer = (knelpunten(plannen, z).vrij for z in (een, een | twee))
    for naam in ("plannen", "gezinnen", "doelen"):
        assert (getattr(minder, naam) or 0 if minder else 0) <= (getattr(meer, naam) or 0 if meer else 0)


def los(aantal: int, naam: str, *normen: str) -> list[Beeld]:
    """Families of which each is blocked by just these partitions."""
    doelen = frozenset({"D1"})
    return [Beeld(frozenset({(naam, n)}), 1, None, dict.fromkeys(normen, doelen)) for n in range(aantal)]


def test_how_often_a_family_counts_hangs_on_all_plans_and_is_one_on_average() -> None:
    veel = los(2000, "a", "SCH-01")
    keren = _keren(veel, range(2000))
    assert [sum(k == n for k in keren.values()) // 100 for n in (0, 1, 2)] in (
        [2, 14, 2],
        [2, 15, 2],
        [2, 15, 1],
    )
    erbij = _keren([*veel, *los(1, "b", "SCH-01")], range(2001))
    assert sum(erbij[n] != keren[n] for n in range(2000)) > 400


def test_who_adds_and_subtracts_answers_finds_no_small_number() -> None:
    """Five groups of at most four, twenty together: rounding alone would tell that each is four."""
    normen = ("SCH-01", "SCH-02", "SCH-03", "SCH-14", "INT-09")
    antwoorden: dict[int, list[int | None]] = {3: [], 4: []}
    for klein, gezien in antwoorden.items():
        for poging in range(60):
            groepen = [los(klein if i == 0 else 4, f"{poging}-{i}", n) for i, n in enumerate(normen)]
            plannen = [b for groep in groepen for b in groep]
            assert knelpunten(plannen, normen).vrij == Telling(None, None, None, None)
            gezien.append(knelpunten(plannen).vast.gezinnen)
    for klein in (3, 4):
        assert antwoorden[klein].count(15) >= 10
        assert antwoorden[klein].count(20) >= 10


def test_an_answer_that_tells_of_a_few_more_than_another_is_not_given() -> None:
    veel, erbij = los(20, "a", "SCH-01"), los(1, "b", "SCH-01", "SCH-14")
    een, twee = (knelpunten([*veel, *erbij], z).vrij for z in (["SCH-01"], ["SCH-01", "SCH-14"]))
    assert een is not None
    assert een.gezinnen is not None
    assert twee == Telling(None, None, None, None)


def test_no_difference_of_amounts_tells_what_one_family_has() -> None:
    rijk = Beeld(frozenset({("rijk",)}), 1, Decimal(40_000), {"SCH-01": frozenset({"D1"})})
    anderen = [Beeld(frozenset({("a", n)}), 1, Decimal(15_000), rijk.geblokkeerd) for n in range(20)]
    uit = knelpunten([*anderen, rijk])
    assert uit.euro_stap == 100_000
    assert uit.alle.euro is not None
    assert uit.alle.euro % 100_000 == 0


def test_a_reference_in_one_case_is_one_person_and_who_works_for_a_family_is_none_of_it() -> None:
    naamloos = plan(8)
    for p in naamloos["personen"].values():
        p.pop("naam"), p.pop("geboortedatum", None)
    naamloos["plannen"] = {f"L{n}": naamloos["plannen"]["L1"] for n in range(12)}
    dubbel = van(naamloos)
    assert len(dubbel) == 12
    assert knelpunten(dubbel).alle.gezinnen is None
    met_regisseur = []
    for n in (1, 2, 3, 4, 5, 6, 22, 23, 24, 25):
        data = plan(n, personen={"P3": {"naam": "R. Proef", "geboortedatum": "1970-01-01"}})
        data["plannen"]["L1"]["planleden"] = {"M1": {"persoon": "P3"}}
        met_regisseur += van(data)
    assert len(families(met_regisseur)) == 10


def test_a_part_that_belongs_to_a_plan_is_not_about_another() -> None:
    los_plan = {
        "soort": "gezinsplan",
        "plandoelen": {"D9": {}},
        "planonderdelen": {"E9": {"soort": "eigen_actie"}},
    }
    for n, norm in ((27, "SCH-15"), (8, "SCH-14"), (1, "SCH-03")):
        een, ander = van(plan(n, plannen={"L2": los_plan}))
        assert norm in een.geblokkeerd
        assert ander.geblokkeerd == {}


def test_two_plans_of_one_family_are_one_family() -> None:
    zelfde = frozenset({("mevrouw verzonnen", dt.date(1980, 1, 1))})
    dubbel = [Beeld(zelfde, 1, None, {"SCH-01": frozenset({"D1"})})] * 90
    ander = los(30, "a", "SCH-01")
    assert knelpunten([*ander[:3], *dubbel]).alle.gezinnen is None
    samen = knelpunten([*ander, *dubbel]).alle
    assert samen.gezinnen is not None
    assert samen.gezinnen <= 40
    assert samen.plannen is None or samen.plannen < 60
