"""Judging in processes of their own, for who has many dossiers: one process per core, started when first
needed.

A process that falls, or is silent, takes nothing with it: what it had is judged by whoever asked.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import multiprocessing
import signal
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Final, TypeAlias

from engine.dossier import Dossierfout, Invoerfout
from service.fault import Misgegaan
from service.judge import Toetser, Uitslag, Vraag, beoordeel
from service.terminal import Fout

logboek: Final = logging.getLogger("toetssteen")

Antwoord: TypeAlias = "Uitslag | tuple[Invoerfout, ...] | Misgegaan"
"""A dossier judged, every fault in it, or a fault of ours that must not cost the others."""


GEDULD_S: Final = 15.0
"""How long processes may be silent before their work is done here; a group of dossiers takes a second."""

RUST_S: Final = 60.0
"""How long no processes are asked after they were silent."""


class AndereRegels(Exception):  # noqa: N818 - an outcome, not a mistake
    """A process has not the rules that were asked for."""


class Toetsers:
    """Judges of one folder of rules, beside `toetser`, the one that is here. `aantal`: how many processes; 0
    leaves all work to `toetser`.
    """

    def __init__(self, toetser: Toetser, map_: str | None, aantal: int) -> None:
        self._toetser = toetser
        self._map = map_
        self.aantal = aantal
        self._slot = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._rust_tot = 0.0

    async def toets(self, teksten: Sequence[bytes], vraag: Vraag) -> list[Antwoord]:
        """Judge dossiers, answers in the same order. The twin may be asked of the first only."""
        if not self.aantal or len(teksten) == 1 or time.monotonic() < self._rust_tot:
            return await asyncio.to_thread(_een_voor_een, self._toetser, teksten, vraag)
        eerste = asyncio.to_thread(_een_voor_een, self._toetser, teksten[:1], vraag)
        voor, na = await asyncio.gather(eerste, self._elders(teksten[1:], vraag))
        return voor + na

    async def _elders(self, teksten: Sequence[bytes], vraag: Vraag) -> list[Antwoord]:
        lus, regels, pool = asyncio.get_running_loop(), self._toetser.kenteken, self._open()
        try:
            werk = lus.run_in_executor(pool, _in_proces, regels, list(teksten), vraag)
            return await asyncio.wait_for(werk, GEDULD_S)
        except AndereRegels:
            pass  # They were replaced a moment ago, and the files are being written still.
        except BrokenProcessPool:
            logboek.warning("toetsproces_gevallen")
            self._vergeet(pool)
        except TimeoutError:
            logboek.warning("toetsproces_zwijgt")
            self._rust_tot = time.monotonic() + RUST_S
            self._vergeet(pool)
        return await asyncio.to_thread(_een_voor_een, self._toetser, teksten, vraag)

    def _open(self) -> ProcessPoolExecutor:
        with self._slot:
            if self._pool is None:
                # Not forked: there are threads here, and locks that they hold.
                wijze = multiprocessing.get_context("spawn")
                self._pool = ProcessPoolExecutor(self.aantal, wijze, _begin, (self._map,))
            return self._pool

    def _vergeet(self, pool: ProcessPoolExecutor) -> None:
        """Who comes after gets new processes; all that had work there find out at once, and for one pool."""
        with self._slot:
            if self._pool is pool:
                self._pool = None
        # A pool that fell may hold its own lock until its processes are gone: that may not stop the service.
        threading.Thread(target=pool.shutdown, kwargs={"wait": False}, daemon=True).start()

    def sluit(self) -> None:
        with self._slot:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(cancel_futures=True)


def _een_voor_een(toetser: Toetser, teksten: Sequence[bytes], vraag: Vraag) -> list[Antwoord]:
    beurt = toetser.aan_de_beurt()
    return [_een(toetser, tekst, vraag, beurt and n == 0) for n, tekst in enumerate(teksten)]


def _een(toetser: Toetser, tekst: bytes, vraag: Vraag, met_tweeling: bool = False) -> Antwoord:
    try:
        return beoordeel(toetser, tekst, vraag, met_tweeling=met_tweeling)
    except Dossierfout as fout:
        return fout.fouten
    except Exception as fout:
        return Misgegaan.van(fout)


# ---------------------------------------------------------------- inside a process

_HIER: list[Toetser] = []


def _begin(map_: str | None) -> None:
    # Who stops the service stops these by closing the pool, when their work is done.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    toetser = Toetser(map_)
    toetser.warm_op(dt.date.today())
    _HIER.append(toetser)


def _in_proces(kenteken: str, teksten: list[bytes], vraag: Vraag) -> list[Antwoord]:
    (toetser,) = _HIER
    if toetser.kenteken != kenteken:
        try:
            toetser.herlaad()
        except (Fout, OSError):
            raise AndereRegels from None
        if toetser.kenteken != kenteken:
            raise AndereRegels
    return [_een(toetser, tekst, vraag) for tekst in teksten]
