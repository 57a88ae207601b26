"""Our quicker lexer finds the words that Lark's own finds, and stops where it stops."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark.lexer import ContextualLexer

from dsl import parsing
from dsl.source import Source
from tests.dsl.examples import HEAD, whole_file
from tests.dsl.test_hostile import SOUP

RULES = Path(__file__).parents[2] / "rulesets"
FILES = sorted(RULES.rglob("*.regels"))


def _both_ways(text: str) -> None:
    source = Source("x.regels", text)
    quick = parsing.parse(source)
    with patch.object(parsing, "grammar", partial(parsing.grammar, ContextualLexer)):
        assert parsing.parse(source) == quick


@pytest.mark.parametrize("path", FILES[::6], ids=lambda p: p.parent.name)
def test_rules_are_read_the_same(path: Path) -> None:
    _both_ways(path.read_text(encoding="utf-8"))


@settings(deadline=None)
@given(SOUP)
def test_words_in_any_order_are_read_the_same(text: str) -> None:
    _both_ways(HEAD + text)
    _both_ways(whole_file("v.naam ontbreekt") + text)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_file_with_a_mistake_is_read_the_same(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(FILES)).read_text(encoding="utf-8")[:6000]
    start = data.draw(st.integers(0, len(text)))
    piece = data.draw(st.sampled_from(("", "(", '"', " -- ", "€", "is", "\x00", "\n", "--\n")))
    _both_ways(text[:start] + piece + text[start + data.draw(st.integers(0, 20)) :])
