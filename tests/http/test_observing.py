"""What whoever watches over the service sees: figures, a board of them, and a log that tells nothing of a
case.
"""

from __future__ import annotations

import gzip
import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import httpx
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from prometheus_client.parser import text_string_to_metric_families

from service.http import app
from service.http.observing import route_van
from tests.http.conftest import Dienst, toets
from tests.service.conftest import GOED, SLECHT

BORD = Path(app.__file__).with_name("bord.json")


def test_figures_count_answers_outcomes_and_rules(tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path / 't.db'}"
    dienst = Dienst(tmp_path, store, TOETSSTEEN_CIJFERS="1", TOETSSTEEN_STEEKPROEF="1")
    dienst.start()
    try:
        with dienst.klant() as klant:
            id_ = toets(klant, SLECHT)["id"]
            toets(klant, GOED)
            klant.get(f"/toetsingen/{id_}")
            klant.get("/geheim/mevrouw-verzonnen")
        tekst = httpx.get(f"http://127.0.0.1:{dienst.poort}/metrics").text
        time.sleep(0.2)
        log = [json.loads(r) for r in dienst.logboek.splitlines() if r.startswith("{")]
    finally:
        dienst.ruim_op()
    cijfers = {
        (m.name, *sorted(m.labels.items())): m.value
        for familie in text_string_to_metric_families(tekst)
        for m in familie.samples
    }
    assert cijfers["toetssteen_toetsingen_total", ("uitkomst", "blokkeert")] == 1
    assert cijfers["toetssteen_toetsingen_total", ("uitkomst", "geen_bevinding")] == 1
    assert cijfers["toetssteen_bevindingen_total", ("ernst", "vernietigbaar"), ("regel", "PROEF-01")] == 1
    assert cijfers["toetssteen_antwoorden_total", ("adres", "/v1/toetsingen"), ("status", "201")] == 2
    assert cijfers["toetssteen_antwoorden_total", ("adres", "/v1/toetsingen/{id}"), ("status", "200")] == 1
    assert cijfers["toetssteen_antwoorden_total", ("adres", "anders"), ("status", "404")] == 1
    assert cijfers["toetssteen_tweeling_gevallen_total",] == 0
    assert id_ not in tekst
    assert "verzonnen" not in tekst + dienst.logboek
    namen = {m[0] for m in cijfers}
    gevraagd = set(re.findall(r"toetssteen_\w+", BORD.read_text(encoding="utf-8")))
    assert gevraagd <= namen
    antwoorden = [r for r in log if r["bericht"] == "antwoord"]
    assert {"methode", "pad", "status", "duurMs", "traceId", "aanroeper"} <= set(antwoorden[0])
    assert [a["status"] for a in antwoorden] == [201, 201, 200, 404]


def test_figures_are_closed_unless_opened(dienst: Dienst) -> None:
    assert httpx.get(f"http://127.0.0.1:{dienst.poort}/metrics").status_code == 404


def test_a_path_is_counted_without_what_differs() -> None:
    id_ = "01a21a17-b3f9-753e-a97b-79f8c3a70056"
    assert route_van(f"/v1/toetsingen/{id_}/dossier") == "/v1/toetsingen/{id}/dossier"
    assert route_van("/v1/regelsets/proef/omvang") == "/v1/regelsets/{naam}"
    assert route_van("/v1/regels/PROEF-01") == "/v1/regels/{naam}"
    assert route_van("/wp-admin.php") == "anders"
    # Whoever asks for addresses that are none adds no figures.
    assert route_van("/v1/toetsingen/mevrouw-verzonnen") == "anders"
    assert route_van(f"/v1/toetsingen/{id_}/iets") == "anders"
    assert route_van("/v1/begrippen/1/2/3") == "anders"


def test_every_address_of_ours_is_counted_by_name(dienst: Dienst, klant: httpx.Client) -> None:
    id_ = "01a21a17-b3f9-753e-a97b-79f8c3a70056"
    for pad in klant.get("/openapi.json").json()["paths"]:
        echt = "/v1" + pad.replace("{id}", id_).replace("{naam}", "proef").replace("{regel}", "PROEF-01")
        assert route_van(echt) != "anders", pad


def test_traces_go_to_a_collector_under_the_ids_of_the_receipt(tmp_path: Path) -> None:
    ontvangen: list[bytes] = []

    class Verzamelaar(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            inhoud = self.rfile.read(int(self.headers["Content-Length"]))
            gezipt = self.headers.get("Content-Encoding") == "gzip"
            ontvangen.append(gzip.decompress(inhoud) if gezipt else inhoud)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Verzamelaar) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        dienst = Dienst(
            tmp_path,
            f"sqlite:///{tmp_path / 't.db'}",
            OTEL_EXPORTER_OTLP_ENDPOINT=f"http://127.0.0.1:{server.server_port}",
            TOETSSTEEN_VERWERKING="https://register.example/verwerkingen/7",
        )
        dienst.start()
        try:
            with dienst.klant(traceparent=f"00-{'ab' * 16}-{'cd' * 8}-01") as klant:
                gezin = {**SLECHT, "kenmerk": "zaak-7", "personen": {"P1": {"naam": "Verzonnen"}, "P2": {}}}
                id_ = toets(klant, gezin)["id"]
                span = klant.get(f"/toetsingen/{id_}").json()["inhoud"]["spanId"]
                assert klant.post("/vragen", json=gezin).status_code == 200
                assert klant.post(f"/toetsingen/{id_}/heruitvoeringen", json=SLECHT).status_code == 200
            dienst.stop()
        finally:
            dienst.ruim_op()
            server.shutdown()
    spans = [
        span
        for inhoud in ontvangen
        for bron in ExportTraceServiceRequest.FromString(inhoud).resource_spans
        for deel in bron.scope_spans
        for span in deel.spans
    ]
    (eerste,) = [s for s in spans if s.name == "POST /v1/toetsingen"]
    assert (eerste.trace_id.hex(), eerste.span_id.hex()) == ("ab" * 16, span)
    assert eerste.parent_span_id.hex() == "cd" * 8
    assert waarden(eerste)["http.response.status_code"] == 201
    # The log of processings: a record per person and per processing, with nothing else in it.
    regels = [s for s in spans if s.name in ("toetsing", "vragen", "heruitvoering")]
    assert [s.name for s in regels] == ["toetsing", "toetsing", "vragen", "vragen", "heruitvoering"]
    assert regels[0].parent_span_id.hex() == span
    assert {tuple(sorted(waarden(s))) for s in regels[:4]} == {
        ("dpl.core.data_subject_id", "dpl.core.data_subject_id_type", "dpl.core.processing_activity_id")
    }
    betrokkenen = [waarden(s).get("dpl.core.data_subject_id") for s in regels]
    assert betrokkenen[:2] == betrokkenen[2:4]
    assert len(set(betrokkenen[:2])) == 2
    assert betrokkenen[4] is None
    alles = b"".join(ontvangen)
    assert id_.encode() not in alles
    assert b"zaak-7" not in alles
    assert b"Verzonnen" not in alles


def waarden(span: Any) -> dict[str, Any]:
    return {a.key: a.value.string_value or a.value.int_value for a in span.attributes}
