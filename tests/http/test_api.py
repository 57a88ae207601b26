"""What a case system meets: checks, receipts, repetition, replay, many at once, and errors it can use."""

from __future__ import annotations

import datetime as dt
import json
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from engine.asking import vragen
from engine.check import check
from engine.dossier import lees_dossier
from engine.margin import marge
from engine.repairing import herstel
from engine.report import canoniek
from engine.sharing import deelblad
from engine.splitting import splits
from service import sharing
from service.http.shield import MAX_BYTES
from service.intake import STANDAARDMAP, dragers_bij, lees_regels, peildatum_uit
from service.store.chain import kopregel, zie_na
from tests.http.conftest import WORTEL, Dienst, toets
from tests.service.conftest import GOED, SLECHT

NAAM = "mevrouw Verzonnen-Geheim"
JSON = {"Content-Type": "application/json"}
MET_NAAM: dict[str, Any] = {
    **SLECHT,
    "kenmerk": "ZAAK-2024-000123",
    "personen": {"P1": {"naam": NAAM, "geboortedatum": "1950-02-28"}},
}


# ---------------------------------------------------------------- checking


def test_a_check_gives_the_report_of_the_engine_and_a_place_in_the_chain(
    dienst: Dienst, klant: httpx.Client
) -> None:
    antwoord = klant.post("/toetsingen", json=SLECHT)
    assert antwoord.status_code == 201
    inhoud = antwoord.json()
    sets = lees_regels(dienst.regels).bibliotheek.op(dt.date(2024, 3, 1))
    eigen = check(lees_dossier(json.dumps(SLECHT)), sets, dt.date(2024, 3, 1), dt.date.today()).als_json()
    eigen["bewijs"]["tweeling"] = inhoud["rapport"]["bewijs"]["tweeling"]
    assert inhoud["rapport"] == eigen
    assert [b["regel"] for b in inhoud["rapport"]["bevindingen"]] == ["PROEF-01"]
    assert antwoord.headers["location"] == f"/v1/toetsingen/{inhoud['id']}"
    assert uuid.UUID(inhoud["id"]).version == 7
    stuk = klant.get(f"/toetsingen/{inhoud['id']}").json()
    assert (stuk["nummer"], stuk["hash"]) == tuple(inhoud["bewijsstuk"][n] for n in ("nummer", "hash"))


def test_a_receipt_holds_no_value_of_the_case(klant: httpx.Client) -> None:
    id_ = toets(klant, MET_NAAM)["id"]
    stuk = klant.get(f"/toetsingen/{id_}").json()
    inhoud = stuk["inhoud"]
    assert inhoud["uitkomst"]["bevindingen"] == [
        {"regel": "PROEF-01", "norm": "PROEF-01", "ernst": "vernietigbaar", "betreft": ["/voorzieningen/V1"]}
    ]
    assert inhoud["beleid"][0]["naam"] == "proef/omvang"
    assert inhoud["invoer"]["kenmerk"].startswith("hmac-sha256:")
    for geheim in (NAAM, "1950-02-28", "ZAAK-2024-000123", "hulp bij het huishouden"):
        assert geheim not in json.dumps(stuk)


def test_a_check_without_keeping_leaves_nothing(klant: httpx.Client) -> None:
    eerst = klant.get("/toetsingen", params={"aantal": 200}).json()["resultaten"]
    antwoord = klant.post("/toetsingen", json=GOED, params={"opslaan": "false"})
    assert antwoord.status_code == 200
    assert antwoord.json()["bevindingen"] == []
    assert len(klant.get("/toetsingen", params={"aantal": 200}).json()["resultaten"]) == len(eerst)


def test_a_short_answer_has_rules_and_places_and_can_be_replayed(klant: httpx.Client) -> None:
    antwoord = klant.post("/toetsingen", json=SLECHT, params={"weergave": "kort"}).json()
    assert antwoord["rapport"]["blokkeert"] is True
    assert [b["regel"] for b in antwoord["rapport"]["bevindingen"]] == ["PROEF-01"]
    assert "melding" not in antwoord["rapport"]["bevindingen"][0]
    assert klant.post(f"/toetsingen/{antwoord['id']}/heruitvoeringen", json=SLECHT).json()["gelijk"]


