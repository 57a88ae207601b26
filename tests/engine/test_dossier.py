"""What a user meets when a case file is read: what is taken, what is refused, and in which words."""

from __future__ import annotations

import copy
import json
import string
import time
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from engine.dossier import (
    Dossier,
    Dossierfout,
    Invoerfout,
    Periode,
    als_json,
    dossier_uit,
    json_schema,
    lees_dossier,
)
from engine.facts import feiten
from engine.vocabulary import (
    Attribuut,
    Keuze,
    Lijst,
    Scalar,
    Structuur,
    Type,
    Verwijzing,
    Verzameling,
    vocabulary,
)


def fouten(data: Any) -> tuple[Invoerfout, ...]:
    """The faults of an input that must be refused."""
    with pytest.raises(Dossierfout) as gevangen:
        lees_dossier(data if isinstance(data, str | bytes) else json.dumps(data))
    return gevangen.value.fouten


def fout(data: Any) -> Invoerfout:
    """The only fault of an input."""
    (enige,) = fouten(data)
    return enige


# --- what is taken


def test_a_small_case_file_is_read_with_its_own_types() -> None:
    dossier = lees_dossier(
        b"""{"personen": {"P1": {"geboortedatum": "1950-02-28", "partner": null}},
             "voorzieningen": {"V1": {"persoon": "P1", "wachttijd": "P6W", "kostprijs": "20.98",
               "omvang": {"aantal": "2.5", "eenheid": "uur", "frequentie": "per_week"}}}}"""
    )
    assert dossier.personen is not None
    assert dossier.voorzieningen is not None
    assert dossier.personen["P1"].geboortedatum == date(1950, 2, 28)
    voorziening = dossier.voorzieningen["V1"]
    assert voorziening.wachttijd == Periode(6, "week")
    assert voorziening.kostprijs == Decimal("20.98")
    assert voorziening.omvang is not None
    assert voorziening.omvang.aantal == Decimal("2.5")


def test_nothing_is_required() -> None:
    assert lees_dossier("{}") == Dossier()
    for soort in vocabulary().soorten.values():
        soort.model()


def test_absent_empty_and_known_absent_are_three_things() -> None:
    assert lees_dossier("{}").adviezen is None
    assert lees_dossier('{"adviezen": {}}').adviezen == {}
    dossier = lees_dossier('{"besluiten": {"B1": {"ontbreekt": ["mandaat"]}}}')
    assert dossier.besluiten is not None
    assert dossier.besluiten["B1"].ontbreekt == ("mandaat",)


@pytest.mark.parametrize(
    ("tekst", "weergave"),
    [
        ("{}", "volledig"),
        ('{"weergave": null}', "volledig"),
        ('{"weergave": "gedeeltelijk"}', "gedeeltelijk"),
    ],
)
def test_a_draft_is_whole_unless_the_dossier_says_that_it_is_not(tekst: str, weergave: str) -> None:
    assert feiten(lees_dossier(tekst)).dossier.waarden["weergave"] == weergave


@pytest.mark.parametrize(
    ("begunstigden", "hulp", "voor_wie"),
    [
        ('["P1"]', "", "P1"),
        ('["P1"]', '"persoon": "P2"', "P2"),
        ('["P1"]', '"ontbreekt": ["persoon"]', None),
        ('["P1", "P2"]', "", None),
        ("[]", "", None),
        ("null", "", None),
    ],
)
@pytest.mark.parametrize("weergave", ["volledig", "gedeeltelijk"])
def test_help_is_for_the_only_person_whom_the_decision_is_for(
    begunstigden: str, hulp: str, voor_wie: str | None, weergave: str
) -> None:
    zaak = feiten(
        lees_dossier(
            f'''{{"weergave": "{weergave}", "personen": {{"P1": {{}}, "P2": {{}}}},
            "besluiten": {{"B1": {{"begunstigden": {begunstigden}}}}},
            "voorzieningen": {{"V1": {{"besluit": "B1"{", " if hulp else ""}{hulp}}}}}}}'''
        )
    )
    persoon = zaak.delen["voorziening"][0].waarden.get("persoon")
    assert getattr(persoon, "ref", None) == voor_wie


