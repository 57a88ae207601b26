"""Concepts that a file has from another mean what they would mean here, and are locked with it."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest

from dsl import Diagnostic, Library, load_library, read_ruleset, render
from dsl.library import review
from dsl.lock import BESTAND, Uitgave, als_tekst
from dsl.soundness import shape
from engine.rule import Regel, Regelset

CONCEPTS = """regelset wmo/begrippen
titel "Begrippen"
geldig vanaf 1 januari 2015 tot 1 januari 2030

begrip hulp voor voorziening v
  betekent v.soort is een van huishoudelijke_hulp, begeleiding

begrip hoort_bij voor voorziening v en besluit b
  betekent v.besluit is b en v voldoet aan hulp
"""
HEAD = """regelset wmo/regels
titel "Regels"
geldig vanaf 1 januari 2016 tot 1 januari 2020
"""
RULE = """
bron wmo is wet "Wmo 2015" BWBR0035362

regel A-1 "x"
  volgens wmo artikel 2.3.5
  ernst risico
  zekerheid afgeleid
  voor elke voorziening v en elk besluit b
  waarbij v, b voldoen aan hoort_bij
  moet gelden v.omvang is ingevuld
  melding "a"
  advies "b"
"""
FROM = "begrippen uit wmo/begrippen\n"


def _read(root: Path, concepts: str, rules: str) -> tuple[Library, list[str]]:
    for naam, tekst in (("begrippen/2015-01-01", concepts), ("regels/2016-01-01", rules)):
        pad = root / f"wmo/{naam}.regels"
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_text(tekst, encoding="utf-8")
    library, told = load_library(root)
    return library, [render(d) for d in told]


def _set(library: Library, naam: str) -> Regelset:
    return next(r for r in library.regelsets if r.naam == naam)


def _codes(told: list[str]) -> list[str]:
    return [t.split("[")[1].split("]")[0] for t in told]


def test_a_concept_from_elsewhere_means_what_it_would_mean_here(tmp_path: Path) -> None:
    library, told = _read(tmp_path / "a", CONCEPTS, HEAD + FROM + RULE)
    assert told == []
    own = CONCEPTS[CONCEPTS.index("\nbegrip") :]
    here, told = _read(tmp_path / "b", CONCEPTS, HEAD + own + RULE)
    assert _codes(told) == ["B16"]  # nothing uses `hoort_bij` of the other file any more
    one, other = (_set(lib, "wmo/regels").regels[0] for lib in (library, here))
    assert shape(one.waarbij) == shape(other.waarbij)


def test_the_digest_of_a_file_is_about_the_concepts_it_uses_too(tmp_path: Path) -> None:
    before = _set(_read(tmp_path, CONCEPTS, HEAD + FROM + RULE)[0], "wmo/regels")
    changed = CONCEPTS.replace("begeleiding", "dagbesteding")
    after = _set(_read(tmp_path, changed, HEAD + FROM + RULE)[0], "wmo/regels")
    assert before.digest != after.digest
    again = _set(_read(tmp_path, CONCEPTS, HEAD + FROM + RULE)[0], "wmo/regels")
    assert again.digest == before.digest


def test_a_published_rule_is_not_changed_through_its_concepts(tmp_path: Path) -> None:
    library, _ = _read(tmp_path, CONCEPTS, HEAD + FROM + RULE)
    dag = dt.date(2026, 1, 1)
    uitgaven = [Uitgave(r.naam, r.versie, r.digest, dag, "A", "B") for r in library.regelsets]
    (tmp_path / BESTAND).write_text(als_tekst(uitgaven), encoding="utf-8")
    assert load_library(tmp_path)[1] == ()
    higher = CONCEPTS.replace("begeleiding", "dagbesteding").replace("2030\n", "2030\nherziening 2\n")
    (tmp_path / "wmo/begrippen/2015-01-01.h2.regels").write_text(higher, encoding="utf-8")
    (told,) = load_library(tmp_path)[1]
    assert (told.code, told.plaats.bestand) == ("G22", "wmo/regels/2016-01-01.regels")
    assert "het bestand of zijn begrippen zijn daarna veranderd" in told.zin


@pytest.mark.parametrize("closed", [False, True], ids=["corrected", "ended for a new version"])
def test_what_a_herziening_replaced_stays_as_it_was_published(tmp_path: Path, closed: bool) -> None:
    head = HEAD.replace(" tot 1 januari 2020", "") if closed else HEAD
    concepts = CONCEPTS.replace(" tot 1 januari 2030", "") if closed else CONCEPTS
    library, _ = _read(tmp_path, concepts, head + FROM + RULE)
    dag = dt.date(2026, 1, 1)
    uitgaven = [Uitgave(r.naam, r.versie, r.digest, dag, "A", "B") for r in library.regelsets]
    (tmp_path / BESTAND).write_text(als_tekst(uitgaven), encoding="utf-8")
    eind = " tot 1 januari 2027" if closed else ""
    for map_, dag_, tekst in (("begrippen", "2015", concepts), ("regels", "2016", head + FROM + RULE)):
        eerste = next(rij for rij in tekst.splitlines() if rij.startswith("geldig"))
        nieuw = tekst.replace(eerste, f"{eerste}{eind}\nherziening 2").replace("begeleiding", "dagbesteding")
        (tmp_path / f"wmo/{map_}/{dag_}-01-01.h2.regels").write_text(nieuw, encoding="utf-8")
    library, told = load_library(tmp_path)
    assert told == ()
    by_digest = {r.digest: r for r in library.regelsets}
    old, new = (r for r in library.regelsets if r.naam == "wmo/regels")
    assert all(u.digest in by_digest for u in uitgaven)
    assert shape(old.regels[0].waarbij) != shape(new.regels[0].waarbij)
    (tmp_path / "wmo/begrippen/2015-01-01.regels").write_text(concepts + "-- anders\n", encoding="utf-8")
    changed = [d for d in load_library(tmp_path)[1] if d.code == "G22"]
    assert len(changed) == 2
    assert not any("2016-01-01.h2.regels` met" in d.herstel for d in changed)


def test_how_many_versions_there_are_does_not_matter_to_what_was_published(tmp_path: Path) -> None:
    topics, years = range(6), range(2000, 2012)
    for k in topics:
        for jaar in years:
            tot = f" tot 1 januari {jaar + 1}" if jaar < 2011 else ""
            tekst = _concepts(f"b{k}", 2).replace("januari 2015", f"januari {jaar}{tot}")
            for herziening, naam in ((1, f"{jaar}-01-01"), (2, f"{jaar}-01-01.h2")):
                pad = tmp_path / f"wmo/b{k}/{naam}.regels"
                pad.parent.mkdir(parents=True, exist_ok=True)
                kop = tekst.replace("\nbegrip", f"\nherziening {herziening}\nbegrip", 1)
                pad.write_text(kop, encoding="utf-8")
    uses = " en ".join(f"v voldoet aan b{k}_0" for k in topics)
    regels = HEAD + "".join(f"begrippen uit wmo/b{k}\n" for k in topics)
    regels += RULE.replace("v, b voldoen aan hoort_bij", uses)
    pad = tmp_path / "wmo/regels/2016-01-01.regels"
    pad.parent.mkdir(parents=True)
    pad.write_text(regels, encoding="utf-8")
    eerste = [r for r in load_library(tmp_path)[0].regelsets if r.versie == "2011-01-01/1"]
    regelset, _ = read_ruleset(regels, "x", None, eerste)
    assert regelset is not None
    (tmp_path / BESTAND).write_text(
        als_tekst([Uitgave("wmo/regels", "2016-01-01/1", regelset.digest, dt.date(2026, 1, 1), "A", "B")]),
        encoding="utf-8",
    )
    pad.with_name("2016-01-01.h2.regels").write_text(
        regels.replace("\nbegrippen", "\nherziening 2\nbegrippen", 1), encoding="utf-8"
    )
    assert [d.code for d in load_library(tmp_path)[1] if d.fout] == []


@pytest.mark.parametrize(
    ("concepts", "rules", "codes"),
    [
        pytest.param(CONCEPTS, HEAD + FROM.replace("begrippen\n", "bergippen\n") + RULE, ["G26"], id="typo"),
        pytest.param(CONCEPTS, HEAD.replace(" tot 1 januari 2020", "") + FROM + RULE, ["G26"], id="longer"),
        pytest.param(CONCEPTS, HEAD + FROM * 2 + RULE, ["L14"], id="twice the same"),
        pytest.param(CONCEPTS + RULE, HEAD + FROM + RULE.replace("A-1", "A-2"), ["G26"], id="has rules"),
        pytest.param(
            CONCEPTS,
            HEAD + FROM + "\nbegrip hulp voor voorziening v betekent v.naam is ingevuld\n" + RULE,
            ["B11"],
            id="name taken",
        ),
        pytest.param(
            CONCEPTS,
            HEAD + FROM + RULE.replace("v, b voldoen aan hoort_bij", "v.besluit is b"),
            ["B16", "B16"],
            id="unused",
        ),
        pytest.param(
            CONCEPTS.replace("begeleiding", "begelijding"), HEAD + FROM + RULE, ["B04", "G26"], id="broken"
        ),
        pytest.param(
            CONCEPTS.replace("2030\n", "2030\nbegrippen uit wmo/begrippen\n"),
            HEAD + FROM + RULE,
            ["G26", "G26"],
            id="chain",
        ),
    ],
)
def test_what_cannot_be_is_told_once(tmp_path: Path, concepts: str, rules: str, codes: list[str]) -> None:
    _, told = _read(tmp_path, concepts, rules)
    assert sorted(_codes(told)) == codes, "\n".join(told)


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(RULE.replace("moet gelden", "moet"), id="a part of the rule"),
        pytest.param(RULE.replace('A-1 "x"', "A-1 x"), id="the whole rule"),
    ],
)
def test_a_rule_that_cannot_be_read_says_nothing_about_concepts(tmp_path: Path, broken: str) -> None:
    _, told = _read(tmp_path, CONCEPTS, HEAD + FROM + broken)
    assert _codes(told) == ["L01"], "\n".join(told)


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param(HEAD + "begrippen wmo/begrippen\n" + RULE, id="half a word"),
        pytest.param(HEAD + "begrippen uit wmo/begrippen, wmo/meer\n" + RULE, id="a list"),
        pytest.param(HEAD + RULE.replace("\nregel", f"\n{FROM}\nregel"), id="below the head"),
    ],
)
def test_a_head_that_cannot_be_read_leaves_no_concept_unknown(tmp_path: Path, rules: str) -> None:
    _, told = _read(tmp_path, CONCEPTS, rules)
    assert _codes(told) == ["L01"], "\n".join(told)
    assert "begrippen uit" in told[0]


def test_a_concept_with_a_typo_does_not_make_its_topic_unused(tmp_path: Path) -> None:
    _, told = _read(tmp_path, CONCEPTS, HEAD + FROM + RULE.replace("aan hoort_bij", "aan hort_bij"))
    assert _codes(told) == ["B05"]


@pytest.mark.parametrize("more", [", wmo/meer", ",wmo/meer", " , wmo/meer", " en wmo/meer", " wmo/meer"])
def test_a_list_of_topics_is_to_be_written_line_by_line(tmp_path: Path, more: str) -> None:
    _, (told,) = _read(tmp_path, CONCEPTS, HEAD + FROM.replace("\n", f"{more}\n") + RULE)
    assert told.endswith("zet elk onderwerp op een eigen regel van het bestand, met `begrippen uit` ervoor")


def test_a_strange_word_below_a_topic_is_not_taken_for_another(tmp_path: Path) -> None:
    _, (told,) = _read(tmp_path, CONCEPTS, HEAD + FROM + "xyz\n" + RULE)
    assert "eigen regel" not in told


def test_a_concept_that_another_file_shares_is_to_be_had_from_there(tmp_path: Path) -> None:
    for map_ in ("awb", "zvw"):
        pad = tmp_path / map_ / "begrippen/2015-01-01.regels"
        pad.parent.mkdir(parents=True)
        pad.write_text(CONCEPTS.replace("wmo/begrippen", f"{map_}/begrippen"), encoding="utf-8")
    _, told = _read(tmp_path, CONCEPTS, HEAD + RULE)
    assert _codes(told) == ["B05"]
    assert told[0].endswith("herstel: zet in de kop: `begrippen uit wmo/begrippen`")
    too_short = CONCEPTS.replace("2030", "2019")
    _, told = _read(tmp_path, too_short, HEAD + RULE)
    assert told[0].endswith("herstel: zet in de kop: `begrippen uit awb/begrippen`")
    _, told = _read(tmp_path, CONCEPTS, HEAD + RULE.replace("hoort_bij", "bestaat_niet"))
    assert "zet het begrip hierboven in dit bestand" in told[0]


def test_a_file_without_rules_is_not_told_to_take_a_concept(tmp_path: Path) -> None:
    uses = "\nbegrip meer voor voorziening v betekent v voldoet aan hulp\n"
    _, told = _read(tmp_path, CONCEPTS, HEAD + uses)
    assert "zet het begrip hierboven in dit bestand" in told[0]


def test_the_head_may_stand_on_one_line(tmp_path: Path) -> None:
    rule = RULE.replace("regel A-1", "regel\n  A-1")
    _, told = _read(tmp_path, CONCEPTS, " ".join((HEAD + FROM).split("\n")) + "\n" + rule)
    assert told == []


def test_the_concepts_of_a_municipality_are_for_its_own_rules(tmp_path: Path) -> None:
    naam = "gemeenten/voorbeelddam/begrippen"
    pad = tmp_path / naam / "2015-01-01.regels"
    pad.parent.mkdir(parents=True)
    pad.write_text(CONCEPTS.replace("wmo/begrippen", naam), encoding="utf-8")
    for onderwerp, code in (("wmo/regels", "G26"), ("gemeenten/elders/regels", "G26")):
        regels = (HEAD + FROM + RULE).replace("wmo/begrippen", naam).replace("wmo/regels", onderwerp)
        told = review(regels, tmp_path)[1]
        assert [d.code for d in told] == [code]
        assert "alleen voor haar eigen regels" in told[0].zin
    eigen = (HEAD + FROM + RULE).replace("wmo/begrippen", naam)
    regelset, told = review(eigen.replace("wmo/regels", "gemeenten/voorbeelddam/regels"), tmp_path)
    assert regelset is not None, [render(d) for d in told]


def _concepts(onderwerp: str, aantal: int) -> str:
    kop = f'regelset wmo/{onderwerp}\ntitel "B"\ngeldig vanaf 1 januari 2015\n'
    begrip = "begrip {}_{} voor voorziening v betekent v.naam is ingevuld\n"
    return kop + "".join(begrip.format(onderwerp, n) for n in range(aantal))


def test_many_topics_that_are_not_there_end_quickly() -> None:
    gedeeld = [read_ruleset(_concepts(f"b{n}", 1), f"b{n}")[0] for n in range(300)]
    lines = "".join(f"begrippen uit wmo/zzz{n}\n" for n in range(9000))
    begin = time.process_time()
    _, told = read_ruleset(HEAD + lines + RULE, "x", None, [r for r in gedeeld if r])
    assert {d.code for d in told} == {"G26"}
    assert time.process_time() - begin < 12


def test_many_concepts_from_elsewhere_are_read_quickly() -> None:
    gedeeld = [read_ruleset(_concepts(f"b{n}", 3500), f"b{n}")[0] for n in range(2)]
    uses = " en ".join(f"v voldoet aan b{k}_{n}" for n in range(1700) for k in range(2))
    regels = HEAD + "".join(f"begrippen uit wmo/b{k}\n" for k in range(2))
    regels += RULE.replace("v, b voldoen aan hoort_bij", uses)
    begin = time.process_time()
    regelset, told = read_ruleset(regels, "x", None, [r for r in gedeeld if r])
    assert regelset is not None, [render(d) for d in told]
    assert [len(o.begrippen) for o in regelset.ontleningen] == [1700, 1700]
    assert time.process_time() - begin < 12


def test_the_days_on_which_concepts_are_there_are_told_with_their_end(tmp_path: Path) -> None:
    _, (told,) = _read(tmp_path, CONCEPTS, HEAD.replace(" tot 1 januari 2020", "") + FROM + RULE)
    assert "geldt vanaf 1 januari 2015 tot 1 januari 2030" in told


def test_a_topic_with_rules_is_not_said_to_be_missing(tmp_path: Path) -> None:
    _, (told,) = _read(tmp_path, CONCEPTS + RULE, HEAD + FROM + RULE.replace("A-1", "A-2"))
    assert "alleen uit een onderwerp zonder regels" in told
    assert "onbekend" not in told


def _told_of(written: str, *topics: str) -> Diagnostic:
    """The only message about a head that names a topic, with the topics that share concepts."""
    gedeeld = [read_ruleset(CONCEPTS.replace("wmo/begrippen", naam), naam)[0] for naam in topics]
    tekst = f"{HEAD}begrippen uit {written}\n{RULE}"
    _, (told,) = read_ruleset(tekst, "x", None, [r for r in gedeeld if r])
    return told


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("besluit_begrippen", "wmo/besluit_begrippen"),
        ("wmo2015/besluit_begrippen", "wmo/besluit_begrippen"),
        ("wmo/besluit_bergippen", "wmo/besluit_begrippen"),
        ("awb/besluit_bergippen", "awb/besluit_begrippen"),
        ("besluit_bergippen", "wmo/besluit_begrippen"),
        ("termijn_begrippen", "awb/termijn_begrippen"),
        ("zvw/termijn_begrippen", "awb/termijn_begrippen"),
    ],
)
def test_the_topic_that_was_meant_is_rather_of_the_same_law(written: str, meant: str) -> None:
    besluit = (f"{law}/besluit_begrippen" for law in ("awb", "wmo", "zvw"))
    told = _told_of(written, "awb/termijn_begrippen", *besluit)
    assert (told.code, told.herstel) == ("G26", f"bedoelt u `{meant}`?")


def test_the_topics_to_choose_from_start_with_those_of_the_same_law() -> None:
    told = _told_of("iets_anders", "awb/a", "wmo/b")
    assert told.herstel == "kies uit `wmo/b` of `awb/a`"


def test_a_scope_that_a_concept_elsewhere_shuts_out_is_told_here(tmp_path: Path) -> None:
    dead = RULE.replace("hoort_bij\n", "hoort_bij\n      en v.soort is opvang\n")
    _, told = _read(tmp_path, CONCEPTS, HEAD + FROM + dead)
    assert _codes(told) == ["B17"]
    assert "13 |   waarbij v, b voldoen aan hoort_bij" in told[0]


def test_a_file_that_takes_no_concepts_is_not_read_again_when_those_change(tmp_path: Path) -> None:
    own = HEAD + CONCEPTS[CONCEPTS.index("\nbegrip") :] + RULE
    before = _set(_read(tmp_path, CONCEPTS, own)[0], "wmo/regels")
    after = _set(_read(tmp_path, CONCEPTS.replace("begeleiding", "dagbesteding"), own)[0], "wmo/regels")
    assert after is before


def test_a_proposal_may_use_the_concepts_of_the_folder(tmp_path: Path) -> None:
    _read(tmp_path, CONCEPTS, HEAD + FROM + RULE)
    regelset, told = review(HEAD + FROM + RULE, tmp_path)
    assert regelset is not None, [render(d) for d in told]
    regel: Regel = regelset.regels[0]
    assert regel.waarbij is not None
