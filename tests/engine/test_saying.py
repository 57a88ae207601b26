"""What a condition is in plain Dutch: the words of the dossier, and never those of a rule file."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dsl import load_library
from engine import Dossier, Regelset, check
from engine.saying import _ONZIJDIG, deelnaam, gezegde
from engine.vocabulary import vocabulary
from service.naming import Namen
from service.reasons import redenen
from tests.engine.test_check import DAG, NU, regel, regelset

WORTEL = Path(__file__).parent.parent.parent
DELEN = ((0, "/voorzieningen/V1"), (1, "/besluiten/B1"))


@cache
def meegeleverd() -> tuple[Regelset, ...]:
    bibliotheek, _ = load_library(WORTEL / "rulesets")
    return bibliotheek.regelsets


def zin(conditie: str, waar: bool | None) -> str:
    r = regel("P-1", f"  voor elke voorziening v en elk besluit b\n  moet gelden {conditie}")
    eis = regelset(r).regels[0].eis
    assert eis is not None
    return gezegde(eis, waar, DELEN).zin


@pytest.mark.parametrize(
    ("conditie", "waar", "verwacht"),
    [
        ("v.maatstaf.onafhankelijk is ja", False, "voorziening V1 > maatstaf > onafhankelijk is niet ja"),
        ("v.maatstaf.onafhankelijk is niet ja", False, "voorziening V1 > maatstaf > onafhankelijk is ja"),
        ("v.wet is b.wet", False, "voorziening V1 > wet is niet besluit B1 > wet"),
        ("v.omvang is minstens 3 uur per week", False,
         "voorziening V1 > omvang is niet minstens 3 uur per week"),
        ("v.begindatum ligt na b.besloten_op", False,
         "voorziening V1 > begindatum is niet na besluit B1 > besloten op"),
        ("v.begindatum is uiterlijk 6 weken na b.besloten_op", True,
         "voorziening V1 > begindatum is uiterlijk 6 weken na besluit B1 > besloten op"),
        ("v.soort is een van rolstoel, begeleiding", False,
         "voorziening V1 > soort is geen van rolstoel of begeleiding"),
        ("v.soort is geen van rolstoel, begeleiding", True,
         "voorziening V1 > soort is geen van rolstoel of begeleiding"),
        ("v.omvang is ingevuld", False, "voorziening V1 > omvang ontbreekt"),
        ("v.omvang is ingevuld", None, "voorziening V1 > omvang is ingevuld"),
        ("v.persoon.rollen bevat client", False, "voorziening V1 > persoon > rollen bevat niet client"),
        ("v.persoon.rollen bevat een van client, ouder", False,
         "voorziening V1 > persoon > rollen bevat geen van client of ouder"),
        ("v.persoon.rollen bevat alle van client, ouder", False,
         "voorziening V1 > persoon > rollen bevat niet alle van client en ouder"),
        ("v.persoon.rollen bevat alle van client, ouder", True,
         "voorziening V1 > persoon > rollen bevat client en ouder"),
        ("v.begindatum ligt na 6 weken na b.besloten_op", False,
         "voorziening V1 > begindatum is niet later dan 6 weken na besluit B1 > besloten op"),
        ("v.begindatum ligt voor 2 weken voor b.besloten_op", True,
         "voorziening V1 > begindatum is eerder dan 2 weken voor besluit B1 > besloten op"),
        ("b.besloten_op is uiterlijk 1 week na 6 weken na v.begindatum volgens de Algemene termijnenwet",
         True,
         "besluit B1 > besloten op is uiterlijk 1 week na 6 weken na voorziening V1 > begindatum "
         "volgens de Algemene termijnenwet"),
        ("som van a.omvang over elke activiteit a van v is minstens v.omvang", False,
         "de som van omvang van de activiteiten bij voorziening V1 is niet minstens voorziening V1 > omvang"),
        ("er is een motivering m van b", False, "er is geen motivering bij besluit B1"),
        ("er is geen motivering m van b waarvoor m.onderdeel is omvang", False,
         "er is een motivering bij besluit B1 waarvoor geldt: onderdeel is omvang"),
        ("er zijn minstens 2 motiveringen m van b waarvoor m.onderdeel is omvang", False,
         "er zijn minder dan 2 motiveringen bij besluit B1 waarvoor geldt: onderdeel is omvang"),
        ("er zijn hoogstens 1 motiveringen m van b waarvoor m.voorziening is v", False,
         "er is meer dan 1 motivering bij besluit B1 waarvoor geldt: voorziening is voorziening V1"),
        ("voor elke voorziening w van b geldt (w is niet v of w.wet is b.wet)", False,
         "niet voor alle voorzieningen bij besluit B1 geldt: deze voorziening is niet voorziening V1 of "
         "wet is besluit B1 > wet"),
        ("er is een persoon p waarvoor er is een voorziening w van b "
         "waarvoor (w.persoon is p en w.wet is wmo2015)",
         False, "er is geen persoon waarvoor geldt: er is een voorziening bij besluit B1 waarvoor geldt: "
         "persoon is die persoon en wet is wmo2015"),
    ],
)  # fmt: skip
def test_a_condition_reads_as_a_sentence_about_the_dossier(
    conditie: str, waar: bool | None, verwacht: str
) -> None:
    assert zin(conditie, waar) == verwacht


@pytest.mark.parametrize(
    ("conditie", "waar", "verwacht"),
    [
        ("b.weigeringsgrond is geen_ingezetene", True, "is „geen ingezetene”"),
        ("b.weigeringsgrond is niet geen_ingezetene", True, "is niet „geen ingezetene”"),
        ("b.bezwaar.uitkomst is niet_ontvankelijk", True, "is „niet ontvankelijk”"),
        ("b.weigeringsgrond is een van inkomen_of_vermogen, wlz", True,
         "is een van „inkomen of vermogen” of wlz"),
    ],
)  # fmt: skip
def test_a_choice_that_could_be_read_as_part_of_the_sentence_is_quoted(
    conditie: str, waar: bool, verwacht: str
) -> None:
    assert zin(conditie, waar).endswith(verwacht)


BEGRIP = """
begrip past_bij voor besluit c en persoon p
  betekent c.wet is wmo2015 en c.soort is toekenning en c.spoed is ja en p.gehuwd is ja