def test_the_dates_say_which_law_and_what_was_known(klant: httpx.Client) -> None:
    voor = toets(klant, SLECHT, peildatum="2019-12-31", opslaan="false")
    assert voor["bewijs"]["regelsets"] == []
    onbekend = toets(klant, SLECHT, kennisdatum="2018-10-07", opslaan="false")
    assert onbekend["bevindingen"] == []


def test_a_large_dossier_is_judged_too(klant: httpx.Client) -> None:
    veel = {f"V{n}": {"wet": "wmo2015", "besluit": "B1", "naam": "x" * 400} for n in range(190)}
    rapport = toets(klant, {**SLECHT, "voorzieningen": veel}, opslaan="false")
    assert len(rapport["bevindingen"]) == 190


# ---------------------------------------------------------------- the same request again


def test_the_same_key_and_request_give_the_same_answer(klant: httpx.Client) -> None:
    kop = {"Idempotency-Key": str(uuid.uuid4())}
    een = klant.post("/toetsingen", json=SLECHT, headers=kop)
    twee = klant.post("/toetsingen", json=SLECHT, headers=kop)
    assert een.status_code == twee.status_code == 201
    assert een.content == twee.content
    anders = klant.post("/toetsingen", json=GOED, headers=kop)
    assert anders.status_code == 409
    assert anders.json()["code"] == "herhaling"


def test_the_same_request_many_times_at_once_is_kept_once(dienst: Dienst, klant: httpx.Client) -> None:
    kop = {"Idempotency-Key": str(uuid.uuid4())}

    def stuur(_: int) -> tuple[int, bytes]:
        antwoord = klant.post("/toetsingen", json=SLECHT, headers=kop)
        return antwoord.status_code, antwoord.content

    with ThreadPoolExecutor(8) as draden:
        assert len(set(draden.map(stuur, range(16)))) == 1


# ---------------------------------------------------------------- replay


def test_a_replay_gives_the_same_bytes(klant: httpx.Client) -> None:
    eerst = toets(klant, MET_NAAM)
    antwoord = klant.post(f"/toetsingen/{eerst['id']}/heruitvoeringen", json=MET_NAAM).json()
    assert antwoord["gelijk"], antwoord["verschillen"]
    assert canoniek(antwoord["rapport"]) == canoniek(eerst["rapport"])


def test_a_replay_of_another_dossier_says_so(klant: httpx.Client) -> None:
    id_ = toets(klant, SLECHT)["id"]
    antwoord = klant.post(f"/toetsingen/{id_}/heruitvoeringen", json=GOED).json()
    assert not antwoord["gelijk"]
    assert "Dit is niet het dossier van toen." in antwoord["verschillen"]


def test_a_replay_needs_the_dossier(klant: httpx.Client) -> None:
    id_ = toets(klant, SLECHT)["id"]
    antwoord = klant.post(f"/toetsingen/{id_}/heruitvoeringen")
    assert antwoord.status_code == 409
    assert "Stuur het mee" in antwoord.json()["detail"]


# ---------------------------------------------------------------- a dossier that is kept


def test_a_dossier_is_kept_encrypted_and_can_be_erased(dienst: Dienst) -> None:
    gemeente = f"bewaarstad-{uuid.uuid4().hex[:8]}"
    with dienst.klant(dienst.nieuwe_sleutel(gemeente, bewaart=True)) as klant:
        id_ = toets(klant, MET_NAAM)["id"]
        geheim = dienst.archief.dossier(gemeente, id_)
        assert geheim is not None
        assert NAAM.encode() not in geheim
        assert klant.post(f"/toetsingen/{id_}/heruitvoeringen").json()["gelijk"]
        assert klant.delete(f"/toetsingen/{id_}/dossier").status_code == 204
        assert dienst.archief.dossier(gemeente, id_) is None
        assert klant.delete(f"/toetsingen/{id_}/dossier").status_code == 404
        assert klant.post(f"/toetsingen/{id_}/heruitvoeringen").status_code == 409
        stukken = klant.get("/toetsingen").json()["resultaten"]
        assert [s["soort"] for s in stukken] == ["toetsing", "wissing"]
    assert _nazicht(dienst, gemeente).fouten == ()