@pytest.mark.parametrize(
    ("weergave", "rest", "pgbs"),
    [
        ("volledig", '"voorzieningen": {"V1": {"vorm": "natura"}, "V2": {}}', ()),
        ("volledig", '"voorzieningen": {"V1": {"vorm": "natura"}, "V2": {"vorm": "pgb"}}', None),
        ("volledig", '"gemeente": "Voorbeeldstad"', None),
        ("gedeeltelijk", '"voorzieningen": {"V1": {"vorm": "natura"}}', None),
        ("volledig", '"voorzieningen": {"V1": {"vorm": "natura"}}, "pgbs": {"G1": {}}', ("G1",)),
    ],
)
def test_a_whole_draft_with_help_and_none_as_a_budget_has_no_budget(
    weergave: str, rest: str, pgbs: tuple[str, ...] | None
) -> None:
    zaak = feiten(lees_dossier(f'{{"weergave": "{weergave}", {rest}}}'))
    gevonden = zaak.delen.get("pgb")
    assert (None if gevonden is None else tuple(d.ref for d in gevonden)) == pgbs


def test_a_case_file_cannot_be_changed() -> None:
    dossier = lees_dossier('{"gemeente": "Voorbeeldstad"}')
    with pytest.raises(ValidationError):
        dossier.gemeente = "Anders"


def test_a_byte_order_mark_is_no_fault() -> None:
    assert lees_dossier(b"\xef\xbb\xbf{}") == Dossier()


# --- what is refused: each fault has a code, a place, a message and a remedy

PERSOON = "/personen/P1"


@pytest.mark.parametrize(
    ("veld", "waarde", "code"),
    [
        ("naam", 3, "D12"),
        ("naam", "", "D18"),
        ("naam", "   ", "D18"),
        ("naam", "x" * 20_001, "D18"),
        ("naam", "a\u0000b", "D07"),
        ("naam", "\ud800", "D07"),
        ("gehuwd", "ja", "D12"),
        ("gehuwd", 1, "D12"),
        ("werkurenPerWeek", "12", "D12"),
        ("werkurenPerWeek", 1.5, "D12"),
        ("werkurenPerWeek", 1.0, "D12"),
        ("werkurenPerWeek", True, "D12"),
        ("werkurenPerWeek", 10**10, "D17"),
        ("werkurenPerWeek", -(10**10), "D17"),
        ("geboortedatum", "31-01-2000", "D14"),
        ("geboortedatum", "2000-01-31T00:00:00", "D14"),
        ("geboortedatum", 946684800, "D14"),
        ("geboortedatum", "20000131", "D14"),
        ("geboortedatum", "2000-02-30", "D14"),
        ("geboortedatum", "２０００-01-31", "D14"),
        ("verblijfsstatus", "nederlands", "D13"),
        ("rollen", "client", "D12"),
        ("partner", "P 1", "D19"),
        ("onbekendVeld", 1, "D10"),
        ("geboorteDatum", "2000-01-01", "D10"),
    ],
)
def test_a_wrong_value_is_refused_at_its_place(veld: str, waarde: Any, code: str) -> None:
    gevonden = fouten({"personen": {"P1": {veld: waarde}}})
    assert (code, f"{PERSOON}/{veld}") in {(f.code, f.pointer) for f in gevonden}


@pytest.mark.parametrize("waarde", [20.98, 20, "20,98", "20.987", "-1", "€ 20", "1e3", "NaN", "²"])
def test_an_amount_is_a_text_with_a_point(waarde: Any) -> None:
    gevonden = fout({"voorzieningen": {"V1": {"kostprijs": waarde}}})
    assert gevonden.code == "D15"
    assert "20.98" in gevonden.herstel


@pytest.mark.parametrize("waarde", ["6 weken", "P1M2D", "PT6H", "P0W", "p6w", "P-1D", 6, "P6W\n"])
def test_a_period_has_one_unit(waarde: Any) -> None:
    assert fout({"voorzieningen": {"V1": {"wachttijd": waarde}}}).code == "D16"


@pytest.mark.parametrize(
    ("omvang", "codes"),
    [
        ({"aantal": 1.5, "eenheid": "uur", "frequentie": "per_week"}, {"D15"}),
        ({"aantal": "-2", "eenheid": "uur", "frequentie": "per_week"}, {"D15"}),
        ({"aantal": 2, "eenheid": "uren", "frequentie": "per_week"}, {"D13"}),
        ({"aantal": 2}, {"D11"}),
        ("2 uur", {"D12"}),
    ],
)
def test_a_size_is_whole_or_absent(omvang: Any, codes: set[str]) -> None:
    assert {f.code for f in fouten({"voorzieningen": {"V1": {"omvang": omvang}}})} == codes


