"""From a judgement to what to do next: repair, questions, margin. Nothing of these is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Final, Protocol

from anyio import to_thread
from fastapi import APIRouter, Request
from starlette.responses import Response

from engine.asking import vragen
from engine.dossier import Dossier
from engine.margin import marge
from engine.repairing import herstel
from engine.report import canoniek
from engine.rule import Regelset
from service.http.checks import Kennisdatum, Peildatum, datum, gelezen, vandaag
from service.http.describing import JSON, OBJECT, antwoorden, lijf, schema
from service.http.room import mag, werkplaats
from service.judge import dagen_voor

router = APIRouter(tags=["verbeteren"])


class Uitkomst(Protocol):
    def als_json(self) -> dict[str, Any]: ...


Werk = Callable[[Dossier, tuple[Regelset, ...], dt.date, dt.date], Uitkomst]

WERK: Final[tuple[tuple[str, str, str, str, Werk], ...]] = (
    (
        "/herstelvoorstellen",
        "stelHerstelVoor",
        "Zoek de goedkoopste wijziging waarna niets meer blokkeert",
        "Het voorstel, met de wijziging als JSON merge patch; wat een mens moet doen, wordt genoemd.",
        herstel,
    ),
    (
        "/vragen",
        "stelVragen",
        "Stel zo weinig mogelijk vragen die beslissen wat open staat",
        "De vragen in volgorde, met waarvoor en aan wie; en wat niet nodig is.",
        vragen,
    ),
    (
        "/marges",
        "bepaalMarge",
        "Toon op welke feiten een besluit hangt dat in orde is",
        "Per besluit de zwakste punten.",
        marge,
    ),
)


def _route(werk: Werk) -> Callable[..., Any]:
    async def route(
        request: Request, peildatum: Peildatum = None, kennisdatum: Kennisdatum = None
    ) -> Response:
        await mag(request, "toetsen")
        peil, kennis = datum(request, "peildatum"), datum(request, "kennisdatum")
        tekst = await request.body()
        plaats = werkplaats(request)

        def doe() -> bytes:
            dossier = gelezen(tekst)
            dagen = dagen_voor(dossier, peil, kennis, vandaag())
            sets = plaats.toetser.regels.bibliotheek.op(dagen.peildatum)
            return canoniek(werk(dossier, sets, dagen.peildatum, dagen.kennisdatum).als_json())

        return Response(await to_thread.run_sync(doe), media_type=JSON)

    return route


for _pad, _id, _wat, _uit, _werk in WERK:
    router.post(
        _pad,
        summary=_wat,
        operation_id=_id,
        description=f"{_wat}. Er wordt niets bewaard.",
        responses=antwoorden(200, _uit, OBJECT, 413, 415),
        openapi_extra=lijf(schema("Dossier"), "Het dossier."),
    )(_route(_werk))
