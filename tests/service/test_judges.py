"""Judging beside the service: one dossier costs no other, and one fallen pool no other."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import time
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from engine import applying, sweeping
from engine.dossier import lees_dossier
from service import judges
from service.fault import Misgegaan
from service.judge import Dagen, Toetser, Uitslag, Vraag, beoordeel
from service.judges import Antwoord, Toetsers
from tests.service.conftest import SLECHT

VRAAG = Vraag(None, None, dt.date(2026, 1, 1), kort=True)
GOED_GELEZEN = json.dumps(SLECHT).encode()


def test_after_a_warm_up_nothing_is_left_to_compile(regelmap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for bewaard in (sweeping.stel_samen, sweeping._toetsen):
        bewaard.cache_clear()
    dag = dt.date(2026, 1, 1)
    toetser = Toetser(str(regelmap))
    toetser.warm_op(dag)
    monkeypatch.setattr(applying, "compileer", lambda _: pytest.fail("compiled while somebody waits"))
    rapport = toetser.toets(lees_dossier(GOED_GELEZEN), Dagen(dag, dag))
    assert rapport.bevindingen
    assert all(b.melding and b.uitleg for b in rapport.bevindingen)


def test_a_fault_of_ours_in_one_dossier_costs_no_other(
    regelmap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def valt(toetser: Toetser, tekst: bytes, vraag: Vraag, **anders: Any) -> Uitslag:
        if tekst == b"val":
            raise RecursionError("mevrouw Verzonnen")
        return beoordeel(toetser, tekst, vraag, **anders)

    monkeypatch.setattr(judges, "beoordeel", valt)
    toetsers = Toetsers(Toetser(str(regelmap)), str(regelmap), 0)
    uit = asyncio.run(toetsers.toets([GOED_GELEZEN, b"val", b"{", GOED_GELEZEN], VRAAG))
    assert [type(a) for a in uit] == [Uitslag, Misgegaan, tuple, Uitslag]
    fout = uit[1]
    assert isinstance(fout, Misgegaan)
    assert fout.soort == "RecursionError"
    assert fout.plaats.startswith("test_judges.py:")
    assert "Verzonnen" not in repr(fout)


class _Pool(ProcessPoolExecutor):
    """Breaks under all that is asked of it, when told to."""

    def __init__(self, *_: Any) -> None:
        self.gesloten = 0

    def submit(self, *_: Any, **__: Any) -> Any:
        raise BrokenProcessPool

    def shutdown(self, *_: Any, **__: Any) -> None:
        self.gesloten += 1


def test_two_that_see_one_pool_fall_end_that_pool_only(
    regelmap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gemaakt: list[_Pool] = []

    def maak(*_: Any) -> _Pool:
        gemaakt.append(_Pool())
        return gemaakt[-1]

    monkeypatch.setattr(judges, "ProcessPoolExecutor", maak)
    toetsers = Toetsers(Toetser(str(regelmap)), str(regelmap), 2)
    oud = toetsers._open()
    toetsers._vergeet(oud)
    nieuw = toetsers._open()
    toetsers._vergeet(oud)
    assert toetsers._open() is nieuw
    einde = time.monotonic() + 10  # they are closed beside the service
    while gemaakt[0].gesloten < 2 and time.monotonic() < einde:
        time.sleep(0.01)
    assert [p.gesloten for p in gemaakt] == [2, 0]

    async def samen() -> list[list[Antwoord]]:
        return await asyncio.gather(*[toetsers.toets([GOED_GELEZEN] * 3, VRAAG) for _ in range(2)])

    for groep in asyncio.run(samen()):
        assert [type(a) for a in groep] == [Uitslag] * 3


class _Stil(_Pool):
    """Takes work and never answers."""

    gevraagd = 0

    def submit(self, *_: Any, **__: Any) -> Any:
        _Stil.gevraagd += 1
        return Future()


def test_what_silent_processes_were_given_is_judged_here_and_they_rest(
    regelmap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judges, "ProcessPoolExecutor", _Stil)
    monkeypatch.setattr(judges, "GEDULD_S", 0.1)
    toetsers = Toetsers(Toetser(str(regelmap)), str(regelmap), 2)
    for _ in range(2):
        uit = asyncio.run(toetsers.toets([GOED_GELEZEN] * 3, VRAAG))
        assert [type(a) for a in uit] == [Uitslag] * 3
    assert _Stil.gevraagd == 1
