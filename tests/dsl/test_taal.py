"""The manual is true: every example in it is run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import dsl
from dsl import render
from dsl.parsing import _NAMES
from tests.dsl.examples import run

MANUAL = (Path(dsl.__file__).parent / "TAAL.md").read_text(encoding="utf-8")
EXAMPLES = [
    pytest.param(found[1], found[2], id=f"regel-{MANUAL.count(chr(10), 0, found.start()) + 1}")
    for found in re.finditer(
        r"^```regels (goed|fout [A-Z][0-9]{2})\n(.*?)\n```$", MANUAL, re.DOTALL | re.MULTILINE
    )
]


@pytest.mark.parametrize(("verdict", "example"), EXAMPLES)
def test_every_example_is_what_the_manual_says(verdict: str, example: str, tmp_path: Path) -> None:
    value, diagnostics = run(example, tmp_path)
    if verdict == "goed":
        assert [render(diagnostic) for diagnostic in diagnostics] == []
        assert value is not None
    else:
        assert {diagnostic.code for diagnostic in diagnostics} == {verdict.removeprefix("fout ")}


def test_every_fenced_block_is_an_example() -> None:
    assert MANUAL.count("```regels") == len(EXAMPLES) > 50
    assert MANUAL.count("```") == 2 * len(EXAMPLES)


@pytest.mark.parametrize("woord", sorted(set(_NAMES.values()) - {"(", ")", "is", "en elk"}))
def test_every_word_of_the_language_is_in_the_manual(woord: str) -> None:
    assert woord in MANUAL
