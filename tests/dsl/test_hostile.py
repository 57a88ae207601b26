"""Whatever the text, reading it ends quickly with values and never with an exception.

The bounds are for a machine that is some four times slower than a quiet one: they catch what grows with the
square of the text, and how quick it is stands in `benchmarks/`.
"""

from __future__ import annotations

import gc
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dsl import as_json, load_library, read_bytes, read_ruleset, render
from dsl.diagnostics import MAX_MESSAGES
from dsl.parsing import MAX_DEPTH
from tests.dsl.examples import HEAD, whole_file

# Pieces that fit together often enough to get past the parser now and then.
PIECES = st.sampled_from(
    """
    regelset titel geldig\\ vanaf kenbaar\\ vanaf herziening tot bron waarde begrip regel volgens
    norm ernst zekerheid waarbij moet\\ gelden tenzij als vraag melding advies voor\\ elke voor\\
    elk\\ tweetal voor\\ het\\ dossier en elk of niet ( ) is is\\ niet is\\ minstens is\\ uiterlijk
    ligt\\ na is\\ een\\ van bevat bevat\\ alle\\ van ontbreekt is\\ ingevuld is\\ er is\\ er\\ niet
    er\\ is\\ een er\\ zijn\\ minstens van waarvoor geldt voldoet\\ aan voldoen\\ aan , plus min
    maal op na de\\ peildatum leeftijd\\ van som\\ van over\\ elke v b v.naam v.besluit v.omvang
    v.activiteiten dossier.personen voorziening besluit activiteit 3 20,98\\ euro 3\\ uur\\ per\\
    week 6\\ weken 1\\ januari\\ 2020 31\\ februari\\ 2020 ja wmo2015 wmo x/y A-1 "{v.naam}" "{" "x"
    BWBR0035362 ECLI:NL:CRVB:2016:1402 -- = \u20ac
    """.replace("\\ ", "\0").split()
).map(lambda piece: piece.replace("\0", " "))
SOUP = st.lists(st.tuples(PIECES, st.sampled_from([" ", "\n", "\n  "])), max_size=60).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs)
)
QUICK = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def _read(text: str) -> None:
    begin = time.process_time()
    regelset, diagnostics = read_ruleset(text, "x.regels")
    for diagnostic in diagnostics:
        render(diagnostic)
        as_json(diagnostic)
    assert time.process_time() - begin < 4
    assert (regelset is None) == any(diagnostic.fout for diagnostic in diagnostics)


@QUICK
@given(st.text(max_size=300))
@example("\ud800")
@example("regel\n" * 20)
def test_any_text_ends_in_diagnostics(text: str) -> None:
    _read(text)


@QUICK
@given(st.binary(max_size=300))
def test_any_bytes_end_in_diagnostics(data: bytes) -> None:
    regelset, diagnostics = read_bytes(data, "x.regels")
    assert regelset is None
    assert diagnostics


@QUICK
@given(SOUP)
def test_words_of_the_language_in_any_order_end_in_diagnostics(text: str) -> None:
    _read(text)
    _read(HEAD + text)


@QUICK
@given(SOUP)
def test_any_condition_ends_in_diagnostics(text: str) -> None:
    _read(whole_file("moet gelden " + text))


@settings(QUICK, max_examples=60)
@given(st.data())
def test_a_file_with_a_piece_cut_out_ends_in_diagnostics(data: st.DataObject) -> None:
    text = whole_file("v.omvang is minstens 3 uur per week en (v.naam ontbreekt of b.spoed is ja)")
    start = data.draw(st.integers(0, len(text)))
    _read(text[:start] + text[start + data.draw(st.integers(0, 40)) :])


