"""A fault of our own: what it is and where, without a word of what was being judged."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import NamedTuple


class Misgegaan(NamedTuple):
    """`soort`: the class of the exception. `plaats`: the line of our code, as `checks.py:40`."""

    soort: str
    plaats: str

    @classmethod
    def van(cls, fout: BaseException) -> Misgegaan:
        plek = traceback.extract_tb(fout.__traceback__)[-1:]
        return cls(type(fout).__name__, "".join(f"{Path(p.filename).name}:{p.lineno}" for p in plek))
