"""What was read of rule files, kept from one run to the next: looking it up is far less work.

An entry is known by what it was made from: the bytes of the file, the files it may have concepts from, and
the program that read it. So an entry is never out of date, and one that is gone is made again. It holds the
values of `engine.rule` and nothing else: what asks for anything more when it is read is no entry.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import decimal
import fractions
import hashlib
import os
import pickle
import re
import stat
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import engine.rule
from engine.rule import Regelset

MAX_ENTRIES: Final = 1_000
"""Most files in the folder, several times what the shipped rules need. The oldest go first."""

MAX_ENTRY: Final = 4_000_000
"""Most bytes of one entry; that of any rule file shipped is a small part of it."""

_HALF: Final = ".half"
_OURS: Final = re.compile(rf"[0-9a-f]{{64}}|tmp\w+{re.escape(_HALF)}")
"""What an entry is called, and one that was never finished."""

_VALUES: Final = {
    (soort.__module__, soort.__qualname__): soort
    for soort in (
        dt.date,
        decimal.Decimal,
        fractions.Fraction,
        *(v for v in vars(engine.rule).values() if isinstance(v, type) and v.__module__ == "engine.rule"),
    )
}


def _in_order(soort: type) -> Callable[[Any], tuple[type, tuple[Any, ...]]]:
    namen = [veld.name for veld in fields(soort)]
    return lambda waarde: (soort, tuple([getattr(waarde, naam) for naam in namen]))


_IN_ORDER: Final = {soort: _in_order(soort) for soort in _VALUES.values() if is_dataclass(soort)}
"""A value is written as what it is made from: made from its fields in order it is there far sooner than
with each field set by name."""


class Kept:
    """A folder of entries that is ours alone. What cannot be kept or found is no fault: it is read again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._usable: bool | None = None
        self._trimmed = False

    def find(self, data: bytes, bestand: str, gedeeld: Sequence[Regelset]) -> Regelset | None:
        """What was read of these bytes under this name, with these files to have concepts from."""
        if not self._safe():
            return None
        try:
            with self._path(data, bestand, gedeeld).open("rb") as stroom:
                entry = stroom.read(MAX_ENTRY + 1)
            gevonden = _Reader(BytesIO(entry)).load() if len(entry) <= MAX_ENTRY else None
        except Exception:  # a damaged entry can fail in any way, and all of them mean the same
            return None
        return gevonden if isinstance(gevonden, Regelset) and gevonden.bestand == bestand else None

    def keep(self, data: bytes, bestand: str, gedeeld: Sequence[Regelset], regelset: Regelset) -> None:
        """Keep what was read, if that can be; whole or not at all, as another process may be looking."""
        if not self._safe():
            return
        stroom = BytesIO()
        schrijver = pickle.Pickler(stroom, protocol=5)
        schrijver.dispatch_table = _IN_ORDER
        with contextlib.suppress(OSError, RecursionError, PackageNotFoundError):
            schrijver.dump(regelset)
            if len(stroom.getvalue()) > MAX_ENTRY:
                return
            half = tempfile.NamedTemporaryFile(dir=self._folder, suffix=_HALF, delete=False)  # noqa: SIM115
            try:
                with half:
                    half.write(stroom.getvalue())
                Path(half.name).replace(self._path(data, bestand, gedeeld))
            except BaseException:
                Path(half.name).unlink(missing_ok=True)
                raise
            self._trim()

    def _path(self, data: bytes, bestand: str, gedeeld: Sequence[Regelset]) -> Path:
        delen = [_program(), data, bestand.encode("utf-8", "surrogateescape")]
        delen += [
            f"{s.naam} {s.versie} {s.digest} {s.bestand}".encode("utf-8", "surrogateescape") for s in gedeeld
        ]
        som = hashlib.sha256()
        for deel in delen:
            som.update(len(deel).to_bytes(8, "big") + deel)
        return self._folder / som.hexdigest()

    def _safe(self) -> bool:
        """Whether the folder is there, and nobody but us writes in it: an entry is believed."""
        if self._usable is None:
            try:
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._usable = _ours_alone(self._folder)
            except OSError:
                self._usable = False
        return self._usable

    def _trim(self) -> None:
        """Once a run: an entry of rules that changed is never asked for again."""
        if self._trimmed:
            return
        self._trimmed = True
        # The folder may be one that its owner has other things in.
        eigen = (pad for pad in self._folder.iterdir() if _OURS.fullmatch(pad.name))
        op_leeftijd = sorted((pad.stat().st_mtime_ns, pad) for pad in eigen)
        for _, pad in op_leeftijd[: max(0, len(op_leeftijd) - MAX_ENTRIES)]:
            pad.unlink(missing_ok=True)


class _Reader(pickle.Unpickler):
    """Makes the values of rules only: no name in an entry leads to anything that does something."""

    def find_class(self, module: str, name: str) -> Any:
        try:
            return _VALUES[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name}") from None


def _ours_alone(folder: Path) -> bool:
    if not hasattr(os, "getuid"):  # where folders have no such owner, those of a user are the user's
        return True
    gegevens = folder.stat()
    return gegevens.st_uid == os.getuid() and not gegevens.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


@cache
def _program() -> bytes:
    """A digest of everything that reads rules: this program's own files, and what runs it."""
    som = hashlib.sha256(f"{sys.version} lark {version('lark')}".encode())
    for map_ in (Path(__file__).parent, Path(engine.rule.__file__).parent):
        bestanden = sorted([*map_.rglob("*.py"), *map_.rglob("*.lark")])
        if not bestanden:
            raise FileNotFoundError(map_)  # a program in an archive cannot be told from another
        for pad in bestanden:
            som.update(pad.relative_to(map_).as_posix().encode() + pad.read_bytes())
    return som.digest()
