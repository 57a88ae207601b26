"""What may be shared with whom: each answer is held against a check of the whole case with that consent."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from dsl import Library, load_library
from engine import sharing
from engine.check import check
from engine.dossier import dossier_uit
from engine.patch import voeg_samen
from engine.report import Rapport
from engine.sharing import SLUIT, Deelblad, Deling, Kwestie, Mag, Nu, deelblad
from engine.trial import BLOKKEREND

WORTEL = Path(__file__).resolve().parents[2]
DAG = dt.date(2026, 9, 14)
GEZIN: dict[str, Any] = json.loads((WORTEL / "voorbeelden" / "gezinsplan-verzonnen.json").read_text("utf-8"))

MENSEN: dict[str, Any] = {
    "OUDER": {"geboortedatum": "1980-01-01"},
    "ANDER": {"geboortedatum": "1981-01-01"},
    "KIND": {"geboortedatum": "2018-06-05", "gezaghouders": ["OUDER", "ANDER"]},
    "TIENER": {"geboortedatum": "2012-06-05", "gezaghouders": ["OUDER", "ANDER"]},
    "PUPIL": {"geboortedatum": "2019-02-03", "wettelijkVertegenwoordiger": "VOOGD"},
    "VOOGD": {"geboortedatum": "1975-01-01"},
    "VAAG": {},
}
GEWOON: dict[str, Any] = {
    "betrokkene": "OUDER",
    "rolBetrokkene": "client",
    "soort": "gewoon",
    "bron": "client",
    "bronwet": "wmo2015",
    "doelwet": "wmo2015",
    "doel": "De hulp regelen.",
    "grondslag": "wettelijke_taak",
    "noodzakelijk": True,
    "verstrektDoor": "college",
    "ontvangers": ["school"],
    "ontvangerBetrokkenBijHulp": False,
    "ontbreekt": ["wettelijkeUitzondering"],
}


@cache
def _regels() -> Library:
    return load_library(WORTEL / "rulesets")[0]


def _zaak(gegevens: dict[str, Any]) -> dict[str, Any]:
    return {"weergave": "gedeeltelijk", "personen": MENSEN, "gegevens": gegevens}


def blad(gegevens: dict[str, Any], dag: dt.date = DAG) -> Deelblad:
    dossier = dossier_uit(_zaak(gegevens))
    return deelblad(dossier, _regels().voor(dossier, dag), dag, dag)


def een(dag: dt.date = DAG, **anders: Any) -> Deling:
    gegeven = {k: v for k, v in {**GEWOON, **anders}.items() if v is not None}
    (uit,) = blad({"G": gegeven}, dag).delingen
    return uit


def artikelen(d: Deling) -> set[str]:
    return {f"{b.titel} {b.aanduiding}" for b in d.bronnen}


# ---------------------------------------------------------------- what the law says, in examples


def test_outside_the_closed_list_plain_consent_is_needed() -> None:
    d = een()
    assert (d.mag, d.toestemming_van, d.vertegenwoordigd) == (Mag.MET_TOESTEMMING, ("OUDER",), False)
    assert artikelen(d) == {"Wmo 2015 artikel 5.2.1 lid 2", "Wmo 2015 artikel 5.3.3 lid 1"}


def test_who_is_in_the_law_gets_what_is_needed_and_no_more() -> None:
    mag, niet = een(ontvangers=["svb"]), een(ontvangers=["svb"], noodzakelijk=False)
    assert (mag.mag, artikelen(mag)) == (Mag.MAG, {"Wmo 2015 artikel 5.2.1 lid 2"})
    assert niet.mag is Mag.NIET
    onnodig = (("/gegevens/G/noodzakelijk", "nee"),)
    assert [(r.regel, r.feiten) for r in niet.redenen] == [
        ("PRI-03-CLIENT", onnodig),
        ("PRI-08-NODIG", (*onnodig, ("/gegevens/G/doelwet", "wmo2015"))),
    ]


def test_consent_became_explicit_on_a_day() -> None:
    uit_jeugd = {"bronwet": "jeugdwet", "bron": "andere_afdeling", "ontvangers": ["aanbieder"]}
    toen = een(dt.date(2018, 7, 27), grondslagArtikel="Wmo 5.1.1", **uit_jeugd)
    nu = een(dt.date(2018, 7, 28), grondslagArtikel="Wmo 5.1.1", **uit_jeugd)
    assert (toen.mag, nu.mag) == (Mag.MET_TOESTEMMING, Mag.MET_UITDRUKKELIJKE_TOESTEMMING)
    assert "Wmo 2015 artikel 5.1.1 lid 4" in artikelen(toen) & artikelen(nu)


@pytest.mark.parametrize(
    ("wie", "van", "vertegenwoordigd"),
    [
        ("KIND", ("OUDER", "ANDER"), True),
        ("PUPIL", ("VOOGD",), True),
        ("TIENER", ("TIENER",), False),
        ("VAAG", ("VAAG",), False),
    ],
)
def test_from_twelve_on_someone_consents_himself(
    wie: str, van: tuple[str, ...], vertegenwoordigd: bool
) -> None:
    d = een(betrokkene=wie)
    assert (d.toestemming_van, d.vertegenwoordigd) == (van, vertegenwoordigd)
    jeugd = een(betrokkene=wie, verstrektDoor="jeugdhulpverlener", bronwet="jeugdwet", doelwet="jeugdwet")
    if wie == "VAAG":
        for onzeker in (d, jeugd):
            assert (onzeker.mag, onzeker.zeker) == (Mag.ONBEKEND, None)
            assert [o.pointer for o in onzeker.ontbreekt] == ["/personen/VAAG/geboortedatum"]
    else:
        assert d.mag is jeugd.mag is Mag.MET_TOESTEMMING
        assert "Jeugdwet artikel 7.3.11 lid 1" in artikelen(jeugd)


def test_consent_of_a_parent_for_who_is_old_enough_is_not_in_order() -> None:
    door_ouder = {"gegevenDoor": "OUDER", "gegevenOp": "2026-01-01", "doorVertegenwoordiger": True}
    zelf = {"gegevenDoor": "TIENER", "gegevenOp": "2026-01-01", "ontbreekt": ["ingetrokkenOp"]}
    jeugd = {"betrokkene": "TIENER", "verstrektDoor": "jeugdhulpverlener", "bronwet": "jeugdwet"}
    assert een(**jeugd, doelwet="jeugdwet", toestemming=door_ouder).nu is Nu.ONBEKEND
    assert een(**jeugd, doelwet="jeugdwet", toestemming=zelf).nu is Nu.IN_ORDE


def test_without_a_rule_about_the_receiver_or_the_sender_nothing_is_allowed() -> None:
    naar_school = een(bronwet="jeugdwet", doelwet="jeugdwet")
    assert (naar_school.mag, naar_school.geen_regel, naar_school.ontbreekt) == (Mag.ONBEKEND, True, ())
    van_aanbieder = een(verstrektDoor="aanbieder", ontvangers=["college"])
    assert (van_aanbieder.mag, van_aanbieder.geen_regel) == (Mag.ONBEKEND, True)
    assert naar_school.nu is van_aanbieder.nu is Nu.ONBEKEND


def test_what_rests_on_consent_needs_it_and_is_not_in_order_without() -> None:
    eigen = {"bronwet": "wgs", "doelwet": "wgs", "ontvangers": ["college"], "grondslag": "toestemming"}
    zonder = een(**eigen, ontbreekt=["toestemming"])
    assert (zonder.mag, zonder.nu) == (Mag.MET_TOESTEMMING, Nu.NIET_IN_ORDE)
    ja = {"gegevenDoor": "OUDER", "gegevenOp": "2026-01-01", "ontbreekt": ["ingetrokkenOp"]}
    assert een(**eigen, toestemming=ja).nu is Nu.IN_ORDE
    assert een(**eigen, toestemming={**ja, "ontbreekt": [], "ingetrokkenOp": "2026-02-01"}).nu is (
        Nu.NIET_IN_ORDE
    )


def test_what_is_unknown_is_asked_and_what_would_do_anyway_is_said() -> None:
    d = een(ontbreekt=[])
    assert (d.mag, d.zeker) == (Mag.ONBEKEND, Mag.MET_TOESTEMMING)
    assert [o.pointer for o in d.ontbreekt] == ["/gegevens/G/wettelijkeUitzondering"]


def test_one_receiver_at_a_time() -> None:
    uit = blad({"G": {**GEWOON, "ontvangers": ["school", "svb", "veilig_thuis", "school"]}}).delingen
    assert {d.ontvanger: d.mag for d in uit} == {
        "school": Mag.MET_TOESTEMMING,
        "svb": Mag.MAG,
        "veilig_thuis": Mag.MAG,
    }
    assert len(uit) == 3


def test_the_family_plan() -> None:
    dossier = dossier_uit(GEZIN)
    uit = deelblad(dossier, _regels().voor(dossier, DAG), DAG, DAG)
    assert {(d.pointer.rpartition("/")[2], d.ontvanger): (d.mag, d.nu) for d in uit.delingen} == {
        ("GG1", "regisseur"): (Mag.NIET, Nu.NIET_IN_ORDE),
        ("GG2", "school"): (Mag.MET_TOESTEMMING, Nu.NIET_IN_ORDE),
        ("GG3", None): (Mag.NIET, Nu.NIET_IN_ORDE),
        ("GG4", "college"): (Mag.MET_UITDRUKKELIJKE_TOESTEMMING, Nu.IN_ORDE),
        ("GG5", "school"): (Mag.NIET, Nu.NIET_IN_ORDE),
        ("GG5", "gezinslid"): (Mag.NIET, Nu.NIET_IN_ORDE),
        ("GG6", "andere_afdeling"): (Mag.MAG, Nu.IN_ORDE),
    }
    assert uit.personen == ("P1", "P2", "P3", "P5")
    assert not uit.in_orde


def test_a_case_without_data_has_nothing_to_share() -> None:
    leeg = dossier_uit({})
    assert deelblad(leeg, _regels().voor(leeg, DAG), DAG, DAG) == Deelblad((), (), False)


def test_it_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "MAX_DELINGEN", 3)
    twee = {**GEWOON, "ontvangers": ["school", "svb"]}
    uit = blad({"G": twee, "H": twee})
    assert (len(uit.delingen), uit.gestopt, uit.in_orde) == (3, True, False)
    monkeypatch.setattr(sharing, "MAX_GELEZEN", 12 * len(json.dumps(MENSEN)))
    uit = blad({"G": twee, "H": twee})
    assert 0 < len(uit.delingen) < 4
    assert uit.gestopt


def test_the_judgement_of_a_person_counts_here_too() -> None:
    gegeven = {
        **GEWOON,
        "rolBetrokkene": "mantelzorger",
        "soort": "gezondheid",
        "bron": "betrokkene",
        "bronwet": "wmo2015",
        "ontvangers": ["cak"],
        "grondslagArtikel": "Wmo 2015 artikel 5.1.1 lid 2",
    }
    oordeel = {"regel": "PRI-04-GEZONDHEID", "voldaan": True}
    for betreft, mag in (
        (["/gegevens/G"], Mag.MAG),
        (["/gegevens/H"], Mag.ONBEKEND),
        (["/gegevens/G", "/gegevens/H"], Mag.ONBEKEND),
        ([], Mag.MAG),
    ):
        oordelen = {"O1": {**oordeel, "betreft": betreft}}
        dossier = dossier_uit({**_zaak({"G": gegeven, "H": gegeven}), "oordelen": oordelen})
        uit = deelblad(dossier, _regels().voor(dossier, DAG), DAG, DAG).delingen[0]
        assert uit.mag is mag, betreft


# ---------------------------------------------------------------- each answer, by a check of its own

WETTEN = ["wmo2015", "jeugdwet", "participatiewet", "wgs", "zvw", "wlz"]


def _misschien(*keuzes: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from([None, *keuzes])


TOESTEMMING = st.fixed_dictionaries(
    {},
    optional={
        "gegevenDoor": st.sampled_from(sorted(MENSEN)),
        "gegevenOp": st.just("2016-01-01"),
        "uitdrukkelijk": st.booleans(),
        "doorVertegenwoordiger": st.booleans(),
        "ookDoorJeugdige": st.booleans(),
        "doorWetGevraagd": st.booleans(),
        "ingetrokkenOp": st.just("2016-02-01"),
    },
)
SOORTGELIJK: list[dict[str, Any]] = [
    {},
    {"ontvangers": ["cak"]},
    {"bronwet": "jeugdwet", "bron": "andere_afdeling", "ontvangers": ["aanbieder"]},
    {"bronwet": "jeugdwet", "doelwet": "jeugdwet", "verstrektDoor": "jeugdhulpverlener"},
    {"bronwet": "zvw", "bron": "zorgverzekeraar", "verstrektDoor": "ander", "ontvangers": ["college"]},
]
ONTBREEKT = {"grondslagArtikel", "wettelijkeUitzondering", "doelVerenigbaar", "toestemming"}

# Most items are ordinary but for a few fields: of any that are made at random, hardly one may be shared.
ANDERS: dict[str, st.SearchStrategy[Any]] = {
    "betrokkene": _misschien(*MENSEN),
    "rolBetrokkene": st.sampled_from(["client", "jeugdige", "ouder", "echtgenoot", "mantelzorger"]),
    "soort": st.sampled_from(["gewoon", "gezondheid", "financieel", "bsn", "hulp_van_huisgenoot"]),
    "bron": _misschien("betrokkene", "client", "zorgverzekeraar", "ciz", "suwinet", "andere_afdeling"),
    "bronwet": _misschien(*WETTEN),
    "doelwet": _misschien(*WETTEN),
    "doel": _misschien(),
    "grondslag": st.sampled_from(["wettelijke_taak", "toestemming", "wettelijke_plicht", "wams"]),
    "grondslagArtikel": st.just("Artikel 5.1.1"),
    "noodzakelijk": _misschien(True, False),
    "verstrektDoor": _misschien("college", "jeugdhulpverlener", "aanbieder"),
    "ontvangers": st.lists(
        st.sampled_from(["school", "svb", "college", "regisseur", "veilig_thuis", "zorgaanbieder"]),
        max_size=2,
    ),
    "ontvangerBetrokkenBijHulp": _misschien(True),
    "toestemming": TOESTEMMING,
}


@st.composite
def _gegeven(draw: st.DrawFn) -> dict[str, Any]:
    anders = draw(st.sets(st.sampled_from(sorted(ANDERS)), max_size=4))
    uit = {**GEWOON, **draw(st.sampled_from(SOORTGELIJK)), **{n: draw(ANDERS[n]) for n in sorted(anders)}}
    onbekend = draw(st.sets(st.sampled_from(sorted(ONTBREEKT)), max_size=1))
    uit["ontbreekt"] = sorted(ONTBREEKT - onbekend - set(uit))
    return {k: v for k, v in uit.items() if v is not None}


DAGEN = st.sampled_from(
    [dt.date(2017, 3, 1), dt.date(2018, 7, 27), dt.date(2018, 7, 28), dt.date(2020, 12, 31), DAG]
)


def _getoetst(zaak: dict[str, Any], d: Deling, vorm: Mag | None, dag: dt.date) -> tuple[set[str], bool]:
    """What blocks the item, and whether something is open, in the whole case with this consent put in.

    Written apart from the engine: the consent is a merge patch on the JSON. Sharing is still to come, so the
    item has neither been used nor given.
    """
    ref = d.pointer.rpartition("/")[2]
    gegeven: dict[str, Any] = {"ontvangers": [d.ontvanger]} if d.ontvanger else {}
    eigen = zaak["gegevens"][ref]
    nog_niet = {"gebruiktOp", "eersteVerstrekkingOp"}
    weg = set(eigen.get("ontbreekt", [])) - ({"ontvangers"} if d.ontvanger else set()) | nog_niet
    gegeven |= {**dict.fromkeys(nog_niet), "ontbreekt": sorted(weg)}
    if vorm is Mag.MAG:
        gegeven |= {"toestemming": None, "ontbreekt": sorted(weg | {"toestemming"})}
    elif vorm is not None:
        gevraagd = (eigen.get("toestemming") or {}).get("doorWetGevraagd")
        gegeven["toestemming"] = {
            "gegevenDoor": d.toestemming_van[0] if d.toestemming_van else None,
            "gegevenOp": dag.isoformat(),
            "uitdrukkelijk": vorm is Mag.MET_UITDRUKKELIJKE_TOESTEMMING,
            "doorVertegenwoordiger": d.vertegenwoordigd,
            "ookDoorJeugdige": False,
            "doorWetGevraagd": gevraagd,
            "ingetrokkenOp": None,
            "ontbreekt": ["ingetrokkenOp"],
        }
        gegeven["ontbreekt"] = sorted(weg - {"toestemming"})
    dossier = dossier_uit(voeg_samen(zaak, {"gegevens": {ref: gegeven}}))
    sets = tuple(s for s in _regels().op(dag) if s.naam.startswith("privacy/"))
    return _van(check(dossier, sets, dag, dag), d.pointer)


def _van(rapport: Rapport, pointer: str) -> tuple[set[str], bool]:
    ernst = {r.id: r.ernst for s in _regels().in_gebruik for r in s.regels}
    fout = {b.regel for b in rapport.bevindingen if b.ernst in BLOKKEREND and pointer in b.betreft}
    open_ = any(
        pointer in v.betreft and any(ernst[r] in BLOKKEREND for r in v.regels) for v in rapport.open_vragen
    )
    return fout, open_


def _leeftijd_gevraagd(d: Deling) -> bool:
    """Who may consent is only asked once consent is what is needed."""
    return any(o.pointer == "/personen/VAAG/geboortedatum" for o in d.ontbreekt)


@settings(max_examples=200, deadline=None)
@example(
    gegeven={
        **{k: v for k, v in GEWOON.items() if k not in ("bron", "bronwet")},
        "betrokkene": "VAAG",
    },
    dag=dt.date(2018, 7, 27),
)
@given(gegeven=_gegeven(), dag=DAGEN)
def test_every_answer_is_so_by_a_check(gegeven: dict[str, Any], dag: dt.date) -> None:
    ander = {**GEWOON, "betrokkene": "TIENER"}
    zaak = _zaak({"G": gegeven, "H": ander})
    dossier = dossier_uit(zaak)
    vormen = [Mag.MAG, Mag.MET_TOESTEMMING, Mag.MET_UITDRUKKELIJKE_TOESTEMMING]
    if gegeven["grondslag"] == "toestemming":
        vormen = vormen[1:]
    for d in deelblad(dossier, _regels().voor(dossier, dag), dag, dag).delingen:
        if d.pointer != "/gegevens/G":
            continue
        event(d.mag.value)
        uit = {vorm: _getoetst(zaak, d, vorm, dag) for vorm in vormen}
        goed = [vorm for vorm in vormen if uit[vorm] == (set(), False)]
        eerste = next((vorm for vorm in vormen if not uit[vorm][0]), None)
        if d.mag is Mag.NIET:
            # Whatever the consent, something blocks; and the reasons are among that.
            assert eerste is None
            assert {r.regel for r in d.redenen} in [uit[vorm][0] for vorm in vormen]
            assert d.nu is Nu.NIET_IN_ORDE
        elif d.mag is not Mag.ONBEKEND:
            # With this nothing blocks and nothing is open; with anything less something does block.
            assert uit[d.mag] == (set(), False)
            assert all(uit[vorm][0] for vorm in vormen[: vormen.index(d.mag)])
            assert d.bronnen
        elif d.ontbreekt and SLUIT.isdisjoint(d.kwesties) and not _leeftijd_gevraagd(d):
            assert eerste is not None
            assert uit[eerste][1]
            assert d.zeker is (None if d.geen_regel else next(iter(goed), None))
        else:
            assert d.geen_regel or not SLUIT.isdisjoint(d.kwesties) or _leeftijd_gevraagd(d)
            assert d.minstens in (None, eerste)
        if d.nu is Nu.IN_ORDE:
            assert not _getoetst(zaak, d, None, dag)[0]
            if d.mag.vraagt_toestemming:
                ja = gegeven["toestemming"]
                assert ja["gegevenDoor"] in d.toestemming_van
                assert "ingetrokkenOp" not in ja
                assert ja["gegevenOp"] <= dag.isoformat()


@settings(max_examples=60, deadline=None)
@given(gegevens=st.dictionaries(st.sampled_from("ABCDE"), _gegeven(), max_size=5))
def test_a_sheet_has_nothing_of_another(gegevens: dict[str, Any]) -> None:
    uit = blad(gegevens)
    for persoon in MENSEN:
        for d in uit.voor(persoon).delingen:
            wie = gegevens[d.pointer.rpartition("/")[2]].get("betrokkene")
            if wie != persoon:
                assert d.vraagt_toestemming
                assert (wie, persoon) in {("KIND", "OUDER"), ("KIND", "ANDER"), ("PUPIL", "VOOGD")}
    gezien = {d.pointer for p in uit.personen for d in uit.voor(p).delingen}
    assert gezien == {d.pointer for d in uit.delingen if d.betrokkene and not d.eerst_wegen}
    assert all(d.eerst_wegen for d in uit.delingen if d.ontvanger == "veilig_thuis")


def test_what_may_be_unsafe_to_tell_is_on_no_sheet_of_the_family() -> None:
    uit = blad({"G": {**GEWOON, "ontvangers": ["veilig_thuis", "svb"]}})
    assert [d.ontvanger for d in uit.delingen] == ["veilig_thuis", "svb"]
    assert uit.voor("OUDER").delingen == ()


@pytest.mark.parametrize(
    ("gegeven", "persoon"),
    [
        ({"ontvangers": ["gecertificeerde_instelling"]}, {}),
        ({"dossiersoort": "veilig_thuis"}, {}),
        ({"omschrijving": "Na de melding bij Veilig Thuis."}, {}),
        ({"omschrijving": "Zij woont nu op Schuilstraat 3."}, {"adres": "Schuilstraat 3"}),
        ({}, {"geheimAdres": True}),
    ],
)
def test_when_in_doubt_it_is_on_no_sheet(gegeven: dict[str, Any], persoon: dict[str, Any]) -> None:
    zaak = _zaak({"G": {**GEWOON, "betrokkene": "KIND", **gegeven}})
    zaak["personen"] = {**MENSEN, "ANDER": {**MENSEN["ANDER"], **persoon}}
    dossier = dossier_uit(zaak)
    uit = deelblad(dossier, _regels().voor(dossier, DAG), DAG, DAG)
    assert [d.eerst_wegen for d in uit.delingen] == [True]
    assert uit.personen == ()


JA = {"gegevenOp": "2026-01-01", "ontbreekt": ["ingetrokkenOp"]}
JEUGD = {"verstrektDoor": "jeugdhulpverlener", "bronwet": "jeugdwet", "doelwet": "jeugdwet"}


@pytest.mark.parametrize(
    ("ja", "nu"),
    [
        ({"gegevenDoor": "TIENER", **JA}, Nu.IN_ORDE),
        (
            {"gegevenDoor": "TIENER", "gegevenOp": "2026-01-01", "ingetrokkenOp": "2026-03-01"},
            Nu.NIET_IN_ORDE,
        ),
        ({"gegevenDoor": "TIENER", "ontbreekt": ["gegevenOp", "ingetrokkenOp"]}, Nu.NIET_IN_ORDE),
        (
            {"gegevenDoor": "TIENER", "gegevenOp": "2027-03-01", "ontbreekt": ["ingetrokkenOp"]},
            Nu.NIET_IN_ORDE,
        ),
        ({"gegevenDoor": "VAAG", **JA}, Nu.NIET_IN_ORDE),
        ({"gegevenDoor": "OUDER", "doorVertegenwoordiger": True, **JA}, Nu.ONBEKEND),
    ],
)
def test_consent_counts_when_it_was_given_by_who_can_and_not_withdrawn(ja: dict[str, Any], nu: Nu) -> None:
    assert een(betrokkene="TIENER", **JEUGD, toestemming=ja).nu is nu


def test_of_two_with_authority_one_may_not_be_enough() -> None:
    ja = {"gegevenDoor": "OUDER", "doorVertegenwoordiger": True, **JA}
    d = een(betrokkene="KIND", **JEUGD, toestemming=ja)
    assert (d.mag, d.nu) == (Mag.MET_TOESTEMMING, Nu.ONBEKEND)
    assert d.kwesties == (Kwestie.TWEE_GEZAG,)
    pupil = een(betrokkene="PUPIL", **JEUGD, toestemming={**ja, "gegevenDoor": "VOOGD"})
    assert pupil.nu is Nu.IN_ORDE


def test_under_sixteen_the_gdpr_asks_another_too() -> None:
    d = een(betrokkene="TIENER", bronwet="jeugdwet", bron="andere_afdeling", ontvangers=["aanbieder"])
    assert Kwestie.ONDER_16 in d.kwesties
    assert Kwestie.ONDER_16 not in een(betrokkene="TIENER", **JEUGD).kwesties
    assert Kwestie.ONDER_16 not in een(bronwet="jeugdwet", bron="andere_afdeling").kwesties


@pytest.mark.parametrize(
    ("gegeven", "kwestie"),
    [
        ({"soort": "bsn"}, Kwestie.BSN),
        ({"soort": "strafrechtelijk", "ontvangers": ["svb"]}, Kwestie.STRAFRECHTELIJK),
        (
            {"bronwet": "wgs", "doelwet": "wgs", "ontvangers": ["college"], "noodzakelijk": False},
            Kwestie.NIET_NODIG,
        ),
        (
            {"ontvangers": ["veilig_thuis", "school"], "wettelijkeUitzondering": "Wmo 2015 artikel 5.2.6"},
            Kwestie.UITZONDERING_PER_ONTVANGER,
        ),
    ],
)
def test_what_no_rule_decides_stays_open(gegeven: dict[str, Any], kwestie: Kwestie) -> None:
    ontbreekt = [] if "wettelijkeUitzondering" in gegeven else ["wettelijkeUitzondering"]
    uit = blad({"G": {**GEWOON, "ontbreekt": ontbreekt, **gegeven}}).delingen
    d = uit[-1]
    assert kwestie in d.kwesties
    assert (d.mag, d.nu) == (Mag.ONBEKEND, Nu.ONBEKEND)


@pytest.mark.parametrize("niets", ["geen", "Wams", "n.v.t.", " - "])
def test_what_is_no_article_allows_nothing(niets: str) -> None:
    assert een(wettelijkeUitzondering=niets, ontbreekt=[]).mag is Mag.MET_TOESTEMMING


def test_nobody_speaks_for_the_dead() -> None:
    mensen = {**MENSEN, "OUDER": {**MENSEN["OUDER"], "overledenOp": "2026-01-01"}}
    gegevens = {"G": GEWOON, "H": {**GEWOON, "betrokkene": "KIND"}}
    dossier = dossier_uit({**_zaak(gegevens), "personen": mensen})
    dood, kind = deelblad(dossier, _regels().voor(dossier, DAG), DAG, DAG).delingen
    assert (dood.mag, dood.kwesties[0]) == (Mag.ONBEKEND, Kwestie.OVERLEDEN)
    assert kind.toestemming_van == ("ANDER",)


def test_before_the_gdpr_nothing_is_said_to_be_allowed() -> None:
    dag = dt.date(2018, 5, 24)
    assert een(dag, ontvangers=["svb"]).mag is Mag.ONBEKEND
    assert een(dt.date(2018, 5, 25), ontvangers=["svb"]).mag is Mag.MAG
