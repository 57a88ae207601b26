"""From a judgement to what to do next: repair, questions, margin, a split plan, and who may get what. Nothing
of these is kept.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from typing import Annotated, Any, Final, Protocol

from anyio import to_thread
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from engine.asking import vragen
from engine.check import check
from engine.dossier import Dossier, Dossierfout
from engine.intent import bedoeling
from engine.margin import marge
from engine.repairing import herstel
from engine.report import canoniek
from engine.rule import Regelset
from engine.sharing import deelblad
from engine.splitting import splits
from engine.timeline import TeVeel, tijdlijn
from service import sharing, split_presentation
from service.http.checks import gelezen, meld_verwerking, vandaag
from service.http.describing import JSON, OBJECT, antwoorden, lijf, schema
from service.http.problem import in_de_vraag, onbruikbaar
from service.http.query import (
    KENNISDATUM,
    PEILDATUM,
    TIJDLIJN_KENNISDATUM,
    TOT,
    VAN,
    datum,
    vraagt,
)
from service.http.room import mag, werkplaats
from service.intake import dragers_bij
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


def _route(naam: str, werk: Werk) -> Callable[..., Any]:
    async def route(request: Request) -> Response:
        aanroeper = await mag(request, "toetsen")
        peil, kennis = datum(request, "peildatum"), datum(request, "kennisdatum")
        tekst = await request.body()
        plaats = werkplaats(request)

        def doe() -> bytes:
            begin = time.perf_counter()
            dossier = gelezen(tekst)
            dagen = dagen_voor(dossier, peil, kennis, vandaag())
            sets = plaats.toetser.regels.bibliotheek.voor(dossier, dagen.peildatum)
            uit = canoniek(werk(dossier, sets, dagen.peildatum, dagen.kennisdatum).als_json())
            meld_verwerking(request, aanroeper, naam, dossier, begin)
            return uit

        return Response(await to_thread.run_sync(doe), media_type=JSON)

    return route


@router.post(
    "/splitsingen",
    summary="Maak van een gezinsplan wettige besluiten",
    operation_id="splits",
    responses=antwoorden(
        200, "De besluiten per persoon en per wet, wat van het plan blijft, en de toets ervoor en erna.",
        OBJECT, 413, 415,
    ),
    openapi_extra=lijf(schema("Dossier"), "Het dossier met het plan.") | vraagt(PEILDATUM),
)  # fmt: skip
async def splits_plan(
    request: Request,
    plan: Annotated[
        str | None, Query(description="De verwijzing van het plan, als er meer zijn.", max_length=100)
    ] = None,
) -> Response:
    """Splits een plan met een besluit, een budget of een geadresseerde voor een gezin. Er wordt niets
    bewaard.
    """
    aanroeper = await mag(request, "toetsen")
    peil = datum(request, "peildatum")
    tekst = await request.body()
    plaats = werkplaats(request)

    def doe() -> bytes:
        begin = time.perf_counter()
        dossier = gelezen(tekst)
        dag = dagen_voor(dossier, peil, None, vandaag()).peildatum
        regels = plaats.toetser.regels
        try:
            uitkomst = splits(dossier, dragers_bij(regels), dag, plan)
        except Dossierfout as fout:
            raise onbruikbaar(fout.fouten, "het plan") from None
        sets = regels.bibliotheek.voor(dossier, dag)
        voor, na = (check(d, sets, dag, dag) for d in (dossier, uitkomst.dossier))
        uit = canoniek(split_presentation.als_json(uitkomst, bedoeling(dossier, uitkomst), voor, na))
        meld_verwerking(request, aanroeper, "splitsing", dossier, begin)
        return uit

    return Response(await to_thread.run_sync(doe), media_type=JSON)


@router.post(
    "/deelbladen",
    summary="Toon wie welk gegeven mag krijgen",
    operation_id="maakDeelblad",
    responses=antwoorden(
        200, "Per gegeven en ontvanger of delen mag, met de artikelen; en het blad in woorden.",
        OBJECT, 413, 415,
    ),
    openapi_extra=lijf(schema("Dossier"), "Het dossier.") | vraagt(PEILDATUM, KENNISDATUM),
)  # fmt: skip
async def maak_deelblad(
    request: Request,
    voor: Annotated[
        str,
        Query(
            description="`regisseur`, of de verwijzing van een persoon: dan alleen wat op zijn blad staat.",
            max_length=100,
        ),
    ] = sharing.REGISSEUR,
) -> Response:
    """Elk gegeven en elke ontvanger apart, met geen, gewone en uitdrukkelijke toestemming. Er wordt niets
    bewaard.
    """
    aanroeper = await mag(request, "toetsen")
    peil, kennis = datum(request, "peildatum"), datum(request, "kennisdatum")
    tekst = await request.body()
    plaats = werkplaats(request)

    def doe() -> bytes:
        begin = time.perf_counter()
        dossier = gelezen(tekst)
        if voor != sharing.REGISSEUR and voor not in (dossier.personen or {}):
            raise in_de_vraag(
                "voor", "Deze persoon staat niet in het dossier.", "Kies regisseur, of een persoon eruit."
            )
        dagen = dagen_voor(dossier, peil, kennis, vandaag())
        sets = plaats.toetser.regels.bibliotheek.voor(dossier, dagen.peildatum)
        blad = deelblad(dossier, sets, dagen.peildatum, dagen.kennisdatum)
        try:
            uit = canoniek(sharing.als_json(blad, dossier, dagen.peildatum, voor))
        except Dossierfout as fout:
            raise onbruikbaar(fout.fouten) from None
        meld_verwerking(request, aanroeper, "deelblad", dossier, begin)
        return uit

    return Response(await to_thread.run_sync(doe), media_type=JSON)


@router.post(
    "/tijdlijnen",
    summary="Toon wanneer het oordeel verandert, en waardoor",
    operation_id="maakTijdlijn",
    responses=antwoorden(200, "De tijdvakken met een oordeel, en wat er tussen verandert.", OBJECT, 413, 415),
    openapi_extra=lijf(schema("Dossier"), "Het dossier.") | vraagt(VAN, TOT, TIJDLIJN_KENNISDATUM),
)
async def maak_tijdlijn(request: Request) -> Response:
    """Het dossier blijft gelijk; alleen de dag waarop u kijkt, schuift. Er wordt niets bewaard."""
    aanroeper = await mag(request, "toetsen")
    van, tot, kennis = (datum(request, naam) for naam in ("van", "tot", "kennisdatum"))
    if van is None or tot is None or van > tot:
        raise in_de_vraag("van", "Een tijdvak heeft een eerste en een laatste dag.", "Geef van en tot.")
    tekst = await request.body()
    plaats = werkplaats(request)

    def doe() -> bytes:
        begin = time.perf_counter()
        dossier = gelezen(tekst)
        alle = plaats.toetser.regels.bibliotheek.alle_voor(dossier)
        try:
            uit = canoniek(tijdlijn(dossier, alle, van, tot, kennis).als_json())
        except TeVeel:
            raise in_de_vraag(
                "tot", "Dit tijdvak is te lang, of er verandert te veel in.", "Neem een korter tijdvak."
            ) from None
        meld_verwerking(request, aanroeper, "tijdlijn", dossier, begin)
        return uit

    return Response(await to_thread.run_sync(doe), media_type=JSON)


for _pad, _id, _wat, _uit, _werk in WERK:
    router.post(
        _pad,
        summary=_wat,
        operation_id=_id,
        description=f"{_wat}. Er wordt niets bewaard.",
        responses=antwoorden(200, _uit, OBJECT, 413, 415),
        openapi_extra=lijf(schema("Dossier"), "Het dossier.") | vraagt(PEILDATUM, KENNISDATUM),
    )(_route(_pad.strip("/"), _werk))
