"""What a receipt of the service holds: who asked, what was judged by what, and what came out, without any
value.

After the levels of the Authorization Decision Log: the request, the rules, the sources and the
configuration, so that a check can be done again. Values are digests and pseudonyms; findings are named by
rule and pointer.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import secrets
import threading
import time
import uuid
from dataclasses import dataclass
from typing import Any, Final

from engine.check import VERSIE
from engine.report import canoniek, digest
from service import vault
from service.judge import VORM_DOSSIER, Uitslag
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


class _Toeval:
    """Bytes that nobody can guess, fetched many at a time: each fetch lets another thread go first, and a
    request would wait for it.
    """

    def __init__(self) -> None:
        self._slot = threading.Lock()
        self._voorraad = b""
        self._proces = 0

    def __call__(self, aantal: int) -> bytes:
        with self._slot:
            if len(self._voorraad) < aantal or self._proces != os.getpid():
                self._voorraad, self._proces = secrets.token_bytes(4096), os.getpid()
            uit, self._voorraad = self._voorraad[:aantal], self._voorraad[aantal:]
        return uit


toeval: Final = _Toeval()


def nieuw_id() -> str:
    """A UUID of version 7: in order of time, and not to be guessed (RFC 9562)."""
    getal = int.from_bytes(toeval(10), "big") | time.time_ns() // 1_000_000 << 80
    getal = getal & ~(0xF << 76 | 0x3 << 62) | 7 << 76 | 2 << 62
    return str(uuid.UUID(int=getal))


def toetsing(
    id_: str,
    tijdstip: dt.datetime,
    aanroeper: str,
    gemeente: Gemeente,
    uitslag: Uitslag,
    spoor: Spoor,
    verwerking: str,
) -> str:
    """The content of the receipt of a check, as canonical JSON."""
    b, dagen, kenmerk = uitslag.bewijs, uitslag.dagen, uitslag.kenmerk
    return canoniek(
        {
            "soort": "toetsing",
            "id": id_,
            "tijdstip": moment(tijdstip),
            "duurMs": uitslag.duur_ms,
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
            "beleid": b.beleid(),
            "configuratie": {
                "toetssteen": VERSIE,
                "python": platform.python_version(),
                "tweeling": b.tweeling,
            },
            "uitkomst": {
                "digest": b.uitkomst,
                "rapport": digest(uitslag.antwoord) if uitslag.volledig else None,
                "combinaties": b.combinaties,
                "blokkeert": uitslag.blokkeert,
                "bevindingen": [g.als_json() for g in uitslag.bevindingen],
                "voldaan": uitslag.voldaan,
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
