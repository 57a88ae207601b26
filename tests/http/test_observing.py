"""What whoever watches over the service sees: figures, a board of them, and a log that tells nothing of a
case.
"""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import httpx
from prometheus_client.parser import text_string_to_metric_families

from service.http import app
from service.http.observing import route_van
from tests.http.conftest import Dienst, toets
from tests.service.conftest import GOED, SLECHT

BORD = Path(app.__file__).with_name("bord.json")


def test_figures_count_answers_outcomes_and_rules(tmp_path: Path) -> None:
    dienst = Dienst(
        tmp_path, f"sqlite:///{tmp_path / 't.db'}", TOETSSTEEN_CIJFERS="1", TOETSSTEEN_STEEKPROEF="1"
    )
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
    assert (
        route_van("/v1/toetsingen/01a21a17-b3f9-753e-a97b-79f8c3a70056/dossier")
        == "/v1/toetsingen/{id}/dossier"
    )
    assert route_van("/v1/regelsets/proef/omvang") == "/v1/regelsets/{naam}"
    assert route_van("/v1/regels/PROEF-01") == "/v1/regels/{naam}"
    assert route_van("/wp-admin.php") == "anders"
