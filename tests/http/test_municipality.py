"""The service with the shipped rules: a case is judged by the rules of its own municipality too."""

from __future__ import annotations

import json
from pathlib import Path

from service.http.observing import route_van
from tests.http.conftest import WORTEL, Dienst

REGELSET = "/regelsets/gemeenten/verzonnendam/pgb_tarieven"


def test_rules_of_a_municipality_count_for_its_own_cases_only(tmp_path: Path) -> None:
    zaak = json.loads((WORTEL / "voorbeelden" / "verzonnendam-pgb.json").read_text(encoding="utf-8"))
    dienst = Dienst(tmp_path, f"sqlite:///{tmp_path / 'store'}", TOETSSTEEN_REGELS=str(WORTEL / "rulesets"))
    dienst.start()
    try:
        with dienst.klant() as klant:
            eigen = klant.post("/toetsingen", json=zaak).json()
            ander = klant.post("/toetsingen", json=zaak | {"gemeente": "Voorbeeldstad"}).json()
            weer = klant.post(f"/toetsingen/{eigen['id']}/heruitvoeringen", json=zaak).json()
            regelset = klant.get(REGELSET).json()
            regel = klant.get("/regels/VERZONNENDAM-PGB-JEUGD").json()["resultaten"][0]
            assert klant.get("/regelsets/gemeenten/nergens/iets").status_code == 404
    finally:
        dienst.ruim_op()
    namen = [{b["naam"] for b in uit["rapport"]["bewijs"]["regelsets"]} for uit in (eigen, ander)]
    assert {n for n in namen[0] - namen[1] if n.startswith("gemeenten/verzonnendam/")} == namen[0] - namen[1]
    assert not any(n.startswith("gemeenten/") for n in namen[1])
    gevonden = [{b["regel"] for b in uit["rapport"]["bevindingen"]} for uit in (eigen, ander)]
    assert gevonden[0] - gevonden[1] == {"VERZONNENDAM-PGB-BEGELEIDING"}
    assert gevonden[1] <= gevonden[0]
    assert weer["gelijk"]
    assert "waarde tarief_jeugd" in regelset["versies"][0]["tekst"]
    assert regel["binnen"] == "jeugd_pgb_tarief"
    assert route_van("/v1" + REGELSET) == "/v1/regelsets/{naam}"
