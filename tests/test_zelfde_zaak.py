"""The same case written down another way gets the same answer: tried on the cases beside the rules."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dsl.library import Library, load_library
from engine.check import check
from engine.dossier import Dossier
from service.cases import Geval, lees_gevallen
from service.intake import dossier_of_fouten

RULES = Path(__file__).parents[1] / "rulesets"
EVERY = 40
"""One in so many cases is tried, those of each topic in turn."""

Json = dict[str, Any]
Outcome = tuple[list[str], set[str]]


@cache
def _library() -> Library:
    return load_library(RULES)[0]


@cache
def _cases() -> list[Geval]:
    return [g for pad in sorted(RULES.rglob("gevallen.md")) for g in lees_gevallen(pad).gevallen][::EVERY]


def _outcome(inhoud: Json, geval: Geval) -> Outcome:
    """The rules that find something, once per finding, and those that still ask."""
    dossier = dossier_of_fouten(json.dumps(inhoud).encode())
    assert isinstance(dossier, Dossier)
    regelsets = _library().voor(dossier, geval.peildatum)
    rapport = check(dossier, regelsets, geval.peildatum, geval.kennisdatum)
    return sorted(b.regel for b in rapport.bevindingen), {r for v in rapport.open_vragen for r in v.regels}


def _objects(waarde: Any) -> Iterator[Json]:
    if isinstance(waarde, dict):
        yield waarde
    for deel in waarde.values() if isinstance(waarde, dict) else waarde if isinstance(waarde, list) else ():
        yield from _objects(deel)


def _help_of(zaak: Json) -> Iterator[tuple[Json, list[tuple[str, Json]]]]:
    """Each decision, with the help in it by reference."""
    for ref, besluit in (zaak.get("besluiten") or {}).items():
        alle = (zaak.get("voorzieningen") or {}).items()
        yield besluit, [(naam, hulp) for naam, hulp in alle if hulp.get("besluit") == ref]


def _in_hours_per_four_weeks(zaak: Json) -> None:
    for omvang in _objects(zaak):
        if omvang.keys() == {"aantal", "eenheid", "frequentie"} and omvang["frequentie"] == "per_week":
            aantal = Decimal(str(omvang["aantal"])) * 4
            if omvang["eenheid"] == "minuut" and aantal % 6 == 0:
                aantal, omvang["eenheid"] = aantal / 60, "uur"
            omvang["frequentie"] = "per_vier_weken"
            omvang["aantal"] = int(aantal) if aantal % 1 == 0 else format(aantal.normalize(), "f")


def _the_other_way_round(zaak: Json) -> None:
    for naam, waarde in zaak.items():
        if isinstance(waarde, dict):
            zaak[naam] = dict(reversed(waarde.items()))


def _under_other_references(zaak: Json) -> None:
    tekst = json.dumps(zaak)
    for ref in {ref for kaart in zaak.values() if isinstance(kaart, dict) for ref in kaart}:
        tekst = re.sub(rf'(?<=["/]){ref}(?=["/])', f"z{ref}", tekst)
    zaak.clear()
    zaak.update(json.loads(tekst))


def _the_decision_says_for_whom(zaak: Json) -> None:
    for besluit, hulp in _help_of(zaak):
        personen = {v.get("persoon") for _, v in hulp}
        if personen == set(besluit.get("begunstigden") or ()) and len(personen) == 1:
            for _, voorziening in hulp:
                del voorziening["persoon"]


def _the_article_stands_at_the_help(zaak: Json) -> None:
    for besluit, hulp in _help_of(zaak):
        if besluit.get("artikel") and hulp and not any(v.get("artikelen") for _, v in hulp):
            artikel = besluit.pop("artikel")
            for _, voorziening in hulp:
                voorziening["artikelen"] = [artikel]
                if "artikelen" in voorziening.get("ontbreekt", ()):
                    voorziening["ontbreekt"].remove("artikelen")


def _reasons_name_the_only_help(zaak: Json) -> None:
    for besluit, hulp in _help_of(zaak):
        if len(hulp) == 1:
            for motivering in (besluit.get("motiveringen") or {}).values():
                if not motivering.get("voorziening") and not motivering.get("ontbreekt"):
                    motivering["voorziening"] = hulp[0][0]


@pytest.mark.parametrize(
    "write",
    [
        _in_hours_per_four_weeks,
        _the_other_way_round,
        _under_other_references,
        _the_decision_says_for_whom,
        _the_article_stands_at_the_help,
        _reasons_name_the_only_help,
    ],
    ids=lambda f: f.__name__.strip("_"),
)
def test_the_same_case_written_another_way_gets_the_same_answer(write: Callable[[Json], None]) -> None:
    changed = 0
    for geval in _cases():
        anders = copy.deepcopy(geval.inhoud)
        write(anders)
        if json.dumps(anders) != json.dumps(geval.inhoud):
            changed += 1
            assert _outcome(anders, geval) == _outcome(geval.inhoud, geval), f"{geval.bestand}: {geval.titel}"
    assert changed, "no case could be written another way"


_LINKS = [
    ("besluiten", "aanvraag"),
    ("besluiten", "onderzoek"),
    ("besluiten", "vorigBesluit"),
    ("besluiten", "bezwaar"),
    ("voorzieningen", "besluit"),
    ("voorzieningen", "vorigeVoorziening"),
    ("pgbs", "voorziening"),
    ("pgbs", "besluit"),
    ("onderzoeken", "persoon"),
]


@pytest.mark.parametrize(("kaart", "veld"), _LINKS, ids=lambda naam: str(naam))
def test_a_finding_becomes_a_question_when_a_link_is_not_filled_in(kaart: str, veld: str) -> None:
    changed = 0
    for geval in _cases():
        anders = copy.deepcopy(geval.inhoud)
        delen = [deel for deel in (anders.get(kaart) or {}).values() if deel.pop(veld, None) is not None]
        if delen:
            changed += 1
            vindt, vraagt = _outcome(geval.inhoud, geval)
            vindt_nog, vraagt_nu = _outcome(anders, geval)
            weg, nieuw = set(vindt) - set(vindt_nog) - vraagt_nu, set(vindt_nog) - set(vindt) - vraagt
            assert not weg, f"{geval.bestand}: {geval.titel}: {weg} neither found nor asked"
            assert not nieuw, f"{geval.bestand}: {geval.titel}: {nieuw} found without knowing more"
    assert changed, "no case has this link"
