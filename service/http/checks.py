"""`/toetsingen`: judge a draft, keep a receipt, read it back, judge it again, set a finding aside."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import time
from dataclasses import dataclass
from typing import Annotated, Any, Final
from uuid import UUID

from anyio import to_thread
from fastapi import APIRouter, Header, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from engine.dossier import Dossier, Dossierfout, Invoerfout, lees_dossier
from engine.report import SLOTZIN, Rapport, canoniek, digest
from service import receipt, vault
from service.access import Aanroeper
from service.http.describing import JSON, antwoorden, lijf, schema
from service.http.problem import Probleem, in_de_vraag, onbruikbaar
from service.http.room import OPSLAG_WEG, Werkplaats, mag, spoor, uit_opslag, werkplaats
from service.judge import Dagen, dagen_voor, met_dit_woord
from service.store.archive import AlHerhaald, Bewijsstuk, Herhaling, OpslagWeg, Stuk, moment

router = APIRouter(tags=["toetsingen"])

HIER: Final = 64 * 1024
"""A dossier up to this size (bytes) is judged at once; a larger one in a thread, so that others need not
wait.
"""

Peildatum = Annotated[
    dt.date | None, Query(description="Welk recht geldt. Anders: de dag van het besluit, of vandaag.")
]
Kennisdatum = Annotated[dt.date | None, Query(description="Wat toen bekend was. Anders: vandaag.")]
Opslaan = Annotated[bool, Query(description="Of er een bewijsstuk van moet komen.")]
Weergave = Annotated[
    str, Query(description="`volledig`, of `kort`: zonder woorden en vragen.", pattern="^(volledig|kort)$")
]
Id = Annotated[UUID, Path(description="Het id van de toetsing.")]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="Hetzelfde verzoek met dezelfde sleutel geeft binnen een dag hetzelfde antwoord.",
        min_length=1,
        max_length=255,
    ),
]


def datum(request: Request, naam: str) -> dt.date | None:
    """A date in the query, strictly as 2026-03-01: a number is no date."""
    tekst = request.query_params.get(naam)
    if tekst is None:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", tekst, re.ASCII):
            raise ValueError
        return dt.date.fromisoformat(tekst)
    except ValueError:
        raise in_de_vraag(naam, "Dit is geen datum.", "Schrijf bijvoorbeeld 2026-03-01.") from None


def ja_nee(request: Request, naam: str, anders: bool) -> bool:
    tekst = request.query_params.get(naam)
    if tekst is None:
        return anders
    if tekst not in ("true", "false"):
        raise in_de_vraag(naam, "Dit is geen true of false.", "Schrijf true of false.")
    return tekst == "true"


def is_kort(request: Request) -> bool:
    weergave = request.query_params.get("weergave", "volledig")
    if weergave not in ("volledig", "kort"):
        raise in_de_vraag("weergave", "Deze weergave is er niet.", "Kies volledig of kort.")
    return weergave == "kort"


def gelezen(tekst: bytes) -> Dossier:
    """A dossier, or 400 with every fault in it."""
    if not tekst.strip():
        raise onbruikbaar([Invoerfout("", "D01", "Er is geen dossier meegestuurd.", "Stuur het als JSON.")])
    try:
        return lees_dossier(tekst)
    except Dossierfout as fout:
        raise onbruikbaar(fout.fouten) from None


@dataclass(frozen=True, slots=True)
class Uitslag:
    """A dossier judged: the report, what of it is answered (canonical JSON), by which dates, in what time.

    `volledig`: whether the answer has every word; a short one has the rules and the places only.
    """

    dossier: Dossier
    rapport: Rapport
    tekst: bytes
    volledig: bool
    dagen: Dagen
    duur_ms: int


def oordeel(
    plaats: Werkplaats, tekst: bytes, peil: dt.date | None, kennis: dt.date | None, kort: bool = False
) -> Uitslag:
    begin = time.perf_counter()
    dossier = gelezen(tekst)
    dagen = dagen_voor(dossier, peil, kennis, vandaag())
    rapport = plaats.toetser.toets(dossier, dagen)
    plaats.getoetst(rapport)
    antwoord = _kort(rapport) if kort else rapport.canoniek()
    duur = round((time.perf_counter() - begin) * 1000)
    return Uitslag(dossier, rapport, antwoord, not kort, dagen, duur)


def _kort(rapport: Rapport) -> bytes:
    """What a report says without its words, which take longer than the check itself."""
    return canoniek(
        {
            "blokkeert": rapport.blokkeert,
            "bevindingen": [
                {"regel": b.regel, "norm": b.norm, "ernst": b.ernst.value, "betreft": list(b.betreft)}
                for b in rapport.bevindingen
            ],
            "bewijs": rapport.bewijs.als_json(),
            "slotzin": SLOTZIN,
        }
    )


def vandaag() -> dt.date:
    return dt.date.today()


@router.post(
    "/toetsingen",
    status_code=201,
    summary="Toets een conceptbesluit",
    operation_id="toets",
    responses=antwoorden(201, "Getoetst en vastgelegd.", schema("Toetsing"), 409, 413, 415)
    | {
        200: {
            **antwoorden(200, "Getoetst, niet vastgelegd.", schema("Rapport"))[200],
        }
    },
    openapi_extra=lijf(schema("Dossier"), "Het dossier."),
)
async def toets(
    request: Request,
    peildatum: Peildatum = None,
    kennisdatum: Kennisdatum = None,
    opslaan: Opslaan = True,
    weergave: Weergave = "volledig",
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Toets het dossier aan de regels. Met `opslaan=false` blijft er niets van bewaard.

    Met `weergave=kort` komen alleen de regels en plaatsen van bevindingen terug, zonder woorden en vragen.

    Toetssteen adviseert; een mens beslist.
    """
    aanroeper = await mag(request, "toetsen")
    peil, kennis = datum(request, "peildatum"), datum(request, "kennisdatum")
    bewaar = ja_nee(request, "opslaan", True)
    kort = is_kort(request)
    plaats = werkplaats(request)
    tekst = await request.body()
    sleutel = request.headers.get("idempotency-key") if bewaar else None
    verzoek = ""
    if sleutel is not None:
        verzoek = _verzoek(tekst, peil, kennis, kort)
        eerder = await _eerder(plaats, aanroeper, _gehasht(sleutel), verzoek)
        if eerder is not None:
            return eerder
    if len(tekst) > HIER:
        uitslag = await to_thread.run_sync(oordeel, plaats, tekst, peil, kennis, kort)
    else:
        uitslag = oordeel(plaats, tekst, peil, kennis, kort)
    if not bewaar:
        return Response(uitslag.tekst, 200, media_type=JSON)
    return await _leg_vast(request, aanroeper, uitslag, tekst, sleutel, verzoek)


