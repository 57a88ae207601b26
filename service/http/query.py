"""What a request asks besides its body: read strictly, and described for those who ask.

Read by hand, since a check takes less time than a framework needs to look at its parameters.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final

from starlette.requests import Request

from service.http.problem import in_de_vraag

_DATUM: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MAX_SLEUTEL: Final = 255


def _parameter(naam: str, zin: str, vorm: dict[str, Any], waar: str = "query") -> dict[str, Any]:
    return {"name": naam, "in": waar, "required": False, "description": zin, "schema": vorm}


_DAG: Final = {"type": "string", "format": "date"}
PEILDATUM: Final = _parameter(
    "peildatum", "Welk recht geldt. Anders: de dag van het besluit, of vandaag.", _DAG
)
KENNISDATUM: Final = _parameter("kennisdatum", "Wat toen bekend was. Anders: vandaag.", _DAG)
VAN: Final = {**_parameter("van", "De eerste dag.", _DAG), "required": True}
TOT: Final = {**_parameter("tot", "De laatste dag.", _DAG), "required": True}
TIJDLIJN_KENNISDATUM: Final = _parameter(
    "kennisdatum", "Wat toen bekend was. Anders: wat op elke dag zelf bekend is.", _DAG
)
OPSLAAN: Final = _parameter(
    "opslaan", "Of er een bewijsstuk van moet komen.", {"type": "boolean", "default": True}
)
WEERGAVE: Final = _parameter(
    "weergave",
    "`volledig`, of `kort`: zonder woorden en vragen.",
    {"type": "string", "enum": ["volledig", "kort"], "default": "volledig"},
)
IDEMPOTENCY_KEY: Final = _parameter(
    "Idempotency-Key",
    "Hetzelfde verzoek met dezelfde sleutel geeft binnen een dag hetzelfde antwoord.",
    {"type": "string", "minLength": 1, "maxLength": MAX_SLEUTEL},
    "header",
)


def vraagt(*parameters: dict[str, Any]) -> dict[str, Any]:
    """Parameters that the route reads itself."""
    return {"parameters": list(parameters)}


def datum(request: Request, naam: str) -> dt.date | None:
    """A date in the query, strictly as 2026-03-01: a number is no date."""
    tekst = request.query_params.get(naam)
    if tekst is None:
        return None
    try:
        if not _DATUM.fullmatch(tekst):
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


def idempotency_key(request: Request) -> str | None:
    sleutel = request.headers.get("idempotency-key")
    if sleutel is not None and not 1 <= len(sleutel) <= MAX_SLEUTEL:
        raise in_de_vraag(
            "Idempotency-Key", "Deze sleutel is leeg of te lang.", f"Gebruik 1 tot {MAX_SLEUTEL} tekens."
        )
    return sleutel
