"""Records are written by one thread, many in one transaction: whoever waits for one waits for it to be
kept.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import queue
import threading
import time
from collections.abc import Sequence
from typing import Final

from service.store.archive import AlHerhaald, Archief, OpslagWeg, Stuk
from service.store.chain import Schakel

PER_KEER: Final = 500
"""Records in one transaction; those that belong together stay together."""

WACHT: Final = 0.002
"""How long a transaction waits for more when the one before had more than one (seconds)."""

_Taak = tuple[Sequence[Stuk], asyncio.AbstractEventLoop, "asyncio.Future[list[Schakel]]"]
"""Records that belong together, and who waits for them."""


class Schrijver:
    """Takes records from the event loop and answers when they are on disk.

    `wachtrij`: how many may wait; more are refused (`OpslagWeg`), so that memory stays bounded.
    """

    def __init__(self, archief: Archief, wachtrij: int = 2_000) -> None:
        self._archief = archief
        self._rij: queue.Queue[_Taak | None] = queue.Queue(wachtrij)
        self._draad = threading.Thread(target=self._schrijf, name="toetssteen-schrijver", daemon=True)
        self._draad.start()

    @property
    def wachtend(self) -> int:
        return self._rij.qsize()

    async def leg_vast(self, stuk: Stuk) -> Schakel:
        """Add a record to the chain of its municipality; comes back when it is kept.

        Raises:
            OpslagWeg, AlHerhaald: it is not.
        """
        (schakel,) = await self.leg_samen_vast([stuk])
        return schakel

    async def leg_samen_vast(self, stukken: Sequence[Stuk]) -> list[Schakel]:
        """Add records in their order, all of them or none; comes back when they are kept.

        Raises:
            OpslagWeg, AlHerhaald: they are not.
        """
        lus = asyncio.get_running_loop()
        antwoord: asyncio.Future[list[Schakel]] = lus.create_future()
        try:
            self._rij.put_nowait((stukken, lus, antwoord))
        except queue.Full:
            raise OpslagWeg from None
        return await antwoord

    def sluit(self) -> None:
        """Write what waits, and stop."""
        self._rij.put(None)
        self._draad.join(30)

    def _schrijf(self) -> None:
        open_ = True
        druk = False
        while open_:
            taak = self._rij.get()
            taken = [] if taak is None else [taak]
            open_ = taak is not None
            if druk:
                # A transaction costs more than a record in it: let those that come at once come together.
                time.sleep(WACHT)
            aantal = len(taak[0]) if taak is not None else 0
            with contextlib.suppress(queue.Empty):
                while open_ and aantal < PER_KEER:
                    taak = self._rij.get_nowait()
                    if taak is None:
                        open_ = False
                    else:
                        taken.append(taak)
                        aantal += len(taak[0])
            druk = len(taken) > 1
            if taken:
                self._samen(taken)

    def _samen(self, taken: Sequence[_Taak]) -> None:
        try:
            schakels = iter(self._archief.leg_vast([stuk for stukken, _, _ in taken for stuk in stukken]))
        except AlHerhaald:
            # One of them repeats an earlier request; the others must not pay for it.
            if len(taken) == 1:
                _meld(taken[0], AlHerhaald())
            else:
                for taak in taken:
                    self._samen([taak])
        except OpslagWeg:
            for taak in taken:
                _meld(taak, OpslagWeg())
        except Exception as fout:
            for taak in taken:
                _meld(taak, fout)
        else:
            for taak in taken:
                _meld(taak, list(itertools.islice(schakels, len(taak[0]))))


def _meld(taak: _Taak, uitkomst: list[Schakel] | Exception) -> None:
    _, lus, antwoord = taak

    def zet() -> None:
        if antwoord.done():
            return
        if isinstance(uitkomst, Exception):
            antwoord.set_exception(uitkomst)
        else:
            antwoord.set_result(uitkomst)

    # The loop may be gone when the service stops: the record is kept all the same.
    with contextlib.suppress(RuntimeError):
        lus.call_soon_threadsafe(zet)
