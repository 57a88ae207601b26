"""Traces over OTLP: a span per request, under the ids that its answer and receipt name; and a record for the
Logboek Dataverwerkingen of each person whose data were processed.

On when `OTEL_EXPORTER_OTLP_ENDPOINT` (or its form for traces) is set; the records when the URI of the
processing is known too. Persons have a pseudonym that only their municipality can make again: the same person
in the same case is the same each time.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine.check import VERSIE
from service import vault
from service.receipt import Spoor, toeval
from service.store.archive import Gemeente

SOORT_BETROKKENE: Final = "pseudoniem"
WACHTRIJ: Final = 65_536
"""Records that wait for a collector that does not answer; what comes after is lost."""


@dataclass(frozen=True, slots=True)
class Verwerking:
    """What was done with a dossier: in which request, for which municipality, about whom.

    `zaak`: what the municipality calls the case, or the digest of the dossier. `personen`: by what the
    dossier calls them.
    """

    naam: str
    spoor: Spoor
    gemeente: Gemeente
    zaak: str
    personen: tuple[str, ...]
    seconden: float

    def betrokkenen(self) -> list[str]:
        return [vault.pseudoniem(self.gemeente.sleutel, f"{self.zaak}/{p}") for p in self.personen]


class Spanschrijver:
    """Writes spans and records to a collector, off the thread that asks."""

    def __init__(self, activiteit: str) -> None:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace.export import BatchSpanProcessor

        self._activiteit = activiteit
        self._bron = Resource.create({"service.name": "toetssteen", "service.version": VERSIE})
        self._spans = BatchSpanProcessor(OTLPSpanExporter())
        self._logboek = BatchSpanProcessor(OTLPSpanExporter(), max_queue_size=WACHTRIJ)

    def schrijf(
        self, spoor: Spoor, naam: str, status: int, seconden: float, extra: Mapping[str, Any]
    ) -> None:
        """A request: where it belongs, its name, status, how long it took (seconds), and what else."""
        from opentelemetry.trace import SpanKind, Status, StatusCode

        stand = Status(StatusCode.ERROR if status >= 500 else StatusCode.UNSET)
        wat = {**extra, "http.response.status_code": status}
        self._spans.on_end(self._span(spoor, naam, seconden, wat, kind=SpanKind.SERVER, status=stand))

    def noteer(self, verwerking: Verwerking) -> None:
        """A record per person, or one when the dossier names none. Only what the standard knows is in it."""
        from opentelemetry.trace import Status, StatusCode

        if not self._activiteit:
            return
        van = verwerking.spoor
        wat = {"dpl.core.processing_activity_id": self._activiteit}
        for betrokkene in verwerking.betrokkenen() or [""]:
            hier = Spoor(van.trace, toeval(8).hex(), van.span)
            over = {
                "dpl.core.data_subject_id": betrokkene,
                "dpl.core.data_subject_id_type": SOORT_BETROKKENE,
            }
            self._logboek.on_end(
                self._span(
                    hier,
                    verwerking.naam,
                    verwerking.seconden,
                    {**wat, **over} if betrokkene else wat,
                    status=Status(StatusCode.OK),
                    ver=False,
                )
            )

    def _span(
        self,
        spoor: Spoor,
        naam: str,
        seconden: float,
        attributes: Mapping[str, Any],
        ver: bool = True,
        **meer: Any,
    ) -> Any:
        """`ver`: whether the parent is of another process."""
        from opentelemetry.sdk.trace import ReadableSpan
        from opentelemetry.trace import SpanContext, TraceFlags

        def context(span: str, elders: bool) -> SpanContext:
            return SpanContext(int(spoor.trace, 16), int(span, 16), elders, TraceFlags(TraceFlags.SAMPLED))

        einde = time.time_ns()
        return ReadableSpan(
            naam,
            context=context(spoor.span, False),
            parent=context(spoor.ouder, ver) if spoor.ouder else None,
            resource=self._bron,
            attributes=attributes,
            start_time=einde - int(seconden * 1e9),
            end_time=einde,
            **meer,
        )

    def sluit(self) -> None:
        """Send what waits, and stop."""
        for processor in (self._spans, self._logboek):
            processor.shutdown()  # type: ignore[no-untyped-call]


_ADRESSEN: Final = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")


def maak_spanschrijver(activiteit: str) -> Spanschrijver | None:
    """How to write spans; `None` where nobody asked for them. `activiteit`: the URI of the processing."""
    if not any(os.environ.get(naam) for naam in _ADRESSEN):
        return None
    return Spanschrijver(activiteit)
