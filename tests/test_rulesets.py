"""The law as it is shipped: it reads without a remark, its cases hold, its sources exist."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dsl import load_library, render
from dsl.norms import lees_normen
from dsl.register import citaties
from dsl.sources import LOCAL_SORTS
from engine.report import verwijzing
from engine.rule import Regel, Regelset
from engine.vocabulary import vocabulary
from service import normtable
from service.intake import Regels, lees_regels
from service.topics import gevallen_van, per_onderwerp, toets_onderwerp

WORTEL = Path(__file__).parent.parent
RULESETS = WORTEL / "rulesets"
WET = WORTEL.parent / "shared" / "law"

NORMEN_VAN_DE_EERSTE_UITGAVE = {
    *(f"WMO-BES-{n:02d}" for n in (4, 5, 6, *range(10, 25), 28)),
    *(f"WMO-OND-{n}" for n in ("01", "02", "03", "04", "06", "07", "08", "10", "13", "14")),
    *(f"WMO-OND-05{letter}" for letter in "abcdefg"),
    "WMO-MEL-01",
    *(f"AWB-{n:02d}" for n in (4, 5, 7, 8, 9, 18, 22)),
    *(f"JW-OND-{n:02d}" for n in (1, 2, 3)),
    *(f"SCH-{n:02d}" for n in (1, 2, 3)),
}

HOOGSTENS_PER_BESTAND = 12


@cache
def regelsets() -> tuple[Regelset, ...]:
    bibliotheek, meldingen = load_library(RULESETS)
    assert not meldingen, "\n\n".join(render(m) for m in meldingen)
    return bibliotheek.regelsets


def regels() -> Iterator[Regel]:
    return (r for s in regelsets() for r in s.regels)


@cache
def gelezen() -> Regels:
    return lees_regels(RULESETS)


def test_a_shared_concept_can_be_looked_up_by_its_name() -> None:
    """`toets begrippen` shows a word of the vocabulary first, so a concept may not have such a name."""
    soorten = vocabulary().soorten
    woorden = {*soorten, *(kenmerk for s in soorten.values() for kenmerk in s.kenmerken)}
    assert not woorden & {b.naam for s in regelsets() for b in s.begrippen}


NAMEN = sorted({str(p.parent.relative_to(RULESETS)) for p in RULESETS.rglob("*.regels")})


def test_the_rulesets_read_without_a_single_remark() -> None:
    assert regelsets()


def test_a_topic_is_what_a_lawyer_can_check_at_once() -> None:
    """At most about ten rules a file; what several topics mean by a word stands in a topic of its own."""
    assert {s.bestand: len(s.regels) for s in regelsets() if len(s.regels) > HOOGSTENS_PER_BESTAND} == {}
    assert {s.naam for s in regelsets() if not s.regels} == {
        s.naam for s in regelsets() if s.naam.endswith("begrippen")
    }


def test_every_norm_of_the_first_edition_has_a_rule() -> None:
    assert NORMEN_VAN_DE_EERSTE_UITGAVE - {r.norm for r in regels()} == set()


@pytest.mark.parametrize("naam", NAMEN)
def test_the_cases_of_a_topic_hold_and_show_every_rule_in_every_outcome(naam: str) -> None:
    onderwerp = toets_onderwerp(naam, tuple(per_onderwerp(gelezen())[naam]), gevallen_van(gelezen(), naam))
    assert onderwerp.goed, "\n\n".join(onderwerp.klachten())


def _uit_dossier(naam: str) -> Path:
    pad = WET / naam
    if not pad.exists():
        pytest.skip(f"het juridisch dossier ({naam}) staat niet naast het project")
    return pad


def test_every_ruling_cited_stands_in_the_legal_dossier() -> None:
    dossier = _uit_dossier("legal-dossier.md").read_text(encoding="utf-8")
    for citatie in (c for s in regelsets() for c in citaties(s)):
        v = citatie.vindplaats
        if v.bron.soort == "uitspraak":
            _, _, hof, jaar, nummer = v.bron.kenmerk.split(":")
            # The dossier also writes `1403` after `ECLI:NL:CRVB:2016:1402 and`.
            gevonden = v.bron.kenmerk in dossier or re.search(rf"{hof}:{jaar}:\S*[^.]*\b{nummer}\b", dossier)
            assert gevonden, (citatie.door, v.bron.kenmerk)


def test_the_register_of_sources_says_what_the_legal_dossier_says() -> None:
    """That every citation stands in it is for reading the rules; here that it is a true copy.

    Of a version that the dossier has in part, the register may have read more.
    """
    index = json.loads(_uit_dossier("statute-index.json").read_text(encoding="utf-8"))
    register = json.loads((RULESETS / "bronnen.json").read_text(encoding="utf-8"))
    for bwb, wet in index.items():
        if bwb.startswith("_"):
            continue
        for dag, versie in wet["versions"].items():
            eigen = register["wetten"][bwb]["versies"][dag]
            assert eigen["bereik"] == _bereik(versie), (bwb, dag)
            artikelen = {
                nummer: {lid: " ".join(letters) for lid, letters in artikel["onderdelen"].items()}
                for nummer, artikel in versie["articles"].items()
                if not artikel.get("vervallen")
            }
            if eigen["bereik"] == "*":
                assert eigen["artikelen"] == artikelen, (bwb, dag)
            else:
                assert artikelen.items() <= eigen["artikelen"].items(), (bwb, dag)


def _bereik(versie: dict[str, Any]) -> str:
    """The part of a law that was read whole, as the register writes it."""
    if versie["read"] != "whole" or versie["scope"].startswith("all articles"):
        return "*" if versie["read"] == "whole" else ""
    delen = re.findall(r"\d+(?:-\d+)?", versie["scope"])
    if not versie["scope"].startswith("chapter"):
        return " ".join(delen)
    teken = ":" if any(":" in nummer for nummer in versie["articles"]) else "."
    grenzen = [deel.split("-") for deel in delen]
    return " ".join(f"{n}{teken}" for g in grenzen for n in range(int(g[0]), int(g[-1]) + 1))


def test_every_source_leads_to_its_place_in_the_law_or_to_the_ruling() -> None:
    wet = re.compile(
        r"https://wetten\.overheid\.nl/jci1\.3:c:BWBR\d{7}(&artikel=[\w.:]+)?(&lid=\w+)?(&o=\w+)?"
        r"&z=\d{4}-\d\d-\d\d&g=\d{4}-\d\d-\d\d"
    )
    uitspraak = re.compile(r"https://deeplink\.rechtspraak\.nl/uitspraak\?id=ECLI:NL:[A-Z]+:\d{4}:[A-Z0-9]+")
    for s in regelsets():
        for citatie in citaties(s):
            v = citatie.vindplaats
            link = verwijzing(v, citatie.geldig.vanaf.isoformat()).link
            if v.bron.soort in ("kamerstuk", *LOCAL_SORTS):
                assert link is None
                continue
            assert link is not None, citatie
            assert {"wet": wet, "uitspraak": uitspraak}[v.bron.soort].fullmatch(link), link
            assert f"{v.bron.kenmerk}" in link
            assert not v.artikel or f"&artikel={v.artikel}&" in link


def test_the_register_of_norms_has_every_norm_of_the_legal_dossier() -> None:
    merk = {
        "VERIFIED": "geverifieerd",
        "VERIFIED (derived)": "afgeleid",
        "VERIFIED (secondary)": "secundair",
        "FROM MEMORY": "ongeverifieerd",
    }
    dossier = json.loads(_uit_dossier("legal-norms.json").read_text(encoding="utf-8"))
    normen = lees_normen(RULESETS)
    assert normen is not None
    assert {n.id: n.nagegaan for n in normen.values()} == {n["id"]: merk[n["mark"]] for n in dossier}


def test_the_table_of_norms_is_up_to_date() -> None:
    normen = lees_normen(RULESETS)
    assert normen is not None
    bibliotheek, _ = load_library(RULESETS)
    tabel = normtable.als_markdown(normtable.dekking(normen, bibliotheek.in_gebruik))
    assert (RULESETS / "NORMEN.md").read_text(encoding="utf-8") == tabel, (
        "draai `toets regels dekking --normen --uitvoer markdown > rulesets/NORMEN.md`"
    )


def test_a_rule_is_no_surer_of_a_norm_than_the_register() -> None:
    normen = lees_normen(RULESETS)
    assert normen is not None
    for regel in regels():
        if normen[regel.norm].nagegaan == "ongeverifieerd":
            assert regel.ernst == "advies" or regel.zekerheid == "ongeverifieerd", regel.id


def test_a_ruling_is_not_applied_before_its_own_day_could_be_known() -> None:
    for regel in regels():
        jaren = [int(v.bron.kenmerk.split(":")[3]) for v in regel.vindplaatsen if v.bron.soort == "uitspraak"]
        wetten = [v for v in regel.vindplaatsen if v.bron.soort == "wet"]
        if jaren and not wetten:
            assert regel.kenbaar_vanaf.year >= min(jaren), regel.id


@pytest.mark.parametrize(
    ("regel", "kenbaar", "uitspraken"),
    [
        ("WMO-BES-11-HULP", "2018-10-08", {"ECLI:NL:CRVB:2018:3241"}),
        ("WMO-BES-11-BEGELEIDING", "2021-05-26", {"ECLI:NL:CRVB:2021:1381"}),
    ],
)
def test_the_hours_rule_and_its_extension_are_dated_by_their_own_rulings(
    regel: str, kenbaar: str, uitspraken: set[str]
) -> None:
    (gevonden,) = (r for r in regels() if r.id == regel)
    assert gevonden.kenbaar_vanaf.isoformat() == kenbaar
    assert uitspraken <= {v.bron.kenmerk for v in gevonden.vindplaatsen}


@pytest.mark.parametrize(
    ("norm", "uitspraak"),
    [
        ("WMO-BES-13", "ECLI:NL:CRVB:2016:1402"),
        ("WMO-BES-13", "ECLI:NL:CRVB:2016:1403"),
        ("WMO-BES-18", "ECLI:NL:CRVB:2016:1404"),
    ],
)
def test_the_rulings_of_18_may_2016_carry_their_own_norms(norm: str, uitspraak: str) -> None:
    dragers = [
        r for r in regels() if r.norm == norm and any(v.bron.kenmerk == uitspraak for v in r.vindplaatsen)
    ]
    assert dragers
    assert all(r.kenbaar_vanaf <= dt.date(2016, 5, 18) for r in dragers)
    assert any(r.kenbaar_vanaf == dt.date(2016, 5, 18) for r in dragers)
