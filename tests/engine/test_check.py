"""What a check says of a draft: findings, questions, exceptions, dates and the receipt."""

from __future__ import annotations

import datetime as dt
import json
import random
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl import read_ruleset
from engine import Dossier, Rapport, Regelset, check
from engine.report import canoniek

KOP = """regelset proef/proef
titel "Proef"
geldig vanaf 1 januari 2015
herziening 1

bron wmo is wet "Wmo 2015" BWBR0035362
"""

VOET = """
  melding "Hier klopt iets niet."
  advies "Pas het besluit aan."
"""

DAG, NU = dt.date(2024, 3, 1), dt.date(2026, 1, 1)


class Paar(NamedTuple):
    a: int
    b: int


def regelset(*regels: str) -> Regelset:
    gelezen, meldingen = read_ruleset(KOP + "\n".join(r + VOET for r in regels), "proef.regels")
    fouten = [m for m in meldingen if m.ernst == "fout"]
    assert gelezen is not None, fouten
    return gelezen


def regel(id_: str, inhoud: str, *, ernst: str = "vernietigbaar", zekerheid: str = "geverifieerd") -> str:
    return (
        f'regel {id_} "Proefregel"\n  volgens wmo artikel 2.3.5 lid 3\n'
        f"  ernst {ernst}\n  zekerheid {zekerheid}\n{inhoud}"
    )


def toets(
    dossier: dict[str, Any], *regels: str, peildatum: dt.date = DAG, kennisdatum: dt.date = NU
) -> Rapport:
    return check(
        Dossier.model_validate_json(json.dumps(dossier)), (regelset(*regels),), peildatum, kennisdatum
    )


SPOED = regel(
    "P-1",
    """
  voor elke voorziening v
  waarbij v.wet is wmo2015
  moet gelden v.omvang is ingevuld
  tenzij "spoed"
    volgens wmo artikel 2.3.3
    als v.besluit.spoed is ja
""",
)
HULP = {"wet": "wmo2015", "soort": "huishoudelijke_hulp", "besluit": "B1"}
UUR = {"aantal": 3, "eenheid": "uur", "frequentie": "per_week"}


def zaak(voorziening: dict[str, Any], besluit: dict[str, Any]) -> dict[str, Any]:
    return {"voorzieningen": {"V1": {**HULP, **voorziening}}, "besluiten": {"B1": besluit}}


def test_a_draft_without_a_size_gives_a_finding_with_the_reason_and_the_exception_that_does_not_help() -> (
    None
):
    rapport = toets(zaak({}, {"spoed": False}), SPOED)
    (bevinding,) = rapport.bevindingen
    assert (bevinding.regel, bevinding.betreft) == ("P-1", ("/voorzieningen/V1",))
    assert [(s.voorwaarde, s.uitzondering) for s in bevinding.uitleg] == [
        ("v.omvang is ingevuld", None),
        ("v.besluit.spoed is ja", "spoed"),
    ]
    assert bevinding.uitleg[0].feiten == (("/voorzieningen/V1/omvang", "ontbreekt"),)
    assert bevinding.uitleg[1].feiten == (("/besluiten/B1/spoed", "nee"),)
    assert bevinding.bronnen[0].link == (
        "https://wetten.overheid.nl/jci1.3:c:BWBR0035362&artikel=2.3.5&lid=3&z=2024-03-01&g=2024-03-01"
    )
    assert rapport.blokkeert


def test_an_exception_that_holds_is_named() -> None:
    rapport = toets(zaak({}, {"spoed": True}), SPOED)
    assert not rapport.bevindingen
    assert rapport.voldaan[0].uitzonderingen == ("spoed",)


def test_what_is_unknown_becomes_a_question_about_that_field() -> None:
    rapport = toets(zaak({}, {}), SPOED)
    assert not rapport.bevindingen
    (vraag,) = rapport.open_vragen
    assert (vraag.veld, vraag.regels, vraag.soort, vraag.beslist) == (
        "/besluiten/B1/spoed",
        ("P-1",),
        "gegeven",
        1,
    )
    assert vraag.vraag.endswith("?")


def test_a_rule_that_is_met_asks_nothing_about_its_exceptions() -> None:
    rapport = toets(zaak({"omvang": UUR}, {}), SPOED)
    assert not rapport.open_vragen
    assert rapport.voldaan[0].uitzonderingen == ()


