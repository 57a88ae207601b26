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
from engine.rule import Regel, Regelset, Vindplaats
from service.intake import lees_regels
from service.topics import Onderwerp, toets_onderwerpen

WORTEL = Path(__file__).parent.parent
RULESETS = WORTEL / "rulesets"
WET = WORTEL.parent / "shared" / "law"

# Paragraphs of rulings that were read in the ruling, in a literal quotation, or in a court's own summary.
GELEZEN = {
    "ECLI:NL:CRVB:2016:1402": {"5.5", "5.6.1", "5.6.2"},
    "ECLI:NL:CRVB:2016:1404": {"4.5.5"},
    "ECLI:NL:CRVB:2017:1477": {"4.3.1"},
    "ECLI:NL:CRVB:2025:1045": {"5.2.1", "5.2.2"},
    "ECLI:NL:RBDHA:2021:12108": {"4.1.1", "4.1.2"},
    "ECLI:NL:RBMNE:2016:2565": {"4"},
}

NORMEN_VAN_DE_EERSTE_UITGAVE = {
    *(f"WMO-BES-{n:02d}" for n in (4, 5, 6, *range(10, 25), 28)),
    *(f"WMO-OND-{n}" for n in ("01", "02", "03", "04", "06", "07", "08", "10", "13", "14")),
    *(f"WMO-OND-05{letter}" for letter in "abcdefg"),
    "WMO-MEL-01",
    *(f"AWB-{n:02d}" for n in (4, 5, 7, 8, 9, 18, 22)),
    *(f"JW-OND-{n:02d}" for n in (1, 2, 3)),
    *(f"SCH-{n:02d}" for n in (1, 2, 3)),
}


@cache
def regelsets() -> tuple[Regelset, ...]:
    bibliotheek, meldingen = load_library(RULESETS)
    assert not meldingen, "\n\n".join(render(m) for m in meldingen)
    return bibliotheek.regelsets


def regels() -> Iterator[Regel]:
    return (r for s in regelsets() for r in s.regels)


@cache
def onderwerpen() -> dict[str, Onderwerp]:
    return {o.naam: o for o in toets_onderwerpen(lees_regels(RULESETS))}


NAMEN = sorted({str(p.parent.relative_to(RULESETS)) for p in RULESETS.rglob("*.regels")})


def test_the_rulesets_read_without_a_single_remark() -> None:
    assert regelsets()


def test_every_norm_of_the_first_edition_has_a_rule() -> None:
    assert NORMEN_VAN_DE_EERSTE_UITGAVE - {r.norm for r in regels()} == set()


@pytest.mark.parametrize("naam", NAMEN)
def test_the_cases_of_a_topic_hold_and_show_every_rule_in_every_outcome(naam: str) -> None:
    onderwerp = onderwerpen()[naam]
    assert onderwerp.goed, "\n\n".join(onderwerp.klachten())


def citaties() -> Iterator[tuple[Regel, Vindplaats]]:
    for regel in regels():
        for vindplaats in regel.vindplaatsen:
            yield regel, vindplaats
        for uitzondering in regel.uitzonderingen:
            for vindplaats in uitzondering.vindplaatsen:
                yield regel, vindplaats


def test_only_paragraphs_that_were_read_are_cited() -> None:
    vreemd = [
        (regel.id, v.bron.kenmerk, v.overweging)
        for regel, v in citaties()
        if v.overweging is not None and v.overweging not in GELEZEN.get(v.bron.kenmerk, set())
    ]
    assert vreemd == []


def _uit_dossier(naam: str) -> Path:
    pad = WET / naam
    if not pad.exists():
        pytest.skip(f"het juridisch dossier ({naam}) staat niet naast het project")
    return pad


def test_every_ruling_cited_stands_in_the_legal_dossier() -> None:
    dossier = _uit_dossier("legal-dossier.md").read_text(encoding="utf-8")
    for regel, v in citaties():
        if v.bron.soort == "uitspraak":
            _, _, hof, jaar, nummer = v.bron.kenmerk.split(":")
            # The dossier also writes `1403` after `ECLI:NL:CRVB:2016:1402 and`.
            gevonden = v.bron.kenmerk in dossier or re.search(rf"{hof}:{jaar}:\S*[^.]*\b{nummer}\b", dossier)
            assert gevonden, (regel.id, v.bron.kenmerk)


Versie = dict[str, Any]


def _versies(wet: dict[str, Any], vanaf: dt.date, tot: dt.date | None) -> Iterator[tuple[str, Versie]]:
    """The versions of a law that were in force at some time between two days."""
    dagen = sorted(wet["versions"])
    for dag, volgende in zip(dagen, [*dagen[1:], None], strict=True):
        begint_op_tijd = tot is None or dt.date.fromisoformat(dag) < tot
        eindigt_later = volgende is None or vanaf < dt.date.fromisoformat(volgende)
        if begint_op_tijd and eindigt_later:
            yield dag, wet["versions"][dag]


def _hoofdstuk(artikel: str | None) -> str:
    """The chapter in an article's number; empty where a law numbers its articles through."""
    deel, punt, _ = re.split("([.:])", f"{artikel}.", maxsplit=1)
    return deel if artikel is not None and punt in artikel else ""


def _bezwaar(v: Vindplaats, versie: Versie) -> str | None:
    """What is wrong with a citation in one version of a law; an article outside what was read passes."""
    artikel = versie["articles"].get(v.artikel)
    if artikel is None:
        # A version that is "whole" is so for the chapters that were read: see its `scope`.
        gelezen = {_hoofdstuk(a) for a in versie["articles"]}
        return "bestaat niet" if versie["read"] == "whole" and _hoofdstuk(v.artikel) in gelezen else None
    if artikel.get("vervallen"):
        return "is vervallen"
    leden = artikel["onderdelen"]
    if v.lid is not None and v.lid not in leden:
        return f"heeft geen lid {v.lid}"
    gevraagd = [v.lid or "0"] if v.lid is not None or "0" in leden else leden
    onderdelen = {onderdeel for lid in gevraagd for onderdeel in leden.get(lid, [])}
    if v.onderdeel is not None and v.onderdeel not in onderdelen:
        return f"heeft geen onderdeel {v.onderdeel}"
    return None


def test_every_article_member_and_part_cited_exists_while_the_rule_is_in_force() -> None:
    index = json.loads(_uit_dossier("statute-index.json").read_text(encoding="utf-8"))
    bezwaren = []
    for regel, v in citaties():
        wet = index.get(v.bron.kenmerk)
        if v.bron.soort != "wet" or wet is None or v.artikel is None:
            continue
        bezwaren += [
            f"{regel.id}: {wet['name']} {dag} artikel {v.artikel} {bezwaar}"
            for dag, versie in _versies(wet, regel.geldig.vanaf, regel.geldig.tot)
            if (bezwaar := _bezwaar(v, versie)) is not None
        ]
    assert bezwaren == []


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
