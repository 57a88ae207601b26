"""How the property tests draw: the same cases for the same code, unless one goes looking (`make zoek`).

A change is then judged by what it changes, and not by the luck of the draw.
"""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("vast", derandomize=True)
settings.register_profile("zoek", derandomize=False, print_blob=True)
settings.load_profile("vast")