def test_what_an_unknown_cannot_change_is_decided_in_spite_of_it() -> None:
    twee = regel(
        "P-1", "  voor elke voorziening v\n  moet gelden v.omvang is ingevuld en v.kwaliteit_geborgd is ja"
    )
    (bevinding,) = toets(zaak({}, {}), twee).bevindingen
    assert bevinding.ondanks_onbekend
    assert [s.voorwaarde for s in bevinding.uitleg] == ["v.omvang is ingevuld"]


def test_a_partly_recorded_text_is_asked_about_and_not_taken_to_be_silent() -> None:
    rapport = toets({**zaak({}, {"spoed": False}), "weergave": "gedeeltelijk"}, SPOED)
    assert not rapport.bevindingen
    assert [v.veld for v in rapport.open_vragen] == ["/voorzieningen/V1/omvang"]


def test_a_partly_recorded_text_may_say_what_it_lacks() -> None:
    dossier = {**zaak({"ontbreekt": ["omvang"]}, {"spoed": False}), "weergave": "gedeeltelijk"}
    assert [b.regel for b in toets(dossier, SPOED).bevindingen] == ["P-1"]


def test_a_question_that_decides_more_rules_comes_first() -> None:
    een = regel("P-2", "  voor elke voorziening v\n  moet gelden v.kwaliteit_geborgd is ja")
    drie = [regel(f"P-{n}", "  voor elk besluit b\n  moet gelden b.spoed is ja") for n in (3, 4, 5)]
    vragen = toets(zaak({}, {}), een, *drie).open_vragen
    assert [(v.veld, v.beslist) for v in vragen] == [
        ("/besluiten/B1/spoed", 3),
        ("/voorzieningen/V1/kwaliteitGeborgd", 1),
    ]


def test_an_unverified_norm_is_shown_as_advice_at_most() -> None:
    losse = regel(
        "P-1", "  voor elke voorziening v\n  moet gelden v.omvang is ingevuld", zekerheid="ongeverifieerd"
    )
    rapport = toets(zaak({}, {}), losse)
    assert rapport.bevindingen[0].ernst == "advies"
    assert not rapport.blokkeert


def uitspraak() -> str:
    return (
        'regel P-1 "Proefregel"\n  volgens wmo artikel 2.3.5 lid 3\n  kenbaar vanaf 18 mei 2016\n'
        "  ernst vernietigbaar\n  zekerheid geverifieerd\n"
        "  voor elke voorziening v\n  moet gelden v.omvang is ingevuld"
    )


@pytest.mark.parametrize(
    ("peildatum", "kennisdatum", "gevonden", "nog_niet_kenbaar"),
    [
        ("2016-05-17", "2016-05-17", False, None),
        ("2016-05-17", "2016-05-18", True, True),
        ("2016-05-18", "2016-05-18", True, False),
        ("2014-12-31", "2026-01-01", False, None),
    ],
)
def test_a_ruling_binds_older_cases_from_the_day_it_can_be_known(
    peildatum: str, kennisdatum: str, gevonden: bool, nog_niet_kenbaar: bool | None
) -> None:
    rapport = toets(
        zaak({}, {}),
        uitspraak(),
        peildatum=dt.date.fromisoformat(peildatum),
        kennisdatum=dt.date.fromisoformat(kennisdatum),
    )
    assert bool(rapport.bevindingen) is gevonden
    if gevonden:
        assert rapport.bevindingen[0].nog_niet_kenbaar is nog_niet_kenbaar


@pytest.mark.parametrize(("kennisdatum", "jaren"), [("2016-05-18", {2016}), ("2026-01-01", {2016, 2024})])
def test_a_ruling_of_a_later_year_is_not_cited_to_who_could_not_know_it(
    kennisdatum: str, jaren: set[int]
) -> None:
    tekst = (
        KOP
        + 'bron eerste is uitspraak "CRvB 18 mei 2016" ECLI:NL:CRVB:2016:1402\n'
        + 'bron herhaald is uitspraak "CRvB 17 april 2024" ECLI:NL:CRVB:2024:743\n\n'
        + 'regel P-1 "Proefregel"\n  volgens eerste\n  volgens herhaald\n  kenbaar vanaf 18 mei 2016\n'
        + "  ernst vernietigbaar\n  zekerheid geverifieerd\n"
        + "  voor elke voorziening v\n  moet gelden v.omvang is ingevuld"
        + VOET
    )
    gelezen, _ = read_ruleset(tekst, "proef.regels")
    assert gelezen is not None
    dossier = Dossier.model_validate_json(json.dumps(zaak({}, {})))
    (bevinding,) = check(dossier, (gelezen,), DAG, dt.date.fromisoformat(kennisdatum)).bevindingen
    assert {int(b.kenmerk.split(":")[3]) for b in bevinding.bronnen} == jaren