RULE = """
regel P-{n} "Proefregel"
  volgens wmo artikel 2.3.5
  ernst risico
  zekerheid geverifieerd
  voor elke voorziening v
  waarbij v.wet is wmo2015
  moet gelden v.omvang is ingevuld
  melding "{melding}"
  advies "Pas het aan."
"""
DEEP = {
    "brackets": "(" * 10_000 + "v.naam ontbreekt" + ")" * 10_000,
    "open brackets": "(" * 10_000,
    "negations": "niet (" * 10_000 + "v.naam ontbreekt" + ")" * 10_000,
    "sums": "v.kostprijs is " + " plus ".join(["v.kostprijs"] * 5_000),
    "terms": "b.besloten_op is " + "6 weken na " * 5_000 + "de peildatum",
    "quantifiers": "".join(f"er is een persoon p{n} waarvoor " for n in range(3_000)) + "v.naam ontbreekt",
    "conjuncts": " en ".join(["v.naam is ingevuld"] * 3_000),
    "mistakes": " en ".join(["v.naan is ingevuld"] * 6_000),
    "list": "v.naam is een van " + ",".join(["a"] * 60_000),
    "digits": f"v.naam is {'9' * 10_000}",
    "long name": f"v.{'a' * 50_000} ontbreekt",
    "long word": f"{'a' * 50_000} ontbreekt",
}


BROAD = {
    "placeholders": HEAD + RULE.format(n=1, melding="{v.naan|x}" * 25_000),
    "citations": HEAD
    + RULE.format(n=1, melding="x").replace("  ernst", "  volgens wm\n" * 20_000 + "  ernst", 1),
    "periods": HEAD + "waarde w\n  volgens wmo artikel 2.1.4a\n" + "  vanaf 31 juni 2020 is 1 euro\n" * 8_000,
    "titles": HEAD.replace("titel", 'titel "x"\n' * 20_000 + "titel", 1),
    "norms": HEAD + RULE.format(n=1, melding="x").replace("  ernst", "  norm A-1\n" * 20_000 + "  ernst", 1),
    "unused": HEAD + "".join(f'bron b{n} is wet "Wmo" BWBR0035362\n' for n in range(6_000)),
}


@pytest.mark.parametrize("name", BROAD)
def test_many_mistakes_of_one_sort_end_quickly_too(name: str) -> None:
    begin = time.process_time()
    _, diagnostics = read_ruleset(BROAD[name], "x.regels")
    assert sum(len(render(diagnostic)) for diagnostic in diagnostics) < 500_000
    assert time.process_time() - begin < 12
    assert len(diagnostics) <= 2 * MAX_MESSAGES


def test_paths_that_lead_nowhere_are_not_kept() -> None:
    def read(n: int) -> None:
        read_ruleset(whole_file(f"v{'.a' * 20_000}.b{n} ontbreekt"), "x.regels")

    read(0)
    gc.collect()
    tracemalloc.start()
    try:
        for n in range(1, 21):
            read(n)
        gc.collect()
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 500_000  # one of them is 40 kB of text, and much more once it is split


def test_no_number_of_warnings_leaves_out_a_rule() -> None:
    """A rule that is left out without an error would be a finding kept silent."""
    text = HEAD + "".join(RULE.format(n=n, melding="Bij {v.naam} klopt iets niet.") for n in range(150))
    regelset, diagnostics = read_ruleset(text, "x.regels")
    assert {diagnostic.code for diagnostic in diagnostics} == {"B15"}
    assert len(diagnostics) == MAX_MESSAGES
    assert regelset is not None
    assert len(regelset.regels) == 151  # with the one in the head


def test_a_mistake_after_many_warnings_is_told() -> None:
    text = HEAD + "".join(RULE.format(n=n, melding="Bij {v.naam} klopt iets niet.") for n in range(150))
    regelset, diagnostics = read_ruleset(text + RULE.format(n=151, melding="{v.naan}"), "x.regels")
    assert regelset is None
    assert "B03" in {diagnostic.code for diagnostic in diagnostics}


