"""For who writes rules: a text looked at before it is anywhere."""

from __future__ import annotations

from anyio import to_thread
from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from dsl.diagnostics import as_json, render
from dsl.library import review
from dsl.parsing import MAX_BYTES
from engine.report import canoniek
from service.http.describing import JSON, OBJECT, antwoorden
from service.http.room import mag, werkplaats

router = APIRouter(tags=["regels en begrippen"])


class Regeltekst(BaseModel):
    """De tekst van een regelbestand, zoals een jurist haar schrijft."""

    model_config = ConfigDict(extra="forbid", title="Regeltekst")

    tekst: str = Field(min_length=1, max_length=MAX_BYTES, description="De inhoud van het bestand.")


@router.post(
    "/regelcontroles",
    summary="Kijk een regelbestand na",
    operation_id="controleerRegels",
    responses=antwoorden(200, "Elke fout en waarschuwing, met haar plaats en wat helpt.", OBJECT, 413, 415),
)
async def controleer(request: Request, voorstel: Regeltekst) -> Response:
    """Kijk na of de tekst klopt: taal, soorten waarden, vindplaatsen en normen. De regels veranderen niet.

    Waar het bestand moet staan en of het naast andere versies past, wordt pas nagekeken als het er staat.
    """
    await mag(request, "regels")
    wortel = werkplaats(request).toetser.regels.wortel
    regelset, meldingen = await to_thread.run_sync(review, voorstel.tekst, wortel)
    fout = any(m.fout for m in meldingen)
    uit = {
        "goed": not fout,
        "regelset": None if regelset is None else regelset.naam,
        "versie": None if regelset is None else regelset.versie,
        "regels": [] if regelset is None else [r.id for r in regelset.regels],
        "meldingen": [{**as_json(m), "tekst": render(m)} for m in meldingen],
    }
    return Response(canoniek(uit), media_type=JSON)
