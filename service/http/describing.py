"""How the operations are described in OpenAPI: the answers that all share, and bodies that we read
ourselves.
"""

from __future__ import annotations

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from engine.check import VERSIE
from service import reference
from service.http.problem import MEDIATYPE

KOPPEN: Final = {
    "API-Version": {
        "description": "De versie van deze API.",
        "schema": {"type": "string", "example": VERSIE},
    },
    "traceparent": {
        "description": "Waar dit verzoek in een keten hoort (W3C).",
        "schema": {"type": "string"},
    },
}

_PROBLEEM: Final = {"$ref": "#/components/schemas/Probleem"}
_ZINNEN: Final = {
    400: "De invoer klopt niet; elke fout staat erbij.",
    401: "Er is geen bekende sleutel of geen bekend token.",
    403: "De sleutel heeft dit recht niet.",
    404: "Dit bestaat niet, of niet bij deze gemeente.",
    406: "Deze vorm wordt niet geleverd.",
    409: "Dit gaat niet samen met wat er al is.",
    413: "Het verzoek is te groot.",
    415: "Deze vorm wordt niet gelezen.",
    429: "Te veel verzoeken.",
    503: "De dienst is te druk, of de opslag is weg.",
}
_ALTIJD: Final = (400, 401, 403, 404, 406, 429, 503)

OBJECT: Final[dict[str, Any]] = {"type": "object"}
JSON: Final = "application/json"
NDJSON: Final = "application/x-ndjson"


def antwoorden(
    status: int, zin: str, schema: dict[str, Any] | None = OBJECT, *extra: int, type_: str = JSON
) -> dict[int | str, dict[str, Any]]:
    """The answers of an operation: the one that is meant, the errors all can give, and `extra` errors."""
    goed: dict[str, Any] = {"description": zin, "headers": KOPPEN}
    if schema is not None:
        goed["content"] = {type_: {"schema": schema}}
    uit: dict[int | str, dict[str, Any]] = {status: goed}
    return uit | {
        fout: {
            "description": _ZINNEN[fout],
            "headers": KOPPEN,
            "content": {MEDIATYPE: {"schema": _PROBLEEM}},
        }
        for fout in sorted({*_ALTIJD, *extra})
    }


def lijf(schema: dict[str, Any], zin: str, *, type_: str = JSON, nodig: bool = True) -> dict[str, Any]:
    """A body that the route reads itself."""
    return {
        "requestBody": {
            "required": nodig,
            "description": zin,
            "content": {type_: {"schema": schema}},
        }
    }


_EEN_RAPPORT: Final[dict[str, Any]] = {
    "anyOf": [{"$ref": "#/components/schemas/Rapport"}, {"$ref": "#/components/schemas/KortRapport"}]
}