@pytest.mark.parametrize(
    ("data", "pointer", "code"),
    [
        ({"personen": []}, "/personen", "D12"),
        ({"personen": {"P1": None}}, "/personen/P1", "D12"),
        ({"personen": {"Jan de Vries": {}}}, "/personen", "D19"),
        ([], "", "D12"),
        ("3", "", "D12"),
        ("null", "", "D12"),
    ],
)
def test_a_wrong_shape_is_refused(data: Any, pointer: str, code: str) -> None:
    gevonden = fout(data)
    assert (gevonden.pointer, gevonden.code) == (pointer, code)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("", "D01"),
        ("{", "D01"),
        ("{'a': 1}", "D01"),
        ('{"a": 1,}', "D01"),
        ('{"a": NaN}', "D06"),
        ('{"a": -Infinity}', "D06"),
        ('{"a": 1e999}', "D17"),
        ('{"a": ' + "9" * 100_000 + "}", "D17"),
        (b"\xff\xfe", "D07"),
        ('{"gemeente": "A", "gemeente": "B"}', "D04"),
        (b" " * (2 * 1024 * 1024 + 1), "D02"),
        ("[" * 100_000, "D03"),
        ('{"a":' * 33 + "1" + "}" * 33, "D03"),
    ],
)
def test_bad_json_is_refused(data: Any, code: str) -> None:
    assert fout(data).code == code


def test_a_name_that_occurs_twice_is_shown_at_its_place() -> None:
    gevonden = fout('{"personen": {"P1": {"naam": "Een", "naam": "Twee"}}}')
    assert (gevonden.code, gevonden.pointer) == ("D04", "/personen/P1/naam")


@pytest.mark.parametrize(
    "data",
    [
        '"' + '\\"' * 1_000_000,
        "[" + "[]," * 600_000 + "[]]",
        "{" + ",".join(f'"k{i}": {i}' for i in range(150_000)) + "}",
        '{"personen": {' + ",".join(f'"P{i}": {{"q{i}": 1}}' for i in range(200)) + "}}",
        "[" + "9" * 2_000_000 + "]",
        json.dumps({"personen": {f"P{i}": {f"k{j}" * 10: j for j in range(200)} for i in range(200)}}),
    ],
)
def test_hostile_input_is_answered_quickly(data: str) -> None:
    begin = time.process_time()
    gevonden = fouten(data)
    assert 1 <= len(gevonden) <= 101
    assert time.process_time() - begin < 10


def test_the_number_of_parts_is_bounded() -> None:
    assert fout({"personen": {f"P{i}": {} for i in range(201)}}).code == "D05"
    veel: dict[str, Any] = {f"X{i}": {} for i in range(200)}
    soorten = list(vocabulary().dossier.kenmerken.values())
    mappen = [a.json_naam for a in soorten if isinstance(a.type, Verzameling)]
    lees_dossier(json.dumps(dict.fromkeys(mappen[:10], veel)))
    assert fout(dict.fromkeys(mappen[:11], veel)).code == "D05"


# --- references


def test_a_reference_to_nothing_is_refused_with_a_suggestion() -> None:
    gevonden = fout({"personen": {"Client": {}}, "voorzieningen": {"V1": {"persoon": "Clent"}}})
    assert gevonden == Invoerfout(
        "/voorzieningen/V1/persoon", "D20", "Er is geen persoon met deze verwijzing.", "Bedoelt u `Client`?"
    )


def test_a_reference_points_to_its_own_kind() -> None:
    assert fout({"besluiten": {"B1": {}}, "voorzieningen": {"V1": {"persoon": "B1"}}}).code == "D20"


def test_references_deep_in_a_part_are_checked() -> None:
    data = {
        "besluiten": {
            "B1": {"geadresseerde": {"persoon": "P9"}, "begunstigden": ["P1", "P8"]},
        },
        "personen": {"P1": {}},
        "onderzoeken": {"O1": {"gesprekken": {"G1": {"persoon": "P7"}}}},
    }
    assert [f.pointer for f in fouten(data)] == [
        "/besluiten/B1/begunstigden/1",
        "/besluiten/B1/geadresseerde/persoon",
        "/onderzoeken/O1/gesprekken/G1/persoon",
    ]