begrip is_spoed voor besluit c
  betekent c.wet is wmo2015 en c.soort is toekenning en c.spoed is ja en c.op_verzoek is ja
"""


@pytest.mark.parametrize(
    ("conditie", "verwacht"),
    [
        ("d voldoet aan is_spoed", "er is geen besluit waarvoor geldt: „is spoed”"),
        ("b voldoet aan is_spoed", "er is geen besluit waarvoor geldt: „is spoed” (besluit B1)"),
        ("d, v.persoon voldoen aan past_bij",
         "er is geen besluit waarvoor geldt: „past bij” (voorziening V1, dit besluit)"),
        ("er is een persoon p waarvoor d, p voldoen aan past_bij",
         "er is geen besluit waarvoor geldt: (er is een persoon waarvoor geldt: "
         "„past bij” (dat besluit, deze persoon))"),
    ],
)  # fmt: skip
def test_a_concept_says_of_what_it_is_unless_that_is_the_part_at_hand(conditie: str, verwacht: str) -> None:
    inhoud = (
        "  voor elke voorziening v en elk besluit b\n"
        f"  moet gelden er is een besluit d waarvoor (d.wet is b.wet en {conditie})"
    )
    r = regelset(BEGRIP + regel("P-1", inhoud))
    eis = r.regels[0].eis
    assert eis is not None
    assert gezegde(eis, False, DELEN).zin.replace("wet is besluit B1 > wet en ", "") == verwacht


def test_no_reference_outlives_its_case() -> None:
    assert not hasattr(deelnaam, "cache_info")


def test_what_is_not_both_lacks_one_of_the_two() -> None:
    assert zin("v.omvang is ingevuld en b.spoed is ja", False) == (
        "voorziening V1 > omvang ontbreekt of besluit B1 > spoed is niet ja"
    )


def test_a_part_is_called_by_its_kind_and_its_own_reference() -> None:
    assert deelnaam("/voorzieningen/V~11/activiteiten/A1") == "activiteit A1"
    assert deelnaam("/voorzieningen/V~11") == "voorziening V/1"
    assert deelnaam("") == "het dossier"


def test_only_kinds_of_parts_take_het() -> None:
    assert set(vocabulary().soorten) >= _ONZIJDIG


@pytest.mark.parametrize("pad", sorted((WORTEL / "voorbeelden").glob("*.json")), ids=lambda p: p.stem)
def test_no_reason_in_an_example_speaks_the_language_of_the_rules(pad: Path) -> None:
    """Every reason names a part of the dossier, or a kind of part; none a variable or a name with a bar."""
    dossier = Dossier.model_validate_json(pad.read_bytes())
    rapport = check(dossier, meegeleverd(), DAG, NU)
    namen = Namen(dossier)
    for b in rapport.bevindingen:
        for reden in redenen(b, namen):
            assert "_" not in reden, reden
        for stap in b.als_json()["uitleg"]:
            assert stap["inWoorden"]
            assert "_" not in stap["inWoorden"], stap


def test_json_has_the_condition_in_words_and_in_the_words_of_the_rule() -> None:
    zaak: dict[str, Any] = {"voorzieningen": {"V1": {"besluit": "B1"}}, "besluiten": {"B1": {}}}
    r = regelset(regel("P-1", "  voor elke voorziening v\n  moet gelden v.omvang is ingevuld"))
    (bevinding,) = check(Dossier.model_validate_json(json.dumps(zaak)), (r,), DAG, NU).bevindingen
    (stap,) = bevinding.als_json()["uitleg"]
    assert (stap["inWoorden"], stap["voorwaarde"]) == (
        "voorziening V1 > omvang ontbreekt",
        "v.omvang is ingevuld",
    )
