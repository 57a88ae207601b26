"""A chain of records per municipality: each holds the hash of the one before, so that none can change unseen.

Pure functions over text. The content of a record is its canonical JSON, and that very text is hashed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

SOORT: Final = "toetssteen-keten-1"
MAX_REGEL: Final = 4 * 1024 * 1024


def begin(gemeente: str) -> str:
    """What the first record of a municipality follows."""
    return hashlib.sha256(f"{SOORT}\n{gemeente}".encode()).hexdigest()


def schakel(vorige: str, nummer: int, inhoud: str) -> str:
    """The hash of a record: of the one before, its number, and its content."""
    return hashlib.sha256(f"{vorige}\n{nummer}\n{inhoud}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Schakel:
    """One record as it is kept and exported. Numbers start at 1 and have no gaps."""

    nummer: int
    vorige: str
    hash: str
    inhoud: str

    def als_regel(self) -> str:
        return json.dumps(
            {"nummer": self.nummer, "vorige": self.vorige, "hash": self.hash, "inhoud": self.inhoud},
            ensure_ascii=False,
            separators=(",", ":"),
        )


@dataclass(frozen=True, slots=True)
class Nazicht:
    """What checking an export came to: how many records it has, its last hash, and what is wrong."""

    gemeente: str
    aantal: int
    kop: str
    fouten: tuple[str, ...]


def kopregel(gemeente: str) -> str:
    """The first line of an export."""
    return json.dumps({"keten": SOORT, "gemeente": gemeente}, separators=(",", ":"))


def zie_na(regels: Iterable[str], kop: str | None = None, grens: int = 20) -> Nazicht:
    """Check an export, line by line, without anything but its own text.

    `kop`: the last hash as it was noted elsewhere; without it nobody can see that the end is missing.
    At most `grens` faults are named.
    """
    fouten: list[str] = []
    gemeente, verwacht, aantal = "", "", 0

    def fout(zin: str) -> None:
        if len(fouten) < grens:
            fouten.append(zin)

    for n, regel in enumerate(regels, 1):
        if not regel.strip():
            continue
        ding = _lees(regel)
        if n == 1:
            if ding is None or ding.get("keten") != SOORT or not isinstance(ding.get("gemeente"), str):
                return Nazicht("", 0, "", ("regel 1: dit is geen uitvoer van `toets bewijs uitvoer`",))
            gemeente = ding["gemeente"]
            verwacht = begin(gemeente)
            continue
        schakel_ = _schakel(ding)
        if schakel_ is None:
            fout(f"regel {n}: dit is geen bewijsstuk")
            continue
        aantal += 1
        if schakel_.nummer != aantal:
            fout(f"regel {n}: hier hoort nummer {aantal}, er staat nummer {schakel_.nummer}")
        if schakel_.vorige != verwacht:
            fout(f"regel {n}: nummer {schakel_.nummer} sluit niet aan op het stuk ervoor")
        if schakel(schakel_.vorige, schakel_.nummer, schakel_.inhoud) != schakel_.hash:
            fout(f"regel {n}: nummer {schakel_.nummer} is veranderd nadat het is vastgelegd")
        verwacht = schakel_.hash
    if not gemeente:
        fout("het bestand is leeg")
    if kop is not None and kop != verwacht:
        fout("de laatste hash is niet die welke u noemde: het einde ontbreekt, of dit is een andere keten")
    return Nazicht(gemeente, aantal, verwacht, tuple(fouten))


def _lees(regel: str) -> dict[str, Any] | None:
    if len(regel) > MAX_REGEL:
        return None
    try:
        ding = json.loads(regel)
    except (ValueError, RecursionError):
        return None
    return ding if isinstance(ding, dict) else None


def _schakel(ding: dict[str, Any] | None) -> Schakel | None:
    match ding:
        case {
            "nummer": int() as nummer,
            "vorige": str() as vorige,
            "hash": str() as hash_,
            "inhoud": str() as inhoud,
        }:
            return Schakel(nummer, vorige, hash_, inhoud)
        case _:
            return None
