"""The rule language: from `.regels` files to rules, with messages for their author.

`read_ruleset` and `read_bytes` read one file, `load_library` a whole folder. None of them raises for
what an author wrote: mistakes are values, all of them, in order of place.
"""

from __future__ import annotations

from dsl.diagnostics import CATALOGUE, Diagnostic, Label, as_json, explain, render
from dsl.library import Library, load_library
from dsl.reading import read_bytes, read_ruleset

__all__ = [
    "CATALOGUE",
    "Diagnostic",
    "Label",
    "Library",
    "as_json",
    "explain",
    "load_library",
    "read_bytes",
    "read_ruleset",
    "render",
]