def test_a_pair_is_reported_once_even_when_its_scope_treats_the_two_unalike() -> None:
    paar = regel(
        "P-1",
        "  voor elk tweetal voorziening a en b\n  waarbij a.besluit is b.besluit en a.wet is jeugdwet\n"
        "  moet gelden b.wet is jeugdwet",
    )
    gelijk = regel(
        "P-2",
        "  voor elk tweetal voorziening a en b\n  waarbij a.besluit is b.besluit\n"
        "  moet gelden a.wet is b.wet",
    )
    dossier = {
        "besluiten": {"B1": {}},
        "voorzieningen": {"V1": {**HULP}, "V2": {**HULP, "wet": "jeugdwet"}},
    }
    rapport = toets(dossier, paar, gelijk)
    assert [(b.regel, b.betreft) for b in rapport.bevindingen] == [
        ("P-1", ("/voorzieningen/V2", "/voorzieningen/V1")),
        ("P-2", ("/voorzieningen/V1", "/voorzieningen/V2")),
    ]


VRAAG = regel(
    "P-1", '  voor elke voorziening v\n  waarbij v.wet is wmo2015\n  vraag "Past deze hulp bij de client?"'
)


@pytest.mark.parametrize(
    ("oordelen", "uitkomst"),
    [
        ({}, "open"),
        ({"O1": {"regel": "P-1", "voldaan": True}}, "voldaan"),
        ({"O1": {"regel": "P-1", "voldaan": False}}, "bevinding"),
        ({"O1": {"regel": "P-1", "voldaan": False, "betreft": ["/voorzieningen/V1"]}}, "bevinding"),
        ({"O1": {"regel": "P-1", "voldaan": False, "betreft": ["/voorzieningen/V9"]}}, "open"),
        ({"O1": {"regel": "P-9", "voldaan": False}}, "open"),
        ({"O1": {"regel": "P-1", "voldaan": True}, "O2": {"regel": "P-1", "voldaan": False}}, "bevinding"),
    ],
)
def test_an_open_norm_is_put_to_a_person_and_takes_the_answer(
    oordelen: dict[str, Any], uitkomst: str
) -> None:
    rapport = toets({**zaak({}, {}), "oordelen": oordelen}, VRAAG)
    gekregen = "bevinding" if rapport.bevindingen else "voldaan" if rapport.voldaan else "open"
    assert gekregen == uitkomst
    if uitkomst == "open":
        (vraag,) = rapport.open_vragen
        assert (vraag.soort, vraag.vraag) == ("oordeel", "Past deze hulp bij de client?")


def test_a_rule_that_cannot_be_decided_by_any_answer_is_reported() -> None:
    uren = regel("P-1", "  voor elke voorziening v\n  moet gelden v.omvang is minstens 2 uur per week")
    dagdelen = {"aantal": 2, "eenheid": "dagdeel", "frequentie": "per_week"}
    rapport = toets(zaak({"omvang": dagdelen}, {}), uren)
    assert [r for r, _ in rapport.niet_getoetst] == ["P-1"]


def test_a_rule_over_too_many_combinations_is_reported_and_stops_no_other() -> None:
    veel = regel(
        "P-1",
        "  voor elke voorziening a en elke voorziening b en elke voorziening c\n  moet gelden a.wet is b.wet",
    )
    gewoon = regel("P-2", "  voor elk besluit b\n  moet gelden b.spoed is ja")
    dossier = {"besluiten": {"B1": {"spoed": False}}, "voorzieningen": {f"V{n}": HULP for n in range(100)}}
    rapport = toets(dossier, veel, gewoon)
    assert [r for r, _ in rapport.niet_getoetst] == ["P-1"]
    assert [b.regel for b in rapport.bevindingen] == ["P-2"]


