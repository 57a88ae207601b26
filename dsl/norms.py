"""The register of norms: what there is to encode, whether or not there is a rule for it.

`normen.toml` beside the rules has a table per norm: a title, how far the norm is verified, and for a norm
that no rule can say, why.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

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
        tabellen: dict[str, dict[str, Any]] = tomllib.loads(data.decode("utf-8"))
        return {
            id_: Norm(id_, str(t["titel"]), str(t["nagegaan"]), str(t.get("waarom_niet", "")))
            for id_, t in tabellen.items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as e:
        raise ValueError(f"`{BESTAND}` is geen register van normen: {str(e) or type(e).__name__}") from e
