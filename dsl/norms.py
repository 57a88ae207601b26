"""The register of norms: what there is to encode, whether or not there is a rule for it.

`normen.toml` beside the rules has a table per norm: a title, how far the norm is verified, and for a norm
that no rule can say, why.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from dsl.diagnostics import one_of, shorten
from engine.rule import Zekerheid

BESTAND: Final = "normen.toml"
MAX_BYTES: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Norm:
    """`nagegaan`: how far, in the words of `zekerheid`. `waarom_niet`: why it is no rule; mostly empty."""

    id: str
    titel: str
    nagegaan: str
    waarom_niet: str


def lees_normen(map_: Path) -> Mapping[str, Norm] | None:
    """The norms by id, in the order of the file; `None` when the folder has no register.

    Raises:
        ValueError: the file is not a register; the message says what is wrong, in Dutch.
    """
    pad = map_ / BESTAND
    if not pad.is_file():
        return None
    with pad.open("rb") as stroom:
        data = stroom.read(MAX_BYTES + 1)
    return _lees(data)


@cache
def _lees(data: bytes) -> Mapping[str, Norm]:
    if len(data) > MAX_BYTES:
        raise ValueError(f"`{BESTAND}` is groter dan {MAX_BYTES // 1024} KiB")
    try:
        tabellen: dict[str, Any] = tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as e:
        rij = re.search(r"at line ([0-9]+)", str(e))
        waar = f" (regel {rij[1]})" if rij else ""
        raise ValueError(f"`{BESTAND}` is niet te lezen als TOML{waar}") from e
    return {id_: _norm(id_, tabel) for id_, tabel in tabellen.items()}


def _norm(id_: str, tabel: object) -> Norm:
    velden = tabel if isinstance(tabel, dict) else {}
    onbekend = sorted(set(velden) - {"titel", "nagegaan", "waarom_niet"})
    if onbekend:
        raise ValueError(f"`{BESTAND}`: bij {shorten(id_)} staat `{shorten(onbekend[0])}`, dat hoort er niet")
    titel, nagegaan, waarom_niet = (velden.get(n, "") for n in ("titel", "nagegaan", "waarom_niet"))
    if not (isinstance(titel, str) and titel and isinstance(waarom_niet, str)):
        raise ValueError(f"`{BESTAND}`: bij {shorten(id_)} hoort een `titel` tussen aanhalingstekens")
    if nagegaan not in list(Zekerheid):
        raise ValueError(f"`{BESTAND}`: bij {shorten(id_)} hoort `nagegaan` met {one_of(Zekerheid)}")
    return Norm(id_, titel, str(nagegaan), waarom_niet)
