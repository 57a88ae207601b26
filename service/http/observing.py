"""Seen from outside: a line in the log per answer, and figures for Prometheus. Nothing of a case is in
either.

Each process counts for itself; a scrape reaches one of them. Run one process per port, or scrape each
machine, where figures must be whole.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import Scope

from service.http.room import Werkplaats
from service.http.tracing import Verwerking, maak_spanschrijver
from service.judge import Uitslag

logboek: Final = logging.getLogger("toetssteen.toegang")

_TREDEN: Final = (0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
_ID: Final = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_BEKEND: Final = re.compile(
    r"/v1/toetsingen(?:/_bulk)?"
    rf"|(?P<toetsing>/v1/toetsingen/){_ID}(?P<deel>|/dossier|/heruitvoeringen|/terzijdestellingen)"
    r"|/v1/(?:herstelvoorstellen|vragen|marges|splitsingen|deelbladen|tijdlijnen)"
    r"|/v1/(?:regelcontroles|begrippen|dossierschema|openapi\.json)"
    r"|(?P<naam>/v1/(?:regelsets|regels))(?:/.+)?"
    r"|/health/(?:live|ready)|/metrics"
)


@lru_cache(maxsize=256)
def route_van(pad: str) -> str:
    """A path without what differs per request: ids and names; what is no address of ours is `anders`.

    There are few, whatever is asked: each is a series of figures that is kept.
    """
    gevonden = _BEKEND.fullmatch(pad)
    if gevonden is None:
        return "anders"
    if (toetsing := gevonden["toetsing"]) is not None:
        return f"{toetsing}{{id}}{gevonden['deel']}"
    if (naam := gevonden["naam"]) is not None and naam != pad:
        return naam + "/{naam}"
    return pad


class Waarnemer:
    """Counts what a process does, and writes it down."""

    def __init__(self, verwerking: str = "") -> None:
        self._spans = maak_spanschrijver(verwerking)
        self.register = CollectorRegistry()
        # Looking a series up takes longer than counting in it.
        self._antwoorden = cache(
            Counter(
                "toetssteen_antwoorden",
                "Antwoorden per adres.",
                ("adres", "status"),
                registry=self.register,
            ).labels
        )
        self._duur = cache(
            Histogram(
                "toetssteen_antwoord_seconden", "Hoe lang een antwoord duurde.", ("adres",),
                buckets=_TREDEN, registry=self.register,
            ).labels
        )  # fmt: skip
        self._toetsingen = cache(
            Counter(
                "toetssteen_toetsingen", "Toetsingen, naar de uitkomst.", ("uitkomst",),
                registry=self.register,
            ).labels
        )  # fmt: skip
        self._regels = cache(
            Counter(
                "toetssteen_bevindingen", "Bevindingen per regel.", ("regel", "ernst"),
                registry=self.register,
            ).labels
        )  # fmt: skip

    def kijk_in(self, werkplaats: Werkplaats) -> None:
        """Show what stands in a process when it is asked for: its queue and its twin."""
        self.register.register(_Stand(werkplaats))

    def getoetst(self, uitslag: Uitslag) -> None:
        uitkomst = "bevinding" if uitslag.bevindingen else "geen_bevinding"
        self._toetsingen("blokkeert" if uitslag.blokkeert else uitkomst).inc()
        for b in uitslag.bevindingen:
            self._regels(b.regel, b.ernst).inc()

    def verwerkt(self, verwerking: Verwerking) -> None:
        if self._spans is not None:
            self._spans.noteer(verwerking)

    def __call__(self, scope: Scope, status: int, seconden: float) -> None:
        adres = route_van(scope["path"])
        self._antwoorden(adres, str(status)).inc()
        self._duur(adres).observe(seconden)
        if adres.startswith(("/health", "/metrics")) and status < 400:
            return
        spoor = scope["state"]["spoor"]
        aanroeper = scope["state"].get("aanroeper")
        methode = scope["method"] if scope["method"].isalpha() else "?"
        if self._spans is not None:
            extra = {"http.request.method": methode, "http.route": adres}
            self._spans.schrijf(spoor, f"{methode} {adres}", status, seconden, extra)
        logboek.info(
            "antwoord",
            extra={
                "methode": methode,
                "pad": adres,
                "status": status,
                "duurMs": round(seconden * 1000, 1),
                "traceId": spoor.trace,
                "fscTransactionId": spoor.fsc,
                "aanroeper": aanroeper.id if aanroeper is not None else "",
            },
        )

    def sluit(self) -> None:
        """Send the spans that wait."""
        if self._spans is not None:
            self._spans.sluit()

    def tekst(self) -> bytes:
        """All figures, in the text form of Prometheus."""
        return generate_latest(self.register)


class _Stand(Collector):
    def __init__(self, werkplaats: Werkplaats) -> None:
        self._plaats = werkplaats

    def collect(self) -> Iterator[Metric]:
        toetser, schrijver = self._plaats.toetser, self._plaats.schrijver
        yield GaugeMetricFamily(
            "toetssteen_wachtrij", "Stukken die wachten op vastleggen.", schrijver.wachtend
        )
        starts, vallen = toetser.twijfel
        yield CounterMetricFamily("toetssteen_tweeling_gestart", "Keer dat de tweeling is gestart.", starts)
        yield CounterMetricFamily("toetssteen_tweeling_gevallen", "Keer dat de tweeling uitviel.", vallen)
        yield CounterMetricFamily(
            "toetssteen_tweeling_oneens", "Keer dat de zoekers verschilden.", toetser.oneens
        )
