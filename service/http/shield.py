"""What every request meets first and every answer passes last: bounds, forms, traces, headers.

Plain ASGI, so that it costs little. Nothing a client sends is repeated in what it answers.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from engine.check import VERSIE
from engine.dossier.reading import MAX_BYTES
from service.http.problem import MEDIATYPE, Probleem
from service.receipt import Spoor, toeval

MAX_BULK: Final = 1 << 30
"""Most bytes of a request with many dossiers; they are read as they come."""

_TRACEPARENT: Final = re.compile(rb"00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}")
_FSC: Final = re.compile(rb"[0-9A-Za-z-]{1,64}")
_TYPEN: Final = ("application/json", "application/x-ndjson")
_LEEST: Final = frozenset({"*/*", "application/*", *_TYPEN, MEDIATYPE})
_LIJF: Final = frozenset({"POST", "PUT", "PATCH"})

VEILIG: Final = (
    (b"api-version", VERSIE.encode()),
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"frame-ancestors 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"strict-transport-security", b"max-age=31536000"),
)

Waarneming = Callable[[Scope, int, float], None]
"""Told of every answer: the request, the status, and how long it took in seconds."""


class Schild:
    """Around the API. `gelijktijdig`: requests under way before another gets 503. `leestijd`: for how long
    the body of one dossier may take to come in (seconds).
    """

    def __init__(self, app: ASGIApp, gelijktijdig: int, leestijd: float, gezien: Waarneming) -> None:
        self._app = app
        self._gelijktijdig = gelijktijdig
        self._leestijd = leestijd
        self._gezien = gezien
        self.onderweg = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begin = time.perf_counter()
        koppen = dict(scope["headers"])
        spoor = _spoor(koppen)
        scope.setdefault("state", {})["spoor"] = spoor
        status = 500
        begonnen = False

        async def stuur(bericht: Message) -> None:
            nonlocal status, begonnen
            if bericht["type"] == "http.response.start":
                begonnen = True
                status = bericht["status"]
                eigen = {naam for naam, _ in bericht["headers"]}
                bericht["headers"] = [
                    *bericht["headers"],
                    *[kop for kop in VEILIG if kop[0] not in eigen],
                    (b"traceparent", spoor.traceparent.encode()),
                ]
            await send(bericht)

        self.onderweg += 1
        try:
            self._vooraf(scope, koppen)
            bulk = scope["path"].endswith("/_bulk")
            grens, tijd = (MAX_BULK, None) if bulk else (MAX_BYTES, begin + self._leestijd)
            await self._app(scope, _begrensd(receive, koppen, grens, tijd), stuur)
        except Probleem as p:
            if begonnen:
                raise
            await p.antwoord()(scope, receive, stuur)
        finally:
            self.onderweg -= 1
            self._gezien(scope, status, time.perf_counter() - begin)

    def _vooraf(self, scope: Scope, koppen: dict[bytes, bytes]) -> None:
        pad = scope["path"]
        if self.onderweg > self._gelijktijdig:
            raise Probleem(503, "druk", "Er zijn nu te veel verzoeken tegelijk.", koppen={"Retry-After": "1"})
        if pad != "/" and pad.endswith("/"):
            raise Probleem(404, "pad", "Dit adres bestaat niet; laat de laatste schuine streep weg.")
        if scope["method"] in _LIJF:
            soort = koppen.get(b"content-type", b"").decode("latin-1").partition(";")[0].strip().lower()
            leeg = koppen.get(b"content-length", b"") in (b"", b"0") and b"transfer-encoding" not in koppen
            wil = _TYPEN[1] if pad.endswith("/_bulk") else _TYPEN[0]
            if not leeg and soort != wil:
                raise Probleem(415, "vorm", f"Stuur hier {wil}; zet dat in Content-Type.")
        wens = koppen.get(b"accept", b"").decode("latin-1").lower()
        if wens and not _LEEST & {deel.partition(";")[0].strip() for deel in wens.split(",")}:
            raise Probleem(406, "vorm", "Toetssteen antwoordt met application/json of application/x-ndjson.")


def _spoor(koppen: dict[bytes, bytes]) -> Spoor:
    """The trace of the caller goes on, or a new one begins; what is malformed is left aside."""
    gevonden = _TRACEPARENT.fullmatch(koppen.get(b"traceparent", b""))
    fsc = koppen.get(b"fsc-transaction-id", b"")
    extra = fsc.decode() if _FSC.fullmatch(fsc) else ""
    if gevonden is None or not int(gevonden[1], 16) or not int(gevonden[2], 16):
        return Spoor(toeval(16).hex(), toeval(8).hex(), fsc=extra)
    return Spoor(gevonden[1].decode(), toeval(8).hex(), gevonden[2].decode(), extra)


def _begrensd(receive: Receive, koppen: dict[bytes, bytes], grens: int, einde: float | None) -> Receive:
    """The body of a request, refused when it grows too large, or is not all there at `einde`."""
    lengte = koppen.get(b"content-length", b"")
    te_groot = Probleem(413, "omvang", f"Een verzoek mag hier hoogstens {grens // 1024} KiB groot zijn.")
    if lengte.isdigit() and int(lengte) > grens:
        raise te_groot
    gelezen = 0
    heel = False

    async def lees() -> Message:
        nonlocal gelezen, heel
        if heel:
            return await receive()
        try:
            async with asyncio.timeout(None if einde is None else einde - time.perf_counter()):
                bericht = await receive()
        except TimeoutError:
            raise Probleem(408, "leestijd", "Het dossier kwam niet op tijd binnen.") from None
        heel = not bericht.get("more_body", False)
        if bericht["type"] == "http.request":
            gelezen += len(bericht.get("body", b""))
            if gelezen > grens:
                raise te_groot
        return bericht

    return lees
