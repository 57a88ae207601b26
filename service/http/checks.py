"""`POST /toetsingen`: judge a draft, and keep a receipt."""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from typing import Final

from anyio import to_thread
from fastapi import APIRouter, Request
from starlette.responses import Response

from engine.dossier import Dossier, Dossierfout, Invoerfout, lees_dossier
from engine.facts import feiten
from engine.report import canoniek
from service import receipt, vault
from service.access import Aanroeper
from service.http.describing import JSON, antwoorden, een_rapport, lijf, schema
from service.http.problem import Probleem, onbruikbaar
from service.http.query import (
    IDEMPOTENCY_KEY,
    KENNISDATUM,
    OPSLAAN,
    PEILDATUM,
    WEERGAVE,
    datum,
    idempotency_key,
    is_kort,
    ja_nee,
    vraagt,
)
from service.http.room import OPSLAG_WEG, Werkplaats, mag, spoor, uit_opslag, werkplaats
from service.http.tracing import Verwerking
from service.judge import Uitslag, Vraag, beoordeel
from service.store.archive import AlHerhaald, Herhaling, OpslagWeg, Stuk, moment

router = APIRouter(tags=["toetsingen"])

HIER: Final = 64 * 1024
"""A dossier up to this size (bytes) is judged at once; a larger one, or one for the twin, in a thread, so
that others need not wait.
"""


LEEG: Final = Invoerfout("", "D01", "Er is geen dossier meegestuurd.", "Stuur het als JSON.")


def gelezen(tekst: bytes) -> Dossier:
    """A dossier, or 400 with every fault in it."""
    if not tekst.strip():
        raise onbruikbaar([LEEG])
    try:
        return lees_dossier(tekst)
    except Dossierfout as fout:
        raise onbruikbaar(fout.fouten) from None


def oordeel(plaats: Werkplaats, tekst: bytes, vraag: Vraag, met_tweeling: bool = False) -> Uitslag:
    """A dossier judged, or 400 with every fault in it."""
    if not tekst.strip():
        raise onbruikbaar([LEEG])
    try:
        return beoordeel(plaats.toetser, tekst, vraag, met_tweeling=met_tweeling)
    except Dossierfout as fout:
        raise onbruikbaar(fout.fouten) from None


def meld(request: Request, aanroeper: Aanroeper, uitslag: Uitslag) -> None:
    """Let who watches know of a check, and the log of processings."""
    plaats = werkplaats(request)
    plaats.getoetst(uitslag)
    plaats.verwerkt(
        Verwerking(
            "toetsing",
            spoor(request),
            aanroeper.gemeente,
            uitslag.kenmerk or uitslag.bewijs.dossier,
            uitslag.personen,
            uitslag.duur_ms / 1000,
        )
    )


def meld_verwerking(
    request: Request, aanroeper: Aanroeper, naam: str, dossier: Dossier, begin: float
) -> None:
    """For the log of processings. `begin`: when the work on it began (`time.perf_counter`)."""
    zaak = dossier.kenmerk or feiten(dossier).digest
    duur = time.perf_counter() - begin
    personen = tuple(dossier.personen or ())
    werkplaats(request).verwerkt(Verwerking(naam, spoor(request), aanroeper.gemeente, zaak, personen, duur))


def vandaag() -> dt.date:
    return dt.date.today()


def vraag_van(request: Request) -> Vraag:
    """What is asked of the dossiers in a request."""
    return Vraag(datum(request, "peildatum"), datum(request, "kennisdatum"), vandaag(), is_kort(request))


@router.post(
    "/toetsingen",
    status_code=201,
    summary="Toets een conceptbesluit",
    operation_id="toets",
    responses=antwoorden(201, "Getoetst en vastgelegd.", schema("Toetsing"), 409, 413, 415)
    | {
        200: {
            **antwoorden(200, "Getoetst, niet vastgelegd.", een_rapport())[200],
        }
    },
    openapi_extra=lijf(schema("Dossier"), "Het dossier.")
    | vraagt(PEILDATUM, KENNISDATUM, OPSLAAN, WEERGAVE, IDEMPOTENCY_KEY),
)
async def toets(request: Request) -> Response:
    """Toets het dossier aan de regels. Met `opslaan=false` blijft er niets van bewaard.

    Met `weergave=kort` komen alleen de regels en plaatsen van bevindingen terug, zonder woorden en vragen.

    Toetssteen adviseert; een mens beslist.
    """
    aanroeper = await mag(request, "toetsen")
    vraag, bewaar = vraag_van(request), ja_nee(request, "opslaan", True)
    plaats = werkplaats(request)
    tekst = await request.body()
    sleutel = idempotency_key(request) if bewaar else None
    verzoek = ""
    if sleutel is not None:
        verzoek = _verzoek(tekst, vraag)
        eerder = await _eerder(plaats, aanroeper, _gehasht(sleutel), verzoek)
        if eerder is not None:
            return eerder
    beurt = plaats.toetser.aan_de_beurt()
    if beurt or len(tekst) > HIER:
        uitslag = await to_thread.run_sync(oordeel, plaats, tekst, vraag, beurt)
    else:
        uitslag = oordeel(plaats, tekst, vraag)
    meld(request, aanroeper, uitslag)
    if not bewaar:
        return Response(uitslag.antwoord, 200, media_type=JSON)
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
        bewaard = vault.versleutel(aanroeper.gemeente.sleutel, uitslag.antwoord, f"herhaling:{id_}")
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
    return _antwoord(id_, moment(tijdstip), schakel.nummer, schakel.hash, uitslag.antwoord)


def maak_stuk(
    request: Request, aanroeper: Aanroeper, uitslag: Uitslag, tekst: bytes, id_: str, tijdstip: dt.datetime
) -> Stuk:
    """The receipt of a check, with the dossier beside it when the municipality keeps those."""
    gemeente = aanroeper.gemeente
    activiteit = werkplaats(request).instelling.verwerking
    inhoud = receipt.toetsing(id_, tijdstip, aanroeper.id, gemeente, uitslag, spoor(request), activiteit)
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


def _verzoek(tekst: bytes, vraag: Vraag) -> str:
    dagen = f"{vraag.peildatum}\n{vraag.kennisdatum}"
    return hashlib.sha256(f"{dagen}\n{vraag.kort}\n".encode() + tekst).hexdigest()


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
