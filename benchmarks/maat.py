"""How long something takes: median and p99 of many runs, after warming up."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar


@dataclass(frozen=True, slots=True)
class Meting:
    """Milliseconds."""

    mediaan: float
    p99: float
    keren: int


_T = TypeVar("_T")


def meet_met(maak: Callable[[], _T], doe: Callable[[_T], object], seconden: float = 2.0) -> Meting:
    """Wall time of `doe`, over and over for about `seconden` (thirty times at least), `maak` not counted."""
    for _ in range(5):
        doe(maak())
    gc.collect()
    tijden: list[int] = []
    einde = time.perf_counter_ns() + int(seconden * 1e9)
    while len(tijden) < 30 or time.perf_counter_ns() < einde:
        wat = maak()
        begin = time.perf_counter_ns()
        doe(wat)
        tijden.append(time.perf_counter_ns() - begin)
    tijden.sort()
    n = len(tijden)
    return Meting(tijden[n // 2] / 1e6, tijden[min(n - 1, n * 99 // 100)] / 1e6, n)


def meet(doe: Callable[[], object], seconden: float = 2.0) -> Meting:
    """Wall time of `doe`."""
    return meet_met(lambda: None, lambda _: doe(), seconden)
