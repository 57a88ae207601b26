"""What does not change with a case: rules with their text, sources and cases; the words of a dossier; its
schema.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path as Pad
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from engine.report import canoniek, verwijzing
from engine.rule import GEMEENTEN, Regel, Regelset
from engine.vocabulary import Attribuut, vocabulary
from service import reference
from service.cases import BESTANDSNAAM
from service.http.checks import vandaag
from service.http.describing import JSON, OBJECT, antwoorden
from service.http.problem import Probleem
from service.http.room import mag, werkplaats

router = APIRouter(tags=["regels en begrippen"])

Naam = Annotated[str, Path(pattern=r"^[a-z0-9_]{1,60}$", description="Deel van de naam van een regelset.")]
RegelId = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,80}$", description="Het id van een regel.")]
Blad = Annotated[int, Query(ge=1, le=10_000, description="Welke bladzijde, vanaf 1.")]
PER_BLAD = 100


def met_etag(request: Request, waarde: Any) -> Response:
    """The answer, or 304 when the client has it already."""
    inhoud = canoniek(waarde)
    etag = f'"{hashlib.sha256(inhoud).hexdigest()[:32]}"'
    koppen = {"ETag": etag, "Cache-Control": "private, no-cache"}
    gezien = {e.strip().removeprefix("W/") for e in request.headers.get("if-none-match", "").split(",")}
    if etag in gezien or "*" in gezien:
        return Response(status_code=304, headers=koppen)
    return Response(inhoud, headers=koppen, media_type=JSON)


def _met_304(goed: dict[int | str, dict[str, Any]]) -> dict[int | str, dict[str, Any]]:
    zonder = {n: v for n, v in goed[200].items() if n != "content"}
    return goed | {304: {**zonder, "description": "Niet veranderd sinds deze ETag."}}


def _kop(s: Regelset) -> dict[str, Any]:
    return {
        "naam": s.naam,
        "titel": s.titel,
        "versie": s.versie,
        "geldigVanaf": s.geldig.vanaf.isoformat(),
        "geldigTot": s.geldig.tot.isoformat() if s.geldig.tot else None,
        "digest": s.digest,
        "aantalRegels": len(s.regels),
    }


@router.get(
    "/regelsets",
    summary="De regelsets, met hun versies",
    operation_id="leesRegelsets",
    responses=_met_304(antwoorden(200, "Alle versies, per naam en datum.")),
)
async def regelsets(request: Request, pagina: Blad = 1) -> Response:
    """Elke versie van elke regelset, honderd op een bladzijde."""
    await mag(request, "toetsen", telt=False)
    alle = sorted(werkplaats(request).toetser.regels.bibliotheek.regelsets, key=lambda s: (s.naam, s.versie))
    deel = alle[(pagina - 1) * PER_BLAD : pagina * PER_BLAD]
    verder = f"/v1/regelsets?pagina={pagina + 1}" if pagina * PER_BLAD < len(alle) else None
    return met_etag(request, {"resultaten": [_kop(s) for s in deel], "volgende": verder})


@router.get(
    "/regelsets/{map}/{onderwerp}",
    summary="Eén regelset, met al haar versies en regels",
    operation_id="leesRegelset",
    responses=_met_304(antwoorden(200, "De versies, met tekst, regels en gevallen.")),
)
async def regelset(request: Request, map: Naam, onderwerp: Naam) -> Response:
    """De tekst zoals juristen haar schreven, en de gevallen waarmee zij is beproefd."""
    return await _regelset(request, f"{map}/{onderwerp}")


@router.get(
    "/regelsets/gemeenten/{gemeente}/{onderwerp}",
    summary="Eén regelset van een gemeente, met al haar versies en regels",
    operation_id="leesGemeentelijkeRegelset",
    responses=_met_304(antwoorden(200, "De versies, met tekst, regels en gevallen.")),
)
async def gemeentelijke_regelset(request: Request, gemeente: Naam, onderwerp: Naam) -> Response:
    """Wat een gemeente toevoegt binnen de ruimte van de wet. Het geldt alleen voor haar eigen dossiers."""
    return await _regelset(request, f"{GEMEENTEN}/{gemeente}/{onderwerp}")


async def _regelset(request: Request, naam: str) -> Response:
    await mag(request, "toetsen", telt=False)
    regels = werkplaats(request).toetser.regels
    sets = [s for s in regels.bibliotheek.regelsets if s.naam == naam]
    if not sets:
        raise Probleem(404, "bestaat_niet", "Er is geen regelset met deze naam.")
    gevallen = regels.wortel / naam / BESTANDSNAAM
    return met_etag(
        request,
        {
            "naam": naam,
            "versies": [
                {
                    **_kop(s),
                    "tekst": _tekst(regels.wortel / s.bestand),
                    "regels": [_regel(r, s) for r in s.regels],
                }
                for s in sorted(sets, key=lambda s: s.versie)
            ],
            "gevallen": _tekst(gevallen) if gevallen.is_file() else None,
        },
    )


@lru_cache(maxsize=512)
def _tekst_van(pad: Pad, gewijzigd: int) -> str:
    return pad.read_text(encoding="utf-8")


def _tekst(pad: Pad) -> str:
    return _tekst_van(pad, pad.stat().st_mtime_ns)


def _regel(r: Regel, s: Regelset) -> dict[str, Any]:
    op = vandaag().isoformat()
    return {
        "id": r.id,
        "norm": r.norm,
        "binnen": r.binnen.naam if r.binnen is not None else None,
        "titel": r.titel,
        "ernst": r.ernst.value,
        "zekerheid": r.zekerheid.value,
        "kenbaarVanaf": r.kenbaar_vanaf.isoformat(),
        "regelset": s.naam,
        "versie": s.versie,
        "bronnen": [verwijzing(v, op).als_json() for v in r.vindplaatsen],
        "uitzonderingen": [u.naam for u in r.uitzonderingen],
    }


@router.get(
    "/regels/{id}",
    summary="Eén regel, in elke versie",
    operation_id="leesRegel",
    responses=_met_304(antwoorden(200, "De regel in elke versie die haar heeft.")),
)
async def regel(request: Request, id: RegelId) -> Response:
    """De regel met haar bronnen en uitzonderingen. De tekst staat bij de regelset."""
    await mag(request, "toetsen", telt=False)
    sets = werkplaats(request).toetser.regels.bibliotheek.regelsets
    gevonden = [_regel(r, s) for s in sets for r in s.regels if r.id == id]
    if not gevonden:
        raise Probleem(404, "bestaat_niet", "Er is geen regel met dit id.")
    return met_etag(request, {"resultaten": gevonden})


def _kenmerk(a: Attribuut) -> dict[str, Any]:
    return {"naam": a.json_naam, "definitie": a.definitie, "normen": list(a.normen), "aard": a.aard}


@router.get(
    "/begrippen",
    summary="De woorden waarin dossiers en regels spreken",
    operation_id="leesBegrippen",
    responses=_met_304(antwoorden(200, "Elke soort met haar kenmerken.")),
)
async def begrippen(request: Request) -> Response:
    """Elke soort in een dossier, met wat een kenmerk betekent en welke normen het nodig hebben."""
    await mag(request, "toetsen", telt=False)
    return met_etag(
        request,
        {
            "resultaten": [
                {"soort": naam, "kenmerken": {n: _kenmerk(a) for n, a in s.kenmerken.items()}}
                for naam, s in sorted(vocabulary().soorten.items())
            ]
        },
    )


@router.get(
    "/dossierschema",
    summary="Het JSON-schema van een dossier",
    operation_id="leesDossierschema",
    responses=_met_304(antwoorden(200, "Het schema (JSON Schema 2020-12).", OBJECT)),
)
async def dossierschema(request: Request) -> Response:
    """Elk veld van een dossier, met zijn definitie."""
    await mag(request, "toetsen", telt=False)
    return met_etag(request, _schema())


@lru_cache(maxsize=1)
def _schema() -> dict[str, Any]:
    return reference.schema()