def test_with_a_dossier_the_answer_kept_for_a_repetition_is_erased(dienst: Dienst) -> None:
    gemeente = f"bewaarstad-{uuid.uuid4().hex[:8]}"
    sleutel = {"Idempotency-Key": "zaak-1"}
    with dienst.klant(dienst.nieuwe_sleutel(gemeente, bewaart=True)) as klant:
        ander = klant.post("/toetsingen", json=GOED, headers={"Idempotency-Key": "zaak-2"}).json()["id"]
        id_ = klant.post("/toetsingen", json=GOED, headers=sleutel).json()["id"]
        assert klant.post("/toetsingen", json=GOED, headers=sleutel).json()["id"] == id_
        assert klant.delete(f"/toetsingen/{id_}/dossier").status_code == 204
        assert klant.post("/toetsingen", json=GOED, headers=sleutel).json()["id"] != id_
        opnieuw = klant.post("/toetsingen", json=GOED, headers={"Idempotency-Key": "zaak-2"})
        assert opnieuw.json()["id"] == ander


def test_a_dossier_goes_when_its_term_is_over(dienst: Dienst) -> None:
    gemeente = f"termijnstad-{uuid.uuid4().hex[:8]}"
    with dienst.klant(dienst.nieuwe_sleutel(gemeente, bewaart=True)) as klant:
        id_ = toets(klant, SLECHT)["id"]
    dag = dt.datetime.now(dt.UTC)
    dienst.archief.ruim_op(dag + dt.timedelta(days=29))
    assert dienst.archief.dossier(gemeente, id_) is not None
    dienst.archief.ruim_op(dag + dt.timedelta(days=31))
    assert dienst.archief.dossier(gemeente, id_) is None


def test_a_finding_is_set_aside_by_a_person_with_a_reason(dienst: Dienst) -> None:
    gemeente = f"terzijde-{uuid.uuid4().hex[:8]}"
    terzijde = {
        "regel": "PROEF-01",
        "betreft": ["/voorzieningen/V1"],
        "naam": "J. Verzonnen",
        "mandaat": "Mandaatregister, artikel 3",
        "reden": "De omvang staat in het leveringsplan dat bij het besluit hoort.",
    }
    with dienst.klant(dienst.nieuwe_sleutel(gemeente)) as klant:
        id_ = toets(klant, SLECHT)["id"]
        assert klant.post(f"/toetsingen/{id_}/terzijdestellingen", json=terzijde).status_code == 201
        anders = {**terzijde, "regel": "PROEF-03"}
        assert klant.post(f"/toetsingen/{id_}/terzijdestellingen", json=anders).status_code == 409
        kaal = klant.post(f"/toetsingen/{id_}/terzijdestellingen", json={**terzijde, "mandaat": " ", "x": 1})
        assert kaal.status_code == 400
        assert {e["pointer"] for e in kaal.json()["errors"]} == {"#/mandaat", "#/x"}
        laatste = klant.get("/toetsingen").json()["resultaten"][-1]
    assert laatste["soort"] == "terzijdestelling"
    assert laatste["inhoud"]["reden"] == terzijde["reden"]


# ---------------------------------------------------------------- many at once


def test_one_bad_line_never_loses_the_others(klant: httpx.Client) -> None:
    regels = [json.dumps(SLECHT), "{kapot", json.dumps({"onbekend": 1}), json.dumps(GOED)] * 40
    antwoord = klant.post(
        "/toetsingen/_bulk",
        content="\n".join(regels),
        headers={"Content-Type": "application/x-ndjson"},
    )
    assert antwoord.status_code == 200
    uit = [json.loads(r) for r in antwoord.text.splitlines()]
    assert [u["regel"] for u in uit] == list(range(1, 161))
    assert [len(u["rapport"]["bevindingen"]) if "rapport" in u else "fout" for u in uit] == [
        1, "fout", "fout", 0,
    ] * 40  # fmt: skip
    assert uit[2]["fout"]["errors"][0]["pointer"] == "#/onbekend"
    assert klant.get(f"/toetsingen/{uit[159]['id']}").status_code == 200