def test_a_circle_of_references_is_refused() -> None:
    data = {"adviezen": {"A1": {"bestrijdtAdvies": "A2"}, "A2": {"bestrijdtAdvies": "A1"}, "A3": {}}}
    gevonden = fout(data)
    assert (gevonden.code, gevonden.pointer) == ("D23", "/adviezen/A1/bestrijdtAdvies")
    zelf = fout({"adviezen": {"A1": {"bestrijdtAdvies": "A1"}}})
    assert zelf.code == "D23"


# --- ontbreekt


@pytest.mark.parametrize(
    ("deel", "code"),
    [
        ({"ontbreekt": ["nam"]}, "D21"),
        ({"ontbreekt": ["ontbreekt"]}, "D21"),
        ({"ontbreekt": ["ingezetene_sinds"]}, "D21"),
        ({"ontbreekt": ["naam"], "naam": "Test"}, "D22"),
        ({"ontbreekt": ["naam", "naam"]}, "D24"),
        ({"ontbreekt": [3]}, "D12"),
    ],
)
def test_the_list_of_absent_fields_is_checked(deel: Any, code: str) -> None:
    assert fout({"personen": {"P1": deel}}).code == code


def test_a_null_may_stand_beside_known_absent() -> None:
    lees_dossier('{"personen": {"P1": {"naam": null, "ontbreekt": ["naam"]}}}')


def test_a_near_name_is_suggested() -> None:
    assert "`naam`" in fout({"personen": {"P1": {"ontbreekt": ["namen"]}}}).herstel
    assert "`geboortedatum`" in fout({"personen": {"P1": {"geboorte_datum": "x"}}}).herstel
    assert "`wmo2015`" in fout({"besluiten": {"B1": {"wet": "WMO 2015"}}}).herstel
    assert "`voorzieningen`" in fout({"voorziening": {}}).herstel


def test_a_field_that_is_only_a_little_alike_is_not_suggested() -> None:
    """`datum` of a decision is not its `ingangsdatum`; the place to look is told instead."""
    gevonden = fout({"besluiten": {"B1": {"bestandsdatum": "2026-01-01"}}})
    assert gevonden.herstel.endswith("zie `toets begrippen besluit`.")
    assert "Bedoelt u" not in fout({"besluiten": {"B1": {"voorzieningen": ["V1"]}}}).herstel


def test_a_field_whose_name_is_not_repeated_is_spoken_of_as_being_there() -> None:
    gevonden = fout({"personen": {"P1": {"datum van geboorte": "x"}}})
    assert (gevonden.pointer, gevonden.melding) == (PERSOON, "Hier staat een veld dat niet bestaat.")


def test_a_reference_to_nothing_like_it_has_a_remedy_in_good_dutch() -> None:
    gevonden = fout({"besluiten": {"B1": {"vorigBesluit": "X"}}})
    assert gevonden.melding == "Er is geen eerder besluit met deze verwijzing."
    assert gevonden.herstel == "Zet dit onderdeel ook in het dossier, of haal de verwijzing weg."


# --- faults as a whole


def test_all_faults_are_told_at_once_and_in_order() -> None:
    data = {
        "personen": {"P1": {"naam": 1, "geboortedatum": "1-1-2000", "partner": "P2", "ontbreekt": ["x"]}},
        "besluiten": {"B1": {"soort": "weigering", "bekendmaking": {"verzondenOp": 5}}},
        "extra": 1,
    }
    gevonden = fouten(data)
    assert [f.code for f in gevonden] == ["D14", "D13", "D10", "D14", "D12", "D21", "D20"]
    assert gevonden == fouten(data)


GEHEIM = "Pietersen-Janszoon"


@pytest.mark.parametrize(
    "data",
    [
        {"personen": {"P1": {"geboortedatum": GEHEIM}}},
        {"personen": {"P1": {"rollen": [GEHEIM]}}},
        {"personen": {"P1": {"gehuwd": GEHEIM, "partner": GEHEIM}}},
        {"personen": {f"{GEHEIM} jr": {"naam": 3, "partner": "P1"}}},
        {"personen": {f"{GEHEIM} jr": {}, "P1": {"partner": "Pietersen-Jans"}}},
        {"personen": {"P1": {f"{GEHEIM} jr": GEHEIM, "ontbreekt": [GEHEIM]}}},
        {"voorzieningen": {"V1": {"kostprijs": GEHEIM, "omvang": GEHEIM, "wachttijd": GEHEIM}}},
    ],
)
def test_no_fault_repeats_what_was_filled_in(data: Any) -> None:
    with pytest.raises(Dossierfout) as gevangen:
        dossier_uit(data)
    assert GEHEIM not in "".join(f.melding + f.herstel + f.pointer for f in gevangen.value.fouten)
    assert GEHEIM not in str(gevangen.value)
    assert gevangen.value.__cause__ is None
    assert gevangen.value.__context__ is None
    with pytest.raises(ValidationError) as pydantisch:
        Dossier.model_validate(data)
    assert GEHEIM not in str(pydantisch.value).replace(f"personen.{GEHEIM} jr", "").replace(
        f"{GEHEIM} jr", ""
    )


