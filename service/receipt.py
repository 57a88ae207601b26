"""What a receipt of the service holds: who asked, what was judged by what, and what came out, without any
value.

After the levels of the Authorization Decision Log: the request, the rules, the sources and the
configuration, so that a check can be done again. Values are digests and pseudonyms; findings are named by
rule and pointer.
"""

from __future__ import annotations

import datetime as dt
import platform
import secrets
import time
import uuid
from dataclasses import dataclass
from typing import Any, Final

from engine.check import VERSIE
from engine.report import Rapport, canoniek, digest
from service import vault
from service.judge import VORM_DOSSIER, Dagen
from service.store.archive import Gemeente, moment

ACTIVITEIT: Final = "toetsing van een conceptbesluit"


@dataclass(frozen=True, slots=True)
class Spoor:
    """Where a request belongs: W3C trace context, and the transaction of an FSC inway."""

    trace: str
    span: str
    ouder: str = ""
    fsc: str = ""

    @property
    def traceparent(self) -> str:
        return f"00-{self.trace}-{self.span}-01"


def nieuw_id() -> str:
    """A UUID of version 7: in order of time, and not to be guessed (RFC 9562)."""
    tijd = time.time_ns() // 1_000_000
    getal = tijd << 80 | 7 << 76 | secrets.randbits(12) << 64 | 2 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=getal))


def rapportdigest(rapport: Rapport) -> str:
    """Of the report in its one canonical form, every word of it."""
    return digest(rapport.canoniek())


def toetsing(
    id_: str,
    tijdstip: dt.datetime,
    aanroeper: str,
    gemeente: Gemeente,
    kenmerk: str | None,
    rapport: Rapport,
    tekst: bytes | None,
    dagen: Dagen,
    spoor: Spoor,
    duur_ms: int,
    verwerking: str,
) -> str:
    """The content of the receipt of a check, as canonical JSON.

    `tekst`: the report in canonical JSON, if its words were asked for.
    """
    b = rapport.bewijs
    return canoniek(
        {
            "soort": "toetsing",
            "id": id_,
            "tijdstip": moment(tijdstip),
            "duurMs": duur_ms,
            "aanroeper": aanroeper,
            **_spoor(spoor),
            "verwerkingsactiviteit": verwerking or ACTIVITEIT,
            "invoer": {
                "digest": b.dossier,
                "vorm": VORM_DOSSIER,
                "kenmerk": None if kenmerk is None else vault.pseudoniem(gemeente.sleutel, kenmerk),
            },
            "peildatum": dagen.peildatum.isoformat(),
            "kennisdatum": dagen.kennisdatum.isoformat(),
            "beleid": [{"naam": n, "versie": v, "digest": d} for n, v, d in b.regelsets],
            "configuratie": {
                "toetssteen": VERSIE,
                "python": platform.python_version(),
                "tweeling": b.tweeling,
            },
            "uitkomst": {
                "digest": b.uitkomst,
                "rapport": None if tekst is None else digest(tekst),
                "combinaties": b.combinaties,
                "blokkeert": rapport.blokkeert,
                "bevindingen": [
                    {"regel": f.regel, "norm": f.norm, "ernst": f.ernst.value, "betreft": list(f.betreft)}
                    for f in rapport.bevindingen
                ],
                "voldaan": len(rapport.voldaan),
            },
        }
    ).decode()


def aantekening(
    soort: str, id_: str, tijdstip: dt.datetime, aanroeper: str, spoor: Spoor, inhoud: dict[str, Any]
) -> str:
    """The content of another record: a finding set aside, a dossier erased."""
    basis = {"soort": soort, "id": id_, "tijdstip": moment(tijdstip), "aanroeper": aanroeper, **_spoor(spoor)}
    return canoniek({**basis, **inhoud}).decode()


def _spoor(spoor: Spoor) -> dict[str, str]:
    uit = {"traceId": spoor.trace, "spanId": spoor.span}
    if spoor.ouder:
        uit["parentSpanId"] = spoor.ouder
    if spoor.fsc:
        uit["fscTransactionId"] = spoor.fsc
    return uit
