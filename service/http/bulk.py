"""`/toetsingen/_bulk`: many dossiers in one request, a line each; one bad line never loses the others.

Lines are judged as they come and answered in order, so that neither side holds the whole.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import deque
from collections.abc import AsyncIterator
from typing import Final, NamedTuple

from fastapi import APIRouter, Request
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from engine.dossier import Invoerfout
from engine.dossier.reading import MAX_BYTES
from engine.report import canoniek
from service import receipt
from service.access import Aanroeper
from service.fault import Misgegaan
from service.http.checks import maak_stuk, meld, vraag_van
from service.http.describing import NDJSON, OBJECT, antwoorden, lijf
from service.http.problem import Probleem, eigen_fout, onbruikbaar
from service.http.query import KENNISDATUM, OPSLAAN, PEILDATUM, WEERGAVE, ja_nee, vraagt
from service.http.room import OPSLAG_WEG, mag, te_vaak, werkplaats
from service.judge import Uitslag, Vraag
from service.judges import Antwoord
from service.store.archive import AlHerhaald, OpslagWeg, Stuk

router = APIRouter(tags=["toetsingen"])

PER_KEER: Final = 64
"""Lines that are judged and kept together, at most."""

BYTES_PER_KEER: Final = 1 << 20
"""From this size on lines are not kept waiting for more."""


@router.post(
    "/toetsingen/_bulk",
    summary="Toets veel dossiers",
    operation_id="toetsVeel",
    responses=antwoorden(
        200, "Per regel een antwoord, in dezelfde volgorde.", OBJECT, 413, 415, type_=NDJSON
    ),
    openapi_extra=lijf(OBJECT, "Een dossier op elke regel (NDJSON).", type_=NDJSON)
    | vraagt(PEILDATUM, KENNISDATUM, OPSLAAN, WEERGAVE),
)
async def toets_veel(request: Request) -> Response:
    """Elke regel is een dossier; elke regel terug is een rapport of een fout, met het nummer van de regel."""
    aanroeper = await mag(request, "toetsen", dossiers=0)
    vraag, bewaar = vraag_van(request), ja_nee(request, "opslaan", True)
    koppen = request.headers
    if koppen.get("content-length", "0") == "0" and "transfer-encoding" not in koppen:
        raise onbruikbaar(
            [Invoerfout("", "D01", "Er zijn geen dossiers meegestuurd.", "Stuur er een per regel.")]
        )
    return Stroom(_antwoorden(request, aanroeper, vraag, bewaar))


class Stroom(Response):
    """An answer that is sent while the request still comes in: Starlette's would read it away."""

    def __init__(self, inhoud: AsyncIterator[bytes]) -> None:
        super().__init__(media_type=NDJSON)
        del self.headers["content-length"]
        self._inhoud = inhoud

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        async for stuk in self._inhoud:
            await send({"type": "http.response.body", "body": stuk, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


class Groep(NamedTuple):
    """Lines that are judged together: what they are, and the work on them."""

    regels: list[bytes]
    werk: asyncio.Task[list[Antwoord]]


async def _antwoorden(
    request: Request, aanroeper: Aanroeper, vraag: Vraag, bewaar: bool
) -> AsyncIterator[bytes]:
    plaats = werkplaats(request)
    # Each judge has work, and the next lines lie ready for whoever is done first.
    onderweg: deque[Groep] = deque()
    ruim = 2 * plaats.toetsers.aantal or 1
    nummer = 0

    async def eerste_af() -> bytes:
        nonlocal nummer
        tekst = await _beantwoord(request, aanroeper, onderweg[0], nummer, bewaar)
        nummer += len(onderweg.popleft().regels)
        return tekst

    einde: Probleem | None = None
    try:
        try:
            async for gelezen in _regels(request):
                past, wacht = plaats.maat.neem_dossiers(aanroeper, len(gelezen))
                if regels := gelezen[:past]:
                    onderweg.append(Groep(regels, asyncio.create_task(plaats.toetsers.toets(regels, vraag))))
                if wacht:
                    raise te_vaak(wacht)
                while len(onderweg) >= ruim:
                    yield await eerste_af()
        except Probleem as p:
            einde = p
        while onderweg:
            yield await eerste_af()
        if einde is not None:
            # The status is out: the last line says that, and why, it is the last.
            yield canoniek({"regel": nummer + 1, "fout": einde.als_json(), "afgebroken": True}) + b"\n"
    except ClientDisconnect:
        return
    finally:
        for groep in onderweg:
            groep.werk.cancel()


async def _beantwoord(
    request: Request, aanroeper: Aanroeper, groep: Groep, begin: int, bewaar: bool
) -> bytes:
    """What is answered to a group of lines, of which the first has number `begin` + 1."""
    plaats, tijdstip = werkplaats(request), dt.datetime.now(dt.UTC)
    stukken: list[Stuk] = []
    regels: list[bytes | Uitslag] = []
    for n, (antwoord, regel) in enumerate(zip(await groep.werk, groep.regels, strict=True), begin + 1):
        if not isinstance(antwoord, Uitslag):
            fout = eigen_fout(antwoord) if isinstance(antwoord, Misgegaan) else onbruikbaar(antwoord)
            regels.append(canoniek({"regel": n, "fout": fout.als_json()}) + b"\n")
            continue
        meld(request, aanroeper, antwoord)
        regels.append(antwoord)
        if bewaar:
            stukken.append(maak_stuk(request, aanroeper, antwoord, regel, receipt.nieuw_id(), tijdstip))
    try:
        schakels = await plaats.schrijver.leg_samen_vast(stukken) if stukken else []
    except (OpslagWeg, AlHerhaald):
        schakels = None
    bewaard = iter(() if schakels is None else zip(stukken, schakels, strict=True))
    uit = []
    for n, ding in enumerate(regels, begin + 1):
        if isinstance(ding, bytes):
            uit.append(ding)
        elif schakels is None:
            uit.append(canoniek({"regel": n, "fout": OPSLAG_WEG.als_json()}) + b"\n")
        else:
            kop = b'{"regel":%d' % n
            if bewaar:
                stuk, schakel = next(bewaard)
                plek = canoniek({"nummer": schakel.nummer, "hash": schakel.hash})
                kop += b',"id":"%s","bewijsstuk":%s' % (stuk.id.encode(), plek)
            uit.append(kop + b',"rapport":' + ding.antwoord + b"}\n")
    return b"".join(uit)


async def _regels(request: Request) -> AsyncIterator[list[bytes]]:
    """The lines of a body as they come, some at a time."""
    rest = b""
    klaar: list[bytes] = []
    omvang = 0
    async for stuk in request.stream():
        *heel, rest = (rest + stuk).split(b"\n")
        if len(rest) > MAX_BYTES + 1:
            raise Probleem(413, "omvang", "Een regel is groter dan een dossier mag zijn.")
        for regel in heel:
            if regel.strip():
                klaar.append(regel)
                omvang += len(regel)
                if len(klaar) == PER_KEER or omvang >= BYTES_PER_KEER:
                    yield klaar
                    klaar, omvang = [], 0
    if rest.strip():
        klaar.append(rest)
    if klaar:
        yield klaar