def test_every_fault_is_a_dutch_sentence_with_a_remedy() -> None:
    data = {
        "personen": {"P1": {"naam": 1, "gehuwd": 2, "werkurenPerWeek": "x", "rollen": 3, "geboortedatum": 4}},
        "besluiten": {"B1": {"soort": "x", "wet": "awp", "x": 1}},
        "adviezen": 3,
    }
    for gevonden in fouten(data):
        assert gevonden.code.startswith("D")
        assert gevonden.code != "D99"
        assert gevonden.melding.endswith(".")
        assert gevonden.herstel
        assert "should" not in gevonden.melding
        assert "Input" not in gevonden.melding


def test_the_model_itself_refuses_what_does_not_hang_together() -> None:
    with pytest.raises(ValidationError):
        Dossier.model_validate({"personen": {"P1": {"partner": "P2"}}})
    assert Dossier.model_validate({"personen": {"P1": {}}}).personen is not None


def test_plain_values_are_read_like_json() -> None:
    data = {"personen": {"P1": {"rollen": ["client"], "geboortedatum": "2000-01-31"}}}
    assert dossier_uit(data) == lees_dossier(json.dumps(data))
    with pytest.raises(Dossierfout):
        dossier_uit({3: {}})
    kring: dict[str, Any] = {}
    kring["personen"] = kring
    with pytest.raises(Dossierfout):
        dossier_uit(kring)


# --- JSON Schema


def test_the_json_schema_is_valid_and_closed() -> None:
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False
    for definitie in schema["$defs"].values():
        assert definitie["additionalProperties"] is False
        assert definitie["description"]
        for eigenschap in definitie["properties"].values():
            assert eigenschap["description"].endswith(".")


# --- there and back again

_tekst = st.text(string.ascii_letters + ' éëï"\\\n€😀', min_size=1, max_size=12).filter(lambda t: t.strip())
_sleutels = st.sampled_from(["A1", "B-2", "c_3"])
_scalars: dict[str, st.SearchStrategy[Any]] = {
    "ja_nee": st.booleans(),
    "tekst": _tekst,
    "getal": st.integers(-(10**9), 10**9),
    "tijd": st.integers(0, 10**9),
    "datum": st.dates().map(date.isoformat),
    "bedrag": st.decimals(0, 10**8, places=2).map(str),
    "periode": st.builds("P{}{}".format, st.integers(1, 9999), st.sampled_from("DWMY")),
    "omvang": st.fixed_dictionaries(
        {
            "aantal": st.integers(0, 9999) | st.decimals(0, 999, places=1).map(str),
            "eenheid": st.sampled_from(["minuut", "uur", "dagdeel", "rit"]),
            "frequentie": st.sampled_from(["per_week", "per_maand", "totaal"]),
        }
    ),
}
_mappen = {
    a.type.soort: a.json_naam
    for a in vocabulary().dossier.kenmerken.values()
    if isinstance(a.type, Verzameling)
}


def _waarde(draw: st.DrawFn, type_: Type, refs: dict[str, list[str]], keten: bool) -> Any:
    match type_:
        case Scalar(naam=naam):
            return draw(_scalars[naam])
        case Keuze(waarden=waarden):
            return draw(st.sampled_from(waarden))
        case Verwijzing(soort=soort):
            return draw(st.sampled_from(refs[soort])) if refs[soort] and not keten else None
        case Lijst(element=Verwijzing(soort=soort)):
            return draw(st.permutations(refs[soort]))
        case Lijst(element=element):
            return [_waarde(draw, element, refs, keten) for _ in range(draw(st.integers(0, 2)))]
        case Structuur(kenmerken=kenmerken):
            return _velden(draw, kenmerken, refs)
        case Verzameling(soort=soort):
            sleutels = draw(st.lists(_sleutels, unique=True, max_size=2))
            return {s: _velden(draw, vocabulary().soorten[soort].kenmerken, refs) for s in sleutels}


