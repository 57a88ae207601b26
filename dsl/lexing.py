"""Lark's contextual lexer, quicker: what stands between words is skipped in one step, and rows are not counted.

Half of what there is to match in a rule file is white space, and a `Source` knows the row of every offset.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, cast

from lark import Token
from lark.lexer import BasicLexer, ContextualLexer, LexerState

_BETWEEN: Final = re.compile(r"(?:\s+|--[^\n]*)*")
"""What `%ignore` names in `regels.lark`."""


class WordLexer(ContextualLexer):
    """For `Lark(lexer="contextual", _plugins={"ContextualLexer": WordLexer})`."""

    def lex(self, lexer_state: LexerState, parser_state: Any) -> Iterator[Token]:
        teller, stuk = lexer_state.line_ctr, lexer_state.text
        lexers, tekst, plek, einde = self.lexers, stuk.text, teller.char_pos, stuk.end
        while True:
            tussen = _BETWEEN.match(tekst, plek, einde)
            plek = tussen.end() if tussen else plek
            lexer = cast(BasicLexer, lexers[parser_state.position])
            gevonden = lexer.match(stuk, plek)
            if gevonden is None or gevonden[1] in lexer.callback:
                # The end, or a mistake: Lark says which.
                teller.char_pos = plek
                yield from super().lex(lexer_state, parser_state)
                return
            woord, soort = gevonden
            begin, plek = plek, plek + len(woord)
            lexer_state.last_token = token = Token(soort, woord, begin, end_pos=plek)
            yield token
