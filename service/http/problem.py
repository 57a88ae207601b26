"""Errors as RFC 9457 problem details, in Dutch, with every fault and its place; ZGW clients find
`invalidParams`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

from starlette.responses import Response

from engine.dossier import Invoerfout
from service.fault import Misgegaan

logboek: Final = logging.getLogger("toetssteen")

MEDIATYPE: Final = "application/problem+json"

_TITELS: Final = {
    400: "De invoer klopt niet",
    401: "U bent niet bekend",
    403: "Dit mag u niet",
    404: "Dit bestaat niet",
    405: "Dit kan hier niet",
    406: "Deze vorm kan niet worden geleverd",
    408: "Het verzoek duurde te lang",
    409: "Dit gaat niet samen met wat er al is",
    413: "Het verzoek is te groot",
    415: "Deze vorm kan niet worden gelezen",
    429: "Te veel verzoeken",
    500: "Er ging iets mis in Toetssteen",
    503: "De dienst is nu te druk of niet beschikbaar",
}


@dataclass
class Probleem(Exception):  # noqa: N818 - it is what is answered, also when nobody made a mistake
    """An answer that is an error. `code` is stable; `fouten` are the faults in the input, with their
    places.
    """

    status: int
    code: str
    detail: str
    fouten: tuple[Invoerfout, ...] = ()
    koppen: Mapping[str, str] = field(default_factory=dict)

    def als_json(self) -> dict[str, Any]:
        uit: dict[str, Any] = {
            "type": "about:blank",
            "title": _TITELS.get(self.status, HTTPStatus(self.status).phrase),
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
        }
        if self.fouten:
            uit["errors"] = [
                {"pointer": f"#{f.pointer}", "code": f.code, "detail": f.melding, "herstel": f.herstel}
                for f in self.fouten
            ]
            uit["invalidParams"] = [
                {"name": f.pointer or "/", "code": f.code, "reason": f"{f.melding} {f.herstel}".strip()}
                for f in self.fouten
            ]
        return uit

    def antwoord(self) -> Response:
        inhoud = json.dumps(self.als_json(), ensure_ascii=False, separators=(",", ":")).encode()
        return Response(inhoud, self.status, dict(self.koppen), MEDIATYPE)


def onbruikbaar(fouten: Iterable[Invoerfout], wat: str = "het dossier") -> Probleem:
    """400 with every fault in the input."""
    alle = tuple(fouten)
    n = len(alle)
    hoeveel = "staat één fout" if n == 1 else f"staan {n} fouten"
    zin = f"In {wat} {hoeveel}. Elke fout heeft een plaats en een herstel."
    return Probleem(400, "invoer", zin, alle)


def eigen_fout(fout: Misgegaan) -> Probleem:
    """500, without a word of what was being judged; where the fault is goes to the log."""
    logboek.error("eigen_fout", extra=fout._asdict())
    return Probleem(500, "eigen_fout", "Er ging iets mis in Toetssteen zelf. Meld dit, met de tijd erbij.")


def in_de_vraag(naam: str, melding: str, herstel: str) -> Probleem:
    """400 for a query parameter or header."""
    return Probleem(400, "vraag", melding, (Invoerfout(f"/{naam}", "V01", melding, herstel),))