def _velden(draw: st.DrawFn, kenmerken: Any, refs: dict[str, list[str]]) -> dict[str, Any]:
    namen: list[Attribuut] = [a for a in kenmerken.values() if not a.eigenaar]
    gekozen = draw(st.lists(st.sampled_from(namen), unique_by=lambda a: a.naam, max_size=4))
    data: dict[str, Any] = {a.json_naam: _waarde(draw, a.type, refs, a.keten) for a in gekozen}
    afwezig = [a.json_naam for a in namen if data.get(a.json_naam) is None]
    data["ontbreekt"] = draw(st.lists(st.sampled_from(afwezig), unique=True, max_size=2)) if afwezig else []
    return data


@st.composite
def dossiers(draw: st.DrawFn) -> dict[str, Any]:
    """Any valid case file, as its JSON values."""
    soorten = draw(st.lists(st.sampled_from(sorted(_mappen)), unique=True, max_size=4))
    refs = {s: draw(st.lists(_sleutels, unique=True, max_size=2)) if s in soorten else [] for s in _mappen}
    return {
        _mappen[s]: {r: _velden(draw, vocabulary().soorten[s].kenmerken, refs) for r in refs[s]}
        for s in soorten
    }


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(dossiers())
def test_every_case_file_survives_writing_and_reading(data: dict[str, Any]) -> None:
    dossier = lees_dossier(json.dumps(data))
    assert lees_dossier(als_json(dossier)) == dossier
    assert Dossier.model_validate_json(als_json(dossier)) == dossier


_VALIDATOR = Draft202012Validator(json_schema())


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(dossiers())
def test_what_is_read_also_fits_the_schema(data: dict[str, Any]) -> None:
    lees_dossier(json.dumps(data))
    _VALIDATOR.validate(data)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda k: (
        st.lists(k, max_size=3)
        | st.dictionaries(
            st.sampled_from([*_mappen.values(), "ontbreekt", "wet", "omvang", "A1"]), k, max_size=4
        )
    ),
    max_leaves=12,
)


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(_json | st.binary(max_size=40).map(lambda b: b.decode("latin-1")))
def test_anything_is_read_or_refused_with_reasons(data: Any) -> None:
    try:
        gelezen: Dossier | tuple[Invoerfout, ...] = lees_dossier(
            data if isinstance(data, str) else json.dumps(data)
        )
    except Dossierfout as gevangen:
        gelezen = gevangen.fouten
    assert isinstance(gelezen, Dossier) or gelezen


_TEKST = st.text(alphabet=st.sampled_from('a\x00\x07\x08\x0c\x1f\x7f\n\t"\\/u\u00e9\ud800'), max_size=6)
_INGEBED = st.recursive(
    st.none() | st.integers(-(10**25), 10**25) | st.floats() | _TEKST,
    lambda binnen: (
        st.lists(binnen, max_size=3) | st.dictionaries(_TEKST | st.just("naam"), binnen, max_size=3)
    ),
    max_leaves=10,
)


def _uitkomst(data: bytes | str) -> Dossier | tuple[Invoerfout, ...]:
    try:
        return lees_dossier(data)
    except Dossierfout as gevangen:
        return gevangen.fouten


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(st.sampled_from(["personen", "besluiten", "gemeente"]), _INGEBED, max_size=3))
def test_bytes_are_read_as_text_is(data: Any) -> None:
    """Bytes in which nothing asks for more are looked over the short way; the faults are the same."""
    tekst = json.dumps(data)
    assert _uitkomst(tekst.encode()) == _uitkomst(tekst)


# --- copies


def test_a_copy_with_changes_is_judged_by_its_own_facts() -> None:
    """Also a copy of a copy that comes to lie where the original was."""
    for maak in (copy.copy, copy.deepcopy, lambda d: d.model_copy(deep=True)):
        for _ in range(50):
            dossier = lees_dossier('{"besluiten": {"B1": {"spoed": true}}}')
            feiten(dossier)
            kopie = maak(dossier)
            del dossier
            anders = [kopie.model_copy(update={"besluiten": {}}) for _ in range(3)]
            assert [len(feiten(d).delen["besluit"]) for d in anders] == [0, 0, 0]
            assert len(feiten(kopie).delen["besluit"]) == 1
