"""`/toetsingen/{id}`: read a receipt, judge again, set a finding aside, erase a dossier."""

from __future__ import annotations

import datetime as dt
import json
import time
from typing import Annotated, Any
from uuid import UUID

from anyio import to_thread
from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from engine.check import VERSIE, check
from engine.dossier import Dossier
from engine.report import Rapport, canoniek, digest
from service import receipt, vault
from service.access import Aanroeper
from service.http.checks import gelezen, meld_verwerking
from service.http.describing import JSON, antwoorden, lijf, schema
from service.http.problem import Probleem
from service.http.room import OPSLAG_WEG, Werkplaats, mag, spoor, uit_opslag, werkplaats
from service.judge import met_dit_woord
from service.store.archive import AlHerhaald, Bewijsstuk, OpslagWeg, Stuk, moment

router = APIRouter(tags=["toetsingen"])

Id = Annotated[UUID, Path(description="Het id van de toetsing.")]


def bewijsstuk_als_json(stuk: Bewijsstuk) -> dict[str, Any]:
    return {
        "id": stuk.id,
        "soort": stuk.soort,
        "tijdstip": stuk.tijdstip,
        "nummer": stuk.schakel.nummer,
        "vorige": stuk.schakel.vorige,
        "hash": stuk.schakel.hash,
        "inhoud": json.loads(stuk.schakel.inhoud),
    }


@router.get(
    "/toetsingen",
    summary="Lees bewijsstukken, de oudste eerst",
    operation_id="leesToetsingen",
    responses=antwoorden(
        200,
        "Een bladzijde met bewijsstukken; `volgende` is het adres van de volgende.",
        {
            "type": "object",
            "required": ["resultaten", "volgende"],
            "properties": {
                "resultaten": {"type": "array", "items": schema("Bewijsstuk")},
                "volgende": {"type": ["string", "null"]},
            },
        },
    ),
)
async def lees_toetsingen(
    request: Request,
    na: Annotated[int, Query(description="Na welk nummer in de keten.", ge=0, le=2**53)] = 0,
    aantal: Annotated[int, Query(description="Hoeveel op een bladzijde.", ge=1, le=200)] = 50,
) -> Response:
    """De stukken van uw gemeente: toetsingen, en wat daarna is aangetekend."""
    aanroeper = await mag(request, "bewijzen")
    stukken = await uit_opslag(
        lambda: werkplaats(request).archief.bewijsstukken(aanroeper.gemeente.id, na=na, aantal=aantal)
    )
    verder = stukken[-1].schakel.nummer if len(stukken) == aantal else None
    volgende = None if verder is None else f"/v1/toetsingen?na={verder}&aantal={aantal}"
    return Response(
        canoniek({"resultaten": [bewijsstuk_als_json(s) for s in stukken], "volgende": volgende}),
        media_type=JSON,
    )


async def _stuk(request: Request, aanroeper: Aanroeper, id_: str, soort: str | None = None) -> Bewijsstuk:
    stuk = await uit_opslag(werkplaats(request).archief.bewijsstuk, aanroeper.gemeente.id, id_)
    if stuk is None or (soort is not None and stuk.soort != soort):
        raise Probleem(404, "bestaat_niet", "Er is geen toetsing met dit id.")
    return stuk


@router.get(
    "/toetsingen/{id:uuid}",
    summary="Lees een bewijsstuk",
    operation_id="leesToetsing",
    responses=antwoorden(200, "Het bewijsstuk.", schema("Bewijsstuk")),
)
async def lees_toetsing(request: Request, id: Id) -> Response:
    """Wat er van de toetsing is vastgelegd: zonder waarden uit het dossier."""
    aanroeper = await mag(request, "bewijzen")
    return Response(canoniek(bewijsstuk_als_json(await _stuk(request, aanroeper, str(id)))), media_type=JSON)


@router.post(
    "/toetsingen/{id:uuid}/heruitvoeringen",
    status_code=200,
    summary="Voer een toetsing opnieuw uit",
    operation_id="voerOpnieuwUit",
    responses=antwoorden(
        200,
        "Of dezelfde bytes uit de toetsing komen, of waarom niet.",
        {
            "type": "object",
            "required": ["gelijk", "verschillen"],
            "properties": {
                "gelijk": {"type": "boolean"},
                "verschillen": {"type": "array", "items": {"type": "string"}},
                "rapport": {"oneOf": [schema("Rapport"), {"type": "null"}]},
            },
        },
        409,
        413,
        415,
    ),
    openapi_extra=lijf(
        schema("Dossier"), "Het dossier van toen; niet nodig als het is bewaard.", nodig=False
    ),
)
async def voer_opnieuw_uit(request: Request, id: Id) -> Response:
    """Toets hetzelfde dossier opnieuw, met de regels en de datums van toen. Er wordt niets vastgelegd."""
    aanroeper = await mag(request, "toetsen")
    stuk = await _stuk(request, aanroeper, str(id), "toetsing")
    tekst = await request.body() or await _bewaard(request, aanroeper, str(id))
    dossier = gelezen(tekst)
    inhoud = json.loads(stuk.schakel.inhoud)
    plaats = werkplaats(request)

    def opnieuw() -> tuple[list[str], Rapport | None]:
        begin = time.perf_counter()
        uit = herhaal(plaats, dossier, inhoud)
        meld_verwerking(request, aanroeper, "heruitvoering", dossier, begin)
        return uit

    verschillen, rapport = await to_thread.run_sync(opnieuw)
    return Response(
        canoniek(
            {
                "gelijk": not verschillen,
                "verschillen": verschillen,
                "rapport": None if rapport is None else rapport.als_json(),
            }
        ),
        media_type=JSON,
    )


