"""A plan is split: nothing of it is lost, nothing is made up, and no partition stands in the way any more."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dsl import load_library
from dsl.carriers import lees_dragers
from engine.carriers import Dragers
from engine.check import check
from engine.dossier import Dossierfout, als_json, dossier_uit, lees_dossier
from engine.intent import bedoeling
from engine.patch import voeg_samen
from engine.rule import Regelset
from engine.splitting import BLIJFT, Splitsing, splits

WORTEL = Path(__file__).resolve().parents[2]
PEIL = dt.date(2026, 9, 14)
GEZIN: dict[str, Any] = json.loads((WORTEL / "voorbeelden" / "gezinsplan-verzonnen.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def dragers() -> Dragers:
    gelezen = lees_dragers(WORTEL / "rulesets")
    assert gelezen is not None
    return gelezen


@pytest.fixture(scope="module")
def schotten() -> tuple[Regelset, ...]:
    """The rules with the partition norms, as shipped."""
    bibliotheek, _ = load_library(WORTEL / "rulesets")
    return tuple(s for s in bibliotheek.op(PEIL) if s.naam.startswith(("schotten/", "integraal_plan/")))


@pytest.fixture(scope="module")
def gezin(dragers: Dragers) -> Splitsing:
    return splits(dossier_uit(GEZIN), dragers, PEIL)


def geplaatst(s: Splitsing) -> dict[str, tuple[str, str | None]]:
    return {p.onderdeel.ref: (p.uitkomst, p.wet) for p in s.plaatsingen}


def gewijzigd(wijziging: dict[str, Any]) -> Any:
    return dossier_uit(voeg_samen(GEZIN, wijziging))


def onderdelen(**per_ref: Any) -> dict[str, Any]:
    return {"plannen": {"L1": {"planonderdelen": per_ref}}}


# ---------------------------------------------------------------- the family


def test_every_element_of_the_family_goes_where_the_law_puts_it(gezin: Splitsing) -> None:
    assert geplaatst(gezin) == {
        "E1": ("gedragen", "wmo2015"),
        "E2": ("gedragen", "wgs"),
        "E3": ("gedragen", "participatiewet"),
        "E4": ("gedragen", "jeugdwet"),
        "E5": ("gedragen", "jeugdwet"),
        "E6": ("gedragen", "jeugdwet"),
        "E7": ("elders", "onderwijs"),
        "E8": ("keuze", None),
        "E9": ("elders", "wlz"),
        "E10": ("elders", "zvw"),
        "E11": ("eigen", None),
        "E12": ("eigen", None),
        "E13": ("eigen", None),
    }


def test_the_family_gets_one_decision_per_person_and_law(gezin: Splitsing) -> None:
    assert [(b.personen, b.wet.wet, b.onderdelen) for b in gezin.besluiten] == [
        (("P1",), "wmo2015", ("E1",)),
        (("P2",), "wgs", ("E2",)),
        (("P1", "P2"), "participatiewet", ("E3",)),
        (("P3",), "jeugdwet", ("E4",)),
        (("P4",), "jeugdwet", ("E5", "E6")),
    ]


def test_each_decision_says_what_its_law_asks(gezin: Splitsing) -> None:
    for besluit in gezin.besluiten:
        assert {
            "orgaan",
            "mandaat",
            "procedure",
            "termijn",
            "vorm",
            "bijdrage",
            "pgb",
            "bezwaar",
            "geld",
        } <= set(besluit.eisen), besluit.ref
        assert all(grond.vindplaatsen for grond in besluit.eisen.values())


def test_a_choice_comes_with_the_rule_of_precedence(gezin: Splitsing) -> None:
    [keuze] = [p for p in gezin.plaatsingen if p.uitkomst == "keuze"]
    assert keuze.opties == ("wmo2015", "zvw")
    assert [v.grond.norm for v in keuze.voorrang] == ["ZVW-01"]


@pytest.mark.parametrize(
    ("grondslag", "uitkomst"), [(True, ("elders", "zvw")), (False, ("gedragen", "wmo2015"))]
)
def test_a_fact_decides_a_choice(dragers: Dragers, grondslag: bool, uitkomst: tuple[str, str]) -> None:
    dossier = gewijzigd({"voorzieningen": {"V7": {"medischeGrondslag": grondslag}}})
    assert geplaatst(splits(dossier, dragers, PEIL))["E8"] == uitkomst


def test_the_writer_decides_a_choice(dragers: Dragers) -> None:
    dossier = gewijzigd(onderdelen(E8={"wetten": ["wmo2015"]}))
    assert geplaatst(splits(dossier, dragers, PEIL))["E8"] == ("gedragen", "wmo2015")


def test_youth_help_stops_at_eighteen_and_what_follows_is_asked(gezin: Splitsing) -> None:
    [sam] = [p for p in gezin.plaatsingen if p.onderdeel.ref == "E4"]
    assert sam.eind == dt.date(2027, 3, 19)
    assert sam.vervolg is not None
    assert (sam.vervolg.vanaf, sam.vervolg.tot) == (dt.date(2027, 3, 20), dt.date(2027, 9, 30))
    assert sam.vervolg.wetten == ("wmo2015", "zvw", "wlz")


def test_youth_help_goes_on_when_the_law_lets_it(dragers: Dragers) -> None:
    toegang = {"soortJeugdhulp": "ondersteuning_en_behandeling"}
    dossier = gewijzigd({"voorzieningen": {"V4": {"jeugdtoegang": toegang}}})
    [sam] = [p for p in splits(dossier, dragers, PEIL).plaatsingen if p.onderdeel.ref == "E4"]
    assert (sam.eind, sam.vervolg) == (dt.date(2027, 9, 30), None)


def test_what_the_plan_does_not_state_stays_unknown(gezin: Splitsing) -> None:
    assert gezin.dossier.voorzieningen is not None
    logeren = gezin.dossier.voorzieningen["V-E6"]
    assert (logeren.omvang, logeren.strekking, logeren.vorm) == (None, None, None)
    assert gezin.dossier.weergave == "gedeeltelijk"


def test_the_patch_makes_the_new_case_file(gezin: Splitsing) -> None:
    assert dossier_uit(voeg_samen(GEZIN, dict(gezin.wijziging))) == gezin.dossier


def test_two_drafts_for_one_person_become_one_and_keep_their_reasons(dragers: Dragers) -> None:
    reden = {"MO1": {"onderdeel": "toekenning", "feiten": "f", "conclusie": "c"}}
    data = {
        "personen": {"P1": {"geboortedatum": "1980-01-01"}},
        "plannen": {"L1": {"soort": "gezinsplan"}},
        "besluiten": {
            f"B{n}": {"plan": "L1", "wet": "wmo2015",
                      "motiveringen": {"MO1": reden["MO1"] | {"voorziening": f"V{n}"}}}
            for n in (1, 2)
        },
        "voorzieningen": {
            f"V{n}": {"persoon": "P1", "besluit": f"B{n}", "soort": soort}
            for n, soort in ((1, "begeleiding"), (2, "huishoudelijke_hulp"))
        },
    }  # fmt: skip
    s = splits(dossier_uit(data), dragers, PEIL)
    [besluit] = (s.dossier.besluiten or {}).values()
    assert [m.voorziening for m in (besluit.motiveringen or {}).values()] == ["V1", "V2"]
    assert s.vervallen == ()


def test_a_lawful_bundle_is_left_alone(gezin: Splitsing, dragers: Dragers) -> None:
    nogmaals = splits(gezin.dossier, dragers, PEIL)
    assert [b.ref for b in nogmaals.besluiten] == [b.ref for b in gezin.besluiten]
    assert [b.uit for b in nogmaals.besluiten] == [(b.ref,) for b in gezin.besluiten]
    assert set(nogmaals.wijziging) <= {"plannen"}


# ---------------------------------------------------------------- how much survives


def test_the_number_is_what_it_is_said_to_be(gezin: Splitsing) -> None:
    b = bedoeling(dossier_uit(GEZIN), gezin)
    oordelen = Counter(p.oordeel for p in b.punten)
    assert b.getal == 100 * oordelen["behouden"] // sum(oordelen.values())
    assert {p.over[0] for p in b.punten if p.onderwerp == "doel"} == {"D1", "D2", "D3", "D4", "D5"}
    assert [(p.over, p.oordeel) for p in b.punten if p.onderwerp == "volgorde"] == [
        (("E5", "E6"), "behouden")
    ]
    assert [(p.over, p.oordeel) for p in b.punten if p.oordeel == "verloren"] == [(("BS3",), "verloren")]


@pytest.mark.parametrize(
    ("wijziging", "punt"),
    [
        ({"plannen": {"L1": {"plandoelen": {"D9": {"persoon": "P1"}}}}}, ("doel", ("D9",), "open")),
        (onderdelen(E1={"begintNa": ["E6"]}, E6={"begintNa": None, "begindatum": "2027-01-01"}),
         ("volgorde", ("E6", "E1"), "verloren")),
        ({"plannen": {"L1": {"regisseur": None}}}, ("regie", (), "open")),
        ({"plannen": {"L1": {"plantaken": {"T1": {"organisatie": None}}}}}, ("taak", ("T1",), "open")),
        ({"voorzieningen": {"V1": {"begindatum": "2026-11-01"}}}, ("begin", ("BS1",), "open")),
        ({"voorzieningen": {"V4": {"vervolgNa18": "wmo"}}}, ("duur", ("E4",), "behouden")),
        ({"voorzieningen": {"V4": {"vervolgNa18": "geen_hulp_nodig"}}}, ("duur", ("E4",), "verloren")),
    ],
)  # fmt: skip
def test_what_the_plan_meant_is_weighed(
    dragers: Dragers, wijziging: dict[str, Any], punt: tuple[Any, ...]
) -> None:
    dossier = gewijzigd(wijziging)
    punten = bedoeling(dossier, splits(dossier, dragers, PEIL)).punten
    assert punt in {(p.onderwerp, p.over, p.oordeel) for p in punten}


# ---------------------------------------------------------------- plans that cannot be split


@pytest.mark.parametrize(
    ("wijziging", "code", "pointer"),
    [
        ({"plannen": {"L1": {"soort": "toekomstplan"}}}, "P01", "/plannen"),
        ({"plannen": {"L2": {"soort": "gezinsplan"}}}, "P02", "/plannen"),
        ({"plannen": {"L2": {"soort": "gezinsplan", "regisseur": "P1"}}}, "P03", "/plannen"),
        ({"personen": {"P7": {"rollen": ["regisseur"]}}}, "P03", "/personen/P7/rollen"),
        (onderdelen(E11={"persoon": None}), "P04", "/plannen/L1/planonderdelen/E11/persoon"),
        ({"voorzieningen": {"V9": {"besluit": "B1"}}}, "P04", "/voorzieningen/V9/persoon"),
        (onderdelen(E1={"persoon": "P2"}), "P05", "/plannen/L1/planonderdelen/E1/persoon"),
        (onderdelen(E1={"doelen": ["D1", "D7"]}), "P06", "/plannen/L1/planonderdelen/E1/doelen/1"),
        (onderdelen(E1={"begintNa": ["E99"]}), "P06", "/plannen/L1/planonderdelen/E1/begintNa/0"),
        (onderdelen(E5={"begintNa": ["E6"]}), "P07", "/plannen/L1/planonderdelen/E5/begintNa"),
        (onderdelen(E1={"begintNa": ["E1"]}), "P07", "/plannen/L1/planonderdelen/E1/begintNa"),
        (onderdelen(E11={"voorziening": "V1"}), "P08", "/plannen/L1/planonderdelen/E11/voorziening"),
    ],
)  # fmt: skip
def test_a_bad_plan_is_told_what_is_wrong(
    dragers: Dragers, wijziging: dict[str, Any], code: str, pointer: str
) -> None:
    with pytest.raises(Dossierfout) as fout:
        splits(gewijzigd(wijziging), dragers, PEIL)
    [een] = fout.value.fouten
    assert (een.code, een.pointer) == (code, pointer)
    assert een.melding.endswith(".")
    assert een.herstel.endswith(".")


def test_help_without_a_name_is_for_the_only_one_its_decision_is_for(dragers: Dragers) -> None:
    zaak = json.loads((WORTEL / "voorbeelden" / "plannen" / "plan-08.json").read_bytes())
    met = splits(dossier_uit(zaak), dragers, PEIL)
    for deel in (*zaak["voorzieningen"].values(), *zaak["plannen"]["L1"]["planonderdelen"].values()):
        del deel["persoon"]
    zonder = splits(dossier_uit(zaak), dragers, PEIL)
    assert geplaatst(zonder) == geplaatst(met)


def test_a_plan_is_chosen_by_name(dragers: Dragers) -> None:
    dossier = gewijzigd({"plannen": {"L2": {"soort": "gezinsplan"}}})
    assert splits(dossier, dragers, PEIL, "L2").plaatsingen == ()
    with pytest.raises(Dossierfout) as fout:
        splits(dossier, dragers, PEIL, "L3")
    assert fout.value.fouten[0].code == "P02"


# ---------------------------------------------------------------- any plan

PERSONEN: dict[str, Any] = {
    "P1": {"geboortedatum": "1985-05-12", "rollen": ["client", "ouder"], "gehuwd": True, "partner": "P2"},
    "P2": {"geboortedatum": "1983-01-30", "rollen": ["client", "ouder"], "gehuwd": True, "partner": "P1"},
    "P3": {"geboortedatum": "2009-03-20", "rollen": ["jeugdige", "kind"], "gezaghouders": ["P1", "P2"]},
    "P4": {"geboortedatum": "2018-06-05", "rollen": ["jeugdige", "kind"], "gezaghouders": ["P1"]},
    "P5": {"geboortedatum": "1944-11-02", "rollen": ["client"]},
    "P6": {"rollen": ["regisseur"]},
}
WETTEN = ("wmo2015", "jeugdwet", "participatiewet", "wgs", "wlz", "zvw", "onderwijs")
GEMEENTE = WETTEN[:4]
PRODUCTEN = (
    "begeleiding", "persoonlijke_verzorging", "huishoudelijke_hulp", "rolstoel", "jeugdhulp_ambulant",
    "pleegzorg", "kortdurend_verblijf", "ggz_behandeling", "verpleging", "algemene_bijstand",
    "bijzondere_bijstand", "schuldhulpverlening", "onderwijsondersteuning", "jeugdgezondheidszorg",
    "vervoer", "ander",
)  # fmt: skip
SOORTEN = (
    "publieke_voorziening",
    "eigen_actie",
    "netwerk",
    "algemene_voorziening",
    "zorgverzekering",
    "onderwijs",
)
BRONNEN = ("gezinsbudget", "wmo_gemeente", "participatiewet_buig", "zorgverzekeraar", "wlz_fonds")


def _of_niet(waarden: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | waarden


def _zonder_leeg(deel: dict[str, Any]) -> dict[str, Any]:
    return {naam: waarde for naam, waarde in deel.items() if waarde is not None}


_dagen = st.sampled_from(["2026-09-07", "2026-10-01", "2027-01-01", "2027-04-01"])
_einden = st.sampled_from(["2027-03-19", "2027-03-20", "2027-09-30", "2028-06-05"])
_ja_nee = st.booleans()
_wetten = st.lists(st.sampled_from(GEMEENTE), unique=True, max_size=3)


@st.composite
def plannen(draw: st.DrawFn) -> dict[str, Any]:
    """A case file with one integral plan, and up to two decisions that mix what it wants."""
    personen = {r: dict(p) for r, p in PERSONEN.items()}
    besluiten = draw(st.lists(st.sampled_from(["B1", "B2"]), unique=True, max_size=2))
    voorzieningen: dict[str, Any] = {}
    elementen: dict[str, Any] = {}
    for n in range(draw(st.integers(1, 6))):
        persoon = draw(st.sampled_from(["P1", "P2", "P3", "P4", "P5"]))
        soort = draw(st.sampled_from((SOORTEN[0],) * 4 + SOORTEN))
        product = draw(_of_niet(st.sampled_from(PRODUCTEN)))
        wetten = draw(st.lists(st.sampled_from(WETTEN), unique=True, max_size=2))
        besluit = draw(st.sampled_from(besluiten)) if besluiten and draw(_ja_nee) else None
        e: dict[str, Any] = {
            "persoon": persoon,
            "soort": soort,
            "product": product,
            "wetten": wetten or None,
            "artikel": draw(_of_niet(st.just("2.3.5"))),
            "vereistBesluit": soort == "publieke_voorziening",
            "besluit": besluit,
            "financieringsbron": draw(_of_niet(st.sampled_from(BRONNEN))),
            "begindatum": draw(_of_niet(_dagen)),
            "einddatum": draw(_of_niet(_einden)),
            "doelen": draw(_of_niet(st.just(["D1"]))),
        }
        if draw(_ja_nee):
            e["voorziening"] = f"V{n}"
            voorzieningen[f"V{n}"] = _zonder_leeg(
                {
                    "persoon": persoon,
                    "besluit": besluit,
                    "wet": draw(_of_niet(st.sampled_from(WETTEN))),
                    "soort": product,
                    "strekking": "toegekend",
                    "vorm": draw(_of_niet(st.sampled_from(["natura", "pgb"]))),
                    "begindatum": draw(_of_niet(_dagen)),
                    "einddatum": draw(_of_niet(_einden)),
                    "financieringsbron": draw(_of_niet(st.sampled_from(BRONNEN))),
                    "eigenBijdrage": draw(_of_niet(_ja_nee)),
                    "budget": draw(_of_niet(st.just("Q1"))),
                    "medischeGrondslag": draw(_of_niet(_ja_nee)),
                    "jeugdtoegang": draw(
                        _of_niet(
                            st.just({"soortJeugdhulp": "deelname", "begonnenVoor18": True})
                            | st.just(
                                {"soortJeugdhulp": "ondersteuning_en_behandeling", "begonnenVoor18": True}
                            )
                        )
                    ),
                }
            )
        if draw(st.integers(0, 9)) == 0 and "voorziening" in e and besluit is not None:
            continue  # a provision that no element mentions
        elementen[f"E{n}"] = _zonder_leeg(e)
    drafts = {
        r: _zonder_leeg(
            {
                "wet": draw(_of_niet(st.sampled_from(GEMEENTE))),
                "soort": draw(st.sampled_from(["toekenning", "gedeeltelijke_toekenning", "afwijzing"])),
                "plan": "L1",
                "geadresseerde": {"soort": draw(st.sampled_from(["gezin", "echtpaar", "persoon"]))},
                "begunstigden": draw(st.lists(st.sampled_from(["P1", "P3", "P4"]), unique=True)),
                "genomenDoor": draw(_of_niet(st.sampled_from(["college", "wijkteam", "aanbieder"]))),
                "ondertekening": draw(_of_niet(st.just({"persoon": "P6", "namens": "wijkteam"}))),
                "brief": "F1",
                "rechtsmiddelenclausule": {
                    "beroepsrechter": "abrvs", "schorsendeWerking": draw(_ja_nee), "voorAlleWettenSamen": True
                },
                "rechtsgronden": {
                    f"RG{i}": {"wet": wet, "artikel": "1", "niveau": "wet"}
                    for i, wet in enumerate(draw(_wetten))
                },
                "voorwaarden": draw(
                    _of_niet(
                        st.just({"VW1": {"wet": "wgs", "soort": "schuldhulp", "tekst": "x"}})
                        | st.just({"VW1": {"wet": "wmo2015", "soort": "arbeidsplicht", "grondslag": "2.3.5"}})
                    )
                ),
                "motiveringen": draw(_of_niet(st.just({"MO1": {"verwijstNaar": "gezinsplan"}}))),
            }
        )
        for r in besluiten
    }  # fmt: skip
    pgbs = {
        f"G{r}": {
            "voorziening": r, "besluit": v.get("besluit"), "persoon": draw(st.sampled_from(["P1", "P3"])),
            "wet": draw(st.sampled_from(GEMEENTE)), "strekking": "toegekend",
            "gebruiktVoorAndereWet": draw(_ja_nee),
        }
        for r, v in voorzieningen.items()
        if v.get("vorm") == "pgb"
    }  # fmt: skip
    return {
        "weergave": draw(st.sampled_from(["volledig", "gedeeltelijk"])),
        "personen": personen,
        "plannen": {
            "L1": {
                "soort": draw(st.sampled_from(["integraal_plan", "gezinsplan"])),
                "regisseur": "P6",
                "kentZelfToe": draw(_ja_nee),
                "belooftEenProcedure": draw(_ja_nee),
                "gezinsbijdrage": draw(_ja_nee),
                "evaluatiedata": draw(st.lists(_dagen, unique=True, max_size=2)),
                "plandoelen": {"D1": {"persoon": "P1"}},
                "planonderdelen": elementen,
                "regiemandaten": {"RM1": {"wet": "wmo2015", "schriftelijk": draw(_ja_nee)}},
            }
        },
        "besluiten": drafts,
        "brieven": {"F1": {"aanGezin": True, "belooftEenProcedure": draw(_ja_nee)}},
        "voorzieningen": voorzieningen,
        "pgbs": {r: _zonder_leeg(g) for r, g in pgbs.items()},
        "bijdragen": {"J1": {"besluit": besluiten[0], "verschuldigd": True, "voorGezinAlsGeheel": True}}
        if besluiten
        else {},
        "budgetten": {"Q1": {"plan": "L1", "soort": "gezinsbudget", "aanspraakVoorGezin": draw(_ja_nee)}},
        "wlzsituaties": {"W1": {"persoon": "P5", "indicatie": draw(_ja_nee)}},
    }


@given(data=plannen())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
def test_any_plan_splits_into_what_no_partition_forbids(
    dragers: Dragers, schotten: tuple[Regelset, ...], data: dict[str, Any]
) -> None:
    dossier = dossier_uit(data)
    s = splits(dossier, dragers, PEIL)
    # Proven by checking again.
    over = {
        b.norm
        for b in check(s.dossier, schotten, PEIL, PEIL).bevindingen
        if b.norm.startswith(("SCH-", "INT-")) and b.norm not in BLIJFT
    }
    assert over == set()
    # Every element and every provision of the plan has one place.
    plan = data["plannen"]["L1"]
    refs = Counter(p.onderdeel.ref for p in s.plaatsingen)
    assert set(refs.values()) <= {1}
    assert set(plan["planonderdelen"]) <= set(refs)
    gedragen = Counter(o for b in s.besluiten for o in b.onderdelen)
    assert gedragen == {p.onderdeel.ref: 1 for p in s.plaatsingen if p.uitkomst == "gedragen"}
    assert {r.onderdeel for r in s.matrix} == set(refs)
    # The smallest set: no two decisions for the same persons under the same law.
    assert len({(b.personen, b.wet.wet) for b in s.besluiten}) == len(s.besluiten)
    # The same in, the same out; and the patch is the way there.
    assert splits(dossier, dragers, PEIL) == s
    assert dossier_uit(voeg_samen(json.loads(als_json(dossier)), dict(s.wijziging))) == s.dossier
    assert lees_dossier(als_json(s.dossier)) == s.dossier
    assert 0 <= bedoeling(dossier, s).getal <= 100
