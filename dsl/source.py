"""The text of one rule file, and the places in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from engine.rule import Plaats

_STRING_OR_COMMENT = re.compile(r'("[^"\n]*")|--[^\n]*')


class Source:
    """A text that knows its rows. Every offset counts characters from the start of the text."""

    def __init__(self, bestand: str, tekst: str) -> None:
        self.bestand = bestand
        self.tekst = tekst

    @cached_property
    def _row_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.tekst))]

    def plaats(self, start: int, einde: int) -> Plaats:
        starts = self._row_starts
        rij = bisect_right(starts, start)
        return Plaats(self.bestand, start, einde, rij, start - starts[rij - 1] + 1)

    def line(self, rij: int) -> str:
        """The text of one row, counted from 1, without its line end."""
        starts = self._row_starts
        einde = starts[rij] if rij < len(starts) else len(self.tekst)
        return self.tekst[starts[rij - 1] : einde].rstrip("\r\n")

    def words(self, start: int, einde: int) -> str:
        """The author's own words on one line: comments dropped, white space collapsed."""
        stuk = self.tekst[start:einde]
        if "--" in stuk:
            stuk = _STRING_OR_COMMENT.sub(lambda gevonden: gevonden[1] or "", stuk)
        return " ".join(stuk.split())
