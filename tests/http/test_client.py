"""The client against a real service, and against one that is slow, busy or away."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

import httpx
import pytest

from service.client import POGINGEN, Dienstfout, Toetssteen
from tests.http.conftest import Dienst
from tests.service.conftest import GOED, SLECHT


@pytest.fixture
def toetssteen(dienst: Dienst) -> Iterator[Toetssteen]:
    with Toetssteen(f"http://127.0.0.1:{dienst.poort}", dienst.sleutel) as t:
        yield t


def test_a_check_a_receipt_and_a_replay(toetssteen: Toetssteen) -> None:
    toetsing = toetssteen.toets(SLECHT)
    assert toetsing.blokkeert
    assert toetsing.bevindingen[0]["regel"] == "PROEF-01"
    assert toetssteen.bewijsstuk(toetsing.id)["nummer"] == toetsing.nummer
    assert toetssteen.heruitvoering(toetsing.id, SLECHT)["gelijk"]
    assert toetssteen.toets(SLECHT, sleutel="mijn-1").id == toetssteen.toets(SLECHT, sleutel="mijn-1").id
    zonder = toetssteen.toets(GOED, opslaan=False, peildatum=dt.date(2024, 3, 1))
    assert (zonder.id, zonder.blokkeert) == ("", False)


def test_many_in_one_stream(toetssteen: Toetssteen) -> None:
    uit = list(toetssteen.toets_veel([SLECHT, {"onbekend": 1}, GOED], kort=True))
    assert [("rapport" in u, "fout" in u) for u in uit] == [(True, False), (False, True), (True, False)]


def test_what_to_do_next(toetssteen: Toetssteen) -> None:
    dag = dt.date(2024, 3, 1)
    assert toetssteen.herstel(SLECHT, peildatum=dag)["voor"]
    assert "vragen" in toetssteen.vragen(SLECHT, peildatum=dag, kennisdatum=dag)
    assert "besluiten" in toetssteen.marge(GOED, peildatum=dag)
    assert toetssteen.tijdlijn(GOED, dag, dt.date(2024, 4, 1))["tijdvakken"]
    assert "delingen" in toetssteen.deelblad({"gegevens": {"GG1": {}}}, peildatum=dag)
    with pytest.raises(Dienstfout) as fout:
        toetssteen.splits(GOED, peildatum=dag)
    assert fout.value.status == 400


def test_faults_come_with_their_places(toetssteen: Toetssteen) -> None:
    with pytest.raises(Dienstfout) as fout:
        toetssteen.toets({"besluiten": {"B1": {"beslotenOp": 0}}})
    assert (fout.value.status, fout.value.code) == (400, "invoer")
    assert [p.pointer for p in fout.value.plaatsen] == ["/besluiten/B1/beslotenOp"]


def namaak(
    antwoorden: list[httpx.Response | Exception],
) -> tuple[Toetssteen, list[httpx.Request], list[float]]:
    gezien: list[httpx.Request] = []
    gewacht: list[float] = []

    def antwoord(verzoek: httpx.Request) -> httpx.Response:
        gezien.append(verzoek)
        volgende = antwoorden.pop(0)
        if isinstance(volgende, Exception):
            raise volgende
        return volgende

    klant = Toetssteen("http://dienst", "s", wacht=gewacht.append, vervoer=httpx.MockTransport(antwoord))
    return klant, gezien, gewacht


GELUKT = {"id": "1", "bewijsstuk": {"nummer": 1, "hash": "h"}, "rapport": {"bevindingen": []}}


def test_what_can_be_tried_again_is_with_the_same_key() -> None:
    klant, gezien, gewacht = namaak(
        [
            httpx.ConnectError("weg"),
            httpx.Response(503, headers={"Retry-After": "2"}, json={"code": "druk", "detail": "druk"}),
            httpx.ReadTimeout("traag"),
            httpx.Response(201, json=GELUKT),
        ]
    )
    assert klant.toets(GOED).id == "1"
    assert len({v.headers["idempotency-key"] for v in gezien}) == 1
    assert gewacht[1] == 2.0
    assert all(0 < w <= 60 for w in gewacht)


def test_it_gives_up_in_the_end_and_says_why() -> None:
    klant, gezien, _ = namaak([httpx.ConnectError("weg")] * POGINGEN)
    with pytest.raises(Dienstfout, match="niet te bereiken"):
        klant.toets(GOED)
    assert len(gezien) == POGINGEN
    druk = httpx.Response(429, json={"code": "te_vaak", "detail": "Later."})
    klant, gezien, _ = namaak([druk] * POGINGEN)
    with pytest.raises(Dienstfout) as fout:
        klant.toets(GOED)
    assert fout.value.code == "te_vaak"


def test_what_cannot_be_helped_is_not_tried_again() -> None:
    for antwoord in (
        httpx.Response(403, json={"code": "recht", "detail": "Nee."}),
        httpx.Response(500, text="x"),
    ):
        klant, gezien, _ = namaak([antwoord])
        with pytest.raises(Dienstfout):
            klant.toets(GOED)
        assert len(gezien) == 1
        assert json.loads(gezien[0].content) == GOED
