"""The vocabulary: what a rule may name, and whether every norm finds its facts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

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

# The norms are numbered from 01 within each family; WMO-OND-05 has the seven subjects a-g.
FAMILIES = {
    "WMO-MEL": 2,
    "WMO-OND": 16,
    "WMO-BES": 38,
    "WMO-PGB": 13,
    "WMO-BIJ": 9,
    "WMO-HER": 7,
    "LOC": 6,
    "AWB": 35,
    "JW-ADR": 2,
    "JW-AGE": 2,
    "JW-OND": 12,
    "JW-BES": 14,
    "JW-PGB": 8,
    "JW-HER": 2,
    "JW-CON": 1,
    "JW-PLAN": 2,
    "PW": 10,
    "WGS": 4,
    "WLZ": 4,
    "ZVW": 2,
    "WPG": 1,
    "SCH": 21,
    "PRI": 20,
    "INT": 12,
    "WMO-OPV": 4,
}


def attributen() -> Iterator[tuple[str, Attribuut]]:
    """Every attribute with its path, through structures."""

    def binnen(pad: str, attribuut: Attribuut) -> Iterator[tuple[str, Attribuut]]:
        yield f"{pad}.{attribuut.naam}", attribuut
        if isinstance(attribuut.type, Structuur):
            for onder in attribuut.type.kenmerken.values():
                yield from binnen(f"{pad}.{attribuut.naam}", onder)

    for soort in vocabulary().soorten.values():
        for attribuut in soort.kenmerken.values():
            yield from binnen(soort.naam, attribuut)


def kern(type_: Type) -> Type:
    """The type, or the type of the elements of a list."""
    return type_.element if isinstance(type_, Lijst) else type_


def test_it_is_made_once() -> None:
    assert vocabulary() is vocabulary()


def test_the_maps_of_the_root_are_the_kinds_that_stand_alone() -> None:
    hoofd = {a.type.soort for a in vocabulary().dossier.kenmerken.values() if isinstance(a.type, Verzameling)}
    assert {"persoon", "besluit", "voorziening", "onderzoek", "plan"} <= hoofd
    for naam, soort in vocabulary().soorten.items():
        assert (soort.eigenaar is None) == (naam in hoofd or naam == "dossier")


def test_a_nested_kind_knows_its_owner() -> None:
    activiteit = vocabulary().soorten["activiteit"]
    eigenaar = activiteit.kenmerken["voorziening"]
    assert eigenaar.eigenaar
    assert eigenaar.type == Verwijzing("voorziening")
    assert activiteit.eigenaar == "voorziening"


def test_types_are_read_off_the_model() -> None:
    voorziening = vocabulary().soorten["voorziening"].kenmerken
    assert voorziening["omvang"].type == Scalar("omvang")
    assert voorziening["kostprijs"].type == Scalar("bedrag")
    assert voorziening["wachttijd"].type == Scalar("periode")
    assert voorziening["begindatum"].type == Scalar("datum")
    assert voorziening["besluit"].type == Verwijzing("besluit")
    assert voorziening["activiteiten"].type == Verzameling("activiteit")
    assert voorziening["artikelen"].type == Lijst(Scalar("tekst"))
    assert voorziening["vorm"].type == Keuze("voorziening_vorm", ("natura", "pgb"))
    assert isinstance(voorziening["maatstaf"].type, Structuur)
    assert vocabulary().soorten["aanvraag"].kenmerken["ingediend_op"].json_naam == "ingediendOp"


@pytest.mark.parametrize(
    ("pad", "attribuut"), list(attributen()), ids=lambda x: x if isinstance(x, str) else ""
)
def test_each_attribute_is_well_made(pad: str, attribuut: Attribuut) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]*", attribuut.naam)
    assert attribuut.definitie.endswith(".")
    assert attribuut.definitie[0].isupper()
    assert attribuut.vraag.endswith("?")
    assert attribuut.vraag[0].isupper()
    type_ = kern(attribuut.type)
    if isinstance(type_, Verwijzing) and not attribuut.eigenaar:
        doel = vocabulary().soorten[type_.soort]
        assert doel.eigenaar is None, "a reference points to a kind that stands on its own"
    if isinstance(type_, Verzameling):
        assert attribuut.naam == vocabulary().soorten[type_.soort].meervoud
        assert pad.count(".") == 1, "a structure holds no maps"
    if isinstance(type_, Keuze):
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", woord) for woord in type_.waarden)
    if isinstance(type_, Structuur) and any(o.aard == "feit" for o in type_.kenmerken.values()):
        assert attribuut.aard == "feit", "what holds facts may be unknown, also when the text is complete"


def test_a_name_of_a_choice_means_one_set_of_words() -> None:
    gezien: dict[str, tuple[str, ...]] = {}
    for _, attribuut in attributen():
        type_ = kern(attribuut.type)
        if isinstance(type_, Keuze):
            assert gezien.setdefault(type_.naam, type_.waarden) == type_.waarden


def test_a_question_is_asked_in_whole_sentences() -> None:
    vragen = {pad: a.vraag for pad, a in attributen()}
    assert vragen["melding.bevestiging_verzonden_op"] == (
        "Op welke datum is de ontvangst van de melding bevestigd?"
    )
    assert vragen["aanvraag.ondertekend"] == "Klopt het dat de aanvraag is ondertekend?"
    assert vragen["besluit.besloten_op"] == "Wat is de datum van het besluit?"
    assert vragen["motivering.feiten"] == "Wat zijn de feiten die het besluit noemt?"
    assert vragen["onderzoek.stappen"] == "Wat zijn de stappen van het onderzoek?"
    assert vragen["besluit.begunstigden"].startswith("Wie zijn de personen")


def test_names_and_health_are_marked_as_personal() -> None:
    gemerkt = {pad for pad, a in attributen() if a.persoonsgegeven}
    assert {
        "persoon.naam",
        "persoon.geboortedatum",
        "persoon.adres",
        "persoon.gezondheid",
        "melding.hulpvraag",
        "deskundige.naam",
        "oordeel.door",
        "besluit.ondertekening.naam",
    } <= gemerkt


def test_every_norm_finds_its_facts() -> None:
    verwacht = {f"{familie}-{nummer:02}" for familie, tot in FAMILIES.items() for nummer in range(1, tot + 1)}
    verwacht.remove("WMO-OND-05")
    verwacht |= {f"WMO-OND-05{letter}" for letter in "abcdefg"}
    assert len(verwacht) == 253
    assert vocabulary().normen() == verwacht