def test_bulk_short_and_without_keeping(klant: httpx.Client) -> None:
    antwoord = klant.post(
        "/toetsingen/_bulk",
        content=json.dumps(SLECHT) + "\n",
        params={"opslaan": "false", "weergave": "kort"},
        headers={"Content-Type": "application/x-ndjson"},
    )
    (regel,) = map(json.loads, antwoord.text.splitlines())
    assert regel["rapport"]["blokkeert"] is True
    assert regel["rapport"]["bevindingen"][0]["regel"] == "PROEF-01"
    assert "id" not in regel


# ---------------------------------------------------------------- what to do next


def test_what_to_do_next_is_what_the_engine_says(dienst: Dienst, klant: httpx.Client) -> None:
    dossier = lees_dossier(json.dumps(SLECHT))
    sets, vandaag = lees_regels(dienst.regels).bibliotheek.op(dt.date(2024, 3, 1)), dt.date.today()
    for pad, werk in (("herstelvoorstellen", herstel), ("vragen", vragen), ("marges", marge)):
        antwoord = klant.post(f"/{pad}", json=SLECHT)
        assert antwoord.status_code == 200, antwoord.text
        assert antwoord.content == canoniek(werk(dossier, sets, dt.date(2024, 3, 1), vandaag).als_json())
        assert klant.post(f"/{pad}", json={"a": 1}).status_code == 400


def test_a_timeline_turns_on_the_day_that_the_law_does(klant: httpx.Client) -> None:
    antwoord = klant.post("/tijdlijnen", json=SLECHT, params={"van": "2019-12-01", "tot": "2020-01-31"})
    assert antwoord.status_code == 200, antwoord.text
    lijn = antwoord.json()
    vakken = [(t["van"], t["blokkeert"]) for t in lijn["tijdvakken"]]
    assert vakken == [("2019-12-01", False), ("2020-01-01", True)]
    assert lijn["wendingen"][0]["waarom"][0]["soort"] == "regel_begint"
    for vraag in ({}, {"van": "2020-02-01", "tot": "2020-01-01"}, {"van": "1800-01-01", "tot": "2026-01-01"}):
        fout = klant.post("/tijdlijnen", json=SLECHT, params=vraag)
        assert (fout.status_code, fout.json()["code"]) == (400, "vraag")


def test_a_sheet_over_http_is_what_the_engine_says(dienst: Dienst, klant: httpx.Client) -> None:
    plan = json.loads((WORTEL / "voorbeelden" / "gezinsplan-verzonnen.json").read_text(encoding="utf-8"))
    dossier, dag = lees_dossier(json.dumps(plan)), dt.date(2026, 9, 14)
    sets = lees_regels(dienst.regels).bibliotheek.op(dag)
    blad = deelblad(dossier, sets, dag, dag)
    for voor in ("regisseur", "P1", "P4"):
        vraag = {"peildatum": "2026-09-14", "kennisdatum": "2026-09-14", "voor": voor}
        antwoord = klant.post("/deelbladen", json=plan, params=vraag)
        assert antwoord.status_code == 200, antwoord.text
        assert antwoord.content == canoniek(sharing.als_json(blad, dossier, dag, voor))
    fout = klant.post("/deelbladen", json=plan, params={"voor": "P9"})
    assert (fout.status_code, fout.json()["code"]) == (400, "vraag")
    assert "P9" not in fout.text
    assert klant.post("/deelbladen", json={"a": 1}).status_code == 400


def test_a_plan_is_split_over_http(klant: httpx.Client) -> None:
    plan = json.loads((WORTEL / "voorbeelden" / "gezinsplan-verzonnen.json").read_text(encoding="utf-8"))
    antwoord = klant.post("/splitsingen", json=plan)
    assert antwoord.status_code == 200, antwoord.text
    dossier = lees_dossier(json.dumps(plan))
    peil = peildatum_uit(dossier, dt.date.today())
    eigen = splits(dossier, dragers_bij(lees_regels(STANDAARDMAP)), peil)
    assert antwoord.json()["wijziging"] == json.loads(json.dumps(eigen.wijziging))
    zonder = klant.post("/splitsingen", json=SLECHT)
    assert zonder.status_code == 400
    assert zonder.json()["errors"][0]["code"].startswith("P")


# ---------------------------------------------------------------- errors