def herhaal(plaats: Werkplaats, dossier: Dossier, inhoud: dict[str, Any]) -> tuple[list[str], Rapport | None]:
    """Judge again by the rules of a receipt: what differs from it, and the report if it could be made."""
    gevraagd = {b["naam"]: (b["versie"], b["digest"]) for b in inhoud["beleid"]}
    sets, ontbreekt = plaats.toetser.versies(gevraagd)
    if ontbreekt:
        return [f"De regels zijn niet meer die van toen: {zin}." for zin in ontbreekt], None
    peil, kennis = (dt.date.fromisoformat(inhoud[n]) for n in ("peildatum", "kennisdatum"))
    rapport = met_dit_woord(check(dossier, sets, peil, kennis), inhoud["configuratie"]["tweeling"])
    verschillen = []
    if rapport.bewijs.dossier != inhoud["invoer"]["digest"]:
        verschillen.append("Dit is niet het dossier van toen.")
    if inhoud["configuratie"]["toetssteen"] != VERSIE:
        toen = inhoud["configuratie"]["toetssteen"]
        verschillen.append(f"Toen toetste versie {toen} van Toetssteen, nu versie {VERSIE}.")
    if rapport.bewijs.uitkomst != inhoud["uitkomst"]["digest"]:
        verschillen.append("De uitkomst is anders.")
    elif inhoud["uitkomst"]["rapport"] not in (None, digest(rapport.canoniek())):
        verschillen.append("De uitkomst is dezelfde, maar woorden in het rapport zijn anders.")
    return verschillen, rapport


async def _bewaard(request: Request, aanroeper: Aanroeper, id_: str) -> bytes:
    gemeente = aanroeper.gemeente
    geheim = await uit_opslag(werkplaats(request).archief.dossier, gemeente.id, id_)
    if geheim is None:
        raise Probleem(409, "niet_bewaard", "Het dossier is niet bewaard of is gewist. Stuur het mee.")
    return vault.ontsleutel(gemeente.sleutel, geheim, f"dossier:{id_}")


class Terzijdestelling(BaseModel):
    """Een mens legt een bevinding naast zich neer, en zegt waarom."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, title="Terzijdestelling")

    regel: str = Field(min_length=1, max_length=80, description="De regel van de bevinding.")
    betreft: list[str] = Field(max_length=16, description="De pointers van de bevinding.")
    naam: str = Field(min_length=1, max_length=200, description="Wie dit besluit.")
    mandaat: str = Field(min_length=1, max_length=200, description="Op grond van welk mandaat.")
    reden: str = Field(min_length=10, max_length=4000, description="Waarom, in eigen woorden.")


@router.post(
    "/toetsingen/{id:uuid}/terzijdestellingen",
    status_code=201,
    summary="Leg een bevinding terzijde",
    operation_id="stelTerzijde",
    responses=antwoorden(201, "Aangetekend in de keten.", schema("Schakel"), 409, 413, 415),
)
async def stel_terzijde(
    request: Request,
    id: Id,
    terzijde: Terzijdestelling,
) -> Response:
    """De bevinding blijft staan; in de keten komt wie haar terzijde legde, met welk mandaat, en waarom."""
    aanroeper = await mag(request, "bewijzen")
    stuk = await _stuk(request, aanroeper, str(id), "toetsing")
    gevonden = json.loads(stuk.schakel.inhoud)["uitkomst"]["bevindingen"]
    if not any(b["regel"] == terzijde.regel and b["betreft"] == terzijde.betreft for b in gevonden):
        raise Probleem(
            409, "geen_bevinding", "Deze toetsing heeft geen bevinding van die regel op die plaats."
        )
    return await _teken_aan(
        request, aanroeper, "terzijdestelling", 201, {"toetsing": str(id), **terzijde.model_dump()}
    )


async def _teken_aan(
    request: Request,
    aanroeper: Aanroeper,
    soort: str,
    status: int,
    inhoud: dict[str, Any],
    wist: str = "",
) -> Response:
    tijdstip, id_ = dt.datetime.now(dt.UTC), receipt.nieuw_id()
    tekst = receipt.aantekening(soort, id_, tijdstip, aanroeper.id, spoor(request), inhoud)
    try:
        schakel = await werkplaats(request).schrijver.leg_vast(
            Stuk(aanroeper.gemeente.id, id_, soort, moment(tijdstip), tekst, wist=wist)
        )
    except (OpslagWeg, AlHerhaald):
        raise OPSLAG_WEG from None
    return Response(
        canoniek({"id": id_, "nummer": schakel.nummer, "hash": schakel.hash}), status, media_type=JSON
    )


@router.delete(
    "/toetsingen/{id:uuid}/dossier",
    status_code=204,
    summary="Wis het bewaarde dossier",
    operation_id="wisDossier",
    responses=antwoorden(204, "Gewist; het bewijsstuk en de keten blijven.", None),
)
async def wis_dossier(request: Request, id: Id) -> Response:
    """Wis het bewaarde dossier, en het antwoord dat voor een herhaling is bewaard.

    De keten blijft heel: daarin staan geen waarden. De wissing komt er als stuk bij.
    """
    aanroeper = await mag(request, "beheer")
    await _stuk(request, aanroeper, str(id), "toetsing")
    if not await uit_opslag(werkplaats(request).archief.bewaart, aanroeper.gemeente.id, str(id)):
        raise Probleem(404, "bestaat_niet", "Er is geen dossier van deze toetsing bewaard.")
    await _teken_aan(request, aanroeper, "wissing", 200, {"toetsing": str(id)}, wist=str(id))
    return Response(status_code=204)
