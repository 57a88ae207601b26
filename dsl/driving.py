"""Lark's table, driven by hand: that takes much less time.

Lark makes the table and the words of each state from `regels.lark`, and says what is wrong with a block
that does not fit. Reading one that fits is no more than searching the next word and looking in the table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from lark import Lark
from lark.grammar import Rule

from dsl.syntax import Word

_BETWEEN: Final = r"(?:\s++|--[^\n]*+)*+"
"""What `%ignore` names in `regels.lark`; possessive, so that nothing is tried twice."""

_BLANK: Final = re.compile(_BETWEEN)
_END: Final = "$END"

_Search: TypeAlias = "Callable[[str, int, int], re.Match[str] | None]"
_Make: TypeAlias = "Callable[[list[Any]], Any]"
_Reduction: TypeAlias = "tuple[int, _Make | None, Mapping[int, int]]"
"""How many values go, what is made of them (nothing: the only one stays), and the next state from each."""


class Driver:
    """Reads blocks by the table of a grammar; `builder` has a method for each of its rules."""

    def __init__(self, grammar: Lark, builder: object) -> None:
        frontend: Any = grammar.parser
        table = frontend.parser.parser.parse_table
        self._starts: Mapping[str, int] = table.start_states
        self._ends: Mapping[str, int] = table.end_states
        self._lexers: Mapping[int, Any] = frontend.lexer.lexers
        self._ignored = frozenset(grammar.ignore_tokens)
        self._searches: dict[int, _Search] = {}
        goto: dict[str, dict[int, int]] = {rule.origin.name: {} for rule in grammar.rules}
        reductions: dict[Rule, _Reduction] = {
            rule: (len(rule.expansion), _make(rule, builder), goto[rule.origin.name])
            for rule in grammar.rules
        }
        self._actions: dict[int, dict[str | None, int | _Reduction]] = {}
        for state, row in table.states.items():
            self._actions[state] = actions = {}
            for name, (_, what) in row.items():
                if name in goto:
                    goto[name][state] = what
                else:
                    actions[name] = what if isinstance(what, int) else reductions[what]

    def read(self, start: str, text: str, begin: int, end: int) -> Any:
        """What the builder makes of text that is read as the rule `start`; nothing when it does not fit."""
        actions, searches = self._actions, self._searches
        state, last = self._starts[start], self._ends[start]
        states: list[int] = [state]
        values: list[Any] = []
        while True:
            found = (searches.get(state) or self._search(state))(text, begin, end)
            if found is None and not _BLANK.fullmatch(text, begin, end):
                return None
            name = found.lastgroup if found else _END
            while True:
                action = actions[state].get(name)
                if action is None:
                    return None
                if isinstance(action, int):
                    break
                size, make, goto = action
                if make is None:
                    states.pop()
                elif size:
                    taken = values[-size:]
                    del states[-size:], values[-size:]
                    values.append(make(taken))
                else:
                    values.append(make([]))
                state = goto[states[-1]]
                states.append(state)
                if found is None and state == last:
                    return values[0]
            if found is None or name is None:
                return None
            word_begin, begin = found.span(name)
            values.append(Word(name, found[name], word_begin, begin))
            state = action
            states.append(state)

    def _search(self, state: int) -> _Search:
        """What finds the next word of those that can stand here; made when it is first needed."""
        words = "|".join(
            f"(?P<{terminal.name}>{terminal.pattern.to_regexp()})"
            for terminal in self._lexers[state].terminals
            if terminal.name not in self._ignored
        )
        search = self._searches[state] = re.compile(f"{_BETWEEN}(?:{words or '(?!)'})").match
        return search


def _make(rule: Rule, builder: object) -> _Make | None:
    """What a rule makes of its values; as with Lark, `_` leaves them as they are, and `?` a single one."""
    name = rule.alias or rule.origin.name
    inlined = [symbol.name.startswith("_") for symbol in rule.expansion]
    leaves_one = rule.options.expand1 and not rule.alias
    if leaves_one and len(inlined) == 1 and not inlined[0]:
        return None
    build: _Make = (lambda values: values) if name.startswith("_") else getattr(builder, name)
    if not any(inlined) and not leaves_one:
        return build

    def make(values: list[Any]) -> Any:
        # A list that comes first is gone on with: copying it at each part would take the square of the time.
        flat: list[Any] = values[0] if inlined[0] else values[:1]
        for value, inline in zip(values[1:], inlined[1:], strict=True):
            if inline:
                flat += value
            else:
                flat.append(value)
        return flat[0] if leaves_one and len(flat) == 1 else build(flat)

    return make
