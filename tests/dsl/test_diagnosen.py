"""Every code has a page, and every page is true."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

import dsl
from dsl import CATALOGUE, as_json, explain, render
from tests.dsl.examples import run

PAGES = Path(dsl.__file__).parent / "diagnosen"
# In these the wrong file cannot be at the right place as well.
COMPANY = {"G17": {"G15"}}


def _example(code: str, heading: str) -> str:
    page = explain(code)
    assert page is not None
    found = re.search(rf"^{heading}:\n\n```regels\n(.*?)\n```", page, re.DOTALL | re.MULTILINE)
    assert found is not None, f"{code} has no example {heading}"
    return found[1]


def test_each_code_has_one_page_and_each_page_a_code() -> None:
    assert {pad.stem for pad in PAGES.glob("*.md")} == set(CATALOGUE)


def test_an_unknown_code_has_no_page() -> None:
    assert explain("Z99") is None
    assert explain("../TAAL") is None


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_the_wrong_example_gives_exactly_this_code(
    code: str, tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    _, diagnostics = run(_example(code, "Fout"), tmp_path)
    assert {diagnostic.code for diagnostic in diagnostics} - COMPANY.get(code, set()) == {code}
    for diagnostic in diagnostics:
        assert diagnostic.ernst == CATALOGUE[diagnostic.code]
        assert 1 <= len(diagnostic.labels) <= 3
        assert diagnostic.herstel
        assert not diagnostic.zin.endswith(".")
        json.dumps(as_json(diagnostic))
    assert "\n\n".join(render(diagnostic) for diagnostic in diagnostics) == snapshot


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_the_right_example_gives_nothing(code: str, tmp_path: Path) -> None:
    value, diagnostics = run(_example(code, "Goed"), tmp_path)
    assert value is not None
    assert [render(diagnostic) for diagnostic in diagnostics] == []
