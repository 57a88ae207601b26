"""How long something takes: median and p99 of many runs, after warming up, and how quick the machine is."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar


@dataclass(frozen=True, slots=True)
class Meting:
    """Milliseconds."""

    mediaan: float
    p99: float
    keren: int


_T = TypeVar("_T")
_BEURT_NS: Final = 50_000_000


def _beurt(maak: Callable[[], _T], doe: Callable[[_T], object], tijden: list[int], einde: int) -> None:
    while True:
        wat = maak()
        begin = time.perf_counter_ns()
        doe(wat)
        klaar = time.perf_counter_ns()
        tijden.append(klaar - begin)
        if klaar >= einde:
            return


def _meting(tijden: list[int]) -> Meting:
    tijden.sort()
    n = len(tijden)
    return Meting(tijden[n // 2] / 1e6, tijden[min(n - 1, n * 99 // 100)] / 1e6, n)


def meet_met(maak: Callable[[], _T], doe: Callable[[_T], object], seconden: float = 2.0) -> Meting:
    """Wall time of `doe`, over and over for about `seconden` (thirty times at least), `maak` not counted."""
    for _ in range(5):
        doe(maak())
    gc.collect()
    tijden: list[int] = []
    einde = time.perf_counter_ns() + int(seconden * 1e9)
    while len(tijden) < 30 or time.perf_counter_ns() < einde:
        _beurt(maak, doe, tijden, time.perf_counter_ns() + _BEURT_NS)
    return _meting(tijden)


def meet(doe: Callable[[], object], seconden: float = 2.0) -> Meting:
    """Wall time of `doe`."""
    return meet_met(lambda: None, lambda _: doe(), seconden)


def meet_samen(
    maak: Callable[[], _T], doe: Callable[[_T], object], bodem: Callable[[], object], seconden: float
) -> tuple[Meting, Meting]:
    """`doe` and `bodem` in short turns, each after the same `maak`: both meet the same machine, and caches
    that are as cold, so that their ratio can be trusted."""
    for _ in range(5):
        doe(maak())
        bodem()
    gc.collect()
    eigen: list[int] = []
    ander: list[int] = []
    einde = time.perf_counter_ns() + int(seconden * 1e9)
    while len(eigen) < 30 or time.perf_counter_ns() < einde:
        _beurt(maak, doe, eigen, time.perf_counter_ns() + _BEURT_NS)
        _beurt(maak, lambda _: bodem(), ander, time.perf_counter_ns() + _BEURT_NS // 4)
    return _meting(eigen), _meting(ander)


_IJKFEITEN: Final = {f"feit{n}": n for n in range(16)}


def _ijkvraag(n: int) -> Callable[[], bool]:
    naam = f"feit{n % 16}"
    return lambda: _IJKFEITEN.get(naam) == n


_IJKVRAGEN: Final = [_ijkvraag(n) for n in range(5000)]


def ijk(seconden: float = 0.3) -> float:
    """Milliseconds (median) of a fixed piece of Python, much like a check: small calls on a dict."""
    return meet(lambda: [vraag() for vraag in _IJKVRAGEN], seconden).mediaan
