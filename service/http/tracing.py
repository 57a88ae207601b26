"""Traces over OTLP: a span per request, under the ids that its answer and receipt name.

On when `OTEL_EXPORTER_OTLP_ENDPOINT` (or its form for traces) is set. A span holds address, status and
caller; with the URI of the processing it is a record for the Logboek Dataverwerkingen too, without a data
subject: a dossier has none that we know by an identifier.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from engine.check import VERSIE
from service.receipt import Spoor

Spanschrijver = Callable[[Spoor, str, int, float, Mapping[str, Any]], None]
"""Takes where a request belongs, its name, status, how long it took (seconds) and what else may be said of
it.
"""

_ADRESSEN: Final = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")


def maak_spanschrijver() -> tuple[Spanschrijver, Callable[[], None]] | None:
    """How to write spans, and how to stop; `None` where nobody asked for them."""
    if not any(os.environ.get(naam) for naam in _ADRESSEN):
        return None
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import ReadableSpan
    from opentelemetry.sdk.trace.export import BatchSpanProcessor
    from opentelemetry.trace import SpanContext, SpanKind, Status, StatusCode, TraceFlags

    bron = Resource.create({"service.name": "toetssteen", "service.version": VERSIE})
    processor = BatchSpanProcessor(OTLPSpanExporter())

    def context(trace: str, span: str, *, ver: bool) -> SpanContext:
        return SpanContext(int(trace, 16), int(span, 16), ver, TraceFlags(TraceFlags.SAMPLED))

    def schrijf(spoor: Spoor, naam: str, status: int, seconden: float, extra: Mapping[str, Any]) -> None:
        einde = time.time_ns()
        ouder = context(spoor.trace, spoor.ouder, ver=True) if spoor.ouder else None
        processor.on_end(
            ReadableSpan(
                naam,
                context=context(spoor.trace, spoor.span, ver=False),
                parent=ouder,
                resource=bron,
                attributes={**extra, "http.response.status_code": status},
                kind=SpanKind.SERVER,
                status=Status(StatusCode.ERROR if status >= 500 else StatusCode.UNSET),
                start_time=einde - int(seconden * 1e9),
                end_time=einde,
            )
        )

    return schrijf, processor.shutdown