async def _leg_vast(
    request: Request, aanroeper: Aanroeper, uitslag: Uitslag, tekst: bytes, sleutel: str | None, verzoek: str
) -> Response:
    plaats = werkplaats(request)
    tijdstip = dt.datetime.now(dt.UTC)
    id_ = receipt.nieuw_id()
    stuk = maak_stuk(request, aanroeper, uitslag, tekst, id_, tijdstip)
    if sleutel is not None:
        # The place in the chain is not known yet: what is kept for a repetition is the rest of the answer.
        bewaard = vault.versleutel(aanroeper.gemeente.sleutel, uitslag.tekst, f"herhaling:{id_}")
        herhaling = Herhaling(_gehasht(sleutel), verzoek, 201, id_.encode() + bewaard)
        stuk = Stuk(
            stuk.gemeente,
            id_,
            stuk.soort,
            stuk.tijdstip,
            stuk.inhoud,
            stuk.dossier,
            stuk.bewaard_tot,
            herhaling,
        )
    try:
        schakel = await plaats.schrijver.leg_vast(stuk)
    except OpslagWeg:
        raise OPSLAG_WEG from None
    except AlHerhaald:
        eerder = None
        if sleutel is not None:
            eerder = await _eerder(plaats, aanroeper, _gehasht(sleutel), verzoek)
        if eerder is None:
            raise OPSLAG_WEG from None
        return eerder
    return _antwoord(id_, moment(tijdstip), schakel.nummer, schakel.hash, uitslag.tekst)


def maak_stuk(
    request: Request, aanroeper: Aanroeper, uitslag: Uitslag, tekst: bytes, id_: str, tijdstip: dt.datetime
) -> Stuk:
    """The receipt of a check, with the dossier beside it when the municipality keeps those."""
    gemeente = aanroeper.gemeente
    inhoud = receipt.toetsing(
        id_,
        tijdstip,
        aanroeper.id,
        gemeente,
        uitslag.dossier.kenmerk,
        uitslag.rapport,
        uitslag.tekst if uitslag.volledig else None,
        uitslag.dagen,
        spoor(request),
        uitslag.duur_ms,
        werkplaats(request).instelling.verwerking,
    )
    bewaard, tot = None, ""
    if gemeente.bewaart_dossiers:
        bewaard = vault.versleutel(gemeente.sleutel, tekst, f"dossier:{id_}")
        tot = moment(tijdstip + dt.timedelta(days=gemeente.bewaartermijn))
    return Stuk(gemeente.id, id_, "toetsing", moment(tijdstip), inhoud, bewaard, tot)


def _antwoord(id_: str, tijdstip: str, nummer: int, hash_: str, rapport: bytes) -> Response:
    kop = {"id": id_, "tijdstip": tijdstip, "bewijsstuk": {"nummer": nummer, "hash": hash_}}
    inhoud = canoniek(kop)[:-1] + b',"rapport":' + rapport + b"}"
    return Response(inhoud, 201, {"Location": f"/v1/toetsingen/{id_}"}, JSON)


# ---------------------------------------------------------------- the same request again


def _verzoek(tekst: bytes, peil: dt.date | None, kennis: dt.date | None, kort: bool) -> str:
    return hashlib.sha256(f"{peil}\n{kennis}\n{kort}\n".encode() + tekst).hexdigest()


def _gehasht(sleutel: str) -> str:
    return hashlib.sha256(sleutel.encode()).hexdigest()


async def _eerder(plaats: Werkplaats, aanroeper: Aanroeper, sleutel: str, verzoek: str) -> Response | None:
    """The answer that the same request got before, if it did."""
    gemeente = aanroeper.gemeente
    eerder = await uit_opslag(plaats.archief.herhaling, gemeente.id, sleutel)
    if eerder is None:
        return None
    if eerder.verzoek != verzoek:
        raise Probleem(409, "herhaling", "Deze Idempotency-Key is al gebruikt voor een ander verzoek.")
    id_, geheim = eerder.antwoord[:36].decode(), eerder.antwoord[36:]
    rapport = vault.ontsleutel(gemeente.sleutel, geheim, f"herhaling:{id_}")
    stuk = await uit_opslag(plaats.archief.bewijsstuk, gemeente.id, id_)
    if stuk is None:
        return None
    return _antwoord(id_, stuk.tijdstip, stuk.schakel.nummer, stuk.schakel.hash, rapport)


# ---------------------------------------------------------------- receipts


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
        return herhaal(plaats, dossier, inhoud)

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
    from engine.check import VERSIE, check

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