@pytest.mark.parametrize(
    ("methode", "pad", "extra", "status", "code"),
    [
        ("POST", "/toetsingen/", {"json": {}}, 404, "pad"),
        ("GET", "/niets", {}, 404, "pad"),
        ("GET", "/toetsingen/niet-een-id", {}, 404, "pad"),
        ("GET", "/toetsingen/81185034-baed-4987-89b8-87dcb95ef3aa", {}, 404, "bestaat_niet"),
        ("GET", "/regels/BESTAAT-NIET", {}, 404, "bestaat_niet"),
        ("PUT", "/toetsingen", {"json": {}}, 405, "methode"),
        ("GET", "/toetsingen/_bulk", {}, 405, "methode"),
        ("POST", "/toetsingen", {"content": "<a/>", "headers": {"Content-Type": "text/xml"}}, 415, "vorm"),
        ("GET", "/regelsets", {"headers": {"Accept": "text/html"}}, 406, "vorm"),
        ("POST", "/toetsingen", {"json": {}, "params": {"peildatum": "0"}}, 400, "vraag"),
        ("POST", "/toetsingen", {"json": {}, "params": {"peildatum": "2024-02-30"}}, 400, "vraag"),
        ("POST", "/toetsingen", {"json": {}, "params": {"peildatum": "1767225600"}}, 400, "vraag"),
        ("POST", "/toetsingen", {"json": {}, "params": {"opslaan": "soms"}}, 400, "vraag"),
        ("GET", "/toetsingen", {"params": {"aantal": "0"}}, 400, "invoer"),
        ("POST", "/toetsingen", {"content": b"", "headers": JSON}, 400, "invoer"),
        ("POST", "/toetsingen", {"content": b"[" * 100_000, "headers": JSON}, 400, "invoer"),
        ("POST", "/toetsingen", {"content": b" " * (MAX_BYTES + 1), "headers": JSON}, 413, "omvang"),
        ("POST", "/toetsingen/_bulk", {"headers": {"Content-Type": "application/x-ndjson"}}, 400, "invoer"),
    ],
)  # fmt: skip
def test_errors_are_problem_details(
    klant: httpx.Client, methode: str, pad: str, extra: dict[str, Any], status: int, code: str
) -> None:
    antwoord = klant.request(methode, pad, **extra)
    assert antwoord.status_code == status, antwoord.text
    assert antwoord.headers["content-type"] == "application/problem+json"
    assert antwoord.headers["api-version"]
    probleem = antwoord.json()
    assert probleem["code"] == code
    assert probleem["status"] == status
    assert probleem["title"]
    assert probleem["detail"]
    if status == 405:
        assert methode not in antwoord.headers["allow"].split(", ")


def test_every_fault_in_a_dossier_has_a_place_and_a_remedy(klant: httpx.Client) -> None:
    fout = {
        "besluiten": {"B1": {"beslotenOp": 0, "spoedd": True}},
        "voorzieningen": {"V1": {"besluit": "B2"}},
    }
    probleem = klant.post("/toetsingen", json=fout).json()
    plaatsen = {e["pointer"] for e in probleem["errors"]}
    assert plaatsen == {"#/besluiten/B1/beslotenOp", "#/besluiten/B1/spoedd", "#/voorzieningen/V1/besluit"}
    assert all(e["detail"] and e["herstel"] and e["code"] for e in probleem["errors"])
    assert [p["name"] for p in probleem["invalidParams"]] == [e["pointer"][1:] for e in probleem["errors"]]


def test_nothing_that_was_sent_comes_back_in_an_error(klant: httpx.Client) -> None:
    antwoord = klant.post("/toetsingen", json={"personen": {"P1": {"geboortedatum": NAAM}}})
    assert antwoord.status_code == 400
    assert NAAM not in antwoord.text


# ---------------------------------------------------------------- who may


def test_nothing_is_open_but_health(dienst: Dienst) -> None:
    url = f"http://127.0.0.1:{dienst.poort}"
    assert httpx.get(f"{url}/health/live").json() == {"status": "levend"}
    assert httpx.get(f"{url}/health/ready").json() == {"status": "gereed"}
    assert httpx.get(f"{url}/v1/openapi.json").status_code == 200
    for kop in (
        {},
        {"Authorization": "Bearer ts_0123456789abcdef_" + "a" * 43},
        {"Authorization": "Basic x"},
    ):
        for pad in ("/v1/toetsingen", "/v1/regelsets", "/v1/begrippen", "/v1/dossierschema"):
            antwoord = httpx.get(url + pad, headers=kop)
            assert antwoord.status_code == 401, pad
            assert antwoord.headers["www-authenticate"] == "Bearer"
    zeker = dienst.sleutel[:-1] + ("a" if dienst.sleutel[-1] != "a" else "b")
    assert httpx.get(f"{url}/v1/regelsets", headers={"Authorization": f"Bearer {zeker}"}).status_code == 401