@pytest.mark.parametrize("name", DEEP)
def test_deep_and_long_conditions_end_quickly(name: str) -> None:
    begin = time.process_time()
    _, diagnostics = read_ruleset(whole_file(DEEP[name]), "x.regels")
    texts = [render(diagnostic) for diagnostic in diagnostics]
    assert time.process_time() - begin < 12
    assert sum(map(len, texts)) < 500_000
    if name != "conjuncts":
        assert diagnostics
    if name == "brackets":
        assert [diagnostic.code for diagnostic in diagnostics] == ["L07"]


def test_the_deepest_condition_that_is_allowed_is_read() -> None:
    diepte = MAX_DEPTH - 4
    condition = "niet (" * diepte + "v.naam ontbreekt" + ")" * diepte
    regelset, diagnostics = read_ruleset(whole_file(condition), "x.regels")
    assert regelset is not None
    assert diagnostics == ()


@pytest.mark.parametrize(
    "block",
    [
        "regel\n",
        'regel A-1 "x"\n',
        'bron a is wet "x" BWBR0035362\n',
        "begrip a voor voorziening v betekent v.naan ontbreekt\n",
        "waarde a vanaf 1 januari 2020 is ja\n",
        "melding\n",
    ],
)
def test_thousands_of_broken_blocks_end_quickly(block: str) -> None:
    begin = time.process_time()
    _, diagnostics = read_ruleset(HEAD + block * 5_000, "x.regels")
    assert time.process_time() - begin < 12
    assert 0 < len(diagnostics) <= 250


def test_concepts_that_double_each_other_stay_small() -> None:
    begrippen = ["begrip b0 voor voorziening v betekent v.naam ontbreekt"]
    for nummer in range(1, 40):
        vorig = f"v voldoet aan b{nummer - 1}"
        begrippen.append(f"begrip b{nummer} voor voorziening v betekent {vorig} of {vorig}")
    begin = time.process_time()
    _, diagnostics = read_ruleset(HEAD + "\n".join(begrippen), "x.regels")
    assert time.process_time() - begin < 12
    assert "L07" in {diagnostic.code for diagnostic in diagnostics}


def test_a_long_chain_of_concepts_never_meets_the_limit_of_python() -> None:
    begrippen = ["begrip b0 voor voorziening v betekent v.naam ontbreekt"]
    begrippen += [
        f"begrip b{n} voor voorziening v betekent niet (v voldoet aan b{n - 1})" for n in range(1, 300)
    ]
    _, diagnostics = read_ruleset(HEAD + "\n".join(begrippen), "x.regels")
    assert "L07" in {diagnostic.code for diagnostic in diagnostics}


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    pad = tmp_path / "a" / "2020-01-01.regels"
    pad.parent.mkdir()
    pad.write_bytes(b"x" * 5_000_000)
    library, diagnostics = load_library(tmp_path)
    assert library.regelsets == ()
    assert [diagnostic.code for diagnostic in diagnostics] == ["L08"]


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"regelset \xff", "L09"), (b"regelset x\x00", "L11"), (b"", "L13"), (b"\xef\xbb\xbf", "L10")],
)
def test_bytes_that_are_no_plain_text_are_named(data: bytes, code: str) -> None:
    _, diagnostics = read_bytes(data, "x.regels")
    assert code in {diagnostic.code for diagnostic in diagnostics}


def test_five_hundred_rules_are_read_in_about_a_second() -> None:
    """The bound is wide, because other work may run on the same machine."""
    rule = whole_file(
        "waarbij v.besluit is b en v.soort is een van huishoudelijke_hulp, begeleiding\nmoet gelden\n"
        "  v.omvang is ingevuld en (v.omvang is minstens 1 uur per week of er is een activiteit a van v)"
    )[len(HEAD) :]
    files = [
        HEAD + "".join(rule.replace("VB-1", f"VB-{file}-{n}") for n in range(1, 51)) for file in range(10)
    ]
    begin = time.process_time()
    read = [read_ruleset(text, f"{nummer}.regels")[0] for nummer, text in enumerate(files)]
    assert time.process_time() - begin < 12
    assert sum(len(regelset.regels) for regelset in read if regelset is not None) == 510
