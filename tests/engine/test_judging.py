"""Three values: against an independent reading of strong Kleene logic, and monotone in knowledge."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.facts import ONTBREEKT, Deel, sleutel_pointer
from engine.judging import Waarheid, compileer
from engine.rule import (
    Aanwezig,
    Bereik,
    Conditie,
    Constante,
    En,
    Kenmerk,
    Niet,
    Of,
    Plaats,
    Telling,
    Vergelijking,
)

PLAATS = Plaats("proef.regels", 0, 0, 1, 1)
NAMEN = ("kwaliteit_geborgd", "tijdelijk", "medische_grondslag", "vereist_besluit")
WAARDEN = st.sampled_from([True, False, None, ONTBREEKT])
DAG = dt.date(2024, 1, 1)


def kenmerk(naam: str, variabele: int = 0) -> Kenmerk:
    return Kenmerk(variabele, (naam,), "ja_nee", None, f"v.{naam}", PLAATS)


def is_ja(naam: str, variabele: int = 0) -> Vergelijking:
    ja = Constante(True, "ja_nee", "ja", PLAATS)
    return Vergelijking("is", kenmerk(naam, variabele), ja, f"v.{naam} is ja", PLAATS)


BLADEN = st.sampled_from(NAMEN).flatmap(
    lambda n: st.sampled_from(
        [
            is_ja(n),
            Aanwezig(kenmerk(n), True, f"{n} is er", PLAATS),
            Aanwezig(kenmerk(n), False, f"{n} is er niet", PLAATS),
        ]
    )
)
BOMEN: st.SearchStrategy[Conditie] = st.recursive(
    BLADEN,
    lambda binnen: st.one_of(
        st.lists(binnen, min_size=1, max_size=4).map(lambda d: En(tuple(d), "en", PLAATS)),
        st.lists(binnen, min_size=1, max_size=4).map(lambda d: Of(tuple(d), "of", PLAATS)),
        binnen.map(lambda d: Niet(d, "niet", PLAATS)),
    ),
    max_leaves=12,
)
FEITEN = st.fixed_dictionaries(dict.fromkeys(NAMEN, WAARDEN))


def deel(feiten: dict[str, Any], ref: str = "V1") -> Deel:
    return Deel(
        "voorziening", ref, f"/voorzieningen/{ref}", {k: w for k, w in feiten.items() if w is not None}
    )


def env_van(*delen: Deel, variabelen: int = 1, **tafels: tuple[Deel, ...]) -> list[Any]:
    return [*delen, *[None] * (variabelen - len(delen)), tafels, DAG, Deel("dossier", "dossier", "", {})]


def klassiek(conditie: Conditie, feiten: dict[str, Any]) -> Waarheid:
    """The definition, read a second way: false, unknown and true as 0, 1 and 2; least, greatest, mirror."""
    match conditie:
        case En(delen=delen):
            return _getal(min(_rang(klassiek(d, feiten)) for d in delen))
        case Of(delen=delen):
            return _getal(max(_rang(klassiek(d, feiten)) for d in delen))
        case Niet(deel=d):
            return _getal(2 - _rang(klassiek(d, feiten)))
        case Aanwezig(kenmerk=k, aanwezig=aanwezig):
            waarde = feiten[k.pad[0]]
            return None if waarde is None else (waarde is not ONTBREEKT) == aanwezig
        case Vergelijking(links=Kenmerk(pad=(naam,))):
            waarde = feiten[naam]
            return None if waarde is None else waarde is True
        case _:
            raise AssertionError(conditie)


def _rang(w: Waarheid) -> int:
    return 1 if w is None else 2 * w


def _getal(rang: int) -> Waarheid:
    return (False, None, True)[rang]


@given(BOMEN, FEITEN)
def test_a_condition_has_the_truth_that_strong_kleene_logic_gives_it(
    conditie: Conditie, feiten: dict[str, Any]
) -> None:
    assert compileer(conditie).waar(env_van(deel(feiten))) is klassiek(conditie, feiten)


@given(BOMEN, FEITEN, st.sampled_from(NAMEN), st.sampled_from([True, False, ONTBREEKT]))
def test_learning_a_fact_never_changes_what_was_already_decided(
    conditie: Conditie, feiten: dict[str, Any], naam: str, waarde: Any
) -> None:
    knoop = compileer(conditie)
    voor = knoop.waar(env_van(deel(feiten)))
    if voor is not None and feiten[naam] is None:
        assert knoop.waar(env_van(deel({**feiten, naam: waarde}))) is voor


@given(BOMEN, FEITEN)
def test_an_unknown_outcome_names_unknown_fields_and_only_those(
    conditie: Conditie, feiten: dict[str, Any]
) -> None:
    knoop, env = compileer(conditie), env_van(deel(feiten))
    kennis = knoop.kennis(env)
    if isinstance(kennis, list):
        assert knoop.waar(env) is None
        assert kennis
        assert all(feiten[g.kenmerk] is None for g in kennis)
    else:
        assert knoop.waar(env) is kennis


@given(BOMEN, FEITEN)
def test_the_steps_of_a_decision_decide_it_whatever_the_other_facts_are(
    conditie: Conditie, feiten: dict[str, Any]
) -> None:
    knoop, env = compileer(conditie), env_van(deel(feiten))
    uitkomst = knoop.waar(env)
    if uitkomst is None:
        return
    pointers = {pointer for stap in knoop.stappen(env, uitkomst) for pointer, _ in stap.feiten}
    genoemd = {naam for naam in NAMEN if sleutel_pointer(env[0], naam) in pointers}
    kaal = {naam: (waarde if naam in genoemd else None) for naam, waarde in feiten.items()}
    assert knoop.waar(env_van(deel(kaal))) is uitkomst


@settings(max_examples=200)
@given(
    st.one_of(st.none(), st.lists(WAARDEN, max_size=5)),
    st.sampled_from(["minstens", "hoogstens", "precies", "elk"]),
    st.integers(0, 4),
)
def test_a_count_is_decided_exactly_when_every_filling_in_agrees(
    waarden: list[Any] | None, hoe: str, aantal: int
) -> None:
    bereik = Bereik("activiteit", "a", 1, None, None)
    telling = Telling(hoe, aantal, bereik, is_ja(NAMEN[0], 1), "telling", PLAATS)
    tafels = (
        {}
        if waarden is None
        else {"activiteit": tuple(deel({NAMEN[0]: w}, f"A{n}") for n, w in enumerate(waarden))}
    )
    env = env_van(deel({}), variabelen=2, **tafels)
    knoop = compileer(telling)
    if waarden is None:
        decided_anyway = hoe == "minstens" and aantal == 0
        assert knoop.waar(env) is (True if decided_anyway else None)
        kennis = knoop.kennis(env)
        assert kennis is True if decided_anyway else isinstance(kennis, list) and kennis
        return
    ja = sum(w is True for w in waarden)
    open_ = sum(w is None for w in waarden)
    mogelijk = {
        {"minstens": n >= aantal, "hoogstens": n <= aantal, "precies": n == aantal, "elk": n == len(waarden)}[
            hoe
        ]
        for n in range(ja, ja + open_ + 1)
    }
    assert knoop.waar(env) is (mogelijk.pop() if len(mogelijk) == 1 else None)
