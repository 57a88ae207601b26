"""What the routes work with: one judge, one archive, one writer per process; and who asks for what."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar, TypeVarTuple, Unpack

from anyio import to_thread
from starlette.requests import Request

from service.access import Aanroeper, Maat, Onbekend, Toegang, UitgeverWeg
from service.http.problem import Probleem
from service.http.tracing import Verwerking
from service.judge import Toetser, Uitslag
from service.judges import Toetsers
from service.receipt import Spoor
from service.settings import Instelling
from service.store.archive import Archief, OpslagWeg
from service.store.database import open_database
from service.store.writer import Schrijver
from service.terminal import Fout
from service.vault import lees_hoofdsleutel

_T = TypeVar("_T")
_Args = TypeVarTuple("_Args")

logboek: Final = logging.getLogger("toetssteen")

OPSLAG_WEG: Final = Probleem(
    503,
    "opslag",
    "De opslag is nu niet te bereiken. Er is niets bewaard; probeer het later opnieuw.",
    koppen={"Retry-After": "5"},
)


@dataclass
class Werkplaats:
    """All that a process of the service holds open."""

    instelling: Instelling
    toetser: Toetser
    toetsers: Toetsers
    archief: Archief
    schrijver: Schrijver
    toegang: Toegang
    maat: Maat = field(default_factory=Maat)
    getoetst: Callable[[Uitslag], None] = lambda _: None
    verwerkt: Callable[[Verwerking], None] = lambda _: None
    stopt: bool = False

    @classmethod
    def open(cls, instelling: Instelling) -> Werkplaats:
        """Raises Fout: rules with errors, no database that we know, no master key."""
        toetser = Toetser(instelling.regels, instelling.steekproef)
        archief = Archief(open_database(instelling.store), lees_hoofdsleutel(Path(instelling.geheim)))
        toetsers = Toetsers(toetser, instelling.regels, instelling.toetsprocessen)
        return cls(instelling, toetser, toetsers, archief, Schrijver(archief), Toegang(archief, instelling))

    def sluit(self) -> None:
        self.stopt = True
        self.toetsers.sluit()
        self.schrijver.sluit()
        self.maat.deel(self.archief)
        self.archief.sluit()
        self.toetser.sluit()

    @contextlib.asynccontextmanager
    async def bezig(self) -> AsyncIterator[None]:
        """Keeps house while the service runs: rules that changed, terms that are over, what keys used."""
        taak = asyncio.create_task(self._huishouden())
        await to_thread.run_sync(self.toetser.warm_op, dt.date.today())
        try:
            yield
        finally:
            taak.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await taak
            await to_thread.run_sync(self.sluit)

    async def _huishouden(self) -> None:
        seconden = 0
        while True:
            await asyncio.sleep(1)
            seconden += 1
            await to_thread.run_sync(self.maat.deel, self.archief)
            if seconden % max(1, int(self.instelling.herlaad)) == 0:
                await to_thread.run_sync(self._herlaad)
            if seconden % 3600 == 1:
                with contextlib.suppress(OpslagWeg):
                    await to_thread.run_sync(self.archief.ruim_op, dt.datetime.now(dt.UTC))

    def _herlaad(self) -> None:
        try:
            if self.toetser.herlaad():
                logboek.info("regels_herladen")
                self.toetser.warm_op(dt.date.today())
        except Fout as fout:
            logboek.error("regels_niet_herladen", extra={"reden": fout.message})
        except OSError:
            logboek.exception("regels_niet_te_lezen")


def werkplaats(request: Request) -> Werkplaats:
    plaats: Werkplaats = request.app.state.werkplaats
    return plaats


def spoor(request: Request) -> Spoor:
    gevonden: Spoor = request.state.spoor
    return gevonden


async def mag(request: Request, recht: str, *, telt: bool = True, dossiers: int = 1) -> Aanroeper:
    """Who asks, when they may. `dossiers`: how many of them the request counts for.

    Raises:
        Probleem: 401 unknown, 403 not allowed, 429 too often, 503 that cannot be said now.
    """
    plaats = werkplaats(request)
    soort, _, bewijs = request.headers.get("authorization", "").partition(" ")
    if soort.lower() != "bearer" or not bewijs:
        raise _onbekend("Zet een sleutel of een token in Authorization: Bearer.")
    try:
        aanroeper = plaats.toegang.kent_al(bewijs)
        if aanroeper is None:
            aanroeper = await to_thread.run_sync(plaats.toegang.wie, bewijs)
    except Onbekend:
        raise _onbekend("Deze sleutel of dit token is hier niet bekend, of is ingetrokken.") from None
    except OpslagWeg:
        raise OPSLAG_WEG from None
    except UitgeverWeg:
        zin = "De uitgever van uw token antwoordt nu niet; probeer het later opnieuw."
        raise Probleem(503, "uitgever", zin, koppen={"Retry-After": "30"}) from None
    request.state.aanroeper = aanroeper
    if recht not in aanroeper.rechten:
        raise Probleem(403, "recht", f"Hiervoor is het recht `{recht}` nodig.")
    wacht = plaats.maat.neem(aanroeper, dossiers) if telt else 0.0
    if wacht:
        raise te_vaak(wacht)
    return aanroeper


def te_vaak(wacht: float) -> Probleem:
    """429, with after how many seconds it may be tried again."""
    seconden = str(max(1, round(wacht)))
    return Probleem(
        429, "te_vaak", f"Probeer het over {seconden} seconden opnieuw.", koppen={"Retry-After": seconden}
    )


def _onbekend(zin: str) -> Probleem:
    return Probleem(401, "onbekend", zin, koppen={"WWW-Authenticate": "Bearer"})


async def uit_opslag(functie: Callable[[Unpack[_Args]], _T], *args: *_Args) -> _T:
    """Call what reads or writes the database, off the event loop; 503 when it is away."""
    try:
        return await to_thread.run_sync(functie, *args)
    except OpslagWeg:
        raise OPSLAG_WEG from None