def test_a_key_may_only_what_it_may(dienst: Dienst) -> None:
    with dienst.klant(dienst.nieuwe_sleutel("aadorp", "toetsen")) as klant:
        assert klant.post("/toetsingen", json=GOED).status_code == 201
        antwoord = klant.get("/toetsingen")
        assert antwoord.status_code == 403
        assert "bewijzen" in antwoord.json()["detail"]


def test_municipalities_are_fully_apart(dienst: Dienst, klant: httpx.Client) -> None:
    kop = {"Idempotency-Key": str(uuid.uuid4())}
    mijn = klant.post("/toetsingen", json=MET_NAAM, headers=kop).json()
    with dienst.klant(dienst.nieuwe_sleutel(f"beedorp-{uuid.uuid4().hex[:8]}")) as ander:
        id_ = mijn["id"]
        assert ander.get("/toetsingen").json()["resultaten"] == []
        assert ander.get(f"/toetsingen/{id_}").status_code == 404
        assert ander.post(f"/toetsingen/{id_}/heruitvoeringen", json=MET_NAAM).status_code == 404
        assert ander.delete(f"/toetsingen/{id_}/dossier").status_code == 404
        hun = ander.post("/toetsingen", json=MET_NAAM, headers=kop).json()
        assert hun["id"] != id_
        assert hun["bewijsstuk"]["nummer"] == 1
        mijn_kenmerk = klant.get(f"/toetsingen/{id_}").json()["inhoud"]["invoer"]["kenmerk"]
        hun_kenmerk = ander.get(f"/toetsingen/{hun['id']}").json()["inhoud"]["invoer"]["kenmerk"]
        assert mijn_kenmerk != hun_kenmerk


def test_who_asks_too_often_is_told_when(dienst: Dienst) -> None:
    with dienst.klant(dienst.nieuwe_sleutel("aadorp", "toetsen", per_minuut=3)) as klant:
        codes = [klant.post("/toetsingen", json=GOED, params={"opslaan": "false"}) for _ in range(5)]
    assert [c.status_code for c in codes[:3]] == [200] * 3
    assert codes[-1].status_code == 429
    assert 1 <= int(codes[-1].headers["retry-after"]) <= 60


def test_a_quota_of_a_day_counts_every_dossier(dienst: Dienst) -> None:
    with dienst.klant(dienst.nieuwe_sleutel("aadorp", "toetsen", per_dag=4)) as klant:
        codes = [klant.post("/toetsingen", json=GOED, params={"opslaan": "false"}) for _ in range(6)]
        assert [c.status_code for c in codes] == [200] * 4 + [429] * 2
        assert int(codes[-1].headers["retry-after"]) > 0


def test_many_dossiers_in_one_request_do_not_pass_the_quota(dienst: Dienst) -> None:
    regels = "\n".join(json.dumps(GOED) for _ in range(150))
    with dienst.klant(dienst.nieuwe_sleutel("aadorp", "toetsen", per_minuut=3, per_dag=100)) as klant:
        kop = {"Content-Type": "application/x-ndjson"}
        vraag = {"opslaan": "false", "weergave": "kort"}
        *goed, laatste = klant.post(
            "/toetsingen/_bulk", content=regels, headers=kop, params=vraag
        ).text.splitlines()
        assert [json.loads(r)["regel"] for r in goed] == list(range(1, 101))
        assert all("rapport" in json.loads(r) for r in goed)
        einde = json.loads(laatste)
        assert (einde["regel"], einde["afgebroken"], einde["fout"]["status"]) == (101, True, 429)
        assert klant.post("/toetsingen", json=GOED).status_code == 429


# ---------------------------------------------------------------- rules and words


