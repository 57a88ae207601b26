"""Our driver of Lark's table makes what Lark's own parser makes, and stops where that stops."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark import TextSlice, Token, Transformer, UnexpectedInput

from dsl import driving, parsing
from dsl.source import Source
from dsl.syntax import Block, Builder, Word
from tests.dsl.examples import HEAD, whole_file
from tests.dsl.test_hostile import SOUP

RULES = Path(__file__).parents[2] / "rulesets"
FILES = sorted(RULES.rglob("*.regels"))


class _Lark(Transformer[Token, Block]):
    """Lark's own tree, built up by our builder."""

    def __default__(self, data: str, children: list[Any], meta: object) -> Any:
        return getattr(Builder(), data)(children)

    def __default_token__(self, token: Token) -> Word:
        assert token.start_pos is not None
        assert token.end_pos is not None
        return Word(token.type, str(token), token.start_pos, token.end_pos)


def _read_by_lark(soort: str, tekst: str, start: int, einde: int) -> Block | UnexpectedInput:
    try:
        tree = parsing.grammar().parse(TextSlice(tekst, start, einde), start=soort)
    except UnexpectedInput as error:
        return error
    return _Lark().transform(tree)


def _both_ways(text: str) -> None:
    source = Source("x.regels", text)
    quick = parsing.parse(source)
    with patch.object(parsing, "_read", _read_by_lark):
        # Named tuples are equal whatever their class; their words are not.
        assert repr(parsing.parse(source)) == repr(quick)


def test_what_stands_between_words_is_what_the_grammar_ignores() -> None:
    grammar = parsing.grammar()
    ignored = {t.pattern.to_regexp() for t in grammar.terminals if t.name in grammar.ignore_tokens}
    assert ignored == {r"\s+", "--[^\n]*"}
    assert driving._BETWEEN == r"(?:\s++|--[^\n]*+)*+"


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