_SCHEMAS: Final[dict[str, Any]] = {
    "Probleem": {
        "type": "object",
        "description": "Een fout (RFC 9457), met elke plaats in de invoer waar iets niet klopt.",
        "required": ["type", "title", "status", "detail", "code"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "code": {"type": "string", "description": "Vast woord voor deze fout."},
            "errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["pointer", "code", "detail", "herstel"],
                    "properties": {
                        "pointer": {"type": "string", "description": "JSON-pointer (RFC 6901), na `#`."},
                        "code": {"type": "string"},
                        "detail": {"type": "string"},
                        "herstel": {"type": "string"},
                    },
                },
            },
            "invalidParams": {
                "type": "array",
                "description": "Hetzelfde, zoals de API's voor zaakgericht werken het noemen.",
                "items": {
                    "type": "object",
                    "required": ["name", "code", "reason"],
                    "properties": {
                        "name": {"type": "string"},
                        "code": {"type": "string"},
                        "reason": {"type": "string"},
                    },
                },
            },
        },
    },
    "Rapport": {
        "type": "object",
        "required": ["bevindingen", "openVragen", "voldaan", "nietGetoetst", "bewijs", "slotzin"],
        "properties": {
            "bevindingen": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": [
                        "regel",
                        "norm",
                        "ernst",
                        "zekerheid",
                        "betreft",
                        "melding",
                        "advies",
                        "bronnen",
                    ],
                    "properties": {
                        "regel": {"type": "string"},
                        "norm": {"type": "string"},
                        "titel": {"type": "string"},
                        "ernst": {
                            "type": "string",
                            "enum": ["onrechtmatig", "vernietigbaar", "risico", "advies"],
                        },
                        "zekerheid": {
                            "type": "string",
                            "enum": ["geverifieerd", "afgeleid", "secundair", "ongeverifieerd"],
                        },
                        "betreft": {"type": "array", "items": {"type": "string"}},
                        "melding": {"type": "string"},
                        "advies": {"type": "string"},
                        "bronnen": {"type": "array", "items": {"type": "object"}},
                        "uitleg": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "required": ["inWoorden", "voorwaarde", "uitkomst", "feiten", "plaats"],
                                "properties": {
                                    "inWoorden": {"type": "string"},
                                    "voorwaarde": {"type": "string"},
                                    "uitkomst": {"type": "string", "enum": ["waar", "onwaar", "onbekend"]},
                                    "feiten": {"type": "array", "items": {"type": "object"}},
                                    "plaats": {"type": "string"},
                                    "uitzondering": {"type": "string"},
                                },
                            },
                        },
                    },
                },
            },
            "openVragen": {"type": "array", "items": {"type": "object"}},
            "voldaan": {"type": "array", "items": {"type": "object"}},
            "nietGetoetst": {"type": "array", "items": {"type": "object"}},
            "bewijs": {"type": "object"},
            "slotzin": {"type": "string"},
        },
    },
    "Toetsing": {
        "type": "object",
        "required": ["id", "tijdstip", "bewijsstuk", "rapport"],
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "tijdstip": {"type": "string", "format": "date-time"},
            "bewijsstuk": {"$ref": "#/components/schemas/Schakel"},
            "rapport": _EEN_RAPPORT,
        },
    },
    "KortRapport": {
        "type": "object",
        "description": "Zonder woorden en vragen (`weergave=kort`).",
        "required": ["blokkeert", "bevindingen", "bewijs", "slotzin"],
        "properties": {
            "blokkeert": {"type": "boolean"},
            "bevindingen": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["regel", "norm", "ernst", "betreft"],
                    "properties": {
                        "regel": {"type": "string"},
                        "norm": {"type": "string"},
                        "ernst": {
                            "type": "string",
                            "enum": ["onrechtmatig", "vernietigbaar", "risico", "advies"],
                        },
                        "betreft": {"type": "array", "items": {"type": "string"}},
                    },
                },
            },
            "bewijs": {"type": "object"},
            "slotzin": {"type": "string"},
        },
    },
    "Schakel": {
        "type": "object",
        "description": "De plaats van een stuk in de keten van de gemeente.",
        "required": ["nummer", "hash"],
        "properties": {"nummer": {"type": "integer"}, "hash": {"type": "string"}},
    },
    "Bewijsstuk": {
        "type": "object",
        "required": ["id", "soort", "tijdstip", "nummer", "vorige", "hash", "inhoud"],
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "soort": {"type": "string"},
            "tijdstip": {"type": "string", "format": "date-time"},
            "nummer": {"type": "integer"},
            "vorige": {"type": "string"},
            "hash": {"type": "string"},
            "inhoud": {"type": "object", "description": "Digests, pseudoniemen en pointers; geen waarden."},
        },
    },
}


def schema(naam: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{naam}"}


def een_rapport() -> dict[str, Any]:
    """A report, in full or in short."""
    return _EEN_RAPPORT


def openapi(app: FastAPI) -> dict[str, Any]:
    """The description of the API, made once."""
    if app.openapi_schema is None:
        app.openapi_schema = _maak(app)
    return app.openapi_schema


def _maak(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title=app.title,
        version=VERSIE,
        openapi_version="3.1.0",
        summary=app.summary,
        description=app.description,
        routes=app.routes,
        servers=[{"url": "/v1"}],
        contact=app.contact,
        license_info=app.license_info,
        tags=app.openapi_tags,
    )
    delen = document.setdefault("components", {})
    # What FastAPI would answer to invalid input is not what we answer.
    eigen = {n: s for n, s in delen.get("schemas", {}).items() if "ValidationError" not in n}
    delen["schemas"] = dict(sorted({**eigen, **_dossierschemas(), **_SCHEMAS}.items()))
    delen["securitySchemes"] = {
        "sleutel": {
            "type": "http",
            "scheme": "bearer",
            "description": "Een sleutel van `toets sleutel maak`, of een token van de OIDC-uitgever.",
        }
    }
    document["security"] = [{"sleutel": []}]
    for pad in document["paths"].values():
        for operatie in pad.values():
            operatie["responses"].pop("422", None)
    document["paths"]["/openapi.json"]["get"]["security"] = []
    return document


def _dossierschemas() -> dict[str, Any]:
    """The schema of a dossier as components: what is in its `$defs` gets a name of its own."""
    schema = reference.schema()
    delen = {**schema.pop("$defs"), "Dossier": schema}
    for naam in ("$schema", "$id"):
        schema.pop(naam, None)

    def verwijs(ding: Any) -> Any:
        match ding:
            case {"anyOf": [{"type": str() as type_, "format": _, **een}, {"type": "null"}], **rest}:
                # One type that may also be null, in one place: where a reader looks for the form of a date.
                vorm = ding["anyOf"][0]["format"]
                return {**rest, **een, "type": [type_, "null"], "format": vorm}
            case dict():
                return {
                    n: w.replace("#/$defs/", "#/components/schemas/") if n == "$ref" else verwijs(w)
                    for n, w in ding.items()
                }
            case list():
                return [verwijs(w) for w in ding]
            case _:
                return ding

    return {naam: verwijs(deel) for naam, deel in delen.items()}