def test_rules_are_read_with_an_etag(klant: httpx.Client) -> None:
    antwoord = klant.get("/regelsets")
    assert antwoord.json()["resultaten"][0]["naam"] == "proef/omvang"
    etag = antwoord.headers["etag"]
    weer = klant.get("/regelsets", headers={"If-None-Match": etag})
    assert (weer.status_code, weer.content) == (304, b"")
    assert weer.headers["api-version"]
    een = klant.get("/regelsets/proef/omvang").json()
    assert "regel PROEF-01" in een["versies"][0]["tekst"]
    regel = klant.get("/regels/PROEF-01").json()["resultaten"][0]
    assert regel["bronnen"][0]["kenmerk"] == "ECLI:NL:CRVB:2018:3241"
    assert regel["uitzonderingen"] == ["er is spoed"]
    soorten = {s["soort"]: s for s in klant.get("/begrippen").json()["resultaten"]}
    assert soorten["voorziening"]["kenmerken"]["omvang"]["definitie"]
    assert klant.get("/dossierschema").json()["title"] == "Dossier"


def test_pages_follow_each_other(dienst: Dienst) -> None:
    with dienst.klant(dienst.nieuwe_sleutel(f"bladstad-{uuid.uuid4().hex[:8]}")) as klant:
        for _ in range(5):
            toets(klant, GOED)
        nummers: list[int] = []
        pad = "/v1/toetsingen?aantal=2"
        while pad:
            blad = klant.get(pad.removeprefix("/v1")).json()
            nummers += [s["nummer"] for s in blad["resultaten"]]
            pad = blad["volgende"]
    assert nummers == [1, 2, 3, 4, 5]


# ---------------------------------------------------------------- traces and headers


def test_a_trace_goes_on(klant: httpx.Client) -> None:
    kop = {"traceparent": f"00-{'ab' * 16}-{'cd' * 8}-01", "Fsc-Transaction-Id": "01890a5d-ac96-774b"}
    antwoord = klant.post("/toetsingen", json=GOED, headers=kop)
    assert antwoord.headers["traceparent"].split("-")[1] == "ab" * 16
    inhoud = klant.get(f"/toetsingen/{antwoord.json()['id']}").json()["inhoud"]
    assert inhoud["traceId"] == "ab" * 16
    assert inhoud["parentSpanId"] == "cd" * 8
    assert inhoud["fscTransactionId"] == "01890a5d-ac96-774b"
    vreemd = klant.get("/regelsets", headers={"traceparent": "00-zz-1-01", "Fsc-Transaction-Id": "<script>"})
    assert len(vreemd.headers["traceparent"]) == 55


def test_every_answer_is_safe_to_show(klant: httpx.Client) -> None:
    for antwoord in (klant.get("/regelsets"), klant.get("/niets"), klant.post("/toetsingen", json={"a": 1})):
        assert antwoord.headers["x-content-type-options"] == "nosniff"
        assert antwoord.headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in antwoord.headers["content-security-policy"]
        assert antwoord.headers["strict-transport-security"]
        assert antwoord.headers["cache-control"]
        assert "server" not in antwoord.headers


# ---------------------------------------------------------------- the chain


def _nazicht(dienst: Dienst, gemeente: str) -> Any:
    stukken = dienst.archief.bewijsstukken(gemeente, aantal=100_000)
    return zie_na(
        [kopregel(gemeente), *[s.schakel.als_regel() for s in stukken]], dienst.archief.kop(gemeente)[1]
    )


def test_writers_at_once_make_one_chain(dienst: Dienst) -> None:
    gemeente = f"ketenstad-{uuid.uuid4().hex[:8]}"
    with dienst.klant(dienst.nieuwe_sleutel(gemeente)) as klant, ThreadPoolExecutor(12) as draden:
        ids = list(draden.map(lambda _: toets(klant, SLECHT)["id"], range(120)))
    assert len(set(ids)) == 120
    nazicht = _nazicht(dienst, gemeente)
    assert (nazicht.aantal, nazicht.fouten) == (120, ())


def test_the_log_holds_nothing_of_a_case(dienst: Dienst, klant: httpx.Client) -> None:
    toets(klant, MET_NAAM)
    klant.post("/toetsingen", json={"personen": {"P1": {"geboortedatum": NAAM}}})
    time.sleep(0.2)
    assert NAAM not in dienst.logboek
    assert all(json.loads(r) for r in dienst.logboek.splitlines() if r.startswith("{"))
