"""`/toetsingen/_bulk`: many dossiers in one request, a line each; one bad line never loses the others.

Lines are judged as they come and answered in order, so that neither side holds the whole.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from typing import Final

from anyio import to_thread
from fastapi import APIRouter, Request
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from engine.dossier import Invoerfout
from engine.dossier.reading import MAX_BYTES
from engine.report import canoniek
from service import receipt
from service.access import Aanroeper
from service.http.checks import (
    Kennisdatum,
    Opslaan,
    Peildatum,
    Uitslag,
    Weergave,
    datum,
    is_kort,
    ja_nee,
    maak_stuk,
    oordeel,
)
from service.http.describing import NDJSON, OBJECT, antwoorden, lijf
from service.http.problem import Probleem, onbruikbaar
from service.http.room import OPSLAG_WEG, mag, te_vaak, werkplaats
from service.store.archive import AlHerhaald, OpslagWeg

router = APIRouter(tags=["toetsingen"])

PER_KEER: Final = 64
"""Lines that are judged and kept together."""


@router.post(
    "/toetsingen/_bulk",
    summary="Toets veel dossiers",
    operation_id="toetsVeel",
    responses=antwoorden(
        200, "Per regel een antwoord, in dezelfde volgorde.", OBJECT, 413, 415, type_=NDJSON
    ),
    openapi_extra=lijf(OBJECT, "Een dossier op elke regel (NDJSON).", type_=NDJSON),
)
async def toets_veel(
    request: Request,
    peildatum: Peildatum = None,
    kennisdatum: Kennisdatum = None,
    opslaan: Opslaan = True,
    weergave: Weergave = "volledig",
) -> Response:
    """Elke regel is een dossier; elke regel terug is een rapport of een fout, met het nummer van de regel."""
    aanroeper = await mag(request, "toetsen", dossiers=0)
    peil, kennis = datum(request, "peildatum"), datum(request, "kennisdatum")
    bewaar = ja_nee(request, "opslaan", True)
    koppen = request.headers
    if koppen.get("content-length", "0") == "0" and "transfer-encoding" not in koppen:
        raise onbruikbaar(
            [Invoerfout("", "D01", "Er zijn geen dossiers meegestuurd.", "Stuur er een per regel.")]
        )
    stroom = _antwoorden(request, aanroeper, peil, kennis, bewaar, is_kort(request))
    return Stroom(stroom)


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


async def _antwoorden(
    request: Request,
    aanroeper: Aanroeper,
    peil: dt.date | None,
    kennis: dt.date | None,
    bewaar: bool,
    kort: bool,
) -> AsyncIterator[bytes]:
    plaats = werkplaats(request)
    nummer = 0
    try:
        async for gelezen in _regels(request):
            past, wacht = plaats.maat.neem_dossiers(aanroeper, len(gelezen))
            regels = gelezen[:past]

            def oordelen(regels: list[bytes] = regels, begin: int = nummer) -> list[Uitslag | bytes]:
                return [_een(begin + n, r) for n, r in enumerate(regels, 1)]

            def _een(n: int, regel: bytes) -> Uitslag | bytes:
                try:
                    if len(regel) > MAX_BYTES:
                        raise onbruikbaar(
                            [Invoerfout("", "D02", "Deze regel is te groot.", "Splits de zaak.")]
                        )
                    return oordeel(plaats, regel, peil, kennis, kort)
                except Probleem as p:
                    return canoniek({"regel": n, "fout": p.als_json()}) + b"\n"

            uitslagen = await to_thread.run_sync(oordelen)
            yield b"".join(await _vastgelegd(request, aanroeper, uitslagen, regels, nummer, bewaar))
            nummer += len(regels)
            if wacht:
                raise te_vaak(wacht)
    except ClientDisconnect:
        return
    except Probleem as p:
        # The status is out: the last line says that, and why, it is the last.
        yield canoniek({"regel": nummer + 1, "fout": p.als_json(), "afgebroken": True}) + b"\n"


async def _vastgelegd(
    request: Request,
    aanroeper: Aanroeper,
    uitslagen: list[Uitslag | bytes],
    regels: list[bytes],
    begin: int,
    bewaar: bool,
) -> list[bytes]:
    schrijver = werkplaats(request).schrijver
    tijdstip = dt.datetime.now(dt.UTC)

    async def een(n: int, uitslag: Uitslag | bytes, tekst: bytes) -> bytes:
        if isinstance(uitslag, bytes):
            return uitslag
        kop = b'{"regel":%d' % n
        if bewaar:
            stuk = maak_stuk(request, aanroeper, uitslag, tekst, receipt.nieuw_id(), tijdstip)
            try:
                schakel = await schrijver.leg_vast(stuk)
            except (OpslagWeg, AlHerhaald):
                return canoniek({"regel": n, "fout": OPSLAG_WEG.als_json()}) + b"\n"
            plek = canoniek({"nummer": schakel.nummer, "hash": schakel.hash})
            kop += b',"id":"%s","bewijsstuk":%s' % (stuk.id.encode(), plek)
        return kop + b',"rapport":' + uitslag.tekst + b"}\n"

    paren = enumerate(zip(uitslagen, regels, strict=True), begin + 1)
    return list(await asyncio.gather(*[een(n, u, r) for n, (u, r) in paren]))


async def _regels(request: Request) -> AsyncIterator[list[bytes]]:
    """The lines of a body as they come, some at a time. A line that grows too large is cut off, and refused
    later.
    """
    rest = b""
    klaar: list[bytes] = []
    async for stuk in request.stream():
        *heel, rest = (rest + stuk).split(b"\n")
        if len(rest) > MAX_BYTES + 1:
            raise Probleem(413, "omvang", "Een regel is groter dan een dossier mag zijn.")
        klaar += [r for r in heel if r.strip()]
        while len(klaar) >= PER_KEER:
            yield klaar[:PER_KEER]
            klaar = klaar[PER_KEER:]
    if rest.strip():
        klaar.append(rest)
    while klaar:
        yield klaar[:PER_KEER]
        klaar = klaar[PER_KEER:]