def _geschud(waarde: Any, kans: random.Random) -> Any:
    if isinstance(waarde, dict):
        paren = [(k, _geschud(v, kans)) for k, v in waarde.items()]
        kans.shuffle(paren)
        return dict(paren)
    return waarde


def test_the_report_is_the_same_bytes_whatever_the_order_of_the_dossier() -> None:
    dossier = {
        "besluiten": {f"B{n}": {"spoed": n % 2 == 0} for n in range(4)},
        "voorzieningen": {f"V{n}": {**HULP, "besluit": f"B{n % 4}"} for n in range(8)},
    }
    eerst = toets(dossier, SPOED, VRAAG.replace("P-1", "P-2")).canoniek()
    for zaad in range(10):
        assert (
            toets(_geschud(dossier, random.Random(zaad)), SPOED, VRAAG.replace("P-1", "P-2")).canoniek()
            == eerst
        )


def test_the_receipt_holds_versions_and_digests_and_no_value_of_the_case() -> None:
    dossier = zaak({"naam": "Poetshulp Voorbeeld"}, {"spoed": False})
    dossier["personen"] = {"P1": {"naam": "Mevrouw Voorbeeld", "geboortedatum": "1950-01-01"}}
    bewijs = toets(dossier, SPOED).bewijs
    tekst = canoniek(bewijs.als_json()).decode()
    assert "Voorbeeld" not in tekst
    assert "1950" not in tekst
    assert bewijs.dossier.startswith("sha256:")
    assert bewijs.regelsets[0][:2] == ("proef/proef", "2015-01-01/1")
    assert bewijs.dossier != toets(zaak({}, {"spoed": False}), SPOED).bewijs.dossier


