"""Lark's contextual lexer, quicker: it skips what stands between words in one step, and counts no rows.

Half of what there is to match in a rule file is white space, and a `Source` knows the row of every offset.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, Protocol, cast

from lark import TextSlice, Token
from lark.lexer import ContextualLexer, LexerState

_BETWEEN: Final = re.compile(r"(?:\s+|--[^\n]*)*")
"""What `%ignore` names in `regels.lark`."""


class _Words(Protocol):
    """What Lark's `BasicLexer` has, typed."""

    callback: Mapping[str, Any]

    def match(self, text: TextSlice[str], pos: int) -> tuple[str, str] | None: ...


class _Word(Token):
    """A token without rows."""

    __slots__ = ()

    def __new__(cls, soort: str, tekst: str, start: int, einde: int) -> _Word:
        word = str.__new__(cls, tekst)
        word.type, word.value, word.start_pos, word.end_pos = soort, tekst, start, einde
        word.line = word.column = word.end_line = word.end_column = None
        return word


class WordLexer(ContextualLexer):
    """For `Lark(lexer="contextual", _plugins={"ContextualLexer": WordLexer})`."""

    def lex(self, lexer_state: LexerState, parser_state: Any) -> Iterator[Token]:
        teller, stuk = lexer_state.line_ctr, lexer_state.text
        lexers = cast(Mapping[int, _Words], self.lexers)
        tekst, plek, einde = stuk.text, teller.char_pos, stuk.end
        while True:
            tussen = _BETWEEN.match(tekst, plek, einde)
            plek = tussen.end() if tussen else plek
            lexer = lexers[parser_state.position]
            gevonden = lexer.match(stuk, plek)
            if gevonden is None or gevonden[1] in lexer.callback:
                # The end, or a mistake: Lark says which.
                teller.char_pos = plek
                yield from super().lex(lexer_state, parser_state)
                return
            woord, soort = gevonden
            begin, plek = plek, plek + len(woord)
            lexer_state.last_token = token = _Word(soort, woord, begin, plek)
            yield token
