"""The application: `/v1` with its routes, behind the shield, and beside it the health of the service."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any, Final

from anyio import to_thread
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Match, Mount, Route
from starlette.types import ASGIApp

from engine.check import VERSIE
from engine.dossier import Invoerfout
from service.fault import Misgegaan
from service.http import authoring, bulk, checks, improving, receipts, reference
from service.http.describing import OBJECT, antwoorden, openapi
from service.http.observing import Waarnemer
from service.http.problem import Probleem, eigen_fout, onbruikbaar
from service.http.room import Werkplaats
from service.http.shield import Schild
from service.settings import Instelling, lees_instelling

ROUTERS: Final = (
    bulk.router,
    checks.router,
    receipts.router,
    improving.router,
    reference.router,
    authoring.router,
)

UITLEG: Final = """Toetst conceptbesluiten in het sociaal domein aan wet en rechtspraak, vóór ondertekening.
Toetssteen adviseert; een mens beslist."""


def maak_api(werkplaats: Werkplaats) -> FastAPI:
    """The API of `/v1`, without what stands before it."""
    api = FastAPI(
        title="Toetssteen",
        summary="Toetst conceptbesluiten in het sociaal domein.",
        description=UITLEG,
        version=VERSIE,
        contact={
            "name": "Toetssteen",
            "url": "https://toetssteen.example",
            "email": "dienst@toetssteen.example",
        },
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        openapi_tags=[
            {"name": "toetsingen", "description": "Toetsen, teruglezen, herhalen."},
            {"name": "verbeteren", "description": "Wat nu te doen; er wordt niets bewaard."},
            {"name": "regels en begrippen", "description": "De regels, hun bronnen en de woorden."},
            {"name": "beschrijving", "description": "Deze API."},
        ],
    )
    api.state.werkplaats = werkplaats
    for router in ROUTERS:
        api.include_router(router)

    @api.get(
        "/openapi.json",
        tags=["beschrijving"],
        summary="De beschrijving van deze API",
        operation_id="leesOpenapi",
        responses=antwoorden(200, "OpenAPI 3.1.", OBJECT),
    )
    async def beschrijving() -> Response:
        """Deze beschrijving."""
        return JSONResponse(openapi(api), headers={"Access-Control-Allow-Origin": "*"})

    _vang_fouten(api)
    return api


def _vang_fouten(api: FastAPI) -> None:
    @api.exception_handler(Probleem)
    async def probleem(_: Request, fout: Exception) -> Response:
        assert isinstance(fout, Probleem)
        return fout.antwoord()

    @api.exception_handler(RequestValidationError)
    async def invoer(_: Request, fout: Exception) -> Response:
        assert isinstance(fout, RequestValidationError)
        return onbruikbaar([_vertaald(dict(f)) for f in fout.errors()], "het verzoek").antwoord()

    @api.exception_handler(HTTPException)
    async def http(request: Request, fout: Exception) -> Response:
        assert isinstance(fout, HTTPException)
        probleem = _http_probleem(fout)
        if fout.status_code == 405:
            # A path can have several routes, of which the framework names the methods of one.
            probleem.koppen = {"Allow": ", ".join(_methoden(api, request))}
        return probleem.antwoord()

    @api.exception_handler(Exception)
    async def onverwacht(_: Request, fout: Exception) -> Response:
        return eigen_fout(Misgegaan.van(fout)).antwoord()


def _methoden(api: FastAPI, request: Request) -> list[str]:
    uit: set[str] = set()
    for route in [*api.routes, *[r for router in ROUTERS for r in router.routes]]:
        if isinstance(route, Route) and route.matches(request.scope)[0] is not Match.NONE:
            uit |= route.methods or set()
    return sorted(uit)


def _http_probleem(fout: HTTPException) -> Probleem:
    zinnen = {
        404: ("pad", "Dit adres bestaat niet."),
        405: ("methode", "Dit kan hier niet; zie de kop Allow."),
    }
    code, zin = zinnen.get(fout.status_code, ("verzoek", "Dit verzoek kan niet worden beantwoord."))
    return Probleem(fout.status_code, code, zin, koppen=dict(fout.headers or {}))


_SOORTEN: Final = {
    "missing": ("Dit ontbreekt.", "Vul het in."),
    "extra_forbidden": ("Dit veld bestaat hier niet.", "Haal het weg."),
    "json_invalid": ("Dit is geen geldige JSON.", "Controleer komma's, haken en aanhalingstekens."),
    "string_too_short": ("Dit is te kort.", "Schrijf meer."),
    "string_too_long": ("Dit is te lang.", "Schrijf minder."),
    "string_type": ("Hier hoort een tekst.", "Schrijf een tekst."),
    "list_type": ("Hier hoort een lijst.", "Schrijf een lijst."),
    "too_long": ("Deze lijst is te lang.", "Haal er iets af."),
    "string_pattern_mismatch": ("Dit heeft niet de juiste vorm.", "Kijk de waarde na."),
    "int_parsing": ("Dit is geen geheel getal.", "Schrijf een getal."),
    "greater_than_equal": ("Dit getal is te klein.", "Neem een groter getal."),
    "less_than_equal": ("Dit getal is te groot.", "Neem een kleiner getal."),
    "date_from_datetime_parsing": ("Dit is geen datum.", "Schrijf bijvoorbeeld 2026-03-01."),
    "date_parsing": ("Dit is geen datum.", "Schrijf bijvoorbeeld 2026-03-01."),
    "bool_parsing": ("Dit is geen true of false.", "Schrijf true of false."),
}


def _vertaald(fout: dict[str, Any]) -> Invoerfout:
    """A fault that pydantic found, in our words; never its own, which repeat the value."""
    waar, *plaats = [str(deel) for deel in fout["loc"]]
    if waar != "body":
        plaats = plaats or [waar]
    melding, herstel = _SOORTEN.get(str(fout["type"]), ("Deze waarde kan hier niet.", "Kijk haar na."))
    pointer = "".join("/" + deel.replace("~", "~0").replace("/", "~1") for deel in plaats)
    return Invoerfout(pointer, "V02", melding, herstel)


# ---------------------------------------------------------------- the whole


def maak_app(instelling: Instelling) -> ASGIApp:
    """The whole service. Raises Fout when it cannot start."""
    werkplaats = Werkplaats.open(instelling)
    waarnemer = Waarnemer(instelling.verwerking)
    waarnemer.kijk_in(werkplaats)
    werkplaats.getoetst = waarnemer.getoetst
    werkplaats.verwerkt = waarnemer.verwerkt
    api = maak_api(werkplaats)

    async def cijfers(_: Request) -> Response:
        return Response(waarnemer.tekst(), media_type=CONTENT_TYPE_LATEST)

    async def levend(_: Request) -> Response:
        return JSONResponse({"status": "levend"})

    async def gereed(_: Request) -> Response:
        if werkplaats.stopt or not await to_thread.run_sync(werkplaats.archief.leeft):
            zin = "De opslag is niet te bereiken. Lezen en toetsen zonder opslaan gaan door."
            return Probleem(503, "opslag", zin, koppen={"Retry-After": "5"}).antwoord()
        return JSONResponse({"status": "gereed"})

    @contextlib.asynccontextmanager
    async def leven(app: Starlette) -> AsyncIterator[None]:
        async with werkplaats.bezig():
            yield
        await to_thread.run_sync(waarnemer.sluit)

    async def onbekend(_: Request, fout: Exception) -> Response:
        assert isinstance(fout, HTTPException)
        return _http_probleem(fout).antwoord()

    buiten = Starlette(
        routes=[
            Route("/health/live", levend),
            Route("/health/ready", gereed),
            *([Route("/metrics", cijfers)] if instelling.cijfers else []),
            Mount("/v1", app=api),
        ],
        lifespan=leven,
        exception_handlers={HTTPException: onbekend},
    )
    buiten.router.redirect_slashes = False
    return Schild(buiten, instelling.gelijktijdig, instelling.leestijd, waarnemer)


def app_uit_omgeving() -> ASGIApp:
    """For uvicorn, in each of its processes."""
    return maak_app(lees_instelling())