_TEKST = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**63), 2**63) | _TEKST,
        lambda binnen: st.lists(binnen, max_size=4) | st.dictionaries(_TEKST, binnen, max_size=4),
        max_leaves=20,
    )
)
def test_canonical_json_is_what_its_definition_says(waarde: Any) -> None:
    anders = json.dumps(waarde, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    assert canoniek(waarde) == anders.encode()


@pytest.mark.parametrize("waarde", [DAG, object(), Paar(1, 2), {1: 2}])
def test_canonical_json_takes_plain_values_only(waarde: object) -> None:
    with pytest.raises(TypeError):
        canoniek({"waarde": waarde})


def test_the_receipt_in_a_report_is_that_receipt() -> None:
    rapport = toets(zaak({}, {"spoed": False}), SPOED)
    assert rapport.canoniek() == canoniek(rapport.als_json())
    assert canoniek({"bewijs": rapport.bewijs.deel()}) == canoniek({"bewijs": rapport.bewijs.als_json()})
    regelsets = [{"naam": n, "versie": v, "digest": d} for n, v, d in rapport.bewijs.regelsets]
    assert canoniek({"beleid": rapport.bewijs.beleid()}) == canoniek({"beleid": regelsets})


def test_an_explanation_leaves_personal_data_behind_their_pointer() -> None:
    leeftijd = regel(
        "P-1", "  voor elke persoon p\n  moet gelden leeftijd van p op de peildatum is minder dan 18"
    )
    rapport = toets(
        {"personen": {"P1": {"naam": "Meneer Voorbeeld", "geboortedatum": "1950-01-02"}}}, leeftijd
    )
    (stap,) = rapport.bevindingen[0].uitleg
    assert stap.feiten == (("/personen/P1/geboortedatum", "(persoonsgegeven)"),)


SOMMEN = {
    "bedrag": "som van w.kostprijs over elke voorziening w van b is hoogstens 100 euro",
    "omvang": "som van w.omvang over elke voorziening w van b is hoogstens 3 uur per week",
    "een omvang min niets": (
        "3 uur per week min som van w.omvang over elke voorziening w van b is minstens 2 uur per week"
    ),
}


@pytest.mark.parametrize("eis", SOMMEN.values(), ids=SOMMEN.keys())
def test_a_sum_over_no_parts_is_nothing(eis: str) -> None:
    """A decision without provisions exceeds no maximum; one whose provisions lack the amount may."""
    r = regel("P-1", f"\n  voor elk besluit b\n  moet gelden {eis}\n")
    leeg = toets({"besluiten": {"B1": {}}, "voorzieningen": {}}, r)
    assert [(v.regel, v.betreft) for v in leeg.voldaan] == [("P-1", ("/besluiten/B1",))]
    onbekend = toets({"weergave": "gedeeltelijk", "besluiten": {"B1": {}}}, r)
    assert [v.veld for v in onbekend.open_vragen] == ["/voorzieningen"]
    te_veel = {**HULP, "kostprijs": "100.01", "omvang": {**UUR, "aantal": 4}}
    boven = toets({"besluiten": {"B1": {}}, "voorzieningen": {"V1": te_veel}}, r)
    assert [b.regel for b in boven.bevindingen] == ["P-1"]


def test_a_list_that_names_no_part_may_be_empty_when_the_dossier_has_no_such_parts() -> None:
    over = "\n  voor elk besluit b en elk advies a\n  waarbij b.adviezen bevat a\n"
    r = regel("P-1", over + "  moet gelden b.spoed is ja\n")
    rapport = toets({"besluiten": {"B1": {"adviezen": []}}}, r)
    assert not rapport.bevindingen


# ---------------------------------------------------------------- what a concept says is found out once

WISSEL = """
begrip gelijk voor voorziening v en voorziening w
  betekent v.soort is w.soort en v.vorm is natura en w.vorm is pgb

begrip spoedig voor besluit b
  betekent b.spoed is ja en b.soort is toekenning en b.besloten_op is ingevuld
"""
NAAR_ELKAAR = regel(
    "P-1",
    """
  voor elke voorziening v en elke voorziening w
  waarbij v.aanbieder is "een" en w.aanbieder is "twee"
  moet gelden niet (v, w voldoen aan gelijk)
""",
)
TERUG = regel(
    "P-2",
    """
  voor elke voorziening v en elke voorziening w
  waarbij v.aanbieder is "een" en w.aanbieder is "twee"
  moet gelden niet (w, v voldoen aan gelijk)
""",
)
VIA = regel("P-3", "\n  voor elke voorziening v\n  moet gelden v.besluit voldoet aan spoedig\n")


def test_a_concept_of_two_parts_is_another_the_other_way_round() -> None:
    hulp = {"soort": "begeleiding", "omvang": UUR}
    dossier = {
        "voorzieningen": {
            "V1": {**hulp, "aanbieder": "een", "vorm": "natura"},
            "V2": {**hulp, "aanbieder": "twee", "vorm": "pgb"},
        }
    }
    for volgorde in ((NAAR_ELKAAR, TERUG), (TERUG, NAAR_ELKAAR)):
        rapport = toets(dossier, WISSEL + volgorde[0], volgorde[1])
        assert {b.regel: b.betreft for b in rapport.bevindingen} == {
            "P-1": ("/voorzieningen/V1", "/voorzieningen/V2")
        }


def test_of_two_decisions_that_are_not_known_each_is_asked_for() -> None:
    rapport = toets({"weergave": "gedeeltelijk", "voorzieningen": {"V1": {}, "V2": {}}}, WISSEL + VIA)
    assert [v.veld for v in rapport.open_vragen] == ["/voorzieningen/V1/besluit", "/voorzieningen/V2/besluit"]


def test_a_concept_of_one_name_in_two_files_is_two() -> None:
    twee = [
        read_ruleset(
            KOP.replace("proef", f"proef{n}") + WISSEL.replace("b.spoed is ja", f"b.spoed is {ja}")
            + VIA.replace("P-3", f"P-{n}") + VOET,
            "proef.regels",
        )[0]
        for n, ja in ((3, "ja"), (4, "nee"))
    ]  # fmt: skip
    besluit = {"spoed": True, "soort": "toekenning", "beslotenOp": "2024-01-01"}
    dossier = Dossier.model_validate_json(
        json.dumps({"besluiten": {"B1": besluit}, "voorzieningen": {"V1": {"besluit": "B1"}}})
    )
    rapport = check(dossier, tuple(r for r in twee if r is not None), DAG, NU)
    assert [b.regel for b in rapport.bevindingen] == ["P-4"]
    assert [v.regel for v in rapport.voldaan] == ["P-3"]
